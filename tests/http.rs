//! A small client for HTTP/1.1, for tests that ask a server of this machine.

use std::io::{Read, Write};
use std::net::TcpStream;
use std::time::Duration;

/// What a server answered.
pub struct Response {
    pub status: u16,
    /// Names in small letters, in the order in which they came.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    /// The first header of this name, which is given in small letters.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8(self.body.clone()).unwrap()
    }

    #[track_caller]
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {}", self.text()))
    }
}

/// Sends a request to a host and port and reads the whole answer. A Host header and a length are added unless they are given.
pub fn request(authority: &str, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Response {
    let given = |name: &str| headers.iter().any(|(known, _)| known.eq_ignore_ascii_case(name));
    let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    if !given("host") {
        head.push_str(&format!("Host: {authority}\r\n"));
    }
    if !body.is_empty() && !given("content-length") {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    headers.iter().for_each(|(name, value)| head.push_str(&format!("{name}: {value}\r\n")));
    let mut stream = connect(authority);
    stream.write_all(format!("{head}\r\n").as_bytes()).unwrap();
    // A server may have answered, and gone, before it was told everything.
    let _ = stream.write_all(body);
    read(&mut stream, method == "HEAD")
}

pub fn get(authority: &str, path: &str) -> Response {
    request(authority, "GET", path, &[], b"")
}

/// A connection on which nothing is waited for longer than a minute.
pub fn connect(authority: &str) -> TcpStream {
    let stream = TcpStream::connect(authority).unwrap();
    stream.set_read_timeout(Some(Duration::from_secs(60))).unwrap();
    stream
}

/// Reads an answer: its head, then as many bytes as it says, or chunks, or until the server closes.
pub fn read(stream: &mut impl Read, no_body: bool) -> Response {
    let mut bytes = Vec::new();
    let end = loop {
        if let Some(at) = bytes.windows(4).position(|four| four == b"\r\n\r\n") {
            break at;
        }
        assert!(more(stream, &mut bytes) > 0, "the answer ends in its head: {}", String::from_utf8_lossy(&bytes));
    };
    let head = String::from_utf8(bytes[..end].to_vec()).unwrap();
    let mut lines = head.split("\r\n");
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|status| status.parse().ok());
    let header = |line: &str| line.split_once(':').map(|(name, value)| (name.to_lowercase(), value.trim().to_owned()));
    let headers = lines.filter_map(header).collect();
    let mut response =
        Response { status: status.unwrap_or_else(|| panic!("no status in {head}")), headers, body: Vec::new() };
    let mut rest = bytes.split_off(end + 4);
    if no_body || matches!(response.status, 204 | 304) {
        return response;
    }
    if let Some(length) = response.header("content-length").map(|length| length.parse::<usize>().unwrap()) {
        while rest.len() < length && more(stream, &mut rest) > 0 {}
        assert_eq!(rest.len(), length, "the body is as long as its head says");
        response.body = rest;
    } else {
        while more(stream, &mut rest) > 0 {}
        let chunked = response.header("transfer-encoding").is_some_and(|coding| coding.eq_ignore_ascii_case("chunked"));
        response.body = if chunked { joined(&rest) } else { rest };
    }
    response
}

fn more(stream: &mut impl Read, into: &mut Vec<u8>) -> usize {
    let mut buffer = [0; 16 * 1024];
    let count = stream.read(&mut buffer).unwrap();
    into.extend_from_slice(&buffer[..count]);
    count
}

/// The chunks of a body as one.
fn joined(mut rest: &[u8]) -> Vec<u8> {
    let mut body = Vec::new();
    loop {
        let end = rest.windows(2).position(|two| two == b"\r\n").unwrap();
        let size = std::str::from_utf8(&rest[..end]).unwrap().split(';').next().unwrap_or_default();
        let size = usize::from_str_radix(size.trim(), 16).unwrap();
        rest = &rest[end + 2..];
        if size == 0 {
            return body;
        }
        body.extend_from_slice(&rest[..size]);
        rest = &rest[size + 2..];
    }
}

#[test]
fn answers_are_read_with_a_length_in_chunks_and_to_the_end() {
    let answer = |text: &str| read(&mut text.as_bytes(), false);
    let sized = answer("HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\nX-A: b: c\r\n\r\nhi");
    assert_eq!((sized.status, sized.text().as_str(), sized.header("x-a")), (404, "hi", Some("b: c")));
    let chunked = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab\n\r\n2;x=y\r\ncd\r\n0\r\n\r\n";
    assert_eq!(answer(chunked).text(), "ab\ncd");
    assert_eq!(answer("HTTP/1.1 200 OK\r\n\r\nto the end").text(), "to the end");
}
