//! Who says what label a variant has, besides the rules: the chosen label model from the rules' votes, the graph from the
//! records around, the end model from the words. Each is asked where it is there; none is made for it.

use std::sync::Arc;

use super::view::{Fate, JudgeKind, VerdictView};
use crate::augment::safety::{self, Family, Judge, Verdict};
use crate::error::Result;
use crate::features::{FixedTerms, Part, Vectors, kinds};
use crate::ids::LabelId;
use crate::models::RuleVote;
use crate::num::count;
use crate::posteriors::winners;
use crate::session::graph::Around;
use crate::session::labels::{Labeled, Trained};
use crate::session::project::Project;

/// The judges that are there.
#[derive(Debug)]
pub(super) struct Judges {
    has_rules: bool,
    model: Option<Arc<Labeled>>,
    graph: Option<(Around, Arc<FixedTerms>)>,
    end: Option<(Arc<Trained>, Arc<FixedTerms>)>,
}

impl Project {
    /// The judges as they are now.
    pub(super) fn judges(&mut self) -> Judges {
        let has_rules = !self.rules_as_judge().rules().is_empty();
        let graph = self.graph_around();
        let graph = graph.and_then(|around| {
            let terms = self.fixed_terms(&around.vectors.clone())?;
            Some((around, terms))
        });
        let end = self.end_model_now().map(Arc::clone);
        let end = end.and_then(|trained| {
            let terms = self.fixed_terms(trained.vectors())?;
            Some((trained, terms))
        });
        Judges {
            model: self.chosen().filter(|_| has_rules).map(Arc::clone),
            has_rules,
            graph,
            end,
        }
    }

    /// The terms of features of one kind, so that texts can be put in their columns; none of topics, or of several kinds.
    pub(super) fn fixed_terms(&mut self, vectors: &Arc<Vectors>) -> Option<Arc<FixedTerms>> {
        let known = self.augment.terms.iter().find(|(of, _)| Arc::ptr_eq(of, vectors));
        if let Some((_, terms)) = known {
            return Some(Arc::clone(terms));
        }
        let [block] = vectors.blocks() else {
            return None;
        };
        let kind = kinds::find(&block.kind)?;
        let part = Part {
            kind: kind.name.to_owned(),
            options: kind.defaults.clone(),
        };
        let terms = Arc::new(FixedTerms::of(vectors, &part).ok()?);
        // Those of the graph and of the end model are enough.
        self.augment.terms.truncate(1);
        self.augment
            .terms
            .insert(0, (Arc::clone(vectors), Arc::clone(&terms)));
        Some(terms)
    }
}

impl Judges {
    /// Who they are.
    pub(super) fn kinds(&self) -> Vec<JudgeKind> {
        let all = [
            (self.has_rules, JudgeKind::Rules),
            (self.model.is_some(), JudgeKind::Model),
            (self.graph.is_some(), JudgeKind::Graph),
            (self.end.is_some(), JudgeKind::EndModel),
        ];
        let there = all.into_iter().filter(|(is_there, _)| *is_there);
        there.map(|(_, kind)| kind).collect()
    }

    /// What each says of each variant, family by family; `by_rules` is what the rules said.
    pub(super) fn verdicts(
        &self,
        project: &Project,
        judge: &Judge,
        families: &[Family<'_>],
        by_rules: &[Vec<Verdict>],
    ) -> Result<Vec<Vec<Vec<VerdictView>>>> {
        let rows = self.rows(project, families)?;
        let mut all = Vec::with_capacity(families.len());
        // Rows are those of a family's record, then those of its variants.
        let mut first = 0;
        for (family, by_rules) in families.iter().zip(by_rules) {
            let row_of = first;
            let verdicts = (first + 1..).zip(by_rules).map(|(row, verdict)| {
                let mut said = Vec::with_capacity(4);
                if self.has_rules {
                    said.push(by_rules_view(project, verdict));
                }
                said.extend(self.by_model(project, judge, family.record, verdict));
                said.extend(self.by_graph(project, family.record, &rows, (row_of, row)));
                said.extend(self.by_end_model(&rows, (row_of, row)));
                said
            });
            all.push(verdicts.collect());
            first += count(family.variants.len()) + 1;
        }
        Ok(all)
    }

    fn rows(&self, project: &Project, families: &[Family<'_>]) -> Result<Rows> {
        let texts = || {
            families.iter().flat_map(|family| {
                let variants = family.variants.iter().map(|variant| variant.text.as_str());
                std::iter::once(project.corpus.text(family.record)).chain(variants)
            })
        };
        let of = |terms: &Arc<FixedTerms>| terms.rows(texts());
        Ok(Rows {
            graph: self.graph.as_ref().map(|(_, terms)| of(terms)).transpose()?,
            end: self.end.as_ref().map(|(_, terms)| of(terms)).transpose()?,
        })
    }

    /// The label model's row of the variant's votes. Rules that can't be asked of a text vote as on its record.
    fn by_model(
        &self,
        project: &Project,
        judge: &Judge,
        record: u32,
        verdict: &Verdict,
    ) -> Option<VerdictView> {
        let labeled = self.model.as_ref()?;
        let label = |row: &[f64]| match winners(row)[..] {
            [only] => labeled.labels.get(only).copied(),
            _ => None,
        };
        let asked = |name: &str| judge.rules().iter().position(|rule| rule.name == name);
        let columns = project.saved.voting().enumerate();
        let votes: Vec<RuleVote> = columns
            .filter_map(|(rule, (live, column))| {
                let vote = match asked(&live.name) {
                    Some(at) => *verdict.votes.get(at)?,
                    None => column.vote(record),
                };
                Some(RuleVote {
                    rule: count(rule),
                    vote: vote?,
                })
            })
            .collect();
        let after = labeled.fitted.row(&votes);
        let before = labeled.posteriors.get(record).and_then(label);
        Some(view(JudgeKind::Model, before, after.as_deref().and_then(label)))
    }

    fn by_graph(
        &self,
        project: &Project,
        record: u32,
        rows: &Rows,
        (of, variant): (u32, u32),
    ) -> Option<VerdictView> {
        let (around, _) = self.graph.as_ref()?;
        let rows = rows.graph.as_ref()?;
        let labels = &project.document.labels;
        let label = |row: u32| {
            let at = around.label(record, rows.row(row), labels.len())?;
            labels.at(at).map(|label| label.id)
        };
        Some(view(JudgeKind::Graph, label(of), label(variant)))
    }

    fn by_end_model(&self, rows: &Rows, (of, variant): (u32, u32)) -> Option<VerdictView> {
        let (trained, _) = self.end.as_ref()?;
        let rows = rows.end.as_ref()?;
        let label = |row: u32| {
            let row = trained.model().row(rows, row)?;
            match winners(&row)[..] {
                [only] => trained.label_at(only),
                _ => None,
            }
        };
        Some(view(JudgeKind::EndModel, label(of), label(variant)))
    }
}

/// Features of records and variants.
struct Rows {
    graph: Option<Vectors>,
    end: Option<Vectors>,
}

fn by_rules_view(project: &Project, verdict: &Verdict) -> VerdictView {
    let label = |at: usize| project.document.labels.at(at).map(|label| label.id);
    VerdictView {
        judge: JudgeKind::Rules,
        fate: verdict.fate.into(),
        before: verdict.before.and_then(label),
        after: verdict.after.and_then(label),
    }
}

fn view(judge: JudgeKind, before: Option<LabelId>, after: Option<LabelId>) -> VerdictView {
    let fate = match (before, after) {
        (None, None) => Fate::Silent,
        (None, Some(_)) => Fate::Gained,
        (Some(_), None) => Fate::Lost,
        (Some(before), Some(after)) if before == after => Fate::Kept,
        _ => Fate::Flipped,
    };
    VerdictView {
        judge,
        fate,
        before,
        after,
    }
}

impl From<safety::Fate> for Fate {
    fn from(fate: safety::Fate) -> Self {
        match fate {
            safety::Fate::Kept => Self::Kept,
            safety::Fate::Lost => Self::Lost,
            safety::Fate::Flipped => Self::Flipped,
            safety::Fate::Gained => Self::Gained,
            safety::Fate::Silent => Self::Silent,
        }
    }
}

impl JudgeKind {
    /// Its name in a sentence; all are one, so that a verb fits each.
    pub(super) const fn words(self) -> &'static str {
        match self {
            Self::Rules => "the rules’ majority",
            Self::Model => "the label model",
            Self::Graph => "the graph",
            Self::EndModel => "the end model",
        }
    }
}
