//! Findings and tables as text, JSON, CSV, Markdown, Parquet, SARIF, JUnit and GitHub's annotations: one file a format, all made
//! from one record.
//!
//! Everything is returned as text or bytes; nothing is printed or written here.

mod alert;
mod columns;
pub mod csv;
pub mod extraction;
pub mod github;
pub mod json;
pub mod junit;
pub mod markdown;
pub mod parquet;
pub mod sarif;
pub mod schema;
pub mod text;
pub mod words;

pub(crate) use alert::{STALE_WAIVER, Severity, message_of_statement};
pub use text::Paint;
