//! Accepted variants as records of a file, each behind its own. Pixels are not among what is written: `labelloom augment`
//! makes the images of a file's variants again. One of an image has the statistics of its own pixels.
//!
//! A mixture of images has no hard label: gold it has none, and its probabilities are those of the records in it, each by
//! its share; none where one of them has none.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::accepted::{AcceptedVariant, MadeShare, MadeVariant};
use super::picturing::StatisticColumns;
use crate::augment::safety::{Altered, Family, Judge};
use crate::augment::{Change, Edited};
use crate::bits::BitSet;
use crate::corpus::{Value, ValueKind};
use crate::error::Result;
use crate::formats::write::{ExportRecord, ExportVariant, Header, LabeledBy};
use crate::modality::Modality;
use crate::models::{Fitted, RuleVote};
use crate::num::{count, grouped};
use crate::posteriors::winners;
use crate::session::project::Project;
use crate::session::request::Augmented;
use crate::votes::Vote;

/// The variants of an export, as they and the rules were when it began.
#[derive(Debug)]
pub(in crate::session) struct ExportVariants {
    by_record: BTreeMap<u32, Vec<Accepted>>,
    /// The rules, where they label the variants.
    judge: Option<Arc<Judge>>,
}

/// A variant with what rules see of it.
#[derive(Debug)]
struct Accepted {
    variant: AcceptedVariant,
    seen: Seen,
}

#[derive(Debug)]
enum Seen {
    Text(Edited),
    /// The statistics of an image, each with its field's place.
    Image(Vec<(usize, String)>),
}

/// A variant, ready to be written.
#[derive(Debug)]
pub(in crate::session) struct ReadyVariant {
    id: String,
    parent: String,
    /// None where it is its record's: images have a name.
    text: Option<String>,
    /// Values of fields that are not its record's.
    fields: Vec<(usize, String)>,
    operation: String,
    parameters: String,
    seed: u32,
    /// What labels it, where that is not its record's label.
    own: Option<Own>,
}

#[derive(Debug)]
struct Own {
    votes: Vec<(usize, Vote)>,
    row: Option<Vec<f64>>,
    winners: Vec<usize>,
    /// Whether it is a mixture, which has no gold.
    is_mixture: bool,
}

impl ExportVariants {
    /// All accepted variants of a project.
    ///
    /// # Errors
    /// Variants that can't be read.
    // A door of the page's part `augment`.
    #[inline(never)]
    pub(in crate::session) fn new(project: &Project, how: Augmented) -> Result<Self> {
        let mut by_record: BTreeMap<u32, Vec<Accepted>> = BTreeMap::new();
        let columns = StatisticColumns::of(&project.corpus);
        for variant in project.document.accepted.all()? {
            let made = &variant.made;
            let seen = match project.modality() {
                Modality::Image if made.record < project.records() => {
                    let image = project.made_image(made.record, &made.operations)?;
                    Seen::Image(columns.values(&project.corpus, made.record, &image))
                }
                Modality::Image | Modality::Text => Seen::Text(made.edited()),
            };
            by_record
                .entry(made.record)
                .or_default()
                .push(Accepted { variant, seen });
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
        let mixed = self.by_record.values().flatten();
        if mixed
            .into_iter()
            .any(|accepted| !accepted.variant.made.shares.is_empty())
        {
            said.push(
                "Mixtures have no hard label: their probabilities are those of the records in them, each by its share."
                    .to_owned(),
            );
        }
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
        rows: &dyn Fn(u32) -> Option<Vec<f64>>,
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
        let ready = |accepted: &Accepted| {
            let Accepted { variant, seen } = accepted;
            let own = own.next();
            ReadyVariant {
                id: format!("{parent}~{}", variant.number),
                parent: parent.clone(),
                text: match seen {
                    Seen::Text(edited) => Some(edited.text.clone()),
                    Seen::Image(_) => None,
                },
                fields: match seen {
                    Seen::Text(_) => Vec::new(),
                    Seen::Image(fields) => fields.clone(),
                },
                operation: variant.made.operation_names(),
                parameters: serde_json::to_string(&variant.made.operations).unwrap_or_default(),
                seed: variant.made.seed,
                own: match variant.made.shares.is_empty() {
                    true => own,
                    false => Some(Own::of_mixture(&variant.made.shares, rows)),
                },
            }
        };
        variants.iter().map(ready).collect()
    }
}

/// What the rules say of each variant's own text.
fn owns(
    judge: &Judge,
    project: &Project,
    record: u32,
    variants: &[Accepted],
    header: &Header,
    fitted: Option<&Fitted>,
) -> Vec<Own> {
    let altered = variants.iter().map(|accepted| match &accepted.seen {
        Seen::Text(edited) => Altered::Text(edited),
        Seen::Image(fields) => Altered::Image {
            fields,
            partners: &[],
        },
    });
    let family = Family {
        record,
        variants: altered.collect(),
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
            is_mixture: false,
        }
    });
    voted.collect()
}

impl Own {
    /// The probabilities of records that were mixed, each by its share.
    fn of_mixture(shares: &[MadeShare], rows: &dyn Fn(u32) -> Option<Vec<f64>>) -> Self {
        let mut mixed: Option<Vec<f64>> = None;
        for (at, share) in shares.iter().enumerate() {
            let row =
                rows(share.record).map(|row| row.into_iter().map(|p| share.share * p).collect::<Vec<_>>());
            mixed = match (at, mixed, row) {
                (0, _, row) => row,
                (_, Some(sum), Some(row)) => Some(sum.iter().zip(row).map(|(a, b)| a + b).collect()),
                _ => None,
            };
        }
        Self {
            votes: Vec::new(),
            winners: mixed.as_deref().map(winners).unwrap_or_default(),
            row: mixed,
            is_mixture: true,
        }
    }
}

impl ReadyVariant {
    /// Whether it has its record's label or one of its own.
    pub(in crate::session) fn is_labeled(&self) -> bool {
        let own = self.own.as_ref();
        own.is_none_or(|own| own.row.is_some() || !own.votes.is_empty())
    }

    /// The values of all fields, where the record's are these.
    pub(in crate::session) fn fields<'a>(&'a self, parent: &[Value<'a>]) -> Vec<Value<'a>> {
        let mut fields = parent.to_vec();
        for (place, value) in &self.fields {
            if let Some(field) = fields.get_mut(*place) {
                *field = Value {
                    kind: if value.is_empty() {
                        ValueKind::Missing
                    } else {
                        field.kind
                    },
                    text: value,
                };
            }
        }
        fields
    }

    /// It as a record behind another. Without rules that label it, label, probabilities and gold are the record's, and no
    /// rule has voted on it.
    pub(in crate::session) fn line<'a>(
        &'a self,
        parent: &ExportRecord<'a>,
        fields: &'a [Value<'a>],
    ) -> ExportRecord<'a> {
        let line = ExportRecord {
            id: &self.id,
            repeated: false,
            text: self.text.as_deref().unwrap_or(parent.text),
            fields,
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
                gold: if own.is_mixture { None } else { line.gold },
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
