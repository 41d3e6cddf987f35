//! What labels start from: dev gold, what the chosen model is sure of, and rules with a weight each.

use crate::bits::BitSet;
use crate::error::Result;
use crate::graph_choice::SeedChoice;
use crate::ids::RuleId;
use crate::num::count;
use crate::propagation::{Origin, Seed, Seeds};
use crate::session::graph::SeedOrigin;
use crate::session::labels::Labeled;
use crate::session::project::Project;

/// The weight of a rule of which the model knows nothing: half of a hand label's.
const NO_DATA: f64 = 0.5;

/// The least weight of a rule; one that is always wrong is no rule to start from, and shown so.
const LEAST: f64 = 0.01;

/// Seeds being gathered, a rule a step.
#[derive(Debug)]
pub(super) struct Gathering {
    choice: SeedChoice,
    seeds: Seeds,
    /// The records on which gold wins.
    gold: BitSet,
    next: usize,
}

impl Gathering {
    /// The seeds that the document says.
    pub(super) fn new(project: &Project) -> Self {
        Self::of(project, project.document.graph.seeds.clone())
    }

    fn of(project: &Project, choice: SeedChoice) -> Self {
        let n = project.corpus.len();
        let gold = &project.gold_sets;
        let (seeds, gold) = if choice.gold {
            (Seeds::of_gold(n, &gold.dev), gold.dev_known.clone())
        } else {
            (Seeds::new(n, project.document.labels.len()), BitSet::empty(n))
        };
        Self {
            choice,
            seeds,
            gold,
            next: 0,
        }
    }

    /// Gathers some more. Returns whether that was all.
    pub(super) fn step(&mut self, project: &Project, fit: Option<&Labeled>) -> Result<bool> {
        let at = self.next;
        self.next += 1;
        match at {
            0 => self.put_model(fit)?,
            _ if self.choice.rules && at <= project.saved.matrix.columns.len() => {
                self.put_rule(project, fit, at - 1)?;
            }
            _ => return Ok(true),
        }
        Ok(false)
    }

    pub(super) fn finish(self) -> Seeds {
        self.seeds
    }

    fn put_model(&mut self, fit: Option<&Labeled>) -> Result<()> {
        let (Some(least), Some(fit)) = (self.choice.posteriors, fit) else {
            return Ok(());
        };
        self.seeds.put_posteriors(&fit.posteriors, least, 1.0)?;
        for record in self
            .gold
            .iter()
            .filter(|&record| fit.posteriors.get(record).is_some())
        {
            for label in 0..count(fit.labels.len()) {
                self.seeds.remove(record, Origin::Model, label);
            }
        }
        Ok(())
    }

    fn put_rule(&mut self, project: &Project, fit: Option<&Labeled>, at: usize) -> Result<()> {
        let Some((rule, column)) = project.saved.voting().nth(at) else {
            return Ok(());
        };
        let Some(id) = rule.id else { return Ok(()) };
        let weight = weight_of(fit, at);
        for ballot in column.ballots().iter().filter(|ballot| !ballot.vote.against) {
            for record in ballot
                .records
                .iter()
                .filter(|&record| !self.gold.contains(record))
            {
                self.seeds.put(Seed {
                    record,
                    label: count(ballot.vote.label),
                    origin: Origin::Rule(id.0),
                    weight,
                })?;
            }
        }
        Ok(())
    }
}

/// How often the model takes the rule of a column to be right.
pub(super) fn weight_of(fit: Option<&Labeled>, column: usize) -> f64 {
    let estimate = fit.and_then(|fit| fit.fitted.rules.get(column)?.accuracy);
    estimate.unwrap_or(NO_DATA).max(LEAST)
}

impl Project {
    /// The seeds of a choice, as the project is now: for who carries labels along a graph of another making.
    ///
    /// # Errors
    /// The chosen label model can't be fitted to the votes.
    pub fn seeds(&self, choice: &SeedChoice) -> Result<Seeds> {
        let asks_fit = choice.ask_model() && !self.saved.matrix.columns.is_empty();
        let fit = asks_fit.then(|| self.labels_by(&self.document.model.model));
        let fit = fit.transpose()?;
        let mut gathering = Gathering::of(self, choice.clone());
        while !gathering.step(self, fit.as_deref())? {}
        Ok(gathering.finish())
    }

    /// An origin of seeds in words.
    pub(super) fn origin_words(&self, origin: Origin) -> String {
        match origin {
            Origin::Gold => "gold".to_owned(),
            Origin::Model => "the label model".to_owned(),
            Origin::Rule(id) => match self.document.rule(RuleId(id)) {
                Ok(rule) => rule.name.clone(),
                Err(_) => "a rule that is gone".to_owned(),
            },
        }
    }
}

impl From<Origin> for SeedOrigin {
    fn from(origin: Origin) -> Self {
        match origin {
            Origin::Gold => Self::Gold,
            Origin::Model => Self::Model,
            Origin::Rule(id) => Self::Rule(RuleId(id)),
        }
    }
}
