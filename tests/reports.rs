//! Reports for machines, waivers, baselines, levels of rules, and what they make of the exit code.

use std::path::Path;

use crate::golden::Golden;
use crate::support::{Run, Sample, copy_files, run, run_in};

/// docs/examples/clash: GDP of 2023 does not fit spending on research and its intensity; "doubled" does not hold; a claim lacks a
/// figure.
fn sample() -> Sample {
    let sample = Sample::new();
    copy_files(&root().join("docs/examples/clash"), &sample.path());
    sample
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// The same with waivers of both, changed.
fn waived(change: impl Fn(String) -> String) -> Sample {
    let sample = sample();
    let waivers = std::fs::read_to_string(root().join("tests/reports/waivers.toml")).unwrap();
    sample.write("waivers.toml", &change(waivers));
    sample
}

/// Sets rules in datapackage.json.
fn set(sample: &Sample, rules: &str) {
    let text = std::fs::read_to_string(sample.path().join("datapackage.json")).unwrap();
    sample.write("datapackage.json", &text.replacen('{', &format!("{{\"trueup:rules\":{rules},"), 1));
}

fn check(sample: &Sample, format: &str) -> Run {
    sample.run(&["check", "--format", format])
}

#[test]
fn figures_that_clash_are_named_with_their_arithmetic_and_what_would_mend_them() {
    let sample = sample();
    // 3.15 / 162 = 1.94 %, against 2.50; 3.15 / 2.50 % = 126, which is 162 with two digits swapped.
    let out = sample.run(&["check"]).out;
    let clash = out.split("\n\n").find(|block| block.contains("clash of")).unwrap();
    insta::assert_snapshot!(clash, @r"
    inconsistent clash of gdp_2023, rd_2023, intensity_2023, rd_intensity
      These 3 figures cannot all be right as printed, by rd_intensity.
      figure    GDP, 2023: CNY 162 trillion (CNY 161.5 to 162.5 trillion), not CNY 124.2 to 127.8 trillion; Paper, p. 1
      figure    R&D spending, 2023: CNY 3.15 trillion (CNY 3.145 to 3.155 trillion), not CNY 3.98 to 4.12 trillion; Paper, p. 2
      figure    R&D intensity, 2023: 2.50 percent (2.495 to 2.505%), not 1.916 to 1.974%; Paper, p. 2
      identity  rd_intensity: intensity = rd / gdp: 2.5% = CNY 3.15 trillion / CNY 162 trillion, to within 1%
      rule      digit-slip: CNY 162 trillion (GDP, 2023) would fit as CNY 126 trillion: two neighbouring digits swapped.
      mend      GDP, 2023: CNY 162 trillion would have to be CNY 126 trillion (digit-slip)
      mend      GDP, 2023: CNY 162 trillion would have to be CNY 128 trillion or somewhat less
      mend      R&D spending, 2023: CNY 3.15 trillion would have to be CNY 3.99 trillion or somewhat more
      mend      R&D intensity, 2023: 2.50 percent would have to be 1.97 percent or somewhat less
    ");
    let document = check(&sample, "json").json();
    let contradictions = document["contradictions"].as_array().unwrap();
    assert_eq!(contradictions.len(), 1, "{document}");
    let clash = &contradictions[0];
    assert_eq!(clash["verdict"], "inconsistent");
    assert_eq!(clash["members"], serde_json::json!(["gdp_2023", "rd_2023", "intensity_2023", "rd_intensity"]));
    assert_eq!(clash["repairs"][0]["nearest"], "CNY 126 trillion");
    assert_eq!(clash["repairs"][0]["slip"], "digit-slip");
    // 3.145 / (2.505 % x 1.01) and 3.155 / (2.495 % x 0.99): the definition is taken to within 1 %.
    let near = |value: &serde_json::Value, expected: f64| (value.as_f64().unwrap() / expected - 1.0).abs() < 1e-9;
    let gdp = &clash["figures"][0];
    assert!(near(&gdp["required_low"], 3.145e12 * 0.99 / 0.02505), "{gdp}");
    assert!(near(&gdp["required_high"], 3.155e12 * 1.01 / 0.02495), "{gdp}");
}

#[test]
fn what_does_not_fit_makes_the_exit_code_unless_it_is_waived() {
    assert_eq!(sample().run(&["check"]).code, 1);
    assert_eq!(sample().run(&["check", "larger"]).code, 0);
    let sample = waived(|text| text);
    let run = sample.run(&["check"]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.contains("waived    Loose <words> & \"so\"") && run.out.contains("; 2 waived"), "{}", run.out);
    assert_eq!(sample.run(&["check", "--fail-on", "unchecked"]).code, 1);
    assert_eq!(sample.run(&["check", "grew"]).code, 0);
}

#[test]
fn a_waiver_that_nothing_matches_is_reported_and_does_not_hide_what_the_claim_has_become() {
    let sample = waived(|text| text.replacen("\"inconsistent\"", "\"depends\"", 1));
    let run = sample.run(&["check"]);
    assert_eq!(run.code, 1);
    let line =
        "waivers.toml, line 3: the waiver of doubled as depends matches nothing: it is now inconsistent. Take it out.";
    assert!(run.out.contains(line), "{}", run.out);
    assert!(
        check(&sample, "github").out.contains("::warning file=./waivers.toml,line=3")
            || check(&sample, "github").out.contains("waivers.toml,line=3")
    );
    assert_eq!(check(&sample, "json").json()["stale_waivers"][0]["now"], "inconsistent");
    let log = check(&sample, "sarif").json();
    assert!(log["runs"][0]["results"].as_array().unwrap().iter().any(|result| result["ruleId"] == "stale-waiver"));
    assert!(check(&sample, "junit").out.contains("<system-err>waivers.toml, line 3"));
    assert!(check(&sample, "markdown").out.contains("waivers.toml, line 3"));
}

#[test]
fn a_waiver_file_that_is_not_understood_is_refused() {
    let sample = sample();
    for (text, parts) in [
        ("version = 2\n", &["version 2", "version 1", "waivers.toml"][..]),
        ("[[waiver]]\nclaim = \"doubled\"\n", &["waivers.toml", "version = 1"]),
        (
            "version = 1\n[[waiver]]\nclaim = \"doubled\"\nverdict = \"inconsistent\"\nreason = \"\"\n",
            &["without a reason"],
        ),
        (
            "version = 1\n[[waiver]]\nclaim = \"doubled\"\nverdict = \"wrong\"\nreason = \"x\"\n",
            &["'wrong' is no verdict"],
        ),
        ("version = 1\n[[waiver]]\nverdict = \"suspect\"\nreason = \"x\"\n", &["names a claim or a clash"]),
        ("version = 1\n[[waiver]]\nclaims = \"doubled\"\n", &["claims"]),
        ("version = ", &["waivers.toml"]),
        (
            "version = 1\n[[waiver]]\nclaim = \"doubled\"\nverdict = \"inconsistent\"\nreason = \"x\"\n[[waiver]]\nclaim = \"doubled\"\n\
             verdict = \"suspect\"\nreason = \"y\"\n",
            &["a second waiver of the same", "waivers.toml:6:"],
        ),
    ] {
        sample.write("waivers.toml", text);
        sample.run(&["check"]).assert_refused(parts);
    }
    std::fs::remove_file(sample.path().join("waivers.toml")).unwrap();
    std::fs::create_dir(sample.path().join("waivers.toml")).unwrap();
    sample.run(&["check"]).assert_refused(&["waivers.toml is no file"]);
}

#[test]
fn a_baseline_leaves_only_what_is_new() {
    let sample = sample();
    let before = check(&sample, "json").out;
    sample.write("before.json", &before);
    let run = sample.run(&["check", "--baseline", "before.json"]);
    assert_eq!(run.code, 0, "{}", run.out);
    assert!(run.out.ends_with("no new claims; 4 known by the baseline\n"), "{}", run.out);
    sample.add("claims.csv", "tripled,tripled,gdp[2023] / gdp[2010],times,paper,p. 1,");
    let run = sample.run(&["check", "--baseline", "before.json"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.out.ends_with("1 new claim: 1 inconsistent; 4 known by the baseline\n"), "{}", run.out);
    let document = sample.run(&["check", "--baseline", "before.json", "--format", "json"]).json();
    assert_eq!((document["findings"].as_array().unwrap().len(), document["known"].as_u64()), (1, Some(4)));
    // The same verdict of other numbers is new, and so is another verdict of the same.
    let figures = std::fs::read_to_string(sample.path().join("figures.csv")).unwrap();
    sample.write("figures.csv", &figures.replace("CNY 162 trillion", "CNY 164 trillion"));
    let run = sample.run(&["check", "doubled", "--baseline", "before.json"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.out.ends_with("1 claim: 1 inconsistent\n"), "{}", run.out);
    sample.write("figures.csv", &figures);
    sample.write(
        "before.json",
        &before
            .replace("\"verdict\": \"inconsistent\",\n      \"point\"", "\"verdict\": \"depends\",\n      \"point\""),
    );
    assert_eq!(sample.run(&["check", "doubled", "--baseline", "before.json"]).code, 1);
}

#[test]
fn a_baseline_of_another_kind_or_version_is_refused() {
    let sample = sample();
    for (text, parts) in [
        (
            "{\"schema\":\"trueup/findings/1\",\"findings\":[]}",
            &["another version", "trueup/findings/1", "trueup/findings/2"][..],
        ),
        ("[]", &["no schema", "before.json"]),
        ("7", &["no findings document", "before.json"]),
        ("{}", &["no schema"]),
        ("{\"schema\":", &["no findings document"]),
    ] {
        sample.write("before.json", text);
        sample.run(&["check", "--baseline", "before.json"]).assert_refused(parts);
    }
    sample.run(&["check", "--baseline", "missing.json"]).assert_refused(&["missing.json"]);
    sample.run(&["check", "--baseline", "."]).assert_refused(&["is no file"]);
}

#[test]
fn a_package_sets_its_rules() {
    let sample = sample();
    let rules = |format: &str| {
        let document = check(&sample, format).json();
        let all = document["contradictions"][0]["diagnoses"].as_array().unwrap().clone();
        all.iter()
            .map(|one| format!("{} {}", one["rule"].as_str().unwrap(), one["level"].as_str().unwrap()))
            .collect::<Vec<_>>()
    };
    assert_eq!(rules("json"), ["digit-slip warn"]);
    let plain = std::fs::read_to_string(sample.path().join("datapackage.json")).unwrap();
    set(&sample, r#"{"digit-slip":"deny"}"#);
    assert_eq!(rules("json"), ["digit-slip deny"]);
    sample.write("datapackage.json", &plain);
    set(&sample, r#"{"digit-slip":"allow"}"#);
    assert!(rules("json").is_empty());
    for (rules, parts) in [
        (r#"{"digit-slop":"warn"}"#, ["no rule 'digit-slop'", "digit-slip"]),
        (r#"{"digit-slip":"forbid"}"#, ["'forbid'", "allow, warn or deny"]),
    ] {
        sample.write("datapackage.json", &plain);
        set(&sample, rules);
        sample.run(&["check"]).assert_refused(&parts);
    }
}

#[test]
fn a_denied_rule_fails_though_its_finding_would_not() {
    let sample = sample();
    sample.write("claims.csv", "claim_id,stated,formula,unit,source_id,locator,note\ngrew,more than 0.35 times,gdp[2023] / gdp[2010],times,paper,,\n");
    sample.write(
        "figures.csv",
        &std::fs::read_to_string(sample.path().join("figures.csv")).unwrap().replace("162", "126"),
    );
    assert_eq!(sample.run(&["check"]).code, 0);
    set(&sample, r#"{"vacuous":"deny"}"#);
    let run = sample.run(&["check", "--explain"]);
    assert_eq!(run.code, 1, "{}", run.out);
    assert!(run.out.contains("rule      vacuous: "), "{}", run.out);
    let log = check(&sample, "sarif").json();
    let results = &log["runs"][0]["results"];
    assert_eq!((&results[0]["ruleId"], &results[0]["level"]), (&"vacuous".into(), &"error".into()), "{results}");
    assert!(check(&sample, "junit").out.contains("<failure type=\"consistent\""));
}

#[test]
fn sarif_names_rule_level_file_line_and_column() {
    let sample = waived(|text| text);
    let log = check(&sample, "sarif").json();
    let run = &log["runs"][0];
    let results = run["results"].as_array().unwrap();
    let rules: Vec<&str> = results.iter().map(|result| result["ruleId"].as_str().unwrap()).collect();
    assert_eq!(rules, ["inconsistent", "inconsistent", "unchecked"]);
    for result in results {
        let rule = &run["tool"]["driver"]["rules"][usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["help"]["text"].as_str().unwrap().len() > 20);
    }
    let place = |i: usize| results[i]["locations"][0]["physicalLocation"].clone();
    assert_eq!(place(0)["artifactLocation"]["uri"], "figures.csv");
    assert_eq!(
        place(0)["region"],
        serde_json::json!({ "startLine": 3, "startColumn": 24, "endLine": 3, "endColumn": 40 })
    );
    assert_eq!(place(1)["artifactLocation"]["uri"], "claims.csv");
    // doubled,doubled,gdp[2023] / gdp[2010]
    assert_eq!(
        place(1)["region"],
        serde_json::json!({ "startLine": 2, "startColumn": 17, "endLine": 2, "endColumn": 38 })
    );
    assert_eq!(results[1]["suppressions"][0]["justification"], "Loose <words> & \"so\"");
    let levels: Vec<&str> = results.iter().map(|result| result["level"].as_str().unwrap()).collect();
    assert_eq!(levels, ["error", "error", "note"]);
    assert_eq!(results[0]["relatedLocations"].as_array().unwrap().len(), 3);
}

#[test]
fn junit_fails_what_fails_and_skips_what_was_not_checked() {
    let sample = sample();
    let text = check(&sample, "junit").out;
    assert!(
        text.contains("<testsuite name=\"sample\" tests=\"4\" failures=\"2\" errors=\"0\" skipped=\"1\">"),
        "{text}"
    );
    assert!(text.contains("name=\"larger\"><skipped message=\"Not stated: GDP, World, 2023"), "{text}");
    let sample = waived(|text| text);
    let text = check(&sample, "junit").out;
    assert!(text.contains("failures=\"0\" errors=\"0\" skipped=\"3\""), "{text}");
    assert!(text.contains("<skipped message=\"waived: Loose &lt;words&gt; &amp; &quot;so&quot;\"/>"), "{text}");
    assert!(sample.run(&["check", "--format", "junit", "--fail-on", "unchecked"]).out.contains("failures=\"1\""));
}

#[test]
fn annotations_stand_on_one_line_each() {
    let sample = sample();
    let out = check(&sample, "github").out;
    let lines: Vec<&str> = out.lines().collect();
    assert!(
        lines[0].starts_with(
            "::error file=figures.csv,line=3,col=24,endColumn=39,title=inconsistent%3A clash of gdp_2023%2C rd_2023"
        ),
        "{out}"
    );
    assert!(lines[0].contains("2.50 percent"), "{out}");
    assert!(
        lines[1].starts_with(
            "::error file=claims.csv,line=2,col=17,endColumn=37,title=inconsistent%3A doubled::The figures give 4.0"
        ),
        "{out}"
    );
    assert!(lines[2].starts_with("::notice file=claims.csv,line=4,"), "{out}");
    assert_eq!(lines[3], "3 claims: 1 inconsistent, 1 unchecked, 1 consistent; 1 contradiction");
    let sample = waived(|text| text);
    assert_eq!(check(&sample, "github").out.lines().count(), 2);
}

#[test]
fn what_is_implied_is_listed_with_what_gave_it() {
    let run = run(&["implied"]);
    assert_eq!(run.code, 0);
    for (title, words, from) in [
        // 1.03 / 1.91 % = 53.93 and 3.09 / 2.55 % = 121.18 trillion.
        ("GDP, 2012", "CNY 53.9 trillion (CNY 52.9 to 54.9 trillion)", "R&D spending 2012 and R&D intensity 2012"),
        ("GDP, 2022", "CNY 121.2 trillion (CNY 119.5 to 122.9 trillion)", "R&D spending 2022 and R&D intensity 2022"),
    ] {
        let line = run.out.lines().find(|line| line.starts_with(title)).unwrap();
        assert!(line.contains(words) && line.ends_with(from), "{line}");
    }
    assert!(run.out.ends_with("8 implied, 5 narrowed\n"), "{}", run.out);
    let document = crate::support::run(&["implied", "--format", "json"]).json();
    let one =
        |name: &str| document["implied"].as_array().unwrap().iter().find(|one| one["name"] == name).unwrap().clone();
    let near = |value: &serde_json::Value, expected: f64| (value.as_f64().unwrap() / expected - 1.0).abs() < 1e-9;
    assert!(near(&one("gdp[2012]")["point"], 1.03e12 / 0.0191));
    assert!(
        near(&one("gdp[2012]")["low"], 1.025e12 * 0.99 / 0.01915)
            && near(&one("gdp[2012]")["high"], 1.035e12 * 1.01 / 0.01905)
    );
    assert!(near(&one("gdp[2022]")["point"], 3.09e12 / 0.0255));
    // 126 trillion over 17.2 %; 17.2 % times 5.25 % over more than 32 %.
    assert!(near(&one("WLD:gdp[2023]")["point"], 126e12 / 0.172));
    assert_eq!(crate::support::run(&["implied", "--format", "csv"]).out.lines().count(), 14);
}

#[test]
fn what_is_implied_is_drawn_hollow_with_its_interval_and_the_sources_it_rests_on() {
    let sample = sample();
    sample.add("figures.csv", "rd_2012,rd,CHN,2012,,CNY 1.03 trillion,other,p. 2,");
    sample.add("figures.csv", "intensity_2012,intensity,CHN,2012,,1.91 percent,other,p. 2,");
    sample.add("figures.csv", "rd_2011,rd,CHN,2011,,over CNY 0.8 trillion,other,p. 2,");
    sample.add("figures.csv", "intensity_2011,intensity,CHN,2011,,1.78 percent,other,p. 2,");
    let chart = |figures: &str| {
        sample.write(
            "charts.toml",
            &format!("[[chart]]\nid = \"gdp\"\nkind = \"column\"\ntitle = \"GDP\"\nfigures = [{figures}]\n"),
        );
        sample.run(&["chart", "--format", "csv,json", "--out", "."])
    };
    let run = chart("\"gdp[2010]\", \"gdp[2012]\"");
    assert_eq!(run.code, 0, "{}", run.err);
    let rows = std::fs::read_to_string(sample.path().join("gdp.csv")).unwrap();
    // 1.03 / 1.91 %; 1.025 / 1.915 % and 1.035 / 1.905 %, each 1 percent wider.
    let row: Vec<&str> = rows.lines().last().unwrap().split(',').collect();
    let near = |text: &str, expected: f64| (text.parse::<f64>().unwrap() / expected - 1.0).abs() < 1e-9;
    assert!(
        near(row[3], 1.03e12 / 0.0191)
            && near(row[4], 1.025e12 * 0.99 / 0.01915)
            && near(row[5], 1.035e12 * 1.01 / 0.01905),
        "{rows}"
    );
    assert_eq!((row[2], row[8]), ("2012", "true"));
    let record = std::fs::read_to_string(sample.path().join("gdp.json")).unwrap();
    assert!(record.contains("Hollow: not stated, but implied") && record.contains("\"Other\""), "{record}");
    chart("\"gdp[2011]\"")
        .assert_refused(&["'gdp[2011]' is not stated, and others bound it at one end only", "charts.toml:5:12"]);
    chart("\"gdp[2015]\"").assert_refused(&["'gdp[2015]' is not stated, and no others imply it", "trueup implied"]);
    chart("{ figure = \"gdp[2012]\", reading = \"by\" }").assert_refused(&["has no readings"]);
}

#[test]
fn the_schemas_in_the_documents_are_those_of_the_program() {
    let mut golden = Golden::of("docs/schema");
    let folder = tempfile::TempDir::new().unwrap();
    trueup::output::write_all(folder.path(), &trueup::export::schema::all().unwrap()).unwrap();
    golden.folder(folder.path());
    golden.report();
    let document = run_in(folder.path(), &["check", "--format", "json"]).json();
    let schema: serde_json::Value =
        serde_json::from_str(&std::fs::read_to_string(folder.path().join("findings-2.json")).unwrap()).unwrap();
    let required: Vec<&str> = schema["required"].as_array().unwrap().iter().map(|key| key.as_str().unwrap()).collect();
    assert_eq!(required, document.as_object().unwrap().keys().collect::<Vec<_>>());
}

#[test]
fn every_field_of_the_schemas_is_documented() {
    let document = std::fs::read_to_string(root().join("docs/json.md")).unwrap();
    let words: Vec<&str> = document.split(|c: char| !(c.is_alphanumeric() || c == '_')).collect();
    for file in trueup::export::schema::all().unwrap() {
        let schema: serde_json::Value = serde_json::from_slice(&file.bytes).unwrap();
        let mut open = vec![&schema];
        while let Some(value) = open.pop() {
            for name in value["properties"].as_object().into_iter().flat_map(|all| all.keys()) {
                assert!(words.contains(&name.as_str()), "docs/json.md does not describe {name} of {}", file.name);
            }
            open.extend(value.as_object().into_iter().flat_map(|all| all.values()));
        }
    }
}

/// The package with other identities, and only a figure of GDP, in these words.
fn with_identities(identities: &str, gdp: &str) -> Sample {
    let sample = sample();
    sample.write("identities.csv", &format!("identity_id,formula,tolerance,note\n{identities}"));
    let header = "figure_id,indicator,ref_area,time_period,label,stated,source_id,locator,note";
    sample.write("figures.csv", &format!("{header}\ngdp_2010,gdp,CHN,2010,,{gdp},paper,,\n"));
    sample.write("claims.csv", "claim_id,stated,formula,unit,source_id,locator,note\nlevel,,gdp[2010],,,,\n");
    sample
}

#[test]
fn identities_without_meaning_are_refused_at_their_place() {
    for (identities, parts) in [
        ("a,intensity = rd / (0 * gdp),,\n", &["divides by zero", "identities.csv:2:3"][..]),
        ("a,intensity = rd / (gdp - gdp),,\n", &["divides by zero", "identities.csv:2:3"]),
        ("a,gdp = gdp * 2,,\n", &["'gdp' stands on both sides", "defined by itself"]),
        ("a,intensity = rd[2010] / gdp,,\n", &["holds in every period", "identities.csv:2:15"]),
        ("a,intensity = rd / gdp,500,\n", &["'500' is no tolerance", "identities.csv:2:24"]),
        ("a,intensity > rd / gdp,,\n", &["an identity is an equation"]),
        ("a,gdp = rd + 1,,\n", &["cannot be added"]),
    ] {
        with_identities(identities, "CNY 40.0 trillion").run(&["check"]).assert_refused(parts);
        with_identities(identities, "CNY 40.0 trillion").run(&["implied"]).assert_refused(parts);
    }
}

#[test]
fn identities_that_never_settle_are_ended_and_say_so() {
    // Each round narrows by a ten-millionth, for ever.
    let sample = with_identities("a,gdp = rd * 0.9999999,,\nb,rd = gdp * 0.9999999,,\n", "CNY 40.0 trillion");
    assert_eq!(sample.run(&["check"]).code, 0);
    let document = sample.run(&["implied", "--format", "json"]).json();
    assert_eq!(document["implied"][0]["settled"], false, "{document}");
    assert!(sample.run(&["implied"]).out.contains("may be wider than it need be"));
}

#[test]
fn figures_without_an_end_imply_what_they_can() {
    let sample = with_identities("a,intensity = rd / gdp,,\n", "over CNY 40.0 trillion");
    sample.add("figures.csv", "rd_2010,rd,CHN,2010,,less than CNY 10 trillion,paper,,");
    let one = sample.run(&["implied", "--format", "json"]).json()["implied"][0].clone();
    // Less than 10 over more than 40.
    assert_eq!((one["low"].as_f64(), one["high"].as_f64()), (Some(0.0), Some(25.0)), "{one}");
    assert_eq!((&one["low_closed"], &one["high_closed"]), (&false.into(), &false.into()), "{one}");
}

#[test]
fn where_everything_contradicts_each_clash_is_told_once_and_nothing_is_implied() {
    let sample = with_identities("a,gdp = rd,,\nb,rd = 2 * gdp,,\nc,gdp = 3 * rd,,\n", "CNY 40.0 trillion");
    sample.add("figures.csv", "rd_2010,rd,CHN,2010,,CNY 10.0 trillion,paper,,");
    let run = sample.run(&["check"]);
    assert_eq!(run.code, 1);
    assert!(run.out.contains("clash of gdp_2010, a, b") && run.out.ends_with("; 2 contradictions\n"), "{}", run.out);
    assert!(run.out.contains("With GDP, 2010 as CNY 40.0 trillion, a, b cannot all hold"), "{}", run.out);
    assert_eq!(sample.run(&["implied"]).out, "0 implied, 0 narrowed\n");
}

#[test]
fn the_slip_is_sought_where_the_rest_of_the_package_does_not_speak_against_it() {
    let sample = Sample::new();
    sample.add("indicators.csv", "pop,Population,people,,stock,,CHN,,,,");
    sample.add("figures.csv", "pop_2010,pop,CHN,2010,,1.34 billion people,paper,,");
    sample.add("figures.csv", "pop_2022,pop,CHN,2022,,14.1 billion people,paper,,");
    sample.add("claims.csv", "grew,0.4 percent,\"cagr(pop, 2010, 2022)\",,paper,,");
    let repairs = |sample: &Sample| {
        let findings = sample.run(&["check", "grew", "--format", "json"]).json()["findings"].clone();
        let all = findings[0]["repairs"].as_array().unwrap().clone();
        all.iter()
            .map(|one| (one["nearest"].as_str().unwrap().to_owned(), one["against"].as_u64().unwrap()))
            .collect::<Vec<_>>()
    };
    // (1.41 / 1.34)^(1/12) is 1.0043, and so is (14.1 / 13.4)^(1/12): by themselves both would do.
    let before = repairs(&sample);
    assert_eq!(before[..2], [("13.4 billion people".to_owned(), 0), ("1.41 billion people".to_owned(), 0)]);
    sample.add("claims.csv", "many,more than 1.3 billion people,pop[2010],,paper,,");
    sample.add("claims.csv", "fewer,less than 1.5 billion people,pop[2010],,paper,,");
    let after = repairs(&sample);
    assert_eq!(after[0], ("1.41 billion people".to_owned(), 0));
    assert!(after.contains(&("13.4 billion people".to_owned(), 1)), "{after:?}");
    let out = sample.run(&["check", "grew"]).out;
    assert!(
        out.contains("14.1 billion people (Population, 2022) would fit as 1.41 billion people: the decimal point"),
        "{out}"
    );
}

#[test]
fn a_waived_clash_hides_no_other_in_the_same_figures() {
    let sample = waived(|text| text);
    sample.add("indicators.csv", "share,Share of world GDP,percent,%,share,,CHN,,,,");
    sample.add("figures.csv", "share_2023,share,CHN,2023,,17.2 percent,paper,,");
    sample.add("figures.csv", "world_2023,gdp,WLD,2023,,CNY 733 trillion,paper,,");
    sample.add("identities.csv", "world,share = CHN:gdp / WLD:gdp,1,");
    let run = sample.run(&["check"]);
    assert_eq!(run.code, 1, "{}", run.out);
    // 162 / 733 is 22.1 percent, not 17.2.
    assert!(run.out.contains("clash of gdp_2023, share_2023, world_2023, world"), "{}", run.out);
    assert!(run.out.contains("clash of gdp_2023, rd_2023, intensity_2023, rd_intensity"), "{}", run.out);
}
