//! Who is held out when. Records of each label are dealt over the parts one by one, going on where the label before
//! ended, so that parts are as large as each other and hold as much of each label as can be.

use crate::num::{count, index};
use crate::rng::Rng;

/// A label needs so many records to be judged: one to be held out, one to learn from.
const FEWEST_OF_LABEL: usize = 2;

/// The deals of records into parts.
#[derive(Debug)]
pub(crate) struct Folds {
    /// Records with a label, ascending.
    pub(crate) gold: Vec<(u32, u32)>,
    /// Per deal the part of each of these; none where it is always learned from.
    deals: Vec<Vec<Option<u32>>>,
    folds: u32,
    /// Records that are held out in every deal.
    pub(crate) judged: u32,
    /// Labels with one record, which is never held out.
    pub(crate) single: Vec<u32>,
    /// Labels of which records are held out.
    pub(crate) labels: u32,
}

/// One part of one deal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Round {
    pub(super) deal: u32,
    fold: u32,
}

/// What is learned from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Lesson {
    /// All but one part, which is held out.
    Part(Round),
    /// All labels: what is said after it is of records without one.
    All,
}

impl Folds {
    /// Deals records of k labels `deals(judged)` times.
    pub(crate) fn new(
        mut gold: Vec<(u32, u32)>,
        k: usize,
        folds: u32,
        deals: impl Fn(u32) -> u32,
        seed: u64,
    ) -> Self {
        gold.sort_unstable();
        let mut of_label = vec![Vec::new(); k];
        for (place, &(_, label)) in gold.iter().enumerate() {
            of_label[index(label)].push(place);
        }
        let is_judged = |places: &&Vec<usize>| places.len() >= FEWEST_OF_LABEL;
        let labels = count(of_label.iter().filter(is_judged).count());
        let judged = count(of_label.iter().filter(is_judged).map(Vec::len).sum());
        let single = (0..).zip(&of_label).filter(|(_, places)| places.len() == 1);
        let single = single.map(|(label, _)| label).collect();
        let mut rng = Rng::new(seed);
        let deals = (0..deals(judged)).map(|_| deal(&of_label, gold.len(), folds, &mut rng));
        Self {
            deals: deals.collect(),
            gold,
            folds,
            judged,
            single,
            labels,
        }
    }

    /// All rounds that hold something out.
    pub(crate) fn rounds(&self) -> Vec<Round> {
        let parts = self.folds.min(self.judged);
        let of_deal = |deal| (0..parts).map(move |fold| Round { deal, fold });
        (0..count(self.deals.len())).flat_map(of_deal).collect()
    }

    pub(crate) fn deals(&self) -> u32 {
        count(self.deals.len())
    }

    /// The records that are held out in a round, with their labels.
    pub(crate) fn held_out(&self, round: Round) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.part(round, true)
    }

    /// The records that are learned from in a round.
    pub(crate) fn taught(&self, round: Round) -> impl Iterator<Item = (u32, u32)> + '_ {
        self.part(round, false)
    }

    /// The records that are held out in every deal, with their labels, ascending.
    pub(super) fn judged_gold(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let is_judged = |at: &&(u32, u32)| self.single.binary_search(&at.1).is_err();
        self.gold.iter().filter(is_judged).copied()
    }

    /// The records that are held out in a round, with their places among all judged ones.
    pub(super) fn held_places(&self, round: Round) -> impl Iterator<Item = (usize, u32)> + '_ {
        let folds = self.deals[index(round.deal)].iter();
        let dealt = self
            .gold
            .iter()
            .zip(folds)
            .filter_map(|(at, fold)| Some((at.0, (*fold)?)));
        let placed = dealt
            .enumerate()
            .filter(move |(_, (_, fold))| *fold == round.fold);
        placed.map(|(place, (record, _))| (place, record))
    }

    /// The records that are learned from in a lesson.
    pub(super) fn lesson(&self, lesson: Lesson) -> Vec<(u32, u32)> {
        match lesson {
            Lesson::Part(round) => self.taught(round).collect(),
            Lesson::All => self.gold.clone(),
        }
    }

    fn part(&self, round: Round, is_held_out: bool) -> impl Iterator<Item = (u32, u32)> + '_ {
        let folds = self.deals[index(round.deal)].iter();
        let wanted = move |fold: &Option<u32>| (*fold == Some(round.fold)) == is_held_out;
        let pairs = self.gold.iter().zip(folds);
        pairs.filter(move |(_, fold)| wanted(fold)).map(|(at, _)| *at)
    }
}

fn deal(of_label: &[Vec<usize>], gold: usize, folds: u32, rng: &mut Rng) -> Vec<Option<u32>> {
    let mut fold_of = vec![None; gold];
    let mut next = 0;
    for places in of_label.iter().filter(|places| places.len() >= FEWEST_OF_LABEL) {
        for &place in &shuffled(places, rng) {
            fold_of[place] = Some(next % folds);
            next += 1;
        }
    }
    fold_of
}

fn shuffled(places: &[usize], rng: &mut Rng) -> Vec<usize> {
    let mut shuffled = places.to_vec();
    for last in (1..shuffled.len()).rev() {
        let other = usize::try_from(rng.below(last as u64 + 1)).unwrap_or(last);
        shuffled.swap(last, other);
    }
    shuffled
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Eleven records of label 0, three of label 1, one of label 2, none of label 3, two of label 4.
    fn folds(seed: u64) -> Folds {
        let of_label = [(0, 11), (1, 3), (2, 1), (4, 2)];
        let labels = of_label.iter().flat_map(|&(label, times)| vec![label; times]);
        let gold = (0..17).rev().zip(labels).collect();
        Folds::new(gold, 5, 5, |_| 3, seed)
    }

    fn judged_of(folds: &Folds) -> Vec<(u32, u32)> {
        folds.judged_gold().collect()
    }

    #[test]
    fn every_judged_record_is_held_out_once_a_deal() {
        let folds = folds(1);
        assert_eq!((folds.judged, folds.labels, &folds.single[..]), (16, 3, &[2][..]));
        let rounds = folds.rounds();
        assert_eq!(rounds.len(), 15);
        for of_deal in rounds.chunks(5) {
            let mut held: Vec<(u32, u32)> = of_deal.iter().flat_map(|&round| folds.held_out(round)).collect();
            held.sort_unstable();
            let judged: Vec<(u32, u32)> = folds.gold.iter().copied().filter(|at| at.1 != 2).collect();
            assert_eq!(held, judged);
            assert_eq!(judged_of(&folds), judged);
        }
        for round in rounds {
            let held: Vec<_> = folds.held_out(round).collect();
            assert!((3..=4).contains(&held.len()), "{held:?}");
            assert_eq!(folds.taught(round).count() + held.len(), 17);
            let held_labels: Vec<(u32, u32)> = folds
                .held_places(round)
                .map(|(place, _)| judged_of(&folds)[place])
                .collect();
            assert_eq!(held_labels, held, "places are among judged records");
            for label in [0, 1, 2, 4] {
                assert!(
                    folds.taught(round).any(|at| at.1 == label),
                    "{label} is learned from"
                );
            }
        }
    }

    #[test]
    fn deals_hang_on_the_seed_and_differ() {
        let all = |folds: &Folds| -> Vec<Vec<(u32, u32)>> {
            let rounds = folds.rounds().into_iter();
            rounds.map(|round| folds.held_out(round).collect()).collect()
        };
        let first = all(&folds(1));
        assert_eq!(first, all(&folds(1)));
        assert_ne!(first, all(&folds(2)));
        assert_ne!(first[..5], first[5..10]);
    }

    #[test]
    fn where_little_is_known_little_is_held_out() {
        let none = Folds::new(Vec::new(), 2, 5, |_| 5, 1);
        assert_eq!((none.judged, none.rounds().len()), (0, 0));
        let one = Folds::new(vec![(3, 1)], 2, 5, |_| 5, 1);
        assert_eq!((one.judged, one.rounds().len()), (0, 0));
        let two = Folds::new(vec![(3, 1), (4, 1)], 2, 5, |_| 1, 1);
        assert_eq!((two.judged, two.labels, two.rounds().len()), (2, 1, 2));
    }
}
