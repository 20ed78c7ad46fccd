//! A small WebDriver client: what a reader does with a browser, and what Chromium tells of a page beyond that.
//!
//! <https://www.w3.org/TR/webdriver2/>; commands of the DevTools go through `POST /session/ID/goog/cdp/execute`.

use std::io::{BufRead, BufReader, Read};
use std::os::unix::process::CommandExt;
use std::path::Path;
use std::process::{Child, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};

use crate::http::request;

/// The longest that a page may take to do what a reader asked for; what is waited for mostly comes at once.
const PATIENCE: Duration = Duration::from_secs(20);

/// On a busy machine chromedriver may answer before all of a page is there.
const LOADED: &str = "document.readyState === 'complete'";

/// What the standard calls the identifier of an element.
const ELEMENT: &str = "element-6066-11e4-a52e-4f735466cecf";

/// The keys that readers use, as the standard writes them.
pub mod key {
    pub const TAB: &str = "\u{e004}";
    pub const ENTER: &str = "\u{e007}";
    pub const SHIFT: &str = "\u{e008}";
    pub const ESCAPE: &str = "\u{e00c}";
    pub const RIGHT: &str = "\u{e014}";
}

/// A browser with one window.
pub struct Session {
    /// Host and port of chromedriver.
    authority: String,
    path: String,
    /// Its end closes the standard input of the shell that watches over chromedriver, and with it the browser.
    _driver: (Child, BufReader<ChildStdout>),
}

/// A place on the screen, in pixels of the page from the left and the top of the window.
pub type Point = (f64, f64);

impl Session {
    /// Starts chromedriver and through it a browser, both of which end with this process, however it ends.
    pub fn start(chromium: &Path, chromedriver: &Path, profile: &Path) -> Self {
        // In a group of their own; once this process is gone, the group is ended and the profile removed, which the browser may still write into.
        const WATCH: &str =
            r#""$0" --port=0 & cat >/dev/null; trap '' TERM; kill 0; wait; rm -rf "$1" || { sleep 1; rm -rf "$1"; }"#;
        let mut shell = Command::new("sh");
        shell
            .args(["-c", WATCH])
            .args([chromedriver, profile])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .process_group(0);
        let mut child = shell.spawn().unwrap();
        let mut said = BufReader::new(child.stdout.take().unwrap());
        let port: u16 = said
            .by_ref()
            .lines()
            .find_map(|line| line.unwrap().split_once("successfully on port ")?.1.trim_end_matches('.').parse().ok())
            .unwrap_or_else(|| panic!("{} does not start", chromedriver.display()));
        let mut session = Self { authority: format!("127.0.0.1:{port}"), path: String::new(), _driver: (child, said) };
        let profile = format!("--user-data-dir={}", profile.display());
        let made = session.command(
            "POST",
            "/session",
            &json!({"capabilities": {"alwaysMatch": {
                "goog:loggingPrefs": {"browser": "ALL", "performance": "ALL"},
                "goog:chromeOptions": {
                    "binary": chromium,
                    "args": [
                        "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
                        "--disable-background-networking", "--disable-component-update", "--disable-sync",
                        "--window-size=1440,900", profile,
                    ],
                },
            }}}),
        );
        session.path = format!("/session/{}", made["sessionId"].as_str().unwrap());
        session
    }

    #[track_caller]
    fn command(&self, method: &str, path: &str, body: &Value) -> Value {
        let body = if method == "GET" { String::new() } else { body.to_string() };
        let headers = [("Content-Type", "application/json; charset=utf-8")];
        let answer = request(&self.authority, method, &format!("{}{path}", self.path), &headers, body.as_bytes());
        let mut answer: Value = serde_json::from_slice(&answer.body).unwrap();
        let value = answer["value"].take();
        if let Some(error) = value["error"].as_str() {
            let message = value["message"].as_str().unwrap_or_default().lines().next().unwrap_or_default();
            panic!("{method} {path}: {error}: {message}");
        }
        value
    }

    #[track_caller]
    fn post(&self, path: &str, body: &Value) -> Value {
        self.command("POST", path, body)
    }

    /// Opens a page and waits until it is loaded.
    #[track_caller]
    pub fn open(&self, url: &str) {
        self.post("/url", &json!({"url": url}));
        self.wait_for(LOADED);
    }

    #[track_caller]
    pub fn reload(&self) {
        self.post("/refresh", &json!({}));
        self.wait_for(LOADED);
    }

    /// What the body of a function returns in the page; its arguments are `arguments`.
    #[track_caller]
    pub fn run(&self, script: &str, arguments: &[Value]) -> Value {
        self.post("/execute/sync", &json!({"script": script, "args": arguments}))
    }

    /// As [`Session::run`], of a function that awaits.
    #[track_caller]
    pub fn run_async(&self, script: &str, arguments: &[Value]) -> Value {
        let script = format!(
            "const done = arguments[arguments.length - 1];
             (async (...arguments) => {{ {script} }})(...[...arguments].slice(0, -1)).then(done, (e) => done('failed: ' + e))"
        );
        self.post("/execute/async", &json!({"script": script, "args": arguments}))
    }

    /// Asks the page until an expression is true there.
    #[track_caller]
    pub fn wait_for(&self, expression: &str) {
        let script = format!("return Boolean({expression})");
        self.wait(expression, || self.run(&script, &[]) == true);
    }

    /// Asks until something is so.
    #[track_caller]
    pub fn wait(&self, what: &str, is_so: impl Fn() -> bool) {
        let start = Instant::now();
        while !is_so() {
            assert!(start.elapsed() < PATIENCE, "waited in vain for {what}");
            std::thread::sleep(Duration::from_millis(20));
        }
    }

    /// Clicks the only element of a selector, where the standard says that a reader would.
    #[track_caller]
    pub fn click(&self, selector: &str) {
        let element = self.element(selector);
        self.post(&format!("/element/{element}/click"), &json!({}));
    }

    /// Types into the only element of a selector.
    #[track_caller]
    pub fn write(&self, selector: &str, text: &str) {
        let element = self.element(selector);
        self.post(&format!("/element/{element}/value"), &json!({"text": text}));
    }

    #[track_caller]
    fn element(&self, selector: &str) -> String {
        let found = self.post("/elements", &json!({"using": "css selector", "value": selector}));
        let found = found.as_array().unwrap();
        assert_eq!(found.len(), 1, "elements of {selector}");
        found[0][ELEMENT].as_str().unwrap().to_owned()
    }

    /// Presses keys one after the other, holding one down meanwhile, if any.
    #[track_caller]
    pub fn press(&self, held: Option<&str>, keys: &[&str]) {
        let one = |kind: &str, key: &str| json!({"type": kind, "value": key});
        let strokes = keys.iter().flat_map(|key| [one("keyDown", key), one("keyUp", key)]);
        let (down, up) = (held.map(|key| one("keyDown", key)), held.map(|key| one("keyUp", key)));
        let actions: Vec<Value> = down.into_iter().chain(strokes).chain(up).collect();
        self.post("/actions", &json!({"actions": [{"type": "key", "id": "keyboard", "actions": actions}]}));
    }

    /// Moves the mouse to a place.
    #[track_caller]
    pub fn point_at(&self, place: Point) {
        self.pointer("mouse", &json!([moved(place)]));
    }

    /// Touches a place with a finger, and lifts it.
    #[track_caller]
    pub fn tap(&self, place: Point) {
        self.pointer(
            "touch",
            &json!([moved(place), {"type": "pointerDown", "button": 0}, {"type": "pointerUp", "button": 0}]),
        );
    }

    #[track_caller]
    fn pointer(&self, kind: &str, actions: &Value) {
        let parameters = json!({"pointerType": kind});
        let one = json!({"type": "pointer", "id": kind, "parameters": parameters, "actions": actions});
        self.post("/actions", &json!({"actions": [one]}));
    }

    /// The page as a PDF, on A4 with the margins that are usual.
    #[track_caller]
    pub fn print(&self) -> Vec<u8> {
        let page = json!({"width": 21.0, "height": 29.7});
        decoded(&self.post("/print", &json!({"page": page, "background": false})))
    }

    /// The whole page as a PNG, however long it is.
    #[track_caller]
    pub fn screenshot(&self) -> Vec<u8> {
        decoded(&self.tools("Page.captureScreenshot", &json!({"captureBeyondViewport": true}))["data"])
    }

    /// A command of the DevTools.
    #[track_caller]
    pub fn tools(&self, command: &str, parameters: &Value) -> Value {
        self.post("/goog/cdp/execute", &json!({"cmd": command, "params": parameters}))
    }

    /// What was logged since this was asked last, of a kind.
    #[track_caller]
    pub fn log(&self, kind: &str) -> Vec<Value> {
        self.post("/se/log", &json!({"type": kind})).as_array().unwrap().clone()
    }
}

fn moved((x, y): Point) -> Value {
    // The standard wants whole pixels.
    json!({"type": "pointerMove", "duration": 0, "x": x.round(), "y": y.round(), "origin": "viewport"})
}

#[track_caller]
fn decoded(value: &Value) -> Vec<u8> {
    BASE64.decode(value.as_str().unwrap()).unwrap()
}
