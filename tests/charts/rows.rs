//! Rows, fields of squares and overviews of them: any data is drawn without fault, or refused in words.

use proptest::prelude::*;
use trueup::chart::{self, At, Body, Chart, Group, Mark, Panel, Point, Rect, Scene, Series, Shape, Size, ValueScale};

use super::{any_chart, any_row, cases, crossed, drawn_or_refused, faults, light, sizes, value};
use crate::samples::{self, at_name, chart as sample, panel, series};

fn rows_of(panels: Vec<Panel>) -> Chart {
    Chart { body: Body::Rows(panels), ..sample("rows", "A title", "A subtitle", "A note", Vec::new()) }
}

fn boxes(scene: &Scene) -> Vec<Rect> {
    let marks = scene.group(Group::Marks);
    marks.filter_map(|shape| if let Shape::Box { rect, .. } = shape { Some(*rect) } else { None }).collect()
}

#[test]
fn few_rows_fill_the_picture_and_all_its_bars_are_of_one_thickness() {
    for (name, size) in Size::NAMED.into_iter().filter(|(_, size)| !size.is_thumb()) {
        let scene = chart::draw(&samples::bars(), &light(size)).unwrap();
        let bars = boxes(&scene);
        assert!(bars.iter().all(|bar| (bar.h - bars[0].h).abs() < 1e-9), "{name}: {bars:?}");
        // Bars begin at one edge, and lie in proportion to their values: 15.3 to 7.4.
        assert!(bars.iter().all(|bar| (bar.x - bars[0].x).abs() < 1e-9), "{name}: {bars:?}");
        assert!((bars[0].w / bars[2].w - 15.3 / 7.4).abs() < 1e-9, "{name}: {bars:?}");
        let bottom = |group: Group| scene.group(group).map(|shape| shape.rect().bottom()).fold(0.0, f64::max);
        let top = scene.group(Group::Footer).map(|shape| shape.rect().y).fold(f64::INFINITY, f64::min);
        let empty = (top - bottom(Group::Marks)) / size.height();
        assert!(empty < 0.15, "{name}: {empty} of the picture is empty above the footer");
    }
}

#[test]
fn words_grow_where_rows_are_few_but_never_to_the_size_of_the_title() {
    let size_of = |scene: &Scene, words: &str| scene.texts().find(|text| text.words == words).map(|text| text.size);
    let many = (0..18).map(|i| at_name(&format!("row {i}"), f64::from(i), &format!("{i}%"))).collect();
    let many = rows_of(vec![panel("percent", Mark::Bar, vec![series("", false, many)])]);
    let few = rows_of(vec![panel("percent", Mark::Bar, vec![series("", false, vec![at_name("row", 5.0, "5%")])])]);
    let [many, few] = [many, few].map(|chart| chart::draw(&chart, &light(Size::PAGE)).unwrap());
    let (small, large, title) = (size_of(&many, "5%"), size_of(&few, "5%"), size_of(&few, "A title"));
    assert!(small < large && large < title, "{small:?} {large:?} {title:?}");
}

#[test]
fn a_single_dot_stands_at_its_distance_from_zero() {
    let point = Point { low: Some(11.75), high: Some(11.85), ..at_name("For every 10,000 people", 11.8, "11.8") };
    let scene = chart::draw(
        &rows_of(vec![panel("index", Mark::Dot, vec![series("", false, vec![point])])]),
        &light(Size::PAGE),
    )
    .unwrap();
    let ticks: Vec<&str> = scene
        .group(Group::Plot)
        .filter_map(|shape| if let Shape::Text(text) = shape { Some(text.words.as_str()) } else { None })
        .collect();
    assert!(ticks.contains(&"0") && ticks.contains(&"10"), "{ticks:?}");
}

#[test]
fn an_axis_of_dots_that_leaves_zero_out_says_so() {
    let scene = chart::draw(&samples::dots(), &light(Size::PAGE)).unwrap();
    assert!(scene.texts().any(|text| text.words.contains("The axis does not start at zero.")));
    let scene = chart::draw(&samples::bars(), &light(Size::PAGE)).unwrap();
    assert!(!scene.texts().any(|text| text.words.contains("start at zero")));
}

#[test]
fn an_overview_of_twelve_charts_fits_an_upright_page_with_whole_titles() {
    let scene = chart::draw(&samples::sheet(), &light(Size::PAGE)).unwrap();
    // A4 is 210 by 297 mm: 850 pixels wide, 1202 high.
    assert!(scene.height <= 1202.0, "{}", scene.height);
    let cut: Vec<&str> = scene.texts().map(|text| text.words.as_str()).filter(|words| words.contains('…')).collect();
    assert!(cut.is_empty(), "{cut:?}");
}

#[test]
fn what_does_not_lie_in_rows_or_fields_is_refused_by_name() {
    let one = |mark: Mark, unit: &str, points: Vec<Point>| panel(unit, mark, vec![series("s", false, points)]);
    let at = |value: f64| at_name("name", value, "");
    let log = Panel { scale: ValueScale::Log, ..one(Mark::Bar, "USD", vec![at(1.0)]) };
    let waffle = |value: f64| Body::Waffle(one(Mark::Waffle, "percent", vec![at(value)]));
    let sheet = |charts: Vec<Chart>| Chart { body: Body::Sheet(charts), ..samples::gdp() };
    let cases = [
        (Body::Rows(Vec::new()), "it has no panels"),
        (Body::Rows(vec![log]), "bars cannot stand on a log scale"),
        (Body::Rows(vec![one(Mark::Bar, "USD", vec![at(1.0), at(2.0)])]), "'s' at name has two bars"),
        (
            Body::Rows(vec![one(Mark::Dot, "USD", vec![samples::at_year(2010.0, 1.0, "")])]),
            "a row is called by a moment, 2010",
        ),
        (Body::Rows(vec![one(Mark::Line, "USD", vec![at(1.0)])]), "marks do not lie in rows"),
        (waffle(101.0), "'name' is 101%, which a hundred squares cannot show"),
        (waffle(-1.0), "'name' is −1%"),
        (Body::Sheet(Vec::new()), "it has no charts"),
        (Body::Sheet(vec![sheet(vec![samples::gdp()])]), "'gdp' is an overview in an overview"),
    ];
    for (body, message) in cases {
        let error = chart::draw(&Chart { body, ..samples::gdp() }, &light(Size::PAGE)).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
}

#[test]
fn extreme_rows_are_drawn_or_refused() {
    let long = "word ".repeat(30);
    let cases = [
        vec![5.0],
        vec![7.0, 7.0, 7.0],
        vec![0.0, 0.0],
        vec![1e-300, 1e300],
        vec![-1e300, 1e300],
        vec![1e15, 1e15 + 0.125],
        (1..=60).map(f64::from).collect(),
    ];
    for values in cases {
        let points = || {
            let named = values.iter().enumerate();
            named.map(|(i, value)| at_name(&format!("{i} {long}"), *value, "a value")).collect::<Vec<Point>>()
        };
        for mark in [Mark::Bar, Mark::Dumbbell, Mark::Dot] {
            for scale in [ValueScale::Linear, ValueScale::Log] {
                if mark == Mark::Bar && scale == ValueScale::Log {
                    continue;
                }
                let one = panel("index", mark, vec![series(&long, false, points()), series("other", false, points())]);
                let chart = rows_of(vec![Panel { scale, ..one }]);
                for (_, size) in Size::NAMED {
                    match chart::draw(&chart, &light(size)) {
                        Ok(scene) => assert_clear(&scene, &format!("{mark:?} {scale:?} {values:?} at {size}")),
                        Err(error) => assert!(error.help_text().is_some(), "{mark:?} at {size}: {error}"),
                    }
                }
            }
        }
    }
}

fn assert_clear(scene: &Scene, which: &str) {
    let mut all = faults(scene);
    all.extend(crossed(scene));
    assert!(all.is_empty(), "{which}: {all:#?}");
}

fn name() -> impl Strategy<Value = String> {
    prop_oneof![".{0,50}", "[a-z]{1,12}", "[A-Z][a-z ]{30,140}", Just("W".repeat(60))]
}

prop_compose! {
    fn cell()(
        value in prop_oneof![value(), -20.0..100.0f64, Just(7.0), Just(0.0)],
        low in prop::option::of(0.0..0.5f64),
        high in prop::option::of(0.0..0.5f64),
        label in prop_oneof!["[ -~−é中]{0,30}", "[0-9]{1,3}%"],
        hollow in prop::bool::ANY,
    ) -> Point {
        let end = |sign: f64| move |share: f64| value + sign * share * value.abs();
        Point { low: low.map(end(-1.0)), high: high.map(end(1.0)), hollow, ..at_name("", value, &label) }
    }
}

prop_compose! {
    fn any_panel()(
        heading in prop_oneof![Just(String::new()), ".{0,60}"],
        mark in prop::sample::select(vec![Mark::Bar, Mark::Dumbbell, Mark::Dot]),
        log in prop::bool::ANY,
        unit in prop::sample::select(vec!["CNY", "percent", "rank", "index", "people"]),
        names in prop_oneof![4 => prop::collection::vec(name(), 1..8), 1 => prop::collection::vec(name(), 8..30)],
        all in prop::collection::vec((".{0,30}", prop::collection::vec(prop::option::weighted(0.8, cell()), 30)), 1..4),
    ) -> Panel {
        let log = log && mark != Mark::Bar;
        let mut names = names;
        names.sort();
        names.dedup();
        let rows = |cells: Vec<Option<Point>>| -> Vec<Point> {
            let cells = names.iter().zip(cells).filter_map(|(name, cell)| Some((name, cell?)));
            let placed = cells.map(|(name, cell)| Point { at: At::Category(name.clone()), ..cell });
            placed.filter(|point| !log || point.value > 0.0).collect()
        };
        let all: Vec<Series> = all.into_iter().map(|(name, cells)| series(&name, false, rows(cells))).collect();
        let scale = if log { ValueScale::Log } else { ValueScale::Linear };
        Panel { heading, scale, ..panel(unit, mark, all) }
    }
}

prop_compose! {
    fn any_rows()(title in "[A-Z].{0,200}", panels in prop::collection::vec(any_panel(), 1..3)) -> Chart {
        Chart { title, ..rows_of(panels) }
    }
}

prop_compose! {
    fn any_waffle()(
        points in prop::collection::vec((name(), 0.0..=100.0f64, ".{0,30}", prop::bool::ANY), 1..12),
        several in prop::bool::ANY,
    ) -> Chart {
        let points = points.into_iter().map(|(name, value, label, hollow)| Point { hollow, ..at_name(&name, value, &label) });
        let all = if several {
            points.map(|point| series("one", false, vec![point])).collect()
        } else {
            vec![series("all", false, points.collect())]
        };
        Chart { body: Body::Waffle(panel("percent", Mark::Waffle, all)), ..rows_of(Vec::new()) }
    }
}

fn any_table() -> impl Strategy<Value = Chart> {
    prop::collection::vec(any_row(), 1..30)
        .prop_map(|rows| Chart { body: Body::Comparison(rows), ..rows_of(Vec::new()) })
}

prop_compose! {
    fn any_sheet()(
        title in "[A-Z].{0,100}",
        charts in prop::collection::vec(prop_oneof![any_rows(), any_waffle(), any_chart(), any_table()], 1..6),
    ) -> Chart {
        Chart { title, body: Body::Sheet(charts), ..rows_of(Vec::new()) }
    }
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_rows_are_drawn_without_fault_or_refused(chart in any_rows(), size in prop::sample::select(sizes())) {
        drawn_or_refused(&chart, size)?;
    }

    #[test]
    fn any_waffle_is_drawn_without_fault_or_refused(chart in any_waffle(), size in prop::sample::select(sizes())) {
        drawn_or_refused(&chart, size)?;
    }

    #[test]
    fn any_sheet_is_drawn_without_fault_or_refused(chart in any_sheet(), size in prop::sample::select(sizes())) {
        drawn_or_refused(&chart, size)?;
    }
}
