//! The dashboard as readers use it, in Chromium.
//!
//! Chromium and chromedriver are looked for on the path, or where `TRUEUP_CHROMIUM` and `TRUEUP_CHROMEDRIVER` say; axe-core, which judges
//! whether everybody can use the page, is the file of `TRUEUP_AXE`. What is not there is said on standard error, and the tests that need it check
//! nothing; with `TRUEUP_REQUIRE_BROWSER=1` they fail.

mod access;
mod charts;
mod downloads;
mod driver;
mod hostile;
mod layout;
mod made;
mod reading;
mod served;
mod theme;

use std::io::Write;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex, PoisonError};

use driver::Session;
use serde_json::{Value, json};

/// One browser for all tests, which take turns.
static BROWSER: LazyLock<Option<Mutex<Session>>> = LazyLock::new(|| {
    let find = |variable: &str, names: &[&str]| {
        std::env::var_os(variable).map(PathBuf::from).or_else(|| {
            let path = std::env::var_os("PATH").unwrap_or_default();
            let mut places =
                std::env::split_paths(&path).flat_map(|folder| names.iter().map(move |name| folder.join(name)));
            places.find(|place| place.is_file())
        })
    };
    let chromium = find("TRUEUP_CHROMIUM", &["chromium", "chromium-browser", "google-chrome"]);
    let chromedriver = find("TRUEUP_CHROMEDRIVER", &["chromedriver"]);
    let (Some(chromium), Some(chromedriver)) = (chromium, chromedriver) else {
        missing(
            "no Chromium with chromedriver: the dashboard was not tested in a browser. On Debian: apt-get install chromium \
             chromium-driver; or name them in TRUEUP_CHROMIUM and TRUEUP_CHROMEDRIVER",
        );
        return None;
    };
    let profile = scratch(&format!("profile-{}", std::process::id()));
    Some(Mutex::new(Session::start(&chromium, &chromedriver, &profile)))
});

/// Says what could not be tested, where it is seen though the test passes.
fn missing(what: &str) {
    assert!(std::env::var_os("TRUEUP_REQUIRE_BROWSER").is_none(), "{what}");
    // Unlike `eprintln`, this is not kept back by the harness.
    let _ = writeln!(std::io::stderr(), "\nNOT TESTED: {what}");
}

/// A folder of a test's own, empty.
fn scratch(name: &str) -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("browser").join(name);
    let _ = std::fs::remove_dir_all(&folder);
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

/// The address of the dashboard of the paper as a file.
fn paper() -> String {
    on_disk(&crate::gallery::DRAWN)
}

/// The address of the dashboard in a folder.
fn on_disk(folder: &Path) -> String {
    format!("file://{}/index.html", folder.display())
}

/// Opens a page in the browser, in a window of 1440 by 900, and does with it what a reader does. No page makes an error or asks another machine for
/// anything meanwhile.
#[track_caller]
fn visit(url: &str, scenario: impl FnOnce(&Session)) {
    let Some(browser) = BROWSER.as_ref() else { return };
    let browser = &*browser.lock().unwrap_or_else(PoisonError::into_inner);
    browser.open("about:blank");
    for (command, parameters) in [
        ("Emulation.setFocusEmulationEnabled", json!({"enabled": true})),
        ("Emulation.setTouchEmulationEnabled", json!({"enabled": false})),
        ("Emulation.setScrollbarsHidden", json!({"hidden": true})),
        ("Storage.clearDataForOrigin", json!({"origin": origin(url), "storageTypes": "all"})),
    ] {
        browser.tools(command, &parameters);
    }
    window(browser, 1440, 900);
    prefer(browser, "light");
    browser.log("browser");
    browser.log("performance");
    browser.open(url);
    scenario(browser);
    let errors: Vec<Value> = browser.log("browser").into_iter().filter(|entry| entry["level"] == "SEVERE").collect();
    assert!(errors.is_empty(), "errors in the console: {errors:#?}");
    let asked = requests(browser);
    assert!(asked.iter().any(|address| address.starts_with(page(url))), "the page itself was not asked for: {asked:?}");
    let elsewhere = |address: &&String| {
        let own = if url.starts_with("file:") { page(url).to_owned() } else { format!("{}/", origin(url)) };
        ![own.as_str(), "data:", "blob:", "about:"].iter().any(|start| address.starts_with(start))
    };
    let elsewhere: Vec<&String> = asked.iter().filter(elsewhere).collect();
    assert!(elsewhere.is_empty(), "asked elsewhere: {elsewhere:?}");
}

/// What the browser asked for since this was asked last.
fn requests(browser: &Session) -> Vec<String> {
    let mut asked = Vec::new();
    for entry in browser.log("performance") {
        let event: Value = serde_json::from_str(entry["message"].as_str().unwrap()).unwrap();
        if event["message"]["method"] == "Network.requestWillBeSent" {
            asked.push(event["message"]["params"]["request"]["url"].as_str().unwrap().to_owned());
        }
    }
    asked
}

/// An address without what stands in the page.
fn page(url: &str) -> &str {
    url.split('#').next().unwrap()
}

fn origin(url: &str) -> &str {
    let host = url.find("://").unwrap() + 3;
    let end = url[host..].find('/').map_or(url.len(), |end| host + end);
    &url[..end]
}

/// Sets the size of the window, which may be that of a telephone.
fn window(browser: &Session, width: u32, height: u32) {
    let size = json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false});
    browser.tools("Emulation.setDeviceMetricsOverride", &size);
}

/// Makes the reader's setting that of a theme; nothing moves by itself.
fn prefer(browser: &Session, theme: &str) {
    let features = [("prefers-color-scheme", theme), ("prefers-reduced-motion", "reduce")];
    let features = features.map(|(name, value)| json!({"name": name, "value": value}));
    browser.tools("Emulation.setEmulatedMedia", &json!({"media": "", "features": features}));
}

/// The text of the only element of a selector, as a reader sees it: in one line, and nothing that is hidden.
#[track_caller]
fn text(browser: &Session, selector: &str) -> String {
    let script = "const all = document.querySelectorAll(arguments[0]);
        if (all.length !== 1) return all.length;
        return all[0].checkVisibility() ? all[0].innerText : ''";
    let text = browser.run(script, &[json!(selector)]);
    let Some(text) = text.as_str() else { panic!("{text} elements of {selector}") };
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The texts of all elements of a selector that can be seen, in the order of the page.
fn texts(browser: &Session, selector: &str) -> Vec<String> {
    let script = "return [...document.querySelectorAll(arguments[0])].filter((one) => one.checkVisibility()).map((one) => one.innerText)";
    let texts = browser.run(script, &[json!(selector)]);
    texts.as_array().unwrap().iter().map(|text| text.as_str().unwrap().trim().to_owned()).collect()
}

/// Brings an element into the middle of the window; its box there: left, top, width and height.
fn seen(browser: &Session, selector: &str) -> [f64; 4] {
    let script = "const one = document.querySelector(arguments[0]);
        one.scrollIntoView({ block: 'center', behavior: 'instant' });
        const { x, y, width, height } = one.getBoundingClientRect();
        return [x, y, width, height]";
    serde_json::from_value(browser.run(script, &[json!(selector)])).unwrap()
}
