//! `labelloom summary`: what each rule covers, where rules overlap and conflict, and how often they are right.

use std::path::PathBuf;

use clap::Args;
use labelloom_engine::analysis::{Analysis, RuleCounts, analyse, polarity};
use labelloom_engine::bits::BitSet;
use labelloom_engine::error::Error;
use labelloom_engine::session::Project;
use labelloom_engine::votes::{Vote, VoteMatrix};
use serde::Serialize;

use crate::data::{self, Columns};
use crate::failure::{Failure, Result};
use crate::output::to_standard_output;
use crate::{rules, table, votes};

/// What each rule covers, where rules overlap and conflict, and how often they are right.
///
/// The figures are those of Snorkel's LFAnalysis, over all gold, dev and held-out; accuracy is correct / (correct +
/// incorrect). Polarity holds what a rule votes: label indices, and -(l+2) for votes against label l ("not l" in the
/// table).
#[derive(Args)]
pub(crate) struct Summary {
    /// The data, or a saved project.
    #[arg(required_unless_present = "votes", conflicts_with = "votes")]
    data: Option<PathBuf>,
    /// The rule file; a project has rules of its own.
    #[arg(long, value_name = "RULES", conflicts_with = "votes")]
    rules: Option<PathBuf>,
    /// A vote matrix in place of data and rules: votes.csv, or votes.npz with array L.
    #[arg(long, value_name = "VOTES", requires = "labels")]
    votes: Option<PathBuf>,
    /// How many labels the votes are for.
    #[arg(long, value_name = "K", requires = "votes", value_parser = clap::value_parser!(u16).range(1..))]
    labels: Option<u16>,
    /// The gold label of each record, with --votes.
    #[arg(long, value_name = "GOLD.CSV", requires = "votes")]
    gold_file: Option<PathBuf>,
    #[command(flatten)]
    columns: Columns,
    /// One JSON object instead of a table.
    #[arg(long)]
    json: bool,
}

impl Summary {
    pub(crate) fn run(&self) -> Result<()> {
        let judged = match (&self.votes, &self.data) {
            (Some(path), _) => self.of_votes(path, usize::from(self.labels.unwrap_or_default()))?,
            (None, Some(path)) => self.of_data(path)?,
            (None, None) => return Err(Failure::usage("give DATA or --votes")),
        };
        let text = if self.json { judged.json() } else { judged.table() };
        to_standard_output(text.as_bytes())
    }

    fn of_data(&self, path: &std::path::Path) -> Result<Judged> {
        let file = self.rules.as_deref().map(rules::read).transpose()?;
        let project = data::open(path, &self.columns, self.rules.as_ref().zip(file.as_ref()))?;
        if project.document().rules.is_empty() {
            return Err(Failure::usage("there are no rules: give --rules RULES"));
        }
        Ok(Judged::of_project(&project))
    }

    fn of_votes(&self, path: &std::path::Path, k: usize) -> Result<Judged> {
        let (names, matrix) = votes::read_matrix(path, k)?;
        let gold = self
            .gold_file
            .as_deref()
            .map(|file| gold_sets(file, k, matrix.records))
            .transpose()?;
        Ok(Judged::new(names, matrix, gold))
    }
}

/// The records of each gold label in a file.
pub(crate) fn gold_sets(path: &std::path::Path, k: usize, records: usize) -> Result<Vec<BitSet>> {
    let gold = votes::read_gold(path, k)?;
    if gold.len() != records {
        let what = format!("There are {} gold labels for {records} records", gold.len());
        return Err(Error::new(what, "Give one a record, in the same order")
            .at(path.display().to_string())
            .into());
    }
    let of = |label: usize| {
        (0u32..)
            .zip(&gold)
            .filter(move |(_, gold)| **gold == Some(label))
            .map(|(record, _)| record)
    };
    Ok((0..k)
        .map(|label| BitSet::from_indices(records, of(label)))
        .collect())
}

/// Votes and what gold says of them.
pub(crate) struct Judged {
    names: Vec<String>,
    votes: VoteMatrix,
    analysis: Analysis,
    has_gold: bool,
    /// Of the records with gold that the majority vote decides: right and wrong.
    majority: (u32, u32),
}

#[derive(Serialize)]
struct Figures<'a> {
    records: usize,
    covered: u32,
    overlapping: u32,
    conflicted: u32,
    rules: Vec<RuleFigures<'a>>,
}

#[derive(Serialize)]
struct RuleFigures<'a> {
    name: &'a str,
    polarity: Vec<i64>,
    coverage: f64,
    overlaps: f64,
    conflicts: f64,
    correct: Option<u32>,
    incorrect: Option<u32>,
    accuracy: Option<f64>,
}

impl Judged {
    /// The rules of a project that vote.
    pub(crate) fn of_project(project: &Project) -> Self {
        let sets = project.gold();
        let mut gold = sets.dev.clone();
        gold.iter_mut()
            .zip(&sets.held_out)
            .for_each(|(all, held_out)| all.or(held_out));
        let has_gold = gold.iter().any(|set| set.count() > 0);
        Self::new(
            voting_rules(project),
            project.votes().clone(),
            has_gold.then_some(gold),
        )
    }

    fn new(names: Vec<String>, votes: VoteMatrix, gold: Option<Vec<BitSet>>) -> Self {
        let analysis = analyse(&votes, gold.as_deref().unwrap_or_default());
        let majority = majority_on(&analysis, gold.as_deref().unwrap_or_default());
        Self {
            majority,
            names,
            votes,
            analysis,
            has_gold: gold.is_some(),
        }
    }

    /// Rules that never vote.
    pub(crate) fn dead(&self) -> Vec<&str> {
        let rules = self.names.iter().zip(&self.analysis.rules);
        rules
            .filter(|(_, counts)| counts.coverage == 0)
            .map(|(name, _)| name.as_str())
            .collect()
    }

    /// How many records there are.
    pub(crate) const fn records(&self) -> usize {
        self.votes.records
    }

    /// Records with a vote, and records with votes that can't all be right.
    pub(crate) fn totals(&self) -> (u32, u32) {
        let sets = &self.analysis.sets;
        (sets.covered.count(), sets.conflicted.count())
    }

    /// Of the records with gold that the majority vote decides: right and wrong; none without gold.
    pub(crate) fn majority(&self) -> Option<(u32, u32)> {
        self.has_gold.then_some(self.majority)
    }

    /// The rules that vote, with their counts.
    pub(crate) fn rules(&self) -> impl Iterator<Item = (&str, RuleCounts)> {
        let names = self.names.iter().map(String::as_str);
        names.zip(self.analysis.rules.iter().copied())
    }

    #[expect(clippy::cast_precision_loss, reason = "fewer than 2^32 records")]
    pub(crate) fn share(&self, records: u32) -> f64 {
        f64::from(records) / (self.votes.records.max(1) as f64)
    }

    fn json(&self) -> String {
        let sets = &self.analysis.sets;
        let rules = self
            .names
            .iter()
            .zip(&self.analysis.rules)
            .zip(&self.votes.columns);
        let figures = Figures {
            records: self.votes.records,
            covered: sets.covered.count(),
            overlapping: sets.overlapping.count(),
            conflicted: sets.conflicted.count(),
            rules: rules
                .map(|((name, counts), column)| self.rule(name, *counts, polarity(column)))
                .collect(),
        };
        // Plain numbers and texts always have a JSON form.
        serde_json::to_string(&figures).unwrap_or_default() + "\n"
    }

    fn rule<'a>(&self, name: &'a str, counts: RuleCounts, polarity: Vec<i64>) -> RuleFigures<'a> {
        RuleFigures {
            name,
            polarity,
            coverage: self.share(counts.coverage),
            overlaps: self.share(counts.overlaps),
            conflicts: self.share(counts.conflicts),
            correct: self.has_gold.then_some(counts.correct),
            incorrect: self.has_gold.then_some(counts.incorrect),
            accuracy: counts.accuracy().filter(|_| self.has_gold),
        }
    }

    /// Snorkel's columns under their names, and the totals below.
    pub(crate) fn table(&self) -> String {
        let mut columns = vec!["", "j", "Polarity", "Coverage", "Overlaps", "Conflicts"];
        if self.has_gold {
            columns.extend(["Correct", "Incorrect", "Emp. Acc."]);
        }
        let mut rows = vec![columns.into_iter().map(str::to_owned).collect()];
        let rules = self
            .names
            .iter()
            .zip(&self.analysis.rules)
            .zip(&self.votes.columns)
            .enumerate();
        rows.extend(
            rules.map(|(j, ((name, counts), column))| {
                self.row(j, &self.rule(name, *counts, polarity(column)))
            }),
        );
        let sets = &self.analysis.sets;
        let total = |records: u32| format!("{records} ({:.1} %)", 100.0 * self.share(records));
        format!(
            "{}\n{} records: {} covered, {} overlapping, {} conflicted\n",
            table::lay_out(&rows),
            self.votes.records,
            total(sets.covered.count()),
            total(sets.overlapping.count()),
            total(sets.conflicted.count())
        )
    }

    fn row(&self, j: usize, rule: &RuleFigures<'_>) -> Vec<String> {
        let said = |code: &i64| match Vote::from_code(*code) {
            Some(vote) if vote.against => format!("not {}", vote.label),
            _ => code.to_string(),
        };
        let labels: Vec<String> = rule.polarity.iter().map(said).collect();
        let mut row = vec![
            rule.name.to_owned(),
            j.to_string(),
            format!("[{}]", labels.join(", ")),
        ];
        row.extend([rule.coverage, rule.overlaps, rule.conflicts].map(|share| format!("{share:.6}")));
        if self.has_gold {
            row.extend([rule.correct, rule.incorrect].map(|count| count.unwrap_or(0).to_string()));
            row.push(
                rule.accuracy
                    .map_or_else(|| "–".to_owned(), |accuracy| format!("{accuracy:.6}")),
            );
        }
        row
    }
}

fn majority_on(analysis: &Analysis, gold: &[BitSet]) -> (u32, u32) {
    let majority = &analysis.sets.majority;
    let correct = majority
        .iter()
        .zip(gold)
        .map(|(voted, truth)| voted.count_and(truth))
        .sum();
    let decided = |voted: &BitSet| gold.iter().map(|truth| voted.count_and(truth)).sum::<u32>();
    (correct, majority.iter().map(decided).sum::<u32>() - correct)
}

/// The names of the rules that vote, in the order of the matrix's columns. A project file may hold rules that can't
/// be read, which is said.
pub(crate) fn voting_rules(project: &Project) -> Vec<String> {
    let rules = project.view().rules.into_iter().filter(|rule| rule.enabled);
    let voting = rules.filter(|rule| match &rule.problem {
        None => true,
        Some(problem) => {
            crate::failure::say(&format!(
                "rule {:?} casts no votes: {}. {}",
                rule.name, problem.what, problem.remedy
            ));
            false
        }
    });
    voting.map(|rule| rule.name).collect()
}
