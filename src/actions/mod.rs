//! What a person means to do, as one function each. An action asks the worker, puts the answer into the page's stores,
//! and handles its error exactly once: as a notice with what and remedy, unless it says otherwise. Functions that
//! return at once do their work behind; `async` ones return what a component asked for, or none when there is nothing
//! to show (dropped, cancelled, or already told).

pub(crate) mod augment;
pub(crate) mod complete;
pub(crate) mod conflicts;
pub(crate) mod draft;
pub(crate) mod edit;
pub(crate) mod embeddings;
pub(crate) mod export;
pub(crate) mod graph;
pub(crate) mod images;
pub(crate) mod import;
pub(crate) mod labels;
pub(crate) mod lists;
pub(crate) mod project;
pub(crate) mod read;
pub(crate) mod rules;
pub(crate) mod suggest;
pub(crate) mod take;
pub(crate) mod worker;

use labelloom_engine::session::late::Late;
use labelloom_engine::session::reply::{ProjectView, Reply};
use labelloom_engine::session::request::Request;
use leptos::prelude::*;
use serde::de::DeserializeOwned;

use crate::state::Bench;
use crate::worker::protocol::{Answer, Call};
use crate::worker::{CallError, Slot};

/// Asks the open project; an error is told.
async fn ask(bench: Bench, request: Request) -> Option<Reply> {
    let answer = bench.client().call(Call::engine(request)).await;
    reply(bench, answer)
}

/// Asks the open project, where only the newest question of a slot matters; an error is told.
async fn ask_latest(bench: Bench, slot: Slot, request: Request) -> Option<Reply> {
    let answer = bench.client().latest(slot, Call::engine(request)).await;
    reply(bench, answer)
}

fn reply(bench: Bench, answer: Result<Answer, CallError>) -> Option<Reply> {
    match answer {
        Ok(Answer::Engine(reply)) => Some(*reply),
        Ok(_) => None,
        Err(error) => {
            bench.tell_error(error);
            None
        }
    }
}

/// Reads an answer that came as text; an error is told.
fn open<T: DeserializeOwned>(bench: Bench, late: &Late<T>) -> Option<T> {
    match late.open() {
        Ok(view) => Some(view),
        Err(error) => {
            bench.tell_problem(error.into());
            None
        }
    }
}

/// Shows the project after a change.
fn show_project(bench: Bench, view: ProjectView) {
    bench.save.update(|save| save.changed(view.revision));
    bench.project.set(Some(view));
}
