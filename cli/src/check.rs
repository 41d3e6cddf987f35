//! `labelloom rules check`: whether a rule file can be read, and what its rules find.

use std::path::PathBuf;

use clap::Args;
use labelloom_engine::error::Error;
use labelloom_engine::formats::rule_file::RuleFile;
use labelloom_engine::rules::Names;
use labelloom_engine::session::load_rules::{check_query, names_with};
use serde::Serialize;

use crate::data::{self, Columns};
use crate::failure::{Failure, Result, say};
use crate::output::to_standard_output;
use crate::rules::{self, in_file};
use crate::summary::Judged;

/// Whether every rule can be read; with DATA also what each finds, and which find nothing.
#[derive(Args)]
pub(crate) struct Check {
    /// The rule file.
    rules: PathBuf,
    /// The data to try the rules on.
    data: Option<PathBuf>,
    #[command(flatten)]
    columns: Columns,
    /// One JSON object instead of sentences.
    #[arg(long)]
    json: bool,
}

#[derive(Serialize)]
struct Report<'a> {
    rules: usize,
    errors: &'a [Error],
    labels_without_rule: Vec<&'a str>,
    /// Rules that find nothing; absent without data.
    #[serde(skip_serializing_if = "Option::is_none")]
    dead: Option<Vec<&'a str>>,
}

impl Check {
    pub(crate) fn run(&self) -> Result<()> {
        let file = rules::read(&self.rules)?;
        let judged = self
            .data
            .as_deref()
            .map(|data| self.judge(data, &file))
            .transpose()?;
        let errors = match &judged {
            Some((errors, _)) => errors.clone(),
            None => self.errors(&file, &self.names(&file, &Names::default())?),
        };
        let judged = judged.and_then(|(_, judged)| judged);
        let report = Report {
            rules: file.rules.len(),
            errors: &errors,
            labels_without_rule: labels_without_rule(&file),
            dead: judged.as_ref().map(Judged::dead),
        };
        if self.json {
            to_standard_output((serde_json::to_string(&report).unwrap_or_default() + "\n").as_bytes())?;
        } else {
            to_standard_output(sentences(&report, judged.as_ref()).as_bytes())?;
        }
        match errors.len() {
            0 => Ok(()),
            1 => Err(failed(&self.rules, "1 rule can't be read")),
            many => Err(failed(&self.rules, &format!("{many} rules can't be read"))),
        }
    }

    /// The errors where the data's fields are known, and the figures where there is none.
    fn judge(&self, data: &std::path::Path, file: &RuleFile) -> Result<(Vec<Error>, Option<Judged>)> {
        let bare = RuleFile {
            labels: file.labels.clone(),
            ..RuleFile::default()
        };
        let mut project = data::open(data, &self.columns, Some((&self.rules, &bare)))?;
        let names = self.names(file, project.names())?;
        let rules = (1u32..).zip(&file.rules);
        let errors: Vec<Error> = rules
            .filter_map(|(number, rule)| project.check_rule(number, rule, &names).err())
            .map(|error| in_file(&self.rules, error))
            .collect();
        if !errors.is_empty() {
            return Ok((errors, None));
        }
        project.load_rules(file)?;
        Ok((errors, Some(Judged::of_project(&project))))
    }

    /// What the rules may name, the file's word lists among it.
    fn names(&self, file: &RuleFile, names: &Names) -> Result<Names> {
        names_with(file, names).map_err(|error| in_file(&self.rules, error).into())
    }

    /// The errors where nothing is known of the data: of queries alone.
    fn errors(&self, file: &RuleFile, names: &Names) -> Vec<Error> {
        let checks = (1u32..)
            .zip(&file.rules)
            .map(|(number, rule)| check_query(number, rule, names));
        checks
            .filter_map(|check| check.err())
            .map(|error| in_file(&self.rules, error))
            .collect()
    }
}

fn failed(path: &std::path::Path, what: &str) -> Failure {
    Error::new(what, "Correct the queries named above")
        .at(path.display().to_string())
        .into()
}

/// Labels for which no rule that is on votes.
fn labels_without_rule(file: &RuleFile) -> Vec<&str> {
    let has_rule = |label: &&String| {
        file.rules
            .iter()
            .any(|rule| rule.enabled && rule.votes_for(label))
    };
    file.labels
        .iter()
        .filter(|label| !has_rule(label))
        .map(String::as_str)
        .collect()
}

fn sentences(report: &Report<'_>, judged: Option<&Judged>) -> String {
    report.errors.iter().for_each(|error| say(&error.to_string()));
    let mut out = judged.map(|judged| judged.table() + "\n").unwrap_or_default();
    if report.errors.is_empty() {
        out.push_str(&format!("{} rules, and every query can be read.\n", report.rules));
    }
    if !report.labels_without_rule.is_empty() {
        out.push_str(&format!(
            "No rule votes for {}.\n",
            report.labels_without_rule.join(", ")
        ));
    }
    if let Some(dead) = report.dead.as_ref().filter(|dead| !dead.is_empty()) {
        out.push_str(&format!("These rules find nothing: {}.\n", dead.join(", ")));
    }
    out
}
