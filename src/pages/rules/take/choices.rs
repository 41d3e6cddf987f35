//! Choices for all rules at once, and the labels that the project lacks.

use labelloom_engine::session::reply::{TakeState, TakeView};
use labelloom_engine::session::take_rules::Take;
use leptos::prelude::*;

use super::Taking;
use crate::components::{Button, Field, Select, SelectOption};

/// How many rules there are of each kind, and all or none of them.
#[component]
pub(super) fn Quick(taking: Taking) -> impl IntoView {
    let all = move |take: Take| {
        let names: Vec<String> = taking.view.with_untracked(|view| {
            let rules = view.iter().flat_map(|view| &view.rules);
            let open = rules.filter(|rule| rule.state != TakeState::Same && rule.problem.is_none());
            open.map(|rule| rule.name.clone()).collect()
        });
        taking
            .options
            .update(|options| options.choices = names.into_iter().map(|name| (name, take)).collect());
        taking.ask();
    };
    view! {
        <p class="take-summary" data-testid="take-summary">
            {move || taking.view.with(|view| view.as_ref().map(summary))}
        </p>
        {move || taking.view.with(|view| view.as_ref().map(|view| {
            view.said.iter().map(|said| view! { <p class="muted small">{said.clone()}</p> }).collect_view()
        }))}
        <div class="data-actions">
            <Button on:click=move |_| all(Take::Theirs) attr:data-testid="take-all">"All of theirs"</Button>
            <Button on:click=move |_| all(Take::Mine) attr:data-testid="take-none">"None of theirs"</Button>
        </div>
    }
}

fn summary(view: &TakeView) -> String {
    let of = |state: TakeState| view.rules.iter().filter(|rule| rule.state == state).count();
    let parts = [
        (of(TakeState::New), "new"),
        (of(TakeState::Changed), "changed"),
        (of(TakeState::Renamed), "renamed"),
        (of(TakeState::Same), "the same"),
        (view.only_here.len(), "only here"),
    ];
    let parts: Vec<String> = parts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("{count} {what}"))
        .collect();
    format!("Rules: {}.", parts.join(", "))
}

/// The labels of the file that the project lacks: each is added, or is one of the project's.
#[component]
pub(super) fn Labels(taking: Taking) -> impl IntoView {
    // A label that is mapped is missing no more, and must stay to be seen.
    let labels = Memo::new(move |known: Option<&Vec<String>>| {
        let mut labels = known.cloned().unwrap_or_default();
        let missing = taking
            .view
            .with(|view| view.as_ref().map(|view| view.missing_labels.clone()));
        for label in missing.unwrap_or_default() {
            if !labels.contains(&label) {
                labels.push(label);
            }
        }
        labels
    });
    let own = taking.bench.project.with_untracked(|project| {
        let labels = project.iter().flat_map(|project| &project.labels);
        labels.map(|label| label.name.clone()).collect::<Vec<_>>()
    });
    move || {
        labels
            .get()
            .into_iter()
            .enumerate()
            .map(|(place, label)| view! { <Label taking=taking place=place label=label own=own.clone() /> })
            .collect_view()
    }
}

#[component]
fn Label(taking: Taking, place: usize, label: String, own: Vec<String>) -> impl IntoView {
    let id = format!("take-label-{place}");
    let mut options = vec![SelectOption {
        value: String::new(),
        name: format!("Add ‘{label}’"),
    }];
    options.extend(own.into_iter().map(|name| SelectOption {
        value: name.clone(),
        name,
    }));
    let of = label.clone();
    let value = Signal::derive(move || {
        taking.options.with(|options| {
            let mapped = options.labels.iter().find(|(from, _)| *from == of);
            mapped.map(|(_, to)| to.clone()).unwrap_or_default()
        })
    });
    let from = label.clone();
    let pick = move |to: String| {
        taking.options.update(|options| {
            options.labels.retain(|(known, _)| *known != from);
            if !to.is_empty() {
                options.labels.push((from.clone(), to));
            }
        });
        taking.ask();
    };
    view! {
        <Field id=id.clone() name=format!("Their label ‘{label}’ is not in this project")>
            <Select id=id value=value options=options on_pick=pick />
        </Field>
    }
}
