//! The pictures in the documents are what their examples draw.

use std::path::Path;

use crate::golden::{Golden, names};
use crate::support::{copy_files, run_in};

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The examples of a document: its TOML blocks, joined.
fn examples(document: &str) -> String {
    let blocks = document.split("```toml\n").skip(1).filter_map(|rest| rest.split("```").next());
    blocks.filter(|block| block.contains("[[chart]]\nid")).collect::<Vec<_>>().join("\n")
}

#[test]
fn every_example_of_a_chart_draws_the_picture_beside_it() {
    let document = std::fs::read_to_string(root().join("docs/charts.md")).unwrap();
    let package = tempfile::TempDir::new().unwrap();
    copy_files(&root().join("data/wu-2025-opening-up"), package.path());
    std::fs::write(package.path().join("charts.toml"), examples(&document)).unwrap();
    let drawn = tempfile::TempDir::new().unwrap();
    let [package, out] = [package.path(), drawn.path()].map(|path| path.to_str().unwrap());
    let run = run_in(root(), &["chart", "--package", package, "--format", "svg", "--out", out]);
    assert_eq!(run.code, 0, "{}", run.err);
    let (mut golden, mut shown) = (Golden::of("docs/charts"), 0);
    for name in names(drawn.path()) {
        // The comparison of all claims is long, and the gallery shows it.
        if name != "comparison.svg" {
            assert!(document.contains(&format!("](charts/{name})")), "docs/charts.md does not show {name}");
            golden.file(&name, &std::fs::read(drawn.path().join(&name)).unwrap());
            shown += 1;
        }
    }
    for (name, arguments) in [
        ("house", ["gdp", "--theme", "docs/themes/house.toml"]),
        ("growth", ["CHN", "--data", "docs/examples/gdp-growth.csv"]),
    ] {
        let all = [&["chart", "--format", "svg", "--out", out][..], &arguments].concat();
        let run = run_in(root(), &all);
        assert_eq!(run.code, 0, "{}", run.err);
        golden.file(&format!("{name}.svg"), &std::fs::read(run.out.trim()).unwrap());
        shown += 1;
    }
    let theme = std::fs::read_to_string(root().join("docs/themes/house.toml")).unwrap();
    assert!(document.contains(theme.split_once("\n").unwrap().1), "docs/charts.md shows docs/themes/house.toml");
    assert_eq!(document.matches("](charts/").count(), shown, "a picture of docs/charts.md has no example");
    golden.report();
}
