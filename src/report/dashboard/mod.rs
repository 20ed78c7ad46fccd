//! The dashboard: one page with every chart, every figure with its source, and every verdict with its arithmetic.
//!
//! The page is filled from `page.html`, which escapes all that it is given but the drawings, and holds its style (`page.css`), its script
//! (`page.js`) and the used part of the faces. It needs no network and no other file.

mod data;
mod views;

use minijinja::context;
use minijinja::value::Serde;
use rayon::prelude::*;

use super::page::{Page, READOUT, base_style, render};
use crate::chart::{Gallery, page_styles};
use crate::check::Report;
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
    let script = format!("{READOUT}\n{}", include_str!("page.js"));
    let live = matches!(place, Place::Server { .. });
    let version = if let Place::Server { version } = place { version.as_str() } else { "" };
    // Which letters the page needs is known when it is filled; what it is styled with comes after that.
    let page = |style: &str, policy: &str| {
        render(
            include_str!("page.html"),
            context! { style, policy, version, live, large => !all, script => &script, ..Serde(&data) },
        )
    };
    let letters = page("", "")?;
    let inlines =
        cards.iter().flat_map(|card| &card.seen).flat_map(|seen| std::iter::once(&seen.wide).chain(&seen.narrow));
    let style = format!("{}{}{}", base_style(), page_styles(inlines, &letters)?, include_str!("page.css"));
    let server = if live { "; connect-src 'self'; frame-src 'self'" } else { "" };
    let policy = Page::policy(&style, &script) + server;
    Ok(Page { html: page(&style, &policy)?, policy })
}
