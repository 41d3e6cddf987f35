//! What `label --json` says of a fit.

use labelloom_engine::bits::BitSet;
use labelloom_engine::metrics::{Confusion, Ties, probability_scores};
use labelloom_engine::models::{Decided, Fitted};
use labelloom_engine::posteriors::Posteriors;
use serde::Serialize;

use super::Ground;

/// The report: counts are records; what has no data is null.
#[derive(Serialize)]
pub(super) struct Report<'a> {
    model: &'static str,
    records: usize,
    /// Records with a vote, and of these those whose most probable labels tie.
    covered: u32,
    tied: u32,
    /// The share of each label that the model was told or found.
    balance: &'a [f64],
    /// Records with gold that the fit was given.
    hand_labels: u32,
    labels: Vec<LabelReport<'a>>,
    rules: Vec<RuleReport<'a>>,
    iterations: u32,
    converged: bool,
    loss: Option<f64>,
    /// How the labels do on gold: what the fit was given, and what it was not.
    gold: Option<GoldReport>,
    held_out: Option<GoldReport>,
    notes: Vec<&'a str>,
}

#[derive(Serialize)]
struct LabelReport<'a> {
    name: &'a str,
    records: u32,
}

#[derive(Serialize)]
struct RuleReport<'a> {
    name: &'a str,
    votes: u32,
    accuracy: Option<f64>,
    weight: Option<f64>,
}

#[derive(Serialize)]
struct GoldReport {
    records: u32,
    labeled: u32,
    correct: u32,
    /// correct / labeled, with Wilson's 95 % interval.
    accuracy: Option<f64>,
    interval: (f64, f64),
    macro_f1: Option<f64>,
    log_loss: Option<f64>,
}

impl GoldReport {
    /// None without gold.
    fn new(posteriors: &Posteriors, gold: &[BitSet]) -> Option<Self> {
        let pairs = || {
            let labels = gold.iter().enumerate();
            labels.flat_map(|(label, records)| records.iter().map(move |record| (record, label)))
        };
        let confusion = Confusion::of(posteriors, pairs(), Ties::Unlabeled);
        let accuracy = confusion.accuracy_of_labeled();
        (confusion.records() > 0).then(|| Self {
            records: confusion.records(),
            labeled: accuracy.records,
            correct: accuracy.right,
            accuracy: accuracy.share,
            interval: accuracy.interval,
            macro_f1: confusion.macro_f1(),
            log_loss: probability_scores(posteriors, pairs()).map(|scores| scores.log_loss),
        })
    }
}

impl<'a> Report<'a> {
    pub(super) fn new(ground: &'a Ground, fitted: &'a Fitted, posteriors: &Posteriors) -> Self {
        let decided = Decided::of(posteriors);
        let labels = ground.labels.iter().zip(&decided.labels);
        let rules = ground.names.iter().zip(&fitted.rules).enumerate();
        Self {
            model: fitted.model.name,
            records: ground.table.records,
            covered: ground.table.covered().count(),
            tied: decided.tied.count(),
            balance: &fitted.balance,
            hand_labels: ground.gold.iter().map(BitSet::count).sum(),
            labels: labels
                .map(|(name, records)| LabelReport {
                    name,
                    records: records.count(),
                })
                .collect(),
            rules: rules
                .map(|(rule, (name, estimate))| RuleReport {
                    name,
                    votes: ground.table.coverage(rule),
                    accuracy: estimate.accuracy,
                    weight: estimate.weight,
                })
                .collect(),
            iterations: fitted.iterations,
            converged: fitted.is_converged,
            loss: fitted.loss,
            gold: GoldReport::new(posteriors, &ground.gold),
            held_out: GoldReport::new(posteriors, &ground.held_out),
            notes: fitted.notes.iter().map(|note| note.sentence.as_str()).collect(),
        }
    }
}
