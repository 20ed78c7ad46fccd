//! What the files of a chart hold: words that are found and words that are outlines, the same picture in all of them.

use std::collections::BTreeSet;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};
use trueup::chart::{self, Chart, Fonts, Scene, Size, Style, Theme};

use crate::pdf::Page;
use crate::samples;

const CHINESE: &[u8] = include_bytes!("fixtures/fonts/chinese-part.otf");
const DEVANAGARI: &[u8] = include_bytes!("fixtures/fonts/devanagari-part.ttf");
const ARABIC: &[u8] = include_bytes!("fixtures/fonts/arabic-part.ttf");

fn scene(chart: &Chart) -> Scene {
    chart::draw(chart, &Style::new(Size::PAGE, Theme::LIGHT)).unwrap()
}

/// The GDP chart under another title, with a font.
fn titled(title: &str, font: &[u8]) -> Scene {
    let fonts = Fonts::load([("font".to_owned(), font.to_vec())]).unwrap();
    let chart = Chart { title: title.to_owned(), ..samples::gdp() };
    chart::draw(&chart, &Style { fonts, ..Style::new(Size::PAGE, Theme::LIGHT) }).unwrap()
}

/// The letters of a text, without what stands between them.
fn letters(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace() && !matches!(c, '\u{200f}' | '\u{202b}' | '\u{202c}')).collect()
}

/// What a reader of PDF finds on the page, and the size of the page in points.
fn page(pdf: &[u8]) -> (String, Vec<f64>) {
    let page = Page::read(pdf);
    (letters(&page.words), page.size)
}

#[test]
fn a_pdf_has_the_size_of_the_picture_and_words_that_can_be_found() {
    for chart in [samples::gdp(), samples::research(), samples::comparison(8)] {
        let scene = scene(&chart);
        let (found, size) = page(&scene.picture().unwrap().pdf().unwrap());
        assert_eq!(size, [0.0, 0.0, 637.5, scene.height * 0.75], "850 pixels of 1/96 inch are 637.5 points");
        for text in scene.texts() {
            assert!(found.contains(&letters(&text.words)), "{}: '{}' in {found}", chart.id, text.words);
        }
    }
}

#[test]
fn live_words_stand_in_the_svg_and_their_face_with_them() {
    let scene = scene(&samples::gdp());
    let svg = scene.to_live_svg().unwrap();
    let document = resvg::usvg::roxmltree::Document::parse(&svg).unwrap();
    let written: Vec<&str> =
        document.descendants().filter(|node| node.has_tag_name("text")).filter_map(|node| node.text()).collect();
    for text in scene.texts() {
        assert!(written.contains(&text.words.as_str()), "'{}' in {written:?}", text.words);
    }
    assert_eq!(svg.matches("@font-face").count(), 2, "a regular and a bold face");
    assert!(svg.len() < 40_000, "{} bytes", svg.len());
    assert_eq!(svg.matches("http:").count(), 2, "two name spaces, and nothing that is fetched");
}

#[test]
fn glyphs_are_used_in_the_way_that_inkscape_and_office_programs_know() {
    let svg = scene(&samples::gdp()).to_svg();
    let uses = svg.matches("<use ").count();
    assert!(uses > 100 && svg.matches("<use xlink:href=\"#gdp-").count() == uses, "{uses}");
    assert!(svg.contains(" xmlns:xlink=\"http://www.w3.org/1999/xlink\""));
}

/// The share of pixels of two pictures that differ by more than a quarter of the range.
fn difference(a: &Pixmap, b: &Pixmap) -> f64 {
    assert_eq!((a.width(), a.height()), (b.width(), b.height()));
    let pixels = a.data().chunks_exact(4).zip(b.data().chunks_exact(4));
    let differ = pixels.filter(|(a, b)| a.iter().zip(*b).any(|(a, b)| a.abs_diff(*b) > 64)).count();
    f64::from(u32::try_from(differ).unwrap()) / f64::from(a.width() * a.height())
}

#[test]
fn outlines_and_words_make_the_same_picture() {
    let arabic = titled("نمو اقتصاد الصين GDP 2010 إلى 2023،", ARABIC);
    let chinese = titled("2010年至2023年中国国内生产总值增长", CHINESE);
    // Letters of several parts, in another order than they are typed in.
    let devanagari = titled("चीन का उत्पाद कि 2010", DEVANAGARI);
    for scene in [scene(&samples::gdp()), scene(&samples::comparison(5)), arabic, chinese, devanagari] {
        let png = scene.picture().unwrap().png(1.0).unwrap();
        let painted = Pixmap::decode_png(&png).unwrap();
        let tree = Tree::from_str(&scene.to_svg(), &Options::default()).unwrap();
        let size = tree.size().to_int_size();
        let mut outlines = Pixmap::new(size.width(), size.height()).unwrap();
        resvg::render(&tree, Transform::identity(), &mut outlines.as_mut());
        let difference = difference(&painted, &outlines);
        assert!(difference < 0.002, "{}: {difference}", scene.title);
    }
}

#[test]
fn charts_of_one_page_share_no_id() {
    let ids = |svg: &str| -> BTreeSet<String> {
        svg.split(" id=\"").skip(1).filter_map(|rest| rest.split('"').next()).map(str::to_owned).collect()
    };
    let charts = [samples::gdp(), samples::reserves(), samples::research()];
    let all: Vec<BTreeSet<String>> =
        charts.iter().flat_map(|chart| [scene(chart).to_svg()]).map(|svg| ids(&svg)).collect();
    assert!(all.iter().all(|ids| ids.len() > 20));
    assert!(all[0].is_disjoint(&all[1]) && all[1].is_disjoint(&all[2]) && all[0].is_disjoint(&all[2]));
}

#[test]
fn a_font_of_ones_own_sets_chinese_and_arabic_titles() {
    let title = "2010年至2023年中国国内生产总值增长";
    let scene = titled(title, CHINESE);
    assert!(scene.missing.is_empty(), "{:?}", scene.missing);
    assert!(page(&scene.picture().unwrap().pdf().unwrap()).0.contains(title));
    assert!(scene.to_live_svg().unwrap().contains("国内生产总值"), "plain characters stay words");

    let scene = titled("نمو اقتصاد الصين", ARABIC);
    assert!(scene.missing.is_empty(), "{:?}", scene.missing);
    // A title that is read from the right begins at the right edge.
    let title = scene.texts().next().unwrap();
    assert!((title.at.x + title.width - (scene.width - 28.0)).abs() < 0.1, "{title:?}");
    // A browser would need the rules of the face to join the letters: these words are outlines, in the order in which they are seen.
    assert!(!scene.to_live_svg().unwrap().contains("الصين</text>"));
}

#[test]
fn pixels_that_would_fill_the_memory_are_refused() {
    let style = Style::new("8000x8000".parse().unwrap(), Theme::LIGHT);
    let picture = chart::draw(&samples::gdp(), &style).unwrap().picture().unwrap();
    let error = picture.png(4.0).unwrap_err();
    assert!(error.help_text().unwrap().contains("128 million pixels"), "{error}");
}
