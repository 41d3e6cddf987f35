//! What the Conflicts page asks for: how rules meet, a pair of them, a walk through records, and exceptions.

use std::rc::Rc;

use labelloom_engine::{
    ids::RuleId,
    session::{
        conflicts::{ConflictsView, ExceptionsView, PairFigures, WalkView},
        reply::{RecordView, Reply},
        request::{Request, Selection},
    },
};

use super::ask_latest;
use crate::state::Bench;
use crate::worker::{
    Slot,
    protocol::{Call, CallProgress},
};

/// How all rules meet, with progress.
pub(crate) async fn conflicts(
    bench: Bench,
    on_progress: impl Fn(CallProgress) + 'static,
) -> Option<ConflictsView> {
    let call = Call::engine(Request::Conflicts);
    let ticket = bench
        .client()
        .begin(call, Some(Slot::Conflicts), None, Some(Rc::new(on_progress)));
    match super::reply(bench, ticket.answer().await)? {
        Reply::Conflicts(view) => super::open(bench, &view),
        _ => None,
    }
}

/// Two rules in figures.
pub(crate) async fn pair(bench: Bench, a: RuleId, b: RuleId) -> Option<PairFigures> {
    match ask_latest(bench, Slot::Pair, Request::Pair(a, b)).await? {
        Reply::Pair(pair) => Some(pair),
        _ => None,
    }
}

/// Where a walk through a selection is.
pub(crate) async fn walk(bench: Bench, selection: Selection, record: Option<u32>) -> Option<WalkView> {
    match ask_latest(bench, Slot::Walk, Request::Walk { selection, record }).await? {
        Reply::Walk(walk) => Some(walk),
        _ => None,
    }
}

/// One record; with the words of two rules alone marked, where they are named.
pub(crate) async fn record(bench: Bench, index: u32, rules: Option<(RuleId, RuleId)>) -> Option<RecordView> {
    let request = match rules {
        Some(rules) => Request::Marked { index, rules },
        None => Request::Record { index },
    };
    match ask_latest(bench, Slot::Record, request).await? {
        Reply::Record(record) => Some(*record),
        _ => None,
    }
}

/// Words of a record that could be exceptions to the first rule, which has the query given, against the second.
pub(crate) async fn exceptions(
    bench: Bench,
    (rule, against): (RuleId, RuleId),
    record: u32,
    query: String,
) -> Option<ExceptionsView> {
    let request = Request::Exceptions {
        rule,
        against,
        record,
        query,
    };
    match ask_latest(bench, Slot::Exceptions, request).await? {
        Reply::Exceptions(found) => Some(found),
        _ => None,
    }
}
