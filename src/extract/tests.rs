//! What stands in a sentence, worked by hand.

use super::{Confidence, Extraction, Kind, extract};
use crate::check::Verdict;
use crate::quantity::Reading;

/// The figures of a text as "printed words = value unit, hedge".
fn figures(text: &str) -> Vec<String> {
    extract(text)
        .figures
        .iter()
        .map(|figure| {
            let quantity = &figure.quantity;
            let value =
                quantity.point(Reading::Plain).map_or_else(|| "range".to_owned(), |point| point.to_f64().to_string());
            format!("{} = {value} {}, {}", &text[figure.span.clone()], quantity.unit(), quantity.hedge().name())
        })
        .collect()
}

/// The claims of a text as "kind: operands | stated | verdict".
fn claims(text: &str) -> Vec<String> {
    let Extraction { figures, claims, .. } = extract(text);
    claims
        .iter()
        .map(|claim| {
            let operands: Vec<&str> =
                claim.figures.iter().map(|operand| &text[figures[*operand].span.clone()]).collect();
            format!(
                "{}: {} | {} | {}",
                claim.kind.name(),
                operands.join(", "),
                &text[claim.stated_span.clone()],
                claim.verdict.name()
            )
        })
        .collect()
}

#[track_caller]
fn has(found: &[String], expected: &[&str], text: &str) {
    assert_eq!(found, expected, "{text}");
}

#[test]
fn units_scales_and_currencies_are_those_that_stand_around_a_number() {
    for (text, expected) in [
        ("Exports were £45.8 billion.", vec!["£45.8 billion = 45800000000 GBP, exact"]),
        ("Exports were 45.8 billion euros.", vec!["45.8 billion euros = 45800000000 EUR, exact"]),
        ("Outlays came to Rs 1.87 lakh crore.", vec!["Rs 1.87 lakh crore = 1870000000000 INR, exact"]),
        ("Sales reached US$3.2bn.", vec!["US$3.2bn = 3200000000 USD, exact"]),
        ("Turnover came to CHF 1'176 million.", vec!["CHF 1'176 million = 1176000000 CHF, exact"]),
        (
            "Inflation was 5,3% and the rate 2,6 percent.",
            vec!["5,3% = 5.3 percent, exact", "2,6 percent = 2.6 percent, exact"],
        ),
        ("The rate fell by 25 basis points.", vec!["25 basis points = 25 basis_points, exact"]),
        ("The rate fell by .25 percentage points.", vec![".25 percentage points = 0.25 percentage_points, exact"]),
        (
            "The rate went from 0.86 to 0.95 per cent.",
            vec!["0.86 = 0.86 percent, exact", "0.95 per cent = 0.95 percent, exact"],
        ),
        ("Revenues - £160m - will be paid.", vec!["£160m = 160000000 GBP, exact"]),
        (
            "Sales of 2.9m teu were 3% higher than 2.8m teu.",
            vec!["2.9m teu = 2900000 teu, exact", "3% = 3 percent, exact", "2.8m teu = 2800000 teu, exact"],
        ),
        (
            "Costs went up to £98m. A year ago they were £91m.",
            vec!["£98m = 98000000 GBP, exact", "£91m = 91000000 GBP, exact"],
        ),
        ("The dividend is 18.4 cent, after €0.17.", vec!["18.4 cent = 0.184 EUR, exact", "€0.17 = 0.17 EUR, exact"]),
        ("They run 1,240 new stores.", vec!["1,240 new stores = 1240 stores, exact"]),
        ("There were 1.3 million people.", vec!["1.3 million people = 1300000 people, exact"]),
        ("Output rose 17-fold.", vec!["17-fold = 17 times, exact"]),
        ("It was 38th in the world, up from 45th.", vec!["38th = 38 rank, exact", "45th = 45 rank, exact"]),
        ("It led for 18 consecutive years.", vec!["18 consecutive years = 18 years, exact"]),
        ("The balance was −0.3% of GDP.", vec!["−0.3% = -0.3 percent, exact"]),
    ] {
        has(&figures(text), &expected, text);
    }
}

#[test]
fn money_is_told_by_the_signs_of_many_countries() {
    for (text, expected) in [
        ("It paid PhP 489,720.", "PhP 489,720 = 489720 PHP, exact"),
        ("Manila spent P1.2 billion.", "P1.2 billion = 1200000000 PHP, exact"),
        ("It paid GH¢12.2 billion.", "GH¢12.2 billion = 12200000000 GHS, exact"),
        ("It paid CFAF 9.7 billion.", "CFAF 9.7 billion = 9700000000 XOF, exact"),
        ("It paid 3.2 billion CFA francs.", "3.2 billion CFA francs = 3200000000 XOF, exact"),
        ("It paid N$3.4 billion.", "N$3.4 billion = 3400000000 NAD, exact"),
        ("It paid S/ 12.4 million.", "S/ 12.4 million = 12400000 PEN, exact"),
        ("It paid Dh1.2 billion.", "Dh1.2 billion = 1200000000 AED, exact"),
        ("It paid 12.4 billion lei.", "12.4 billion lei = 12400000000 RON, exact"),
        ("It paid 5.7 billion U.S. dollars.", "5.7 billion U.S. dollars = 5700000000 USD, exact"),
        ("It paid Rs 168,47,455 crore.", "Rs 168,47,455 crore = 168474550000000 INR, exact"),
        // Pesos of no country that is named, and pounds of a weight, are no money.
        ("It paid 30 billion pesos.", "30 billion pesos = 30000000000 unnamed pesos, exact"),
        ("It mined 413 million pounds of copper.", "413 million pounds = 413000000 lb, exact"),
    ] {
        has(&figures(text), &[expected], text);
    }
}

#[test]
fn a_bare_count_is_of_what_its_clause_or_the_figure_beside_it_counts() {
    for (text, expected) in [
        ("Passengers at the airport numbered 25.87 million.", vec!["25.87 million = 25870000 passengers, exact"]),
        (
            "Planning applications dropped from 410,000 to 358,000.",
            vec!["410,000 = 410000 planning applications, exact", "358,000 = 358000 planning applications, exact"],
        ),
        (
            "The number of employed persons rose by 22,000, and the workforce grew to 2,960.",
            vec!["22,000 = 22000 people, exact", "2,960 = 2960 people, exact"],
        ),
        (
            "In 2022 there were 48,344 farms, 31% fewer than the 70,537 of 2000.",
            vec!["48,344 farms = 48344 farms, exact", "31% = 31 percent, exact", "70,537 = 70537 farms, exact"],
        ),
        // Amounts and rates count nothing.
        ("Reserves rose to 3,250 from 3,100.", vec!["3,250 = 3250 count, exact", "3,100 = 3100 count, exact"]),
    ] {
        has(&figures(text), &expected, text);
    }
}

#[test]
fn a_list_or_a_movement_shares_its_unit() {
    for (text, expected) in [
        (
            "Growth was 5.2, 4.8 and 3.0 percent.",
            vec!["5.2 = 5.2 percent, exact", "4.8 = 4.8 percent, exact", "3.0 percent = 3 percent, exact"],
        ),
        (
            "The share rose from 20 percent to nearly 30 percent.",
            vec!["20 percent = 20 percent, exact", "30 percent = 30 percent, almost"],
        ),
        ("The share rose from 20 to 30 percent.", vec!["20 = 20 percent, exact", "30 percent = 30 percent, exact"]),
        (
            "Sales rose from £40 to £44 billion.",
            vec!["£40 = 40000000000 GBP, exact", "£44 billion = 44000000000 GBP, exact"],
        ),
        ("Growth of 2 to 3 percent is expected.", vec!["2 to 3 percent = range percent, range"]),
        ("It lies between 15% and 30%.", vec!["15% and 30% = range percent, range"]),
        (
            "It flew 12 million passengers, up from 10 million.",
            vec!["12 million passengers = 12000000 passengers, exact", "10 million = 10000000 passengers, exact"],
        ),
    ] {
        has(&figures(text), &expected, text);
    }
}

#[test]
fn hedges_bend_the_number_that_they_stand_at() {
    for (text, hedge) in [
        ("GDP was almost CNY 40 trillion.", "almost"),
        ("Some 120 branches closed.", "about"),
        ("It cost more than £3 billion.", "over"),
        ("At least 12,400 jobs went.", "at_least"),
        ("Prices rose by no more than 4.1 percent.", "at_most"),
        ("Wages fell by up to 3.5 percent.", "up_to"),
        ("Rates edged up to 2.4% from 2.3%.", "exact"),
        ("Inflation was 4.4%, above the 3.0% target.", "exact"),
        ("The yield was just over 7.1 percent.", "just_over"),
        ("Labour wants 494,000 naira or more.", "at_least"),
    ] {
        let found = extract(text);
        assert_eq!(found.figures.first().map(|figure| figure.quantity.hedge().name()), Some(hedge), "{text}");
    }
}

#[test]
fn what_only_names_or_dates_is_no_figure() {
    for (kind, texts) in [
        (
            "years and dates",
            ["It began in 1978 and ended on 12 March 2024.", "The 2008 crisis, the 1990s and FY2023-24 were hard."],
        ),
        ("times", ["The session opened at 9:30 and closed at 5 p.m.", "Released at 14.30 GMT on 2024-03-12."]),
        (
            "notes and citations",
            ["So it was, as others found [12, 14].", "See Smith (2019, p. 33), vol. 41, no. 2, pp. 112–134."],
        ),
        (
            "sections and tables",
            ["See Section 5, Table 3 and Figures 2.1 to 2.4.", "Chapter 2 and Annex 4 explain Equation (3.7)."],
        ),
        (
            "laws",
            [
                "Article 12(3) of Directive 2014/65/EU applies.",
                "Law No. 8.213 of 1991 was amended by Decree-Law 2,848/1940.",
            ],
        ),
        (
            "telephones and addresses",
            ["Call +44 20 7946 0958 or (202) 555-0143.", "The office at 14 Rue de la Paix, 75002 Paris, is closed."],
        ),
        (
            "versions and codes",
            [
                "Python 3.12 and version 2.3.1 run on Windows 11.",
                "ISBN 978-0-14-044913-6 and doi:10.1038/nature12373 are listed.",
            ],
        ),
        (
            "names",
            [
                "The G7, COVID-19, 5G, the S&P 500 and COP28 were discussed.",
                "A Boeing 737-800 and Route 66 are American.",
            ],
        ),
        (
            "groups and ages",
            ["The top 10 percent and the richest 1% gained.", "Persons aged 15 to 24 and people over 65 were asked."],
        ),
        (
            "spans of time",
            [
                "Over the past 20 years, within 12 months and 30 days, little changed.",
                "A 10-year bond and a 20-year plan were issued.",
            ],
        ),
        (
            "ordinals",
            [
                "The 21st century, the 19th Congress and the 50th anniversary were marked.",
                "On the 12th of May the third item was called.",
            ],
        ),
        ("scores", ["The side won 3-1 and drew 2–2.", "The vote was 5-4."]),
        ("votes and goals", ["The motion fell by 188 to 171.", "The side lost by 3 goals to 1."]),
        ("firms and devices", ["3M raised its prices.", "It runs on macOS 14.2 at 1080p."]),
        ("crowds", ["The 99 per cent marched on Wall Street.", "The 1% fear the 99%."]),
        ("titles and stage names", ["We saw 12 Angry Men at the cinema.", "The rapper 50 Cent sang."]),
        ("hours and places", ["Office hours are from 9 to 5.", "It was found close to 51°30′N 0°7′W."]),
        ("school and racing", ["Pupils in Year 6 sit tests.", "The Formula 2 cars ran before them."]),
        ("votes in words", ["The Chamber rejected it by 129 votes to 125.", "The firm turned one hundred in 2021."]),
        ("streets and squadrons", ["She grew up at 221 Gandhi Road.", "The 617 Squadron flies from Lossiemouth."]),
        ("lemmas and scales", ["Lemma 2.4 holds.", "The Gini index runs from 0 to 1."]),
        ("clocks and plays", ["He was released at 4.14 in the afternoon.", "The company revives Twelve Angry Men."]),
        ("columns and models", ["Columns 4 and 5 use the index.", "Models 1 and 2 use weights."]),
        ("names", ["Flight BA 287 departs from Terminal 5.", "Fortune 500 companies and COVID-19 patients met."]),
        ("races", ["Bolt took the 100 metres final.", "Farah won the 10,000 metres."]),
        ("idioms", ["A thousand thanks! You are one in a million.", "H-hour was 0630, and we were 100% sure."]),
        (
            "banknotes and bases",
            ["The $100 bill and the €50 note were redesigned.", "Per 10,000 inhabitants, every tenth was counted."],
        ),
        (
            "small words",
            ["Two of the three reasons hold for one country.", "Five ministers met their seven colleagues."],
        ),
    ] {
        for text in texts {
            has(&figures(text), &[], &format!("{kind}: {text}"));
        }
    }
}

#[test]
fn marks_of_notes_glued_to_numbers_and_words_are_left_out() {
    for (text, expected) in [
        ("R&D came to 2.55 percent,18 a record.", vec!["2.55 percent = 2.55 percent, exact"]),
        ("GDP was CNY 126 trillion in 2023⁶ and grew.", vec!["CNY 126 trillion = 126000000000000 CNY, exact"]),
        ("Reserves were USD 3.2 trillion.9 They grew.", vec!["USD 3.2 trillion = 3200000000000 USD, exact"]),
        ("It was 4.5 percent in 2023.6 China grew.", vec!["4.5 percent = 4.5 percent, exact"]),
    ] {
        has(&figures(text), &expected, text);
    }
}

#[test]
fn each_kind_of_claim_is_tied_to_its_operands() {
    for (text, expected) in [
        (
            "GDP more than tripled from CNY 40 trillion to CNY 126 trillion.",
            "ratio: CNY 40 trillion, CNY 126 trillion | more than tripled | consistent",
        ),
        ("Sales halved, from 40 million to 20 million.", "ratio: 40 million, 20 million | halved | consistent"),
        (
            "Exports rose by 14.5% to £45.8 billion, from £40 billion.",
            "percent_change: £40 billion, £45.8 billion | 14.5% | consistent",
        ),
        (
            "At £45.8 billion, exports were 14.5% higher than the £40 billion of the year before.",
            "percent_change: £40 billion, £45.8 billion | 14.5% | consistent",
        ),
        (
            "The rate fell by 0.4 percentage points, from 5.2 to 4.8 percent.",
            "point_change: 5.2, 4.8 percent | 0.4 percentage points | consistent",
        ),
        (
            "GDP grew 9.2 percent a year on average, from 40 trillion in 2010 to 126 trillion in 2023.",
            "average_growth: 40 trillion, 126 trillion | 9.2 percent | consistent",
        ),
        (
            "Aid came to $223.7 billion, of which $20.1 billion, or 9%, was for Ukraine.",
            "share: $20.1 billion, $223.7 billion | 9% | consistent",
        ),
        (
            "Some 98,400 of the 214,000 people, or 46 percent, found work.",
            "share: 98,400, 214,000 people | 46 percent | consistent",
        ),
        (
            "Profit rose by £4 billion, from £40 billion to £44 billion.",
            "difference: £40 billion, £44 billion | £4 billion | consistent",
        ),
        (
            "Exports were €10 billion and imports €7 billion, a surplus of €3 billion.",
            "difference: €7 billion, €10 billion | €3 billion | consistent",
        ),
        (
            "Output was 40 million tonnes, twice the 20 million tonnes of Spain.",
            "comparison: 40 million tonnes, 20 million tonnes | twice | consistent",
        ),
        (
            "The tariff is 7.4 percent, lower than the 9.8 percent promised.",
            "comparison: 7.4 percent, 9.8 percent |  | consistent",
        ),
        (
            "It was the largest for 18 consecutive years, from 2006 to 2023.",
            "duration:  | 18 consecutive years | consistent",
        ),
        ("During the 42 years from 1978 to 2018 it grew.", "duration:  | 42 years | inconsistent"),
        ("It climbed 22 places, from 34th to 12th.", "rank_change: 34th, 12th | 22 places | consistent"),
        (
            "Crops brought $27.6 billion, livestock $17.1 billion and aid $2.5 billion, a total of $47.2 billion.",
            "sum: $27.6 billion, $17.1 billion, $2.5 billion | $47.2 billion | consistent",
        ),
        ("Use rose from 3 million to 5 million.", "ratio: 3 million, 5 million |  | consistent"),
    ] {
        has(&claims(text), &[expected], text);
    }
}

#[test]
fn slips_are_called_inconsistent_with_the_rule_that_explains_them() {
    for (text, rule) in [
        ("Exports rose by 41.5% to £45.8 billion, from £40 billion.", "digit-slip"),
        ("The share rose by 2%, from 5% to 7%.", "percent-or-points"),
        ("Aid came to $223.7 billion, of which $20.1 million, or 9%, was for Ukraine.", "scale-slip"),
        ("GDP grew 8.4 percent a year on average, from 41 trillion in 2010 to 126 trillion in 2023.", "base-year"),
        ("Use rose from 5.1 million to 3.2 million.", "order"),
    ] {
        let found = extract(text);
        let claim = &found.claims[0];
        assert_eq!(claim.verdict, Verdict::Inconsistent, "{text}");
        let rules: Vec<&str> =
            claim.finding.iter().flat_map(|finding| &finding.diagnoses).map(|one| one.rule).collect();
        assert!(rules.contains(&rule), "{text}: {rules:?}");
    }
}

#[test]
fn words_tie_across_sentences_and_lists() {
    for (text, expected) in [
        (
            "Exports were £40 billion in 2022. In 2023 they rose 14.5% to £45.8 billion.",
            "percent_change: £40 billion, £45.8 billion | 14.5% | consistent",
        ),
        (
            "Borrowing came to £81.7bn in 2023, against £66.4bn in 2022. The rise of 23.0% was a surprise.",
            "percent_change: £66.4bn, £81.7bn | 23.0% | consistent",
        ),
        (
            "Shareholders received €1.44 for 2023. They had received €1.25 for 2022. The increase of 15.2% is a record.",
            "percent_change: €1.25, €1.44 | 15.2% | consistent",
        ),
    ] {
        has(&claims(text), &[expected], text);
    }
    let text = "Exports and imports rose 10% and 5%, from £40 billion and £60 billion to £44 billion and £63 billion, respectively.";
    let both = [
        "percent_change: £40 billion, £44 billion | 10% | consistent",
        "percent_change: £60 billion, £63 billion | 5% | consistent",
    ];
    has(&claims(text), &both, text);
}

#[test]
fn what_the_words_do_not_tie_is_never_called_inconsistent() {
    for text in [
        "Real GDP rose by 3.1 percent, while nominal output went from £40 billion to £48 billion.",
        "Germany's trade fell by 4 percent. Elsewhere sales went from 20 million to 30 million cars.",
        "Exports grew 5% in volume terms, from £40 billion to £46 billion.",
    ] {
        for claim in extract(text).claims {
            assert!(claim.verdict != Verdict::Inconsistent, "{text}: {}", claim.explanation);
        }
    }
}

/// Each sentence is true: what it states is of something that it does not print, or of two values among more.
#[test]
fn what_is_true_is_never_called_inconsistent() {
    for text in [
        "The yield on ten-year bonds fell 12 basis points to 3.48%, having touched 3.65% earlier in the week.",
        "Arrivals totalled 3.6 million, of which 1.5 million came from Germany and 900,000 from Spain; the former made up 42%.",
        "It shipped 52 million kilograms, 12 million of which went to Egypt and 9 million to Iran; together the two took 40 percent.",
        "The index climbed to 127.2 in May from 120.0 a year before, and so by more than a quarter since the base year.",
        "Trade in beans, $210 billion, was one and a half times that in ore, $140 billion, and both jointly outweighed the deficit of $95 billion more than three times over.",
        "It repaid €5.3 billion ahead of schedule, bringing its debt down by a tenth to €47.7 billion from €53.0 billion.",
        "Growth is put at 0.9% this year and 1.4% next, an average of 1.15%, below the government's 1.0% and 1.5%.",
        "Outlays on pensions will rise by 2.4 points, to 12.9% from 10.5%, and health outlays by 1.1 points, to 7.8%.",
        "The peso lost 12.5%, going from 840 to 960, while in Colombia the currency gained a quarter, from 4,800 to 3,840.",
        "The top tenth took 28.5% of all income and the bottom half 22.8%, though the latter are five times as many people.",
        "Profit was €246 million, or 12.0 percent of sales of €2,050 million (10.4 percent of €1,971 million).",
        "The cut will cost $4.2 billion in its first year and $5.6 billion in each of the three that follow, a total of $21 billion.",
        "Rents rose 5.1 percent in the capital and 2.0 percent elsewhere. The increase in the capital exceeded the average of 3.7 percent.",
        "The line had a length of 38 miles, of which 11 miles were double track.",
        "The rand was at 18.54 to the dollar, 0.6% weaker than its previous close of 18.43.",
        "Debt fell $20 billion, or 4%, in the quarter to $480 billion, and $40 billion, or 8%, over the year from $520 billion.",
        "It sold 67,800 cars in May, down 34 percent, against 984,000 in nine months.",
        "Movements grew 13.5% to 226,318, comprising 188,784 domestic flights, up 16.1%.",
        "Losses were cut by up to 75%, from 20 million to 5 million.",
        "The gain was revised down by 72,000, from 336,000 to 264,000, and December's loss of 140,000 was revised by 87,000 to 227,000.",
        "Earnings dropped by $804 million to $1.2 billion: $225 million at home, against $487 million, and the rest elsewhere.",
        "The mine produced 4.4m carats, 6.9% less than it had guided to, and still expects to reach 5m carats.",
        "The levy rose 50 percent, from 10 to 15 pence.",
        "The mill made 4.4 million tons of flour, up 2 percent from 2016, and 14.2 million tons of feed.",
        "Throughput improved 7.2% to 53.7 million boxes: 47.9 million through coastal ports, up 6.7%.",
        "Homes priced $1m to $2m fetched a total of $40m.",
        "Houston led in revenue per room (+55.6% to $100.59) and in the increase of rates (+8.9% to $116.08).",
        "Sales rose 4.2% to exceed 30 million while the margin rose to 15.3%.",
        "Profit rose to £705 million from £556 million. The pension deficit was £2.07 billion, up £101 million on the previous year.",
        "The north sold $280 million. It also made the largest loss, $45 million, almost half the group's loss.",
        "The board collected $745 billion, up 17 percent, against its target of $841 billion.",
        "Cash flow of $57.1 million was $43.1 million higher than a year earlier, and free cash flow of $28.4 million was $33.7 million higher.",
        "Wheat is put at 1.74 billion bushels, down 25 percent from 2016, of which 1.29 billion bushels of winter wheat.",
        "Revenue went down from 13.4% of GDP in 2018 to 12.6% in 2019, and spending up from 17.7% of GDP to 19.4%.",
        "Bad loans dropped to 8.5% in March from 8.69% in December and 6.70% a year before.",
        "Income tax generated €6.9 billion. Vat came in at €4.9 billion, which was 3.7 per cent or €191 million less than expected.",
        "Costs increased by $9,370 (8.0%), with the margin improving from 32.4% to 32.7%.",
        "The bank reported a profit of 2.66 billion Australian dollars ($1.4 billion), up from 2.4 billion Australian dollars.",
        "Shares fell after losses had deepened to £51.6m from £1.2m.",
        "Oil rose 5% to 1.62 million bbl/d from 1.55 million bbl/d. Gas production fell 1.4%.",
        "There were 308.7 million of them, 9.7 percent more than the 281.4 million of 2000. The West increased by 8.7 million to 71.9 million, or 13.8 percent.",
        "Imports fell 11.4% in December. This followed a drop of 8.6% and exceeded expectations of a 10.2% decline.",
        "Sales grew 55.2%; expenses decreased to $1.6 million, compared to $1.8 million.",
        "Total exports - $10.76 billion - were lower than those of a year before - $11.81 billion.",
        "Exports came to ₦19.2 trillion, an increase of 51% compared to the value recorded in Q4 2023 (₦12.7 trillion).",
        "Income was $55.0 million, or 8.1% of sales of $683.6 million, compared to $36.3 million (or $66.1 million as adjusted, or 9.5% of sales).",
        "Revenue per user slipped to €14.20 on a base that was 3.0% bigger, at 20.6 million against 20.0 million, leaving service revenue up 1.9%.",
        "It cut its price by 2.5p to 38.0p, its third cut since September (1.5p in October), to 6p less than the 44.0p of before.",
        "Debt declined to 172.4 per cent of income; in 2023 it had been 187.9 per cent, 15.5 points higher.",
        "It wants to borrow £24m, three times the £8.3m first budgeted, and would repay it over 30 years at £1.4m a year: £42m in all.",
        "The deficit widened to $13.2 billion from $8.1 billion, as a goods deficit of $87.4 billion outstripped receipts of $74.2 billion.",
        "Unemployment, at 4.6%, was up by 0.2 points on the quarter and by 0.5 points on the year, having been 4.4% and 4.1% a year before.",
        "The combined ratio came to 93.1%: the loss ratio was 62.8% (previously 65.2%) and the expense ratio 30.3% (30.6%).",
        "Bookings of €1,876m were outstripped by revenue of €1,954m.",
        "Sales of tablets were €6,240 million, or 52% of the total, while creams brought in €3,960 million, or 33%.",
        "Deposits in dollars rose from $91.2 billion, precisely half of the total, to $111.7 billion, or 42%.",
        "Receivables went up by £7m to £98m. A year ago stocks had been £144m and receivables £91m.",
        "Vineyards cover 1,940 hectares, of which 1,164 are white and 776 red. The leading grape is Rebula with 485 ha, a quarter of the area.",
        "The tax will go from 0.86 to 0.95 per cent on houses, and stay at 0.50 per cent on shops. The increase of 0.09 points brings little.",
        "The surplus narrowed to €18bn in July from €24bn, as a €9bn fall in the surplus in goods was partly offset by services.",
        "The buses were bought for an outlay of $54m, 70% of it ($37.8m) covered by a loan.",
        "Growth of 1.3% was the slowest since 2013 (1.1%), and 1.9 points below the ten-year average of 3.2%.",
        "The utility sold 42.0 TWh, 5% less than the 44.2 TWh of 2022, at an average price of 95 euros, 12% more than in 2022.",
        "Unemployment, at 11.4%, is 4.1 points above the national rate of 7.3% but 6 points below its own peak of 17.4% in 2013.",
        "The school roll fell from 48,000 to 45,600, a drop of 5%, and that of primary schools alone by 8% to 24,800.",
        "The city has 540 buses, 110 of them electric, and wants 270, half the fleet, by 2030.",
        "The country imports 3.0 million of the 5.0 million tonnes it consumes, half of that from Ukraine.",
        "Trade rose 30% to $240 billion in 2023, of which exports accounted for $129 billion, up 27%.",
        "Cash in circulation fell 8% in 2023, and its share of payments from 22% to 18%.",
        "Emissions comprised 26.4 million tonnes from energy, 4.9 from industry, 6.2 from farms and 1.6 million tonnes from waste, altogether 39.1 million tonnes.",
        "The brewery, opened in 1892, made its last batch in March 2024, after 131 years.",
        "The package would raise $410 billion:\n- carbon fee: $185 billion;\n- levy on shares: $140 billion;\n- better enforcement: $65 billion.",
        "Profit rose to $314 million from $252 million, $37 million more than analysts had expected.",
        "Output rose to 412 GWh from 377 GWh, 3% above plan.",
        "Exports rose to $94.1 billion from $86.6 billion, 12.4% above the pre-pandemic level.",
        "Inflation slowed to 3.4% from 4.1%, 1.4 points above the bank's target.",
        "Turnout rose to 67.3% from 64.1%, 2.1 points above the average of the last five elections.",
        "The index rose from 97 in 2022 to 121 in 2023, 15% below its 2021 peak.",
        "Output, at 314 tonnes, was 13.4% above target, against 252 tonnes in 2021.",
        "At 4.2%, growth was 0.6 points above the forecast, compared with 2.9% in 2021.",
        "Revenue increased to $482 million from $432 million, up 9% in local currencies.",
        "The plant made 31,400 cars, 3,700 more than planned and 6,200 more than the 25,200 of 2021.",
        "Profit was $314 million, 13.4% above target and 24.6% above the $252 million of 2021.",
        "Sales in Asia rose from $318 million to $414 million, 30.2% more, and in Europe from $369 million to $405 million.",
        "The share of women rose from 31.8% to 41.4%, or by 9.6 points, and that of foreigners from 36.9% to 40.5%, or by 3.6 points.",
        "China's GDP per capita rose from $318 to $10,144, a 32-fold increase, and India's from $369 to $2,050.",
        "Revenue rose from $318 million to $414 million, an increase of $96 million, and costs from $369 million to $405 million, an increase of $36 million.",
        "Attendance fell from 31,200 to 28,080 in Madrid, a fall of 10%, and from 24,500 to 23,520 in Seville, a fall of 4%.",
        "Beer sales rose from 41.2 to 43.6 million hl, up 5.8%, wine sales from 12.1 to 11.4 million hl, down 5.8%.",
        "Exports were $94.1 billion and imports $88.7 billion. In 2022 there was a surplus of $1.6 billion.",
        "Exports were $94.1 billion and imports $88.7 billion. A year earlier there had been a surplus of $1.6 billion.",
        "Exports were $94.1 billion and imports $88.7 billion. The government expects a surplus of $7.0 billion next year.",
        "Exports were $94.1 billion and imports $88.7 billion. The current account surplus was $2.6 billion.",
        "Revenue was $88.7 billion and expenditure $98.0 billion. The primary deficit was $2.1 billion.",
        "The services surplus was €12.4 billion, while goods exports came to €104.3 billion and goods imports to €97.6 billion.",
        "The current account showed a surplus of €12.4 billion, as goods exports came to €104.3 billion and goods imports to €97.6 billion.",
        "Orders fell to $396 million from $432 million in May and $482 million a year earlier, down 8.3% and 17.8%, respectively.",
        "Sales have climbed from £396m in 2021 to £432m in 2022 and £482m in 2023, rising 11.6% in the last year.",
        "The number of cases rose from 120 in 2020 to 180 in 2021 and 240 in 2022, doubling in two years.",
        "From a peak of 142 in 2021, the index fell to 97 in 2022 and recovered to 121 in 2023, 15% below its peak.",
        "Deliveries rose to 482,300 vehicles from 431,900, i.e. by 11.7% and, the year before, by 9.1%.",
        "Wind farms supplied 58.4 TWh, a quarter of it offshore, and total generation was 131.2 TWh.",
        "Total generation was 131.2 TWh. Wind farms supplied 58.4 TWh, a quarter of it offshore.",
        "Taxes on income brought in $58.4 billion, 62% of it from companies, and total revenue was $131.2 billion.",
        "The bank raised its rate from 3.75% to 4.25%, by half a percentage point.",
        "The bank raised its rate from 3.75% to 4.25%, by half a point.",
        "The yen weakened from 115 to 150 per dollar, a fall of 23%.",
        "The rouble fell from 62 to 97 to the dollar, losing 36% of its value.",
        "The krone weakened from 9.80 to 10.60 against the dollar, or by 7.5%.",
        "The yen strengthened from 150 to 141 to the dollar, a gain of 6.4%.",
        "Salaries of €310,000 and rents of €68,000 made up €378,000 of total spending of €600,000.",
        "Germany, France and Italy produced €3.9, €2.6 and €1.9 trillion, together €8.4 trillion of the euro area's €13.4 trillion.",
        "Prices rose less, by 10 percent, from €50 to €55.",
        "Sales declined more steeply, by 10 percent, from €50 million to €45 million.",
        "The rate of 5.4 percent was 0.4 points above the forecast of 5.0 percent and 2.4 points above the target of 3.0 percent.",
        "The deficit shrank to $65.5 billion from $68.3 billion: exports decreased 0.1% to $247.5 billion.",
        "Deposits fell 4% in the quarter to $480 billion and 8% over the year from $520 billion.",
        "Revenue rose by 4 per cent, and in the second half by 9 per cent to £55.0 million from £50.5 million.",
        "Growth of lending slowed to 4.4 percent in June from 6.0 percent in May, averaging 5.3 percent in the quarter.",
        "The rate fell to 6.4 percent in June from 6.7 percent in May and averaged 6.6 percent in the quarter, 0.2 percentage points less than a year before (6.8 percent).",
        "The rate went from 2.00% to 4.00% in June, by 200 basis points, and to 5.00% in July, by another 100 basis points. Markets had expected a rise to 6.00% in June, 200 basis points more than was decided.",
        "Profit was R6.3 billion, 5% higher than in the first half of last year (R6.0 billion) and 48% of the guidance of R13.0 billion.",
        "Output per hour rose 1.0 per cent in 2022, from 2.0 per cent in 2021.",
        "The bank cut its rate by 25 basis points at each of four meetings, from 4.00% to 3.00%.",
        "The bank cut its rate by 25 basis points in June, September, December and March, bringing it from 4.00% to 3.00%.",
        "Inflation was 5.9% in 2023 and 4.4% in 2024, so that it exceeded the 4.5% midpoint in three of the five years.",
        "Subscriptions have shrunk every year since 2015 and so, up to 2023, for eight years running.",
        "It carried 14.2 million passengers, against 11.8 million. That is 6 per cent short of the 15.1 million of 2019. Domestic routes accounted for 10.9 million of the latest total, or a little over three-quarters.",
        "Hours of training were up 12% in total; per employee they came to 9.4 hours (2022: 8.9 hours).",
        "Unemployment rose to 5.2 percent in May 2024, after 5.4 percent a year earlier.",
        "A gain of $1.7 billion was more than offset by a loss of $8.5 billion.",
        "Between 1990 and 2010, the population grew by 50,000 over 20 years.",
        "The deficit was $20 billion, of which interest accounted for $15 billion and rail for $5 billion.",
        "Sales were up in 4 of 9 subsectors, representing 56% of retail trade.",
        "The mine employed 5,000 people in 1960; by 1987 the number had dropped to 1,000, a loss of 4,000 jobs, or four in five.",
        "A dividend of 310 cents was declared, bringing the total for the year to 540 cents, a cover of two times.",
        "The deficit was $382.3 billion, compared with $352.8 billion in 2021 (+8.4%) and $418.2 billion in 2018 (−8.6%).",
        "Inflation was 3.6 per cent in November, down from 4.2 per cent in October and 10.2 per cent in December 2022.",
        "Loans: €1.47 trillion (+3% on the year, +1% on the quarter), after €1.43 trillion in June 2022 and €1.46 trillion in March 2023.",
        "The rate was 4.3 percent; a year earlier it was 2.9 percent, that is, 140 basis points less.",
        "Of the 640 respondents, 384 (60%) were women. Of these, 96, or 25%, were under 30; among the 256 men the figure was 80, or 31%.",
        "Trade was worth $5.6 trillion in 2023 – nearly a quarter of world trade, which totalled $24.0 trillion. Within it, trade among Asian economies accounted for 62 per cent.",
        "Unemployment fell from 8.3% in 2011 to 6.8% in 2014, whereas in the capital region it fell by 1.1 percentage points to 5.2%.",
        "Outlays rose by 10.8% from €171.2 billion to €189.7 billion. Deflated by consumer prices, the increase was 7.1%.",
        "Unemployment stood at 9.1% in 2023. It had come down by 0.4 points, from 9.5%, and yet it was still 1.7 points above the national rate of 7.4%.",
        "Up four places from 11th in 2023, Toulouse took 7th spot in the 2024 table, while Lille came 9th.",
        "Capacity was 18 million tonnes, and 14.4 million tonnes were sold. Of the year's volume, 9.6 million tonnes, or two thirds, went through dealers.",
        "Western Australia produced 14.7 million tonnes, with New South Wales well behind on 10.9 million tonnes.",
        "The index was 137.4 in the first quarter of 2024. It had been 136.1 in the previous quarter and 132.6 in the first quarter of 2023, which makes the quarterly rise 1.0% and the annual rise 3.6%.",
        "Tariffs were cut from 12.4 per cent to 9.3 per cent, a quarter less, and the number of lines above 20 per cent was halved to 410 from 820.",
        "The farm size rose to 63 hectares from 57. The number of farms was 3% lower.",
        "Unit costs improved 5.0% to 6.84 cents from 7.20 cents.",
        "Growth is 1.3% (down from 1.8%) and 2.1% next year.",
        "Unemployment stood at 3.1% in Bavaria, down from 3.4%, and 7.4% in Berlin, up from 7.1%.",
        "House prices, at $480,000, are twice the national average and four times the $120,000 of 1995.",
        "Exports to the US (€157.9 billion) were lower than those to China and Poland combined (€97.3 billion and €90.3 billion).",
        "Exports and imports rose by 7.6% and 6.0% respectively, exports from 40.50 to 43.58 and imports from 38.20 to 40.49.",
        "Output was 35.4. Compared with the 36.8 of 2022, this is a drop of 3.8%, and compared with the 40.2 of 2021 one of 11.9%.",
        "Luxembourg used 18.2 litres, ahead of Belgium with 8.7 litres and ahead of Germany with 9.4 litres.",
        "Of the NOK 1,980 billion in exports, oil made up NOK 571 billion and gas NOK 602 billion.",
        "Core inflation fell to 2.4% in May from 2.7% in April, and the jobless rate to 5.1% from 5.3%.",
        "A year ago reserves were $586.9 billion; the increase amounts to $118.0 billion, or 20.1 per cent.",
        "Tickets sold fell from 95.7 million to 90.1 million, while the price of a ticket rose by 3.5 per cent.",
        "The firm sold 521,000 tonnes and earned 1.04 billion pounds, 13 percent more than the 0.92 billion of 2021.",
        "Orders fell to 1,150 million euros from 1,250 million euros, after having risen by 4 % in the first half.",
        "The bank cut its rate by 25 basis points to 4.50% in June, having lowered it from 5.00% to 4.75% in April.",
        "Of its 41,000 employees, 18,000 work in Europe and 14,000 in Asia, i.e. 44% and 34% respectively.",
        "The budget is €392 billion, almost a third of the €1,211 billion of the Union, or about €56 billion a year for seven years.",
    ] {
        for claim in extract(text).claims {
            assert!(claim.verdict != Verdict::Inconsistent, "{text}: {}", claim.explanation);
        }
    }
}

#[test]
fn slips_are_found_in_many_ways_to_say_them() {
    for text in [
        "Of the 2,846 firms, 1,907 (76%) replied.",
        "The city has 84,312 inhabitants, of whom 43,117 (53.9%) are women.",
        "Women held 212 of the 630 seats, or 43.7 percent.",
        "The company closed 12 of its 48 stores, a third of the total.",
        "Revenue was $5,214 million, comprising $3,108 million from mining, $1,463 million from processing and $463 million from services.",
        "Bonds (US$96.4 bn), bank loans (US$41.7 bn) and other liabilities (US$12.3 bn) made up a debt of US$160.4 bn.",
        "Exports of $117 billion were larger than imports of $127 billion.",
        "Selangor, at RM9,983, came above Putrajaya with RM10,056.",
        "With profits of £63m in 2023, Harlow's outearned its rival, which made £71m.",
        "The surplus narrowed from €14.8 billion in 2022 to €9.2 billion in 2023. It was a contraction of 60.9 percent.",
        "The store opened in 1967 and closed in 2009 after 52 years.",
        "Passenger numbers fell from 4.2 million in 2019 to 1.1 million in 2020, a drop of 64 percent, before recovering to 3.9 million in 2023.",
        "Staff was cut from 14,820 to 13,190, i.e. by 1,430 positions.",
        "Of the 2,450 firms, 1,568 raised prices, which corresponds to 46 percent.",
        "Revenue of ₦3.2 trillion fell short of the target of ₦3.9 trillion by ₦0.9 trillion.",
        "Participation, 37.0 per cent in 2022 and 41.7 per cent in 2023, grew by 4.7 per cent.",
        "Headcount fell from 9,612 to 8,023 – minus 19.8 percent.",
        "The rate rose from 3.92% to 4.37%, an increase of 45 percentage points.",
        "Of the 43.9 million people, 11.0 million work part time – a third of the total.",
        "The number of filings was 62,400. That is two-thirds of the 124,800 filings in 2009.",
        "One in five of the 8,400 respondents, namely 2,100, agreed.",
        "The dividend quadrupled: the Board proposes CHF 3.00 per share, after CHF 1.00.",
        "Expenditure of €182 million was split among wages (€96 million), goods (€41 million) and rent (€35 million).",
        "Of the 513 seats, 187 are held by one party, 141 by another and the remaining 195 by the rest.",
        "Stays fell to 1.46 million in July 2023, after 1.31 million a year earlier.",
        "The margin, which had been 1.82% the year before, fell to 2.07%.",
        "Compared with 1.31 million stays in July 2022, July 2023 brought a drop to 1.46 million.",
        "Passenger numbers recovered from 49,300 in January to 43,700 in February.",
        "The deficit narrowed to 2.4 per cent of GDP in 2022-23, after 1.9 per cent in the previous year.",
        "More people left (1.18 million) than arrived (1.46 million).",
        "Imports of €489.2 billion fell short of exports of €466.5 billion.",
        "EBIT of €212 million beat the consensus of €225 million.",
        "Unemployment among women (5.3 per cent) was above that of men (5.9 per cent).",
        "The largest partner was China with €177.3 billion, followed by the United States with €252.8 billion.",
        "The wage is CHF 7,066 for men and CHF 6,397 for women; women thus earn 10.5 percent less than men.",
        "With exports of €45.3 billion and imports of €36.1 billion, exports exceeded imports by 20 percent.",
        "Traffic rose from 159 million in 2010 to 206 million in 2020, an annual growth rate of 3.3 per cent.",
        "Output rose by 34 percent over seven years, an average of 6.0 percent per year.",
        "She led the bank from 1998 to 2013, for a total of 18 years.",
        "Employment was 1,186,300 in May. A year earlier it was 1,213,600, which means that 72,300 jobs were lost.",
        "Having stood at €1,284 million on 31 December 2022, debt was €1,037 million on 31 December 2023, a decrease of €274 million.",
        "Deposits stood at £1,702.6 billion in December 2022. Twelve months on, £1,750.9 billion was held, £84.3 billion more.",
        "At the end of 2023, the group had 18,240 employees (2022: 19,370), i.e. 1,310 fewer.",
        "Drivers paid R25.53 for a litre in July, 23.4 per cent more than in January, when the price was R19.55.",
        "Employment rose by one hundred thousand, from 1,234,500 to 1,284,300.",
        "Capacity rose five-fold from 97.6 MW to 318.4 MW.",
        "Net sales increased by 8 percent to SEK 4,112 M (3,993).",
        "Net sales were MSEK 5,368, split among the Nordics (MSEK 2,845), Europe (MSEK 1,607) and America (MSEK 961).",
        "Of the 5,473 complaints received, 3,187 were closed. That is 64.3 per cent of the total.",
        "The fleet consists of 1,847 vehicles: 1,029 buses, 486 trams and 342 minibuses.",
        "The company employs 1,863 people, 1,296 of them in Osaka and the remaining 417 in Shiga.",
        "Mortgages stood at $2,164 billion. Credit lines added $167 billion. Together, the two products came to $2,313 billion.",
        "• Education: Sh656.6 billion\n• Roads: Sh477.2 billion\n• Health: Sh127 billion\nTogether these items come to Sh1.74 trillion.",
        "The share was 37.4% in 2016. By 2021 it had shrunk to 28.8%, a decline of 8.6%.",
        "The rate was 2.8 percent in 2023 and 3.6 percent in 2024. The increase of 0.8 percent was a surprise.",
        "Approval stood at 41.7 percent, down 4.8 percent from 46.5 percent.",
        "Output was 14.87 million tonnes, after 16.43 million tonnes in the preceding year, an increase of 9.5%.",
        "The average rent in Cork was €1,297, 12.6% higher than the €1,484 charged in Dublin.",
        "At ₹107.3 a litre petrol is ₹9.6 cheaper in Mumbai than in Delhi, where it sells for ₹97.7.",
        "The retailer earned $1.37 a share, beating estimates of $1.52.",
        "Deliveries came to 1,317 engines, short of the 1,246 units promised.",
        "Oil settled at $46.3 a barrel, a 26.8 percent drop from its October peak of $58.7.",
        "It owed €512.6 million out of a total loan book of €3,187.4 million, i.e. a third.",
        "Three-quarters of the enterprises (1,583 of 2,946) said so.",
        "The brewer had 23,400 employees, of whom 14,900 came from Oakridge and 9,500 from Pilsner Union.",
        "Credit was N15.1 trillion in December 2015 and N29.6 trillion in December 2020. Average growth was 11.9 per cent a year.",
        "The firm was founded in 1946; in 1983, 27 years later, it was sold.",
        "Inflation slowed to 7.44 per cent in July 2023, compared with 4.87 per cent in June 2023.",
        "Revenue of €437.9m in 2022 rose to €412.3m in 2023.",
        "There were 693,112 births and 1,028,206 deaths, i.e. 327,094 more deaths than births.",
        "There were 6,731 deaths among 412,912 infections, a rate of 2.63 percent.",
        "Wind farms generated 251.4 TWh. They made up 41.7% of the 516.2 TWh produced.",
        "The minimum wage was raised from €9.82 to €12.41, that is by 126.4 percent.",
        "Cases went up from 941 in 2022 to 42,236 in 2023, an increase of 97.8%.",
        "Brazil (214.3 million) has more inhabitants than Indonesia (273.8 million).",
        "Credit increased from $1.11 trillion to $1.14 trillion, or 4.7 percent.",
        "The pace slowed to 4.3 per cent – less than a third of the 8.9 per cent recorded in 2022.",
        "Pay goes up from £2,065 in 2023-24 to £2,171 in 2024-25. The £136 increase was criticised.",
        "Output was 1.62 million tonnes in 1990 and 1.03 million tonnes in 2000; this decline of 60.3% was a shock.",
        "Inflation eased to 5.9% in February 2024, from 5.4% in January.",
        "Premiums ended at $92,730 in March 2024, a jump of $3,430 from February's $89,390.",
        "Of the 84,600 people who landed, 26,200 came from India, 17,900 from the Philippines and 9,300 from China. Together the three countries sent 56,400 people.",
        "Of the S$1.2 billion set aside, S$480 billion – 40 per cent – will be paid out.",
        "Demand was healthy in the first quarter of 2024. Occupancy increased 2.5%, to 88.5%; in the first quarter of 2023 it was 86.0%.",
        "Cash averaged NOK 38.4 billion. Banknotes made up NOK 33.9 billion of this total and coins the remaining NOK 5.5 billion.",
        "Arrivals tripled to 327,000 visitors in January 2024. A year before, 163,500 visitors had come.",
        "The average pay was $6,980 in finance in 2021, and it was lower in 2021 than in trade, with $6,440.",
        "Passengers rose by 12.7 percentage points, from 4,236 thousand in 2018 to 4,774 thousand in 2019.",
        "Flour cost Sh142.50 in May 2024, against Sh189 twelve months before, a drop of nearly a half.",
        "The rent cost £640 a month in 2013; by 2023 the rent had tripled to £1,290.",
        "From 96,300 in 2019, completions rose to 88,700 in 2021.",
        "The Nikkei 225 lost 621.40 points to end at 38,401.25, from 39,013.65 the day before.",
        "The utility spent R21.4bn on diesel in 2023, against R27.6bn in 2022, a saving of R2.6bn.",
        "The brewery, opened in 1892, made its last batch in March 2024, after 122 years.",
        "The package would raise $410 billion:\n- carbon fee: $185 billion;\n- levy on shares: $140 billion;\n- better enforcement: $105 billion.",
    ] {
        let found = extract(text).claims;
        assert!(
            found.iter().any(|claim| claim.verdict == Verdict::Inconsistent),
            "{text}: {:?}",
            found.iter().map(|claim| &claim.explanation).collect::<Vec<_>>()
        );
    }
}

#[test]
fn a_growing_multiple_keeps_its_two_readings() {
    // 33.5^(1/39) is 1.0942, 34.5^(1/39) is 1.0950.
    let found = extract("From 1978 to 2017, GDP surged 33.5 times, with an average annual growth rate of 9.5 percent.");
    assert_eq!(found.claims[0].kind, Kind::AverageGrowth);
    assert_eq!((found.claims[0].verdict, found.claims[0].confidence), (Verdict::Depends, Confidence::High));
}

#[test]
fn nothing_is_passed_over_in_silence() {
    let found = extract("Exports rose by 14.5%. It is a third of all that is sold.");
    let reasons: Vec<&str> = found.unlinked.iter().map(|one| one.reason.as_str()).collect();
    assert_eq!(reasons.len(), 2, "{reasons:?}");
    assert_eq!((found.coverage.seen, found.coverage.understood, found.coverage.linked), (1, 1, 0));
    let unclear = extract("It came to 12,345,67 at last.");
    assert_eq!(unclear.figures.len(), 0);
    assert!(unclear.coverage.seen > 0 && !unclear.unlinked.is_empty());
}

#[test]
fn broken_text_is_read_to_its_end() {
    for text in [
        "14,850 approved (2023, 2.2%, rose to 8,215. key 13,996).\n• dwellings 6.1%, Total houses (September: adjusted):\n• fell\n",
        "TRY 91.2 billion, half of the total, to TRY 111.7 billion, or 42%. Deposits therefore gained TRY 63.0 billion.",
    ] {
        assert!(extract(text).figures.len() > 2, "{text}");
    }
}
