//! Who says what label a variant has, besides the rules: the chosen label model from the rules' votes, the graph from the
//! records around, the end model from words or descriptors. Each is asked where it is there; none is made for it.

use std::sync::Arc;

use super::describe::Columns;
use super::made::Kin;
use super::view::{Fate, JudgeKind, VerdictView};
use crate::augment::safety::{self, Judge, Verdict};
use crate::error::Result;
use crate::features::Vectors;
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
    graph: Option<(Around, Columns)>,
    end: Option<(Arc<Trained>, Columns)>,
}

impl Project {
    /// The judges as they are now.
    pub(super) fn judges(&mut self) -> Judges {
        let has_rules = !self.rules_as_judge().rules().is_empty();
        let graph = self.graph_around();
        let graph = graph.and_then(|around| {
            let columns = self.columns_of(&around.vectors.clone())?;
            Some((around, columns))
        });
        let end = self.end_model_now().map(Arc::clone);
        let end = end.and_then(|trained| {
            let columns = self.columns_of(trained.vectors())?;
            Some((trained, columns))
        });
        Judges {
            model: self.chosen().filter(|_| has_rules).map(Arc::clone),
            has_rules,
            graph,
            end,
        }
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

    /// What each says of each variant, record by record; `by_rules` is what the rules said.
    pub(super) fn verdicts(
        &self,
        project: &Project,
        judge: &Judge,
        kin: &[Kin],
        by_rules: &[Vec<Verdict>],
    ) -> Result<Vec<Vec<Vec<VerdictView>>>> {
        let rows = self.rows(project, kin)?;
        let mut all = Vec::with_capacity(kin.len());
        let mut first = 0;
        for (kin, by_rules) in kin.iter().zip(by_rules) {
            let (of, mut next) = (first, first + 1);
            let verdicts = kin.variants.iter().zip(by_rules).map(|(variant, verdict)| {
                let asked = Asked {
                    record: kin.record,
                    partners: variant.partners(),
                    rows: [of, next],
                };
                next += count(asked.partners.len()) + 1;
                let mut said = Vec::with_capacity(4);
                if self.has_rules {
                    said.push(by_rules_view(project, verdict));
                }
                said.extend(self.by_model(project, judge, asked, verdict));
                said.extend(self.by_graph(project, asked, &rows));
                said.extend(self.by_end_model(asked, &rows));
                said
            });
            all.push(verdicts.collect());
            first = next;
        }
        Ok(all)
    }

    /// Rows of each record, then of each of its variants with the records that it was mixed with behind it.
    fn rows(&self, project: &Project, kin: &[Kin]) -> Result<Rows> {
        let of = |columns: &Columns| {
            let mut rows = columns.begin();
            for kin in kin {
                rows.push(&columns.hold_record(project, kin.record)?)?;
                for variant in &kin.variants {
                    rows.push(&columns.hold(variant.content())?)?;
                    for &partner in variant.partners() {
                        rows.push(&columns.hold_record(project, partner)?)?;
                    }
                }
            }
            rows.finish()
        };
        Ok(Rows {
            graph: self.graph.as_ref().map(|(_, columns)| of(columns)).transpose()?,
            end: self.end.as_ref().map(|(_, columns)| of(columns)).transpose()?,
        })
    }

    /// The label model's row of the variant's votes. Rules that can't be asked of a variant vote as on its record.
    fn by_model(
        &self,
        project: &Project,
        judge: &Judge,
        asked: Asked<'_>,
        verdict: &Verdict,
    ) -> Option<VerdictView> {
        let labeled = self.model.as_ref()?;
        let label = |row: &[f64]| match winners(row)[..] {
            [only] => labeled.labels.get(only).copied(),
            _ => None,
        };
        let place = |name: &str| judge.rules().iter().position(|rule| rule.name == name);
        let columns = project.saved.voting().enumerate();
        let votes: Vec<RuleVote> = columns
            .filter_map(|(rule, (live, column))| {
                let vote = match place(&live.name) {
                    Some(at) => *verdict.votes.get(at)?,
                    None => column.vote(asked.record),
                };
                Some(RuleVote {
                    rule: count(rule),
                    vote: vote?,
                })
            })
            .collect();
        let after = labeled.fitted.row(&votes);
        let of = |record: u32| labeled.posteriors.get(record).and_then(label);
        let partners: Vec<_> = asked.partners.iter().map(|&partner| of(partner)).collect();
        let after = after.as_deref().and_then(label);
        Some(view(JudgeKind::Model, of(asked.record), &partners, after))
    }

    fn by_graph(&self, project: &Project, asked: Asked<'_>, rows: &Rows) -> Option<VerdictView> {
        let (around, _) = self.graph.as_ref()?;
        let rows = rows.graph.as_ref()?;
        let labels = &project.document.labels;
        let label = |record: u32, row: u32| {
            let at = around.label(record, rows.row(row), labels.len())?;
            labels.at(at).map(|label| label.id)
        };
        let [before, after] = asked.rows.map(|row| label(asked.record, row));
        let partners: Vec<_> = asked.behind().map(|(partner, row)| label(partner, row)).collect();
        Some(view(JudgeKind::Graph, before, &partners, after))
    }

    fn by_end_model(&self, asked: Asked<'_>, rows: &Rows) -> Option<VerdictView> {
        let (trained, _) = self.end.as_ref()?;
        let rows = rows.end.as_ref()?;
        let label = |row: u32| {
            let row = trained.model().row(rows, row)?;
            match winners(&row)[..] {
                [only] => trained.label_at(only),
                _ => None,
            }
        };
        let [before, after] = asked.rows.map(label);
        let partners: Vec<_> = asked.behind().map(|(_, row)| label(row)).collect();
        Some(view(JudgeKind::EndModel, before, &partners, after))
    }
}

/// A variant that judges are asked about.
#[derive(Clone, Copy)]
struct Asked<'a> {
    record: u32,
    partners: &'a [u32],
    /// The record's row and the variant's; those of the partners stand behind.
    rows: [u32; 2],
}

impl Asked<'_> {
    /// The partners with their rows.
    fn behind(self) -> impl Iterator<Item = (u32, u32)> {
        self.partners.iter().copied().zip(self.rows[1] + 1..)
    }
}

/// Features of records and variants.
struct Rows {
    graph: Option<Vectors>,
    end: Option<Vectors>,
}

fn by_rules_view(project: &Project, verdict: &Verdict) -> VerdictView {
    let label = |at: usize| project.document.labels.at(at).map(|label| label.id);
    let partners: Vec<_> = verdict.partners.iter().map(|at| at.and_then(label)).collect();
    view(
        JudgeKind::Rules,
        verdict.before.and_then(label),
        &partners,
        verdict.after.and_then(label),
    )
}

fn view(
    judge: JudgeKind,
    before: Option<LabelId>,
    partners: &[Option<LabelId>],
    after: Option<LabelId>,
) -> VerdictView {
    VerdictView {
        judge,
        fate: safety::Fate::of(before, partners, after).into(),
        before,
        after,
        partner: partners.iter().find_map(|label| *label),
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
