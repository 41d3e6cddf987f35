//! The end model: a classifier of texts taught by the labels, how it does beside them, the words that decide, and
//! whether it may label what no rule votes on.

use std::sync::Arc;

use labelloom_engine::session::{
    labels::{EndModelView, LabelWords, SideFigures, WordWeight},
    request::{Filter, Selection},
};
use leptos::prelude::*;

use super::{
    board::{Board, parts},
    parts::{Records, Right, Tag, Trouble, Working},
    words,
};
use crate::pages::lookup::Lookup;
use crate::{
    actions,
    components::{
        Button, Tip,
        numbers::{count, counted},
    },
    route::{Page, Route},
    state::{is_of_images, use_bench},
};

/// The card.
#[component]
pub(super) fn EndModel() -> impl IntoView {
    let board = Board::expect();
    let inquiry = board.fitting.end_model;
    let is_at_work = Memo::new(move |_| inquiry.at_work.with(Option::is_some));
    let begin = move |_| {
        let options = board
            .project
            .with_untracked(|project| project.model.end_options.clone());
        actions::labels::train(board.bench, options);
    };
    let stop = move |_| actions::labels::stop(board.bench, inquiry);
    let newest = Memo::new(move |_| newest(board));
    view! {
        <section class="card fit-wide" aria-label="End model" data-testid="end-model">
            <div class="card-head">
                <h2><Tip term="End model" meaning=words::END_MODEL /></h2>
                <span class="gap"></span>
                {move || if is_at_work.get() {
                    view! {
                        <Working progress=inquiry.progress name="Training…" />
                        <Button attr:data-testid="end-model-stop" on:click=stop>"Stop"</Button>
                    }.into_any()
                } else {
                    view! {
                        <Button attr:data-testid="end-model-train" on:click=begin>
                            {move || if newest.with(Option::is_some) { "Train again" } else { "Train" }}
                        </Button>
                    }.into_any()
                }}
            </div>
            <div class="card-body">
                {move || inquiry.problem.get().map(|problem| view! { <Trouble problem=problem /> })}
                <Use has_model=Signal::derive(move || newest.with(Option::is_some)) />
                {move || match newest.get() {
                    Some(view) => view! { <Answer view=view /> }.into_any(),
                    None => view! { <About /> }.into_any(),
                }}
            </div>
        </section>
    }
}

/// The end model as last told, by the training or by a fit since.
fn newest(board: Board) -> Option<Arc<EndModelView>> {
    let trained = board.fitting.end_model.answer.get();
    let told = board
        .labels_view()
        .and_then(|view| view.end_model.clone())
        .map(Arc::new);
    match (trained, told) {
        (Some(trained), Some(told)) if told.revision >= trained.revision => Some(told),
        (trained, told) => trained.or(told),
    }
}

#[component]
fn About() -> impl IntoView {
    let board = Board::expect();
    let of_images = use_bench().project.with_untracked(is_of_images);
    let uncovered = move || {
        let uncovered = board
            .project
            .with(|project| project.scope - project.totals.covered);
        counted(uncovered, "record has", "records have")
    };
    view! {
        <p class="muted">
            {move || format!("{} no vote and so no label. ", uncovered())}
            {if of_images {
                "A classifier of what images look like, taught by the labels of the others, sees the whole image: it can reach these too, and held-out gold tells how well."
            } else {
                "A classifier of words, taught by the labels of the others, reads the whole text: it can reach these too, and held-out gold tells how well."
            }}
        </p>
    }
}

/// Whether it labels what no rule votes on.
#[component]
fn Use(has_model: Signal<bool>) -> impl IntoView {
    let board = Board::expect();
    let is_used = Memo::new(move |_| board.project.with(|project| project.model.end_model));
    let turn = move |is_on: bool| board.choose(|choice| choice.end_model = is_on);
    view! {
        <Show when=move || has_model.get() || is_used.get()>
            <label class="end-use">
                <input
                    type="checkbox"
                    data-testid="end-model-use"
                    prop:checked=move || is_used.get()
                    on:change:target=move |event| turn(event.target().checked())
                />
                <span>"Label uncovered records by it" <span class="muted">" · exports then say of each label whether rules or the end model gave it"</span></span>
            </label>
        </Show>
    }
}

#[component]
fn Answer(view: Arc<EndModelView>) -> impl IntoView {
    let board = Board::expect();
    let by_held_out = view.held_out.gold > 0;
    let trained = format!(
        "Taught by {} on {}; knows {}{}.",
        board.named(&view.taught_by).title,
        counted(view.trained_on, "record", "records"),
        if use_bench().project.with_untracked(is_of_images) {
            counted(view.features, "feature of images", "features of images")
        } else {
            counted(view.features, "word", "words")
        },
        if view.converged {
            ""
        } else {
            "; it had not settled when the steps ended"
        }
    );
    let notes = view
        .notes
        .iter()
        .map(|note| view! { <p class="muted">{note.sentence.clone()}</p> })
        .collect_view();
    view! {
        {view.is_stale.then(|| view! { <p class="end-stale" role="status">"These figures are of an earlier state of the project; lists and exports train it anew."</p> })}
        <p class="muted" data-testid="end-model-trained">{trained}</p>
        <Scores view=Arc::clone(&view) by_held_out=by_held_out />
        <p>
            "Reaches "
            <Records records=view.reaches href=board.records(&[Filter::EndModelAny]) testid="end-model-reaches" />
            {if view.reaches == 1 { " record that no rule votes on" } else { " records that no rule votes on" }}
            <Reached view=Arc::clone(&view) />
            {(view.left > 0).then(|| format!("; {} neither reaches", counted(view.left, "record", "records")))}
            "."
        </p>
        {notes}
        <div class="end-words">{view.words.iter().cloned().map(|words| view! { <Words words=words /> }).collect_view()}</div>
    }
}

/// Of the records it reaches, how many by label.
#[component]
fn Reached(view: Arc<EndModelView>) -> impl IntoView {
    let board = Board::expect();
    let labels = view.labels.iter().filter(|label| label.count > 0).map(|label| {
        let href = board.records(&[Filter::EndModel(label.label)]);
        view! { <span class="rule-link"><Tag id=label.label /><a class="link" href=href>{count(label.count)}</a></span> }
    });
    let labels = labels.collect_view();
    (view.reaches > 0).then(|| view! { ": " <span class="referee-rules">{labels}</span> })
}

/// How it does beside the label model, on the same gold.
#[component]
fn Scores(view: Arc<EndModelView>, by_held_out: bool) -> impl IntoView {
    if !by_held_out {
        let (right, n) = parts(view.dev.accuracy_of_all);
        return view! {
            <p data-testid="end-model-score">
                "No gold is held out, so that nothing fair can be said of it. On dev gold: "
                <Right right=right n=n testid="end-model-accuracy" />
            </p>
        }
        .into_any();
    }
    let row = |name: &'static str, side: &SideFigures, testid: &'static str| {
        let ((right, n), (all_right, all)) = (parts(side.accuracy), parts(side.accuracy_of_all));
        view! {
            <tr>
                <th scope="row">{name}</th>
                <td>{count(side.labeled)}</td>
                <td><Right right=right n=n testid=testid /></td>
                <td><Right right=all_right n=all /></td>
                <td>{words::fraction(side.macro_f1)}</td>
            </tr>
        }
    };
    view! {
        <div class="fit-scroll">
            <table class="fit-table referee-table" data-testid="end-model-score">
                <thead><tr>
                    <th scope="col">{format!("On held-out gold, {}", counted(view.held_out.gold, "record", "records"))}</th>
                    <th scope="col">"Labeled"</th>
                    <th scope="col"><Tip term="Right of labeled" meaning=words::ACCURACY /></th>
                    <th scope="col"><Tip term="Right of all gold" meaning=words::OF_ALL /></th>
                    <th scope="col"><Tip term="Macro-F₁" meaning=words::MACRO_F1 /></th>
                </tr></thead>
                <tbody>
                    {row("Rules alone", &view.rules_held_out, "")}
                    {row("End model alone", &view.held_out, "end-model-accuracy")}
                    {row("Rules, and where none votes the end model", &view.together_held_out, "")}
                </tbody>
            </table>
        </div>
    }
    .into_any()
}

/// The words that decide on a label; each leads to the records that hold it.
#[component]
fn Words(words: LabelWords) -> impl IntoView {
    let row = |name: &'static str, words: Vec<WordWeight>| {
        (!words.is_empty()).then(|| {
            view! {
                <div class="end-row"><dt>{name}</dt><dd>{words.into_iter().map(word).collect_view()}</dd></div>
            }
        })
    };
    view! {
        <dl class="end-label">
            <Tag id=words.label />
            {row("for", words.speaks_for)}
            {row("against", words.speaks_against)}
        </dl>
    }
}

fn word(word: WordWeight) -> impl IntoView {
    let board = Board::expect();
    let selection = Selection {
        filters: Vec::new(),
        search: format!("\"{}\"", word.word.replace('\\', "\\\\").replace('"', "\\\"")),
    };
    let slice = board.router.route.with_untracked(|route| route.slice);
    let href = Route::page(Page::Rules)
        .within(slice)
        .listing(selection)
        .address();
    let weight = words::weight(word.weight);
    view! { <a class="end-word" href=href title=format!("weight {weight}")>{word.word}</a> }
}
