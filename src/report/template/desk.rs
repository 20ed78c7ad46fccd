//! What the functions of a template work with: the package, what was found in it, and what the document gathers.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::super::rows::{self, FindingRow};
use super::super::values::values;
use super::included::Included;
use super::markup::Markup;
use super::number::Number;
use crate::chart::{self, Chart, Drawing, Format, Gallery, Size, Style, Theme, ValueScale, View};
use crate::check::Report;
use crate::error::{Error, Result};
use crate::nearest::hint;
use crate::output::File;
use crate::package::Package;
use crate::period::Period;
use crate::transform::Transform;
use crate::unit::Unit;

/// Everything at hand while a template is filled.
pub(super) struct Desk {
    pub package: Arc<Package>,
    pub report: Arc<Report>,
    pub markup: Markup,
    /// Where attachments lie, seen from the document.
    pub folder: String,
    gathered: Mutex<Gathered>,
    findings: OnceLock<Vec<FindingRow>>,
}

/// What a document gathers.
#[derive(Default)]
pub(super) struct Gathered {
    pub attachments: Vec<File>,
    /// Which chart each picture is of, by the name of its files.
    drawn: Vec<(String, String)>,
    pub notes: Vec<String>,
}

/// Pixels of a PNG for each of the size: sharp in print.
const PNG_SCALE: f32 = 2.0;

/// No document has more attachments; a loop that draws without end stops here.
const ATTACHMENTS: usize = 1000;

/// How a chart of a document looks.
#[derive(Debug, Clone, Default)]
pub(super) struct Looks {
    pub size: Option<String>,
    pub theme: Option<String>,
    pub transform: Option<String>,
    pub scale: Option<String>,
    pub from: Option<String>,
    pub to: Option<String>,
    pub caption: Option<String>,
    pub width: Option<String>,
}

impl Desk {
    pub fn new(package: &Arc<Package>, report: &Arc<Report>, markup: Markup, folder: &str) -> Self {
        Self {
            package: Arc::clone(package),
            report: Arc::clone(report),
            markup,
            folder: folder.to_owned(),
            gathered: Mutex::default(),
            findings: OnceLock::new(),
        }
    }

    /// What was gathered; a template is filled by one thread.
    pub fn gathered<T>(&self, with: impl FnOnce(&mut Gathered) -> T) -> T {
        with(&mut self.gathered.lock().unwrap_or_else(PoisonError::into_inner))
    }

    /// Adds a footnote, or finds the one that says the same; gives back its number, and whether this is its first mark.
    pub fn note(&self, words: &str) -> (usize, bool) {
        self.gathered(|gathered| {
            let notes = &mut gathered.notes;
            let known = notes.iter().position(|note| note == words);
            // A footnote at its mark stands at each of its marks.
            match known {
                Some(place) => (place + 1, false),
                None => {
                    notes.push(words.to_owned());
                    (notes.len(), true)
                }
            }
        })
    }

    /// A formula in words.
    pub fn number(&self, formula: &str, unit: Option<&str>, digits: Option<usize>) -> Result<Number> {
        let unit = unit.map(str::parse::<Unit>).transpose()?;
        Number::of(&self.package, formula, unit.as_ref(), digits)
    }

    /// What is implied, by the name that a formula would give it.
    pub fn implied(&self, name: &str) -> Result<Number> {
        let all = &self.report.implied;
        all.iter().find(|one| one.name == name).map(Number::implied).ok_or_else(|| {
            let help = hint(name, all.iter().map(|one| one.name.as_str()), "list them with: trueup implied");
            Error::new(format!("nothing is implied of '{name}'")).with_help(help)
        })
    }

    /// All findings in words, which are made when they are first asked for.
    pub fn findings(&self) -> &[FindingRow] {
        self.findings.get_or_init(|| rows::findings(&self.package, &self.report))
    }

    /// A claim by its name.
    pub fn claim(&self, id: &str) -> Result<&FindingRow> {
        let all = self.findings();
        all.iter().find(|row| row.id == id).ok_or_else(|| {
            let help = hint(id, all.iter().map(|row| row.id.as_str()), "list them with: trueup table claims");
            Error::new(format!("the package has no claim '{id}'")).with_help(help)
        })
    }

    fn resolved(&self, id: &str) -> Result<Chart> {
        let gallery = Gallery::of(&self.package, &self.report)?;
        gallery.chart(gallery.spec(id)?)
    }

    /// The values of a chart as a table.
    pub fn values(&self, id: &str) -> Result<(Vec<String>, Vec<Vec<String>>)> {
        let values = values(&self.resolved(id)?);
        Ok((values.columns.into_iter().map(str::to_owned).collect(), values.rows))
    }

    /// Draws a chart into the attachments; gives back what includes it.
    pub fn chart(&self, id: &str, looks: &Looks) -> Result<String> {
        let size: Size = looks.size.as_deref().unwrap_or("page").parse()?;
        let theme: Theme = looks.theme.as_deref().unwrap_or("light").parse()?;
        let view = looks.view()?;
        let chart = view.of(self.resolved(id)?)?;
        let scene = chart::draw(&chart, &Style::new(size, theme.clone()))?;
        let name = self.named(id, looks)?;
        let path = if self.folder.is_empty() { name.clone() } else { format!("{}/{name}", self.folder) };
        let own = Style::new(size, theme);
        let attach = |ending: &str, format: Format, style: &Style| {
            self.attach(&chart, &format!("{name}{ending}"), format, style)
        };
        match self.markup {
            // Quarto makes web pages, PDF and office documents of one text, and plain text says nothing: pixels go into all of them.
            Markup::Quarto | Markup::Text => attach(".png", Format::Png, &own)?,
            Markup::Latex => attach(".pdf", Format::Pdf, &own)?,
            Markup::Markdown | Markup::Typst | Markup::Html => attach(".svg", Format::Svg, &own)?,
        }
        let follows = self.markup == Markup::Html && looks.theme.is_none();
        if follows {
            attach("-dark.svg", Format::Svg, &Style::new(size, Theme::DARK))?;
        }
        let included =
            Included { chart: &chart, alt: &scene.alt, size: (scene.width, scene.height), path: &path, follows };
        included.within(self.markup, looks)
    }

    /// The name of a chart's files, which is that of no other picture of the document.
    fn named(&self, id: &str, looks: &Looks) -> Result<String> {
        let name = looks.name(id);
        // Where the reader's setting is followed, there is a dark one too.
        let taken = [name.clone(), format!("{name}-dark"), name.trim_end_matches("-dark").to_owned()];
        self.gathered(|gathered| {
            let of_another = |(known, of): &&(String, String)| of != id && taken.contains(known);
            if let Some((_, other)) = gathered.drawn.iter().find(of_another) {
                return Err(Error::new(format!("pictures of '{id}' and '{other}' would have the same name, {name}"))
                    .with_help("give one of the charts another id in charts.toml"));
            }
            gathered.drawn.push((name.clone(), id.to_owned()));
            Ok(name)
        })
    }

    /// Adds a file to the document, once.
    fn attach(&self, chart: &Chart, name: &str, format: Format, style: &Style) -> Result<()> {
        let known = self.gathered(|gathered| gathered.attachments.iter().any(|file| file.name == name));
        if known {
            return Ok(());
        }
        let drawing = Drawing { formats: vec![format], style: style.clone(), scale: PNG_SCALE };
        let drawn = drawing.of(chart)?;
        self.gathered(|gathered| {
            gathered.attachments.extend(drawn.files.into_iter().map(|(_, bytes)| File::new(name, bytes)));
            if gathered.attachments.len() > ATTACHMENTS {
                return Err(Error::new(format!("a report with more than {ATTACHMENTS} pictures"))
                    .with_help("draw fewer, or in several reports"));
            }
            Ok(())
        })
    }
}

impl Looks {
    /// How many percent of the line a picture takes, if that is said.
    pub fn width(&self) -> Result<Option<u8>> {
        let Some(words) = &self.width else { return Ok(None) };
        let percent = words.strip_suffix('%').and_then(|digits| digits.parse().ok());
        percent.filter(|percent| (1..=100).contains(percent)).map(Some).ok_or_else(|| {
            Error::new(format!("'{words}' is no width")).with_help("write a part of the line: width=\"80%\"")
        })
    }

    fn view(&self) -> Result<View> {
        let period = |words: &Option<String>| words.as_deref().map(str::parse::<Period>).transpose();
        let scale_y = match self.scale.as_deref() {
            None => None,
            Some("linear") => Some(ValueScale::Linear),
            Some("log") => Some(ValueScale::Log),
            Some(other) => {
                return Err(Error::new(format!("'{other}' is no scale")).with_help("write linear or log"));
            }
        };
        let transform = self.transform.as_deref().map_or(Ok(Transform::Levels), str::parse)?;
        Ok(View { transform, from: period(&self.from)?, to: period(&self.to)?, scale_y })
    }

    /// The name of the chart's files: what is not as usual stands in it.
    fn name(&self, id: &str) -> String {
        let period = |key: &str, period: &Option<String>| period.as_ref().map(|period| format!("{key}-{period}"));
        let (from, to) = (period("from", &self.from), period("to", &self.to));
        let parts = [&self.size, &self.transform, &self.scale, &from, &to, &self.theme];
        let usual = |part: &&String| !matches!(part.as_str(), "page" | "lin" | "light");
        let safe = |part: &String| part.replace(|c: char| !c.is_ascii_alphanumeric(), "-").to_lowercase();
        let parts = parts.into_iter().flatten().filter(usual).map(safe);
        std::iter::once(id.to_owned()).chain(parts).collect::<Vec<_>>().join("-")
    }
}
