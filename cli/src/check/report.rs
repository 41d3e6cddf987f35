//! What a check comes to, in sentences and as JSON.

use labelloom_engine::error::Error;
use labelloom_engine::formats::rule_file::RuleFile;
use serde::Serialize;

use super::rules::Examples;
use crate::failure::say;
use crate::summary::Judged;

/// What was found.
pub(super) struct Report<'a> {
    rules: usize,
    /// Rules that can't be read.
    pub(super) errors: Vec<Error>,
    pub(super) examples: Examples,
    /// What is not kept of what was asked for.
    pub(super) failed: Vec<Error>,
    /// What may be meant otherwise.
    pub(super) notes: Vec<Error>,
    pub(super) labels_without_rule: Vec<&'a str>,
    /// The figures, with data and where every rule can be read.
    pub(super) judged: Option<Judged>,
}

#[derive(Serialize)]
struct Json<'a> {
    ok: bool,
    rules: usize,
    errors: &'a [Error],
    examples: &'a Examples,
    failed: &'a [Error],
    notes: &'a [Error],
    labels_without_rule: &'a [&'a str],
    /// Rules that find nothing; absent without data, as all that follows.
    #[serde(skip_serializing_if = "Option::is_none")]
    dead: Option<Vec<&'a str>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    figures: Option<Figures>,
}

#[derive(Serialize)]
struct Figures {
    records: usize,
    covered: u32,
    conflicted: u32,
    /// Of the records with gold that have a majority label; null without gold.
    correct: Option<u32>,
    incorrect: Option<u32>,
}

impl<'a> Report<'a> {
    pub(super) fn new(file: &'a RuleFile) -> Self {
        Self {
            rules: file.rules.len(),
            errors: Vec::new(),
            examples: Examples::default(),
            failed: Vec::new(),
            notes: Vec::new(),
            labels_without_rule: labels_without_rule(file),
            judged: None,
        }
    }

    /// What is wrong, in short; none where all holds.
    pub(super) fn failure(&self) -> Option<String> {
        let parts = [
            counted(self.errors.len(), "1 rule can't be read", "rules can't be read"),
            counted(
                self.examples.broken.len(),
                "1 example does not hold",
                "examples do not hold",
            ),
            counted(self.failed.len(), "1 bound is not kept", "bounds are not kept"),
        ];
        let parts: Vec<String> = parts.into_iter().flatten().collect();
        (!parts.is_empty()).then(|| parts.join("; "))
    }

    pub(super) fn json(&self) -> String {
        let json = Json {
            ok: self.failure().is_none(),
            rules: self.rules,
            errors: &self.errors,
            examples: &self.examples,
            failed: &self.failed,
            notes: &self.notes,
            labels_without_rule: &self.labels_without_rule,
            dead: self.judged.as_ref().map(Judged::dead),
            figures: self.judged.as_ref().map(Figures::of),
        };
        // Plain numbers and texts always have a JSON form.
        serde_json::to_string(&json).unwrap_or_default() + "\n"
    }

    /// The table and the sentences; what is wrong is said on standard error.
    pub(super) fn sentences(&self) -> String {
        let wrong = self
            .errors
            .iter()
            .chain(&self.examples.broken)
            .chain(&self.failed);
        wrong.chain(&self.notes).for_each(|error| say(&error.to_string()));
        let mut out = self
            .judged
            .as_ref()
            .map(|judged| judged.table() + "\n")
            .unwrap_or_default();
        if self.errors.is_empty() {
            out.push_str(&format!("{} rules, and every query can be read.\n", self.rules));
        }
        out.push_str(&self.said_of_examples());
        if !self.labels_without_rule.is_empty() {
            out.push_str(&format!(
                "No rule votes for {}.\n",
                self.labels_without_rule.join(", ")
            ));
        }
        let dead = self.judged.as_ref().map(Judged::dead).unwrap_or_default();
        if !dead.is_empty() {
            out.push_str(&format!("These rules find nothing: {}.\n", dead.join(", ")));
        }
        out
    }

    fn said_of_examples(&self) -> String {
        let Examples {
            hold,
            unchecked,
            broken,
        } = &self.examples;
        let checked = hold + broken.len();
        let mut said = String::new();
        if checked > 0 {
            said += &format!("{hold} of {checked} examples hold.\n");
        }
        if *unchecked > 0 {
            said += &format!("{unchecked} examples can't be told by their text alone.\n");
        }
        said
    }
}

impl Figures {
    fn of(judged: &Judged) -> Self {
        let (covered, conflicted) = judged.totals();
        Self {
            records: judged.records(),
            covered,
            conflicted,
            correct: judged.majority().map(|(correct, _)| correct),
            incorrect: judged.majority().map(|(_, incorrect)| incorrect),
        }
    }
}

fn counted(count: usize, one: &str, many: &str) -> Option<String> {
    match count {
        0 => None,
        1 => Some(one.to_owned()),
        count => Some(format!("{count} {many}")),
    }
}

/// Labels for which no rule that is on votes.
fn labels_without_rule(file: &RuleFile) -> Vec<&str> {
    let has_rule = |label: &&String| {
        let mut on = file.rules.iter().filter(|rule| rule.enabled);
        on.any(|rule| rule.votes_for(label))
    };
    let without = file.labels.iter().filter(|label| !has_rule(label));
    without.map(String::as_str).collect()
}
