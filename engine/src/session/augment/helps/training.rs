//! One try: the same records trained on in four ways, and each judged on held-out gold.

use super::super::describe::{Columns, Held, Rows};
use super::Variants;
use crate::end_model::{Consistency, ConsistencyOptions, EndModel, EndOptions, Fit, Pair};
use crate::error::{Error, Result};
use crate::features::Vectors;
use crate::job::Step;
use crate::num::{count, exact};
use crate::posteriors::{Posteriors, winners};
use crate::session::augment::view::HelpsWay;
use crate::session::project::Project;

/// Rows that are made in a step.
const STEP_ROWS: usize = 500;

/// What came of a try.
#[derive(Clone, Debug)]
pub(super) struct Tried {
    pub(super) ways: Vec<Way>,
    pub(super) labeled: u32,
    pub(super) unlabeled: u32,
    /// Mixtures that could not be taught.
    pub(super) left_out: u32,
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
    columns: Columns,
    contents: Vec<Held>,
    /// Per labeled record its k probabilities.
    taught: Vec<Vec<f64>>,
    /// Per variant of a labeled record its k probabilities, and whether nothing speaks against it.
    variants: Vec<(Vec<f64>, bool)>,
    pairs: Vec<Pair>,
    unlabeled: u32,
    left_out: u32,
    /// The label of each held-out record.
    judged: Vec<usize>,
    rows: Option<Rows>,
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
    ) -> Result<Self> {
        let held = |record: &u32| of.columns.hold_record(project, *record);
        let mut contents: Vec<Held> = of.labeled.iter().map(held).collect::<Result<_>>()?;
        let rows = of
            .labeled
            .iter()
            .map(|&record| taught.row(record).unwrap_or_default());
        let labeled_rows = rows.collect();
        let mut variants = Vec::with_capacity(of.of_labeled.len());
        for variant in of.of_labeled.drain(..) {
            contents.push(variant.content);
            variants.push((mixed(taught, &variant.shares), variant.valid));
        }
        let first = contents.len();
        for record in &of.unlabeled {
            contents.push(of.columns.hold_record(project, *record)?);
        }
        let mut pairs = Vec::with_capacity(of.of_unlabeled.len());
        for (place, content) in of.of_unlabeled.drain(..) {
            pairs.push(Pair {
                record: count(first + place),
                variant: count(contents.len()),
            });
            contents.push(content);
        }
        for (record, _) in judged {
            contents.push(of.columns.hold_record(project, *record)?);
        }
        Ok(Self {
            options,
            rows: Some(of.columns.begin()),
            columns: of.columns.clone(),
            contents,
            taught: labeled_rows,
            variants,
            pairs,
            unlabeled: count(of.unlabeled.len()),
            left_out: of.left_out,
            judged: judged.iter().map(|(_, label)| *label).collect(),
            made: 0,
            vectors: None,
            fitting: None,
            ways: Vec::new(),
        })
    }

    /// Does some more; what came of it, once all ways are tried.
    pub(super) fn step(&mut self, project: &Project) -> Result<Option<(Tried, Columns)>> {
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
                let variants = match &fitting {
                    Fitting::Labels(_) => self.used(way),
                    Fitting::Consistency(fit) => fit.teaching(),
                };
                self.ways.push(Way {
                    way,
                    right: self.right(vectors, &model),
                    variants,
                });
            }
        }
        let is_over = self.ways.len() == WAYS.len();
        Ok(is_over.then(|| {
            let tried = Tried {
                ways: std::mem::take(&mut self.ways),
                labeled: count(self.taught.len()),
                unlabeled: self.unlabeled,
                left_out: self.left_out,
            };
            (tried, self.columns.clone())
        }))
    }

    fn make_rows(&mut self) -> Result<()> {
        let rows = self.rows.as_mut();
        let rows = rows.ok_or_else(|| Error::new("The features of variants are lost", "Ask again"))?;
        let end = self.contents.len().min(self.made + STEP_ROWS);
        self.contents[self.made..end]
            .iter()
            .try_for_each(|content| rows.push(content))?;
        self.made = end;
        if end == self.contents.len() {
            self.vectors = self.rows.take().map(Rows::finish).transpose()?;
        }
        Ok(())
    }

    fn begin(&self, vectors: &Vectors, labels: usize) -> Result<Fitting> {
        let way = WAYS[self.ways.len()];
        let mut posteriors = Posteriors::unreached(self.contents.len(), labels);
        for (row, taught) in (0u32..).zip(&self.taught) {
            posteriors.set(row, taught);
        }
        let first = count(self.taught.len());
        for (row, (probabilities, valid)) in (first..).zip(&self.variants) {
            if way == HelpsWay::With || (way == HelpsWay::Guarded && *valid) {
                posteriors.set(row, probabilities);
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

    /// Variants that a way trains on; by consistency it hangs on the training.
    fn used(&self, way: HelpsWay) -> usize {
        match way {
            HelpsWay::Without | HelpsWay::Consistency => 0,
            HelpsWay::With => self.variants.len(),
            HelpsWay::Guarded => self.variants.iter().filter(|(_, valid)| *valid).count(),
        }
    }

    /// Which held-out records get their label; one without a known word gets none.
    fn right(&self, vectors: &Vectors, model: &EndModel) -> Vec<bool> {
        let first = count(self.contents.len() - self.judged.len());
        let rows = (first..).zip(&self.judged);
        let right = rows.map(|(row, label)| {
            let found = model.row(vectors, row);
            found.is_some_and(|row| winners(&row) == [*label])
        });
        right.collect()
    }
}

/// The probabilities of records, each by its share.
fn mixed(taught: &Posteriors, shares: &[(u32, f64)]) -> Vec<f64> {
    let mut mixed: Vec<f64> = Vec::new();
    for &(record, share) in shares {
        let row = taught.row(record).unwrap_or_default();
        mixed.resize(row.len(), 0.0);
        mixed.iter_mut().zip(row).for_each(|(sum, p)| *sum += share * p);
    }
    mixed
}
