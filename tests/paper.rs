//! docs/paper.md is tests/paper.md with what the program finds in the paper.

use std::fmt::Write;

use serde_json::Value;

use crate::golden::Golden;
use crate::support::run;

struct Paper {
    findings: Value,
    implied: Value,
    counts: String,
}

impl Paper {
    fn read() -> Self {
        let counts = run(&["check"]).out.lines().last().unwrap().to_owned();
        let findings = run(&["check", "--format", "json"]).json();
        Self { findings, implied: run(&["implied", "--format", "json"]).json(), counts }
    }

    fn findings(&self) -> &[Value] {
        self.findings["findings"].as_array().unwrap()
    }

    fn finding(&self, claim: &str) -> &Value {
        self.findings().iter().find(|one| one["claim_id"] == claim).unwrap_or_else(|| panic!("no claim {claim}"))
    }

    fn implied(&self) -> &[Value] {
        self.implied["implied"].as_array().unwrap()
    }

    /// What a placeholder stands for.
    fn value(&self, placeholder: &str) -> String {
        let (kind, rest) = placeholder.split_once(':').unwrap_or((placeholder, ""));
        match kind {
            "counts" => self.counts.clone(),
            "claims" => self.findings().len().to_string(),
            "figures" => run(&["table", "figures", "--format", "csv"]).out.lines().skip(1).count().to_string(),
            "count" => self.findings["summary"][rest].to_string(),
            "contradictions" => match self.findings["contradictions"].as_array().unwrap().len() {
                0 => "none".to_owned(),
                count => count.to_string(),
            },
            "finding" => {
                let (claim, field) = rest.split_once(':').unwrap();
                let finding = self.finding(claim);
                match field.strip_prefix("figure") {
                    Some(number) => text(&finding["figures"][number.parse::<usize>().unwrap()]["stated"]),
                    None => text(&finding[field]),
                }
            }
            "implied" if rest.is_empty() => self.table(|one| text(&one["stated"]).is_empty(), |_| None),
            "narrowed" => self.table(|one| !text(&one["stated"]).is_empty(), |one| Some(text(&one["stated"]))),
            "implied" => {
                let (name, field) = rest.rsplit_once(':').unwrap();
                text(
                    &self.implied().iter().find(|one| one["name"] == name).unwrap_or_else(|| panic!("no {name}"))
                        [field],
                )
            }
            "nearest" => {
                let repairs = self.finding(rest)["repairs"].as_array().unwrap();
                text(&repairs.iter().find(|one| one["slip"] == "separator").unwrap()["nearest"])
            }
            "repairs" => {
                let words = |one: &Value| {
                    let [title, stated, nearest, beyond] =
                        ["title", "stated", "nearest", "beyond"].map(|key| text(&one[key]));
                    let beyond = if beyond.is_empty() { String::new() } else { format!(" {beyond}") };
                    format!("{title}: {stated} would have to be {nearest}{beyond}")
                };
                bullets(self.finding(rest)["repairs"].as_array().unwrap().iter().map(words))
            }
            "rules" => bullets(self.finding(rest)["diagnoses"].as_array().unwrap().iter().map(|one| {
                let (rule, message) = (text(&one["rule"]), text(&one["message"]));
                format!("[{rule}](rules/{rule}.md): {message}")
            })),
            "unchecked" => {
                let bounded =
                    self.findings().iter().filter(|one| one["verdict"] == "unchecked" && !one["required"].is_null());
                bullets(bounded.map(|one| format!("{}: {}", text(&one["title"]), text(&one["explanation"]))))
            }
            "vacuous" => {
                let told =
                    |one: &&Value| one["diagnoses"].as_array().unwrap().iter().any(|rule| rule["rule"] == "vacuous");
                bullets(
                    self.findings()
                        .iter()
                        .filter(told)
                        .map(|one| format!("{}: {}", text(&one["title"]), text(&one["numbers"]))),
                )
            }
            other => panic!("tests/paper.md: {{{other}}} stands for nothing"),
        }
    }

    /// A table of what is implied.
    fn table(&self, taken: impl Fn(&Value) -> bool, stated: impl Fn(&Value) -> Option<String>) -> String {
        let mut out = String::new();
        for one in self.implied().iter().filter(|one| taken(one)) {
            let from = one["from"].as_array().unwrap().iter().map(|support| {
                let figures: Vec<String> = support["figures"].as_array().unwrap().iter().map(text).collect();
                format!("{} ({} `{}`)", figures.join(", "), text(&support["kind"]), text(&support["name"]))
            });
            let from = from.collect::<Vec<_>>().join("; ");
            if out.is_empty() {
                let heads: &[&str] = if stated(one).is_some() {
                    &["figure", "stated", "by the others", "from"]
                } else {
                    &["figure", "implied", "from"]
                };
                let _ = writeln!(out, "| {} |\n|{}", heads.join(" | "), " --- |".repeat(heads.len()));
            }
            let stated = stated(one).map_or_else(String::new, |words| format!(" {words} |"));
            let _ = writeln!(out, "| {} |{stated} {} | {from} |", text(&one["title"]), text(&one["words"]));
        }
        out.trim_end().to_owned()
    }
}

fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

fn bullets(all: impl Iterator<Item = String>) -> String {
    all.map(|one| format!("- {one}")).collect::<Vec<_>>().join("\n")
}

#[test]
fn the_page_on_the_paper_is_what_the_program_finds() {
    let paper = Paper::read();
    let template = include_str!("paper.md");
    let mut page = String::new();
    let mut rest = template;
    while let Some((before, after)) = rest.split_once('{') {
        let (placeholder, behind) = after.split_once('}').unwrap();
        page.push_str(before);
        page.push_str(&paper.value(placeholder));
        rest = behind;
    }
    page.push_str(rest);
    let mut golden = Golden::of("docs");
    golden.file("paper.md", page.as_bytes());
    golden.report();
}
