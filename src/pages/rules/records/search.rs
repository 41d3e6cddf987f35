//! The search field above the list: the rule language, for finding instead of voting.

use leptos::{html, prelude::*};

use crate::components::{Icon, Kbd, Shape};
use crate::keys::{Action, Keys};
use crate::pages::rules::{desk::Desk, words};
use crate::route::{Router, Tab};

/// The field, and what is wrong with what stands in it.
#[component]
pub(super) fn Search() -> impl IntoView {
    let desk = Desk::expect();
    let router = Router::expect();
    let field = NodeRef::<html::Input>::new();
    let search = Memo::new(move |_| router.route.with(|route| route.selection.search.clone()));
    let wrong = move || {
        desk.rows
            .problem
            .get()
            .map(|problem| words::problem(&problem).join(" "))
    };
    Keys::on(Action::Search, move || {
        router.slide(&router.route.get_untracked().tab(Tab::Records));
        request_animation_frame(move || {
            if let Some(field) = field.try_get_untracked().flatten() {
                drop(field.focus());
                field.select();
            }
        });
    });
    // Escape empties the search first and leaves the field second.
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            if search.with_untracked(String::is_empty) {
                if let Some(field) = field.get_untracked() {
                    drop(field.blur());
                }
            } else {
                router.slide(&router.route.get_untracked().searching(String::new()));
            }
        }
    };
    view! {
        <div class="search" class:search-wrong=move || desk.rows.problem.with(Option::is_some)>
            <Icon shape=Shape::Search />
            <input
                node_ref=field
                class="search-input"
                data-testid="record-search"
                type="search"
                placeholder="Find, as in a rule"
                aria-label="Find records, written as a rule"
                aria-invalid=move || desk.rows.problem.with(Option::is_some).to_string()
                aria-describedby="record-search-wrong"
                autocomplete="off"
                spellcheck="false"
                prop:value=search
                on:input:target=move |event| router.slide(&router.route.get_untracked().searching(event.target().value()))
                on:keydown=on_key
            />
            <Kbd keys="/" />
            <p class="search-problem" id="record-search-wrong">{wrong}</p>
        </div>
    }
}
