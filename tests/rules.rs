//! The pages of the rules are made from what each rule says of itself, with its example as the program runs it.

use std::fmt::Write;

use trueup::check::rules::{Example, RULES, Rule};

use crate::golden::Golden;
use crate::support::{Sample, run};

/// A word of a shell.
fn quoted(word: &str) -> String {
    let plain = word.chars().all(|c| c.is_ascii_alphanumeric() || "._-%".contains(c));
    if plain { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

fn page(rule: &Rule) -> String {
    let mut page = format!(
        "# {}\n\nIt finds: {}.\n\n## What it is\n\n{}\n\n## Why it matters\n\n{}\n\n",
        rule.code, rule.title, rule.what, rule.why
    );
    match rule.example {
        Example::Words(words) => {
            let _ = write!(page, "## An example\n\n{words}\n\n");
        }
        Example::Calc(formula, stated) => {
            let mut arguments = vec!["calc", formula];
            arguments.extend(stated.iter().flat_map(|stated| ["--stated", *stated]));
            let shown = run(&arguments);
            assert!(shown.code < 2, "{}: {}", rule.code, shown.err);
            let told = format!("rule      {}: ", rule.code);
            assert!(shown.out.contains(&told), "the example of {} does not show it:\n{}", rule.code, shown.out);
            let command: Vec<String> = arguments.into_iter().map(quoted).collect();
            let _ = write!(page, "## An example\n\n```text\n$ trueup {}\n{}```\n\n", command.join(" "), shown.out);
        }
    }
    let _ = write!(
        page,
        "## What to write instead\n\n{}\n\nIt explains a finding and never changes its verdict. ",
        rule.instead
    );
    let _ = writeln!(
        page,
        "A package sets it in\ndatapackage.json: `\"trueup:rules\": {{ \"{}\": \"allow\" }}` silences it, `\"deny\"` makes the exit code 1.",
        rule.code
    );
    page
}

#[test]
fn the_pages_of_the_rules_are_made_from_the_rules() {
    let folder = tempfile::TempDir::new().unwrap();
    let mut index = String::from(
        "# Rules\n\nA rule knows one kind of slip. It tries the one change that it is about, and speaks where with it the claim would hold. It\n\
         explains a finding and never changes a verdict. A package sets its rules in datapackage.json\n\
         ([package.md](../package.md#rules-and-waivers)).\n\n| rule | finds |\n|---|---|\n",
    );
    for rule in RULES {
        let _ = writeln!(index, "| [{0}]({0}.md) | {1} |", rule.code, rule.title);
        std::fs::write(folder.path().join(format!("{}.md", rule.code)), page(rule)).unwrap();
    }
    std::fs::write(folder.path().join("README.md"), index).unwrap();
    let mut golden = Golden::of("docs/rules");
    golden.folder(folder.path());
    golden.report();
}

/// What a rule says of the first claim of a package, or of what clashes in it.
fn message(sample: &Sample, code: &str) -> String {
    let document = sample.run(&["check", "--format", "json"]).json();
    let all = [&document["findings"][0]["diagnoses"], &document["contradictions"][0]["diagnoses"]];
    let mut found = all.into_iter().filter_map(|list| list.as_array()).flatten();
    found.find(|one| one["rule"] == code).unwrap_or_else(|| panic!("{document}"))["message"]
        .as_str()
        .unwrap()
        .to_owned()
}

#[test]
fn current_beside_constant_prices_are_named() {
    let sample = Sample::new();
    sample.write(
        "indicators.csv",
        "indicator,title,unit,short_unit,measure,price_basis,ref_area,over,description_short,decimals,series\n\
         gdp,GDP,CNY,,flow,current prices,CHN,,,,\ngrowth,Growth,percent,,rate,constant prices,CHN,mean,,,\n",
    );
    sample.write(
        "figures.csv",
        "figure_id,indicator,ref_area,time_period,label,stated,source_id,locator,note\n\
         a,gdp,CHN,2010,,CNY 40.0 trillion,paper,,\nb,gdp,CHN,2023,,CNY 126 trillion,paper,,\n\
         c,growth,CHN,2010/2023,,6.0 percent,paper,,\n",
    );
    sample.write(
        "claims.csv",
        "claim_id,stated,formula,unit,source_id,locator,note\nc,,\"cagr(gdp, 2010, 2023) = growth[2010/2023]\",,paper,,\n",
    );
    insta::assert_snapshot!(message(&sample, "nominal-or-real"), @"GDP, 2010 is at current prices, Growth, 2010/2023 at constant prices: prices rose between.");
}

#[test]
fn a_figure_that_is_stated_twice_is_named_with_both_values() {
    let sample = Sample::new();

    sample.add("figures.csv", "g,gdp,CHN,2023,stated-twice,CNY 129 trillion,paper,p. 3,");
    insta::assert_snapshot!(message(&sample, "stated-twice"), @"CNY 126 trillion (GDP, 2023) and CNY 129 trillion (GDP, 2023, stated-twice) are one figure.");
}
