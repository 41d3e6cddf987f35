//! How a rule votes: for its label or against it, and whether it decides.

use leptos::prelude::*;

use super::store::Editor;
use crate::components::Tip;
use crate::pages::rules::words;

/// What a vote against a label means.
const AGAINST: &str = "The rule says that a record is not of this label. It counts for every other label, so that of two \
     labels it counts for the other one.";

/// The line below name and label: for or not, where the rule has one label, and whether it decides.
#[component]
pub(super) fn Ballot(has_column: Memo<bool>) -> impl IntoView {
    view! {
        <div class="ballot">
            {move || (!has_column.get()).then(|| view! { <Side /> })}
            <Decides />
        </div>
    }
}

/// For the label, or not.
#[component]
fn Side() -> impl IntoView {
    let editor = Editor::expect();
    let is_against = Memo::new(move |_| editor.text.with(|text| text.against));
    let choice = move |against: bool, testid: &'static str, name: &'static str| {
        view! {
            <label class="ballot-side">
                <input
                    type="radio"
                    name="rule-side"
                    data-testid=testid
                    prop:checked=move || editor.text.with(|text| text.against == against)
                    on:change=move |_| editor.change(|text| text.against = against)
                />
                <span>{name}</span>
            </label>
        }
    };
    view! {
        <span class="ballot-sides" role="radiogroup" aria-label="Votes for the label, or that it is not this one">
            {choice(false, "rule-for", "for")} {choice(true, "rule-against", "not")}
        </span>
        {move || is_against.get().then(|| view! { <Tip term="a vote against" meaning=AGAINST /> })}
    }
}

/// The switch of a rule that decides.
#[component]
fn Decides() -> impl IntoView {
    let editor = Editor::expect();
    let is_hard = move || editor.text.with(|text| text.hard);
    view! {
        <span class="decides">
            <button
                type="button"
                class="switch"
                role="switch"
                data-testid="rule-hard"
                aria-label="Decides"
                aria-checked=move || is_hard().to_string()
                on:click=move |_| editor.change(|text| text.hard = !text.hard)
            ></button>
            <Tip term="Decides" meaning=words::DECIDES />
        </span>
    }
}
