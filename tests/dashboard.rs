//! The dashboard as a file: whole, safe and the same bytes; what a browser does with it is tested in `browser`.

use std::collections::HashSet;
use std::fmt::Write;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};

use crate::support::{Sample, run};
use tempfile::TempDir;

/// The page of a package, built into a folder of its own.
fn build(sample: &Sample) -> String {
    let run = sample.run(&["build", "--out", "site"]);
    assert_eq!(run.code, 0, "{}", run.err);
    std::fs::read_to_string(sample.path().join("site/index.html")).unwrap()
}

fn paper() -> String {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("site");
    assert_eq!(run(&["build", "--out", out.to_str().unwrap()]).code, 0);
    std::fs::read_to_string(out.join("index.html")).unwrap()
}

/// What stands between two texts, each time.
fn between<'a>(text: &'a str, from: &'a str, to: &'a str) -> impl Iterator<Item = &'a str> {
    text.split(from).skip(1).filter_map(move |rest| rest.split(to).next())
}

#[test]
fn the_paper_is_one_small_page_that_says_first_what_does_not_hold() {
    let page = paper();
    assert!(page.len() < 2_000_000, "{} bytes", page.len());
    let main = page.split("<main").nth(1).unwrap();
    let (verdicts, charts) = main.split_once("section:charts").unwrap();
    assert!(verdicts.contains("1 of 27 checked claims can hardly be right as printed"));
    assert!(verdicts.contains("Valid patents, 2023") && verdicts.contains("over 4 million patents"));
    assert!(verdicts.contains("1,248 times beyond the bound"));
    for chart in ["gdp", "reserves", "overview", "stated"] {
        assert!(charts.contains(&format!("<figure class=\"chart\" id=\"{chart}\"")), "{chart}");
    }
    // Every claim with its arithmetic, every figure with its source.
    assert_eq!(page.matches("<tbody id=\"finding:").count(), 89);
    assert_eq!(page.matches("<tbody id=\"figure:").count(), 80);
    assert!(page.contains("gdp[2023] &#x2f; gdp[2010] = CNY 126 trillion &#x2f; almost CNY 40 trillion"));
}

#[test]
fn a_reader_chooses_between_views_that_make_sense() {
    let page = paper();
    let views = |chart: &str| {
        let figure = page.split(&format!("<figure class=\"chart\" id=\"{chart}\"")).nth(1).unwrap();
        let figure = figure.split("</figure>").next().unwrap();
        between(figure, "data-view=\"", "\"").map(str::to_owned).collect::<Vec<String>>()
    };
    // Two dates far apart: no growth on a year ago; columns have no log scale; ranks and shares have no index.
    assert_eq!(views("gdp"), ["level", "index"]);
    assert_eq!(views("reserves"), ["level-log", "level", "index-log", "index"]);
    assert_eq!(views("ranks"), ["level"]);
    assert_eq!(views("tariffs"), ["level"]);
}

#[test]
fn the_policy_lets_in_only_the_page_s_own_style_and_script() {
    let page = paper();
    let policy = between(&page, "Content-Security-Policy\" content=\"", "\"").next().unwrap();
    let policy = policy.replace("&#x27;", "'").replace("&#x2f;", "/").replace("&#x3d;", "=").replace("&amp;", "&");
    assert!(policy.starts_with("default-src 'none'"), "{policy}");
    for (element, source) in [("style", "style-src"), ("script", "script-src")] {
        let (open, close) = (format!("<{element}>"), format!("</{element}>"));
        let text = between(&page, &open, &close).next().unwrap();
        let digest = BASE64.encode(Sha256::digest(text.as_bytes()));
        assert!(policy.contains(&format!("{source} 'sha256-{digest}'")), "{element}: {policy}");
    }
    // Nothing is fetched: addresses stand in links only, and styles in no attribute.
    for attribute in ["src=\"", "srcset=\"", "style=\"", "onclick=\"", "onload=\""] {
        assert!(!page.contains(attribute), "{attribute}");
    }
    assert!(between(&page, "<link ", ">").all(|link| link.contains("href=\"data:,\"")));
}

#[test]
fn ids_stand_once_and_whatever_names_one_finds_it() {
    let page = paper();
    let mut seen = HashSet::new();
    for id in between(&page, " id=\"", "\"") {
        assert!(seen.insert(id), "'{id}' stands twice");
    }
    for attribute in [" aria-labelledby=\"", " aria-controls=\"", " aria-describedby=\"", " href=\"#"] {
        for id in between(&page, attribute, "\"").flat_map(|ids| ids.split(' ')) {
            assert!(seen.contains(id), "{attribute}{id}");
        }
    }
}

#[test]
fn the_same_package_gives_the_same_bytes() {
    assert_eq!(paper(), paper());
}

#[test]
fn markup_in_a_package_stays_words() {
    let sample = Sample::new();
    let nasty = "</script><script>alert(1)</script><img src=x onerror=alert(2)>{{ policy }}</style>";
    let indicators = crate::support::INDICATORS.replace("gdp,GDP,CNY", &format!("gdp,{nasty},CNY"));
    sample.write("indicators.csv", &indicators);
    let claim = "more,more than doubled,gdp[2023] / gdp[2010],times,paper,</td><b>x</b>,' onmouseover='alert(3)";
    sample.add("claims.csv", claim);
    let head = "source_id,citation_full,attribution_short,cited_in,date_published,url,doi\n";
    sample.write(
        "sources.csv",
        &format!("{head}paper,{nasty},</style><b>y</b>,,,javascript:alert(4),\nother,Another,Other,,,,\"x\"\" onclick=\"\"alert(5)\"\n"),
    );
    let title = "</title></svg><script>alert(x)</script> & ' \"";
    let chart = "kind = \"column\"\nnote = '<script>x</script>'\nfigures = [\"gdp[2010]\", \"gdp[2023]\"]";
    sample.write("charts.toml", &format!("[[chart]]\nid = \"gdp\"\ntitle = '''{title}'''\n{chart}\n"));
    let page = build(&sample);
    // One script and one style, those of the page, and nothing that a package brought.
    assert_eq!((page.matches("<script").count(), page.matches("<style").count()), (1, 1));
    for markup in ["<img", "<b>", "href=\"javascript", "\" onclick=", "' onmouseover='"] {
        assert!(!page.contains(markup), "{markup}");
    }
    // As words it is all there.
    let words = |text: &str| {
        [('&', "&amp;"), ('<', "&lt;"), ('>', "&gt;"), ('"', "&quot;"), ('\'', "&#x27;"), ('/', "&#x2f;")]
            .iter()
            .fold(text.to_owned(), |text, (c, escape)| text.replace(*c, escape))
    };
    assert!(page.contains(&words(nasty)) && page.contains(&words(title)), "{}", words(nasty));
}

/// Takes the table of claims out of a package.
fn without_claims(sample: &Sample) {
    let resources = ["indicators", "figures", "areas", "sources"]
        .map(|name| format!(r#"{{"name":"{name}","path":"{name}.csv"}}"#))
        .join(",");
    sample.write("datapackage.json", &format!(r#"{{"name":"sample","resources":[{resources}]}}"#));
}

#[test]
fn a_package_without_claims_or_charts_says_so() {
    let sample = Sample::new();
    without_claims(&sample);
    let page = build(&sample);
    assert!(page.contains("Nothing was checked: the package states no claims"));
    assert!(!page.contains("section:charts") && page.contains("almost CNY 40 trillion"));
}

#[test]
fn figures_that_clash_stand_above_all_else() {
    let folder = TempDir::new().unwrap();
    let out = folder.path().join("site");
    let package = concat!(env!("CARGO_MANIFEST_DIR"), "/docs/examples/clash");
    assert_eq!(run(&["build", "--package", package, "--out", out.to_str().unwrap()]).code, 0);
    let page = std::fs::read_to_string(out.join("index.html")).unwrap();
    let verdicts = between(&page, "id=\"section:verdicts\"", "</section>").next().unwrap();
    assert!(verdicts.contains("1 set of figures cannot all be right"), "{verdicts}");
    assert!(verdicts.contains("CNY 162 trillion would have to be CNY 126 trillion"));
}

/// A package of so many indicators over so many years, with a line chart of each.
fn large(indicators: usize, years: usize) -> Sample {
    let sample = Sample::new();
    let (mut rows, mut figures, mut charts) = (String::new(), String::new(), String::new());
    for i in 0..indicators {
        writeln!(rows, "i{i},Indicator {i},CNY,,flow,,CHN,,,,").unwrap();
        let names: Vec<String> = (0..years).map(|year| format!("\"i{i}[{}]\"", 1960 + year)).collect();
        writeln!(
            charts,
            "[[chart]]\nid = \"c{i}\"\nkind = \"line\"\njoined = true\ntitle = \"An indicator\"\nfigures = [{}]",
            names.join(", ")
        )
        .unwrap();
        for year in 0..years {
            let value = 100 + i + 3 * year;
            writeln!(figures, "f{i}_{year},i{i},CHN,{},,CNY {value} billion,paper,p. 1,", 1960 + year).unwrap();
        }
    }
    let head = |text: &str| text.lines().next().unwrap().to_owned() + "\n";
    sample.write("indicators.csv", &(head(crate::support::INDICATORS) + &rows));
    sample.write("figures.csv", &(head(crate::support::FIGURES) + &figures));
    without_claims(&sample);
    sample.write("charts.toml", &charts);
    sample
}

#[test]
fn a_series_has_growth_and_a_log_scale_to_choose_from() {
    let page = build(&large(1, 12));
    let figures = page.split("<figure").nth(1).unwrap();
    let views: Vec<&str> = between(figures, "data-view=\"", "\"").collect();
    assert_eq!(views, ["level", "level-log", "index", "index-log", "growth"]);
    // Growth of 3 on 100 is 3 percent, on 130 it is 2.31.
    let growth = between(figures, "data-view=\"growth\"", "</template>").next().unwrap();
    assert!(growth.contains("1961: 3%") && growth.contains("1971: 2.31%"), "{growth}");
}

#[test]
fn past_fifty_charts_only_their_own_view_is_in_the_page() {
    let page = build(&large(51, 5));
    assert_eq!(page.matches("<figure class=\"chart\"").count(), 51);
    assert_eq!(page.matches("<template").count(), 0);
}
