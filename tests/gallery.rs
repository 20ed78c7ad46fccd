//! The committed gallery is what `trueup build` draws, and its page shows every chart.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use crate::golden::Golden;
use crate::support::run_in;

/// The folder of the gallery as it is drawn now; the page is made from it too, so that both are accepted in one run.
pub static DRAWN: LazyLock<PathBuf> = LazyLock::new(|| {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("gallery");
    let _ = std::fs::remove_dir_all(&folder);
    let run = run_in(root(), &["build", "--out", folder.to_str().unwrap()]);
    assert_eq!(run.code, 0, "{}", run.err);
    folder
});

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

#[test]
fn the_committed_gallery_is_what_build_draws() {
    let mut golden = Golden::of("charts");
    golden.folder(&DRAWN);
    golden.report();
}

#[test]
fn every_field_of_a_record_is_documented() {
    let document = std::fs::read_to_string(root().join("docs/json.md")).unwrap();
    let section = document.split("## The record of a chart").nth(1).unwrap().split("\n## ").next().unwrap();
    let words: Vec<&str> = section.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
    let record = std::fs::read_to_string(DRAWN.join("gdp.json")).unwrap();
    let record: serde_json::Value = serde_json::from_str(&record).unwrap();
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<String>>();
    for key in [keys(&record), keys(&record["data"]), keys(&record["sources"][0])].concat() {
        assert!(words.contains(&key.as_str()), "docs/json.md does not describe {key}");
    }
    for table in ["gdp.csv", "stated.csv"] {
        let header = std::fs::read_to_string(DRAWN.join(table)).unwrap();
        for column in header.lines().next().unwrap().split(',') {
            assert!(words.contains(&column), "docs/json.md does not describe {column}");
        }
    }
}

#[test]
fn the_page_of_the_gallery_shows_every_chart_with_its_alternative_text() {
    let specs = std::fs::read_to_string(root().join("data/wu-2025-opening-up/charts.toml")).unwrap();
    let mut page = "# Gallery\n\nThe charts of the paper, as `trueup build` draws them: each as SVG for light and dark, as PNG, with its \
        numbers as CSV\nand its record as JSON. [charts.md](charts.md) says how they are described.\n"
        .to_owned();
    for id in specs.lines().filter_map(|line| line.strip_prefix("id = \"")?.strip_suffix('"')) {
        let record = std::fs::read_to_string(DRAWN.join(format!("{id}.json"))).unwrap();
        let record: serde_json::Value = serde_json::from_str(&record).unwrap();
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
    let mut golden = Golden::of("docs");
    golden.file("gallery.md", page.as_bytes());
    golden.report();
}
