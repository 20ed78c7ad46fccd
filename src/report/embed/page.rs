//! One chart on a page of its own, for an iframe: one file, in both themes, with its values to be read out.

use minijinja::{Value, context};

use super::super::page::{Page, READOUT, base_style, render};
use crate::chart::{Chart, Inline, Size, page_styles};
use crate::error::Result;

/// The narrow drawing is shown where the page has less room than so many pixels; `page.css` and `page.js` say the same.
const NARROW: (u32, u32) = (340, 440);

/// The page of a chart, as wide as it is given room. It follows the reader's setting, unless a theme is named: `light` or `dark`.
///
/// # Errors
/// If the chart cannot be drawn.
pub fn page(chart: &Chart, size: Size, theme: Option<&str>) -> Result<Page> {
    let wide = Inline::of(chart, size)?;
    let small = Chart { id: format!("{}-narrow", chart.id), ..chart.clone() };
    let narrow = Inline::without_readouts(&small, Size::new(NARROW.0, NARROW.1)?).ok();
    let script = format!("{READOUT}\n{}", include_str!("page.js"));
    let letters = format!("{} {}", chart.title, wide.svg);
    let inlines = std::iter::once(&wide).chain(&narrow);
    let style = format!("{}{}{}", base_style(), page_styles(inlines, &letters)?, include_str!("page.css"));
    let policy = Page::policy(&style, &script);
    let safe = |inline: &Inline| Value::from_safe_string(inline.svg.clone());
    let html = render(
        include_str!("page.html"),
        context! {
            theme,
            style,
            script,
            policy => &policy,
            title => &chart.title,
            wide => safe(&wide),
            narrow => narrow.as_ref().map(safe),
        },
    )?;
    Ok(Page { html, policy })
}
