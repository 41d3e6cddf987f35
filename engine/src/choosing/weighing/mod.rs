//! Which candidate is taken: hand labels first, then, of those that they can't tell apart, records without a label.
//!
//! With fifty labels the accuracies of two candidates are known within six points of each other, and the highest of many is
//! mostly luck. Thousands of records without a label are at hand, and what the candidates say of these is known exactly. So:
//!
//! 1. What the candidates say together of a record is their *consensus* ([`consensus`]), and a candidate's *agreement* how
//!    often it says the same.
//! 2. A candidate's accuracy is estimated from both ([`direct`]): held-out accuracy, less how much luckier than elsewhere the
//!    held-out records were, as far as agreement shows it. That is prediction-powered inference (Angelopoulos, Bates,
//!    Fannjiang, Jordan and Zrnic, Science 382, 2023), with the share λ of the correction that makes the differences between
//!    candidates vary least (Angelopoulos, Duchi and Zrnic, PPI++, arXiv 2311.01453, 2023). It has no bias that agreement has.
//! 3. Candidates behind the best by more than chance allows, in pairs on the same records, are out. The others are
//!    *contenders*; estimates of four or more of them are drawn towards a line over their agreement ([`shrinking`]), the
//!    more, the less the labels say: the estimator of Fay and Herriot (Journal of the American Statistical Association 74,
//!    1979). The highest is taken.
//!
//! Agreement alone does not decide: it favours what many candidates resemble. With many labels nothing is left of it.

mod consensus;
mod direct;
mod shrinking;
#[cfg(test)]
mod tests;
mod triangle;

use self::consensus::{Agreed, Voter};
use self::direct::Direct;
use super::judging::Ground;
use super::outcome::Tried;
use super::said::Said;
use crate::num::count;

/// A candidate further behind the best than so many standard errors of the difference is out: one time in twenty by chance.
const BEHIND: f64 = 1.645;
/// A line through fewer contenders says nothing of them.
const FEWEST_ON_A_LINE: usize = 4;
/// Estimates that differ by less are equal: the simpler candidate comes first.
const EQUAL: f64 = 1e-9;

/// Gives judged candidates their agreement, says which are contenders, and ranks all.
pub(super) fn weigh(tried: &mut [Tried], said: &[Option<Said>], ground: &Ground) {
    let judged: Vec<(usize, &Said)> = (0..)
        .zip(said)
        .filter_map(|(at, said)| Some((at, said.as_ref()?)))
        .collect();
    if judged.is_empty() {
        return;
    }
    let voters: Vec<Voter<'_>> = judged
        .iter()
        .map(|&(at, said)| Voter {
            said,
            weight: weight(at, tried, ground),
        })
        .collect();
    let agreed = Agreed::new(&voters, ground);
    let direct = Direct::new(&agreed);
    let contenders = direct.contenders(BEHIND);
    let merits = merits(&direct, &agreed, &contenders);
    for (one, &(at, _)) in judged.iter().enumerate() {
        tried[at].agreement = agreed.elsewhere(one);
        tried[at].near_best = contenders.contains(&one);
    }
    for (rank, one) in (0..).zip(ranked(&merits, &contenders)) {
        tried[judged[one].0].rank = Some(rank);
    }
}

/// How much a candidate's word counts: the square of what it is better than chance by, so that many poor ones do not outvote
/// few good ones. Methods on one graph err together, and share one vote.
fn weight(at: usize, tried: &[Tried], ground: &Ground) -> f64 {
    let candidate = &tried[at];
    let better = candidate.accuracy.unwrap_or(0.0) - 1.0 / f64::from(ground.folds.labels.max(1));
    let is_beside = |other: &&Tried| other.graph == candidate.graph && other.accuracy.is_some();
    let sharing = candidate
        .graph
        .map_or(1, |_| count(tried.iter().filter(is_beside).count()));
    better.max(0.0).powi(2) / f64::from(sharing.max(1))
}

/// What contenders are compared by.
fn merits(direct: &Direct, agreed: &Agreed, contenders: &[usize]) -> Vec<f64> {
    let mut merits = direct.estimates.clone();
    if contenders.len() < FEWEST_ON_A_LINE {
        return merits;
    }
    let of = |values: &[f64]| -> Vec<f64> { contenders.iter().map(|&at| values[at]).collect() };
    let line: Option<Vec<f64>> = contenders.iter().map(|&at| agreed.elsewhere(at)).collect();
    if let Some(line) = line {
        let drawn = shrinking::towards_line(&of(&direct.estimates), &direct.covariance(contenders), &line);
        for (&at, merit) in contenders.iter().zip(drawn) {
            merits[at] = merit;
        }
    }
    merits
}

/// Places, the best first: contenders before others, higher merits before lower ones, of equal ones the earlier.
fn ranked(merits: &[f64], contenders: &[usize]) -> Vec<usize> {
    let mut places: Vec<usize> = (0..merits.len()).collect();
    let in_steps = |at: usize| (merits[at] / EQUAL).round();
    places.sort_by(|&one, &other| {
        let is_out = |at: usize| !contenders.contains(&at);
        let by_merit = in_steps(other).total_cmp(&in_steps(one));
        is_out(one).cmp(&is_out(other)).then(by_merit)
    });
    places
}

/// The place of the best of some candidates.
pub(super) fn best_of(tried: &[Tried], is_wanted: impl Fn(&Tried) -> bool) -> Option<u32> {
    let places = (0..).zip(tried).filter(|(_, candidate)| is_wanted(candidate));
    let ranked = places.filter_map(|(place, candidate)| Some((candidate.rank?, place)));
    ranked.min().map(|(_, place)| place)
}

/// The mean of some numbers; 0 of none.
fn mean(values: impl ExactSizeIterator<Item = f64>) -> f64 {
    let n = values.len();
    values.sum::<f64>() / f64::from(count(n.max(1)))
}

/// Mean products of the deviations of two rows, for n − 1 free ones.
fn covariance(one: &[f64], other: &[f64]) -> f64 {
    let means = [one, other].map(|row| mean(row.iter().copied()));
    let products = one
        .iter()
        .zip(other)
        .map(|(a, b)| (a - means[0]) * (b - means[1]));
    products.sum::<f64>() / f64::from(count(one.len().saturating_sub(1).max(1)))
}
