//! An exact search that other workers may have a part in: each is given an errand, and what they found is merged with what
//! was found here. A part that never comes back is compared here, so that the result is the same whoever helped.

use std::ops::Range;

use super::errand;
use super::join::Join;
use super::lists::Lists;
use super::options::Part;
use super::rows::Rows;

/// Fewer rows than this are compared before a worker has started.
const LEAST_ROWS: u32 = 20_000;

/// A search, and the parts of it that are elsewhere.
#[derive(Debug)]
pub(super) struct Shared {
    join: Join,
    others: Vec<Other>,
}

/// A part that was given away.
#[derive(Debug)]
enum Other {
    Away(Range<u32>),
    Lost(Range<u32>),
    Back(Lists),
    Merged,
}

impl Shared {
    /// A search that is all here.
    pub(super) const fn new(join: Join) -> Self {
        Self {
            join,
            others: Vec::new(),
        }
    }

    /// Gives parts away, one a helper, if nothing was compared yet and there is enough to do for all.
    pub(super) fn errands(&mut self, helpers: u32) -> Vec<Vec<u8>> {
        let whole = self.join.range();
        let is_whole = whole == (0..self.join.rows().len());
        if whole.end < LEAST_ROWS || !is_whole || !self.join.is_new() || !self.others.is_empty() {
            return Vec::new();
        }
        self.share(helpers)
    }

    fn share(&mut self, helpers: u32) -> Vec<Vec<u8>> {
        let of = helpers + 1;
        let n = self.join.rows().len();
        let ranges: Vec<_> = (0..of).map(|at| Part { at, of }.rows(n)).collect();
        let given = &ranges[1..];
        let errands = given
            .iter()
            .map(|range| errand::write(self.join.rows(), range.clone(), self.join.k()));
        let errands = errands.collect();
        self.others = given.iter().cloned().map(Other::Away).collect();
        self.join.restart(ranges[0].clone());
        errands
    }

    /// Takes what came of an errand; none, or what can't be read, where it is lost.
    pub(super) fn take(&mut self, at: usize, answer: Option<&[u8]>) {
        let n = self.join.rows().len();
        let Some(other) = self.others.get_mut(at) else {
            return;
        };
        if let Other::Away(range) = other {
            let lists = answer.and_then(|bytes| errand::read_answer(bytes, range.start, n));
            *other = match lists {
                Some(lists) => Other::Back(lists),
                None => Other::Lost(range.clone()),
            };
        }
    }

    /// Whether nothing can be done before an answer comes.
    pub(super) fn waits(&self) -> bool {
        let is_done = |other: &Other| matches!(other, Other::Away(_) | Other::Merged);
        self.join.is_over() && !self.is_over() && self.others.iter().all(is_done)
    }

    /// Compares some pairs, or merges a part. Returns how many pairs of those that are compared here are, and how many
    /// there are; none once all parts are here.
    pub(super) fn step(&mut self) -> Option<(u64, u64)> {
        if let Some(told) = self.join.step() {
            return Some(told);
        }
        if self.is_over() {
            return None;
        }
        for other in &mut self.others {
            match std::mem::replace(other, Other::Merged) {
                Other::Back(lists) => {
                    self.join.merge(&lists);
                    break;
                }
                Other::Lost(range) => {
                    *other = Other::Back(self.join.restart(range));
                    break;
                }
                as_it_was => *other = as_it_was,
            }
        }
        Some(self.join.told())
    }

    fn is_over(&self) -> bool {
        self.join.is_over() && self.others.iter().all(|other| matches!(other, Other::Merged))
    }

    /// Rows and lists, once all is done.
    pub(super) fn finish(self) -> (Rows, Lists) {
        self.join.finish()
    }
}

#[cfg(test)]
mod tests {
    use super::super::errand::Errand;
    use super::super::finding::tests::rows_of;
    use super::*;
    use crate::job;

    fn done(mut shared: Shared) -> Vec<Vec<(u32, u32)>> {
        while shared.step().is_some() {
            assert!(!shared.waits(), "an answer is missing");
        }
        let (rows, lists) = shared.finish();
        let list = |row| lists.of(row).map(|near| (near.record, near.similarity.to_bits()));
        (0..rows.len()).map(|row| list(row).collect()).collect()
    }

    fn search(rows: u32, k: u32) -> Shared {
        let rows = rows_of(rows);
        let whole = 0..rows.len();
        Shared::new(Join::new(rows, whole, k))
    }

    #[test]
    fn whoever_compares_them_the_lists_are_the_same_to_the_bit() {
        for rows in [3, 40, 5_000] {
            let alone = done(search(rows, 4));
            for helpers in 1..4 {
                for lost in 0..2 {
                    let mut shared = search(rows, 4);
                    let errands = shared.share(helpers);
                    // Answers come in any order, the first may never come.
                    for (at, errand) in errands.iter().enumerate().rev() {
                        let answer = job::run(&mut Errand::read(errand).unwrap()).unwrap();
                        shared.take(at, (at >= lost).then_some(&answer[..]));
                    }
                    assert_eq!(done(shared), alone, "{rows} rows, {helpers} helpers, {lost} lost");
                }
            }
        }
    }

    #[test]
    fn it_waits_for_what_is_away_and_compares_what_is_lost() {
        let mut shared = search(40, 4);
        let errands = shared.share(1);
        while !shared.waits() {
            assert!(shared.step().is_some());
        }
        assert!(shared.step().is_some() && shared.waits());
        let mut answer = job::run(&mut Errand::read(&errands[0]).unwrap()).unwrap();
        answer.pop();
        shared.take(0, Some(&answer));
        assert!(!shared.waits(), "what can't be read is lost");
        assert_eq!(done(shared), done(search(40, 4)));
    }

    #[test]
    fn little_work_is_not_shared_and_work_begun_is_not_either() {
        assert!(search(40, 4).errands(3).is_empty());
        let mut begun = search(LEAST_ROWS + 2_000, 1);
        begun.step();
        assert!(begun.errands(1).is_empty());
        let mut new = search(LEAST_ROWS + 2_000, 1);
        assert_eq!((new.errands(2).len(), new.errands(2).len()), (2, 0));
    }
}
