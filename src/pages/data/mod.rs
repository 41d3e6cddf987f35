//! The Data page: what the project holds, where it came from, its gold and its labels.

mod accents;
mod columns;
mod gold;
mod head;
mod labels;
mod lists;
mod report;
mod source;

use labelloom_engine::session::reply::ProjectView;
use labelloom_engine::session::request::Filter;
use leptos::prelude::*;

use crate::components::EmptyState;
use crate::route::Route;
use crate::state::use_bench;
use accents::AccentsCard;
use columns::ColumnsCard;
use gold::GoldCard;
use head::Head;
use labels::LabelsCard;
use lists::ListsCard;
use report::ReportCard;
use source::SourceCard;
pub(crate) use source::read_as;

/// Shows the page. A door of the part `pages`.
#[inline(never)]
pub(crate) fn door() -> AnyView {
    view! { <DataPage /> }.into_any()
}

/// The page.
#[component]
fn DataPage() -> impl IntoView {
    let project = Signal::from(use_bench().project);
    let is_open = Memo::new(move |_| project.with(Option::is_some));
    view! {
        <Show when=move || is_open.get() fallback=NothingOpen>
            <Data project=project />
        </Show>
    }
}

#[component]
fn NothingOpen() -> impl IntoView {
    view! {
        <EmptyState title="No project is open">
            <p>"Drop in data or open a saved project; its records, columns, gold and labels are then here."</p>
            <a class="button button-primary" href=start()>"Choose data"</a>
        </EmptyState>
    }
}

#[component]
fn Data(project: Signal<Option<ProjectView>>) -> impl IntoView {
    let labels = slice(project, |project| project.labels.clone());
    let gold = slice(project, |project| project.gold.clone());
    let lists = slice(project, |project| project.lists.clone());
    let rules = slice(project, |project| {
        project
            .rules
            .iter()
            .map(|rule| (rule.id, rule.name.clone()))
            .collect::<Vec<_>>()
    });
    let source = slice(project, |project| Some(project.source.clone()));
    view! {
        <div class="data">
            <Head project=project />
            <div class="data-column">
                <LabelsCard labels=labels />
                <GoldCard gold=gold labels=labels />
                <ListsCard lists=lists rules=rules />
                <AccentsCard accents=slice(project, |project| project.accents) />
            </div>
            <div class="data-column">
                <SourceCard source=source />
                <ReportCard source=source unknown_gold=slice(project, |project| project.gold.unknown.clone()) />
                <ColumnsCard source=source />
            </div>
        </div>
    }
}

/// A part of the project that changes only when the part does.
fn slice<T: Default + Clone + PartialEq + Send + Sync + 'static>(
    project: Signal<Option<ProjectView>>,
    part: fn(&ProjectView) -> T,
) -> Memo<T> {
    Memo::new(move |_| project.with(|project| project.as_ref().map(part).unwrap_or_default()))
}

/// The address of the records for which a filter holds.
fn records(filter: Filter) -> String {
    Route::default().records(filter).address()
}

/// The address of the start page.
fn start() -> String {
    Route::default().address()
}
