//! The search for terms, in steps: find candidates of every kind, count them in all records, and order them.

use super::count::{Counts, Measure};
use super::evidence::SoftLabels;
use super::ground::{Bounds, Ground, Line, Words};
use super::kinds::{Candidates, TermKind};
use super::reading::Reading;
use super::score::{Z, distinctness, gain};
use crate::bits::BitSet;
use crate::job::Progress;
use crate::num::{count, index as at};
use crate::text::TextIndex;

/// Words read in one step of counting: some milliseconds.
const STEP_WORDS: usize = 60_000;

/// Counts of a candidate and a label kept at once: 32 MB. Where there are more, labels are counted in turns.
const MOST_CELLS: usize = 4_000_000;

/// How terms are ordered; see [`super::score`].
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Best {
    /// By gain, those whose precision is at least this, and whose interval lies above the label's share.
    Gain {
        /// 0..=1.
        precision: f64,
    },
    /// By how distinct they are of a label's records against all others with evidence; z at least 1.96.
    Distinct,
}

/// What is searched for.
#[derive(Clone, Debug)]
pub struct Plan {
    /// n × k.
    pub evidence: SoftLabels,
    /// The label asked about; all where absent.
    pub label: Option<usize>,
    /// Records with evidence in which phrases are looked for.
    pub places: BitSet,
    /// Records that no rule votes on.
    pub fresh: BitSet,
    /// The records that are counted; all where absent.
    pub scope: Option<BitSet>,
    /// Kinds of term, in the order of [`super::KINDS`]; words among them.
    pub kinds: &'static [&'static TermKind],
    /// Records with evidence that a term needs.
    pub judged: u32,
    /// How they are ordered.
    pub best: Best,
}

/// A candidate: its kind's place in the plan, and its number there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct TermId {
    pub(super) kind: usize,
    pub(super) candidate: u32,
}

/// A candidate for a label, and what makes its place.
#[derive(Clone, Copy, Debug)]
pub struct Ranked {
    /// The candidate.
    pub term: TermId,
    /// The label's index.
    pub label: usize,
    /// Higher is better.
    pub score: f64,
    /// As counted on token ids.
    pub measure: Measure,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Stage {
    /// Of the kind at this place.
    Finding(usize),
    Counting,
    Done,
}

/// A search under way, or done.
#[derive(Debug)]
pub struct Search {
    plan: Plan,
    bounds: Bounds,
    pub(super) words: Words,
    reading: Reading,
    /// The records read in which phrases are looked for.
    sample: Vec<u32>,
    pub(super) found: Vec<Box<dyn Candidates>>,
    /// Per kind the number of its first candidate among all.
    firsts: Vec<u32>,
    stage: Stage,
    /// Records counted in this turn.
    counted: usize,
    /// Labels counted in this turn: the first, and one past the last.
    turn: (usize, usize),
    counts: Counts,
    ranked: Vec<Ranked>,
}

impl Search {
    /// Begins to search.
    #[must_use]
    pub fn new(index: &TextIndex, plan: Plan) -> Self {
        let reading = Reading::new(index, &plan.evidence, plan.scope.as_ref());
        let is_place = |record: u32| plan.places.contains(record);
        let told = reading.reads.iter().filter(|read| read.tells_for > 0);
        let sample: Vec<u32> = told
            .map(|read| read.record)
            .filter(|&record| is_place(record))
            .collect();
        let bounds = bounds(reading.of, sample.len());
        Self {
            words: Words::new(index, bounds.records),
            found: plan.kinds.iter().map(|kind| kind.begin()).collect(),
            firsts: Vec::new(),
            stage: Stage::Finding(0),
            counted: 0,
            turn: (0, 0),
            counts: Counts::new(0, 0..0),
            ranked: Vec::new(),
            plan,
            bounds,
            reading,
            sample,
        }
    }

    /// Does some more. Returns how far it is; none once it is done.
    pub fn step(&mut self, index: &TextIndex) -> Option<Progress> {
        match self.stage {
            Stage::Finding(kind) => Some(self.find(index, kind)),
            Stage::Counting => Some(self.count(index)),
            Stage::Done => None,
        }
    }

    /// Records that must hold a term, at least.
    #[must_use]
    pub const fn least_records(&self) -> u32 {
        self.bounds.records
    }

    /// How many records were read to order terms, where these are not all.
    #[must_use]
    pub fn sampled(&self) -> Option<u32> {
        self.reading.is_part().then(|| count(self.reading.reads.len()))
    }

    /// Candidates counted.
    #[must_use]
    pub fn candidates(&self) -> u32 {
        count(self.counts.len())
    }

    /// What is searched for.
    #[must_use]
    pub const fn plan(&self) -> &Plan {
        &self.plan
    }

    /// The terms that are worth telling, the best first; complete once the search is done.
    #[must_use]
    pub fn ranked(&self) -> &[Ranked] {
        &self.ranked
    }

    /// A term as a query.
    #[must_use]
    pub fn query(&self, index: &TextIndex, term: TermId) -> String {
        self.found[term.kind].query(term.candidate, &self.ground(index))
    }

    /// The kind of a term.
    #[must_use]
    pub fn kind(&self, term: TermId) -> &'static TermKind {
        self.plan.kinds[term.kind]
    }

    /// Words that a term stands for, the most frequent first, and how many there are in all; none where the query says
    /// it.
    #[must_use]
    pub fn words(&self, index: &TextIndex, term: TermId) -> (Vec<String>, u32) {
        self.found[term.kind].words(term.candidate, &self.ground(index))
    }

    fn ground<'a>(&'a self, index: &'a TextIndex) -> Ground<'a> {
        Ground {
            index,
            words: &self.words,
            sample: &self.sample,
            bounds: self.bounds,
        }
    }

    fn find(&mut self, index: &TextIndex, kind: usize) -> Progress {
        let ground = Ground {
            index,
            words: &self.words,
            sample: &self.sample,
            bounds: self.bounds,
        };
        let place = self.found[kind].step(&ground);
        if place.is_none() {
            self.stage = Stage::Finding(kind + 1);
            if kind + 1 == self.found.len() {
                self.begin_counting();
            }
        }
        let (done, total) = place.unwrap_or((1, 1));
        progress("finding terms", done, total)
    }

    fn begin_counting(&mut self) {
        let mut candidates = 0;
        for found in &self.found {
            self.firsts.push(count(candidates));
            candidates += found.len();
        }
        self.stage = Stage::Counting;
        self.begin_turn(self.plan.label.unwrap_or(0), candidates);
    }

    /// Begins to count labels from `first` on, as many as there is room for.
    fn begin_turn(&mut self, first: usize, candidates: usize) {
        let end = self
            .plan
            .label
            .map_or(self.plan.evidence.labels(), |label| label + 1);
        let room = (MOST_CELLS / candidates.max(1)).max(1);
        self.turn = (first, end.min(first + room));
        self.counts = Counts::new(candidates, first..self.turn.1);
        self.counted = 0;
        if first >= end {
            self.stage = Stage::Done;
        }
    }

    fn count(&mut self, index: &TextIndex) -> Progress {
        let total = self.reading.reads.len();
        let (mut line, mut held, mut words) = (Line::default(), Vec::new(), 0);
        while self.counted < total && words < STEP_WORDS {
            let read = self.reading.reads[self.counted];
            line.read(index, &self.words, read.record);
            held.clear();
            for (found, &first) in self.found.iter().zip(&self.firsts) {
                found.held(&line, first, &mut held);
            }
            let is_fresh = self.plan.fresh.contains(read.record);
            self.counts.add(read, &held, is_fresh, &self.plan.evidence);
            words += line.groups.len() + 8;
            self.counted += 1;
        }
        let done = self.counted as u64;
        if self.counted == total {
            self.rank();
            let candidates = self.counts.len();
            self.begin_turn(self.turn.1, candidates);
        }
        progress("counting", done, total as u64)
    }

    /// Orders what was counted in this turn.
    fn rank(&mut self) {
        for label in self.turn.0..self.turn.1 {
            let scores = self.scores(label);
            let base = self.base(label);
            for (kind, (found, &first)) in self.found.iter().zip(&self.firsts).enumerate() {
                for candidate in 0..count(found.len()) {
                    let score = scores[at(first + candidate)];
                    // Gathering words is worth while where it is better than each, and none speaks against the label.
                    let fits =
                        |&word: &u32| score > scores[at(word)] && !self.speaks_against(word, label, base);
                    if score > 0.0 && found.gathers(candidate).iter().all(fits) {
                        self.ranked.push(Ranked {
                            term: TermId { kind, candidate },
                            label,
                            score,
                            measure: self.counts.measure(at(first + candidate), label),
                        });
                    }
                }
            }
        }
        let order = |one: &Ranked, other: &Ranked| {
            let key = |ranked: &Ranked| (ranked.term, ranked.label);
            other
                .score
                .total_cmp(&one.score)
                .then_with(|| key(one).cmp(&key(other)))
        };
        self.ranked.sort_unstable_by(order);
    }

    /// A label's share of all evidence.
    fn base(&self, label: usize) -> f64 {
        let evidence = &self.plan.evidence;
        evidence.total(label) / f64::from(evidence.judged().max(1))
    }

    /// Whether a word is found less often with a label than records are.
    fn speaks_against(&self, word: u32, label: usize, base: f64) -> bool {
        let measure = self.counts.measure(at(word), label);
        measure.judged >= self.plan.judged && measure.right < base * f64::from(measure.judged)
    }

    /// Per candidate its score for a label, 0 where it isn't worth telling.
    fn scores(&self, label: usize) -> Vec<f64> {
        let evidence = &self.plan.evidence;
        let all = f64::from(evidence.judged());
        let own = evidence.total(label);
        let measures = (0..self.counts.len()).map(|candidate| self.counts.measure(candidate, label));
        measures
            .map(|measure| self.score(&measure, [own, all - own]))
            .collect()
    }

    /// A score; `of` are the label's records and the others with evidence.
    fn score(&self, measure: &Measure, of: [f64; 2]) -> f64 {
        if measure.records < self.bounds.records || measure.judged < self.plan.judged {
            return 0.0;
        }
        let judged = f64::from(measure.judged);
        match self.plan.best {
            Best::Gain { precision } if measure.right < precision * judged => 0.0,
            Best::Gain { .. } => gain(measure, of[0] / (of[0] + of[1])),
            Best::Distinct => {
                let z = distinctness([measure.right, judged - measure.right], of);
                if z < Z { 0.0 } else { z }
            }
        }
    }
}

/// A term must be in three records and in one of two thousand. In a sample a phrase must be found half as often as that
/// makes us expect, and twice; what passes is counted.
fn bounds(records: u32, sampled: usize) -> Bounds {
    let least = 3.max(records.div_ceil(2000));
    let expected = u64::from(least) * sampled as u64 / u64::from(records.max(1));
    let in_sample = if sampled >= at(records) {
        least
    } else {
        count(usize::try_from(expected / 2).unwrap_or(usize::MAX)).max(2)
    };
    Bounds {
        records: least,
        in_sample,
    }
}

fn progress(stage: &'static str, done: u64, total: u64) -> Progress {
    Progress {
        stage,
        done,
        total,
        estimate: None,
    }
}
