//! What every part of the Rules page reads: the project, the figures in force, the records in sight. Each part reads
//! one of these memos and is drawn again only when that one changes.

use std::sync::Arc;

use labelloom_engine::{
    ids::{LabelId, RuleId},
    session::{
        edit::{Edit, RuleText},
        labels::RuleFit,
        reply::{DraftView, LabelView, ProjectView, RecordView, RuleFigures, RuleView, Totals},
        request::Filter,
    },
};
use leptos::prelude::*;

use super::rows::Rows;
use crate::{
    actions,
    narrow::Narrow,
    route::{Open, Router},
    state::{Bench, use_bench},
};

/// A line of the rules table.
#[derive(Clone, Debug)]
pub(crate) struct Line {
    /// The rule as saved; shared, since lines are made anew at every keystroke.
    pub(crate) view: Arc<RuleView>,
    /// Its figures as saved.
    pub(crate) saved: RuleFigures,
    /// Its figures with the draft, where one is open.
    pub(crate) now: RuleFigures,
    /// Whether the editor holds changes to it.
    pub(crate) is_unsaved: bool,
    /// Whether it votes on more than half of all records.
    pub(crate) is_broad: bool,
    /// The accuracy that the label model believes, where it was fitted.
    pub(crate) believed: Option<f64>,
}

impl PartialEq for Line {
    fn eq(&self, other: &Self) -> bool {
        let same_view = Arc::ptr_eq(&self.view, &other.view) || self.view == other.view;
        same_view
            && (self.saved, self.now) == (other.saved, other.now)
            && (self.is_unsaved, self.is_broad, self.believed)
                == (other.is_unsaved, other.is_broad, other.believed)
    }
}

impl Line {
    /// What of it stands in words: the line without the figures that have cells of their own and change with every
    /// keystroke.
    pub(crate) fn in_words(mut self) -> Self {
        let (correct, incorrect) = (self.now.correct, self.now.incorrect);
        self.saved = RuleFigures::default();
        self.believed = None;
        self.now = RuleFigures {
            correct,
            incorrect,
            ..RuleFigures::default()
        };
        self
    }
}

/// What the page reads; in context on the Rules page.
#[derive(Clone, Copy)]
pub(crate) struct Desk {
    /// The page's stores.
    pub(crate) bench: Bench,
    /// Where one is.
    pub(crate) router: Router,
    /// The open project.
    pub(crate) project: Memo<Arc<ProjectView>>,
    /// The figures with the draft, while one is open.
    pub(crate) draft: Memo<Option<Arc<DraftView>>>,
    /// The records that figures are of: n, or those of the slice in force.
    pub(crate) records: Memo<u32>,
    /// The labels in their order.
    pub(crate) labels: Memo<Vec<LabelView>>,
    /// All rules together, as saved.
    pub(crate) saved_totals: Memo<Totals>,
    /// All rules together, with the draft where one is open.
    pub(crate) totals: Memo<Totals>,
    /// The rules, in their order.
    pub(crate) lines: Memo<Vec<Line>>,
    /// Whether the label model was fitted, so that what it believes of rules can be shown.
    pub(crate) is_fitted: Memo<bool>,
    /// The coverage of the rule that covers most.
    pub(crate) widest: Memo<u32>,
    /// Rules with changes that are not saved; written by the editor.
    pub(crate) unsaved: RwSignal<Vec<RuleId>>,
    /// Whether the table shows only the rules that break their examples.
    pub(crate) only_broken: RwSignal<bool>,
    /// The records in sight.
    pub(crate) rows: Rows,
    /// The record in the drawer.
    pub(crate) record: RwSignal<Option<RecordView>>,
    /// Whether there is room for one pane only.
    pub(crate) is_narrow: RwSignal<bool>,
    /// The draft of an earlier visit, until it is taken.
    kept: StoredValue<Option<(Open, RuleText)>>,
}

impl Desk {
    /// Makes it; `first` is the project as it is now.
    pub(crate) fn provide(first: ProjectView) -> Self {
        let bench = use_bench();
        let router = Router::expect();
        let kept = bench
            .draft_text
            .get_untracked()
            .map(|draft| (draft.rule.map_or(Open::New, Open::Rule), draft.text));
        let first = Arc::new(first);
        let project = Memo::new(move |_| bench.project.get().map_or_else(|| Arc::clone(&first), Arc::new));
        let draft = Memo::new(move |_| {
            bench
                .draft
                .get()
                .filter(|draft| fits(draft, &project.get()))
                .map(Arc::new)
        });
        let saved_totals = Memo::new(move |_| project.with(|project| project.totals.clone()));
        let totals = Memo::new(move |_| {
            draft
                .with(|draft| draft.as_ref().map(|draft| draft.totals.clone()))
                .unwrap_or_else(|| saved_totals.get())
        });
        let unsaved = RwSignal::new(Vec::new());
        let views = Memo::new(move |before: Option<&Vec<Arc<RuleView>>>| {
            project.with(|project| views(project, before.map_or(&[], Vec::as_slice)))
        });
        let lines = Memo::new(move |_| {
            let scope = project.with(|project| project.scope);
            let fit = bench.fitting.labels.answer.get();
            let of = Of {
                scope,
                draft: draft.get(),
                fit: fit.as_deref().map_or(&[], |view| view.rules.as_slice()),
            };
            unsaved.with(|unsaved| views.with(|views| lines(views, &of, unsaved)))
        });
        let desk = Self {
            bench,
            router,
            project,
            draft,
            records: Memo::new(move |_| project.with(|project| project.scope)),
            labels: Memo::new(move |_| project.with(|project| project.labels.clone())),
            saved_totals,
            totals,
            lines,
            is_fitted: Memo::new(move |_| bench.fitting.labels.answer.with(Option::is_some)),
            widest: Memo::new(move |_| {
                lines.with(|lines| lines.iter().map(|line| line.now.coverage).max().unwrap_or(0))
            }),
            unsaved,
            only_broken: RwSignal::new(false),
            rows: Rows::default(),
            record: RwSignal::new(None),
            is_narrow: expect_context::<Narrow>().0,
            kept: StoredValue::new(kept),
        };
        provide_context(desk);
        desk
    }

    /// The desk of the page.
    pub(crate) fn expect() -> Self {
        expect_context()
    }

    /// Changes the project.
    pub(crate) fn edit(self, edit: Edit) {
        actions::edit::edit(self.bench, edit);
    }

    /// The address of one filter's records, from where one is.
    pub(crate) fn address(self, filter: Filter) -> String {
        self.router.route.with(|route| route.records(filter).address())
    }

    /// The same, as it changes.
    pub(crate) fn link(self, filter: Filter) -> Signal<String> {
        Signal::derive(move || self.address(filter))
    }

    /// The address with a filter more.
    pub(crate) fn with_filter(self, filter: Filter) -> Signal<String> {
        Signal::derive(move || self.router.route.with(|route| route.toggled(filter).address()))
    }

    /// A rule's line.
    pub(crate) fn line(self, id: RuleId) -> Memo<Option<Line>> {
        Memo::new(move |_| {
            self.lines
                .with(|lines| lines.iter().find(|line| line.view.id == id).cloned())
        })
    }

    /// A label, as it is now. Who shows it tracks [`Desk::labels`] around what is drawn.
    pub(crate) fn label(self, id: LabelId) -> Option<LabelView> {
        self.labels
            .with_untracked(|labels| labels.iter().find(|label| label.id == id).cloned())
    }

    /// A label's place in the palette.
    pub(crate) fn color(self, id: LabelId) -> u8 {
        self.labels.with(|labels| {
            labels
                .iter()
                .find(|label| label.id == id)
                .map_or(0, |label| label.color)
        })
    }

    /// The same, for a text's marks.
    pub(crate) fn colors(self) -> Callback<LabelId, u8> {
        Callback::new(move |id| untrack(|| self.color(id)))
    }

    /// What was being written when the page was last open, to be opened once.
    pub(crate) fn kept_open(self) -> Option<Open> {
        self.kept.with_value(|kept| kept.as_ref().map(|(open, _)| *open))
    }

    /// Its text, given out once.
    pub(crate) fn kept_draft(self, open: Open) -> Option<RuleText> {
        self.kept
            .try_update_value(|kept| kept.take_if(|(of, _)| *of == open))
            .flatten()
            .map(|(_, text)| text)
    }
}

/// Whether figures are of the project as it is: a reply may be older than the last edit.
fn fits(draft: &DraftView, project: &ProjectView) -> bool {
    draft.rules.len() == project.rules.len() && draft.totals.majority.len() == project.labels.len()
}

/// The rules as saved; one that is as before is the same one as before.
fn views(project: &ProjectView, before: &[Arc<RuleView>]) -> Vec<Arc<RuleView>> {
    let view = |rule: &RuleView| {
        let known = before.iter().find(|known| known.id == rule.id);
        known
            .filter(|known| known.as_ref() == rule)
            .map_or_else(|| Arc::new(rule.clone()), Arc::clone)
    };
    project.rules.iter().map(view).collect()
}

/// What figures are of.
struct Of<'a> {
    scope: u32,
    draft: Option<Arc<DraftView>>,
    fit: &'a [RuleFit],
}

fn lines(views: &[Arc<RuleView>], of: &Of<'_>, unsaved: &[RuleId]) -> Vec<Line> {
    let line = |(at, rule): (usize, &Arc<RuleView>)| {
        let now = of
            .draft
            .as_ref()
            .and_then(|draft| draft.rules.get(at))
            .copied()
            .unwrap_or(rule.figures);
        Line {
            view: Arc::clone(rule),
            saved: rule.figures,
            now,
            is_unsaved: unsaved.contains(&rule.id),
            is_broad: rule.enabled && u64::from(now.coverage) * 2 > u64::from(of.scope),
            believed: of
                .fit
                .iter()
                .find(|fit| fit.rule == rule.id)
                .and_then(|fit| fit.fitted),
        }
    };
    views.iter().enumerate().map(line).collect()
}
