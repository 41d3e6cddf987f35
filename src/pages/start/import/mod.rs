//! The one screen between a file and its project: how the file is read, what each column is, the labels, a name.

mod labels;
mod progress;
mod reading;
mod roles;
mod table;
mod trouble;

use labelloom_engine::formats::ReadOptions;
use labelloom_engine::formats::mapping::Mapping;
use labelloom_engine::formats::preview::Preview;
use labelloom_engine::session::import::ImportPlan;
use leptos::prelude::*;
use web_sys::File;

use crate::actions::import::{cancel, forget_incoming, import, preview_again};
use crate::components::numbers::size;
use crate::components::{Button, ButtonKind, Field};
use crate::state::{Bench, use_bench};
use labels::LabelsChoice;
pub(super) use progress::Progress;
use reading::{BadRows, Reading};
use table::PreviewTable;
pub(super) use trouble::Trouble;

/// What is chosen on the screen, one signal each; in one copyable handle.
#[derive(Clone, Copy)]
struct Choice {
    /// As the person wants the file read; the preview may lag behind or have failed.
    options: RwSignal<ReadOptions>,
    mapping: RwSignal<Mapping>,
    /// The person's own labels; none means the gold column's values.
    own_labels: RwSignal<Option<Vec<String>>>,
    project_name: RwSignal<String>,
}

impl Choice {
    fn new(file_name: &str, preview: &Preview) -> Self {
        Self {
            options: RwSignal::new(preview.options.clone()),
            mapping: RwSignal::new(preview.mapping.clone()),
            own_labels: RwSignal::new(None),
            project_name: RwSignal::new(project_name(file_name)),
        }
    }

    /// Follows the previews: the person's choice of columns stays as long as the columns are the same.
    fn follow(self, preview: Signal<Preview>) {
        Effect::watch(
            move || preview.get(),
            move |now, before, _| {
                let same = before.is_some_and(|before| names(before) == names(now));
                if !same {
                    self.mapping.set(now.mapping.clone());
                }
            },
            false,
        );
    }

    fn plan(self, file_name: &str) -> ImportPlan {
        let name = self.project_name.get_untracked();
        let name = name.trim();
        ImportPlan {
            project_name: if name.is_empty() {
                project_name(file_name)
            } else {
                name.to_owned()
            },
            source_name: file_name.to_owned(),
            options: self.options.get_untracked(),
            mapping: self.mapping.get_untracked(),
            labels: self.labels(),
        }
    }

    /// The labels asked for: none leaves them to the gold column.
    fn labels(self) -> Option<Vec<String>> {
        let has_gold = self.mapping.with_untracked(|mapping| mapping.gold.is_some());
        let own = self.own_labels.get_untracked();
        if has_gold {
            own
        } else {
            Some(own.unwrap_or_default())
        }
    }
}

/// Shows the screen for the file that was looked at. A door of the part `pages`.
#[inline(never)]
pub(crate) fn door() -> AnyView {
    let incoming = use_bench().incoming.get_untracked();
    let looked = incoming.and_then(|incoming| Some((incoming.file, incoming.preview?)));
    looked
        .map(|(file, preview)| view! { <ImportStep file=file preview=preview /> })
        .into_any()
}

/// The screen.
#[component]
fn ImportStep(file: File, preview: Preview) -> impl IntoView {
    let bench = use_bench();
    let choice = Choice::new(&file.name(), &preview);
    let preview = current_preview(bench, preview);
    choice.follow(preview);
    let problem = Memo::new(move |_| {
        bench
            .incoming
            .with(|incoming| incoming.as_ref().and_then(|it| it.problem.clone()))
    });
    let gold = Memo::new(move |_| choice.mapping.with(|mapping| mapping.gold.clone()));
    let seen =
        Memo::new(move |_| gold.with(|gold| preview.with(|preview| values_of(preview, gold.as_deref()))));
    let read_again = move |options: ReadOptions| {
        choice.options.set(options.clone());
        preview_again(bench, options);
    };
    view! {
        <div class="import">
            <div class="import-head">
                <h1>{file.name()}</h1>
                <span class="import-size">{size(file.size())}</span>
                <span class="gap"></span>
                <Button on:click=move |_| forget_incoming(bench)>"Choose another file"</Button>
            </div>
            <Reading
                options=choice.options
                said=Signal::derive(move || preview.with(|preview| preview.said.clone()))
                on_change=Callback::new(read_again)
            />
            <Trouble problem=problem />
            <BadRows preview=preview />
            <PreviewTable preview=preview mapping=choice.mapping />
            <LabelsChoice gold=gold seen=seen own=choice.own_labels />
            <ImportBar choice=choice file_name=file.name() bytes=file.size() />
        </div>
    }
}

/// The newest preview; the last one there was while a new one is made or fails.
fn current_preview(bench: Bench, first: Preview) -> Signal<Preview> {
    let newest = Memo::new(move |last: Option<&Preview>| {
        let newest = bench
            .incoming
            .with(|incoming| incoming.as_ref().and_then(|incoming| incoming.preview.clone()));
        newest.or_else(|| last.cloned()).unwrap_or_else(|| first.clone())
    });
    newest.into()
}

/// The name of the project and the one button; while the import runs, how far it is.
#[component]
fn ImportBar(choice: Choice, file_name: String, bytes: f64) -> impl IntoView {
    let bench = use_bench();
    let running = Memo::new(move |_| bench.progress.with(Option::is_some));
    let has_text = Memo::new(move |_| choice.mapping.with(|mapping| !mapping.text.is_empty()));
    let progress = Signal::derive(move || {
        bench
            .progress
            .get()
            .and_then(|view| view.progress)
            .unwrap_or_default()
    });
    let file_name = StoredValue::new(file_name);
    let start = move |_| import(bench, choice.plan(&file_name.get_value()));
    view! {
        <div class="import-bar">
            <div class="import-name">
                <Field id="project-name" name="Project name">
                    <input class="input" id="project-name" autocomplete="off" bind:value=choice.project_name />
                </Field>
            </div>
            <Show
                when=move || running.get()
                fallback=move || view! {
                    <span class="import-why" role="status">
                        {move || (!has_text.get()).then_some("Choose the column that holds the text.")}
                    </span>
                    <span class="gap"></span>
                    <Button
                        kind=ButtonKind::Primary
                        disabled=Signal::derive(move || !has_text.get())
                        on:click=start
                        attr:data-testid="import-start"
                    >
                        {format!("Import {}", size(bytes))}
                    </Button>
                }
            >
                <Progress progress=progress on_cancel=Callback::new(move |()| cancel(bench)) />
            </Show>
        </div>
    }
}

/// The values of a column that the preview, or the file itself, knows.
fn values_of(preview: &Preview, column: Option<&str>) -> Vec<String> {
    let column = preview
        .columns
        .iter()
        .find(|each| Some(each.name.as_str()) == column);
    let Some(column) = column else {
        return Vec::new();
    };
    // What the file calls its classes are all of them, in their order.
    if column.classes.is_empty() {
        column.values.iter().map(|(value, _)| value.clone()).collect()
    } else {
        column.classes.clone()
    }
}

fn names(preview: &Preview) -> Vec<&str> {
    preview
        .columns
        .iter()
        .map(|column| column.name.as_str())
        .collect()
}

/// A file's name without its ending; of a name that is only an ending, all of it.
fn project_name(file_name: &str) -> String {
    match file_name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem.to_owned(),
        _ => file_name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::project_name;

    #[test]
    fn a_project_is_called_like_its_file() {
        assert_eq!(project_name("sms.tsv"), "sms");
        assert_eq!(project_name("week 3.2.csv"), "week 3.2");
        assert_eq!(project_name(".csv"), ".csv");
        assert_eq!(project_name("pasted rows"), "pasted rows");
    }
}
