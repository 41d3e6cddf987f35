//! The building of the graph, in steps: features of one kind after the other, the nearest neighbours of each record,
//! the graph of their lists, and what propagation reads of it. What is already there of a graph that was built before is
//! taken over.

use std::sync::Arc;

use super::need;
use crate::bits::BitSet;
use crate::embeddings::EmbeddingsChoice;
use crate::error::{Error, Result};
use crate::features::{EMBEDDINGS, Making, Plan, Vectors, kinds};
use crate::graph::edges::Edges;
use crate::graph::{Finding, Found, Joined, Joining, Measure, Neighbors, Options, Search, Weights};
use crate::graph_choice::{GraphChoice, JoinedChoice, WeightsChoice};
use crate::job::{Progress, Step};
use crate::num::{count, index};
use crate::propagation::{Field, FieldReading};
use crate::session::document::Document;
use crate::session::project::Project;

/// From so many records on, dense rows are compared with neighbours of neighbours alone.
const APPROXIMATE_FROM: usize = 30_000;

/// The seed of what such a search draws.
const SEED: u64 = 1;

/// A graph and what it was made of.
#[derive(Debug)]
pub(super) struct Built {
    /// The choice it was made for; what it says of the graph holds.
    pub(super) choice: GraphChoice,
    /// The embeddings that it is made of, where it is of any.
    embeddings: Option<EmbeddingsChoice>,
    /// One of each kind of features, in the choice's order.
    pub(super) vectors: Vec<Arc<Vectors>>,
    pub(super) found: Arc<Found>,
    /// The graph of both ways, which maps and disagreements go by.
    edges: Arc<Edges>,
    /// What labels are carried along: the same graph, or the lists where the choice says so.
    pub(super) field: Arc<Field>,
    /// The records without an edge.
    pub(super) isolated: BitSet,
}

impl Built {
    fn new(making: Made, job: &BuildJob, (edges, field): (Arc<Edges>, Field)) -> Self {
        let alone = (0..count(edges.records())).filter(|&record| edges.row(index(record)).0.is_empty());
        Self {
            isolated: BitSet::from_indices(edges.records(), alone),
            edges,
            field: Arc::new(field),
            choice: job.choice.clone(),
            embeddings: job.embeddings.clone(),
            vectors: making.vectors,
            found: making.found,
        }
    }

    /// Whether it is the graph that the document says now.
    pub(super) fn is_of(&self, document: &Document) -> bool {
        self.choice.same_graph(&document.graph) && self.has_embeddings(document)
    }

    fn has_embeddings(&self, document: &Document) -> bool {
        self.embeddings.as_ref() == document.graph_embeddings()
    }

    pub(super) const fn edges(&self) -> &Arc<Edges> {
        &self.edges
    }

    /// How alike two records are that one names among its nearest.
    pub(super) fn weight(&self, of: u32, other: u32) -> Option<f64> {
        let (ends, weights) = self.edges.row(index(of));
        ends.binary_search(&other).ok().map(|at| weights[at])
    }

    pub(super) fn neighbors(&self) -> &Neighbors {
        &self.found.neighbors
    }

    /// Bytes that features, lists and edges take.
    pub(super) fn bytes(&self) -> u64 {
        let features: u64 = self.vectors.iter().map(|vectors| vectors.bytes()).sum();
        let edges = self.edges();
        // Ends and weights of the edges, what propagation reads, the weights once more, and the lists of neighbours.
        let size = |edges: &Edges| (edges.ends.len() as u64) * 12 + (edges.starts.len() as u64) * 8;
        let heard = self.field.edges();
        let of_lists = if Arc::ptr_eq(edges, heard) { 0 } else { size(heard) };
        let of_edges = size(edges) + of_lists + (heard.ends.len() as u64) * 8;
        features + of_edges + (self.neighbors().links() as u64) * 8
    }
}

/// Features and lists of neighbours.
#[derive(Debug)]
struct Made {
    vectors: Vec<Arc<Vectors>>,
    found: Arc<Found>,
}

/// A graph being built.
#[derive(Debug)]
pub(super) struct BuildJob {
    choice: GraphChoice,
    /// The embeddings that it is made of.
    embeddings: Option<EmbeddingsChoice>,
    most_bytes: u64,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    /// The features made so far, and those being made.
    Features(Vec<Arc<Vectors>>, Option<Box<dyn Making>>),
    Neighbors(Vec<Arc<Vectors>>, Box<Finding>),
    Joining(Made, Joining),
    Reading(Made, Arc<Edges>, Box<FieldReading>),
    Finishing(Made, Arc<Edges>, Box<Field>),
    Over,
}

impl BuildJob {
    /// Begins to build the graph that the document says.
    ///
    /// # Errors
    /// More memory than is allowed.
    pub(super) fn new(project: &Project) -> Result<Self> {
        let choice = (*project.document.graph).clone();
        let kept = project.graph.built.as_deref();
        let stage = match kept {
            Some(built)
                if built.choice.same_neighbors(&choice) && built.has_embeddings(&project.document) =>
            {
                let made = Made {
                    vectors: built.vectors.clone(),
                    found: Arc::clone(&built.found),
                };
                Stage::Joining(made, Joining::new(choice.joined(), choice.weights()))
            }
            _ => {
                need::check(project, &choice)?;
                let known = |name: &String| {
                    let built =
                        kept.filter(|built| name != EMBEDDINGS || built.has_embeddings(&project.document));
                    built.and_then(|built| built.features(name))
                };
                let made = choice.features.iter().map_while(known).collect();
                Stage::Features(made, None)
            }
        };
        Ok(Self {
            choice,
            embeddings: project.document.graph_embeddings().cloned(),
            most_bytes: project.graph.most_bytes,
            stage,
        })
    }

    /// Whether it is for the graph that the document says now.
    pub(super) fn is_of(&self, project: &Project) -> bool {
        self.choice.same_graph(&project.document.graph)
            && self.embeddings.as_ref() == project.document.graph_embeddings()
    }

    /// The search for neighbours, where that is under way.
    pub(super) fn finding(&mut self) -> Option<&mut Finding> {
        match &mut self.stage {
            Stage::Neighbors(_, finding) => Some(finding),
            _ => None,
        }
    }

    /// Does one step.
    ///
    /// # Errors
    /// Texts without any term, more memory than is allowed.
    pub(super) fn step(&mut self, project: &Project) -> Result<Step<Built>> {
        let (stage, progress) = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Features(made, making) => self.make(made, making, project)?,
            Stage::Neighbors(vectors, finding) => self.step_neighbors(vectors, finding)?,
            Stage::Joining(made, joining) => self.step_joining(made, joining)?,
            Stage::Reading(made, edges, reading) => step_reading(made, edges, reading),
            Stage::Finishing(made, edges, field) => {
                return Ok(Step::Done(Built::new(made, self, (edges, *field))));
            }
            Stage::Over => return Err(Error::new("The graph was built already", "Build it again")),
        };
        self.stage = stage;
        Ok(Step::Working(progress))
    }

    fn make(
        &self,
        mut made: Vec<Arc<Vectors>>,
        making: Option<Box<dyn Making>>,
        project: &Project,
    ) -> Result<(Stage, Progress)> {
        let Some(name) = self.choice.features.get(made.len()) else {
            let finding = self.begin_finding(&made)?;
            let told = working("finding identical rows", 0, 1);
            return Ok((Stage::Neighbors(made, Box::new(finding)), told));
        };
        let mut making = match making {
            Some(making) => making,
            None => self.plan(name, &made, project)?.begin()?,
        };
        let is_given = kinds::find(name).is_some_and(|kind| kind.is_given);
        let told = |error| if is_given { error } else { other_features(error) };
        match making.step(&project.corpus).map_err(told)? {
            Step::Working(progress) => Ok((Stage::Features(made, Some(making)), progress)),
            Step::Done(vectors) => {
                made.push(Arc::new(vectors));
                let (done, total) = (made.len() as u64, self.choice.features.len() as u64);
                Ok((
                    Stage::Features(made, None),
                    working("making features", done, total),
                ))
            }
        }
    }

    fn step_neighbors(
        &self,
        vectors: Vec<Arc<Vectors>>,
        mut finding: Box<Finding>,
    ) -> Result<(Stage, Progress)> {
        let parts: Vec<&Vectors> = vectors.iter().map(AsRef::as_ref).collect();
        Ok(match finding.step(&parts)? {
            Step::Working(progress) => (Stage::Neighbors(vectors, finding), progress),
            Step::Done(found) => {
                let found = Arc::new(found);
                let joining = Joining::new(self.choice.joined(), self.choice.weights());
                let stage = Stage::Joining(Made { vectors, found }, joining);
                (stage, working("joining records", 0, 2))
            }
        })
    }

    fn step_joining(&self, made: Made, mut joining: Joining) -> Result<(Stage, Progress)> {
        let stage = match joining.step(&made.found.neighbors) {
            Some(graph) => {
                let edges = Arc::new(Edges::from(graph));
                let heard = match self.choice.joined {
                    JoinedChoice::Union | JoinedChoice::Mutual => Arc::clone(&edges),
                    JoinedChoice::Directed => Arc::new(Edges::listed(&made.found.neighbors)),
                };
                Stage::Reading(made, edges, Box::new(FieldReading::new(heard)?))
            }
            None => Stage::Joining(made, joining),
        };
        Ok((stage, working("joining records", 1, 2)))
    }

    /// The plan of a kind, with what memory is left.
    fn plan(&self, name: &str, made: &[Arc<Vectors>], project: &Project) -> Result<Plan> {
        let kind = kinds::find_for(name, project.modality())?;
        let taken: u64 = made.iter().map(|vectors| vectors.bytes()).sum();
        let mut plan = Plan::of(kind);
        plan.most_bytes = plan.most_bytes.min(self.most_bytes).saturating_sub(taken);
        Ok(plan)
    }

    fn begin_finding(&self, made: &[Arc<Vectors>]) -> Result<Finding> {
        let vectors: Vec<&Vectors> = made.iter().map(AsRef::as_ref).collect();
        Finding::new(&vectors, &self.choice.search(&vectors, self.most_bytes))
    }
}

fn step_reading(made: Made, edges: Arc<Edges>, mut reading: Box<FieldReading>) -> (Stage, Progress) {
    let stage = match reading.step() {
        Some(field) => Stage::Finishing(made, edges, Box::new(field)),
        None => Stage::Reading(made, edges, reading),
    };
    (stage, working("joining records", 1, 2))
}

/// What features can't be made for, with what can be chosen of a graph.
fn other_features(error: Error) -> Error {
    Error {
        remedy: "Choose other features, or take fewer records".to_owned(),
        ..error
    }
}

impl Built {
    /// The features of a kind, where it was made of them.
    fn features(&self, name: &str) -> Option<Arc<Vectors>> {
        let at = self.choice.features.iter().position(|kind| kind == name)?;
        self.vectors.get(at).map(Arc::clone)
    }
}

impl GraphChoice {
    /// How neighbours are looked for.
    pub(super) fn search(&self, vectors: &[&Vectors], most_bytes: u64) -> Options {
        let n = vectors.first().map_or(0, |part| part.len());
        let is_dense = vectors.iter().all(|part| !part.is_sparse());
        Options {
            k: self.k,
            search: if is_dense && n >= APPROXIMATE_FROM {
                Search::Approximate { seed: SEED }
            } else {
                Search::Exact
            },
            most_bytes,
            ..Options::default()
        }
    }

    /// How the graph of both ways is joined.
    pub(super) const fn joined(&self) -> Joined {
        match self.joined {
            JoinedChoice::Union | JoinedChoice::Directed => Joined::Union,
            JoinedChoice::Mutual => Joined::Mutual,
        }
    }

    pub(super) fn weights(&self) -> Weights {
        match self.weights {
            WeightsChoice::Cosine => Weights::Similarity,
            WeightsChoice::SelfTuning => Weights::SelfTuning(Measure::Cosine),
        }
    }
}

pub(super) const fn working(stage: &'static str, done: u64, total: u64) -> Progress {
    Progress {
        stage,
        done,
        total,
        estimate: None,
    }
}
