//! What an export would be: its counts, its name, its first bytes, the download, and the command that repeats it.

use labelloom_engine::modality::Modality;
use labelloom_engine::session::reply::ExportPreview;
use labelloom_engine::session::request::ExportOptions;
use leptos::prelude::*;

use super::choices::format_named;
use super::command::{Columns, export_command, told};
use crate::actions::export::export;
use crate::actions::import;
use crate::components::numbers::count;
use crate::components::{Button, ButtonKind, CopyButton};
use crate::state::{ProgressView, is_of_images, use_bench};

/// The right side of the page.
#[component]
pub(crate) fn ExportResult(
    options: Memo<ExportOptions>,
    preview: RwSignal<Option<ExportPreview>>,
) -> impl IntoView {
    let known = Memo::new(move |_| preview.get());
    let holds_records = Memo::new(move |_| {
        options.with(|options| format_named(&options.format).is_some_and(|format| format.records))
    });
    let project = use_bench().project;
    let of_images = Memo::new(move |_| project.with(is_of_images));
    view! {
        <div class="export-result">
            <div class="export-figures">
                <Show when=move || holds_records.get()>
                    <Count name="Records written" known=known pick=|preview| preview.records testid="export-records" />
                    <Count name="Left out" known=known pick=|preview| preview.left_out testid="export-left-out" />
                </Show>
                <span class="gap"></span>
                <Download options=options />
            </div>
            <ul class="export-said" aria-label="What to know about this file">
                {move || of_images.get().then(|| view! { <li>"Records are names and numbers of images; their pixels stay here."</li> })}
                {move || known.with(|known| known.as_ref().map(|known| {
                    known.said.iter().map(|said| view! { <li>{said.clone()}</li> }).collect_view()
                }))}
            </ul>
            <p class="export-file">
                "File " <code data-testid="export-file">{move || known.with(|known| known.as_ref().map(|known| known.file_name.clone()).unwrap_or_default())}</code>
                {move || known.with(|known| known.as_ref().map(|known| if known.complete { "in full:" } else { "begins with:" }))}
            </p>
            <pre class="export-head" tabindex="0" aria-label="Beginning of the file" aria-busy=move || known.with(Option::is_none).to_string()>
                {move || known.with(|known| known.as_ref().map(|known| known.head.clone()).unwrap_or_default())}
            </pre>
            <Command options=options known=known />
        </div>
    }
}

#[component]
fn Count(
    name: &'static str,
    known: Memo<Option<ExportPreview>>,
    pick: fn(&ExportPreview) -> u32,
    testid: &'static str,
) -> impl IntoView {
    view! {
        <div class="export-figure">
            <span>{name}</span>
            <strong data-testid=testid>
                {move || known.with(|known| known.as_ref().map_or_else(|| "–".to_owned(), |known| count(pick(known))))}
            </strong>
        </div>
    }
}

/// The button; while the file is made, how far it is and a way to stop.
#[component]
fn Download(options: Memo<ExportOptions>) -> impl IntoView {
    let bench = use_bench();
    let busy = Memo::new(move |_| bench.progress.with(Option::is_some));
    let fraction = move || {
        bench
            .progress
            .with(|progress| progress.as_ref().and_then(ProgressView::fraction))
    };
    view! {
        <Show when=move || busy.get()>
            <div class="export-progress">
                <progress aria-label="Writing the file" max="1" prop:value=move || fraction().unwrap_or(0.0)></progress>
            </div>
            <Button on:click=move |_| import::cancel(bench)>"Cancel"</Button>
        </Show>
        <Button
            kind=ButtonKind::Primary
            disabled=busy
            on:click=move |_| export(bench, options.get_untracked())
            attr:data-testid="export-download"
        >
            "Download"
        </Button>
    }
}

/// The command line that writes the same bytes, to copy.
#[component]
fn Command(options: Memo<ExportOptions>, known: Memo<Option<ExportPreview>>) -> impl IntoView {
    let project = use_bench().project;
    let command = Memo::new(move |_| {
        let file_name = known.with(|known| known.as_ref().map(|known| known.file_name.clone()))?;
        project.with(|project| {
            // The page's decoders and the command line's may differ by a level: the bytes would not be the same.
            let project = project
                .as_ref()
                .filter(|project| project.source.modality == Modality::Text)?;
            let columns = Columns::of(&project.source);
            let told = told(project);
            options.with(|options| export_command(&columns, options, &told, &file_name))
        })
    });
    move || {
        command.get().map(|words| view! {
            <div>
                <p class="card-note">
                    "The same bytes on the command line. It needs the data file and your rules: download the format Rules as rules.json."
                </p>
                <div class="command">
                    <pre tabindex="0" aria-label="Command line" data-testid="export-command">{words.clone()}</pre>
                    <CopyButton what="the command line" text=words />
                </div>
            </div>
        })
    }
}
