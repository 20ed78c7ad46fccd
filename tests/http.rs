//! A small HTTP/1.1 client: one request a connection, over plain TCP.

use std::io::{BufRead, BufReader, Write};
use std::net::{SocketAddr, TcpStream};
use std::time::Duration;

/// Longer than any answer takes that a test waits for.
const PATIENCE: Duration = Duration::from_secs(60);

/// What a server answered; names of headers are in small letters.
#[derive(Debug)]
pub struct Response {
    pub status: u16,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Response {
    /// The value of a header.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(own, _)| own == name).map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// Asks a server and reads the whole answer.
#[track_caller]
pub fn request(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Response {
    exchange(address, method, path, headers, body).unwrap_or_else(|error| panic!("{method} {path}: {error}"))
}

fn exchange(
    address: SocketAddr,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: &[u8],
) -> std::io::Result<Response> {
    let mut stream = TcpStream::connect_timeout(&address, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    let mut head = format!("{method} {path} HTTP/1.1\r\nConnection: close\r\n");
    if !headers.iter().any(|(name, _)| name.eq_ignore_ascii_case("host")) {
        head.push_str(&format!("Host: {address}\r\n"));
    }
    if !body.is_empty() || method == "POST" {
        head.push_str(&format!("Content-Length: {}\r\n", body.len()));
    }
    for (name, value) in headers {
        head.push_str(&format!("{name}: {value}\r\n"));
    }
    head.push_str("\r\n");
    stream.write_all(&[head.as_bytes(), body].concat())?;
    read(&mut BufReader::new(stream), method == "HEAD")
}

fn read(from: &mut impl BufRead, head_only: bool) -> std::io::Result<Response> {
    let status_line = line(from)?;
    let status =
        status_line.split(' ').nth(1).and_then(|code| code.parse().ok()).ok_or_else(|| broken(&status_line))?;
    let mut headers = Vec::new();
    loop {
        let field = line(from)?;
        let Some((name, value)) = field.split_once(':') else { break };
        headers.push((name.to_ascii_lowercase(), value.trim().to_owned()));
    }
    let mut answer = Response { status, headers, body: Vec::new() };
    if head_only || matches!(status, 204 | 304) {
        return Ok(answer);
    }
    let length = answer.header("content-length").map(str::parse::<usize>);
    if answer.header("transfer-encoding") == Some("chunked") {
        answer.body = chunks(from)?;
    } else if let Some(length) = length {
        answer.body = exactly(from, length.map_err(|_| broken("Content-Length"))?)?;
    } else {
        from.read_to_end(&mut answer.body)?;
    }
    Ok(answer)
}

fn chunks(from: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut body = Vec::new();
    loop {
        let size = line(from)?;
        let length =
            usize::from_str_radix(size.split(';').next().unwrap_or_default(), 16).map_err(|_| broken(&size))?;
        body.extend(exactly(from, length)?);
        line(from)?;
        if length == 0 {
            return Ok(body);
        }
    }
}

fn exactly(from: &mut impl BufRead, length: usize) -> std::io::Result<Vec<u8>> {
    let mut bytes = vec![0; length];
    from.read_exact(&mut bytes)?;
    Ok(bytes)
}

fn line(from: &mut impl BufRead) -> std::io::Result<String> {
    let mut line = String::new();
    from.read_line(&mut line)?;
    Ok(line.trim_end().to_owned())
}

fn broken(what: &str) -> std::io::Error {
    std::io::Error::other(format!("no answer of HTTP/1.1: {what}"))
}
