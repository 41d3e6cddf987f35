//! What two records have in common: the terms that make their likeness.

use std::cmp::Ordering;

use super::build::Built;
use super::view::SharedTerm;
use crate::features::{Row, Vectors};
use crate::modality::Modality;
use crate::num::ln;
use crate::session::project::Project;

/// Terms that are told of a pair.
const MOST_TERMS: usize = 6;

impl Project {
    /// The terms that two records have in common, what makes most of their likeness first. Topics are made of no single
    /// words: where there is nothing else, it is the words that both texts hold, rare ones weighing more. What images have
    /// in common has no words.
    pub(super) fn shared_terms(&self, built: &Built, one: u32, other: u32) -> Vec<SharedTerm> {
        let mut terms: Vec<(String, f64)> = Vec::new();
        let sparse = built.vectors.iter().filter(|vectors| vectors.is_sparse());
        for vectors in sparse {
            terms.extend(products(vectors, one, other));
        }
        let is_of_texts = self.modality() == Modality::Text;
        if is_of_texts && built.vectors.iter().all(|vectors| !vectors.is_sparse()) {
            terms = self.common_words(one, other);
        }
        let all: f64 = terms.iter().map(|term| term.1).sum();
        terms.sort_by(|a, b| b.1.total_cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        terms.dedup_by(|a, b| a.0 == b.0);
        terms.truncate(MOST_TERMS);
        let shared = terms.into_iter().map(|(term, part)| SharedTerm {
            term,
            share: part / all,
        });
        shared.collect()
    }

    fn common_words(&self, one: u32, other: u32) -> Vec<(String, f64)> {
        let vocabulary = self.index.vocabulary();
        let groups = |record: u32| {
            let mut groups: Vec<u32> = self
                .index
                .word_entries(record)
                .map(|entry| vocabulary.group_of(entry))
                .collect();
            groups.sort_unstable();
            groups.dedup();
            groups
        };
        let others = groups(other);
        let common = groups(one)
            .into_iter()
            .filter(|group| others.binary_search(group).is_ok());
        let n = f64::from(self.records());
        let rareness = |group: u32| {
            let idf = ln((1.0 + n) / (1.0 + f64::from(self.index.group_count(group)))) + 1.0;
            idf * idf
        };
        common
            .map(|group| (vocabulary.folded(group).to_owned(), rareness(group)))
            .collect()
    }
}

/// The terms of both rows with the products of their weights.
fn products(vectors: &Vectors, one: u32, other: u32) -> Vec<(String, f64)> {
    let (Row::Sparse(columns, values), Row::Sparse(others, other_values)) =
        (vectors.row(one), vectors.row(other))
    else {
        return Vec::new();
    };
    let (mut at, mut to, mut found) = (0, 0, Vec::new());
    while at < columns.len() && to < others.len() {
        match columns[at].cmp(&others[to]) {
            Ordering::Less => at += 1,
            Ordering::Greater => to += 1,
            Ordering::Equal => {
                let product = f64::from(values[at]) * f64::from(other_values[to]);
                if product > 0.0 {
                    found.push((vectors.name(columns[at]).to_owned(), product));
                }
                (at, to) = (at + 1, to + 1);
            }
        }
    }
    found
}
