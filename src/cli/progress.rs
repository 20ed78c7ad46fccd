//! How far long work has come, on standard error; nothing where that is no terminal, or where the work is short.

use std::io::{IsTerminal, Write};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::number;

/// Work that takes no longer than this needs no bar.
const PATIENCE: Duration = Duration::from_secs(1);

/// A bar for so many pieces of work.
pub(super) struct Progress {
    bar: ProgressBar,
    /// When it was last told.
    since: Instant,
    /// Whether lines are written where there is no terminal.
    lines: bool,
}

impl Progress {
    pub fn of(count: usize) -> Self {
        let bar = ProgressBar::with_draw_target(u64::try_from(count).ok(), ProgressDrawTarget::hidden());
        // A template that does not parse would only leave the bar plainer.
        if let Ok(style) = ProgressStyle::with_template("{bar:40} {pos} of {len}, {eta} to go") {
            bar.set_style(style);
        }
        Self { bar, since: Instant::now(), lines: false }
    }

    /// Tells it even where standard error is no terminal: a line a second.
    pub fn in_lines(mut self, asked: bool) -> Self {
        self.lines = asked && !std::io::stderr().is_terminal();
        self
    }

    /// So many more pieces are done.
    pub fn step(&mut self, count: usize) {
        self.bar.inc(u64::try_from(count).unwrap_or(0));
        if self.since.elapsed() <= PATIENCE {
            return;
        }
        if self.lines {
            self.since = Instant::now();
            let told = |count: u64| number::count(usize::try_from(count).unwrap_or(usize::MAX));
            let (done, all) = (told(self.bar.position()), told(self.bar.length().unwrap_or(0)));
            let _ = writeln!(std::io::stderr(), "{done} of {all}");
        } else if self.bar.is_hidden() && std::io::stderr().is_terminal() {
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
    }

    /// All is done: the bar goes.
    pub fn end(&self) {
        self.bar.finish_and_clear();
    }
}
