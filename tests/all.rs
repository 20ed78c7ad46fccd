//! What a user sees, one file a behaviour; one binary, since each links all of Polars.

mod bad_input;
mod calc;
mod charts;
mod check;
mod examples;
mod gallery;
mod new;
mod samples;
mod support;
mod table;
