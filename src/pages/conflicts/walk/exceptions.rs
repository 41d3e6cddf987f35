//! The record's words as exceptions to one of the two rules: what each would end and what it would cost. A word is
//! written into the rule's draft, where the ordinary figures tell the rest before anything is saved.

use labelloom_engine::session::conflicts::{ExceptionWord, ExceptionsView};
use leptos::prelude::*;

use super::super::{board::Board, facts::conflicts};
use super::store::{Offered, WalkStore};
use crate::components::{
    IconButton, Shape,
    numbers::{count, counted},
};
use crate::pages::lookup::Lookup;

/// The panel, while exceptions are offered.
#[component]
pub(super) fn Exceptions() -> impl IntoView {
    let walk = WalkStore::expect();
    move || {
        walk.offered
            .get()
            .map(|offered| view! { <Panel offered=offered /> })
    }
}

#[component]
fn Panel(offered: Offered) -> impl IntoView {
    let board = Board::expect();
    let walk = WalkStore::expect();
    let (rule, against, found) = offered;
    let name = |id| board.rule(id).map(|rule| rule.name).unwrap_or_default();
    let title = format!("An exception to {}", name(rule));
    let shown = title.clone();
    let about = about(&found, &name(against));
    let word = move |word: ExceptionWord| {
        let (query, shown) = (word.query.clone(), word.query.clone());
        view! {
            <li>
                <button type="button" class="exception" data-testid="exception" title=shown on:click=move |_| walk.take_exception(rule, against, query.clone())>
                    <span class="mono exception-word">{format!("-{}", word.word)}</span>
                    <span class="small">{effect(&word)}</span>
                </button>
            </li>
        }
    };
    let is_empty = found.words.is_empty();
    view! {
        <section class="card exceptions" aria-label=title data-testid="exceptions">
            <div class="card-head">
                <h2>{shown}</h2>
                <span class="gap"></span>
                <IconButton shape=Shape::Close name="Close (Esc)" on:click=move |_| walk.offered.set(None) />
            </div>
            <div class="card-body">
                <p class="card-note">{about}</p>
                {is_empty.then(|| view! { <p>"No single word of this record would do: each stands in all records of the rule. Mend it instead."</p> })}
                <ul class="exception-list">{found.words.into_iter().map(word).collect_view()}</ul>
                {found.is_cut.then(|| view! { <p class="card-note">"The record is long: only words of its beginning were weighed."</p> })}
            </div>
        </section>
    }
}

fn about(found: &ExceptionsView, against: &str) -> String {
    format!(
        "Words of this record. It has {} with {against} and votes on {} besides. A word is written into the rule as you see it; the editor shows the figures before you save.",
        conflicts(found.conflicts),
        counted(found.others, "record", "records")
    )
}

/// What a word would end, and what it would cost.
fn effect(word: &ExceptionWord) -> String {
    let ends = format!("ends {}", conflicts(word.cuts));
    if word.loses == 0 {
        return format!("{ends}, loses no other record");
    }
    let gold = if word.loses_judged > 0 {
        format!(
            " ({} of {} with dev gold were right)",
            count(word.loses_right),
            count(word.loses_judged)
        )
    } else {
        String::new()
    };
    format!(
        "{ends}, loses {}{gold}",
        counted(word.loses, "other record", "other records")
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_says_what_it_ends_and_what_it_costs() {
        let mut word = ExceptionWord {
            word: "lunch".into(),
            query: "free -lunch".into(),
            cuts: 12,
            loses: 0,
            loses_judged: 0,
            loses_right: 0,
        };
        assert_eq!(effect(&word), "ends 12 conflicts, loses no other record");
        word.loses = 5;
        word.loses_judged = 2;
        word.loses_right = 1;
        assert_eq!(
            effect(&word),
            "ends 12 conflicts, loses 5 other records (1 of 2 with dev gold were right)"
        );
    }
}
