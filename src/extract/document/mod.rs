//! A text as it is read, and where each of its places stands in the file that it came from.

/// A text to extract from. What is read may be less than the file: marks of Markdown, tags of HTML and running heads are left out.
#[derive(Debug, Clone)]
pub struct Document {
    name: String,
    text: String,
}

/// Where something stands in the file: page, where the format has pages, line and column, each from 1; columns count Unicode scalar values.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place {
    /// The page, where the format has pages.
    pub page: Option<usize>,
    /// The line of the file, or of the page.
    pub line: usize,
    /// The column of the line.
    pub column: usize,
}

impl Document {
    /// A plain text, read as it is.
    #[must_use]
    pub fn plain(name: &str, text: &str) -> Self {
        Self { name: name.to_owned(), text: text.to_owned() }
    }

    /// What messages call it: the path as given, or `-` for standard input.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The text that is read; paragraphs are parted by an empty line.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// Where a byte of the text stands in the file.
    #[must_use]
    pub fn place(&self, at: usize) -> Place {
        let before = self.text.get(..at).unwrap_or(&self.text);
        let line = before.matches('\n').count() + 1;
        let column = before.rsplit('\n').next().unwrap_or("").chars().count() + 1;
        Place { page: None, line, column }
    }
}
