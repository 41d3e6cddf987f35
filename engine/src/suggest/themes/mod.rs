//! Themes: groups of records that share words, as a start for rules where none votes yet.
//!
//! Records are rows of weighted words ([`space`]); spherical k-means groups them ([`kmeans`]), fitted on a sample where
//! there are very many, and each record of the scope then belongs to the centre it is nearest to, where it is near
//! enough to any. What a theme is about is told by the terms that are most distinct of its records against the rest of
//! the scope ([`super::score`]).

mod kmeans;
mod space;

pub use self::kmeans::SEED;
use self::kmeans::{Grouping, Rows};
use self::space::Space;
use super::evidence::SoftLabels;
use super::kinds::PLAIN;
use super::search::{Best, Plan, Ranked, Search};
use crate::bits::BitSet;
use crate::job::Progress;
use crate::num::{count, index as at};
use crate::text::TextIndex;

/// Records that the groups are fitted on, at most.
const MOST_FITTED: usize = 20_000;

/// Groups, at most; fewer where there are few records to a group.
const MOST_GROUPS: usize = 24;

/// Records to a group, about, that make one worth looking for.
const RECORDS_A_GROUP: usize = 12;

/// Cosine from which on a record belongs to its nearest centre: below it shares too little with the others.
const NEAR: f32 = 0.25;

/// Records read in one step.
const STEP: usize = 4000;

/// Typical records kept of each theme; who shows them leaves out texts that say the same.
const TYPICAL: usize = 24;

/// Distinct terms kept of each theme.
const TERMS: usize = 10;

/// A group of records.
#[derive(Clone, Debug)]
pub struct Theme {
    /// Its records.
    pub records: BitSet,
    /// Those nearest to its centre, the nearest first.
    pub typical: Vec<u32>,
    /// The terms most distinct of it, the most distinct first.
    pub terms: Vec<Ranked>,
}

#[derive(Debug)]
enum Stage {
    Reading,
    Grouping(Box<Grouping>),
    /// Position in the scope.
    Assigning(usize),
    Naming(Box<Search>),
    Done(Box<Search>),
}

/// The search for themes, in steps.
#[derive(Debug)]
pub struct ThemeSearch {
    /// The records looked at, ascending.
    scope: Vec<u32>,
    /// Each `stride`th of them is fitted on.
    stride: usize,
    space: Space,
    rows: Rows,
    stage: Stage,
    /// d × k, once the groups are made.
    centres: Vec<f32>,
    groups: Vec<Group>,
    themes: Vec<Theme>,
    records: usize,
}

/// A group while records are given to it.
#[derive(Debug)]
struct Group {
    records: BitSet,
    size: u32,
    /// Nearness and record, the nearest first.
    nearest: Vec<(f32, u32)>,
}

impl Group {
    fn add(&mut self, record: u32, nearness: f32) {
        self.records.insert(record);
        self.size += 1;
        let place = self.nearest.partition_point(|&(held, _)| held >= nearness);
        if place < TYPICAL {
            self.nearest.insert(place, (nearness, record));
            self.nearest.truncate(TYPICAL);
        }
    }
}

impl ThemeSearch {
    /// Begins to look for themes among some records.
    #[must_use]
    pub fn new(index: &TextIndex, scope: &BitSet) -> Self {
        let scope: Vec<u32> = scope.iter().collect();
        Self {
            stride: scope.len().div_ceil(MOST_FITTED).max(1),
            space: Space::new(index, count(scope.len())),
            rows: Rows::default(),
            stage: Stage::Reading,
            centres: Vec::new(),
            groups: Vec::new(),
            themes: Vec::new(),
            records: index.records(),
            scope,
        }
    }

    /// Does some more. Returns how far it is; none once it is done.
    pub fn step(&mut self, index: &TextIndex) -> Option<Progress> {
        let stage = std::mem::replace(&mut self.stage, Stage::Reading);
        let (next, progress) = match stage {
            Stage::Reading => self.read(index),
            Stage::Grouping(grouping) => self.group(grouping),
            Stage::Assigning(place) => self.assign(index, place),
            Stage::Naming(search) => self.name(index, search),
            Stage::Done(search) => {
                self.stage = Stage::Done(search);
                return None;
            }
        };
        self.stage = next;
        Some(progress)
    }

    /// The themes, the largest first, and the search that found their terms; once it is done.
    #[must_use]
    pub fn found(&self) -> Option<(&[Theme], &Search)> {
        match &self.stage {
            Stage::Done(search) => Some((&self.themes, search)),
            _ => None,
        }
    }

    /// Records looked at.
    #[must_use]
    pub fn scope(&self) -> &[u32] {
        &self.scope
    }

    /// Records that the groups were fitted on.
    #[must_use]
    pub fn fitted(&self) -> u32 {
        count(self.scope.len().div_ceil(self.stride))
    }

    fn read(&mut self, index: &TextIndex) -> (Stage, Progress) {
        let fitted = at(self.fitted());
        let end = fitted.min(self.rows.read + STEP);
        let mut row = Vec::new();
        for place in self.rows.read..end {
            self.space.row(index, self.scope[place * self.stride], &mut row);
            self.rows.push(&row);
        }
        self.rows.read = end;
        let progress = told("reading records", end, fitted);
        if end < fitted {
            return (Stage::Reading, progress);
        }
        let rows = std::mem::take(&mut self.rows);
        let k = (rows.len() / RECORDS_A_GROUP).clamp(1, MOST_GROUPS);
        let grouping = Grouping::new(rows, self.space.len(), k);
        (Stage::Grouping(Box::new(grouping)), progress)
    }

    fn group(&mut self, mut grouping: Box<Grouping>) -> (Stage, Progress) {
        if let Some((done, total)) = grouping.step() {
            return (Stage::Grouping(grouping), told("grouping", done, total));
        }
        self.centres = grouping.finish();
        let k = self.centres.len() / self.space.len().max(1);
        let group = || Group {
            records: BitSet::empty(self.records),
            size: 0,
            nearest: Vec::new(),
        };
        self.groups = std::iter::repeat_with(group).take(k).collect();
        (Stage::Assigning(0), told("grouping", 1, 1))
    }

    fn assign(&mut self, index: &TextIndex, place: usize) -> (Stage, Progress) {
        let end = self.scope.len().min(place + STEP);
        let k = self.groups.len();
        let (mut row, mut nearness) = (Vec::new(), vec![0.0; k]);
        for &record in &self.scope[place..end] {
            self.space.row(index, record, &mut row);
            kmeans::nearness(&row, &self.centres, &mut nearness);
            if let Some((group, near)) = kmeans::nearest(&nearness)
                && near >= NEAR
            {
                self.groups[group].add(record, near);
            }
        }
        let progress = told("giving records to groups", end, self.scope.len());
        if end < self.scope.len() {
            return (Stage::Assigning(end), progress);
        }
        (Stage::Naming(Box::new(self.begin_naming(index))), progress)
    }

    /// Groups of some size become themes; which terms tell them from the rest is searched for.
    fn begin_naming(&mut self, index: &TextIndex) -> Search {
        let least = 3.max(self.scope.len().div_ceil(200));
        let mut groups = std::mem::take(&mut self.groups);
        groups.retain(|group| at(group.size) >= least);
        groups.sort_by_key(|group| std::cmp::Reverse(group.size));
        let mut scope = BitSet::empty(self.records);
        self.scope.iter().for_each(|&record| scope.insert(record));
        let mut rest = scope.clone();
        groups.iter().for_each(|group| rest.without(&group.records));
        let sets = groups.iter().map(|group| &group.records).chain([&rest]);
        let evidence = SoftLabels::of_sets(self.records, sets);
        self.themes = groups
            .into_iter()
            .map(|group| Theme {
                records: group.records,
                typical: group.nearest.into_iter().map(|(_, record)| record).collect(),
                terms: Vec::new(),
            })
            .collect();
        let plan = Plan {
            evidence,
            label: None,
            places: scope.clone(),
            fresh: BitSet::empty(self.records),
            scope: Some(scope),
            kinds: PLAIN,
            judged: 1,
            best: Best::Distinct,
        };
        Search::new(index, plan)
    }

    fn name(&mut self, index: &TextIndex, mut search: Box<Search>) -> (Stage, Progress) {
        if let Some(progress) = search.step(index) {
            return (Stage::Naming(search), progress);
        }
        for ranked in search.ranked() {
            if let Some(theme) = self.themes.get_mut(ranked.label)
                && theme.terms.len() < TERMS
            {
                theme.terms.push(*ranked);
            }
        }
        (Stage::Done(search), told("counting", 1, 1))
    }
}

fn told(stage: &'static str, done: usize, total: usize) -> Progress {
    Progress {
        stage,
        done: done as u64,
        total: total as u64,
        estimate: None,
    }
}
