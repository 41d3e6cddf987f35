//! The query as a form: groups of rows, each a term with its kind and fields. Form and text are one query: what is
//! changed here is written there, and what is written there is read into here.

mod fields;
mod node;
mod row;

use labelloom_engine::rules::QueryTree;
use leptos::prelude::*;

use self::{
    node::{Body, Node, Path, Term},
    row::Row,
};
use super::store::Editor;
use crate::{
    browser::focus,
    components::{Button, ButtonKind, IconButton, Shape},
    keys::{Action, Keys},
    pages::rules::desk::Desk,
    route::{Router, Tab},
    theme::{keep, kept},
};

const KEPT_AS: &str = "labelloom-query-form";

/// How a query is written: as text or as a form. Kept for the next time.
pub(super) fn as_form() -> RwSignal<bool> {
    let is_form = RwSignal::new(kept(KEPT_AS).as_deref() == Some("on"));
    Effect::new(move || keep(KEPT_AS, if is_form.get() { "on" } else { "off" }));
    is_form
}

/// The two ways side by side.
#[component]
pub(super) fn Switch(is_form: RwSignal<bool>) -> impl IntoView {
    let way = move |form: bool, words: &'static str, testid: &'static str| {
        view! {
            <button
                type="button"
                class="ways-one"
                data-testid=testid
                aria-pressed=move || (is_form.get() == form).to_string()
                on:click=move |_| is_form.set(form)
            >
                {words}
            </button>
        }
    };
    view! {
        <span class="ways" role="group" aria-label="How the query is written">
            {way(false, "Text", "query-as-text")}
            {way(true, "Form", "query-as-form")}
        </span>
    }
}

/// What the form holds. Values change in place; the form is drawn anew only where its rows change.
#[derive(Clone, Copy)]
struct Form {
    editor: Editor,
    root: StoredValue<Node>,
    /// Grows when rows come, go or move.
    drawn: RwSignal<u32>,
    /// Grows with every value.
    typed: RwSignal<u32>,
    /// The query that this form stands for.
    printed: StoredValue<Option<String>>,
}

impl Form {
    /// The node at a place.
    fn at(self, path: &[usize]) -> Option<Node> {
        self.root.with_value(|root| root.at(path).cloned())
    }

    /// A row's print; nothing while it is incomplete.
    fn is_complete(self, path: &[usize]) -> bool {
        self.typed.track();
        self.root
            .with_value(|root| root.at(path).is_none_or(|node| node.tree().is_some()))
    }

    /// Changes a value in place.
    fn set(self, path: &[usize], change: impl FnOnce(&mut Node)) {
        self.root.update_value(|root| {
            if let Some(node) = root.at_mut(path) {
                change(node);
            }
        });
        self.typed.update(|typed| *typed = typed.wrapping_add(1));
        self.write();
    }

    /// Changes rows; `focus` is where the keys go then, by the place of a node and what of it.
    fn arrange(self, change: impl FnOnce(&mut Node) -> Option<(Path, &'static str)>) {
        let Some(focus) = self.root.try_update_value(change) else {
            return;
        };
        self.drawn.update(|drawn| *drawn = drawn.wrapping_add(1));
        self.write();
        if let Some((path, what)) = focus {
            request_animation_frame(move || focus_on(&id_of(&path, what)));
        }
    }

    /// Moves a node, and the keys with it.
    fn shift(self, path: &[usize], down: bool) {
        let what = if down { "down" } else { "up" };
        self.arrange(|root| Some((root.shift(path, down)?, what)));
    }

    /// Takes a node out; the keys go to the one before it, else to the group's first button.
    fn remove(self, path: &[usize]) {
        self.arrange(|root| {
            root.remove(path)?;
            let (last, group) = path.split_last()?;
            let before = [group, &[last.saturating_sub(1)]].concat();
            Some(if root.at(&before).is_some() {
                (before, "remove")
            } else {
                (Vec::new(), "add")
            })
        });
    }

    /// Adds a row behind a place in a group.
    fn add_behind(self, path: &[usize]) {
        self.arrange(|root| {
            let (last, group) = path.split_last()?;
            let row = Node::term(Term::blank("words"));
            Some((root.insert(group, last + 1, row)?, "0"))
        });
    }

    fn add(self, group: &[usize], node: Node, is_group: bool) {
        self.arrange(|root| {
            let end = root.at(group)?.nodes().len();
            let mut path = root.insert(group, end, node)?;
            if is_group {
                path.push(0);
            }
            Some((path, "0"))
        });
    }

    /// Writes the query that the form stands for.
    fn write(self) {
        let query = self.root.with_value(Node::print);
        self.printed.set_value(Some(query.clone()));
        if self.editor.text.with_untracked(|text| text.query != query) {
            self.editor.change(|text| text.query = query);
        }
    }

    /// Reads a query's tree, unless the form wrote that query itself.
    fn read(self, query: &str, tree: Option<&QueryTree>) {
        if self
            .printed
            .with_value(|printed| printed.as_deref() == Some(query))
        {
            return;
        }
        self.root.set_value(Node::root(tree));
        self.printed.set_value(Some(query.to_owned()));
        self.drawn.update(|drawn| *drawn = drawn.wrapping_add(1));
    }
}

/// The id of a part of a node, for labels and the focus.
fn id_of(path: &[usize], what: &str) -> String {
    let place: Vec<String> = path.iter().map(usize::to_string).collect();
    format!("query-form-{}-{what}", place.join("-"))
}

fn focus_on(id: &str) {
    focus::give(document().get_element_by_id(id));
}

/// Whether the keys go to the form's first field when it is shown.
#[derive(Clone, Copy)]
pub(super) struct Begins(pub(super) bool);

/// The form. A door of the part `pages`.
#[inline(never)]
pub(super) fn door() -> AnyView {
    view! { <FormEditor /> }.into_any()
}

/// The form of the open rule's query; of a new rule the keys go to its first field.
#[component]
fn FormEditor() -> impl IntoView {
    let Begins(is_new) = expect_context();
    let desk = Desk::expect();
    let editor = Editor::expect();
    let router = Router::expect();
    let form = Form {
        editor,
        root: StoredValue::new(Node::root(None)),
        drawn: RwSignal::new(0),
        typed: RwSignal::new(0),
        printed: StoredValue::new(None),
    };
    // Whether what stands in the text is what the form shows; a query that can't be read is shown by neither.
    let is_read = RwSignal::new(false);
    // Only what changes is told: to draw the rows anew would take the focus out of them.
    let say = move |now: bool| {
        if is_read.get_untracked() != now {
            is_read.set(now);
        }
    };
    Effect::new(move || {
        let query = editor.text.with(|text| text.query.clone());
        if query.trim().is_empty() {
            form.read(&query, None);
            return say(true);
        }
        let tree = desk.draft.with(|draft| {
            let draft = draft.as_ref().filter(|draft| draft.draft.text.query == query)?;
            draft.reading.as_ref().map(|reading| reading.tree.clone())
        });
        if let Some(tree) = &tree {
            form.read(&query, Some(tree));
        }
        say(form
            .printed
            .with_value(|printed| printed.as_deref() == Some(&query)));
    });
    Keys::on(Action::EditQuery, move || {
        router.slide(&router.route.get_untracked().tab(Tab::Edit));
        request_animation_frame(|| focus_on(&id_of(&[0], "0")));
    });
    Keys::on(Action::SaveRule, move || editor.save());
    // One from words is begun while reading on.
    if is_new && editor.from.with_untracked(Option::is_none) {
        request_animation_frame(|| focus_on(&id_of(&[0], "0")));
    }
    let problem = move || editor.problem.with(Option::is_some);
    view! {
        <div class="query-form" data-testid="query-form">
            {move || {
                if is_read.get() {
                    form.drawn.track();
                    view! { <Group form=form path=Vec::new() /> }.into_any()
                } else if problem() {
                    view! { <p class="muted small">"The query can't be read, so that no form can show it. Mend it as text first."</p> }.into_any()
                } else {
                    view! { <p class="muted small" aria-busy="true">"…"</p> }.into_any()
                }
            }}
        </div>
    }
}

/// A group: how its rows hold together, the rows, and what can be added.
#[component]
fn Group(form: Form, path: Path) -> AnyView {
    let Some(Node {
        not,
        body: Body::Group { any, nodes },
    }) = form.at(&path)
    else {
        return ().into_any();
    };
    let is_root = path.is_empty();
    let place = StoredValue::new(path.clone());
    let rows = (0..nodes.len())
        .map(|at| {
            let own = [path.as_slice(), &[at]].concat();
            let between = (at > 0).then(|| view! { <li class="form-between" aria-hidden="true">{if any { "or" } else { "and" }}</li> });
            let drawn = match &nodes[at].body {
                Body::Term(_) => view! { <Row form=form path=own /> }.into_any(),
                Body::Group { .. } => view! { <Group form=form path=own /> }.into_any(),
            };
            view! { {between} <li>{drawn}</li> }
        })
        .collect_view();
    let pick = move |value: String| {
        form.arrange(|root| {
            let path = place.get_value();
            let node = root.at_mut(&path)?;
            node.not = value.starts_with("not");
            if let Body::Group { any, .. } = &mut node.body {
                *any = value.ends_with("any");
            }
            Some((path, "join"))
        });
    };
    let choice = |value: &'static str, words: &'static str| {
        let own = value == join_word(not, any);
        view! { <option value=value prop:selected=own>{words}</option> }
    };
    let add_group = move || {
        let inner = Node::group(!any, vec![Node::term(Term::blank("words"))]);
        form.add(&place.get_value(), inner, true);
    };
    view! {
        <div class="form-group" class:form-root=is_root role="group" aria-label=if is_root { "The query" } else { "A group" }>
            <div class="form-head">
                <select
                    class="input form-join"
                    id=id_of(&path, "join")
                    data-testid="form-join"
                    aria-label="How these hold together"
                    on:change:target=move |event| pick(event.target().value())
                >
                    {choice("all", "All of these")}
                    {choice("any", "Any of these")}
                    {choice("not-all", "Not all of these")}
                    {choice("not-any", "None of these")}
                </select>
                {(!is_root).then(|| view! { <Tools form=form path=path.clone() what="group" /> })}
            </div>
            <ul class="form-rows">{rows}</ul>
            <div class="form-add">
                <Button
                    attr:id=id_of(&path, "add")
                    attr:data-testid="form-add-term"
                    on:click=move |_| form.add(&place.get_value(), Node::term(Term::blank("words")), false)
                >
                    "Add a term"
                </Button>
                <Button kind=ButtonKind::Quiet attr:data-testid="form-add-group" on:click=move |_| add_group()>"Add a group"</Button>
            </div>
        </div>
    }
    .into_any()
}

/// How the nodes of a group hold together, as the select has it.
fn join_word(not: bool, any: bool) -> &'static str {
    match (not, any) {
        (false, false) => "all",
        (false, true) => "any",
        (true, false) => "not-all",
        (true, true) => "not-any",
    }
}

/// Moving a node, grouping it, and taking it out.
#[component]
fn Tools(form: Form, path: Path, what: &'static str) -> impl IntoView {
    let place = StoredValue::new(path.clone());
    let wrap = move |_| {
        form.arrange(|root| {
            let path = root.wrap(&place.get_value())?;
            Some((path, "up"))
        });
    };
    view! {
        <span class="form-tools">
            <IconButton
                shape=Shape::Up
                name=format!("Move this {what} up, into or out of a group (Alt ↑)")
                attr:id=id_of(&path, "up")
                on:click=move |_| form.shift(&place.get_value(), false)
            />
            <IconButton
                shape=Shape::Down
                name=format!("Move this {what} down, into or out of a group (Alt ↓)")
                attr:id=id_of(&path, "down")
                on:click=move |_| form.shift(&place.get_value(), true)
            />
            <button type="button" class="icon-button form-wrap" title=format!("Put this {what} into a group of its own") aria-label=format!("Put this {what} into a group of its own") on:click=wrap>
                "( )"
            </button>
            <IconButton
                shape=Shape::Close
                name=format!("Remove this {what}")
                attr:id=id_of(&path, "remove")
                on:click=move |_| form.remove(&place.get_value())
            />
        </span>
    }
}
