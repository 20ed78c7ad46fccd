//! Fonts, themes and files as a user asks for them on the command line.

use std::path::Path;

use crate::support::{Run, run_in};

/// A package whose chart has this title, and a run of `chart` on it.
fn titled(title: &str, arguments: &[&str]) -> (tempfile::TempDir, Run) {
    let folder = tempfile::TempDir::new().unwrap();
    run_in(folder.path(), &["new", "paper"]);
    let charts = folder.path().join("paper/charts.toml");
    let text: String = std::fs::read_to_string(&charts)
        .unwrap()
        .lines()
        .map(|line| if line.starts_with("title") { format!("title = \"{title}\"\n") } else { format!("{line}\n") })
        .collect();
    std::fs::write(&charts, text).unwrap();
    let run = run_in(folder.path(), &[&["chart", "--package", "paper", "--out", "out"], arguments].concat());
    (folder, run)
}

fn fixture(name: &str) -> String {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(name).display().to_string()
}

#[test]
fn a_title_that_the_built_in_face_lacks_asks_for_a_font_and_is_drawn_with_one() {
    let title = "2010年至2023年中国国内生产总值增长";
    let (_folder, run) = titled(title, &[]);
    run.assert_refused(&["no face has a glyph for", "国", "--font FILE"]);
    let font = fixture("fonts/chinese-part.otf");
    let (folder, run) = titled(title, &["--font", &font, "--format", "svg,png,pdf", "--text", "live"]);
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    let svg = std::fs::read_to_string(folder.path().join("out/gdp.svg")).unwrap();
    assert!(svg.contains("国内生产总值") && svg.contains("@font-face"));
    assert!(std::fs::read(folder.path().join("out/gdp.pdf")).unwrap().starts_with(b"%PDF"));
}

#[test]
fn digits_are_refused_in_other_scripts_too_and_years_are_not() {
    for (title, refused) in
        [("国内生产总值2010年增长3倍", "'3'"), ("نمو ٣ مرات", "'3'"), ("国内生产总值2010年增长", ""), ("نمو ٢٠١٠", "")]
    {
        let (_folder, run) = titled(title, &["--format", "csv"]);
        if refused.is_empty() {
            run.assert_refused(&["no face has a glyph"]);
        } else {
            run.assert_refused(&[refused, "is typed into"]);
        }
    }
}

#[test]
fn what_is_no_font_or_theme_is_said() {
    let readme = Path::new(env!("CARGO_MANIFEST_DIR")).join("README.md").display().to_string();
    for (arguments, parts) in [
        (["--font", readme.as_str()], ["is no font that can be read", ".ttf"]),
        (["--font", "nowhere.ttf"], ["'nowhere.ttf' cannot be read", "check that the file is there"]),
        // A device never ends.
        (["--font", "/dev/zero"], ["'/dev/zero' is no file", "name the file itself"]),
        (["--theme", "blue"], ["'blue' is no theme", "light, dark or"]),
        (["--theme", "nowhere.toml"], ["'nowhere.toml' cannot be read", "check that the file is there"]),
        (["--size", "0x0"], ["0 pixels wide", "120 to 8000 pixels"]),
        (["--size", "1000000x1000000"], ["1000000 pixels wide", "120 to 8000 pixels"]),
    ] {
        let (folder, run) = titled("GDP rose", &arguments);
        run.assert_refused(&parts);
        assert!(!folder.path().join("out").exists(), "{arguments:?}");
    }
}

#[test]
fn labels_that_find_no_room_are_named_on_standard_error() {
    let folder = tempfile::TempDir::new().unwrap();
    let rows: String = (0..12).map(|i| format!("{},{}\n", 2000 + i, 98_760_000 - i % 2 * 987)).collect();
    std::fs::write(folder.path().join("data.csv"), format!("year,A\n{rows}")).unwrap();
    let run = run_in(folder.path(), &["chart", "--data", "data.csv", "--size", "300x260", "--format", "svg"]);
    assert_eq!((run.code, run.out.as_str()), (0, "./A.svg\n"));
    assert!(run.err.starts_with("A: no room for '") && run.err.contains("larger --size"), "{}", run.err);
}
