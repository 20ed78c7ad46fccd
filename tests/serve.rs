//! The server: every address, what it refuses, what happens when the package changes, and how it ends.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use serde_json::Value;

use crate::http::{Response, connect, get, read, request};
use crate::support::{PROGRAM, Sample, run_in};

/// A server of its own, on a free port; stopped when it is let go.
pub struct Served {
    process: Child,
    /// Its host and port.
    pub authority: String,
}

impl Served {
    /// Serves the package of a folder, or the built-in one where the folder holds none.
    pub fn start(folder: &std::path::Path) -> Self {
        let mut process = Command::new(PROGRAM)
            .args(["serve", "--port", "0"])
            .current_dir(folder)
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(process.stdout.take().unwrap()).read_line(&mut line).unwrap();
        let authority = line.trim().strip_prefix("http://").and_then(|rest| rest.strip_suffix('/'));
        let authority = authority.unwrap_or_else(|| panic!("'{line}' is no address")).to_owned();
        Self { process, authority }
    }

    pub fn get(&self, path: &str) -> Response {
        get(&self.authority, path)
    }

    /// Sends a signal and waits for the exit code.
    fn end(&mut self, signal: &str) -> Option<i32> {
        let sent = Command::new("kill").args([signal, &self.process.id().to_string()]).status().unwrap();
        assert!(sent.success());
        let start = Instant::now();
        while start.elapsed() < Duration::from_secs(10) {
            if let Some(status) = self.process.try_wait().unwrap() {
                return status.code();
            }
            std::thread::sleep(Duration::from_millis(20));
        }
        panic!("it does not end on {signal}");
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

const CHARTS: &str = "[[chart]]\nid = \"gdp\"\nkind = \"line\"\ntitle = \"GDP was {gdp[2023]}\"\nsubtitle = \"GDP of China\"\n\
    figures = [\"gdp[2010]\", \"gdp[2023]\"]\n";

fn sample() -> Sample {
    let sample = Sample::new();
    sample.write("charts.toml", CHARTS);
    sample
}

/// A problem document of this status; its detail and help as one text.
#[track_caller]
fn problem(response: &Response, status: u16) -> String {
    assert_eq!(response.status, status, "{}", response.text());
    assert_eq!(response.header("content-type"), Some("application/problem+json"));
    assert_eq!(response.header("cache-control"), Some("no-store"));
    let document = response.json();
    assert_eq!(document["status"], status);
    assert!(document["title"].as_str().is_some_and(|title| !title.is_empty()), "{document}");
    format!("{} ({})", document["detail"].as_str().unwrap(), document["help"].as_str().unwrap_or_default())
}

#[test]
fn every_address_that_is_described_answers_as_described() {
    let served = Served::start(sample().path().as_path());
    let description = served.get("/openapi.json").json();
    assert_eq!(description["openapi"], "3.1.0");
    let paths = description["paths"].as_object().unwrap();
    assert_eq!(paths.len(), 14);
    for (path, operation) in paths.iter().filter(|(path, _)| *path != "/events") {
        let content = operation["get"]["responses"]["200"]["content"].as_object().unwrap();
        let names: Vec<String> = match operation["get"]["parameters"][0]["schema"]["enum"].as_array() {
            Some(names) => names.iter().map(|name| name.as_str().unwrap().to_owned()).collect(),
            None => vec![String::new()],
        };
        for name in names {
            let address = path.replace("{id}", &name).replace("{name}", &name);
            let response = served.get(&address);
            assert_eq!(response.status, 200, "{address}: {}", String::from_utf8_lossy(&response.body));
            assert!(content.contains_key(response.header("content-type").unwrap()), "{address}");
            assert!(!response.body.is_empty(), "{address}");
            for (header, value) in [("x-content-type-options", "nosniff"), ("referrer-policy", "no-referrer")] {
                assert_eq!(response.header(header), Some(value), "{address}");
            }
            let policy = response.header("content-security-policy").unwrap();
            assert!(policy.starts_with("default-src 'none'"), "{address}: {policy}");
            let head = request(&served.authority, "HEAD", &address, &[], b"");
            assert_eq!((head.status, head.body.len()), (200, 0), "{address}");
            assert_eq!(head.header("content-length"), Some(response.body.len().to_string().as_str()), "{address}");
            assert_eq!(head.header("etag"), response.header("etag"));
        }
    }
}

#[test]
fn the_document_tells_every_address_and_parameter() {
    let document = include_str!("../docs/serve.md");
    let served = Served::start(sample().path().as_path());
    let description = served.get("/openapi.json").json();
    let paths = description["paths"].as_object().unwrap();
    let parameters = paths["/charts/{id}.png"]["get"]["parameters"].as_array().unwrap();
    let names = parameters.iter().skip(1).map(|parameter| parameter["name"].as_str().unwrap());
    for word in paths.keys().map(String::as_str).chain(names) {
        assert!(document.contains(&format!("`{word}`")), "docs/serve.md does not tell {word}");
    }
    // Values that the description gives as examples are accepted.
    for parameter in &parameters[1..] {
        let (name, example) = (parameter["name"].as_str().unwrap(), parameter["example"].to_string());
        let address = format!("/charts/gdp.png?{name}={}", example.trim_matches('"'));
        assert_eq!(served.get(&address).status, 200, "{address}");
    }
}

#[test]
fn files_are_those_that_the_commands_write() {
    let sample = sample();
    let served = Served::start(&sample.path());
    let cases: [(&str, &[&str], &str); 7] = [
        ("/charts/gdp.svg", &["--format", "svg"], "gdp.svg"),
        ("/charts/gdp.png", &["--format", "png"], "gdp.png"),
        ("/charts/gdp.pdf?size=column", &["--format", "pdf", "--size", "column"], "gdp.pdf"),
        (
            "/charts/gdp.svg?transform=index:2010&from=2010&to=2023&scale=log&theme=dark&size=wide&text=live",
            &["--format", "svg", "--transform", "index:2010", "--from", "2010", "--to", "2023", "--scale-y", "log"],
            "",
        ),
        (
            "/charts/gdp.png?density=1&size=600x400",
            &["--format", "png", "--scale", "1", "--size", "600x400"],
            "gdp.png",
        ),
        ("/charts/gdp.csv?transform=multiple", &["--format", "csv", "--transform", "multiple"], "gdp.csv"),
        ("/charts/gdp.json?size=wide", &["--format", "json", "--size", "wide"], "gdp.json"),
    ];
    for (path, options, file) in cases {
        let looks: &[&str] =
            if file.is_empty() { &["--theme", "dark", "--size", "wide", "--text", "live"] } else { &[] };
        let run = sample.run(&[&["chart", "gdp", "--out", "out"], options, looks].concat());
        assert_eq!(run.code, 0, "{}", run.err);
        let file = if file.is_empty() { "gdp.svg" } else { file };
        let expected = std::fs::read(sample.path().join("out").join(file)).unwrap();
        let response = served.get(path);
        assert_eq!(response.status, 200, "{path}");
        assert!(response.body == expected, "{path} is not the file of the command");
        assert_eq!(response.header("content-disposition"), Some(format!("inline; filename=\"{file}\"").as_str()));
    }
    assert_eq!(served.get("/api/findings.json").text(), sample.run(&["check", "--format", "json"]).out);
    for format in ["json", "csv"] {
        let table = sample.run(&["table", "figures", "--format", format]).out;
        assert_eq!(served.get(&format!("/api/tables/figures.{format}")).text(), table);
    }
    let charts = served.get("/api/charts.json").json();
    assert_eq!(charts[0]["title"], "GDP was CNY 126 trillion");
    assert_eq!(charts[0]["addresses"]["pdf"], "/charts/gdp.pdf");
    // 126 / 40, in a title worded anew.
    assert!(served.get("/charts/gdp.json?transform=index").json()["title"].as_str().unwrap().contains("315"));
}

#[test]
fn a_page_for_an_iframe_may_be_shown_elsewhere_and_the_dashboard_may_not() {
    let served = Served::start(sample().path().as_path());
    let page = served.get("/charts/gdp.html?theme=dark");
    assert!(page.text().starts_with("<!doctype html>"));
    assert!(!page.header("content-security-policy").unwrap().contains("frame-ancestors"));
    assert_eq!(page.header("cross-origin-resource-policy"), Some("cross-origin"));
    let dashboard = served.get("/");
    let version = served.get("/healthz").json()["version"].as_str().unwrap().to_owned();
    assert!(dashboard.text().contains(&format!("<meta name=\"trueup-version\" content=\"{version}\">")));
    let policy = dashboard.header("content-security-policy").unwrap();
    assert!(policy.contains("frame-ancestors 'none'") && policy.contains("connect-src 'self'"), "{policy}");
    assert_eq!(dashboard.header("cross-origin-resource-policy"), Some("same-origin"));
    let svg = served.get("/charts/gdp.svg");
    assert!(svg.header("content-security-policy").unwrap().ends_with("sandbox"));
}

#[test]
fn what_a_reader_has_is_not_sent_again() {
    let served = Served::start(sample().path().as_path());
    let first = served.get("/charts/gdp.svg");
    let tag = first.header("etag").unwrap();
    assert!(tag.starts_with('"') && tag.ends_with('"'));
    for known in [tag.to_owned(), format!("W/{tag}"), format!("\"other\", {tag}"), "*".to_owned()] {
        let again = request(&served.authority, "GET", "/charts/gdp.svg", &[("If-None-Match", &known)], b"");
        assert_eq!((again.status, again.body.len(), again.header("etag")), (304, 0, Some(tag)), "{known}");
        assert_eq!(again.header("cache-control"), Some("no-cache"));
    }
    let other = request(&served.authority, "GET", "/charts/gdp.svg", &[("If-None-Match", "\"other\"")], b"");
    assert!(other.status == 200 && other.body == first.body);
    assert_ne!(served.get("/charts/gdp.svg?theme=dark").header("etag"), Some(tag));
    // What makes no difference to a file makes no other file.
    assert_eq!(served.get("/charts/gdp.svg?density=3").header("etag"), Some(tag));
}

#[test]
fn what_cannot_be_is_told_with_how_to_mend_it() {
    let served = Served::start(sample().path().as_path());
    let cases = [
        ("/charts/gdp.svg?colour=red", 400, "there is no parameter 'colour' (a chart takes transform, from"),
        ("/charts/gdp.svg?transfrom=index", 400, "is it 'transform'?"),
        ("/charts/gdp.svg?transform=square", 400, "there is no transformation 'square'"),
        ("/charts/gdp.svg?from=201", 400, "from: '201' is no period"),
        ("/charts/gdp.svg?from=", 400, "from: '' is no period"),
        ("/charts/gdp.svg?from=2023&to=2010", 400, "write the earlier period first"),
        (
            "/charts/gdp.svg?from=2030",
            400,
            "there is no value between the periods asked for (ask for other periods with from and to)",
        ),
        ("/charts/gdp.svg?scale=logarithmic", 400, "write linear or log"),
        ("/charts/gdp.svg?theme=house.toml", 400, "theme: there is no 'house.toml'"),
        ("/charts/gdp.svg?theme=dark&theme=light", 400, "'theme' stands twice"),
        ("/charts/gdp.svg?size=100x100", 400, "give each side 120 to 8000 pixels"),
        ("/charts/gdp.svg?size=8000x8000", 400, "at most 4 million pixels"),
        ("/charts/gdp.png?size=slide&density=4", 400, "16 million with its density"),
        ("/charts/gdp.png?density=5", 400, "density: there is no '5'"),
        ("/charts/gdp.png?density=%2B2", 400, "density: there is no '+2'"),
        ("/charts/gdb.svg", 404, "there is no chart 'gdb' (is it 'gdp'?)"),
        ("/charts/gdp.gif", 404, "a chart ends in .svg"),
        ("/charts/gdp", 404, "/openapi.json lists all addresses"),
        ("/api/tables/figure.json", 404, "is it 'figures'?"),
        ("/api/findings.json?x=1", 400, "only charts take parameters"),
        ("/nothing", 404, "there is nothing at /nothing"),
    ];
    for (path, status, words) in cases {
        let told = problem(&served.get(path), status);
        assert!(told.contains(words), "{path}: {told}");
    }
    for method in ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"] {
        let response = request(&served.authority, method, "/charts/gdp.svg", &[], b"");
        problem(&response, 405);
        assert_eq!(response.header("allow"), Some("GET, HEAD"), "{method}");
    }
    problem(&request(&served.authority, "GET", "/", &[], b"a body"), 400);
}

#[test]
fn no_request_leads_out_of_the_package() {
    let sample = sample();
    let served = Served::start(&sample.path());
    for path in [
        "/charts/../../etc/passwd.svg",
        "/charts/..%2f..%2fetc%2fpasswd.svg",
        "/charts/..%5c..%5cwindows.svg",
        "/charts/%2e%2e/figures.csv",
        "/charts/gdp%00.svg",
        "/charts/gdp.svg%00.png",
        "/charts//etc/passwd.json",
        "/api/tables/../../figures.csv",
        "/figures.csv",
        "/datapackage.json",
        "/charts/.svg",
        "/charts/%3Cscript%3Ealert(document)%3C/script%3E.svg",
    ] {
        let told = problem(&served.get(path), 404);
        assert!(told.contains("there is no"), "{path}: {told}");
    }
    let long = format!("/charts/gdp.svg?from={}", "1".repeat(3000));
    problem(&served.get(&long), 414);
    // What is no HTTP that it takes is told by a status alone.
    assert_eq!(served.get("/charts/<script>.svg").status, 400);
    assert!(matches!(served.get(&format!("/{}", "a".repeat(100_000))).status, 414 | 431));
    assert_eq!(request(&served.authority, "GET", "/", &[("X-Long", &"a".repeat(20_000))], b"").status, 431);
    for query in ["from=%ff%fe", "%00=%00", "transform=%3Cscript%3E", "=", "&&&", "from=2010%0d%0aX-A:%20b"] {
        let response = served.get(&format!("/charts/gdp.svg?{query}"));
        assert!(matches!(response.status, 200 | 400), "{query}: {}", response.status);
        assert_eq!(response.header("x-a"), None);
    }
}

#[test]
fn only_requests_to_its_own_name_are_answered() {
    let served = Served::start(sample().path().as_path());
    let port = served.authority.rsplit(':').next().unwrap();
    let with = |host: &str| request(&served.authority, "GET", "/healthz", &[("Host", host)], b"");
    for host in [format!("localhost:{port}"), format!("127.0.0.1:{port}"), format!("[::1]:{port}")] {
        assert_eq!(with(&host).status, 200, "{host}");
    }
    for host in [
        "evil.example",
        "127.0.0.1.evil.example",
        &format!("evil.example:{port}"),
        "10.0.0.1",
        "localhost@evil.example",
    ] {
        let told = problem(&with(host), 421);
        assert!(told.contains("is no name of this server"), "{told}");
    }
    let absolute = request(&served.authority, "GET", "http://evil.example/healthz", &[], b"");
    problem(&absolute, 421);
    let mut stream = connect(&served.authority);
    stream.write_all(b"GET /healthz HTTP/1.1\r\nConnection: close\r\n\r\n").unwrap();
    assert_eq!(read(&mut stream, false).status, 400);
}

#[test]
fn hostile_titles_stay_words() {
    let sample = sample();
    let hostile = r#"<script>alert(document)</script>\" onload=\"x"#;
    sample.write("charts.toml", &CHARTS.replace("GDP was {gdp[2023]}", hostile));
    let served = Served::start(&sample.path());
    for path in ["/", "/charts/gdp.svg", "/charts/gdp.svg?text=live", "/charts/gdp.html"] {
        let text = served.get(path).text();
        assert!(!text.contains("<script>alert(document)") && text.contains("&lt;script"), "{path}");
    }
    let title = r#"<script>alert(document)</script>" onload="x"#;
    assert_eq!(served.get("/charts/gdp.json").json()["title"], title);
    assert_eq!(served.get("/api/charts.json").json()[0]["title"], title);
}

/// The next event of a stream, as its data.
fn event(lines: &mut impl Iterator<Item = std::io::Result<String>>) -> Value {
    let mut named = false;
    for line in lines.map_while(Result::ok) {
        named |= line == "event: state";
        if let Some(data) = line.strip_prefix("data: ") {
            assert!(named, "the event is called state");
            return serde_json::from_str(data).unwrap();
        }
    }
    panic!("the stream ended");
}

#[test]
fn a_package_that_breaks_stays_as_it_was_until_it_is_mended() {
    let sample = sample();
    let served = Served::start(&sample.path());
    let mut stream = connect(&served.authority);
    stream.write_all(format!("GET /events HTTP/1.1\r\nHost: {}\r\n\r\n", served.authority).as_bytes()).unwrap();
    let mut lines = BufReader::new(stream).lines();
    let first = event(&mut lines);
    assert_eq!(first["error"], "");
    let before = served.get("/charts/gdp.svg").body;

    let figures = std::fs::read_to_string(sample.path().join("figures.csv")).unwrap();
    sample.write("figures.csv", &figures.replace("CNY 126 trillion", "CNY many"));
    let broken = event(&mut lines);
    assert_eq!(broken["version"], first["version"]);
    let error = broken["error"].as_str().unwrap();
    // Below the names of the columns it is the second row.
    assert!(error.contains("figures.csv:3:") && error.contains("'many'") && !error.contains('\u{1b}'), "{error}");
    let health = served.get("/healthz").json();
    assert_eq!((&health["ok"], &health["error"]), (&Value::Bool(false), &broken["error"]));
    assert_eq!(served.get("/charts/gdp.svg").body, before);

    sample.write("figures.csv", &figures.replace("CNY 126 trillion", "CNY 127 trillion"));
    let mended = event(&mut lines);
    assert!(mended["error"] == "" && mended["version"] != first["version"], "{mended}");
    assert_eq!(served.get("/charts/gdp.json").json()["title"], "GDP was CNY 127 trillion");
    assert!(served.get("/").text().contains(mended["version"].as_str().unwrap()));

    // A chart that cannot be drawn is no good state, either, and what was good before is good again.
    let text = CHARTS.replace("gdp[2010]", "gdp[1900]");
    sample.write("charts.toml", &text);
    assert!(event(&mut lines)["error"].as_str().unwrap().contains("charts.toml:"));
    sample.write("charts.toml", CHARTS);
    assert_eq!(event(&mut lines), mended);
    // So is a file that was not there before and cannot be read.
    sample.write_bytes("waivers.toml", b"\xff\xfe");
    assert!(event(&mut lines)["error"].as_str().unwrap().contains("waivers.toml is in UTF-16"));
    std::fs::remove_file(sample.path().join("waivers.toml")).unwrap();
    assert_eq!(event(&mut lines), mended);
}

#[test]
fn many_ask_at_once() {
    let served = Served::start(sample().path().as_path());
    let one = served.get("/charts/gdp.png?density=1").body;
    std::thread::scope(|scope| {
        for thread in 0..16 {
            let (served, one) = (&served, &one);
            scope.spawn(move || {
                for i in 0..10 {
                    assert!(served.get("/charts/gdp.png?density=1").body == *one);
                    let size = format!("{}x{}", 400 + thread * 10, 300 + i * 10);
                    assert_eq!(served.get(&format!("/charts/gdp.svg?size={size}")).status, 200);
                }
            });
        }
    });
}

#[test]
fn it_ends_when_it_is_told_to_with_pages_open() {
    for signal in ["-TERM", "-INT"] {
        let mut served = Served::start(sample().path().as_path());
        let mut stream = connect(&served.authority);
        stream.write_all(format!("GET /events HTTP/1.1\r\nHost: {}\r\n\r\n", served.authority).as_bytes()).unwrap();
        let mut lines = BufReader::new(stream.try_clone().unwrap()).lines();
        event(&mut lines);
        let idle = connect(&served.authority);
        let start = Instant::now();
        assert_eq!(served.end(signal), Some(0));
        assert!(start.elapsed() < Duration::from_secs(5), "{signal} takes {:?}", start.elapsed());
        // The stream was ended, not cut.
        assert_eq!(lines.map_while(Result::ok).last().as_deref(), Some(""));
        drop(idle);
    }
}

#[test]
fn who_sends_half_a_request_is_let_go() {
    let served = Served::start(sample().path().as_path());
    for half in ["", "GET /healthz HTTP/1.1\r\nHost: lo"] {
        let mut stream = connect(&served.authority);
        stream.write_all(half.as_bytes()).unwrap();
        let start = Instant::now();
        let mut rest = Vec::new();
        let _ = stream.read_to_end(&mut rest);
        assert!(start.elapsed() < Duration::from_secs(20), "'{half}' is waited for {:?}", start.elapsed());
        assert!(!rest.starts_with(b"HTTP/1.1 200"));
    }
    assert_eq!(served.get("/healthz").status, 200);
}

#[test]
fn what_cannot_be_served_is_told() {
    let sample = sample();
    let served = Served::start(&sample.path());
    let port = served.authority.rsplit(':').next().unwrap();
    sample.run(&["serve", "--port", port]).assert_refused(&[&format!("port {port} of 127.0.0.1 is taken"), "--port 0"]);
    sample
        .run(&["serve", "--host", "no such host"])
        .assert_refused(&["'no such host' is no address", "--host 127.0.0.1"]);
    sample.write("claims.csv", "nothing");
    sample.run(&["serve", "--port", "0"]).assert_refused(&["claims.csv"]);
    let nothing = tempfile::TempDir::new().unwrap();
    run_in(nothing.path(), &["serve", "--package", "nowhere"]).assert_refused(&["there is no folder nowhere"]);
}

#[test]
fn without_a_package_the_built_in_one_is_served() {
    let folder = tempfile::TempDir::new().unwrap();
    let served = Served::start(folder.path());
    assert_eq!(served.get("/healthz").json()["ok"], true);
    let charts = served.get("/api/charts.json").json();
    assert!(charts.as_array().unwrap().len() > 10);
}
