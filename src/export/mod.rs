//! Findings and tables as text, JSON, CSV, Markdown and Parquet: one file a format, all made from one record.
//!
//! Everything is returned as text or bytes; nothing is printed or written here.

mod columns;
pub mod csv;
pub mod json;
pub mod markdown;
pub mod parquet;
pub mod text;

pub use text::Paint;
