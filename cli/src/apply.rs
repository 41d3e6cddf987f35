//! `labelloom apply`: the votes of the rules on every record.

use std::path::PathBuf;

use clap::Args;
use labelloom_engine::num::grouped;
use labelloom_engine::votes::VoteMatrix;

use crate::data::{self, Columns};
use crate::failure::{Result, say};
use crate::output::Output;
use crate::summary::voting_rules;
use crate::{npz, rules, votes};

/// The votes of the rules on every record, as votes.csv, or as votes.npz (array L) where FILE ends so.
///
/// A vote is its label's index from 0, -1 for none, and -(l+2) for a vote against label l.
#[derive(Args)]
pub(crate) struct Apply {
    /// The data, or a saved project.
    data: PathBuf,
    /// The rule file.
    #[arg(long, value_name = "RULES")]
    rules: PathBuf,
    /// Write -1 in place of votes against labels, which Snorkel doesn't know, and say how many there were.
    #[arg(long)]
    snorkel: bool,
    #[command(flatten)]
    columns: Columns,
    #[command(flatten)]
    output: Output,
}

impl Apply {
    pub(crate) fn run(&self) -> Result<()> {
        let file = rules::read(&self.rules)?;
        let project = data::open(&self.data, &self.columns, Some((&self.rules, &file)))?;
        let names = voting_rules(&project);
        let is_npz = self
            .output
            .path()
            .and_then(|path| path.extension())
            .is_some_and(|ending| ending == "npz");
        let snorkel = self.snorkel.then(|| for_snorkel(project.votes()));
        let matrix = snorkel.as_ref().unwrap_or_else(|| project.votes());
        let bytes = if is_npz {
            npz::of_votes(matrix)?
        } else {
            votes::to_csv(&names, matrix)
        };
        self.output.write(&bytes)
    }
}

/// The votes that Snorkel knows.
fn for_snorkel(matrix: &VoteMatrix) -> VoteMatrix {
    let left_out = votes::count_against(matrix);
    if left_out > 0 {
        let votes = if left_out == 1 {
            "1 vote against a label is".to_owned()
        } else {
            format!("{} votes against labels are", grouped(left_out))
        };
        say(&format!("{votes} written as -1: Snorkel knows none"));
    }
    votes::without_against(matrix)
}
