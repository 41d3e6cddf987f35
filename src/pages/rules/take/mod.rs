//! Rules in and out: the menu in the pane's head, and the dialog that shows how another person's rules differ and takes
//! over what is chosen.

mod choices;
mod figures;
mod list;

use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::reply::{RulesImpact, TakeView};
use labelloom_engine::session::take_rules::{Take, TakeOptions};
use leptos::{ev, prelude::*, task::spawn_local};
use web_sys::{DragEvent, File, HtmlInputElement};

use crate::actions::{edit::edit, take};
use crate::browser::parts::Part;
use crate::components::numbers::counted;
use crate::components::{Button, ButtonKind, Dialog, Menu, Shape};
use crate::pages::Later;
use crate::state::{Bench, NoticeAction, use_bench};
use crate::worker::protocol::Problem;
use choices::{Labels, Quick};
use figures::Figures;
use list::RuleList;

/// What the dialog is about, in one copyable handle.
#[derive(Clone, Copy)]
pub(super) struct Taking {
    bench: Bench,
    open: RwSignal<bool>,
    /// The file and the choices; the file is empty until one is given.
    options: RwSignal<TakeOptions>,
    view: RwSignal<Option<TakeView>>,
    impact: RwSignal<Option<RulesImpact>>,
    /// What was pasted, kept while it can't be read.
    pasted: RwSignal<String>,
    /// Why what was given can't be read.
    problem: RwSignal<Option<Problem>>,
    /// Grows with every question, so that a late answer to an older one is known.
    asked: StoredValue<u32>,
}

impl Taking {
    fn new(bench: Bench) -> Self {
        Self {
            bench,
            open: RwSignal::new(false),
            options: RwSignal::default(),
            view: RwSignal::new(None),
            impact: RwSignal::new(None),
            pasted: RwSignal::new(String::new()),
            problem: RwSignal::new(None),
            asked: StoredValue::new(0),
        }
    }

    /// Begins anew.
    fn begin(self) {
        self.pasted.set(String::new());
        self.clear();
        self.open.set(true);
    }

    /// Nothing is given yet.
    fn clear(self) {
        // An answer on its way is to a question that no longer stands.
        self.asked.update_value(|asked| *asked += 1);
        self.options.set(TakeOptions::default());
        self.view.set(None);
        self.impact.set(None);
        self.problem.set(None);
    }

    /// Says why what was given can't be read, where it was given.
    fn refuse(self, problem: Problem) {
        // The page may have been left while the answer was on its way.
        if self.open.try_get_untracked().is_some() {
            self.clear();
            self.problem.set(Some(problem));
            self.open.set(true);
        }
    }

    /// Compares a file.
    fn give(self, text: String) {
        self.clear();
        self.open.set(true);
        self.options.update(|options| options.file = text);
        self.ask();
    }

    fn give_file(self, file: File) {
        spawn_local(async move {
            match take::text_of(file).await {
                Ok(text) => self.give(text),
                Err(problem) => self.refuse(problem),
            }
        });
    }

    /// Says what becomes of a rule.
    fn choose(self, name: &str, take: Take) {
        self.options.update(|options| {
            options.choices.retain(|(known, _)| known != name);
            options.choices.push((name.to_owned(), take));
        });
        self.ask();
    }

    /// Asks how the file differs with these choices, and what taking them would change.
    fn ask(self) {
        let number = self.asked.get_value() + 1;
        self.asked.set_value(number);
        let options = self.options.get_untracked();
        let is_newest = move || self.asked.try_get_value() == Some(number);
        spawn_local(async move {
            let compared = take::compare(self.bench, options).await;
            if !is_newest() {
                return;
            }
            let view = match compared {
                Ok(view) => view,
                Err(problem) => return self.refuse(problem),
            };
            let edit = view.edit.clone();
            self.view.try_set(Some(view));
            let impact = match edit {
                Some(edit) => take::figures(self.bench, Edit::Written(edit)).await,
                None => None,
            };
            if is_newest() {
                self.impact.try_set(impact);
            }
        });
    }

    fn confirm(self) {
        let Some(view) = self.view.get_untracked() else {
            return;
        };
        if let Some(change) = view.edit {
            let taken = view.rules.iter().filter(|rule| rule.take != Take::Mine).count();
            edit(self.bench, Edit::Written(change));
            self.bench
                .tell_with(format!("Took over {}", rules(taken)), NoticeAction::Undo);
        }
        self.open.set(false);
    }
}

/// A count of rules.
fn rules(many: usize) -> String {
    counted(u32::try_from(many).unwrap_or(u32::MAX), "rule", "rules")
}

/// The menu of the pane's head, and its dialog. Files dropped on the page are compared too.
#[component]
pub(super) fn TakeMenu() -> impl IntoView {
    let bench = use_bench();
    let taking = Taking::new(bench);
    provide_context(taking);
    listen(taking);
    view! {
        <Menu shape=Shape::More name="Import and export rules">
            <button type="button" data-testid="rules-import" on:click=move |_| taking.begin()>"Import rules…"</button>
            <button type="button" data-testid="rules-export" on:click=move |_| take::download(bench)>"Export rules"</button>
        </Menu>
        <Dialog title="Import rules" open=taking.open>
            <Show when=move || taking.open.get()><Later part=Part::Pages door=door /></Show>
        </Dialog>
    }
}

/// What the dialog shows. A door of the part `pages`.
#[inline(never)]
fn door() -> AnyView {
    let taking: Taking = expect_context();
    let has_file = move || taking.options.with(|options| !options.file.is_empty());
    view! {
        <Show when=has_file fallback=move || view! { <Give taking=taking /> }>
            <Compared taking=taking />
        </Show>
    }
    .into_any()
}

fn listen(taking: Taking) {
    let listeners = [
        window_event_listener(ev::dragover, move |event: DragEvent| event.prevent_default()),
        window_event_listener(ev::drop, move |event: DragEvent| {
            event.prevent_default();
            let files = event.data_transfer().and_then(|data| data.files());
            if let Some(file) = files.and_then(|files| files.get(0)) {
                taking.give_file(file);
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
}

/// The ways a file comes in.
#[component]
fn Give(taking: Taking) -> impl IntoView {
    let text = taking.pasted;
    let is_empty = Memo::new(move |_| text.with(|text| text.trim().is_empty()));
    let chosen = move |input: HtmlInputElement| {
        if let Some(file) = input.files().and_then(|files| files.get(0)) {
            input.set_value("");
            taking.give_file(file);
        }
    };
    view! {
        <div class="take">
            <p>"A rule file (.rules.json) or a project file. Its rules are compared with yours by name before anything changes."</p>
            <label class="field-name" for="take-input">"File"</label>
            <input
                class="input"
                id="take-input"
                type="file"
                accept=".json,application/json"
                data-testid="take-input"
                on:change:target=move |event| chosen(event.target())
            />
            {move || taking.problem.get().map(|problem| view! {
                <p class="field-error" role="alert" data-testid="take-problem">{format!("{}. {}", problem.what.trim_end_matches('.'), problem.remedy)}</p>
            })}
            <label class="field-name" for="take-text">"Or paste it"</label>
            <textarea class="input take-text" id="take-text" data-testid="take-text" spellcheck="false" bind:value=text></textarea>
            <div class="data-actions">
                <Button kind=ButtonKind::Primary disabled=is_empty on:click=move |_| taking.give(text.get_untracked()) attr:data-testid="take-compare">
                    "Compare"
                </Button>
                <Button on:click=move |_| taking.open.set(false)>"Cancel"</Button>
            </div>
        </div>
    }
}

/// The differences, the choices, what they come to, and the button that makes them true.
#[component]
fn Compared(taking: Taking) -> impl IntoView {
    let taken = Memo::new(move |_| {
        let count = |view: &TakeView| view.rules.iter().filter(|rule| rule.take != Take::Mine).count();
        taking.view.with(|view| view.as_ref().map_or(0, count))
    });
    let nothing = Memo::new(move |_| taken.get() == 0);
    view! {
        <div class="take" data-testid="take-compared">
            <Show when=move || taking.view.with(Option::is_some) fallback=|| view! { <p class="muted">"Comparing…"</p> }>
                <Quick taking=taking />
                <Labels taking=taking />
                <RuleList taking=taking />
                <Figures taking=taking />
            </Show>
            <div class="data-actions take-actions">
                <Button kind=ButtonKind::Primary disabled=nothing on:click=move |_| taking.confirm() attr:data-testid="take-confirm">
                    {move || if nothing.get() { "Nothing to take over".to_owned() } else { format!("Take over {}", rules(taken.get())) }}
                </Button>
                <Button on:click=move |_| taking.begin()>"Another file"</Button>
                <Button on:click=move |_| taking.open.set(false)>"Cancel"</Button>
            </div>
        </div>
    }
}
