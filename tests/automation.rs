//! The example workflow and the hook run as they stand.

use std::path::Path;
use std::process::{Command, Output};

use crate::support::{PROGRAM, Sample};

fn text(path: &str) -> String {
    std::fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

/// The scripts of a workflow, one a step.
fn scripts(workflow: &str) -> Vec<String> {
    let mut all = Vec::new();
    let mut lines = workflow.lines().peekable();
    while let Some(line) = lines.next() {
        let Some((indent, script)) = line.split_once("run: ") else { continue };
        if script != "|" {
            all.push(script.to_owned());
            continue;
        }
        let mut block = String::new();
        while let Some(next) = lines.next_if(|next| next.starts_with(&format!("{indent}  "))) {
            block.push_str(next.trim_start());
            block.push('\n');
        }
        all.push(block);
    }
    all
}

/// Runs a script as a step of a workflow does.
fn shell(sample: &Sample, script: &str) -> Output {
    let path = format!("{}:{}", Path::new(PROGRAM).parent().unwrap().display(), std::env::var("PATH").unwrap());
    Command::new("bash")
        .args(["-eo", "pipefail", "-c", script])
        .current_dir(sample.path())
        .env("PATH", path)
        .env("GITHUB_STEP_SUMMARY", sample.path().join("summary.md"))
        .output()
        .unwrap()
}

#[test]
fn the_example_workflow_annotates_summarises_and_fails_on_what_is_new() {
    let workflow = text("docs/examples/check-figures.yml");
    let scripts = scripts(&workflow);
    let [install, reports, annotate] = scripts.as_slice() else { panic!("{scripts:?}") };
    assert!(install.starts_with("cargo install"));
    let sample = Sample::new();
    assert!(shell(&sample, reports).status.success() && shell(&sample, annotate).status.success());
    sample.add("claims.csv", "doubled,doubled,gdp[2023] / gdp[2010],times,paper,p. 1,");
    let output = shell(&sample, reports);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let summary = std::fs::read_to_string(sample.path().join("summary.md")).unwrap();
    assert!(summary.contains("| inconsistent | doubled |"), "{summary}");
    let log = std::fs::read_to_string(sample.path().join("trueup.sarif")).unwrap();
    assert!(log.contains("\"ruleId\": \"inconsistent\""), "{log}");
    let output = shell(&sample, annotate);
    let annotations = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(output.status.code(), Some(1));
    assert!(annotations.starts_with("::error file=claims.csv,line=3,"), "{annotations}");
    // What the baseline knows does not fail, and broken data fails every step.
    sample.write("findings.json", &sample.run(&["check", "--format", "json"]).out);
    assert!(shell(&sample, annotate).status.success());
    sample.write("claims.csv", "claim_id\n");
    assert!(!shell(&sample, reports).status.success() && !shell(&sample, annotate).status.success());
}

#[test]
fn the_hook_checks_the_package_of_the_repository() {
    let hook = text(".pre-commit-hooks.yaml");
    let entry = hook.lines().find_map(|line| line.trim().strip_prefix("entry: ")).unwrap();
    let sample = Sample::new();
    assert_eq!(shell(&sample, entry).status.code(), Some(0));
    sample.add("claims.csv", "doubled,doubled,gdp[2023] / gdp[2010],times,paper,p. 1,");
    assert_eq!(shell(&sample, entry).status.code(), Some(1));
    sample.write("claims.csv", "claim_id\n");
    assert_eq!(shell(&sample, entry).status.code(), Some(2));
}
