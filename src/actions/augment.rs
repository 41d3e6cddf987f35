//! What the Augment page asks for. A problem is for the caller to show, where the answer would stand.

use std::rc::Rc;
use std::sync::Arc;

use labelloom_engine::session::augment::{
    AugmentAsk, AugmentChoice, AugmentReply, CoverageView, GeneratedView, HelpsView, MadeVariant,
    PicturedPreview, PreviewView, RatesView, RobustnessView, SearchView, VariantRef,
};
use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::late::Late;
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::Request;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::edit::change;
use super::images;
use crate::components::Drawing;
use crate::state::{Augmenting, Basis, Bench, Inquiry};
use crate::worker::protocol::{Answer, Call, CallProgress, Problem};
use crate::worker::{CallError, Delivery, OnProgress, Slot, Ticket};

/// Questions of which only the newest of its sort is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Question {
    /// What there is to choose, and what is chosen.
    State,
    /// Variants beside their records.
    Preview,
    /// Accepted variants.
    Accepted,
    /// Rates by operation and strength.
    Rates,
    /// How well rules withstand operations.
    Robustness,
    /// Variants of all records.
    Generated,
    /// Whether variants help.
    Helps,
    /// How accepted variants spread.
    Coverage,
    /// Which policy helps.
    Search,
}

/// An answer, or why there is none; without a problem there is nothing to show.
pub(crate) type Told<T> = Result<T, Option<Problem>>;

/// Asks something about variants.
pub(crate) async fn ask(bench: Bench, question: Question, ask: &AugmentAsk) -> Told<AugmentReply> {
    read(begin(bench, question, ask, Rc::new(|_| {}))?).await
}

/// Asks for variants beside their records; those of images come with their pictures, in the same order.
pub(crate) async fn preview(bench: Bench, ask: &AugmentAsk) -> Told<(PreviewView, Vec<Drawing>)> {
    let ticket = begin(bench, Question::Preview, ask, Rc::new(|_| {}))?;
    match ticket.delivery().await {
        Ok(delivery) => previewed(&delivery),
        Err(CallError::Failed(problem)) => Err(Some(problem)),
        Err(_) => Err(None),
    }
}

fn previewed(delivery: &Delivery) -> Told<(PreviewView, Vec<Drawing>)> {
    let Answer::Engine(reply) = &delivery.answer else {
        return Err(None);
    };
    match reply.as_ref() {
        Reply::Augment(late) => match late.open().map_err(|error| Some(error.into()))? {
            AugmentReply::Preview(view) => Ok((view, Vec::new())),
            _ => Err(None),
        },
        Reply::Bytes(reply) => {
            let head: PicturedPreview = reply.head().map_err(|error| Some(error.into()))?;
            let drawings = images::cut(head.pictures.images, delivery).map_err(Some)?;
            let drawings = drawings.into_iter().map(|(_, drawing)| drawing);
            Ok((head.preview, drawings.collect()))
        }
        _ => Err(None),
    }
}

/// Begins a question that takes a while: it can be cancelled by its ticket's id, and [`read`] once it ends.
pub(crate) fn begin(
    bench: Bench,
    question: Question,
    ask: &AugmentAsk,
    on_progress: OnProgress,
) -> Told<Ticket> {
    let request = Request::augment(ask).map_err(|error| Some(error.into()))?;
    let slot = Some(Slot::Augment(question as u8));
    Ok(bench
        .client()
        .begin(Call::engine(request), slot, None, Some(on_progress)))
}

/// Waits for the answer to a question.
pub(crate) async fn read(ticket: Ticket) -> Told<AugmentReply> {
    match ticket.answer().await {
        Ok(Answer::Engine(reply)) => match *reply {
            Reply::Augment(late) => late.open().map_err(|error| Some(error.into())),
            _ => Err(None),
        },
        Err(CallError::Failed(problem)) => Err(Some(problem)),
        Ok(_) | Err(_) => Err(None),
    }
}

/// What is measured of variants, and which answer it is.
pub(crate) trait Measured: Send + Sync + Sized + 'static {
    /// The question.
    const QUESTION: Question;

    /// The answer, where it is to this question.
    fn of(reply: AugmentReply) -> Option<Self>;

    /// Where it is noted what the answer is of, so that one of before is not taken for one of now.
    fn basis(_of: Augmenting) -> Option<RwSignal<Option<Arc<Basis>>>> {
        None
    }
}

macro_rules! measured {
    ($($view:ty, $name:ident;)*) => {$(
        impl Measured for $view {
            const QUESTION: Question = Question::$name;

            fn of(reply: AugmentReply) -> Option<Self> {
                match reply {
                    AugmentReply::$name(view) => Some(view),
                    _ => None,
                }
            }
        }
    )*};
}

measured! {
    RatesView, Rates;
    RobustnessView, Robustness;
    GeneratedView, Generated;
    CoverageView, Coverage;
}

impl Measured for HelpsView {
    const QUESTION: Question = Question::Helps;

    fn of(reply: AugmentReply) -> Option<Self> {
        match reply {
            AugmentReply::Helps(view) => Some(view),
            _ => None,
        }
    }

    fn basis(of: Augmenting) -> Option<RwSignal<Option<Arc<Basis>>>> {
        Some(of.helps_of)
    }
}

impl Measured for SearchView {
    const QUESTION: Question = Question::Search;

    fn of(reply: AugmentReply) -> Option<Self> {
        match reply {
            AugmentReply::Search(view) => Some(*view),
            _ => None,
        }
    }

    fn basis(of: Augmenting) -> Option<RwSignal<Option<Arc<Basis>>>> {
        Some(of.search_of)
    }
}

/// Begins to measure something. It goes on while another page is shown.
pub(crate) fn measure<T: Measured>(bench: Bench, inquiry: Inquiry<T>, ask: &AugmentAsk) {
    bench.augmenting.be_of(bench.project_id.get_untracked());
    let on_progress: OnProgress = Rc::new(move |progress: CallProgress| inquiry.progress.set(Some(progress)));
    let ticket = match begin(bench, T::QUESTION, ask, on_progress) {
        Ok(ticket) => ticket,
        Err(problem) => return inquiry.problem.set(problem),
    };
    let request_id = ticket.request_id;
    let basis = T::basis(bench.augmenting).zip(bench.project.get_untracked());
    let basis = basis.map(|(place, project)| {
        let ask = ask.clone();
        (place, Arc::new(Basis { project, ask }))
    });
    inquiry.progress.set(None);
    inquiry.problem.set(None);
    inquiry.at_work.set(Some(request_id));
    spawn_local(async move {
        let told = read(ticket).await;
        // Newer work is under way: its end is what counts.
        if inquiry.at_work.get_untracked() != Some(request_id) {
            return;
        }
        inquiry.at_work.set(None);
        inquiry.progress.set(None);
        match told {
            Ok(reply) => {
                if let Some(view) = T::of(reply) {
                    if let Some((place, basis)) = basis {
                        place.set(Some(basis));
                    }
                    inquiry.answer.set(Some(Arc::new(view)));
                }
            }
            Err(problem) => inquiry.problem.set(problem),
        }
    });
}

/// Stops measuring; what was known before stays.
pub(crate) fn stop<T: Measured>(bench: Bench, inquiry: Inquiry<T>) {
    if let Some(request_id) = inquiry.at_work.get_untracked() {
        bench.client().cancel(request_id);
    }
}

/// Keeps how variants are made.
pub(crate) async fn choose(bench: Bench, choice: &AugmentChoice) -> bool {
    match Late::of(choice) {
        Ok(choice) => change(bench, Request::Edit(Edit::Augment(choice))).await,
        Err(error) => {
            bench.tell_problem(error.into());
            false
        }
    }
}

/// Keeps variants.
pub(crate) fn accept(bench: Bench, variants: &Vec<MadeVariant>) {
    written(bench, variants, Edit::AcceptVariants);
}

/// Lets accepted variants go.
pub(crate) fn remove(bench: Bench, variants: &Vec<VariantRef>) {
    written(bench, variants, Edit::RemoveVariants);
}

/// Downloads the policy as the command line takes it.
pub(crate) fn policy_file(bench: Bench, choice: AugmentChoice) {
    let choice = Some(choice);
    if let Ok(request) = Request::augment(&AugmentAsk::Policy { choice }) {
        super::export::fetch_file(bench, request);
    }
}

/// Makes a change of something that crosses as text.
fn written<T: serde::Serialize + 'static>(bench: Bench, what: &T, edit: fn(Late<T>) -> Edit) {
    match Late::of(what) {
        Ok(written) => spawn_local(async move {
            change(bench, Request::Edit(edit(written))).await;
        }),
        Err(error) => bench.tell_problem(error.into()),
    }
}
