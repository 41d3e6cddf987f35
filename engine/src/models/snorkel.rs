//! Snorkel's label model: matrix completion, rules independent given the label (MeTaL; Ratner et al. 2019), as snorkel
//! 0.10.0 fits it, in double precision.
//!
//! Parameters μ, a row per rule and label voted, a column per label: μ = P(L_j = l | Y = y). O holds the shares of
//! records on which every two votes are cast together, M is 0 within a rule and 1 elsewhere, P = diag(p):
//!
//! - loss = ‖M ∘ (O − μ P μᵀ)‖² + ‖μ p − diag O‖² + l2² ‖μ − μ_init‖²
//! - μ_init: for a vote l and label l clamp(O · precision / p_l, 0, 1), 0 elsewhere; it begins at scale · μ_init.
//! - Gradient descent with momentum 0.9 and a constant rate; then μ is clamped to ε..1 − ε, ε = min(0.01, 10^−⌈lg n⌉).
//! - Labels of equal balance can change places without changing the loss; of all ways the one is taken in which votes
//!   are right most often (an assignment problem, whatever k).
//! - P(y | votes) ∝ p_y Π μ(vote, y) over the rules that vote.
//!
//! Rows of votes that are never cast stay 0 all the way and are left out. Where the rate is too large for the votes and
//! the loss grows, it is halved and the fit begins again; Snorkel itself would end in numbers that are none.

mod assign;
mod descent;

use self::assign::best_assignment;
use self::descent::Descent;
use super::additive::Additive;
use super::evidence::assumed;
use super::fit::{Estimate, Fitting, Ground};
use super::fitted::RuleEstimate;
use super::meets::meets;
use super::note::{self, Note, NoteKind};
use super::rule_figures::mean_weight;
use super::{LabelModel, Reads};
use crate::job::{Progress, Step};
use crate::num::{count, index, ln};

/// See the module.
pub(super) static MODEL: LabelModel = LabelModel {
    name: "snorkel",
    title: "Snorkel's label model",
    sentence: "Learns from all pairs of rules how each votes under each label, by gradient descent; as Snorkel 0.10.",
    least_rules: 3,
    uses_gold: false,
    uses_balance: true,
    knows_against: false,
    reads_priorities: false,
    reads: Reads::Meets,
    begin: |ground| Box::new(Run::new(ground)),
};

/// Multiplications in a step: some milliseconds.
const STEP_WORK: usize = 4_000_000;
/// The rate is halved at most so often.
const MOST_HALVINGS: u32 = 20;

#[derive(Debug)]
struct Run {
    /// The ballots that have a row: for a label, and cast.
    rows: Vec<usize>,
    descent: Descent,
    rate: f64,
    halvings: u32,
}

impl Run {
    fn new(ground: &Ground) -> Self {
        let ballots = ground.table.ballots();
        let has_row = |&ballot: &usize| !ballots[ballot].vote.against && ballots[ballot].count > 0;
        let rows: Vec<usize> = (0..ballots.len()).filter(has_row).collect();
        let descent = begin(ground, &rows);
        Self {
            rows,
            descent,
            rate: ground.options.snorkel.rate,
            halvings: 0,
        }
    }

    /// Begins again with half the rate, unless that was done too often.
    fn calm_down(&mut self, ground: &Ground) -> bool {
        if self.halvings == MOST_HALVINGS {
            return false;
        }
        self.halvings += 1;
        self.rate /= 2.0;
        self.descent = begin(ground, &self.rows);
        true
    }

    fn estimate(&mut self, ground: &Ground) -> Estimate {
        let (table, k) = (&*ground.table, ground.table.labels);
        let least = least(table.records);
        let mut mu = self.descent.parameters();
        mu.iter_mut()
            .for_each(|value| *value = value.clamp(least, 1.0 - least));
        let mu = self.untangled(ground, &mu);
        let mut evidence = vec![0.0; table.ballots().len() * k];
        for (at, ballot) in table.ballots().iter().enumerate() {
            if ballot.vote.against {
                evidence[at * k..][..k].copy_from_slice(&assumed(ballot.vote, k));
            }
        }
        for (row, &ballot) in self.rows.iter().enumerate() {
            for label in 0..k {
                evidence[ballot * k + label] = ln(mu[row * k + label]);
            }
        }
        let scorer = Additive {
            prior: ground.balance.iter().map(|&share| ln(share)).collect(),
            evidence,
        };
        let apart = self.apart(ground);
        let rules = (0..table.rules).map(|rule| {
            if apart.contains(&count(rule)) {
                return RuleEstimate::default();
            }
            RuleEstimate {
                accuracy: self.accuracy(ground, &mu, rule),
                weight: mean_weight(ground, &scorer, rule),
            }
        });
        let rules = rules.collect();
        Estimate {
            scorer: Box::new(scorer),
            rules,
            balance: None,
            iterations: self.descent.epochs(),
            loss: self.descent.loss(),
            is_converged: self.descent.is_settled(),
            notes: self.notes(apart),
        }
    }

    /// Puts the columns of labels with equal balance in the places where votes are right most often.
    fn untangled(&self, ground: &Ground, mu: &[f64]) -> Vec<f64> {
        let k = ground.table.labels;
        let mut right = vec![0.0; k * k];
        for (row, &ballot) in self.rows.iter().enumerate() {
            let voted = ground.table.ballots()[ballot].vote.label;
            for label in 0..k {
                right[voted * k + label] += mu[row * k + label] * ground.balance[label];
            }
        }
        let mut column: Vec<usize> = (0..k).collect();
        for group in groups(&ground.balance) {
            let chosen = best_assignment(group.len(), |one, other| right[group[one] * k + group[other]]);
            for (place, other) in chosen.into_iter().enumerate() {
                column[group[place]] = group[other];
            }
        }
        let moved = mu
            .chunks(k)
            .flat_map(|row| column.iter().map(move |&from| row[from]));
        moved.collect()
    }

    /// Snorkel's weight of a rule: Σ_y μ(y, y) p_y by its coverage, at most 1.
    #[expect(clippy::cast_precision_loss, reason = "records are far below 2^53")]
    fn accuracy(&self, ground: &Ground, mu: &[f64], rule: usize) -> Option<f64> {
        let (table, k) = (&*ground.table, ground.table.labels);
        let (mut right, mut coverage) = (0.0, 0.0);
        let mut unvoted = vec![true; k];
        for (row, &ballot) in self.rows.iter().enumerate() {
            let ballot = &table.ballots()[ballot];
            if index(ballot.rule) == rule {
                let label = ballot.vote.label;
                right += mu[row * k + label] * ground.balance[label];
                coverage += f64::from(ballot.count) / table.records as f64;
                unvoted[label] = false;
            }
        }
        // Votes never cast have the least probability there is.
        let never = unvoted
            .iter()
            .zip(&ground.balance)
            .filter(|(unvoted, _)| **unvoted);
        right += never.map(|(_, share)| share * least(table.records)).sum::<f64>();
        (coverage > 0.0).then(|| (right / coverage).clamp(0.0, 1.0))
    }

    /// The rules with rows that meet no other.
    fn apart(&self, ground: &Ground) -> Vec<u32> {
        let (table, meets) = (&*ground.table, meets(&ground.table));
        let meets_another = |ballot: usize| {
            let rule = table.ballots()[ballot].rule;
            let mut others = self
                .rows
                .iter()
                .filter(|&&other| table.ballots()[other].rule != rule);
            others.any(|&other| meets.get(ballot, other) > 0)
        };
        let mut apart: Vec<u32> = (0..count(table.rules)).collect();
        apart.retain(|&rule| {
            let mut own = self
                .rows
                .iter()
                .filter(|&&ballot| table.ballots()[ballot].rule == rule)
                .peekable();
            own.peek().is_some() && own.all(|&ballot| !meets_another(ballot))
        });
        apart
    }

    fn notes(&self, apart: Vec<u32>) -> Vec<Note> {
        let mut notes = Vec::new();
        if !apart.is_empty() {
            let sentence = format!(
                "{} never meet another: nothing tells how right they are, and they keep about the precision assumed.",
                note::rules(apart.len())
            );
            notes.push(Note::new(NoteKind::RulesApart, sentence).of_rules(apart));
        }
        if self.halvings > 0 {
            let sentence = format!(
                "The learning rate was too large for these votes, so that the loss grew; {} was taken.",
                self.rate
            );
            notes.push(Note::new(NoteKind::NotConverged, sentence));
        }
        if !self.descent.is_settled() {
            let sentence = format!(
                "The loss was still falling after {} epochs.",
                self.descent.epochs()
            );
            notes.push(Note::new(NoteKind::NotConverged, sentence));
        }
        notes
    }
}

impl Fitting for Run {
    fn step(&mut self, ground: &Ground) -> Step<Estimate> {
        let epochs = ground.options.snorkel.epochs;
        let each = self.descent.work();
        for _ in 0..(STEP_WORK / each.max(1)).max(1) {
            if self.descent.epochs() >= epochs {
                return Step::Done(self.estimate(ground));
            }
            self.descent.epoch(self.rate, epochs);
            if self.descent.has_blown_up() && !self.calm_down(ground) {
                return Step::Done(self.estimate(ground));
            }
        }
        Step::Working(Progress {
            stage: "fitting",
            done: u64::from(self.descent.epochs()),
            total: u64::from(epochs),
            estimate: None,
        })
    }
}

#[expect(clippy::cast_precision_loss, reason = "records are far below 2^53")]
fn begin(ground: &Ground, rows: &[usize]) -> Descent {
    let (table, meets, k) = (&*ground.table, meets(&ground.table), ground.table.labels);
    let n = table.records as f64;
    let d = rows.len();
    let mut shares = vec![0.0; d * d];
    for (a, &one) in rows.iter().enumerate() {
        for (b, &other) in rows.iter().enumerate() {
            shares[a * d + b] = f64::from(meets.get(one, other)) / n;
        }
    }
    let mut first = vec![0.0; d * k];
    for (row, &ballot) in rows.iter().enumerate() {
        let label = table.ballots()[ballot].vote.label;
        let share = shares[row * d + row];
        let begun = share * ground.options.snorkel.precision / ground.balance[label];
        first[row * k + label] = begun.clamp(0.0, 1.0);
    }
    let rules = rows.iter().map(|&ballot| table.ballots()[ballot].rule).collect();
    Descent::new(
        ground.balance.clone(),
        shares,
        rules,
        first,
        ground.options.snorkel,
    )
}

/// ε = min(0.01, 10^−⌈lg n⌉).
#[expect(clippy::cast_precision_loss, reason = "records are far below 2^53")]
fn least(records: usize) -> f64 {
    let mut power = 1.0;
    while power < records as f64 {
        power *= 10.0;
    }
    f64::min(0.01, 1.0 / power)
}

/// Labels whose balance is the same to three digits, in order.
fn groups(balance: &[f64]) -> Vec<Vec<usize>> {
    let rounded: Vec<f64> = balance.iter().map(|share| (share * 1000.0).round()).collect();
    let mut groups: Vec<Vec<usize>> = Vec::new();
    for (label, &share) in rounded.iter().enumerate() {
        #[expect(clippy::float_cmp, reason = "both are whole numbers")]
        let known = groups.iter_mut().find(|group| rounded[group[0]] == share);
        match known {
            Some(group) => group.push(label),
            None => groups.push(vec![label]),
        }
    }
    groups
}
