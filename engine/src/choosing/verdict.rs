//! What to do, in words.

use serde::{Deserialize, Serialize};

use super::folds::Folds;
use super::judging::Ground;
use super::options::FEWEST;
use super::outcome::Tried;
use super::sample::Sample;
use super::weighing::best_of;
use crate::num::{grouped, index};

/// What to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Take the best candidate's graph and method.
    Take,
    /// A classifier without a graph is as good or better.
    NoGraph,
    /// Nothing could be judged.
    TooFew,
}

/// What to do, and why.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Advice {
    /// What to do.
    pub verdict: Verdict,
    /// Whole sentences.
    pub words: String,
}

/// What candidates were judged by.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judges {
    /// Held-out records.
    judged: u32,
    /// Parts.
    folds: u32,
    /// Records without a label.
    rest: usize,
}

impl Judges {
    pub(super) const fn of(ground: &Ground) -> Self {
        Self {
            judged: ground.folds.judged,
            folds: ground.options.folds,
            rest: ground.rest.len(),
        }
    }
}

/// What to do where candidates were judged.
pub(super) fn advise(tried: &[Tried], judges: &Judges) -> Advice {
    let judged = judges.judged;
    let best = best_of(tried, |_| true);
    let place = |place: Option<u32>| place.map(|place| &tried[index(place)]);
    let Some(first) = place(best) else {
        return Advice {
            verdict: Verdict::TooFew,
            words: "No candidate could be judged; each says why.".to_owned(),
        };
    };
    let needs_graph = |tried: &Tried| tried.graph.is_some();
    let plain = place(best_of(tried, |tried| !needs_graph(tried)));
    let (verdict, words) = if needs_graph(first) {
        let words = format!("Take {}: {}.", called(first), told(first, judged));
        (Verdict::Take, words + &beside(plain, "without a graph", judged))
    } else {
        let graph = place(best_of(tried, needs_graph));
        let words = format!(
            "The graph does not help here: {} is as good or better without one, {}.",
            called(first),
            told(first, judged)
        );
        (Verdict::NoGraph, words + &beside(graph, "with a graph", judged))
    };
    let more = alike(tried, first, judges.rest);
    let caution = format!(
        " A cautious estimate: each part was told by what was learned from the other {} of {}. The best of many looks a \
         little better than it is.",
        judges.folds - 1,
        judges.folds
    );
    Advice {
        verdict,
        words: words + &more + &caution,
    }
}

/// The best of the other side.
fn beside(other: Option<&Tried>, how: &str, judged: u32) -> String {
    let Some(other) = other else {
        return String::new();
    };
    let near = if other.near_best {
        ", which is within what chance allows"
    } else {
        ""
    };
    format!(
        " The best {how} is {}, {}{near}.",
        called(other),
        told(other, judged)
    )
}

/// How many others can't be told from the best, and what decided among them.
fn alike(tried: &[Tried], best: &Tried, rest: usize) -> String {
    let others = tried
        .iter()
        .filter(|other| other.near_best && !std::ptr::eq(*other, best));
    let others = match others.count() {
        0 => return " No other comes near it.".to_owned(),
        1 => " One other can't be told from it by so few labels".to_owned(),
        number => format!(" {number} others can't be told from it by so few labels"),
    };
    let Some(agreement) = best.agreement else {
        return others + ".";
    };
    format!(
        "{others}; it says the same as all together of {:.0} % of {}, which counts too.",
        agreement * 100.0,
        counted(rest)
    )
}

/// `1 record without a label`, `2,000 records without a label`
fn counted(rest: usize) -> String {
    match rest {
        1 => "1 record without a label".to_owned(),
        number => format!("{} records without a label", grouped(number as u64)),
    }
}

/// `Poisson learning on Words + Topics, 100`
fn called(tried: &Tried) -> String {
    format!("{} on {}", tried.model_title, tried.title)
}

/// `81 % of 60 held-out hand labels right (70 to 89 %)`
fn told(tried: &Tried, judged: u32) -> String {
    let percent = |share: f64| (share * 100.0).round();
    format!(
        "{} % of {} held-out hand labels right ({} to {} %)",
        percent(tried.accuracy.unwrap_or(0.0)),
        grouped(judged.into()),
        percent(tried.interval.0),
        percent(tried.interval.1)
    )
}

/// What to do where nothing can be judged.
pub(super) fn too_few(folds: &Folds) -> Advice {
    let held = match folds.gold.len() {
        0 => "There is no hand label to judge by".to_owned(),
        1 => "There is 1 hand label".to_owned(),
        number => format!("There are {} hand labels", grouped(number as u64)),
    };
    let words = if folds.judged < FEWEST {
        format!(
            "{held}, {} of labels that have two or more: too few to choose by. Set gold on {FEWEST} records at least, two a \
             label; until then the usual graph is as good a guess as any.",
            folds.judged
        )
    } else {
        format!(
            "{held}, but only one label has two or more, so that nothing has to be told apart. Set gold on two records of \
             another label."
        )
    };
    Advice {
        verdict: Verdict::TooFew,
        words,
    }
}

/// What a person should know besides.
pub(super) fn notes(folds: &Folds, ground: &Ground, sample: &Sample, is_judged: bool) -> Vec<String> {
    let mut notes = Vec::new();
    if !is_judged {
        return notes;
    }
    match folds.single.len() {
        0 => {}
        1 => notes.push(
            "One label has a single hand label: it is learned from, but how well it is found can't be judged.".to_owned(),
        ),
        number => notes.push(format!(
            "{number} labels have a single hand label each: they are learned from, but how well they are found can't be judged."
        )),
    }
    if sample.is_part() {
        notes.push(format!(
            "Graphs were made of a sample of {} records with the hand labels; of all records they may do better.",
            grouped(sample.len() as u64)
        ));
    }
    if !ground.others.is_empty() {
        notes.push(format!(
            "{} seeds of rules or a model on other records were learned from too; what they say of held-out records was left \
             out.",
            grouped(ground.others.len() as u64)
        ));
    }
    notes
}
