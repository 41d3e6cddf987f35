//! The strip below the head: the model and its class balance, chosen; and the figures of the labels, each the way to its
//! records.

use std::sync::Arc;

use labelloom_engine::session::{
    labels::{LabelsView, MAJORITY, ModelInfo},
    request::Filter,
};
use leptos::prelude::*;

use super::{
    balance::Balance,
    board::{Board, parts},
    head::Changed,
    words,
};
use crate::components::{
    Figure, Select, SelectOption, Share, StackedBar, Tip,
    numbers::{count, percent},
};
use crate::pages::lookup::Lookup;

/// Choices and figures.
#[component]
pub(super) fn Strip() -> impl IntoView {
    let board = Board::expect();
    view! {
        <section class="card fit-strip fit-wide" aria-label="Label model" class:fit-stale=move || board.is_behind() && board.fitting.labels.problem.with(Option::is_some)>
            <Model />
            <Balance />
            <div class="fit-figures">{move || board.labels_view().map(|view| view! { <Figures view=view /> })}</div>
            {move || board.labels_view().and_then(|view| view.change.clone()).map(|change| view! { <Changed change=change /> })}
        </section>
    }
}

/// The model, with its sentence.
#[component]
fn Model() -> impl IntoView {
    let board = Board::expect();
    let value = Signal::derive(move || board.model().name);
    let options = Signal::derive(move || {
        let mut models = board.models.get();
        if models.is_empty() {
            models.push(board.model());
        }
        let option = |model: ModelInfo| SelectOption {
            value: model.name,
            name: model.title,
        };
        models.into_iter().map(option).collect::<Vec<_>>()
    });
    let pick = move |name: String| board.choose(|choice| choice.model = name);
    view! {
        <div class="field">
            <label class="field-name" for="model"><Tip term="Label model" meaning=words::MODEL /></label>
            <Select id="model" value=value options=options on_pick=pick attr:data-testid="model-select" attr:aria-describedby="model-about" />
            <p class="field-about" id="model-about" data-testid="model-sentence">{move || board.model().sentence}</p>
            <Copies />
        </div>
    }
}

/// Whether rules that say the same count once.
#[component]
fn Copies() -> impl IntoView {
    let board = Board::expect();
    let counts_each = Memo::new(move |_| board.project.with(|project| project.model.copies));
    let is_majority = Memo::new(move |_| board.model().name == MAJORITY);
    view! {
        <label class="end-use">
            <input
                type="checkbox"
                data-testid="model-copies"
                disabled=is_majority
                prop:checked=move || !counts_each.get() && !is_majority.get()
                on:change:target=move |event| {
                    let each = !event.target().checked();
                    board.choose(|choice| choice.copies = each);
                }
            />
            <span class="small"><Tip term="Rules that say the same count once" meaning=words::DUPLICATES /></span>
        </label>
    }
}

/// How often the labels are right, how many there are, and which.
#[component]
fn Figures(view: Arc<LabelsView>) -> impl IntoView {
    let board = Board::expect();
    let judge = board.judge.get_untracked();
    let (right, n) = board.side(&view).map_or((0, 0), |side| parts(side.accuracy));
    let accuracy = if n == 0 {
        "–".to_owned()
    } else {
        percent(right, n)
    };
    let detail = if n == 0 {
        format!("no {} with a label", judge.name())
    } else {
        words::accuracy_detail(right, n)
    };
    let labeled: u32 = view.labels.iter().map(|label| label.count).sum();
    let records = view.records;
    let of_records = move |part: u32| percent(part, records);
    let wrong = board.records(&[Filter::LabelIncorrect(judge.gold())]);
    let title = format!("Accuracy on {}", judge.name());
    view! {
        <Figure value=accuracy detail=detail href=wrong testid="model-accuracy"><Tip term=title meaning=words::ACCURACY /></Figure>
        <Figure value=of_records(labeled) detail=count(labeled) href=board.records(&[Filter::PredictedAny]) testid="labeled">
            <Tip term="Labeled" meaning=words::LABELED />
        </Figure>
        <Figure value=of_records(view.tied) detail=count(view.tied) href=board.records(&[Filter::PredictedTied]) testid="label-ties">
            <Tip term="Tied" meaning=words::TIED />
        </Figure>
        <StackedBar name="Labels by the model" shares=shares(board, &view) />
    }
}

/// The records by their label.
fn shares(board: Board, view: &LabelsView) -> Vec<Share> {
    let share = |name: String, class: String, count: u32, filter: Filter| Share {
        name,
        class,
        count,
        href: board.records(&[filter]),
    };
    let labels = view.labels.iter().filter_map(|counted| {
        let label = board.label(counted.label)?;
        let class = format!("lc{}", label.color);
        Some(share(
            label.name,
            class,
            counted.count,
            Filter::Predicted(label.id),
        ))
    });
    let mut shares: Vec<Share> = labels.collect();
    if view.tied > 0 {
        shares.push(share(
            "tied".into(),
            "lc-tied".into(),
            view.tied,
            Filter::PredictedTied,
        ));
    }
    shares.push(share(
        "no vote".into(),
        "lc-none".into(),
        view.uncovered,
        Filter::Uncovered,
    ));
    shares
}
