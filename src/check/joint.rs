//! The system of a package solved part by part: what clashes, and what is left once it is set aside.

use std::cell::OnceCell;
use std::collections::BTreeSet;

use super::judge::Judgement;
use super::network::{Item, Network, Widths};
use super::verdict::Verdict;
use crate::package::{Claim, Package};
use crate::solve::{Bounds, Part, State, System};

/// The package's figures, claims and identities together.
pub(super) struct Joint<'a> {
    pub(super) network: Network<'a>,
    /// What each variable can be by the figures, the identities and the claims that lack no figure.
    pub(super) values: Vec<Bounds>,
    /// For each variable what was set aside in its part, and whether its part has settled.
    pub(super) parts: Vec<PartState>,
    /// The part of each variable; one of which nothing is required has none.
    pub(super) part_of: Vec<Option<usize>>,
    pub(super) clashes: Vec<Clash>,
    /// Constraints that take no part, since they clash.
    pub(super) set_aside: BTreeSet<usize>,
}

/// How a part ended.
#[derive(Debug, Clone, Default)]
pub(super) struct PartState {
    /// Constraints that clash and were set aside.
    pub(super) set_aside: Vec<usize>,
    /// Whether the rest has settled.
    pub(super) settled: bool,
}

/// Constraints that cannot all hold, none of which can be left out.
#[derive(Debug, Clone)]
pub(super) struct Clash {
    /// Their numbers.
    pub(super) set: Vec<usize>,
    /// `inconsistent`, or `depends` where twice the hedge widths would let them hold.
    pub(super) verdict: Verdict,
    /// What each figure of the set, by position, would have to be by the others.
    pub(super) required: Vec<(usize, Bounds)>,
}

impl<'a> Joint<'a> {
    pub(super) fn new(package: &'a Package, judged: &'a [(&'a Claim, Judgement)]) -> Self {
        let network = Network::new(package, judged, Widths::Policy);
        let count = network.system.variables();
        let mut joint = Self {
            values: (0..count).map(|variable| network.system.natural(variable)).collect(),
            part_of: vec![None; count],
            parts: Vec::new(),
            clashes: Vec::new(),
            set_aside: BTreeSet::new(),
            network,
        };
        joint.solve();
        joint
    }

    fn solve(&mut self) {
        let system = std::mem::take(&mut self.network.system);
        let (wide, wide_parts) = (OnceCell::new(), OnceCell::new());
        let (package, judged) = (self.network.package, self.network.judged);
        let parts = system.parts();
        for (number, part) in parts.iter().enumerate() {
            let mut state = PartState::default();
            // A claim that holds in no reading has a finding that says so, and nothing follows from it.
            let refuted = |n: &usize| matches!(self.network.items[*n], Item::Claim(position) if judged[position].1.verdict == Verdict::Inconsistent);
            state.set_aside.extend(part.constraints().iter().copied().filter(refuted));
            self.set_aside.extend(&state.set_aside);
            while let Some(set) = self.clash(part) {
                let own = self.own_clash(&set);
                if own.is_none() {
                    let wide = wide.get_or_init(|| Network::new(package, judged, Widths::Doubled));
                    let wide = &wide_parts.get_or_init(|| wide.system.parts())[number];
                    let always = wide.solve(&|n| set.contains(&n)).state == State::Empty;
                    let verdict = if always { Verdict::Inconsistent } else { Verdict::Depends };
                    let required = self.required(&system, &set);
                    self.clashes.push(Clash { set: set.clone(), verdict, required });
                }
                // An identity is a definition: it stays, as long as there is anything else to set aside.
                let is_definition = |n: &usize| matches!(self.network.items[*n], Item::Identity(_) | Item::Sources);
                let mut aside: Vec<usize> = match own {
                    Some(claim) => vec![claim],
                    None => set.iter().copied().filter(|n| !is_definition(n)).collect(),
                };
                if aside.is_empty() {
                    aside = set;
                }
                self.set_aside.extend(&aside);
                state.set_aside.extend(aside);
            }
            let solution = part.solve(&|n| !self.set_aside.contains(&n) && !self.network.lacks_a_figure(n));
            state.settled = solution.state == State::Settled;
            for variable in part.variables() {
                self.values[*variable] = solution.value(*variable);
                self.part_of[*variable] = Some(number);
            }
            self.parts.push(state);
        }
        drop(parts);
        self.network.system = system;
    }

    /// A smallest set that clashes among what is not set aside.
    fn clash(&self, part: &Part<'_>) -> Option<Vec<usize>> {
        let asked = |n: usize| !self.set_aside.contains(&n);
        (part.solve(&asked).state == State::Empty).then(|| part.clashing(&asked)).flatten()
    }

    /// The one claim of a set in which nothing else relates figures: its own finding tells what there is to tell.
    fn own_clash(&self, set: &[usize]) -> Option<usize> {
        let relations: Vec<usize> = set
            .iter()
            .copied()
            .filter(|n| matches!(self.network.items[*n], Item::Claim(_) | Item::Identity(_) | Item::Sources))
            .collect();
        let mut stated: Vec<usize> = set
            .iter()
            .filter_map(|n| match self.network.items[*n] {
                Item::Statement(figure) => Some(self.network.of_figure(figure)),
                _ => None,
            })
            .collect();
        let count = stated.len();
        stated.sort_unstable();
        stated.dedup();
        let [one] = relations.as_slice() else { return None };
        let unchecked = self.network.lacks_a_figure(*one);
        (matches!(self.network.items[*one], Item::Claim(_)) && !unchecked && stated.len() == count).then_some(*one)
    }

    /// What each figure of a set would have to be by the others; everything where they do not bound it apart from what is printed.
    fn required(&self, system: &System, set: &[usize]) -> Vec<(usize, Bounds)> {
        let part = system.among(set);
        let required = |left_out: &usize| {
            let Item::Statement(figure) = self.network.items[*left_out] else { return None };
            let variable = self.network.of_figure(figure);
            let solution = part.solve(&|n| n != *left_out);
            let bounds = solution.value(variable);
            let apart = solution.state != State::Empty && bounds.intersection(self.network.printed[variable]).is_none();
            Some((figure, if apart { bounds } else { Bounds::ALL }))
        };
        set.iter().filter_map(required).collect()
    }

    /// What was set aside in the part of a variable.
    pub(super) fn aside(&self, variable: usize) -> &[usize] {
        self.part_of[variable].map_or(&[], |part| &self.parts[part].set_aside)
    }

    /// Whether the part of a variable has settled.
    pub(super) fn settled(&self, variable: usize) -> bool {
        self.part_of[variable].is_none_or(|part| self.parts[part].settled)
    }
}
