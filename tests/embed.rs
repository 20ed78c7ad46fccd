//! What is pasted to show a chart elsewhere, and the files that it names.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use crate::support::{Sample, run, run_in};

fn snippet(sample: &Sample, target: &str) -> String {
    let run = sample.run(&["embed", "gdp", "--as", target]);
    assert_eq!(run.code, 0, "{}", run.err);
    run.out
}

/// A package with a chart of this title.
fn titled(title: &str) -> Sample {
    let sample = Sample::new();
    let chart = "kind = \"column\"\nfigures = [\"gdp[2010]\", \"gdp[2023]\"]";
    sample.write("charts.toml", &format!("[[chart]]\nid = \"gdp\"\ntitle = '''{title}'''\n{chart}\n"));
    sample
}

#[test]
fn each_target_has_a_snippet_with_an_alternative_text() {
    let sample = titled("GDP rose to {gdp[2023]}");
    let alt = "Column chart: GDP, CNY; China, 2010–2023. China: almost CNY 40 trn in 2010 (CNY 36.0 to 40.0 trillion); CNY 126 trn in 2023 (CNY 125.5 to 126.5 trillion).";
    assert_eq!(snippet(&sample, "markdown"), format!("![{alt}](gdp.svg)\n"));
    let picture = snippet(&sample, "picture");
    assert!(picture.contains("<source media=\"(prefers-color-scheme: dark)\" srcset=\"gdp-dark.svg\">"), "{picture}");
    assert!(
        picture.contains(&format!(
            "<img src=\"gdp.svg\" width=\"850\" height=\"600\" style=\"max-width: 100%; height: auto\" alt=\"{alt}\">"
        )),
        "{picture}"
    );
    let html = snippet(&sample, "html");
    assert!(html.contains("<figcaption>GDP rose to CNY 126 trillion. Source: Paper.</figcaption>"), "{html}");
    assert!(
        html.contains("<tr><td>2010</td><td>almost CNY 40 trn</td><td>CNY 36.0 to 40.0 trillion</td></tr>"),
        "{html}"
    );
    let iframe = snippet(&sample, "iframe");
    assert!(iframe.starts_with("<iframe src=\"gdp.html\" title=\"GDP rose to CNY 126 trillion\""), "{iframe}");
    assert!(iframe.contains("loading=\"lazy\""), "{iframe}");
    let latex = snippet(&sample, "latex");
    assert!(latex.contains("\\includegraphics[width=\\linewidth]{gdp}"), "{latex}");
    assert!(latex.contains("\\caption{GDP rose to CNY 126 trillion. Source: Paper.}"), "{latex}");
    let typst = snippet(&sample, "typst");
    assert!(typst.contains(&format!("image(\"gdp.svg\", width: 100%, alt: \"{alt}\")")), "{typst}");
}

#[test]
fn words_of_a_package_are_no_markup_anywhere() {
    // A typed digit would be refused in a title.
    let sample = titled("R&D_a all% #read(x) \\input ](javascript:x) <b>\"y\"</b> $z$ *s*");
    let html = snippet(&sample, "html");
    assert!(
        html.contains("R&amp;D_a") && html.contains("&lt;b&gt;&quot;y&quot;&lt;/b&gt;") && !html.contains("<b>"),
        "{html}"
    );
    let iframe = snippet(&sample, "iframe");
    assert!(iframe.contains("&lt;b&gt;&quot;y&quot;") && !iframe.contains("\"y\""), "{iframe}");
    let latex = snippet(&sample, "latex");
    for part in ["R\\&D\\_a", "all\\%", "\\#read", "\\textbackslash{}input", "\\$z\\$"] {
        assert!(latex.contains(part), "{part} in {latex}");
    }
    let typst = snippet(&sample, "typst");
    for part in ["\\#read", "\\](javascript", "\\<b\\>", "\\$z\\$", "\\*s\\*"] {
        assert!(typst.contains(part), "{part} in {typst}");
    }
}

#[test]
fn all_are_printed_where_none_is_named_and_all_files_are_written() {
    let folder = TempDir::new().unwrap();
    let run = run_in(folder.path(), &["embed", "gdp", "--out", "figures"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for target in ["markdown", "picture", "html", "iframe", "latex", "typst"] {
        assert!(run.out.contains(&format!("(--as {target})")), "{}", run.out);
    }
    assert!(run.out.contains("](figures/gdp.svg)") && run.out.contains("{figures/gdp}"), "{}", run.out);
    let mut names: Vec<String> = std::fs::read_dir(folder.path().join("figures"))
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    assert_eq!(names, ["gdp-dark.svg", "gdp.html", "gdp.pdf", "gdp.svg"]);
    let read = |name: &str| std::fs::read(folder.path().join("figures").join(name)).unwrap();
    assert!(read("gdp.pdf").starts_with(b"%PDF") && read("gdp.svg").starts_with(b"<svg"));
    assert_ne!(read("gdp.svg"), read("gdp-dark.svg"));
}

#[test]
fn the_page_of_an_iframe_needs_nothing_but_itself() {
    let folder = TempDir::new().unwrap();
    let page = || {
        assert_eq!(run_in(folder.path(), &["embed", "gdp", "--as", "iframe", "--out", "."]).code, 0);
        std::fs::read_to_string(folder.path().join("gdp.html")).unwrap()
    };
    let first = page();
    assert_eq!(first, page());
    let part = |from: &str, to: &str| first.split(from).nth(1).unwrap().split(to).next().unwrap().to_owned();
    let policy = part("Content-Security-Policy\" content=\"", "\"").replace("&#x27;", "'").replace("&#x2f;", "/");
    for (element, source) in [("style", "style-src"), ("script", "script-src")] {
        let text = part(&format!("<{element}>"), &format!("</{element}>"));
        let digest = BASE64.encode(Sha256::digest(text.as_bytes()));
        assert!(policy.contains(&format!("{source} 'sha256-{digest}'")), "{policy}");
    }
    assert!(!first.contains(" src=") && !first.contains("style=\"") && first.matches("<svg").count() == 2);
    assert!(first.contains("<title>2023: CNY 126 trn (CNY 125.5 to 126.5 trillion)</title>"));
}

#[test]
fn what_cannot_be_is_refused() {
    run(&["embed", "gpd"]).assert_refused(&["the package has no chart 'gpd'", "gdp"]);
    let run = run(&["embed", "gdp", "--as", "word"]);
    assert_eq!(run.code, 2);
    assert!(run.err.contains("write one of markdown, picture, html, iframe, latex, typst"), "{}", run.err);
    let sample = titled("GDP rose to {gdp[2023]}");
    sample.write("file", "");
    sample.run(&["embed", "gdp", "--out", "file"]).assert_refused(&["'file' is a file", "name a folder"]);
}

#[test]
fn a_folder_with_blanks_is_an_address() {
    let sample = titled("GDP");
    for (target, words) in [("markdown", "](my%20charts%20%281%29/"), ("html", "src=\"my%20charts%20%281%29/")] {
        let run = sample.run(&["embed", "gdp", "--as", target, "--out", "my charts (1)"]);
        assert!(run.code == 0 && run.out.contains(words), "{}{}", run.out, run.err);
    }
}
