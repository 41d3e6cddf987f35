//! Suggestions: terms and themes asked for, with progress, and put into the stores when they come.

use std::rc::Rc;
use std::sync::Arc;

use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::Request;
use labelloom_engine::session::suggest::{SuggestOptions, SuggestionsView, ThemeScope, ThemesView};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::clock;
use crate::state::{Answered, Bench, Found, Work};
use crate::worker::Slot;
use crate::worker::protocol::{Call, CallProgress};

/// Asks for terms; the list that is shown stays until they come.
pub(crate) fn terms(bench: Bench, options: SuggestOptions, found: Found) {
    let take = |bench: Bench, reply: Reply| match reply {
        Reply::Suggestions(view) => super::open(bench, &view),
        _ => None,
    };
    ask::<SuggestionsView>(
        bench,
        bench.suggesting.terms,
        Slot::Suggest,
        Request::Suggest(options),
        found,
        take,
    );
}

/// Asks for themes.
pub(crate) fn themes(bench: Bench, scope: ThemeScope, found: Found) {
    let take = |bench: Bench, reply: Reply| match reply {
        Reply::Themes(view) => super::open(bench, &view),
        _ => None,
    };
    ask::<ThemesView>(
        bench,
        bench.suggesting.themes,
        Slot::Themes,
        Request::Themes(scope),
        found,
        take,
    );
}

/// Stops a question; the last answer stays.
pub(crate) fn stop<T: Send + Sync + 'static>(bench: Bench, work: Work<T>) {
    if let Some(request_id) = work.at_work.get_untracked() {
        bench.client().cancel(request_id);
    }
}

fn ask<T: Send + Sync + 'static>(
    bench: Bench,
    work: Work<T>,
    slot: Slot,
    request: Request,
    found: Found,
    take: fn(Bench, Reply) -> Option<T>,
) {
    let begun_ms = clock::now_ms();
    let on_progress = Rc::new(move |progress: CallProgress| work.progress.set(Some(progress)));
    let ticket = bench
        .client()
        .begin(Call::engine(request), Some(slot), None, Some(on_progress));
    let request_id = ticket.request_id;
    work.progress.set(None);
    work.at_work.set(Some(request_id));
    spawn_local(async move {
        let answer = ticket.answer().await;
        // A newer question is at work, or another project is open: its answer is what counts.
        if work.at_work.get_untracked() != Some(request_id) {
            return;
        }
        work.at_work.set(None);
        work.progress.set(None);
        if let Some(view) = super::reply(bench, answer).and_then(|reply| take(bench, reply)) {
            let took_ms = clock::now_ms() - begun_ms;
            work.answer.set(Some(Arc::new(Answered { view, found, took_ms })));
        }
    });
}
