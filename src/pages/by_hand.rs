//! Gold of one record, decided by a person: the labels with their keys, what is set, and where it comes from.

use labelloom_engine::{
    ids::LabelId,
    session::reply::{LabelView, RecordView},
};
use leptos::prelude::*;

use crate::components::{Button, ButtonKind, Kbd, LabelTag, Select, SelectOption};

/// Labels that have a key of their own.
const KEYED: usize = 9;

/// What a digit means: a label, or that the label is taken back; nothing where there are fewer labels.
pub(crate) fn meant(labels: &[LabelView], digit: u8) -> Option<Option<LabelId>> {
    match digit {
        0 => Some(None),
        digit => labels.get(usize::from(digit) - 1).map(|label| Some(label.id)),
    }
}

/// Whether labeling a record so would change anything.
pub(crate) fn is_change(record: &RecordView, label: Option<LabelId>) -> bool {
    match label {
        Some(_) => !record.by_hand || record.gold != label,
        None => record.by_hand,
    }
}

/// The labels as buttons; those past the ninth in a list.
#[component]
pub(crate) fn ByHand(
    /// Dev gold as it is.
    gold: Option<LabelId>,
    /// Whether it was set by hand.
    by_hand: bool,
    /// Whether there is held-out gold, which stays hidden.
    held_out: bool,
    labels: Vec<LabelView>,
    on_pick: Callback<Option<LabelId>>,
) -> impl IntoView {
    let source = match (gold, by_hand, held_out) {
        (_, true, _) => "set by hand; it is dev gold",
        (Some(_), ..) => "from the gold column",
        (None, _, true) => "held out, so it stays hidden; a label by hand makes it dev",
        (None, ..) => "not decided",
    };
    let button = move |(number, label): (usize, &LabelView)| {
        let id = label.id;
        let is_it = gold == Some(id);
        view! {
            <button
                type="button"
                class=format!("hand-label lc{}", label.color)
                data-testid="hand-label"
                aria-pressed=is_it.to_string()
                on:click=move |_| on_pick.run(Some(id))
            >
                <Kbd keys=(number + 1).to_string() />
                {is_it.then_some("✓ ")}
                <span>{label.name.clone()}</span>
            </button>
        }
    };
    let more: Vec<LabelView> = labels.iter().skip(KEYED).cloned().collect();
    view! {
        <div class="hand" role="group" aria-label="Gold by hand" data-testid="by-hand">
            <p class="hand-head small">
                <span class="muted">"Gold: "</span>
                {gold.and_then(|gold| labels.iter().find(|label| label.id == gold)).map(|label| view! { <LabelTag name=label.name.clone() color=label.color /> " " })}
                <span class="muted">{source}</span>
            </p>
            <div class="hand-labels">
                {labels.iter().take(KEYED).enumerate().map(button).collect_view()}
                {(!more.is_empty()).then(|| view! { <MoreLabels labels=more gold=gold on_pick=on_pick /> })}
                {by_hand.then(|| view! { <Button kind=ButtonKind::Quiet keys="0" attr:data-testid="hand-clear" on:click=move |_| on_pick.run(None)>"Take it back"</Button> })}
            </div>
        </div>
    }
}

#[component]
fn MoreLabels(
    labels: Vec<LabelView>,
    gold: Option<LabelId>,
    on_pick: Callback<Option<LabelId>>,
) -> impl IntoView {
    let own = gold.filter(|gold| labels.iter().any(|label| label.id == *gold));
    let choose = SelectOption {
        value: String::new(),
        name: "another label…".into(),
    };
    let option = |label: &LabelView| SelectOption {
        value: label.id.0.to_string(),
        name: label.name.clone(),
    };
    let options: Vec<SelectOption> = std::iter::once(choose).chain(labels.iter().map(option)).collect();
    view! {
        <span class="hand-more">
            <Select
                id="hand-more"
                value=own.map(|label| label.0.to_string()).unwrap_or_default()
                options=Signal::derive(move || options.clone())
                on_pick=UnsyncCallback::new(move |value: String| if let Ok(id) = value.parse() { on_pick.run(Some(LabelId(id))) })
                attr:aria-label="Another label"
            />
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn label(id: u32) -> LabelView {
        LabelView {
            id: LabelId(id),
            name: String::new(),
            color: 0,
            rules: 0,
            gold: 0,
        }
    }

    #[test]
    fn digits_mean_labels_in_their_order_and_nought_takes_back() {
        let labels = [label(7), label(3)];
        assert_eq!(meant(&labels, 1), Some(Some(LabelId(7))));
        assert_eq!(meant(&labels, 2), Some(Some(LabelId(3))));
        assert_eq!(meant(&labels, 3), None);
        assert_eq!(meant(&labels, 0), Some(None));
    }
}
