//! Variants of some records with what every judge says of them: what previews, rates and whole selections are made of.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use serde_json::{Map, Value};

use super::choice::AugmentChoice;
use super::flags::Flags;
use super::judges::Judges;
use super::made::{Kin, Variant};
use super::picturing::Picturing;
use super::policy::Policy;
use super::view::{FateCounts, VariantView};
use crate::augment::safety::{Family, Judge};
use crate::augment::{Augmenter, Matched, Parent};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::ids::LabelId;
use crate::session::project::Project;

/// A policy at work on a project.
#[derive(Debug)]
pub(super) struct Ground {
    maker: Maker,
    pub(super) judge: Arc<Judge>,
    /// What accepted variants are, by record: see [`super::accepted::MadeVariant::content`].
    accepted: BTreeSet<(u32, String)>,
    /// The label that is known of each record, where operations leave labels alone.
    given: Option<Vec<Option<LabelId>>>,
}

/// A policy for either kind of records, ready.
#[derive(Debug)]
enum Maker {
    Texts(Box<Augmenter>),
    Images(Box<Picturing>),
}

impl Project {
    /// Makes a choice ready.
    ///
    /// # Errors
    /// A choice that means nothing, a thesaurus that can't be had.
    pub(super) fn ground(&mut self, choice: &AugmentChoice) -> Result<Ground> {
        let maker = match choice.policy(&self.document, self.modality())? {
            Policy::Texts(policy) => {
                let resources = self.augment.words.of(&policy)?;
                Maker::Texts(Box::new(Augmenter::new(*policy, &resources, choice.seed)?))
            }
            Policy::Images(recipe) => Maker::Images(Box::new(Picturing::new(self, *recipe, choice.seed))),
        };
        let blocks = choice
            .operations
            .iter()
            .any(|operation| !operation.not_for.is_empty());
        let accepted = self.document.accepted.all()?.into_iter();
        Ok(Ground {
            maker,
            judge: self.rules_as_judge(),
            accepted: accepted
                .map(|variant| (variant.made.record, variant.made.content()))
                .collect(),
            given: blocks.then(|| self.labels_to_leave_alone()),
        })
    }

    /// The rules as they are now.
    pub(super) fn rules_as_judge(&mut self) -> Arc<Judge> {
        if let Some((revision, judge)) = &self.augment.judge
            && *revision == self.revision
        {
            return Arc::clone(judge);
        }
        let judge = Arc::new(self.variant_judge());
        self.augment.judge = Some((self.revision, Arc::clone(&judge)));
        judge
    }

    /// The labels that people gave, on either side of gold, else those that the rules' majority gives: they only say which
    /// operations leave a record alone. Per record, none where neither is known.
    #[must_use]
    pub fn labels_to_leave_alone(&self) -> Vec<Option<LabelId>> {
        let mut given = vec![None; self.corpus.len()];
        let gold = self.gold();
        // Later ones count: gold before votes.
        for sets in [&self.saved.analysis.sets.majority, &gold.dev, &gold.held_out] {
            for (label, set) in self.document.labels.iter().zip(sets) {
                set.iter()
                    .for_each(|record| given[record as usize] = Some(label.id));
            }
        }
        given
    }

    /// A record's label as it is known: dev gold, else the majority vote.
    pub(super) fn known_label(&self, record: u32) -> Option<LabelId> {
        let sets = &self.saved.analysis.sets;
        let at = |sets: &[crate::bits::BitSet]| sets.iter().position(|set| set.contains(record));
        let known = at(&self.gold_sets.dev).or_else(|| at(&sets.majority));
        self.document.labels.at(known?).map(|label| label.id)
    }
}

impl Ground {
    /// The variants of some records, the originals left out.
    ///
    /// # Errors
    /// An image that is to be mixed with another one, and there is none.
    pub(super) fn make(&self, project: &Project, records: &[u32]) -> Result<Vec<Kin>> {
        let corpus = &project.corpus;
        let matched = self.matched(corpus, records);
        let each = records.iter().zip(&matched);
        each.map(|(&record, matched)| {
            let given = self.given.as_ref().and_then(|given| given[record as usize]);
            let label = given.and_then(|label| project.document.labels.get(label));
            let label = label.map(|label| label.name.as_str());
            let variants = match &self.maker {
                Maker::Texts(augmenter) => {
                    let id = corpus.id(record);
                    let mut variants = augmenter.variants(&Parent {
                        id: &id,
                        text: corpus.text(record),
                        label,
                        matched,
                    });
                    variants.retain(|variant| !variant.is_original());
                    variants.into_iter().map(Variant::Text).collect()
                }
                Maker::Images(picturing) => picturing.variants(project, record, label)?,
            };
            Ok(Kin { record, variants })
        })
        .collect()
    }

    fn matched(&self, corpus: &Corpus, records: &[u32]) -> Vec<Vec<Range<usize>>> {
        match &self.maker {
            Maker::Texts(augmenter) if augmenter.file().locks.matched != Matched::Free => {
                self.judge.matched(corpus, records)
            }
            _ => vec![Vec::new(); records.len()],
        }
    }

    /// What is said of variants, record by record, and how they came out.
    pub(super) fn judged(
        &self,
        project: &Project,
        judges: &Judges,
        kin: &[Kin],
    ) -> Result<(Vec<VariantView>, FateCounts)> {
        let families: Vec<Family<'_>> = kin.iter().map(Kin::family).collect();
        let by_rules = self.judge.verdicts(&project.corpus, &families);
        let others = judges.verdicts(project, &self.judge, kin, &by_rules)?;
        let mut flags = Flags::new(project, &self.accepted, self.keeps_unchanged());
        let mut views = Vec::new();
        let mut counts = FateCounts::default();
        for ((kin, by_rules), others) in kin.iter().zip(&by_rules).zip(others) {
            for ((variant, by_rules), others) in kin.variants.iter().zip(by_rules).zip(others) {
                let mut view = self.view(project, kin.record, variant, by_rules, others);
                flags.raise(&mut view, variant);
                view.settle(self.keeps_unchanged());
                counts.add(&view);
                views.push(view);
            }
        }
        Ok((views, counts))
    }

    /// The operations that a variant went through, each with its name and parameters.
    pub(super) fn told(&self, variant: &Variant) -> Vec<Map<String, Value>> {
        match (&self.maker, variant) {
            (Maker::Texts(augmenter), Variant::Text(variant)) => {
                let steps = &augmenter.file().steps;
                let operations = variant.operations.iter().filter_map(|&at| steps.get(at));
                let said = operations.map(|step| {
                    let mut said = Map::new();
                    said.insert("name".to_owned(), step.operation.name.into());
                    said.extend(step.settings.json());
                    said
                });
                said.collect()
            }
            (_, variant) => variant.picture().map_or_else(Vec::new, |picture| picture.told()),
        }
    }

    /// Whether variants that are equal to their record count as any others.
    pub(super) fn keeps_unchanged(&self) -> bool {
        match &self.maker {
            Maker::Texts(augmenter) => augmenter.file().keeps_unchanged(),
            Maker::Images(picturing) => picturing.recipe.keep_unchanged,
        }
    }

    /// What all draws hang on.
    pub(super) const fn seed(&self) -> u32 {
        match &self.maker {
            Maker::Texts(augmenter) => augmenter.seed(),
            Maker::Images(picturing) => picturing.seed,
        }
    }
}
