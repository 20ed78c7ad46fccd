//! Answers that were made, kept within a number of bytes: what was not asked for the longest goes first.

use std::collections::{BTreeMap, HashMap};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use super::answer::Answer;

/// The most bytes that are kept: some five hundred charts of usual size, one of each.
const MOST: usize = 64 * 1024 * 1024;
/// What keeping an answer takes beside its bytes and its name, roughly.
const BESIDE: usize = 512;

/// Answers by their names.
#[derive(Debug, Default)]
pub(super) struct Cache(Mutex<Kept>);

#[derive(Debug, Default)]
struct Kept {
    answers: HashMap<Arc<str>, (Arc<Answer>, u64)>,
    /// Names by when they were asked for last.
    order: BTreeMap<u64, Arc<str>>,
    asked: u64,
    bytes: usize,
}

impl Cache {
    /// An answer that was made before.
    pub fn get(&self, name: &str) -> Option<Arc<Answer>> {
        let kept = &mut *self.lock();
        let (answer, last) = kept.answers.get_mut(name)?;
        kept.asked += 1;
        if let Some(name) = kept.order.remove(last) {
            kept.order.insert(kept.asked, name);
        }
        *last = kept.asked;
        Some(Arc::clone(answer))
    }

    /// Keeps an answer, unless it would take the place of many others.
    pub fn put(&self, name: &str, answer: &Arc<Answer>) {
        let size = size(name, answer);
        if size > MOST / 8 {
            return;
        }
        let kept = &mut *self.lock();
        kept.forget(name);
        kept.asked += 1;
        kept.bytes += size;
        let name: Arc<str> = name.into();
        kept.order.insert(kept.asked, Arc::clone(&name));
        kept.answers.insert(name, (Arc::clone(answer), kept.asked));
        while kept.bytes > MOST
            && let Some((_, oldest)) = kept.order.first_key_value()
        {
            let oldest = Arc::clone(oldest);
            kept.forget(&oldest);
        }
    }

    /// A thread that panicked leaves at worst an answer uncounted.
    fn lock(&self) -> MutexGuard<'_, Kept> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Kept {
    fn forget(&mut self, name: &str) {
        if let Some((answer, last)) = self.answers.remove(name) {
            self.order.remove(&last);
            self.bytes -= size(name, &answer);
        }
    }
}

fn size(name: &str, answer: &Answer) -> usize {
    name.len() + answer.bytes.len() + answer.policy.len() + BESIDE
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(bytes: usize) -> Arc<Answer> {
        Arc::new(Answer::new(vec![0; bytes], "text/plain", "default-src 'none'"))
    }

    #[test]
    fn what_was_not_asked_for_the_longest_goes_first() {
        let (cache, million) = (Cache::default(), 1 << 20);
        (0..63).for_each(|i| cache.put(&i.to_string(), &answer(million)));
        assert!(cache.get("0").is_some());
        (63..70).for_each(|i| cache.put(&i.to_string(), &answer(million)));
        assert!(cache.get("0").is_some() && cache.get("1").is_none() && cache.get("69").is_some());
        let kept = cache.lock();
        assert!(kept.bytes <= MOST && kept.answers.len() == kept.order.len(), "{} bytes", kept.bytes);
        assert_eq!(kept.bytes, kept.answers.iter().map(|(name, (answer, _))| size(name, answer)).sum::<usize>());
    }

    #[test]
    fn an_answer_that_would_drive_out_many_is_not_kept() {
        let cache = Cache::default();
        cache.put("small", &answer(10));
        cache.put("large", &answer(MOST / 8));
        assert!(cache.get("small").is_some() && cache.get("large").is_none());
        cache.put("small", &answer(20));
        assert_eq!(cache.get("small").unwrap().bytes.len(), 20);
    }
}
