//! Filters by the graph as they stand in an address: `graph:2`, `unreached`, `beside:17`.

use labelloom_engine::{
    ids::LabelId,
    session::{graph::GraphSide, request::Filter},
};

/// Filters that are about no label or record.
const PLAIN: &[(&str, Filter)] = &[
    ("reached", Filter::GraphReached),
    ("unreached", Filter::GraphUnreached),
    ("seeds", Filter::GraphSeeds),
    ("alone", Filter::GraphIsolated),
    ("graph-right", Filter::GraphCorrect),
    ("graph-wrong", Filter::GraphIncorrect),
    ("apart-by-gold", Filter::GraphDisagrees(GraphSide::Gold)),
    ("apart-by-model", Filter::GraphDisagrees(GraphSide::Model)),
    ("graph-changed", Filter::GraphChanged),
    ("near-duplicates", Filter::NearDuplicates),
    ("picked", Filter::Picked),
];

/// The word of a filter by the graph; none of any other.
pub(super) fn word(filter: Filter) -> Option<String> {
    if let Some((word, _)) = PLAIN.iter().find(|(_, held)| *held == filter) {
        return Some((*word).to_owned());
    }
    match filter {
        Filter::GraphLabel(label) => Some(format!("graph:{}", label.0)),
        Filter::GraphNeighbours(record) => Some(format!("beside:{record}")),
        _ => None,
    }
}

/// The filter of a word.
pub(super) fn from_word(word: &str) -> Option<Filter> {
    if let Some((_, filter)) = PLAIN.iter().find(|(plain, _)| *plain == word) {
        return Some(*filter);
    }
    let (kind, about) = word.split_once(':')?;
    let about = about.parse().ok()?;
    match kind {
        "graph" => Some(Filter::GraphLabel(LabelId(about))),
        "beside" => Some(Filter::GraphNeighbours(about)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_filter_by_the_graph_survives_the_way_there_and_back() {
        let about = [Filter::GraphLabel(LabelId(2)), Filter::GraphNeighbours(17)];
        let plain = PLAIN.iter().map(|(_, filter)| *filter);
        for filter in plain.chain(about) {
            let word = word(filter).unwrap();
            assert!(filter.asks_graph(), "{word}");
            assert_eq!(super::super::from_word(&word), Some(filter), "{word}");
        }
        assert_eq!(from_word("graph:x"), None);
        assert_eq!(word(Filter::Covered), None);
    }
}
