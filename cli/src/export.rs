//! `labelloom export`: the same files as the page's downloads.

use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args, ValueEnum};
use labelloom_engine::error::Error;
use labelloom_engine::formats::write::{Holds, WRITERS, writer};
use labelloom_engine::job::Step;
use labelloom_engine::model_choice::BalanceChoice;
use labelloom_engine::models::{Balance, MODELS};
use labelloom_engine::session::Project;
use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::request::{Augmented, ExportOptions, Include};

use crate::data::{self, Columns};
use crate::failure::{Failure, Result, say};
use crate::label::{BalanceWord, Copies};
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
    #[arg(long, value_name = "NAME", value_parser = PossibleValuesParser::new(MODELS.iter().map(|model| model.name)))]
    model: Option<String>,
    /// How frequent each label is: uniform, gold, estimated, or a share of each, p0,p1,…; a project has its own.
    #[arg(long, value_name = "BALANCE", requires = "model")]
    balance: Option<BalanceWord>,
    /// Whether rules that say the same each count, or once together (once, unless a project says otherwise).
    #[arg(long, value_enum, requires = "model")]
    copies: Option<Copies>,
    /// Let the end model, taught by the labels, label what no rule votes on; a project may say so too.
    #[arg(long, requires = "model")]
    end_model: bool,
    /// What to write.
    #[arg(long, value_parser = PossibleValuesParser::new(WRITERS.iter().map(|kind| kind.name())))]
    format: String,
    /// Which records.
    #[arg(long, value_enum, default_value_t = Chosen::All)]
    include: Chosen,
    /// Only records whose most likely label has at least this probability, from 0 to 1.
    #[arg(long, value_name = "T", requires = "model", default_value_t = 0.0)]
    threshold: f64,
    /// Write the variants that a saved project accepted behind their records, labeled so.
    #[arg(long, value_enum, value_name = "LABELS")]
    augmented: Option<LabeledBy>,
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

#[derive(Clone, Copy, ValueEnum)]
enum LabeledBy {
    /// As their record is.
    Record,
    /// By what the rules say of their own text.
    Rules,
}

impl Export {
    pub(crate) fn run(&self) -> Result<()> {
        if !(0.0..=1.0).contains(&self.threshold) {
            return Err(Failure::usage("--threshold takes a probability from 0 to 1"));
        }
        let file = self.rules.as_deref().map(rules::read).transpose()?;
        let mut project = data::open(&self.data, &self.columns, self.rules.as_ref().zip(file.as_ref()))?;
        if project.document().rules.is_empty() && self.rules.is_none() && self.needs_rules() {
            return Err(Failure::usage("there are no rules: give --rules RULES"));
        }
        self.choose(&mut project)?;
        let mut job = project.export(&self.options())?;
        let reply = loop {
            if let Step::Done(reply) = job.step(&project) {
                break reply;
            }
        };
        reply.said.iter().for_each(|said| say(said));
        self.output.write(&reply.bytes)
    }

    /// Tells the model what is asked for here; what is not stays as the project has it.
    fn choose(&self, project: &mut Project) -> Result<()> {
        let mut choice = (*project.document().model).clone();
        if let Some(BalanceWord(balance)) = &self.balance {
            choice.balance = chosen_balance(balance, project)?;
        }
        if let Some(copies) = self.copies {
            choice.copies = copies == Copies::Each;
        }
        choice.end_model |= self.end_model;
        if choice != *project.document().model {
            project.edit(&Edit::SetModel { choice })?;
        }
        Ok(())
    }

    /// A project may be saved before it has any rule.
    fn needs_rules(&self) -> bool {
        writer(&self.format).is_some_and(|kind| kind.holds() != Holds::All)
    }

    fn options(&self) -> ExportOptions {
        ExportOptions {
            augmented: match self.augmented {
                None => Augmented::Without,
                Some(LabeledBy::Record) => Augmented::AsParent,
                Some(LabeledBy::Rules) => Augmented::ByRules,
            },
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

/// The balance as a project keeps it: by label.
fn chosen_balance(balance: &Balance, project: &Project) -> Result<BalanceChoice> {
    let labels = &project.document().labels;
    Ok(match balance {
        Balance::Uniform => BalanceChoice::Uniform,
        Balance::Gold => BalanceChoice::Gold,
        Balance::Estimated => BalanceChoice::Estimated,
        Balance::Given(shares) if shares.len() != labels.len() => {
            let what = format!(
                "--balance has {} numbers, but there are {} labels",
                shares.len(),
                labels.len()
            );
            return Err(Error::new(what, "Give one number a label, in the labels' order").into());
        }
        Balance::Given(shares) => {
            let labels = labels.iter().map(|label| label.id);
            BalanceChoice::Given(labels.zip(shares.iter().copied()).collect())
        }
    })
}
