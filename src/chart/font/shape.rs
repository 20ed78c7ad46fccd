//! From words to glyphs: which face draws each stretch of a line, and where each glyph stands.
//!
//! Right-to-left scripts are put in the order in which they are seen (UAX 9), and letters are joined as their face asks (by rustybuzz,
//! which usvg shapes with too, so that PNG and PDF agree with what was measured).

use std::ops::Range;
use std::sync::Arc;

use rustybuzz::{Direction, ShapePlan, UnicodeBuffer, script, shape_with_plan};
use unicode_bidi::{BidiClass, BidiInfo, bidi_class};

use super::{Face, Faces, Weight, is_unseen};

/// A stretch of a line in one face and one direction, the leftmost first.
pub(crate) struct Run {
    /// The place of its face.
    pub face: usize,
    /// Whether its words are read from right to left.
    pub rtl: bool,
    /// Its words in the line.
    pub text: Range<usize>,
    /// Its left end, in parts of the text size from that of the line.
    pub x: f64,
    /// Its width, in the same measure.
    pub width: f64,
    pub glyphs: Vec<Glyph>,
    /// Whether several of its glyphs that take room make up one letter, as in Indic scripts and Thai: usvg lays these over one another.
    pub stacked: bool,
}

/// A glyph and where it stands, in parts of the text size from the left end of the line's baseline, y downward.
pub(crate) struct Glyph {
    pub id: u16,
    pub x: f64,
    pub y: f64,
}

/// No character before this one is written from right to left.
const FIRST_RTL: char = '\u{590}';

/// Whether a text is read from right to left: its first letter decides.
pub(crate) fn is_rtl(text: &str) -> bool {
    let strong = |c: char| match bidi_class(c) {
        BidiClass::L => Some(false),
        BidiClass::R | BidiClass::AL => Some(true),
        _ => None,
    };
    text.chars().any(|c| c >= FIRST_RTL) && text.chars().find_map(strong) == Some(true)
}

impl Faces {
    /// How wide a text is at a size.
    pub fn width(&self, text: &str, size: f64, weight: Weight) -> f64 {
        let measure = || self.shape(text, weight).iter().map(|run| run.width).sum();
        self.widths.of(text, weight, measure) * size
    }

    /// The glyphs of a line.
    pub fn shape(&self, text: &str, weight: Weight) -> Vec<Run> {
        let mut runs = Vec::new();
        let mut x = 0.0;
        for (range, rtl) in directions(text) {
            let mut stretches = self.stretches(text, range, weight);
            if rtl {
                // Spaces at the ends stand alone: who sets the words of a run by itself would move them to the other end.
                stretches = stretches
                    .into_iter()
                    .flat_map(|(face, range)| apart(text, range).map(|part| (face, part)))
                    .collect();
                stretches.retain(|(_, range)| !range.is_empty());
                stretches.reverse();
            }
            for (face, range) in stretches {
                let run = self.all[face].shape(text, range, rtl, face, x);
                x += run.width;
                runs.push(run);
            }
        }
        runs
    }

    /// Cuts a range of a text where another face is needed.
    fn stretches(&self, text: &str, range: Range<usize>, weight: Weight) -> Vec<(usize, Range<usize>)> {
        let mut stretches: Vec<(usize, Range<usize>)> = Vec::new();
        for (i, c) in text[range.clone()].char_indices() {
            let (start, end) = (range.start + i, range.start + i + c.len_utf8());
            match stretches.last_mut() {
                // Marks stay with their letters.
                Some((_, last)) if is_unseen(c) || bidi_class(c) == BidiClass::NSM => last.end = end,
                before => {
                    // Digits and signs belong to no script: they are set in the face of the letters beside them.
                    let beside = before
                        .as_ref()
                        .map(|(face, _)| *face)
                        .or_else(|| first_letter(text).and_then(|c| self.face_with(c, weight)));
                    let beside = beside.filter(|face| !c.is_alphabetic() && self.all[*face].glyph(c).is_some());
                    let face = beside.or_else(|| self.face_with(c, weight)).unwrap_or(self.chain(weight)[0]);
                    match before {
                        Some((known, last)) if *known == face => last.end = end,
                        _ => stretches.push((face, start..end)),
                    }
                }
            }
        }
        stretches
    }
}

/// The letter that decides for the signs before it; for a number alone, any letter of the scale words and currencies.
fn first_letter(text: &str) -> Option<char> {
    text.chars().find(|c| c.is_alphabetic()).or(Some('A'))
}

/// The spaces before the words of a range, the words, and the spaces behind them.
fn apart(text: &str, range: Range<usize>) -> [Range<usize>; 3] {
    let words = &text[range.clone()];
    let start = range.start + (words.len() - words.trim_start().len());
    let end = (range.start + words.trim_end().len()).max(start);
    [range.start..start, start..end, end..range.end]
}

/// The stretches of a line that are read in one direction, in the order in which they are seen.
fn directions(text: &str) -> Vec<(Range<usize>, bool)> {
    if text.chars().all(|c| c < FIRST_RTL) {
        return if text.is_empty() { Vec::new() } else { vec![(0..text.len(), false)] };
    }
    let info = BidiInfo::new(text, None);
    let of_paragraph = |paragraph| {
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        runs.into_iter().map(move |run| (run.clone(), levels[run.start].is_rtl())).collect::<Vec<_>>()
    };
    info.paragraphs.iter().flat_map(of_paragraph).collect()
}

impl Face {
    fn shape(&self, text: &str, range: Range<usize>, rtl: bool, place: usize, x: f64) -> Run {
        let mut buffer = UnicodeBuffer::new();
        buffer.push_str(&self.words(&text[range.clone()]));
        buffer.set_direction(if rtl { Direction::RightToLeft } else { Direction::LeftToRight });
        buffer.guess_segment_properties();
        let plan = self.plan(&buffer);
        let shaped = shape_with_plan(&self.shaper, &plan, buffer);
        let em = self.units_per_em();
        let (mut pen, mut stacked, mut before) = (0.0, false, None);
        let glyphs = shaped.glyph_infos().iter().zip(shaped.glyph_positions()).map(|(info, position)| {
            let at = pen + f64::from(position.x_offset);
            pen += f64::from(position.x_advance);
            if position.x_advance != 0 {
                stacked |= before.replace(info.cluster) == Some(info.cluster);
            }
            let id = u16::try_from(info.glyph_id).unwrap_or(0);
            Glyph { id, x: x + at / em, y: -f64::from(position.y_offset) / em }
        });
        let glyphs = glyphs.collect();
        Run { face: place, rtl, text: range, x, width: pen / em, glyphs, stacked }
    }

    fn plan(&self, buffer: &UnicodeBuffer) -> Arc<ShapePlan> {
        let (direction, script) = (buffer.direction(), buffer.script());
        let known = self.plans.read().ok().and_then(|plans| {
            plans.iter().find(|(d, s, _)| (*d, *s) == (direction, script)).map(|(.., plan)| Arc::clone(plan))
        });
        known.unwrap_or_else(|| {
            let known = Some(script).filter(|script| *script != script::UNKNOWN);
            let plan = Arc::new(ShapePlan::new(&self.shaper, direction, known, None, &[]));
            if let Ok(mut plans) = self.plans.write() {
                plans.push((direction, script, Arc::clone(&plan)));
            }
            plan
        })
    }

    /// Whether each character of a run is one glyph, from left to right, that the face names for it: then a reader's program sets the words
    /// alike from the characters alone.
    pub fn sets_plainly(&self, text: &str, run: &Run) -> bool {
        let plain = |(c, glyph): (char, &Glyph)| self.glyph(c).is_some_and(|id| id.0 == glyph.id) && glyph.y == 0.0;
        let words = &text[run.text.clone()];
        !run.rtl && words.chars().count() == run.glyphs.len() && words.chars().zip(&run.glyphs).all(plain)
    }
}

#[cfg(test)]
mod tests {
    use super::super::Fonts;
    use super::*;

    #[test]
    fn pairs_of_letters_are_kerned() {
        let faces = Fonts::default().faces().unwrap();
        let width = |text: &str| faces.width(text, 100.0, Weight::Regular);
        assert!(width("AV") < width("A") + width("V"));
    }

    #[test]
    fn words_of_right_to_left_scripts_are_seen_in_their_order() {
        // Alef, bet, a space, digits, a space, gimel: seen from the left, gimel comes first and the digits stay as they are.
        let text = "\u{5d0}\u{5d1} 12 \u{5d2}";
        let seen: Vec<&str> = directions(text).iter().map(|(range, _)| &text[range.clone()]).collect();
        assert_eq!(seen, [" \u{5d2}", "12", "\u{5d0}\u{5d1} "]);
        assert!(is_rtl(text) && is_rtl("12 \u{5d0} GDP") && !is_rtl("GDP \u{5d0}") && !is_rtl("12%"));
    }

    #[test]
    fn marks_over_letters_are_not_stacked() {
        let faces = Fonts::default().faces().unwrap();
        let stacked = |text: &str| faces.shape(text, Weight::Regular).iter().any(|run| run.stacked);
        // A combining mark takes no room of its own.
        assert!(!stacked("e\u{301}x") && !stacked("CNY 126 trn"));
    }

    #[test]
    fn a_line_of_plain_letters_is_one_run() {
        let faces = Fonts::default().faces().unwrap();
        let runs = faces.shape("CNY 126 trn", Weight::Bold);
        assert_eq!(runs.len(), 1);
        assert!(faces.face(runs[0].face).sets_plainly("CNY 126 trn", &runs[0]));
        // An accent of its own is placed over its letter.
        let text = "e\u{301}x\u{304}";
        let runs = faces.shape(text, Weight::Bold);
        assert!(!faces.face(runs[0].face).sets_plainly(text, &runs[0]));
    }
}
