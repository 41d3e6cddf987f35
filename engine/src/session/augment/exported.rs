//! Accepted variants as records of a file, each behind its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::accepted::{AcceptedVariant, MadeVariant};
use crate::augment::safety::{Family, Judge};
use crate::augment::{Change, Edited};
use crate::bits::BitSet;
use crate::error::Result;
use crate::formats::write::{ExportRecord, ExportVariant, Header, LabeledBy};
use crate::models::{Fitted, RuleVote};
use crate::num::{count, grouped};
use crate::posteriors::winners;
use crate::session::project::Project;
use crate::session::request::Augmented;
use crate::votes::Vote;

/// The variants of an export, as they and the rules were when it began.
#[derive(Debug)]
pub(in crate::session) struct ExportVariants {
    by_record: BTreeMap<u32, Vec<AcceptedVariant>>,
    /// The rules, where they label the variants.
    judge: Option<Arc<Judge>>,
}

/// A variant, ready to be written.
#[derive(Debug)]
pub(in crate::session) struct ReadyVariant {
    id: String,
    parent: String,
    text: String,
    operation: String,
    parameters: String,
    seed: u32,
    /// What rules say of its own text, where they label it.
    own: Option<Own>,
}

#[derive(Debug)]
struct Own {
    votes: Vec<(usize, Vote)>,
    row: Option<Vec<f64>>,
    winners: Vec<usize>,
}

impl ExportVariants {
    /// All accepted variants of a project.
    ///
    /// # Errors
    /// Variants that can't be read.
    // A door of the page's part `augment`.
    #[inline(never)]
    pub(in crate::session) fn new(project: &Project, how: Augmented) -> Result<Self> {
        let mut by_record: BTreeMap<u32, Vec<AcceptedVariant>> = BTreeMap::new();
        for variant in project.document.accepted.all()? {
            by_record.entry(variant.made.record).or_default().push(variant);
        }
        let judge = (how == Augmented::ByRules).then(|| Arc::new(project.variant_judge()));
        Ok(Self { by_record, judge })
    }

    /// What is to be said of those behind some records.
    pub(in crate::session) fn said(&self, records: &BitSet) -> Vec<String> {
        let behind = self
            .by_record
            .iter()
            .filter(|(record, _)| (**record as usize) < records.len() && records.contains(**record));
        let variants: usize = behind.map(|(_, variants)| variants.len()).sum();
        if variants == 0 {
            return Vec::new();
        }
        let counted = grouped(variants as u64);
        let mut said = vec![match variants {
            1 => "1 accepted variant stands behind its record.".to_owned(),
            _ => format!("{counted} accepted variants stand behind their records."),
        }];
        for name in self.judge.iter().flat_map(|judge| judge.unasked()) {
            said.push(format!(
                "The rule ‘{name}’ compares records with each other and has no vote on variants."
            ));
        }
        said
    }

    /// The variants of a record.
    // A door of the page's part `augment`.
    #[inline(never)]
    pub(in crate::session) fn of(
        &self,
        project: &Project,
        record: u32,
        header: &Header,
        fitted: Option<&Fitted>,
    ) -> Vec<ReadyVariant> {
        let Some(variants) = self.by_record.get(&record) else {
            return Vec::new();
        };
        let mut own = match &self.judge {
            Some(judge) => owns(judge, project, record, variants, header, fitted),
            None => Vec::new(),
        }
        .into_iter();
        let parent = project.corpus.id(record);
        let ready = |variant: &AcceptedVariant| ReadyVariant {
            id: format!("{parent}~{}", variant.number),
            parent: parent.clone(),
            text: variant.made.text.clone(),
            operation: variant.made.operation_names(),
            parameters: serde_json::to_string(&variant.made.operations).unwrap_or_default(),
            seed: variant.made.seed,
            own: own.next(),
        };
        variants.iter().map(ready).collect()
    }
}

/// What the rules say of each variant's own text.
fn owns(
    judge: &Judge,
    project: &Project,
    record: u32,
    variants: &[AcceptedVariant],
    header: &Header,
    fitted: Option<&Fitted>,
) -> Vec<Own> {
    let edited: Vec<Edited> = variants.iter().map(|variant| variant.made.edited()).collect();
    let family = Family {
        record,
        variants: edited.iter().collect(),
    };
    let verdicts = judge
        .verdicts(&project.corpus, &[family])
        .pop()
        .unwrap_or_default();
    let place = |name: &str| header.rules.iter().position(|rule| rule.rule.name == name);
    // The columns of a fit are the rules that are on and can be read, in their order.
    let column = |name: &str| project.saved.voting().position(|(rule, _)| rule.name == name);
    let voted = verdicts.into_iter().map(|verdict| {
        let cast = judge.rules().iter().zip(verdict.votes);
        let cast: Vec<(&str, Vote)> = cast
            .filter_map(|(rule, vote)| Some((rule.name.as_str(), vote?)))
            .collect();
        let of_rules: Vec<RuleVote> = cast
            .iter()
            .filter_map(|&(name, vote)| {
                Some(RuleVote {
                    rule: count(column(name)?),
                    vote,
                })
            })
            .collect();
        let row = fitted.and_then(|fitted| fitted.row(&of_rules));
        let mut votes: Vec<(usize, Vote)> = cast
            .iter()
            .filter_map(|&(name, vote)| Some((place(name)?, vote)))
            .collect();
        votes.sort_unstable_by_key(|(rule, _)| *rule);
        Own {
            winners: row.as_deref().map(winners).unwrap_or_default(),
            votes,
            row,
        }
    });
    voted.collect()
}

impl ReadyVariant {
    /// It as a record behind another. Without rules that label it, label, probabilities and gold are the record's, and no
    /// rule has voted on it.
    pub(in crate::session) fn line<'a>(&'a self, parent: &ExportRecord<'a>) -> ExportRecord<'a> {
        let line = ExportRecord {
            id: &self.id,
            repeated: false,
            text: &self.text,
            votes: &[],
            image: None,
            variant: Some(ExportVariant {
                parent: &self.parent,
                operation: &self.operation,
                parameters: &self.parameters,
                seed: self.seed,
            }),
            ..*parent
        };
        match &self.own {
            None => line,
            Some(own) => ExportRecord {
                votes: &own.votes,
                posterior: own.row.as_deref(),
                winners: &own.winners,
                by: LabeledBy::Rules,
                ..line
            },
        }
    }
}

impl MadeVariant {
    /// The names of its operations, in a row.
    #[must_use]
    pub fn operation_names(&self) -> String {
        let names = self
            .operations
            .iter()
            .filter_map(|said| said.get("name")?.as_str());
        names.collect::<Vec<_>>().join("+")
    }

    /// What was changed, as it was when it was made.
    pub(super) fn edited(&self) -> Edited {
        let range = |[from, to]: [u32; 2]| from as usize..to as usize;
        let changes = self.changes.iter();
        Edited {
            text: self.text.clone(),
            changes: changes
                .map(|&[parent, variant]| Change {
                    parent: range(parent),
                    variant: range(variant),
                })
                .collect(),
        }
    }
}
