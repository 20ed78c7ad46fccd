//! What a user sees, one file a behaviour; one binary, since each links all of Polars.

mod charts;
mod samples;
