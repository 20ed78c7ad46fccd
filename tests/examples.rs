//! Every command in the documents runs, and the built-in package is the one under data/.

use std::path::Path;

use crate::support::{PROGRAM, copy_files, run_in};

/// A command of the program in a document, and the lines that the document shows as its output.
struct Shown {
    command: String,
    output: Vec<String>,
}

fn shown(text: &str) -> Vec<Shown> {
    let (mut inside, mut prompted) = (false, false);
    let mut found: Vec<Shown> = Vec::new();
    for line in text.lines() {
        let command = line.trim_start();
        if command.starts_with("```") {
            inside = !inside;
            prompted = false;
        } else if inside && (command.starts_with("$ ") || command.starts_with("trueup ")) {
            prompted = command.starts_with("$ ");
            found.push(Shown { command: command.trim_start_matches("$ ").to_owned(), output: Vec::new() });
        } else if inside
            && prompted
            && !line.trim().is_empty()
            && line.trim() != "..."
            && let Some(last) = found.last_mut()
        {
            last.output.push(line.trim_end().to_owned());
        }
    }
    found
}

#[test]
fn every_command_in_the_documents_runs() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut documents: Vec<_> =
        std::fs::read_dir(root.join("docs")).unwrap().map(|entry| entry.unwrap().path()).collect();
    documents.push(root.join("README.md"));
    documents.sort();
    let program = Path::new(PROGRAM);
    let path = format!("{}:{}", program.parent().unwrap().display(), std::env::var("PATH").unwrap_or_default());
    let mut ran = 0;
    for document in documents.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md")) {
        let folder = tempfile::TempDir::new().unwrap();
        let _ = run_in(folder.path(), &["new", "my-paper"]);
        for from in ["docs/examples", "docs/examples/reports", "docs/themes"] {
            copy_files(&root.join(from), folder.path());
        }
        copy_files(&root.join("docs/examples/clash"), &folder.path().join("docs/examples/clash"));
        for Shown { command, output: expected } in shown(&std::fs::read_to_string(document).unwrap()) {
            // Other programs need not be here; the folder my-paper and the files of the examples are.
            let other = ["frictionless", "cargo", "python3", "benches/", "trueup serve"]
                .iter()
                .any(|name| command.starts_with(name));
            if other || command.starts_with("trueup new my-paper") || command.contains("...") {
                continue;
            }
            let output = std::process::Command::new("sh")
                .args(["-c", &command])
                .env("PATH", &path)
                .current_dir(folder.path())
                .output()
                .unwrap();
            let text = String::from_utf8_lossy(&output.stdout) + String::from_utf8_lossy(&output.stderr);
            // A finding is an answer; a fault is one only where the document shows it.
            let fails = expected.iter().any(|line| line.trim_start().starts_with('×'));
            let code = output.status.code();
            let place = format!("{command} in {}", document.display());
            assert!(if fails { code == Some(2) } else { matches!(code, Some(0 | 1)) }, "{place}: {text}");
            let lines: Vec<&str> = text.lines().map(str::trim_end).collect();
            for line in &expected {
                assert!(lines.contains(&line.as_str()), "{place} does not print\n{line}\nbut\n{text}");
            }
            ran += 1;
        }
    }
    assert!(ran > 10, "only {ran} commands were found");
}

#[test]
fn the_readme_shows_the_findings_of_the_paper_as_they_are() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = std::fs::read_to_string(root.join("README.md")).unwrap();
    let last = run_in(root, &["check"]).out.lines().last().unwrap().to_owned();
    assert!(readme.contains(&last), "README.md does not show: {last}");
    for line in run_in(root, &["check"]).out.lines().skip(1).take_while(|line| !line.is_empty()).take(4) {
        assert!(readme.contains(line), "README.md does not show: {line}");
    }
}
