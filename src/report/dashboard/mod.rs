//! The dashboard: one page with every chart, every figure with its source, and every verdict with its arithmetic.
//!
//! The page is filled from `page.html`, which escapes all that it is given but the drawings, and holds its style (`page.css`), its script
//! (`page.js`) and the used part of the faces. It needs no network and no other file.

mod data;
mod views;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{AutoEscape, Environment, Value, context};
use rayon::prelude::*;
use sha2::{Digest, Sha256};

use super::Page;
use crate::chart::{Gallery, Theme, page_styles};
use crate::check::{Report, Verdict};
use crate::error::{Error, Result};
use crate::package::Package;
use data::{Card, Data};

/// Where a dashboard is read.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Place {
    /// In a file, opened from disk.
    File,
    /// From a server, which tells the page when the package has changed.
    Server {
        /// What the page shows; another one is fetched when it is no longer this.
        version: String,
    },
}

/// With more charts than these only the view of charts.toml is in the page.
const VIEWED: usize = 50;

/// The dashboard of a package: summary of verdicts, what does not hold, charts in all views that make sense, findings, figures, implied
/// values and sources. The same package gives the same bytes.
///
/// ```
/// use trueup::report::{Place, dashboard};
/// let package = trueup::Package::builtin()?;
/// let report = trueup::check::report(&package, &[])?;
/// let page = dashboard(&package, &report, &Place::File)?;
/// assert!(page.html.starts_with("<!doctype html>") && page.html.contains("id=\"gdp\""));
/// assert!(page.policy.contains("default-src 'none'"));
/// # Ok::<(), trueup::Error>(())
/// ```
///
/// # Errors
/// If a chart cannot be drawn; all such faults together.
pub fn dashboard(package: &Package, report: &Report, place: &Place) -> Result<Page> {
    let gallery = Gallery::of(package, report)?;
    let (all, specs) = (gallery.specs().len() <= VIEWED, gallery.specs());
    let drawn: Vec<Result<Card>> = specs.par_iter().map(|spec| Card::of(&gallery, spec, all)).collect();
    let (mut cards, mut faults) = (Vec::new(), Vec::new());
    for card in drawn {
        match card {
            Ok(card) => cards.push(card),
            Err(error) => faults.push(error),
        }
    }
    if let Some(error) = Error::all(faults) {
        return Err(error);
    }
    let data = Data::of(package, report, &cards);
    let script = include_str!("page.js");
    let live = matches!(place, Place::Server { .. });
    let version = if let Place::Server { version } = place { version.as_str() } else { "" };
    // Which letters the page needs is known when it is filled; what it is styled with comes after that.
    let page = |style: &str, policy: &str| render(context! { style, policy, script, version, live, ..Serde(&data) });
    let letters = page("", "")?;
    let inlines =
        cards.iter().flat_map(|card| &card.seen).flat_map(|seen| std::iter::once(&seen.wide).chain(&seen.narrow));
    let style = format!("{}{}{}", colours(), page_styles(inlines, &letters)?, include_str!("page.css"));
    let policy = policy(&style, script, live);
    Ok(Page { html: page(&style, &policy)?, policy })
}

fn render(values: Value) -> Result<String> {
    let broken = |error: minijinja::Error| Error::new(format!("the dashboard cannot be written: {error:#}"));
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(broken)?);
    environment.render_str(include_str!("page.html"), values).map_err(broken)
}

/// What a browser may load: what stands in the page, by its digest.
fn policy(style: &str, script: &str, live: bool) -> String {
    let digest = |text: &str| BASE64.encode(Sha256::digest(text.as_bytes()));
    let server = if live { "; connect-src 'self'; frame-src 'self'" } else { "" };
    format!(
        "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; font-src data:; img-src data: blob:; base-uri 'none'; \
         form-action 'none'{server}",
        digest(script),
        digest(style)
    )
}

/// The colours of the page and of the verdicts, which are those of the charts.
fn colours() -> String {
    let (light, dark) = (Theme::LIGHT, Theme::DARK);
    let mut pairs = vec![
        ("background".to_owned(), light.background, dark.background),
        ("ink".to_owned(), light.ink, dark.ink),
        ("muted".to_owned(), light.muted, dark.muted),
        ("grid".to_owned(), light.grid, dark.grid),
        ("faint".to_owned(), light.faint, dark.faint),
        ("axis".to_owned(), light.axis, dark.axis),
        ("accent".to_owned(), light.hue(0).text, dark.hue(0).text),
    ];
    for verdict in Verdict::ALL {
        let of = |theme: &Theme| theme.verdict(verdict.name()).0;
        pairs.push((verdict.name().to_owned(), of(&light).text, of(&dark).text));
        pairs.push((format!("{verdict}-mark"), of(&light).mark, of(&dark).mark));
    }
    let plain: String = pairs.iter().map(|(name, light, _)| format!("--{name}:{light};")).collect();
    let both: String =
        pairs.iter().map(|(name, light, dark)| format!("--{name}:light-dark({light},{dark});")).collect();
    // Browsers older than 2024 know no light-dark() and stay light.
    format!(":root{{{plain}}}\n@supports (color:light-dark(#000,#fff)){{:root{{{both}}}}}\n")
}
