//! Records that speak against the rule being written: it matches them, and gold or else the saved rules' majority says
//! another label. Each can be pinned as an example that it must not match.

use labelloom_engine::session::{
    reply::{DraftView, RowView},
    request::{Filter, Selection},
};
use leptos::{prelude::*, task::spawn_local};

use super::pin;
use crate::{
    actions,
    components::{Button, LabelTag, RecordText, numbers::count},
    pages::rules::desk::Desk,
};

/// So many are listed.
const LISTED: u32 = 5;

/// Their list, while there are some.
#[component]
pub(super) fn CounterExamples() -> impl IntoView {
    let desk = Desk::expect();
    let found = RwSignal::new(Vec::<RowView>::new());
    let total = Memo::new(move |_| of(desk));
    let is_open = RwSignal::new(false);
    Effect::new(move || {
        desk.draft.track();
        if total.get() == 0 || !is_open.get() {
            return;
        }
        let selection = Selection {
            filters: vec![Filter::CounterExamples],
            ..Selection::default()
        };
        let answer = actions::read::rows(
            desk.bench,
            actions::read::COUNTER_EXAMPLES,
            selection,
            (0, LISTED),
            None,
        );
        spawn_local(async move {
            if let Some(rows) = answer.await {
                found.try_set(rows.rows);
            }
        });
    });
    let has_some = Memo::new(move |_| total.get() > 0);
    move || {
        has_some.get().then(|| {
            view! {
                <details class="counter" data-testid="counter-examples" on:toggle:target=move |event| is_open.set(event.target().open())>
                    <summary>
                        "Counter-examples "
                        <a class="link" href=desk.link(Filter::CounterExamples) title="Matched, and gold or else the majority of the saved rules says another label">
                            {move || count(total.get())}
                        </a>
                    </summary>
                    <ul class="counter-list">
                        {move || found.get().into_iter().map(|row| view! { <Line row=row /> }).collect_view()}
                    </ul>
                </details>
            }
        })
    }
}

fn of(desk: Desk) -> u32 {
    let counted = |draft: &DraftView| draft.changes.counter_examples;
    desk.draft
        .with(|draft| draft.as_ref().map_or(0, |draft| counted(draft)))
}

#[component]
fn Line(row: RowView) -> impl IntoView {
    let desk = Desk::expect();
    let editor = super::store::Editor::expect();
    let index = row.index;
    let gold = row.gold.and_then(|gold| desk.label(gold));
    let votes = move |votes: labelloom_engine::session::reply::LabelCount| {
        desk.label(votes.label)
            .map(|label| view! { <LabelTag name=label.name color=label.color votes=votes.count /> })
    };
    let id = row.id.clone();
    let is_pinned = Memo::new(move |_| pin::pinned(editor, &id) == Some(false));
    let href = move || {
        desk.router.route.with(|route| {
            route
                .showing(Some(index))
                .tab(crate::route::Tab::Records)
                .address()
        })
    };
    view! {
        <li class="counter-line">
            <a class="counter-text" href=href><RecordText pieces=row.pieces cut=row.cut color=desk.colors() /></a>
            <span class="counter-tags">
                {match gold {
                    Some(label) => view! { <span class=format!("gold-tag lc{}", label.color)>"gold " {label.name}</span> }.into_any(),
                    None => row.votes.into_iter().map(votes).collect_view().into_any(),
                }}
            </span>
            <Button
                attr:aria-pressed=move || is_pinned.get().to_string()
                attr:data-testid="counter-pin"
                on:click=move |_| pin::pin(desk, editor, index, false)
            >
                {move || if is_pinned.get() { "✓ must not match" } else { "Must not match" }}
            </Button>
        </li>
    }
}
