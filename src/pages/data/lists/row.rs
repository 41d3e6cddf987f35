//! One word list: its name, how much it holds, which rules use it, and what can be done with it.

use labelloom_engine::ids::RuleId;
use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::reply::ListView;
use labelloom_engine::session::request::Selection;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::actions::lists::make;
use crate::components::numbers::counted;
use crate::components::{Menu, Shape};
use crate::route::{Open, Page, Route, Tab};
use crate::state::{NoticeAction, use_bench};

/// So many rules are named; the others are counted.
const SHOWN: usize = 4;

/// A row of the card.
#[component]
pub(super) fn ListRow(
    name: String,
    lists: Signal<Vec<ListView>>,
    rules: Signal<Vec<(RuleId, String)>>,
) -> impl IntoView {
    let bench = use_bench();
    let own = name.clone();
    let list = Memo::new(move |_| lists.with(|lists| lists.iter().find(|list| list.name == own).cloned()));
    let entries =
        move || list.with(|list| counted(list.as_ref().map_or(0, |list| list.entries), "entry", "entries"));
    let users = move || {
        let used = list.with(|list| list.as_ref().map(|list| list.rules.clone()).unwrap_or_default());
        view! { <Users used=used rules=rules /> }
    };
    let deleted = name.clone();
    let delete = move |_| {
        let name = deleted.clone();
        spawn_local(async move {
            match make(bench, vec![Edit::DeleteList { name: name.clone() }]).await {
                Ok(()) => bench.tell_with(format!("Deleted the word list {name}"), NoticeAction::Undo),
                Err(problem) => bench.tell_problem(problem),
            }
        });
    };
    let address = Route::list(&name).address();
    view! {
        <li class="word-list" data-testid="list-row">
            <a class="word-list-name mono" href=address.clone() title="Open the list">{format!("@{name}")}</a>
            <span class="word-list-size">{entries}</span>
            <span class="word-list-users">{users}</span>
            <Menu shape=Shape::More name=format!("More of {name}")>
                <a class="button" href=address>"Open"</a>
                <a class="button" href=records(&name)>"Show the records"</a>
                <button type="button" class="button" on:click=delete data-testid="list-delete">"Delete"</button>
            </Menu>
        </li>
    }
}

/// The rules that use a list, each with the way to it.
#[component]
fn Users(used: Vec<RuleId>, rules: Signal<Vec<(RuleId, String)>>) -> impl IntoView {
    if used.is_empty() {
        return view! { <span class="muted">"in no rule"</span> }.into_any();
    }
    let more = used.len().saturating_sub(SHOWN);
    let link = |id: RuleId| {
        let named = move |rules: &Vec<(RuleId, String)>| {
            let found = rules.iter().find(|(known, _)| *known == id);
            found.map(|(_, name)| name.clone())
        };
        let name = move || rules.with(named);
        view! { <a class="link" href=Route::default().opening(Open::Rule(id)).address()>{name}</a> }
    };
    view! {
        <span class="muted">"in "</span>
        {used.into_iter().take(SHOWN).map(link).collect_view()}
        {(more > 0).then(|| view! { <span class="muted">{format!("and {more} more")}</span> })}
    }
    .into_any()
}

/// The address of the records that hold an entry of a list.
fn records(name: &str) -> String {
    let route = Route {
        selection: Selection {
            filters: Vec::new(),
            search: format!("@{name}"),
        },
        tab: Tab::Records,
        ..Route::page(Page::Rules)
    };
    route.address()
}
