//! Realistic charts for tests: figures of the paper, and rows made up for the comparison.

use trueup::chart::{At, Body, Chart, ComparisonRow, Ink, Mark, Panel, Point, Series, Span, ValueScale};
use trueup::unit::Unit;

/// A point at a year, exact.
pub fn at_year(year: f64, value: f64, label: &str) -> Point {
    // A year has a name of its own; any other moment is called by its digits.
    let at = At::Time { year, name: if year.fract() == 0.0 { format!("{year}") } else { format!("{year:.2}") } };
    Point { at, value, low: None, high: None, label: label.to_owned(), hollow: false, joined: false }
}

/// A point at a name, exact.
pub fn at_name(name: &str, value: f64, label: &str) -> Point {
    Point { at: At::Category(name.to_owned()), ..at_year(0.0, value, label) }
}

/// A panel without heading.
pub fn panel(unit: &str, mark: Mark, series: Vec<Series>) -> Panel {
    let unit = unit.parse().unwrap_or(Unit::Count);
    Panel { heading: String::new(), unit, mark, scale: ValueScale::Linear, series }
}

/// A series in the colour of its place.
pub fn series(name: &str, joined: bool, mut points: Vec<Point>) -> Series {
    points.iter_mut().skip(1).for_each(|point| point.joined = joined);
    Series { name: name.to_owned(), color: None, points }
}

/// A chart of panels.
pub fn chart(id: &str, title: &str, subtitle: &str, note: &str, panels: Vec<Panel>) -> Chart {
    let source = "Wu (2025), China's opening up and economic growth".to_owned();
    let [id, title, subtitle, note] = [id, title, subtitle, note].map(str::to_owned);
    Chart { id, title, short: String::new(), subtitle, note, source, citations: Vec::new(), body: Body::Panels(panels) }
}

/// One chart of each kind that a reader meets.
pub fn all() -> Vec<Chart> {
    let mut charts =
        vec![gdp(), reserves(), tariffs(), manufacturing(), research(), comparison(25), regions(), ranks(), grouped()];
    charts.extend([orders(), slopes(), stacked(), months(), implied(), many(60), days(10_000), grid()]);
    charts.extend([bars(), growth(), dumbbells(), dots(), patents(), shares(), sheet()]);
    charts.push(chart(
        "one",
        "Foreign direct investment reached USD 163 billion in 2023",
        "Inflow, USD",
        "",
        vec![panel("USD", Mark::Column, vec![series("FDI", false, vec![at_year(2023.0, 163e9, "USD 163 bn")])])],
    ));
    charts
}

/// Two columns with intervals, one of them one-sided in words.
pub fn gdp() -> Chart {
    let points = vec![
        Point { low: Some(36e12), high: Some(40e12), ..at_year(2010.0, 40e12, "almost CNY 40 trn") },
        Point { low: Some(125.5e12), high: Some(126.5e12), ..at_year(2023.0, 126e12, "CNY 126 trn") },
    ];
    chart(
        "gdp",
        "China's GDP rose from almost CNY 40 trillion in 2010 to CNY 126 trillion in 2023, 3.15 times as much",
        "Gross domestic product at current prices, CNY trillion, 2010 and 2023",
        "",
        vec![panel("CNY", Mark::Column, vec![series("GDP", false, points)])],
    )
}

/// Two points far apart on a log scale.
pub fn reserves() -> Chart {
    let points = vec![at_year(1978.0, 167e6, "USD 167 m"), at_year(2023.0, 3.2e12, "USD 3.2 trn")];
    let mut chart = chart(
        "reserves",
        "Foreign exchange reserves grew from USD 167 million in 1978 to USD 3.2 trillion in 2023",
        "Foreign exchange reserves at year end, USD",
        "The line joins the two stated figures only.",
        vec![panel("USD", Mark::Line, vec![series("Reserves", true, points)])],
    );
    if let Body::Panels(panels) = &mut chart.body {
        panels[0].scale = ValueScale::Log;
    }
    chart
}

/// Columns over names.
pub fn tariffs() -> Chart {
    let points =
        vec![at_name("before", 15.3, "15.3%"), at_name("WTO commitment", 9.8, "9.8%"), at_name("after", 7.4, "7.4%")];
    chart(
        "tariffs",
        "Tariffs fell below what China committed to when it joined the WTO",
        "Average tariff rate, percent",
        "The paper gives no years for these rates.",
        vec![panel("percent", Mark::Column, vec![series("Tariff", false, points)])],
    )
}

/// Columns at unequal distances in time, the last two close together.
pub fn manufacturing() -> Chart {
    let points = vec![
        at_year(2012.0, 16.98e12, "CNY 16.98 trn"),
        at_year(2021.0, 31.4e12, "CNY 31.4 trn"),
        at_year(2023.0, 33e12, "CNY 33 trn"),
    ];
    chart(
        "manufacturing",
        "Manufacturing value added has nearly doubled since 2012",
        "Value added of manufacturing, CNY trillion",
        "",
        vec![panel("CNY", Mark::Column, vec![series("Value added", false, points)])],
    )
}

/// A level above a rate.
pub fn research() -> Chart {
    let spending = vec![at_year(2012.0, 1.03e12, "CNY 1.03 trn"), at_year(2022.0, 3.09e12, "CNY 3.09 trn")];
    let intensity = vec![at_year(2012.0, 1.91, "1.91%"), at_year(2022.0, 2.55, "2.55%")];
    let level = Panel {
        heading: "R&D spending, CNY trillion".to_owned(),
        ..panel("CNY", Mark::Column, vec![series("R&D spending", false, spending)])
    };
    let mut rate = Panel {
        heading: "R&D spending as a share of GDP, percent".to_owned(),
        ..panel("percent", Mark::Line, vec![series("R&D intensity", true, intensity)])
    };
    rate.series[0].color = Some(Ink::Place(1));
    chart(
        "research",
        "R&D spending tripled in ten years and outgrew the economy",
        "China, 2012 and 2022",
        "",
        vec![level, rate],
    )
}

/// Three lines over twenty years.
pub fn regions() -> Chart {
    let line = |name: &str, start: f64, swing: f64| {
        let points = (0..20u32)
            .map(|i| {
                let t = f64::from(i);
                let value = start - 0.2 * t + swing * (t * 0.9).sin();
                at_year(2003.0 + t, value, &format!("{value:.1}%"))
            })
            .collect();
        series(name, true, points)
    };
    let lines = vec![line("Coast", 11.0, 1.2), line("Central provinces", 10.0, 1.0), line("West", 9.7, 1.5)];
    chart(
        "regions",
        "Growth has slowed in every region, and least on the coast",
        "Real growth of regional GDP, percent a year, 2003-2022",
        "Made up for a test.",
        vec![panel("percent", Mark::Line, lines)],
    )
}

/// Places in an order.
pub fn ranks() -> Chart {
    let points = vec![at_year(2012.0, 34.0, "34th"), at_year(2020.0, 14.0, "14th"), at_year(2023.0, 12.0, "12th")];
    chart(
        "ranks",
        "China rose from 34th to 12th in the innovation index",
        "Place in the Global Innovation Index",
        "",
        vec![panel("rank", Mark::Line, vec![series("China", true, points)])],
    )
}

/// Several series of columns, an implied value and an open interval among them.
pub fn grouped() -> Chart {
    let bars = |name: &str, values: [f64; 3]| {
        let years = [2012.0, 2017.0, 2022.0];
        let points =
            years.into_iter().zip(values).map(|(year, value)| at_year(year, value, &format!("{value}%"))).collect();
        series(name, false, points)
    };
    let mut all = vec![bars("High-technology exports", [9.3, 13.1, 21.4]), bars("Services", [7.1, -3.0, 12.5])];
    all[0].points[1].hollow = true;
    all[0].points[1].low = Some(11.0);
    chart(
        "grouped",
        "High-technology exports grew faster than services",
        "Growth, percent a year",
        "Hollow: implied by other figures.",
        vec![panel("percent", Mark::Column, all)],
    )
}

/// Places in several orders over a long time; three of them end on top.
pub fn orders() -> Chart {
    let order = |name: &str, places: [f64; 3]| {
        let points = [1978.0, 2001.0, 2023.0].into_iter().zip(places);
        series(name, true, points.map(|(year, place)| at_year(year, place, &trueup::number::ordinal(place))).collect())
    };
    chart(
        "orders",
        "China was 32nd in goods trade when it opened, and is first today",
        "Place among all economies of the world, 1978, 2001 and 2023",
        "",
        vec![panel(
            "rank",
            Mark::Line,
            vec![
                order("Goods trade", [32.0, 6.0, 1.0]),
                order("Reserves", [38.0, 2.0, 1.0]),
                order("GDP", [11.0, 6.0, 2.0]),
                order("Manufacturing", [5.0, 4.0, 1.0]),
            ],
        )],
    )
}

/// Lines between two names, two of which end near one another.
pub fn slopes() -> Chart {
    let slope = |name: &str, before: f64, after: f64| {
        let points = vec![at_name("2001", before, &format!("{before}%")), at_name("2023", after, &format!("{after}%"))];
        series(name, true, points)
    };
    let mut all = vec![
        slope("Manufactured goods", 13.6, 6.5),
        slope("Farm goods", 18.8, 13.9),
        slope("Machinery and electronics", 14.1, 6.1),
        slope("Textiles and clothing", 21.5, 9.8),
    ];
    all[1].points[1].hollow = true;
    chart(
        "slopes",
        "Tariffs fell on all goods, and most on textiles",
        "Average tariff rate, percent",
        "Hollow: implied by other figures. Made up for a test.",
        vec![panel("percent", Mark::Slope, all)],
    )
}

/// Parts of a whole with a negative one, an implied one, and one too small for its label.
pub fn stacked() -> Chart {
    let part = |name: &str, values: [f64; 4]| {
        let years = [2005.0, 2010.0, 2015.0, 2020.0].into_iter().zip(values);
        series(
            name,
            false,
            years
                .map(|(year, value)| {
                    at_year(year, value, &trueup::number::digits(value, trueup::number::Digits::Fixed(1)))
                })
                .collect(),
        )
    };
    let mut all = vec![
        part("Investment", [3.9, 7.1, 1.6, 1.8]),
        part("Consumption", [6.4, 4.8, 4.9, -0.2]),
        part("Net exports", [1.1, -1.3, 0.6, 0.6]),
    ];
    all[0].points[2].hollow = true;
    chart(
        "stacked",
        "Consumption took over from investment, until the pandemic",
        "What added to real growth of GDP, percentage points",
        "Outlined: implied by other figures.",
        vec![panel("percentage_points", Mark::Stack, all)],
    )
}

/// A line of months with a gap, a stretch of estimates, and the intervals of all.
pub fn months() -> Chart {
    let month = |n: u32| {
        let t = f64::from(n);
        let value = 6.0 + (t * 0.35).sin() * 1.8 - t * 0.05;
        let year = 2019.0 + (t + 0.5) / 12.0;
        let at = At::Time { year, name: format!("{}-{:02}", 2019 + n / 12, n % 12 + 1) };
        let hollow = n >= 42;
        let wide = if hollow { 0.4 + (t - 42.0) * 0.08 } else { 0.35 };
        Point {
            at,
            low: Some(value - wide),
            high: Some(value + wide),
            hollow,
            joined: n != 14,
            ..at_year(year, value, &format!("{value:.1}%"))
        }
    };
    let points = (0..54).filter(|n| !(10..14).contains(n)).map(month).collect();
    chart(
        "months",
        "Growth of industrial output has slowed to a third since 2019",
        "Industrial output, change on a year earlier, percent",
        "Dashed: estimates. No figures from November 2019 to February 2020.",
        vec![panel("percent", Mark::Line, vec![Series { name: "Output".to_owned(), color: None, points }])],
    )
}

/// Implied values between stated ones, with their intervals.
pub fn implied() -> Chart {
    let mut points = vec![
        at_year(1978.0, 20.6e9, "USD 20.6 bn"),
        at_year(2001.0, 509e9, "USD 509 bn"),
        at_year(2010.0, 2.97e12, "USD 2.97 trn"),
        at_year(2017.0, 4.1e12, "USD 4.1 trn"),
        at_year(2023.0, 5.94e12, "USD 5.94 trn"),
    ];
    points[2] = Point { hollow: true, low: Some(2.3e12), high: Some(3.6e12), ..points[2].clone() };
    let mut all = series("Goods trade", true, points);
    all.points[1].joined = false;
    chart(
        "implied",
        "Goods trade passed USD 5 trillion",
        "Exports and imports of goods, USD",
        "Hollow: implied by other figures, with its interval.",
        vec![panel("USD", Mark::Line, vec![all])],
    )
}

/// Many lines, of which the first are told apart.
pub fn many(lines: u32) -> Chart {
    let line = |n: u32| {
        let start = f64::from(n * 37 % 60) + 20.0;
        let points = (0..24u32).map(|i| {
            let t = f64::from(i);
            let value = start * (1.0 + 0.02 * f64::from(n % 7)).powf(t) + (t * 0.7 + f64::from(n)).sin() * 4.0;
            at_year(2000.0 + t, value, &format!("{value:.0}"))
        });
        series(&format!("Province {}", n + 1), true, points.collect())
    };
    chart(
        "many",
        "The province that grew fastest overtook all others",
        "Output per worker, index",
        "Made up for a test.",
        vec![panel("index", Mark::Line, (0..lines).map(line).collect())],
    )
}

/// A long daily series.
pub fn days(days: u32) -> Chart {
    let mut value = 8.28;
    let mut seed = 7u32;
    let points = (0..days).map(|n| {
        seed = seed.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        value += (f64::from(seed >> 16) / 65536.0 - 0.501) * 0.02;
        at_year(1996.0 + (f64::from(n) + 0.3) / 365.25, value, &format!("{value:.2}"))
    });
    let points = points.collect();
    chart(
        "days",
        "The yuan has been steady for a generation",
        "CNY per USD, daily",
        "Made up for a test.",
        vec![panel("CNY/USD", Mark::Line, vec![series("Rate", true, points)])],
    )
}

/// The same indicator in six places, side by side.
pub fn grid() -> Chart {
    let names = ["Guangdong", "Jiangsu", "Shandong", "Zhejiang", "Sichuan", "Inner Mongolia Autonomous Region"];
    let panels = names.into_iter().zip(0u32..).map(|(name, n)| {
        let points = (0..15u32).map(|i| {
            let t = f64::from(i);
            let value = 12.0 - f64::from(n) * 0.3 - t * 0.4 + (t + f64::from(n)).sin() * 1.5;
            at_year(2009.0 + t, value, &format!("{value:.1}%"))
        });
        let mut one = panel("percent", Mark::Line, vec![series("Growth", true, points.collect())]);
        one.heading = name.to_owned();
        one
    });
    let mut chart = chart(
        "grid",
        "Growth has slowed in every province",
        "Real growth of regional GDP, percent a year, 2009-2023",
        "Made up for a test.",
        Vec::new(),
    );
    chart.body = Body::Grid(panels.collect());
    chart
}

/// A chart of rows.
fn rows(id: &str, title: &str, subtitle: &str, note: &str, panels: Vec<Panel>) -> Chart {
    Chart { body: Body::Rows(panels), ..chart(id, title, subtitle, note, Vec::new()) }
}

/// Three bars.
pub fn bars() -> Chart {
    let points = vec![
        at_name("Before", 15.3, "15.3%"),
        at_name("Promised to the WTO", 9.8, "9.8%"),
        at_name("After", 7.4, "7.4%"),
    ];
    rows(
        "bars",
        "China's overall tariff rate was cut from 15.3% to 7.4%, below the 9.8% it had promised",
        "Overall tariff rate of China in percent",
        "The paper gives no years for these rates.",
        vec![panel("percent", Mark::Bar, vec![series("", false, points)])],
    )
}

/// Bars of several series, a negative, an implied and an open one among them, above a panel of one.
pub fn growth() -> Chart {
    let places = ["Guangdong", "Inner Mongolia Autonomous Region", "Sichuan"];
    let bars = |name: &str, values: [f64; 3]| {
        let points =
            places.into_iter().zip(values).map(|(place, value)| at_name(place, value, &format!("{value:.1}%")));
        series(name, false, points.collect())
    };
    let mut all = vec![bars("2019", [6.2, 5.2, 7.5]), bars("2020", [2.3, -0.2, 3.8])];
    all[1].points[0] = Point { low: Some(2.0), hollow: true, ..all[1].points[0].clone() };
    all[1].points[2].high = Some(4.4);
    let heading = "Growth by province".to_owned();
    let total = vec![at_name("All China", 2.2, "2.2%")];
    let total = Panel {
        heading: "All provinces in 2020".to_owned(),
        ..panel("percent", Mark::Bar, vec![series("China", false, total)])
    };
    rows(
        "growth",
        "Growth fell in every province in the first year of the pandemic",
        "Real growth of regional GDP, percent",
        "Made up for a test.",
        vec![Panel { heading, ..panel("percent", Mark::Bar, all) }, total],
    )
}

/// Three dates a row; two of them meet in one row.
pub fn dumbbells() -> Chart {
    let ends = |name: &str, values: [f64; 4]| {
        let places = ["Textiles and clothing", "Farm goods", "Machinery and electronics", "Fuels"];
        let points =
            places.into_iter().zip(values).map(|(place, value)| at_name(place, value, &format!("{value:.1}%")));
        series(name, false, points.collect())
    };
    let all = vec![
        ends("2001", [21.5, 18.8, 14.1, 4.0]),
        ends("2010", [14.0, 15.0, 6.2, 4.0]),
        ends("2023", [9.8, 13.9, 6.1, 4.0]),
    ];
    rows(
        "dumbbells",
        "Tariffs fell on all goods but fuels, and most on textiles",
        "Average tariff rate, percent",
        "Made up for a test.",
        vec![panel("percent", Mark::Dumbbell, all)],
    )
}

/// Dots close together, far away from zero.
pub fn dots() -> Chart {
    let points = vec![
        Point { low: Some(33.45), high: Some(33.55), ..at_name("Surged 33.5 times, read as “to”", 33.5, "33.5×") },
        Point { low: Some(33.8), high: Some(35.1), hollow: true, ..at_name("39 years at 9.5 percent", 34.4, "34.4×") },
        Point { low: Some(34.45), high: Some(34.55), ..at_name("Surged 33.5 times, read as “by”", 34.5, "34.5×") },
    ];
    rows(
        "dots",
        "Growth of 9.5% a year fits growth by 33.5 times, not growth to it",
        "GDP of China in 2017 as a multiple of GDP in 1978",
        "",
        vec![panel("index", Mark::Dot, vec![series("", false, points)])],
    )
}

/// Dots on a log scale above a single one.
pub fn patents() -> Chart {
    let points = vec![
        at_name("Valid patents, as printed", 4.991e9, "4.991 bn"),
        Point { low: Some(4e6), ..at_name("Threshold passed", 4e6, "more than 4 m") },
    ];
    let all = Panel {
        heading: "Patents".to_owned(),
        scale: ValueScale::Log,
        ..panel("count", Mark::Dot, vec![series("", false, points)])
    };
    let one = Point { low: Some(11.75), high: Some(11.85), ..at_name("For every 10,000 people", 11.8, "11.8") };
    let one = Panel {
        heading: "High-value patents".to_owned(),
        ..panel("index", Mark::Dot, vec![series("", false, vec![one])])
    };
    rows(
        "patents",
        "As printed, China held over a thousand times the patents of the threshold that it passed first",
        "Valid patents of China, 2023",
        "",
        vec![all, one],
    )
}

/// Fields of a hundred squares.
pub fn shares() -> Chart {
    let points = vec![
        at_name("of world GDP, 2023", 17.2, "17.2%"),
        Point { hollow: true, ..at_name("of world growth, 2023", 32.0, "32%") },
        at_name("of world growth, 2013–2021", 38.6, "38.6%"),
    ];
    let chart = chart(
        "shares",
        "China made up 17.2% of the world economy in 2023 and contributed 32% of its growth",
        "Share of China, percent",
        "",
        Vec::new(),
    );
    Chart { body: Body::Waffle(panel("percent", Mark::Waffle, vec![series("", false, points)])), ..chart }
}

/// Twelve charts on one sheet.
pub fn sheet() -> Chart {
    let tiles = vec![
        gdp(),
        dots(),
        reserves(),
        shares(),
        manufacturing(),
        bars(),
        tariffs(),
        research(),
        ranks(),
        patents(),
        comparison(25),
        dumbbells(),
    ];
    let chart = chart(
        "sheet",
        "China's opening up in figures",
        "Each chart stands alone in the gallery, with its sources",
        "Hollow marks are not stated but implied by figures that are.",
        Vec::new(),
    );
    Chart { body: Body::Sheet(tiles), ..chart }
}

/// Claims of many kinds and verdicts, made up.
pub fn comparison(rows: usize) -> Chart {
    let span = |low: f64, point: f64, high: f64| Span { point: Some(point), low: Some(low), high: Some(high) };
    let over = |low: f64| Span { point: None, low: Some(low), high: None };
    let row = |label: &str, stated: Span, computed: Span, words: [&str; 3]| {
        let [stated_text, computed_text, verdict] = words.map(str::to_owned);
        ComparisonRow { label: label.to_owned(), stated, computed, stated_text, computed_text, verdict }
    };
    let some = vec![
        row(
            "GDP 2010-2023, multiple",
            over(3.0),
            span(3.13, 3.15, 3.5),
            ["more than tripled", "3.15 times", "consistent"],
        ),
        row(
            "GDP 1978-2017, growth a year",
            span(9.45, 9.5, 9.55),
            span(9.4, 9.47, 9.52),
            ["9.5%", "9.47%", "consistent"],
        ),
        row(
            "Reserves 1978-2023, multiple",
            over(15.0),
            span(19100.0, 19162.0, 19220.0),
            ["more than 15 times", "19,162 times", "suspect"],
        ),
        row(
            "Manufacturing 2012-2021, multiple",
            span(1.8, 2.0, 2.2),
            span(1.848, 1.849, 1.852),
            ["doubled", "1.85 times", "consistent"],
        ),
        row(
            "Tariff after accession below commitment, difference in percentage points",
            span(2.3, 2.4, 2.5),
            span(2.3, 2.4, 2.5),
            ["2.4 points", "2.4 points", "consistent"],
        ),
        row(
            "Trade 1978-2017, multiple",
            span(195.0, 198.0, 201.0),
            span(197.2, 197.9, 198.4),
            ["198 times", "197.9 times", "consistent"],
        ),
        row(
            "R&D spending 2012-2022, multiple",
            span(2.85, 3.0, 3.15),
            span(2.97, 3.0, 3.03),
            ["3 times", "3.0 times", "consistent"],
        ),
        row(
            "R&D intensity 2022, percent of GDP",
            span(2.545, 2.55, 2.555),
            span(2.52, 2.56, 2.6),
            ["2.55%", "2.56%", "rounding"],
        ),
        row("Share of world GDP 2023", span(16.5, 17.0, 17.5), span(16.8, 17.2, 17.6), ["17%", "17.2%", "rounding"]),
        row(
            "Innovation index, places gained",
            span(22.0, 22.0, 22.0),
            span(22.0, 22.0, 22.0),
            ["22 places", "22 places", "consistent"],
        ),
        row("Rank in world trade", span(1.0, 1.0, 1.0), span(2.0, 2.0, 2.0), ["1st", "2nd", "inconsistent"]),
        row(
            "Poverty, people lifted since 1978",
            over(7.4e8),
            span(7.65e8, 7.7e8, 7.75e8),
            ["more than 740 million", "770 million", "consistent"],
        ),
        row(
            "Foreign investment grew 33.5 times",
            span(33.45, 33.5, 33.55),
            span(34.2, 34.5, 34.8),
            ["33.5 times", "34.5 times", "depends"],
        ),
        row(
            "Exports 2001-2023, multiple",
            over(8.0),
            span(12.6, 12.7, 12.8),
            ["over 8 times", "12.7 times", "consistent"],
        ),
        row("Zones set up since 2013", span(22.0, 22.0, 22.0), span(21.0, 21.0, 21.0), ["22", "21", "inconsistent"]),
        row("Budget balance", span(0.0, 0.0, 0.0), span(-0.4, -0.3, -0.2), ["balanced", "−0.3%", "inconsistent"]),
        row(
            "Growth 2020 against 2019",
            span(2.15, 2.2, 2.25),
            span(-2.4, -2.3, -2.2),
            ["2.2% up", "2.3% down", "inconsistent"],
        ),
        row("Savings rate in 1990", span(34.0, 35.0, 36.0), Span::default(), ["35%", "not stated", "unchecked"]),
        row(
            "Power use below",
            Span { point: None, low: None, high: Some(0.5) },
            span(0.44, 0.46, 0.48),
            ["less than half", "0.46", "consistent"],
        ),
        row("Ports among the ten largest", span(7.0, 7.0, 7.0), span(7.0, 7.0, 7.0), ["7", "7", "consistent"]),
        row(
            "Change of the current account",
            span(-1.6, -1.5, -1.4),
            span(-1.7, -1.55, -1.4),
            ["down 1.5 points", "down 1.55 points", "consistent"],
        ),
        row(
            "Customs revenue, a thousandfold",
            span(900.0, 1000.0, 1100.0),
            span(0.95, 1.0, 1.05),
            ["1,000 times", "once", "inconsistent"],
        ),
        row(
            "Income of households 2012-2022",
            span(1.7, 1.8, 1.9),
            Span { point: Some(1.75), low: Some(1.6), high: None },
            ["1.8 times", "1.6 times or more", "depends"],
        ),
        row(
            "Railway length",
            span(149.5, 150.0, 150.5),
            span(155.0, 155.0, 155.0),
            ["150,000 km", "155,000 km", "inconsistent"],
        ),
        row(
            "Retail sales 2012-2022, multiple",
            span(2.0, 2.1, 2.2),
            span(2.09, 2.13, 2.16),
            ["2.1 times", "2.13 times", "consistent"],
        ),
    ];
    let rows = some.iter().cycle().take(rows).cloned().collect();
    let mut chart = chart(
        "comparison",
        "Of 25 stated comparisons, 13 follow from the stated figures",
        "Each claim against what the figures of the paper give, relative to what is stated",
        "Made up for a test.",
        Vec::new(),
    );
    chart.body = Body::Comparison(rows);
    chart
}
