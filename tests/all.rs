//! What a user sees, one file a behaviour; one binary, since each links all of Polars.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by panicking")]

mod automation;
mod bad_data;
mod bad_input;
mod browser;
mod calc;
mod charts;
mod check;
mod conformance;
mod confront;
mod dashboard;
mod data;
mod documents;
mod embed;
mod examples;
mod extract;
mod extraction_hostile;
mod files;
mod formats;
mod gallery;
mod golden;
mod growth;
mod hostile_prose;
mod http;
mod import;
mod laws;
mod look;
mod lsp;
mod new;
mod paper;
mod pdf;
mod prose;
mod realdata;
mod report;
mod reports;
mod rules;
mod samples;
mod serve;
mod support;
mod table;
mod texts;
