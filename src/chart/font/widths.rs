//! Widths that were measured before: a chart is placed by measuring the same words again and again, at one size after another, and a server
//! draws the same chart again and again.

use std::collections::HashMap;
use std::sync::RwLock;

use super::Weight;

/// Words that are kept; with more of them all are forgotten, since those of thousands of charts are measured once each.
const MOST: usize = 8192;
/// Longer lines are not kept, in bytes.
const LONGEST: usize = 256;

/// Widths of words in parts of the text size, for regular and for bold ones.
#[derive(Default)]
pub(super) struct Widths([RwLock<HashMap<Box<str>, f64>>; 2]);

impl Widths {
    /// The width of a text, measured unless it is known.
    pub fn of(&self, text: &str, weight: Weight, measure: impl FnOnce() -> f64) -> f64 {
        let known = &self.0[usize::from(weight == Weight::Bold)];
        if let Some(width) = known.read().ok().and_then(|known| known.get(text).copied()) {
            return width;
        }
        let width = measure();
        if text.len() <= LONGEST
            && let Ok(mut known) = known.write()
        {
            if known.len() >= MOST {
                known.clear();
            }
            known.insert(text.into(), width);
        }
        width
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_measured_once_and_bold_ones_for_themselves() {
        let widths = Widths::default();
        assert_eq!(widths.of("GDP", Weight::Regular, || 1.5).to_bits(), 1.5_f64.to_bits());
        assert_eq!(widths.of("GDP", Weight::Regular, || 2.5).to_bits(), 1.5_f64.to_bits());
        assert_eq!(widths.of("GDP", Weight::Bold, || 2.5).to_bits(), 2.5_f64.to_bits());
        (0..=MOST).for_each(|i| drop(widths.of(&i.to_string(), Weight::Bold, || 1.0)));
        assert!(widths.0[1].read().unwrap().len() <= MOST);
    }
}
