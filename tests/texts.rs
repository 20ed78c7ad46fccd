//! Texts of every format: what is read, what is left out, and where each word stands in its file.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};

use flate2::Compression;
use flate2::write::ZlibEncoder;
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
    assert_eq!(document.source_span(3..11), 3..11);
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
    let document = read(
        "a.md",
        "Some 3 × 10<sup>6</sup> people or 10<sup>-2</sup>, 210<sup>6</sup>, the 38<sup>th</sup> rank.<sup>12</sup>\n",
    );
    assert_eq!(document.text(), "Some 3 × 10^6 people or 10^-2, 210, the 38th rank.");
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

/// A PDF of these objects, of which the first is its catalogue.
fn pdf(objects: &[Vec<u8>]) -> Vec<u8> {
    let mut file = b"%PDF-1.7\n".to_vec();
    let mut places = String::new();
    for (number, object) in objects.iter().enumerate() {
        places.push_str(&format!("{:010} 00000 n \n", file.len()));
        file.extend(format!("{} 0 obj\n", number + 1).bytes());
        file.extend(object);
        file.extend(b"\nendobj\n");
    }
    let (start, size) = (file.len(), objects.len() + 1);
    file.extend(format!("xref\n0 {size}\n0000000000 65535 f \n{places}").bytes());
    file.extend(format!("trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{start}\n%%EOF\n").bytes());
    file
}

fn stream(entries: &str, data: &[u8]) -> Vec<u8> {
    let mut object = format!("<</Length {}{entries}>>stream\n", data.len()).into_bytes();
    object.extend(data);
    object.extend(b"\nendstream");
    object
}

const HELVETICA: &[u8] = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>";

/// A PDF of pages of 400 by 400 points, each of these contents in Helvetica, called F.
fn pdf_pages(contents: &[Vec<u8>]) -> Vec<u8> {
    let kids: String = (0..contents.len()).map(|page| format!("{} 0 R ", 4 + 2 * page)).collect();
    let mut objects = vec![
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        format!(
            "<</Type/Pages/Count {}/Kids[{kids}]/MediaBox[0 0 400 400]/Resources<</Font<</F 3 0 R>>>>>>",
            contents.len()
        )
        .into_bytes(),
        HELVETICA.to_vec(),
    ];
    for (page, content) in contents.iter().enumerate() {
        objects.push(format!("<</Type/Page/Parent 2 0 R/Contents {} 0 R>>", 5 + 2 * page).into_bytes());
        objects.push(content.clone());
    }
    pdf(&objects)
}

/// Lines of 10 points, 12 points apart from a height on; in Windows' encoding.
fn at(left: usize, top: usize, lines: &[&str]) -> Vec<u8> {
    let mut content = format!("BT /F 10 Tf 12 TL {left} {top} Td ").into_bytes();
    for line in lines {
        content.push(b'(');
        content.extend(line.chars().map(|c| if c == '–' { 0x96 } else { u8::try_from(u32::from(c)).unwrap() }));
        content.extend(b") Tj T* ");
    }
    content.extend(b"ET ");
    content
}

fn one_page(content: &[u8]) -> Document {
    read("a.pdf", pdf_pages(&[stream("", content)]))
}

fn fixture(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures/documents").join(name)).unwrap()
}

#[test]
fn a_pdf_of_two_columns_is_read_column_by_column() {
    let document = read("columns.pdf", fixture("columns.pdf"));
    let paragraphs: Vec<&str> = document.text().split("\n\n").collect();
    // As it is written in columns.tex: a paragraph goes on in the next column, beside footnotes, and on the next page.
    let source = String::from_utf8(fixture("columns.tex")).unwrap();
    let mut written: Vec<String> = Vec::new();
    let mut notes: Vec<String> = Vec::new();
    for block in source.split("\\begin{document}").nth(1).unwrap().split("\n\n") {
        if block.contains("tabular") {
            continue;
        }
        for line in block.trim().trim_end_matches("\\end{document}").lines() {
            let mut line = line.to_owned();
            if let Some(heading) = line.strip_prefix("\\section{") {
                line = heading.trim_end_matches('}').to_owned();
            }
            if let Some((before, rest)) = line.clone().split_once("\\footnote{") {
                let (note, after) = rest.split_once('}').unwrap();
                notes.push(note.to_owned());
                line = format!("{before}{after}");
            }
            written.push(line);
        }
    }
    // Both notes stand at the foot of the first column.
    written.splice(3..3, notes);
    assert_eq!(paragraphs, written);
    assert_eq!(
        document.remarks(),
        [
            "running heads were left out (# is a number): 'office of figures, annual report #' on 3 pages",
            "page numbers were left out on 3 pages",
            "a table of 3 rows was not read: page 2",
            "30 words were joined over line ends",
            "4 raised marks of notes were left out",
        ]
    );
    assert_eq!(place(&document, "98 trillion"), (Some(1), 13, 13));
    assert_eq!(place(&document, "0.4 percentage"), (Some(2), 11, 1));
    let at = document.text().find("international transportation").unwrap();
    assert_eq!(&document.source()[document.source_span(at..at + 13)], "interna-\ntional");
    // In DOCX and PDF, what counts is the text that was drawn.
    assert_eq!(document.offset(at), document.text()[..at].chars().count());
}

#[test]
fn hyphens_at_line_ends_are_kept_where_they_belong_to_the_word() {
    let lines = [
        "The long-term view: over a 20-",
        "year period, from 2010–",
        "2013, long-",
        "term growth of the econ-",
        "omy and of pro\u{ad}",
        "duction in post-",
        "Soviet states was slow, it is said.",
    ];
    let document = one_page(&at(40, 300, &lines));
    assert_eq!(
        document.text(),
        "The long-term view: over a 20-year period, from 2010–2013, long-term growth of the economy and of production in post-Soviet states \
         was slow, it is said."
    );
    assert_eq!(document.remarks()[0], "2 words were joined over line ends");
    assert_eq!(place(&document, "term growth"), (Some(1), 4, 1));
}

#[test]
fn raised_marks_are_no_digits_of_a_number() {
    let raised = |mark: &str| format!("/F 6 Tf 4 Ts ({mark}) Tj 0 Ts /F 10 Tf ");
    let content = format!(
        "BT /F 10 Tf 40 300 Td (It rose by 2.55 percent,) Tj {}( to 126 trillion in 2023) Tj {}(; the 38) Tj {}( of 3 \\327 10) Tj {}\
         ( on 10 km) Tj {} ET BT /F 10 Tf 0 1 -1 0 20 100 Tm (turned) Tj ET",
        raised("18"),
        raised("6"),
        raised("th"),
        raised("9"),
        raised("2")
    );
    let document = one_page(content.as_bytes());
    assert_eq!(document.text(), "It rose by 2.55 percent, to 126 trillion in 2023; the 38th of 3 × 10^9 on 10 km2");
    assert_eq!(
        document.source(),
        "It rose by 2.55 percent,18 to 126 trillion in 20236; the 38th of 3 × 109 on 10 km2\n"
    );
    assert_eq!(
        document.remarks(),
        ["6 characters run in another direction and were not read: page 1", "2 raised marks of notes were left out",]
    );
}

#[test]
fn ligatures_are_letters() {
    // In the standard encoding, octal 256 and 257 are the ligatures of fi and fl.
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>".to_vec(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Times-Roman>>".to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Resources<</Font<</F 3 0 R>>>>/Contents 5 0 R>>".to_vec(),
        stream("", b"BT /F 10 Tf 40 300 Td (Pro\\256t and in\\257ation of [\\2565] \\256ve) Tj ET"),
    ];
    assert_eq!(read("a.pdf", pdf(&objects)).text(), "Profit and inflation of [fi5] five");
}

#[test]
fn running_heads_and_scanned_pages_are_told() {
    let page = |number: usize, words: &str| {
        let (head, foot) = (format!("Annual Report 2023 | {number}"), format!("- {number} -"));
        let body = [words, "is what the text says on this page."];
        stream("", &[at(40, 380, &[&head]), at(40, 330, &body), at(190, 20, &[&foot])].concat())
    };
    let picture = stream("", b"q BI /W 1 /H 1 /BPC 8 /CS /G ID \0 EI Q");
    let document = read("a.pdf", pdf_pages(&[page(1, "Five"), page(2, "Six"), picture, page(4, "Seven")]));
    assert_eq!(
        document.text(),
        "Five is what the text says on this page.\n\nSix is what the text says on this page.\n\nSeven is what the text says on this page."
    );
    assert_eq!(
        document.remarks(),
        [
            "running heads were left out (# is a number): 'annual report # | #' on 3 pages",
            "page numbers were left out on 3 pages",
            "without text, only pictures (scanned): page 3",
        ]
    );
    assert_eq!(place(&document, "Seven"), (Some(4), 2, 1));
    assert_eq!(place(&document, "Six"), (Some(2), 2, 1));
}

#[test]
fn characters_that_a_font_does_not_name_are_not_guessed() {
    let objects = [
        b"<</Type/Catalog/Pages 2 0 R>>".to_vec(),
        b"<</Type/Pages/Count 1/Kids[4 0 R]>>".to_vec(),
        HELVETICA.to_vec(),
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 400 400]/Resources<</Font<</F 3 0 R/G 6 0 R>>>>/Contents 5 0 R>>".to_vec(),
        stream("", b"BT /F 10 Tf 40 300 Td (Growth of ) Tj /G 10 Tf <00010002> Tj /F 10 Tf ( percent) Tj ET"),
        b"<</Type/Font/Subtype/Type0/BaseFont/X/Encoding/Identity-H/DescendantFonts[7 0 R]>>".to_vec(),
        b"<</Type/Font/Subtype/CIDFontType2/BaseFont/X/CIDSystemInfo<</Registry(Adobe)/Ordering(Identity)/Supplement 0>>/DW 500/FontDescriptor 8 0 R>>".to_vec(),
        b"<</Type/FontDescriptor/FontName/X/Flags 4>>".to_vec(),
    ];
    let document = read("a.pdf", pdf(&objects));
    assert_eq!(document.text(), "Growth of \u{fffd}\u{fffd} percent");
    assert_eq!(document.remarks(), ["2 characters are not named by the font and cannot be read: page 1"]);
    // Where most cannot be read, nothing is.
    let mut objects = objects;
    objects[4] = stream("", b"BT /F 10 Tf 40 300 Td (a ) Tj /G 10 Tf <00010002> Tj ET");
    assert!(refused("a.pdf", pdf(&objects)).contains("its fonts do not name 2 of 3 characters"));
}

#[test]
fn a_bad_pdf_is_refused() {
    let whole = pdf_pages(&[stream("", &at(40, 300, &["5 percent"]))]);
    for (bytes, message) in [
        (fixture("encrypted.pdf"), "is encrypted with a password | save it without one"),
        (whole[..40].to_vec(), "is a damaged PDF: its pages are not found"),
        (b"%PDF-1.4\nfive percent".to_vec(), "is a damaged PDF: its pages are not found"),
        (pdf_pages(&[stream("", b"q Q")]), "has no text: 1 page"),
        (
            pdf(&[b"<</Type/Catalog/Pages 2 0 R>>".to_vec(), b"<</Type/Pages/Kids[2 0 R 2 0 R]>>".to_vec()]),
            "has no pages",
        ),
        (pdf(&[[b"<<".repeat(20_000), b">>".repeat(20_000)].concat()]), "is a damaged PDF"),
        (pdf_pages(&[stream("", &b"[".repeat(1_000_000))]), "has no text: 1 page"),
    ] {
        let found = refused("a.pdf", bytes);
        assert!(found.contains(message), "{found}");
    }
    let mut packed = ZlibEncoder::new(Vec::new(), Compression::fast());
    let blank = vec![b' '; 1 << 20];
    for _ in 0..257 {
        packed.write_all(&blank).unwrap();
    }
    let found = refused("a.pdf", pdf_pages(&[stream("/Filter/FlateDecode", &packed.finish().unwrap())]));
    assert!(found.contains("unpacks to more than can be read"), "{found}");
}

#[test]
fn every_part_of_a_pdf_is_read_or_refused_without_a_panic() {
    let whole = fixture("encrypted.pdf");
    let page = pdf_pages(&[stream("", &at(40, 300, &["GDP rose by 5 percent in 2023."]))]);
    for bytes in [whole, page] {
        for cut in (8..bytes.len()).step_by(17) {
            let _ = Document::read("a.pdf", bytes[..cut].to_vec());
            let mut turned = bytes.clone();
            turned[cut] ^= 0x15;
            let _ = Document::read("a.pdf", turned);
        }
    }
}
