//! A package whose words are markup, script and addresses that run: they are words on the page, and nothing else.

use super::made::Made;
use super::{text, visit};
use crate::support::Sample;
use serde_json::json;

const SCRIPT: &str = "<script>window.hacked=true</script><img src=x onerror='window.hacked=true'>";
const CLOSING: &str = "</style></title></textarea></template></svg></details>--><b id=theirs>";
const TEMPLATE: &str = "{{ 'hacked' }} {% for %} ${window.hacked=true} 🦊 שלום مرحبا";

/// A field of a table.
fn field(text: &str) -> String {
    format!("\"{}\"", text.replace('"', "\"\""))
}

fn package() -> Made {
    let sample = Sample::new();
    let resources = ["indicators", "figures", "claims", "areas", "sources"]
        .map(|name| json!({"name": name, "path": format!("{name}.csv")}));
    let title = format!("{SCRIPT}{CLOSING}{TEMPLATE}");
    sample.write("datapackage.json", &json!({"name": "sample", "title": title, "resources": resources}).to_string());
    let name = field(&format!("Output \"{SCRIPT}{CLOSING}"));
    sample.add("indicators.csv", &format!("output,{name},CNY,,flow,,CHN,,,,"));
    let note = field(&format!("{CLOSING}{SCRIPT}{TEMPLATE}"));
    for (year, stated) in [(2010, "CNY 100"), (2011, "CNY 110"), (2012, "CNY 121")] {
        sample.add("figures.csv", &format!("output_{year},output,CHN,{year},,{stated},evil,{note},{note}"));
    }
    sample.add("claims.csv", &format!("doubled,doubled,output[2012] / output[2010],times,evil,{note},{note}"));
    let source = field(&format!("{SCRIPT}{CLOSING}\" onmouseover=\"window.hacked=true"));
    sample.add("sources.csv", &format!("evil,{source},{source},,,javascript:window.hacked=true,"));
    let script = format!("{SCRIPT}{CLOSING}").replace('\'', "\"");
    sample.write(
        "charts.toml",
        &format!(
            "[[chart]]\nid = \"output\"\nkind = \"line\"\njoined = true\ntitle = '{script} rose to {{output[2012]}}'\nshort = '{script}'\n\
             subtitle = '{script}'\nnote = '{script}'\nfigures = [{{ figure = \"output[2010]\", name = '{script}' }}, \"output[2011]\", \"output[2012]\"]\n"
        ),
    );
    Made { sample }
}

#[test]
fn words_of_a_package_are_words_whatever_they_say() {
    visit(&package().built(), |browser| {
        // Everything is opened, shown, downloaded and copied once.
        let found = browser.run_async(
            "for (const one of document.querySelectorAll('details')) one.open = true;
             for (const one of document.querySelectorAll('.opener, .controls input, [data-copy]')) one.click();
             for (const spot of document.querySelectorAll('.stage')) spot.dispatchEvent(new PointerEvent('pointermove', { clientX: 700, clientY: 500 }));
             await new Promise((done) => setTimeout(done, 200));
             const theirs = (within) => [...within.querySelectorAll('#theirs, script, img, b, [onerror], [onmouseover]')]
                .filter((one) => !document.head.contains(one)).length;
             const addresses = [...document.links].map((link) => link.protocol);
             return [typeof window.hacked, theirs(document), [...document.querySelectorAll('template')].map((one) => theirs(one.content)),
                [...new Set(addresses)].sort(), document.title]",
            &[],
        );
        assert_eq!(found[0], "undefined", "their script ran");
        assert_eq!(found[1], 0, "their elements are on the page");
        assert!(found[2].as_array().unwrap().iter().all(|count| count == 0), "their elements are in a view: {found}");
        assert_eq!(found[3], json!(["data:", "file:"]), "addresses that lead elsewhere than they may");
        assert!(found[4].as_str().unwrap().contains(TEMPLATE), "{found}");
        assert!(text(browser, "h1").contains("<script>window.hacked=true</script>"));
        assert!(text(browser, "#output .view .wide").contains("<script>"));
    });
}
