//! Places in both encodings, and messages in a stream that is broken.

use std::io::Cursor;

use lsp_types::{Position, Range};

use super::server::Server;
use super::text::{Encoding, Text};
use super::wire::{Incoming, Reader};

fn at(line: u32, character: u32) -> Position {
    Position { line, character }
}

#[test]
fn columns_count_units_of_the_encoding() {
    // 🌍 is four bytes in UTF-8 and two units in UTF-16, é two bytes and one unit.
    let words = "a\r\né🌍 40\rz\n".to_owned();
    for (encoding, column) in [(Encoding::Utf16, 4), (Encoding::Utf8, 7)] {
        let text = Text::new(words.clone(), encoding);
        let forty = words.find("40").unwrap();
        assert_eq!((text.position(forty), text.byte(at(1, column))), (at(1, column), forty));
        assert_eq!(text.position(words.len()), at(3, 0));
        // A lone carriage return ends a line too.
        assert_eq!(text.byte(at(2, 0)), words.find('z').unwrap());
    }
}

#[test]
fn places_outside_of_the_text_are_its_nearest() {
    let text = Text::new("one\r\n🌍\n".to_owned(), Encoding::Utf16);
    assert_eq!((text.byte(at(0, 99)), text.byte(at(0, u32::MAX)), text.byte(at(99, 0))), (3, 3, 10));
    // Half of a surrogate pair is the start of its character; so is the middle of its bytes.
    assert_eq!((text.byte(at(1, 1)), text.position(7)), (5, at(1, 0)));
    assert_eq!(text.position(usize::MAX), at(2, 0));
}

#[test]
fn every_place_of_a_long_line_is_found_again() {
    let words = "é🌍x 12, ".repeat(700);
    for encoding in [Encoding::Utf8, Encoding::Utf16] {
        let text = Text::new(words.clone(), encoding);
        for (byte, _) in words.char_indices().step_by(7) {
            assert_eq!(text.byte(text.position(byte)), byte);
        }
    }
    let text = Text::new(words.clone(), Encoding::Utf16);
    let before = words.chars().take(3000).map(char::len_utf16).sum::<usize>();
    let byte = words.char_indices().nth(3000).unwrap().0;
    assert_eq!(text.position(byte), at(0, u32::try_from(before).unwrap()));
}

#[test]
fn changes_are_made_where_the_client_made_them() {
    let text = Text::new("up 🌍 40 percent\nnext".to_owned(), Encoding::Utf16);
    let change = |from, to| Some(Range { start: from, end: to });
    assert_eq!(text.changed(change(at(0, 6), at(0, 8)), "50").as_str(), "up 🌍 50 percent\nnext");
    assert_eq!(text.changed(change(at(0, 16), at(1, 4)), "").as_str(), "up 🌍 40 percent");
    assert_eq!(text.changed(change(at(7, 0), at(9, 0)), "!").as_str(), "up 🌍 40 percent\nnext!");
    assert_eq!(text.changed(None, "new").as_str(), "new");
}

/// What a stream holds: the methods of its messages, and `broken` for what is none.
fn read(stream: &str) -> Vec<String> {
    let mut reader = Reader::new(Cursor::new(stream.as_bytes()));
    let mut all = Vec::new();
    while let Some(next) = reader.next().unwrap() {
        all.push(match next {
            Incoming::Message(lsp_server::Message::Notification(note)) => note.method,
            Incoming::Message(other) => format!("{other:?}"),
            Incoming::Broken(_) => "broken".to_owned(),
        });
    }
    all
}

fn framed(body: &str) -> String {
    format!("Content-Length: {}\r\n\r\n{body}", body.len())
}

#[test]
fn what_is_broken_is_told_once_and_the_next_message_is_found() {
    let fine = framed(r#"{"jsonrpc": "2.0", "method": "fine"}"#);
    assert_eq!(read(&fine), ["fine"]);
    let typed = fine.replace("Content-Length", "content-length").replace("\r\n\r\n", "\r\nContent-Type: x\r\n\r\n");
    assert_eq!(read(&typed), ["fine"]);
    for broken in [
        framed("{"),
        framed("[]"),
        framed("17"),
        "no header\r\nno header\r\n".to_owned(),
        "Content-Length: many\r\n\r\n".to_owned(),
    ] {
        assert_eq!(read(&format!("{broken}{fine}{broken}{fine}")), ["broken", "fine", "broken", "fine"], "{broken}");
    }
    // The rest of a message that is longer than its header says runs into the next header.
    let short = framed(r#"{"jsonrpc": "2.0", "method": "short"}"#).replace("37", "12");
    assert_eq!(read(&format!("{short}{fine}")), ["broken", "broken", "fine"]);
    // A message that the stream ends within is none.
    assert_eq!(read(&format!("{fine}{}", &fine[..30])), ["fine"]);
    assert_eq!(read(&format!("Content-Length: {}\r\n\r\n", u64::MAX)), ["broken"]);
}

#[test]
fn a_question_before_the_marks_of_a_document_does_not_take_their_place() {
    let mut out = Vec::new();
    let mut server = Server::new(&mut out);
    let document = r#"{"uri": "file:///a.txt", "languageId": "plaintext", "version": 7, "text": "It fell."}"#;
    for body in [
        r#"{"id": 1, "method": "initialize", "params": {"capabilities": {}}}"#.to_owned(),
        format!(r#"{{"method": "textDocument/didOpen", "params": {{"textDocument": {document}}}}}"#),
        r#"{"id": 2, "method": "textDocument/hover", "params":
            {"textDocument": {"uri": "file:///a.txt"}, "position": {"line": 0, "character": 0}}}"#
            .to_owned(),
    ] {
        server.take(serde_json::from_str(&body).unwrap()).unwrap();
    }
    server.catch_up().unwrap();
    server.catch_up().unwrap();
    let sent = String::from_utf8(out).unwrap();
    assert_eq!(sent.matches("publishDiagnostics").count(), 1, "{sent}");
}
