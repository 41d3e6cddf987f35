//! The editor: a rule's name, label, query and note, how the query is read, and what saving it would change, all while
//! typing.

mod accuracy;
mod actions_row;
mod ballot;
pub(super) mod column;
mod complete;
mod counter;
mod examples;
mod form;
pub(super) mod from_words;
mod help;
mod history;
mod live;
pub(super) mod pin;
mod problem;
mod query;
pub(super) mod store;

use labelloom_engine::session::edit::Edit;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;

use self::{
    actions_row::EditorActions, ballot::Ballot, counter::CounterExamples, examples::Examples,
    from_words::WordsPanel, help::SyntaxHelp, live::Live, problem::Reading, query::Query, store::Editor,
};
use super::{desk::Desk, mending::MendingNote, table};
use crate::{
    browser::parts::Part,
    components::{EmptyState, Field, IconButton, Select, SelectOption, Shape},
    pages::Later,
    route::Open,
};

/// The pane of the editor.
#[component]
pub(super) fn EditorPane() -> impl IntoView {
    let editor = Editor::expect();
    view! {
        <section class="pane editor-pane" aria-label="Rule">
            {move || match editor.open.get() {
                Open::Nothing => view! { <NoRule /> }.into_any(),
                open => view! { <Form open=open /> }.into_any(),
            }}
        </section>
    }
}

/// What the editor says while no rule is open.
#[component]
fn NoRule() -> impl IntoView {
    view! {
        <EmptyState title="No rule is open">
            <p>"Open one from the table, or begin a new one. Its figures move here while you type."</p>
            <SyntaxHelp is_open=true />
        </EmptyState>
    }
}

#[component]
fn Form(open: Open) -> impl IntoView {
    let editor = Editor::expect();
    let title = move || match open {
        Open::New => "New rule".to_owned(),
        _ => editor
            .saved
            .get()
            .map_or_else(|| "Deleted rule".to_owned(), |rule| rule.name),
    };
    let has_column = Memo::new(move |_| editor.text.with(|text| text.column.is_some()));
    view! {
        <div class="pane-head">
            <h2 class="editor-title" data-testid="rule-title">{title}</h2>
            <span class="gap"></span>
            <MoveButtons open=open />
        </div>
        <MendingNote />
        <div class="editor-body" on:keydown=move |event| escape(editor, &event)>
            {move || if has_column.get() {
                view! { <Name /><Later part=Part::Pages door=column::door /> }.into_any()
            } else {
                view! { <div class="editor-line"><Name /><VotesFor /></div> }.into_any()
            }}
            <Ballot has_column=has_column />
            {move || view! { <Query is_new=open == Open::New has_column=has_column.get() /> }}
            <Reading />
            <WordsPanel />
            <Live />
            <Later part=Part::Pages door=examples_door />
            <Note />
            <EditorActions open=open />
            {matches!(open, Open::Rule(_)).then(|| view! { <Later part=Part::Pages door=history::door /> })}
            <SyntaxHelp is_open=open == Open::New />
        </div>
    }
}

/// What speaks against the rule, and its examples. A door of the part `pages`.
#[inline(never)]
fn examples_door() -> AnyView {
    view! { <CounterExamples /><Examples /> }.into_any()
}

/// Escape takes the changes back, in whichever field one is, and leaves the field where there are none. A list that is
/// open over a field has had the key before.
fn escape(editor: Editor, event: &ev::KeyboardEvent) {
    if event.key() != "Escape" || event.default_prevented() || event.is_composing() {
        return;
    }
    event.prevent_default();
    if editor.is_changed.get_untracked() {
        return editor.revert();
    }
    let field = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlElement>().ok());
    if let Some(field) = field {
        // What can't give the focus away keeps it.
        drop(field.blur());
    }
}

/// Up and down in the project, for a saved rule.
#[component]
fn MoveButtons(open: Open) -> impl IntoView {
    let desk = Desk::expect();
    let Open::Rule(id) = open else {
        return ().into_any();
    };
    view! {
        <IconButton shape=Shape::Up name="Move up (Alt ↑ in the table)" on:click=move |_| table::shift(desk, id, -1) />
        <IconButton shape=Shape::Down name="Move down (Alt ↓ in the table)" on:click=move |_| table::shift(desk, id, 1) />
    }
    .into_any()
}

#[component]
fn Name() -> impl IntoView {
    let editor = Editor::expect();
    view! {
        <Field id="rule-name" name="Name" error=editor.name_problem>
            <input
                class="input"
                id="rule-name"
                data-testid="rule-name"
                autocomplete="off"
                placeholder=move || editor.free_name.get()
                aria-describedby="rule-name-about"
                aria-invalid=move || editor.name_problem.with(Option::is_some).to_string()
                prop:value=move || editor.text.with(|text| text.name.clone())
                on:input:target=move |event| editor.change(|text| text.name = event.target().value())
            />
        </Field>
    }
}

/// The label, chosen among the project's; the first one is named here, since a rule must vote for something.
#[component]
fn VotesFor() -> impl IntoView {
    let desk = Desk::expect();
    let has_labels = Memo::new(move |_| desk.labels.with(|labels| !labels.is_empty()));
    move || {
        if has_labels.get() {
            view! { <Label /> }.into_any()
        } else {
            view! { <FirstLabel /> }.into_any()
        }
    }
}

#[component]
fn FirstLabel() -> impl IntoView {
    let desk = Desk::expect();
    let add = move |name: String| {
        let name = name.trim();
        if !name.is_empty() {
            desk.edit(Edit::AddLabel {
                name: name.to_owned(),
            });
        }
    };
    view! {
        <Field id="rule-label" name="Votes for" hint="Name the first label; figures follow. More are added on Data.">
            <input
                class="input"
                id="rule-label"
                data-testid="rule-first-label"
                autocomplete="off"
                placeholder="SPAM"
                aria-describedby="rule-label-about"
                on:change:target=move |event| add(event.target().value())
            />
        </Field>
    }
}

#[component]
fn Label() -> impl IntoView {
    let desk = Desk::expect();
    let editor = Editor::expect();
    let options = move || {
        let not = if editor.text.with(|text| text.against) {
            "not "
        } else {
            ""
        };
        let option = |label: &labelloom_engine::session::reply::LabelView| SelectOption {
            value: label.id.0.to_string(),
            name: format!("{not}{}", label.name),
        };
        desk.labels
            .with(|labels| labels.iter().map(option).collect::<Vec<_>>())
    };
    let pick = move |value: String| {
        let picked = desk.labels.with_untracked(|labels| {
            labels
                .iter()
                .map(|label| label.id)
                .find(|id| id.0.to_string() == value)
        });
        if let Some(label) = picked {
            editor.change(|text| text.label = label);
        }
    };
    let color = move || {
        format!(
            "editor-label lc{}",
            desk.color(editor.text.with(|text| text.label))
        )
    };
    view! {
        <Field id="rule-label" name="Votes for">
            <span class=color>
                <Select
                    id="rule-label"
                    value=Signal::derive(move || editor.text.with(|text| text.label.0.to_string()))
                    options=Signal::derive(options)
                    on_pick=UnsyncCallback::new(pick)
                    attr:data-testid="rule-label"
                />
            </span>
        </Field>
    }
}

#[component]
fn Note() -> impl IntoView {
    let editor = Editor::expect();
    let desk = Desk::expect();
    // Who wrote it came with the rule, and stays.
    let author = Signal::derive(move || {
        let Open::Rule(id) = editor.open.get() else {
            return String::new();
        };
        desk.lines.with(|lines| {
            let line = lines.iter().find(|line| line.view.id == id);
            line.filter(|line| !line.view.author.is_empty())
                .map_or_else(String::new, |line| format!("Written by {}", line.view.author))
        })
    });
    view! {
        <Field id="rule-note" name="Note" hint=author>
            <textarea
                class="input"
                id="rule-note"
                rows="1"
                placeholder="Why this rule, what to watch"
                prop:value=move || editor.text.with(|text| text.note.clone())
                on:input:target=move |event| editor.change(|text| text.note = event.target().value())
            ></textarea>
        </Field>
    }
}
