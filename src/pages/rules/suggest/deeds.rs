//! What is done with a suggestion: drafted, listed, dismissed.

use labelloom_engine::{
    ids::LabelId,
    session::{
        edit::RuleText,
        request::{Filter, Selection},
    },
};
use leptos::prelude::*;

use super::Pane;
use crate::pages::rules::editor::store::Editor;

/// Opens a query as a new rule in the editor, with a name. A rule that was being written there waits in the pane.
pub(super) fn draft(pane: Pane, editor: Editor, label: Option<LabelId>, query: &str) {
    let store = pane.store;
    let is_ours = |text: &RuleText| {
        store
            .drafted
            .with_untracked(|drafted| drafted.as_ref() == Some(text))
    };
    if let Some(unsaved) = editor.unsaved_new().filter(|text| !is_ours(text)) {
        store.replaced.set(Some(unsaved));
    }
    let mut text = editor.blank();
    text.name = editor.name_for(query);
    query.clone_into(&mut text.query);
    text.label = label.unwrap_or(text.label);
    store.drafted.set(Some(text.clone()));
    editor.from.set(None);
    editor.begin(text);
}

/// Puts the rule that had to make room back into the editor.
pub(super) fn bring_back(pane: Pane, editor: Editor) {
    if let Some(text) = pane.store.replaced.try_update(Option::take).flatten() {
        editor.from.set(None);
        editor.begin(text);
    }
}

/// Takes a term away for as long as the project is open.
pub(super) fn dismiss(pane: Pane, query: &str) {
    pane.store
        .dismissed
        .update(|dismissed| dismissed.push(query.to_owned()));
}

/// The address of the records that match a query and some filters.
pub(super) fn address(pane: Pane, filters: &[Filter], query: &str) -> String {
    let selection = Selection {
        filters: filters.to_vec(),
        search: query.to_owned(),
    };
    pane.desk
        .router
        .route
        .with(|route| route.listing(selection).address())
}

/// A list narrowed down by a query.
pub(super) fn narrowed(list: &Selection, query: &str) -> Selection {
    let search = if list.search.trim().is_empty() {
        query.to_owned()
    } else {
        format!("({}) ({query})", list.search.trim())
    };
    Selection {
        filters: list.filters.clone(),
        search,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_list_with_a_search_keeps_it() {
        let list = Selection {
            filters: vec![Filter::Uncovered],
            search: "a, b".into(),
        };
        assert_eq!(narrowed(&list, "c").search, "(a, b) (c)");
        assert_eq!(narrowed(&Selection::default(), "c, d").search, "c, d");
    }
}
