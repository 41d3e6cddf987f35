//! The header of an export: the project as it is, and how the export was asked for.

use super::super::live::LiveRule;
use super::labels::ExportLabels;
use crate::analysis::RuleCounts;
use crate::formats::write::{ExportRule, FilterNote, GoldNote, Header, Source};
use crate::ids::{LabelId, RuleId};
use crate::rule::Rule;
use crate::session::Project;
use crate::session::request::{Augmented, ExportOptions, Include};

pub(super) fn header(project: &Project, options: &ExportOptions, labels: &ExportLabels) -> Header {
    let document = &project.document;
    let rules = document.rules.iter().zip(&project.saved.rules);
    Header {
        project: document.name.clone(),
        at: options.at.clone(),
        source: Source {
            name: project.source.name.clone(),
            report: project.source.report.clone(),
            mapping: project.source.mapping.clone(),
        },
        modality: project.modality(),
        has_ids: project.corpus.has_ids(),
        fields: project
            .corpus
            .fields()
            .iter()
            .map(|field| field.name.clone())
            .collect(),
        labels: document.labels.as_ref().clone(),
        next_label: LabelId(document.next_label),
        rules: rules
            .map(|(rule, live)| export_rule(project, rule, live))
            .collect(),
        next_rule: RuleId(document.next_rule),
        slices: document.slices.to_vec(),
        lists: document.lists.clone(),
        accents: document.accents,
        gold: gold(project),
        model: (*document.model).clone(),
        graph: (*document.graph).clone(),
        embeddings: document.embeddings.clone(),
        augment: (!document.augment.is_usual()).then(|| document.augment.json().to_owned()),
        variants: document.accepted.batches().map(str::to_owned).collect(),
        filter: FilterNote {
            model: labels.model_note(project),
            end_model: labels.end_note(),
            graph: labels.graph_note(),
            include: name_of(options.include).to_owned(),
            threshold: options.threshold,
            augmented: match options.augmented {
                _ if document.accepted.is_empty() => None,
                Augmented::Without => None,
                Augmented::AsParent => Some("record"),
                Augmented::ByRules => Some("rules"),
            },
        },
    }
}

fn export_rule(project: &Project, rule: &Rule, live: &LiveRule) -> ExportRule {
    let figures = project.saved.figures(live);
    ExportRule {
        rule: rule.clone(),
        compares: compares(project, live),
        counts: RuleCounts {
            coverage: figures.coverage,
            overlaps: figures.overlaps,
            conflicts: figures.conflicts,
            correct: figures.correct,
            incorrect: figures.incorrect,
        },
    }
}

/// The fields that a rule's query looks at: those it compares, and the further texts, which every term is looked for in.
fn compares(project: &Project, live: &LiveRule) -> Vec<String> {
    let texts = project.index.columns().iter();
    let mut fields: Vec<String> = texts.map(|column| column.name.clone()).collect();
    if let Ok(evaluated) = &live.evaluated {
        evaluated.condition.leaves(&mut |leaf| {
            fields.extend(leaf.column().map(str::to_owned));
        });
    }
    fields
}

fn gold(project: &Project) -> GoldNote {
    let values = project.gold.values().iter().cloned();
    GoldNote {
        values: values.zip(project.document.meaning.iter().copied()).collect(),
        split_column: project.source.mapping.split.clone(),
        split_seed: project.document.split_seed,
        by_hand: project.document.hand.clone(),
    }
}

const fn name_of(include: Include) -> &'static str {
    match include {
        Include::All => "all",
        Include::Labeled => "labeled",
        Include::Gold => "gold",
        Include::Uncovered => "uncovered",
        Include::Conflicted => "conflicted",
    }
}
