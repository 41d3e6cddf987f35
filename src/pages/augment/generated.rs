//! Variants of all records of the scope, made at once and accepted at once.

use labelloom_engine::session::{
    augment::{AugmentAsk, VariantScope},
    edit::Edit,
    request::Selection,
};
use leptos::prelude::*;

use super::{board::Board, parts::AtWork};
use crate::{
    actions,
    components::{
        Button, ButtonKind,
        numbers::{count, counted},
    },
};

/// Makes them, says how they came out, and offers the valid ones.
#[component]
pub(super) fn Generated() -> impl IntoView {
    let board = Board::expect();
    let generated = board.bench.augmenting.generated;
    // What was made is of the choice, the rules and the records as they were.
    let stands = Memo::new(move |_| {
        let accepted = board.view.with(|view| view.as_ref().map(|view| view.accepted));
        (
            board.choice.get(),
            board.scope.get(),
            board.rules_as_they_are(),
            accepted,
        )
    });
    Effect::new(move |before: Option<()>| {
        // Read, not only tracked: a memo that nobody reads hears of nothing.
        let _ = stands.get();
        if before.is_some() {
            generated.answer.set(None);
        }
    });
    let ask = move || {
        let VariantScope::Selection(selection) = board.scope.get_untracked() else {
            return;
        };
        let ask = AugmentAsk::Generate {
            selection,
            choice: Some((*board.choice.get_untracked()).clone()),
            only_valid: true,
        };
        actions::augment::measure(board.bench, generated, &ask);
    };
    let is_of_many = Memo::new(move |_| {
        board
            .scope
            .with(|scope| matches!(scope, VariantScope::Selection(_)))
    });
    let name = move || {
        let is_all = board
            .scope
            .with(|scope| *scope == VariantScope::Selection(Selection::default()));
        if is_all {
            "Make them of all records"
        } else {
            "Make them of all chosen records"
        }
    };
    let is_at_work = Memo::new(move |_| generated.at_work.with(Option::is_some));
    let take = move |_| {
        if let Some(view) = generated.answer.get_untracked() {
            actions::edit::edit(board.bench, Edit::AcceptVariants(view.accept.clone()));
        }
    };
    view! {
        <Show when=move || is_of_many.get()>
            <div class="augment-deeds augment-generated" data-testid="augment-generated">
                <Button disabled=is_at_work attr:data-testid="augment-generate" on:click=move |_| ask()>{name}</Button>
                <AtWork inquiry=generated name="Making variants…" on_again=ask />
                {move || generated.answer.get().map(|view| {
                    let counts = view.counts;
                    let taken = view.taken;
                    view! {
                        <span role="status" data-testid="generated-said">
                            {format!("Of {}: {} made, {} kept, {} lost, {} flipped, {} unchanged.", counted(view.records, "record", "records"), counted(counts.variants, "variant", "variants"), count(counts.kept), count(counts.lost), count(counts.flipped), count(counts.unchanged))}
                        </span>
                        <Button kind=ButtonKind::Primary disabled={taken == 0} attr:data-testid="generated-accept" on:click=take>{format!("Accept all {} valid", count(taken))}</Button>
                        {view.said.iter().cloned().map(|said| view! { <span class="muted small">{said}</span> }).collect_view()}
                    }
                })}
            </div>
        </Show>
    }
}
