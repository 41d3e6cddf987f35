//! The screen: what was found, how images are kept, where labels come from, a name, one button.

use leptos::{prelude::*, task::spawn_local};

use super::gather::{Found, Given};
use super::kinds;
use super::reading::{Way, read};
use super::strip::Strip;
use crate::actions::import::{cancel, import_images};
use crate::components::numbers::{count, counted, size};
use crate::components::{Button, ButtonKind, Field, Select, SelectOption};
use crate::pages::start::import::{Progress, Trouble};
use crate::state::{Bench, use_bench};
use crate::worker::protocol::{CallProgress, Problem};

/// Sides that images can be kept at, and which is usual.
const SIDES: [u32; 5] = [32, 64, 128, 256, 512];
const USUAL_SIDE: u32 = 128;

/// Most bytes that images may take as they are kept.
const MOST_BYTES: f64 = 1.5e9;

/// Names that are listed of files which are left out.
const LISTED: usize = 20;

/// What is chosen, and how far reading is; in one copyable handle.
#[derive(Clone, Copy)]
struct Choice {
    side: RwSignal<u32>,
    folders: RwSignal<bool>,
    name: RwSignal<String>,
    /// Images read so far, and of them not decoded; none while none are read.
    read: RwSignal<Option<(u32, u32)>>,
    /// Whether reading is to stop.
    stops: RwSignal<bool>,
    problem: RwSignal<Option<Problem>>,
}

/// The screen for what was found: at least an image.
#[component]
pub(super) fn Screen(found: Found) -> impl IntoView {
    let bench = use_bench();
    let labels = kinds::labels(found.images.iter().map(|given| given.path.as_str()));
    let title = title(&found);
    let choice = Choice {
        side: RwSignal::new(USUAL_SIDE),
        folders: RwSignal::new(!labels.is_empty()),
        name: RwSignal::new(title.clone()),
        read: RwSignal::new(None),
        stops: RwSignal::new(false),
        problem: RwSignal::new(None),
    };
    // Leaving the screen ends the reading.
    on_cleanup(move || {
        choice.stops.try_set(true);
    });
    let n = whole(found.images.len());
    view! {
        <div class="import" data-testid="pictures">
            <div class="import-head">
                <h1>{title}</h1>
                <span class="import-size">{format!("{}, {}", counted(n, "image", "images"), size(found.bytes()))}</span>
                <span class="gap"></span>
                <Button attr:data-testid="pictures-other" on:click=move |_| bench.dropped.set(None)>"Choose other files"</Button>
            </div>
            <section class="import-card" aria-label="What was found">
                <h2>"What was found"</h2>
                <Strip images=found.images.clone() />
                <LeftOut others=found.others.clone() hidden=found.hidden.clone() />
            </section>
            <Kept choice=choice n=n />
            <Labels choice=choice labels=labels />
            <Trouble problem=choice.problem />
            <Bar choice=choice images=found.images n=n />
        </div>
    }
}

/// What the project is called at first: the folder, or the one image.
fn title(found: &Found) -> String {
    match (found.root.as_str(), found.images.as_slice()) {
        ("", [only]) => only.path.clone(),
        ("", _) => "images".to_owned(),
        (root, _) => root.rsplit('/').next().unwrap_or(root).to_owned(),
    }
}

/// Files that are no images, by name, and how many hidden ones were passed over.
#[component]
fn LeftOut(others: Vec<Given>, hidden: Vec<String>) -> impl IntoView {
    let said = |n: usize, names: Vec<String>, what: String| {
        let rest = n.saturating_sub(LISTED);
        (n > 0).then(|| {
            view! {
                <details class="pictures-left" data-testid="pictures-left">
                    <summary>{what}</summary>
                    <ul>
                        {names.into_iter().map(|name| view! { <li>{name}</li> }).collect_view()}
                        {(rest > 0).then(|| view! { <li class="muted">{format!("and {} more", count(whole(rest)))}</li> })}
                    </ul>
                </details>
            }
        })
    };
    let n = others.len();
    let what = format!(
        "{} no PNG, JPEG, WebP or GIF and left out",
        counted(whole(n), "file is", "files are")
    );
    let names = others.into_iter().take(LISTED).map(|given| given.path).collect();
    let passed = hidden.len();
    let over = format!(
        "{} passed over",
        counted(whole(passed), "hidden file is", "hidden files are")
    );
    let first = hidden.into_iter().take(LISTED).collect();
    view! { {said(n, names, what)} {said(passed, first, over)} }
}

/// The size at which images are kept, and what it takes.
#[component]
fn Kept(choice: Choice, n: u32) -> impl IntoView {
    let options: Vec<SelectOption> = SIDES
        .iter()
        .map(|side| SelectOption {
            value: side.to_string(),
            name: format!("{side} pixels"),
        })
        .collect();
    let value = Signal::derive(move || choice.side.get().to_string());
    let takes = Signal::derive(move || {
        let most = memory(n, choice.side.get());
        let so = if most > MOST_BYTES {
            "more than a tab has; choose fewer pixels"
        } else {
            "in memory, and the same on disk"
        };
        format!(
            "At most {} for {}: {so}.",
            size(most),
            counted(n, "image", "images")
        )
    });
    let pick = move |picked: String| {
        if let Ok(side) = picked.parse() {
            choice.side.set(side);
        }
    };
    view! {
        <section class="import-card" aria-label="How images are kept">
            <h2>"How images are kept"</h2>
            <div class="import-reading">
                <Field id="pictures-side" name="Longest side" hint=takes>
                    <Select id="pictures-side" value=value options=options on_pick=UnsyncCallback::new(pick) attr:data-testid="pictures-side" attr:aria-describedby="pictures-side-about" />
                </Field>
            </div>
            <p class="card-note">
                "Larger images are made smaller, smaller ones stay as they are. Rules, the graph and variants work on what is kept; "
                "width and height of the files are kept as numbers."
            </p>
        </section>
    }
}

/// Whether folders' names are labels.
#[component]
fn Labels(choice: Choice, labels: Vec<(String, u32)>) -> impl IntoView {
    let has_folders = !labels.is_empty();
    let names = labels.into_iter().enumerate().map(|(at, (name, count))| {
        let color = at % usize::from(labelloom_engine::labels::COLORS);
        view! { <li class=format!("label-tag lc{color}")>{name} " " <span class="number">{count}</span></li> }
    });
    let names = names.collect_view();
    view! {
        <section class="import-card" aria-label="Labels">
            <h2>"Labels"</h2>
            {if has_folders {
                view! {
                    <div class="chips">
                        <label class="choice">
                            <input type="radio" name="pictures-labels" data-testid="pictures-folders" prop:checked=move || choice.folders.get() on:change=move |_| choice.folders.set(true) />
                            <b>"Names of folders"</b>
                            <small>"Each image has the label of its folder, as gold."</small>
                        </label>
                        <label class="choice">
                            <input type="radio" name="pictures-labels" data-testid="pictures-no-labels" prop:checked=move || !choice.folders.get() on:change=move |_| choice.folders.set(false) />
                            <b>"None"</b>
                            <small>"Labels are added later."</small>
                        </label>
                    </div>
                    <ul class="label-chips" data-testid="pictures-label-names">{names}</ul>
                }
                .into_any()
            } else {
                view! { <p class="card-note">"Where a folder holds two folders or more, their names can be labels. There are none here: labels are added later."</p> }.into_any()
            }}
        </section>
    }
}

/// The name and the one button; while images are read and imported, how far it is.
#[component]
fn Bar(choice: Choice, images: Vec<Given>, n: u32) -> impl IntoView {
    let bench = use_bench();
    let images = StoredValue::new_local(images);
    let is_busy = Memo::new(move |_| choice.read.get().is_some() || bench.progress.with(Option::is_some));
    let progress = Signal::derive(move || match choice.read.get() {
        Some((done, refused)) => decoding(done, refused, n),
        None => bench
            .progress
            .get()
            .and_then(|view| view.progress)
            .unwrap_or_default(),
    });
    let stop = move |()| {
        choice.stops.set(true);
        cancel(bench);
    };
    view! {
        <div class="import-bar">
            <div class="import-name">
                <Field id="project-name" name="Project name">
                    <input class="input" id="project-name" autocomplete="off" bind:value=choice.name />
                </Field>
            </div>
            <Show
                when=move || is_busy.get()
                fallback=move || view! {
                    <span class="gap"></span>
                    <Button
                        kind=ButtonKind::Primary
                        disabled=Signal::derive(move || memory(n, choice.side.get()) > MOST_BYTES)
                        on:click=move |_| begin(bench, choice, images.get_value())
                        attr:data-testid="import-start"
                    >
                        {format!("Import {}", counted(n, "image", "images"))}
                    </Button>
                }
            >
                <Progress progress=progress on_cancel=Callback::new(stop) />
            </Show>
        </div>
    }
}

/// Decodes all, and imports what came of it.
fn begin(bench: Bench, choice: Choice, images: Vec<Given>) {
    let way = Way {
        side: choice.side.get_untracked(),
        folders: choice.folders.get_untracked(),
    };
    let name = choice.name.get_untracked().trim().to_owned();
    let name = if name.is_empty() {
        "images".to_owned()
    } else {
        name
    };
    choice.stops.set(false);
    choice.problem.set(None);
    choice.read.set(Some((0, 0)));
    spawn_local(async move {
        // The screen may be left by then, which ends it too.
        let on_image = |done, refused| {
            choice.read.try_set(Some((done, refused))).is_none()
                && choice.stops.try_get_untracked() == Some(false)
        };
        let packed = read(&name, images, way, on_image).await;
        if choice.read.try_set(None).is_some() {
            return;
        }
        match packed {
            Ok(pack) => {
                if let Err(problem) = import_images(bench, pack, name, way.folders).await {
                    choice.problem.try_set(Some(problem));
                }
            }
            Err(error) if error.is_empty() => {}
            Err(error) => choice.problem.set(Some(Problem::new(
                error,
                "Choose fewer images, or a smaller side, and try again.",
            ))),
        }
    });
}

fn decoding(done: u32, refused: u32, n: u32) -> CallProgress {
    let aside = match refused {
        0 => String::new(),
        _ => format!(", {} can't be decoded", count(refused)),
    };
    CallProgress {
        stage: format!(
            "decoding, {} of {}{aside}",
            count(done),
            counted(n, "image", "images")
        ),
        done: f64::from(done),
        total: f64::from(n),
        ..CallProgress::default()
    }
}

/// Bytes that images may take at most: three channels of a square.
fn memory(n: u32, side: u32) -> f64 {
    f64::from(n) * f64::from(side) * f64::from(side) * 3.0
}

fn whole(n: usize) -> u32 {
    u32::try_from(n).unwrap_or(u32::MAX)
}
