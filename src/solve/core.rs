//! Smallest sets of constraints that cannot all hold.

use super::part::{Log, Part, State};

impl Part<'_> {
    /// The numbers of constraints, in order, that cannot all hold, none of which can be left out; of those asked for. Nothing if
    /// they can all hold, as far as contraction tells.
    ///
    /// Deletion-based: of what led to the empty interval, one constraint after the other is left out for good where the rest still
    /// clashes. Source: Marques-Silva, "Minimal unsatisfiability: models, algorithms and applications", ISMVL 2010.
    #[must_use]
    pub fn clashing(&self, asked: &dyn Fn(usize) -> bool) -> Option<Vec<usize>> {
        let active: Vec<bool> = self.constraints.iter().map(|number| asked(*number)).collect();
        let mut core = self.led_to_empty(&active)?;
        let mut kept: Vec<usize> = Vec::new();
        // From the end: what is met last lies farthest from where the part begins.
        while let Some(place) = core.pop() {
            let mut without = vec![false; active.len()];
            core.iter().chain(&kept).for_each(|other| without[*other] = true);
            match self.led_to_empty(&without) {
                // It still clashes: go on with what led to that.
                Some(smaller) => core.retain(|other| smaller.contains(other)),
                None => kept.push(place),
            }
        }
        let mut numbers: Vec<usize> = kept.into_iter().map(|place| self.constraints[place]).collect();
        numbers.sort_unstable();
        Some(numbers)
    }

    /// The constraints, by place and in order, that led to an empty interval; nothing if there is none.
    fn led_to_empty(&self, active: &[bool]) -> Option<Vec<usize>> {
        // To note what led to what takes as long again as to contract: it is done only where something is empty.
        let mut values = self.start();
        let mut state = self.contract(&mut values, active, self.all(active), &mut self.patience(), None);
        if state != State::Empty {
            if self.runs_in_circles(active) {
                state = self.shave(&mut values, active);
            }
            // Only bisection shows it, which says nothing of where it came from.
            return (state == State::Empty).then(|| self.all(active));
        }
        let mut log = Log::of(self);
        self.contract(&mut self.start(), active, self.all(active), &mut self.patience(), Some(&mut log));
        let mut led = vec![false; active.len()];
        let mut seen = vec![false; log.events.len()];
        let failure = log.failure?;
        led[failure.constraint] = true;
        let mut open = failure.causes;
        while let Some(event) = open.pop() {
            if !std::mem::replace(&mut seen[event], true) {
                led[log.events[event].constraint] = true;
                open.extend(&log.events[event].causes);
            }
        }
        Some(self.all(&led))
    }
}
