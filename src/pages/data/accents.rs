//! Whether accents tell words apart: a setting of the project.

use labelloom_engine::session::edit::Edit;
use labelloom_engine::text::Accents;
use leptos::prelude::*;

use crate::actions::edit::edit;
use crate::state::use_bench;

/// The two ways, and what each means.
const WAYS: [(Accents, &str, &str); 2] = [
    (Accents::Count, "Count", "café and cafe are two words."),
    (
        Accents::Ignored,
        "Are ignored",
        "café and cafe are one word, in Latin, Greek and Cyrillic letters. Terms in exact case still tell them apart, \
         and regular expressions read texts as they stand.",
    ),
];

/// The card with the choice.
#[component]
pub(crate) fn AccentsCard(#[prop(into)] accents: Signal<Accents>) -> impl IntoView {
    let bench = use_bench();
    let way = move |(way, name, about): (Accents, &'static str, &'static str)| {
        view! {
            <label class="choice">
                <input
                    type="radio"
                    name="accents"
                    prop:checked=move || accents.get() == way
                    on:change=move |_| edit(bench, Edit::SetAccents { accents: way })
                />
                <b>{name}</b>
                <small>{about}</small>
            </label>
        }
    };
    view! {
        <section class="card" aria-label="Accents" data-testid="accents">
            <div class="card-head"><h2>"Accents"</h2></div>
            <fieldset class="card-body ways" disabled=move || bench.read_only.get()>
                <legend class="unseen">"Whether accents tell words apart"</legend>
                {WAYS.map(way).collect_view()}
            </fieldset>
        </section>
    }
}
