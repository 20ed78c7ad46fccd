//! The dashboard that a server shows, and reloads when the package changes.

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use super::made::Made;
use super::{seen, text, texts, visit};
use crate::support::PROGRAM;

/// `trueup serve` on a free port, until this is dropped.
struct Server {
    process: Child,
    /// Of its first page.
    address: String,
}

impl Server {
    fn start(package: &Path) -> Self {
        let mut command = Command::new(PROGRAM);
        command.args(["serve", "--port", "0", "--package"]).arg(package).stdout(Stdio::piped()).stderr(Stdio::null());
        let mut process = command.spawn().unwrap();
        let mut address = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut address).unwrap();
        Self { process, address: address.trim().to_owned() }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

fn root(path: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(path)
}

#[test]
fn the_page_that_is_served_is_used_as_the_one_on_disk() {
    let server = Server::start(&root("data/wu-2025-opening-up"));
    visit(&format!("{}#reserves", server.address), |browser| {
        browser.wait_for("Math.abs(document.getElementById('reserves').getBoundingClientRect().top) < 100");
        assert_eq!(text(browser, "[id='title:verdicts']"), "1 of 27 checked claims can hardly be right as printed");
        browser.click("[id='page:by-verdict'] input[value=suspect]");
        assert_eq!(texts(browser, "[id='page:findings-table'] .opener"), ["Valid patents, 2023"]);
        browser.click("[id='page:theme'] input[value=dark]");
        browser.click("#reserves input[value=linear]");
        assert!(!text(browser, "#reserves .view .wide").contains("Log scale"));
    });
}

#[test]
fn a_range_of_years_is_drawn_by_the_server() {
    let made = Made::yearly();
    let server = Server::start(&made.folder());
    visit(&server.address, |browser| {
        browser.write("#output .range [name=from]", "2011");
        browser.write("#output .range [name=to]", "2012");
        browser.click("#output .range [type=submit]");
        let frame = "document.querySelector('#output iframe')?.contentDocument";
        browser.wait_for(&format!("{frame}?.querySelector('svg')"));
        let words = browser.run(&format!("return {frame}.body.innerText"), &[]);
        let words = words.as_str().unwrap();
        assert!(words.contains("CNY 110 in 2011 to CNY 121 in 2012") && !words.contains("CNY 133"), "{words}");
        let [_, _, width, _] = seen(browser, "#output iframe");
        assert!(width > 500.0, "{width}");
        browser.click("#output .range [type=reset]");
        browser.wait_for(
            "!document.querySelector('#output iframe') && document.querySelector('#output .view').checkVisibility()",
        );
    });
}

#[test]
fn a_package_that_becomes_invalid_keeps_its_last_good_state_until_it_is_mended() {
    let made = Made::yearly();
    let server = Server::start(&made.folder());
    let figures = std::fs::read_to_string(made.folder().join("figures.csv")).unwrap();
    let shows = |words: &str| format!("document.querySelector('#output .wide').textContent.includes('{words}')");
    visit(&server.address, |browser| {
        browser.wait_for(&shows("CNY 133.1"));
        let is_told = "document.getElementById('page:banner').checkVisibility()";
        assert_eq!(browser.run(&format!("return {is_told}"), &[]), false);

        made.sample.write("figures.csv", &figures.replace("CNY 121", "CNY one hundred <b>and</b> a bit"));
        browser.wait_for(is_told);
        let banner = text(browser, "[id='page:banner']");
        for words in ["figures.csv", "CNY one hundred <b>and</b> a bit"] {
            assert!(banner.contains(words), "{words} in {banner}");
        }
        browser.wait_for(&shows("CNY 133.1"));
        browser.reload();
        browser.wait_for(&format!("{is_told} && {}", shows("CNY 133.1")));

        made.sample.write("figures.csv", &figures.replace("CNY 133.1", "CNY 145.2"));
        browser.wait_for(&format!("document.querySelector('#output .wide') && {} && !({is_told})", shows("CNY 145.2")));
    });
}

#[test]
fn a_chart_far_down_a_long_page_is_found_and_read() {
    let made = Made::many();
    let server = Server::start(&made.folder());
    visit(&format!("{}#output-55", server.address), |browser| {
        browser.wait_for("Math.abs(document.getElementById('output-55').getBoundingClientRect().top) < 100");
        seen(browser, "#output-55 .stage");
        browser.run("document.querySelector('#output-55 .stepper').focus()", &[]);
        assert!(text(browser, "#output-55 .readout").starts_with("2010: CNY 100"));
        browser.write("[id='page:search']", "output");
        assert_eq!(texts(browser, "figure.chart").len(), 60);
        // What is not in a page of so many charts is drawn by the server.
        browser.run("const form = document.querySelector('#output-55 .range'); form.elements.made.value = 'index'; form.requestSubmit()", &[]);
        browser.wait_for("document.querySelector('#output-55 iframe')?.src.includes('transform=index')");
        let files = "return [...document.querySelectorAll('#output-55 .files a')].map((one) => one.textContent)";
        assert_eq!(browser.run(files, &[]), serde_json::json!(["SVG", "PNG", "PDF", "CSV"]));
    });
}
