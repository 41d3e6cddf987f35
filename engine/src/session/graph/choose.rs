//! Graphs and models compared by dev gold. Held-out gold is not asked.

use super::seeds::Gathering;
use super::view::ChoicesView;
use crate::choosing::{Candidates, Choosing, Known, Options, Outcome, Verdict};
use crate::embeddings::EmbeddingsChoice;
use crate::error::{Error, Result};
use crate::graph_choice::GraphChoice;
use crate::ids::LabelId;
use crate::job::{Progress, Step};
use crate::modality::Modality;
use crate::propagation::{Origin, Seeds};
use crate::session::project::Project;

/// What was found, and of what.
#[derive(Debug)]
pub(super) struct Chosen {
    ground: Ground,
    pub(super) outcome: Outcome,
}

/// What the figures hang on.
#[derive(Debug, PartialEq)]
struct Ground {
    /// Dev gold, a label's index a record.
    gold: Vec<(u32, u32)>,
    labels: Vec<LabelId>,
    /// The choice; which features and which method it says does not matter.
    choice: GraphChoice,
    /// The records' embeddings.
    embeddings: Option<EmbeddingsChoice>,
    /// The revision, where rules or their model say seeds.
    revision: Option<u32>,
}

impl Ground {
    fn new(project: &Project) -> Self {
        let known = Known::of_gold(project.corpus.len(), &project.gold_sets.dev);
        let usual = GraphChoice::default();
        Self {
            gold: known.gold,
            labels: project.document.labels.iter().map(|label| label.id).collect(),
            choice: GraphChoice {
                features: usual.features,
                method: usual.method,
                joined: project.document.graph.joined.both_ways(),
                labels_records: usual.labels_records,
                ..(*project.document.graph).clone()
            },
            embeddings: project.document.embeddings.clone(),
            revision: project.graph_asks_fit().then_some(project.revision),
        }
    }
}

/// Choosing under way.
#[derive(Debug)]
pub(super) struct ChooseJob {
    revision: u32,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Gathering(Box<Gathering>),
    Choosing(Box<(Ground, Choosing)>),
}

impl ChooseJob {
    pub(super) fn new(project: &Project) -> Self {
        Self {
            revision: project.revision,
            stage: Stage::Gathering(Box::new(Gathering::new(project))),
        }
    }

    /// Does one step. What is edited meanwhile does not stop it: the figures are then said to be of before.
    ///
    /// # Errors
    /// Choices that don't go together.
    pub(super) fn step(&mut self, project: &Project) -> Result<Step<Chosen>> {
        match &mut self.stage {
            // Seeds of two states of the project don't go together.
            Stage::Gathering(_) if project.revision != self.revision => *self = Self::new(project),
            Stage::Gathering(gathering) => {
                if gathering.step(project, project.graph_fit().map(AsRef::as_ref))? {
                    let gathered = std::mem::replace(&mut **gathering, Gathering::new(project));
                    self.stage = Stage::Choosing(Box::new(begin(project, &gathered.finish())?));
                }
            }
            Stage::Choosing(at_work) => {
                let (_, choosing) = &mut **at_work;
                match choosing.step(&project.corpus)? {
                    Step::Working(progress) => return Ok(Step::Working(progress)),
                    Step::Done(outcome) => return self.finish(project, outcome).map(Step::Done),
                }
            }
        }
        Ok(Step::Working(gathering()))
    }

    fn finish(&mut self, project: &Project, outcome: Outcome) -> Result<Chosen> {
        match std::mem::replace(self, Self::new(project)).stage {
            Stage::Choosing(at_work) => Ok(Chosen {
                ground: at_work.0,
                outcome,
            }),
            Stage::Gathering(_) => Err(Error::new("Graphs were compared already", "Compare them again")),
        }
    }
}

/// Gold is what is judged by; all other seeds are learned from.
fn begin(project: &Project, seeds: &Seeds) -> Result<(Ground, Choosing)> {
    let (ground, choice) = (Ground::new(project), &project.document.graph);
    let mut others = Seeds::new(seeds.records(), seeds.labels());
    for seed in seeds.iter().filter(|seed| seed.origin != Origin::Gold) {
        others.put(seed)?;
    }
    let known = Known {
        records: project.corpus.len(),
        labels: ground.labels.len(),
        gold: ground.gold.clone(),
        others,
    };
    let mut candidates = match project.modality() {
        Modality::Text => Candidates::of_texts(),
        Modality::Image => Candidates::of_images(),
    };
    candidates.put_kinds(choice.features.iter().map(String::as_str))?;
    if project.document.embeddings.is_some() {
        candidates.put_given();
    }
    let way = choice.options(&ground.labels)?;
    let options = Options {
        k: choice.k,
        joined: choice.joined(),
        weights: choice.weights(),
        alpha: way.alpha,
        balance: way.balance,
        most_bytes: project.graph.most_bytes,
        ..Options::default()
    };
    let choosing = Choosing::new(&known, candidates, &options)?;
    Ok((ground, choosing))
}

const fn gathering() -> Progress {
    super::build::working("gathering seeds", 0, 1)
}

impl Project {
    /// The comparison that has to be made, unless there is one of what is known now.
    pub(super) fn choose_work(&self) -> Option<ChooseJob> {
        let is_current = |chosen: &Chosen| chosen.ground == Ground::new(self);
        let is_there = self.graph.chosen.as_ref().is_some_and(is_current);
        (!is_there).then(|| ChooseJob::new(self))
    }

    /// Graphs and models side by side.
    ///
    /// # Errors
    /// They were not compared.
    pub(super) fn choices_view(&self) -> Result<ChoicesView> {
        let chosen = self.graph.chosen.as_ref();
        let chosen = chosen.ok_or_else(|| Error::new("Graphs are not compared yet", "Ask again"))?;
        let now = Ground::new(self);
        Ok(ChoicesView {
            stale: chosen.ground != now,
            take: self.to_take(&chosen.outcome),
            outcome: chosen.outcome.clone(),
        })
    }

    /// The document's choice with the best graph and method, where that is another one.
    fn to_take(&self, outcome: &Outcome) -> Option<GraphChoice> {
        let best = outcome
            .best()
            .filter(|_| outcome.advice.verdict == Verdict::Take)?;
        let choice = &self.document.graph;
        let taken = GraphChoice {
            features: best.features.clone(),
            method: best.model.clone(),
            joined: choice.joined.both_ways(),
            ..(**choice).clone()
        };
        (taken != **choice).then_some(taken)
    }
}
