//! Successive halving (Jamieson and Talwalkar 2016): about as many trainings a rung, for ever fewer candidates. Here each
//! rung keeps a third.

use crate::num::{count, index};

/// One in so many goes on to the next rung.
const KEPT: usize = 3;

/// Times that a rung goes over the dev gold, at most.
const MOST_PASSES: u32 = 16;

/// How the trainings are spent.
#[derive(Clone, Copy, Debug)]
pub(super) struct Halving {
    /// Trainings in all, at most.
    trainings: u32,
    /// Rungs that began.
    begun: u32,
    spent: u32,
}

/// A rung: how many are tried, and how often the dev gold is gone over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Rung {
    /// From 0.
    pub(super) number: u32,
    pub(super) candidates: usize,
    pub(super) passes: u32,
}

impl Halving {
    pub(super) const fn new(trainings: u32) -> Self {
        Self {
            trainings,
            begun: 0,
            spent: 0,
        }
    }

    pub(super) const fn has_begun(self) -> bool {
        self.begun > 0
    }

    /// Rungs that began.
    pub(super) const fn begun(self) -> u32 {
        self.begun
    }

    /// Candidates that can be tried at all: the first rung may take half of all trainings, those without variants among
    /// them. `parts` is how many trainings it takes to go over the dev gold once.
    pub(super) fn affordable(self, parts: u32) -> usize {
        index(self.trainings / 2 / parts.max(1)).saturating_sub(1).max(1)
    }

    /// The next rung; none once one candidate is left that was tried before, or no training.
    pub(super) fn next(&mut self, left: usize, parts: u32) -> Option<Rung> {
        let rung = self.planned(left, parts)?;
        self.begun += 1;
        self.spent += rung.trainings(parts);
        Some(rung)
    }

    fn planned(self, left: usize, parts: u32) -> Option<Rung> {
        if left == 0 || (left == 1 && self.begun > 0) {
            return None;
        }
        let once = parts.max(1) * (count(left) + 1);
        let rest = self.trainings.saturating_sub(self.spent);
        let passes = (rest / rungs(left) / once).clamp(1, MOST_PASSES);
        // The first rung is gone through whatever it takes: it was made to be affordable.
        let is_affordable = self.begun == 0 || once <= rest;
        is_affordable.then_some(Rung {
            number: self.begun,
            candidates: left,
            passes,
        })
    }

    /// About how many trainings follow after the rung that so many are in.
    pub(super) fn rest(mut self, mut left: usize, parts: u32) -> u32 {
        let before = self.spent;
        loop {
            left = left.div_ceil(KEPT);
            if self.next(left, parts).is_none() {
                return self.spent - before;
            }
        }
    }

    /// How many a rung keeps.
    pub(super) const fn kept(self, rung: Rung) -> usize {
        rung.candidates.div_ceil(KEPT)
    }
}

impl Rung {
    fn trainings(self, parts: u32) -> u32 {
        self.passes * parts * (count(self.candidates) + 1)
    }
}

/// Rungs until one is left.
fn rungs(mut left: usize) -> u32 {
    let mut rungs = 1;
    while left > KEPT {
        left = left.div_ceil(KEPT);
        rungs += 1;
    }
    rungs
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every rung of so many candidates, each tried by five parts.
    fn climbed(trainings: u32, mut left: usize) -> Vec<(usize, u32)> {
        let mut halving = Halving::new(trainings);
        let mut all = Vec::new();
        while let Some(rung) = halving.next(left, 5) {
            all.push((rung.candidates, rung.passes));
            left = halving.kept(rung);
        }
        assert!(halving.spent <= trainings, "{} of {trainings}", halving.spent);
        all
    }

    #[test]
    fn fewer_are_tried_more_often() {
        // 27 + 1 by 5 is 140 of 600 / 3; then 9 + 1 of 460 / 2, and 3 + 1 of the 260 that are left.
        assert_eq!(climbed(600, 27), [(27, 1), (9, 4), (3, 13)]);
        assert_eq!(climbed(100, 9), [(9, 1), (3, 2)]);
        assert_eq!(climbed(600, 1), [(1, 16)]);
        assert_eq!(climbed(600, 0), []);
    }

    #[test]
    fn no_more_is_tried_than_can_be_afforded() {
        assert_eq!(Halving::new(600).affordable(5), 59);
        assert_eq!(Halving::new(100).affordable(5), 9);
        for trainings in [100, 250, 600, 5_000] {
            for left in 1..=Halving::new(trainings).affordable(5) {
                climbed(trainings, left);
            }
        }
    }

    #[test]
    fn what_follows_is_told_beforehand() {
        let mut halving = Halving::new(600);
        let rung = halving.next(27, 5).unwrap();
        assert_eq!(halving.rest(rung.candidates, 5), 4 * 50 + 13 * 20);
    }
}
