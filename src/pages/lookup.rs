//! What the boards of pages look up of the open project, and the ways from there to the Rules page.

use std::sync::Arc;

use labelloom_engine::{
    ids::{LabelId, RuleId},
    session::{
        reply::{LabelView, ProjectView, RuleView},
        request::{Filter, Selection},
    },
};
use leptos::prelude::*;

use crate::route::{Open, Page, Route, Router};

/// A board, which has the project and knows where one is.
pub(super) trait Lookup: Copy {
    /// The open project. Who shows a rule or a label tracks it around what is drawn.
    fn open_project(self) -> Memo<Arc<ProjectView>>;

    /// Where one is.
    fn place(self) -> Router;

    /// A rule as it is now; none where it is gone.
    fn rule(self, id: RuleId) -> Option<RuleView> {
        let of = |project: &Arc<ProjectView>| project.rules.iter().find(|rule| rule.id == id).cloned();
        self.open_project().with_untracked(of)
    }

    /// A label as it is now; none where it is gone.
    fn label(self, id: LabelId) -> Option<LabelView> {
        let of = |project: &Arc<ProjectView>| project.labels.iter().find(|label| label.id == id).cloned();
        self.open_project().with_untracked(of)
    }

    /// The labels in their order.
    fn labels(self) -> Vec<LabelView> {
        self.open_project()
            .with_untracked(|project| project.labels.clone())
    }

    /// The Rules page in the slice that one is in.
    fn rules_page(self) -> Route {
        let slice = self.place().route.with_untracked(|route| route.slice);
        Route::page(Page::Rules).within(slice)
    }

    /// The address of some filters' records in the list of the Rules page.
    fn records(self, filters: &[Filter]) -> String {
        let selection = Selection {
            filters: filters.to_vec(),
            search: String::new(),
        };
        self.rules_page().listing(selection).address()
    }

    /// The address of a rule in the editor.
    fn editor(self, id: RuleId) -> String {
        self.rules_page().opening(Open::Rule(id)).address()
    }
}
