//! What the model believes of each rule, beside what gold has seen of it, what a vote weighs, and what the labels would
//! be without the rule.

mod row;
mod sort;

use std::sync::Arc;

use labelloom_engine::session::labels::{LeaveOneOutView, WithoutRule};
use leptos::prelude::*;

use self::{
    row::{Line, RuleRow},
    sort::{Column, Sort},
};
use super::{
    board::Board,
    parts::{Trouble, Working},
    track::Track,
    words,
};
use crate::{
    actions,
    components::{
        Button, SortHead, Tip,
        numbers::{count, counted},
    },
    route::Judge,
};

/// Rules times records up to which the labels without each rule are counted unasked.
const UNASKED: u64 = 5_000_000;

/// The card.
#[component]
pub(super) fn RulesCard() -> impl IntoView {
    let board = Board::expect();
    let sort = RwSignal::new(Sort::default());
    let without = Memo::new(move |_| without(board));
    count_unasked(board);
    let lines = Memo::new(move |_| {
        let without = without.get();
        let mut lines = board.labels_view().map_or_else(Vec::new, |view| {
            view.rules
                .iter()
                .filter_map(|fit| Line::of(board, fit, without.as_deref()))
                .collect()
        });
        let sort = sort.get();
        lines.sort_by(|one, other| sort.compare(one, other));
        lines
    });
    let n = move || lines.with(|lines| u32::try_from(lines.len()).unwrap_or(u32::MAX));
    view! {
        <section class="card" aria-label="Rules" data-testid="model-rules">
            <div class="card-head">
                <h2>"Rules"</h2>
                <span class="muted">{move || counted(n(), "that votes", "that vote")}</span>
                <span class="gap"></span>
                <WithoutState />
            </div>
            <div class="fit-scroll fit-rules">
                <table class="fit-table">
                    <thead><tr>
                        <SortHead column=Column::Name sort=sort>"Rule"</SortHead>
                        <SortHead column=Column::Votes sort=sort>"Votes"</SortHead>
                        <SortHead column=Column::Seen sort=sort><Tip term="Seen on dev gold" meaning=words::SEEN /></SortHead>
                        <SortHead column=Column::Fitted sort=sort><Tip term="Believed" meaning=words::FITTED /></SortHead>
                        <th scope="col"><span class="unseen">"Both on a line"</span></th>
                        <SortHead column=Column::Weight sort=sort><Tip term="Weight" meaning=words::WEIGHT /></SortHead>
                        <SortHead column=Column::Without sort=sort><Tip term="Without it" meaning=words::OFF /></SortHead>
                    </tr></thead>
                    <tbody>
                        {move || lines.get().into_iter().map(|line| view! { <RuleRow line=line /> }).collect_view()}
                    </tbody>
                </table>
            </div>
            <Key />
        </section>
    }
}

/// What the signs on the line mean.
#[component]
fn Key() -> impl IntoView {
    view! {
        <p class="fit-key" aria-hidden="true">
            <span><span class="track lc10"><i class="track-seen" style:left="50%"></i></span>"seen on dev gold"</span>
            <span><span class="track lc10"><i class="track-interval" style:left="15%" style:width="70%"></i></span>"its 95 % interval"</span>
            <span><span class="track lc10"><i class="track-fitted" style:left="50%"></i></span>"believed by the model"</span>
            <span><span class="track lc10"><i class="track-chance" style:left="50%"></i></span>"a guess"</span>
        </p>
    }
}

/// The labels without each rule, if they are of the project as it is.
fn without(board: Board) -> Option<Arc<LeaveOneOutView>> {
    let revision = board.project.with(|project| project.revision);
    let answer = board.fitting.without.answer.get();
    answer.filter(|view| view.revision == revision)
}

/// Counts the labels without each rule after each fit, where that is quick.
fn count_unasked(board: Board) {
    let due = Memo::new(move |_| {
        let held_out = board.judge.get() == Judge::HeldOut;
        let is_told = without(board).is_some_and(|view| {
            let told = view.rules.iter().any(|without| without.held_out_change.is_some());
            told || !held_out
        });
        let view = board.labels_view().filter(|_| !is_told)?;
        let work = u64::from(view.records) * u64::try_from(view.rules.len()).unwrap_or(u64::MAX);
        (!board.is_behind() && work <= UNASKED).then_some((view.revision, held_out))
    });
    Effect::new(move || {
        if let Some((_, held_out)) = due.get() {
            actions::labels::leave_one_out(board.bench, held_out);
        }
    });
}

/// How far the counting without each rule is; where it takes long, a button begins it.
#[component]
fn WithoutState() -> impl IntoView {
    let board = Board::expect();
    let inquiry = board.fitting.without;
    let begin = move |_| {
        actions::labels::leave_one_out(board.bench, board.judge.get_untracked() == Judge::HeldOut);
    };
    move || {
        if inquiry.at_work.with(Option::is_some) {
            let stop = move |_| actions::labels::stop(board.bench, inquiry);
            return Some(
                view! {
                    <Working progress=inquiry.progress name="Leaving out each rule…" />
                    <Button on:click=stop>"Stop"</Button>
                }
                .into_any(),
            );
        }
        if let Some(problem) = inquiry.problem.get() {
            return Some(view! { <Trouble problem=problem /> }.into_any());
        }
        without(board).is_none().then(|| {
            view! { <Button attr:data-testid="leave-one-out" on:click=begin>"What would change without each"</Button> }.into_any()
        })
    }
}

/// What would change without a rule, in words for its cell.
fn without_words(without: &WithoutRule) -> (String, String) {
    let right = without.dev_change;
    let said = match right {
        0 => String::new(),
        right => format!("{} right", words::signed(i64::from(right))),
    };
    (count(without.changed), said)
}
