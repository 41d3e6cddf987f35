//! Why a record has its label by the chosen model: what each rule's vote adds.

use super::labeled::Labeled;
use super::view::{LabelShare, LabelSource, LabelWhy, VoteWeight};
use crate::error::{Error, Result};
use crate::ids::{LabelId, RuleId};
use crate::models::{Counted, Explanation, Part, RuleVote};
use crate::num::{count, index};
use crate::posteriors::winners;
use crate::session::project::Project;
use crate::votes::Vote;

/// Most words shown that decided a record.
const MOST_WORDS: usize = 12;

impl Project {
    /// Why a record has its label.
    ///
    /// # Errors
    /// A record that is not there; a model that was not fitted.
    pub(super) fn label_why(&self, record: u32) -> Result<LabelWhy> {
        if record >= self.records() {
            let what = format!("There is no record number {}", u64::from(record) + 1);
            return Err(Error::new(what, "Choose one from the list"));
        }
        let labeled = self.chosen_fit()?;
        let explained = labeled.fitted.explain(&self.rule_votes_on(record));
        let mut why = LabelWhy {
            index: record,
            model: labeled.fitted.model.name.to_owned(),
            label: None,
            tied: Vec::new(),
            probabilities: Vec::new(),
            source: LabelSource::None,
            prior: Vec::new(),
            is_log_odds: false,
            votes: Vec::new(),
            words: Vec::new(),
            sentence: String::new(),
        };
        match explained {
            Some(explained) => self.explain_votes(&mut why, &labeled, &explained),
            None if self.document.graph.labels_records => self.explain_graph(&mut why),
            None => self.explain_words(&mut why),
        }
        why.sentence = match why.source {
            LabelSource::EndModel => self.words_sentence(&why),
            LabelSource::Graph => self.graph_sentence(&why),
            LabelSource::Rules | LabelSource::None => self.why_sentence(&why),
        };
        Ok(why)
    }

    /// What the end model says of a record without a vote, where the document says that it labels such records.
    fn explain_words(&self, why: &mut LabelWhy) {
        let choice = &self.document.model;
        let trained = self
            .trained(&choice.model, &choice.end_options)
            .filter(|_| choice.end_model);
        let Some((trained, row)) = trained.and_then(|trained| Some((trained, trained.row(why.index)?)))
        else {
            return;
        };
        let labels = &trained.taught_by.labels;
        match winners(row)[..] {
            [only] => why.label = labels.get(only).copied(),
            ref several => why.tied = several.iter().filter_map(|&at| labels.get(at).copied()).collect(),
        }
        why.source = LabelSource::EndModel;
        why.probabilities = trained.taught_by.shares(row);
        why.words = trained.deciding(why.index, MOST_WORDS);
    }

    /// What the graph says of a record without a vote.
    fn explain_graph(&self, why: &mut LabelWhy) {
        let Some((labels, row)) = self.graph_row(why.index) else {
            return;
        };
        match winners(&row)[..] {
            [only] => why.label = labels.get(only).copied(),
            ref several => why.tied = several.iter().filter_map(|&at| labels.get(at).copied()).collect(),
        }
        why.source = LabelSource::Graph;
        let shares = labels.iter().zip(row);
        why.probabilities = shares
            .map(|(&label, share)| LabelShare { label, share })
            .collect();
    }

    fn graph_sentence(&self, why: &LabelWhy) -> String {
        let Some(label) = why.label.and_then(|label| self.document.label(label).ok()) else {
            return "No rule votes on this record, and along the graph its labels tie.".to_owned();
        };
        let share = why.probabilities.iter().find(|share| share.label == label.id);
        let percent = share.map_or(0.0, |share| share.share * 100.0);
        format!(
            "No rule votes on this record; the graph says {}: {percent:.0} %.",
            label.name
        )
    }

    fn words_sentence(&self, why: &LabelWhy) -> String {
        let Some(label) = why.label.and_then(|label| self.document.label(label).ok()) else {
            return "No rule votes on this record, and the end model can't decide.".to_owned();
        };
        let share = why.probabilities.iter().find(|share| share.label == label.id);
        let percent = share.map_or(0.0, |share| share.share * 100.0);
        let words = why.words.iter().filter(|word| word.weight > 0.0).take(3);
        let words: Vec<String> = words.map(|word| format!("‘{}’", word.word)).collect();
        let why = if words.is_empty() {
            String::new()
        } else {
            format!(", for {}", words.join(", "))
        };
        format!(
            "No rule votes on this record; the end model says {}{why}: {percent:.0} %.",
            label.name
        )
    }

    /// The votes of the saved rules on a record.
    pub(in crate::session) fn rule_votes_on(&self, record: u32) -> Vec<RuleVote> {
        let columns = self.saved.matrix.columns.iter().enumerate();
        columns
            .filter_map(|(rule, column)| {
                Some(RuleVote {
                    rule: count(rule),
                    vote: column.vote(record)?,
                })
            })
            .collect()
    }

    fn explain_votes(&self, why: &mut LabelWhy, labeled: &Labeled, explained: &Explanation) {
        let label = |at: usize| labeled.labels.get(at).copied();
        match winners(&explained.row)[..] {
            [only] => why.label = label(only),
            ref several => why.tied = several.iter().filter_map(|&at| label(at)).collect(),
        }
        why.source = LabelSource::Rules;
        why.probabilities = labeled.shares(&explained.row);
        why.prior.clone_from(&explained.prior);
        why.is_log_odds = explained.is_logarithmic;
        let parts = explained.parts.iter();
        why.votes = parts.filter_map(|part| self.vote_weight(labeled, part)).collect();
        let strength = |vote: &VoteWeight| vote.weight.map_or(-1.0, f64::abs);
        why.votes
            .sort_by(|one, other| strength(other).total_cmp(&strength(one)));
    }

    fn vote_weight(&self, labeled: &Labeled, part: &Part) -> Option<VoteWeight> {
        let rule: RuleId = *labeled.rules.get(index(part.vote.rule))?;
        let Vote { label, against } = part.vote.vote;
        let counts = part.counted == Counted::Yes;
        Some(VoteWeight {
            rule,
            name: self
                .document
                .rule(rule)
                .map_or_else(|_| String::new(), |rule| rule.name.clone()),
            label: *labeled.labels.get(label)?,
            against,
            counts,
            weight: counts.then(|| over_others(&part.evidence, label)),
            adds: part.evidence.clone(),
        })
    }

    fn why_sentence(&self, why: &LabelWhy) -> String {
        let name = |id: &LabelId| {
            self.document
                .label(*id)
                .map_or_else(|_| String::new(), |label| label.name.clone())
        };
        let Some(label) = &why.label else {
            if why.votes.is_empty() {
                if self.document.graph.labels_records {
                    return "No rule votes on this record, and no seed reaches it along the graph: it has no label."
                        .to_owned();
                }
                return match self.end_problem().filter(|_| self.document.model.end_model) {
                    None => "No rule votes on this record, so that it has no label.".to_owned(),
                    Some(problem) => format!(
                        "No rule votes on this record, and the end model can't be trained: {}.",
                        problem.what.trim_end_matches('.')
                    ),
                };
            }
            let tied: Vec<String> = why.tied.iter().map(name).collect();
            return format!(
                "{} are equally likely by its votes, so that it has no label.",
                tied.join(" and ")
            );
        };
        let speaks = |vote: &&VoteWeight| vote.counts && (vote.label == *label) != vote.against;
        let share = why.probabilities.iter().find(|share| share.label == *label);
        let percent = share.map_or(0.0, |share| share.share * 100.0);
        let counting = why.votes.iter().filter(|vote| vote.counts).count();
        let rules = if counting == 1 { "rule" } else { "rules" };
        let mut said = format!(
            "{} of {counting} {rules} that count {} {}: {percent:.0} %",
            why.votes.iter().filter(speaks).count(),
            if why.votes.iter().filter(speaks).count() == 1 {
                "says"
            } else {
                "say"
            },
            name(label)
        );
        if let Some(strongest) = why.votes.iter().find(|vote| vote.counts).filter(|_| counting > 1) {
            said.push_str(&format!("; ‘{}’ weighs most", strongest.name));
        }
        said.push('.');
        said
    }
}

/// What a vote adds to its label over the mean of the others.
fn over_others(evidence: &[f64], label: usize) -> f64 {
    let others = evidence.iter().enumerate().filter(|(at, _)| *at != label);
    let sum: f64 = others.map(|(_, value)| value).sum();
    let own = evidence.get(label).copied().unwrap_or(0.0);
    own - sum / f64::from(count(evidence.len().max(2) - 1))
}
