//! `labelloom apply`: the votes of the rules on every record.

use std::path::PathBuf;

use clap::Args;

use crate::data::{self, Columns};
use crate::failure::Result;
use crate::output::Output;
use crate::summary::voting_rules;
use crate::{npz, rules, votes};

/// The votes of the rules on every record, as votes.csv, or as votes.npz (array L) where FILE ends so.
#[derive(Args)]
pub(crate) struct Apply {
    /// The data, or a saved project.
    data: PathBuf,
    /// The rule file.
    #[arg(long, value_name = "RULES")]
    rules: PathBuf,
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
        let bytes = if is_npz {
            npz::of_votes(project.votes())?
        } else {
            votes::to_csv(&names, project.votes())
        };
        self.output.write(&bytes)
    }
}
