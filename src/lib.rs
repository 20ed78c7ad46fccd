//! lib
pub mod error;
pub mod formula;
pub mod number;
pub mod period;
pub mod quantity;
pub mod unit;
pub use error::{Error, Result};
