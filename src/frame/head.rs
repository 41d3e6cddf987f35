//! The head: the project and its counts, the way to find records, undo and redo, what is saved, theme and keys.

use labelloom_engine::session::reply::ProjectView;
use leptos::prelude::*;

use super::{mark::Mark, save_state::SaveStateView};
use crate::{
    actions,
    components::{
        Button, IconButton, Kbd, Menu, Shape,
        numbers::{count, counted},
    },
    keys::{Action, Keys},
    route::{Page, Route, Router},
    state::{Bench, use_bench},
    theme::theme_word,
};

/// The head of the page.
#[component]
pub(crate) fn Head(
    /// Whether the sheet of keys is open.
    help: RwSignal<bool>,
) -> impl IntoView {
    let bench = use_bench();
    let has_project = Memo::new(move |_| bench.project.with(Option::is_some));
    let name = move || {
        bench.project.with(|project| {
            project
                .as_ref()
                .map_or_else(|| "Labelloom".to_owned(), |project| project.name.clone())
        })
    };
    let counts = move || bench.project.with(|project| project.as_ref().map(counts));
    view! {
        <header class="head">
            <Mark />
            <h1 class="head-name" title=name>{name}</h1>
            <span class="head-counts" data-testid="record-count">{counts}</span>
            <span class="gap"></span>
            <Show when=move || has_project.get()>
                <Find />
                <UndoButtons bench=bench />
                <SaveStateView />
            </Show>
            <span class="head-wide">
                <IconButton shape=Shape::Theme name=Signal::derive(move || theme_title(bench)) on:click=move |_| next_theme(bench) />
            </span>
            <button type="button" class="icon-button head-wide" aria-label="Keys (?)" title="Keys (?)" on:click=move |_| help.set(true)>"?"</button>
            <NarrowMenu bench=bench help=help />
        </header>
    }
}

fn counts(project: &ProjectView) -> String {
    let labels = u32::try_from(project.labels.len()).unwrap_or(u32::MAX);
    let mut said = format!(
        "{} · {}",
        counted(project.records, "record", "records"),
        counted(labels, "label", "labels")
    );
    let gold = project.gold.dev + project.gold.held_out;
    if gold > 0 {
        said.push_str(&format!(" · {} gold", count(gold)));
    }
    said
}

/// Leads to the search field of the Rules page, from any page.
#[component]
fn Find() -> impl IntoView {
    let router = Router::expect();
    let keys: Keys = expect_context();
    let find = move || {
        if router.route.with_untracked(|route| route.page != Page::Rules) {
            router.go(&Route::page(Page::Rules));
            // The field is there once the page is.
            set_timeout(
                move || keys.press(Action::Search),
                std::time::Duration::from_millis(60),
            );
        } else {
            keys.press(Action::Search);
        }
    };
    // On the Rules page the field itself hears the key.
    Keys::on(Action::Search, move || {
        if router.route.with_untracked(|route| route.page != Page::Rules) {
            find();
        }
    });
    view! {
        <button type="button" class="head-find" on:click=move |_| find()>
            <span>"Find records"</span>
            <Kbd keys="/" />
        </button>
    }
}

#[component]
fn UndoButtons(bench: Bench) -> impl IntoView {
    let undo = Memo::new(move |_| bench.project.with(|project| project.as_ref()?.undo.clone()));
    let redo = Memo::new(move |_| bench.project.with(|project| project.as_ref()?.redo.clone()));
    let title = |word: &str, key: &str, what: Option<String>| match what {
        Some(what) => format!("{word}: {what} ({key})"),
        None => format!("Nothing to {}", word.to_lowercase()),
    };
    view! {
        <span class="head-wide">
            <IconButton
                shape=Shape::Undo
                name=Signal::derive(move || title("Undo", "Ctrl Z", undo.get()))
                disabled=Signal::derive(move || undo.with(Option::is_none))
                attr:data-testid="undo"
                on:click=move |_| actions::edit::undo(bench)
            />
            <IconButton
                shape=Shape::Redo
                name=Signal::derive(move || title("Redo", "Ctrl Shift Z", redo.get()))
                disabled=Signal::derive(move || redo.with(Option::is_none))
                attr:data-testid="redo"
                on:click=move |_| actions::edit::redo(bench)
            />
        </span>
    }
}

/// What the head has no room for on a small screen.
#[component]
fn NarrowMenu(bench: Bench, help: RwSignal<bool>) -> impl IntoView {
    let keys: Keys = expect_context();
    let nothing = move |what: fn(&ProjectView) -> bool| {
        Signal::derive(move || !bench.project.with(|project| project.as_ref().is_some_and(what)))
    };
    view! {
        <div class="head-menu">
            <Menu shape=Shape::More name="More">
                <Button disabled=nothing(|project| project.undo.is_some()) on:click=move |_| actions::edit::undo(bench)>"Undo"</Button>
                <Button disabled=nothing(|project| project.redo.is_some()) on:click=move |_| actions::edit::redo(bench)>"Redo"</Button>
                <Button on:click=move |_| next_theme(bench)>{move || theme_title(bench)}</Button>
                <Button on:click=move |_| keys.press(Action::Palette)>"Commands"</Button>
                <Button on:click=move |_| help.set(true)>"Keys"</Button>
            </Menu>
        </div>
    }
}

fn theme_title(bench: Bench) -> String {
    format!("Theme: {}", theme_word(bench.theme.get()))
}

fn next_theme(bench: Bench) {
    bench.theme.update(|theme| *theme = theme.next());
}
