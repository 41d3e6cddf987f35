//! The query, as text or as a form. The text's field says what may be written next.

use leptos::{ev, html, prelude::*};

use super::{
    complete::{Completions, Offered},
    form::{self, Begins, Switch},
    store::Editor,
};
use crate::{
    browser::parts::Part,
    keys::{Action, Keys},
    pages::Later,
    route::{Router, Tab},
};

/// The query, as it is liked to be written.
#[component]
pub(super) fn Query(is_new: bool, has_column: bool) -> impl IntoView {
    let is_form = form::as_form();
    let name = if has_column {
        "Only where (may stay empty)"
    } else {
        "Matches when"
    };
    view! {
        <div class="field">
            <div class="query-head">
                <label class="field-name" for="rule-query">{name}</label>
                <Switch is_form=is_form />
            </div>
            {move || if is_form.get() {
                provide_context(Begins(is_new && !has_column));
                view! { <Later part=Part::Pages door=form::door /> }.into_any()
            } else {
                view! { <AsText is_new=is_new && !has_column /> }.into_any()
            }}
        </div>
    }
}

/// The field, and what may stand at its cursor.
#[component]
fn AsText(is_new: bool) -> impl IntoView {
    let editor = Editor::expect();
    let router = Router::expect();
    let field = NodeRef::<html::Textarea>::new();
    let offered = Offered::provide(field);
    // A new rule is begun in order to write its query; one from words while reading on.
    if is_new && editor.from.with_untracked(Option::is_none) {
        Effect::new(move || {
            if let Some(field) = field.get() {
                drop(field.focus());
            }
        });
    }
    let on_key = move |event: ev::KeyboardEvent| {
        if offered.hear(&event) {
            event.prevent_default();
        }
    };
    let on_input = move |written: String| {
        editor.change(|text| text.query = written);
        offered.written();
    };
    Keys::on(Action::SaveRule, move || editor.save());
    Keys::on(Action::EditQuery, move || {
        router.slide(&router.route.get_untracked().tab(Tab::Edit));
        request_animation_frame(move || {
            if let Some(field) = field.try_get_untracked().flatten() {
                drop(field.focus());
            }
        });
    });
    view! {
            <textarea
                node_ref=field
                class="input editor-query"
                id="rule-query"
                data-testid="rule-query"
                rows="3"
                dir="auto"
                spellcheck="false"
                autocomplete="off"
                autocapitalize="off"
                placeholder="subscrib*, \"my channel\" -song"
                role="combobox"
                aria-autocomplete="list"
                aria-multiline="true"
                aria-haspopup="listbox"
                aria-controls="rule-completions"
                aria-expanded=move || offered.is_open().to_string()
                aria-activedescendant=move || offered.active_id()
                aria-describedby="rule-reading"
                aria-invalid=move || editor.problem.with(Option::is_some).to_string()
                prop:value=move || editor.text.with(|text| text.query.clone())
                on:input:target=move |event| on_input(event.target().value())
                on:keydown=on_key
                on:keyup=move |event| offered.moved(&event)
                on:click=move |_| offered.ask()
                on:focus=move |_| offered.ask()
            ></textarea>
            <Completions offered=offered />
    }
}
