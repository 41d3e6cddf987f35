//! The chosen model's labels as they are shown: weights, counts, figures on gold, and the majority vote beside them.

use super::figures::{gold_pairs, side_figures};
use super::labeled::Labeled;
use super::view::{
    BesideMajority, GoldSide, HistogramRow, LabelCounted, LabelShare, LabelsView, ModelInfo, NoteView,
    SideFigures,
};
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::ids::RuleId;
use crate::model_choice::MAJORITY;
use crate::models::referee::{Look, advise, judge};
use crate::models::{LabelModel, MODELS, NoteKind};
use crate::num::{count, grouped, index};
use crate::session::project::Project;

impl Project {
    /// The labels by the chosen model, which has been fitted, as has the majority vote.
    ///
    /// # Errors
    /// When they were not fitted.
    pub(super) fn labels_view(&mut self, held_out: bool) -> Result<LabelsView> {
        let labeled = self.chosen_fit()?;
        let majority = self.labels_by(MAJORITY)?;
        if held_out {
            self.labels.look(self.revision);
        }
        let dev = self.figures_on(&labeled, GoldSide::Dev);
        self.remember(&labeled, dev.accuracy);
        let within = self.shown_records();
        let found = self.look(&labeled);
        let duplicates = self.duplicate_groups();
        let decided = &labeled.sets.decided;
        Ok(LabelsView {
            revision: self.revision,
            choice: (*self.document.model).clone(),
            model: labeled.fitted.model.name.to_owned(),
            models: MODELS.iter().map(|model| model_info(model)).collect(),
            balance: labeled.shares(&labeled.fitted.balance),
            rules: self.rule_fits(&labeled, &found, &duplicates),
            duplicates,
            records: within.count(),
            labels: labeled
                .labels
                .iter()
                .zip(&decided.labels)
                .map(|(&label, records)| LabelCounted {
                    label,
                    count: records.count_and(&within),
                })
                .collect(),
            tied: decided.tied.count_and(&within),
            uncovered: within.count_without(&self.saved.analysis.sets.covered),
            histogram: histogram(&labeled, &within),
            held_out: held_out.then(|| self.figures_on(&labeled, GoldSide::HeldOut)),
            majority: self.beside_majority(&labeled, &majority, &found, held_out),
            change: self.labels_change(Some(&within)),
            notes: self.notes(&labeled, &found, &dev),
            comparison: self.comparison_now(),
            end_model: self.end_now()?,
            by_graph: self.by_graph(&self.shown_records()),
            iterations: (labeled.fitted.iterations > 0).then_some(labeled.fitted.iterations),
            converged: (labeled.fitted.iterations > 0).then_some(labeled.fitted.is_converged),
            dev,
        })
    }

    /// The records that figures are of.
    pub(super) fn shown_records(&self) -> BitSet {
        match &self.scope {
            Some(scope) => (*scope.records).clone(),
            None => BitSet::full(self.corpus.len()),
        }
    }

    /// How labels do on a side of gold, of the records shown.
    pub(super) fn figures_on(&self, labeled: &Labeled, side: GoldSide) -> SideFigures {
        let within = self.scope.as_ref().map(|scope| &*scope.records);
        let gold = gold_pairs(self.side(side), within);
        side_figures(&labeled.labels, &labeled.posteriors, &gold)
    }

    fn beside_majority(
        &self,
        labeled: &Labeled,
        majority: &Labeled,
        found: &Look,
        held_out: bool,
    ) -> BesideMajority {
        let within = self.shown_records();
        let mut both = labeled.sets.any();
        both.and(&majority.sets.any());
        both.and(&within);
        let differs = self.differs_from_majority(labeled).count_and(&within);
        let mut broken = labeled.sets.any();
        broken.and(&self.saved.analysis.sets.tied);
        let mut beside = BesideMajority {
            dev: self.figures_on(majority, GoldSide::Dev),
            held_out: held_out.then(|| self.figures_on(majority, GoldSide::HeldOut)),
            both: both.count(),
            same: both.count() - differs,
            differs,
            overturned: found.overturned.count_and(&within),
            ties_broken: broken.count_and(&within),
            sentence: String::new(),
        };
        beside.sentence = if labeled.fitted.model.name == MAJORITY {
            "This is the majority vote.".to_owned()
        } else if held_out {
            self.advice(labeled, majority)
        } else {
            beside_sentence(&beside)
        };
        beside
    }

    /// What held-out gold says of the two.
    fn advice(&self, labeled: &Labeled, majority: &Labeled) -> String {
        let judged = judge(
            labeled.fitted.model.name,
            &labeled.posteriors,
            &majority.posteriors,
            &self.gold_sets.held_out,
        );
        advise(&[judged]).sentence
    }

    fn notes(&self, labeled: &Labeled, found: &Look, dev: &SideFigures) -> Vec<NoteView> {
        let mut notes: Vec<NoteView> = labeled
            .problem
            .iter()
            .map(|problem| instead(labeled, problem))
            .collect();
        let flipped: Vec<RuleId> = labeled.rules_of(&found.flipped);
        notes.extend(found.warnings().into_iter().map(|sentence| NoteView {
            is_warning: true,
            rules: if sentence.contains("opposite") {
                flipped.clone()
            } else {
                Vec::new()
            },
            sentence,
        }));
        notes.extend(labeled.fitted.notes.iter().map(|note| NoteView {
            is_warning: matches!(
                note.kind,
                NoteKind::NoVotes | NoteKind::UnvotedLabels | NoteKind::NotConverged
            ),
            sentence: note.sentence.clone(),
            rules: labeled.rules_of(&note.rules),
        }));
        if labeled.fitted.model.uses_gold && dev.gold > 0 {
            notes.push(NoteView {
                is_warning: false,
                sentence:
                    "Dev gold steers this model, so that its figures on dev gold are too good; held-out gold \
                           judges it."
                        .to_owned(),
                rules: Vec::new(),
            });
        }
        notes
    }

    /// The models side by side, if they were compared for the present labels.
    fn comparison_now(&self) -> Option<super::ComparisonView> {
        let comparison = self.labels.comparison.as_ref()?;
        self.labels_hold(comparison.revision).then(|| comparison.clone())
    }
}

/// What differs, without asking held-out gold.
fn beside_sentence(beside: &BesideMajority) -> String {
    let records = |count: u32| {
        let noun = if count == 1 { "record" } else { "records" };
        format!("{} {noun}", grouped(u64::from(count)))
    };
    if beside.both == 0 && beside.ties_broken == 0 {
        return "Neither this model nor the majority vote gives any record a label.".to_owned();
    }
    let mut said = if beside.differs == 0 {
        format!(
            "It labels as the majority vote does on all {} that both label",
            records(beside.both)
        )
    } else {
        format!(
            "It labels {} otherwise than the majority vote, of {} that both label",
            records(beside.differs),
            records(beside.both)
        )
    };
    if beside.ties_broken > 0 {
        said.push_str(&format!(
            ", and breaks {} of its ties",
            grouped(u64::from(beside.ties_broken))
        ));
    }
    said.push('.');
    said
}

/// What was taken in place of what can't be fitted.
fn instead(labeled: &Labeled, problem: &Error) -> NoteView {
    let what = if labeled.fitted.model.name == labeled.asked {
        "All labels are taken to be equally frequent until then".to_owned()
    } else {
        format!("“{}” labels until then", labeled.fitted.model.name)
    };
    NoteView {
        is_warning: true,
        sentence: format!("{}. {what}.", problem.what.trim_end_matches('.')),
        rules: Vec::new(),
    }
}

fn histogram(labeled: &Labeled, within: &BitSet) -> Vec<HistogramRow> {
    let row = |label, records: &BitSet| {
        let mut records = records.clone();
        records.and(within);
        HistogramRow {
            label,
            bins: labeled.sets.histogram(&records),
        }
    };
    let decided = &labeled.sets.decided;
    let labels = labeled.labels.iter().zip(&decided.labels);
    labels
        .map(|(&label, records)| row(Some(label), records))
        .chain([row(None, &decided.tied)])
        .collect()
}

/// A model as it describes itself.
fn model_info(model: &LabelModel) -> ModelInfo {
    ModelInfo {
        name: model.name.to_owned(),
        title: model.title.to_owned(),
        sentence: model.sentence.to_owned(),
        least_rules: count(model.least_rules),
        uses_gold: model.uses_gold,
        uses_balance: model.uses_balance,
    }
}

impl Labeled {
    /// A number a label, with its label.
    pub(super) fn shares(&self, numbers: &[f64]) -> Vec<LabelShare> {
        let labels = self.labels.iter().zip(numbers);
        labels
            .map(|(&label, &share)| LabelShare { label, share })
            .collect()
    }

    /// The rules of columns.
    pub(super) fn rules_of(&self, columns: &[u32]) -> Vec<RuleId> {
        let columns = columns.iter();
        columns
            .filter_map(|&column| self.rules.get(index(column)).copied())
            .collect()
    }
}
