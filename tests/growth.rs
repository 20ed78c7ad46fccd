//! `trueup growth`.

use crate::support::run_in;

const TWO: &str = "country,code,year,value\nNorway,NOR,2010,100\nNorway,NOR,2011,110\nNorway,NOR,2012,121\nChad,TCD,2010,50\nChad,TCD,2012,40\n";

fn folder() -> tempfile::TempDir {
    let folder = tempfile::TempDir::new().unwrap();
    std::fs::write(folder.path().join("two.csv"), TWO).unwrap();
    folder
}

#[test]
fn each_measure_is_a_column_worked_by_hand() {
    let folder = folder();
    let run =
        run_in(folder.path(), &["growth", "two.csv", "--transform", "pc1,index:2010,cagr,chg", "--format", "json"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let rows = run.json();
    let near = |row: usize, name: &str, expected: Option<f64>| match (rows[row][name].as_f64(), expected) {
        (Some(found), Some(expected)) => (found - expected).abs() < 1e-9,
        (None, None) => true,
        _ => false,
    };
    // 110 / 100, 121 / 110; 40 / 50 = 0.8 over two years, 0.8^(1/2) = 0.894427191; 2011 is missing for Chad.
    for (row, pc1, index, cagr, change) in [
        (0, None, Some(100.0), None, None),
        (1, Some(10.0), Some(110.0), Some(10.0), Some(10.0)),
        (2, Some(10.0), Some(121.0), Some(10.0), Some(11.0)),
        (3, None, Some(100.0), None, None),
        (4, None, Some(80.0), Some(-10.557_280_900_008_414), None),
    ] {
        for (name, expected) in [("pc1", pc1), ("index:2010", index), ("cagr", cagr), ("chg", change)] {
            assert!(near(row, name, expected), "{row} {name}: {rows}");
        }
    }
}

#[test]
fn series_and_periods_are_chosen_and_the_ending_says_the_format() {
    let folder = folder();
    let csv = |arguments: &[&str]| {
        let all = [&["growth", "two.csv", "-o", "out.csv"][..], arguments].concat();
        let run = run_in(folder.path(), &all);
        assert_eq!((run.code, run.out.as_str()), (0, ""), "{}", run.err);
        std::fs::read_to_string(folder.path().join("out.csv")).unwrap()
    };
    // What stands before the first period shown still counts for its growth.
    assert_eq!(
        csv(&["--series", "NOR", "--from", "2011", "--to", "2011"]),
        "series,indicator,ref_area,time_period,unit,obs_value,pc1\nNOR,,Norway,2011,,110.0,10.000000000000009\n"
    );
    // 121 / 110 in its base period 2011, 100 / 110 before.
    let index = csv(&["--series", "NOR", "--transform", "index", "--base", "2011"]);
    assert!(index.contains("2010,,100.0,90.9090909") && index.contains("2011,,110.0,100.0\n"), "{index}");
    // The compound rate is counted from the first period shown.
    assert!(csv(&["--series", "chad", "--transform", "cagr", "--from", "2011"]).ends_with("TCD,,Chad,2012,,40.0,\n"));
    for (file, start) in [("o.parquet", &b"PAR1"[..]), ("o.json", b"[\n"), ("o.md", b"| series")] {
        assert_eq!(run_in(folder.path(), &["growth", "two.csv", "-o", file]).code, 0);
        assert!(std::fs::read(folder.path().join(file)).unwrap().starts_with(start), "{file}");
    }
    // What it writes it reads.
    let again =
        run_in(folder.path(), &["growth", "o.parquet", "--series", "NOR", "--transform", "lin", "--format", "csv"]);
    assert!(again.out.ends_with("NOR,,Norway,2012,,121.0,121.0\n"), "{}{}", again.out, again.err);
}

#[test]
fn several_files_stand_one_below_the_other() {
    let folder = folder();
    std::fs::write(folder.path().join("one.csv"), "year,value\n2010,1\n2011,2\n").unwrap();
    let run = run_in(folder.path(), &["growth", "two.csv", "one.csv", "--format", "csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    let files: Vec<&str> = run.out.lines().skip(1).map(|line| line.split(',').nth(6).unwrap()).collect();
    assert_eq!(files, ["two.csv", "two.csv", "two.csv", "two.csv", "two.csv", "one.csv", "one.csv"]);
}

#[test]
fn what_cannot_be_computed_is_refused() {
    let folder = folder();
    for (arguments, parts) in [
        (&["two.csv", "--transform", "pc2"][..], &["no transformation 'pc2'", "is it 'pch'?"][..]),
        (&["two.csv", "--series", "NRO"], &["no series 'NRO'"]),
        (&["two.csv", "-o", "out.xyz"], &["names no format", ".parquet"]),
        (&["missing.csv"], &["missing.csv"]),
        (&["two.csv", "--from", "20l0"], &["'20l0' is no period"]),
    ] {
        run_in(folder.path(), &[&["growth"], arguments].concat()).assert_refused(parts);
    }
    assert!(!folder.path().join("out.xyz").exists());
}
