//! The records' embeddings: added from a file or taken from a column, chosen among the features, replaced, let go.

use labelloom_engine::{
    embeddings::EmbeddingsChoice,
    session::{edit::Edit, graph::EmbeddingsView},
};
use leptos::{ev::DragEvent, prelude::*, task::spawn_local};
use web_sys::{File, FileList};

use super::super::{board::Board, words};
use crate::{
    actions,
    components::{Button, ButtonKind, Tip, numbers::count},
    pages::labels::Trouble,
    worker::protocol::Problem,
};

/// The kind's name in choices.
pub(super) const NAME: &str = "embeddings";

/// The embeddings. Files may be dropped on them.
#[component]
pub(in super::super) fn Embeddings() -> impl IntoView {
    let board = Board::expect();
    let view = Memo::new(move |_| {
        board
            .view
            .with(|view| view.as_ref().map(|view| view.embeddings.clone()))
    });
    let (trouble, over) = (RwSignal::new(None::<Problem>), RwSignal::new(false));
    let take = move |files: Option<FileList>| {
        trouble.set(None);
        let files: Vec<File> = files.map_or_else(Vec::new, |files| {
            (0..files.length()).filter_map(|at| files.get(at)).collect()
        });
        spawn_local(async move {
            if let Err(problem) = add(board, files).await {
                trouble.try_set(Some(problem));
            }
        });
    };
    let dropped = move |event: DragEvent| {
        event.prevent_default();
        over.set(false);
        take(event.data_transfer().and_then(|data| data.files()));
    };
    let dragged = move |event: DragEvent| {
        // Without this the browser opens the file in place of the page.
        event.prevent_default();
        over.set(true);
    };
    view! {
        <div class="graph-embeddings" class:over=move || over.get() data-testid="embeddings" on:drop=dropped on:dragover=dragged on:dragleave=move |_| over.set(false)>
            {move || view.get().and_then(|view| view.choice.clone().map(|choice| view! { <Chosen choice=choice missing=view.missing /> }))}
            <div class="graph-embeddings-ways">
                <span class="file-pick button button-quiet">
                    {move || words_of_adding(view.get().as_ref())}
                    <input
                        type="file"
                        multiple
                        accept=".npy,.parquet,.txt"
                        data-testid="embeddings-file"
                        aria-label="Add embeddings: an array saved by numpy or a Parquet file, and a list of ids where it has another order"
                        on:change:target=move |event| {
                            take(event.target().files());
                            // Choosing the same file again is a change again; its files are held already.
                            event.target().set_value("");
                        }
                    />
                </span>
                <Tip term="What file?" meaning=words::EMBEDDINGS />
                {move || view.get().map(|view| columns(board, &view))}
            </div>
            {move || trouble.get().map(|problem| view! { <Trouble problem=problem /> })}
        </div>
    }
}

fn words_of_adding(view: Option<&EmbeddingsView>) -> &'static str {
    match view {
        Some(view) if view.missing.is_some() => "Add it again…",
        Some(view) if view.choice.is_some() => "Take others…",
        _ => "Add embeddings…",
    }
}

/// A button for each column of lists that is not taken.
fn columns(board: Board, view: &EmbeddingsView) -> impl IntoView + use<> {
    let is_other = |name: &&String| view.choice != Some(EmbeddingsChoice::Column((*name).clone()));
    let button = |name: String| {
        let words = format!("Use column ‘{name}’");
        let choice = EmbeddingsChoice::Column(name);
        view! {
            <Button kind=ButtonKind::Quiet attr:data-testid="embeddings-column" on:click=move |_| {
                actions::edit::edit(board.bench, Edit::Embeddings(Some(choice.clone())));
            }>{words}</Button>
        }
    };
    view.columns
        .iter()
        .filter(is_other)
        .cloned()
        .map(button)
        .collect_view()
}

/// Those of the document: whether the graph is made of them, and what they are.
#[component]
fn Chosen(choice: EmbeddingsChoice, missing: Option<String>) -> impl IntoView {
    let board = Board::expect();
    let is_used = Memo::new(move |_| {
        board
            .choice
            .with(|choice| choice.features.iter().any(|name| name == NAME))
    });
    let is_only = Memo::new(move |_| is_used.get() && board.choice.with(|choice| choice.features.len() == 1));
    let turn = move |is_on: bool| {
        board.choose(|choice| {
            choice.features.retain(|name| name != NAME);
            if is_on {
                choice.features.push(NAME.to_owned());
            }
        });
    };
    let what = match choice {
        EmbeddingsChoice::File(file) => format!("{}, {} numbers a record", file.name, count(file.width)),
        EmbeddingsChoice::Column(name) => format!("column ‘{name}’"),
    };
    let missing = missing.map(|name| {
        view! {
            <p class="field-about field-error" data-testid="embeddings-missing">
                {format!("The numbers of {name} are not in the project file. Add it again.")}
            </p>
        }
    });
    view! {
        <div class="graph-embeddings-chosen">
            <label class="graph-check">
                <input
                    type="checkbox"
                    data-testid="graph-feature"
                    data-name=NAME
                    disabled=move || is_only.get()
                    prop:checked=move || is_used.get()
                    on:change:target=move |event| turn(event.target().checked())
                />
                <span>"Embeddings" <span class="muted" data-testid="embeddings-what">{format!(" · {what}")}</span></span>
            </label>
            <Button kind=ButtonKind::Quiet attr:data-testid="embeddings-remove" on:click=move |_| actions::edit::edit(board.bench, Edit::Embeddings(None))>"Remove"</Button>
        </div>
        {missing}
    }
}

/// Adds the array among the files, with the list of ids where there is one.
async fn add(board: Board, files: Vec<File>) -> Result<(), Problem> {
    let is_text = |file: &File| file.name().ends_with(".txt");
    let (ids, arrays): (Vec<File>, Vec<File>) = files.into_iter().partition(is_text);
    match (&arrays[..], &ids[..]) {
        ([array], [] | [_]) => actions::embeddings::add(board.bench, array, ids.first()).await,
        ([], []) => Ok(()),
        ([], _) => Err(Problem::new(
            "A list of ids alone is no array",
            "Choose the .npy or .parquet file and the list together.",
        )),
        _ => Err(Problem::new(
            "These are several files",
            "Choose one array (.npy) or Parquet file, and at most one list of ids (.txt).",
        )),
    }
}
