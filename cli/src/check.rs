//! `labelloom rules check`: whether the rules of a file are as they should be, for people and for continuous
//! integration: queries can be read, examples hold, and with data the figures are within bounds.

mod bounds;
mod report;
mod rules;

use std::path::{Path, PathBuf};

use clap::Args;
use labelloom_engine::error::Error;
use labelloom_engine::formats::rule_file::RuleFile;
use labelloom_engine::rules::Names;
use labelloom_engine::session::load_rules::names_with;

use crate::data::{self, Columns};
use crate::failure::{Failure, Result};
use crate::output::to_standard_output;
use crate::rules::read;
use crate::summary::Judged;
use bounds::Bounds;
use report::Report;

/// Whether every rule can be read and its examples hold; with DATA also what each finds, and whether the figures are
/// within bounds.
///
/// Exit status: 0 when all holds, 1 when something doesn't (each with its place and what to do), 2 for bad usage.
#[derive(Args)]
pub(crate) struct Check {
    /// The rule file.
    rules: PathBuf,
    /// The data to try the rules on.
    data: Option<PathBuf>,
    /// The data's columns that queries may compare, where DATA is not given: lang,amount. Without them `lang:en` looks
    /// for the words.
    #[arg(
        long = "columns",
        value_name = "COL,COL",
        value_delimiter = ',',
        conflicts_with = "data"
    )]
    declared: Vec<String>,
    #[command(flatten)]
    bounds: Bounds,
    #[command(flatten)]
    columns: Columns,
    /// One JSON object instead of sentences.
    #[arg(long)]
    json: bool,
}

impl Check {
    pub(crate) fn run(&self) -> Result<()> {
        self.bounds.check_usage()?;
        let file = read(&self.rules)?;
        let report = match &self.data {
            Some(data) => self.on_data(data, &file)?,
            None => self.alone(&file)?,
        };
        let text = if self.json {
            report.json()
        } else {
            report.sentences()
        };
        to_standard_output(text.as_bytes())?;
        report.failure().map_or(Ok(()), |what| Err(self.failed(&what)))
    }

    /// What can be said without data.
    fn alone<'a>(&self, file: &'a RuleFile) -> Result<Report<'a>> {
        let names = self.names(file, &Names::of_fields(self.declared(file)))?;
        let mut report = Report::new(file);
        report.errors = rules::errors(&self.rules, file, &names);
        report.examples = rules::examples(&self.rules, file, &names);
        report.notes = rules::undeclared(&self.rules, file, &names);
        report.failed = self
            .bounds
            .failed_by_labels(&self.rules, &report.labels_without_rule);
        Ok(report)
    }

    /// What the rules may name, the file's word lists among it.
    fn names(&self, file: &RuleFile, names: &Names) -> Result<Names> {
        names_with(file, names).map_err(|error| crate::rules::in_file(&self.rules, error).into())
    }

    /// The columns that are named by option, and those that examples have values of.
    fn declared(&self, file: &RuleFile) -> Vec<String> {
        let mut declared = self.declared.clone();
        let examples = file.rules.iter().flat_map(|rule| &rule.examples);
        for (name, _) in examples.flat_map(|example| &example.fields) {
            if !declared.contains(name) {
                declared.push(name.clone());
            }
        }
        declared
    }

    /// What the data says of the rules: their figures only where all can be read.
    fn on_data<'a>(&self, data: &Path, file: &'a RuleFile) -> Result<Report<'a>> {
        let bare = RuleFile {
            labels: file.labels.clone(),
            ..RuleFile::default()
        };
        let mut project = data::open(data, &self.columns, Some((&self.rules, &bare)))?;
        let names = self.names(file, project.names())?;
        let mut report = Report::new(file);
        let numbered = (1u32..).zip(&file.rules);
        report.errors = numbered
            .filter_map(|(number, rule)| project.check_rule(number, rule, &names).err())
            .map(|error| crate::rules::in_file(&self.rules, error))
            .collect();
        report.examples = rules::examples(&self.rules, file, &names);
        report.failed = self
            .bounds
            .failed_by_labels(&self.rules, &report.labels_without_rule);
        if report.errors.is_empty() {
            project.load_rules(file)?;
            let judged = Judged::of_project(&project);
            report.failed.extend(self.bounds.failed_by(&self.rules, &judged));
            report.judged = Some(judged);
        }
        Ok(report)
    }

    fn failed(&self, what: &str) -> Failure {
        Error::new(what, "Correct what is named above")
            .at(self.rules.display().to_string())
            .into()
    }
}
