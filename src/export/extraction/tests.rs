//! Texts with what was found in them, put together by hand.

use super::*;
use crate::check;
use crate::export::{Paint, github, junit, sarif};
use crate::extract::{Confidence, Coverage, Mention, Unlinked};
use crate::package::Package;
use crate::quantity::Quantity;

/// A claim: kind, the words that state it, the words of its number, its operands, its formula.
pub(super) type Claim<'a> = (Kind, &'a str, &'a str, &'a [usize], &'a str);

/// A text with these figures (words without and with their hedge, period, subject) and claims.
pub(in crate::export) fn extracted(text: &str, figures: &[[&str; 4]], claims: &[Claim<'_>]) -> Extracted {
    let find = |words: &str| {
        let at = text.find(words).unwrap_or_else(|| panic!("{words}"));
        at..at + words.len()
    };
    let figures: Vec<Mention> = figures
        .iter()
        .map(|[words, hedged, period, subject]| Mention {
            span: find(words),
            hedged: find(hedged),
            stated: (*hedged).to_owned(),
            quantity: Quantity::parse(hedged).unwrap(),
            period: if period.is_empty() { None } else { Some(period.parse().unwrap()) },
            subject: (*subject).to_owned(),
            area: String::new(),
        })
        .collect();
    let package = Package::empty();
    let claims: Vec<Statement> = claims
        .iter()
        .map(|(kind, words, stated, operands, formula)| {
            let span = find(words);
            let start = text[..span.start].rfind(['.', '\n']).map_or(0, |at| at + 1);
            let start = start + text[start..].find(|c: char| !c.is_whitespace()).unwrap();
            let end = text[span.end..].find(['.', '\n']).map_or(text.len(), |at| span.end + at + 1);
            let said = Some(*stated).filter(|stated| !stated.is_empty());
            let finding = Some(*formula).filter(|formula| !formula.is_empty()).map(|formula| {
                let claim = package.typed_claim(formula, said).unwrap();
                check::typed(&package, &claim).unwrap().findings.remove(0)
            });
            let printed = stated.trim_start_matches("rose ").trim_start_matches("fell ");
            Statement {
                stated_span: if stated.is_empty() { span.start..span.start } else { find(printed) },
                span,
                sentence: start..end,
                kind: *kind,
                figures: operands.to_vec(),
                stated: (*stated).to_owned(),
                template: operands.iter().enumerate().fold((*formula).to_owned(), |template, (n, figure)| {
                    template.replacen(&format!("\"{}\"", figures[*figure].stated), &format!("{{{n}}}"), 1)
                }),
                formula: (*formula).to_owned(),
                confidence: Confidence::High,
                verdict: finding.as_ref().map_or(Verdict::Unchecked, |finding| finding.verdict),
                explanation: finding
                    .as_ref()
                    .map_or("the figure of 2022 is not in the text", |one| &one.explanation)
                    .to_owned(),
                finding,
                waived: None,
            }
        })
        .collect();
    let checked = claims.iter().filter(|claim| claim.finding.is_some()).count();
    let coverage = Coverage {
        seen: figures.len(),
        understood: figures.len(),
        linked: figures.len(),
        checked: figures.len(),
        claims: claims.len(),
        claims_checked: checked,
    };
    let extraction = Extraction { figures, claims, unlinked: Vec::new(), coverage };
    Extracted { document: Document::plain("paper.md", text), extraction, idle: Vec::new() }
}

/// 46 / 40 is 1.15, and 46.5 / 39.5 at most 1.1772: a rise of 41.5 percent does not fit. 126 / 40 is 3.15.
pub(in crate::export) fn sample() -> Extracted {
    let text = "GDP rose from almost CNY 40 trillion in 2010 to CNY 126 trillion in 2023: it more than tripled.\n\n\
        Exports of goods went up by 41.5 percent within only a single year, from USD 40 billion in 2010 to as much as USD 46 billion in 2011, \
        although the exchange rate moved against exporters. Imports rose by 3 percent. See page 12.\n";
    let mut one = extracted(
        text,
        &[
            ["CNY 40 trillion", "almost CNY 40 trillion", "2010", "gdp"],
            ["CNY 126 trillion", "CNY 126 trillion", "2023", "gdp"],
            ["41.5 percent", "41.5 percent", "2010/2011", "exports"],
            ["USD 40 billion", "USD 40 billion", "2010", "exports"],
            ["USD 46 billion", "USD 46 billion", "2011", "exports"],
            ["3 percent", "3 percent", "", "imports"],
        ],
        &[
            (
                Kind::Ratio,
                "more than tripled",
                "more than tripled",
                &[0, 1],
                "\"CNY 126 trillion\" / \"almost CNY 40 trillion\"",
            ),
            (
                Kind::PercentChange,
                "went up by 41.5 percent within only a single year, from USD 40 billion in 2010 to as much as USD 46 billion",
                "rose 41.5 percent",
                &[3, 4],
                "growth(\"USD 40 billion\", \"USD 46 billion\")",
            ),
            (Kind::PercentChange, "Imports rose by 3 percent", "rose 3 percent", &[], ""),
        ],
    );
    let at = text.find("12.").unwrap();
    one.extraction.unlinked.push(Unlinked { span: at..at + 2, reason: "no unit and no noun".to_owned() });
    one
}

#[test]
fn a_finding_is_shown_over_its_sentence_and_all_others_in_a_line() {
    insta::assert_snapshot!(text::report(&sample(), false, Paint::plain()), @r#"
    inconsistent[digit-slip]: the figures give 15.0% (12.3 to 17.8%), 41.5 percent is stated
     --> paper.md:3:18
      |
    3 | Exports of goods went up by 41.5 percent within only a single year, from USD 40 billion in
      |                             ^^^^^^^^^^^^                                 -------------- from
      |                             inconsistent
      | 2010 to as much as USD 46 billion in 2011, although the exchange rate moved against
      |                    -------------- to
      | exporters.
      = found: The figures give 15.0% (12.3 to 17.8%) and 41.45 to 41.55% is stated: no value fits both; they miss each other by 24 percentage points.
      = formula: growth(USD 40 billion, USD 46 billion) = 15.0% (12.3 to 17.8%)
      = figure: USD 40 billion (USD 39.5 to 40.5 billion)
      = figure: USD 46 billion (USD 45.5 to 46.5 billion)
      = rule: digit-slip: rose 41.5 percent (what is stated) would fit as rose 14.5 percent: two neighbouring digits swapped.
      = mend: what is stated: rose 41.5 percent would have to be rose 14.5 percent (digit-slip)
      = mend: USD 40 billion would have to be USD 33 billion or somewhat less
      = mend: USD 46 billion would have to be USD 56 billion or somewhat more
      = mend: what is stated: rose 41.5 percent would have to be rose 17.7 percent or somewhat less

    unchecked  3:187  "3 percent": the figure of 2022 is not in the text
    consistent  1:78  "more than tripled": CNY 126 trillion / almost CNY 40 trillion = 3.15 times (3.13 to 3.52 times)

    not used, 1: no unit and no noun
      3:223  "12"

    quantities: 6 seen, 6 understood, 6 linked, 6 checked; claims: 3 seen, 2 checked (1 consistent, 1 inconsistent)
    "#);
}

#[test]
fn a_narrow_terminal_breaks_the_sentence_and_the_arithmetic() {
    let narrow = text::report(&sample(), true, Paint { colour: false, width: Some(60) });
    assert!(narrow.lines().all(|line| line.chars().count() <= 60 || line.starts_with("quantities")), "{narrow}");
    // "CNY 126 trillion" is broken: both parts are marked, and its last part tells what it is.
    let parts = "              ----------------------            ---\n  |               from\n  | 126 trillion in 2023: it more than tripled.\n  \
        | ------------             ^^^^^^^^^^^^^^^^^ consistent\n  | to\n";
    assert!(narrow.contains(parts), "{narrow}");
}

#[test]
fn figures_and_claims_have_their_offsets_values_and_intervals_in_json() {
    let one = sample();
    let document: serde_json::Value = serde_json::from_str(&json::text(&one)).unwrap();
    assert_eq!(document["schema"], "trueup/extraction/1");
    let figure = &document["figures"][0];
    // "almost": from a tenth less up to the number.
    assert_eq!((&figure["value"], &figure["low"], &figure["high"]), (&40e12.into(), &36e12.into(), &40e12.into()));
    assert_eq!(
        (&figure["unit"], &figure["hedge"], &figure["period"]),
        (&"CNY".into(), &"almost".into(), &"2010".into())
    );
    let claim = &document["claims"][1];
    assert_eq!((&claim["line"], &claim["column"], &claim["rule"]), (&3.into(), &18.into(), &"digit-slip".into()));
    assert_eq!(claim["figures"], serde_json::json!([3, 4]));
    let near = |value: &serde_json::Value, expected: f64| (value.as_f64().unwrap() - expected).abs() < 1e-9;
    assert!(near(&claim["stated"]["low"], 41.45) && near(&claim["stated"]["point"], 41.5), "{claim}");
    // 45.5 / 40.5 and 46.5 / 39.5, less one.
    assert!(near(&claim["computed"]["low"], (45.5 / 40.5 - 1.0) * 100.0), "{claim}");
    assert!(near(&claim["computed"]["high"], (46.5 / 39.5 - 1.0) * 100.0), "{claim}");
    // An operand is missing, and what is stated is not.
    let claim = &document["claims"][2];
    assert_eq!((&claim["computed"], &claim["stated"]["point"]), (&serde_json::Value::Null, &3.0.into()));
    assert!(document["unlinked"][0]["reason"] == "no unit and no noun" && document["coverage"]["claims_checked"] == 2);
}

#[test]
fn offsets_count_characters_and_values_leave_out_the_way_they_go() {
    let text = "Über € fiel alles: it fell by 3%, now −3%, 2 to 3 percent, more than 5 million, 3 times less.";
    let figures = [
        ["3%", "fell by 3%", "", ""],
        ["−3%", "−3%", "", ""],
        ["2 to 3 percent", "2 to 3 percent", "", ""],
        ["5 million", "more than 5 million", "", ""],
        ["3 times less", "3 times less", "", ""],
    ];
    let document: serde_json::Value = serde_json::from_str(&json::text(&extracted(text, &figures, &[]))).unwrap();
    let values = |i: usize| ["value", "low", "high"].map(|key| document["figures"][i][key].as_f64());
    assert_eq!(values(0), [Some(3.0), Some(2.5), Some(3.5)]);
    assert_eq!(values(1), [Some(-3.0), Some(-3.5), Some(-2.5)]);
    assert_eq!(values(2), [None, Some(2.0), Some(3.0)]);
    assert_eq!(values(3), [Some(5e6), Some(5e6), None]);
    assert_eq!(values(4)[0], Some(3.0));
    // "Über € fiel alles: it fell by " has 30 characters and 33 bytes.
    assert_eq!(document["figures"][0]["start"], 30);
}

#[test]
fn marks_that_turn_the_direction_of_writing_are_not_printed() {
    let text = "A \u{202e}rose\u{7} from 3 to 5 million people\u{1b}[2J.";
    let figures = [["3", "3", "", ""], ["5 million people", "5 million people", "", ""]];
    let claims: [Claim<'_>; 1] =
        [(Kind::Ratio, "from 3 to 5 million", "", &[0, 1], "\"3 million people\" < \"2 million people\"")];
    let shown = text::report(&extracted(text, &figures, &claims), false, Paint::plain());
    assert!(!shown.contains(['\u{202e}', '\u{7}', '\u{1b}']), "{shown}");
}

#[test]
fn a_text_without_figures_is_not_called_fine() {
    let none = extracted("Nothing here.", &[], &[]);
    assert_eq!(text::report(&none, false, Paint::plain()), "no figures were found in paper.md\n");
}

/// The sample with its claim that does not hold waived, and a waiver that waives nothing.
fn waived() -> Extracted {
    let mut one = sample();
    one.extraction.claims[1].waived = Some("the source rounds twice".to_owned());
    one.idle.push(IdleWaiver { at: 97, message: "a waiver without a reason".to_owned() });
    one
}

#[test]
fn a_waived_finding_says_why_and_does_not_fail() {
    let one = waived();
    assert!(
        sample().fails(Verdict::Inconsistent) && !one.fails(Verdict::Inconsistent) && one.fails(Verdict::Unchecked)
    );
    let shown = text::report(&one, false, Paint::plain());
    assert!(shown.starts_with("inconsistent  3:18  \"41.5 percent\": waived: the source rounds twice\n"), "{shown}");
    assert!(
        shown.contains("\n3:1  a waiver without a reason\n") && shown.ends_with("1 inconsistent); 1 waived\n"),
        "{shown}"
    );
    let all = text::report(&one, true, Paint::plain());
    assert!(
        all.starts_with("inconsistent[digit-slip], waived: ") && all.contains("  = waived: the source rounds twice\n"),
        "{all}"
    );
}

#[test]
fn sarif_marks_the_stretch_and_suppresses_what_is_waived() {
    let log: serde_json::Value = serde_json::from_str(&sarif::texts(&[sample(), waived()])).unwrap();
    let run = &log["runs"][0];
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let artifact = serde_json::json!({ "location": { "uri": "paper.md", "uriBaseId": "%SRCROOT%" } });
    assert_eq!(run["artifacts"], serde_json::json!([artifact, artifact]));
    let results = run["results"].as_array().unwrap();
    let rules: Vec<&str> = results.iter().map(|result| result["ruleId"].as_str().unwrap()).collect();
    // What holds is no result.
    assert_eq!(rules, ["inconsistent", "unchecked", "inconsistent", "unchecked", "stale-waiver"]);
    let region = &results[0]["locations"][0]["physicalLocation"]["region"];
    assert_eq!(*region, serde_json::json!({ "startLine": 3, "startColumn": 18, "endLine": 3, "endColumn": 125 }));
    assert_eq!(results[0]["relatedLocations"][0]["message"]["text"], "from: USD 40 billion");
    assert!(results[0].get("suppressions").is_none());
    assert_eq!(results[2]["suppressions"][0]["justification"], "the source rounds twice");
}

#[test]
fn build_servers_see_a_case_a_claim_and_a_suite_a_text() {
    let junit = junit::texts(&[sample(), waived(), extracted("Nothing here.", &[], &[])], Verdict::Inconsistent);
    assert!(
        junit.contains("<testsuites name=\"trueup\" tests=\"6\" failures=\"1\" errors=\"0\" skipped=\"3\">"),
        "{junit}"
    );
    assert!(junit.contains("name=\"more than tripled\"><system-out>consistent: 1:78: "), "{junit}");
    assert!(junit.contains("<skipped message=\"waived: the source rounds twice\"/>"), "{junit}");
    assert!(junit.contains("<system-err>3:1: a waiver without a reason</system-err>"), "{junit}");
    assert!(junit.contains("<system-err>no figures were found in paper.md</system-err>"), "{junit}");
}

#[test]
fn annotations_stand_at_the_line_and_leave_out_what_is_waived() {
    let lines = github::texts(&[sample()]);
    assert!(
        lines.starts_with(
            "::error file=paper.md,line=3,col=18,endColumn=124,title=inconsistent%3A went up by 41.5 percent"
        ),
        "{lines}"
    );
    let lines = github::texts(&[waived(), extracted("Nothing here.", &[], &[])]);
    assert!(
        !lines.contains("::error") && lines.contains("::warning file=paper.md::no figures were found in paper.md\n"),
        "{lines}"
    );
    assert!(
        lines
            .contains("::warning file=paper.md,line=3,col=1,title=stale-waiver%3A waiver::a waiver without a reason\n"),
        "{lines}"
    );
}

/// Writes the package of a text into a folder and reads it back.
fn packaged(one: &Extracted) -> (tempfile::TempDir, Package) {
    let made = crate::extract::package::package("sample", &[(&one.document, &one.extraction)]).unwrap();
    let folder = tempfile::TempDir::new().unwrap();
    crate::output::write_all(folder.path(), &made.files).unwrap();
    let package = Package::open(folder.path()).unwrap_or_else(|error| {
        panic!("{}", error.faults().map(|one| format!("{one}: {:?}\n", one.location())).collect::<String>())
    });
    (folder, package)
}

#[test]
fn a_package_of_a_text_comes_to_the_same_verdicts() {
    let one = waived();
    let (_folder, package) = packaged(&one);
    let report = check::report(&package, &[]).unwrap();
    let verdicts: Vec<Verdict> = report.findings.iter().map(|finding| finding.verdict).collect();
    assert_eq!(verdicts, [Verdict::Consistent, Verdict::Inconsistent]);
    assert_eq!(report.findings[1].waived.as_deref(), Some("the source rounds twice"));
    assert_eq!(package.claims()[0].formula.text(), "gdp_cny[2023] / gdp_cny[2010]");
    // The number that the claim states is no figure of its own.
    let figures: Vec<&str> = package.figures().iter().map(|figure| figure.stated.as_str()).collect();
    assert_eq!(figures, ["almost CNY 40 trillion", "CNY 126 trillion", "USD 40 billion", "USD 46 billion"]);
    let gallery = crate::chart::Gallery::of(&package, &report).unwrap();
    assert_eq!(gallery.specs().len(), 2);
    for spec in gallery.specs() {
        gallery.chart(spec).unwrap();
    }
}

#[test]
fn figures_of_one_period_have_labels_and_figures_of_areas_their_area() {
    // 45 / 180 is 25 percent; 60 is larger than 45; 45 + 60 is 105.
    let text = "In 2023 Norway exported USD 45 billion of USD 180 billion, or 25 percent.\nSweden exported USD 60 billion, more than Norway.\n\
        Norway exported USD 45.0 billion in all, and −3 million barrels of oil.\n";
    let mut one = extracted(
        text,
        &[
            ["USD 45 billion", "USD 45 billion", "2023", "exports"],
            ["USD 180 billion", "USD 180 billion", "2023", "exports"],
            ["25 percent", "25 percent", "2023", "exports"],
            ["USD 60 billion", "USD 60 billion", "2023", "exports"],
            ["USD 45.0 billion", "USD 45.0 billion", "2023", "exports"],
            ["−3 million barrels", "−3 million barrels", "", ""],
        ],
        &[
            (
                Kind::Share,
                "USD 45 billion of USD 180 billion, or 25 percent",
                "25 percent",
                &[0, 1],
                "\"USD 45 billion\" / \"USD 180 billion\"",
            ),
            (
                Kind::Comparison,
                "USD 60 billion, more than Norway",
                "",
                &[3, 0],
                "\"USD 60 billion\" > \"USD 45 billion\"",
            ),
            (Kind::Comparison, "USD 45.0 billion in all", "", &[4, 3], "\"USD 45.0 billion\" > \"USD 60 billion\""),
        ],
    );
    for (figure, area) in [(0, "Norway"), (1, "Norway"), (3, "Sweden"), (4, "Norway")] {
        one.extraction.figures[figure].area = area.to_owned();
    }
    let (_folder, package) = packaged(&one);
    let formulas: Vec<&str> = package.claims().iter().map(|claim| claim.formula.text()).collect();
    assert_eq!(
        formulas,
        [
            "exports_usd[2023] / exports_usd[2023, \"line-1-2\"]",
            "Sweden:exports_usd[2023] > exports_usd[2023]",
            "exports_usd[2023, \"line-3\"] > Sweden:exports_usd[2023]",
        ]
    );
    let own: Vec<Verdict> = one.extraction.claims.iter().map(|claim| claim.verdict).collect();
    assert_eq!(own, [Verdict::Consistent, Verdict::Consistent, Verdict::Inconsistent]);
    let checked = check::check(&package, &[]).unwrap();
    assert_eq!(checked.iter().map(|finding| finding.verdict).collect::<Vec<_>>(), own);
    // A printed minus makes its indicator one that can be below zero.
    assert!(package.indicators().iter().any(|one| one.unit.to_string() == "barrels" && one.signed));
}

#[test]
fn a_sentence_without_an_end_is_shown_around_what_is_marked() {
    let filler = "apples and pears, ".repeat(400);
    let text = format!("{filler}which rose from 3 million tons to 2 million tons, {filler}and so on.");
    let figures = [["3 million tons", "3 million tons", "", ""], ["2 million tons", "2 million tons", "", ""]];
    let claims: [Claim<'_>; 1] = [(
        Kind::Ratio,
        "rose from 3 million tons to 2 million tons",
        "",
        &[0, 1],
        "\"2 million tons\" > \"3 million tons\"",
    )];
    let shown = text::report(&extracted(&text, &figures, &claims), false, Paint::plain());
    assert!(
        shown.contains("which rose from 3 million tons to 2 million\n") && shown.contains("  inconsistent\n"),
        "{shown}"
    );
    let excerpt: Vec<&str> = shown.lines().skip(2).take_while(|line| !line.starts_with("  =")).collect();
    assert!(excerpt.len() < 10 && excerpt.iter().all(|line| line.chars().count() <= 100), "{shown}");
}
