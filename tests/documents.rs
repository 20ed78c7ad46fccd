//! The pictures in the documents are what their examples draw, and the gallery shows every chart.
//!
//! With `TRUEUP_UPDATE=1` in the environment the files are written anew instead of compared: look at them before they are committed.

use std::fmt::Write;
use std::path::Path;

use crate::support::run_in;

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Compares a file with what it should hold, or writes it.
fn current(path: &Path, expected: &str) {
    if std::env::var_os("TRUEUP_UPDATE").is_some() {
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, expected).unwrap();
    }
    let found = std::fs::read_to_string(path).unwrap_or_default();
    assert!(
        found == expected,
        "{} is out of date: TRUEUP_UPDATE=1 cargo test documents, then look at it",
        path.display()
    );
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
    for entry in std::fs::read_dir(root().join("data/wu-2025-opening-up")).unwrap() {
        let entry = entry.unwrap();
        std::fs::copy(entry.path(), package.path().join(entry.file_name())).unwrap();
    }
    std::fs::write(package.path().join("charts.toml"), examples(&document)).unwrap();
    let drawn = tempfile::TempDir::new().unwrap();
    let [package, out] = [package.path(), drawn.path()].map(|path| path.to_str().unwrap());
    let run = run_in(root(), &["chart", "--package", package, "--format", "svg", "--out", out]);
    assert_eq!(run.code, 0, "{}", run.err);
    let mut shown = 0;
    for entry in std::fs::read_dir(drawn.path()).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let svg = std::fs::read_to_string(drawn.path().join(&name)).unwrap();
        // The comparison of all claims is long, and the gallery shows it.
        if name != "comparison.svg" {
            assert!(document.contains(&format!("](charts/{name})")), "docs/charts.md does not show {name}");
            current(&root().join("docs/charts").join(&name), &svg);
            shown += 1;
        }
    }
    assert_eq!(document.matches("](charts/").count(), shown, "a picture of docs/charts.md has no example");
}

#[test]
fn the_gallery_shows_every_chart_with_its_alternative_text() {
    let folder = root().join("charts");
    let specs = std::fs::read_to_string(root().join("data/wu-2025-opening-up/charts.toml")).unwrap();
    let mut page = "# Gallery\n\nThe charts of the paper, as `trueup build` draws them: each as SVG for light and dark, as PNG, with its \
        numbers as CSV\nand its record as JSON. [charts.md](charts.md) says how they are described.\n"
        .to_owned();
    for id in specs.lines().filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"')) {
        let record: serde_json::Value =
            serde_json::from_str(&std::fs::read_to_string(folder.join(format!("{id}.json"))).unwrap()).unwrap();
        let text =
            |key: &str| record[key].as_str().unwrap().replace('&', "&amp;").replace('<', "&lt;").replace('"', "&quot;");
        write!(
            page,
            "\n## {id}\n\n**{}**\n\n<picture>\n  <source media=\"(prefers-color-scheme: dark)\" srcset=\"../charts/{id}-dark.svg\">\n  \
             <img src=\"../charts/{id}.svg\" width=\"640\" alt=\"{}\">\n</picture>\n\n\
             [SVG](../charts/{id}.svg), [dark](../charts/{id}-dark.svg), [PNG](../charts/{id}.png), [CSV](../charts/{id}.csv), \
             [JSON](../charts/{id}.json)\n",
            text("title"),
            text("alt")
        )
        .unwrap();
    }
    current(&root().join("docs/gallery.md"), &page);
}
