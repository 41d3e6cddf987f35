//! How labels are carried: the method, how far, and what is done about labels with many seeds; and whether records that no
//! rule votes on take what comes of it.

use labelloom_engine::{
    ids::LabelId,
    session::graph::{JoinedChoice, MethodInfo, SeedBalance},
};
use leptos::prelude::*;

use super::super::{board::Board, words};
use crate::components::{Select, SelectOption, Tip};
use crate::pages::lookup::Lookup;

const BALANCES: [(&str, &str); 6] = [
    ("seeds", "All labels weigh alike"),
    ("none", "Every seed weighs as it is"),
    ("mass", "Shares as in the seeds"),
    ("given", "Shares as I say"),
    ("volume", "Numbers of records as in the seeds"),
    ("volume-given", "Numbers of records as I say"),
];

fn balance_word(balance: &SeedBalance) -> &'static str {
    match balance {
        SeedBalance::Seeds => "seeds",
        SeedBalance::None => "none",
        SeedBalance::Mass => "mass",
        SeedBalance::Given(_) => "given",
        SeedBalance::Volume => "volume",
        SeedBalance::VolumeGiven(_) => "volume-given",
    }
}

/// The group.
#[component]
pub(super) fn Way() -> impl IntoView {
    let board = Board::expect();
    let methods = StoredValue::new(
        board
            .view
            .with_untracked(|view| view.as_ref().map(|view| view.methods.clone()))
            .unwrap_or_default(),
    );
    let method = move || {
        let name = board.choice.get().method.clone();
        methods.with_value(|methods| methods.iter().find(|method| method.name == name).cloned())
    };
    let options = Signal::derive(move || {
        let option = |method: &MethodInfo| SelectOption {
            value: method.name.clone(),
            name: method.title.clone(),
        };
        let is_directed = board
            .choice
            .with(|choice| choice.joined == JoinedChoice::Directed);
        methods.with_value(|methods| {
            let fit = methods.iter().filter(|method| method.is_directed == is_directed);
            fit.map(option).collect::<Vec<_>>()
        })
    });
    let uses_alpha = Memo::new(move |_| method().is_some_and(|method| method.uses_alpha));
    view! {
        <section class="card graph-group" aria-label="Method">
            <h2>"Method"</h2>
            <div class="field">
                <label class="field-name" for="graph-method"><Tip term="Labels are carried by" meaning=words::METHOD /></label>
                <Select
                    id="graph-method"
                    value=Signal::derive(move || board.choice.get().method.clone())
                    options=options
                    on_pick=UnsyncCallback::new(move |picked: String| board.choose(|choice| choice.method = picked))
                    attr:data-testid="graph-method"
                    attr:aria-describedby="graph-method-about"
                />
                <p class="field-about" id="graph-method-about">{move || method().map(|method| method.sentence)}</p>
            </div>
            <Show when=move || uses_alpha.get()><Alpha /></Show>
            <Balance />
            <Use />
        </section>
    }
}

#[component]
fn Alpha() -> impl IntoView {
    let board = Board::expect();
    let wrong = RwSignal::new(false);
    let set = move |written: &str| match number(written) {
        Some(alpha) if alpha > 0.0 && alpha < 1.0 => {
            wrong.set(false);
            board.choose(|choice| choice.alpha = alpha);
        }
        _ => wrong.set(true),
    };
    view! {
        <div class="field">
            <label class="field-name" for="graph-alpha"><Tip term="α" meaning=words::ALPHA /></label>
            <input class="input" id="graph-alpha" data-testid="graph-alpha" inputmode="decimal" aria-describedby="graph-alpha-about" aria-invalid=move || wrong.get().to_string()
                prop:value=move || board.choice.get().alpha.to_string()
                on:change:target=move |event| set(&event.target().value()) />
            <p class="field-about field-error" id="graph-alpha-about" role="status">{move || wrong.get().then_some("A number between 0 and 1, such as 0.9")}</p>
        </div>
    }
}

#[component]
fn Balance() -> impl IntoView {
    let board = Board::expect();
    let value = Signal::derive(move || balance_word(&board.choice.get().balance).to_owned());
    let options = Signal::derive(|| {
        BALANCES
            .iter()
            .map(|(value, name)| SelectOption {
                value: (*value).to_owned(),
                name: (*name).to_owned(),
            })
            .collect::<Vec<_>>()
    });
    let pick = move |picked: String| {
        let alike: Vec<(LabelId, f64)> = board.labels().iter().map(|label| (label.id, 1.0)).collect();
        board.choose(|choice| {
            choice.balance = match picked.as_str() {
                "none" => SeedBalance::None,
                "mass" => SeedBalance::Mass,
                "given" => SeedBalance::Given(alike),
                "volume" => SeedBalance::Volume,
                "volume-given" => SeedBalance::VolumeGiven(alike),
                _ => SeedBalance::Seeds,
            }
        });
    };
    view! {
        <div class="field">
            <label class="field-name" for="graph-balance"><Tip term="Balance" meaning=words::BALANCE /></label>
            <Select id="graph-balance" value=value options=options on_pick=UnsyncCallback::new(pick) attr:data-testid="graph-balance" />
        </div>
        <Show when=move || value.with(|value| value.ends_with("given"))><Given /></Show>
    }
}

/// A field a label. Only what they are to each other counts.
#[component]
fn Given() -> impl IntoView {
    let board = Board::expect();
    let wrong = RwSignal::new(false);
    let set = move |id: LabelId, written: &str| match number(written) {
        Some(share) if share > 0.0 => {
            wrong.set(false);
            board.choose(|choice| {
                if let Some(shares) = choice.balance.given_mut() {
                    shares.retain(|(of, _)| *of != id);
                    shares.push((id, share));
                }
            });
        }
        _ => wrong.set(true),
    };
    let share = move |id: LabelId| {
        let choice = board.choice.get();
        let given = choice
            .balance
            .given()
            .into_iter()
            .flatten()
            .find(|(of, _)| *of == id);
        given.map_or_else(String::new, |(_, share)| share.to_string())
    };
    let labels = Memo::new(move |_| board.project.with(|project| project.labels.clone()));
    view! {
        <div class="fit-given" role="group" aria-label="Share of each label">
            {move || labels.get().into_iter().map(|label| {
                let id = label.id;
                view! {
                    <label>
                        <span>{label.name}</span>
                        <input class="input" inputmode="decimal" data-testid="graph-share" prop:value=move || share(id)
                            on:change:target=move |event| set(id, &event.target().value()) />
                    </label>
                }
            }).collect_view()}
        </div>
        <p class="field-about" class:field-error=move || wrong.get() role="status">
            {move || if wrong.get() { "A share is a number above 0." } else { "What they are to each other counts: 3 and 1 are three quarters and one." }}
        </p>
    }
}

/// Whether labels along the graph are used.
#[component]
fn Use() -> impl IntoView {
    let board = Board::expect();
    let is_used = Memo::new(move |_| board.choice.with(|choice| choice.labels_records));
    let instead = Memo::new(move |_| board.project.with(|project| project.model.end_model));
    view! {
        <label class="graph-check">
            <input
                type="checkbox"
                data-testid="graph-use"
                prop:checked=move || is_used.get()
                on:change:target=move |event| { let is_on = event.target().checked(); board.choose(|choice| choice.labels_records = is_on); }
            />
            <span>
                "Label uncovered records by it"
                <span class="muted">
                    " · exports then say of each label whether rules or the graph gave it"
                    {move || instead.get().then_some("; the end model, which does so now, then gives none")}
                </span>
            </span>
        </label>
    }
}

/// A number as it was written, with a point or a comma.
pub(super) fn number(written: &str) -> Option<f64> {
    let number = written.trim().replace(',', ".").parse::<f64>().ok()?;
    number.is_finite().then_some(number)
}
