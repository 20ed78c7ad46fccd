//! What all pages share: colours, faces, the script that reads values out, and the policy that lets in nothing else.

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use minijinja::syntax::SyntaxConfig;
use minijinja::{AutoEscape, Environment, Value};
use sha2::{Digest, Sha256};

use crate::chart::Theme;
use crate::check::Verdict;
use crate::error::{Error, Result};

/// A web page that needs nothing but itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Page {
    /// The whole document. It names its policy too, for where it is opened from disk.
    pub html: String,
    /// The Content-Security-Policy that fits it: its own script and style by their digests, and nothing from elsewhere.
    pub policy: String,
}

/// The script that tells a reader the values of a chart.
pub(super) const READOUT: &str = include_str!("readout.js");

impl Page {
    /// What a browser may load: what stands in the page, by its digest.
    pub(super) fn policy(style: &str, script: &str) -> String {
        let digest = |text: &str| BASE64.encode(Sha256::digest(text.as_bytes()));
        format!(
            "default-src 'none'; script-src 'sha256-{}'; style-src 'sha256-{}'; font-src data:; img-src data: blob:; base-uri 'none'; \
             form-action 'none'",
            digest(script),
            digest(style)
        )
    }
}

/// Fills a template. All values are escaped but those that are marked as safe.
pub(super) fn render(template: &str, values: Value) -> Result<String> {
    let broken = |error: minijinja::Error| Error::new(format!("the page cannot be written: {error:#}"));
    let mut environment = Environment::new();
    environment.set_auto_escape_callback(|_| AutoEscape::Html);
    environment.set_syntax(SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build().map_err(broken)?);
    environment.render_str(template, values).map_err(broken)
}

/// The colours of the page and of the verdicts, which are those of the charts, and how a chart stands on a page.
pub(super) fn base_style() -> String {
    let (light, dark) = (Theme::LIGHT, Theme::DARK);
    let mut pairs = vec![
        ("background".to_owned(), light.background, dark.background),
        ("ink".to_owned(), light.ink, dark.ink),
        ("muted".to_owned(), light.muted, dark.muted),
        ("grid".to_owned(), light.grid, dark.grid),
        ("faint".to_owned(), light.faint, dark.faint),
        ("axis".to_owned(), light.axis, dark.axis),
        ("accent".to_owned(), light.hue(0).text, dark.hue(0).text),
    ];
    for verdict in Verdict::ALL {
        let of = |theme: &Theme| theme.verdict(verdict.name()).0;
        pairs.push((verdict.name().to_owned(), of(&light).text, of(&dark).text));
        pairs.push((format!("{verdict}-mark"), of(&light).mark, of(&dark).mark));
    }
    let plain: String = pairs.iter().map(|(name, light, _)| format!("--{name}:{light};")).collect();
    let both: String =
        pairs.iter().map(|(name, light, dark)| format!("--{name}:light-dark({light},{dark});")).collect();
    // Browsers older than 2024 know no light-dark() and stay light.
    let chart = include_str!("readout.css");
    format!(":root{{{plain}}}\n@supports (color:light-dark(#000,#fff)){{:root{{{both}}}}}\n{chart}")
}
