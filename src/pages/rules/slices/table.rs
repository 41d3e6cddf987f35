//! The slices side by side: how far the rules reach in each, and how often they are right there.

use labelloom_engine::{
    ids::SliceId,
    session::{
        edit::Edit,
        reply::{ProjectView, SliceView},
        request::Filter,
    },
};
use leptos::prelude::*;

use crate::components::{
    IconButton, Proportion, Shape,
    numbers::{count, percent},
};
use crate::pages::rules::{desk::Desk, words};
use crate::route::Router;

/// A row a slice.
#[component]
pub(super) fn SliceTable(edited: RwSignal<Option<SliceId>>, open: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::expect();
    let slices = Memo::new(move |_| desk.project.with(|project| project.slices.clone()));
    let row = move |slice: SliceView| view! { <Row slice=slice edited=edited open=open /> };
    let none = move || {
        slices
            .with(Vec::is_empty)
            .then(|| view! { <p class="muted">"There is no slice yet. Name the first one below."</p> })
    };
    view! {
        <div class="slices-scroll">
            <table class="slices-table">
                <thead>
                    <tr><th>"Slice"</th><th>"Records"</th><th>"Covered"</th><th>"Conflicted"</th><th>"Right on dev gold"</th><th></th></tr>
                </thead>
                <tbody>{move || slices.get().into_iter().map(row).collect_view()}</tbody>
            </table>
        </div>
        {none}
    }
}

#[component]
fn Row(slice: SliceView, edited: RwSignal<Option<SliceId>>, open: RwSignal<bool>) -> impl IntoView {
    let desk = Desk::expect();
    let router = Router::expect();
    let id = slice.id;
    let all = desk
        .project
        .with_untracked(|project: &std::sync::Arc<ProjectView>| project.records);
    // The records of a figure in this slice; the dialog makes way for them.
    let link = move |filter: Option<Filter>| {
        let within = router.route.get_untracked().within(Some(id));
        let route = match filter {
            Some(filter) => within.records(filter),
            None => within,
        };
        route.address()
    };
    let share = move |part: u32, filter: Filter| {
        view! {
            <a href=link(Some(filter)) on:click=move |_| open.set(false)>{percent(part, slice.records)}</a>
            " "
            <small>{count(part)}</small>
        }
    };
    let delete = move |_| {
        if edited.get_untracked() == Some(id) {
            edited.set(None);
        }
        desk.edit(Edit::DeleteSlice { id });
    };
    let name = slice.name.clone();
    let problem = slice
        .problem
        .as_ref()
        .map(|problem| words::problem(problem).join(" "));
    let dev = desk.project.with_untracked(|project| project.gold.dev);
    view! {
        <tr data-testid="slice-row">
            <td>
                <a class="link" href=link(None) on:click=move |_| open.set(false)>{slice.name}</a>
                <span class="slices-query mono">{slice.query}</span>
                {problem.map(|problem| view! { <span class="slices-problem">{problem}</span> })}
            </td>
            <td>{count(slice.records)} " " <small>{percent(slice.records, all)}</small></td>
            <td>{share(slice.covered, Filter::Covered)}</td>
            <td>{share(slice.conflicted, Filter::Conflicted)}</td>
            <td><Proportion part=slice.correct whole=slice.correct + slice.incorrect none=words::no_gold(dev, "none voted on") /></td>
            <td>
                <div class="slices-tools">
                    <IconButton shape=Shape::Edit name=format!("Change {name}") on:click=move |_| edited.set(Some(id)) />
                    <IconButton shape=Shape::Close name=format!("Delete {name}; its records stay") on:click=delete />
                </div>
            </td>
        </tr>
    }
}
