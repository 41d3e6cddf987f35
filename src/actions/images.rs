//! The records' images.

use js_sys::Uint8Array;
use labelloom_engine::error::Error;
use labelloom_engine::session::images::{ImageHead, ImagesAsk, ImagesHead};
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::Request;
use wasm_bindgen::JsCast;

use crate::components::Drawing;
use crate::state::Bench;
use crate::worker::protocol::{Answer, Call, Problem};
use crate::worker::{CallError, Delivery};

/// Images of records, none larger than `side`; those that there are. An error is told.
pub(crate) async fn fetch(bench: Bench, records: Vec<u32>, side: u32) -> Vec<(u32, Drawing)> {
    drawings(bench, Request::images(&ImagesAsk { records, side })).await
}

/// The pictures that a request is answered with, in its order, each with its record. An error is told.
pub(crate) async fn drawings(bench: Bench, request: Result<Request, Error>) -> Vec<(u32, Drawing)> {
    match answered(bench, request).await {
        Ok(drawings) => drawings,
        Err(problem) => {
            bench.tell_problem(problem);
            Vec::new()
        }
    }
}

async fn answered(bench: Bench, request: Result<Request, Error>) -> Result<Vec<(u32, Drawing)>, Problem> {
    let call = Call::engine(request?);
    let ticket = bench.client().begin(call, None, None, None);
    match ticket.delivery().await {
        Ok(delivery) => heads(&delivery).and_then(|heads| cut(heads, &delivery)),
        Err(CallError::Failed(problem)) => Err(problem),
        Err(_) => Ok(Vec::new()),
    }
}

fn heads(delivery: &Delivery) -> Result<Vec<ImageHead>, Problem> {
    match &delivery.answer {
        Answer::Engine(reply) => match reply.as_ref() {
            Reply::Bytes(reply) => Ok(reply.head::<ImagesHead>()?.images),
            _ => Err(unread()),
        },
        _ => Err(unread()),
    }
}

/// The pixels of each, which follow one another.
pub(super) fn cut(heads: Vec<ImageHead>, delivery: &Delivery) -> Result<Vec<(u32, Drawing)>, Problem> {
    let bytes = delivery.attachment.as_ref();
    let bytes = bytes
        .and_then(|bytes| bytes.dyn_ref::<Uint8Array>())
        .ok_or_else(unread)?
        .to_vec();
    let mut rest = bytes.as_slice();
    let mut drawings = Vec::with_capacity(heads.len());
    for head in heads {
        let n = head.width as usize * head.height as usize * 4;
        let (rgba, behind) = rest.split_at_checked(n).ok_or_else(unread)?;
        rest = behind;
        let (width, height) = (head.width, head.height);
        drawings.push((
            head.record,
            Drawing {
                width,
                height,
                rgba: rgba.into(),
            },
        ));
    }
    Ok(drawings)
}

fn unread() -> Problem {
    Problem::new("The images can't be read", "Load the page again.")
}
