//! The conformance suite: cases worked by hand, as data (tests/conformance/README.md describes them).

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::path::Path;

use serde::Deserialize;
use tempfile::TempDir;
use trueup::check::{self, Finding, Report};
use trueup::{Error, Package};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    case: Vec<Case>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Case {
    name: String,
    formula: String,
    stated: Option<String>,
    #[serde(default)]
    indicators: Vec<Indicator>,
    #[serde(default)]
    figures: Vec<Figure>,
    #[serde(default)]
    identities: Vec<Identity>,
    unit: Option<String>,
    source: Option<String>,
    verdict: String,
    point: Option<f64>,
    computed: Option<String>,
    says: Option<String>,
    required: Option<String>,
    #[serde(default)]
    readings: BTreeMap<String, String>,
    #[serde(default)]
    rules: Vec<String>,
    #[serde(default)]
    no_rules: Vec<String>,
    #[serde(default)]
    implied: BTreeMap<String, String>,
    #[serde(default)]
    not_implied: Vec<String>,
    clashes: Option<Vec<Vec<String>>>,
    arithmetic: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Indicator {
    id: String,
    unit: String,
    measure: String,
    #[serde(default)]
    price_basis: String,
    #[serde(default)]
    over: String,
    #[serde(default)]
    signed: bool,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Figure {
    of: String,
    says: String,
    #[serde(default)]
    period: String,
    #[serde(default)]
    label: String,
    #[serde(default)]
    area: String,
    #[serde(default = "paper")]
    source: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Identity {
    formula: String,
    #[serde(default)]
    tolerance: f64,
}

fn paper() -> String {
    "paper".to_owned()
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

impl Case {
    /// What the program finds, all of it.
    fn run(&self) -> Result<Report, Error> {
        if self.indicators.is_empty() {
            let package = Package::empty();
            let claim = package.typed_claim(&self.formula, self.stated.as_deref())?;
            return check::typed(&package, &claim);
        }
        let folder = TempDir::new().unwrap();
        self.write(folder.path());
        check::report(&Package::open(folder.path())?, &[])
    }

    /// The small package of the case.
    fn write(&self, folder: &Path) {
        let mut indicators = String::from(
            "indicator,title,unit,short_unit,measure,price_basis,ref_area,over,description_short,decimals,series,signed\n",
        );
        for Indicator { id, unit, measure, price_basis, over, signed } in &self.indicators {
            let signed = if *signed { "true" } else { "" };
            let _ = writeln!(indicators, "{id},{id},{unit},,{measure},{price_basis},CHN,{over},,,,{signed}");
        }
        let mut figures =
            String::from("figure_id,indicator,ref_area,time_period,label,stated,source_id,locator,note\n");
        for (i, Figure { of, says, period, label, area, source }) in self.figures.iter().enumerate() {
            let _ = writeln!(figures, "figure_{},{of},{area},{period},{label},{},{source},,", i + 1, quoted(says));
        }
        let (stated, unit, source) = (self.stated.as_deref(), self.unit.as_deref(), self.source.as_deref());
        let claims = format!(
            "claim_id,stated,formula,unit,source_id,locator,note\nclaim,{},{},{},{},,\n",
            quoted(stated.unwrap_or("")),
            quoted(&self.formula),
            unit.unwrap_or(""),
            source.unwrap_or("")
        );
        let mut tables = vec!["indicators", "figures", "claims", "areas", "sources"];
        if !self.identities.is_empty() {
            tables.push("identities");
            let mut identities = String::from("identity_id,formula,tolerance,note\n");
            for (i, Identity { formula, tolerance }) in self.identities.iter().enumerate() {
                let _ = writeln!(identities, "identity_{},{},{tolerance},", i + 1, quoted(formula));
            }
            std::fs::write(folder.join("identities.csv"), identities).unwrap();
        }
        let resources: Vec<String> =
            tables.iter().map(|name| format!(r#"{{"name":"{name}","path":"{name}.csv"}}"#)).collect();
        let descriptor = format!(r#"{{"name":"case","resources":[{}]}}"#, resources.join(","));
        for (name, text) in [
            ("datapackage.json", descriptor.as_str()),
            ("indicators.csv", &indicators),
            ("figures.csv", &figures),
            ("claims.csv", &claims),
            (
                "areas.csv",
                "ref_area,name,colour,fiscal_year_start\nCHN,China,,\nWLD,World,,\nJPN,Japan,,\nIND,India,,\nG7,G7,,\n",
            ),
            (
                "sources.csv",
                "source_id,citation_full,attribution_short,cited_in,date_published,url,doi\npaper,P,Paper,,,,\nother,O,Other,,,,\n",
            ),
        ] {
            std::fs::write(folder.join(name), text).unwrap();
        }
    }

    /// What differs from what is expected.
    fn differences(&self, report: &Report) -> Vec<String> {
        let finding = &report.findings[0];
        let mut all = Vec::new();
        let mut expect = |what: &str, expected: String, found: String| {
            if expected != found {
                all.push(format!("{what}: expected {expected}, found {found}"));
            }
        };
        expect("verdict", self.verdict.clone(), finding.verdict.to_string());
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1e-300);
        let same = match (self.point, finding.point) {
            (Some(a), Some(b)) => near(a, b),
            (a, b) => a == b || finding.verdict == check::Verdict::Unchecked,
        };
        if !same {
            expect("point", format!("{:?}", self.point), format!("{:?}", finding.point));
        }
        let computed = (finding.low, finding.high, finding.low_closed, finding.high_closed);
        let stated = (finding.stated_low, finding.stated_high, finding.stated_low_closed, finding.stated_high_closed);
        let required = finding.required.as_ref().map(|r| (r.low, r.high, r.low_closed, r.high_closed));
        for (what, expected, found) in [
            ("computed", &self.computed, Some(computed)),
            ("says", &self.says, Some(stated)),
            ("required", &self.required, required),
        ] {
            match (expected, found) {
                (Some(expected), Some(found)) if !is(expected, found) => expect(what, expected.clone(), written(found)),
                (Some(expected), None) => expect(what, expected.clone(), "nothing".to_owned()),
                (None, Some(found)) if what == "required" => expect(what, "nothing".to_owned(), written(found)),
                _ => {}
            }
        }
        for (name, verdict) in &self.readings {
            let found = finding.readings.iter().find(|reading| reading.name == *name);
            expect(
                &format!("reading {name}"),
                verdict.clone(),
                found.map_or("none".to_owned(), |r| r.verdict.to_string()),
            );
        }
        let named = |code: &String| finding.diagnoses.iter().any(|diagnosis| diagnosis.rule == *code);
        for code in self.rules.iter().filter(|code| !named(code)) {
            expect("rules", code.clone(), codes(finding));
        }
        for code in self.no_rules.iter().filter(|code| named(code)) {
            expect("rules", format!("not {code}"), codes(finding));
        }
        for (name, interval) in &self.implied {
            let found = report.implied.iter().find(|implied| implied.name == *name);
            let ends = found.map(|one| (one.low, one.high, one.low_closed, one.high_closed));
            if !ends.is_some_and(|ends| is(interval, ends)) {
                expect(&format!("implied {name}"), interval.clone(), ends.map_or("nothing".to_owned(), written));
            }
        }
        for name in self.not_implied.iter().filter(|name| report.implied.iter().any(|one| one.name == **name)) {
            expect("implied", format!("no {name}"), "one".to_owned());
        }
        if let Some(clashes) = &self.clashes {
            let found: Vec<&Vec<String>> = report.contradictions.iter().map(|one| &one.members).collect();
            if found != clashes.iter().collect::<Vec<_>>() {
                expect("clashes", format!("{clashes:?}"), format!("{found:?}"));
            }
        }
        all
    }
}

fn codes(finding: &Finding) -> String {
    format!("{:?}", finding.diagnoses.iter().map(|diagnosis| diagnosis.rule).collect::<Vec<_>>())
}

type Ends = (Option<f64>, Option<f64>, bool, bool);

fn written((low, high, low_closed, high_closed): Ends) -> String {
    let end = |end: Option<f64>, unbounded: &str| end.map_or_else(|| unbounded.to_owned(), |end| end.to_string());
    let (open, close) = (if low_closed { '[' } else { '(' }, if high_closed { ']' } else { ')' });
    format!("{open}{}, {}{close}", end(low, "-inf"), end(high, "inf"))
}

/// Whether an interval in brackets is this one.
fn is(text: &str, (low, high, low_closed, high_closed): Ends) -> bool {
    let inside = text[1..text.len() - 1].split_once(',').unwrap();
    let end = |text: &str| Some(text.trim().parse::<f64>().unwrap()).filter(|value| value.is_finite());
    let near = |a: Option<f64>, b: Option<f64>| match (a, b) {
        (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * a.abs().max(b.abs()) || (a - b).abs() < 1e-12,
        (a, b) => a == b,
    };
    near(end(inside.0), low)
        && near(end(inside.1), high)
        && text.starts_with('[') == low_closed
        && text.ends_with(']') == high_closed
}

#[test]
fn every_case_of_the_suite_is_judged_as_worked_by_hand() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/conformance");
    let mut files: Vec<_> = std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    files.sort();
    let (mut names, mut wrong) = (Vec::new(), String::new());
    for file in files {
        let shown = file.file_name().unwrap().to_string_lossy().into_owned();
        let cases: File =
            toml::from_str(&std::fs::read_to_string(&file).unwrap()).unwrap_or_else(|error| panic!("{shown}: {error}"));
        for case in cases.case {
            assert!(!case.arithmetic.trim().is_empty(), "{shown}: {} shows no arithmetic", case.name);
            let differences = match (case.run(), case.verdict.as_str()) {
                (Err(_), "refused") => Vec::new(),
                (Err(error), _) => vec![format!("refused: {error}")],
                (Ok(report), _) => case.differences(&report),
            };
            for difference in differences {
                let _ = writeln!(wrong, "{shown}: {}\n    {difference}", case.name);
            }
            names.push(case.name);
        }
    }
    let count = names.len();
    names.sort();
    names.dedup();
    assert_eq!(names.len(), count, "two cases have one name");
    assert!(count >= 150, "only {count} cases");
    assert!(wrong.is_empty(), "{wrong}");
}
