//! The palette: everything the bench can do and everything in the project that has a name, found by typing. Enter does
//! it, arrows choose, Escape closes.

mod commands;
mod rank;

use leptos::{ev, html, prelude::*};

use self::commands::{Command, Deed};
use crate::{
    actions,
    browser::parts::Part,
    components::{Dialog, Kbd},
    keys::{Action, Keys},
    pages::Later,
    route::{Page, Route, Router},
    state::use_bench,
};

/// Commands shown at once; the more is typed, the fewer fit.
const SHOWN: usize = 40;

/// Listens for the palette's key.
#[component]
pub(crate) fn Palette() -> impl IntoView {
    let open = RwSignal::new(false);
    provide_context(IsOpen(open));
    Keys::on(Action::Palette, move || open.set(true));
    view! {
        <Dialog title="Commands" open=open>
            <Show when=move || open.get()>
                <Later part=Part::Pages door=door />
            </Show>
        </Dialog>
    }
}

/// Whether the palette is open, in its context.
#[derive(Clone, Copy)]
struct IsOpen(RwSignal<bool>);

/// What the dialog holds. A door of the part `pages`.
#[inline(never)]
fn door() -> AnyView {
    let IsOpen(open) = expect_context();
    view! { <Choice open=open /> }.into_any()
}

#[component]
fn Choice(open: RwSignal<bool>) -> impl IntoView {
    let bench = use_bench();
    let router = Router::expect();
    let keys: Keys = expect_context();
    let typed = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let known = StoredValue::new(untrack(|| commands::all(bench, router)));
    let found = Memo::new(move |_| {
        typed.with(|typed| {
            known.with_value(|known| commands::found(known, typed, &router.route.get_untracked()))
        })
    });
    let field = NodeRef::<html::Input>::new();
    let list = NodeRef::<html::Ul>::new();
    Effect::new(move || {
        if let Some(field) = field.get() {
            drop(field.focus());
        }
    });
    let take = move |command: &Command| {
        open.set(false);
        match &command.deed {
            Deed::Go(route) => router.go(route),
            Deed::Press(action) => press(keys, router, *action),
            Deed::Edit(edit) => actions::edit::edit(bench, edit.clone()),
            Deed::Theme(theme) => bench.theme.set(*theme),
        }
    };
    let last = move || found.with_untracked(|found| found.len().min(SHOWN).saturating_sub(1));
    let on_key = move |event: ev::KeyboardEvent| {
        match event.key().as_str() {
            "ArrowDown" => at.update(|at| *at = if *at >= last() { 0 } else { *at + 1 }),
            "ArrowUp" => at.update(|at| *at = at.checked_sub(1).unwrap_or_else(last)),
            "Enter" => {
                if let Some(command) = found.with_untracked(|found| found.get(at.get_untracked()).cloned()) {
                    take(&command);
                }
            }
            _ => return,
        }
        event.prevent_default();
        reveal(list, at.get_untracked());
    };
    let row = move |(place, command): (usize, Command)| {
        let is_at = move || at.get() == place;
        let shown = command.clone();
        view! {
            <li
                id=format!("command-{place}")
                role="option"
                class="commands-row"
                data-testid="palette-row"
                aria-selected=move || is_at().to_string()
                on:mousemove=move |_| if at.get_untracked() != place { at.set(place) }
                on:click=move |_| take(&command)
            >
                <span class="commands-kind">{shown.kind}</span>
                <span class="commands-name">{shown.name}</span>
                <span class="commands-detail">{shown.detail}</span>
                {shown.keys.map(|keys| view! { <Kbd keys=keys /> })}
            </li>
        }
    };
    let rows = move || {
        let found = found.get().into_iter().take(SHOWN).enumerate();
        found.map(row).collect_view()
    };
    let more = move || {
        let more = found.with(Vec::len).saturating_sub(SHOWN);
        (more > 0).then(
            || view! { <p class="muted small">{format!("{more} more; type on to narrow them down")}</p> },
        )
    };
    view! {
        <input
            node_ref=field
            class="input"
            data-testid="palette-input"
            role="combobox"
            aria-expanded="true"
            aria-controls="palette-list"
            aria-activedescendant=move || format!("command-{}", at.get())
            aria-label="What to do, or where to go"
            placeholder="What to do, or the name of a rule, label or slice"
            autocomplete="off"
            spellcheck="false"
            on:input:target=move |event| {
                at.set(0);
                typed.set(event.target().value());
            }
            on:keydown=on_key
        />
        <ul class="commands" id="palette-list" role="listbox" aria-label="Commands" node_ref=list>{rows}</ul>
        {more}
    }
}

/// Does what a key does, on the page that answers it.
fn press(keys: Keys, router: Router, action: Action) {
    let is_everywhere = matches!(action, Action::Help | Action::Undo | Action::Redo);
    let pause = if is_everywhere || router.route.with_untracked(|route| route.page == Page::Rules) {
        0
    } else {
        let slice = router.route.with_untracked(|route| route.slice);
        router.go(&Route::page(Page::Rules).within(slice));
        // Who answers is there once the page is.
        60
    };
    set_timeout(
        move || keys.press(action),
        std::time::Duration::from_millis(pause),
    );
}

fn reveal(list: NodeRef<html::Ul>, place: usize) {
    let row = list
        .get_untracked()
        .and_then(|list| list.children().item(u32::try_from(place).unwrap_or(0)));
    if let Some(row) = row {
        let options = web_sys::ScrollIntoViewOptions::new();
        options.set_block(web_sys::ScrollLogicalPosition::Nearest);
        row.scroll_into_view_with_scroll_into_view_options(&options);
    }
}
