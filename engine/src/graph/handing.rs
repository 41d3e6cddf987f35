//! From lists of distinct rows to lists of records: identical records are neighbours of each other, with similarity 1,
//! and each stands for its row in the lists of others.

use super::identical::{Groups, NONE};
use super::neighbors::{Neighbor, in_order};
use crate::num::index;

/// The k nearest records of a record, given the nearest rows of its row, most similar first.
pub(super) fn list_of(
    groups: &Groups,
    record: u32,
    k: u32,
    rows: impl IntoIterator<Item = Neighbor>,
) -> Vec<Neighbor> {
    let row = groups.row_of[index(record)];
    if row == NONE {
        return Vec::new();
    }
    let (k, mut list) = (index(k), Vec::new());
    take(&mut list, groups.of(row), record, k, 1.0);
    for near in rows {
        // Only rows as similar as the last one taken can still put a lower number before it.
        let is_settled = |last: &Neighbor| near.similarity < last.similarity;
        if list.len() >= k && list.last().is_some_and(is_settled) {
            break;
        }
        take(&mut list, groups.of(near.record), record, k, near.similarity);
    }
    in_order(&mut list);
    list.truncate(k);
    list
}

/// Takes the first k records of a row, but not the record itself.
fn take(list: &mut Vec<Neighbor>, members: &[u32], record: u32, k: usize, similarity: f32) {
    let others = members.iter().filter(|&&member| member != record).take(k);
    list.extend(others.map(|&record| Neighbor { record, similarity }));
}
