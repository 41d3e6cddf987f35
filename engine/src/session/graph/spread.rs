//! The carrying of labels along the graph, in steps. Where there was a picture of the same graph before, it is updated:
//! only what a change of seeds touches is looked at.

use std::sync::Arc;

use super::build::{Built, working};
use super::seeds::Gathering;
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::graph_choice::{GraphChoice, SeedBalance};
use crate::ids::LabelId;
use crate::job::{Job as _, Step};
use crate::propagation::{Balance, EditRun, Options, Picture, PropagationRun, Seeds, Stop, named};
use crate::session::labels::Labeled;
use crate::session::project::Project;

/// How far scores may be off while an edit is shown at once, beside a seed of weight 1.
pub(super) const AT_ONCE: f64 = 1e-3;

/// Labels along a graph.
#[derive(Debug)]
pub(in crate::session) struct Pictured {
    /// The project's revision that they are of.
    pub(super) revision: u32,
    pub(super) built: Arc<Built>,
    /// The choice they were made for; what it says of the way and the seeds holds.
    pub(super) choice: GraphChoice,
    /// The labels as the indices 0..k have them.
    pub(super) labels: Vec<LabelId>,
    pub(super) picture: Arc<Picture>,
    /// Whether it is as exact as a whole run; an edit that is shown at once is not.
    pub(super) settled: bool,
    /// How many records were looked at to make it.
    pub(super) touched: u32,
    /// The records that are seeds.
    pub(super) seeded: BitSet,
    /// The records of each label.
    pub(super) by_label: Vec<BitSet>,
}

impl Pictured {
    /// The records that have a label.
    pub(super) fn of_label(&self, label: LabelId) -> Option<&BitSet> {
        let at = self.labels.iter().position(|known| *known == label)?;
        self.by_label.get(at)
    }

    /// The label of a record.
    pub(super) fn label(&self, record: u32) -> Option<LabelId> {
        let at = self.picture.label(record)?;
        self.labels.get(at as usize).copied()
    }

    /// The records that no seed reaches.
    pub(super) fn unreached(&self) -> BitSet {
        let mut unreached = self.picture.reached().clone();
        unreached.invert();
        unreached
    }
}

/// What a picture is made of besides the graph and the seeds.
#[derive(Debug)]
struct Made {
    revision: u32,
    built: Arc<Built>,
    choice: GraphChoice,
    labels: Vec<LabelId>,
}

impl Made {
    fn pictured(&self, picture: Arc<Picture>, settled: bool, touched: u32) -> Pictured {
        let n = picture.field().records();
        let mut by_label = vec![BitSet::empty(n); self.labels.len()];
        for (record, label) in (0u32..).zip(picture.labels()) {
            if let Some(set) = label.and_then(|label| by_label.get_mut(label as usize)) {
                set.insert(record);
            }
        }
        Pictured {
            revision: self.revision,
            built: Arc::clone(&self.built),
            choice: self.choice.clone(),
            labels: self.labels.clone(),
            seeded: BitSet::from_indices(n, picture.seeds().iter().map(|seed| seed.record)),
            by_label,
            picture,
            settled,
            touched,
        }
    }
}

/// Labels being carried.
#[derive(Debug)]
pub(super) struct SpreadJob {
    made: Made,
    before: Option<Arc<Pictured>>,
    fit: Option<Arc<Labeled>>,
    /// Whether what an edit gives at once is not enough.
    wants_settled: bool,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Gathering(Box<Gathering>),
    Editing(Box<EditRun>),
    /// The run, and how many records were looked at before.
    Running(Box<PropagationRun>, Option<u32>),
    Over,
}

impl SpreadJob {
    /// Begins to carry labels along a graph, or to bring them up to date.
    ///
    /// # Errors
    /// No label to carry.
    pub(super) fn new(project: &Project, built: Arc<Built>, wants_settled: bool) -> Result<Self> {
        let labels: Vec<LabelId> = project.document.labels.iter().map(|label| label.id).collect();
        if labels.is_empty() {
            return Err(Error::new(
                "There is no label that could be carried",
                "Add labels on the Data page",
            ));
        }
        let choice = (*project.document.graph).clone();
        let before = project.graph.pictured.as_ref().filter(|before| {
            let is_same_graph = Arc::ptr_eq(&before.built, &built);
            is_same_graph && before.choice.same_way(&choice) && before.labels == labels
        });
        Ok(Self {
            before: before.map(Arc::clone),
            fit: project.graph_fit().map(Arc::clone),
            wants_settled,
            stage: Stage::Gathering(Box::new(Gathering::new(project))),
            made: Made {
                revision: project.revision,
                built,
                choice,
                labels,
            },
        })
    }

    /// The same with the chosen model's fit, where it is not kept.
    pub(super) fn with_fit(mut self, fit: Option<Arc<Labeled>>) -> Self {
        self.fit = self.fit.or(fit);
        self
    }

    /// Does one step; at the end gives the picture, or none where the project changed too early.
    ///
    /// # Errors
    /// Choices that don't go together.
    pub(super) fn step(&mut self, project: &Project) -> Result<Step<Option<Pictured>>> {
        let (stage, progress) = match std::mem::replace(&mut self.stage, Stage::Over) {
            // Seeds of two states of the project don't go together.
            Stage::Gathering(_) if project.revision != self.made.revision => return Ok(Step::Done(None)),
            Stage::Gathering(mut gathering) => {
                if gathering.step(project, self.fit.as_deref())? {
                    match self.begin(gathering.finish())? {
                        Ok(begun) => (begun, working("carrying labels", 0, 1)),
                        Err(pictured) => return Ok(Step::Done(Some(pictured))),
                    }
                } else {
                    (Stage::Gathering(gathering), working("gathering seeds", 0, 1))
                }
            }
            Stage::Editing(mut run) => match run.step()? {
                Step::Working(progress) => (Stage::Editing(run), progress),
                Step::Done(edited) => {
                    let touched = edited.change.touched;
                    if edited.settled || !self.wants_settled {
                        let picture = Arc::new(edited.picture);
                        return Ok(Step::Done(Some(self.made.pictured(
                            picture,
                            edited.settled,
                            touched,
                        ))));
                    }
                    let run = PropagationRun::settle(&edited.picture, Stop::SETTLED)?;
                    (
                        Stage::Running(Box::new(run), Some(touched)),
                        working("carrying labels", 0, 1),
                    )
                }
            },
            Stage::Running(mut run, touched) => match run.step()? {
                Step::Working(progress) => (Stage::Running(run, touched), progress),
                Step::Done(picture) => {
                    let touched = touched.unwrap_or_else(|| project.records());
                    return Ok(Step::Done(Some(self.made.pictured(
                        Arc::new(picture),
                        true,
                        touched,
                    ))));
                }
            },
            Stage::Over => return Err(Error::new("Labels were carried already", "Carry them again")),
        };
        self.stage = stage;
        Ok(Step::Working::<Option<Pictured>>(progress))
    }

    /// Begins with seeds that are complete; gives the picture at once where it is the one before.
    fn begin(&self, seeds: Seeds) -> Result<std::result::Result<Stage, Pictured>> {
        let Some(before) = &self.before else {
            let method = named(&self.made.choice.method)?;
            let field = Arc::clone(&self.made.built.field);
            let run = PropagationRun::new(method, field, seeds, self.options()?)?;
            return Ok(Ok(Stage::Running(Box::new(run), None)));
        };
        if **before.picture.seeds() != seeds {
            let run = EditRun::new(Arc::clone(&before.picture), seeds, AT_ONCE)?;
            return Ok(Ok(Stage::Editing(Box::new(run))));
        }
        if before.settled || !self.wants_settled {
            let picture = Arc::clone(&before.picture);
            return Ok(Err(self.made.pictured(picture, before.settled, 0)));
        }
        let run = PropagationRun::settle(&before.picture, Stop::SETTLED)?;
        Ok(Ok(Stage::Running(Box::new(run), Some(before.touched))))
    }

    fn options(&self) -> Result<Options> {
        self.made.choice.options(&self.made.labels)
    }
}

impl GraphChoice {
    /// How labels are carried.
    ///
    /// # Errors
    /// Shares that lack a label.
    pub(super) fn options(&self, labels: &[LabelId]) -> Result<Options> {
        Ok(Options {
            alpha: self.alpha,
            balance: match &self.balance {
                SeedBalance::Seeds => Balance::Seeds,
                SeedBalance::None => Balance::None,
                SeedBalance::Mass => Balance::Mass,
                SeedBalance::Given(shares) => Balance::Shares(in_order(shares, labels)?),
                SeedBalance::Volume => Balance::Volume(None),
                SeedBalance::VolumeGiven(shares) => Balance::Volume(Some(in_order(shares, labels)?)),
            },
            ..Options::default()
        })
    }
}

/// Shares in the labels' order, divided by their sum. Labels may have come since they were given.
fn in_order(given: &[(LabelId, f64)], labels: &[LabelId]) -> Result<Vec<f64>> {
    let share = |label: &LabelId| given.iter().find(|(of, _)| of == label).map(|of| of.1);
    let shares: Option<Vec<f64>> = labels.iter().map(share).collect();
    let shares = shares.ok_or_else(|| {
        Error::new(
            "The balance that was given lacks a label that was added since",
            "Give each label its share",
        )
    })?;
    let sum: f64 = shares.iter().sum();
    Ok(shares.into_iter().map(|share| share / sum).collect())
}

impl Project {
    /// The chosen model's fit, where the graph's seeds ask for it and rules vote.
    pub(super) fn graph_fit(&self) -> Option<&Arc<Labeled>> {
        self.chosen().filter(|_| self.graph_asks_fit())
    }

    /// Whether the graph's seeds hang on the chosen model's fit.
    pub(super) fn graph_asks_fit(&self) -> bool {
        self.document.graph.seeds.ask_model() && !self.saved.matrix.columns.is_empty()
    }

    /// Whether labels can't be carried before the chosen model is fitted.
    pub(in crate::session) fn graph_lacks_fit(&self) -> bool {
        let is_there = self.pictured().is_some_and(|pictured| pictured.settled);
        self.graph_asks_fit() && !is_there && self.chosen().is_none()
    }

    /// The graph of the document's choice, where it is built.
    pub(super) fn built(&self) -> Option<&Arc<Built>> {
        let built = self.graph.built.as_ref();
        built.filter(|built| built.is_of(&self.document))
    }

    /// The labels along the graph as they are now, where they were carried.
    pub(in crate::session) fn pictured(&self) -> Option<&Arc<Pictured>> {
        let pictured = self.graph.pictured.as_ref();
        pictured.filter(|pictured| pictured.revision == self.revision)
    }
}
