//! Every command in the documents runs, and the built-in package is the one under data/.

use std::path::Path;

use crate::support::run_in;

/// The commands of the program that a document shows, and whether what it shows of the output is an error.
fn commands(text: &str) -> Vec<(String, bool)> {
    let mut inside = false;
    let mut found: Vec<(String, bool)> = Vec::new();
    for line in text.lines() {
        let line = line.trim_start();
        let command = line.strip_prefix("$ ").unwrap_or(line);
        if line.starts_with("```") {
            inside = !inside;
        } else if inside && command.starts_with("trueup ") {
            found.push((command.to_owned(), false));
        } else if inside
            && line.starts_with('×')
            && let Some(last) = found.last_mut()
        {
            last.1 = true;
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
    let program = assert_cmd::cargo::cargo_bin("trueup");
    let mut ran = 0;
    for document in documents.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md")) {
        let folder = tempfile::TempDir::new().unwrap();
        let _ = run_in(folder.path(), &["new", "my-paper"]);
        for (command, fails) in commands(&std::fs::read_to_string(document).unwrap()) {
            if command.starts_with("trueup new my-paper") || command.contains("...") {
                continue;
            }
            let line = command.replacen("trueup", &program.display().to_string(), 1);
            let output =
                std::process::Command::new("sh").args(["-c", &line]).current_dir(folder.path()).output().unwrap();
            // A finding is an answer; a fault is one only where the document shows it.
            let code = output.status.code();
            let expected = if fails { code == Some(2) } else { matches!(code, Some(0 | 1)) };
            let message = String::from_utf8_lossy(&output.stderr);
            assert!(expected && !message.contains("panicked"), "{command} in {}: {message}", document.display());
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
