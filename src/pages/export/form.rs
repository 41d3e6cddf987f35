//! The choices of an export: format, label model, which records, threshold.

use labelloom_engine::session::request::{Augmented, ExportOptions, Include};
use leptos::prelude::*;

use super::choices::{AUGMENTED, FORMATS, INCLUDES, format_named, include_words};
use super::command::include_word;
use crate::components::{Select, SelectOption};
use crate::state::use_bench;

/// What is chosen, one signal each; in one copyable handle.
#[derive(Clone, Copy)]
pub(crate) struct Choice {
    format: RwSignal<String>,
    /// The label model's name, kept while only votes are wanted.
    model: RwSignal<String>,
    with_model: RwSignal<bool>,
    include: RwSignal<Include>,
    /// Whether accepted variants go in.
    augmented: RwSignal<Augmented>,
    /// In hundredths, as the slider moves.
    threshold: RwSignal<u32>,
}

impl Choice {
    /// What most people want: JSON, labels by the project's model, all records.
    pub(crate) fn new(model: &str) -> Self {
        Self {
            model: RwSignal::new(model.to_owned()),
            format: RwSignal::new("json".into()),
            with_model: RwSignal::new(true),
            include: RwSignal::new(Include::All),
            augmented: RwSignal::new(Augmented::Without),
            threshold: RwSignal::new(0),
        }
    }

    /// The options as the engine takes them.
    pub(crate) fn options(self) -> ExportOptions {
        let model = self.with_model.get().then(|| self.model.get());
        let threshold = if model.is_some() {
            f64::from(self.threshold.get()) / 100.0
        } else {
            0.0
        };
        ExportOptions {
            augmented: if self.holds_records() {
                self.augmented.get()
            } else {
                Augmented::Without
            },
            format: self.format.get(),
            model,
            include: self.include.get(),
            threshold,
            at: None,
        }
    }

    /// Whether the format holds records.
    pub(crate) fn holds_records(self) -> bool {
        self.format
            .with(|name| format_named(name).is_some_and(|format| format.records))
    }
}

/// The form.
#[component]
pub(crate) fn ExportForm(choice: Choice) -> impl IntoView {
    let holds_records = Memo::new(move |_| choice.holds_records());
    view! {
        <form class="export-choices" on:submit=|event| event.prevent_default()>
            <fieldset data-testid="export-format">
                <legend>"Format"</legend>
                {FORMATS
                    .iter()
                    .map(|format| {
                        let checked = Signal::derive(move || choice.format.with(|chosen| chosen == format.name));
                        let pick = move |()| choice.format.set(format.name.to_owned());
                        view! {
                            <Radio group="format" value=format.name name=format.title about=format.sentence checked=checked on_pick=pick />
                        }
                    })
                    .collect_view()}
            </fieldset>
            <Show when=move || holds_records.get()>
                <Model choice=choice />
                <Records choice=choice />
                <Variants choice=choice />
            </Show>
        </form>
    }
}

#[component]
fn Model(choice: Choice) -> impl IntoView {
    let with_model = choice.with_model;
    // What models there are comes with the labels of the project's own.
    let fitting = use_bench().fitting;
    fitting.is_followed.set(true);
    let models = Memo::new(move |_| fitting.models());
    let options = Signal::derive(move || {
        let option = |name: &str, title: &str| SelectOption {
            value: name.to_owned(),
            name: title.to_owned(),
        };
        models.with(|models| match models.as_slice() {
            [] => choice.model.with(|name| vec![option(name, name)]),
            models => models
                .iter()
                .map(|model| option(&model.name, &model.title))
                .collect(),
        })
    });
    let about = move || {
        models.with(|models| {
            let found = choice
                .model
                .with(|name| models.iter().find(|model| model.name == *name));
            found.map(|model| model.sentence.clone())
        })
    };
    view! {
        <fieldset>
            <legend>"Labels from"</legend>
            <Radio
                group="model"
                value="model"
                name="A label model"
                about="One label with its probabilities of all votes. A tie gives no label and lists the tied ones."
                checked=with_model
                on_pick=move |()| with_model.set(true)
            />
            <Show when=move || with_model.get()>
                <div class="export-model">
                    <Select
                        id="export-model"
                        value=choice.model
                        options=options
                        on_pick=move |name| choice.model.set(name)
                        attr:data-testid="export-model"
                        attr:aria-label="Label model"
                    />
                    <small class="muted">{about}</small>
                    <a class="link small" href="#/labels">"Compare them on Labels"</a>
                </div>
            </Show>
            <Radio
                group="model"
                value="votes"
                name="Votes only"
                about="Every rule's vote and no decision: for a label model elsewhere."
                checked=Signal::derive(move || !with_model.get())
                on_pick=move |()| with_model.set(false)
            />
            <Show when=move || with_model.get()>
                <Threshold threshold=choice.threshold />
            </Show>
        </fieldset>
    }
}

/// The least probability, as a slider and as a number.
#[component]
fn Threshold(threshold: RwSignal<u32>) -> impl IntoView {
    let wrong = RwSignal::new(false);
    let set = move |written: String| {
        let hundredths = hundredths(&written);
        wrong.set(hundredths.is_none());
        if let Some(hundredths) = hundredths {
            threshold.set(hundredths);
        }
    };
    view! {
        <label class="threshold-name" for="export-threshold">"Leave out records below this probability"</label>
        <div class="threshold">
            <input
                type="range"
                min="0"
                max="1"
                step="0.01"
                aria-label="Least probability, slider"
                prop:value=move || written(threshold.get())
                on:input:target=move |event| set(event.target().value())
            />
            <input
                class="input"
                id="export-threshold"
                type="number"
                min="0"
                max="1"
                step="0.01"
                inputmode="decimal"
                aria-describedby="export-threshold-about"
                aria-invalid=move || wrong.get().to_string()
                prop:value=move || written(threshold.get())
                on:change:target=move |event| set(event.target().value())
            />
        </div>
        <p class="field-about field-error" id="export-threshold-about">
            {move || wrong.get().then(|| format!("A number from 0 to 1; it stays {}", written(threshold.get())))}
        </p>
    }
}

#[component]
fn Records(choice: Choice) -> impl IntoView {
    let include = choice.include;
    view! {
        <fieldset>
            <legend>"Records"</legend>
            {INCLUDES
                .map(|each| {
                    let (name, about) = include_words(each);
                    view! {
                        <Radio
                            group="include"
                            value=include_word(each)
                            name=name
                            about=about
                            checked=Signal::derive(move || include.get() == each)
                            on_pick=move |()| include.set(each)
                        />
                    }
                })
                .collect_view()}
        </fieldset>
    }
}

/// Whether accepted variants of records go in.
#[component]
fn Variants(choice: Choice) -> impl IntoView {
    let augmented = choice.augmented;
    let radio = move |(each, value, name, about): &(Augmented, &'static str, &'static str, &'static str)| {
        let each = *each;
        view! {
            <Radio
                group="augmented"
                value=*value
                name=*name
                about=*about
                checked=Signal::derive(move || augmented.get() == each)
                on_pick=move |()| augmented.set(each)
            />
        }
    };
    view! {
        <fieldset data-testid="export-augmented">
            <legend>"Accepted variants"</legend>
            {AUGMENTED.iter().map(radio).collect_view()}
            <a class="link small" href="#/augment?show=accepted">"Look at them on Augment"</a>
        </fieldset>
    }
}

/// One of several, with a sentence below.
#[component]
fn Radio(
    group: &'static str,
    value: &'static str,
    name: &'static str,
    about: &'static str,
    #[prop(into)] checked: Signal<bool>,
    #[prop(into)] on_pick: Callback<()>,
) -> impl IntoView {
    view! {
        <label class="choice">
            <input type="radio" name=group value=value prop:checked=checked on:change=move |_| on_pick.run(()) />
            <b>{name}</b>
            <small>{about}</small>
        </label>
    }
}

/// Hundredths as they are written in a field: `0.75`.
fn written(hundredths: u32) -> String {
    format!("{:.2}", f64::from(hundredths) / 100.0)
}

/// A written probability in hundredths; none if it is no number from 0 to 1.
fn hundredths(written: &str) -> Option<u32> {
    let value = written.trim().replace(',', ".").parse::<f64>().ok()?;
    // No cast: the nearest of the 101 places of the slider.
    (0..=100u32).find(|&step| (f64::from(step) - value * 100.0).abs() <= 0.5)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_probabilities_come_back() {
        for step in 0..=100 {
            assert_eq!(hundredths(&written(step)), Some(step));
        }
        assert_eq!(hundredths("0,5"), Some(50));
        assert_eq!(hundredths("1.2"), None);
        assert_eq!(hundredths("much"), None);
    }
}
