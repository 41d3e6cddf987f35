//! How much memory a search takes, told before it begins.

use super::block;
use super::descent;
use super::lists::Lists;
use super::neighbors::Neighbor;
use super::options::{Options, Search};
use crate::error::{Error, Result};
use crate::features::Vectors;
use crate::num::grouped;
use labelloom_kernels::pairs::BLOCK;

/// Most bytes that a search takes besides the vectors themselves: fewer where records are identical.
#[must_use]
pub fn bytes(vectors: &[&Vectors], options: &Options) -> u64 {
    let n = vectors.first().map_or(0, |part| part.len() as u64);
    let sum = |is_sparse: bool, of: fn(&Vectors) -> u64| {
        let of_kind = vectors.iter().filter(move |part| part.is_sparse() == is_sparse);
        of_kind.map(|part| of(part)).sum::<u64>()
    };
    let (terms, held) = (
        sum(true, |part| part.width().into()),
        sum(true, |part| part.held() as u64),
    );
    let width = sum(false, |part| part.width().into()).next_multiple_of(4);
    let rows = held * 8 + n * (8 + width * 4);
    let groups = n * (16 + 4 + 4 + 4 + 4);
    let k = u64::from(options.k).min(n.saturating_sub(1));
    let postings = held.min(held / n.max(1) * BLOCK as u64 * 2);
    let searching = match options.search {
        Search::Exact => Lists::bytes(n, k),
        Search::Approximate { .. } => Lists::bytes(n, k) + descent::bytes(n, options.k),
    };
    let handed = n * (8 + k * size_of::<Neighbor>() as u64);
    rows + groups + block::bytes(terms, width, postings) + searching + handed
}

/// Refuses a search that would take more than is allowed.
pub(super) fn check(vectors: &[&Vectors], options: &Options) -> Result<()> {
    let bytes = bytes(vectors, options);
    if bytes <= options.most_bytes {
        return Ok(());
    }
    let n = vectors.first().map_or(0, |part| part.len() as u64);
    let what = format!(
        "The {} nearest of {} records would take {} MB of memory, and {} MB are allowed",
        grouped(options.k.into()),
        grouped(n),
        grouped(bytes.div_ceil(1 << 20)),
        grouped(options.most_bytes >> 20)
    );
    Err(Error::new(
        what,
        "Ask for fewer neighbours, take fewer features, or fewer records",
    )
    .at("k"))
}
