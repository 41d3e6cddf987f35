//! All models side by side, fitted to the same votes and judged by the same gold, and the one that the referee would
//! take.

use std::sync::Arc;

use labelloom_engine::session::labels::{ComparisonView, MAJORITY, ModelRow, SideFigures};
use leptos::prelude::*;

use super::{
    board::{Board, parts},
    parts::{Right, Trouble, Working},
    words,
};
use crate::{
    actions,
    components::{
        Button, ButtonKind, Tip,
        numbers::{count, counted, percent, whole_percent},
    },
};

/// The card.
#[component]
pub(super) fn Compare() -> impl IntoView {
    let board = Board::expect();
    let inquiry = board.fitting.comparison;
    let is_at_work = Memo::new(move |_| inquiry.at_work.with(Option::is_some));
    let begin = move |_| actions::labels::compare(board.bench);
    let stop = move |_| actions::labels::stop(board.bench, inquiry);
    view! {
        <section class="card fit-wide" aria-label="Models side by side" data-testid="comparison">
            <div class="card-head">
                <h2>"Models side by side"</h2>
                <span class="gap"></span>
                {move || if is_at_work.get() {
                    view! {
                        <Working progress=inquiry.progress name="Fitting every model…" />
                        <Button attr:data-testid="compare-stop" on:click=stop>"Stop"</Button>
                    }.into_any()
                } else {
                    view! {
                        <Button attr:data-testid="compare-models" on:click=begin>
                            {move || if inquiry.answer.with(Option::is_some) { "Compare again" } else { "Compare models" }}
                        </Button>
                    }.into_any()
                }}
            </div>
            {move || inquiry.problem.get().map(|problem| view! { <div class="card-body"><Trouble problem=problem /></div> })}
            {move || match inquiry.answer.get() {
                Some(view) => view! { <Answer view=view /> }.into_any(),
                None => view! { <About /> }.into_any(),
            }}
        </section>
    }
}

/// What the comparison is, before there is one.
#[component]
fn About() -> impl IntoView {
    let board = Board::expect();
    let gold = move || {
        board.project.with(|project| match (project.gold.held_out, project.gold.dev) {
            (0, 0) => "There is no gold yet to judge them by, so that only what they do is compared, not whether it is right.".to_owned(),
            (0, dev) => format!("They are judged by {} with dev gold, since none is held out.", counted(dev, "record", "records")),
            (held_out, _) => format!("They are judged by {} of held-out gold, which no rule and no model has seen.", counted(held_out, "record", "records")),
        })
    };
    view! {
        <p class="card-body muted">"Fits every model to the votes as they are. " {gold}</p>
    }
}

#[component]
fn Answer(view: Arc<ComparisonView>) -> impl IntoView {
    let board = Board::expect();
    let of = view.revision;
    let is_old = Memo::new(move |_| board.project.with(|project| project.revision != of));
    let title = view
        .recommended
        .as_ref()
        .map(|name| format!("{}. ", board.named(name).title));
    let by_held_out = view.rows.iter().any(|row| row.held_out.gold > 0);
    let sentence = view.recommendation.clone();
    let looks = (by_held_out && view.looks > 1).then(|| {
        format!(
            " Held-out gold was looked at {} times since the project was opened.",
            view.looks
        )
    });
    let recommended = view.recommended.clone();
    let row = move |row: ModelRow| {
        let is_best = recommended.as_ref() == Some(&row.model);
        view! { <Row row=row is_best=is_best by_held_out=by_held_out /> }
    };
    view! {
        <div class="card-body">
            <p class="referee-says" data-testid="recommendation">{title.map(|title| view! { <strong>{title}</strong> })}{sentence}</p>
            {move || is_old.get().then(|| view! { <p class="muted" role="status">"The project has changed since: compare again."</p> })}
            {looks.map(|looks| view! { <p class="card-note">{looks}</p> })}
        </div>
        <div class="fit-scroll" class:fit-stale=move || is_old.get()>
            <table class="fit-table" data-testid="comparison-table">
                <thead><tr>
                    <th scope="col">"Model"</th>
                    <th scope="col"><Tip term="Labeled" meaning=words::LABELED /></th>
                    <th scope="col">{if by_held_out { "Right on held-out gold" } else { "Right on dev gold" }}</th>
                    <th scope="col"><Tip term="Against majority" meaning=words::AGAINST_MAJORITY /></th>
                    <th scope="col"><Tip term="Macro-F₁" meaning=words::MACRO_F1 /></th>
                    <th scope="col"><Tip term="Log loss" meaning=words::LOG_LOSS /></th>
                    <th scope="col"><Tip term="Agrees" meaning=words::AGREEMENT /></th>
                    <th scope="col"><Tip term="Overturns" meaning=words::OVERTURNED /></th>
                    <th scope="col"><Tip term="Flipped" meaning=words::FLIPPED /></th>
                    <th scope="col"><span class="unseen">"Use it"</span></th>
                </tr></thead>
                <tbody>{view.rows.iter().cloned().map(row).collect_view()}</tbody>
            </table>
        </div>
    }
}

#[component]
fn Row(row: ModelRow, is_best: bool, by_held_out: bool) -> impl IntoView {
    let board = Board::expect();
    let model = board.named(&row.model);
    let name = StoredValue::new(model.name.clone());
    let is_now = Memo::new(move |_| name.with_value(|name| board.model().name == *name));
    let records = board.project.with_untracked(|project| project.scope);
    let title = model.title.clone();
    let take = move |_| board.choose(|choice| choice.model = name.get_value());
    let head = view! {
        <span class="fit-name">
            <b>{model.title.clone()} {is_best.then(|| view! { " " <span class="fit-best">"recommended"</span> })}</b>
            <small>{model.sentence}</small>
        </span>
    };
    let can_be_used = row.problem.is_none();
    let figures = match row.problem.clone() {
        Some(problem) => view! { <td class="fit-why muted" colspan="8">{problem}</td> }.into_any(),
        None => figures(&row, by_held_out, records).into_any(),
    };
    view! {
        <tr class:fit-now=move || is_now.get() data-testid="comparison-row" data-model=model.name>
            <th scope="row">{head}</th>
            {figures}
            <td>
                {move || if is_now.get() {
                    view! { <span class="muted">"in use"</span> }.into_any()
                } else if !can_be_used {
                    ().into_any()
                } else {
                    view! { <Button kind=ButtonKind::Plain attr:data-testid="model-use" attr:aria-label=format!("Use {title}") on:click=take>"Use"</Button> }.into_any()
                }}
            </td>
        </tr>
    }
}

fn figures(row: &ModelRow, by_held_out: bool, records: u32) -> impl IntoView + use<> {
    let side: &SideFigures = if by_held_out { &row.held_out } else { &row.dev };
    let (right, n) = parts(side.accuracy);
    let flipped = u32::try_from(row.flipped.len()).unwrap_or(u32::MAX);
    view! {
        <td>{count(row.labeled)} " " <small>{percent(row.labeled, records)}</small></td>
        <td><Right right=right n=n /></td>
        <td>{if row.model == MAJORITY { "–".to_owned() } else { words::against_majority(row.above_majority, row.above_majority_error) }}</td>
        <td>{words::fraction(side.macro_f1)}</td>
        <td>{words::fraction(side.log_loss)}</td>
        <td>{whole_percent(row.same, row.both)}</td>
        <td>{count(row.overturned)}</td>
        <td>{count(flipped)}</td>
    }
}
