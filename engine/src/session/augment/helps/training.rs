//! One try: the same records trained on in four ways, and each judged on held-out gold.

use std::sync::Arc;

use super::Variants;
use crate::end_model::{Consistency, ConsistencyOptions, EndModel, EndOptions, Fit, Pair};
use crate::error::{Error, Result};
use crate::features::{FixedTerms, NewRows, Vectors};
use crate::job::Step;
use crate::num::{count, exact};
use crate::posteriors::{Posteriors, winners};
use crate::session::augment::view::HelpsWay;
use crate::session::project::Project;

/// Texts whose rows are made in a step.
const STEP_TEXTS: usize = 500;

/// What came of a try.
#[derive(Clone, Debug)]
pub(super) struct Tried {
    pub(super) ways: Vec<Way>,
    pub(super) labeled: u32,
    pub(super) unlabeled: u32,
}

/// What came of a way.
#[derive(Clone, Debug)]
pub(super) struct Way {
    pub(super) way: HelpsWay,
    /// Of each held-out record whether it got its label.
    pub(super) right: Vec<bool>,
    /// Variants that it trained on.
    pub(super) variants: usize,
}

impl Way {
    /// The share that is right.
    pub(super) fn accuracy(&self) -> f64 {
        let right = self.right.iter().filter(|is_right| **is_right);
        exact(right.count()) / exact(self.right.len().max(1))
    }
}

/// A try under way. Rows are those of labeled records, their variants, records without a label, variants of these, and
/// held-out records.
#[derive(Debug)]
pub(super) struct Training {
    options: EndOptions,
    terms: Arc<FixedTerms>,
    texts: Vec<String>,
    /// Per labeled record its k probabilities.
    taught: Vec<Vec<f64>>,
    /// Per variant of a labeled record the record's place, and whether nothing speaks against it.
    variants: Vec<(usize, bool)>,
    pairs: Vec<Pair>,
    unlabeled: u32,
    /// The label of each held-out record.
    judged: Vec<usize>,
    rows: Option<NewRows>,
    made: usize,
    vectors: Option<Vectors>,
    fitting: Option<Fitting>,
    ways: Vec<Way>,
}

#[derive(Debug)]
enum Fitting {
    Labels(Box<Fit>),
    Consistency(Box<Consistency>),
}

const WAYS: [HelpsWay; 4] = [
    HelpsWay::Without,
    HelpsWay::With,
    HelpsWay::Guarded,
    HelpsWay::Consistency,
];

impl Training {
    pub(super) fn new(
        project: &Project,
        of: &mut Variants,
        taught: &Posteriors,
        judged: &[(u32, usize)],
        options: EndOptions,
    ) -> Self {
        let text = |record: &u32| project.corpus.text(*record).to_owned();
        let mut texts: Vec<String> = of.labeled.iter().map(text).collect();
        let rows = of
            .labeled
            .iter()
            .map(|&record| taught.row(record).unwrap_or_default());
        let taught = rows.collect();
        let mut variants = Vec::with_capacity(of.of_labeled.len());
        for (place, text, valid) in of.of_labeled.drain(..) {
            texts.push(text);
            variants.push((place, valid));
        }
        let first = texts.len();
        texts.extend(of.unlabeled.iter().map(text));
        let mut pairs = Vec::with_capacity(of.of_unlabeled.len());
        for (place, text) in of.of_unlabeled.drain(..) {
            pairs.push(Pair {
                record: count(first + place),
                variant: count(texts.len()),
            });
            texts.push(text);
        }
        texts.extend(judged.iter().map(|(record, _)| text(record)));
        Self {
            options,
            rows: Some(NewRows::new(Arc::clone(&of.terms))),
            terms: Arc::clone(&of.terms),
            texts,
            taught,
            variants,
            pairs,
            unlabeled: count(of.unlabeled.len()),
            judged: judged.iter().map(|(_, label)| *label).collect(),
            made: 0,
            vectors: None,
            fitting: None,
            ways: Vec::new(),
        }
    }

    /// Does some more; what came of it, once all ways are tried.
    pub(super) fn step(&mut self, project: &Project) -> Result<Option<(Tried, Arc<FixedTerms>)>> {
        let Some(vectors) = &self.vectors else {
            self.make_rows()?;
            return Ok(None);
        };
        let labels = project.document().labels.len();
        let mut fitting = match self.fitting.take() {
            Some(fitting) => fitting,
            None => self.begin(vectors, labels)?,
        };
        let step = match &mut fitting {
            Fitting::Labels(fit) => fit.step(vectors)?,
            Fitting::Consistency(fit) => fit.step(vectors)?,
        };
        match step {
            Step::Working(_) => self.fitting = Some(fitting),
            Step::Done(model) => {
                let way = WAYS[self.ways.len()];
                self.ways.push(Way {
                    way,
                    right: self.right(vectors, &model),
                    variants: self.used(way),
                });
            }
        }
        let is_over = self.ways.len() == WAYS.len();
        Ok(is_over.then(|| {
            let tried = Tried {
                ways: std::mem::take(&mut self.ways),
                labeled: count(self.taught.len()),
                unlabeled: self.unlabeled,
            };
            (tried, Arc::clone(&self.terms))
        }))
    }

    fn make_rows(&mut self) -> Result<()> {
        let rows = self.rows.as_mut();
        let rows = rows.ok_or_else(|| Error::new("The features of variants are lost", "Ask again"))?;
        let end = self.texts.len().min(self.made + STEP_TEXTS);
        self.texts[self.made..end]
            .iter()
            .try_for_each(|text| rows.push(text))?;
        self.made = end;
        if end == self.texts.len() {
            self.vectors = self.rows.take().map(NewRows::finish).transpose()?;
        }
        Ok(())
    }

    fn begin(&self, vectors: &Vectors, labels: usize) -> Result<Fitting> {
        let way = WAYS[self.ways.len()];
        let mut posteriors = Posteriors::unreached(self.texts.len(), labels);
        for (row, taught) in (0u32..).zip(&self.taught) {
            posteriors.set(row, taught);
        }
        let first = count(self.taught.len());
        for (row, (place, valid)) in (first..).zip(&self.variants) {
            if way == HelpsWay::With || (way == HelpsWay::Guarded && *valid) {
                posteriors.set(row, &self.taught[*place]);
            }
        }
        if way == HelpsWay::Consistency {
            let (pairs, options) = (self.pairs.clone(), ConsistencyOptions::default());
            let fit = Consistency::new(vectors, &posteriors, pairs, options, &self.options)?;
            return Ok(Fitting::Consistency(Box::new(fit)));
        }
        let fit = Fit::new(vectors, &posteriors, &[], &self.options)?;
        Ok(Fitting::Labels(Box::new(fit)))
    }

    /// Variants that a way trains on.
    fn used(&self, way: HelpsWay) -> usize {
        match way {
            HelpsWay::Without => 0,
            HelpsWay::With => self.variants.len(),
            HelpsWay::Guarded => self.variants.iter().filter(|(_, valid)| *valid).count(),
            HelpsWay::Consistency => self.pairs.len(),
        }
    }

    /// Which held-out records get their label; one without a known word gets none.
    fn right(&self, vectors: &Vectors, model: &EndModel) -> Vec<bool> {
        let first = count(self.texts.len() - self.judged.len());
        let rows = (first..).zip(&self.judged);
        let right = rows.map(|(row, label)| {
            let found = model.row(vectors, row);
            found.is_some_and(|row| winners(&row) == [*label])
        });
        right.collect()
    }
}
