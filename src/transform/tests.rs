//! The transformations of one series, by their definitions.

use super::*;
use crate::observations::Observations;
use polars::prelude::IntoLazy;

fn of(transform: &str, text: &str) -> Vec<Option<f64>> {
    let transform: Transform = transform.parse().unwrap();
    let frame = Observations::parse("file.csv", text).unwrap().frame().clone().lazy();
    let done = transform.apply(frame).unwrap().collect().unwrap();
    done.column("obs_value").unwrap().f64().unwrap().iter().collect()
}

#[track_caller]
pub(super) fn assert_near(found: &[Option<f64>], expected: &[Option<f64>]) {
    assert_eq!(found.len(), expected.len());
    for (a, b) in found.iter().zip(expected) {
        let near = match (a, b) {
            (Some(a), Some(b)) => (a - b).abs() <= 1e-9 * b.abs().max(1.0),
            (None, None) => true,
            _ => false,
        };
        assert!(near, "{found:?} is not {expected:?}");
    }
}

/// 100, 110, 99 and 120.12 in four quarters, then 121 in the same quarter a year later.
const QUARTERS: &str = "date,x\n2020-01-01,100\n2020-04-01,110\n2020-07-01,99\n2020-10-01,120.12\n2021-01-01,121\n";

#[test]
fn each_follows_its_definition() {
    let n = None;
    assert_near(&of("lin", QUARTERS), &[Some(100.0), Some(110.0), Some(99.0), Some(120.12), Some(121.0)]);
    assert_near(&of("chg", QUARTERS), &[n, Some(10.0), Some(-11.0), Some(21.12), Some(0.88)]);
    assert_near(&of("ch1", QUARTERS), &[n, n, n, n, Some(21.0)]);
    assert_near(&of("pc1", QUARTERS), &[n, n, n, n, Some(21.0)]);
    // 110 / 100, 99 / 110, 120.12 / 99 = 1.21333..., 121 / 120.12.
    let pch = of("pch", QUARTERS);
    assert_near(&pch[..3], &[n, Some(10.0), Some(-10.0)]);
    // 1.1^4 = 1.4641 and 0.9^4 = 0.6561.
    assert_near(&of("pca", QUARTERS)[1..3], &[Some(46.41), Some(-34.39)]);
    // ln 1.1 = 0.0953101798043249.
    assert_near(&of("cch", QUARTERS)[1..2], &[Some(9.53101798043249)]);
    assert_near(&of("cca", QUARTERS)[1..2], &[Some(38.12407192172996)]);
    // ln 100 = 4.605170185988092.
    assert_near(&of("log", QUARTERS)[..1], &[Some(4.605170185988092)]);
    assert_near(&of("index", QUARTERS)[1..3], &[Some(110.0), Some(99.0)]);
    // The mean of 2020 is (100 + 110 + 99 + 120.12) / 4 = 107.28.
    assert_near(&of("index:2020", QUARTERS)[4..], &[Some(121.0 / 107.28 * 100.0)]);
    assert_near(&of("index:2020-Q2", QUARTERS)[..1], &[Some(100.0 / 1.1)]);
}

#[test]
fn a_gap_has_no_neighbour_and_series_do_not_mix() {
    let text = "year,name,value\n2000,a,1\n2001,a,2\n2003,a,4\n2004,a,\n2005,a,8\n2001,b,10\n2002,b,20\n";
    assert_near(&of("chg", text), &[None, Some(1.0), None, None, None, None, Some(10.0)]);
    // A gap of a quarter does not move the year before.
    let text = "date,x\n2020-01-01,100\n2020-04-01,110\n2020-10-01,120\n2021-01-01,150\n2021-04-01,165\n";
    assert_near(&of("pc1", text), &[None, None, None, Some(50.0), Some(50.0)]);
}

#[test]
fn rows_in_any_order_have_the_values_of_their_own_series() {
    use polars::df;
    let year = |n: i32| n * 365 + n / 4 + 100;
    let frame =
        df!["series" => ["b", "a", "b", "a", "a"], "start" => [32, 31, 31, 33, 32].map(year), "frequency" => ["A"; 5],
        "obs_value" => [20.0, 1.0, 10.0, 4.0, 2.0]]
        .unwrap();
    let dated = frame.lazy().with_columns([col("start").cast(DataType::Date)]);
    for (transform, expected) in [
        (Transform::Change, [Some(10.0), None, None, Some(2.0), Some(1.0)]),
        (Transform::Index(None), [Some(200.0), Some(100.0), Some(100.0), Some(400.0), Some(200.0)]),
    ] {
        let done = transform.apply(dated.clone()).unwrap().collect().unwrap();
        assert_near(&done.column("obs_value").unwrap().f64().unwrap().iter().collect::<Vec<_>>(), &expected);
    }
}

#[test]
fn no_rate_over_a_base_of_zero_or_less() {
    let text = "year,x\n2000,0\n2001,5\n2002,-5\n2003,5\n";
    assert_near(&of("pch", text), &[None, None, Some(-200.0), None]);
    assert_near(&of("cch", text), &[None; 4]);
    assert_near(&of("log", text), &[None, Some(5.0f64.ln()), None, Some(5.0f64.ln())]);
    assert_near(&of("index", text), &[None; 4]);
    assert_near(&of("index:1999", text), &[None; 4]);
}

#[test]
fn monday_follows_friday_and_weeks_follow_one_another() {
    // 1981-01-02 was a Friday, the 7th is missing.
    let days = "date,x\n1981-01-02,1\n1981-01-05,2\n1981-01-06,4\n1981-01-08,8\n";
    assert_near(&of("chg", days), &[None, Some(1.0), Some(2.0), None]);
    // Mondays before and after 1970.
    let weeks = "date,x\n1969-12-22,1\n1969-12-29,2\n1970-01-05,4\n1970-01-19,8\n";
    assert_near(&of("chg", weeks), &[None, Some(1.0), Some(2.0), None]);
}

#[test]
fn ends_of_intervals_change_places_in_what_is_subtracted_or_divided_by() {
    use polars::df;
    let frame = df!["series" => ["a", "a"], "start" => [0i32, 365], "end" => [364i32, 729], "frequency" => ["A", "A"],
        "obs_value" => [40.0, 126.0], "low" => [36.0, 125.5], "high" => [40.0, 126.5]]
    .unwrap();
    let dated = frame.lazy().with_columns([col("start").cast(DataType::Date), col("end").cast(DataType::Date)]);
    let done = Transform::PercentChange.apply(dated).unwrap().collect().unwrap();
    let get = |name: &str| done.column(name).unwrap().f64().unwrap().get(1);
    // 126 / 40, 125.5 / 40 and 126.5 / 36.
    assert_near(&[get("obs_value"), get("low"), get("high")], &[Some(215.0), Some(213.75), Some(251.38888888888889)]);
}

#[test]
fn intervals_of_an_index_hold_their_values_below_zero_and_the_base_is_exact() {
    use polars::df;
    let frame = df!["series" => ["a", "a"], "start" => [0i32, 365], "end" => [364i32, 729], "frequency" => ["A", "A"],
        "obs_value" => [6.7, -7.5], "low" => [6.65, -7.55], "high" => [6.75, -7.45]]
    .unwrap();
    let dated = frame.lazy().with_columns([col("start").cast(DataType::Date), col("end").cast(DataType::Date)]);
    for transform in [Transform::Index(None), Transform::Index("1970".parse().ok())] {
        let done = transform.apply(dated.clone()).unwrap().collect().unwrap();
        let get = |name: &str, row: usize| done.column(name).unwrap().f64().unwrap().get(row);
        assert_near(&[get("low", 0), get("obs_value", 0), get("high", 0)], &[Some(100.0); 3]);
        // -7.55 / 6.65 and -7.45 / 6.75.
        assert_near(&[get("low", 1), get("high", 1)], &[Some(-113.533_834_586_466), Some(-110.370_370_370_370)]);
    }
}

#[test]
fn the_compound_rate_is_counted_from_the_first_value() {
    let rate = |text: &str, from: Option<&str>| -> Vec<Option<f64>> {
        let observations = Observations::parse("x.csv", text).unwrap();
        let from = from.map(|day| day.parse().unwrap());
        let frame = compound_annual_rate(observations.frame().clone().lazy(), from).unwrap().collect().unwrap();
        frame.column("obs_value").unwrap().f64().unwrap().iter().collect()
    };
    // 1.1^2 = 1.21; over the gap of 2013 four years: 1.4641 = 1.1^4.
    let text = "year,value\n2009,\n2010,100\n2011,110\n2012,121\n2014,146.41\n";
    assert_near(&rate(text, None), &[None, None, Some(10.0), Some(10.0), Some(10.0)]);
    // From 2012: (146.41 / 121)^(1/2).
    assert_near(&rate(text, Some("2012-01-01")), &[None, None, None, None, Some(10.0)]);
    // Two quarters are half a year: (110.25 / 105)^2 = 1.1025.
    assert_near(&rate("period,value\n2010-Q1,105\n2010-Q3,110.25\n", None), &[None, Some(10.25)]);
    assert_near(&rate("year,value\n2010,-1\n2011,2\n", None), &[None, None]);
}

#[test]
fn names_are_read_and_slips_are_told() {
    assert_eq!("index:2010-Q1".parse::<Transform>().unwrap(), Transform::Index("2010-Q1".parse().ok()));
    assert_eq!("pc2".parse::<Transform>().unwrap_err().help_text(), Some("is it 'pch'?"));
    assert!("index:x".parse::<Transform>().is_err());
}

#[test]
fn growth_and_index_are_those_of_the_language_of_claims() {
    let package = crate::Package::builtin().unwrap();
    let point = |formula: &str| {
        let claim = package.formula(formula, None).unwrap();
        crate::check::Finding::of(&package, &claim).unwrap().point
    };
    let text = "year,x\n2010,40\n2011,126\n";
    assert_near(&of("pch", text)[1..], &[point("growth(40, 126)")]);
    assert_near(&of("pca", text)[1..], &[point("growth(40, 126)")]);
    assert_near(&of("index:2010", text)[1..], &[point("index(126, 40)")]);
    assert_near(&of("cch", text)[1..], &[point("ln(126 / 40) * 100")]);
    assert_near(&of("chg", text)[1..], &[point("change(40, 126)")]);
}
