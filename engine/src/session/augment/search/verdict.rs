//! What a search came to: figures of all candidates, and in words what to take, if anything.

use super::SearchJob;
use super::candidates::Candidate;
use super::screening::{MOST_FLIPPED, SCREENED};
use crate::modality::Modality;
use crate::num::{count, grouped};
use crate::session::augment::helps::points;
use crate::session::augment::state::{operations, policies};
use crate::session::augment::view::{
    HelpsRow, HelpsVerdict, HelpsView, HelpsWay, SearchRow, SearchVerdict, SearchView,
};

impl SearchVerdict {
    /// The order in which candidates are told.
    pub(super) const fn rank(self) -> u8 {
        match self {
            Self::Helps => 0,
            Self::NotConfirmed => 1,
            Self::NotBetter => 2,
            Self::Open | Self::Behind => 3,
            Self::Flips => 4,
            Self::NotTried => 5,
            Self::Same => 6,
            Self::ChangesLittle => 7,
            Self::CannotBe => 8,
        }
    }
}

/// The figures; candidates in the order that they are told in.
pub(super) fn view(job: &mut SearchJob, held_out: Option<HelpsView>) -> SearchView {
    let best = job.left.first().copied();
    // What trainings did not suffice to tell apart is behind the best.
    for &at in job.left.iter().skip(1) {
        let candidate = &mut job.candidates[at];
        candidate.verdict = match candidate.gain {
            Some(_) => SearchVerdict::Behind,
            None => SearchVerdict::NotTried,
        };
    }
    let row = held_out.as_ref().and_then(with_all);
    if let Some(best) = best.and_then(|at| job.candidates.get_mut(at)) {
        best.verdict = settled(best, row);
    }
    let order = told_in(&job.candidates);
    let best = best.map(|at| &job.candidates[at]);
    let proposal = best.filter(|best| best.verdict == SearchVerdict::Helps);
    let screened = job.pool.records().len().min(SCREENED);
    SearchView {
        verdict: sentence(job, best, row),
        candidates: order.iter().map(|&at| told(&job.candidates[at])).collect(),
        proposal: proposal.map(|best| best.choice.clone()),
        trainings: job.trained,
        rungs: job.halving.begun(),
        judged_on: job.pool.judged,
        baseline: job.baseline,
        trained_on: count(job.pool.records().len()),
        taught_by: job.pool.taught_by.clone(),
        screened_on: count(screened),
        most_flipped: MOST_FLIPPED,
        judges: job.judges.kinds(),
        seed: job.base.seed,
        said: said(job, held_out.as_ref()),
        held_out,
    }
}

/// The order in which candidates are told: by what they came to, then how far they came, then what they gained.
fn told_in(candidates: &[Candidate]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..candidates.len()).collect();
    order.sort_by(|&a, &b| {
        let (one, other) = (&candidates[a], &candidates[b]);
        let rung = |of: &Candidate| of.gain.map(|gain| gain.rung);
        let difference = |of: &Candidate| of.gain.map_or(f64::NEG_INFINITY, |gain| gain.difference);
        let by_verdict = one.verdict.rank().cmp(&other.verdict.rank());
        let by_rung = rung(other).cmp(&rung(one));
        let by_gain = difference(other).total_cmp(&difference(one));
        by_verdict.then(by_rung).then(by_gain).then(a.cmp(&b))
    });
    order
}

fn with_all(view: &HelpsView) -> Option<&HelpsRow> {
    view.rows.iter().find(|row| row.way == HelpsWay::With)
}

/// What both intervals hold: over tries, and over held-out records.
fn wider(row: &HelpsRow) -> [f64; 2] {
    let (tries, records) = (row.interval, row.over_records);
    [tries[0].min(records[0]), tries[1].max(records[1])]
}

/// What the best one comes to. Luck in the draw of variants and luck in the draw of held-out records must both be ruled out.
fn settled(best: &Candidate, row: Option<&HelpsRow>) -> SearchVerdict {
    match (best.gain, row) {
        (Some(_), Some(row)) if wider(row)[0] > 0.0 => SearchVerdict::Helps,
        (Some(gain), _) if gain.difference > 0.0 => SearchVerdict::NotConfirmed,
        _ => SearchVerdict::NotBetter,
    }
}

fn told(candidate: &Candidate) -> SearchRow {
    SearchRow {
        policy: candidate.choice.policy.clone(),
        operations: candidate.choice.operations.clone(),
        counts: candidate.counts,
        verdict: candidate.verdict,
        gain: candidate.gain,
        problem: candidate.problem.clone(),
    }
}

fn sentence(job: &SearchJob, best: Option<&Candidate>, row: Option<&HelpsRow>) -> String {
    let tried = job.candidates.iter().filter(|candidate| candidate.gain.is_some());
    let of = |count: usize| format!("{} of {} policies", grouped(count as u64), job.candidates.len());
    let Some((best, gain)) = best.and_then(|best| Some((best, best.gain?))) else {
        return "None helps here: no policy leaves the labels alone and changes enough to be tried."
            .to_owned();
    };
    let tried = of(tried.count());
    let name = name(best, job.modality);
    let on_dev = format!("{} on dev gold", points(gain.difference, gain.interval));
    match (best.verdict, row) {
        (SearchVerdict::Helps, Some(row)) => format!(
            "{name} helps here: {} on held-out gold, which it was not chosen by; the best of {tried} that were tried.",
            points(row.difference, wider(row))
        ),
        (SearchVerdict::NotConfirmed, Some(row)) => format!(
            "None helps here: {name}, the best of {tried} that were tried, gained {on_dev}, but held-out gold does not \
             confirm it: {}.",
            points(row.difference, wider(row))
        ),
        (SearchVerdict::NotConfirmed, None) => format!(
            "None is shown to help: {name}, the best of {tried} that were tried, gained {on_dev}, and there is no held-out \
             gold to confirm it."
        ),
        _ => format!(
            "None helps here: of {tried} that were tried not one did better on dev gold than no variants at all."
        ),
    }
}

/// A candidate in words: `Synonyms 10 % + Swap 20 %`.
fn name(candidate: &Candidate, modality: Modality) -> String {
    let policy = &candidate.choice.policy;
    if !policy.starts_with("apply-") {
        let drawing = policies(modality).into_iter().find(|known| known.name == *policy);
        return drawing.map_or_else(|| policy.clone(), |known| known.title);
    }
    let known = operations(modality);
    let title = |name: &str| {
        let operation = known.iter().find(|known| known.name == name);
        operation.map_or_else(|| name.to_owned(), |known| known.title.clone())
    };
    let each = candidate.choice.operations.iter().map(|operation| {
        let strength = operation
            .settings
            .get("strength")
            .and_then(serde_json::Value::as_f64);
        match strength {
            Some(strength) => format!("{} {:.0} %", title(&operation.name), 100.0 * strength),
            None => title(&operation.name),
        }
    });
    each.collect::<Vec<String>>().join(" + ")
}

fn said(job: &SearchJob, held_out: Option<&HelpsView>) -> Vec<String> {
    let mut said = Vec::new();
    if job.judges.kinds().is_empty() {
        said.push(
            "Nobody judges yet, so that no policy could be left out for flipping labels: write rules first, or look at \
             variants yourself."
                .to_owned(),
        );
    }
    let not_tried = job
        .candidates
        .iter()
        .filter(|one| one.verdict == SearchVerdict::NotTried)
        .count();
    if not_tried > 0 {
        said.push(format!(
            "{} not tried, for want of trainings.",
            match not_tried {
                1 => "1 policy was".to_owned(),
                n => format!("{n} policies were"),
            }
        ));
    }
    if job.pool.judged < 100 {
        said.push(format!(
            "Only {} records with dev gold choose: a difference of one record is {:.1} points.",
            job.pool.judged,
            100.0 / f64::from(job.pool.judged.max(1))
        ));
    }
    let rows = held_out.map_or(&[][..], |view| &view.rows);
    let is_of = |way: HelpsWay, verdict: HelpsVerdict| {
        rows.iter().any(|row| row.way == way && row.verdict == verdict)
    };
    if is_of(HelpsWay::With, HelpsVerdict::Helps) && !is_of(HelpsWay::Guarded, HelpsVerdict::Helps) {
        said.push(
            "It is all of its variants that help, and not those alone that nothing speaks against."
                .to_owned(),
        );
    }
    said.push(
        "Gains on dev gold are of the best of many and flatter it; the figure on held-out gold does not."
            .to_owned(),
    );
    said.extend(held_out.into_iter().flat_map(|view| view.said.iter().cloned()));
    said
}
