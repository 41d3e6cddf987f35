//! A fitted model: P(label) of one record or of all, what is estimated of each rule, and why a record has its label.

use std::sync::Arc;

use super::LabelModel;
use super::duplicates::Merged;
use super::label_all::LabelRun;
use super::majority;
use super::note::Note;
use super::scorer::Scorer;
use super::table::{RuleVote, VoteTable};
use crate::votes::{Vote, scores_of};

/// What a model says of a rule. None is “no data”: the rule never votes, or never where the model could judge it.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct RuleEstimate {
    /// The share of its votes that are right, 0 to 1.
    pub accuracy: Option<f64>,
    /// What a vote of it weighs: log-odds, or votes in models that count.
    pub weight: Option<f64>,
}

/// A model fitted on some votes.
#[derive(Debug)]
pub struct Fitted {
    /// Which model.
    pub model: &'static LabelModel,
    /// The class balance it was fitted with, or found, length k.
    pub balance: Vec<f64>,
    /// Per rule, as a column of the votes; of merged rules each has what the merged one has.
    pub rules: Vec<RuleEstimate>,
    /// Steps taken; 0 of a model that is a formula.
    pub iterations: u32,
    /// What was minimised, where something was.
    pub loss: Option<f64>,
    /// Whether it settled before the iterations ended.
    pub is_converged: bool,
    /// What a person should know.
    pub notes: Vec<Note>,
    /// The votes it was fitted on, copies of rules merged.
    pub(super) table: Arc<VoteTable>,
    pub(super) merged: Merged,
    pub(super) scorer: Box<dyn Scorer>,
}

/// Whether a vote counts for a record's row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counted {
    /// It does.
    Yes,
    /// Another vote of its cluster stands for it.
    WithAnother,
    /// Rules that decide overrule it.
    Overruled,
    /// The fit never saw this rule vote this; it counts nothing.
    Unseen,
}

/// One vote's part in a record's row.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// The rule and its vote.
    pub vote: RuleVote,
    /// Whether it counts.
    pub counted: Counted,
    /// Length k: what it adds to each label's score; zeros where it doesn't count.
    pub evidence: Vec<f64>,
}

/// Why a record has its probabilities.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// Whether scores are log-odds (natural logarithms, equal up to a shift common to all labels); else they are votes.
    pub is_logarithmic: bool,
    /// Length k: what each label's score begins with.
    pub prior: Vec<f64>,
    /// Every vote, in the order given.
    pub parts: Vec<Part>,
    /// Length k: prior and evidence together.
    pub scores: Vec<f64>,
    /// The k probabilities.
    pub row: Vec<f64>,
}

impl Fitted {
    /// P(label) of a record with these votes, k probabilities that sum to 1; none without a vote.
    #[must_use]
    pub fn row(&self, votes: &[RuleVote]) -> Option<Vec<f64>> {
        let ballots = self.merged.ballots(&self.table, votes);
        let mut row = vec![0.0; self.table.labels];
        self.row_of(&ballots, &mut row).then_some(row)
    }

    /// P(label) of all records, as a job.
    #[must_use]
    pub fn label_all(self: &Arc<Self>) -> LabelRun {
        LabelRun::new(Arc::clone(self))
    }

    /// n × k: the votes it was fitted on, copies of rules merged.
    #[must_use]
    pub const fn table(&self) -> &Arc<VoteTable> {
        &self.table
    }

    /// Writes the row of ballots of the table, ascending. Returns whether there is one.
    pub(super) fn row_of(&self, ballots: &[u16], row: &mut [f64]) -> bool {
        if ballots.is_empty() {
            return false;
        }
        let hard = self.hard(ballots);
        if hard.is_empty() {
            return self.scorer.row(ballots, row);
        }
        let found = majority::row(&scores_of(self.table.labels, &hard));
        if let Some(found) = &found {
            row.copy_from_slice(found);
        }
        found.is_some()
    }

    /// The votes among some ballots that decide.
    fn hard(&self, ballots: &[u16]) -> Vec<(Vote, bool)> {
        let all = self.table.ballots();
        let voted = ballots.iter().map(|&ballot| &all[usize::from(ballot)]);
        let hard = voted.filter(|ballot| ballot.is_hard);
        hard.map(|ballot| (ballot.vote, true)).collect()
    }

    /// Why a record with these votes has its row: each vote's evidence per label. None without a vote.
    ///
    /// In models of log-odds the evidence of a vote is given with 0 as the mean of all labels but the voted one, so that
    /// what the vote's own label gets is its log-odds against the others. Where rules decide, the scores are their
    /// votes. `triplet` with more than two labels has a question for each label, “this one or another”, and the score
    /// is its log-odds; the row is their answers, made to sum to 1.
    #[must_use]
    pub fn explain(&self, votes: &[RuleVote]) -> Option<Explanation> {
        let row = self.row(votes)?;
        let ballots = self.merged.ballots(&self.table, votes);
        let is_decided = !self.hard(&ballots).is_empty();
        let mut open = ballots;
        let parts: Vec<Part> = votes
            .iter()
            .map(|&vote| self.part(vote, is_decided, &mut open))
            .collect();
        let k = self.table.labels;
        let prior = if is_decided {
            vec![0.0; k]
        } else {
            self.scorer.prior()
        };
        let mut scores = prior.clone();
        for part in &parts {
            scores
                .iter_mut()
                .zip(&part.evidence)
                .for_each(|(score, more)| *score += more);
        }
        Some(Explanation {
            is_logarithmic: !is_decided && self.scorer.is_logarithmic(),
            prior,
            parts,
            scores,
            row,
        })
    }

    /// One vote's part. `open` are the ballots that no vote has been given yet.
    fn part(&self, vote: RuleVote, is_decided: bool, open: &mut Vec<u16>) -> Part {
        let k = self.table.labels;
        let none = |counted| Part {
            vote,
            counted,
            evidence: vec![0.0; k],
        };
        let Some(ballot) = self.merged.ballot(&self.table, vote) else {
            return none(Counted::Unseen);
        };
        let Some(at) = open.iter().position(|&open| open == ballot) else {
            return none(Counted::WithAnother);
        };
        open.remove(at);
        let is_hard = self.table.ballots()[usize::from(ballot)].is_hard;
        let evidence = match (is_decided, is_hard) {
            (true, false) => return none(Counted::Overruled),
            (true, true) => majority::evidence(vote.vote, k),
            (false, _) if self.scorer.is_logarithmic() => {
                centred(self.scorer.evidence(ballot), vote.vote.label)
            }
            (false, _) => self.scorer.evidence(ballot),
        };
        Part {
            vote,
            counted: Counted::Yes,
            evidence,
        }
    }
}

/// The same evidence, shifted so that the labels but one have the mean 0.
pub(super) fn centred(mut evidence: Vec<f64>, label: usize) -> Vec<f64> {
    let others = evidence.iter().enumerate().filter(|(other, _)| *other != label);
    let sum: f64 = others.map(|(_, value)| value).sum();
    #[expect(clippy::cast_precision_loss, reason = "at most thousands of labels")]
    let mean = sum / (evidence.len().max(2) - 1) as f64;
    evidence.iter_mut().for_each(|value| *value -= mean);
    evidence
}
