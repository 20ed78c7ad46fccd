//! `trueup calc`: one claim typed on the command line.

use crate::support::run;

#[test]
fn a_typed_claim_is_judged_and_its_exit_code_follows() {
    let held = run(&["calc", "126 / almost 40", "--stated", "more than tripled"]);
    assert!(held.code == 0 && held.out.starts_with("consistent"), "{}{}", held.out, held.err);
    let broken = run(&["calc", "126 / 60", "--stated", "more than tripled"]);
    assert!(broken.code == 1 && broken.out.starts_with("inconsistent"), "{}{}", broken.out, broken.err);
}

#[test]
fn nothing_stated_gives_the_value_with_its_interval() {
    let derived = run(&["calc", "cagr(40, 126, 13)", "--format", "json"]).json();
    let finding = &derived["findings"][0];
    assert_eq!((finding["verdict"].as_str(), finding["unit"].as_str()), (Some("derived"), Some("percent")));
    let expected = ((126.0_f64 / 40.0).powf(1.0 / 13.0) - 1.0) * 100.0;
    assert!((finding["point"].as_f64().unwrap() - expected).abs() < 1e-9);
}

#[test]
fn formulas_can_start_with_a_minus_and_use_the_package_at_hand() {
    assert_eq!(run(&["calc", "-3 % < 0"]).code, 0);
    assert!(run(&["calc", "gdp[2023] / gdp[2010]"]).out.contains("3.15 times"));
}

#[test]
fn faults_point_into_what_was_typed() {
    run(&["calc", "126 /"]).assert_refused(&["the formula ends", "[formula:1:5]"]);
    run(&["calc", "126 / 40", "--stated", "fourty"]).assert_refused(&[
        "'fourty'",
        "[stated:1:1]",
        "almost CNY 40 trillion",
    ]);
    run(&["calc", "CNY 5 + USD 3"]).assert_refused(&["USD cannot be added to CNY", "exchange rate"]);
    run(&["calc", "5 / (3 - 3)"]).assert_refused(&["divides by a value that may be zero"]);
    run(&["calc", "(-8) ^ (1/3)"]).assert_refused(&["fractional power"]);
    run(&["calc", "10 ^ 400"]).assert_refused(&["too large"]);
    run(&["calc", "9 ^ 9 ^ 9 ^ 9"]).assert_refused(&["too large"]);
    run(&["calc", "gdb[2023]"]).assert_refused(&["'gdb' is no indicator", "is it 'gdp'?"]);
    run(&["calc", "gdp[0000]"]).assert_refused(&["no period", "0001 to 9999"]);
    run(&["calc", &"(".repeat(15_000)]).assert_refused(&["nested more than 64 deep"]);
}
