//! Waivers in the text itself: `<!-- trueup: waive, REASON -->` waives the findings of the sentence that it stands next to.

use std::ops::Range;

use super::model::Extraction;

/// A waiver in a text that waives nothing, or that is not whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IdleWaiver {
    /// Where it stands: a byte of the text that was read.
    pub at: usize,
    /// What is to be said of it.
    pub message: String,
}

/// Marks the claims that comments waive. Each comment comes with the byte of the text at which it stood, and with its words.
///
/// A comment belongs to the sentence that it stands in or directly behind; before a paragraph, or on a line of its own above one, to the
/// first sentence of it. What is left over waives nothing, and is returned.
pub fn waive<'a>(
    text: &str,
    comments: impl IntoIterator<Item = (usize, &'a str)>,
    extraction: &mut Extraction,
) -> Vec<IdleWaiver> {
    let mut idle = Vec::new();
    for (at, words) in comments {
        // "trueup waive" without its colon is meant so, and told.
        let Some(order) = words.trim().strip_prefix("trueup").map(str::trim) else { continue };
        let Some(order) = order.strip_prefix(':').map(str::trim) else {
            idle.push(IdleWaiver {
                at,
                message: "a comment for trueup has a colon: write <!-- trueup: waive, REASON -->".to_owned(),
            });
            continue;
        };
        let fault = match reason(order) {
            Err(fault) => Some(fault),
            Ok(reason) => {
                let claims = beside(text, at, extraction);
                for claim in &claims {
                    extraction.claims[*claim].waived = Some(reason.to_owned());
                }
                claims.is_empty().then(|| {
                    format!(
                        "the waiver \"{reason}\" waives nothing: next to it is no finding that needs a look. Take it out."
                    )
                })
            }
        };
        idle.extend(fault.map(|message| IdleWaiver { at, message }));
    }
    idle
}

/// The reason that an order to waive gives.
fn reason(order: &str) -> Result<&str, String> {
    let Some(rest) = order.strip_prefix("waive") else {
        return Err(format!("'{order}' is nothing that trueup does: write <!-- trueup: waive, REASON -->"));
    };
    let reason = rest.trim().trim_start_matches([',', ':']).trim();
    if reason.is_empty() {
        return Err("a waiver without a reason waives nothing: write <!-- trueup: waive, REASON -->".to_owned());
    }
    Ok(reason)
}

/// The claims that need a look in the sentence next to a comment: the one that holds it or ends before it in the same line; else the one
/// behind it; else the one in the line before.
fn beside(text: &str, at: usize, extraction: &Extraction) -> Vec<usize> {
    let blank = |range: Range<usize>, breaks: usize| {
        let between = text.get(range).unwrap_or("x");
        between.trim().is_empty() && between.matches('\n').count() <= breaks
    };
    let found = |belongs: &dyn Fn(&Range<usize>) -> bool| -> Vec<usize> {
        let claims = extraction.claims.iter().enumerate();
        let of = claims.filter(|(_, claim)| claim.verdict.needs_a_look() && belongs(&claim.sentence));
        of.map(|(i, _)| i).collect()
    };
    let before = |sentence: &Range<usize>, breaks| sentence.end <= at && blank(sentence.end..at, breaks);
    let own = found(&|sentence| (sentence.start < at && at < sentence.end) || before(sentence, 0));
    // Behind other words of its line it belongs to these, though they need no look, and never to what comes next.
    let line = text.get(..at).and_then(|head| head.rsplit('\n').next()).unwrap_or("");
    if !own.is_empty() || !line.trim().is_empty() {
        return own;
    }
    // Where marks of Markdown are left out, a comment on a line of its own stands between two paragraphs.
    let behind = found(&|sentence| at <= sentence.start && blank(at..sentence.start, 2));
    if behind.is_empty() { found(&|sentence| before(sentence, 1)) } else { behind }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::Verdict;
    use crate::extract::{Confidence, Kind, Statement};

    /// A text of sentences that end with a stop, each with a claim that does not hold; comments are blanked.
    fn waived(text: &str) -> (Vec<Option<String>>, Vec<String>) {
        let mut clean = text.to_owned();
        let mut comments = Vec::new();
        while let Some(start) = clean.find("<!--") {
            let end = clean[start..].find("-->").unwrap() + start + 3;
            comments.push((start, clean[start + 4..end - 3].to_owned()));
            clean.replace_range(start..end, &" ".repeat(end - start));
        }
        let mut claims = Vec::new();
        let mut from = 0;
        for (stop, _) in clean.match_indices('.') {
            let start = from + clean[from..].find(|c: char| !c.is_whitespace()).unwrap();
            claims.push(Statement {
                span: start..stop,
                sentence: start..stop + 1,
                kind: Kind::Ratio,
                figures: Vec::new(),
                stated: String::new(),
                stated_span: start..start,
                template: String::new(),
                formula: String::new(),
                confidence: Confidence::High,
                verdict: Verdict::Inconsistent,
                finding: None,
                explanation: String::new(),
                waived: None,
            });
            from = stop + 1;
        }
        let mut extraction = Extraction { claims, ..Extraction::default() };
        let idle = waive(&clean, comments.iter().map(|(at, words)| (*at, words.as_str())), &mut extraction);
        (
            extraction.claims.into_iter().map(|claim| claim.waived).collect(),
            idle.into_iter().map(|one| one.message).collect(),
        )
    }

    #[test]
    fn a_comment_waives_the_sentence_next_to_it() {
        let one = Some("why".to_owned());
        let cases: [(&str, &[bool]); 7] = [
            ("A b. <!-- trueup: waive, why --> C d.", &[true, false]),
            ("A b.<!-- trueup: waive: why -->\nC d.", &[true, false]),
            ("A <!-- trueup: waive, why --> b. C d.", &[true, false]),
            ("<!-- trueup: waive, why -->\nA b. C d.", &[true, false]),
            ("<!-- trueup: waive, why --> A b. C d.", &[true, false]),
            ("A b.\n\n<!-- trueup: waive, why -->\n\nC d.", &[false, true]),
            ("A b.\n<!-- trueup: waive, why -->\n", &[true]),
        ];
        for (text, expected) in cases {
            let (claims, idle) = waived(text);
            assert_eq!(claims, expected.iter().map(|is| one.clone().filter(|_| *is)).collect::<Vec<_>>(), "{text}");
            assert!(idle.is_empty(), "{idle:?}");
        }
    }

    #[test]
    fn what_waives_nothing_is_told() {
        let (claims, idle) = waived("A b.\n\n\n\n<!-- trueup: waive, why -->\n\n\n\nC d.");
        assert_eq!(claims, [None, None]);
        assert!(idle[0].contains("\"why\" waives nothing"), "{idle:?}");
        for (text, part) in [
            ("A b. <!-- trueup: waive -->", "without a reason"),
            ("A b. <!-- trueup: waive,  -->", "without a reason"),
            ("A b. <!-- trueup: ignore -->", "'ignore' is nothing"),
        ] {
            let (claims, idle) = waived(text);
            assert_eq!(claims, [None]);
            assert!(idle[0].contains(part), "{idle:?}");
        }
        assert_eq!(waived("A b. <!-- a note -->"), (vec![None], Vec::new()));
    }
}
