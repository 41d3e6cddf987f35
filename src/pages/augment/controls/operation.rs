//! What can be set of one operation.

use labelloom_engine::session::augment::{
    AugmentChoice, OperationChoice, OperationInfo, ParameterInfo, ParameterKindInfo,
};
use leptos::prelude::*;
use serde_json::{Map, Value, json};

use super::slider::Slider;
use crate::{
    components::{Field, NumberInput, Select, SelectOption},
    pages::augment::board::Board,
};

/// Where an operation stands in the choice.
pub(super) fn place(choice: &AugmentChoice, name: &str) -> Option<usize> {
    choice
        .operations
        .iter()
        .position(|operation| operation.name == name)
}

/// How strong an operation is, where its strength can be set.
pub(in crate::pages::augment) fn strength_of(
    board: Board,
    choice: &AugmentChoice,
    name: &str,
) -> Option<f64> {
    let set = setting(choice, name, "strength").and_then(|value| value.as_f64());
    set.or_else(|| {
        let parameters = board.operation(name)?.parameters;
        let strength = parameters
            .into_iter()
            .find(|parameter| parameter.name == "strength")?;
        match strength.kind {
            ParameterKindInfo::Share { usual, .. } => Some(usual),
            _ => None,
        }
    })
}

/// Gives every operation the same share, where the number of operations has changed.
pub(super) fn share_out(choice: &mut AugmentChoice) {
    let n = choice.operations.len();
    if choice.policy == "mean-field" {
        if choice.shares.len() != n {
            choice.shares = vec![1.0 / as_number(n.max(1)); n];
        }
    } else {
        choice.shares.clear();
    }
}

/// Gives one operation a share, and the others what is left of the whole, in their proportions.
fn give_share(shares: &mut [f64], at: usize, share: f64) {
    let share = share.clamp(0.0, 1.0);
    let others: f64 = shares.iter().sum::<f64>() - shares.get(at).copied().unwrap_or(0.0);
    let n = as_number(shares.len().saturating_sub(1).max(1));
    if shares.len() < 2 {
        shares.fill(1.0);
        return;
    }
    for (other, value) in shares.iter_mut().enumerate() {
        *value = match other == at {
            true => share,
            false if others > 0.0 => *value / others * (1.0 - share),
            false => (1.0 - share) / n,
        };
    }
}

fn as_number(n: usize) -> f64 {
    u32::try_from(n).map_or(f64::INFINITY, f64::from)
}

/// The sliders, numbers and lists of an operation that is on.
#[component]
pub(super) fn Settings(info: OperationInfo) -> impl IntoView {
    let board = Board::expect();
    let operation = StoredValue::new(info.name.clone());
    let (strength, more): (Vec<_>, Vec<_>) = info
        .parameters
        .into_iter()
        .partition(|parameter| parameter.name == "strength");
    let has_more = !more.is_empty();
    // One alone is drawn always.
    let has_shares = Memo::new(move |_| {
        let is_one_of_many = board.choice.with(|choice| choice.operations.len() > 1);
        is_one_of_many && board.policy().is_some_and(|policy| policy.has_shares)
    });
    let control = move |parameter: ParameterInfo| view! { <Parameter of=Of::Operation(operation) parameter=parameter /> };
    view! {
        <div class="augment-settings">
            {strength.into_iter().map(control).collect_view()}
            <Show when=move || has_shares.get()><Share operation=operation /></Show>
            <details class="augment-more">
                <summary>{if has_more { "More, and labels to leave alone" } else { "Labels to leave alone" }}</summary>
                <div class="augment-settings">
                    {more.into_iter().map(control).collect_view()}
                    <NotFor operation=operation />
                </div>
            </details>
        </div>
    }
}

/// How likely the operation is to be drawn.
#[component]
fn Share(operation: StoredValue<String>) -> impl IntoView {
    let board = Board::expect();
    let share = move || {
        board.choice.with(|choice| {
            let at = operation.with_value(|name| place(choice, name))?;
            choice.shares.get(at).copied()
        })
    };
    let set = move |choice: &mut AugmentChoice, share: f64| {
        if let Some(at) = operation.with_value(|name| place(choice, name)) {
            give_share(&mut choice.shares, at, share);
        }
    };
    view! {
        <Slider
            name="Probability"
            testid="augment-share"
            value=Signal::derive(move || share().unwrap_or(0.0))
            on_move=UnsyncCallback::new(move |share| board.adjust(|choice| set(choice, share)))
            on_end=UnsyncCallback::new(move |share| board.choose(|choice| set(choice, share)))
        />
    }
}

/// What a parameter is set of.
#[derive(Clone, Copy)]
pub(super) enum Of {
    /// An operation, by its name.
    Operation(StoredValue<String>),
    /// The policy that is chosen.
    Policy,
}

impl Of {
    fn name(self) -> String {
        match self {
            Self::Operation(name) => name.get_value(),
            Self::Policy => "policy".to_owned(),
        }
    }

    fn setting(self, choice: &AugmentChoice, name: &str) -> Option<Value> {
        match self {
            Self::Operation(operation) => operation.with_value(|operation| setting(choice, operation, name)),
            Self::Policy => choice.settings.get(name).cloned(),
        }
    }

    fn set(self, choice: &mut AugmentChoice, name: &str, value: Value) {
        match self {
            Self::Operation(operation) => {
                operation.with_value(|operation| set(choice, operation, name, value))
            }
            Self::Policy => drop(choice.settings.insert(name.to_owned(), value)),
        }
    }
}

/// A setting of an operation, as it is or as usual.
fn setting(choice: &AugmentChoice, operation: &str, name: &str) -> Option<Value> {
    let at = place(choice, operation)?;
    choice.operations[at].settings.get(name).cloned()
}

fn set(choice: &mut AugmentChoice, operation: &str, name: &str, value: Value) {
    let at = place(choice, operation);
    if let Some(OperationChoice { settings, .. }) = at.and_then(|at| choice.operations.get_mut(at)) {
        let settings: &mut Map<String, Value> = settings;
        settings.insert(name.to_owned(), value);
    }
}

#[component]
pub(super) fn Parameter(of: Of, parameter: ParameterInfo) -> impl IntoView {
    let board = Board::expect();
    let name = StoredValue::new(parameter.name.clone());
    let id = format!("{}-{}", of.name(), parameter.name);
    let now = move || {
        board
            .choice
            .with(|choice| name.with_value(|name| of.setting(choice, name)))
    };
    let put =
        move |choice: &mut AugmentChoice, value: Value| name.with_value(|name| of.set(choice, name, value));
    let is_strength = parameter.name == "strength";
    match parameter.kind {
        ParameterKindInfo::Share { usual, scale } => view! {
            <Slider
                name=parameter.title
                testid=if is_strength { "augment-strength" } else { "augment-parameter" }
                scale=scale
                value=Signal::derive(move || now().and_then(|value| value.as_f64()).unwrap_or(usual))
                on_move=UnsyncCallback::new(move |share| board.adjust(|choice| put(choice, json!(share))))
                on_end=UnsyncCallback::new(move |share| board.choose(|choice| put(choice, json!(share))))
            />
        }
        .into_any(),
        ParameterKindInfo::Count { usual, least, most } => {
            let value = Signal::derive(move || {
                let set = now().and_then(|value| value.as_u64());
                set.and_then(|set| set.try_into().ok()).unwrap_or(usual)
            });
            let wrong = RwSignal::new(None);
            view! {
                <Field id=id.clone() name=parameter.title hint=parameter.sentence error=wrong>
                    <NumberInput
                        id=id
                        least=least
                        most=most
                        value=value
                        wrong=wrong
                        on_pick=UnsyncCallback::new(move |number: u32| board.choose(|choice| put(choice, json!(number))))
                    />
                </Field>
            }
            .into_any()
        }
        ParameterKindInfo::Choice(names) => {
            let first = names.first().cloned().unwrap_or_default();
            let option = |name: &String| SelectOption {
                value: name.clone(),
                name: name.replace('-', " "),
            };
            let options: Vec<SelectOption> = names.iter().map(option).collect();
            let value = Signal::derive(move || {
                now()
                    .and_then(|value| value.as_str().map(str::to_owned))
                    .unwrap_or_else(|| first.clone())
            });
            view! {
                <Field id=id.clone() name=parameter.title hint=parameter.sentence>
                    <Select id=id value=value options=options on_pick=UnsyncCallback::new(move |name: String| board.choose(|choice| put(choice, json!(name)))) />
                </Field>
            }
            .into_any()
        }
        ParameterKindInfo::Texts => {
            let value = move || {
                let texts = now();
                let texts = texts.as_ref().and_then(Value::as_array);
                let lines: Vec<&str> = texts.into_iter().flatten().filter_map(Value::as_str).collect();
                lines.join("\n")
            };
            let read = |written: String| -> Vec<String> {
                let lines = written.lines().map(|line| line.trim().to_owned());
                lines.filter(|line| !line.is_empty()).collect()
            };
            view! {
                <Field id=id.clone() name=parameter.title hint=format!("{} One a line.", parameter.sentence)>
                    <textarea
                        class="input"
                        id=id
                        rows="3"
                        prop:value=value
                        on:change:target=move |event| { let texts = read(event.target().value()); board.choose(|choice| put(choice, json!(texts))); }
                    ></textarea>
                </Field>
            }
            .into_any()
        }
    }
}

/// Labels whose records the operation leaves alone.
#[component]
pub(super) fn NotFor(operation: StoredValue<String>) -> impl IntoView {
    let board = Board::expect();
    let labels = move || board.project.with(|project| project.labels.clone());
    let of = move |choice: &AugmentChoice| operation.with_value(|name| place(choice, name));
    let about = move || {
        if board.project.with(|project| project.labels.is_empty()) {
            return "There are no labels yet.";
        }
        match board.of_images {
            true => {
                "By gold, else by the majority of the rules. Images without a label are left alone too: they may have one of these."
            }
            false => "By gold, else by the majority of the rules.",
        }
    };
    let check = move |label: labelloom_engine::session::reply::LabelView| {
        let id = label.id;
        let is_left = move || {
            board
                .choice
                .with(|choice| of(choice).is_some_and(|at| choice.operations[at].not_for.contains(&id)))
        };
        let put = move |is_left: bool| {
            board.choose(|choice| {
                // Of operations that a policy draws, those are named that leave something alone.
                if of(choice).is_none() {
                    choice
                        .operations
                        .push(operation.with_value(|name| OperationChoice::of(name)));
                }
                if let Some(at) = of(choice) {
                    let not_for = &mut choice.operations[at].not_for;
                    not_for.retain(|known| *known != id);
                    if is_left {
                        not_for.push(id);
                    }
                }
            });
        };
        view! {
            <label class="augment-check">
                <input type="checkbox" prop:checked=is_left on:change:target=move |event| put(event.target().checked()) />
                <span>{label.name}</span>
            </label>
        }
    };
    view! {
        <fieldset class="augment-set">
            <legend class="field-name">"Leave records of these labels alone"</legend>
            {move || labels().into_iter().map(check).collect_view()}
            <p class="field-hint">{about}</p>
        </fieldset>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_stay_a_whole() {
        let mut shares = [0.25; 4];
        give_share(&mut shares, 1, 0.5);
        assert!((shares.iter().sum::<f64>() - 1.0).abs() < 1e-12);
        assert!((shares[1] - 0.5).abs() < 1e-12 && (shares[0] - shares[3]).abs() < 1e-12);
        give_share(&mut shares, 1, 1.0);
        give_share(&mut shares, 1, 0.4);
        assert!((shares[2] - 0.2).abs() < 1e-12, "{shares:?}");
        let mut alone = [0.3];
        give_share(&mut alone, 0, 0.1);
        assert!((alone[0] - 1.0).abs() < 1e-12);
    }

    #[test]
    fn a_setting_is_of_its_operation() {
        let mut choice = AugmentChoice::default();
        set(&mut choice, "swap", "strength", json!(0.3));
        set(&mut choice, "unheard", "strength", json!(0.9));
        assert_eq!(setting(&choice, "swap", "strength"), Some(json!(0.3)));
        assert_eq!(setting(&choice, "delete", "strength"), None);
        choice.policy = "mean-field".to_owned();
        share_out(&mut choice);
        assert_eq!(choice.shares, [0.25; 4]);
    }
}
