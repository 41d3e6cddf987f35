//! What components ask for and show: rows of a list, one record, what an edit would touch.

use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::reply::{Impact, RecordView, Reply, RowsView};
use labelloom_engine::session::request::{Request, Selection};

use super::ask_latest;
use crate::state::Bench;
use crate::worker::Slot;

/// Records `start..end` of a selection, for the list of that number; a newer question of the same list wins.
pub(crate) async fn rows(
    bench: Bench,
    list: u8,
    selection: Selection,
    start: u32,
    end: u32,
) -> Option<RowsView> {
    match ask_latest(
        bench,
        Slot::Rows(list),
        Request::Rows {
            selection,
            start,
            end,
        },
    )
    .await?
    {
        Reply::Rows(rows) => Some(rows),
        _ => None,
    }
}

/// One record with everything known of it.
pub(crate) async fn record(bench: Bench, index: u32) -> Option<RecordView> {
    match ask_latest(bench, Slot::Record, Request::Record { index }).await? {
        Reply::Record(record) => Some(*record),
        _ => None,
    }
}

/// The same for whoever needs a record apart from the one in the drawer.
pub(crate) async fn record_aside(bench: Bench, index: u32) -> Option<RecordView> {
    match super::ask(bench, Request::Record { index }).await? {
        Reply::Record(record) => Some(*record),
        _ => None,
    }
}

/// What an edit would touch, before it is made.
pub(crate) async fn impact(bench: Bench, edit: Edit) -> Option<Impact> {
    match ask_latest(bench, Slot::Impact, Request::Impact(edit)).await? {
        Reply::Impact(impact) => Some(impact),
        _ => None,
    }
}
