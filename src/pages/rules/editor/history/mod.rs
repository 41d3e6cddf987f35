//! What the open rule said before: its revisions, newest first, each with what it changed in words and in votes. Two of
//! them can be compared, and an old one taken back.

mod comparison;
mod words;

use labelloom_engine::{
    ids::RuleId,
    session::{
        edit::Edit,
        reply::{RevisionView, RuleHistory},
        request::Filter,
    },
};
use leptos::{html, prelude::*, task::spawn_local};

use self::comparison::Comparison;
use super::store::Editor;
use crate::{
    actions,
    components::{
        Button, ButtonKind,
        numbers::{count, counted},
    },
    pages::rules::{desk::Desk, words::revision},
    route::Open,
};

/// So many revisions show before more are asked for.
const SHOWN: usize = 8;

/// What the section holds.
#[derive(Clone, Copy)]
struct Past {
    desk: Desk,
    rule: RuleId,
    /// The last answer, and how many there were, so that lines of another answer are other lines.
    answer: RwSignal<(u32, Option<RuleHistory>)>,
    /// The revisions to be compared, by number, at most two.
    chosen: RwSignal<Vec<u32>>,
    /// Whether all are shown.
    is_long: RwSignal<bool>,
}

/// The section of the rule that is open. A door of the part `pages`.
#[inline(never)]
pub(super) fn door() -> AnyView {
    view! { <History open=Editor::expect().open.get_untracked() /> }.into_any()
}

/// Folded away until asked for; nothing of a rule not yet saved.
#[component]
fn History(open: Open) -> impl IntoView {
    let editor = Editor::expect();
    let desk = Desk::expect();
    let Open::Rule(rule) = open else {
        return ().into_any();
    };
    let past = Past {
        desk,
        rule,
        answer: RwSignal::new((0, None)),
        chosen: RwSignal::new(Vec::new()),
        is_long: RwSignal::new(false),
    };
    let is_open = RwSignal::new(false);
    let element = NodeRef::<html::Details>::new();
    let toggle = move |_| {
        let is_now = element.get_untracked().is_some_and(|details| details.open());
        is_open.set(is_now);
    };
    past.follow(is_open);
    let number = move || {
        editor
            .saved
            .with(|rule| rule.as_ref().map_or(0, |rule| rule.revisions))
    };
    view! {
        <details class="history" node_ref=element data-testid="history" on:toggle=toggle>
            <summary>"History " <span class="muted">{move || counted(number(), "revision", "revisions")}</span></summary>
            <Show when=move || is_open.get()>
                <Comparison past=past />
                <List past=past />
            </Show>
        </details>
    }
    .into_any()
}

impl Past {
    /// Asks while the section is open, again whenever the project changes.
    fn follow(self, is_open: RwSignal<bool>) {
        Effect::new(move || {
            self.desk.project.track();
            if !is_open.get() {
                return;
            }
            spawn_local(async move {
                if let Some(history) = actions::rules::history(self.desk.bench, self.rule, Vec::new()).await {
                    self.take(history);
                }
            });
        });
    }

    fn take(self, history: RuleHistory) {
        // The rule may have been left while the answer was on its way.
        if self.chosen.try_get_untracked().is_none() {
            return;
        }
        let is_known = |number: &u32| {
            history
                .revisions
                .iter()
                .any(|view| view.revision.number == *number)
        };
        if self.chosen.with_untracked(|chosen| !chosen.iter().all(is_known)) {
            self.chosen.update(|chosen| chosen.retain(is_known));
        }
        self.answer.update(|(answers, known)| {
            *answers = answers.wrapping_add(1);
            *known = Some(history);
        });
    }

    /// Chooses a revision to be compared, or no longer; a third one takes the place of the first.
    fn choose(self, number: u32) {
        self.chosen.update(|chosen| {
            if let Some(at) = chosen.iter().position(|held| *held == number) {
                chosen.remove(at);
            } else {
                chosen.push(number);
                if chosen.len() > 2 {
                    chosen.remove(0);
                }
            }
        });
    }
}

#[component]
fn List(past: Past) -> impl IntoView {
    let shown = move || {
        let all = past.is_long.get();
        past.answer.with(|(answers, history)| {
            let revisions = history.as_ref().map_or(&[][..], |history| &history.revisions);
            let shown = revisions.iter().take(if all { usize::MAX } else { SHOWN });
            let earlier = |at: usize| revisions.get(at + 1).cloned();
            shown
                .enumerate()
                .map(|(at, view)| (*answers, at == 0, view.clone(), earlier(at)))
                .collect::<Vec<_>>()
        })
    };
    let hidden = Memo::new(move |_| {
        let all = past
            .answer
            .with(|(_, history)| history.as_ref().map_or(0, |history| history.revisions.len()));
        if past.is_long.get() {
            0
        } else {
            all.saturating_sub(SHOWN)
        }
    });
    view! {
        <ol class="history-list">
            <For
                each=shown
                key=|(answers, _, view, _)| (*answers, view.revision.number)
                children=move |(_, is_now, view, earlier)| view! { <Entry past=past is_now=is_now view=view earlier=earlier /> }
            />
        </ol>
        <Show when=move || { hidden.get() > 0 }>
            <Button kind=ButtonKind::Quiet on:click=move |_| past.is_long.set(true)>
                {move || format!("{} earlier", hidden.get())}
            </Button>
        </Show>
    }
}

/// A revision: its number and where it comes from, what it changed, and what can be done with it.
#[component]
fn Entry(past: Past, is_now: bool, view: RevisionView, earlier: Option<RevisionView>) -> impl IntoView {
    let number = view.revision.number;
    let is_chosen = move || past.chosen.with(|chosen| chosen.contains(&number));
    let origin = Some(words::origin(&view.revision.origin)).filter(|origin| !origin.is_empty());
    let about: Vec<String> = is_now
        .then(|| "now".to_owned())
        .into_iter()
        .chain(origin)
        .collect();
    let about = about.join(", ");
    let query = view.revision.query.clone();
    view! {
        <li class="revision" data-testid="revision">
            <div class="revision-head">
                <strong>{words::title(number)}</strong>
                {(!about.is_empty()).then(|| view! { <span class="muted small">{about}</span> })}
                <span class="revision-deeds">
                    <Button
                        kind=ButtonKind::Quiet
                        attr:aria-pressed=move || is_chosen().to_string()
                        attr:title="Choose two to compare them"
                        attr:data-testid="revision-compare"
                        on:click=move |_| past.choose(number)
                    >
                        "Compare"
                    </Button>
                    {(!is_now).then(|| view! { <Restore past=past number=number /> })}
                </span>
            </div>
            <p class="mono revision-query" dir="auto">{query}</p>
            <Changes past=past view=view earlier=earlier />
        </li>
    }
}

/// Makes the rule say this again. Not while the editor holds something unsaved, which would stand over it.
#[component]
fn Restore(past: Past, number: u32) -> impl IntoView {
    let editor = Editor::expect();
    let is_held = editor.is_changed;
    let title = move || {
        if is_held.get() {
            "Save or revert your changes first"
        } else {
            "Makes the rule say this again"
        }
    };
    let restore = move |_| {
        let name = editor
            .saved
            .with_untracked(|rule| rule.as_ref().map(|rule| rule.name.clone()).unwrap_or_default());
        let edit = Edit::RestoreRule {
            id: past.rule,
            revision: number,
        };
        actions::rules::edit_saying(
            past.desk.bench,
            edit,
            format!("Restored {} of {name}", revision(number)),
        );
    };
    view! {
        <Button
            disabled=Signal::derive(move || is_held.get())
            attr:title=title
            attr:data-testid="revision-restore"
            on:click=restore
        >
            "Restore"
        </Button>
    }
}

/// What the revision changed against the one before; of the first one what it finds.
#[component]
fn Changes(past: Past, view: RevisionView, earlier: Option<RevisionView>) -> impl IntoView {
    let number = view.revision.number;
    let Some((earlier, change)) = earlier.zip(view.change.clone()) else {
        return view! {
            <p class="revision-change">
                <a class="link" href=past.desk.link(Filter::Revision(past.rule, number))>
                    {counted(view.figures.coverage, "record", "records")}
                </a>
                {words::accuracy(&view.figures).map(|words| format!(", {words}"))}
            </p>
        }
        .into_any();
    };
    let name = |id| {
        past.desk
            .label(id)
            .map_or_else(|| "a deleted label".to_owned(), |label| label.name)
    };
    let mut said = words::text_changes(&view.revision, &earlier.revision, name);
    said.extend(words::terms(&view.revision, &earlier.revision, &change));
    let records = |records: u32, sign: &str, filter: Filter| {
        (records > 0).then(|| {
            let shown = format!("{sign}{}", count(records));
            view! { " " <a class="link" href=past.desk.link(filter)>{shown}</a> }
        })
    };
    let moved = change.gained + change.lost > 0;
    view! {
        <p class="revision-change" data-testid="revision-change">
            {said.join("; ")}
            {moved.then(|| view! {
                {(!said.is_empty()).then_some("; ")}
                "records"
                {records(change.gained, "+", Filter::RevisionOnly(past.rule, number, change.before))}
                {records(change.lost, "−", Filter::RevisionOnly(past.rule, change.before, number))}
            })}
            {words::accuracy_change(&earlier.figures, &view.figures).map(|words| format!("; {words}"))}
        </p>
        {view.problem.map(|problem| view! {
            <p class="revision-problem">{format!("It can't be read any more: {}", problem.what)}</p>
        })}
    }
    .into_any()
}
