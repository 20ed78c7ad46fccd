//! Verdicts worked by hand. Each case says the arithmetic that decides it.

use super::*;
use proptest::prelude::*;

fn finding(formula: &str, stated: &str) -> Finding {
    let package = Package::empty();
    let claim = package
        .typed_claim(formula, (!stated.is_empty()).then_some(stated))
        .unwrap_or_else(|error| panic!("{formula} | {stated}: {error}"));
    Finding::of(&package, &claim).unwrap_or_else(|error| panic!("{formula} | {stated}: {error}"))
}

#[track_caller]
fn assert_verdicts(cases: &[(&str, &str, Verdict, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter_map(|(formula, stated, verdict, why)| {
            let found = finding(formula, stated);
            (found.verdict != *verdict).then(|| {
                format!(
                    "{formula} | {stated}: expected {verdict} ({why}), got {}: {}",
                    found.verdict, found.explanation
                )
            })
        })
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

use Verdict::{Consistent, Depends, Derived, Inconsistent, Rounding, Suspect};

#[test]
fn what_follows_is_consistent() {
    assert_verdicts(&[
        ("126 / almost 40", "more than tripled", Consistent, "125.5/40 = 3.14 at the least"),
        ("33 / 16.98", "nearly doubled", Consistent, "1.943 in [1.8, 2)"),
        ("31.4 / 16.98", "nearly doubled", Consistent, "1.849 in [1.8, 2)"),
        ("3.09 / 1.03", "tripled", Consistent, "3.00 in [2.7, 3.3]"),
        ("3.09 / 1.03", "3 times", Consistent, "the same for a whole number of times"),
        ("75 / 100", "three-quarters", Consistent, "0.75 in [0.675, 0.825]"),
        ("growth(50.0, 60.0)", "20 percent", Consistent, "60/50 - 1 = 20 %"),
        ("growth(60.0, 50.0)", "fell by 17 percent", Consistent, "50/60 - 1 = -16.7 %"),
        ("change(15.3 %, 7.4 %)", "fell by 7.9 percentage points", Consistent, "7.4 - 15.3 = -7.9"),
        ("No. 38 - No. 1", "37 places", Consistent, "38 - 1 = 37"),
        ("change(No. 34, No. 12)", "advanced 22 places", Consistent, "a smaller rank is a rise"),
        ("first_year(2023, 18 years)", "2006", Consistent, "2023 - 18 + 1"),
        ("1200 / 100", "an order of magnitude", Consistent, "12 in [5, 20]"),
        ("100 / 300", "3 times less", Consistent, "a third"),
        ("50 / 100", "halved", Consistent, "0.5"),
        ("33.0 / 126.0", "26 percent", Consistent, "26.2 %"),
        ("-2.0 %", "less than 3 percent", Consistent, "a rate has no floor"),
        ("0.0 %", "at most 5 percent", Consistent, "nothing is at most 5"),
    ]);
}

#[test]
fn what_does_not_follow_is_inconsistent() {
    assert_verdicts(&[
        ("126 / 60", "more than tripled", Inconsistent, "2.1 is not above 3"),
        ("31.4 / 15.5", "nearly doubled", Inconsistent, "2.026; almost has a hard upper end"),
        ("growth(50.0, 60.0)", "25 percent", Inconsistent, "20 %"),
        ("growth(60.0, 50.0)", "rose by less than 20 percent", Inconsistent, "a fall breaks a rise"),
        ("growth(50.0, 60.0)", "less than 25 % down", Inconsistent, "a rise breaks a fall"),
        ("16.98 / 31.4", "doubled", Inconsistent, "0.54"),
        ("5.0 %", "at most 4.9 percent", Inconsistent, "5.0 is 4.95 at the least"),
    ]);
}

#[test]
fn rounding_saves_what_only_the_printed_digits_allow() {
    assert_verdicts(&[
        // 3.33 and [2.5, 3.5] of [9.5, 10.5] / [3.0, 3.1): the printed 10 and 3 allow 3.36 to 3.45.
        ("10 / 3", "3.4", Rounding, "3.33 is outside [3.35, 3.45], [9.5, 10.5]/[2.5, 3.5] meets it"),
        ("2.0 / 1.0", "more than doubled", Rounding, "2.0 is not above 2, 2.05/0.95 is"),
        ("40 / 20", "less than doubled", Rounding, "2 is not below 2, 39.5/20.5 is"),
    ]);
}

#[test]
fn what_only_the_width_of_a_word_allows_depends_on_policy() {
    assert_verdicts(&[
        ("tenfold * 1", "9.2", Depends, "10 has no digits that were rounded"),
        ("doubled * 1", "2.1 times", Depends, "the width of doubled is policy"),
        ("3 times * 1", "3.4 times", Rounding, "3 +- 0.5 reaches 3.35"),
    ]);
}

#[test]
fn touching_at_an_open_end_is_not_meeting() {
    assert_verdicts(&[
        ("'22 zones' / '11 zones'", "more than doubled", Inconsistent, "exact counts: 2 is not above 2"),
        ("'22 zones' / '11 zones'", "at least doubled", Consistent, "2 is at least 2"),
        ("'22 zones' / '11 zones'", "almost doubled", Inconsistent, "almost excludes 2 itself"),
        ("'22 zones' / '11 zones'", "no more than doubled", Consistent, "2 is at most 2"),
    ]);
}

#[test]
fn a_hedge_alone_can_carry_a_claim_and_then_it_depends() {
    // almost 41 goes down to 36.9: 126/36.9 = 3.41; at the printed digits 126.5/40.5 = 3.12, at half the width 126.5/38.95 = 3.25.
    let found = finding("126 / almost 41", "3.4 times");
    assert_eq!(found.verdict, Depends, "{}", found.explanation);
    assert!(found.explanation.contains("width of a hedge"), "{}", found.explanation);
    assert!(found.policy.is_some(), "half the width breaks it, so the policy is printed");
}

#[test]
fn an_ambiguous_multiple_depends_on_its_reading() {
    // 33.45^(1/39) - 1 = 9.4176 %, 33.55^(1/39) - 1 = 9.4259 %; 34.45^(1/39) - 1 = 9.5002 %, 34.55^(1/39) - 1 = 9.5084 %.
    let found = finding("annualised('surged 33.5 times', 39)", "9.5 percent");
    assert_eq!(found.verdict, Depends);
    let readings: Vec<(&str, Verdict)> = found.readings.iter().map(|r| (r.name.as_str(), r.verdict)).collect();
    assert_eq!(readings, [("to 33.5 times", Inconsistent), ("by 33.5 times", Consistent)]);
    let low = found.readings[0].low.unwrap();
    assert!((low - 9.4176).abs() < 1e-4, "{low}");
    assert_eq!(found.stated_low, Some(9.45));
}

#[test]
fn a_bare_difference_of_percentages_is_tried_as_points_and_as_percent() {
    // 1.91 % to 2.55 %: 0.64 points, 33.5 percent.
    assert_verdicts(&[
        ("change(1.91 %, 2.55 %)", "rose by 0.64", Depends, "points hold, percent does not"),
        ("change(1.91 %, 2.55 %)", "rose by 33.5", Depends, "percent holds, points do not"),
        ("change(1.91 %, 2.55 %)", "rose by 7.5", Inconsistent, "neither"),
        ("change(1.91 %, 2.55 %)", "rose by 0.64 percentage points", Consistent, "the words decide"),
    ]);
}

#[test]
fn fallback_readings_are_named_and_only_depend() {
    let cases = [
        // 31.4/16.98 = 1.8492, printed as cut off at one decimal: 1.8 is [1.75, 1.85) by rounding and holds 1.849 anyway.
        ("4.98 / 1.00", "4.9 times", "digits cut off"),
        // 1.786^(1/4) - 1 = 15.6 %; (1.786 - 1)/4 = 19.65 %.
        ("annualised(78.6 %, 4)", "19.7 percent", "arithmetic mean"),
        // 4,000 read as [3500, 4500] allows 44.
        ("4000 / 100.0", "44.0", "trailing zeros not significant"),
        // over 41 within 10 % is (41, 45.1]; beyond that only literally.
        ("over 41 / 10.0", "5.0 times", "operand anywhere beyond its bound"),
    ];
    for (formula, stated, reading) in cases {
        let found = finding(formula, stated);
        assert_eq!(found.verdict, Depends, "{formula}: {}", found.explanation);
        assert!(
            found.readings.iter().any(|r| r.fallback && r.name.contains(reading)),
            "{formula}: {:?}",
            found.readings
        );
    }
}

#[test]
fn up_to_may_be_broken_and_at_most_may_not() {
    assert_verdicts(&[
        ("growth(100, 95)", "rose up to 3 percent", Inconsistent, "a fall contradicts a rise"),
        ("growth(100, 105)", "rose up to 3 percent", Depends, "more of the same"),
        ("5.5 %", "up to 5 percent", Depends, "cancellable"),
        ("5.5 %", "at most 5 percent", Inconsistent, "not"),
    ]);
}

#[test]
fn ten_times_beyond_a_bound_is_suspect() {
    assert_verdicts(&[
        ("'4,991 million patents'", "over 4 million patents", Suspect, "1,248 times the bound"),
        ("'40 million patents'", "over 4 million patents", Suspect, "ten times exactly"),
        ("'39 million patents'", "over 4 million patents", Consistent, "9.75 times"),
        ("0.4 %", "under 5 percent", Suspect, "a twelfth of the bound"),
        ("0.6 %", "under 5 percent", Consistent, "an eighth"),
        ("2.5 / 1", "rose by more than 20 percent", Consistent, "150 against 20, 7.5 times"),
        ("0.97 / 1", "fell by less than 50 percent", Suspect, "3 against 50"),
        ("'400 to 500 zones'", "over 4 zones", Suspect, "all of it is a hundred times the bound"),
    ]);
}

#[test]
fn comparisons_hold_for_all_values_or_at_the_printed_ones_or_not() {
    assert_verdicts(&[
        ("7.4 % < 9.8 %", "", Consistent, "7.45 < 9.75"),
        ("almost 30 % > 20 %", "", Consistent, "27 > 20.5"),
        ("5.0 % < 5.0 %", "", Rounding, "equal as printed, 4.95 < 5.05"),
        ("5.1 % < 5.0 %", "", Inconsistent, "5.05 to 5.15 against 4.95 to 5.05: touching is not below"),
        ("5.1 % <= 5.0 %", "", Rounding, "touching is enough"),
        ("5.2 % < 5.0 %", "", Inconsistent, "5.15 is not below 5.05"),
        ("5.2 % = 5.2 %", "", Consistent, "equal as printed"),
        ("5.2 % = 5.3 %", "", Rounding, "5.25 is in both"),
        ("No. 12 < No. 34", "", Consistent, "ranks are exact"),
        ("No. 12 >= No. 12", "", Consistent, "equal is enough"),
        ("No. 12 > No. 12", "", Inconsistent, "not above itself"),
    ]);
}

#[test]
fn nothing_stated_is_derived_with_literal_bounds() {
    let found = finding("'over CNY 41 trillion' / 'CNY 126 trillion'", "");
    assert_eq!(found.verdict, Derived);
    // 41/126.5 = 0.3241; there is no upper end.
    assert!((found.low.unwrap() - 41.0 / 126.5).abs() < 1e-12 && found.high.is_none());
}

#[test]
fn the_policy_is_printed_only_where_its_widths_decide() {
    assert!(finding("126 / almost 40", "more than tripled").policy.is_none());
    // 47/30 = 1.567: within 10 % below 1.7 (1.53) but not within 5 % (1.615).
    let found = finding("47.0 / 30.0", "almost 1.7 times");
    assert!(found.policy.as_deref().is_some_and(|policy| policy.starts_with("hedge policy 1")), "{found:?}");
}

#[test]
fn a_difference_is_taken_as_the_words_state_it() {
    assert_verdicts(&[
        // 7.4 - 15.3 = -7.9 points, 7.4/15.3 - 1 = -51.6 %.
        ("change(15.3 %, 7.4 %)", "cut by 7.9 percent", Inconsistent, "percent is stated, and it is 51.6"),
        ("change(15.3 %, 7.4 %)", "cut by 51.6 percent", Consistent, "taken in percent"),
        ("growth(1.91 %, 2.55 %)", "0.64 percentage points", Consistent, "taken in points"),
        ("growth(40.0, 126.0)", "more than tripled", Consistent, "a growth of 215 % is 3.15 times as much"),
        ("growth(40.0, 60.0)", "doubled", Inconsistent, "1.5 times"),
        // Beside a quotient a change is the quotient less one.
        ("100/150", "fell by a third", Consistent, "0.667 - 1"),
        ("103.4/100", "up 3.4 percent", Consistent, "1.034 - 1"),
        ("growth(100, 150)", "increased to 150 percent", Consistent, "to 150 % is by 50 %"),
        ("growth(150, 100)", "one third lower", Consistent, "-33.3 %"),
    ]);
    let found = finding("change(15.3 %, 7.4 %)", "cut by 7.9 percent");
    assert!(
        found.explanation.contains("Percent is stated") && found.unit.to_string() == "percent",
        "{}",
        found.explanation
    );
}

#[test]
fn what_cannot_be_compared_is_refused_and_says_what_to_write() {
    let package = Package::empty();
    for (formula, stated) in
        [("cagr(40, 126, 13)", "tripled"), ("CNY 5 / 2", "USD 2.5"), ("5 < 6", "7"), ("\"CNY 5\" < 6", "")]
    {
        let error = package.typed_claim(formula, (!stated.is_empty()).then_some(stated)).expect_err(formula);
        assert!(error.help_text().is_some(), "{formula}: {error}");
    }
}

proptest! {
    #[test]
    fn scaling_both_amounts_changes_no_verdict(a in 1_u32..5000, b in 1_u32..5000, times in 1_u32..20, power in prop::sample::select(vec!["", " thousand", " million", " trillion"])) {
        let plain = finding(&format!("'CNY {a}' / 'CNY {b}'"), &format!("more than {times} times"));
        let scaled = finding(&format!("'USD {a}{power}' / 'USD {b}{power}'"), &format!("more than {times} times"));
        prop_assert_eq!(plain.verdict, scaled.verdict);
        prop_assert_eq!(plain.low, scaled.low);
    }

    #[test]
    fn a_wider_hedge_never_turns_consistent_into_inconsistent(a in 1.0_f64..1000.0, b in 1.0_f64..1000.0, stated in 1_u32..100) {
        let formula = format!("about {a:.1} / {b:.1}");
        let claim = format!("{}.{} times", stated / 10, stated % 10);
        let exact = finding(&formula.replace("about ", ""), &claim);
        let hedged = finding(&formula, &claim);
        prop_assert!(!(exact.verdict < Inconsistent && hedged.verdict == Inconsistent), "{} {}", exact.explanation, hedged.explanation);
    }
}

#[test]
fn the_built_in_paper_is_judged_as_its_numbers_say() {
    let package = Package::builtin().unwrap();
    let findings = check(&package, &[]).unwrap();
    let verdict = |name: &str| findings.iter().find(|finding| finding.claim_id == name).map(|finding| finding.verdict);
    assert_eq!(verdict("patents_over_threshold"), Some(Suspect));
    assert_eq!(verdict("gdp_growth_average_1978_2017"), Some(Depends));
    assert_eq!(verdict("growth_three_times_the_world"), Some(Verdict::Unchecked));
    assert_eq!(summary(&findings).iter().map(|(_, count)| count).sum::<usize>(), package.claims().len());
    assert!(package.figures().len() >= 70 && findings.len() >= 60);
}
