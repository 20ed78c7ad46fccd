//! Runs the program in a folder of its own, and makes packages to run it on.

use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use tempfile::TempDir;

/// The program.
pub const PROGRAM: &str = env!("CARGO_BIN_EXE_trueup");

/// What a run of the program left.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

/// Runs the program in a folder.
pub fn run_in(folder: &Path, arguments: &[&str]) -> Run {
    let output = Command::new(PROGRAM).current_dir(folder).env_remove("NO_COLOR").args(arguments).output().unwrap();
    of(&output)
}

/// Runs the program in an empty folder, where the built-in package is at hand.
pub fn run(arguments: &[&str]) -> Run {
    run_in(TempDir::new().unwrap().path(), arguments)
}

/// Copies the files of a folder, those of its folders aside.
pub fn copy_files(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).unwrap();
    for entry in std::fs::read_dir(from).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name())).unwrap();
        }
    }
}

fn of(output: &Output) -> Run {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    Run { code: output.status.code().unwrap_or(-1), out: text(&output.stdout), err: text(&output.stderr) }
}

impl Run {
    /// The run was refused with exit code 2, and its message holds all of these.
    #[track_caller]
    pub fn assert_refused(&self, parts: &[&str]) {
        // The report wraps long lines; words count, not where they stand.
        let words: String = self.err.replace('│', " ").split_whitespace().collect::<Vec<_>>().join(" ");
        let missing: Vec<&&str> = parts.iter().filter(|part| !words.contains(**part)).collect();
        assert!(
            self.code == 2 && missing.is_empty() && !self.err.contains("panicked"),
            "exit code {}, missing {missing:?} in:\n{}",
            self.code,
            self.err
        );
    }

    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.out).unwrap_or_else(|error| panic!("{error} in {}{}", self.out, self.err))
    }
}

/// A small valid package that a test then breaks.
pub struct Sample {
    folder: TempDir,
}

pub const INDICATORS: &str = "indicator,title,unit,short_unit,measure,price_basis,ref_area,over,description_short,decimals,series\n\
    gdp,GDP,CNY,,flow,,CHN,,,,\ntariff,Tariff,percent,%,rate,,CHN,,,,\nplace,Rank of GDP,rank,,rank,,CHN,,,,\n";
pub const FIGURES: &str = "figure_id,indicator,ref_area,time_period,label,stated,source_id,locator,note\n\
    gdp_2010,gdp,CHN,2010,,almost CNY 40 trillion,paper,p. 1,\ngdp_2023,gdp,CHN,2023,,CNY 126 trillion,paper,p. 1,\n\
    tariff_before,tariff,,,before,15.3 percent,paper,p. 2,\ntariff_after,tariff,,,after,7.4 percent,paper,p. 2,\n";
pub const CLAIMS: &str = "claim_id,stated,formula,unit,source_id,locator,note\n\
    tripled,more than tripled,gdp[2023] / gdp[2010],times,paper,p. 1,\n";

impl Sample {
    pub fn new() -> Self {
        let sample = Self { folder: TempDir::new().unwrap() };
        let resources = ["indicators", "figures", "claims", "areas", "sources"]
            .map(|name| format!(r#"{{"name":"{name}","path":"{name}.csv"}}"#))
            .join(",");
        sample.write("datapackage.json", &format!(r#"{{"name":"sample","resources":[{resources}]}}"#));
        sample.write("indicators.csv", INDICATORS);
        sample.write("figures.csv", FIGURES);
        sample.write("claims.csv", CLAIMS);
        sample.write("areas.csv", "ref_area,name,colour,fiscal_year_start\nCHN,China,,\nWLD,World,,\n");
        sample.write(
            "sources.csv",
            "source_id,citation_full,attribution_short,cited_in,date_published,url,doi\npaper,A paper,Paper,,,,\nother,Another,Other,,,,\n",
        );
        sample
    }

    pub fn path(&self) -> PathBuf {
        self.folder.path().to_owned()
    }

    pub fn write(&self, name: &str, text: &str) {
        self.write_bytes(name, text.as_bytes());
    }

    pub fn write_bytes(&self, name: &str, bytes: &[u8]) {
        std::fs::write(self.folder.path().join(name), bytes).unwrap();
    }

    pub fn add(&self, name: &str, row: &str) {
        let path = self.folder.path().join(name);
        let text = std::fs::read_to_string(&path).unwrap();
        std::fs::write(path, format!("{text}{row}\n")).unwrap();
    }

    pub fn run(&self, arguments: &[&str]) -> Run {
        run_in(self.folder.path(), arguments)
    }
}
