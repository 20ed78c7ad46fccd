//! One connected part of a system, contracted until nothing moves.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::sync::Arc;

use super::bounds::Bounds;
use super::{Constraint, System, Way};

/// The stop rule: a narrowing by less than this part of an interval's width is kept, but nothing is computed again for it.
pub const TOLERANCE: f64 = 1e-6;

/// So often, on average, each constraint of a part is looked at; what has not settled then never will, or only after ages.
const PATIENCE: usize = 200;

/// In parts of at most so many constraints that run in circles, the ends of each variable are tried by bisection,
const SHAVED: usize = 48;

/// in slices of these parts of its interval, and constraints are looked at so many times for it.
const SLICES: [f64; 4] = [0.5, 0.2, 0.05, 0.01];
const SHAVING: usize = 4000;

/// How deep a variable that stands twice in a constraint is bisected: into 2^5 pieces.
const DEPTH: u32 = 5;

/// A connected part: its variables and constraints, in the order in which they are met.
#[derive(Debug)]
pub struct Part<'a> {
    pub(super) system: &'a System,
    variables: Vec<usize>,
    pub(super) constraints: Vec<usize>,
    /// The place of each variable of the system in its part; [`NOWHERE`] for those in none.
    places: Arc<Vec<usize>>,
    /// For each variable of the part the constraints of the part, by place.
    watchers: Vec<Vec<usize>>,
}

/// The place of a variable that stands in no part.
pub(super) const NOWHERE: usize = usize::MAX;

/// How a contraction ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Nothing moves any more by more than [`TOLERANCE`].
    Settled,
    /// It still moved when patience ended: the intervals are right, but wider than they need be.
    Unsettled,
    /// No values fit all constraints.
    Empty,
}

/// What the variables of a part can still be.
#[derive(Debug, Clone)]
pub struct Solution<'a> {
    part: &'a Part<'a>,
    values: Vec<Bounds>,
    /// How it ended.
    pub state: State,
}

impl Solution<'_> {
    /// What a variable of the part can still be; of an empty part what it was when that showed. Everything for a variable of
    /// another part.
    #[must_use]
    pub fn value(&self, variable: usize) -> Bounds {
        self.part.place(variable).map_or(Bounds::ALL, |place| self.values[place])
    }
}

/// Room for intermediate values.
#[derive(Debug, Default)]
pub(super) struct Scratch {
    values: Vec<Bounds>,
    found: Vec<(usize, Bounds)>,
}

/// A step of a contraction, for whoever asks where a clash came from.
pub(super) struct Event {
    /// The constraint, by place in the part.
    pub(super) constraint: usize,
    /// The events that made the bounds it used.
    pub(super) causes: Vec<usize>,
}

/// The steps that led to an empty part.
pub(super) struct Log {
    pub(super) events: Vec<Event>,
    /// The event that last moved each variable of the part, by place.
    last: Vec<Option<usize>>,
    /// The constraint that failed in the end, and what led to it.
    pub(super) failure: Option<Event>,
}

impl<'a> Part<'a> {
    /// A part of these variables and constraints; `places` has the place of each of the variables.
    pub(super) fn new(
        system: &'a System,
        variables: Vec<usize>,
        constraints: Vec<usize>,
        places: Arc<Vec<usize>>,
    ) -> Self {
        let mut watchers = vec![Vec::new(); variables.len()];
        for (place, number) in constraints.iter().enumerate() {
            for variable in &system.constraints[*number].variables {
                watchers[places[*variable]].push(place);
            }
        }
        Self { system, variables, constraints, places, watchers }
    }

    /// The place of a variable in this part; nothing for one of another.
    fn place(&self, variable: usize) -> Option<usize> {
        let place = *self.places.get(variable)?;
        (self.variables.get(place) == Some(&variable)).then_some(place)
    }

    /// The variables of this part.
    #[must_use]
    pub fn variables(&self) -> &[usize] {
        &self.variables
    }

    /// The numbers of its constraints.
    #[must_use]
    pub fn constraints(&self) -> &[usize] {
        &self.constraints
    }

    /// Contracts the part under those of its constraints that are asked for, given by number.
    #[must_use]
    pub fn solve(&self, asked: &dyn Fn(usize) -> bool) -> Solution<'_> {
        self.solve_where(None, asked)
    }

    /// The same, with one variable held within bounds from the start.
    #[must_use]
    pub fn solve_where(&self, held: Option<(usize, Bounds)>, asked: &dyn Fn(usize) -> bool) -> Solution<'_> {
        let active: Vec<bool> = self.constraints.iter().map(|number| asked(*number)).collect();
        let mut values = self.start();
        if let Some((variable, bounds)) = held
            && let Some(place) = self.place(variable)
        {
            let Some(within) = values[place].intersection(bounds) else {
                return Solution { part: self, values, state: State::Empty };
            };
            values[place] = within;
        }
        let mut state = self.contract(&mut values, &active, self.all(&active), &mut self.patience(), None);
        if state != State::Empty && self.runs_in_circles(&active) {
            state = self.shave(&mut values, &active);
        }
        Solution { part: self, values, state }
    }

    pub(super) fn start(&self) -> Vec<Bounds> {
        self.variables.iter().map(|variable| self.system.natural[*variable]).collect()
    }

    pub(super) fn all(&self, active: &[bool]) -> Vec<usize> {
        (0..self.constraints.len()).filter(|place| active[*place]).collect()
    }

    pub(super) fn patience(&self) -> usize {
        PATIENCE * self.constraints.len().max(8)
    }

    /// Looks at constraints, first those given, then those whose variables moved, in sweeps along the order and back.
    pub(super) fn contract(
        &self,
        values: &mut [Bounds],
        active: &[bool],
        first: Vec<usize>,
        patience: &mut usize,
        mut log: Option<&mut Log>,
    ) -> State {
        let mut queued = vec![false; self.constraints.len()];
        first.iter().for_each(|place| queued[*place] = true);
        let mut up: BinaryHeap<Reverse<usize>> = first.into_iter().map(Reverse).collect();
        let mut down: BinaryHeap<usize> = BinaryHeap::new();
        let mut scratch = Scratch::default();
        let mut upward = true;
        loop {
            let next = if upward { up.pop().map(|Reverse(place)| place) } else { down.pop() };
            let Some(place) = next else {
                if up.is_empty() && down.is_empty() {
                    return State::Settled;
                }
                upward = !upward;
                continue;
            };
            queued[place] = false;
            if *patience == 0 {
                return State::Unsettled;
            }
            let constraint = &self.system.constraints[self.constraints[place]];
            // Where a variable stands twice, it is bisected.
            *patience = patience.saturating_sub(if constraint.repeated { 1 << DEPTH } else { 1 });
            let of = |variable: usize| values[self.places[variable]];
            let Some(found) = narrowed(constraint, &of, &mut scratch) else {
                if let Some(log) = log {
                    log.failure = Some(log.event(self, place));
                }
                return State::Empty;
            };
            let mut event = None;
            for (variable, bounds) in found {
                let own = self.places[variable];
                let before = values[own];
                if bounds == before {
                    continue;
                }
                values[own] = bounds;
                if let Some(log) = log.as_deref_mut() {
                    let number = *event.get_or_insert_with(|| {
                        let event = log.event(self, place);
                        log.events.push(event);
                        log.events.len() - 1
                    });
                    log.last[own] = Some(number);
                }
                if !counts(before, bounds) {
                    continue;
                }
                // What divides by a variable that might have been zero, or takes its root, says more once its sign is known.
                let sign_found = before.low <= 0.0 && before.high >= 0.0 && constraint.variables.len() > 1;
                for watcher in &self.watchers[own] {
                    let again = *watcher != place || constraint.repeated || constraint.ways.len() > 1 || sign_found;
                    if again && active[*watcher] && !std::mem::replace(&mut queued[*watcher], true) {
                        // What lies ahead is met in this sweep, what lies behind in the next.
                        let ahead = if upward { *watcher > place } else { *watcher < place };
                        if ahead == upward {
                            up.push(Reverse(*watcher));
                        } else {
                            down.push(*watcher);
                        }
                    }
                }
            }
        }
    }

    /// Whether constraints are tied in circles, where contraction alone need not be sharp, and few enough to try harder.
    pub(super) fn runs_in_circles(&self, active: &[bool]) -> bool {
        let taking_part = self.all(active);
        if taking_part.len() > SHAVED {
            return false;
        }
        let tied = |place: &usize| &self.system.constraints[self.constraints[*place]].variables;
        let mut variables: Vec<usize> = taking_part.iter().flat_map(tied).copied().collect();
        variables.sort_unstable();
        variables.dedup();
        // A tree of n variables is held together by n - 1 ties.
        taking_part.iter().map(|place| tied(place).len().saturating_sub(1)).sum::<usize>() >= variables.len()
    }

    /// Tries both ends of each variable: a slice in which nothing fits is cut off. All are tried on the same bounds and cut
    /// together, so that the order in which they stand does not matter.
    pub(super) fn shave(&self, values: &mut [Bounds], active: &[bool]) -> State {
        let watching = |place: usize| self.watchers[place].iter().copied().filter(|watcher| active[*watcher]).collect();
        let mut patience = SHAVING;
        loop {
            let mut cuts = Vec::new();
            for place in 0..self.variables.len() {
                for end in [slice_low, slice_high] {
                    let slices = SLICES.iter().filter_map(|part| end(values[place], *part));
                    for (slice, rest) in slices {
                        let mut tried = values.to_vec();
                        tried[place] = slice;
                        let state = self.contract(&mut tried, active, watching(place), &mut patience, None);
                        if patience == 0 {
                            return State::Unsettled;
                        }
                        if state == State::Empty {
                            cuts.push((place, rest));
                            break;
                        }
                    }
                }
            }
            if cuts.is_empty() {
                return State::Settled;
            }
            let mut moved: Vec<usize> = Vec::new();
            for (place, rest) in cuts {
                let Some(left) = values[place].intersection(rest) else { return State::Empty };
                values[place] = left;
                moved.extend(watching(place));
            }
            moved.sort_unstable();
            moved.dedup();
            if self.contract(values, active, moved, &mut patience, None) == State::Empty {
                return State::Empty;
            }
        }
    }
}

impl Log {
    pub(super) fn of(part: &Part<'_>) -> Self {
        Self { events: Vec::new(), last: vec![None; part.variables.len()], failure: None }
    }

    fn event(&self, part: &Part<'_>, constraint: usize) -> Event {
        let variables = &part.system.constraints[part.constraints[constraint]].variables;
        Event {
            constraint,
            causes: variables.iter().filter_map(|variable| self.last[part.places[*variable]]).collect(),
        }
    }
}

/// The lower part of an interval, and what is left of it; both hold the place of the cut, so that nothing is lost to rounding.
fn slice_low(bounds: Bounds, part: f64) -> Option<(Bounds, Bounds)> {
    let at = cut(bounds, part)?;
    Some((Bounds { high: at, high_closed: true, ..bounds }, Bounds { low: at, low_closed: true, ..bounds }))
}

/// The upper part of an interval, and what is left of it.
fn slice_high(bounds: Bounds, part: f64) -> Option<(Bounds, Bounds)> {
    let at = cut(bounds, 1.0 - part)?;
    Some((Bounds { low: at, low_closed: true, ..bounds }, Bounds { high: at, high_closed: true, ..bounds }))
}

/// A place inside a finite interval that is wide enough to be cut.
fn cut(bounds: Bounds, part: f64) -> Option<f64> {
    let size = bounds.low.abs().max(bounds.high.abs()).max(1.0);
    let at = bounds.low + part * bounds.width();
    (bounds.is_finite() && bounds.width() * part.min(1.0 - part) > 1e-9 * size && bounds.contains(at)).then_some(at)
}

/// Whether a narrowing is large enough to be passed on.
fn counts(before: Bounds, after: Bounds) -> bool {
    let end = |before_end: f64, after_end: f64| {
        if before_end.is_infinite() {
            return after_end.is_finite();
        }
        let size = if before.is_finite() { before.width() } else { before_end.abs().max(1.0) };
        (before_end - after_end).abs() > TOLERANCE * size
    };
    end(before.low, after.low) || end(before.high, after.high)
}

/// What a constraint leaves of its variables; nothing if it cannot hold.
pub(super) fn narrowed(
    constraint: &Constraint,
    of: &dyn Fn(usize) -> Bounds,
    scratch: &mut Scratch,
) -> Option<Vec<(usize, Bounds)>> {
    if let ([way], false) = (constraint.ways.as_slice(), constraint.repeated) {
        scratch.found.clear();
        way.expression.contract(way.target, of, &mut scratch.values, &mut scratch.found)?;
        return Some(scratch.found.clone());
    }
    // Each way by itself, then what any of them allows.
    let mut all: Option<Vec<(usize, Bounds)>> = None;
    for i in 0..constraint.ways.len() {
        let box_now: Vec<(usize, Bounds)> = constraint.variables.iter().map(|v| (*v, of(*v))).collect();
        if let Some(found) = way_narrowed(constraint, i, box_now, DEPTH, scratch) {
            all = Some(match all {
                None => found,
                Some(all) => all.into_iter().zip(found).map(|((v, a), (_, b))| (v, a.hull(b))).collect(),
            });
        }
    }
    all
}

/// One way, where a variable stands twice by bisection: what holds in one half or in the other.
fn way_narrowed(
    constraint: &Constraint,
    way: usize,
    mut now: Vec<(usize, Bounds)>,
    depth: u32,
    scratch: &mut Scratch,
) -> Option<Vec<(usize, Bounds)>> {
    let Way { expression, target } = &constraint.ways[way];
    for _ in 0..4 {
        let of = |variable: usize| now.iter().find(|(v, _)| *v == variable).map_or(Bounds::ALL, |(_, bounds)| *bounds);
        scratch.found.clear();
        expression.contract(*target, &of, &mut scratch.values, &mut scratch.found)?;
        let mut moved = false;
        for (variable, bounds) in &scratch.found {
            if let Some((_, own)) = now.iter_mut().find(|(v, _)| v == variable) {
                moved |= counts(*own, *bounds);
                *own = *bounds;
            }
        }
        if !constraint.repeated || !moved {
            break;
        }
    }
    let twice = |variable: usize| expression.variables().filter(|v| *v == variable).count() > 1;
    let widest = now
        .iter()
        .enumerate()
        .filter(|(_, (variable, bounds))| constraint.repeated && twice(*variable) && cut(*bounds, 0.5).is_some())
        .max_by(|(_, (_, a)), (_, (_, b))| relative(*a).total_cmp(&relative(*b)))
        .map(|(i, _)| i);
    let Some(i) = widest.filter(|_| depth > 0) else { return Some(now) };
    let Some((below, above)) = slice_low(now[i].1, 0.5) else { return Some(now) };
    let mut half = |bounds: Bounds| {
        let mut half = now.clone();
        half[i].1 = bounds;
        way_narrowed(constraint, way, half, depth - 1, scratch)
    };
    match (half(below), half(above)) {
        (Some(a), Some(b)) => Some(a.into_iter().zip(b).map(|((v, a), (_, b))| (v, a.hull(b))).collect()),
        (one, other) => one.or(other),
    }
}

/// How wide an interval is for its size.
fn relative(bounds: Bounds) -> f64 {
    bounds.width() / bounds.low.abs().max(bounds.high.abs())
}
