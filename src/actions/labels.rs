//! The label model: fitted again behind whatever a person does, and what else the Labels page asks for.

use std::rc::Rc;
use std::sync::Arc;

use labelloom_engine::session::labels::{
    ComparisonView, EndModelOptions, EndModelView, LabelWhy, LabelsView, LeaveOneOutView,
};
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::Request;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::ask_latest;
use crate::browser::parts::{self, Part};
use crate::route::{Judge, Page, Router};
use crate::state::{Bench, Inquiry};
use crate::worker::protocol::{Answer, Call, CallProgress, Problem};
use crate::worker::{CallError, Slot};

/// Fits the model anew after every change of the project, from when labels are first asked for. Held-out gold is looked
/// at only while the Labels page judges by it.
pub(crate) fn follow(bench: Bench, router: Router) {
    let fitting = bench.fitting;
    Effect::new(move || fitting.be_of(bench.project_id.get()));
    let held_out = Memo::new(move |_| {
        router
            .route
            .with(|route| route.page == Page::Labels && route.judge == Judge::HeldOut)
    });
    let state = Memo::new(move |_| {
        let is_followed = fitting.is_followed.get();
        bench.project.with(|project| {
            let project = project.as_ref().filter(|_| is_followed)?;
            Some((project.revision, project.slice, held_out.get()))
        })
    });
    Effect::new(move || {
        if state.get().is_some() {
            fit(bench, held_out.get_untracked());
        }
    });
}

/// Fits the chosen model; labels as they were stay in sight until the new ones are there.
pub(crate) fn fit(bench: Bench, held_out: bool) {
    inquire(
        bench,
        bench.fitting.labels,
        Slot::Labels,
        Request::Labels { held_out },
        labels_of,
    );
}

/// Asks what the labels would be without each rule.
pub(crate) fn leave_one_out(bench: Bench, held_out: bool) {
    inquire(
        bench,
        bench.fitting.without,
        Slot::LeaveOneOut,
        Request::LeaveOneOut { held_out },
        without_of,
    );
}

/// Asks for all models side by side.
pub(crate) fn compare(bench: Bench) {
    inquire(
        bench,
        bench.fitting.comparison,
        Slot::CompareModels,
        Request::CompareModels,
        comparison_of,
    );
}

/// Trains the end model.
pub(crate) fn train(bench: Bench, options: EndModelOptions) {
    inquire(
        bench,
        bench.fitting.end_model,
        Slot::EndModel,
        Request::EndModel(options),
        end_model_of,
    );
}

/// Why a record has its label by the chosen model.
pub(crate) async fn why(bench: Bench, index: u32) -> Option<LabelWhy> {
    match ask_latest(bench, Slot::LabelWhy, Request::LabelWhy { index }).await? {
        Reply::LabelWhy(why) => super::open(bench, &why),
        _ => None,
    }
}

// What reads the answers is in the part `pages`, as all that shows them.

#[inline(never)]
fn labels_of(reply: Reply) -> Option<LabelsView> {
    match reply {
        Reply::Labels(view) => view.open().ok(),
        _ => None,
    }
}

#[inline(never)]
fn without_of(reply: Reply) -> Option<LeaveOneOutView> {
    match reply {
        Reply::LeaveOneOut(view) => view.open().ok(),
        _ => None,
    }
}

#[inline(never)]
fn comparison_of(reply: Reply) -> Option<ComparisonView> {
    match reply {
        Reply::Comparison(view) => view.open().ok(),
        _ => None,
    }
}

#[inline(never)]
fn end_model_of(reply: Reply) -> Option<EndModelView> {
    match reply {
        Reply::EndModel(view) => view.open().ok(),
        _ => None,
    }
}

/// Stops a question; the last answer stays.
pub(crate) fn stop<T: Send + Sync + 'static>(bench: Bench, inquiry: Inquiry<T>) {
    if let Some(request_id) = inquiry.at_work.get_untracked() {
        bench.client().cancel(request_id);
    }
}

/// Asks, with progress; a problem is kept where the answer would stand.
fn inquire<T: Send + Sync + 'static>(
    bench: Bench,
    inquiry: Inquiry<T>,
    slot: Slot,
    request: Request,
    take: fn(Reply) -> Option<T>,
) {
    let on_progress = Rc::new(move |progress: CallProgress| inquiry.progress.set(Some(progress)));
    let ticket = bench
        .client()
        .begin(Call::engine(request), Some(slot), None, Some(on_progress));
    let request_id = ticket.request_id;
    inquiry.progress.set(None);
    inquiry.at_work.set(Some(request_id));
    spawn_local(async move {
        let answer = ticket.answer().await;
        let part = parts::load(Part::Pages).await;
        // A newer question is at work, or another project is open: its answer is what counts.
        if inquiry.at_work.get_untracked() != Some(request_id) {
            return;
        }
        inquiry.at_work.set(None);
        inquiry.progress.set(None);
        match answer {
            Ok(Answer::Engine(reply)) => {
                if let Err(problem) = part {
                    return inquiry.problem.set(Some(Problem::new(problem, "Ask again.")));
                }
                let view = take(*reply);
                let unread = || Problem::new("The answer can't be read", "Load the page again.");
                inquiry.problem.set(view.is_none().then(unread));
                if let Some(view) = view {
                    inquiry.answer.set(Some(Arc::new(view)));
                }
            }
            Err(CallError::Failed(problem)) => inquiry.problem.set(Some(problem)),
            _ => {}
        }
    });
}
