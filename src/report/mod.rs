//! Reports: what people read numbers and charts in.
//!
//! [`dashboard()`] is one page with every chart, figure and verdict of a package; [`embed`] puts one chart into a document or a page. Everything
//! is returned as text or bytes; nothing is printed or written here.

mod dashboard;
pub mod embed;
mod page;
mod rows;
pub mod template;
mod values;

pub use dashboard::{Place, dashboard};
pub use page::Page;
pub use values::{Values, values};
