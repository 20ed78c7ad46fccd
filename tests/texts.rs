//! Texts of every format: what is read, what is left out, and where each word stands in its file.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use tempfile::TempDir;
use trueup::extract::document::{Comment, Document, files};
use zip::ZipWriter;
use zip::write::SimpleFileOptions;

fn read(name: &str, bytes: impl Into<Vec<u8>>) -> Document {
    Document::read(name, bytes.into()).unwrap_or_else(|error| panic!("{error}"))
}

/// The message and the help of a refusal.
fn refused(name: &str, bytes: impl Into<Vec<u8>>) -> String {
    let error = Document::read(name, bytes.into()).err().unwrap_or_else(|| panic!("{name} was read"));
    format!("{error} | {}", error.help_text().unwrap_or_default())
}

/// Where a word stands: page, line and column.
#[track_caller]
fn place(document: &Document, word: &str) -> (Option<usize>, usize, usize) {
    let place = document.place(document.text().find(word).unwrap());
    (place.page, place.line, place.column)
}

/// A word of the text stands where the source has it.
#[track_caller]
fn assert_traced(document: &Document, word: &str) {
    let at = document.text().find(word).unwrap();
    assert_eq!(&document.source()[document.source_span(at..at + word.len())], word);
}

/// Every word of the text stands where the source has it.
fn assert_all_traced(document: &Document) {
    let text = document.text();
    for word in text.split_whitespace() {
        let at = word.as_ptr() as usize - text.as_ptr() as usize;
        let span = document.source_span(at..at + word.len());
        assert_eq!(&document.source()[span], word);
    }
}

#[test]
fn plain_text_is_read_as_it_is() {
    let text = "Ｆirst １２ percent\r\nsecond line\n\nthird: ٣ points\u{200b}\n";
    let document = read("a.txt", text);
    assert_eq!((document.text(), document.source()), (text, text));
    assert_eq!(place(&document, "percent"), (None, 1, 10));
    assert_eq!(place(&document, "third"), (None, 4, 1));
    // Before "second": 5 + 1 + 2 + 1 + 7 characters and two of the line end.
    assert_eq!(document.offset(text.find("second").unwrap()), 18);
    assert_eq!(document.source_span(3..9), 3..9);
    assert_eq!(document.remarks().len(), 1);
    assert!(document.remarks()[0].contains("characters without width that nobody sees: 1, the first in line 4"));
}

#[test]
fn offsets_and_places_of_a_long_text_are_exact() {
    let text = "añb — 日本\n".repeat(3000);
    let document = Document::plain("-", &text);
    for (characters, (at, _)) in text.char_indices().enumerate().step_by(397) {
        assert_eq!(document.offset(at), characters);
        // Nine characters a line, the line end with them.
        let place = document.place(at);
        assert_eq!((place.line, place.column), (characters / 9 + 1, characters % 9 + 1));
    }
    assert_eq!(document.offset(text.len()), 27_000);
}

#[test]
fn a_byte_order_mark_is_no_part_of_a_text() {
    let document = read("a.txt", "\u{feff}5 percent");
    assert_eq!((document.text(), document.offset(0)), ("5 percent", 0));
}

#[test]
fn comments_of_plain_text_are_blanks_of_the_same_length() {
    let document = read("a.txt", "GDP rose 5 percent <!-- trueup: ok, é -->\nthis year.");
    assert_eq!(document.text().len(), document.source().len());
    assert_eq!(document.text().split_whitespace().collect::<Vec<_>>().join(" "), "GDP rose 5 percent this year.");
    assert_eq!(document.comments(), [Comment { at: 19, words: "trueup: ok, é".to_owned() }]);
    assert_eq!(place(&document, "this"), (None, 2, 1));
}

const MARKDOWN: &str = "---\ntitle: Growth of 9 percent\n---\n\n# The *year* 2023 {#year}\n\nGDP **rose** by [5&nbsp;percent](https://example.org/7)[^1],\nto 126\u{a0}trillion[^none].\n\n- first: 1\n- second: 2<sup>3</sup>, 10 km<sup>2</sup>\n\n<!-- trueup:\nwaived -->\n\n> quoted 4\n> on two lines\n\n```\ncode 10\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n| 3 | 4 |\n\nLast\\* `x` <!-- here --> words.\n\n[^1]: See table 8.\n";

#[test]
fn markdown_is_read_without_its_marks() {
    let document = read("a.md", MARKDOWN);
    let paragraphs: Vec<&str> = document.text().split("\n\n").collect();
    assert_eq!(
        paragraphs,
        [
            "The year 2023",
            "GDP rose by 5\u{a0}percent, to 126\u{a0}trillion.",
            "first: 1",
            "second: 2, 10 km2",
            "quoted 4 on two lines",
            "Last* x words.",
            "See table 8.",
        ]
    );
    assert_eq!(document.source(), MARKDOWN);
    for word in ["year", "rose", "trillion", "second", "quoted 4", "x", "table 8"] {
        assert_traced(&document, word);
    }
    assert_eq!(place(&document, "rose"), (None, 7, 7));
    assert_eq!(place(&document, "trillion"), (None, 8, 8));
    let at = document.text().find("5\u{a0}percent").unwrap();
    assert_eq!(&MARKDOWN[document.source_span(at..at + "5\u{a0}percent".len())], "5&nbsp;percent");
    let before = MARKDOWN.find("trillion").unwrap();
    assert_eq!(document.offset(document.text().find("trillion").unwrap()), MARKDOWN[..before].chars().count());
    assert_eq!(
        document.remarks(),
        [
            "a table of 3 rows was not read",
            "left out: 1 × code block, 1 × front matter, 1 × reference to a footnote that is not there",
        ]
    );
    let [waiver, here] = document.comments() else { panic!("{:?}", document.comments()) };
    assert_eq!(waiver.words, "trueup:\nwaived");
    // In the middle of what parts the paragraphs before and after it.
    assert_eq!(&document.text()[waiver.at - 1..waiver.at + 7], "\n\nquoted");
    assert_eq!(here.words, "here");
    assert!(document.text()[..here.at].ends_with(" x"), "{:?}", &document.text()[..here.at]);
}

#[test]
fn a_power_of_ten_is_no_mark_of_a_note() {
    let document = read("a.md", "Some 3 × 10<sup>6</sup> people, the 38<sup>th</sup> rank.<sup>12</sup>\n");
    assert_eq!(document.text(), "Some 3 × 10^6 people, the 38th rank.");
}

const HTML: &str = "<!DOCTYPE html>\n<html><head><title>No 1</title><style>p { width: 2% }</style></head>\n<body><nav><ul><li>3</li></ul></nav>\n<h1>Growth in&nbsp;2023</h1><p>GDP <b>rose</b> by 5&#37;\n  &amp; more<sup><a href='#n'>[4]</a></sup>.<br>Next &lt;line<p>Second<!-- waived: why -->\nparagraph&shy;s\n<table><tr><td>5<td>6</tr><tr><td><table><tr><td>7</table></table>\n<div>After <code>8</code> it</div><script>if (a < 9) {}</script><footer>10</footer></body></html>\n";

#[test]
fn html_is_read_as_its_running_text() {
    let document = read("a.txt", HTML);
    let paragraphs: Vec<&str> = document.text().split("\n\n").collect();
    assert_eq!(
        paragraphs,
        ["Growth in\u{a0}2023", "GDP rose by 5% & more.\nNext <line", "Second paragraphs", "After it",]
    );
    for word in ["rose", "more", "Second", "After"] {
        assert_traced(&document, word);
    }
    assert_eq!(place(&document, "more"), (None, 5, 9));
    let at = document.text().find("5%").unwrap();
    assert_eq!(&HTML[document.source_span(at..at + 2)], "5&#37;");
    assert_eq!(document.offset(at), HTML[..HTML.find("5&#37;").unwrap()].chars().count());
    assert_eq!(document.comments()[0].words, "waived: why");
    assert!(document.text()[..document.comments()[0].at].ends_with("Second"));
    assert_eq!(
        document.remarks(),
        ["a table of 3 rows was not read", "elements left out: 1 × code, 1 × footer, 1 × head, 1 × nav, 1 × script",]
    );
}

#[test]
fn an_element_that_is_never_closed_is_told() {
    let document = read("a.html", "<html>\n<p>One.\n<nav>Two. <p>Three.");
    assert_eq!(document.text(), "One.");
    assert_eq!(document.remarks()[0], "<nav> of line 3 is never closed: nothing after it was read");
}

#[test]
fn deep_html_and_markdown_are_read_in_bounded_memory() {
    let html = format!("<html>{}5 percent", "<div><b>".repeat(200_000));
    assert_eq!(read("a.html", html).text(), "5 percent");
    let markdown = format!("{}5 percent", "> ".repeat(20_000));
    assert!(read("a.md", markdown).text().contains("5 percent"));
}

#[test]
fn what_is_no_text_is_refused_with_a_reason() {
    for (name, bytes, message) in [
        ("a.txt", &b"caf\xe9 costs\n5 percent"[..], "a.txt is not in UTF-8: byte 4 in line 1"),
        ("a.md", b"\xff\xfe5\0 \0p\0", "a.md is in UTF-16, not UTF-8"),
        ("a.txt", b"one line of words\nfive \0 percent of it", "a.txt has a NUL byte in line 2"),
        ("a.txt", b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01", "a.txt is no text: it holds bytes that no text has"),
        (
            "a.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1....",
            "an old office document, which is not read | save it as .docx",
        ),
        ("a.rtf", b"{\\rtf1 five percent}", "rich text (RTF)"),
        ("a.gz", b"\x1f\x8b\x08\0", "packed by gzip"),
        ("a.pdf", b"five percent", "a.pdf is no PDF file: it does not begin with %PDF-"),
        ("a.docx", b"five percent", "a.docx is no DOCX file"),
    ] {
        let found = refused(name, bytes);
        assert!(found.contains(message), "{found}");
    }
}

#[test]
fn a_text_of_more_than_256_mb_is_refused() {
    let folder = TempDir::new().unwrap();
    let path = folder.path().join("long.txt");
    // Of no size on the disk.
    std::fs::File::create(&path).unwrap().set_len(1 << 30).unwrap();
    let error = Document::open(&path).unwrap_err();
    assert!(error.to_string().ends_with("long.txt has more than 256 MB of text"), "{error}");
}

#[test]
fn a_folder_gives_its_texts_in_order() {
    let folder = TempDir::new().unwrap();
    let write = |name: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(&path, "5 percent").unwrap();
    };
    for name in ["b.txt", "a.MD", "sub/c.html", "data.csv", ".hidden.txt", "sub/x.png", "y.png", "z.png"] {
        write(name);
    }
    let found = files(&[PathBuf::from("-"), folder.path().to_owned(), folder.path().join("b.txt")]).unwrap();
    let names: Vec<&Path> = found.paths.iter().map(|path| path.strip_prefix(folder.path()).unwrap_or(path)).collect();
    assert_eq!(names, ["-", "a.MD", "b.txt", "sub/c.html"].map(Path::new));
    assert_eq!(found.remarks.len(), 1);
    let remark = &found.remarks[0];
    assert!(
        remark.ends_with("4 files are no texts by their names and not read: data.csv, x.png, y.png, ..."),
        "{remark}"
    );
    let empty = TempDir::new().unwrap();
    assert!(files(&[empty.path().to_owned()]).unwrap_err().to_string().contains("holds no text"));
}

/// A Word document of these parts.
fn docx(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).unwrap();
        archive.write_all(xml.as_bytes()).unwrap();
    }
    archive.finish().unwrap().into_inner()
}

fn word(body: &str) -> String {
    format!(r#"<?xml version="1.0" encoding="UTF-8"?><w:document xmlns:w="w"><w:body>{body}</w:body></w:document>"#)
}

const RAISED: &str = r#"<w:rPr><w:vertAlign w:val="superscript"/></w:rPr>"#;

#[test]
fn docx_is_read_by_paragraphs() {
    let body = word(&format!(
        "<w:p><w:pPr><w:pStyle w:val=\"TOC1\"/></w:pPr><w:r><w:t>Growth 4</w:t></w:r></w:p>\
         <w:p><w:r><w:t xml:space=\"preserve\">GDP r</w:t></w:r><w:r><w:t>ose by 5 &amp; more&#160;percent</w:t></w:r>\
         <w:r>{RAISED}<w:t>18</w:t></w:r><w:r><w:footnoteReference w:id=\"2\"/></w:r><w:r><w:t>.</w:t></w:r>\
         <w:del><w:r><w:delText>6 percent</w:delText></w:r></w:del>\
         <w:ins><w:r><w:t xml:space=\"preserve\"> The 38</w:t></w:r></w:ins><w:r>{RAISED}<w:t>th</w:t></w:r>\
         <w:r><w:rPr><w:vanish/></w:rPr><w:t>hidden</w:t></w:r></w:p><w:p/>\
         <w:tbl><w:tr><w:tc><w:p><w:r><w:t>7</w:t></w:r></w:p></w:tc></w:tr><w:tr/></w:tbl>\
         <w:p><w:r><w:t>10 ×</w:t><w:tab/><w:t>10</w:t></w:r><w:r>{RAISED}<w:t>6</w:t></w:r></w:p>"
    ));
    let notes = "<w:footnotes><w:footnote w:type=\"separator\" w:id=\"0\"><w:p><w:r><w:t>-</w:t></w:r></w:p></w:footnote>\
        <w:footnote w:id=\"2\"><w:p><w:r><w:footnoteRef/></w:r><w:r><w:t xml:space=\"preserve\"> See 9.</w:t></w:r></w:p></w:footnote></w:footnotes>";
    let document = read("a.docx", docx(&[("word/footnotes.xml", notes), ("word/document.xml", &body)]));
    assert_eq!(document.text(), "GDP rose by 5 & more\u{a0}percent. The 38th\n\n10 × 10^6\n\nSee 9.");
    assert_eq!(document.source(), "GDP rose by 5 & more\u{a0}percent. The 38th\n10 × 10^6\nSee 9.");
    assert_eq!(place(&document, "38th"), (None, 1, 35));
    assert_eq!(place(&document, "See"), (None, 3, 1));
    // What counts is the text that was drawn: 38 characters and two line ends before the second paragraph.
    assert_eq!(document.offset(document.text().find("10 ×").unwrap()), 40);
    assert_all_traced(&document);
    assert_eq!(
        document.remarks(),
        [
            "a table of 2 rows was not read",
            "1 raised mark of a note was left out",
            "left out: 1 × deleted stretch, 1 × hidden stretch, 1 × line of the table of contents",
        ]
    );
}

#[test]
fn a_bad_docx_is_refused() {
    let external = r#"<!DOCTYPE w [<!ENTITY x SYSTEM "file:///etc/passwd">]><w:document>&x;</w:document>"#;
    let found = refused("a.docx", docx(&[("word/document.xml", external)]));
    assert!(found.contains("a.docx/word/document.xml declares a document type"), "{found}");
    let undeclared = word("<w:p><w:r><w:t>&x;</w:t></w:r></w:p>");
    assert!(refused("a.docx", docx(&[("word/document.xml", &undeclared)])).contains("the entity 'x' is not declared"));
    let bomb = word(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "0".repeat(64 * 1024 * 1024)));
    let found = refused("a.docx", docx(&[("word/document.xml", &bomb)]));
    assert!(found.contains("unpacks to more than 500 times its size"), "{found}");
    let broken = word("<w:p></w:r>");
    assert!(refused("a.docx", docx(&[("word/document.xml", &broken)])).contains("is damaged"));
    let whole = docx(&[("word/document.xml", &word("<w:p/>"))]);
    assert!(refused("a.docx", &whole[..whole.len() / 2]).contains("a.docx"));
    assert!(refused("a.zip", docx(&[("a.txt", "5")])).contains("is a zip archive and no Word document"));
    let deep = word(&"<w:sdt>".repeat(300_000));
    let _ = Document::read("a.docx", docx(&[("word/document.xml", &deep)]));
}
