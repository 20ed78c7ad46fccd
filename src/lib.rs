//! Keeps the figures of an economics paper as cited, typed data, draws them, and recomputes what the paper states.
//!
//! A paper states figures ("almost CNY 40 trillion") and what follows from them ("more than tripled"). This library turns the
//! printed words into exact intervals ([`quantity`]), computes formulas over them ([`formula`]), reads packages of figures and
//! claims ([`package`]), judges each claim ([`mod@check`]), sets figures beside independent data ([`mod@confront`]), gives everything as Polars data frames ([`frame`]), and draws charts
//! ([`chart`]). The program `trueup` is a thin shell around it ([`cli`]).
//!
//! ```
//! use trueup::check::{Verdict, check};
//! use trueup::{Package, frame};
//!
//! let package = Package::builtin()?;
//! let findings = check(&package, &["gdp_more_than_tripled".to_owned()])?;
//! assert_eq!(findings[0].verdict, Verdict::Consistent);
//! // 125.5 / 40 is the least that the printed figures allow.
//! assert_eq!(findings[0].low, Some(3.1375));
//!
//! let figures = frame::figures(&package)?;
//! assert_eq!(figures.column("stated")?.str()?.get(0), Some("almost CNY 40 trillion"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! It never prints and never writes: whoever calls it gets values or bytes. Only [`cli`] prints, and only [`output`] writes files.
//! Same input gives same bytes: no clock, no locale, no system font, no hash order.

pub mod chart;
pub mod check;
pub mod cli;
pub mod confront;
pub mod error;
pub mod export;
pub mod extract;
pub mod formula;
pub mod frame;
pub mod import;
mod input;
pub mod lsp;
mod nearest;
pub mod number;
pub mod observations;
pub mod output;
pub mod package;
pub mod period;
pub mod quantity;
pub mod report;
pub mod serve;
pub mod solve;
pub mod transform;
pub mod unit;
pub use error::{Error, Result};
pub use package::Package;
