//! Graphs and models side by side.

use serde::{Deserialize, Serialize};

use crate::choosing::Outcome;
use crate::graph_choice::GraphChoice;

/// Graphs and models compared by dev gold.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChoicesView {
    /// Whether gold, rules or the choice say something else by now; asking again compares anew.
    pub stale: bool,
    /// All candidates with their figures, and what to do in words.
    pub outcome: Outcome,
    /// The document's choice with the best graph and method, to be sent as `Edit::Graph`; none where that is the choice
    /// already, or no graph is to be taken.
    pub take: Option<GraphChoice>,
}
