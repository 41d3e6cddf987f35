//! `labelloom label`: the probability of each label of each record, by a label model.

mod balance;
mod report;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use labelloom_engine::bits::BitSet;
use labelloom_engine::formats::write::put_cell;
use labelloom_engine::job;
use labelloom_engine::models::{
    Balance, Duplicates, FitInput, Fitted, LabelModel, MODELS, Options, Priority, SnorkelOptions, VoteTable,
    named,
};
use labelloom_engine::num::count;
use labelloom_engine::posteriors::Posteriors;
use labelloom_engine::session::Project;

pub(crate) use self::balance::BalanceWord;
use self::report::Report;
use crate::data::{self, Columns};
use crate::failure::{Failure, Result, say};
use crate::output::{Output, to_standard_output};
use crate::summary::{gold_sets, voting_rules};
use crate::{rules, votes};

/// The probability of each label of each record, as posteriors.csv: a column a label, a row a record, nan without a vote.
///
/// Of data and projects dev gold steers the models that ask for it, and held-out gold none; a gold file steers whole.
#[derive(Args)]
pub(crate) struct Label {
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
    /// The label model.
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(MODELS.iter().map(|model| model.name)))]
    model: String,
    /// How frequent each label is: uniform, gold, estimated, or a share of each, p0,p1,…
    #[arg(long, value_name = "BALANCE", default_value = "uniform")]
    balance: BalanceWord,
    /// Whether rules that say the same each count, or once together.
    #[arg(long, value_enum, default_value_t = Copies::Each)]
    copies: Copies,
    /// Steps of the model snorkel.
    #[arg(long, value_name = "N", default_value_t = SnorkelOptions::default().epochs, value_parser = clap::value_parser!(u32).range(1..))]
    epochs: u32,
    /// What the model snorkel scales its beginning by: the first random number of Snorkel's seed.
    #[arg(long, value_name = "U", default_value_t = SnorkelOptions::default().scale)]
    scale: f64,
    #[command(flatten)]
    columns: Columns,
    #[command(flatten)]
    output: Output,
    /// The fit as one JSON object on standard output; the probabilities then need -o.
    #[arg(long)]
    json: bool,
}

/// How rules that say the same are counted.
#[derive(Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Copies {
    /// Each counts.
    Each,
    /// Together they count once.
    Once,
}

/// What is labeled.
struct Ground {
    /// The labels' names.
    labels: Vec<String>,
    /// The rules' names.
    names: Vec<String>,
    table: Arc<VoteTable>,
    /// Gold that the fit is given, a set a label.
    gold: Vec<BitSet>,
    /// Gold that it is not.
    held_out: Vec<BitSet>,
    priorities: Vec<Option<Priority>>,
}

impl Label {
    pub(crate) fn run(&self) -> Result<()> {
        let ground = match (&self.votes, &self.data) {
            (Some(path), _) => self.of_votes(path, usize::from(self.labels.unwrap_or_default()))?,
            (None, Some(path)) => self.of_data(path)?,
            (None, None) => return Err(Failure::usage("give DATA or --votes")),
        };
        let fitted = self.fit(&ground)?;
        let posteriors = job::run(&mut fitted.label_all())?;
        fitted.notes.iter().for_each(|note| say(&note.sentence));
        if self.json {
            let report = Report::new(&ground, &fitted, &posteriors);
            // Plain numbers and texts always have a JSON form.
            let text = serde_json::to_string(&report).unwrap_or_default() + "\n";
            to_standard_output(text.as_bytes())?;
            if self.output.path().is_none() {
                return Ok(());
            }
        }
        self.output.write(&to_csv(&ground.labels, &posteriors))
    }

    fn fit(&self, ground: &Ground) -> Result<Arc<Fitted>> {
        let model = named(&self.model)?;
        let mut fit = model.fit(FitInput {
            table: Arc::clone(&ground.table),
            gold: Arc::new(ground.gold.clone()),
            balance: self.balance_for(model),
            options: Options {
                duplicates: match self.copies {
                    Copies::Each => Duplicates::Keep,
                    Copies::Once => Duplicates::Clusters,
                },
                priorities: ground.priorities.clone(),
                snorkel: SnorkelOptions {
                    epochs: self.epochs,
                    scale: self.scale,
                    ..SnorkelOptions::default()
                },
                ..Options::default()
            },
        })?;
        Ok(Arc::new(job::run(&mut fit)?))
    }

    /// The balance as it was asked for, where the model asks for one.
    fn balance_for(&self, model: &LabelModel) -> Balance {
        if model.uses_balance || self.balance.0 == Balance::Uniform {
            return self.balance.0.clone();
        }
        say(&format!(
            "{} ignores the class balance: --balance changes nothing",
            model.name
        ));
        Balance::Uniform
    }

    fn of_votes(&self, path: &Path, k: usize) -> Result<Ground> {
        let (names, matrix) = votes::read_matrix(path, k)?;
        let gold = self.gold_file.as_deref();
        let gold = gold.map(|file| gold_sets(file, k, matrix.records)).transpose()?;
        Ok(Ground {
            labels: (0..k).map(|label| label.to_string()).collect(),
            table: Arc::new(VoteTable::new(&matrix)?),
            gold: gold.unwrap_or_default(),
            held_out: Vec::new(),
            priorities: Vec::new(),
            names,
        })
    }

    fn of_data(&self, path: &Path) -> Result<Ground> {
        let file = self.rules.as_deref().map(rules::read).transpose()?;
        let project = data::open(path, &self.columns, self.rules.as_ref().zip(file.as_ref()))?;
        if project.document().rules.is_empty() {
            return Err(Failure::usage("there are no rules: give --rules RULES"));
        }
        Ok(Ground {
            labels: project
                .document()
                .labels
                .iter()
                .map(|label| label.name.clone())
                .collect(),
            names: voting_rules(&project),
            table: Arc::new(VoteTable::new(project.votes())?),
            gold: project.gold().dev.clone(),
            held_out: project.gold().held_out.clone(),
            priorities: priorities(&project),
        })
    }
}

/// What a saved project says is believed of its rules, in the order of the votes' columns.
fn priorities(project: &Project) -> Vec<Option<Priority>> {
    let priors = &project.document().model.priors;
    let voting = project
        .view()
        .rules
        .into_iter()
        .filter(|rule| rule.enabled && rule.problem.is_none());
    voting
        .map(|rule| {
            let prior = priors.iter().find(|prior| prior.rule == rule.id)?;
            Some(Priority {
                precision: prior.accuracy,
                strength: prior.strength,
            })
        })
        .collect()
}

/// The probabilities: label names, then a row a record, each number the shortest that reads back to the same bits.
pub(crate) fn to_csv(labels: &[String], posteriors: &Posteriors) -> Vec<u8> {
    let mut csv = Vec::new();
    let names = labels.iter().enumerate();
    names.for_each(|(place, name)| put_cell(&mut csv, place == 0, name));
    csv.extend_from_slice(b"\r\n");
    for record in 0..count(posteriors.records()) {
        let row = posteriors.get(record);
        for label in 0..labels.len() {
            let cell = match row.and_then(|row| row.get(label)) {
                Some(&probability) => serde_json::Value::from(probability).to_string(),
                None => "nan".to_owned(),
            };
            put_cell(&mut csv, label == 0, &cell);
        }
        csv.extend_from_slice(b"\r\n");
    }
    csv
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn records_without_a_vote_are_nan_and_numbers_keep_their_bits() {
        let mut posteriors = Posteriors::unreached(2, 2);
        posteriors.set(1, &[0.1 + 0.2, 1.0]);
        let csv = String::from_utf8(to_csv(&["a,b".to_owned(), "c".to_owned()], &posteriors)).unwrap();
        assert_eq!(csv, "\"a,b\",c\r\nnan,nan\r\n0.30000000000000004,1.0\r\n");
    }
}
