//! What is measured, begun and done in steps. Whatever goes wrong is a bug of the bench and ends it.

use std::sync::Arc;

use labelloom_engine::bits::BitSet;
use labelloom_engine::corpus::Corpus;
use labelloom_engine::end_model::{EndModel, EndOptions, Fit, Predicting};
use labelloom_engine::features::{KINDS, Making, Plan, Vectors};
use labelloom_engine::job::{Job, Step};
use labelloom_engine::models::{Balance, FitInput, FitRun, Fitted, LabelRun, MODELS, Options, VoteTable};
use labelloom_engine::posteriors::Posteriors;
use labelloom_engine::votes::VoteMatrix;

/// Inputs, what has been made of them, and the work under way.
#[derive(Default)]
pub(crate) struct Bench {
    votes: Option<(VoteMatrix, Arc<Vec<BitSet>>)>,
    table: Option<Arc<VoteTable>>,
    fitted: Option<Arc<Fitted>>,
    /// Of the last fit.
    pub(crate) iterations: u32,
    texts: Option<(Corpus, Posteriors)>,
    vectors: Option<Vectors>,
    model: Option<EndModel>,
    work: Work,
}

#[derive(Default)]
enum Work {
    #[default]
    Nothing,
    Fit(Box<FitRun>),
    Label(Box<LabelRun>),
    Features(Box<dyn Making>),
    EndModel(Box<Fit>),
    Predict(Box<Predicting>),
}

impl Bench {
    pub(crate) fn draw(&mut self, records: usize, rules: usize, labels: usize) {
        (self.table, self.fitted) = (None, None);
        self.votes = Some(crate::votes::draw(records, rules, labels));
    }

    pub(crate) fn table(&mut self) {
        let (votes, _) = self.votes.as_ref().expect("votes were drawn");
        self.fitted = None;
        self.table = Some(Arc::new(VoteTable::new(votes).expect("drawn votes are sound")));
    }

    pub(crate) fn patterns(&self) -> usize {
        let table = self.table.as_ref().expect("there is a table");
        labelloom_engine::models::patterns::patterns(table).len()
    }

    pub(crate) fn fit(&mut self, model: usize, iterations: u32) {
        let (_, gold) = self.votes.as_ref().expect("votes were drawn");
        let run = MODELS[model].fit(FitInput {
            table: Arc::clone(self.table.as_ref().expect("there is a table")),
            gold: Arc::clone(gold),
            balance: Balance::Uniform,
            options: Options {
                most_iterations: Some(iterations),
                ..Options::default()
            },
        });
        self.work = Work::Fit(Box::new(run.expect("enough rules")));
    }

    pub(crate) fn label(&mut self) {
        let fitted = self.fitted.as_ref().expect("a model is fitted");
        self.work = Work::Label(Box::new(fitted.label_all()));
    }

    pub(crate) fn texts(&mut self, records: usize) {
        (self.votes, self.table, self.fitted) = (None, None, None);
        self.texts = Some(crate::texts::generate(records));
    }

    pub(crate) fn features(&mut self) {
        self.work = Work::Features(Plan::of(KINDS[0]).begin().expect("a plan"));
    }

    pub(crate) fn end_model(&mut self) {
        let (_, posteriors) = self.texts.as_ref().expect("there are texts");
        let vectors = self.vectors.as_ref().expect("there are features");
        let fit = Fit::new(vectors, posteriors, &[], &EndOptions::default());
        self.work = Work::EndModel(Box::new(fit.expect("a fit")));
    }

    pub(crate) fn predict(&mut self) {
        let model = self.model.as_ref().expect("there is a model");
        let vectors = self.vectors.as_ref().expect("there are features");
        self.work = Work::Predict(Box::new(
            Predicting::new(model, vectors).expect("the same features"),
        ));
    }

    /// Does a step. Returns whether more is to be done.
    pub(crate) fn step(&mut self) -> bool {
        const WENT_WELL: &str = "a step goes well";
        let vectors = self.vectors.as_ref();
        match &mut self.work {
            Work::Nothing => return false,
            Work::Fit(run) => {
                let Step::Done(fitted) = run.step().expect(WENT_WELL) else {
                    return true;
                };
                self.iterations = fitted.iterations;
                self.fitted = Some(Arc::new(fitted));
            }
            Work::Label(run) => {
                let Step::Done(_) = run.step().expect(WENT_WELL) else {
                    return true;
                };
            }
            Work::Features(making) => {
                let (corpus, _) = self.texts.as_ref().expect("there are texts");
                let Step::Done(vectors) = making.step(corpus).expect(WENT_WELL) else {
                    return true;
                };
                self.vectors = Some(vectors);
            }
            Work::EndModel(fit) => {
                let Step::Done(model) = fit.step(vectors.expect("there are features")).expect(WENT_WELL)
                else {
                    return true;
                };
                self.iterations = model.summary().iterations;
                self.model = Some(model);
            }
            Work::Predict(run) => {
                let (model, vectors) = self.model.as_ref().zip(vectors).expect("a model and features");
                let Step::Done(_) = run.step(model, vectors) else {
                    return true;
                };
            }
        }
        self.work = Work::Nothing;
        false
    }
}
