//! What came of choosing.

use serde::{Deserialize, Serialize};

use super::verdict::Advice;
use crate::metrics::Confusion;
use crate::num::index;
use crate::suggest::score::wilson;

/// All candidates, what is best, and what to do.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Outcome {
    /// The graphs, in the order in which they were made.
    pub graphs: Vec<GraphTried>,
    /// The candidates; those without a graph first, then graph by graph. The earlier one is the simpler one.
    pub tried: Vec<Tried>,
    /// The place of the best in `tried`; none where nothing could be judged.
    pub best: Option<u32>,
    /// Records with a hand label that were held out in turn.
    pub judged: u32,
    /// How often they were dealt into parts.
    pub deals: u32,
    /// What to do, in words.
    pub advice: Advice,
    /// What a person should know besides, whole sentences.
    pub notes: Vec<String>,
}

/// A graph that was made.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GraphTried {
    /// The names of its features.
    pub features: Vec<String>,
    /// What they are called together.
    pub title: String,
    /// Why there is no such graph.
    pub problem: Option<String>,
    /// Records in it: all, or those of a sample.
    pub records: u32,
    /// Its edges, each way counted.
    pub edges: u32,
    /// Records without an edge.
    pub isolated: u32,
    /// Edges between two records with a hand label, each way counted.
    pub judged_edges: u32,
    /// The share of these that join one label; none without any.
    pub purity: Option<f64>,
    /// What that share would be by chance.
    pub purity_by_chance: Option<f64>,
    /// Milliseconds that features, neighbours and edges took, where time is told.
    pub ms: Option<f64>,
}

/// A candidate that was judged.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tried {
    /// The place of its graph in [`Outcome::graphs`]; none where it needs none.
    pub graph: Option<u32>,
    /// The names of its features.
    pub features: Vec<String>,
    /// What they are called together.
    pub title: String,
    /// The name of the method or classifier.
    pub model: String,
    /// What it is called.
    pub model_title: String,
    /// Why it could not be judged.
    pub problem: Option<String>,
    /// Held-out records that it got right, the mean over all deals.
    pub right: f64,
    /// Their share of all judged.
    pub accuracy: Option<f64>,
    /// Wilson's 95 % interval of it.
    pub interval: (f64, f64),
    /// The mean F₁ of labels.
    pub macro_f1: Option<f64>,
    /// Held-out records that it said nothing of, the mean over all deals; they count as wrong.
    pub unreached: f64,
    /// How often it says what the judged candidates say together, of records without a label; none without such records.
    pub agreement: Option<f64>,
    /// Whether it is a contender: the hand labels can't tell it from the best, compared on the same records.
    pub near_best: bool,
    /// Its place in the order in which candidates would be taken, from 0: contenders first.
    pub rank: Option<u32>,
    /// Milliseconds that it took, without its graph, where time is told.
    pub ms: Option<f64>,
}

impl Tried {
    /// The figures of a candidate whose held-out records were counted in `confusion`, over all deals.
    pub(super) fn judge(&mut self, confusion: &Confusion, judged: u32, deals: u32) {
        let accuracy = confusion.accuracy();
        let deals = f64::from(deals);
        self.right = f64::from(accuracy.right) / deals;
        self.accuracy = accuracy.share;
        self.interval = wilson(self.right, judged);
        self.macro_f1 = confusion.macro_f1();
        self.unreached = f64::from(confusion.unlabeled()) / deals;
    }
}

impl Outcome {
    /// The best candidate.
    #[must_use]
    pub fn best(&self) -> Option<&Tried> {
        self.tried.get(index(self.best?))
    }
}
