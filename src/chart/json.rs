//! What a program or a citing author wants to know about a picture, as JSON.

use schemars::JsonSchema;
use serde::Serialize;
use sha2::{Digest, Sha256};

use super::model::{Chart, Citation};
use super::scene::Scene;

/// The record beside a picture.
#[derive(Serialize, JsonSchema)]
pub(crate) struct Record<'a> {
    id: &'a str,
    title: &'a str,
    subtitle: &'a str,
    note: &'a str,
    /// The source line as printed.
    source: &'a str,
    /// How to cite the picture.
    citation: String,
    sources: &'a [Citation],
    /// The alternative text.
    alt: &'a str,
    /// Of the picture, in CSS pixels.
    width: f64,
    height: f64,
    data: Data,
}

/// The numbers as drawn.
#[derive(Serialize, JsonSchema)]
struct Data {
    /// The file beside this one.
    path: String,
    /// Hexadecimal SHA-256 of its bytes.
    sha256: String,
}

impl Chart {
    /// The record of a picture of this chart: title, sources, citation, alternative text, size in CSS pixels, and the SHA-256 of
    /// its CSV, by which a picture and its numbers are known to belong together.
    #[must_use]
    pub fn to_json(&self, scene: &Scene) -> String {
        let sources: Vec<&str> = self.citations.iter().map(|source| source.citation.trim_end_matches('.')).collect();
        let sources = if sources.is_empty() { self.source.clone() } else { sources.join("; ") };
        let stop = if self.title.ends_with(['.', '!', '?']) { "" } else { "." };
        let digest = Sha256::digest(self.to_csv().as_bytes());
        let record = Record {
            id: &self.id,
            title: &self.title,
            subtitle: &self.subtitle,
            note: &scene.note,
            source: &self.source,
            citation: format!("{}{stop} Chart from: {sources}.", self.title),
            sources: &self.citations,
            alt: &scene.alt,
            width: scene.width,
            height: scene.height,
            data: Data {
                path: format!("{}.csv", self.id),
                sha256: digest.iter().map(|b| format!("{b:02x}")).collect(),
            },
        };
        // A record of strings and finite numbers has no way to fail.
        serde_json::to_string_pretty(&record).map_or_else(|_| String::new(), |text| text + "\n")
    }
}
