//! PDF.
use super::Drawn;
use crate::error::{Error, Result};
pub(super) fn drawn(name: &str, _bytes: Vec<u8>) -> Result<Drawn> {
    Err(Error::new(name))
}
