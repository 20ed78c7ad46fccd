//! The one public error: what was expected, what was found, where, and how to mend it.
//!
//! Rooms make it with [`Error::new`], add a hint with [`Error::with_help`] and a place with [`Error::at`]; only the
//! command line prints it, with the place shown by miette. Faults of a package are collected and reported together, as one error with many parts.

use std::fmt;
use std::sync::Arc;

use miette::{Diagnostic, LabeledSpan, NamedSource, SourceCode};

/// A result whose error is [`struct@Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// Why something could not be done. Cheap to pass around: one pointer.
///
/// ```
/// use trueup::Error;
/// let error = Error::new("'fourty' is no number").with_help("write 40 or forty");
/// assert_eq!(error.to_string(), "'fourty' is no number");
/// ```
#[derive(Debug, Clone)]
pub struct Error(Box<Inner>);

#[derive(Debug, Clone)]
struct Inner {
    message: String,
    help: Option<String>,
    place: Option<Place>,
    /// Further faults of the same run.
    others: Vec<Error>,
    closed_pipe: bool,
}

/// A stretch of a text.
#[derive(Debug, Clone)]
struct Place {
    /// The file's name and its text, once known.
    source: Option<Arc<NamedSource<String>>>,
    /// Start and length in bytes.
    start: usize,
    len: usize,
    label: String,
}

impl Error {
    /// An error that says in one sentence what was expected and what was found.
    pub fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Inner {
            message: message.into(),
            help: None,
            place: None,
            others: Vec::new(),
            closed_pipe: false,
        }))
    }

    /// Adds how to mend it.
    #[must_use]
    pub fn with_help(mut self, help: impl Into<String>) -> Self {
        self.0.help = Some(help.into());
        self
    }

    /// Adds the place in the text at hand: start and length in bytes, and a word or two to write under it.
    #[must_use]
    pub fn at(mut self, start: usize, len: usize, label: impl Into<String>) -> Self {
        self.0.place = Some(Place { source: None, start, len, label: label.into() });
        self
    }

    /// Says which text the place lies in.
    #[must_use]
    pub fn within(mut self, source: &Arc<NamedSource<String>>) -> Self {
        if let Some(place) = &mut self.0.place {
            place.source = Some(Arc::clone(source));
        }
        self
    }

    /// Moves the place, if there is one: a fault in a part becomes one in the whole, `offset` bytes further on.
    #[must_use]
    pub fn shifted(mut self, offset: usize) -> Self {
        if let Some(place) = &mut self.0.place {
            place.start += offset;
        }
        self
    }

    /// The place in the text at hand, as start and length in bytes.
    #[must_use]
    pub fn span(&self) -> Option<(usize, usize)> {
        self.0.place.as_ref().map(|place| (place.start, place.len))
    }

    /// How to mend it, if that is known.
    #[must_use]
    pub fn help_text(&self) -> Option<&str> {
        self.0.help.as_deref()
    }

    /// Puts a few words before the message: which claim, which chart.
    #[must_use]
    pub fn context(mut self, context: impl fmt::Display) -> Self {
        self.0.message = format!("{context}: {}", self.0.message);
        self
    }

    /// Nobody reads the output any more, which is no failure.
    pub(crate) fn closed_pipe() -> Self {
        let mut error = Self::new("the output was closed");
        error.0.closed_pipe = true;
        error
    }

    /// Whether nobody reads the output any more.
    pub(crate) fn is_closed_pipe(&self) -> bool {
        self.0.closed_pipe
    }

    /// All of these as one error, or nothing if there are none.
    #[must_use]
    pub fn all(errors: Vec<Self>) -> Option<Self> {
        let mut errors = errors.into_iter();
        let mut first = errors.next()?;
        first.0.others.extend(errors);
        Some(first)
    }

    /// This error and the others reported with it.
    pub fn faults(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(self.0.others.iter())
    }

    /// File, line and column (both from 1) of the place, where the text is known.
    #[must_use]
    pub fn location(&self) -> Option<(String, usize, usize)> {
        let place = self.0.place.as_ref()?;
        let source = place.source.as_ref()?;
        let before = source.inner().get(..place.start)?;
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Some((source.name().to_owned(), line, column))
    }
}

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for Error {}

impl Diagnostic for Error {
    fn help<'a>(&'a self) -> Option<Box<dyn fmt::Display + 'a>> {
        self.0.help.as_ref().map(|help| Box::new(help) as Box<dyn fmt::Display>)
    }

    fn source_code(&self) -> Option<&dyn SourceCode> {
        self.0.place.as_ref()?.source.as_ref().map(|source| source.as_ref() as &dyn SourceCode)
    }

    fn labels(&self) -> Option<Box<dyn Iterator<Item = LabeledSpan> + '_>> {
        let place = self.0.place.as_ref().filter(|place| place.source.is_some())?;
        let label = LabeledSpan::new(Some(place.label.clone()), place.start, place.len);
        Some(Box::new(std::iter::once(label)))
    }
}
