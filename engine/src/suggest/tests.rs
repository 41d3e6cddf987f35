//! Laws of the kinds: what one says a record holds is what its query finds.

use super::ground::Line;
use super::search::Plan;
use super::*;
use crate::bits::BitSet;
use crate::corpus::CorpusBuilder;
use crate::rng::Rng;
use crate::rules::{Names, Source, parse};
use crate::text::IndexBuilder;

#[test]
fn kinds_describe_themselves_and_words_come_first() {
    let mut names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
    assert_eq!(names[0], "word");
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), KINDS.len());
    for kind in KINDS {
        assert!(
            !kind.title.is_empty() && kind.sentence.ends_with('.'),
            "{}",
            kind.name
        );
    }
}

/// Texts of few words in many forms, in which every kind has candidates.
fn texts() -> Vec<String> {
    const WORDS: &[&str] = &[
        "sub",
        "Subs",
        "subscribe",
        "SUBSCRIBER",
        "free",
        "Free",
        "money",
        "i'll",
        "don't",
        "été",
        "Straße",
        "免费",
        "!",
        "€",
        "♥️",
        "\"",
        "\\",
        "go",
        "going",
        "2nd",
    ];
    let mut rng = Rng::new(3);
    let mut text = || {
        let mut words = Vec::new();
        for _ in 0..rng.below(9) {
            words.push(WORDS[usize::try_from(rng.below(WORDS.len() as u64)).unwrap()]);
        }
        words.join(" ")
    };
    (0..400).map(|_| text()).collect()
}

#[test]
fn a_kind_holds_what_its_query_finds() {
    let texts = texts();
    let (mut builder, mut corpus) = (IndexBuilder::default(), CorpusBuilder::default());
    for text in &texts {
        builder.push(text);
        corpus.push(None, text, []);
    }
    let (index, corpus) = (builder.finish(), corpus.finish());
    let n = texts.len();
    let third = |rest: u32| BitSet::from_indices(n, (0..400).filter(move |record| record % 3 == rest));
    let plan = Plan {
        evidence: SoftLabels::of_sets(n, [&third(0), &third(1)]),
        label: None,
        places: BitSet::full(n),
        fresh: third(2),
        scope: None,
        kinds: KINDS,
        judged: 1,
        best: Best::Gain { precision: 0.0 },
    };
    let mut search = Search::new(&index, plan);
    while search.step(&index).is_some() {}
    let source = Source::new(&corpus, &index);
    let mut seen = vec![0; KINDS.len()];
    for (term, held) in search.every_term(&index) {
        let query = search.query(&index, term);
        let parsed = parse(&query, &Names::default()).unwrap_or_else(|error| panic!("{query}: {error}"));
        let found: Vec<u32> = parsed.condition.select(&source).iter().collect();
        assert_eq!(found, held, "{query}");
        let kind = KINDS.iter().position(|kind| kind.name == search.kind(term).name);
        seen[kind.unwrap()] += 1;
    }
    assert!(seen.iter().all(|&terms| terms > 0), "{seen:?}");
}

impl Search {
    /// Every candidate with the records that hold it.
    fn every_term(&self, index: &crate::text::TextIndex) -> Vec<(TermId, Vec<u32>)> {
        let mut all: Vec<(TermId, Vec<u32>)> = Vec::new();
        for (kind, found) in self.found.iter().enumerate() {
            let first = all.len();
            all.extend(
                (0..crate::num::count(found.len())).map(|candidate| (TermId { kind, candidate }, Vec::new())),
            );
            let (mut line, mut held) = (Line::default(), Vec::new());
            for record in 0..crate::num::count(index.records()) {
                line.read(index, &self.words, record);
                held.clear();
                found.held(&line, 0, &mut held);
                held.sort_unstable();
                held.dedup();
                held.iter()
                    .for_each(|&candidate| all[first + candidate as usize].1.push(record));
            }
        }
        all
    }
}
