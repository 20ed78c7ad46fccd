//! `trueup check` and `trueup` alone.

use crate::support::{Sample, copy_files, run, run_in};

#[test]
fn the_built_in_paper_is_shown_in_an_empty_folder_worst_first() {
    let shown = run(&[]);
    assert_eq!(shown.code, 0, "{}", shown.err);
    let verdicts: Vec<&str> = shown
        .out
        .lines()
        .skip(3)
        .take_while(|line| !line.is_empty())
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(verdicts[..2], ["suspect", "depends"]);
    let order = ["inconsistent", "suspect", "depends", "unchecked", "rounding", "consistent", "derived"];
    let places: Vec<usize> =
        verdicts.iter().map(|verdict| order.iter().position(|known| known == verdict).unwrap()).collect();
    assert!(places.is_sorted(), "{verdicts:?}");
    assert!(shown.out.contains("What else can be done"));
}

#[test]
fn the_last_line_counts_every_verdict() {
    let shown = run(&["check"]);
    let last = shown.out.lines().last().unwrap().to_owned();
    let counts: usize =
        last.split([':', ',']).skip(1).filter_map(|part| part.split_whitespace().next()?.parse::<usize>().ok()).sum();
    let total: usize = last.split_whitespace().next().unwrap().parse().unwrap();
    assert!(total >= 60 && counts == total && last.contains("unchecked"), "{last}");
}

#[test]
fn a_finding_shows_its_figures_formula_readings_and_sources() {
    let shown = run(&["check", "gdp_growth_average_1978_2017"]).out;
    for part in [
        "surged 33.5 times",
        "Wu (2025)",
        "to 33.5 times",
        "by 33.5 times",
        "annualised(33.5 times, 39 years)",
        "9.45 to 9.55%",
    ] {
        assert!(shown.contains(part), "{part} in {shown}");
    }
    let consistent = run(&["check", "gdp_more_than_tripled", "--explain"]).out;
    assert!(consistent.contains("almost CNY 40 trillion") && consistent.contains("CNY 126 trillion"), "{consistent}");
}

#[test]
fn json_has_the_documented_fields() {
    let document = run(&["check", "--format", "json"]).json();
    assert_eq!(document["schema"], "trueup/findings/2");
    assert_eq!(document["package"]["name"], "wu-2025-opening-up");
    assert_eq!(document["policy"]["version"], "1");
    let findings = document["findings"].as_array().unwrap();
    for finding in findings {
        for field in [
            "claim_id",
            "stated",
            "formula",
            "verdict",
            "point",
            "low",
            "high",
            "stated_low",
            "stated_high",
            "unit",
            "readings",
            "figures",
            "explanation",
        ] {
            assert!(finding.get(field).is_some(), "{field} in {finding}");
        }
        for reading in finding["readings"].as_array().unwrap() {
            for field in ["name", "verdict", "point", "low", "high"] {
                assert!(reading.get(field).is_some(), "{field} in {reading}");
            }
        }
    }
    let total: u64 = document["summary"].as_object().unwrap().values().filter_map(serde_json::Value::as_u64).sum();
    assert_eq!(total, u64::try_from(findings.len()).unwrap());
}

#[test]
fn the_paper_gives_the_values_worked_by_hand() {
    let document = run(&["check", "--format", "json"]).json();
    let finding =
        |name: &str| document["findings"].as_array().unwrap().iter().find(|f| f["claim_id"] == name).unwrap().clone();
    let near = |value: &serde_json::Value, expected: f64| (value.as_f64().unwrap() / expected - 1.0).abs() < 1e-9;
    // 125.5 / 40, open since almost 40 is below 40; 126.5 / 36.
    let tripled = finding("gdp_more_than_tripled");
    assert!(near(&tripled["low"], 125.5 / 40.0) && near(&tripled["high"], 126.5 / 36.0), "{tripled}");
    assert_eq!(
        (&tripled["low_closed"], &tripled["stated_high"]),
        (&serde_json::json!(false), &serde_json::Value::Null)
    );
    // 3.2e12 / 167e6.
    assert!(near(&finding("reserves_multiple_1978_2023")["point"], 3.2e12 / 167e6));
    // More than 41 trillion over 126.5 trillion at the most: 32.4 % or more.
    let trade = finding("goods_trade_over_gdp_2023");
    assert!(near(&trade["low"], 4100.0 / 126.5) && trade["high"].is_null(), "{trade}");
    // 9.5 % over more than three: below 9.55 / 3.
    assert!(near(&finding("growth_three_times_the_world")["required"]["high"], 9.55 / 3.0));
    // Eighteen years that end in 2023.
    assert_eq!(finding("reserves_largest_since")["point"], 2006.0);
}

#[test]
fn exit_codes_follow_fail_on() {
    assert_eq!(run(&["check"]).code, 0);
    assert_eq!(run(&["check", "--fail-on", "suspect"]).code, 1);
    assert_eq!(run(&["check", "gdp_more_than_tripled", "--fail-on", "depends"]).code, 0);
    assert_eq!(run(&["check", "--fail-on", "wrong"]).code, 2);
    let sample = Sample::new();
    sample.add("claims.csv", "doubled,doubled,gdp[2023] / gdp[2010],times,paper,p. 1,");
    assert_eq!(sample.run(&["check"]).code, 1);
}

#[test]
fn a_claim_that_is_not_there_is_refused_with_the_nearest() {
    run(&["check", "gdp_more_than_tripeld"])
        .assert_refused(&["no claim 'gdp_more_than_tripeld'", "gdp_more_than_tripled"]);
}

#[test]
fn the_package_at_hand_is_found_here_or_under_data() {
    let sample = Sample::new();
    assert!(sample.run(&[]).out.starts_with("sample"));
    let folder = tempfile::TempDir::new().unwrap();
    let below = folder.path().join("data/sample");
    copy_files(&sample.path(), &below);
    assert!(run_in(folder.path(), &[]).out.starts_with("sample"));
    assert!(run(&["--package", &below.display().to_string()]).out.starts_with("sample"));
}

#[test]
fn figures_of_two_sources_are_evaluated_source_by_source() {
    let sample = Sample::new();
    sample.add("figures.csv", "gdp_2023_other,gdp,CHN,2023,,CNY 100 trillion,other,p. 9,");
    sample.write("claims.csv", "claim_id,stated,formula,unit,source_id,locator,note\n\
        own,more than tripled,gdp[2023] / gdp[2010],times,paper,,\nany,more than tripled,gdp[2023] / gdp[2010],times,,,\n");
    let findings = sample.run(&["check", "--format", "json"]).json()["findings"].clone();
    assert_eq!(findings[0]["verdict"], "consistent");
    assert_eq!(findings[1]["verdict"], "depends");
    let names: Vec<&str> =
        findings[1]["readings"].as_array().unwrap().iter().map(|r| r["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["source Paper", "source Other"]);
}

#[test]
fn sources_are_not_crossed_and_a_figure_has_one_reading() {
    let sample = Sample::new();
    sample.add("indicators.csv", "m,Multiple,times,,multiple,,CHN,change,,,");
    sample.add("figures.csv", "a,gdp,CHN,2020,,CNY 10.0 trillion,paper,,");
    sample.add("figures.csv", "b,gdp,CHN,2020,,CNY 12.0 trillion,other,,");
    sample.add("figures.csv", "c,gdp,CHN,2021,,CNY 20.0 trillion,paper,,");
    sample.add("figures.csv", "d,gdp,CHN,2021,,CNY 24.0 trillion,other,,");
    sample.add("figures.csv", "e,m,CHN,1978/2017,,surged 33.5 times,paper,,");
    sample.write(
        "claims.csv",
        "claim_id,stated,formula,unit,source_id,locator,note\n\
        twice,2.0 times,gdp[2021] / gdp[2020],times,,,\nsame,=m[1978/2017],m[1978/2017],times,,,\n",
    );
    let findings = sample.run(&["check", "--format", "json"]).json()["findings"].clone();
    let count = |i: usize| findings[i]["readings"].as_array().unwrap().len();
    assert_eq!((findings[0]["verdict"].as_str(), count(0)), (Some("consistent"), 2));
    assert_eq!((findings[1]["verdict"].as_str(), count(1)), (Some("consistent"), 2));
}

#[test]
fn claims_that_need_opposite_readings_of_a_figure_say_so() {
    let sample = Sample::new();
    sample.add("indicators.csv", "m,Multiple,times,,multiple,,CHN,change,,,");
    sample.add("figures.csv", "e,m,CHN,2010/2023,,grew 3 times,paper,,");
    sample.write(
        "claims.csv",
        "claim_id,stated,formula,unit,source_id,locator,note\n\
        to,3.0 times,m[2010/2023],times,,,\nby,4.0 times,m[2010/2023],times,,,\n",
    );
    let findings = sample.run(&["check", "--format", "json"]).json()["findings"].clone();
    for (i, other) in [(0, "by"), (1, "to")] {
        assert_eq!(findings[i]["verdict"], "depends");
        let text = findings[i]["explanation"].as_str().unwrap();
        assert!(text.contains(&format!("by this one {other} does not hold")), "{text}");
    }
}

#[test]
fn ranks_advance_towards_one_also_in_a_difference() {
    let sample = Sample::new();
    sample.add("figures.csv", "r1,place,CHN,2010,,38th,paper,,");
    sample.add("figures.csv", "r2,place,CHN,2023,,first,paper,,");
    sample.write("claims.csv", "claim_id,stated,formula,unit,source_id,locator,note\n\
        change,advanced 37 places,\"change(place, 2010, 2023)\",,,,\nlater,advanced 37 places,place[2023] - place[2010],,,,\n\
        gained,advanced 37 places,place[2010] - place[2023],,,,\nfell,fell 37 places,place[2023] - place[2010],,,,\n");
    let findings = sample.run(&["check", "--format", "json"]).json()["findings"].clone();
    let verdicts: Vec<&str> = findings.as_array().unwrap().iter().map(|f| f["verdict"].as_str().unwrap()).collect();
    assert_eq!(verdicts, ["consistent", "consistent", "consistent", "inconsistent"]);
}

#[test]
fn a_package_can_bring_its_own_hedge_policy() {
    let sample = Sample::new();
    let text = std::fs::read_to_string(sample.path().join("datapackage.json")).unwrap();
    sample.write(
        "datapackage.json",
        &text.replace(
            "\"name\":\"sample\",",
            "\"name\":\"sample\",\"trueup:policy\":{\"version\":\"wide\",\"almost\":50},",
        ),
    );
    let document = sample.run(&["check", "--format", "json"]).json();
    assert_eq!(document["policy"]["version"], "wide");
    assert_eq!(document["findings"][0]["figures"][1]["low"], 20e12);
}

#[test]
fn colour_is_for_terminals_and_a_closed_pipe_is_no_failure() {
    assert!(!run(&["check"]).out.contains('\u{1b}'));
    let status = std::process::Command::new("sh")
        .args(["-c", "\"$0\" check --explain | head -n 1", crate::support::PROGRAM])
        .output()
        .unwrap();
    assert!(status.stderr.is_empty(), "{}", String::from_utf8_lossy(&status.stderr));
}

#[test]
fn csv_and_markdown_hold_every_claim() {
    let rows = run(&["check", "--format", "csv"]).out.lines().count();
    let markdown = run(&["check", "--format", "markdown"]).out;
    assert_eq!(rows - 1, markdown.lines().filter(|line| line.starts_with("| ")).count() - 2);
}

#[test]
fn a_finding_reads_as_this() {
    insta::assert_snapshot!(run(&["check", "gdp_growth_average_1978_2017"]).out, @r#"
    verdict  claim                         stated       computed from the figures
    depends  gdp_growth_average_1978_2017  9.5 percent  9.422% (to 33.5 times) or 9.504% (by 33.5 times)

    depends gdp_growth_average_1978_2017  II, economy, Second
      The figures give 9.5043% (9.5002 to 9.5084%) and 9.45 to 9.55% is stated: it holds if the words mean "by 33.5 times", not "to 33.5 times", which gives 9.4218% (9.4175 to 9.4260%).
      stated    9.5 percent
      formula   annualised(gdp_multiple[1978/2017]) = annualised(33.5 times, 39 years)
      figure    Multiple of GDP, 1978/2017: surged 33.5 times (33.45 to 33.55 times); Wu (2025), II, economy, Second
      figure    Average annual growth of GDP, 1978/2017: 9.5 percent (9.45 to 9.55%); Wu (2025), II, economy, Second
      reading   to 33.5 times: 9.4218% (9.4175 to 9.4260%), inconsistent
      reading   by 33.5 times: 9.5043% (9.5002 to 9.5084%), consistent
      rule      times-by-or-to: surged 33.5 times (Multiple of GDP, 1978/2017) fits if it means by, not to, that many times.
      note      Whether the rate follows turns on how the multiple is read: to, or by, 33.5 times.

    1 claim: 1 depends
    "#);
}
