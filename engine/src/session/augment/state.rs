//! How augmentation stands: what there is to choose, what is chosen, and what is accepted.

use std::collections::BTreeMap;

use super::policy::{self, ImageParameter, ImageParameterKind};
use super::view::{
    AcceptedRow, AcceptedView, AugmentView, NameCounted, OperationInfo, ParameterInfo, ParameterKindInfo,
    PolicyInfo,
};
use crate::augment::image::ImageOperation;
use crate::augment::policies::POLICIES;
use crate::augment::text::{Need, OPERATIONS, Operation};
use crate::augment::{Parameter, ParameterKind, image};
use crate::error::Result;
use crate::ids::LabelId;
use crate::modality::Modality;
use crate::num::count;
use crate::session::labels::LabelCounted;
use crate::session::project::Project;

/// Most accepted variants told at once.
const MOST_ROWS: u32 = 1_000;

impl Project {
    /// How augmentation stands. Makes and loads nothing.
    pub(super) fn augment_view(&mut self) -> Result<AugmentView> {
        let choice = self.augment_choice()?;
        let accepted = self.document.accepted.all()?;
        let mut by_label: BTreeMap<usize, u32> = BTreeMap::new();
        let mut by_operation: BTreeMap<String, u32> = BTreeMap::new();
        for variant in &accepted {
            let label = self.known_label(variant.made.record);
            if let Some(at) = label.and_then(|label| self.document.labels.index(label)) {
                *by_label.entry(at).or_insert(0) += 1;
            }
            let names = variant
                .made
                .operations
                .iter()
                .filter_map(|said| said.get("name")?.as_str());
            let mut names: Vec<&str> = names.collect();
            names.sort_unstable();
            names.dedup();
            for name in names {
                *by_operation.entry(name.to_owned()).or_insert(0) += 1;
            }
        }
        let label = |(at, count): (usize, u32)| {
            let label: LabelId = self.document.labels.at(at)?.id;
            Some(LabelCounted { label, count })
        };
        Ok(AugmentView {
            revision: self.revision,
            choice,
            operations: operations(self.modality()),
            policies: policies(self.modality()),
            accepted: count(accepted.len()),
            accepted_by_label: by_label.into_iter().filter_map(label).collect(),
            accepted_by_operation: by_operation
                .into_iter()
                .map(|(name, count)| NameCounted { name, count })
                .collect(),
            thesaurus: self.augment.words.state(),
            lists: self.document.lists.iter().map(|list| list.name.clone()).collect(),
            unasked: self.rules_as_judge().unasked().to_vec(),
            judges: self.judges().kinds(),
        })
    }

    /// Accepted variants, some of them.
    pub(super) fn accepted_view(&self, start: u32, most: u32) -> Result<AcceptedView> {
        let all = self.document.accepted.all()?;
        let records = self.records();
        let shown = all.iter().filter(|variant| variant.made.record < records);
        let shown = shown.skip(start as usize).take(most.min(MOST_ROWS) as usize);
        let row = |variant: &super::accepted::AcceptedVariant| {
            let record = variant.made.record;
            AcceptedRow {
                id: format!("{}~{}", self.corpus.id(record), variant.number),
                parent: self.corpus.text(record).to_owned(),
                label: self.known_label(record),
                variant: variant.clone(),
            }
        };
        Ok(AcceptedView {
            count: count(all.len()),
            variants: shown.map(row).collect(),
        })
    }
}

/// Every operation on records of a kind.
pub(super) fn operations(modality: Modality) -> Vec<OperationInfo> {
    match modality {
        Modality::Text => OPERATIONS
            .iter()
            .map(|operation| operation_info(operation))
            .collect(),
        Modality::Image => image::OPERATIONS
            .iter()
            .map(|operation| image_operation_info(operation))
            .collect(),
    }
}

/// Every policy for records of a kind. Those that draw rows of the chosen operations are for both.
pub(super) fn policies(modality: Modality) -> Vec<PolicyInfo> {
    let drawn = match modality {
        Modality::Text => &[],
        Modality::Image => image::policies::POLICIES,
    };
    let drawn = drawn.iter().map(|policy| PolicyInfo {
        name: policy.name.to_owned(),
        title: policy.title.to_owned(),
        sentence: policy.sentence.to_owned(),
        has_length: false,
        has_shares: false,
        is_of_one: false,
        parameters: policy.parameters.iter().map(parameter_info).collect(),
        draws: (policy.draws)()
            .iter()
            .map(|operation| operation.name.to_owned())
            .collect(),
    });
    let rows = POLICIES.iter().map(|policy| PolicyInfo {
        name: policy.name.to_owned(),
        title: policy.title.to_owned(),
        sentence: policy.sentence.to_owned(),
        has_length: policy.has_length,
        has_shares: policy.has_shares,
        is_of_one: policy.is_of_one,
        parameters: Vec::new(),
        draws: Vec::new(),
    });
    drawn.chain(rows).collect()
}

fn image_operation_info(operation: &ImageOperation) -> OperationInfo {
    OperationInfo {
        name: operation.name.to_owned(),
        title: operation.title.to_owned(),
        sentence: operation.sentence.to_owned(),
        family: "image".to_owned(),
        is_reference: false,
        needs_synonyms: false,
        mixes: operation.takes_partner(),
        parameters: policy::parameters(operation)
            .iter()
            .map(image_parameter_info)
            .collect(),
    }
}

fn image_parameter_info(parameter: &ImageParameter) -> ParameterInfo {
    ParameterInfo {
        name: parameter.name.to_owned(),
        title: parameter.title.to_owned(),
        sentence: parameter.sentence.clone(),
        kind: match parameter.kind {
            ImageParameterKind::Share { usual, scale } => ParameterKindInfo::Share { usual, scale },
            ImageParameterKind::Count { usual, least, most } => {
                ParameterKindInfo::Count { usual, least, most }
            }
        },
    }
}

fn operation_info(operation: &Operation) -> OperationInfo {
    OperationInfo {
        name: operation.name.to_owned(),
        title: operation.title.to_owned(),
        sentence: operation.sentence.to_owned(),
        family: "text".to_owned(),
        is_reference: operation.is_reference,
        needs_synonyms: operation.needs == Need::Synonyms,
        mixes: false,
        parameters: operation.parameters.iter().map(parameter_info).collect(),
    }
}

fn parameter_info(parameter: &Parameter) -> ParameterInfo {
    ParameterInfo {
        name: parameter.name.to_owned(),
        title: parameter.title.to_owned(),
        sentence: parameter.sentence.to_owned(),
        kind: match &parameter.kind {
            ParameterKind::Share { default } => ParameterKindInfo::Share {
                usual: *default,
                scale: [0.0, 1.0],
            },
            ParameterKind::Count { default, least, most } => ParameterKindInfo::Count {
                usual: *default,
                least: *least,
                most: *most,
            },
            ParameterKind::Choice(names) => {
                ParameterKindInfo::Choice(names.iter().map(|&name| name.to_owned()).collect())
            }
            ParameterKind::Texts => ParameterKindInfo::Texts,
        },
    }
}
