//! `labelloom export`: the same files as the page's downloads.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use labelloom_engine::formats::write::{Holds, WRITERS, writer};
use labelloom_engine::job::Step;
use labelloom_engine::session::request::{ExportOptions, Include};

use crate::data::{self, Columns};
use crate::failure::{Failure, Result, say};
use crate::output::Output;
use crate::rules;

/// Records with votes, labels and where all of it came from; or the rules, or the whole project.
#[derive(Args)]
pub(crate) struct Export {
    /// The data, or a saved project.
    data: PathBuf,
    /// The rule file; a project has rules of its own.
    #[arg(long, value_name = "RULES")]
    rules: Option<PathBuf>,
    /// The label model; votes only without one.
    #[arg(long, value_name = "NAME", value_parser = ["majority"])]
    model: Option<String>,
    /// What to write.
    #[arg(long, value_parser = PossibleValuesParser::new(WRITERS.iter().map(|kind| kind.name())))]
    format: String,
    /// Which records.
    #[arg(long, value_enum, default_value_t = Chosen::All)]
    include: Chosen,
    /// Only records whose most likely label has at least this probability, from 0 to 1.
    #[arg(long, value_name = "T", requires = "model", default_value_t = 0.0)]
    threshold: f64,
    /// A time to write into the file; no clock is read.
    #[arg(long, value_name = "TIME")]
    at: Option<String>,
    #[command(flatten)]
    columns: Columns,
    #[command(flatten)]
    output: Output,
}

#[derive(Clone, Copy, ValueEnum)]
enum Chosen {
    /// Every record.
    All,
    /// Records with a label (or with a vote, without a model).
    Labeled,
    /// Records with gold.
    Gold,
    /// Records without a vote.
    Uncovered,
    /// Records whose votes differ.
    Conflicted,
}

impl Export {
    pub(crate) fn run(&self) -> Result<()> {
        if !(0.0..=1.0).contains(&self.threshold) {
            return Err(Failure::usage("--threshold takes a probability from 0 to 1"));
        }
        let file = self.rules.as_deref().map(rules::read).transpose()?;
        let project = data::open(&self.data, &self.columns, self.rules.as_ref().zip(file.as_ref()))?;
        if project.document().rules.is_empty() && self.rules.is_none() && self.needs_rules() {
            return Err(Failure::usage("there are no rules: give --rules RULES"));
        }
        let mut job = project.export(&self.options())?;
        let reply = loop {
            if let Step::Done(reply) = job.step(&project) {
                break reply;
            }
        };
        reply.said.iter().for_each(|said| say(said));
        self.output.write(&reply.bytes)
    }

    /// A project may be saved before it has any rule.
    fn needs_rules(&self) -> bool {
        writer(&self.format).is_some_and(|kind| kind.holds() != Holds::All)
    }

    fn options(&self) -> ExportOptions {
        ExportOptions {
            format: self.format.clone(),
            model: self.model.clone(),
            include: match self.include {
                Chosen::All => Include::All,
                Chosen::Labeled => Include::Labeled,
                Chosen::Gold => Include::Gold,
                Chosen::Uncovered => Include::Uncovered,
                Chosen::Conflicted => Include::Conflicted,
            },
            threshold: self.threshold,
            at: self.at.clone(),
        }
    }
}
