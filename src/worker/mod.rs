//! The channel between the page and its worker. A call goes from [`client`] through [`wire`] to the worker's inbox and
//! `host`, which asks the engine's session and keeps the project saved; its end comes back the same way, exactly
//! once. What needs no browser is in files of its own, tested natively: [`asked`], [`pending`], [`handshake`],
//! [`deaths`], [`inbox`].

mod asked;
pub(crate) mod client;
mod deaths;
mod handshake;
pub(crate) mod helper;
pub(crate) mod host;
mod inbox;
#[cfg(test)]
mod inline;
mod link;
pub(crate) mod oneshot;
mod outcome;
mod pending;
pub(crate) mod protocol;
mod slot;
mod wire;

pub(crate) use client::Client;
pub(crate) use outcome::{CallError, Delivery, OnProgress, Said, Ticket, WorkerStatus};
pub(crate) use slot::Slot;
