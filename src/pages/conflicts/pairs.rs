//! The pairs with most conflicts, and rules that say the same, as lists.

use labelloom_engine::session::{
    conflicts::{AlikeView, PairFigures},
    request::Filter,
};
use leptos::prelude::*;

use super::{
    board::Board,
    facts::{PairNames, conflicts},
    words,
};
use crate::components::{
    Button, Tip,
    numbers::{count, counted, whole_percent},
};
use crate::pages::lookup::Lookup;

/// How many pairs are shown at first.
const SHOWN: usize = 12;

/// Pairs by their conflicts.
#[component]
pub(super) fn MostConflicts() -> impl IntoView {
    let board = Board::expect();
    let pairs = Memo::new(move |_| {
        board.view.with(|view| {
            view.as_ref()
                .map(|view| (view.pairs.clone(), view.pairs_in_all))
                .unwrap_or_default()
        })
    });
    let shown = RwSignal::new(SHOWN);
    let hidden = Memo::new(move |_| pairs.with(|(pairs, _)| pairs.len().saturating_sub(shown.get())));
    // What the list doesn't hold at all is in the map.
    let beyond =
        move || pairs.with(|(pairs, all)| all.saturating_sub(u32::try_from(pairs.len()).unwrap_or(u32::MAX)));
    view! {
        <section class="card" aria-label="Most conflicts">
            <div class="card-head">
                <h2>"Most conflicts"</h2>
                <span class="muted">{move || pairs.with(|(_, all)| (*all > 0).then(|| counted(*all, "pair", "pairs")))}</span>
            </div>
            <div class="card-body">
                <Show when=move || pairs.with(|(_, all)| *all == 0)>
                    <p class="card-note">"No two rules conflict on any record."</p>
                </Show>
                <ol class="pair-list" data-testid="pair-list">
                    {move || pairs.with(|(pairs, _)| pairs.iter().take(shown.get()).copied().map(|pair| view! { <PairRow pair=pair /> }).collect_view())}
                </ol>
                <Show when=move || { hidden.get() > 0 }>
                    <Button on:click=move |_| shown.update(|shown| *shown += 40)>
                        {move || format!("Show more, {} are left", hidden.get())}
                    </Button>
                </Show>
                <Show when=move || { beyond() > 0 && hidden.get() == 0 }>
                    <p class="card-note">{move || format!("{} with fewer conflicts each are in the map.", counted(beyond(), "pair more", "pairs more"))}</p>
                </Show>
            </div>
        </section>
    }
}

#[component]
fn PairRow(pair: PairFigures) -> impl IntoView {
    let board = Board::expect();
    let smaller = pair.a_coverage.min(pair.b_coverage);
    let walk = Filter::RulesConflict(pair.a, pair.b);
    let name = |id| board.rule(id).map(|rule| rule.name).unwrap_or_default();
    let (a, b) = (name(pair.a), name(pair.b));
    view! {
        <li class="pair-row" data-testid="pair-row">
            <p class="pair-head">
                <PairNames a=pair.a b=pair.b />
                <a class="pair-count" href=move || board.walk(walk).address()>{conflicts(pair.conflicts)}</a>
            </p>
            <p class="muted small">
                {format!("{} of the smaller rule", whole_percent(pair.conflicts, smaller))}
                {format!(" · {} by chance", count(pair.expected))}
                {(pair.decided > 0).then(|| format!(" · {}", words::decided(pair.decided, pair.conflicts)))}
            </p>
            {(pair.judged > 0).then(|| view! { <p class="small">{words::borne_out(&pair, &a, &b)}</p> })}
        </li>
    }
}

/// Rules for the same label that meet more often than they would by chance.
#[component]
pub(super) fn SayTheSame() -> impl IntoView {
    let board = Board::expect();
    let pairs = Memo::new(move |_| {
        board.view.with(|view| {
            view.as_ref()
                .map(|view| (view.alike.clone(), view.alike_in_all))
                .unwrap_or_default()
        })
    });
    let shown = RwSignal::new(SHOWN / 2);
    let hidden = Memo::new(move |_| pairs.with(|(pairs, _)| pairs.len().saturating_sub(shown.get())));
    let beyond =
        move || pairs.with(|(pairs, all)| all.saturating_sub(u32::try_from(pairs.len()).unwrap_or(u32::MAX)));
    view! {
        <Show when=move || pairs.with(|(_, all)| *all > 0)>
            <section class="card" aria-label="Rules that say the same">
                <div class="card-head">
                    <h2>"Say the same"</h2>
                    <span class="muted">{move || pairs.with(|(_, all)| counted(*all, "pair", "pairs"))}</span>
                </div>
                <div class="card-body">
                    <p class="card-note">
                        "Rules for one label that meet at least twice as often as "
                        <Tip term="by chance" meaning=words::CHANCE />
                        ": a majority counts their one reason twice."
                    </p>
                    <ol class="pair-list">
                        {move || pairs.with(|(pairs, _)| pairs.iter().take(shown.get()).copied().map(|pair| view! { <AlikeRow pair=pair /> }).collect_view())}
                    </ol>
                    <Show when=move || { hidden.get() > 0 }>
                        <Button on:click=move |_| shown.update(|shown| *shown += 40)>
                            {move || format!("Show more, {} are left", hidden.get())}
                        </Button>
                    </Show>
                    <Show when=move || { beyond() > 0 && hidden.get() == 0 }>
                        <p class="card-note">{move || format!("{} less remarkable.", counted(beyond(), "pair is", "pairs are"))}</p>
                    </Show>
                </div>
            </section>
        </Show>
    }
}

#[component]
fn AlikeRow(pair: AlikeView) -> impl IntoView {
    let board = Board::expect();
    let both = Filter::BothRules(pair.a, pair.b);
    view! {
        <li class="pair-row">
            <p class="pair-head">
                <PairNames a=pair.a b=pair.b />
                {pair.is_duplicate.then(|| view! { <strong class="pair-duplicate">"nearly the same"</strong> })}
            </p>
            <p class="muted small">
                <a class="link" href=move || board.list(both).address()>{count(pair.both)}</a>
                {format!(" of {} that either votes on, {} · {} by chance", count(pair.either), whole_percent(pair.both, pair.either), count(pair.expected))}
            </p>
        </li>
    }
}
