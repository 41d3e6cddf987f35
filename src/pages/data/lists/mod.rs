//! Word lists: words and phrases under a name, which rules ask for with `@name`.

mod entries;
mod form;
mod row;

use labelloom_engine::ids::RuleId;
use labelloom_engine::lists::same_name;
use labelloom_engine::session::reply::ListView;
use leptos::prelude::*;

use crate::components::Button;
use crate::components::numbers::count;
use crate::route::{Page, Route, Router};
use form::ListDialog;
use row::ListRow;

/// Which list is being written.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Opened {
    /// One that is not there yet, under this name.
    New(String),
    /// One of the project.
    Saved(String),
}

/// All lists, one row each, and the dialog of the one that is open. Which one is in the address.
#[component]
pub(crate) fn ListsCard(
    #[prop(into)] lists: Signal<Vec<ListView>>,
    #[prop(into)] rules: Signal<Vec<(RuleId, String)>>,
) -> impl IntoView {
    let router = Router::expect();
    let is_new = RwSignal::new(false);
    let names = Memo::new(move |_| {
        let names = |lists: &Vec<ListView>| lists.iter().map(|list| list.name.clone()).collect::<Vec<_>>();
        lists.with(names)
    });
    let opened = Memo::new(move |_| match router.route.with(|route| route.list.clone()) {
        Some(name) => {
            let known =
                names.with_untracked(|names| names.iter().find(|known| same_name(known, &name)).cloned());
            Some(known.map_or(Opened::New(name), Opened::Saved))
        }
        None => is_new.get().then(|| Opened::New(String::new())),
    });
    let close = move || {
        is_new.set(false);
        if router.route.with_untracked(|route| route.list.is_some()) {
            router.go(&Route::page(Page::Data));
        }
    };
    view! {
        <section class="card" aria-label="Word lists" data-testid="word-lists">
            <div class="card-head">
                <h2>"Word lists"</h2>
                <span class="muted">{move || number(names.with(Vec::len))}</span>
                <span class="gap"></span>
                <Button on:click=move |_| is_new.set(true) attr:data-testid="list-new">"New list"</Button>
            </div>
            <Show when=move || names.with(|names| !names.is_empty()) fallback=NoList>
                <ul class="word-lists">
                    <For each=move || names.get() key=|name| name.clone() let:name>
                        <ListRow name=name lists=lists rules=rules />
                    </For>
                </ul>
            </Show>
            {move || opened.get().map(|opened| view! {
                <ListDialog opened=opened names=names on_close=Callback::new(move |()| close()) />
            })}
        </section>
    }
}

#[component]
fn NoList() -> impl IntoView {
    view! {
        <p class="card-note word-lists-none">
            "Many words under one name: a rule asks for all of them with " <code class="mono">"@name"</code>
            ", and follows when the list changes. Write one, or take one from a text file."
        </p>
    }
}

/// A number of lists; none where there is none.
fn number(lists: usize) -> Option<String> {
    (lists > 0).then(|| count(u32::try_from(lists).unwrap_or(u32::MAX)))
}
