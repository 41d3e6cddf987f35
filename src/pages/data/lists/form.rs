//! A word list as it is written: its name, and an entry a line. Entries may come from a file, chosen or dropped.

use labelloom_engine::lists::{check_name, same_name, tidy};
use labelloom_engine::session::edit::Edit;
use leptos::task::spawn_local;
use leptos::{ev, prelude::*};
use web_sys::File;

use super::Opened;
use super::entries::{add, summary};
use crate::actions::lists::{entries, make, text_of};
use crate::components::{Button, ButtonKind, Dialog, Field};
use crate::pages::start::chosen;
use crate::state::{Bench, use_bench};
use crate::worker::protocol::Problem;

/// The dialog of a list.
#[component]
pub(super) fn ListDialog(opened: Opened, names: Memo<Vec<String>>, on_close: Callback<()>) -> impl IntoView {
    let open = RwSignal::new(true);
    Effect::new(move || {
        if !open.get() {
            on_close.run(());
        }
    });
    let (title, own) = match &opened {
        Opened::New(_) => ("New word list".to_owned(), None),
        Opened::Saved(name) => (format!("Word list @{name}"), Some(name.clone())),
    };
    let name = match opened {
        Opened::New(name) | Opened::Saved(name) => name,
    };
    let form = Form::new(own, name, names);
    view! {
        <Dialog title=title open=open>
            <form
                class="list-form"
                on:submit=move |event: ev::SubmitEvent| {
                    event.prevent_default();
                    form.save(open);
                }
            >
                <Name form=form />
                <Entries form=form on_save=Callback::new(move |()| form.save(open)) />
                <div class="data-actions">
                    <Button kind=ButtonKind::Primary disabled=form.is_waiting attr:r#type="submit" keys="Ctrl Enter" attr:data-testid="list-save">
                        "Save the list"
                    </Button>
                    <Button on:click=move |_| open.set(false)>"Cancel"</Button>
                </div>
            </form>
        </Dialog>
    }
}

/// What is written, in one copyable handle.
#[derive(Clone, Copy)]
struct Form {
    bench: Bench,
    /// The list's name as it is saved; none for a new one.
    own: StoredValue<Option<String>>,
    names: Memo<Vec<String>>,
    name: RwSignal<String>,
    text: RwSignal<String>,
    /// The entries as they are saved.
    before: StoredValue<Vec<String>>,
    /// What became of a file.
    said: RwSignal<Option<String>>,
    problem: RwSignal<Option<Problem>>,
    /// Whether the entries are still to come, or are being saved.
    is_waiting: RwSignal<bool>,
}

impl Form {
    fn new(own: Option<String>, name: String, names: Memo<Vec<String>>) -> Self {
        let bench = use_bench();
        let form = Self {
            bench,
            own: StoredValue::new(own.clone()),
            names,
            name: RwSignal::new(name),
            text: RwSignal::new(String::new()),
            before: StoredValue::new(Vec::new()),
            said: RwSignal::new(None),
            problem: RwSignal::new(None),
            is_waiting: RwSignal::new(own.is_some()),
        };
        if let Some(own) = own {
            spawn_local(async move {
                // The dialog may be closed by then.
                if let Some(entries) = entries(bench, own).await {
                    form.text.try_set(entries.join("\n"));
                    form.before.try_set_value(entries);
                    form.is_waiting.try_set(false);
                }
            });
        }
        form
    }

    /// Why the name can't be taken. Nothing written is no mistake yet.
    fn name_problem(self) -> Option<String> {
        let name = self.name.get();
        if name.trim().is_empty() {
            return None;
        }
        let name = match check_name(&name) {
            Ok(name) => name,
            Err(error) => return Some(format!("{}. {}.", error.what, error.remedy)),
        };
        let is_own = |known: &str| {
            self.own
                .with_value(|own| own.as_deref().is_some_and(|own| same_name(own, known)))
        };
        let is_taken = |known: &String| same_name(known, &name) && !is_own(known);
        let taken = self.names.with(|names| names.iter().any(is_taken));
        taken.then(|| format!("There is a list @{name} already."))
    }

    /// The changes that make the project's list what is written here.
    fn edits(self) -> Vec<Edit> {
        let name = self.name.get_untracked().trim().to_owned();
        let written = tidy(self.text.get_untracked().lines()).entries;
        let own = self.own.get_value();
        let is_changed = own.is_none() || self.before.with_value(|before| *before != written);
        let renamed = own.filter(|own| *own != name);
        let rename = renamed.map(|from| Edit::RenameList {
            from,
            to: name.clone(),
        });
        let set = is_changed.then_some(Edit::SetList {
            name,
            entries: written,
        });
        rename.into_iter().chain(set).collect()
    }

    fn save(self, open: RwSignal<bool>) {
        if self.is_waiting.get_untracked() || untrack(|| self.name_problem()).is_some() {
            return;
        }
        // The lines as they are kept, so that an error's line is one of these.
        self.text
            .update(|text| *text = tidy(text.lines()).entries.join("\n"));
        let (bench, edits) = (self.bench, self.edits());
        self.is_waiting.set(true);
        spawn_local(async move {
            let made = make(bench, edits).await;
            self.is_waiting.try_set(false);
            match made {
                Ok(()) => drop(open.try_set(false)),
                Err(problem) => drop(self.problem.try_set(Some(problem))),
            }
        });
    }

    fn take(self, file: File) {
        self.problem.set(None);
        spawn_local(async move {
            let name = file.name();
            match text_of(file).await {
                Ok(words) => {
                    let added = add(&self.text.get_untracked(), &words, &name);
                    self.text.try_set(added.text);
                    self.said.try_set(Some(added.said));
                }
                Err(problem) => drop(self.problem.try_set(Some(problem))),
            }
        });
    }
}

#[component]
fn Name(form: Form) -> impl IntoView {
    let error = Signal::derive(move || form.name_problem());
    let is_used = form.own.with_value(Option::is_some);
    let hint = if is_used {
        "Rules that use it follow another name."
    } else {
        "Letters, digits, _ and -."
    };
    view! {
        <Field id="list-name" name="Name" hint=hint error=error>
            <input
                class="input"
                id="list-name"
                data-testid="list-name"
                autocomplete="off"
                autofocus=!is_used
                required
                aria-describedby="list-name-about"
                aria-invalid=move || error.with(Option::is_some).to_string()
                placeholder="greetings"
                bind:value=form.name
            />
        </Field>
    }
}

#[component]
fn Entries(form: Form, on_save: Callback<()>) -> impl IntoView {
    let over = RwSignal::new(false);
    let on_drop = move |event: ev::DragEvent| {
        event.prevent_default();
        over.set(false);
        if let Some(file) = event.data_transfer().and_then(|data| data.files()?.get(0)) {
            form.take(file);
        }
    };
    let drag = move |event: ev::DragEvent| {
        // Without this the browser opens the file in place of the page.
        event.prevent_default();
        over.set(true);
    };
    let error = Signal::derive(move || form.problem.with(|problem| problem.as_ref().map(said)));
    view! {
        <div class="list-entries" data-over=move || over.get().to_string() on:dragover=drag on:dragleave=move |_| over.set(false) on:drop=on_drop>
            <Field id="list-entries" name="Entries, one a line" error=error hint="A word, a phrase, part of a word with a star (sub*, *song*), or symbols.">
                <textarea
                    class="input mono"
                    id="list-entries"
                    data-testid="list-entries"
                    rows="12"
                    dir="auto"
                    spellcheck="false"
                    autocapitalize="off"
                    placeholder="hi\ngood morning\nhel*"
                    aria-describedby="list-entries-about"
                    aria-invalid=move || error.with(Option::is_some).to_string()
                    prop:value=form.text
                    disabled=move || form.is_waiting.get()
                    on:keydown=move |event| {
                        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
                            event.prevent_default();
                            on_save.run(());
                        }
                    }
                    on:input:target=move |event| {
                        form.problem.set(None);
                        form.said.set(None);
                        form.text.set(event.target().value());
                    }
                ></textarea>
            </Field>
        </div>
        <div class="list-below">
            <p class="muted" role="status" data-testid="list-summary">{move || form.said.get().unwrap_or_else(|| form.text.with(|text| summary(text)))}</p>
            <span class="file-pick button">
                "Add from a text file"
                <input
                    type="file"
                    data-testid="list-file"
                    aria-label="Add entries from a text file"
                    on:change:target=move |event| {
                        if let Some(file) = chosen(&event.target()) {
                            form.take(file);
                        }
                    }
                />
            </span>
        </div>
    }
}

/// A problem without the list's name, which is in sight: `Line 2: …`.
fn said(problem: &Problem) -> String {
    let what = match problem.what.split_once("’, line ") {
        Some((_, rest)) => format!("Line {rest}"),
        None => problem
            .what
            .rsplit_once("’: ")
            .map_or(problem.what.as_str(), |(_, rest)| rest)
            .to_owned(),
    };
    format!("{what}. {}.", problem.remedy.trim_end_matches('.'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn problems_name_the_line_and_not_the_list() {
        let said = |what: &str| said(&Problem::new(what, "Do it."));
        assert_eq!(
            said("word list ‘a’, line 12: A star (‘b*c’)"),
            "Line 12: A star (‘b*c’). Do it."
        );
        assert_eq!(
            said("word list ‘a’: The word list is empty"),
            "The word list is empty. Do it."
        );
        assert_eq!(said("a.txt can't be read"), "a.txt can't be read. Do it.");
    }
}
