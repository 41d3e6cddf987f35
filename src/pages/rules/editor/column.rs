//! A rule from a column: another model's answers, or a crowd worker's. Which column it is, and which label each of its
//! values votes for.

mod meaning;
mod values;

use labelloom_engine::{
    ids::LabelId,
    rule::ColumnVotes,
    session::{
        edit::RuleText,
        reply::{ColumnView, LabelView},
    },
};
use leptos::{html, prelude::*, task::spawn_local};

use self::{meaning::guessed, values::Values};
use super::store::Editor;
use crate::{
    actions,
    browser::focus,
    components::{Button, Field, Menu, Select, SelectOption, Shape},
    keys::{Action, Keys},
    pages::rules::desk::Desk,
    worker::protocol::Problem,
};

/// What a column turned out to hold.
type Found = Result<ColumnView, Problem>;

/// The ways to begin a rule, beside the button for the common one. Without columns there is but that one.
#[component]
pub(crate) fn NewRuleMenu() -> impl IntoView {
    let desk = Desk::expect();
    let editor = Editor::expect();
    let keys: Keys = expect_context();
    let has_columns = Memo::new(move |_| desk.project.with(|project| !project.source.fields.is_empty()));
    move || {
        has_columns.get().then(|| {
            view! {
                <span class="new-rule-menu" data-testid="rule-new-menu">
                    <Menu shape=Shape::Down name="Ways to begin a rule">
                        <Button keys="N" on:click=move |_| keys.press(Action::NewRule)>"New rule"</Button>
                        <Button attr:data-testid="rule-new-column" on:click=move |_| begin(desk, editor)>"Rule from a column…"</Button>
                    </Menu>
                </span>
            }
        })
    }
}

/// Begins a rule from a column. One that is being written becomes it, so that nothing of it is lost.
fn begin(desk: Desk, editor: Editor) {
    let mut text = editor.unsaved_new().unwrap_or_else(|| editor.blank());
    if text.column.is_none() {
        let columns = desk
            .project
            .with_untracked(|project| project.source.fields.clone());
        let only = if columns.len() == 1 { columns } else { Vec::new() };
        text.against = false;
        text.column = Some(ColumnVotes {
            column: only.into_iter().next().unwrap_or_default(),
            meaning: Vec::new(),
        });
    }
    editor.begin(text);
}

/// The form of a rule from a column. A door of the part `pages`.
#[inline(never)]
pub(super) fn door() -> AnyView {
    view! { <ColumnForm /> }.into_any()
}

/// The column, and its values with their labels.
#[component]
fn ColumnForm() -> impl IntoView {
    let desk = Desk::expect();
    let editor = Editor::expect();
    let column = Memo::new(move |_| {
        editor.text.with(|text| {
            text.column
                .as_ref()
                .map(|of| of.column.clone())
                .unwrap_or_default()
        })
    });
    let found = RwSignal::new(None::<Found>);
    Effect::new(move || read(desk, editor, column.get(), found));
    view! {
        <ColumnSelect column=column found=found />
        {move || match (column.with(String::is_empty), found.get()) {
            (false, Some(Ok(view))) => view! { <Values view=view /> }.into_any(),
            _ => ().into_any(),
        }}
    }
}

/// Asks what a column holds, and takes the values called like labels for these.
fn read(desk: Desk, editor: Editor, column: String, found: RwSignal<Option<Found>>) {
    found.set(None);
    if column.is_empty() {
        return;
    }
    spawn_local(async move {
        let Some(answer) = actions::read::column(desk.bench, column).await else {
            return;
        };
        if let Ok(view) = &answer {
            let labels = desk.labels.try_get_untracked().unwrap_or_default();
            prefill(editor, view, &labels);
        }
        found.try_set(Some(answer));
    });
}

/// Fills in what the names tell, where nothing is said of the values yet.
fn prefill(editor: Editor, view: &ColumnView, labels: &[LabelView]) {
    let is_open = editor.text.try_with_untracked(|text| {
        let of = text.column.as_ref();
        of.is_some_and(|of| of.column == view.column && of.meaning.is_empty())
    });
    let meaning = guessed(&view.values, labels);
    if is_open == Some(true) && !meaning.is_empty() {
        editor.change(|text| set_meaning(text, meaning));
    }
}

/// Says what a column's values vote for; the rule's colour is that of the first.
fn set_meaning(text: &mut RuleText, meaning: Vec<(String, Option<LabelId>)>) {
    let Some(of) = &mut text.column else { return };
    of.meaning = meaning;
    if let Some((_, first)) = of.voting().next() {
        text.label = first;
    }
}

#[component]
fn ColumnSelect(column: Memo<String>, found: RwSignal<Option<Found>>) -> impl IntoView {
    let desk = Desk::expect();
    let editor = Editor::expect();
    let whole = NodeRef::<html::Div>::new();
    // It is begun in order to choose the column.
    Effect::new(move || {
        let select = whole.get().and_then(|whole| focus::first_in(&whole, "select"));
        focus::give(select.filter(|_| editor.saved.with_untracked(Option::is_none)));
    });
    let options = move || {
        let option = |name: &String| SelectOption {
            value: name.clone(),
            name: name.clone(),
        };
        let choose = column.with(String::is_empty).then(|| SelectOption {
            value: String::new(),
            name: "Choose a column".into(),
        });
        let columns = desk
            .project
            .with(|project| project.source.fields.iter().map(option).collect::<Vec<_>>());
        choose.into_iter().chain(columns).collect::<Vec<_>>()
    };
    let pick = move |column: String| {
        editor.change(|text| {
            text.column = Some(ColumnVotes {
                column,
                meaning: Vec::new(),
            });
        });
    };
    let error = Signal::derive(move || {
        found.with(|found| match found {
            Some(Err(problem)) => Some(format!("{}. {}.", problem.what, problem.remedy)),
            _ => None,
        })
    });
    view! {
        <div node_ref=whole>
            <Field id="rule-column" name="Votes as this column says" error=error>
                <Select
                    id="rule-column"
                    value=Signal::derive(move || column.get())
                    options=Signal::derive(options)
                    on_pick=UnsyncCallback::new(pick)
                    attr:data-testid="rule-column"
                    attr:aria-describedby="rule-column-about"
                />
            </Field>
            <button type="button" class="link column-off" on:click=move |_| editor.change(|text| text.column = None)>
                "Vote for one label instead"
            </button>
        </div>
    }
}
