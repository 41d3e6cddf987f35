//! The Labels page: which model makes labels of votes, what it believes of each rule, how sure it is, and whether to
//! believe it, always beside the majority vote.

mod balance;
mod board;
mod calibration;
mod compare;
mod confusion;
mod end_model;
mod head;
mod histogram;
mod judged;
mod parts;
mod referee;
mod rules;
mod strip;
mod track;
mod words;

use labelloom_engine::session::reply::ProjectView;
use leptos::prelude::*;

pub(super) use self::parts::{Trouble, Working};

use self::{
    board::Board,
    compare::Compare,
    end_model::EndModel,
    head::Head,
    judged::{Calibrated, Mistaken, Sureness},
    referee::Referee,
    rules::RulesCard,
    strip::Strip,
};
use crate::{
    actions,
    components::EmptyState,
    route::{Open, Page, Route},
    state::use_bench,
};

/// Shows the page. A door of the part `pages`.
#[inline(never)]
pub(crate) fn door() -> AnyView {
    let project = use_bench().project.get_untracked();
    project
        .map(|project| view! { <LabelsPage project=project /> })
        .into_any()
}

/// Why there is nothing to show yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Lack {
    Labels,
    Rules,
    Votes,
}

/// The page; `project` is the project as it is when the page opens.
#[component]
fn LabelsPage(project: ProjectView) -> impl IntoView {
    let board = Board::provide(project);
    // Labels are of the rules as saved. What is being written waits for the editor.
    Effect::new(move |before: Option<()>| {
        if board.bench.draft.with(Option::is_some) || before.is_none() {
            actions::draft::set_aside(board.bench);
        }
    });
    board.fitting.is_followed.set(true);
    let lack = Memo::new(move |_| board.project.with(|project| lack(project)));
    move || match lack.get() {
        Some(lack) => view! { <Lacking lack=lack /> }.into_any(),
        None => view! { <Labels /> }.into_any(),
    }
}

fn lack(project: &ProjectView) -> Option<Lack> {
    if project.labels.is_empty() {
        Some(Lack::Labels)
    } else if !project.rules.iter().any(|rule| rule.enabled) {
        Some(Lack::Rules)
    } else if project.totals.covered == 0 {
        Some(Lack::Votes)
    } else {
        None
    }
}

/// Everything there is.
#[component]
fn Labels() -> impl IntoView {
    view! {
        <div class="fit" data-testid="labels-page">
            <Head />
            <Strip />
            <Referee />
            <div class="fit-main"><RulesCard /></div>
            <div class="fit-side"><Sureness /><Calibrated /></div>
            <Mistaken />
            <Compare />
            <EndModel />
        </div>
    }
}

/// What the page says while there is nothing to make labels of.
#[component]
fn Lacking(lack: Lack) -> impl IntoView {
    let board = Board::expect();
    let route = move |page: Page| {
        let slice = board.router.route.with_untracked(|route| route.slice);
        Route::page(page).within(slice)
    };
    let (title, about) = match lack {
        Lack::Labels => (
            "Labels need names first",
            "A rule votes for a label. Name the labels on the Data page, then write rules.",
        ),
        Lack::Rules => (
            "Labels come from rules",
            "Once a rule votes, this page makes one label with a probability of all votes on a record, says how sure it is, and how often it is right where gold tells. One rule is enough to begin; with three or more, models can tell better rules from worse.",
        ),
        Lack::Votes => (
            "No rule votes on any record",
            "The rules that are on match nothing here, so there is no vote to make a label of. Open a rule and look at what it finds, or choose other records.",
        ),
    };
    let (href, go) = match lack {
        Lack::Labels => (route(Page::Data).address(), "Name labels"),
        Lack::Rules => (route(Page::Rules).opening(Open::New).address(), "Write a rule"),
        Lack::Votes => (route(Page::Rules).address(), "Look at the rules"),
    };
    view! {
        <EmptyState title=title>
            <p>{about}</p>
            <a class="button button-primary" href=href>{go}</a>
        </EmptyState>
    }
}
