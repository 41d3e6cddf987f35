//! A short query that finds a group of records again: `(a, b) c`. Of the queries tried it is the one with the highest
//! F₁ with the group, the harmonic mean of precision and recall: 2·|query ∩ group| / (|query| + |group|).

use crate::bits::BitSet;

/// A term and its records.
#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) query: String,
    pub(super) records: BitSet,
}

/// Terms of which one must hold, at most.
const MOST_TERMS: usize = 4;

/// A term more must raise F₁ by this; a query stays as short as it can.
const WORTH: f64 = 0.02;

/// The query; none without terms. Terms of which one must hold are taken greedily, then one that must hold beside them
/// is tried.
pub(super) fn refind(terms: &[Term], group: &BitSet) -> Option<String> {
    let size = group.count();
    let f1 = |records: &BitSet| {
        let hits = f64::from(records.count_and(group));
        2.0 * hits / f64::from((records.count() + size).max(1))
    };
    let mut chosen: Vec<usize> = Vec::new();
    let mut found = BitSet::empty(group.len());
    let mut best = 0.0;
    while chosen.len() < MOST_TERMS {
        let with = |term: usize| {
            let mut records = found.clone();
            records.or(&terms[term].records);
            (term, f1(&records), records)
        };
        let left = (0..terms.len()).filter(|term| !chosen.contains(term));
        let next = left
            .map(with)
            .reduce(|best, next| if next.1 > best.1 { next } else { best });
        match next {
            Some((term, value, records)) if value > best + WORTH => {
                chosen.push(term);
                (found, best) = (records, value);
            }
            _ => break,
        }
    }
    let narrowed = |term: usize| {
        let mut records = found.clone();
        records.and(&terms[term].records);
        (term, f1(&records))
    };
    let left = (0..terms.len()).filter(|term| !chosen.contains(term));
    let beside = left
        .map(narrowed)
        .reduce(|best, next| if next.1 > best.1 { next } else { best });
    let beside = beside
        .filter(|(_, value)| *value > best + WORTH)
        .map(|(term, _)| term);
    let any: Vec<&str> = chosen.iter().map(|&term| terms[term].query.as_str()).collect();
    let any = any.join(", ");
    match (chosen.len(), beside) {
        (0, _) => None,
        (_, None) => Some(any),
        (1, Some(term)) => Some(format!("{any} {}", terms[term].query)),
        (_, Some(term)) => Some(format!("({any}) {}", terms[term].query)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(query: &str, records: &[u32]) -> Term {
        Term {
            query: query.into(),
            records: BitSet::from_indices(20, records.iter().copied()),
        }
    }

    #[test]
    fn the_query_with_the_highest_f1_is_taken() {
        let group = BitSet::from_indices(20, 0..6);
        // Alone a has 2·3 / (3 + 6) = 0.67, b 0.5, both together 2·5 / (5 + 6) = 0.91.
        let (a, b) = (term("a", &[0, 1, 2]), term("b", &[3, 4]));
        assert_eq!(refind(&[a.clone(), b.clone()], &group).as_deref(), Some("a, b"));
        // What is wide is narrowed: w alone 2·6 / (14 + 6) = 0.6, with c 2·6 / (7 + 6) = 0.92.
        let wide = term("w", &[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13]);
        let c = term("c", &[0, 1, 2, 3, 4, 5, 6, 14, 15, 16, 17, 18, 19]);
        assert_eq!(refind(&[wide, c], &group).as_deref(), Some("c w"));
        assert_eq!(refind(&[], &group), None);
        assert_eq!(refind(&[term("x", &[9])], &group), None);
    }
}
