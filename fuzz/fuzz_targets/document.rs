//! Texts of every format: the first byte says which (t, m, h, d, p), the rest is the file, or for d the XML of a Word document.
#![no_main]

use libfuzzer_sys::fuzz_target;
use trueup::extract::document::Document;
use trueup_fuzz::{document, parts, zipped};

fuzz_target!(|input: &[u8]| {
    let Some((format, rest)) = input.split_first() else { return };
    let (name, bytes) = match format {
        b't' => ("a.txt", rest.to_vec()),
        b'm' => ("a.md", rest.to_vec()),
        b'h' => ("a.html", rest.to_vec()),
        b'd' => {
            let text = String::from_utf8_lossy(rest);
            ("a.docx", zipped(parts(&text, &["word/document.xml", "word/footnotes.xml"])))
        }
        b'p' => ("a.pdf", rest.to_vec()),
        _ => return,
    };
    document(|| Document::read(name, bytes.clone()));
});
