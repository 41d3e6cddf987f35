//! The referee: looks at what label models do, beside the majority vote, and says which one held-out hand labels favour.
//! It never goes by what a model believes of itself: a model's own accuracies and losses decide nothing here.
//!
//! - *Overturned*: records on which all rules that vote agree, and the model says another label.
//! - *Flipped*: rules whose vote for a label makes it less likely by the model (a log-odds weight below 0, which is an
//!   accuracy below chance where the classes are balanced).
//! - *Judged*: on the held-out records with a vote, whether each model is right: the share of right ones among those it
//!   decides, with Wilson's 95 % interval, coverage beside it; and the mean difference to the majority vote on the same
//!   records. A tie among t labels counts 1/t where the right one is among them, as a coin would. The difference's
//!   standard error is that of paired proportions (McNemar), with half a record added to either side and two records in
//!   all (Agresti and Min 2005), so that a few lucky records are not certainty.
//! - *Recommended*: the model with the largest difference if that is beyond chance at 5 %, all models compared taken
//!   together (Bonferroni); else none.

use super::decided::Decided;
use super::fitted::Fitted;
use crate::analysis::VoteSets;
use crate::bits::BitSet;
use crate::num::{count, grouped};
use crate::posteriors::{Posteriors, winners};
use crate::suggest::score::wilson;

/// Fewer held-out labels say nothing of the difference between models.
const FEWEST: u32 = 20;

/// What a model does with the rules' votes, without asking gold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Look {
    /// Records with a vote whose votes don't contradict each other.
    pub unanimous: u32,
    /// Of these, the records that the model gives another label.
    pub overturned: BitSet,
    /// The rules, as columns of the votes, whose votes the model takes for their opposite; ascending.
    pub flipped: Vec<u32>,
}

/// Looks at a fitted model. `sets` is the analysis of the same votes.
#[must_use]
pub fn look(fitted: &Fitted, decided: &Decided, sets: &VoteSets) -> Look {
    let mut overturned = BitSet::empty(decided.tied.len());
    let mut unanimous = 0;
    for (label, voted) in sets.majority.iter().enumerate() {
        let mut agreed = voted.clone();
        agreed.without(&sets.conflicted);
        unanimous += agreed.count();
        agreed.without(&decided.tied);
        agreed.without(&decided.unlabeled);
        if let Some(same) = decided.labels.get(label) {
            agreed.without(same);
        }
        overturned.or(&agreed);
    }
    let is_flipped = |weight: Option<f64>| weight.is_some_and(|weight| weight < 0.0);
    let rules = (0u32..).zip(&fitted.rules);
    Look {
        unanimous,
        overturned,
        flipped: rules
            .filter(|(_, rule)| is_flipped(rule.weight))
            .map(|(rule, _)| rule)
            .collect(),
    }
}

impl Look {
    /// What a person should be warned of, in whole sentences.
    #[must_use]
    pub fn warnings(&self) -> Vec<String> {
        let mut said = Vec::new();
        let overturned = self.overturned.count();
        if overturned > 0 {
            said.push(format!(
                "The model gives {} of {} records another label than all their rules do.",
                grouped(u64::from(overturned)),
                grouped(u64::from(self.unanimous))
            ));
        }
        if !self.flipped.is_empty() {
            let verb = if self.flipped.len() == 1 { "votes" } else { "vote" };
            said.push(format!(
                "The model takes {} for the opposite of what they say: that a rule {verb} for a label makes it less likely.",
                super::note::rules(self.flipped.len())
            ));
        }
        said
    }
}

/// How a model does on held-out gold.
#[derive(Clone, Debug, PartialEq)]
pub struct Judged {
    /// The model's name.
    pub model: &'static str,
    /// Held-out records with a label.
    pub records: u32,
    /// … that it gives one label,
    pub decided: u32,
    /// … and of these, that it gives the right one.
    pub right: u32,
    /// Records it leaves tied.
    pub tied: u32,
    /// right / decided with Wilson's 95 % interval; none where it decides none.
    pub accuracy: Option<(f64, f64, f64)>,
    /// decided / records; none without records.
    pub coverage: Option<f64>,
    /// The mean difference to the majority vote on the records with a vote, and its standard error; none without any.
    pub difference: Option<Difference>,
}

/// A mean of paired differences, −1 to 1.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Difference {
    /// The mean.
    pub mean: f64,
    /// Its standard error.
    pub error: f64,
    /// Records on which the two were compared.
    pub records: u32,
}

/// Judges a model beside the majority vote. `held_out` are k disjoint sets of records that no rule was written on.
#[must_use]
pub fn judge(
    model: &'static str,
    posteriors: &Posteriors,
    majority: &Posteriors,
    held_out: &[BitSet],
) -> Judged {
    let mut judged = Judged {
        model,
        records: held_out.iter().map(BitSet::count).sum(),
        decided: 0,
        right: 0,
        tied: 0,
        accuracy: None,
        coverage: None,
        difference: None,
    };
    let (mut sum, mut squares, mut compared) = (0.0, 0.0, 0u32);
    for (label, records) in held_out.iter().enumerate() {
        for record in records.iter() {
            let (Some(row), Some(plain)) = (posteriors.get(record), majority.get(record)) else {
                continue;
            };
            let said = winners(row);
            judged.decided += u32::from(said.len() == 1);
            judged.tied += u32::from(said.len() != 1);
            judged.right += u32::from(said == [label]);
            let apart = credit(&said, label) - credit(&winners(plain), label);
            sum += apart;
            squares += apart * apart;
            compared += 1;
        }
    }
    let decided = f64::from(judged.decided);
    if judged.decided > 0 {
        let (lower, upper) = wilson(f64::from(judged.right), judged.decided);
        judged.accuracy = Some((f64::from(judged.right) / decided, lower, upper));
    }
    judged.coverage = (judged.records > 0).then(|| decided / f64::from(judged.records));
    judged.difference = (compared > 0).then(|| difference(sum, squares, compared));
    judged
}

/// What a prediction is worth: 1 where it is right, a share where the right label is tied with others.
fn credit(said: &[usize], label: usize) -> f64 {
    if said.contains(&label) {
        1.0 / f64::from(count(said.len()))
    } else {
        0.0
    }
}

/// Of differences with this sum and sum of squares.
fn difference(sum: f64, squares: f64, records: u32) -> Difference {
    let n = f64::from(records) + 2.0;
    let variance = (squares + 1.0) - sum * sum / n;
    Difference {
        mean: sum / f64::from(records),
        error: variance.max(0.0).sqrt() / n,
        records,
    }
}

/// What the referee advises.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Advice {
    /// The model that held-out labels favour; none where they favour none.
    pub model: Option<&'static str>,
    /// Why, in plain sentences.
    pub sentence: String,
}

/// Advises between models that were judged on the same held-out records, the majority vote maybe among them.
#[must_use]
pub fn advise(judged: &[Judged]) -> Advice {
    let records = judged.iter().map(|model| model.records).max().unwrap_or(0);
    let none = |sentence: String| Advice {
        model: None,
        sentence,
    };
    let compared: Vec<(&Judged, Difference)> = judged
        .iter()
        .filter(|model| model.model != "majority")
        .filter_map(|model| Some((model, model.difference?)))
        .collect();
    let with_vote = compared.iter().map(|(_, apart)| apart.records).max().unwrap_or(0);
    let coverage = covered(with_vote, records);
    if with_vote < FEWEST {
        return none(format!(
            "{} held-out records have a hand label and a vote; {FEWEST} are needed to tell models apart. Until then \
             nothing speaks for another model than the majority vote.{coverage}",
            grouped(u64::from(with_vote))
        ));
    }
    let level = beyond(compared.len());
    let mut best: Option<&(&Judged, Difference)> = None;
    for candidate in &compared {
        if best.is_none_or(|best| candidate.1.mean > best.1.mean) {
            best = Some(candidate);
        }
    }
    match best {
        Some((model, apart)) if apart.mean > level * apart.error => Advice {
            model: Some(model.model),
            sentence: format!(
                "On {} held-out records “{}” is {:.1} points better than the majority vote (standard error {:.1}): more \
                 than chance explains.{coverage}",
                grouped(u64::from(apart.records)),
                model.model,
                apart.mean * 100.0,
                apart.error * 100.0
            ),
        },
        _ => none(format!(
            "On {} held-out records no model is better than the majority vote by more than chance explains.{}{coverage}",
            grouped(u64::from(with_vote)),
            worse(&compared, level)
        )),
    }
}

/// Which models are worse for sure.
fn worse(compared: &[(&Judged, Difference)], level: f64) -> String {
    let worse = compared
        .iter()
        .filter(|(_, apart)| apart.mean < -level * apart.error);
    let names: Vec<String> = worse.map(|(model, _)| format!("“{}”", model.model)).collect();
    if names.is_empty() {
        return String::new();
    }
    let verb = if names.len() == 1 { "is" } else { "are" };
    format!(" {} {verb} worse.", names.join(", "))
}

/// What is to be said where few records have a vote.
fn covered(with_vote: u32, records: u32) -> String {
    if records == 0 || with_vote * 2 >= records {
        return String::new();
    }
    format!(
        " Rules vote on {} of {} held-out records only: more rules will help more than any model.",
        grouped(u64::from(with_vote)),
        grouped(u64::from(records))
    )
}

/// How many standard errors are beyond chance at 5 % on both sides, for so many comparisons: quantiles of the normal
/// distribution at 0.025 / comparisons.
fn beyond(comparisons: usize) -> f64 {
    const QUANTILES: [f64; 10] = [
        1.960, 2.241, 2.394, 2.498, 2.576, 2.638, 2.690, 2.734, 2.773, 2.807,
    ];
    let at = comparisons.saturating_sub(1).min(QUANTILES.len() - 1);
    QUANTILES[at]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn posteriors(rows: &[[f64; 2]]) -> Posteriors {
        let mut made = Posteriors::unreached(rows.len(), 2);
        for (record, row) in (0u32..).zip(rows) {
            made.set(record, row);
        }
        made
    }

    /// 40 held-out records of label 0: the majority is right on 20, tied on 4, wrong on 16; the other model right on 34.
    #[test]
    fn paired_differences_by_hand() {
        let plain = |at: usize| match at {
            0..20 => [1.0, 0.0],
            20..24 => [0.5, 0.5],
            _ => [0.0, 1.0],
        };
        let other = |at: usize| if at < 34 { [0.9, 0.1] } else { [0.1, 0.9] };
        let majority = posteriors(&(0..40).map(plain).collect::<Vec<_>>());
        let model = posteriors(&(0..40).map(other).collect::<Vec<_>>());
        let held_out = [BitSet::full(40), BitSet::empty(40)];
        let judged = judge("snorkel", &model, &majority, &held_out);
        assert_eq!((judged.records, judged.decided, judged.right), (40, 40, 34));
        let apart = judged.difference.unwrap();
        // Ten whole wins and four half ones.
        assert!((apart.mean - 12.0 / 40.0).abs() < 1e-12);
        let error = ((10.0 + 4.0 * 0.25 + 1.0) - 144.0 / 42.0_f64).sqrt() / 42.0;
        assert!((apart.error - error).abs() < 1e-12);
        let plain = super::judge("majority", &majority, &majority, &held_out);
        assert_eq!((plain.decided, plain.right, plain.tied), (36, 20, 4));
        assert_eq!(plain.difference.unwrap().mean, 0.0);
        let advice = advise(&[plain.clone(), judged]);
        assert_eq!(advice.model, Some("snorkel"));
        assert!(advice.sentence.contains("30.0 points"), "{}", advice.sentence);
        // The other way round it is worse, and nothing is advised.
        let reversed = super::judge("snorkel", &majority, &model, &held_out);
        let advice = advise(&[reversed]);
        assert_eq!(advice.model, None);
        assert!(
            advice.sentence.contains("“snorkel” is worse"),
            "{}",
            advice.sentence
        );
    }

    /// One rule votes for label 0 on 40 records, and hand labels say 1 on 30 of them: its precision is 4 / 35.
    #[test]
    fn a_rule_that_is_taken_for_its_opposite_overturns_itself() {
        use crate::models::tests::{fit, input, matrix};

        let votes = matrix(2, &vec![vec![0]; 40]);
        let mut asked = input(&votes);
        asked.gold = std::sync::Arc::new(vec![BitSet::empty(40), BitSet::from_indices(40, 0..30)]);
        let fitted = fit(crate::models::MODELS[0], asked);
        let posteriors = crate::job::run(&mut fitted.label_all()).unwrap();
        let sets = crate::analysis::analyse(&votes, &[]).sets;
        let look = look(&fitted, &Decided::of(&posteriors), &sets);
        assert_eq!((look.unanimous, look.overturned.count()), (40, 40));
        assert_eq!(look.flipped, [0]);
        let said = look.warnings().join(" ");
        assert!(
            said.contains("40 of 40 records") && said.contains("1 rule"),
            "{said}"
        );
    }

    #[test]
    fn few_labels_favour_nobody() {
        let model = posteriors(&[[1.0, 0.0]; 19]);
        let majority = posteriors(&[[0.0, 1.0]; 19]);
        let judged = judge(
            "snorkel",
            &model,
            &majority,
            &[BitSet::full(19), BitSet::empty(19)],
        );
        assert_eq!(judged.right, 19);
        let advice = advise(&[judged]);
        assert_eq!(advice.model, None);
        assert!(advice.sentence.contains("20 are needed"), "{}", advice.sentence);
    }
}
