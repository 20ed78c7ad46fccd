//! Where the blocks of the page stand at the widths of a telephone, a tablet and a desk, and on paper.
//!
//! `layout/*.json` holds the boxes: how far each block is from the left, how wide and how high it is, and how far below the block before. A box may be
//! off by a few pixels, since each machine rounds the widths of letters its own way. Screenshots for people to look at are left in
//! `target/golden/tests/browser`.

use std::path::Path;

use super::driver::Session;
use super::{paper, prefer, visit, window};
use crate::golden::Golden;
use serde_json::{Value, json};

/// Whether a length is the same but for rounding: a few pixels, or a hundredth of a long one.
fn close(one: i64, other: i64) -> bool {
    one.abs_diff(other) <= (one.unsigned_abs() / 100).max(3)
}

const BLOCKS: &str = "header.top, h1, .tools, nav.side, main, main > section, h2, .counts, .callout, figure.chart, figure.chart .stage, \
    .filters, main > section > table, footer";

/// The blocks in the order of the page, each with its name.
fn boxes(browser: &Session) -> Value {
    let script = "let before = 0;
        return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility()).map((one) => {
            const { left, top, width, height, bottom } = one.getBoundingClientRect();
            const gap = top - before;
            before = one.matches('.top, main, section, figure') ? top : bottom;
            const name = [one.localName, one.id && `#${one.id}`, ...[...one.classList].map((name) => `.${name}`)].join('');
            const within = one.closest('figure[id], section[id]');
            return { block: within && within !== one ? `#${within.id} ${name}` : name,
                left: Math.round(left), below: Math.round(gap), width: Math.round(width), height: Math.round(height) };
        })";
    browser.run(script, &[json!(BLOCKS)])
}

/// Whether two layouts are the same but for rounding.
fn same(one: &Value, other: &Value) -> bool {
    match (one, other) {
        (Value::Array(one), Value::Array(other)) => {
            one.len() == other.len() && one.iter().zip(other).all(|(a, b)| same(a, b))
        }
        (Value::Object(one), Value::Object(other)) => {
            one.iter().all(|(key, a)| other.get(key).is_some_and(|b| same(a, b)))
        }
        (Value::Number(one), Value::Number(other)) => close(one.as_i64().unwrap(), other.as_i64().unwrap()),
        _ => one == other,
    }
}

fn written(layout: &Value) -> String {
    let lines: Vec<String> = layout.as_array().unwrap().iter().map(|block| format!("  {block}")).collect();
    format!("[\n{}\n]\n", lines.join(",\n"))
}

/// What reaches out of the page or is cut, in words. What scrolls in a box of its own may do so.
const CUT: &str = "const [page, faults] = [document.documentElement.clientWidth, []];
    if (document.documentElement.scrollWidth > page) faults.push(`the page is ${document.documentElement.scrollWidth} wide`);
    for (const one of document.querySelectorAll('body *')) {
        if (!one.checkVisibility({ visibilityProperty: true }) || one.closest('.unseen, .skip, .signs, .scroll, textarea')) continue;
        const box = one.getBoundingClientRect();
        if (box.width === 0 || box.height === 0) continue;
        const drawn = one.ownerSVGElement;
        const [left, right] = [0, page];
        const words = [...one.childNodes].some((node) => node.nodeType === 3 && node.data.trim());
        if (drawn ? one.localName === 'text' : true) {
            if (box.left < left - 0.5 || box.right > right + 0.5) faults.push(`${one.outerHTML.slice(0, 120)} from ${box.left} to ${box.right}`);
        }
        if (drawn && one.localName === 'text') {
            const frame = drawn.getBoundingClientRect();
            if (box.right > frame.right + 1 || box.left < frame.left - 1) faults.push(`${one.textContent} reaches out of its chart`);
            const size = parseFloat(getComputedStyle(one).fontSize) * one.getCTM().a;
            if (size < 10.5) faults.push(`${one.textContent}: words of ${size.toFixed(1)} pixels`);
        } else if (!drawn && words && one.scrollWidth > one.clientWidth + 1 && getComputedStyle(one).overflowX !== 'visible') {
            faults.push(`cut: ${one.outerHTML.slice(0, 120)}`);
        }
    }
    return faults";

/// Leaves a screenshot to be looked at.
fn show(browser: &Session, name: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("golden").join("tests/browser");
    std::fs::create_dir_all(&folder).unwrap();
    std::fs::write(folder.join(name), browser.screenshot()).unwrap();
}

#[test]
fn blocks_stand_where_they_stood_and_nothing_is_cut() {
    let mut golden = Golden::of("tests/browser/layout");
    for width in [360, 768, 1440] {
        visit(&paper(), |browser| {
            window(browser, width, 900);
            prefer(browser, "dark");
            show(browser, &format!("{width}-dark.png"));
            prefer(browser, "light");
            show(browser, &format!("{width}.png"));
            let faults = browser.run(CUT, &[]);
            let faults: Vec<&str> = faults.as_array().unwrap().iter().map(|fault| fault.as_str().unwrap()).collect();
            assert!(faults.is_empty(), "{width} pixels wide:\n{}", faults.join("\n"));
            let (name, layout) = (format!("{width}.json"), boxes(browser));
            let committed = std::fs::read_to_string(golden.committed(&name)).unwrap_or_default();
            let close = serde_json::from_str(&committed).is_ok_and(|before| same(&before, &layout));
            golden.file(&name, if close { committed.into_bytes() } else { written(&layout).into_bytes() }.as_slice());
        });
    }
    golden.report();
}

/// A4 less the margins of a centimetre that the standard prints with, in pixels of CSS: 96 an inch.
const PAPER: (u32, u32) = (718, 1047);

#[test]
fn no_chart_is_split_over_pages() {
    visit(&paper(), |browser| {
        let pdf = browser.print();
        assert!(pdf.starts_with(b"%PDF-"));
        let pages = pdf.windows(11).filter(|window| window.starts_with(b"/Type /Page") && window[10] != b's').count();
        // Two charts a page, findings and figures.
        assert!((8..40).contains(&pages), "{pages} pages");
        // A block that may not break and is lower than a page is not split: CSS Fragmentation, section 3.
        browser.tools("Emulation.setEmulatedMedia", &json!({"media": "print"}));
        window(browser, PAPER.0, PAPER.1);
        let figures = browser.run(
            "return [...document.querySelectorAll('figure.chart')].map((one) =>
                [one.id, getComputedStyle(one).breakInside, one.getBoundingClientRect().height, one.parentElement.scrollWidth])",
            &[],
        );
        let figures: Vec<(String, String, f64, f64)> = serde_json::from_value(figures).unwrap();
        assert_eq!(figures.len(), 16);
        for (id, inside, height, width) in figures {
            assert_eq!(inside, "avoid", "{id}");
            assert!(height > 100.0 && height < f64::from(PAPER.1), "{id} is {height} high");
            assert!(width <= f64::from(PAPER.0), "{id} is {width} wide");
        }
        let controls = super::texts(browser, "button:not(.opener, th button, .count), input, nav, summary");
        assert!(controls.is_empty(), "controls on paper: {controls:?}");
    });
}
