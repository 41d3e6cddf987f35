//! What building the graph takes, told before it begins.

use super::view::NeedView;
use crate::error::{Error, Result};
use crate::features::{Plan, Size, kinds};
use crate::graph_choice::GraphChoice;
use crate::num::grouped;
use crate::session::project::Project;

/// Bytes of memory, about.
#[derive(Clone, Copy, Debug)]
pub(super) struct Need {
    /// The most while it is built.
    bytes: u64,
    /// The most that one stage of it takes besides what is kept: making features, or searching.
    most_at_once: u64,
}

impl Need {
    fn of(project: &Project, choice: &GraphChoice) -> Result<Self> {
        let mut size = Size::default();
        for name in &choice.features {
            if let Some(kind) = kinds::find(name) {
                size = size.and(Plan::of(kind).size(&project.corpus)?);
            }
        }
        let n = u64::from(project.records());
        let k = u64::from(choice.k).min(n.saturating_sub(1));
        // Rows are copied; lists are made and handed over; edges lead both ways, and are read once more for propagation.
        let searching = size.values * 8 + n * (48 + k * 24);
        let graph = n * (16 + k * 2 * 24);
        let most_at_once = size.bytes_making.max(searching);
        Ok(Self {
            bytes: size.bytes_making.max(size.bytes_kept + searching.max(graph)),
            most_at_once,
        })
    }

    /// Why so much is refused, if it is.
    fn refused(self, most_bytes: u64) -> Option<Error> {
        let megabytes = |bytes: u64| grouped(bytes.div_ceil(1 << 20));
        let what = || {
            format!(
                "This graph would take {} MB of memory, and {} MB are allowed for one step of it",
                megabytes(self.bytes),
                megabytes(most_bytes)
            )
        };
        let remedy = "Take words or topics instead of characters, fewer neighbours, or fewer records";
        (self.most_at_once > most_bytes).then(|| Error::new(what(), remedy))
    }
}

/// Refuses a graph that would take more memory than is allowed.
pub(super) fn check(project: &Project, choice: &GraphChoice) -> Result<()> {
    match Need::of(project, choice)?.refused(project.graph.most_bytes) {
        Some(error) => Err(error),
        None => Ok(()),
    }
}

impl Project {
    /// What building the graph of the document takes. Texts are sampled once a choice.
    pub(super) fn graph_need(&mut self) -> Result<NeedView> {
        let choice = &self.document.graph;
        let known = self.graph.need.as_ref();
        let known = known
            .filter(|(of, _)| of.same_neighbors(choice))
            .map(|(_, need)| *need);
        let need = match known {
            Some(need) => need,
            None => Need::of(self, choice)?,
        };
        self.graph.need = Some(((**choice).clone(), need));
        let refused = need.refused(self.graph.most_bytes);
        #[expect(clippy::cast_precision_loss, reason = "exact below 2^53")]
        let bytes = need.bytes as f64;
        Ok(NeedView {
            bytes,
            refused: refused.map(|error| format!("{}. {}.", error.what, error.remedy)),
        })
    }
}
