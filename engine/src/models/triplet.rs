//! The triplet method (FlyingSquid; Fu et al. 2020): each rule's accuracy in closed form, out of how it agrees with every
//! two others, if rules err independently of each other given the label.
//!
//! For one label y against the rest, a vote for y is +1, a vote for another label −1 and abstain 0; q = p_y. With
//! M_ij the mean of L_i L_j over all records:
//!
//! - a_i = mean over pairs {j, l} of √|M_ij M_il / M_jl|; all signs are taken as positive.
//! - ρ_i = (1 + a_i − p0_i)/2 = P(L_i Y = 1), abstaining independent of Y; p0, p1 the shares of 0 and +1.
//! - μ(+,+) = (ρ − 1 + p0 + p1 + q − p0 q)/2; μ(+,−) = p1 − μ(+,+); μ(−,+) = q − μ(+,+) − p0 q;
//!   μ(−,−) = 1 − p0 − p1 − μ(−,+); of negative ones the absolute value.
//! - P(y | votes) ∝ Π_i μ_i(L_i, y) / P(y)^(m−1). A rule that abstains cancels with one power of P(y).
//!
//! Two labels are one such question. For more, each label is asked against the rest, and the k answers are divided by
//! their sum. (The published package has the exponent m − 2, which counts the prior twice, and WRENCH puts the answers
//! through a softmax, which makes them nearly equal.)
//!
//! Pairs that never meet have no M to learn from. The package counts such a triplet as 0, which drags accuracies down;
//! here it is left out, and a rule without any triplet has no accuracy and no say.

use std::fmt::Debug;

use super::additive::{Additive, softmax};
use super::evidence::assumed;
use super::fit::{Estimate, Fitting, Ground};
use super::fitted::RuleEstimate;
use super::meets::meets;
use super::note::{self, Note, NoteKind};
use super::rule_figures::mean_weight;
use super::scorer::Scorer;
use super::{LabelModel, Reads};
use crate::job::{Progress, Step};
use crate::num::{count, exp, ln};

/// See the module.
pub(super) static MODEL: LabelModel = LabelModel {
    name: "triplet",
    title: "Triplet method",
    sentence: "FlyingSquid's closed form: each rule is judged by how it agrees with every two others.",
    least_rules: 3,
    uses_gold: false,
    uses_balance: true,
    knows_against: false,
    reads_priorities: false,
    reads: Reads::Meets,
    begin: |ground| Box::new(Run::new(ground)),
};

/// Probabilities below this count as this, so that their logarithm is finite.
const FLOOR: f64 = 1e-12;

/// Pairs looked at in a step: some milliseconds.
const STEP_PAIRS: usize = 500_000;

/// The questions one after the other, in each the rules.
#[derive(Debug)]
struct Run {
    /// The labels asked: label 1 of two, else all.
    asked: Vec<usize>,
    /// m × m: whether two rules ever both vote for labels.
    met: Vec<bool>,
    /// Of the question at hand.
    moments: Vec<f64>,
    question: usize,
    rule: usize,
    /// Questions × m; none where there is no triplet.
    accuracies: Vec<Option<f64>>,
}

impl Run {
    fn new(ground: &Ground) -> Self {
        let (k, m) = (ground.table.labels, ground.table.rules);
        let asked = if k == 2 { vec![1] } else { (0..k).collect() };
        let met = moments(ground, |_, _| 1.0).iter().map(|&met| met > 0.0).collect();
        Self {
            accuracies: Vec::with_capacity(asked.len() * m),
            asked,
            met,
            moments: Vec::new(),
            question: 0,
            rule: 0,
        }
    }

    /// a of a rule.
    fn accuracy(&self, m: usize) -> Option<f64> {
        let i = self.rule;
        let partners: Vec<usize> = (0..m).filter(|&j| j != i && self.met[i * m + j]).collect();
        let (mut sum, mut triplets) = (0.0, 0u32);
        for (at, &j) in partners.iter().enumerate() {
            for &l in &partners[..at] {
                let between = self.moments[j * m + l];
                if self.met[j * m + l] && between != 0.0 {
                    let (one, other) = (self.moments[i * m + j], self.moments[i * m + l]);
                    sum += (one * other / between).abs().sqrt();
                    triplets += 1;
                }
            }
        }
        (triplets > 0).then(|| sum / f64::from(triplets))
    }

    fn estimate(&self, ground: &Ground) -> Estimate {
        let (k, m) = (ground.table.labels, ground.table.rules);
        let answers: Vec<Answer> = self
            .asked
            .iter()
            .zip(self.accuracies.chunks(m.max(1)))
            .map(|(&label, accuracies)| Answer::new(ground, label, accuracies))
            .collect();
        let scorer: Box<dyn Scorer> = match &answers[..] {
            [answer] if k == 2 => Box::new(two_labels(ground, answer)),
            _ => Box::new(OneAgainstRest::new(ground, &answers)),
        };
        let rules = (0..m).map(|rule| self.of_rule(ground, &answers, &*scorer, rule));
        let rules = rules.collect();
        let notes = self.apart(ground).into_iter().collect();
        Estimate {
            notes,
            ..Estimate::closed(scorer, rules)
        }
    }

    /// A rule's figures: the share of its votes that are right is that of every label's, added up.
    fn of_rule(&self, ground: &Ground, answers: &[Answer], scorer: &dyn Scorer, rule: usize) -> RuleEstimate {
        let voted = voted(ground, rule);
        if voted == 0.0 || !self.is_judged(ground.table.rules, rule) {
            return RuleEstimate::default();
        }
        let is_two = ground.table.labels == 2;
        let right: f64 = answers
            .iter()
            .map(|answer| {
                let joint = answer.joints[rule];
                joint.yes_yes + if is_two { joint.no_no } else { 0.0 }
            })
            .sum();
        RuleEstimate {
            accuracy: Some((right / voted).clamp(0.0, 1.0)),
            weight: mean_weight(ground, scorer, rule),
        }
    }

    fn is_judged(&self, m: usize, rule: usize) -> bool {
        self.accuracies
            .chunks(m)
            .any(|accuracies| accuracies[rule].is_some())
    }

    /// Rules that vote for labels and have no triplet.
    fn apart(&self, ground: &Ground) -> Option<Note> {
        let m = ground.table.rules;
        let is_apart = |&rule: &usize| voted(ground, rule) > 0.0 && !self.is_judged(m, rule);
        let apart: Vec<u32> = (0..m).filter(is_apart).map(count).collect();
        let sentence = format!(
            "{} never meet two others that meet each other: their accuracy can't be told, and their votes count nothing.",
            note::rules(apart.len())
        );
        (!apart.is_empty()).then(|| Note::new(NoteKind::RulesApart, sentence).of_rules(apart))
    }
}

impl Fitting for Run {
    fn step(&mut self, ground: &Ground) -> Step<Estimate> {
        let m = ground.table.rules;
        let mut pairs = 0;
        while self.question < self.asked.len() && pairs < STEP_PAIRS {
            if self.rule == 0 {
                let label = self.asked[self.question];
                let sign = |voted: usize| if voted == label { 1.0 } else { -1.0 };
                self.moments = moments(ground, |one, other| sign(one) * sign(other));
            }
            self.accuracies.push(self.accuracy(m));
            pairs += m * m / 2;
            self.rule += 1;
            if self.rule == m {
                (self.rule, self.question) = (0, self.question + 1);
            }
        }
        if self.question == self.asked.len() {
            return Step::Done(self.estimate(ground));
        }
        Step::Working(Progress {
            stage: "fitting",
            done: (self.question * m + self.rule) as u64,
            total: (self.asked.len() * m) as u64,
            estimate: None,
        })
    }
}

/// m × m: the mean over all records of a product of two votes for labels.
#[expect(clippy::cast_precision_loss, reason = "records are far below 2^53")]
fn moments(ground: &Ground, product: impl Fn(usize, usize) -> f64) -> Vec<f64> {
    let (table, m) = (&*ground.table, ground.table.rules);
    let (meets, n) = (meets(table), table.records as f64);
    let mut sums = vec![0.0; m * m];
    for (a, one) in table.ballots().iter().enumerate() {
        for (b, other) in table.ballots().iter().enumerate() {
            if one.vote.against || other.vote.against || one.rule == other.rule {
                continue;
            }
            let at = crate::num::index(one.rule) * m + crate::num::index(other.rule);
            sums[at] += product(one.vote.label, other.vote.label) * f64::from(meets.get(a, b));
        }
    }
    sums.iter_mut().for_each(|sum| *sum /= n);
    sums
}

/// The share of all records on which a rule votes for a label.
#[expect(clippy::cast_precision_loss, reason = "records are far below 2^53")]
fn voted(ground: &Ground, rule: usize) -> f64 {
    let ballots = ground.table.of_rule(rule).1.iter();
    let votes: u32 = ballots
        .filter(|ballot| !ballot.vote.against)
        .map(|ballot| ballot.count)
        .sum();
    f64::from(votes) / ground.table.records as f64
}

/// μ of one rule: its vote, then the truth.
#[derive(Clone, Copy, Debug)]
struct Joint {
    yes_yes: f64,
    yes_no: f64,
    no_yes: f64,
    no_no: f64,
}

/// One label against the rest.
#[derive(Debug)]
struct Answer {
    /// P(Y = y).
    prior: f64,
    joints: Vec<Joint>,
    /// m: whether it could be judged.
    is_judged: Vec<bool>,
    label: usize,
}

impl Answer {
    #[expect(clippy::cast_precision_loss, reason = "records are far below 2^53")]
    fn new(ground: &Ground, label: usize, accuracies: &[Option<f64>]) -> Self {
        let q = ground.balance[label];
        let n = ground.table.records as f64;
        let joint = |(rule, accuracy): (usize, &Option<f64>)| {
            let ballots = ground.table.of_rule(rule).1.iter();
            let own = ballots.filter(|ballot| ballot.vote.label == label && !ballot.vote.against);
            let p1 = own.map(|ballot| f64::from(ballot.count)).sum::<f64>() / n;
            let p0 = 1.0 - voted(ground, rule);
            let rho = (1.0 + accuracy.unwrap_or(0.0) - p0) / 2.0;
            let yes_yes = (rho - 1.0 + p0 + p1 + q - p0 * q) / 2.0;
            let no_yes = q - yes_yes - p0 * q;
            Joint {
                yes_yes: yes_yes.abs(),
                yes_no: (p1 - yes_yes).abs(),
                no_yes: no_yes.abs(),
                no_no: (1.0 - p0 - p1 - no_yes).abs(),
            }
        };
        Self {
            prior: q,
            joints: accuracies.iter().enumerate().map(joint).collect(),
            is_judged: accuracies.iter().map(Option::is_some).collect(),
            label,
        }
    }

    /// The log-odds that a rule's vote for a label gives the label asked.
    fn odds(&self, rule: usize, voted: usize) -> f64 {
        if !self.is_judged[rule] {
            return 0.0;
        }
        let joint = self.joints[rule];
        let (yes, no) = if voted == self.label {
            (joint.yes_yes, joint.yes_no)
        } else {
            (joint.no_yes, joint.no_no)
        };
        ln(yes.max(FLOOR)) - ln(no.max(FLOOR)) - self.prior_odds()
    }

    fn prior_odds(&self) -> f64 {
        ln(self.prior) - ln(1.0 - self.prior)
    }
}

/// The question of label 1 answers both.
fn two_labels(ground: &Ground, answer: &Answer) -> Additive {
    let of_ballot = |ballot: &super::TableBallot| {
        if ballot.vote.against {
            assumed(ballot.vote, 2)
        } else {
            vec![
                0.0,
                answer.odds(crate::num::index(ballot.rule), ballot.vote.label),
            ]
        }
    };
    Additive {
        prior: ground.balance.iter().map(|&share| ln(share)).collect(),
        evidence: ground.table.ballots().iter().flat_map(of_ballot).collect(),
    }
}

/// k questions, whose answers are divided by their sum. Scores are the log-odds of each.
#[derive(Debug)]
struct OneAgainstRest(Additive);

impl OneAgainstRest {
    fn new(ground: &Ground, answers: &[Answer]) -> Self {
        let k = ground.table.labels;
        let of_ballot = |ballot: &super::TableBallot| -> Vec<f64> {
            if ballot.vote.against {
                return assumed(ballot.vote, k);
            }
            let rule = crate::num::index(ballot.rule);
            let odds = answers.iter().map(|answer| answer.odds(rule, ballot.vote.label));
            odds.collect()
        };
        Self(Additive {
            prior: answers.iter().map(Answer::prior_odds).collect(),
            evidence: ground.table.ballots().iter().flat_map(of_ballot).collect(),
        })
    }
}

impl Scorer for OneAgainstRest {
    fn row(&self, ballots: &[u16], row: &mut [f64]) -> bool {
        let k = row.len();
        row.copy_from_slice(&self.0.prior);
        for &ballot in ballots {
            let evidence = &self.0.evidence[usize::from(ballot) * k..][..k];
            row.iter_mut()
                .zip(evidence)
                .for_each(|(score, more)| *score += more);
        }
        let sum: f64 = row.iter().map(|&odds| yes(odds)).sum();
        if sum > f64::MIN_POSITIVE {
            row.iter_mut().for_each(|odds| *odds = yes(*odds) / sum);
        } else {
            // All are as good as impossible: odds are probabilities then.
            softmax(row);
        }
        true
    }

    fn evidence(&self, ballot: u16) -> Vec<f64> {
        self.0.evidence(ballot)
    }

    fn prior(&self) -> Vec<f64> {
        self.0.prior()
    }

    fn is_logarithmic(&self) -> bool {
        true
    }
}

/// The probability of log-odds.
fn yes(odds: f64) -> f64 {
    if odds > 0.0 {
        1.0 / (1.0 + exp(-odds))
    } else {
        let ratio = exp(odds);
        ratio / (1.0 + ratio)
    }
}
