//! Compares files that are committed with what the program makes now, and leaves what differs to be looked at.
//!
//! Text (SVG, CSV, JSON, Markdown) is compared byte for byte, PNG by its pixels. What differs is left in `target/golden`, in a
//! folder with the path of the file: the expected and the actual file and, of a picture, where they differ.
//! With `TRUEUP_UPDATE=1` in the environment it is accepted instead: look at the change of the files before it is committed.

use std::path::{Path, PathBuf};

/// The most that a channel of a pixel may be off, and the largest part of the pixels that may be off at all.
///
/// The SVG is the same everywhere, but tiny-skia fills it in 32-bit floats, and another processor may round the edge of a
/// shape to the next of 256 steps. A letter that moves by a tenth of a pixel changes its edges by tens of steps.
const STEP: u8 = 2;
const PART: f64 = 0.0001;

/// Committed files, compared one by one; all faults are told at once.
pub struct Golden {
    committed: PathBuf,
    evidence: PathBuf,
    accept: bool,
    faults: Vec<String>,
}

impl Golden {
    /// The files of a folder of the repository.
    pub fn of(folder: &str) -> Self {
        Self {
            committed: Path::new(env!("CARGO_MANIFEST_DIR")).join(folder),
            evidence: Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("golden").join(folder),
            accept: std::env::var_os("TRUEUP_UPDATE").is_some(),
            faults: Vec::new(),
        }
    }

    /// Where a committed file is.
    pub fn committed(&self, name: &str) -> PathBuf {
        self.committed.join(name)
    }

    /// Compares one file.
    pub fn file(&mut self, name: &str, actual: &[u8]) {
        let (path, evidence) = (self.committed.join(name), self.evidence.join(name));
        // What an earlier run left is no evidence of this one.
        let _ = std::fs::remove_dir_all(&evidence);
        let expected = std::fs::read(&path).ok();
        let picture = path.extension().is_some_and(|ending| ending == "png");
        let fault = match &expected {
            None => Some("is not there".to_owned()),
            Some(expected) if expected == actual => None,
            Some(expected) if picture => Picture::read(expected).fault(&Picture::read(actual)),
            Some(expected) => first_line_that_differs(expected, actual),
        };
        let Some(fault) = fault else { return };
        if self.accept {
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(&path, actual).unwrap();
            return;
        }
        self.faults.push(format!("{name} {fault}: see {}", evidence.display()));
        std::fs::create_dir_all(&evidence).unwrap();
        let leave = |what: &str, bytes: &[u8]| {
            std::fs::write(evidence.join(what).with_extension(path.extension().unwrap_or_default()), bytes).unwrap();
        };
        leave("actual", actual);
        if let Some(expected) = expected {
            leave("expected", &expected);
            if picture && let Some(difference) = Picture::read(&expected).difference(&Picture::read(actual)) {
                leave("difference", &difference.write());
            }
        }
    }

    /// Compares all files of a folder that was made; the committed one holds no other.
    pub fn folder(&mut self, made: &Path) {
        let names = names(made);
        for name in &names {
            self.file(name, &std::fs::read(made.join(name)).unwrap());
        }
        for name in self::names(&self.committed).into_iter().filter(|name| !names.contains(name)) {
            if self.accept {
                std::fs::remove_file(self.committed.join(&name)).unwrap();
            } else {
                self.faults.push(format!("{name} is no longer made"));
            }
        }
    }

    /// Fails if anything differs, with all of it and how to accept it.
    #[track_caller]
    pub fn report(self) {
        assert!(
            self.faults.is_empty(),
            "{} is out of date:\n{}\nlook at it; if it is right, TRUEUP_UPDATE=1 cargo test accepts it",
            self.committed.display(),
            self.faults.join("\n")
        );
    }
}

/// The files of a folder in order; none if it is not there.
pub fn names(folder: &Path) -> Vec<String> {
    let entries = std::fs::read_dir(folder).into_iter().flatten();
    let mut names: Vec<String> = entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn first_line_that_differs(expected: &[u8], actual: &[u8]) -> Option<String> {
    let lines = |bytes: &[u8]| bytes.split(|byte| *byte == b'\n').map(<[u8]>::to_vec).collect::<Vec<_>>();
    let (expected, actual) = (lines(expected), lines(actual));
    let same = expected.iter().zip(&actual).take_while(|(a, b)| a == b).count();
    (expected != actual).then(|| format!("differs from line {} on", same + 1))
}

/// A picture, four bytes a pixel: red, green, blue, opacity.
#[derive(Clone)]
struct Picture {
    width: u32,
    height: u32,
    pixels: Vec<[u8; 4]>,
}

impl Picture {
    fn read(bytes: &[u8]) -> Self {
        let mut decoder = png::Decoder::new(std::io::Cursor::new(bytes));
        decoder.set_transformations(png::Transformations::normalize_to_color8() | png::Transformations::ALPHA);
        let mut reader = decoder.read_info().unwrap();
        let mut bytes = vec![0; reader.output_buffer_size().unwrap()];
        let frame = reader.next_frame(&mut bytes).unwrap();
        assert_eq!(frame.color_type, png::ColorType::Rgba);
        let pixels = bytes[..frame.buffer_size()].chunks_exact(4).map(|pixel| pixel.try_into().unwrap()).collect();
        Self { width: frame.width, height: frame.height, pixels }
    }

    fn write(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        let mut encoder = png::Encoder::new(&mut bytes, self.width, self.height);
        encoder.set_color(png::ColorType::Rgba);
        let mut writer = encoder.write_header().unwrap();
        writer.write_image_data(self.pixels.as_flattened()).unwrap();
        writer.finish().unwrap();
        bytes
    }

    /// What another picture is off by, pixel by pixel: the most of a channel.
    fn off<'a>(&'a self, other: &'a Self) -> impl Iterator<Item = u8> + 'a {
        let most = |(a, b): (&[u8; 4], &[u8; 4])| a.iter().zip(b).map(|(a, b)| a.abs_diff(*b)).max().unwrap_or(0);
        self.pixels.iter().zip(&other.pixels).map(most)
    }

    fn same_size(&self, other: &Self) -> bool {
        (self.width, self.height) == (other.width, other.height)
    }

    /// Why another picture is not this one, in words; nothing within the tolerance.
    fn fault(&self, actual: &Self) -> Option<String> {
        if !self.same_size(actual) {
            let Self { width, height, .. } = actual;
            return Some(format!("is {width} by {height} pixels instead of {} by {}", self.width, self.height));
        }
        let count = self.off(actual).filter(|off| *off > 0).count();
        let most = self.off(actual).max().unwrap_or(0);
        let allowed = f64::from(u32::try_from(self.pixels.len()).unwrap()) * PART;
        let too_many = f64::from(u32::try_from(count).unwrap()) > allowed;
        (most > STEP || too_many)
            .then(|| format!("differs in {count} of {} pixels, by up to {most} of 255", self.pixels.len()))
    }

    /// The pixels that differ in vermilion over a faded grey of this picture; nothing where the sizes differ.
    fn difference(&self, actual: &Self) -> Option<Self> {
        let faded = |[red, green, blue, _]: [u8; 4]| {
            let grey = (u32::from(red) * 3 + u32::from(green) * 6 + u32::from(blue)) / 10;
            let light = u8::try_from(255 - (255 - grey) / 4).unwrap();
            [light, light, light, 255]
        };
        let pixels = self.pixels.iter().zip(self.off(actual));
        let pixels = pixels.map(|(pixel, off)| if off > 0 { VERMILION } else { faded(*pixel) }).collect();
        self.same_size(actual).then_some(Self { pixels, ..*self })
    }
}

const VERMILION: [u8; 4] = [0xD5, 0x5E, 0x00, 255];

mod tests {
    use super::*;

    /// Ten thousand blue pixels, of which one may differ.
    fn blue() -> Picture {
        Picture { width: 100, height: 100, pixels: vec![[20, 80, 160, 255]; 10_000] }
    }

    fn with(changes: &[(usize, u8)]) -> Picture {
        let mut picture = blue();
        for (place, off) in changes {
            picture.pixels[*place][1] += off;
        }
        picture
    }

    #[test]
    fn a_pixel_may_be_rounded_otherwise_and_no_more() {
        let fault = |changes: &[(usize, u8)]| blue().fault(&with(changes));
        assert_eq!([fault(&[]), fault(&[(7, 2)])], [None, None]);
        assert_eq!(fault(&[(7, 3)]).unwrap(), "differs in 1 of 10000 pixels, by up to 3 of 255");
        assert_eq!(fault(&[(7, 1), (8, 1)]).unwrap(), "differs in 2 of 10000 pixels, by up to 1 of 255");
        let half = Picture { height: 50, pixels: vec![[0; 4]; 5_000], ..blue() };
        assert_eq!(blue().fault(&half).unwrap(), "is 100 by 50 pixels instead of 100 by 100");
        assert!(blue().difference(&half).is_none());
    }

    #[test]
    fn the_picture_of_a_difference_shows_where_it_is() {
        let difference = Picture::read(&blue().difference(&with(&[(205, 40)])).unwrap().write());
        assert_eq!(difference.pixels[205], VERMILION);
        // The grey of (20, 80, 160) is (60 + 480 + 160) / 10 = 70; a quarter of its distance to white, 185, is 46.
        assert!(difference.pixels.iter().enumerate().all(|(i, pixel)| i == 205 || *pixel == [209, 209, 209, 255]));
    }

    #[test]
    fn what_differs_is_left_to_be_looked_at_until_it_is_accepted() {
        let root = tempfile::TempDir::new().unwrap();
        let [committed, made, evidence] = ["committed", "made", "evidence"].map(|name| root.path().join(name));
        std::fs::create_dir_all(&made).unwrap();
        std::fs::create_dir_all(&committed).unwrap();
        std::fs::write(committed.join("old.csv"), "gone").unwrap();
        std::fs::write(committed.join("chart.png"), blue().write()).unwrap();
        std::fs::write(committed.join("chart.csv"), "year,value\n2010,1\n").unwrap();
        std::fs::write(made.join("chart.png"), with(&[(205, 40)]).write()).unwrap();
        std::fs::write(made.join("chart.csv"), "year,value\n2010,2\n").unwrap();
        let compare = |accept| {
            let mut golden =
                Golden { committed: committed.clone(), evidence: evidence.clone(), accept, faults: Vec::new() };
            golden.folder(&made);
            golden.faults
        };
        let at = |name: &str| evidence.join(name).display().to_string();
        let expected = [
            format!("chart.csv differs from line 2 on: see {}", at("chart.csv")),
            format!("chart.png differs in 1 of 10000 pixels, by up to 40 of 255: see {}", at("chart.png")),
            "old.csv is no longer made".to_owned(),
        ];
        assert_eq!(compare(false), expected);
        assert_eq!(names(&evidence.join("chart.png")), ["actual.png", "difference.png", "expected.png"]);
        assert_eq!(names(&evidence.join("chart.csv")), ["actual.csv", "expected.csv"]);
        assert_eq!(compare(true), Vec::<String>::new());
        assert_eq!(compare(false), Vec::<String>::new());
        assert_eq!(names(&committed), ["chart.csv", "chart.png"]);
        assert!(names(&evidence).is_empty(), "evidence of what was accepted is still there");
    }
}
