//! Many rules at once, and the past of one: what is asked about them, and edits that say what they did.

use labelloom_engine::ids::RuleId;
use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::reply::{Reply, RuleHistory, RulesImpact, TidyView};
use labelloom_engine::session::request::Request;
use leptos::task::spawn_local;

use super::ask_latest;
use super::edit::change;
use crate::browser::parts::{self, Part};
use crate::state::{Bench, NoticeAction};
use crate::worker::protocol::{Answer, Call, Problem};
use crate::worker::{CallError, Slot};

/// A rule's revisions, all of them or two to be compared.
pub(crate) async fn history(bench: Bench, rule: RuleId, revisions: Vec<u32>) -> Option<RuleHistory> {
    let slot = if revisions.is_empty() {
        Slot::History
    } else {
        Slot::Comparison
    };
    match ask_latest(bench, slot, Request::RuleHistory { rule, revisions }).await? {
        Reply::RuleHistory(history) => super::open(bench, &history),
        _ => None,
    }
}

/// Rules that add nothing, and rules to look at.
pub(crate) async fn tidy(bench: Bench) -> Option<TidyView> {
    match ask_latest(bench, Slot::Tidy, Request::Tidy).await? {
        Reply::Tidy(view) => Some(view),
        _ => None,
    }
}

/// What an edit of rules would change, or why it can't be made; none where a newer question took its place.
pub(crate) async fn impact(bench: Bench, edit: Edit) -> Option<Result<RulesImpact, Problem>> {
    let call = Call::engine(Request::RulesImpact(edit));
    match bench.client().latest(Slot::RulesImpact, call).await {
        Ok(Answer::Engine(reply)) => match parts::load(Part::Pages).await {
            Ok(()) => impact_of(*reply),
            Err(problem) => Some(Err(Problem::new(problem, "Ask again."))),
        },
        Err(CallError::Failed(problem)) => Some(Err(problem)),
        Ok(_) | Err(_) => None,
    }
}

// A door of the part `pages`, which shows it.
#[inline(never)]
fn impact_of(reply: Reply) -> Option<Result<RulesImpact, Problem>> {
    match reply {
        Reply::RulesImpact(impact) => Some(impact.open().map_err(Problem::from)),
        _ => None,
    }
}

/// Makes a change, and says what it did with the way to take it back.
pub(crate) fn edit_saying(bench: Bench, edit: Edit, said: String) {
    spawn_local(async move {
        if change(bench, Request::Edit(edit)).await {
            bench.tell_with(said, NoticeAction::Undo);
        }
    });
}
