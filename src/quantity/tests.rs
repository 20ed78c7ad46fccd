//! Hand-worked cases and laws. The intervals follow from the table of hedges in docs/quantities.md.

use proptest::prelude::*;

use super::*;

fn read(text: &str) -> Quantity {
    Quantity::parse(text).unwrap_or_else(|error| panic!("{text}: {error}"))
}

/// Unit, hedge and stated interval of a measure that cannot be negative.
fn shown(text: &str) -> String {
    let quantity = read(text);
    format!("{} {} {}", quantity.stated(&Policy::default(), false), quantity.unit(), quantity.hedge())
}

#[track_caller]
fn assert_shown(cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| shown(text) != *expected)
        .map(|(text, expected)| format!("{text}: expected {expected}, got {}", shown(text)))
        .collect();
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn digits_are_right_to_half_a_unit_in_the_last_place() {
    assert_shown(&[
        ("1,234.5", "[1234.45, 1234.55] count exact"),
        ("1 234.5", "[1234.45, 1234.55] count exact"),
        ("1\u{202f}234.5", "[1234.45, 1234.55] count exact"),
        ("12,34,567", "[1234566.5, 1234567.5] count exact"),
        ("\u{2212}3.1 percent", "[-3.15, -3.05] percent exact"),
        ("-3.1 percent", "[-3.15, -3.05] percent exact"),
        ("1.030 trillion", "[1029500000000, 1030500000000] count exact"),
    ]);
}

#[test]
fn scale_words_move_the_last_printed_digit() {
    assert_shown(&[
        ("CNY 1.03 trillion", "[1025000000000, 1035000000000] CNY exact"),
        ("126 trillion yuan", "[125500000000000, 126500000000000] CNY exact"),
        ("USD 167 million", "[166500000, 167500000] USD exact"),
        ("$5bn", "[4500000000, 5500000000] USD exact"),
        ("US$3.2 trn", "[3150000000000, 3250000000000] USD exact"),
        ("€1.5m", "[1450000, 1550000] EUR exact"),
        ("£20 mn", "[19500000, 20500000] GBP exact"),
        ("Rs 2.5 lakh crore", "[2450000000000, 2550000000000] INR exact"),
        ("RMB 3 thousand", "[2500, 3500] CNY exact"),
        ("1.2 tn dollars", "[1150000000000, 1250000000000] USD exact"),
        ("5 hundred people", "[450, 550] people exact"),
        ("1.4 Mrd EUR", "[1350000000, 1450000000] EUR exact"),
        ("CNY 7.1 per USD", "[7.05, 7.15] CNY/USD exact"),
        ("exactly 12", "[12, 12] count exact"),
        ("5亿元", "[450000000, 550000000] CNY exact"),
        ("4,991 million patents", "[4990500000, 4991500000] patents exact"),
        ("770 million rural people", "[769500000, 770500000] people exact"),
    ]);
}

#[test]
fn every_hedge_bends_as_the_policy_says() {
    assert_shown(&[
        ("about 30 percent", "[28.5, 31.5] percent about"),
        ("about 3 percent", "[2.5, 3.5] percent about"),
        ("some 120 sub-sectors", "[114, 126] sub-sectors about"),
        ("almost CNY 40 trillion", "[36000000000000, 40000000000000) CNY almost"),
        ("nearly 30 percent", "[27, 30) percent almost"),
        ("just over 50 percent", "(50, 55] percent just_over"),
        ("slightly more than 50 percent", "(50, 55] percent just_over"),
        ("over CNY 41 trillion", "(41000000000000, inf) CNY over"),
        ("exceeded USD 10,000", "(10000, inf) USD over"),
        ("upwards of 5 percent", "(5, inf) percent over"),
        ("at least 5 percent", "[5, inf) percent at_least"),
        ("no less than 5 percent", "[5, inf) percent at_least"),
        ("40-plus percent", "[40, inf) percent at_least"),
        ("40+ countries", "[40, inf) countries at_least"),
        ("5 percent or more", "[5, inf) percent at_least"),
        ("less than 5 percent", "(0, 5) percent under"),
        ("at most 5 percent", "(0, 5] percent at_most"),
        ("no more than 5 percent", "(0, 5] percent at_most"),
        ("up to 5 percent", "(0, 5] percent up_to"),
        ("between 5 and 7 percent", "[4.5, 7.5] percent range"),
        ("5 to 7 percent", "[4.5, 7.5] percent range"),
        ("5\u{2013}7.0 percent", "[4.5, 7.05] percent range"),
        ("CNY 5-7 trillion", "[4500000000000, 7500000000000] CNY range"),
        ("-5 to 5 percent", "[-5.5, 5.5] percent range"),
        ("between -3.0 and -2.0 percent", "[-3.05, -1.95] percent range"),
        ("an order of magnitude", "[5, 20] times about"),
        ("more than an order of magnitude", "(10, inf) times over"),
    ]);
}

#[test]
fn number_words_are_multiples_and_parts() {
    assert_shown(&[
        ("doubled", "[1.8, 2.2] times exact"),
        ("more than tripled", "(3, inf) times over"),
        ("nearly doubled", "[1.8, 2) times almost"),
        ("about doubled", "[1.8, 2.2] times about"),
        ("tenfold", "[9, 11] times exact"),
        ("half", "[0.45, 0.55] times exact"),
        ("two-thirds", "[0.6, 0.7333333333333333] times exact"),
        ("a quarter", "[0.225, 0.275] times exact"),
        ("one in five", "[0.18, 0.22] times exact"),
        ("3 times", "[2.7, 3.3] times exact"),
        ("20 times", "[19.5, 20.5] times exact"),
        ("33.5 times", "[33.45, 33.55] times exact"),
        ("more than three times", "(3, inf) times over"),
        ("halved", "[0.45, 0.55] times exact"),
        ("more than halved", "(0, 0.5) times under"),
        ("almost halved", "(0.5, 0.55] times just_over"),
        ("rose by a third", "[30, 36.666666666666664] percent exact"),
        ("half a million people", "[450000, 550000] people exact"),
        ("a quarter of one percent", "[0.225, 0.275] percent exact"),
        ("half a percentage point", "[0.45, 0.55] percentage_points exact"),
    ]);
}

#[test]
fn ranks_durations_and_plain_counts_are_exact() {
    assert_shown(&[
        ("38th", "[38, 38] rank exact"),
        ("No. 1", "[1, 1] rank exact"),
        ("ranked second", "[2, 2] rank exact"),
        ("first", "[1, 1] rank exact"),
        ("second-largest", "[2, 2] rank exact"),
        ("12th position", "[12, 12] rank exact"),
        ("18 consecutive years", "[18, 18] years exact"),
        ("the seventh consecutive year", "[7, 7] years exact"),
        ("22 pilot zones", "[22, 22] pilot zones exact"),
        ("500 products", "[499.5, 500.5] products exact"),
        ("1.5 years", "[1.45, 1.55] years exact"),
    ]);
}

#[test]
fn rates_points_and_basis_points_keep_their_units() {
    assert_shown(&[
        ("11.8 high-value invention patents per 10,000 people", "[11.75, 11.85] per_10000_people exact"),
        ("11.8 per 10,000 people", "[11.75, 11.85] per_10000_people exact"),
        ("0.64 percentage points", "[0.635, 0.645] percentage_points exact"),
        ("0.6 pp", "[0.55, 0.65] percentage_points exact"),
        ("25 basis points", "[24.5, 25.5] basis_points exact"),
        ("minus 3 percent", "[-3.5, -2.5] percent exact"),
        ("3 per million people", "[2.5, 3.5] per_1000000_people exact"),
        ("17.2%", "[17.15, 17.25] percent exact"),
        ("17.2 per cent", "[17.15, 17.25] percent exact"),
    ]);
}

#[test]
fn a_fall_mirrors_a_rise_and_a_bare_rate_has_no_floor() {
    let signed = |text: &str| read(text).stated(&Policy::default(), true).to_string();
    assert_eq!(signed("less than 3 % down"), "(-3, 0]");
    assert_eq!(signed("up less than 3 %"), "[0, 3)");
    assert_eq!(signed("less than 3 %"), "(-inf, 3)");
    assert_eq!(signed("fell by more than 3 %"), "(-inf, -3)");
    assert_eq!(signed("fell to 3 %"), "[2.5, 3.5]");
    assert_eq!(signed("almost -3 %"), "(-3, -2.7]");
    assert_eq!(signed("about 0 %"), "[-0.5, 0.5]");
}

#[test]
fn times_after_a_verb_of_growth_may_mean_to_or_by() {
    let readings = |text: &str| {
        let quantity = read(text);
        quantity.readings().iter().map(|r| quantity.point(*r).unwrap().to_f64()).collect::<Vec<f64>>()
    };
    for text in ["surged 33.5 times", "33.5 times more", "33.5 times larger than", "increased by 33.5 times"] {
        assert_eq!(readings(text), [33.5, 34.5], "{text}");
    }
    for text in [
        "33.5 times",
        "grew to 33.5 times",
        "33.5 times that of India",
        "a 33.5-fold increase",
        "33.5 times as large as",
        "by a factor of 33.5",
    ] {
        assert_eq!(readings(text), [33.5], "{text}");
    }
    assert_eq!(readings("4 times less"), [0.25]);
}

#[test]
fn an_operand_lies_near_its_bound() {
    let operand = |text: &str| read(text).operand(&Policy::default(), false, Understanding::default()).to_string();
    assert_eq!(operand("over 41 trillion"), "(41000000000000, 45100000000000]");
    assert_eq!(operand("at least 10 percent"), "[10, 11]");
    assert_eq!(operand("under 10 percent"), "[9, 10)");
    assert_eq!(operand("almost 10 percent"), "[9, 10)");
}

#[test]
fn what_is_no_quantity_says_what_was_expected_and_where() {
    for text in [
        "",
        "   ",
        "fourty",
        "trillion of",
        "1,23",
        "1,5 percent",
        "1.5e6",
        "1.2.3",
        "almost",
        "more than about 5 percent",
        "5 percent nonsense here",
        "from 20 to 30 percent",
        "between 7 and 5 percent",
        "5 per some people",
        "12345678901234567890123456789012345678901",
        "٣ percent",
        "two dozen",
        "5 foo people",
        "5 percent of a percent",
        "exactly half",
        "5 gazillion people",
        "5 of the many words that follow a number in a sentence",
    ] {
        let error = Quantity::parse(text).expect_err(text);
        assert!(error.help_text().is_some(), "{text}: {error}");
    }
    let error = Quantity::parse("almost 40 % nonsense").unwrap_err();
    assert_eq!(error.to_string(), "'nonsense' is not understood in 'almost 40 % nonsense'");
    assert_eq!(error.span(), Some((12, 8)));
}

#[test]
fn what_is_exactly_so_is_so_in_its_own_words() {
    for text in
        ["exactly 120", "exactly 120 pilot zones", "exactly CNY 40 trillion", "exactly 17.5 percent", "exactly 3 times"]
    {
        let quantity = read(text);
        assert_eq!(quantity.to_string(), text);
        assert_eq!(read(&quantity.to_string()), quantity);
    }
}

#[test]
fn a_figure_takes_the_unit_of_its_indicator_or_is_refused() {
    let zones: Unit = "pilot zones".parse().unwrap();
    assert_eq!(read("22").in_unit(&zones).unwrap(), read("22 pilot zones"));
    let cny: Unit = "CNY".parse().unwrap();
    assert_eq!(read("¥5 trillion").unit().to_string(), "JPY");
    assert_eq!(read("¥5 trillion").in_unit(&cny).unwrap(), read("CNY 5 trillion"));
    assert!(read("JPY 5 trillion").in_unit(&cny).is_err());
    assert!(read("22 %").in_unit(&zones).is_err());
    assert!(read("15.3").in_unit(&Unit::Percent).is_err());
    assert_eq!(read("more than half").in_unit(&Unit::Percent).unwrap().point(Reading::Plain), Some(Exact::from(50)));
}

fn hedge_words() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        "about ",
        "almost ",
        "just over ",
        "more than ",
        "at least ",
        "less than ",
        "at most ",
        "up to ",
        "fell ",
        "rose by about ",
        "-",
    ])
}

fn unit_words() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "",
        " percent",
        " percentage points",
        " basis points",
        " times",
        " years",
        " people",
        " pilot zones",
        " per 10,000 people",
        " yuan",
        " EUR",
        " million tonnes",
        " trillion",
        " lakh crore",
        " bn dollars",
        "-fold",
        " times more",
    ])
}

fn printed_figures() -> impl Strategy<Value = String> {
    (hedge_words(), 0_u64..10_000_000, 0_usize..4, unit_words()).prop_map(|(hedge, digits, decimals, unit)| {
        let text = format!("{digits:05}");
        let (whole, part) = text.split_at(text.len() - decimals);
        let whole = whole.trim_start_matches('0');
        let whole = if whole.is_empty() { "0" } else { whole };
        let point = if decimals > 0 { "." } else { "" };
        format!("{hedge}{whole}{point}{part}{unit}")
    })
}

#[test]
fn joint_scales_print_as_they_are_read_and_a_second_number_is_no_noun() {
    for (text, value) in [("CNY 3 hundred billion", 3e11), ("3 lakh crore", 3e12), ("3 hundred trillion", 3e14)] {
        let quantity = Quantity::parse(text).unwrap();
        assert!((quantity.point(quantity.readings()[0]).unwrap().to_f64() / value - 1.0).abs() < 1e-12, "{text}");
        assert_eq!(Quantity::parse(&quantity.to_string()).unwrap(), quantity, "{quantity}");
    }
    for text in ["one+ third", "7 trillion five", "5 seven"] {
        assert!(Quantity::parse(text).is_err(), "{text}");
    }
    // As many quarters as make more than a whole are quarters of a year.
    assert_eq!(Quantity::parse("6 quarters").unwrap().unit().to_string(), "quarters");
}

proptest! {
    #[test]
    fn printing_and_parsing_come_back_to_the_same_quantity(text in printed_figures()) {
        if let Ok(quantity) = Quantity::parse(&text) {
            prop_assert_eq!(Quantity::parse(&quantity.to_string()).unwrap(), quantity);
        }
    }

    #[test]
    fn a_range_prints_and_parses_back(low in -500_i32..500, width in 0_i32..500, hedge in prop::sample::select(vec!["", "about "]), unit in unit_words()) {
        let text = format!("{hedge}{low} to {}{unit}", low + width);
        if let Ok(quantity) = Quantity::parse(&text) {
            prop_assert_eq!(Quantity::parse(&quantity.to_string()).map_err(|e| e.to_string()), Ok(quantity.clone()), "{}", quantity);
            let stated = quantity.stated(&Policy::default(), true);
            prop_assert!(stated.low.to_f64() <= stated.high.to_f64());
        }
    }

    #[test]
    fn the_point_lies_in_the_closed_hull_of_every_interval(text in printed_figures(), signed: bool) {
        if let Ok(quantity) = Quantity::parse(&text) {
            for reading in quantity.readings() {
                let how = Understanding { reading: *reading, ..Understanding::default() };
                let point = quantity.point(*reading).unwrap();
                let policy = Policy::default();
                for interval in [quantity.stated_as(&policy, signed, how), quantity.operand(&policy, signed, how), quantity.rounding(&policy, how)] {
                    prop_assert!(interval.closed_hull_contains(&point), "{} {:?}", interval, point);
                    prop_assert!(interval.meets(&interval), "{} is empty", interval);
                }
            }
        }
    }

    #[test]
    fn scale_and_currency_words_change_nothing_but_factor_and_unit(digits in 1_u32..100_000, hedge in hedge_words()) {
        let words = [("thousand", 3), ("lakh", 5), ("million", 6), ("crore", 7), ("billion", 9), ("trillion", 12)];
        let plain = read(&format!("{hedge}EUR {digits}"));
        for (word, power) in words {
            let scaled = read(&format!("{hedge}{digits} {word} yen"));
            let factor = Exact::power_of_ten(power);
            prop_assert_eq!(scaled.stated(&Policy::default(), true), plain.stated(&Policy::default(), true).scaled(&factor));
            prop_assert_eq!(scaled.hedge(), plain.hedge());
            prop_assert_eq!(scaled.unit().to_string(), "JPY");
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,40}") {
        let _ = Quantity::parse(&text);
    }

    #[test]
    fn no_mix_of_known_words_makes_the_parser_panic(
        words in prop::collection::vec(prop::sample::select(vec![
            "a", "one", "third", "in", "five", "fell", "to", "by", "almost", "between", "and", "7", "40", "%", "-", "trillion", "CNY", "times", "per",
            "10,000", "people", "more", "or", "half", "order", "of", "magnitude", "38th", "ranked", "years", "+", "fold", "US", "$", "twenty", "hundred",
        ]), 0..8)
    ) {
        if let Ok(quantity) = Quantity::parse(&words.join(" ")) {
            let _ = quantity.stated(&Policy::default(), true);
            prop_assert_eq!(Quantity::parse(&quantity.to_string()).map_err(|e| e.to_string()), Ok(quantity));
        }
    }
}
