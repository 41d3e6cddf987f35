//! Whether a candidate leaves labels alone: variants of some records, judged by everybody there is.

use super::candidates::Candidate;
use super::trial::Pool;
use crate::error::Result;
use crate::images::pixels_hash;
use crate::job::Progress;
use crate::num::count;
use crate::rng::mix;
use crate::session::augment::choice::AugmentChoice;
use crate::session::augment::ground::Ground;
use crate::session::augment::job::working;
use crate::session::augment::judges::Judges;
use crate::session::augment::made::Content;
use crate::session::augment::sample::drawn;
use crate::session::augment::view::{FateCounts, SearchVerdict};
use crate::session::project::Project;

/// Records whose variants are judged, at most: a copy of each.
pub(super) const SCREENED: usize = 300;

/// A candidate that flips more of the labels is left out.
pub(super) const MOST_FLIPPED: f64 = 0.05;

/// A candidate that changes fewer of the records is left out.
const LEAST_CHANGED: f64 = 0.1;

/// Records whose variants are judged in a step.
const STEP_RECORDS: usize = 64;

/// Candidates before their judges, one after the other.
#[derive(Debug)]
pub(super) struct Screening {
    candidates: Vec<usize>,
    records: Vec<u32>,
    /// The candidate's place, and how many records are done.
    at: (usize, usize),
    ground: Option<Ground>,
}

impl Screening {
    pub(super) fn new(candidates: Vec<usize>, pool: &Pool, seed: u32) -> Self {
        Self {
            candidates,
            records: drawn(&pool.set(), SCREENED, seed),
            at: (0, 0),
            ground: None,
        }
    }

    pub(super) fn progress(&self) -> Progress {
        let all = count(self.candidates.len());
        working("asking the judges", self.at.0 as u64, all)
    }

    /// Judges some more; whether all are judged.
    pub(super) fn step(
        &mut self,
        project: &mut Project,
        judges: &Judges,
        candidates: &mut [Candidate],
    ) -> Result<bool> {
        let (place, done) = self.at;
        let Some(&candidate) = self.candidates.get(place) else {
            return Ok(true);
        };
        let (before, candidate) = candidates.split_at_mut(candidate);
        let Some(candidate) = candidate.first_mut() else {
            return Ok(true);
        };
        if self.ground.is_none() {
            let once = AugmentChoice {
                copies: 1,
                ..candidate.choice.clone()
            };
            match project.ground(&once) {
                Ok(ground) => self.ground = Some(ground),
                Err(error) => {
                    candidate.problem = Some(error.to_string());
                    candidate.verdict = SearchVerdict::CannotBe;
                }
            }
        }
        let Some(ground) = &self.ground else {
            self.at = (place + 1, 0);
            return Ok(false);
        };
        let end = self.records.len().min(done + STEP_RECORDS);
        let kin = ground.make(project, &self.records[done..end])?;
        let (_, counts) = ground.judged(project, judges, &kin)?;
        for variant in kin.iter().flat_map(|kin| &kin.variants) {
            candidate.print = print(candidate.print, variant.content());
        }
        candidate.counts = candidate.counts.and(counts);
        self.at = (place, end);
        if end == self.records.len() {
            candidate.verdict = screened(&candidate.counts);
            let is_same = |one: &Candidate| one.print == candidate.print && one.counts == candidate.counts;
            if candidate.is_open() && before.iter().any(is_same) {
                candidate.verdict = SearchVerdict::Same;
            }
            self.ground = None;
            self.at = (place + 1, 0);
        }
        Ok(false)
    }
}

/// A number for all variants so far and the next one.
fn print(before: u64, next: Content<'_>) -> u64 {
    match next {
        Content::Text(text) => text
            .bytes()
            .chain([0xFF])
            .fold(before, |sum, byte| mix(sum ^ u64::from(byte))),
        Content::Image(image) => mix(before ^ pixels_hash(image)),
        Content::Picture(picture) => mix(before ^ pixels_hash(&picture.made.image)),
    }
}

/// What the judges leave of a candidate.
fn screened(counts: &FateCounts) -> SearchVerdict {
    let labeled = counts.kept + counts.lost + counts.flipped;
    let changed = counts.variants - counts.unchanged;
    if f64::from(counts.flipped) > MOST_FLIPPED * f64::from(labeled) {
        SearchVerdict::Flips
    } else if f64::from(changed) < LEAST_CHANGED * f64::from(counts.variants.max(1)) {
        SearchVerdict::ChangesLittle
    } else {
        SearchVerdict::Open
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn flips_are_refused_and_so_is_what_changes_nothing() {
        let counts = |kept, flipped, unchanged| FateCounts {
            variants: 100,
            kept,
            flipped,
            unchanged,
            ..FateCounts::default()
        };
        assert_eq!(screened(&counts(95, 5, 0)), SearchVerdict::Open);
        assert_eq!(screened(&counts(94, 6, 0)), SearchVerdict::Flips);
        // Six of a hundred variants flip, of which all but ten have no label to flip.
        assert_eq!(screened(&counts(4, 6, 95)), SearchVerdict::Flips);
        assert_eq!(screened(&counts(0, 0, 90)), SearchVerdict::Open);
        assert_eq!(screened(&counts(90, 0, 91)), SearchVerdict::ChangesLittle);
        assert_eq!(screened(&FateCounts::default()), SearchVerdict::ChangesLittle);
    }
}
