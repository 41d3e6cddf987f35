//! What can be done with the rule that is open.

use labelloom_engine::session::edit::Edit;
use leptos::prelude::*;

use super::store::Editor;
use crate::{
    components::{Button, ButtonKind},
    pages::rules::desk::Desk,
    route::{Open, Router},
    state::NoticeAction,
};

/// Save and revert; for a saved rule the switch, a copy, and its end.
#[component]
pub(super) fn EditorActions(open: Open) -> impl IntoView {
    let editor = Editor::expect();
    view! {
        <div class="editor-actions">
            <Button
                kind=ButtonKind::Primary
                keys="Ctrl Enter"
                disabled=Signal::derive(move || !editor.can_save())
                attr:data-testid="rule-save"
                on:click=move |_| editor.save()
            >
                "Save"
            </Button>
            <Button
                keys="Esc"
                disabled=Signal::derive(move || open != Open::New && !editor.is_changed.get())
                attr:data-testid="rule-revert"
                on:click=move |_| editor.revert()
            >
                {if open == Open::New { "Discard" } else { "Revert" }}
            </Button>
            <SavedActions open=open />
        </div>
    }
}

#[component]
fn SavedActions(open: Open) -> impl IntoView {
    let editor = Editor::expect();
    let router = Router::expect();
    let desk = Desk::expect();
    let Open::Rule(id) = open else {
        return ().into_any();
    };
    let is_on = move || {
        editor
            .saved
            .with(|rule| rule.as_ref().is_some_and(|rule| rule.enabled))
    };
    // No question before it: undo brings the rule back.
    let delete = move |_| {
        let name = editor
            .saved
            .with_untracked(|rule| rule.as_ref().map(|rule| rule.name.clone()).unwrap_or_default());
        editor.forget();
        router.go(&router.route.get_untracked().opening(Open::Nothing));
        desk.edit(Edit::DeleteRule { id });
        desk.bench
            .tell_with(format!("Deleted the rule {name}"), NoticeAction::Undo);
    };
    view! {
        <span class="gap"></span>
        <Button kind=ButtonKind::Quiet on:click=move |_| desk.edit(Edit::EnableRule { id, enabled: !is_on() })>
            {move || if is_on() { "Switch off" } else { "Switch on" }}
        </Button>
        <Button kind=ButtonKind::Quiet on:click=move |_| desk.edit(Edit::DuplicateRule { id })>"Duplicate"</Button>
        <Button kind=ButtonKind::Quiet attr:data-testid="rule-delete" on:click=delete>"Delete"</Button>
    }
    .into_any()
}
