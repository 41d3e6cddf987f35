//! The figures for those who hear the page: one polite sentence, at most once a second, so that typing is not talked
//! over.

use std::time::Duration;

use leptos::prelude::*;

use super::{broken, desk::Desk, words};
use crate::components::numbers::{count, percent};

const PAUSE: Duration = Duration::from_secs(1);

/// A status line for screen readers.
#[component]
pub(super) fn Spoken() -> impl IntoView {
    let desk = Desk::expect();
    let said = RwSignal::new(String::new());
    let waiting = StoredValue::new(false);
    Effect::new(move |before: Option<()>| {
        desk.draft.track();
        desk.totals.track();
        desk.rows.total.track();
        // What the page opens with is read as the page; only changes are said.
        if before.is_none() || waiting.get_value() {
            return;
        }
        waiting.set_value(true);
        set_timeout(
            move || {
                waiting.try_set_value(false);
                said.try_set(untrack(|| sentence(desk)));
            },
            PAUSE,
        );
    });
    view! { <p class="unseen" role="status" aria-live="polite" data-testid="spoken">{said}</p> }
}

/// The problem of the rule being written, else its figures; then the totals and the list.
fn sentence(desk: Desk) -> String {
    let draft = desk.draft.try_with(|draft| {
        let draft = draft.as_ref()?;
        Some(match &draft.problem {
            Some(problem) => words::problem(problem).join(" ") + " ",
            None => format!(
                "The rule matches {}, {} newly covered. {}",
                count(draft.figures.coverage),
                count(draft.newly_covered),
                broken::words(broken::of_draft(draft)).map_or_else(String::new, |words| words + ". ")
            ),
        })
    });
    let records = desk.records.try_get_untracked().unwrap_or_default();
    let totals = desk.totals.try_get_untracked().unwrap_or_default();
    let changed = desk.rows.changed.try_get_untracked().unwrap_or_default();
    let shown = desk.rows.total.try_get_untracked().unwrap_or_default();
    format!(
        "{}{} covered, {} conflicted; {} listed{}.",
        draft.flatten().unwrap_or_default(),
        percent(totals.covered, records),
        percent(totals.conflicted, records),
        count(shown),
        if changed > 0 {
            format!(", {} changed first", count(changed))
        } else {
            String::new()
        }
    )
}
