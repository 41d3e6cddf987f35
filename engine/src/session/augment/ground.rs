//! Variants of some records with what every judge says of them: what previews, rates and whole selections are made of.

use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use super::accepted::MadeVariant;
use super::choice::AugmentChoice;
use super::flags::Flags;
use super::judges::Judges;
use super::view::{BlameView, Fate, FateCounts, VariantView, VerdictView};
use crate::augment::safety::{Family, Judge, Verdict};
use crate::augment::{Augmenter, Change, Edited, Matched, Parent, Variant};
use crate::corpus::Corpus;
use crate::error::Result;
use crate::ids::LabelId;
use crate::num::count;
use crate::session::project::Project;

/// A policy at work on a project.
#[derive(Debug)]
pub(super) struct Ground {
    pub(super) augmenter: Augmenter,
    pub(super) judge: Arc<Judge>,
    /// Texts of accepted variants, by record.
    accepted: BTreeSet<(u32, String)>,
    /// The name of the label that people gave each record, where operations leave labels alone.
    given: Option<Vec<Option<LabelId>>>,
}

/// A record with variants of it.
#[derive(Debug)]
pub(super) struct Kin {
    pub(super) record: u32,
    pub(super) variants: Vec<Variant>,
}

impl Project {
    /// Makes a choice ready.
    ///
    /// # Errors
    /// A choice that means nothing, a thesaurus that can't be had.
    pub(super) fn ground(&mut self, choice: &AugmentChoice) -> Result<Ground> {
        let policy = choice.policy(&self.document)?;
        let resources = self.augment.words.of(&policy)?;
        let blocks = choice
            .operations
            .iter()
            .any(|operation| !operation.not_for.is_empty());
        let accepted = self.document.accepted.all()?.into_iter();
        Ok(Ground {
            augmenter: Augmenter::new(policy, &resources, choice.seed)?,
            judge: self.rules_as_judge(),
            accepted: accepted
                .map(|variant| (variant.made.record, variant.made.text))
                .collect(),
            given: blocks.then(|| self.given_labels()),
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

    /// The labels that people gave, on either side of gold: they only say which operations leave a record alone.
    fn given_labels(&self) -> Vec<Option<LabelId>> {
        let mut given = vec![None; self.corpus.len()];
        let gold = self.gold();
        for (at, label) in self.document.labels.iter().enumerate() {
            let sets = [gold.dev.get(at), gold.held_out.get(at)];
            for record in sets.into_iter().flatten().flat_map(|set| set.iter()) {
                given[record as usize] = Some(label.id);
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
    pub(super) fn make(&self, project: &Project, records: &[u32]) -> Vec<Kin> {
        let corpus = &project.corpus;
        let matched = self.matched(corpus, records);
        let each = records.iter().zip(&matched);
        each.map(|(&record, matched)| {
            let id = corpus.id(record);
            let given = self.given.as_ref().and_then(|given| given[record as usize]);
            let label = given.and_then(|label| project.document.labels.get(label));
            let mut variants = self.augmenter.variants(&Parent {
                id: &id,
                text: corpus.text(record),
                label: label.map(|label| label.name.as_str()),
                matched,
            });
            variants.retain(|variant| !variant.is_original());
            Kin { record, variants }
        })
        .collect()
    }

    fn matched(&self, corpus: &Corpus, records: &[u32]) -> Vec<Vec<Range<usize>>> {
        match self.augmenter.file().locks.matched {
            Matched::Free => vec![Vec::new(); records.len()],
            Matched::Keep | Matched::Only => self.judge.matched(corpus, records),
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
        let others = judges.verdicts(project, &self.judge, &families, &by_rules)?;
        let mut flags = Flags::new(project, &self.accepted);
        let mut views = Vec::new();
        let mut counts = FateCounts::default();
        let keeps = self.augmenter.file().keeps_unchanged();
        for ((kin, by_rules), others) in kin.iter().zip(&by_rules).zip(others) {
            for ((variant, by_rules), others) in kin.variants.iter().zip(by_rules).zip(others) {
                let mut view = self.view(project, kin.record, variant, by_rules, others);
                flags.raise(&mut view, &variant.edited);
                settle(&mut view, keeps);
                counts.add(&view);
                views.push(view);
            }
        }
        Ok((views, counts))
    }

    fn view(
        &self,
        project: &Project,
        record: u32,
        variant: &Variant,
        by_rules: &Verdict,
        verdicts: Vec<VerdictView>,
    ) -> VariantView {
        let parent = project.corpus.text(record);
        let steps = &self.augmenter.file().steps;
        let operations = variant.operations.iter().filter_map(|&at| steps.get(at));
        let said = operations.map(|step| {
            let mut said = serde_json::Map::new();
            said.insert("name".to_owned(), step.operation.name.into());
            said.extend(step.settings.json());
            said
        });
        VariantView {
            made: MadeVariant {
                record,
                text: variant.edited.text.clone(),
                operations: said.collect(),
                seed: self.augmenter.seed(),
                copy: variant.copy,
                changes: spans(&variant.edited.changes),
                fate: Fate::Silent,
                why: String::new(),
            },
            id: project.corpus.id(record),
            parent: parent.to_owned(),
            label: project.known_label(record),
            verdicts,
            blame: self.blame(project, parent, &variant.edited, by_rules),
            unchanged: variant.is_unchanged(),
            duplicate: false,
            far: false,
            similarity: 1.0,
            valid: false,
            accepted: false,
        }
    }

    fn blame(&self, project: &Project, parent: &str, edited: &Edited, verdict: &Verdict) -> Vec<BlameView> {
        let view = |culprit: &crate::augment::safety::Culprit| {
            let name = &self.judge.rules().get(culprit.rule)?.name;
            let rule = project.document.rules.iter().find(|rule| rule.name == *name)?;
            let change = culprit.change.and_then(|at| edited.changes.get(at));
            let words = change.map_or("", |change| {
                if culprit.is_lost {
                    &parent[change.parent.clone()]
                } else {
                    &edited.text[change.variant.clone()]
                }
            });
            Some(BlameView {
                rule: rule.id,
                name: name.clone(),
                is_lost: culprit.is_lost,
                change: culprit.change.map(count),
                words: words.trim().to_owned(),
            })
        };
        verdict.culprits.iter().filter_map(view).collect()
    }
}

impl Kin {
    pub(super) fn family(&self) -> Family<'_> {
        Family {
            record: self.record,
            variants: self.variants.iter().map(|variant| &variant.edited).collect(),
        }
    }
}

/// Bytes that were changed, from and to, of both texts.
pub(super) fn spans(changes: &[Change]) -> Vec<[[u32; 2]; 2]> {
    let span = |range: &Range<usize>| [count(range.start), count(range.end)];
    let spans = changes.iter();
    spans
        .map(|change| [span(&change.parent), span(&change.variant)])
        .collect()
}

/// Says what all judges and flags come to.
fn settle(view: &mut VariantView, keeps_unchanged: bool) {
    let any = |fate: Fate| view.verdicts.iter().find(|verdict| verdict.fate == fate);
    let order = [Fate::Flipped, Fate::Lost, Fate::Kept, Fate::Gained];
    let worst = order.into_iter().find_map(any).copied();
    let fate = worst.map_or(Fate::Silent, |verdict| verdict.fate);
    let objection = match (worst, fate) {
        (Some(verdict), Fate::Flipped) => Some(format!("{} gives another label", verdict.judge.words())),
        (Some(verdict), Fate::Lost) => Some(format!("{} gives no label any more", verdict.judge.words())),
        _ if view.unchanged && !keeps_unchanged => Some("it is equal to its record".to_owned()),
        _ if view.duplicate => Some("this text is there already".to_owned()),
        _ if view.far => Some("it has little in common with its record".to_owned()),
        _ => None,
    };
    view.valid = objection.is_none();
    view.made.fate = fate;
    view.made.why = objection.unwrap_or_else(|| {
        let kept = view.verdicts.iter().filter(|verdict| verdict.fate == Fate::Kept);
        let kept: Vec<&str> = kept.map(|verdict| verdict.judge.words()).collect();
        match kept[..] {
            [] => "no judge had a say".to_owned(),
            _ => format!("the label is kept by {}", kept.join(", ")),
        }
    });
}

impl FateCounts {
    fn add(&mut self, view: &VariantView) {
        self.variants += 1;
        *match view.made.fate {
            Fate::Kept => &mut self.kept,
            Fate::Lost => &mut self.lost,
            Fate::Flipped => &mut self.flipped,
            Fate::Gained => &mut self.gained,
            Fate::Silent => &mut self.silent,
        } += 1;
        self.unchanged += u32::from(view.unchanged);
        self.duplicates += u32::from(view.duplicate);
        self.far += u32::from(view.far);
        self.valid += u32::from(view.valid);
    }

    /// These and others.
    pub(super) const fn and(self, other: Self) -> Self {
        Self {
            variants: self.variants + other.variants,
            kept: self.kept + other.kept,
            lost: self.lost + other.lost,
            flipped: self.flipped + other.flipped,
            gained: self.gained + other.gained,
            silent: self.silent + other.silent,
            unchanged: self.unchanged + other.unchanged,
            duplicates: self.duplicates + other.duplicates,
            far: self.far + other.far,
            valid: self.valid + other.valid,
        }
    }
}
