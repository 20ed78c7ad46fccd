//! Packages that are made for a test in the browser.

use std::path::PathBuf;

use super::on_disk;
use crate::support::Sample;

/// A package with a chart.
pub struct Made {
    pub sample: Sample,
}

impl Made {
    /// Four years, each with 10 percent more than the one before.
    pub fn yearly() -> Self {
        let sample = Sample::new();
        sample.add("indicators.csv", "output,Output,CNY,,flow,,CHN,,,,");
        for (year, stated) in [(2010, "CNY 100"), (2011, "CNY 110"), (2012, "CNY 121"), (2013, "CNY 133.1")] {
            sample.add("figures.csv", &format!("output_{year},output,CHN,{year},,{stated},paper,p. 1,"));
        }
        sample.write(
            "charts.toml",
            "[[chart]]\nid = \"output\"\nkind = \"line\"\njoined = true\n\
             title = \"Output rose from {output[2010]} to {output[2013]}\"\n\
             figures = [\"output[2010]\", \"output[2011]\", \"output[2012]\", \"output[2013]\"]\n",
        );
        Self { sample }
    }

    /// More charts than a page holds in all their views: copies of one.
    pub fn many() -> Self {
        let made = Self::yearly();
        let charts = std::fs::read_to_string(made.folder().join("charts.toml")).unwrap();
        let copies: Vec<String> =
            (0..60).map(|i| charts.replace("id = \"output\"", &format!("id = \"output-{i}\""))).collect();
        made.sample.write("charts.toml", &copies.join("\n"));
        made
    }

    pub fn folder(&self) -> PathBuf {
        self.sample.path()
    }

    /// The address of its dashboard as a file.
    #[track_caller]
    pub fn built(&self) -> String {
        let run = self.sample.run(&["build", "--out", "site"]);
        assert_eq!(run.code, 0, "{}", run.err);
        on_disk(&self.folder().join("site"))
    }
}
