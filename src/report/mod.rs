//! Reports: what people read numbers and charts in.
//!
//! [`dashboard()`] is one page with every chart, figure and verdict of a package. Everything is returned as text or bytes; nothing is printed or
//! written here.

mod dashboard;
mod values;

pub use dashboard::{Place, dashboard};
pub use values::{Values, values};

/// A web page that needs nothing but itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The whole document. It names its policy too, for where it is opened from disk.
    pub html: String,
    /// The Content-Security-Policy that fits it: its own script and style by their digests, and nothing from elsewhere.
    pub policy: String,
}
