//! The graph of records that are alike, and labels carried along it: made as the document's choice says, kept between
//! requests, and everything said of the graph is said of what is kept.
//!
//! A request that needs something which isn't there becomes a job that makes it first ([`GraphJob`]): the graph
//! ([`build`]), the chosen model's fit, labels along the graph ([`spread`]), a record's receipt. The request is then
//! answered as if all had always been there. Records never change while a project is open, so a graph stands until the
//! choice says another one. Gold, rules and labels do change: the picture is then updated from the one before, and what
//! changed is told.

mod answer;
mod around;
mod ask;
mod build;
mod change;
mod choice;
mod choose;
mod color;
mod disagree;
mod filters;
mod help;
mod job;
mod labels;
mod layout;
mod model;
mod need;
mod needs;
mod node;
mod pick;
mod seeds;
pub mod shapes;
mod shared;
mod spread;
mod state;
mod svg;
mod trial;
mod twins;
mod view;
mod watch;

use std::sync::Arc;

pub(in crate::session) use self::around::Around;
pub use self::ask::{GraphAsk, GraphColor, GraphSide, PickHow, SeedChange};
pub use self::help::run_errand;
pub use self::job::GraphJob;
pub(in crate::session) use self::labels::GraphLabels;
pub use self::view::*;
pub use crate::graph_choice::{GraphChoice, JoinedChoice, SeedBalance, SeedChoice, WeightsChoice};

use self::build::Built;
use self::change::Changed;
use self::choose::Chosen;
use self::layout::Layout;
use self::need::Need;
use self::node::Received;
use self::spread::Pictured;
use self::trial::Trial;
use self::watch::Watched;
use crate::bits::BitSet;
use crate::graph;
use crate::propagation::Reach;

/// What is kept of the graph between requests.
#[derive(Debug)]
pub(super) struct Kept {
    built: Option<Arc<Built>>,
    pictured: Option<Arc<Pictured>>,
    /// The picture before the last update.
    base: Option<Arc<Pictured>>,
    /// The reach of the records of a picture.
    reach: Option<(Arc<Pictured>, Arc<Reach>)>,
    /// What the last update changed.
    changed: Option<Changed>,
    /// What other seeds would change, where some were tried since.
    trial: Option<Trial>,
    /// The map.
    layout: Option<Layout>,
    received: Option<Received>,
    watched: Option<Watched>,
    /// Graphs and models compared.
    chosen: Option<Chosen>,
    /// The records that are picked on the map.
    picked: Option<BitSet>,
    /// The cosine from which on records were last taken to be nearly the same.
    alike: Option<f64>,
    /// What building takes, by the choice that it was reckoned for.
    need: Option<(GraphChoice, Need)>,
    /// Bytes that features, and that a search for neighbours, may take.
    most_bytes: u64,
}

impl Default for Kept {
    fn default() -> Self {
        Self {
            built: None,
            pictured: None,
            base: None,
            reach: None,
            changed: None,
            trial: None,
            layout: None,
            received: None,
            watched: None,
            chosen: None,
            picked: None,
            alike: None,
            need: None,
            most_bytes: graph::MOST_BYTES,
        }
    }
}

impl Kept {
    /// Forgets what building takes: the records have other embeddings.
    pub(super) fn forget_need(&mut self) {
        self.need = None;
    }
}

#[cfg(test)]
mod tests;
