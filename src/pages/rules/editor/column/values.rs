//! The values of a column, each with its records and the label it votes for.

use labelloom_engine::{
    ids::LabelId,
    session::{
        edit::Edit,
        reply::{ColumnView, ValueCount},
    },
};
use leptos::prelude::*;

use super::super::store::Editor;
use super::{meaning, set_meaning};
use crate::{
    components::{
        Button, Select, SelectOption,
        numbers::{count, counted},
    },
    pages::rules::desk::Desk,
    route::{Page, Tab},
};

/// What the select calls a label that is to be added.
const NEW: &str = "new";

/// More labels at once are named on the Data page, if at all.
const MOST_NEW: usize = 30;

/// The values, and those for which labels are still on their way.
#[derive(Clone, Copy)]
struct Table {
    desk: Desk,
    editor: Editor,
    view: StoredValue<ColumnView>,
    awaited: RwSignal<Vec<String>>,
}

impl Table {
    fn label_of(self, value: &str) -> Option<LabelId> {
        self.editor.text.with(|text| {
            let column = text.column.as_ref()?;
            let mut voting = column.voting();
            voting.find(|(voted, _)| *voted == value).map(|(_, label)| label)
        })
    }

    /// Says what some values vote for, in the order of the table.
    fn say(self, said: &[(String, Option<LabelId>)]) {
        let meaning = self.view.with_value(|view| {
            let of = |value: &ValueCount| {
                let new = said.iter().find(|(changed, _)| *changed == value.value);
                let label = new.map_or_else(|| untrack(|| self.label_of(&value.value)), |(_, label)| *label);
                Some((value.value.clone(), Some(label?)))
            };
            view.values.iter().filter_map(of).collect::<Vec<_>>()
        });
        self.editor.change(|text| set_meaning(text, meaning));
    }

    /// Values without a label that none is called like.
    fn nameless(self) -> Vec<String> {
        self.desk.labels.with(|labels| {
            self.view.with_value(|view| {
                let values = view.values.iter().map(|value| &value.value);
                values
                    .filter(|value| self.label_of(value).is_none() && !value.trim().is_empty())
                    .filter(|value| meaning::called(value, labels).is_none())
                    .cloned()
                    .collect()
            })
        })
    }

    /// Adds labels called like values; once they are there, the values vote for them. One that is on its way is not
    /// asked for again: a list of choices tells of a choice with every letter typed.
    fn add_labels(self, values: &[String]) {
        let awaited = self.awaited.get_untracked();
        let new: Vec<String> = values
            .iter()
            .filter(|value| !awaited.contains(value))
            .cloned()
            .collect();
        self.awaited.update(|awaited| awaited.extend_from_slice(&new));
        for value in &new {
            self.desk.edit(Edit::AddLabel {
                name: value.trim().to_owned(),
            });
        }
    }

    fn take_awaited(self) {
        let labels = self.desk.labels.get();
        let awaited = self.awaited.get_untracked();
        let here = |value: &String| Some((value.clone(), Some(meaning::called(value, &labels)?)));
        let said: Vec<(String, Option<LabelId>)> = awaited.iter().filter_map(here).collect();
        if !said.is_empty() {
            self.awaited
                .update(|awaited| awaited.retain(|value| said.iter().all(|(here, _)| here != value)));
            untrack(|| self.say(&said));
        }
    }

    /// The address of a value's records.
    fn address(self, value: &str) -> Option<String> {
        let query = self
            .view
            .with_value(|view| meaning::query(&view.column, value, &view.values))?;
        Some(self.desk.router.route.with(|route| {
            let mut route = route.searching(query);
            route.page = Page::Rules;
            route.tab = Tab::Records;
            route.selection.filters.clear();
            route.address()
        }))
    }
}

/// The table of values.
#[component]
pub(super) fn Values(view: ColumnView) -> impl IntoView {
    let table = Table {
        desk: Desk::expect(),
        editor: Editor::expect(),
        awaited: RwSignal::new(Vec::new()),
        view: StoredValue::new(view.clone()),
    };
    Effect::new(move || table.take_awaited());
    let has_votes = Memo::new(move |_| {
        table.editor.text.with(|text| {
            let column = text.column.as_ref();
            column.is_some_and(|column| column.voting().next().is_some())
        })
    });
    let empty = (view.empty > 0).then(|| {
        format!(
            "{} without a value: it abstains there.",
            counted(view.empty, "record", "records")
        )
    });
    let is_bare = view.values.is_empty();
    let rows = view
        .values
        .into_iter()
        .enumerate()
        .map(|(at, value)| view! { <Row table=table at=at value=value /> })
        .collect_view();
    view! {
        <div class="column-values" class:column-bare=is_bare>
            <table data-testid="column-values">
                <thead>
                    <tr>
                        <th scope="col">"Value"</th>
                        <th scope="col">"Records"</th>
                        <th scope="col">"Votes for"</th>
                    </tr>
                </thead>
                <tbody>{rows}</tbody>
            </table>
        </div>
        {empty.map(|words| view! { <p class="muted small">{words}</p> })}
        {move || (!has_votes.get() && !is_bare).then(|| {
            view! { <p class="column-none" data-testid="column-none">"No value votes yet: choose a label for at least one."</p> }
        })}
        <AddLabels table=table />
    }
}

/// A button that makes labels of the values that have none.
#[component]
fn AddLabels(table: Table) -> impl IntoView {
    let names = Memo::new(move |_| table.nameless());
    move || {
        let names = names.get();
        (names.len() > 1 && names.len() <= MOST_NEW).then(|| {
            let words = format!("Add labels for these {} values", names.len());
            view! {
                <Button attr:data-testid="column-add-labels" on:click=move |_| table.add_labels(&names)>{words}</Button>
            }
        })
    }
}

#[component]
fn Row(table: Table, at: usize, value: ValueCount) -> impl IntoView {
    let name = StoredValue::new(value.value);
    let of_name = move || name.get_value();
    let options = move || {
        let option = |value: String, name: String| SelectOption { value, name };
        let labels = table.desk.labels.get();
        let new = meaning::called(&of_name(), &labels).is_none() && !of_name().trim().is_empty();
        let mut options = vec![option(String::new(), "abstains".into())];
        options.extend(
            labels
                .into_iter()
                .map(|label| option(label.id.0.to_string(), label.name)),
        );
        options.extend(new.then(|| option(NEW.into(), format!("new label {}", of_name().trim()))));
        options
    };
    let chosen = move || {
        table
            .label_of(&of_name())
            .map(|label| label.0.to_string())
            .unwrap_or_default()
    };
    let pick = move |picked: String| {
        if picked == NEW {
            table.add_labels(&[of_name()]);
        } else {
            table.say(&[(of_name(), picked.parse().ok().map(LabelId))]);
        }
    };
    let color = move || {
        let label = table.label_of(&of_name());
        label.map_or_else(String::new, |label| {
            format!("editor-label lc{}", table.desk.color(label))
        })
    };
    let records = count(value.count);
    let count = move || match table.address(&of_name()) {
        Some(href) => view! { <a href=href>{records.clone()}</a> }.into_any(),
        None => records.clone().into_any(),
    };
    view! {
        <tr>
            <th scope="row" title=of_name dir="auto">{of_name}</th>
            <td>{count}</td>
            <td>
                <span class=color>
                    <Select
                        id=format!("column-value-{at}")
                        value=Signal::derive(chosen)
                        options=Signal::derive(options)
                        on_pick=UnsyncCallback::new(pick)
                        attr:aria-label=move || format!("{} votes for", of_name())
                        attr:data-testid="column-value"
                    />
                </span>
            </td>
        </tr>
    }
}
