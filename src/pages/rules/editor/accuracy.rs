//! What the open rule does to the accuracy of all rules together: how often the majority is right on dev gold, before and
//! after, and the records that change.

use labelloom_engine::session::{reply::Totals, request::Filter};
use leptos::prelude::*;

use crate::components::{Tip, numbers::count};
use crate::pages::rules::{desk::Desk, words};

/// Records that are right, and records with dev gold and one winning label.
type Right = (u32, u32);

fn right(totals: &Totals) -> Right {
    (totals.correct, totals.correct + totals.incorrect)
}

/// The line of the live panel; without dev gold there is nothing to say.
#[component]
pub(super) fn MajorityOnGold() -> impl IntoView {
    let desk = Desk::expect();
    let before = Memo::new(move |_| right(&desk.saved_totals.get()));
    let now = Memo::new(move |_| right(&desk.totals.get()));
    let changes = Memo::new(move |_| {
        desk.draft.with(|draft| {
            draft.as_ref().map_or((0, 0), |draft| {
                (draft.changes.newly_correct, draft.changes.no_longer_correct)
            })
        })
    });
    let link = move |filter: Filter, words: String| {
        view! { <a href=desk.link(filter)>{words}</a> }
    };
    let figures = move || {
        let ((was_right, was_known), (is_right, known)) = (before.get(), now.get());
        let after = view! {
            {link(Filter::MajorityCorrect, count(is_right))} <small>{format!("of {}", count(known))}</small>
        };
        if (was_right, was_known) == (is_right, known) {
            return view! { {after} <small>"as before"</small> }.into_any();
        }
        view! {
            <span class="live-none">{link(Filter::CorrectBefore, count(was_right))}</span>
            <small>{format!("of {}", count(was_known))}</small>
            " → "
            {after}
        }
        .into_any()
    };
    let moved = move || {
        let (newly, gone) = changes.get();
        [
            (newly, "newly right", Filter::NewlyCorrect),
            (gone, "no longer right", Filter::NoLongerCorrect),
        ]
        .into_iter()
        .filter(|(records, ..)| *records > 0)
        .map(|(records, what, filter)| {
            view! { <small class="live-change">{link(filter, format!("{} {what}", count(records)))}</small> }
        })
        .collect_view()
    };
    let has_gold = Memo::new(move |_| before.get().1 > 0 || now.get().1 > 0);
    move || {
        has_gold.get().then(|| {
            view! {
                <div class="live-wide" data-testid="draft-accuracy">
                    <dt><Tip term="All rules right on dev gold" meaning=words::ACCURACY /></dt>
                    <dd>{figures}{moved}</dd>
                </div>
            }
        })
    }
}
