//! The class balance: how frequent each label is taken to be, chosen in a list; and a number for each label where a
//! person gives it.

use labelloom_engine::{
    ids::LabelId,
    session::labels::{BalanceChoice, LabelShare},
};
use leptos::prelude::*;

use super::{board::Board, words};
use crate::components::{Select, SelectOption, Tip};
use crate::pages::lookup::Lookup;

/// The choices by their words in code, and as people read them.
const CHOICES: [(&str, &str); 4] = [
    ("uniform", "All labels alike"),
    ("gold", "As in dev gold"),
    ("estimated", "Estimated from the votes"),
    ("given", "As I say"),
];

fn word(choice: &BalanceChoice) -> &'static str {
    match choice {
        BalanceChoice::Uniform => "uniform",
        BalanceChoice::Gold => "gold",
        BalanceChoice::Estimated => "estimated",
        BalanceChoice::Given(_) => "given",
    }
}

/// The choice, what came of it, and the numbers where they are given.
#[component]
pub(super) fn Balance() -> impl IntoView {
    let board = Board::expect();
    let chosen = Memo::new(move |_| board.project.with(|project| project.model.balance.clone()));
    let value = Signal::derive(move || chosen.with(word).to_owned());
    let is_used = Memo::new(move |_| board.model().uses_balance);
    let has_gold = Memo::new(move |_| board.project.with(|project| project.gold.dev > 0));
    let options = Signal::derive(move || {
        let offered = CHOICES.iter().filter(|(word, _)| {
            *word != "gold" || has_gold.get() || chosen.with(|chosen| *chosen == BalanceChoice::Gold)
        });
        offered
            .map(|(value, name)| SelectOption {
                value: (*value).to_owned(),
                name: (*name).to_owned(),
            })
            .collect::<Vec<_>>()
    });
    let pick = move |picked: String| {
        let shares = in_force(board);
        board.choose(|choice| {
            choice.balance = match picked.as_str() {
                "gold" => BalanceChoice::Gold,
                "estimated" => BalanceChoice::Estimated,
                "given" => BalanceChoice::Given(shares),
                _ => BalanceChoice::Uniform,
            }
        });
    };
    view! {
        <div class="field">
            <label class="field-name" for="balance"><Tip term="Class balance" meaning=words::BALANCE /></label>
            <Select
                id="balance"
                value=value
                options=options
                on_pick=pick
                attr:data-testid="balance-select"
                attr:disabled=move || !is_used.get()
                attr:aria-describedby="balance-about"
            />
            <div class="field-about" id="balance-about">
                {move || if is_used.get() {
                    view! { <Shares /> }.into_any()
                } else {
                    "This model takes no balance.".into_any()
                }}
            </div>
            <Show when=move || is_used.get() && value.with(|value| value == "given")><Given /></Show>
        </div>
    }
}

/// What is in force: the shares of the last fit, or all alike.
fn in_force(board: Board) -> Vec<(LabelId, f64)> {
    let labels = board.labels();
    let fitted = board.fitting.labels.answer.get_untracked();
    let share = |id: LabelId| {
        let known = fitted.as_ref().and_then(|view| share_of(&view.balance, id));
        #[expect(clippy::cast_precision_loss, reason = "at most thousands of labels")]
        let alike = 1.0 / labels.len().max(1) as f64;
        known.unwrap_or(alike)
    };
    labels.iter().map(|label| (label.id, share(label.id))).collect()
}

fn share_of(shares: &[LabelShare], id: LabelId) -> Option<f64> {
    let found = shares.iter().find(|share| share.label == id);
    found.map(|share| share.share)
}

/// The shares of the last fit; where labels are many, the largest.
#[component]
fn Shares() -> impl IntoView {
    const SHOWN: usize = 6;
    let board = Board::expect();
    move || {
        let mut shares = board.labels_view()?.balance.clone();
        shares.sort_by(|one, other| other.share.total_cmp(&one.share));
        let more = shares.len().saturating_sub(SHOWN);
        let said = shares.iter().take(SHOWN).filter_map(|share| {
            let label = board.label(share.label)?;
            Some(view! { <span>{format!("{} {:.1} %", label.name, 100.0 * share.share)}</span> })
        });
        let said = said.collect_view();
        Some(view! {
            <span class="fit-shares" data-testid="balance-shares">
                {said}
                {(more > 0).then(|| view! { <span>{format!("and {more} more")}</span> })}
            </span>
        })
    }
}

/// A field a label, in percent. Where one is changed the others share what is left, as they were to each other.
#[component]
fn Given() -> impl IntoView {
    let board = Board::expect();
    let given = Memo::new(move |_| {
        board.project.with(|project| match &project.model.balance {
            BalanceChoice::Given(shares) => shares.clone(),
            _ => Vec::new(),
        })
    });
    let labels = Memo::new(move |_| board.project.with(|project| project.labels.clone()));
    let wrong = RwSignal::new(None::<String>);
    let set = move |id: LabelId, name: &str, written: &str| match share_written(written) {
        Some(share) => {
            wrong.set(None);
            board.choose(|choice| {
                if let BalanceChoice::Given(shares) = &mut choice.balance {
                    give(shares, id, share);
                }
            });
        }
        None => wrong.set(Some(format!(
            "The share of {name} must be above 0 and below 100, as 12.5."
        ))),
    };
    let field = move |(place, label): (usize, labelloom_engine::session::reply::LabelView)| {
        let (id, name) = (label.id, label.name.clone());
        let value = move || {
            given.with(|given| {
                let share = given.iter().find(|(label, _)| *label == id);
                share.map(|(_, share)| written(*share)).unwrap_or_default()
            })
        };
        let field_id = format!("balance-{place}");
        view! {
            <label for=field_id.clone()>
                <span title=label.name.clone()>{label.name.clone()}</span>
                <input
                    class="input"
                    id=field_id.clone()
                    inputmode="decimal"
                    data-testid="balance-share"
                    prop:value=value
                    on:change:target=move |event| set(id, &name, &event.target().value())
                />
            </label>
        }
    };
    view! {
        <div class="fit-given" role="group" aria-label="Share of each label, in percent">
            {move || labels.get().into_iter().enumerate().map(field).collect_view()}
        </div>
        <p class="field-about" class:field-error=move || wrong.with(Option::is_some) role="status">
            {move || wrong.get().unwrap_or_else(|| "In percent; the others share what is left.".to_owned())}
        </p>
    }
}

/// Gives a label a share; the others keep their relations and sum up to the rest.
fn give(shares: &mut Vec<(LabelId, f64)>, id: LabelId, share: f64) {
    shares.retain(|(label, _)| *label != id);
    let others: f64 = shares.iter().map(|(_, share)| share).sum();
    if others > 0.0 {
        let scale = (1.0 - share) / others;
        shares.iter_mut().for_each(|(_, share)| *share *= scale);
    }
    shares.push((id, share));
}

/// A share as it stands in its field, in percent.
fn written(share: f64) -> String {
    let percent = format!("{:.2}", 100.0 * share);
    percent.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The share that a field holds, with or without its sign; none where it is no number above 0 and below 100.
fn share_written(written: &str) -> Option<f64> {
    let number = written.trim().trim_end_matches('%').trim().replace(',', ".");
    let percent = number.parse::<f64>().ok()?;
    (percent > 0.0 && percent < 100.0).then_some(percent / 100.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_are_read_as_they_are_written() {
        assert_eq!(
            [written(0.125), written(0.5), written(1.0 / 3.0)],
            ["12.5", "50", "33.33"]
        );
        assert_eq!(share_written(" 12,5 %"), Some(0.125));
        for wrong in ["", "0", "-3", "100", "many", "inf", "NaN"] {
            assert_eq!(share_written(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn where_one_share_is_given_the_others_share_the_rest() {
        let mut shares = vec![(LabelId(0), 0.5), (LabelId(1), 0.3), (LabelId(2), 0.2)];
        give(&mut shares, LabelId(0), 0.8);
        let of = |id| {
            shares
                .iter()
                .find(|(label, _)| *label == id)
                .map(|(_, share)| *share)
        };
        let is = |id, share: f64| of(LabelId(id)).is_some_and(|found: f64| (found - share).abs() < 1e-12);
        assert!(is(0, 0.8) && is(1, 0.12) && is(2, 0.08), "{shares:?}");
    }
}
