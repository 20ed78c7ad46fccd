//! Sentences and the periods of their figures, worked by hand; "-" is none.

/// The periods of the figures of a text, in order.
fn periods(text: &str) -> String {
    let found = crate::extract::extract(text);
    let periods =
        found.figures.iter().map(|figure| figure.period.map_or_else(|| "-".to_owned(), |period| period.to_string()));
    periods.collect::<Vec<_>>().join(" ")
}

fn all(cases: &[(&str, &str)]) {
    for (text, expected) in cases {
        assert_eq!(periods(text), *expected, "{text}");
    }
}

#[test]
fn values_are_of_the_periods_that_stand_by_them() {
    all(&[
        ("Output was 5 million in 2014 and 6 million in 2019.", "2014 2019"),
        ("Exports in the year 2023 amounted to $40 billion; imports, to $35 billion.", "2023 2023"),
        ("Exports were 10, 12 and 15 million tonnes in 2021, 2022 and 2023 respectively.", "2021 2022 2023"),
        ("Sales were £4m in the April-June quarter of 2024, and costs £3m.", "2024-Q2 2024-Q2"),
        ("Banks cut the rate to 5.75 percent from 5.875 percent in September 2024.", "2024-09 2024-08"),
        ("It went from $10.9 billion in 2018 to $33.8 billion in 2022.", "2018 2022"),
        (
            "Since 2010, outlays have risen by 107 percent, from €232 million to €481 million in 2020.",
            "2010/2020 2010 2020",
        ),
        ("That was below the record 19.1 million who came in 2019.", "2019"),
        ("For 23 years, from 1952 until 1975, it was the largest market.", "1952/1975"),
        ("Its 2024 revenue of $212 million was above the $198 million of 2023.", "2024 2023"),
        (
            "The deficit narrowed from 5 percent of GDP in 2020 to 3 percent in 2022 and 2 percent in 2023.",
            "2020 2022 2023",
        ),
    ]);
}

#[test]
fn a_value_in_brackets_of_another_year_does_not_date_what_stands_before() {
    all(&[
        ("Revenue was €4 million (2022: €3 million).", "2023 2022"),
        ("Profit fell to £4m (a year earlier: £6m) in July-September 2024.", "2024-Q3 2023-Q3"),
        ("Exports rose 25% to 15 million tonnes in 2023 (2022: 12 million tonnes).", "2023 2023 2022"),
        (
            "Total assets amounted to €4 billion as at 30 June 2024 (31 December 2023: €3 billion).",
            "2024-06-30 2023-12-31",
        ),
        ("Revenue for the year ended 31 March 2024 was £4m (2023: £3m).", "FY2023-24 FY2022-23"),
    ]);
}

#[test]
fn what_is_compared_with_is_no_time_of_the_values() {
    all(&[
        ("Exports were 15 million tonnes in 2023, twice the 7.5 million tonnes of 2010.", "2023 2010"),
        ("Exports of 15 million tonnes in 2023 compare with 12 million a year before.", "2023 2022"),
        ("Output, at 40 million tonnes in 2023, was below the 42 million tonnes of the previous year.", "2023 2022"),
        ("Sales of $4 million were 5% ahead of 2022.", "2023 2023"),
        ("Of the 40 million tonnes mined in 2023, Chile yielded 12 million.", "2023 2023"),
        ("The network has grown by 46% since 2021, when it counted 1,040 shops.", "2021/.. 2021"),
    ]);
}

#[test]
fn words_point_to_the_time_before_or_after() {
    all(&[
        (
            "The rate was 7.7% in Q4 2023, from 8.6% in the previous quarter and 8.0% a year earlier.",
            "2023-Q4 2023-Q3 2022-Q4",
        ),
        ("In 2019 it had 52,000 inhabitants. Three years earlier it had 40,000.", "2019 2016"),
        ("Sales were $4 million in May 2023. 2147483647 quarters earlier they were $3 million.", "2023-05 2023-05"),
        ("In 2010 the town had 40,000 inhabitants; a decade later it had 52,000.", "2010 2020"),
        ("The number of shops rose from 1,200 at the end of 2022 to 1,300 a year later.", "2022 2023"),
        ("Debt was $40 billion in June 2024. A year before, the stock had been $38 billion.", "2024-06 2023-06"),
        ("Deposits were €40 billion in 2023. Twelve months earlier they had totalled €38 billion.", "2023 2022"),
        (
            "Backlog was $9 billion on September 30, 2024, above the $8 billion reported three months before.",
            "2024-09-30 2024-06-30",
        ),
        ("GDP was $2 trillion in 2020. At the end of that year debt stood at $1 trillion.", "2020 2020"),
        (
            "Exports were $10 billion in 2015 and $16 billion in 2022. By then imports had reached $9 billion.",
            "2015 2022 2022",
        ),
        ("Exports fell 3 percent last year, the office said on 12 January 2024.", "2023"),
    ]);
}

#[test]
fn parts_of_a_year_take_the_year_that_is_told_of() {
    all(&[
        (
            "Sales were $4 million in the second quarter of 2023, compared with $3 million in the first quarter.",
            "2023-Q2 2023-Q1",
        ),
        ("Unemployment fell to 5.2 percent in March 2024 from 5.4 percent in December.", "2024-03 2023-12"),
        ("Exports were $40 million in 2023. On December 31 the firm had 400 employees.", "2023 2023-12-31"),
        ("The rate was 3.1 percent in December 2023 and 3.4 percent in January.", "2023-12 2024-01"),
        ("In March, exports were $40 billion, 3 percent more than in March 2023.", "2024-03 2024-03"),
        ("H1 revenue was 17% up on the €3 million of H1 2022.", "2023-S1 2022-S1"),
        ("Third-quarter profit rose to €5 million from €4 million in the same period of 2023.", "2024-Q3 2023-Q3"),
        (
            "Borrowing was £8bn in the first half of 2023, against £6bn in the same six months of 2022.",
            "2023-S1 2022-S1",
        ),
    ]);
}

#[test]
fn months_and_years_run_to_their_end() {
    all(&[
        ("In the first nine months of 2023 exports were $50 billion.", "2023-01/2023-09"),
        ("In the first six months of 2023 exports were $50 billion.", "2023-S1"),
        ("In January–March 2024 exports were $50 billion.", "2024-Q1"),
        ("From January to May 2024 exports rose 6.1 percent.", "2024-01/2024-05"),
        ("Cement sales during January-June 2024 were 4 million tonnes.", "2024-S1"),
        ("Net income for the three months ended September 30, 2023 was $4 million.", "2023-Q3"),
        (
            "In the half-year to 31 December 2023 revenue was $4 million, against $3 million in the previous corresponding period.",
            "2023-S2 2022-S2",
        ),
        ("Households spent $1,598 a week in the year to June 2023.", "FY2022-23"),
        ("In the 12 months to March 2024 prices rose by 3.2 percent.", "2024-03"),
        ("Over the five years to 2022, output rose by 12 percent.", "2017/2022"),
        ("Between mid-2011 and mid-2019 the population rose from 12 million to 15 million.", "2011 2019"),
        ("In FY2023-24 receipts were ₹4 crore, up from ₹3 crore in the previous year.", "FY2023-24 FY2022-23"),
    ]);
}

#[test]
fn a_step_s_change_is_of_its_later_end_and_a_longer_one_of_its_span() {
    all(&[
        ("Exports rose by 10% from $40 billion in April 2023 to $44 billion in April 2024.", "2024-04 2023-04 2024-04"),
        ("Output rose by 12 percent between 2021 and 2022.", "2022"),
        (
            "Loans grew by 8% to $27 billion on 31 March 2024, from $25 billion a year earlier.",
            "2024-03-31 2024-03-31 2023-03-31",
        ),
        ("There were 34 million visitors in 2023, 39 percent down on 2019.", "2023 2019/2023"),
        ("Revenues for the first nine months of 2024 rose from $3.4 billion.", "2023-01/2023-09"),
        (
            "Stocks fell to 5 tonnes in August 2024. Production, which as a rule peaks in October, came to 7 tonnes.",
            "2024-08 2024-08",
        ),
        ("In 2024 it sold 5 cars. In the first seven months it made 4.5 million tonnes.", "2024 2024-01/2024-07"),
        ("Output rose by 12 percent from 2017 to 2022.", "2017/2022"),
        ("In 2023, exports were 40 percent higher than in 2015.", "2015/2023"),
        ("Exports have grown by 40 percent since 2015, to $50 billion in 2023.", "2015/2023 2023"),
    ]);
}

#[test]
fn where_a_change_starts_is_as_far_back_as_the_text_compares() {
    all(&[
        ("In 2023 the number of shops rose from 1,200 to 1,300.", "2022 2023"),
        ("In April 2024 exports rose from $1.2 billion to $1.3 billion.", "2024-03 2024-04"),
        ("In April 2024 exports rose year on year from $1.2 billion to $1.3 billion.", "2023-04 2024-04"),
        (
            "Sales were $8 million in Q2 2024, up from $7 million in Q2 2023. Costs fell to $3 million from $4 million.",
            "2024-Q2 2023-Q2 2024-Q2 2023-Q2",
        ),
        (
            "Exports rose from $10 billion in 2015 to $16 billion in 2022. Over the same period imports rose from $8 billion to $9 billion.",
            "2015 2022 2015 2022",
        ),
        (
            "In 2012 there were 98 million poor; in 2019, 5 million. Their share dropped by 9 percentage points.",
            "2012 2019 2012/2019",
        ),
    ]);
}

#[test]
fn the_text_goes_on_and_not_back() {
    all(&[
        (
            "Hunger affected 733 million people in 2023. In 2019 it had been 583 million. Of all adults, 30 percent went hungry.",
            "2023 2019 2023",
        ),
        ("The fund had $40 billion in 2022. It was founded in 1990 and held shares in 8,740 companies.", "2022 2022"),
        ("Exports are expected to reach $60 billion by 2030, from $50 billion in 2023.", "2030 2023"),
        ("At 2015 prices output was $40 billion in 2023.", "2023"),
        ("The tax brought the Exchequer €23 billion in 2023. Ten firms paid €12 billion.", "2023 2023"),
        (
            "Sales in 2023 were £4 million. It paid a dividend of 9p, payable on 2 August 2024. Costs came to £3 million.",
            "2023 2023 2023",
        ),
        ("The board met on 3 May 2024 and spent $4 million, under Proclamation No. 1097/2018.", "2024-05-03"),
        ("Inflation was 4.4 percent in 2023. The target range is 3 to 5 percent.", "2023 -"),
        // What is told in the present and related to nothing is of no year.
        ("Output was 5 million tonnes in 2023. The port has 12 berths. Some 4,000 people depend on it.", "2023 - -"),
        ("In 2023 our sales were $5 million. We have 12 plants.", "2023 2023"),
    ]);
}

#[test]
fn parts_of_years_and_runs_of_months_are_named_in_many_ways() {
    all(&[
        ("In 2023 sales were $40 million. In the final quarter they came to $12 million.", "2023 2023-Q4"),
        ("Employment rose to 1.2 million in the December 2023 quarter.", "2023-Q4"),
        ("Prices rose by 1.2 percent in the March quarter of 2023.", "2023-Q1"),
        ("Revenue for the half year ended 31 December 2023 was $40 million.", "2023-S2"),
        ("Revenue for the nine months ended 30 September 2023 was $40 million.", "2023-01/2023-09"),
        ("Unemployment was 4.0 percent in the three months to May 2023.", "2023-03/2023-05"),
        (
            "In the first nine months of 2019 exports were $40 billion, against $38 billion in the same period of 2018.",
            "2019-01/2019-09 2018-01/2018-09",
        ),
        ("In the year to May 2023 output rose by 4 percent.", "2023-05"),
        ("Outlays for the fiscal year that ended in June 2013 were $31.4 billion.", "FY2012-13"),
        (
            "Visitors numbered 3 million in March 2024. Their spending in January–March is put at $40 million.",
            "2024-03 2024-Q1",
        ),
        (
            "In the fourth quarter of 2023 output rose 0.1 percent. For the year as a whole it rose by 0.6 percent.",
            "2023-Q4 2023",
        ),
        ("In FY2022 Japan's budget was 107 trillion yen.", "FY2022-23"),
        ("In FY2022 India's budget was 39 trillion rupees.", "FY2021-22"),
    ]);
}

#[test]
fn more_than_one_time_may_be_compared_with() {
    all(&[
        (
            "Employment stood at 46.2 million in 2023, compared with 44.6 million in 2022 and 45.1 million in 2019.",
            "2023 2022 2019",
        ),
        ("Emissions were 46 percent lower in 2023 than in 1990.", "1990/2023"),
        ("Wages in 2020 were 3.5 times as high as in 1990.", "1990/2020"),
        (
            "Net debt was $642 million at 30 June 2024, from $705 million twelve months earlier.",
            "2024-06-30 2023-06-30",
        ),
        ("The town had 4,000 residents in 1950. Half a century later it had 12,000.", "1950 2000"),
        ("Loans grew by 4.1 percent in 2023, the smallest increase since 2014.", "2023"),
        (
            "Some 3.7 million have it, three times the 1.2 million of 2013. In 2023 it cost $4 million.",
            "2023 2013 2023",
        ),
    ]);
}

#[test]
fn accounts_date_their_values_in_their_own_ways() {
    all(&[
        ("In the third quarter of 2023 net sales were SEK 4,312 M (3,993).", "2023-Q3 2022-Q3"),
        (
            "In fiscal 2021 (ended March 31, 2022) capacity was 14,000 wafers; in fiscal 2023 it was 29,500.",
            "FY2021-22 FY2023-24",
        ),
        (
            "Sales for the first nine months of 2023 were $10 million. Profit rose to $1.3 million from $1.1 million.",
            "2023-01/2023-09 2023-01/2023-09 2022-01/2022-09",
        ),
        ("From €6.20 billion in 2015, it reached €10.60 billion in 2023.", "2015 2023"),
        (
            "It paid Sh4 billion for 2024. Deposits were Sh62 billion at the end of that year, up from Sh57 billion at the close of 2023.",
            "2024 2024 2023",
        ),
        ("Sh656 billion was set aside for schools in the 2024/25 budget.", "FY2024-25"),
        ("In 2013 sales were £4 million. Twelve months on, they were £5 million.", "2013 2014"),
        ("The ratio was 0.42 as at 31st March, 2024.", "2024-03-31"),
        ("It paid Sh4 million for the year that ended in June 2023.", "FY2022-23"),
        ("Departures came to 79,900 in the June 2023 year.", "FY2022-23"),
    ]);
}
