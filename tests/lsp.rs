//! `trueup lsp`: what an editor is sent while a text is written.

use std::io::{BufRead, BufReader, Read, Write};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::PROGRAM;

const PATIENCE: Duration = Duration::from_secs(60);
const PAPER: &str = "file:///home/me/paper.md";
/// 126 / 40 is 3.15, which is an increase of 215 percent.
const SLIP: &str = "Exports rose from USD 40 billion in 2010 to USD 126 billion in 2023, an increase of 315 percent.";
const RIGHT: &str = "Exports rose from USD 40 billion in 2010 to USD 126 billion in 2023, an increase of 215 percent.";

/// An editor as the server knows it.
struct Editor {
    program: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    requests: i32,
}

fn message(output: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut length = None;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        if line == "\r\n" {
            break;
        }
        let (name, value) = line.split_once(": ")?;
        assert_eq!(name, "Content-Length");
        length = value.trim_end().parse().ok();
    }
    let mut body = vec![0; length?];
    output.read_exact(&mut body).ok()?;
    Some(serde_json::from_slice(&body).unwrap())
}

impl Editor {
    fn start() -> Self {
        let command = Command::new(PROGRAM).arg("lsp").stdin(Stdio::piped()).stdout(Stdio::piped()).spawn();
        let mut program = command.unwrap();
        let (sender, messages) = channel();
        let mut output = BufReader::new(program.stdout.take().unwrap());
        thread::spawn(move || {
            while let Some(message) = message(&mut output) {
                let _ = sender.send(message);
            }
        });
        let input = program.stdin.take().unwrap();
        Self { program, input, messages, requests: 0 }
    }

    /// An editor that the server has been introduced to, and the capabilities that it named.
    fn introduced(encodings: &[&str]) -> (Self, Value) {
        let mut editor = Self::start();
        let general = if encodings.is_empty() { json!({}) } else { json!({ "positionEncodings": encodings }) };
        let params = json!({ "processId": null, "rootUri": null, "capabilities": { "general": general } });
        let result = editor.ask("initialize", &params);
        editor.tell("initialized", &json!({}));
        (editor, result["result"]["capabilities"].clone())
    }

    fn send(&mut self, body: &str) {
        write!(self.input, "Content-Length: {}\r\n\r\n{body}", body.len()).unwrap();
        self.input.flush().unwrap();
    }

    fn tell(&mut self, method: &str, params: &Value) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params }).to_string());
    }

    /// The answer to a request; what else comes before it is passed over.
    fn ask(&mut self, method: &str, params: &Value) -> Value {
        self.requests += 1;
        let id = self.requests;
        self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }).to_string());
        self.until(|message| message["id"] == id)
    }

    #[track_caller]
    fn until(&self, wanted: impl Fn(&Value) -> bool) -> Value {
        let end = Instant::now() + PATIENCE;
        loop {
            let left = end.saturating_duration_since(Instant::now());
            let message = self.messages.recv_timeout(left).expect("the server sends what is waited for");
            if wanted(&message) {
                return message;
            }
        }
    }

    #[track_caller]
    fn published(&self, uri: &str) -> Value {
        let published = |message: &Value| message["method"] == "textDocument/publishDiagnostics";
        self.until(|message| published(message) && message["params"]["uri"] == uri)["params"].clone()
    }

    fn open(&mut self, uri: &str, language: &str, text: &str) {
        let document = json!({ "uri": uri, "languageId": language, "version": 1, "text": text });
        self.tell("textDocument/didOpen", &json!({ "textDocument": document }));
    }

    fn change(&mut self, uri: &str, version: i32, changes: &Value) {
        let document = json!({ "uri": uri, "version": version });
        self.tell("textDocument/didChange", &json!({ "textDocument": document, "contentChanges": changes }));
    }

    /// Leaves, and returns the exit code of the program.
    fn leave(mut self, politely: bool) -> i32 {
        if politely {
            assert_eq!(self.ask("shutdown", &Value::Null)["result"], Value::Null);
        }
        self.tell("exit", &Value::Null);
        let end = Instant::now() + PATIENCE;
        while Instant::now() < end {
            if let Some(status) = self.program.try_wait().unwrap() {
                return status.code().unwrap();
            }
            thread::sleep(Duration::from_millis(5));
        }
        panic!("the program does not end");
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        let _ = self.program.kill();
        let _ = self.program.wait();
    }
}

/// The words of a line of text between the columns of a range that stays in it, counted in UTF-16.
fn marked(text: &str, range: &Value) -> String {
    let number = |value: &Value| usize::try_from(value.as_u64().unwrap()).unwrap();
    assert_eq!(range["start"]["line"], range["end"]["line"]);
    let line = text.lines().nth(number(&range["start"]["line"])).unwrap();
    let units: Vec<u16> = line.encode_utf16().collect();
    String::from_utf16(&units[number(&range["start"]["character"])..number(&range["end"]["character"])]).unwrap()
}

/// The place of some words in a text of one line, in UTF-16.
fn column(text: &str, words: &str) -> usize {
    text[..text.find(words).unwrap()].encode_utf16().count()
}

#[test]
fn an_opened_text_is_marked_where_it_does_not_fit_and_no_more_once_it_is_mended() {
    let (mut editor, capabilities) = Editor::introduced(&[]);
    assert_eq!((&capabilities["positionEncoding"], &capabilities["textDocumentSync"]), (&json!("utf-16"), &json!(2)));
    let text = format!("# Trade\n\nThe 🌍 trades. {SLIP}\n");
    editor.open(PAPER, "markdown", &text);
    let published = editor.published(PAPER);
    assert_eq!(published["version"], 1);
    let [mark] = published["diagnostics"].as_array().unwrap().as_slice() else { panic!("{published}") };
    assert_eq!(
        (&mark["severity"], &mark["code"], &mark["source"]),
        (&json!(1), &json!("inconsistent"), &json!("trueup"))
    );
    assert!(marked(&text, &mark["range"]).contains("an increase of 315 percent"), "{mark}");
    let message = mark["message"].as_str().unwrap();
    assert!(["315", "215"].iter().all(|part| message.contains(part)), "{message}");
    let related = mark["relatedInformation"].as_array().unwrap();
    let operands: Vec<String> = related.iter().map(|one| marked(&text, &one["location"]["range"])).collect();
    assert_eq!(operands, ["USD 40 billion", "USD 126 billion"]);
    assert_eq!(
        (&related[0]["message"], &related[1]["message"]),
        (&json!("from: USD 40 billion"), &json!("to: USD 126 billion"))
    );
    assert_eq!(related[0]["location"]["uri"], PAPER);

    // Three becomes two, by the stretch that the editor names.
    let line = text.lines().nth(2).unwrap();
    let from = column(line, "315");
    let range = json!({ "start": { "line": 2, "character": from }, "end": { "line": 2, "character": from + 1 } });
    editor.change(PAPER, 2, &json!([{ "range": range, "text": "2" }]));
    let published = editor.published(PAPER);
    assert_eq!((&published["version"], &published["diagnostics"]), (&json!(2), &json!([])));
    editor.change(PAPER, 3, &json!([{ "text": SLIP }]));
    assert_eq!(editor.published(PAPER)["diagnostics"].as_array().unwrap().len(), 1);
    editor.tell("textDocument/didClose", &json!({ "textDocument": { "uri": PAPER } }));
    assert_eq!(editor.published(PAPER)["diagnostics"], json!([]));
    assert_eq!(editor.leave(true), 0);
}

#[test]
fn marks_of_markdown_are_passed_over_and_what_they_mark_is_found_where_it_stands() {
    let (mut editor, _) = Editor::introduced(&[]);
    let text = SLIP.replace("USD 126 billion", "**USD 126** billion[^1]").replace("Exports", "\u{feff}[Exports](x.md)");
    editor.open("untitled:Untitled-2", "markdown", &text);
    let published = editor.published("untitled:Untitled-2");
    let mark = &published["diagnostics"][0];
    assert_eq!(mark["code"], "inconsistent", "{published}");
    assert_eq!(marked(&text, &mark["relatedInformation"][1]["location"]["range"]), "USD 126** billion");
    // What is no text is told, not drawn from bytes that the editor shows.
    editor.open("file:///a.pdf", "plaintext", "%PDF-1.7\n");
    assert_eq!(editor.published("file:///a.pdf")["diagnostics"][0]["code"], "unread");
}

#[test]
fn columns_are_in_utf_8_where_the_editor_knows_it() {
    let (mut editor, capabilities) = Editor::introduced(&["utf-16", "utf-8"]);
    assert_eq!(capabilities["positionEncoding"], "utf-8");
    let text = format!("The 🌍 trades. {SLIP}");
    editor.open("untitled:Untitled-1", "plaintext", &text);
    let published = editor.published("untitled:Untitled-1");
    let first = &published["diagnostics"][0]["relatedInformation"][0]["location"]["range"]["start"];
    assert_eq!(first["character"], text.find("USD 40").unwrap());
}

#[test]
fn a_figure_and_a_statement_tell_what_they_are_under_the_pointer() {
    let (mut editor, _) = Editor::introduced(&[]);
    editor.open(PAPER, "markdown", RIGHT);
    assert_eq!(editor.published(PAPER)["diagnostics"], json!([]));
    let mut hover = |words: &str| {
        let position = json!({ "line": 0, "character": column(RIGHT, words) + 1 });
        editor.ask("textDocument/hover", &json!({ "textDocument": { "uri": PAPER }, "position": position }))
    };
    let figure = hover("USD 126")["result"].clone();
    assert_eq!(figure["contents"]["kind"], "markdown");
    let told = figure["contents"]["value"].as_str().unwrap();
    // One unit in the last printed digit is a billion: half of it on either side.
    for part in
        ["- value: USD 126 billion\n", "- interval: USD 125.5 to 126.5 billion\n", "- unit: USD\n", "- period: 2023\n"]
    {
        assert!(told.contains(part), "no {part:?} in {told}");
    }
    assert_eq!(marked(RIGHT, &figure["range"]), "USD 126 billion");
    let statement = hover("increase of")["result"]["contents"]["value"].as_str().unwrap().to_owned();
    // 125.5 / 40.5 is 3.0988, and 126.5 / 39.5 is 3.2025.
    for part in ["consistent", "215", "- figure: USD 40 billion", "- figure: USD 126 billion"] {
        assert!(statement.contains(part), "no {part:?} in {statement}");
    }
    // What is asked before the marks of a change were sent does not take their place.
    editor.change(PAPER, 2, &json!([{ "text": "Nothing is here." }]));
    let position = json!({ "textDocument": { "uri": PAPER }, "position": { "line": 0, "character": 3 } });
    editor
        .send(&json!({ "jsonrpc": "2.0", "id": "a", "method": "textDocument/hover", "params": position }).to_string());
    let (mut answered, mut told) = (false, false);
    while !(answered && told) {
        let message = editor.until(|_| true);
        answered |= message["id"] == "a" && message["result"].is_null() && message.get("error").is_none();
        told |= message["params"]["version"] == 2;
    }
}

#[test]
fn a_finding_is_waived_behind_its_sentence_and_no_number_is_changed() {
    let (mut editor, capabilities) = Editor::introduced(&[]);
    assert_eq!(capabilities["codeActionProvider"]["codeActionKinds"], json!(["quickfix"]));
    let text = format!("{SLIP} Imports did not rise.");
    editor.open(PAPER, "markdown", &text);
    let mark = editor.published(PAPER)["diagnostics"][0].clone();
    let asked = |only: Value| {
        let context = json!({ "diagnostics": [mark], "only": only });
        json!({ "textDocument": { "uri": PAPER }, "range": mark["range"], "context": context })
    };
    let actions = editor.ask("textDocument/codeAction", &asked(json!(["quickfix"])))["result"].clone();
    let [action] = actions.as_array().unwrap().as_slice() else { panic!("{actions}") };
    assert_eq!((&action["title"], &action["kind"]), (&json!("Waive with a reason"), &json!("quickfix")));
    assert_eq!(action["diagnostics"][0], mark);
    let edits = action["edit"]["changes"][PAPER].as_array().unwrap();
    let end = json!({ "line": 0, "character": SLIP.len() });
    let waiver = " <!-- trueup: waive, REASON -->";
    assert_eq!(edits, &[json!({ "range": { "start": end, "end": end }, "newText": waiver })]);
    assert_eq!(editor.ask("textDocument/codeAction", &asked(json!(["refactor"])))["result"], json!([]));
    // Once it stands there, the mark is gone; one that gives no reason waives nothing, and has a mark of its own.
    editor.change(PAPER, 2, &json!([{ "text": format!("{SLIP} <!-- trueup: waive -->") }]));
    let codes: Vec<Value> =
        editor.published(PAPER)["diagnostics"].as_array().unwrap().iter().map(|mark| mark["code"].clone()).collect();
    assert_eq!(codes, ["inconsistent", "stale-waiver"]);
    editor.change(PAPER, 3, &json!([{ "text": text }]));
    editor.published(PAPER);
    editor.change(PAPER, 4, &json!([{ "range": { "start": end, "end": end }, "text": waiver }]));
    assert_eq!(editor.published(PAPER)["diagnostics"], json!([]));
}

#[test]
fn what_is_broken_is_answered_and_the_server_lives_on() {
    let (mut editor, _) = Editor::introduced(&[]);
    let code = |message: &Value| message["error"]["code"].as_i64();
    editor.send("{\"jsonrpc\": \"2.0\", \"id\":");
    assert_eq!(code(&editor.until(|message| message["id"].is_null() && code(message).is_some())), Some(-32700));
    editor.send("[1, 2]");
    assert_eq!(code(&editor.until(|message| message["id"].is_null() && code(message).is_some())), Some(-32600));
    editor.input.write_all(b"this is no header\r\n").unwrap();
    assert_eq!(code(&editor.until(|message| message["id"].is_null() && code(message).is_some())), Some(-32700));
    assert_eq!(code(&editor.ask("textDocument/rename", &json!({}))), Some(-32601));
    assert_eq!(code(&editor.ask("textDocument/hover", &json!({ "position": 7 }))), Some(-32602));
    let position = json!({ "textDocument": { "uri": PAPER }, "position": { "line": 0, "character": 0 } });
    let unknown = editor.ask("textDocument/hover", &position);
    assert!(
        code(&unknown) == Some(-32602) && unknown["error"]["message"] == format!("{PAPER} is not open"),
        "{unknown}"
    );
    let logged = |message: &Value| message["method"] == "window/logMessage";
    editor.change(PAPER, 2, &json!([{ "text": "40 percent" }]));
    let log = editor.until(logged);
    assert_eq!(log["params"]["message"], format!("textDocument/didChange: {PAPER} is not open"));
    editor.tell("textDocument/didClose", &json!({ "textDocument": { "uri": PAPER } }));
    editor.until(logged);
    editor.tell("textDocument/didOpen", &json!({ "textDocument": { "uri": PAPER } }));
    editor.until(logged);
    editor.tell("$/cancelRequest", &json!({ "id": 99 }));
    editor.open(PAPER, "markdown", SLIP);
    assert_eq!(editor.published(PAPER)["diagnostics"].as_array().unwrap().len(), 1);
    assert_eq!(code(&editor.ask("initialize", &json!({ "capabilities": {} }))), Some(-32600));
    assert_eq!(editor.leave(true), 0);
}

#[test]
fn a_document_that_is_too_large_says_so_and_one_that_is_cut_down_is_read() {
    let (mut editor, _) = Editor::introduced(&[]);
    editor.open(PAPER, "plaintext", &"Exports rose by 3 percent in 2023. ".repeat(600_000));
    let published = editor.published(PAPER);
    let mark = &published["diagnostics"][0];
    assert!(
        mark["message"].as_str().unwrap().contains("this document has 21 MB; in an editor up to 4 are read"),
        "{mark}"
    );
    assert_eq!((&mark["severity"], &mark["range"]["end"]["character"]), (&json!(2), &json!(0)));
    editor.change(PAPER, 2, &json!([{ "text": SLIP }]));
    assert_eq!(editor.published(PAPER)["diagnostics"][0]["code"], "inconsistent");
    assert_eq!(editor.leave(true), 0);
}

#[test]
fn the_exit_code_says_whether_the_editor_left_as_the_protocol_says() {
    assert_eq!(Editor::introduced(&[]).0.leave(true), 0);
    assert_eq!(Editor::introduced(&[]).0.leave(false), 1);
    let mut early = Editor::start();
    let refused = early.ask("textDocument/hover", &json!({}));
    assert_eq!(refused["error"]["code"], -32002);
    assert_eq!(early.leave(false), 1);
    let (mut late, _) = Editor::introduced(&[]);
    late.ask("shutdown", &Value::Null);
    assert_eq!(late.ask("textDocument/hover", &json!({}))["error"]["code"], -32600);
    assert_eq!(late.leave(false), 0);
}

#[test]
fn an_editor_that_is_gone_ends_the_program() {
    let mut program =
        Command::new(PROGRAM).args(["lsp", "--stdio"]).stdin(Stdio::piped()).stdout(Stdio::piped()).spawn().unwrap();
    drop(program.stdin.take());
    assert_eq!(program.wait().unwrap().code(), Some(1));
}
