//! The field above the table that finds rules by their name, query or label, where there are many.

use leptos::{html, prelude::*};

use super::{
    desk::Desk,
    shown::{MANY, Shown},
};
use crate::{
    components::{Icon, Kbd, Shape},
    keys::{Action, Keys},
    route::{Router, Tab},
};

/// The field.
#[component]
pub(super) fn FindRule() -> impl IntoView {
    let desk = Desk::expect();
    let shown = Shown::expect();
    let is_there = Memo::new(move |_| {
        let many = desk.lines.with(|lines| lines.len() > MANY);
        many || shown.find.with(|find| !find.is_empty())
    });
    view! { <Show when=move || is_there.get()><Field /></Show> }
}

#[component]
fn Field() -> impl IntoView {
    let shown = Shown::expect();
    let router = Router::expect();
    let field = NodeRef::<html::Input>::new();
    Keys::on(Action::FindRule, move || {
        router.slide(&router.route.get_untracked().tab(Tab::Rules));
        request_animation_frame(move || {
            if let Some(field) = field.try_get_untracked().flatten() {
                drop(field.focus());
                field.select();
            }
        });
    });
    // Escape empties the field first and leaves it second.
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            if shown.find.with_untracked(String::is_empty) {
                if let Some(field) = field.get_untracked() {
                    drop(field.blur());
                }
            } else {
                shown.find.set(String::new());
            }
        }
    };
    view! {
        <div class="search rules-find">
            <Icon shape=Shape::Search />
            <input
                node_ref=field
                class="search-input"
                data-testid="rule-find"
                type="search"
                placeholder="Find a rule"
                aria-label="Find rules by name, query or label"
                autocomplete="off"
                spellcheck="false"
                prop:value=shown.find
                on:input:target=move |event| shown.find.set(event.target().value())
                on:keydown=on_key
            />
            <Kbd keys="F" />
        </div>
    }
}
