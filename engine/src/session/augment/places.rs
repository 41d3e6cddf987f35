//! Where accepted variants lie on the map of records: beside the records that are most like them, of those around their
//! own.

use super::accepted::{AcceptedVariant, VariantRef};
use super::describe::Columns;
use super::job::working;
use crate::error::{Error, Result};
use crate::features::Row;
use crate::job::Step;
use crate::num::{cos, count, index, sin};
use crate::rng::Rng;
use crate::session::graph::{Around, GraphHead, GraphReply, VariantsHead};
use crate::session::late::Late;
use crate::session::project::Project;
use crate::session::reply::{BytesReply, Reply};

/// Records that a place is the mean of.
const NEAREST: usize = 5;

/// How far at most a variant is set aside from that, so that none lies on another or on its record: two pixels or three
/// on a map that fills a screen.
const ASIDE: f64 = 0.008;

/// Variants of a step.
const STEP_VARIANTS: usize = 200;

/// The placing of all accepted variants, in steps.
#[derive(Debug)]
pub(super) struct PlacesJob {
    accepted: Vec<AcceptedVariant>,
    around: Around,
    columns: Columns,
    next: usize,
    /// Sixteen a variant that has a place, as [`GraphHead::Variants`] says.
    bytes: Vec<u8>,
}

impl PlacesJob {
    pub(super) fn new(project: &mut Project) -> Result<Self> {
        let accepted = project.accepted_variants()?;
        let around = project.graph_around();
        let around = around.filter(|_| project.map_positions().is_some());
        let columns = around
            .as_ref()
            .and_then(|around| project.columns_of(&around.vectors));
        let (Some(around), Some(columns)) = (around, columns) else {
            return Err(Error::new(
                "Variants have no place yet: there is no map, or not by features that variants can be put in",
                "Build a graph of the usual features",
            ));
        };
        Ok(Self {
            accepted,
            around,
            columns,
            next: 0,
            bytes: Vec::new(),
        })
    }

    /// Places some more.
    pub(super) fn step(&mut self, project: &Project) -> Result<Step<Reply>> {
        let map = project
            .map_positions()
            .ok_or_else(|| Error::new("The map changed while variants were placed", "Ask again"))?;
        let until = self.accepted.len().min(self.next + STEP_VARIANTS);
        let some = &self.accepted[self.next..until];
        let mut rows = self.columns.begin();
        for variant in some {
            rows.push(&variant.made.held(project, &self.columns)?)?;
        }
        let rows = rows.finish()?;
        for (row, variant) in (0..).zip(some) {
            if let Some([x, y]) = place(map, &self.around, rows.row(row), variant) {
                let VariantRef { record, number } = variant.reference();
                self.bytes
                    .extend([record, number].map(u32::to_le_bytes).as_flattened());
                self.bytes.extend([x, y].map(f32::to_le_bytes).as_flattened());
            }
        }
        self.next = until;
        if until < self.accepted.len() {
            let (done, all) = (until as u64, count(self.accepted.len()));
            return Ok(Step::Working(working("placing variants", done, all)));
        }
        let placed = count(self.bytes.len() / VARIANT_BYTES);
        let head = VariantsHead {
            placed,
            unplaced: count(self.accepted.len()) - placed,
        };
        let bytes = std::mem::take(&mut self.bytes);
        BytesReply::new(&GraphHead::Variants(head), bytes).map(|reply| Step::Done(Reply::Bytes(reply)))
    }
}

/// Bytes of a variant.
const VARIANT_BYTES: usize = 16;

/// The mean of the places of the records that a variant is most like, each by its likeness, and a little aside. None of a
/// variant that has no word with any of them.
pub(super) fn place(
    map: &[f32],
    around: &Around,
    row: Row<'_>,
    variant: &AcceptedVariant,
) -> Option<[f32; 2]> {
    let nearest = around.nearest(variant.made.record, row, NEAREST);
    let (mut sum, mut weights) = ([0.0f64; 2], 0.0f64);
    for (likeness, record) in nearest {
        let at = 2 * index(record);
        if let Some(&[x, y]) = map.get(at..at + 2) {
            sum[0] += likeness * f64::from(x);
            sum[1] += likeness * f64::from(y);
            weights += likeness;
        }
    }
    let aside = aside(variant.reference());
    #[expect(clippy::cast_possible_truncation, reason = "coordinates of a map")]
    let at = |axis: usize| (sum[axis] / weights + aside[axis]).clamp(-1.0, 1.0) as f32;
    (weights > 0.0).then(|| [at(0), at(1)])
}

/// A step to the side that is always the same for the same variant.
fn aside(variant: VariantRef) -> [f64; 2] {
    let mut draw = Rng::new(u64::from(variant.record) << 32 | u64::from(variant.number));
    let (angle, far) = (
        std::f64::consts::TAU * draw.fraction(),
        ASIDE * draw.fraction().sqrt(),
    );
    [far * cos(angle), far * sin(angle)]
}

impl Project {
    /// The accepted variants of records that there are.
    ///
    /// # Errors
    /// There is none, or they can't be read.
    pub(super) fn accepted_variants(&self) -> Result<Vec<AcceptedVariant>> {
        let mut accepted = self.document.accepted.all()?;
        accepted.retain(|variant| variant.made.record < self.records());
        if accepted.is_empty() {
            return Err(Error::new("No variant is accepted yet", "Accept some first"));
        }
        Ok(accepted)
    }

    /// The text of an accepted variant.
    pub(super) fn variant_text(&self, wanted: VariantRef) -> Result<Reply> {
        let all = self.document.accepted.all()?;
        let variant = all.into_iter().find(|variant| variant.reference() == wanted);
        let variant =
            variant.ok_or_else(|| Error::new("This variant is no longer there", "Choose another"))?;
        Ok(Reply::Graph(Late::of(&GraphReply::Variant(variant.made.text))?))
    }
}
