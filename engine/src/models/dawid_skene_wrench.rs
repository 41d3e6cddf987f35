//! Dawid and Skene's model as WRENCH has it: abstain is one more thing that a rule can say, so that silence is evidence.
//!
//! Symbols s are abstain and the labels. No smoothing, and the class balance is fitted with the rest:
//!
//! - Start: T_iy is the record's votes shared out; all labels alike where there is none.
//! - M: π_y = Σ_i T_iy / n; E_j(y, s) = Σ_i T_iy [L_ij = s] / Σ_i T_iy, 0 where that is 0/0.
//! - E: T_iy ∝ π_y Π_j E_j(y, L_ij), abstaining rules included; a record that is impossible under every label belongs to
//!   none.
//! - Until Σ |π − π_old| < 1e-5 and Σ |E − E_old| < 1e-5, at most 10,000 times.
//!
//! Where one label is mostly without votes, silence becomes its mark and records flow to it; and it takes copies of a
//! rule for many witnesses. Source: WRENCH @2eed5b4, `DawidSkene`.

use super::em::STEP_PATTERNS;
use super::em::Tally;
use super::fit::{Estimate, Fitting, Ground};
use super::fitted::RuleEstimate;
use super::note::{Note, NoteKind};
use super::patterns::patterns;
use super::rule_figures::{expected_accuracy, mean_weight};
use super::symbols::Symbols;
use super::{LabelModel, Reads, start};
use crate::job::{Progress, Step};

/// See the module.
pub(super) static MODEL: LabelModel = LabelModel {
    name: "dawid-skene-wrench",
    title: "Dawid–Skene, abstain as a symbol",
    sentence: "WRENCH's form: not voting is evidence too, and the class balance is fitted; it can collapse into one label.",
    least_rules: 0,
    uses_gold: false,
    uses_balance: false,
    knows_against: false,
    reads_priorities: false,
    reads: Reads::Patterns,
    begin: |ground| Box::new(Run::new(ground)),
};

const TOLERANCE: f64 = 1e-5;
/// Most iterations, unless told otherwise.
const MOST: u32 = 10_000;

#[derive(Debug)]
struct Run {
    symbols: Option<Symbols>,
    tally: Tally,
    at: usize,
    iteration: u32,
    most: u32,
    /// The last M step has settled: one more E step, then it is over.
    is_settled: bool,
}

impl Run {
    fn new(ground: &Ground) -> Self {
        Self {
            symbols: None,
            tally: Tally::new(ground.table.ballots().len(), ground.table.labels),
            at: 0,
            iteration: 0,
            most: ground.options.most_iterations.unwrap_or(MOST).max(1),
            is_settled: false,
        }
    }

    /// The E step over some patterns; the first one shares out the votes.
    fn look(&mut self, ground: &Ground, some: std::ops::Range<usize>) {
        let patterns = patterns(&ground.table);
        match &self.symbols {
            Some(symbols) => symbols.e_step(patterns, some, &mut self.tally),
            None => start::share_out_for(&ground.table, patterns, some, &mut self.tally),
        }
    }

    fn estimate(&mut self, ground: &Ground) -> Option<Estimate> {
        let scorer = self.symbols.take()?;
        let rules = (0..ground.table.rules).map(|rule| RuleEstimate {
            accuracy: expected_accuracy(ground, &self.tally.votes, rule),
            weight: mean_weight(ground, &scorer, rule),
        });
        let rules = rules.collect();
        let mut notes = Vec::new();
        if !self.is_settled {
            let sentence = format!("The model had not settled after {} iterations.", self.iteration);
            notes.push(Note::new(NoteKind::NotConverged, sentence));
        }
        Some(Estimate {
            balance: Some(scorer.balance().to_vec()),
            scorer: Box::new(scorer),
            rules,
            iterations: self.iteration,
            loss: None,
            is_converged: self.is_settled,
            notes,
        })
    }
}

impl Fitting for Run {
    fn step(&mut self, ground: &Ground) -> Step<Estimate> {
        let patterns = patterns(&ground.table);
        let end = patterns.len().min(self.at + STEP_PATTERNS);
        self.look(ground, self.at..end);
        self.at = end;
        if end == patterns.len() {
            if (self.is_settled || self.iteration >= self.most)
                && let Some(estimate) = self.estimate(ground)
            {
                return Step::Done(estimate);
            }
            let symbols = Symbols::of_tally(ground, &self.tally);
            let old = self.symbols.as_ref();
            self.is_settled = old.is_some_and(|old| symbols.is_near(old, TOLERANCE));
            self.symbols = Some(symbols);
            self.iteration += 1;
            self.tally = Tally::new(ground.table.ballots().len(), ground.table.labels);
            self.at = 0;
        }
        Step::Working(Progress {
            stage: "fitting",
            done: u64::from(self.iteration),
            total: u64::from(self.most),
            estimate: None,
        })
    }
}
