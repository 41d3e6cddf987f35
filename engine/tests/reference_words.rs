//! Queries against Python's `re` on real texts, and the regular expressions of others against the votes that they cast.
//! The answers are in `tests/suite/language`; the texts are no part of this project, and without them there is nothing to
//! compare, which the tests say.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

use std::path::{Path, PathBuf};

use labelloom_engine::corpus::{Corpus, CorpusBuilder};
use labelloom_engine::rules::{Names, Source, parse};
use labelloom_engine::text::{IndexBuilder, TextIndex};
use serde::Deserialize;
use sha2::{Digest as _, Sha256};

/// The sets, and how often a query differs on a record with a mark, a joiner or a Han character.
const SETS: [(&str, u32); 3] = [("sms", 0), ("trec", 0), ("youtube", 6)];

#[derive(Deserialize)]
struct Line {
    text: String,
    weak_labels: Vec<i32>,
}

/// What Python finds in a set.
#[derive(Deserialize)]
struct Reference {
    texts: usize,
    /// Records with marks, joiners or characters without spaces between words, ascending: words may end otherwise.
    odd: Vec<u32>,
    answers: Vec<Answer>,
}

/// Kind, query, number of records, their hash, and those of the odd ones that are found too.
#[derive(Deserialize)]
struct Answer(String, String, usize, String, Vec<u32>);

fn folder() -> Option<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
    if !folder.exists() {
        println!("skipped: ../shared/data absent, so that there are no texts to compare on");
    }
    folder.exists().then_some(folder)
}

fn suite(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../tests/suite/language")
        .join(file)
}

fn lines(folder: &Path, set: &str) -> Vec<Line> {
    let parts = ["train", "valid", "test"].map(|part| {
        let path = folder
            .join("weak_supervision")
            .join(set)
            .join(format!("{part}.jsonl"));
        std::fs::read_to_string(path).unwrap()
    });
    let lines = parts.iter().flat_map(|part| part.lines());
    lines.map(|line| serde_json::from_str(line).unwrap()).collect()
}

fn indexed<'a>(texts: impl Iterator<Item = &'a str>) -> (Corpus, TextIndex) {
    let (mut corpus, mut index) = (CorpusBuilder::default(), IndexBuilder::default());
    for text in texts {
        corpus.push(None, text, []);
        index.push(text);
    }
    (corpus.finish(), index.finish())
}

fn found(query: &str, (corpus, index): &(Corpus, TextIndex)) -> Vec<u32> {
    let parsed = parse(query, &Names::default()).unwrap_or_else(|error| panic!("{query}: {error}"));
    parsed
        .condition
        .select(&Source::new(corpus, index))
        .iter()
        .collect()
}

fn hash(records: &[u32]) -> String {
    let written: Vec<String> = records.iter().map(ToString::to_string).collect();
    let digest = Sha256::digest(written.join(","));
    digest.iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

#[test]
fn queries_find_what_python_finds() {
    let Some(folder) = folder() else { return };
    for (set, expected) in SETS {
        let reference = std::fs::read(suite(&format!("{set}.json"))).unwrap();
        let reference: Reference = serde_json::from_slice(&reference).unwrap();
        let lines = lines(&folder, set);
        assert_eq!(lines.len(), reference.texts, "another edition of {set}");
        let indexed = indexed(lines.iter().map(|line| line.text.as_str()));
        let (mut differing, mut listed) = (Vec::new(), 0);
        for Answer(kind, query, count, hashed, in_odd) in &reference.answers {
            let (odd, plain): (Vec<u32>, Vec<u32>) = found(query, &indexed)
                .into_iter()
                .partition(|record| reference.odd.binary_search(record).is_ok());
            if (plain.len(), &hash(&plain)) != (*count, hashed) {
                differing.push(format!("{kind} {query}: {} records, Python {count}", plain.len()));
            }
            let either = odd
                .iter()
                .chain(in_odd)
                .filter(|record| odd.contains(record) != in_odd.contains(record));
            for &record in either {
                listed += 1;
                println!(
                    "{set}, record {record}, {kind} {query}: differs beside a mark, a joiner or a Han character"
                );
            }
        }
        println!(
            "{set}: {} queries, {listed} differences in {} odd records",
            reference.answers.len(),
            reference.odd.len()
        );
        assert!(differing.is_empty(), "{set}: {differing:#?}");
        assert_eq!(listed, expected, "{set}");
    }
}

/// The rules of others, as they are handed on.
#[derive(Deserialize)]
struct Rules {
    rules: Vec<Rule>,
}

#[derive(Deserialize)]
struct Rule {
    label: i32,
    regex: String,
}

#[test]
fn the_expressions_of_others_cast_the_votes_that_are_stored() {
    let Some(folder) = folder() else { return };
    for (set, expected) in [("trec", 68), ("sms", 73)] {
        let rules = std::fs::read(folder.join("weak_supervision").join(set).join("rules.json")).unwrap();
        let rules: Rules = serde_json::from_slice(&rules).unwrap();
        assert_eq!(rules.rules.len(), expected);
        let lines = lines(&folder, set);
        // They were applied to the text without spaces round it, in lower case.
        let texts: Vec<String> = lines.iter().map(|line| line.text.trim().to_lowercase()).collect();
        let indexed = indexed(texts.iter().map(String::as_str));
        for (at, rule) in rules.rules.iter().enumerate() {
            let query = format!("=/{}/", rule.regex.replace('/', "\\/"));
            let votes = found(&query, &indexed);
            let stored: Vec<u32> = (0u32..)
                .zip(&lines)
                .filter(|(_, line)| line.weak_labels[at] != -1)
                .map(|(record, _)| record)
                .collect();
            assert!(
                lines
                    .iter()
                    .all(|line| [-1, rule.label].contains(&line.weak_labels[at]))
            );
            assert_eq!(votes, stored, "{set}, rule {at}: {}", rule.regex);
        }
    }
}

/// Slow: Python looks through all texts for every query.
#[test]
#[ignore = "takes minutes; run it with --ignored where python3 is at hand"]
fn python_still_says_the_same() {
    let Some(folder) = folder() else { return };
    let script = suite("reference_words.py");
    match std::process::Command::new("python3")
        .arg(script)
        .arg(folder)
        .status()
    {
        Ok(status) => assert!(status.success(), "other answers than those kept"),
        Err(error) => println!("skipped: python3 can't be run: {error}"),
    }
}
