//! Messages as they stand in a stream: a header with the length, then JSON. What is broken is told, and the next message is found.

use std::io::{self, BufRead, Read, Write};

use lsp_server::{ErrorCode, Message};
use serde_json::json;

/// Longer messages are passed over rather than read into memory.
const LONGEST: usize = 64 * 1024 * 1024;
/// Longer lines are no headers.
const LONGEST_LINE: u64 = 4096;
const HEADER: &[u8] = b"content-length:";

/// What came.
#[derive(Debug)]
pub(super) enum Incoming {
    Message(Message),
    Broken(Broken),
}

/// Something that is no message, and why.
#[derive(Debug)]
pub(super) struct Broken {
    code: ErrorCode,
    why: String,
}

/// Reads message after message.
pub(super) struct Reader<R> {
    input: R,
    /// Whether headers are looked for in what is no message; that is told once.
    lost: bool,
    /// The length of the message whose header is being read.
    length: Option<usize>,
}

impl<R: BufRead> Reader<R> {
    pub(super) fn new(input: R) -> Self {
        Self { input, lost: false, length: None }
    }

    /// The next message, or what stands in its place; nothing at the end of the stream.
    pub(super) fn next(&mut self) -> io::Result<Option<Incoming>> {
        loop {
            let mut line = Vec::new();
            if (&mut self.input).take(LONGEST_LINE).read_until(b'\n', &mut line)? == 0 {
                return Ok(None);
            }
            let line = line.trim_ascii();
            if line.is_empty() {
                match self.length.take() {
                    Some(length) => return self.body(length),
                    None => continue,
                }
            }
            match header(line) {
                Ok(found) => self.length = found.or(self.length),
                Err(why) => {
                    // A message that was longer than its header said ends where the next header starts, in the middle of a line.
                    self.length = within(line);
                    if !std::mem::replace(&mut self.lost, true) {
                        return Ok(Some(Incoming::Broken(Broken { code: ErrorCode::ParseError, why })));
                    }
                }
            }
        }
    }

    fn body(&mut self, length: usize) -> io::Result<Option<Incoming>> {
        self.lost = false;
        let mut body = (&mut self.input).take(u64::try_from(length).unwrap_or(u64::MAX));
        if length > LONGEST {
            io::copy(&mut body, &mut io::sink())?;
            let why = format!("a message of {length} bytes is longer than {LONGEST}, and was passed over");
            return Ok(Some(Incoming::Broken(Broken { code: ErrorCode::InvalidRequest, why })));
        }
        let mut bytes = Vec::new();
        if body.read_to_end(&mut bytes)? < length {
            return Ok(None);
        }
        Ok(Some(message(&bytes)))
    }
}

fn message(bytes: &[u8]) -> Incoming {
    let broken = |code, why: String| Incoming::Broken(Broken { code, why });
    let value: serde_json::Value = match serde_json::from_slice(bytes) {
        Ok(value) => value,
        Err(error) => return broken(ErrorCode::ParseError, format!("a message is no JSON: {error}")),
    };
    match serde_json::from_value(value) {
        Ok(message) => Incoming::Message(message),
        Err(_) => broken(
            ErrorCode::InvalidRequest,
            "a message is no request, response or notification of JSON-RPC".to_owned(),
        ),
    }
}

/// The length that a line of a header gives, if it is the one that does.
fn header(line: &[u8]) -> Result<Option<usize>, String> {
    let name = line.iter().position(|byte| *byte == b':').map_or(&[][..], |end| &line[..end]);
    if name.is_empty() || !name.iter().all(|byte| byte.is_ascii_alphanumeric() || *byte == b'-') {
        return Err("expected the header of a message, Content-Length: and a number".to_owned());
    }
    if !line.to_ascii_lowercase().starts_with(HEADER) {
        return Ok(None);
    }
    within(line).map(Some).ok_or_else(|| {
        let found = String::from_utf8_lossy(&line[HEADER.len()..]).trim().chars().take(40).collect::<String>();
        format!("Content-Length is '{found}', not a number of bytes")
    })
}

/// The length that the last header in a line gives.
fn within(line: &[u8]) -> Option<usize> {
    let lower = line.to_ascii_lowercase();
    let start = lower.windows(HEADER.len()).rposition(|window| window == HEADER)?;
    std::str::from_utf8(line.get(start + HEADER.len()..)?).ok()?.trim().parse().ok()
}

impl Broken {
    /// Answers that something was no message: whose answer it is cannot be known.
    pub(super) fn answer(&self, out: &mut dyn Write) -> io::Result<()> {
        let error = json!({ "code": self.code as i32, "message": self.why });
        let text = json!({ "jsonrpc": "2.0", "id": null, "error": error }).to_string();
        write!(out, "Content-Length: {}\r\n\r\n{text}", text.len())?;
        out.flush()
    }
}
