//! Filters by labels: every figure said of a fit leads to its records. They are counted from the sets that the figures
//! are counted from.

use super::labeled::{Labeled, bin_of};
use super::view::{CALIBRATION_BINS, GoldSide};
use crate::bits::BitSet;
use crate::ids::{LabelId, RuleId};
use crate::session::project::Project;
use crate::session::request::Filter;

impl Project {
    /// The records for which a filter by labels, or by the graph, holds. Without a fit it holds for no record: requests that need one begin
    /// with it.
    // A door of the page's part `projects`: never built into its caller.
    #[inline(never)]
    pub(in crate::session) fn of_model(&self, filter: Filter) -> BitSet {
        if filter.asks_graph() {
            return self.of_graph(filter);
        }
        let found = match filter {
            Filter::LabelChanged => Some(self.label_changed()),
            Filter::ChangedWithout(rule) => self.changed_without(rule),
            Filter::EndModelAny => self.labels.end.as_ref().map(|end| end.reaches()),
            Filter::EndModel(label) => self.labels.end.as_ref().and_then(|end| end.of_label(label)),
            _ => self.chosen().and_then(|labeled| self.by_labels(labeled, filter)),
        };
        found.unwrap_or_else(|| BitSet::empty(self.corpus.len()))
    }

    fn by_labels(&self, labeled: &Labeled, filter: Filter) -> Option<BitSet> {
        let decided = &labeled.sets.decided;
        Some(match filter {
            Filter::Predicted(label) => labeled.of_label(label)?.clone(),
            Filter::PredictedAny => labeled.sets.any(),
            Filter::PredictedTied => decided.tied.clone(),
            Filter::PredictedNone => labeled.unlabeled(),
            Filter::TopBin(bin) => labeled.sets.of_bin(bin),
            Filter::Bucket(side, gold, given) => {
                let mut found = self.gold_of(side, gold)?.clone();
                match given {
                    Some(label) => found.and(labeled.of_label(label)?),
                    None => found.and(&labeled.unlabeled()),
                }
                found
            }
            Filter::LabelCorrect(side) => self.labeled_right(labeled, side),
            Filter::LabelIncorrect(side) => {
                let mut wrong = labeled.sets.any();
                wrong.and(&self.known_of(side));
                wrong.without(&self.labeled_right(labeled, side));
                wrong
            }
            Filter::Calibration(side, bin) => self.of_calibration_bin(labeled, side, usize::from(bin)),
            Filter::Overturned => self.look(labeled).overturned,
            Filter::DiffersFromMajority => self.differs_from_majority(labeled),
            Filter::Duplicates(rule) => self.of_duplicates(rule),
            _ => return None,
        })
    }

    /// The sets of one side of gold, per label index.
    pub(super) fn side(&self, side: GoldSide) -> &[BitSet] {
        match side {
            GoldSide::Dev => &self.gold_sets.dev,
            GoldSide::HeldOut => &self.gold_sets.held_out,
        }
    }

    fn gold_of(&self, side: GoldSide, label: LabelId) -> Option<&BitSet> {
        self.side(side).get(self.document.labels.index(label)?)
    }

    fn known_of(&self, side: GoldSide) -> BitSet {
        let mut known = BitSet::empty(self.corpus.len());
        self.side(side).iter().for_each(|set| known.or(set));
        known
    }

    fn labeled_right(&self, labeled: &Labeled, side: GoldSide) -> BitSet {
        let mut right = BitSet::empty(self.corpus.len());
        for (given, gold) in labeled.sets.decided.labels.iter().zip(self.side(side)) {
            let mut same = given.clone();
            same.and(gold);
            right.or(&same);
        }
        right
    }

    fn of_calibration_bin(&self, labeled: &Labeled, side: GoldSide, bin: usize) -> BitSet {
        let known = self.known_of(side);
        let in_bin = known.iter().filter(|&record| {
            let row = labeled.posteriors.get(record);
            let top = row.map(|row| row.iter().copied().fold(0.0, f64::max));
            top.is_some_and(|top| bin_of(top, CALIBRATION_BINS) == bin)
        });
        BitSet::from_indices(self.corpus.len(), in_bin)
    }

    /// Records to which the model and the majority vote both give a label, and not the same.
    pub(super) fn differs_from_majority(&self, labeled: &Labeled) -> BitSet {
        let mut differs = BitSet::empty(self.corpus.len());
        let any = labeled.sets.any();
        let majority = &self.saved.analysis.sets.majority;
        for (voted, given) in majority.iter().zip(&labeled.sets.decided.labels) {
            let mut here = voted.clone();
            here.and(&any);
            here.without(given);
            differs.or(&here);
        }
        differs
    }

    /// Records on which at least two rules vote of the group that a rule is in.
    fn of_duplicates(&self, rule: RuleId) -> BitSet {
        let group = self
            .duplicate_groups()
            .into_iter()
            .find(|group| group.rules.contains(&rule));
        group.map_or_else(
            || BitSet::empty(self.corpus.len()),
            |group| self.voted_twice(&group.rules),
        )
    }

    /// Records on which at least two of some rules vote.
    pub(super) fn voted_twice(&self, rules: &[RuleId]) -> BitSet {
        let n = self.corpus.len();
        let (mut once, mut twice) = (BitSet::empty(n), BitSet::empty(n));
        let columns = self
            .saved
            .voting()
            .filter(|(rule, _)| rule.id.is_some_and(|id| rules.contains(&id)));
        for (_, column) in columns {
            let mut own = BitSet::empty(n);
            column.ballots().iter().for_each(|ballot| own.or(&ballot.records));
            let mut again = own.clone();
            again.and(&once);
            twice.or(&again);
            once.or(&own);
        }
        twice
    }
}

impl Labeled {
    /// The records that are given a label.
    pub(super) fn of_label(&self, label: LabelId) -> Option<&BitSet> {
        let at = self.labels.iter().position(|known| *known == label)?;
        self.sets.decided.labels.get(at)
    }

    /// The records that are given no single label.
    pub(super) fn unlabeled(&self) -> BitSet {
        let mut none = self.sets.decided.unlabeled.clone();
        none.or(&self.sets.decided.tied);
        none
    }
}
