//! The Start page: a sentence, a drop zone, samples and saved projects; once a file is in, the import step.

mod import;
mod intake;
mod paste;
mod pictures;
mod projects;
mod samples;
mod steps;
mod when;

use leptos::prelude::*;

use crate::browser::parts::Part;
use crate::components::{Button, Icon, Shape};
use crate::pages::Later;
use crate::route::{Page, Route, Router};
use crate::state::{Bench, use_bench};
pub(crate) use intake::chosen;
use paste::PasteDialog;
use projects::SavedProjects;
use samples::Samples;
use steps::Steps;

/// The page.
#[component]
pub(crate) fn StartPage() -> impl IntoView {
    let bench = use_bench();
    let over = intake::listen(bench);
    go_on_when_opened(bench);
    let first_look = Memo::new(move |_| {
        bench.incoming.with(|incoming| {
            incoming
                .as_ref()
                .is_some_and(|incoming| incoming.preview.is_some())
        })
    });
    let many = Memo::new(move |_| bench.dropped.with(Option::is_some));
    move || {
        if many.get() {
            view! { <Later part=Part::Pages door=pictures::door /> }.into_any()
        } else if first_look.get() {
            view! { <Later part=Part::Pages door=import::door /> }.into_any()
        } else {
            view! { <Welcome over=over /> }.into_any()
        }
    }
}

/// Leads to the rules as soon as a project is opened from here; an import still in question stays.
fn go_on_when_opened(bench: Bench) {
    let router = Router::expect();
    Effect::watch(
        move || bench.project_id.get(),
        move |id, _, _| {
            if id.is_some() && bench.incoming.with_untracked(Option::is_none) {
                router.go(&Route::page(Page::Rules));
            }
        },
        false,
    );
}

/// What there is before a file is chosen.
#[component]
fn Welcome(over: ReadSignal<bool>) -> impl IntoView {
    view! {
        <div class="start">
            <header>
                <h1>"Label your data with rules, and see what each rule does while you type"</h1>
                <p class="start-lead">
                    "Drop in texts or images, write rules, watch coverage and conflicts move, and leave with labeled JSON. No account, no install."
                </p>
            </header>
            <DropZone over=over />
            <SavedProjects />
            <Samples />
            <Steps />
        </div>
    }
}

/// The big place for a file. The whole window takes drops; this says so.
#[component]
fn DropZone(over: ReadSignal<bool>) -> impl IntoView {
    let pasting = RwSignal::new(false);
    view! {
        <section class="drop" data-over=move || over.get().to_string() aria-label="Import">
            <Icon shape=Shape::File />
            <p class="drop-title">{move || if over.get() { "Let go to look at it" } else { "Drop a file or a folder of images here" }}</p>
            <div class="drop-actions">
                <FilePick name="Choose files" testid="import-input" folder=false />
                <FilePick name="Choose a folder of images" testid="import-folder" folder=true />
                <Button keys="Ctrl V" on:click=move |_| pasting.set(true)>"Paste rows"</Button>
            </div>
            <p class="drop-formats">
                "CSV, TSV, JSON, JSON Lines, Parquet, plain text, or a saved project; PNG, JPEG, WebP and GIF images, many at once, or a batch of CIFAR-10. You see how it is read before anything is imported."
            </p>
            <p class="drop-private">"Nothing leaves this tab: texts and images are read, labeled and kept here, and nothing is uploaded."</p>
            <PasteDialog open=pasting />
        </section>
    }
}

/// A button that opens the browser's dialog for files, or for a folder.
#[component]
fn FilePick(name: &'static str, testid: &'static str, folder: bool) -> impl IntoView {
    let bench = use_bench();
    view! {
        <span class="file-pick button" class:button-primary=!folder>
            {name}
            <input
                type="file"
                multiple=true
                prop:webkitdirectory=folder
                data-testid=testid
                aria-label=name
                on:change:target=move |event| intake::chosen_all(bench, &event.target())
            />
        </span>
    }
}
