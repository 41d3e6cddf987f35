//! Consistency training in the manner of UDA (Q. Xie, Z. Dai, E. Hovy, M.-T. Luong, Q. V. Le, "Unsupervised Data
//! Augmentation for Consistency Training", 2020), for a model that is a convex problem: labeled records teach what they
//! are, and variants of records without a label are to get what their record gets.
//!
//! ```text
//! J = (1 / max(1, kept)) Σ_kept CE  +  λ (1/B) Σ_B [max softmax(z) > β] KL(softmax(z/T) ‖ softmax(z'))
//! ```
//!
//! z are logits of a record without a label, z' those of its variant; softmax(z/T) is held fixed, and the mean goes over
//! all B. A labeled record is kept while its label's probability is at most the schedule's threshold ([`Schedule`]). The
//! reference takes a step of gradient descent at a time; here each round fixes which records are kept, the mask and the
//! targets by the model as it is, and moves the model towards the minimum of what is then convex by some steps of L-BFGS.
//! The last round keeps every labeled record and goes to the end.

use super::fit::Fit;
use super::model::EndModel;
use super::objective::{is_known, logits, softmax};
use super::options::EndOptions;
use super::targets::Targets;
use crate::error::{Error, Result};
use crate::features::Vectors;
use crate::job::{Progress, Step};
use crate::num::{exact, exp};
use crate::posteriors::Posteriors;

/// How fast labeled records that are learned already come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Schedule {
    /// Evenly.
    Linear,
    /// Late: for few labels.
    Exponential,
    /// Early: for many labels.
    Logarithmic,
}

impl Schedule {
    /// The probability above which a labeled record is left out, after a part `t` of the training, 0 to 1.
    #[must_use]
    pub fn threshold(self, t: f64, labels: usize) -> f64 {
        let alpha = match self {
            Self::Linear => t,
            Self::Exponential => exp((t - 1.0) * 5.0),
            Self::Logarithmic => 1.0 - exp(-t * 5.0),
        };
        let even = 1.0 / exact(labels.max(1));
        alpha * (1.0 - even) + even
    }
}

/// What consistency training goes by.
#[derive(Clone, Debug)]
pub struct ConsistencyOptions {
    /// T: below 1 targets become surer.
    pub temperature: f64,
    /// β: records that the model is less sure of teach nothing.
    pub confidence: f64,
    /// λ: what records without a label count beside labeled ones.
    pub weight: f64,
    /// How labeled records come back.
    pub schedule: Schedule,
    /// Rounds, one at least.
    pub rounds: u32,
    /// Steps of the search in each round but the last.
    pub iterations: u32,
}

impl Default for ConsistencyOptions {
    /// T, β and λ as UDA has them for images; a threshold that rises evenly.
    fn default() -> Self {
        Self {
            temperature: 0.4,
            confidence: 0.8,
            weight: 1.0,
            schedule: Schedule::Linear,
            rounds: 8,
            iterations: 15,
        }
    }
}

/// A record without a label and a variant of it, as rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Pair {
    /// The record.
    pub record: u32,
    /// The variant.
    pub variant: u32,
}

/// The target of a variant from its record's logits, which become it; none where the model is not sure enough of the
/// record. Sureness is that without T.
pub fn sharpened(logits: &mut [f64], temperature: f64, confidence: f64) -> bool {
    let mut plain = logits.to_vec();
    softmax(&mut plain);
    let is_sure = plain.iter().copied().fold(0.0, f64::max) > confidence;
    logits.iter_mut().for_each(|logit| *logit /= temperature);
    softmax(logits);
    is_sure
}

/// The training, which is handed the vectors at every step.
#[derive(Debug)]
pub struct Consistency {
    options: ConsistencyOptions,
    fit_options: EndOptions,
    labeled: Targets,
    pairs: Vec<Pair>,
    round: u32,
    model: Option<EndModel>,
    fitting: Option<Box<Fit>>,
    /// Pairs that teach in this round.
    teaching: usize,
}

impl Consistency {
    /// Begins to train on the rows that `posteriors` (n × k) reach, and on pairs of rows that they don't.
    ///
    /// # Errors
    /// Those of [`Fit::new`]; no round.
    pub fn new(
        vectors: &Vectors,
        posteriors: &Posteriors,
        pairs: Vec<Pair>,
        options: ConsistencyOptions,
        fit_options: &EndOptions,
    ) -> Result<Self> {
        fit_options.check()?;
        if options.rounds == 0 {
            return Err(
                Error::new("Training in no round teaches nothing", "Take one round or more").at("rounds"),
            );
        }
        let labeled = Targets::new(vectors, posteriors, &[], fit_options.gold_weight)?;
        Ok(Self {
            options,
            fit_options: fit_options.clone(),
            labeled,
            pairs,
            round: 0,
            model: None,
            fitting: None,
            teaching: 0,
        })
    }

    /// Pairs that taught in the last round: the model was sure enough of their records.
    #[must_use]
    pub const fn teaching(&self) -> usize {
        self.teaching
    }

    /// Does one step. Every step must be given the same vectors.
    ///
    /// # Errors
    /// Those of [`Fit::new`].
    pub fn step(&mut self, vectors: &Vectors) -> Result<Step<EndModel>> {
        let mut fitting = match self.fitting.take() {
            Some(fitting) => fitting,
            None => Box::new(self.begin_round(vectors)?),
        };
        match fitting.step(vectors)? {
            Step::Working(_) => self.fitting = Some(fitting),
            Step::Done(model) => {
                self.round += 1;
                if self.round == self.options.rounds {
                    return Ok(Step::Done(model));
                }
                self.model = Some(model);
            }
        }
        Ok(Step::Working(Progress {
            stage: "training by consistency",
            done: self.round.into(),
            total: self.options.rounds.into(),
            estimate: None,
        }))
    }

    fn begin_round(&mut self, vectors: &Vectors) -> Result<Fit> {
        let is_last = self.round + 1 == self.options.rounds;
        let options = EndOptions {
            most_iterations: if is_last {
                self.fit_options.most_iterations
            } else {
                self.options.iterations.max(1)
            },
            ..self.fit_options.clone()
        };
        let targets = match &self.model {
            // Nothing is known yet: every labeled record is kept, and no other is sure.
            None => self.labeled.clone(),
            Some(model) => {
                let (targets, teaching) = self.targets(vectors, model, is_last);
                self.teaching = teaching;
                targets
            }
        };
        match Fit::on(vectors, targets, &options, self.model.as_ref()) {
            // What is kept may hold one label alone: the round is then as the first.
            Err(_) if !is_last => Fit::on(vectors, self.labeled.clone(), &options, self.model.as_ref()),
            fit => fit,
        }
    }

    /// What is trained on next, and how many pairs are of it.
    fn targets(&self, vectors: &Vectors, model: &EndModel, is_last: bool) -> (Targets, usize) {
        let t = f64::from(self.round + 1) / f64::from(self.options.rounds);
        let threshold = self.options.schedule.threshold(t, self.labeled.labels.len());
        let mut own = vec![0.0; model.trained.len()];
        let mut targets = self.labeled.only(|place| {
            let row = self.labeled.row(place);
            let label = (0..row.len()).fold(0, |best, at| if row[at] > row[best] { at } else { best });
            is_last
                || probability(
                    model,
                    vectors,
                    self.labeled.records[place],
                    label,
                    &mut own.clone(),
                ) <= threshold
        });
        let kept = targets.records.len().max(1);
        let weight = self.options.weight * exact(kept) / exact(self.pairs.len().max(1));
        let mut row = vec![0.0; self.labeled.labels.len()];
        let mut teaching = 0;
        for pair in &self.pairs {
            if vectors.row(pair.variant).is_empty()
                || !foretold(model, vectors, pair.record, &mut own)
                || !sharpened(&mut own, self.options.temperature, self.options.confidence)
            {
                continue;
            }
            row.fill(0.0);
            for (&label, &p) in model.trained.iter().zip(&own) {
                row[label] = p;
            }
            targets.push(pair.variant, &row, weight);
            teaching += 1;
        }
        (targets, teaching)
    }
}

/// The logits of a row, where any of its features has a weight.
fn foretold(model: &EndModel, vectors: &Vectors, row: u32, own: &mut [f64]) -> bool {
    let features = vectors.row(row);
    let is_known = is_known(features, &model.parameters, own.len());
    if is_known {
        logits(features, &model.parameters, own);
    }
    is_known
}

/// The probability of a label.
fn probability(model: &EndModel, vectors: &Vectors, row: u32, label: usize, own: &mut [f64]) -> f64 {
    logits(vectors.row(row), &model.parameters, own);
    softmax(own);
    let place = model.trained.binary_search(&label);
    place.map_or(0.0, |place| own[place])
}

#[cfg(test)]
mod tests {
    use serde_json::Value;

    use super::*;
    use crate::corpus::CorpusBuilder;
    use crate::features::Plan;
    use crate::num::ln;

    fn fixtures() -> Value {
        let path = concat!(
            env!("CARGO_MANIFEST_DIR"),
            "/../tests/suite/augmentation/semi_supervised_losses.json"
        );
        serde_json::from_slice(&std::fs::read(path).unwrap()).unwrap()
    }

    fn numbers(value: &Value) -> Vec<f64> {
        value
            .as_array()
            .unwrap()
            .iter()
            .map(|number| number.as_f64().unwrap())
            .collect()
    }

    #[test]
    fn thresholds_are_the_reference_s() {
        let fixtures = fixtures();
        let schedules = [
            ("linear", Schedule::Linear),
            ("exp", Schedule::Exponential),
            ("log", Schedule::Logarithmic),
        ];
        for (name, schedule) in schedules {
            for labels in [2, 10] {
                let points = &fixtures["tsa"][format!("{name}_K{labels}")];
                for point in points.as_array().unwrap() {
                    let found = schedule.threshold(point["t"].as_f64().unwrap(), labels);
                    assert!(
                        (found - point["threshold"].as_f64().unwrap()).abs() < 1e-12,
                        "{name} {labels} {point}"
                    );
                }
            }
        }
    }

    /// Targets, masks and the mean over all, as the reference works them out.
    #[test]
    fn targets_and_masks_are_the_reference_s() {
        let fixtures = fixtures();
        let of = &fixtures["uda"];
        let [t, beta] = ["softmax_temp", "confidence_thresh"].map(|key| of[key].as_f64().unwrap());
        let rows = |key: &str| {
            of[key]
                .as_array()
                .unwrap()
                .iter()
                .map(numbers)
                .collect::<Vec<_>>()
        };
        let mut sum = 0.0;
        let pairs = rows("ori_logits").into_iter().zip(rows("aug_logits"));
        for ((mut target, mut variant), said) in pairs.zip(of["per_example"].as_array().unwrap()) {
            let is_sure = sharpened(&mut target, t, beta);
            softmax(&mut variant);
            let kl: f64 = target
                .iter()
                .zip(&variant)
                .map(|(q, p)| q * (ln(*q) - ln(*p)))
                .sum();
            assert!((kl - said["kl"].as_f64().unwrap()).abs() < 1e-9, "{kl} {said}");
            assert_eq!(is_sure, said["mask"].as_f64() == Some(1.0));
            sum += if is_sure { kl } else { 0.0 };
        }
        assert!((sum / 3.0 - of["unsup_loss"].as_f64().unwrap()).abs() < 1e-9);
    }

    fn trained(pairs: Vec<Pair>) -> (Vectors, EndModel) {
        let texts = [
            "win prize",
            "lunch noon",
            "prize claim",
            "claim reward",
            "noon meal",
            "meal table",
            "reward bonus",
            "table chair",
        ];
        let mut corpus = CorpusBuilder::default();
        texts.iter().for_each(|text| corpus.push(None, text, []));
        let vectors = Plan::default().make(&corpus.finish()).unwrap();
        let mut posteriors = Posteriors::unreached(texts.len(), 2);
        posteriors.set(0, &[1.0, 0.0]);
        posteriors.set(1, &[0.0, 1.0]);
        let options = ConsistencyOptions {
            confidence: 0.5,
            ..ConsistencyOptions::default()
        };
        let mut job =
            Consistency::new(&vectors, &posteriors, pairs, options, &EndOptions::default()).unwrap();
        loop {
            if let Step::Done(model) = job.step(&vectors).unwrap() {
                return (vectors, model);
            }
        }
    }

    /// “claim reward” shares no word with a labeled record; it is reached through the variant that it is of a record
    /// which does.
    #[test]
    fn variants_carry_what_their_records_get() {
        let (vectors, alone) = trained(Vec::new());
        assert!(
            alone.row(&vectors, 6).is_none(),
            "no labeled record has its words"
        );
        let pair = |record, variant| Pair { record, variant };
        let (vectors, model) = trained(vec![pair(2, 3), pair(4, 5)]);
        assert!(model.row(&vectors, 3).unwrap()[0] > 0.6);
        assert!(model.row(&vectors, 5).unwrap()[1] > 0.6);
        assert!(model.row(&vectors, 6).unwrap()[0] > 0.5 && model.row(&vectors, 7).unwrap()[1] > 0.5);
        let again = trained(vec![pair(2, 3), pair(4, 5)]).1;
        assert_eq!(model.parameters, again.parameters);
    }
}
