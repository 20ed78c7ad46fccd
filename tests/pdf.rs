//! Reads back what a reader of PDF finds on a page: the words, by the tables that a program copies text with, and the size.
//!
//! It knows the few constructions that the program writes, and fails on any other.

use std::collections::HashMap;
use std::io::Read;

/// The words of a page in the order of drawing, and its box in points.
pub struct Page {
    pub words: String,
    pub size: Vec<f64>,
}

impl Page {
    /// The only page of a PDF.
    pub fn read(pdf: &[u8]) -> Self {
        let objects = objects(pdf);
        let pages: Vec<&Object> = objects.values().filter(|object| object.head.contains("/Type/Page/")).collect();
        let [page] = pages.as_slice() else { panic!("{} pages", pages.len()) };
        let size = between(&page.head, "/MediaBox[", "]").split(' ').map(|side| side.parse().unwrap()).collect();
        let resources = &objects[&reference(&page.head, "/Resources ")].head;
        let fonts: HashMap<&str, HashMap<u16, String>> = between(resources, "/Font<<", ">>")
            .split('/')
            .skip(1)
            .map(|font| {
                let (name, object) = font.split_once(' ').unwrap();
                let font = &objects[&object.split(' ').next().unwrap().parse().unwrap()].head;
                (name, characters(&objects[&reference(font, "/ToUnicode ")].text()))
            })
            .collect();
        Self { words: words(&objects[&reference(&page.head, "/Contents ")].inflated(), &fonts), size }
    }
}

struct Object {
    /// The dictionary.
    head: String,
    stream: Vec<u8>,
}

impl Object {
    fn inflated(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        flate2::read::ZlibDecoder::new(self.stream.as_slice()).read_to_end(&mut bytes).unwrap();
        bytes
    }

    fn text(&self) -> String {
        String::from_utf8_lossy(&self.inflated()).into_owned()
    }
}

fn find(bytes: &[u8], what: &[u8], from: usize) -> Option<usize> {
    bytes[from..].windows(what.len()).position(|window| window == what).map(|at| from + at)
}

/// The objects of a file by their numbers.
fn objects(pdf: &[u8]) -> HashMap<u32, Object> {
    let mut all = HashMap::new();
    let mut at = 0;
    while let Some(start) = find(pdf, b" 0 obj", at) {
        let end = find(pdf, b"endobj", start).unwrap();
        let digits = pdf[..start].iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
        let number = String::from_utf8_lossy(&pdf[start - digits..start]).parse().unwrap();
        let body = &pdf[start + 6..end];
        let split = find(body, b"stream", 0).unwrap_or(body.len());
        let head = String::from_utf8_lossy(&body[..split]).trim().to_owned();
        let stream = body.get(split + 6..).unwrap_or_default().trim_ascii_start().to_vec();
        all.insert(number, Object { head, stream });
        at = end + 6;
    }
    all
}

fn between<'a>(text: &'a str, before: &str, after: &str) -> &'a str {
    text.split_once(before).unwrap_or_else(|| panic!("{before} in {text}")).1.split_once(after).unwrap().0
}

/// The number of the object that a key leads to.
fn reference(head: &str, key: &str) -> u32 {
    between(head, key, " 0 R").parse().unwrap()
}

/// What each code of a font stands for.
fn characters(map: &str) -> HashMap<u16, String> {
    let lines = map.split("beginbfchar").skip(1).flat_map(|block| block.split("endbfchar").next().unwrap().lines());
    let pairs = lines.filter_map(|line| line.trim().strip_prefix('<')?.strip_suffix('>')?.split_once("> <"));
    let units = |hex: &str| -> Vec<u16> {
        hex.as_bytes()
            .chunks(4)
            .map(|four| u16::from_str_radix(std::str::from_utf8(four).unwrap(), 16).unwrap())
            .collect()
    };
    pairs.map(|(code, words)| (units(code)[0], String::from_utf16_lossy(&units(words)))).collect()
}

/// The strings that are drawn, each in the font that was set before it.
fn words(content: &[u8], fonts: &HashMap<&str, HashMap<u16, String>>) -> String {
    let mut out = String::new();
    let mut font = "";
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let mut at = 0;
    while at < content.len() {
        match content[at] {
            b'/' => {
                let name =
                    text(&content[at + 1..].iter().copied().take_while(u8::is_ascii_alphanumeric).collect::<Vec<u8>>());
                font = fonts.keys().find(|known| **known == name).copied().unwrap_or(font);
                at += name.len() + 1;
            }
            b'(' => {
                let (codes, length) = literal(&content[at + 1..]);
                for pair in codes.chunks(2) {
                    out.push_str(&fonts[font][&u16::from_be_bytes(pair.try_into().unwrap())]);
                }
                at += length + 1;
            }
            _ => at += 1,
        }
    }
    out
}

/// The bytes of a string in parentheses, and its length in the file.
fn literal(content: &[u8]) -> (Vec<u8>, usize) {
    let mut bytes = Vec::new();
    let mut at = 0;
    loop {
        match content[at] {
            b')' => return (bytes, at + 1),
            b'\\' if content[at + 1].is_ascii_digit() => {
                let digits = std::str::from_utf8(&content[at + 1..at + 4]).unwrap();
                bytes.push(u8::from_str_radix(digits, 8).unwrap());
                at += 4;
            }
            b'\\' => {
                bytes.push(match content[at + 1] {
                    b'n' => b'\n',
                    b'r' => b'\r',
                    b't' => b'\t',
                    b'b' => 8,
                    b'f' => 12,
                    other => other,
                });
                at += 2;
            }
            byte => {
                bytes.push(byte);
                at += 1;
            }
        }
    }
}
