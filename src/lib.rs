//! lib
pub mod chart;
pub mod check;
pub mod cli;
pub mod error;
pub mod export;
pub mod formula;
pub mod frame;
mod nearest;
pub mod number;
pub mod output;
pub mod package;
pub mod period;
pub mod quantity;
pub mod unit;
pub use error::{Error, Result};
pub use package::Package;
