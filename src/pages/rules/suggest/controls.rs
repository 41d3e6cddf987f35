//! What the person chooses: the evidence, the label, and how precise terms are to be.

use leptos::prelude::*;

use super::{Pane, words};
use crate::{
    components::{Select, SelectOption, Tip, numbers::count},
    state::By,
};

/// Precisions to choose from, in percent.
const PRECISIONS: &[u8] = &[50, 80, 90, 95];

const BY: &[(&str, By)] = &[("gold", By::Gold), ("votes", By::Votes), ("list", By::List)];

/// Three lists of choices in a row.
#[component]
pub(super) fn Controls() -> impl IntoView {
    let pane = Pane::expect();
    let by = move || {
        let chosen = pane.asked.get().by;
        BY.iter()
            .find(|(_, by)| *by == chosen)
            .map_or("", |(name, _)| *name)
            .to_owned()
    };
    let pick_by = move |name: String| {
        if let Some((_, by)) = BY.iter().find(|(known, _)| *known == name) {
            pane.choose(|asked| asked.by = *by);
        }
    };
    let label = move || {
        pane.asked
            .get()
            .label
            .map_or_else(String::new, |label| label.0.to_string())
    };
    let pick_label = move |value: String| {
        let picked = pane.desk.labels.with_untracked(|labels| {
            labels
                .iter()
                .map(|label| label.id)
                .find(|id| id.0.to_string() == value)
        });
        pane.choose(|asked| asked.label = picked);
    };
    let precision = move || pane.asked.get().precision.to_string();
    let pick_precision = move |value: String| {
        if let Ok(percent) = value.parse() {
            pane.choose(|asked| asked.precision = percent);
        }
    };
    let is_list = Memo::new(move |_| pane.asked.get().by == By::List);
    view! {
        <div class="suggest-controls">
            <div class="field">
                <label class="field-name" for="suggest-by"><Tip term="Judged by" meaning=words::EVIDENCE /></label>
                <Select id="suggest-by" value=Signal::derive(by) options=Signal::derive(move || evidence(pane)) on_pick=UnsyncCallback::new(pick_by) attr:data-testid="suggest-by" />
            </div>
            <div class="field">
                <label class="field-name" for="suggest-label">{move || if is_list.get() { "Drafts vote for" } else { "Label" }}</label>
                <Select id="suggest-label" value=Signal::derive(label) options=Signal::derive(move || labels(pane, is_list.get())) on_pick=UnsyncCallback::new(pick_label) attr:data-testid="suggest-label" />
            </div>
            <Show when=move || !is_list.get()>
                <div class="field">
                    <label class="field-name" for="suggest-precision">"Precise at least"</label>
                    <Select id="suggest-precision" value=Signal::derive(precision) options=Signal::derive(precisions) on_pick=UnsyncCallback::new(pick_precision) attr:data-testid="suggest-precision" />
                </div>
            </Show>
        </div>
    }
}

fn option(value: impl Into<String>, name: impl Into<String>) -> SelectOption {
    SelectOption {
        value: value.into(),
        name: name.into(),
    }
}

fn evidence(pane: Pane) -> Vec<SelectOption> {
    let desk = pane.desk;
    let n = |by: By| match by {
        By::Gold => desk.project.with(|project| project.gold.dev),
        By::Votes => desk.saved_totals.with(|totals| totals.covered),
        By::List => desk.rows.total.get(),
    };
    let name = |by: By| match by {
        By::Gold => "dev gold",
        By::Votes => "votes",
        By::List => "the list",
    };
    let all = BY.iter();
    all.map(|&(value, by)| option(value, format!("{}, n {}", name(by), count(n(by)))))
        .collect()
}

fn labels(pane: Pane, is_list: bool) -> Vec<SelectOption> {
    let every = if is_list { "chosen later" } else { "every label" };
    let named = pane.desk.labels.with(|labels| {
        let names = labels
            .iter()
            .map(|label| option(label.id.0.to_string(), label.name.clone()));
        names.collect::<Vec<_>>()
    });
    std::iter::once(option("", every)).chain(named).collect()
}

fn precisions() -> Vec<SelectOption> {
    let all = PRECISIONS.iter();
    all.map(|percent| option(percent.to_string(), format!("{percent} %")))
        .collect()
}
