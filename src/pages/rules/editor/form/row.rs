//! One row of the form: whether it must hold or must not, its kind, and the kind's fields.

use labelloom_engine::rules::KINDS;
use leptos::{ev, prelude::*};

use super::{
    Form, Tools,
    fields::{Input, YES, is_known},
    id_of,
    node::{Body, Node, Path, Term},
};
use crate::pages::rules::desk::Desk;

/// The row at a place.
#[component]
pub(super) fn Row(form: Form, path: Path) -> AnyView {
    let Some(Node {
        not,
        body: Body::Term(term),
    }) = form.at(&path)
    else {
        return ().into_any();
    };
    let place = StoredValue::new(path.clone());
    let on_key = move |event: ev::KeyboardEvent| {
        let path = place.get_value();
        match (event.key().as_str(), event.alt_key()) {
            ("ArrowUp", true) => form.shift(&path, false),
            ("ArrowDown", true) => form.shift(&path, true),
            ("Enter", false)
                if !event.is_composing()
                    && is_text_field(&event)
                    && !event.ctrl_key()
                    && !event.meta_key() =>
            {
                form.add_behind(&path);
            }
            _ => return,
        }
        event.prevent_default();
    };
    let toggle = move |_| {
        form.arrange(|root| {
            let path = place.get_value();
            let node = root.at_mut(&path)?;
            node.not = !node.not;
            Some((path, "not"))
        });
    };
    let pick_kind = move |kind: String| {
        form.arrange(|root| {
            let path = place.get_value();
            if let Body::Term(held) = &mut root.at_mut(&path)?.body {
                let column = std::mem::take(&mut held.column);
                *held = Term {
                    column,
                    ..Term::blank(&kind)
                };
            }
            Some((path, "kind"))
        });
    };
    let own_kind = term.kind.clone();
    let kinds = KINDS
        .iter()
        .filter(|kind| is_known(kind.name) || kind.name == own_kind)
        .map(|kind| {
            let own = kind.name == own_kind;
            view! { <option value=kind.name prop:selected=own>{kind.title}</option> }
        })
        .collect_view();
    let inputs = term.form().inputs.iter().enumerate();
    let fields = inputs
        .map(|(at, input)| {
            let value = term.values.get(at).cloned().unwrap_or_default();
            view! { <Field form=form place=place at=at input=*input value=value /> }
        })
        .collect_view();
    let is_open = Memo::new(move |_| !form.is_complete(&place.get_value()));
    view! {
        <div class="form-row" class:form-row-not=not data-testid="form-row" on:keydown=on_key>
            <button
                type="button"
                class="form-not"
                id=id_of(&path, "not")
                aria-pressed=not.to_string()
                title="Whether it must not hold"
                on:click=toggle
            >
                "not"
            </button>
            <select
                class="input form-kind"
                id=id_of(&path, "kind")
                data-testid="form-kind"
                aria-label="Kind of term"
                on:change:target=move |event| pick_kind(event.target().value())
            >
                {kinds}
            </select>
            <Tools form=form path=path what="term" />
            <div class="form-fields">
                {fields}
                <TextColumn form=form place=place column=term.column />
            </div>
            {move || is_open.get().then(|| view! { <p class="form-open muted small">"Left out until it is filled in"</p> })}
        </div>
    }
    .into_any()
}

/// Whether a key goes into a field of one line.
fn is_text_field(event: &ev::KeyboardEvent) -> bool {
    use wasm_bindgen::JsCast;
    let element = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::HtmlInputElement>().ok());
    element.is_some_and(|element| element.type_() != "checkbox")
}

/// A value of a term, changed where it stands.
fn set_value(form: Form, place: StoredValue<Path>, at: usize, value: String) {
    form.set(&place.get_value(), |node| {
        if let Body::Term(term) = &mut node.body
            && let Some(held) = term.values.get_mut(at)
        {
            *held = value;
            term.written = None;
        }
    });
}

/// One field, by what it asks for.
#[component]
fn Field(form: Form, place: StoredValue<Path>, at: usize, input: Input, value: String) -> AnyView {
    let desk = Desk::expect();
    let id = id_of(&place.get_value(), &at.to_string());
    let set = move |value: String| set_value(form, place, at, value);
    match input {
        Input::Text { name, example } => view! {
            <input
                class="input form-text"
                id=id
                data-testid="form-text"
                aria-label=name
                title=name
                placeholder=example
                dir="auto"
                autocomplete="off"
                autocapitalize="off"
                spellcheck="false"
                prop:value=value
                on:input:target=move |event| set(event.target().value())
            />
        }
        .into_any(),
        Input::Number { name } => view! {
            <input
                class="input form-number"
                id=id
                aria-label=name
                title=name
                inputmode="numeric"
                autocomplete="off"
                placeholder="5"
                prop:value=value
                on:input:target=move |event| set(event.target().value())
            />
        }
        .into_any(),
        Input::Choice { name, options } => {
            let options = options
                .iter()
                .map(|(value, words)| ((*value).to_owned(), (*words).to_owned()))
                .collect();
            choice(id, name, value, options, set)
        }
        Input::Column => {
            let fields = desk.project.with_untracked(|project| project.source.fields.clone());
            choice(id, "Column", value, named(fields, "column"), set)
        }
        Input::List => {
            let lists = desk
                .project
                .with_untracked(|project| project.lists.iter().map(|list| list.name.clone()).collect());
            choice(id, "Word list", value, named(lists, "word list"), set)
        }
        Input::Exact => view! {
            <label class="form-exact">
                <input
                    type="checkbox"
                    id=id
                    prop:checked=value == YES
                    on:change:target=move |event| set(if event.target().checked() { YES.to_owned() } else { String::new() })
                />
                "exact case"
            </label>
        }
        .into_any(),
    }
}

/// Names to choose from, behind a line that asks for one.
fn named(names: Vec<String>, what: &str) -> Vec<(String, String)> {
    let ask = if names.is_empty() {
        format!("no {what} here")
    } else {
        format!("choose a {what}")
    };
    let names = names.into_iter().map(|name| (name.clone(), name));
    std::iter::once((String::new(), ask)).chain(names).collect()
}

fn choice(
    id: String,
    name: &'static str,
    value: String,
    mut options: Vec<(String, String)>,
    set: impl Fn(String) + 'static,
) -> AnyView {
    // A column is written with `_` for spaces, and in any case; what is gone stays as it is written.
    let plain = |name: &str| name.to_lowercase().replace(' ', "_");
    let own = options.iter().position(|(held, _)| *held == value);
    let own = own.or_else(|| options.iter().position(|(held, _)| plain(held) == plain(&value)));
    let own = own.unwrap_or_else(|| {
        options.push((value.clone(), value));
        options.len() - 1
    });
    let options = options
        .into_iter()
        .enumerate()
        .map(|(at, (value, words))| view! { <option value=value prop:selected=at == own>{words}</option> })
        .collect_view();
    view! {
        <select class="input form-choice" id=id aria-label=name title=name on:change:target=move |event| set(event.target().value())>
            {options}
        </select>
    }
    .into_any()
}

/// In which of several text columns a term is looked for.
#[component]
fn TextColumn(form: Form, place: StoredValue<Path>, column: String) -> AnyView {
    let desk = Desk::expect();
    let texts = desk
        .project
        .with_untracked(|project| project.source.mapping.texts());
    if texts.len() < 2 && column.is_empty() {
        return ().into_any();
    }
    let set = move |column: String| {
        form.set(&place.get_value(), |node| {
            if let Body::Term(term) = &mut node.body {
                term.column = column;
                term.written = None;
            }
        });
    };
    let mut options = vec![(String::new(), "in any text".to_owned())];
    options.extend(texts.into_iter().map(|name| (name.clone(), format!("in {name}"))));
    let id = id_of(&place.get_value(), "column");
    choice(id, "Text column", column, options, set)
}
