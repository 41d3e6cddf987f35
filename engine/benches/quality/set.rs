//! A published rule set: texts, labels and the votes of its rules.

use std::path::PathBuf;
use std::sync::Arc;

use labelloom_engine::bits::BitSet;
use labelloom_engine::corpus::{Corpus, CorpusBuilder};
use labelloom_engine::models::VoteTable;
use labelloom_engine::num::{count, index};
use labelloom_engine::rng::Rng;
use labelloom_engine::votes::{Vote, VoteColumn, VoteMatrix};
use serde::Deserialize;

use crate::Outcome;

/// A record as the files have it.
#[derive(Deserialize)]
struct Line {
    text: String,
    label: usize,
    weak_labels: Vec<i64>,
}

/// Records of train and test first, those of validation behind them.
pub(crate) struct Set {
    /// Folder.
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    /// How many records are of train and test.
    pub(crate) judged: usize,
    pub(crate) k: usize,
    /// Length n: labels.
    pub(crate) labels: Vec<usize>,
    /// Judged records with a vote.
    pub(crate) covered: Vec<bool>,
    /// n × m.
    votes: Vec<Vec<i64>>,
    pub(crate) table: Arc<VoteTable>,
    pub(crate) corpus: Corpus,
}

const SETS: [(&str, &str, usize); 3] = [("youtube", "YouTube", 2), ("trec", "TREC", 6), ("sms", "SMS", 2)];

impl Set {
    /// The sets that are there; what is not is said.
    pub(crate) fn all() -> Outcome<Vec<Self>> {
        let mut sets = Vec::new();
        for (name, title, k) in SETS {
            let folder = folder().join(name);
            if folder.join("train.jsonl").is_file() {
                sets.push(Self::read(name, title, k)?);
            } else {
                println!("skipped: {title} is not at {}", folder.display());
            }
        }
        Ok(sets)
    }

    fn read(name: &'static str, title: &'static str, k: usize) -> Outcome<Self> {
        let mut lines = lines(name, "train")?;
        lines.extend(self::lines(name, "test")?);
        let judged = lines.len();
        lines.extend(self::lines(name, "valid")?);
        let mut corpus = CorpusBuilder::default();
        lines.iter().for_each(|line| corpus.push(None, &line.text, []));
        let votes: Vec<Vec<i64>> = lines.iter().map(|line| line.weak_labels.clone()).collect();
        let has_vote = |votes: &Vec<i64>| votes.iter().any(|&vote| vote != -1);
        Ok(Self {
            name,
            title,
            judged,
            k,
            labels: lines.iter().map(|line| line.label).collect(),
            covered: votes[..judged].iter().map(has_vote).collect(),
            table: Arc::new(table(&votes, k, &[])?),
            votes,
            corpus: corpus.finish(),
        })
    }

    /// m.
    pub(crate) fn rules(&self) -> usize {
        self.votes[0].len()
    }

    /// The share of judged records with a vote.
    pub(crate) fn coverage(&self) -> f64 {
        let covered = self.covered.iter().filter(|&&covered| covered).count();
        f64::from(count(covered)) / f64::from(count(self.judged))
    }

    /// The votes with copies of some rules behind the others.
    pub(crate) fn with_copies(&self, copies: &[usize]) -> Outcome<Arc<VoteTable>> {
        Ok(Arc::new(table(&self.votes, self.k, copies)?))
    }

    /// n rows of votes as numbers, copies behind the others.
    pub(crate) fn rows(&self, copies: &[usize]) -> Vec<Vec<i64>> {
        let row = |votes: &Vec<i64>| {
            let copied = copies.iter().map(|&rule| votes[rule]);
            votes.iter().copied().chain(copied).collect()
        };
        self.votes.iter().map(row).collect()
    }

    /// The rules that vote most, at most so many.
    pub(crate) fn busiest(&self, most: usize) -> Vec<usize> {
        let mut rules: Vec<usize> = (0..self.rules()).collect();
        rules.sort_by_key(|&rule| (std::cmp::Reverse(self.table.coverage(rule)), rule));
        rules.truncate(most);
        rules
    }

    /// How many records hand labels are drawn from.
    pub(crate) fn validation(&self) -> usize {
        self.labels.len() - self.judged
    }

    /// Hand labels on so many validation records, as k sets.
    pub(crate) fn gold(&self, labels: usize, seed: u64) -> Arc<Vec<BitSet>> {
        let mut rng = Rng::new(seed);
        let mut open: Vec<usize> = (self.judged..self.labels.len()).collect();
        let mut gold = vec![BitSet::empty(self.labels.len()); self.k];
        for _ in 0..labels.min(open.len()) {
            let at = usize::try_from(rng.below(open.len() as u64)).unwrap_or(0);
            let record = open.swap_remove(at);
            gold[self.labels[record]].insert(count(record));
        }
        Arc::new(gold)
    }

    /// The label of a record.
    pub(crate) fn label(&self, record: u32) -> usize {
        self.labels[index(record)]
    }
}

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data/weak_supervision")
}

fn lines(set: &str, split: &str) -> Outcome<Vec<Line>> {
    let path = folder().join(set).join(format!("{split}.jsonl"));
    let text = std::fs::read_to_string(&path).map_err(|error| format!("{}: {error}", path.display()))?;
    let lines = text.lines().map(serde_json::from_str);
    Ok(lines.collect::<Result<_, _>>()?)
}

fn table(votes: &[Vec<i64>], k: usize, copies: &[usize]) -> Outcome<VoteTable> {
    let column = |rule: usize| {
        let cast: Vec<Option<Vote>> = votes.iter().map(|row| Vote::from_code(row[rule])).collect();
        VoteColumn::dense(&cast)
    };
    let matrix = VoteMatrix {
        records: votes.len(),
        labels: k,
        columns: (0..votes[0].len())
            .chain(copies.iter().copied())
            .map(column)
            .collect(),
    };
    Ok(VoteTable::new(&matrix).map_err(|error| error.to_string())?)
}
