//! What the Graph page asks for. A problem is for the caller to show, where the answer would stand.

use std::rc::Rc;

use js_sys::Uint8Array;
use labelloom_engine::session::augment::{AugmentAsk, VariantRef};
use labelloom_engine::session::graph::{GraphAsk, GraphColor, GraphHead, GraphReply};
use labelloom_engine::session::reply::{RecordView, Reply};
use labelloom_engine::session::request::Request;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;

use crate::state::Bench;
use crate::worker::protocol::{Answer, Call, CallProgress, Problem};
use crate::worker::{CallError, Delivery, OnProgress, Slot, Ticket};

/// Questions of which only the newest of its sort is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// Building and carrying labels.
    Work,
    /// How the graph stands.
    State,
    /// The records' places.
    Layout,
    /// What each record looks like.
    Color,
    /// One record.
    Node,
    /// The record that is pointed at.
    Hover,
    /// What other seeds would change.
    WhatIf,
    /// A list of records.
    List,
    /// Graphs and models compared.
    Choose,
    /// Records picked.
    Pick,
    /// Where accepted variants lie.
    Variants,
    /// The variant that is pointed at.
    HoverVariant,
}

impl Question {
    fn slot(self) -> Slot {
        Slot::Graph(self as u8)
    }
}

/// An answer, or why there is none; without a problem there is nothing to show.
pub(crate) type Told<T> = Result<T, Option<Problem>>;

/// Begins work on the graph. It goes on while another page is shown.
pub(crate) fn work(bench: Bench, ask: &GraphAsk) {
    let graphing = bench.graphing;
    let on_progress: OnProgress =
        Rc::new(move |progress: CallProgress| graphing.progress.set(Some(progress)));
    let Ok(request) = Request::graph(ask) else { return };
    let slot = Question::Work.slot();
    let ticket = bench
        .client()
        .begin(Call::engine(request), Some(slot), None, Some(on_progress));
    let request_id = ticket.request_id;
    graphing.progress.set(None);
    graphing.problem.set(None);
    graphing.at_work.set(Some(request_id));
    spawn_local(async move {
        let answer = ticket.answer().await;
        // Newer work is under way: its end is what counts.
        if graphing.at_work.get_untracked() != Some(request_id) {
            return;
        }
        graphing.at_work.set(None);
        graphing.progress.set(None);
        if let Err(CallError::Failed(problem)) = answer {
            graphing.problem.set(Some(problem));
        }
        graphing.ended.update(|ended| *ended = ended.wrapping_add(1));
    });
}

/// Stops the work; what was there before stays.
pub(crate) fn stop(bench: Bench) {
    if let Some(request_id) = bench.graphing.at_work.get_untracked() {
        bench.client().cancel(request_id);
    }
}

/// Asks the graph something.
pub(crate) async fn ask(bench: Bench, question: Question, ask: &GraphAsk) -> Told<GraphReply> {
    read(begin(bench, question, ask, Rc::new(|_| {}))?).await
}

/// The text of an accepted variant.
pub(crate) async fn variant(bench: Bench, variant: VariantRef) -> Told<String> {
    let request = Request::augment(&AugmentAsk::Text(variant)).map_err(|error| Some(error.into()))?;
    let slot = Some(Question::HoverVariant.slot());
    let ticket = bench
        .client()
        .begin(Call::engine(request), slot, None, Some(Rc::new(|_| {})));
    match read(ticket).await? {
        GraphReply::Variant(text) => Ok(text),
        _ => Err(None),
    }
}

/// Where accepted variants lie on the map, as bytes.
pub(crate) async fn places_of_variants(bench: Bench) -> Told<(GraphHead, Vec<u8>)> {
    let request = Request::augment(&AugmentAsk::Places).map_err(|error| Some(error.into()))?;
    let slot = Some(Question::Variants.slot());
    let ticket = bench
        .client()
        .begin(Call::engine(request), slot, None, Some(Rc::new(|_| {})));
    read_numbers(ticket).await
}

/// Begins a question that takes a while: it can be cancelled by its ticket's id, and [`read`] once it ends.
pub(crate) fn begin(
    bench: Bench,
    question: Question,
    ask: &GraphAsk,
    on_progress: OnProgress,
) -> Told<Ticket> {
    let request = Request::graph(ask).map_err(|error| Some(error.into()))?;
    let slot = Some(question.slot());
    Ok(bench
        .client()
        .begin(Call::engine(request), slot, None, Some(on_progress)))
}

/// Waits for the answer to a question.
pub(crate) async fn read(ticket: Ticket) -> Told<GraphReply> {
    let delivery = delivered(ticket).await?;
    match delivery.answer {
        Answer::Engine(reply) => match *reply {
            Reply::Graph(late) => late.open().map_err(|error| Some(error.into())),
            _ => Err(None),
        },
        _ => Err(None),
    }
}

/// Asks for numbers of all records: what they mean, and the numbers as bytes.
pub(crate) async fn numbers(bench: Bench, question: Question, ask: &GraphAsk) -> Told<(GraphHead, Vec<u8>)> {
    read_numbers(begin(bench, question, ask, Rc::new(|_| {}))?).await
}

async fn read_numbers(ticket: Ticket) -> Told<(GraphHead, Vec<u8>)> {
    let delivery = delivered(ticket).await?;
    let bytes = delivery
        .attachment
        .and_then(|bytes| bytes.dyn_into::<Uint8Array>().ok());
    match (delivery.answer, bytes) {
        (Answer::Engine(reply), Some(bytes)) => match *reply {
            Reply::Bytes(reply) => {
                let head = reply.head().map_err(|error| Some(error.into()))?;
                Ok((head, bytes.to_vec()))
            }
            _ => Err(None),
        },
        _ => Err(None),
    }
}

/// The record that is pointed at.
pub(crate) async fn pointed_at(bench: Bench, index: u32) -> Option<RecordView> {
    let slot = Question::Hover.slot();
    match super::ask_latest(bench, slot, Request::Record { index }).await? {
        Reply::Record(record) => Some(*record),
        _ => None,
    }
}

/// Downloads the map as a drawing, with accepted variants at places, x and y by turns.
pub(crate) fn svg(bench: Bench, color: GraphColor, variants: Vec<f32>) {
    if let Ok(request) = Request::graph(&GraphAsk::Svg { color, variants }) {
        super::export::fetch_file(bench, request);
    }
}

async fn delivered(ticket: Ticket) -> Told<Delivery> {
    match ticket.delivery().await {
        Ok(delivery) => Ok(delivery),
        Err(CallError::Failed(problem)) => Err(Some(problem)),
        Err(_) => Err(None),
    }
}
