//! What makes records alike, and which of them are joined.

use labelloom_engine::session::graph::{JoinedChoice, KindInfo, WeightsChoice};
use leptos::prelude::*;

use super::{
    super::{board::Board, words},
    embeddings::{self, Embeddings},
};
use crate::components::{NumberInput, Select, SelectOption, Tip, numbers::size};

const JOINED: [(JoinedChoice, &str, &str); 3] = [
    (JoinedChoice::Union, "union", "Where either says so"),
    (JoinedChoice::Mutual, "mutual", "Where both say so"),
    (
        JoinedChoice::Directed,
        "directed",
        "One way, as scikit-learn does",
    ),
];

const WEIGHTS: [(WeightsChoice, &str, &str); 2] = [
    (WeightsChoice::Cosine, "cosine", "By their cosine"),
    (
        WeightsChoice::SelfTuning,
        "self-tuning",
        "By closeness beside others",
    ),
];

/// The group.
#[component]
pub(super) fn OfGraph() -> impl IntoView {
    let board = Board::expect();
    let kinds = board
        .view
        .with_untracked(|view| view.as_ref().map(|view| view.features.clone()))
        .unwrap_or_default();
    // Embeddings come and go.
    let kinds: Vec<KindInfo> = kinds
        .into_iter()
        .filter(|kind| kind.name != embeddings::NAME)
        .collect();
    let need = move || {
        board.view.with(|view| {
            let view = view.as_ref()?;
            Some(format!("Takes about {} of memory.", size(view.need.bytes)))
        })
    };
    view! {
        <section class="card graph-group" aria-label="Joins">
            <h2>"Joins"</h2>
            <fieldset class="graph-kinds">
                <legend class="field-name"><Tip term="Features" meaning=words::FEATURES /></legend>
                {kinds.into_iter().map(|kind| view! { <Kind kind=kind /> }).collect_view()}
                <Embeddings />
            </fieldset>
            <Neighbors />
            <div class="field">
                <label class="field-name" for="graph-joined"><Tip term="Two records are joined" meaning=words::JOINED /></label>
                <Select
                    id="graph-joined"
                    value=Signal::derive(move || word(&JOINED, board.choice.get().joined))
                    options=Signal::derive(|| options(&JOINED))
                    on_pick=UnsyncCallback::new(move |picked: String| if let Some(joined) = meant(&JOINED, &picked) { board.choose(|choice| choice.join(joined)); })
                    attr:data-testid="graph-joined"
                />
            </div>
            <Show when=move || board.choice.with(|choice| choice.joined != JoinedChoice::Directed)><Strength /></Show>
            <p class="muted small">{need}</p>
        </section>
    }
}

/// How much a join counts.
#[component]
fn Strength() -> impl IntoView {
    let board = Board::expect();
    view! {
        <div class="field">
            <label class="field-name" for="graph-weights"><Tip term="How strongly" meaning=words::WEIGHTS /></label>
            <Select
                id="graph-weights"
                value=Signal::derive(move || word(&WEIGHTS, board.choice.get().weights))
                options=Signal::derive(|| options(&WEIGHTS))
                on_pick=UnsyncCallback::new(move |picked: String| if let Some(weights) = meant(&WEIGHTS, &picked) { board.choose(|choice| choice.weights = weights); })
                attr:data-testid="graph-weights"
            />
        </div>
    }
}

/// A kind of features, chosen or not; the last one chosen can't be let go.
#[component]
fn Kind(kind: KindInfo) -> impl IntoView {
    let board = Board::expect();
    let name = StoredValue::new(kind.name.clone());
    let is_chosen = Memo::new(move |_| {
        name.with_value(|name| board.choice.with(|choice| choice.features.contains(name)))
    });
    let is_only =
        Memo::new(move |_| is_chosen.get() && board.choice.with(|choice| choice.features.len() == 1));
    let turn = move |is_on: bool| {
        board.choose(|choice| {
            let name = name.get_value();
            choice.features.retain(|held| *held != name);
            if is_on {
                choice.features.push(name);
            }
        });
    };
    view! {
        <label class="graph-check" title=kind.sentence>
            <input
                type="checkbox"
                data-testid="graph-feature"
                data-name=kind.name
                disabled=move || is_only.get()
                prop:checked=move || is_chosen.get()
                on:change:target=move |event| turn(event.target().checked())
            />
            <span>{kind.title}</span>
        </label>
    }
}

/// How many neighbours.
#[component]
fn Neighbors() -> impl IntoView {
    let board = Board::expect();
    let wrong = RwSignal::new(None::<String>);
    view! {
        <div class="field">
            <label class="field-name" for="graph-k"><Tip term="Most similar records of each" meaning=words::K /></label>
            <NumberInput
                id="graph-k"
                least=1
                most=1000
                value=Signal::derive(move || board.choice.with(|choice| choice.k))
                wrong=wrong
                on_pick=UnsyncCallback::new(move |k| board.choose(|choice| choice.k = k))
            />
            <p class="field-about field-error" id="graph-k-about">{move || wrong.get()}</p>
        </div>
    }
}

pub(super) fn word<T: PartialEq + Copy>(all: &[(T, &str, &str)], held: T) -> String {
    let found = all.iter().find(|(of, ..)| *of == held);
    found.map_or("", |(_, word, _)| *word).to_owned()
}

fn meant<T: Copy>(all: &[(T, &str, &str)], word: &str) -> Option<T> {
    all.iter().find(|(_, of, _)| *of == word).map(|(of, ..)| *of)
}

fn options<T>(all: &[(T, &str, &str)]) -> Vec<SelectOption> {
    let option = |(_, value, name): &(T, &str, &str)| SelectOption {
        value: (*value).to_owned(),
        name: (*name).to_owned(),
    };
    all.iter().map(option).collect()
}
