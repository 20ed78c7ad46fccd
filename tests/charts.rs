//! What a reader can count on in every chart: nothing is cut, nothing overlaps, nothing is too small.

mod rows;

use proptest::prelude::*;
use proptest::test_runner::TestCaseError;
use trueup::chart::{
    self, At, Body, Chart, ComparisonRow, Group, Mark, Panel, Point, Pt, Rect, Scene, Series, Shape, Size, Span, Style,
    Theme, ValueScale,
};

use crate::samples::{self, all, at_name, at_year, chart as sample, panel, series};
use crate::support::Sample;

fn sizes() -> Vec<Size> {
    let own = ["400x300", "2000x500", "500x2000", "260x260", "120x120", "650x420"];
    let own = own.into_iter().filter_map(|text| text.parse().ok());
    Size::NAMED.into_iter().map(|(_, size)| size).chain(own).collect()
}

fn light(size: Size) -> Style {
    Style::new(size, Theme::LIGHT)
}

/// The faults of a placed chart, in words.
fn faults(scene: &Scene) -> Vec<String> {
    let mut faults = Vec::new();
    let picture = Rect::new(-0.01, -0.01, scene.width + 0.02, scene.height + 0.02);
    for item in &scene.items {
        let rect = item.shape.rect();
        if !(rect.x.is_finite() && rect.y.is_finite() && picture.holds(&rect)) {
            faults.push(format!("leaves the picture: {item:?}"));
        }
    }
    let texts: Vec<_> = scene.texts().collect();
    for (i, text) in texts.iter().enumerate() {
        if text.size < 11.0 {
            faults.push(format!("'{}' is {} px small", text.words, text.size));
        }
        for other in &texts[i + 1..] {
            if text.rect().grown(-0.01).overlaps(&other.rect()) {
                faults.push(format!("'{}' overlaps '{}'", text.words, other.words));
            }
        }
    }
    faults
}

/// Whether its files are XML whatever its words hold, with the title as it is.
fn well_formed(scene: &Scene) -> bool {
    let titled = |svg: &str| {
        let document = resvg::usvg::roxmltree::Document::parse(svg);
        document.is_ok_and(|document| {
            let title = document.descendants().find(|node| node.has_tag_name("title"));
            title.and_then(|title| title.text()).unwrap_or_default() == scene.title
        })
    };
    titled(&scene.to_svg()) && scene.to_live_svg().is_ok_and(|svg| titled(&svg))
}

/// Labels of points that touch a mark, in words.
fn crossed(scene: &Scene) -> Vec<String> {
    let labels = scene.group(Group::Labels).filter(|shape| matches!(shape, Shape::Text(_)));
    let touched = labels.filter(|label| scene.group(Group::Marks).any(|mark| mark.touches(&label.rect())));
    touched.map(|label| format!("a mark crosses {label:?}")).collect()
}

#[test]
fn nothing_overlaps_or_leaves_the_picture_at_any_size() {
    for chart in all() {
        for size in sizes() {
            let scene = match chart::draw(&chart, &light(size)) {
                Ok(scene) => scene,
                Err(error) => {
                    assert!(!Size::NAMED.iter().any(|(_, named)| *named == size), "{} at {size}: {error}", chart.id);
                    assert!(error.to_string().contains("no room"), "{} at {size}: {error}", chart.id);
                    continue;
                }
            };
            let mut faults = faults(&scene);
            if !matches!(chart.body, Body::Comparison(_)) {
                faults.extend(crossed(&scene));
            }
            assert!(faults.is_empty(), "{} at {size}: {faults:#?}", chart.id);
        }
    }
}

#[test]
fn every_label_of_the_few_points_finds_its_place_at_the_named_sizes() {
    for chart in all() {
        let (Body::Panels(panels) | Body::Rows(panels)) = &chart.body else { continue };
        let labels: Vec<&str> =
            panels.iter().flat_map(|p| &p.series).flat_map(|s| &s.points).map(|p| p.label.as_str()).collect();
        if labels.len() > 12 {
            continue;
        }
        for (name, size) in Size::NAMED.into_iter().filter(|(_, size)| !size.is_thumb()) {
            let scene =
                chart::draw(&chart, &light(size)).unwrap_or_else(|error| panic!("{} at {name}: {error}", chart.id));
            for label in &labels {
                // What found no room is told by name.
                let told = scene.unplaced.iter().any(|words| words == label);
                assert!(
                    told || scene.texts().any(|text| text.words == *label),
                    "{} at {name}: '{label}' is missing",
                    chart.id
                );
            }
        }
    }
}

#[test]
fn a_thumbnail_has_its_title_and_one_label() {
    let scene = chart::draw(&samples::gdp(), &light(Size::THUMB)).unwrap();
    let labels: Vec<&Shape> = scene.group(Group::Labels).collect();
    assert!(matches!(labels.as_slice(), [Shape::Text(text)] if text.words == "CNY 126 trn"), "{labels:?}");
    assert_eq!(scene.group(Group::Footer).count(), 0);
}

#[test]
fn the_same_chart_gives_the_same_bytes() {
    let draw = || chart::draw(&samples::research(), &light(Size::PAGE)).unwrap().to_svg();
    assert_eq!(draw(), draw());
    let picture = || chart::draw(&samples::research(), &light(Size::PAGE)).unwrap().picture().unwrap();
    assert_eq!(picture().png(2.0).unwrap(), picture().png(2.0).unwrap());
    assert_eq!(picture().pdf().unwrap(), picture().pdf().unwrap());
}

#[test]
fn a_png_has_the_size_and_density_of_its_scale_and_no_transparency() {
    let picture = chart::draw(&samples::gdp(), &light(Size::THUMB)).unwrap().picture().unwrap();
    for (scale, width) in [(1.0_f32, 300), (2.0, 600), (4.0, 1200)] {
        let bytes = picture.png(scale).unwrap();
        let reader = png::Decoder::new(std::io::Cursor::new(bytes)).read_info().unwrap();
        let info = reader.info();
        assert_eq!(info.width, width);
        assert_eq!(info.color_type, png::ColorType::Rgb);
        let density = f64::from(info.pixel_dims.unwrap().xppu);
        assert!((density * 0.0254 - 96.0 * f64::from(scale)).abs() < 0.1);
    }
    assert!(picture.png(5.0).is_err());
}

#[test]
fn an_svg_names_and_describes_itself() {
    let mut chart = samples::gdp();
    chart.title.push_str(" <&\">");
    let svg = chart::draw(&chart, &light(Size::PAGE)).unwrap().to_svg();
    for part in [
        "width=\"850\" height=\"600\" viewBox=\"0 0 3400 2400\" role=\"img\" aria-labelledby=\"gdp-title gdp-desc\"",
        "3.15 times as much &lt;&amp;&quot;&gt;</title>",
        "<desc id=\"gdp-desc\">Column chart: Gross domestic product at current prices, CNY trillion, 2010 and 2023. GDP: almost CNY 40 trn in 2010 (CNY 36.0 to 40.0 trillion); CNY 126 trn in 2023",
        "<g class=\"marks\"",
    ] {
        assert!(svg.contains(part), "{part}\n{}", &svg[..900]);
    }
    assert!(!svg.contains("<text"), "words are outlines");
}

#[test]
fn characters_that_the_face_lacks_are_reported() {
    let mut chart = samples::gdp();
    chart.title = "国内生产总值 GDP".to_owned();
    let scene = chart::draw(&chart, &light(Size::PAGE)).unwrap();
    assert_eq!(scene.missing, ['产', '值', '内', '国', '总', '生']);
    assert!(scene.picture().unwrap().png(1.0).is_ok());
}

#[test]
fn columns_grow_from_zero_and_stand_at_their_true_distance() {
    let scene = chart::draw(&samples::manufacturing(), &light(Size::PAGE)).unwrap();
    let columns: Vec<Rect> = scene
        .group(Group::Marks)
        .filter_map(|shape| if let Shape::Box { rect, .. } = shape { Some(*rect) } else { None })
        .collect();
    let [a, b, c] = columns.as_slice() else { panic!("{columns:?}") };
    assert!((a.bottom() - c.bottom()).abs() < 1e-9);
    assert!((a.h / c.h - 16.98 / 33.0).abs() < 1e-9);
    assert!(((b.mid_x() - a.mid_x()) / (c.mid_x() - a.mid_x()) - 9.0 / 11.0).abs() < 1e-9);
    assert!(b.right() < c.x);
}

#[test]
fn an_axis_that_leaves_zero_out_says_so() {
    let points = vec![at_year(2016.0, 94.0, "94"), at_year(2023.0, 99.0, "99")];
    let chart = sample("a", "A title", "", "", vec![panel("index", Mark::Line, vec![series("a", true, points)])]);
    let scene = chart::draw(&chart, &light(Size::PAGE)).unwrap();
    assert!(scene.texts().any(|text| text.words == "The axis does not start at zero."));
    let scene = chart::draw(&samples::reserves(), &light(Size::PAGE)).unwrap();
    assert!(scene.texts().any(|text| text.words == "Log scale"));
}

#[test]
fn what_cannot_be_drawn_is_refused_by_name() {
    let log = |mark: Mark, value: f64| {
        let mut one = panel("USD", mark, vec![series("Reserves", false, vec![at_year(1978.0, value, "")])]);
        one.scale = ValueScale::Log;
        sample("a", "A title", "", "", vec![one])
    };
    let mixed = vec![at_year(2010.0, 1.0, ""), at_name("after", 1.0, "")];
    let twice = vec![at_year(2010.0, 1.0, ""), at_year(2010.0, 2.0, "")];
    let column = |points: Vec<Point>| {
        sample("a", "A title", "", "", vec![panel("USD", Mark::Column, vec![series("s", false, points)])])
    };
    let mut untitled = samples::gdp();
    untitled.title.clear();
    let cases = [
        (log(Mark::Column, 1.0), "columns cannot stand on a log scale"),
        (log(Mark::Line, -5.0), "'Reserves' at 1978 is USD −5, which a log scale cannot show"),
        (column(mixed), "some points stand at years and some at names"),
        (column(twice), "'s' at 2010 has two columns"),
        (column(Vec::new()), "has no points"),
        (column(vec![at_year(2010.0, f64::NAN, "")]), "not finite"),
        (untitled, "it has no title"),
    ];
    for (chart, message) in cases {
        let error = chart::draw(&chart, &light(Size::PAGE)).unwrap_err().to_string();
        assert!(error.contains(message), "{error}");
    }
}

#[test]
fn the_csv_of_a_chart_holds_raw_numbers() {
    let csv = samples::gdp().to_csv();
    assert!(
        csv.contains(",GDP,2010,40000000000000,36000000000000,40000000000000,CNY,almost CNY 40 trn,false\n"),
        "{csv}"
    );
    let rows = samples::comparison(25).to_csv();
    assert_eq!(rows.lines().count(), 26);
    assert!(rows.starts_with("label,stated_point,stated_low,stated_high,computed_point,"), "{rows}");
}

#[test]
fn readers_see_periods_in_words_and_the_csv_keeps_them_as_they_are_written() {
    let package = Sample::new();
    let quarters = ["2022-Q4", "2023-Q1", "2023-Q2"].map(|period| (period, format!("gdp[{period}]")));
    for (period, _) in &quarters {
        package.add("figures.csv", &format!("gdp_{period},gdp,CHN,{period},,CNY 30 trillion,paper,p. 1,"));
    }
    let figures = quarters.map(|(_, figure)| format!("\"{figure}\"")).join(", ");
    let of =
        |kind: &str| format!("[[chart]]\nid = \"{kind}\"\nkind = \"{kind}\"\ntitle = \"GDP\"\nfigures = [{figures}]\n");
    package.write("charts.toml", &["line", "bar", "slope"].map(of).concat());
    let run = package.run(&["chart", "--package", ".", "--out", "charts", "--format", "json,csv"]);
    assert_eq!(run.code, 0, "{}", run.err);
    for kind in ["line", "bar", "slope"] {
        let read =
            |ending: &str| std::fs::read_to_string(package.path().join(format!("charts/{kind}.{ending}"))).unwrap();
        let record: serde_json::Value = serde_json::from_str(&read("json")).unwrap();
        let alt = record["alt"].as_str().unwrap();
        assert!(alt.contains("Q1 2023") && !alt.contains("2023-Q1"), "{alt}");
        assert_eq!(read("csv").contains("2023-Q1"), kind == "line", "{}", read("csv"));
    }
    let month = At::moment("2010-07".parse().unwrap(), None);
    let points = vec![Point { at: month, ..at_year(2010.0, 1.0, "") }];
    let one = sample("july", "July", "", "", vec![panel("percent", Mark::Line, vec![series("", false, points)])]);
    let scene = chart::draw(&one, &light(Size::PAGE)).unwrap();
    assert!(scene.alt.contains("in July 2010") && one.to_csv().contains(",2010-07,"), "{}", scene.alt);
}

#[test]
fn a_comparison_is_as_high_as_its_rows_need() {
    let height = |rows| chart::draw(&samples::comparison(rows), &light(Size::PAGE)).unwrap().height;
    assert!(height(40) > height(20) + 300.0);
}

#[test]
fn the_words_that_find_no_room_are_named() {
    for chart in all().into_iter().filter(|chart| !["orders", "stacked"].contains(&chart.id.as_str())) {
        let scene = chart::draw(&chart, &light(Size::PAGE)).unwrap();
        assert!(scene.unplaced.is_empty(), "{}: {:?}", chart.id, scene.unplaced);
    }
    // Twelve long labels in a small picture: what is not written is reported, and nothing else is.
    let points = (0..12u32).map(|i| at_name(&format!("n{i}"), 5.0, &format!("a long label {i:02}"))).collect();
    let chart = sample("a", "A title", "", "", vec![panel("index", Mark::Line, vec![series("a", true, points)])]);
    let scene = chart::draw(&chart, &light(Size::COLUMN)).unwrap();
    assert!(!scene.unplaced.is_empty());
    for i in 0..12 {
        let label = format!("a long label {i:02}");
        let written = scene.texts().any(|text| text.words == label);
        assert_ne!(written, scene.unplaced.contains(&label), "{label}");
    }
}

#[test]
fn ten_thousand_points_make_a_small_file() {
    for joined in [true, false] {
        let mut chart = samples::days(10_000);
        let Body::Panels(panels) = &mut chart.body else { panic!("days are panels") };
        panels[0].series[0].points.iter_mut().for_each(|point| point.joined = joined);
        for (name, size) in Size::NAMED {
            let svg = chart::draw(&chart, &light(size)).unwrap().to_svg();
            assert!(svg.len() < 150_000, "{name}, joined {joined}: {} bytes", svg.len());
        }
    }
}

#[test]
fn of_sixty_lines_six_are_named_and_the_others_counted() {
    let scene = chart::draw(&samples::many(60), &light(Size::PAGE)).unwrap();
    let named = scene.texts().filter(|text| text.words.starts_with("Province ")).count();
    assert_eq!(named, 6);
    assert!(scene.texts().any(|text| text.words.contains("In grey: 54 others.")));
    assert!(scene.to_svg().len() < 150_000);
}

#[test]
fn a_line_to_an_implied_value_is_dashed_and_none_runs_over_a_gap() {
    let scene = chart::draw(&samples::implied(), &light(Size::PAGE)).unwrap();
    let lines: Vec<(usize, bool)> = scene
        .group(Group::Marks)
        .filter_map(|shape| match shape {
            Shape::Line { points, dash, width, .. } if *width > 2.5 => Some((points.len(), dash.is_some())),
            _ => None,
        })
        .filter(|(points, _)| *points > 1)
        .collect();
    // 2001 to 2010 to 2017 by way of the implied value, then 2017 to 2023; 1978 stands alone. Halos of whiskers are not dashed.
    assert!(lines.contains(&(3, true)), "{lines:?}");
    assert_eq!(lines.iter().filter(|(_, dashed)| *dashed).count(), 1, "{lines:?}");
    assert!(scene.to_svg().contains("stroke-dasharray"));
}

#[test]
fn parts_of_a_column_stand_on_one_another_and_negative_ones_hang_below_zero() {
    let scene = chart::draw(&samples::stacked(), &light(Size::PAGE)).unwrap();
    let boxes: Vec<Rect> = scene
        .group(Group::Marks)
        .filter_map(|shape| if let Shape::Box { rect, .. } = shape { Some(*rect) } else { None })
        .collect();
    let columns: Vec<Vec<&Rect>> =
        boxes.chunk_by(|a, b| (a.mid_x() - b.mid_x()).abs() < 1.0).map(|column| column.iter().collect()).collect();
    assert_eq!(columns.iter().map(Vec::len).collect::<Vec<usize>>(), [3, 3, 3, 3]);
    // 2010: 7.1, 4.8 and -1.3.
    let [investment, consumption, exports] = columns[1].as_slice() else { panic!("{columns:?}") };
    assert!(consumption.bottom() <= investment.y && exports.y >= investment.bottom());
    assert!(((investment.h + 2.0) / (consumption.h + 2.0) - 7.1 / 4.8).abs() < 0.02, "{investment:?} {consumption:?}");
    // The sum of 2005 is exact, 11.4; that of 2015 has an implied part, and none is written.
    let words: Vec<&str> = scene.texts().map(|text| text.words.as_str()).collect();
    assert!(words.contains(&"11.4 pp") && words.contains(&"net 10.6 pp") && !words.contains(&"7.1 pp"), "{words:?}");
}

#[test]
fn small_multiples_share_both_axes() {
    let scene = chart::draw(&samples::grid(), &light(Size::PAGE)).unwrap();
    let count = |words: &str| scene.texts().filter(|text| text.words == words).count();
    // Six panels in two rows: the values are written at the left of each row, the years below each column.
    assert_eq!((count("10"), count("2015")), (2, 3));
    assert_eq!(count("Guangdong"), 1);
    let mut other = samples::grid();
    let Body::Grid(panels) = &mut other.body else { panic!("a grid") };
    panels[2].unit = trueup::unit::Unit::Rank;
    let error = chart::draw(&other, &light(Size::PAGE)).unwrap_err();
    assert!(error.to_string().contains("share no scale"), "{error}");
    let Body::Grid(panels) = &mut other.body else { panic!("a grid") };
    *panels = samples::grid().panels().iter().cycle().take(90).cloned().collect();
    let error = chart::draw(&other, &light(Size::PAGE)).unwrap_err();
    assert!(error.help_text().is_some_and(|help| help.contains("fewer panels")), "{error}");
}

#[test]
fn what_only_a_colour_would_tell_apart_has_one_of_its_own() {
    let columns = |count: u32, mark: Mark| {
        let one = |n: u32| series(&format!("Area {n}"), false, vec![at_year(2020.0, f64::from(n + 1), "")]);
        let all = (0..count).map(one).collect();
        chart::draw(&sample("a", "A title", "", "", vec![panel("index", mark, all)]), &light(Size::PAGE))
    };
    for mark in [Mark::Column, Mark::Stack] {
        assert!(columns(7, mark).is_ok());
        let error = columns(8, mark).unwrap_err();
        assert!(error.to_string().contains("'Area 0' and 'Area 7' have the same colour"), "{error}");
        assert!(error.help_text().unwrap().contains("at most 7"));
    }
    assert!(columns(8, Mark::Line).is_ok(), "lines are named at their ends");
}

#[test]
fn a_label_is_nearest_to_its_own_point() {
    // As the trade balance of the United States begins: the first month, then the highest, which stands over it.
    let values = (2..200u32).map(|n| -2500.0 - f64::from(n) * 300.0 - f64::from(n % 3) * 900.0);
    let points = (0u32..).zip([-2026.0, -831.0].into_iter().chain(values));
    let points = points.map(|(n, value)| at_year(1992.0 + f64::from(n) / 12.0, value, &format!("v{n}"))).collect();
    let chart = sample("a", "A title", "", "", vec![panel("index", Mark::Line, vec![series("a", true, points)])]);
    for (name, size) in Size::NAMED.into_iter().filter(|(_, size)| !size.is_thumb()) {
        let scene = chart::draw(&chart, &light(size)).unwrap();
        let mut dots: Vec<Pt> = scene
            .group(Group::Marks)
            .filter_map(|shape| if let Shape::Circle { centre, .. } = shape { Some(*centre) } else { None })
            .collect();
        dots.sort_by(|a, b| a.x.total_cmp(&b.x));
        for (words, own, other) in [("v0", dots[0], dots[1]), ("v1", dots[1], dots[0])] {
            let Some(label) = scene.texts().find(|text| text.words == words) else { continue };
            let far = label.rect().distance(own) > label.size;
            assert!(far || label.rect().distance(own) <= label.rect().distance(other), "{words} at {name}");
        }
        assert!(scene.texts().any(|text| text.words == "v0" || text.words == "v1"), "{name}");
    }
}

#[test]
fn series_that_share_a_rank_are_both_named() {
    for (name, size) in Size::NAMED.into_iter().filter(|(_, size)| !size.is_thumb()) {
        let scene = chart::draw(&samples::orders(), &light(size)).unwrap();
        let firsts = scene.texts().filter(|text| text.words == "1st").count();
        // Three series end on top, and the axis names the place once.
        assert_eq!(firsts, 4, "{name}");
        for name in ["Goods trade", "Reserves", "Manufacturing", "GDP"] {
            assert!(scene.texts().any(|text| text.words == name), "{name} at {size}");
        }
    }
}

#[test]
fn extreme_values_and_words_are_drawn_or_refused() {
    let one = |values: &[f64]| -> Vec<Point> {
        values.iter().zip(2000u32..).map(|(value, year)| at_year(f64::from(year), *value, "a value")).collect()
    };
    let long = "word ".repeat(60);
    let cases = [
        vec![5.0],
        vec![7.0, 7.0, 7.0],
        vec![0.0, 0.0],
        vec![1e-300, 1e300],
        vec![-1e300, 1e300],
        vec![1e15, 1e15 + 0.125],
    ];
    for values in cases {
        for mark in [Mark::Line, Mark::Slope, Mark::Column, Mark::Stack] {
            let lines = vec![series(&long, true, one(&values)), series("other", true, one(&values))];
            let chart = sample("a", &long, "", "", vec![panel("index", mark, lines)]);
            let scene = chart::draw(&chart, &light(Size::PAGE)).unwrap();
            let mut all = faults(&scene);
            all.extend(crossed(&scene));
            assert!(all.is_empty(), "{mark:?} {values:?}: {all:#?}");
        }
    }
    let crowd = one(&vec![1.0; 5000])
        .into_iter()
        .enumerate()
        .map(|(i, point)| Point { at: at_name(&i.to_string(), 0.0, "").at, ..point });
    let chart =
        sample("a", "A title", "", "", vec![panel("index", Mark::Column, vec![series("a", false, crowd.collect())])]);
    let error = chart::draw(&chart, &light(Size::PAGE)).unwrap_err().to_string();
    assert!(error.contains("no room for 5,000 columns"), "{error}");
}

prop_compose! {
    fn value()(digits in 1.0..10.0f64, exponent in prop_oneof![-300..300i32, -3..15i32], sign in prop::bool::ANY) -> f64 {
        let value = digits * 10f64.powi(exponent);
        if sign { -value } else { value }
    }
}

prop_compose! {
    fn point(named: bool)(
        year in 1900..2100u32,
        part in prop_oneof![Just(0.0), 0.0..1.0f64],
        value in prop_oneof![value(), Just(7.0), Just(0.0)],
        low in prop::option::of(0.0..0.5f64),
        high in prop::option::of(0.0..0.5f64),
        label in "[ -~−é中]{0,30}",
        hollow in prop::bool::ANY,
    ) -> Point {
        let at = if named { At::Category(format!("name {year}")) } else { at_year(f64::from(year) + part, 0.0, "").at };
        let end = |sign: f64| move |share: f64| value + sign * share * value.abs();
        Point { at, value, low: low.map(end(-1.0)), high: high.map(end(1.0)), label, hollow, joined: false }
    }
}

fn some_series() -> impl Strategy<Value = Vec<Series>> {
    prop::bool::ANY.prop_flat_map(|named| {
        let one = (".{0,30}", prop::bool::ANY, prop::collection::vec(point(named), 0..40));
        prop::collection::vec(one, 1..4)
            .prop_map(|all| all.into_iter().map(|(name, joined, points)| series(&name, joined, points)).collect())
    })
}

prop_compose! {
    fn any_chart()(
        title in "[A-Z].{0,300}",
        subtitle in "[ -~]{0,80}",
        mark in prop::sample::select(vec![Mark::Line, Mark::Slope, Mark::Column, Mark::Stack]),
        scale in prop::sample::select(vec![ValueScale::Linear, ValueScale::Log]),
        unit in prop::sample::select(vec!["CNY", "percent", "rank", "index", "people", "CNY/USD"]),
        all in some_series(),
        panels in 1..3usize,
        grid in prop::bool::ANY,
    ) -> Chart {
        // Columns need a place each and a linear scale, and log scales need positive values; refusals have tests of their own.
        let mut all = all;
        let mark = if scale == ValueScale::Log && mark != Mark::Slope { Mark::Line } else { mark };
        let one_each = matches!(mark, Mark::Column | Mark::Stack);
        for series in &mut all {
            let mut seen: Vec<At> = Vec::new();
            series.points.retain(|point| !one_each || (!seen.contains(&point.at) && { seen.push(point.at.clone()); true }));
            if scale == ValueScale::Log {
                series.points.retain(|point| point.value > 0.0);
            }
        }
        let one = panel(unit, mark, all);
        let panels = vec![Panel { scale, ..one }; panels];
        let mut chart = sample("any", &title, &subtitle, "", panels.clone());
        if grid {
            chart.body = Body::Grid(panels.iter().cycle().take(panels.len() * 3).cloned().collect());
        }
        chart
    }
}

prop_compose! {
    fn span()(point in prop::option::of(value()), low in prop::option::of(value()), high in prop::option::of(value())) -> Span {
        Span { point, low, high }
    }
}

prop_compose! {
    fn any_row()(
        label in ".{0,80}",
        stated in span(),
        computed in span(),
        stated_text in ".{0,40}",
        computed_text in ".{0,30}",
        verdict in prop::sample::select(vec!["consistent", "rounding", "depends", "suspect", "inconsistent", "unchecked", "derived"]),
    ) -> ComparisonRow {
        ComparisonRow { label, stated, computed, stated_text, computed_text, verdict: verdict.to_owned() }
    }
}

/// The same cases in every run, so that a red test says something of the change before it. To look for others:
/// `PROPTEST_RNG_SEED=7 PROPTEST_CASES=2000 cargo test charts::any`.
fn cases() -> ProptestConfig {
    let asked = ["PROPTEST_RNG_SEED", "PROPTEST_CASES"].iter().any(|name| std::env::var_os(name).is_some());
    let fixed = if asked { ProptestConfig::default() } else { ProptestConfig::with_cases(150) };
    let rng_seed = if asked { fixed.rng_seed } else { proptest::test_runner::RngSeed::Fixed(20_260_101) };
    ProptestConfig { failure_persistence: None, rng_seed, ..fixed }
}

/// A chart is drawn without fault, as files that can be read, or refused with a word on how to mend it.
fn drawn_or_refused(chart: &Chart, size: Size) -> Result<(), TestCaseError> {
    match chart::draw(chart, &light(size)) {
        Ok(scene) => {
            let mut all = faults(&scene);
            // The words of a comparison lie on its marks, each on a plate.
            if !matches!(chart.body, Body::Comparison(_)) {
                all.extend(crossed(&scene));
            }
            prop_assert!(all.is_empty(), "{size}: {all:#?}");
            prop_assert!(well_formed(&scene));
        }
        Err(error) => prop_assert!(error.help_text().is_some(), "how to mend it is not said: {error}"),
    }
    Ok(())
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn any_chart_is_drawn_without_fault_or_refused(chart in any_chart(), size in prop::sample::select(sizes())) {
        drawn_or_refused(&chart, size)?;
    }

    #[test]
    fn any_comparison_is_drawn_without_fault_or_refused(
        rows in prop::collection::vec(any_row(), 1..30),
        size in prop::sample::select(sizes()),
    ) {
        let mut chart = samples::comparison(1);
        chart.body = Body::Comparison(rows);
        drawn_or_refused(&chart, size)?;
    }
}
