//! `trueup new`, completions and the manual page.

use crate::support::{run, run_in};

#[test]
fn a_new_package_checks_and_draws() {
    let folder = tempfile::TempDir::new().unwrap();
    let made = run_in(folder.path(), &["new", "My Paper"]);
    assert_eq!(made.code, 0, "{}", made.err);
    let checked = run_in(folder.path(), &["check", "--package", "My Paper", "--format", "json"]);
    assert_eq!(checked.json()["package"]["name"], "my-paper");
    assert_eq!(checked.json()["findings"][0]["verdict"], "consistent");
    let built = run_in(folder.path(), &["build", "--package", "My Paper", "--out", "drawn"]);
    assert_eq!(built.code, 0, "{}", built.err);
    assert!(folder.path().join("drawn/gdp.svg").is_file());
    let again = run_in(folder.path(), &["new", "My Paper"]);
    again.assert_refused(&["there already and not empty", "nothing was written"]);
}

#[test]
fn completions_and_the_manual_are_printed() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(run(&["completions", shell]).out.contains("trueup"));
    }
    assert!(run(&["man"]).out.contains(".TH trueup"));
    let help = run(&["help", "calc"]);
    assert!(help.code == 0 && help.out.contains("Examples:"));
}
