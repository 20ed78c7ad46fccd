//! Cases worked by hand, and laws, of what needs more than one value or series.

use polars::prelude::{DataFrame, IntoLazy};
use proptest::prelude::*;

use super::tests::assert_near;
use super::*;
use crate::observations::{Frequency, Observations};

fn selection(texts: &[&str], names: &[&str]) -> Selection {
    let file = |(i, text): (usize, &&str)| Observations::parse(&format!("file{i}.csv"), text).unwrap();
    let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
    Selection::new(texts.iter().enumerate().map(file).collect(), &names).unwrap()
}

fn values(frame: &DataFrame) -> Vec<Option<f64>> {
    frame.column("obs_value").unwrap().f64().unwrap().iter().collect()
}

fn reasons(frame: &DataFrame) -> Vec<Option<String>> {
    let words = frame.column("reason").unwrap().cast(&DataType::String).unwrap();
    words.str().unwrap().iter().map(|reason| reason.map(str::to_owned)).collect()
}

/// The measure of the first file; a value is null exactly where there is a reason.
fn of(selection: &Selection, measure: &str, base: Option<&str>) -> (Vec<Option<f64>>, Vec<Option<String>>) {
    let base = base.map(|base| base.parse().unwrap());
    let measure = measure.parse::<Measure>().unwrap().since(base, None);
    let done = selection.apply(0, &measure).unwrap().collect().unwrap();
    let (values, reasons) = (values(&done), reasons(&done));
    assert!(
        values.iter().zip(&reasons).all(|(value, reason)| value.is_none() == reason.is_some()),
        "{values:?} {reasons:?}"
    );
    (values, reasons)
}

#[track_caller]
fn assert_case(selection: &Selection, measure: &str, base: Option<&str>, expected: &[Result<f64, Reason>]) {
    let (values, reasons) = of(selection, measure, base);
    assert_near(&values, &expected.iter().map(|one| one.ok()).collect::<Vec<_>>());
    let told: Vec<Option<String>> = expected.iter().map(|one| one.err().map(|reason| reason.to_string())).collect();
    assert_eq!(reasons, told);
}

#[test]
fn each_null_has_its_reason() {
    let text = "year,x\n2000,0\n2001,5\n2002,-5\n2003,5\n2004,\n2006,8\n";
    let one = selection(&[text], &[]);
    use Reason::{BaseNotPositive, Missing, NoBase, NoPeriodBefore, NoYearBefore, NoneBefore, NotPositive, Window};
    // 5 / -5 has no rate; 2005 is no row, 2004 no value.
    let expected =
        [Err(NoYearBefore), Err(BaseNotPositive), Ok(-200.0), Err(BaseNotPositive), Err(Missing), Err(NoYearBefore)];
    assert_case(&one, "pc1", None, &expected);
    let expected = [Err(NoPeriodBefore), Ok(5.0), Ok(-10.0), Ok(10.0), Err(Missing), Err(NoPeriodBefore)];
    assert_case(&one, "chg", None, &expected);
    let expected = [Err(NotPositive), Ok(5_f64.ln()), Err(NotPositive), Ok(5_f64.ln()), Err(Missing), Ok(8_f64.ln())];
    assert_case(&one, "log", None, &expected);
    assert_case(
        &one,
        "index:1990",
        None,
        &[Err(NoBase), Err(NoBase), Err(NoBase), Err(NoBase), Err(Missing), Err(NoBase)],
    );
    // (0 + 5) / 2 and so on.
    assert_case(&one, "mean:2", None, &[Err(Window), Ok(2.5), Ok(0.0), Ok(0.0), Err(Missing), Err(Window)]);
    let rate = selection(&["year,x\n2000,2\n2001,-1\n2002,8\n"], &[]);
    assert_case(&rate, "cagr", None, &[Err(NoneBefore), Err(NotPositive), Ok(100.0)]);
    let huge = selection(&["day,x\n2020-01-06,1\n2020-01-07,1000\n"], &[]);
    // 1000^260 is 10^780.
    assert_case(&huge, "pca", None, &[Err(NoPeriodBefore), Err(Reason::TooLarge)]);
}

#[test]
fn a_multiple_is_over_the_base_and_a_mean_over_periods_in_a_row() {
    let text = "year,name,value\n2010,a,40\n2011,a,60\n2012,a,50\n2014,a,126\n2010,b,1\n2011,b,2\n2012,b,6\n2013,b,1\n";
    let one = selection(&[text], &[]);
    let own = [Ok(1.0), Ok(1.5), Ok(1.25), Ok(3.15)];
    assert_case(&one, "multiple", None, &[own, [Ok(1.0), Ok(2.0), Ok(6.0), Ok(1.0)]].concat());
    // The mean of 2010 and 2011: 50 and 1.5.
    let own = [Ok(0.8), Ok(1.2), Ok(1.0), Ok(2.52)];
    assert_case(
        &one,
        "multiple:2010/2011",
        None,
        &[own, [Ok(1.0 / 1.5), Ok(2.0 / 1.5), Ok(4.0), Ok(1.0 / 1.5)]].concat(),
    );
    // 150 / 3; over the gap of 2013 none; (1 + 2 + 6) / 3 and (2 + 6 + 1) / 3; no mean reaches from one series into the other.
    let out = Err(Reason::Window);
    assert_case(&one, "mean:3", None, &[out, out, Ok(50.0), out, out, out, Ok(3.0), Ok(3.0)]);
    // What has left the window leaves nothing behind: in one running sum the ones would be lost beside 1e17.
    let large = selection(&["year,x\n2000,1e17\n2001,1\n2002,1\n2003,1\n"], &[]);
    assert_eq!(of(&large, "mean:2", None).0[2..], [Some(1.0), Some(1.0)]);
}

#[test]
fn ends_of_intervals_follow_a_multiple_and_a_mean() {
    use polars::df;
    let frame = df!["series" => ["a", "a"], "start" => [0i32, 365], "end" => [364i32, 729], "frequency" => ["A", "A"],
        "obs_value" => [40.0, 126.0], "low" => [36.0, 125.5], "high" => [44.0, 126.5]]
    .unwrap();
    let dated = frame.lazy().with_columns([col("start").cast(DataType::Date), col("end").cast(DataType::Date)]);
    let ends = |transform: Transform| {
        let done = transform.apply(dated.clone()).unwrap().collect().unwrap();
        ["low", "obs_value", "high"].map(|name| done.column(name).unwrap().f64().unwrap().get(1))
    };
    // 125.5 / 44 and 126.5 / 36; (36 + 125.5) / 2 and (44 + 126.5) / 2.
    assert_near(
        &ends(Transform::Multiple(None)),
        &[Some(2.852_272_727_272_727), Some(3.15), Some(3.513_888_888_888_889)],
    );
    assert_near(&ends(Transform::Mean(2)), &[Some(80.75), Some(83.0), Some(85.25)]);
}

const PARTS: &str =
    "country,year,value\nNorway,2020,30\nNorway,2021,36\nChad,2020,10\nChad,2021,14\nWorld,2020,50\nWorld,2021,60\n";

#[test]
fn a_share_is_of_a_series_or_of_a_sum_that_is_whole() {
    let one = selection(&[PARTS], &[]);
    assert_case(
        &one,
        "share:World",
        None,
        &[Ok(60.0), Ok(60.0), Ok(20.0), Ok(14.0 / 60.0 * 100.0), Ok(100.0), Ok(100.0)],
    );
    // The sum over the countries chosen, 40 and 50; the world is none of them.
    let two = selection(&[PARTS], &["Norway", "Chad"]);
    let (shares, _) = of(&two, "share:areas", None);
    assert_near(&shares[..4], &[Some(75.0), Some(72.0), Some(25.0), Some(28.0)]);
    assert_eq!(two.parts(&Whole::Areas), ["Norway", "Chad"]);
    // Chad has no value in 2021, and the world no row.
    let broken = "country,year,value\nNorway,2020,30\nNorway,2021,36\nChad,2020,10\nChad,2021,\nWorld,2020,50\n";
    let missing = Err(Reason::Missing);
    let broken_two = selection(&[broken], &["Norway", "Chad"]);
    let (shares, why) = of(&broken_two, "share:areas", None);
    assert_near(&shares[..4], &[Some(75.0), None, Some(25.0), None]);
    assert_eq!(why[1].as_deref(), Some("a part of the total is missing"));
    assert_case(
        &selection(&[broken], &[]),
        "share:World",
        None,
        &[Ok(60.0), Err(Reason::NoTotal), Ok(20.0), missing, Ok(100.0)],
    );
    let zero = selection(&["country,year,value\nNorway,2020,1\nWorld,2020,0\n"], &[]);
    assert_case(&zero, "share:World", None, &[Err(Reason::TotalNotPositive); 2]);
}

#[test]
fn of_a_name_that_several_series_have_the_one_of_the_same_area_or_indicator_is_taken() {
    let text = "country,indicator,year,value\nNorway,GDP,2020,400\nNorway,Exports,2020,160\nChad,GDP,2020,10\nChad,Exports,2020,4\n\
        World,GDP,2020,1000\nMali,Exports,2020,5\n";
    let one = selection(&[text], &[]);
    let none = Err(Reason::NoTotal);
    // Mali has no GDP; and the world has no exports.
    assert_case(&one, "share:GDP", None, &[Ok(100.0), Ok(40.0), Ok(100.0), Ok(40.0), Ok(100.0), none]);
    let world = "country,indicator,year,value\nNorway,GDP,2020,400\nNorway,Exports,2020,160\nWorld,GDP,2020,1000\nWorld,Exports,2020,800\n";
    assert_case(&selection(&[world], &[]), "share:World", None, &[Ok(40.0), Ok(20.0), Ok(100.0), Ok(100.0)]);
    // Codes are names too: that of the area is one part of the name of a series.
    let codes = "country,code,indicator,year,value\nNorway,NOR,GDP,2020,400\nNorway,NOR,Exports,2020,160\nWorld,WLD,GDP,2020,1000\n\
        World,WLD,Exports,2020,800\n";
    assert_case(&selection(&[codes], &[]), "share:WLD", None, &[Ok(40.0), Ok(20.0), Ok(100.0), Ok(100.0)]);
    // Over indicators of an area: 160 of 560, 800 of 1800.
    let sum = [Ok(400.0 / 5.6), Ok(160.0 / 5.6), Ok(1000.0 / 18.0), Ok(800.0 / 18.0)];
    assert_case(&selection(&[world], &[]), "share:indicators", None, &sum);
    let error = selection(&[world], &[]).apply(0, &"share:Wrld".parse().unwrap()).err().unwrap();
    assert!(error.to_string().contains("no series 'Wrld'"), "{error}");
}

#[test]
fn units_that_differ_make_no_share() {
    let text = "name,unit,year,value\npart,CNY,2020,5\ntotal,USD,2020,10\nother,USD,2020,5\n";
    assert_case(&selection(&[text], &[]), "share:total", None, &[Err(Reason::OtherUnit), Ok(100.0), Ok(50.0)]);
}

#[test]
fn contributions_are_points_of_the_growth_of_the_total() {
    let one = selection(&[PARTS], &[]);
    let none = Err(Reason::NoYearBefore);
    // (36 - 30) / 50, (14 - 10) / 50, and the whole growth of 10 of 50.
    assert_case(&one, "contribution:World", None, &[none, Ok(12.0), none, Ok(8.0), none, Ok(20.0)]);
    let two = selection(&[PARTS], &["Norway", "Chad"]);
    // 6 of 40 and 4 of 40; the sum has grown by 25 percent.
    assert_near(&of(&two, "contribution:areas", None).0[..4], &[None, Some(15.0), None, Some(10.0)]);
    let gone = selection(&["country,year,value\nNorway,2020,30\nNorway,2021,36\nWorld,2021,60\n"], &[]);
    assert_case(&gone, "contribution:World", None, &[Err(Reason::NoTotal), Err(Reason::NoTotalBefore), none]);
}

#[test]
fn a_deflator_of_another_file_is_scaled_to_its_base() {
    let nominal = "year,GDP\n2010,100\n2011,120\n2012,150\n2013,160\n";
    let deflator = "year,DEF\n2010,80\n2011,100\n2012,120\n2014,130\n";
    let both = selection(&[nominal, deflator], &["GDP"]);
    let none = Err(Reason::NoDeflator);
    assert_case(&both, "real:DEF", None, &[Ok(125.0), Ok(120.0), Ok(125.0), none]);
    // In prices of 2010: over 1, 1.25 and 1.5; in prices of 2010 and 2011, with a mean of 90: over 80 / 90 and so on.
    assert_case(&both, "real:DEF", Some("2010"), &[Ok(100.0), Ok(96.0), Ok(100.0), none]);
    assert_case(&both, "real:DEF", Some("2010/2011"), &[Ok(112.5), Ok(108.0), Ok(112.5), none]);
    assert_case(&both, "real:DEF", Some("1990"), &[none; 4]);
    let zero = selection(&[nominal, "year,DEF\n2010,0\n2011,-1\n"], &["GDP"]);
    assert_case(
        &zero,
        "real:DEF",
        None,
        &[Err(Reason::DeflatorNotPositive), Err(Reason::DeflatorNotPositive), none, none],
    );
}

#[test]
fn a_sum_counts_no_series_twice_and_needs_something_to_sum_over() {
    let error = selection(&[PARTS, PARTS], &[]).apply(0, &"share:areas".parse().unwrap()).err().unwrap();
    assert!(error.to_string().contains("stands in two files"), "{error}");
    let error = selection(&["year,x\n2020,1\n"], &[]).apply(0, &"share:areas".parse().unwrap()).err().unwrap();
    assert!(error.to_string().contains("no series has an area"), "{error}");
    // Parts that stand in a file each.
    let parts = selection(&["year,exports\n2020,30\n", "year,imports\n2020,10\n"], &[]);
    assert_case(&parts, "share:indicators", None, &[Ok(75.0)]);
}

fn aggregated(text: &str, to: Frequency, how: &str) -> DataFrame {
    let frame = Observations::parse("x.csv", text).unwrap().frame().clone().lazy();
    aggregate(frame, to, how.parse().unwrap()).unwrap().collect().unwrap()
}

fn words(frame: &DataFrame, name: &str) -> Vec<String> {
    let words = frame.column(name).unwrap().cast(&DataType::String).unwrap();
    words.str().unwrap().iter().map(|word| word.unwrap_or("").to_owned()).collect()
}

#[test]
fn a_lower_frequency_needs_all_its_parts() {
    let mut text = String::from("month,value\n");
    for month in 1..=12 {
        text.push_str(&format!("2020-{month:02},{month}\n"));
    }
    // In 2021 February is missing and March without a value.
    text.push_str("2021-01,13\n2021-03,\n2021-04,10\n2021-05,20\n2021-06,60\n");
    // 1 + 2 + ... + 12 = 78.
    for (how, year) in [("mean", 6.5), ("sum", 78.0), ("end", 12.0)] {
        let years = aggregated(&text, Frequency::Annual, how);
        assert_near(&values(&years), &[Some(year), None]);
        assert_eq!(words(&years, "reason"), ["", "the period is incomplete"]);
        assert_eq!(words(&years, "time_period"), ["2020", "2021"]);
    }
    let quarters = aggregated(&text, Frequency::Quarterly, "mean");
    assert_near(&values(&quarters), &[Some(2.0), Some(5.0), Some(8.0), Some(11.0), None, Some(30.0)]);
    assert_eq!(words(&quarters, "time_period")[4..], ["2021-Q1", "2021-Q2"]);
    assert_eq!(words(&quarters, "frequency")[0], "Q");
    let day = |name: &str, row: usize| quarters.column(name).unwrap().get(row).unwrap().to_string();
    assert_eq!((day("start", 3), day("end", 3)), ("2020-10-01".to_owned(), "2020-12-31".to_owned()));
    // What has the frequency stays, with its own gaps.
    let months = aggregated(&text, Frequency::Monthly, "sum");
    assert_eq!((months.height(), &words(&months, "reason")[13..14]), (17, &["the value is missing".to_owned()][..]));
    // Aggregated first, transformed then: the reason of an incomplete year stays.
    let years = selection(&[&text], &[]).at(Frequency::Annual, Aggregate::Sum).unwrap();
    assert_case(&years, "pc1", None, &[Err(Reason::NoYearBefore), Err(Reason::Incomplete)]);
}

#[test]
fn of_days_and_weeks_as_many_are_needed_as_fred_asks_for() {
    let days = |last: u32| {
        let days = (1..=last).filter_map(|day| NaiveDate::from_ymd_opt(2021, 3, day));
        let weekdays = days.filter(|day| day.weekday().num_days_from_monday() < 5);
        let rows = weekdays.map(|day| format!("{day},{}\n", day.day())).collect::<String>();
        format!("date,value\n{rows}")
    };
    // The 17th working day of March 2021 was the 23rd.
    assert_near(&values(&aggregated(&days(22), Frequency::Monthly, "end")), &[None]);
    assert_near(&values(&aggregated(&days(23), Frequency::Monthly, "end")), &[Some(23.0)]);
    // Fridays; the 2nd of April belongs to April.
    let weeks = "date,value\n2021-03-12,1\n2021-03-19,2\n2021-03-26,3\n2021-04-02,4\n";
    assert_near(&values(&aggregated(weeks, Frequency::Monthly, "sum")), &[Some(6.0), None]);
}

#[test]
fn a_higher_frequency_is_refused() {
    let frame = || Observations::parse("x.csv", "year,x\n2020,1\n2021,2\n").unwrap().frame().clone().lazy();
    let error = |to| aggregate(frame(), to, Aggregate::Mean).err().unwrap();
    assert_eq!(error(Frequency::Monthly).to_string(), "x is annual; it cannot be made monthly");
    assert_eq!(error(Frequency::Weekly).to_string(), "series are not aggregated to 'W'");
}

#[test]
fn measures_are_read_and_slips_are_told() {
    for (text, message, help) in [
        ("share", "'share' does not say of what", "share:areas"),
        ("real", "'real' does not say by which deflator", "real:CPI"),
        ("cagr:2010", "'cagr' takes nothing behind a colon", "--from"),
        ("mean", "'mean' does not say over how many periods", "mean:3"),
        ("mean:1", "'mean:1' does not say over how many periods", "2 or more"),
        ("shrae:WLD", "there is no transformation 'shrae:WLD'", "is it 'share'?"),
        ("volume", "there is no transformation 'volume'", "real:DEFLATOR"),
        ("pc1:2010", "there is no transformation 'pc1:2010'", "is it 'pc1'?"),
        ("pc2", "there is no transformation 'pc2'", "is it 'pch'?"),
    ] {
        let error = text.parse::<Measure>().unwrap_err();
        assert_eq!(error.to_string(), message);
        assert!(error.help_text().unwrap().contains(help), "{text}: {:?}", error.help_text());
    }
    assert!("median".parse::<Aggregate>().is_err());
}

/// A made-up selection of three countries over six years, all above zero.
fn economies() -> impl Strategy<Value = Vec<f64>> {
    proptest::collection::vec(1.0_f64..1e6, 18)
}

fn text_of(values: &[f64]) -> String {
    let rows =
        values.iter().enumerate().map(|(i, value)| format!("{},{},{value}\n", ["A", "B", "C"][i / 6], 2000 + i % 6));
    format!("country,year,value\n{}", rows.collect::<String>())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn laws_of_measures(economies in economies(), constant in 1.0_f64..1e6) {
        let one = selection(&[&text_of(&economies)], &[]);
        let [index, multiple, shares, contributions] =
            ["index:2002", "multiple:2002", "share:areas", "contribution:areas"].map(|measure| of(&one, measure, None).0);
        let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * a.abs().max(b.abs()).max(1.0);
        // An index is a hundred times the multiple.
        prop_assert!(index.iter().zip(&multiple).all(|(a, b)| near(a.unwrap(), b.unwrap() * 100.0)));
        for year in 0..6 {
            let total = |year: usize| (0..3).map(|area| economies[area * 6 + year]).sum::<f64>();
            // Shares of all parts make the whole.
            prop_assert!(near((0..3).map(|area| shares[area * 6 + year].unwrap()).sum(), 100.0));
            // Contributions of all parts are the growth of the whole.
            if year > 0 {
                let growth = (total(year) / total(year - 1) - 1.0) * 100.0;
                let sum: f64 = (0..3).map(|area| contributions[area * 6 + year].unwrap()).sum();
                prop_assert!((sum - growth).abs() <= 1e-9 * growth.abs().max(100.0) * total(year) / total(year - 1).min(total(year)));
            }
        }
        // A constant is its own mean, over periods and over the parts of a longer one; its sum is so many times it.
        let quarters: String = (0..8).map(|i| format!("{}-Q{},{constant}\n", 2000 + i / 4, i % 4 + 1)).collect();
        let quarters = format!("quarter,value\n{quarters}");
        let mean = of(&selection(&[&quarters], &[]), "mean:3", None).0;
        prop_assert!(mean[2..].iter().all(|value| near(value.unwrap(), constant)));
        for (how, times) in [("mean", 1.0), ("end", 1.0), ("sum", 4.0)] {
            let years = values(&aggregated(&quarters, Frequency::Annual, how));
            prop_assert!(years.iter().all(|value| near(value.unwrap(), constant * times)));
        }
        // Deflated by itself a series stays at the value of the base period.
        let real = of(&one, "real:A", Some("2000")).0;
        prop_assert!(real[..6].iter().all(|value| near(value.unwrap(), economies[0])));
    }
}
