//! The gold of the project: how it is divided, and what to do with values of the gold column that are no label.

use labelloom_engine::ids::LabelId;
use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::reply::{GoldView, LabelView, ValueCount};
use labelloom_engine::session::request::Filter;
use leptos::prelude::*;

use super::records;
use crate::actions::edit::edit;
use crate::components::numbers::{count, counted};
use crate::components::{Button, Select, SelectOption};
use crate::state::use_bench;

/// How many values are shown at first: a wrong gold column can have as many values as records.
const SHOWN: usize = 50;

/// The card on gold.
#[component]
pub(crate) fn GoldCard(
    #[prop(into)] gold: Signal<GoldView>,
    #[prop(into)] labels: Signal<Vec<LabelView>>,
) -> impl IntoView {
    let has_gold = Memo::new(move |_| gold.with(|gold| gold.dev + gold.held_out > 0));
    let unknown = Memo::new(move |_| gold.with(|gold| gold.unknown.clone()));
    view! {
        <section class="card" aria-label="Gold">
            <div class="card-head"><h2>"Gold"</h2></div>
            <div class="card-body">
                <Show
                    when=move || has_gold.get()
                    fallback=|| view! {
                        <p class="card-note">
                            "No gold yet. Gold is what a person decided: import a column of it, or label records by hand with the keys 1 to 9 while one is open, and every rule shows how often it is right."
                        </p>
                    }
                >
                    <div class="tallies">
                        <a class="tally" href=records(Filter::HasGold)>
                            <span>"Dev"</span>
                            <strong>{move || gold.with(|gold| count(gold.dev))}</strong>
                        </a>
                        <div class="tally">
                            <span>"Held-out"</span>
                            <strong>{move || gold.with(|gold| count(gold.held_out))}</strong>
                        </div>
                        <Show when=move || gold.with(|gold| gold.by_hand > 0)>
                            <a class="tally" href=records(Filter::ByHand)>
                                <span>"By hand, of dev"</span>
                                <strong>{move || gold.with(|gold| count(gold.by_hand))}</strong>
                            </a>
                        </Show>
                    </div>
                    <p class="card-note">{move || gold.with(split_sentence)}</p>
                </Show>
                <Show when=move || unknown.with(|unknown| !unknown.is_empty())>
                    <UnknownGold unknown=unknown labels=labels />
                </Show>
            </div>
        </section>
    }
}

/// Where the two halves come from, and what they are for.
fn split_sentence(gold: &GoldView) -> String {
    let origin = match &gold.split_column {
        Some(column) => format!("Divided as the column {column} says."),
        None => format!(
            "Divided half and half with seed {}, the same on every machine.",
            gold.split_seed
        ),
    };
    let by_hand = if gold.by_hand > 0 {
        " What you label by hand is dev, since you see the rules' votes on it."
    } else {
        ""
    };
    format!(
        "{origin}{by_hand} Dev gold is shown while you write rules. Held-out gold stays hidden, so that rules are \
         never fitted to it; JSON exports name the side of each record."
    )
}

/// The values that are no label, each with what it could mean.
#[component]
fn UnknownGold(unknown: Memo<Vec<ValueCount>>, labels: Signal<Vec<LabelView>>) -> impl IntoView {
    let all = RwSignal::new(false);
    let hidden = Memo::new(move |_| {
        if all.get() {
            0
        } else {
            unknown.with(Vec::len).saturating_sub(SHOWN)
        }
    });
    let shown = move || {
        let take = if all.get() { usize::MAX } else { SHOWN };
        unknown.with(|unknown| unknown.iter().take(take).cloned().collect::<Vec<_>>())
    };
    view! {
        <p>
            <b>{move || unknown.with(|unknown| counted_values(unknown.len()))}</b>
            " of the gold column "
            {move || if unknown.with(Vec::len) == 1 { "is" } else { "are" }}
            " no label. "
            <a class="link" href=records(Filter::UnknownGold)>"Show the records"</a>
        </p>
        <div class="plain-scroll">
            <table class="plain-table" aria-label="Gold values that are no label">
                <thead>
                    <tr><th>"Value"</th><th class="num">"Records"</th><th>"Means"</th><th></th></tr>
                </thead>
                <tbody>
                    <For each=shown key=|value| value.value.clone() let:value>
                        <UnknownValue value=value labels=labels />
                    </For>
                </tbody>
            </table>
        </div>
        <Show when=move || { hidden.get() > 0 }>
            <Button on:click=move |_| all.set(true)>
                {move || format!("Show {} more", counted_values(hidden.get()))}
            </Button>
        </Show>
    }
}

/// One value: choose the label it means, or make it one.
#[component]
fn UnknownValue(value: ValueCount, labels: Signal<Vec<LabelView>>) -> impl IntoView {
    let bench = use_bench();
    let ValueCount { value, count: found } = value;
    let options = Signal::derive(move || {
        let unmapped = SelectOption {
            value: String::new(),
            name: "no label".into(),
        };
        let labels = labels.with(|labels| {
            let option = |label: &LabelView| SelectOption {
                value: label.id.0.to_string(),
                name: label.name.clone(),
            };
            labels.iter().map(option).collect::<Vec<_>>()
        });
        std::iter::once(unmapped).chain(labels).collect::<Vec<_>>()
    });
    let id = format!("gold-value-{value}");
    let map_value = value.clone();
    let map = move |picked: String| {
        let label = picked.parse().ok().map(LabelId);
        edit(
            bench,
            Edit::MapGold {
                value: map_value.clone(),
                label,
            },
        );
    };
    let name = value.clone();
    view! {
        <tr>
            <td class="value">{value.clone()}</td>
            <td class="num">{count(found)}</td>
            <td>
                <Select
                    id=id
                    value=String::new()
                    options=options
                    on_pick=map
                    attr:aria-label=format!("Label that {value} means")
                />
            </td>
            <td class="num">
                <Button on:click=move |_| edit(bench, Edit::AddLabel { name: name.clone() })>"Make it a label"</Button>
            </td>
        </tr>
    }
}

/// A number of values in words; more than a `u32` of them cannot be.
fn counted_values(n: usize) -> String {
    counted(u32::try_from(n).unwrap_or(u32::MAX), "value", "values")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_split_says_where_it_comes_from() {
        let mut gold = GoldView {
            split_seed: 7,
            ..GoldView::default()
        };
        assert!(split_sentence(&gold).starts_with("Divided half and half with seed 7,"));
        gold.split_column = Some("fold".into());
        assert!(split_sentence(&gold).starts_with("Divided as the column fold says. Dev gold"));
        gold.by_hand = 2;
        assert!(
            split_sentence(&gold)
                .starts_with("Divided as the column fold says. What you label by hand is dev")
        );
    }
}
