//! The system of a package solved part by part: what clashes, and what is left once it is set aside.

use std::cell::OnceCell;
use std::collections::{BTreeSet, VecDeque};

use super::judge::Judgement;
use super::network::{Item, Network, Widths};
use super::verdict::Verdict;
use crate::package::{Claim, Package};
use crate::solve::{Bounds, Part, State, System};

/// So many sets of a part are told at once, and so often one is looked for, with at most so many members of others left out.
const SETS: usize = 6;
const LOOKED: usize = 40;
const DEPTH: usize = 2;

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
        let mut joint = Self::unsolved(package, judged);
        joint.solve();
        joint
    }

    /// With what is stated of each variable, and nothing that follows.
    pub(super) fn unsolved(package: &'a Package, judged: &'a [(&'a Claim, Judgement)]) -> Self {
        let network = Network::new(package, judged, Widths::Policy);
        let count = network.system.variables();
        Self {
            values: (0..count).map(|variable| network.system.natural(variable)).collect(),
            part_of: vec![None; count],
            parts: Vec::new(),
            clashes: Vec::new(),
            set_aside: BTreeSet::new(),
            network,
        }
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
            loop {
                let sets = self.clashing(part);
                if sets.is_empty() {
                    break;
                }
                let mut aside = BTreeSet::new();
                for set in sets {
                    let own = self.own_clash(&set);
                    if own.is_none() {
                        let wide = wide.get_or_init(|| Network::new(package, judged, Widths::Doubled));
                        let wide = &wide_parts.get_or_init(|| wide.system.parts())[number];
                        let always = wide.solve(&|n| set.contains(&n)).state == State::Empty;
                        let verdict = if always { Verdict::Inconsistent } else { Verdict::Depends };
                        let required = self.required(&system, &set);
                        self.clashes.push(Clash { set: set.clone(), verdict, required });
                    }
                    let before = aside.len();
                    match own {
                        Some(claim) => aside.extend([claim]),
                        None => aside.extend(set.iter().copied().filter(|n| !self.is_definition(*n))),
                    }
                    // An identity is a definition: it stays, as long as there is anything else to set aside.
                    if aside.len() == before && set.iter().all(|n| self.is_definition(*n)) {
                        aside.extend(set);
                    }
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

    /// Smallest sets that clash among what is not set aside, the smallest first, then as they were found.
    ///
    /// One set hides no other: each is looked for again with one of its members left out, in turn. Source: Reiter, "A theory of diagnosis
    /// from first principles", Artificial Intelligence 32, 1987 (the tree of hitting sets, breadth first).
    fn clashing(&self, part: &Part<'_>) -> Vec<Vec<usize>> {
        let mut sets: Vec<Vec<usize>> = Vec::new();
        let mut open = VecDeque::from([BTreeSet::new()]);
        let mut looked = 0;
        while let Some(left_out) = open.pop_front() {
            if looked == LOOKED || sets.len() == SETS {
                break;
            }
            // What holds none of a known set's members needs no new search.
            let known = sets.iter().find(|set| set.iter().all(|n| !left_out.contains(n))).cloned();
            let set = match known {
                Some(known) => known,
                None => {
                    looked += 1;
                    let asked = |n: usize| !self.set_aside.contains(&n) && !left_out.contains(&n);
                    let Some(set) = part.clashing(&asked) else { continue };
                    sets.push(set.clone());
                    set
                }
            };
            if left_out.len() < DEPTH {
                let members = set.into_iter().filter(|n| !self.is_definition(*n));
                open.extend(members.map(|n| left_out.iter().copied().chain([n]).collect::<BTreeSet<usize>>()));
            }
        }
        sets.sort_by_key(Vec::len);
        self.without_roundabout(sets)
    }

    /// Leaves out sets that only go a longer way round through what smaller ones name: half as large again as the smallest, and with
    /// half or more of their claims and identities in sets that are told.
    fn without_roundabout(&self, sets: Vec<Vec<usize>>) -> Vec<Vec<usize>> {
        let relates = |n: &&usize| self.relates(**n);
        let smallest = sets.first().map_or(0, Vec::len);
        let mut told: Vec<Vec<usize>> = Vec::new();
        for set in sets {
            let all = set.iter().filter(relates).count();
            let known = set.iter().filter(relates).filter(|n| told.iter().any(|other| other.contains(n))).count();
            if 2 * set.len() <= 3 * smallest || 2 * known < all {
                told.push(set);
            }
        }
        told
    }

    fn is_definition(&self, number: usize) -> bool {
        matches!(self.network.items[number], Item::Identity(_) | Item::Sources)
    }

    /// Whether a constraint relates figures, and does not only state one.
    fn relates(&self, number: usize) -> bool {
        self.is_definition(number) || matches!(self.network.items[number], Item::Claim(_))
    }

    /// The one claim of a set in which nothing else relates figures: its own finding tells what there is to tell.
    fn own_clash(&self, set: &[usize]) -> Option<usize> {
        let relations: Vec<usize> = set.iter().copied().filter(|n| self.relates(*n)).collect();
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
