//! `trueup extract`: what a user sees of texts that are read.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use tempfile::TempDir;

use crate::support::{PROGRAM, Run, run, run_in};

/// 45.8 / 40 is 1.145: 41.5 percent is 14.5 with its digits swapped. 6.1 less 5.4 is 0.7. 126 / 40 is 3.15.
const SLIP: &str = "Exports rose by 41.5% to £45.8 billion in 2023, from £40 billion in 2022.";
const RIGHT: &str = "The unemployment rate fell from 6.1 percent to 5.4 percent, or by 0.7 percentage points.";
const MULTIPLE: &str =
    "GDP rose from almost CNY 40 trillion in 2010 to CNY 126 trillion in 2023: it more than tripled.";

/// A folder with these files.
fn folder(files: &[(&str, &str)]) -> TempDir {
    let folder = TempDir::new().unwrap();
    for (name, text) in files {
        std::fs::write(folder.path().join(name), text).unwrap();
    }
    folder
}

/// Extracts from a file with this text.
fn extract(text: &str, options: &[&str]) -> Run {
    let folder = folder(&[("paper.md", text)]);
    run_in(folder.path(), &[&["extract", "paper.md"], options].concat())
}

/// Extracts from standard input.
fn piped(text: &str, options: &[&str]) -> Run {
    let mut child = Command::new(PROGRAM)
        .args(["extract", "-"])
        .args(options)
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    let output = child.wait_with_output().unwrap();
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
}

#[test]
fn a_slip_is_shown_over_its_sentence_and_makes_the_exit_code() {
    let run = extract(&format!("# Trade\n\n{RIGHT} {SLIP}\n\n{MULTIPLE}\n"), &[]);
    assert_eq!(run.code, 1, "{}", run.err);
    let (head, rest) = run.out.split_once('\n').unwrap();
    assert!(head.starts_with("inconsistent[digit-slip]: the figures give 14.5%"), "{}", run.out);
    assert!(head.ends_with("41.5% is stated"), "{}", run.out);
    // The line holds 88 characters and a space before the sentence, whose verb is its second word.
    assert!(rest.starts_with(" --> paper.md:3:98\n"), "{}", run.out);
    assert!(rest.contains("3 | Exports rose by 41.5% to"), "{}", run.out);
    assert!(run.out.contains("= formula: growth(GBP 40 billion, GBP 45.8 billion) = 14.5%"), "{}", run.out);
    assert!(
        run.out.contains("consistent  5:")
            && run.out.contains("\"more than tripled\": CNY 126 trillion / almost CNY 40")
    );
    // Only what does not hold is told at length.
    assert_eq!(run.out.matches(" --> ").count(), 1, "{}", run.out);
    assert_eq!(extract(SLIP, &["--all"]).out.matches(" --> ").count(), 1);
    assert_eq!(extract(MULTIPLE, &["--all"]).out.matches(" --> ").count(), 1);
}

#[test]
fn what_holds_ends_with_0_and_how_far_the_text_was_understood() {
    let run = extract(MULTIPLE, &[]);
    assert_eq!(run.code, 0, "{}{}", run.out, run.err);
    let last = run.out.lines().last().unwrap();
    assert!(
        last.starts_with(
            "quantities: 2 seen, 2 understood, 2 linked, 2 checked; claims: 1 seen, 1 checked (1 consistent)"
        ),
        "{last}"
    );
    assert_eq!(extract(MULTIPLE, &["--fail-on", "consistent"]).code, 1);
    extract(MULTIPLE, &["--fail-on", "wrong"]).assert_refused(&["'wrong' is no verdict"]);
}

#[test]
fn a_text_without_figures_is_never_called_fine() {
    for options in [&[][..], &["--all"], &["--format", "github"], &["--format", "junit"], &["--format", "sarif"]] {
        let run = extract("Nothing is said here.\n", options);
        assert_eq!((run.code, run.out.contains("no figures were found in paper.md")), (0, true), "{}", run.out);
    }
    extract("Nothing is said here.\n", &["--format", "package", "-o", "p"]).assert_refused(&["no figures were found"]);
}

#[test]
fn what_cannot_be_read_is_refused() {
    run(&["extract"]).assert_refused(&["there is nothing to read", "trueup extract paper.md"]);
    run(&["extract", "missing.md"]).assert_refused(&["missing.md cannot be read"]);
    run(&["extract", "-", "--watch"]).assert_refused(&["standard input cannot be watched"]);
    run(&["extract", "x.md", "-o", "p"]).assert_refused(&["-o names the folder of a package", "--format package"]);
    run(&["extract", "x.md", "--format", "package"]).assert_refused(&["a package needs a folder", "-o my-paper"]);
    let folder = folder(&[("good.md", SLIP), ("bad.md", "")]);
    std::fs::write(folder.path().join("bad.md"), b"rose by 5\xff%").unwrap();
    let run = run_in(folder.path(), &["extract", "good.md", "bad.md"]);
    assert_eq!(run.code, 2, "{}", run.err);
    assert!(run.err.contains("bad.md is not in UTF-8"), "{}", run.err);
    // A reader sees what was found in the others; a program gets all or nothing.
    assert!(run.out.contains("inconsistent"), "{}", run.out);
    let json = run_in(folder.path(), &["extract", "good.md", "bad.md", "--format", "json"]);
    json.assert_refused(&["bad.md is not in UTF-8"]);
    assert_eq!(json.out, "");
}

#[test]
fn standard_input_is_read() {
    let run = piped(SLIP, &[]);
    assert_eq!(run.code, 1, "{}", run.err);
    assert!(run.out.contains(" --> -:1:9\n"), "{}", run.out);
    assert!(piped("Nothing.", &[]).out.starts_with("no figures were found in standard input"));
}

#[test]
fn several_texts_come_in_order_with_what_they_come_to_together() {
    let folder = folder(&[("b.md", SLIP), ("a.txt", MULTIPLE), ("c.csv", "1,2\n")]);
    let run = run_in(folder.path(), &["extract", "."]);
    assert_eq!(run.code, 1, "{}", run.err);
    let (a, b) = (run.out.find("a.txt\n").unwrap(), run.out.find("b.md\n").unwrap());
    assert!(a < b, "{}", run.out);
    let last = run.out.lines().last().unwrap();
    assert!(
        last.starts_with("2 texts: quantities: 5 seen") && last.ends_with("(1 consistent, 1 inconsistent)"),
        "{last}"
    );
    // A folder gives an array, however many texts it holds; a text gives an object.
    let all = run_in(folder.path(), &["extract", ".", "--format", "json"]).json();
    let files: Vec<&str> = all.as_array().unwrap().iter().map(|one| one["file"].as_str().unwrap()).collect();
    assert!(files.len() == 2 && files[0].ends_with("a.txt") && files[1].ends_with("b.md"), "{files:?}");
    let one = run_in(folder.path(), &["extract", "b.md", "--format", "json"]).json();
    assert_eq!(one["file"], "b.md");
}

#[test]
fn json_has_the_fields_of_its_schema() {
    let text = format!("Übrigens: {SLIP} Imports rose by 3 percent.");
    let document = extract(&text, &["--format", "json"]).json();
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/schema/extraction-1.json");
    let schema: serde_json::Value = serde_json::from_str(&std::fs::read_to_string(schema).unwrap()).unwrap();
    let keys = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>();
    let required = |of: &serde_json::Value| -> Vec<String> {
        of["required"].as_array().unwrap().iter().map(|key| key.as_str().unwrap().to_owned()).collect()
    };
    assert_eq!(keys(&document), required(&schema));
    for (list, record) in [("figures", "FigureRecord"), ("claims", "ClaimRecord"), ("unlinked", "UnlinkedRecord")] {
        for one in document[list].as_array().unwrap() {
            let (mut has, mut must) = (keys(one), required(&schema["$defs"][record]));
            has.sort();
            must.sort();
            assert_eq!(has, must);
            // Offsets count characters.
            let (start, end) = (one["start"].as_u64().unwrap(), one["end"].as_u64().unwrap());
            let length = usize::try_from(end - start).unwrap();
            let words: String = text.chars().skip(usize::try_from(start).unwrap()).take(length).collect();
            assert_eq!(one["text"], words.as_str());
        }
    }
    let claim = &document["claims"][0];
    assert_eq!(
        (&claim["kind"], &claim["verdict"], &claim["rule"]),
        (&"percent_change".into(), &"inconsistent".into(), &"digit-slip".into())
    );
    assert_eq!((&document["figures"][0]["value"], &document["figures"][1]["value"]), (&41.5.into(), &45.8e9.into()));
    assert_eq!(claim["figures"], serde_json::json!([2, 1]));
}

#[test]
fn other_programs_get_the_finding_at_its_place() {
    let log = extract(SLIP, &["--format", "sarif"]).json();
    let result = &log["runs"][0]["results"][0];
    assert_eq!((&result["ruleId"], &result["level"]), (&"inconsistent".into(), &"error".into()));
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "paper.md");
    assert_eq!((&place["region"]["startLine"], &place["region"]["startColumn"]), (&1.into(), &9.into()));
    let run = extract(SLIP, &["--format", "github"]);
    assert!(run.code == 1 && run.out.starts_with("::error file=paper.md,line=1,col=9,"), "{}", run.out);
    let run = extract(&format!("{SLIP} {RIGHT}"), &["--format", "junit", "--fail-on", "consistent"]);
    assert!(run.code == 1 && run.out.contains("tests=\"2\" failures=\"2\""), "{}", run.out);
}

#[test]
fn a_comment_waives_its_sentence_and_one_that_waives_nothing_is_told() {
    let waiver = "<!-- trueup: waive, the source rounds twice -->";
    for text in [
        format!("{SLIP} {waiver}\n\n{MULTIPLE}\n"),
        format!("{waiver}\n{SLIP} {MULTIPLE}\n"),
        format!("{waiver}\n\n{SLIP}\n\n{MULTIPLE}\n"),
        format!("{MULTIPLE} {SLIP} {waiver} {RIGHT}\n"),
    ] {
        let run = extract(&text, &[]);
        assert_eq!(run.code, 0, "{text}{}", run.out);
        assert!(
            run.out.contains("waived: the source rounds twice") && run.out.ends_with("; 1 waived\n"),
            "{}",
            run.out
        );
        let log = extract(&text, &["--format", "sarif"]).json();
        assert_eq!(log["runs"][0]["results"][0]["suppressions"][0]["justification"], "the source rounds twice");
        assert!(!extract(&text, &["--format", "github"]).out.contains("::error"));
        let folder = folder(&[("paper.txt", &text), ("paper.html", &format!("<p>{text}</p>"))]);
        for file in ["paper.txt", "paper.html"] {
            assert_eq!(run_in(folder.path(), &["extract", file]).code, 0, "{file}: {text}");
        }
    }
    // What is left out of Markdown has no place of its own: it is told behind the sentence, which has 73 characters.
    for (waiver, told) in [
        ("<!-- trueup: waive -->", "a waiver without a reason waives nothing"),
        ("<!-- trueup: ignore this -->", "'ignore this' is nothing that trueup does"),
    ] {
        let run = extract(&format!("{SLIP} {waiver}\n"), &[]);
        assert!(run.code == 1 && run.out.contains(&format!("1:74  {told}")), "{}", run.out);
    }
    let run = extract(&format!("{MULTIPLE} {waiver}\n"), &[]);
    assert!(run.out.contains("the waiver \"the source rounds twice\" waives nothing"), "{}", run.out);
    let log = extract(&format!("{MULTIPLE} {waiver}\n"), &["--format", "sarif"]).json();
    assert_eq!(log["runs"][0]["results"][0]["ruleId"], "stale-waiver");
}

#[test]
fn a_package_comes_to_the_same_verdicts_and_can_be_drawn() {
    let folder = folder(&[("paper.md", &format!("{SLIP} {RIGHT} {MULTIPLE}\n"))]);
    let run = run_in(folder.path(), &["extract", "paper.md", "--format", "package", "-o", "mine"]);
    assert_eq!(run.code, 1, "{}{}", run.out, run.err);
    assert!(run.out.contains("are in mine.") && run.err.contains("Where no area is stated"), "{}{}", run.out, run.err);
    let verdicts = |list: &serde_json::Value| -> Vec<String> {
        list.as_array().unwrap().iter().map(|one| one["verdict"].as_str().unwrap().to_owned()).collect()
    };
    let found = run_in(folder.path(), &["extract", "paper.md", "--format", "json"]).json();
    let checked = run_in(folder.path(), &["check", "--package", "mine", "--format", "json"]).json();
    let mut own = verdicts(&found["claims"]);
    own.retain(|verdict| verdict != "unchecked");
    assert_eq!((verdicts(&checked["findings"]), own.len()), (own, 3));
    for arguments in [&["table", "figures"][..], &["chart", "--out", "charts"], &["build", "--out", "built"]] {
        let run = run_in(folder.path(), &[arguments, &["--package", "mine"]].concat());
        assert_eq!(run.code, 0, "{arguments:?} {}", run.err);
    }
    // What is there is not written over.
    run_in(folder.path(), &["extract", "paper.md", "--format", "package", "-o", "mine"])
        .assert_refused(&["'mine' is there already", "nothing was written"]);
}

#[test]
fn a_text_is_read_again_when_it_is_saved() {
    let folder = folder(&[("paper.md", SLIP)]);
    let mut child = Command::new(PROGRAM)
        .current_dir(folder.path())
        .args(["extract", "paper.md", "--watch", "--format", "github"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let lines = BufReader::new(child.stdout.take().unwrap()).lines();
    let (sender, receiver) = std::sync::mpsc::channel();
    std::thread::spawn(move || lines.map_while(Result::ok).for_each(|line| drop(sender.send(line))));
    let next = || receiver.recv_timeout(Duration::from_secs(20)).unwrap_or_default();
    let first = next();
    let counts = next();
    // Another size is another file, whatever the clock of the disk tells.
    std::fs::write(folder.path().join("paper.md"), MULTIPLE).unwrap();
    let second = next();
    let _ = child.kill();
    let output = child.wait_with_output().unwrap();
    assert!(first.starts_with("::error file=paper.md") && counts.starts_with("quantities: 3 seen"), "{first} {counts}");
    assert!(second.starts_with("quantities: 2 seen"), "{second}");
    assert!(String::from_utf8_lossy(&output.stderr).contains("paper.md changed"));
}

#[test]
fn the_same_texts_give_the_same_bytes() {
    let text = format!("{SLIP} {RIGHT} {MULTIPLE}\n").repeat(20);
    let files: Vec<(String, String)> = (0..8).map(|i| (format!("{i}.md"), text.clone())).collect();
    let files: Vec<(&str, &str)> = files.iter().map(|(name, text)| (name.as_str(), text.as_str())).collect();
    let folder = folder(&files);
    let started = Instant::now();
    let first = run_in(folder.path(), &["extract", ".", "--format", "json"]).out;
    assert!(started.elapsed() < Duration::from_secs(60));
    assert!(first == run_in(folder.path(), &["extract", ".", "--format", "json"]).out && first.len() > 1000);
}

#[test]
fn a_finding_in_a_page_and_in_a_long_paragraph_is_shown_by_its_sentence() {
    // Markdown: marks of emphasis and a link stand in the source, which is shown; a paragraph is one line.
    let long = "Words without any number fill this paragraph, as they do in every report. ".repeat(30);
    let text = format!(
        "{long}**Exports** rose by *41.5%* to [£45.8 billion](https://example.org/a/b/c?d=1) in 2023, from £40 billion in 2022. {long}\n"
    );
    let run = extract(&text, &[]);
    let at = long.chars().count() + 13;
    assert!(run.out.contains(&format!(" --> paper.md:1:{at}\n")), "{}", run.out);
    assert!(run.out.contains("1 | **Exports** rose by *41.5%* to [£45.8 billion]"), "{}", run.out);
    assert!(!run.out.contains("Words without"), "{}", run.out);
    let excerpt = run.out.lines().skip(2).take_while(|line| !line.starts_with("  ="));
    assert!(excerpt.map(|line| line.chars().count()).max().unwrap() <= 100, "{}", run.out);
    let offset = extract(&text, &["--format", "json"]).json()["claims"][0]["start"].as_u64().unwrap();
    assert_eq!(offset, u64::try_from(at).unwrap() - 1);
    // 126 and 98 trillion stand in a paper of two columns, in the twelfth line of its first page.
    let pdf = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents/columns.pdf");
    let run = run_in(pdf.parent().unwrap(), &["extract", "columns.pdf", "--all"]);
    assert!(run.out.contains("columns.pdf, page 1, line 12\n"), "{}", run.out);
    assert!(run.err.contains("columns.pdf: page numbers were left out on 3 pages"), "{}", run.err);
    let log = run_in(pdf.parent().unwrap(), &["extract", "columns.pdf", "--format", "json"]).json();
    assert_eq!((&log["claims"][0]["page"], &log["claims"][0]["line"]), (&1.into(), &12.into()));
    assert!(log["remarks"].to_string().contains("a table of 3 rows was not read"), "{}", log["remarks"]);
}
