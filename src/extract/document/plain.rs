//! Plain text: read byte for byte, but for comments, which become blanks of the same length.

use super::{Comment, Drawn};

const OPEN: &str = "<!--";
const CLOSE: &str = "-->";

pub(super) fn drawn(source: String) -> Drawn {
    let mut text = source.clone();
    let mut comments = Vec::new();
    let mut from = 0;
    while let Some(found) = source.get(from..).and_then(|rest| rest.find(OPEN)) {
        let at = from + found;
        let words = at + OPEN.len();
        // What is never closed is no comment.
        let Some(length) = source.get(words..).and_then(|rest| rest.find(CLOSE)) else { break };
        let end = words + length + CLOSE.len();
        comments.push(Comment { at, words: source[words..words + length].trim().to_owned() });
        // Line ends stay, so that a comment on lines of its own parts what it parted.
        let blanks: String = source[at..end]
            .bytes()
            .map(|byte| if matches!(byte, b'\n' | b'\r') { char::from(byte) } else { ' ' })
            .collect();
        text.replace_range(at..end, &blanks);
        from = end;
    }
    Drawn { source, own: true, text, pieces: Vec::new(), pages: Vec::new(), comments, remarks: Vec::new() }
}
