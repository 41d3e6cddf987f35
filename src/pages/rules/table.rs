//! The table of rules: a line each with its figures, sortable without changing the project's order, walked with the
//! arrow keys.

use labelloom_engine::{ids::RuleId, session::edit::Edit};
use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    broken::{self, Broken},
    desk::Desk,
    row::RuleRow,
    sort::{Column, Sort},
    words,
};
use crate::{
    components::{Button, ButtonKind, Tip, numbers::count},
    keys::{Action, Keys},
    route::{Open, Router},
};

/// The pane of rules.
#[component]
pub(super) fn RulesPane() -> impl IntoView {
    let desk = Desk::expect();
    let keys: Keys = expect_context();
    view! {
        <section class="pane rules-pane" aria-label="Rules">
            <div class="pane-head">
                <h2>"Rules"</h2>
                <span class="muted">{move || desk.lines.with(|lines| lines.len().to_string())}</span>
                <span class="gap"></span>
                <Button kind=ButtonKind::Primary keys="N" attr:data-testid="rule-new" on:click=move |_| keys.press(Action::NewRule)>
                    "New rule"
                </Button>
            </div>
            <Show when=move || !desk.lines.with(Vec::is_empty) fallback=super::teach::FirstRule>
                <Broken />
                <Table />
            </Show>
        </section>
    }
}

#[component]
fn Table() -> impl IntoView {
    let desk = Desk::expect();
    let router = Router::expect();
    let sort = RwSignal::new(Sort::default());
    let ids = Memo::new(move |_| {
        desk.lines
            .with(|lines| broken::kept(desk, sort.get().ordered(lines), lines))
    });
    let body = NodeRef::<html::Tbody>::new();
    // The line the keys are at: it alone is reached with Tab.
    let at = RwSignal::new(None::<RuleId>);
    let current = Memo::new(move |_| {
        let held = at.get().filter(|id| ids.with(|ids| ids.contains(id)));
        held.or_else(|| ids.with(|ids| ids.first().copied()))
    });
    let focus = move |id: RuleId| {
        at.set(Some(id));
        focus_line(body, id);
    };
    // A rule opened from elsewhere, or just saved, may stand below what is in sight.
    Effect::new(move || {
        if let Open::Rule(id) = router.route.with(|route| route.open) {
            request_animation_frame(move || reveal_line(body, id));
        }
    });
    let on_key = move |event: ev::KeyboardEvent| {
        // Keys on a cell's link or switch are its own.
        let on_line = event.target() != event.current_target()
            && event
                .target()
                .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
                .is_some_and(|on| on.tag_name() == "TR");
        let (true, Some(id)) = (on_line, current.get_untracked()) else {
            return;
        };
        if event.alt_key() {
            if let Some(by) = direction(&event.key()) {
                event.prevent_default();
                shift(desk, id, by);
                request_animation_frame(move || focus_line(body, id));
            }
        } else if event.key() == "Enter" {
            event.prevent_default();
            router.go(&router.route.get_untracked().opening(Open::Rule(id)));
        } else if let Some(next) = ids.with_untracked(|ids| neighbour(ids, id, &event.key())) {
            event.prevent_default();
            focus(next);
        }
    };
    view! {
        <div class="pane-scroll">
            <table class="rules" role="grid" aria-label="Rules">
                <thead>
                    <tr>
                        <Head column=Column::Name sort=sort>"Rule"</Head>
                        <Head column=Column::Coverage sort=sort><Tip term="Coverage" meaning=words::COVERAGE /></Head>
                        <Head column=Column::Overlaps sort=sort><Tip term="Overlap" meaning=words::OVERLAP /></Head>
                        <Head column=Column::Conflicts sort=sort><Tip term="Conflict" meaning=words::CONFLICT /></Head>
                        <Head column=Column::Accuracy sort=sort><Tip term="Accuracy" meaning=words::RULE_ACCURACY /></Head>
                    </tr>
                </thead>
                <tbody node_ref=body on:keydown=on_key>
                    <For each=move || ids.get() key=|id| *id let:id>
                        <RuleRow id=id is_current=Signal::derive(move || current.get() == Some(id)) on_focus=move || at.set(Some(id)) />
                    </For>
                </tbody>
            </table>
            <p class="rules-foot muted small">
                {move || format!("Over all {} records. Arrows walk, Enter opens, Alt and arrows move a rule.", count(desk.records.get()))}
            </p>
        </div>
    }
}

/// A column's head, which sorts by it: highest first, then lowest first, then the project's order again.
#[component]
fn Head(column: Column, sort: RwSignal<Sort>, children: Children) -> impl IntoView {
    view! {
        <th scope="col" aria-sort=move || sort.get().word(column) on:click=move |_| sort.update(|sort| *sort = sort.next(column))>
            <span class="sort-head">
                {children()}
                <button
                    type="button"
                    class="sort"
                    aria-label=format!("Sort by {}", column.name())
                    title=format!("Sort by {}", column.name())
                >
                    {move || sort.get().sign(column)}
                </button>
            </span>
        </th>
    }
}

/// Moves a rule up or down in the project.
pub(super) fn shift(desk: Desk, id: RuleId, by: i32) {
    let moved = desk.lines.with_untracked(|lines| {
        let at = lines.iter().position(|line| line.view.id == id)?;
        let to = u32::try_from(at).ok()?.checked_add_signed(by)?;
        (usize::try_from(to).ok()? < lines.len()).then_some(to)
    });
    if let Some(position) = moved {
        desk.edit(Edit::MoveRule { id, position });
    }
}

fn direction(key: &str) -> Option<i32> {
    match key {
        "ArrowUp" => Some(-1),
        "ArrowDown" => Some(1),
        _ => None,
    }
}

/// The line a key leads to.
fn neighbour(ids: &[RuleId], at: RuleId, key: &str) -> Option<RuleId> {
    let place = ids.iter().position(|id| *id == at)?;
    match key {
        "ArrowDown" => ids.get(place + 1).copied(),
        "ArrowUp" => ids.get(place.checked_sub(1)?).copied(),
        "Home" => ids.first().copied(),
        "End" => ids.last().copied(),
        _ => None,
    }
}

fn line_of(body: NodeRef<html::Tbody>, id: RuleId) -> Option<web_sys::HtmlElement> {
    let body = body.try_get_untracked().flatten()?;
    let line = body.query_selector(&format!("#rule-line-{}", id.0)).ok()??;
    line.dyn_into().ok()
}

/// Scrolls the table as little as needed for a line to be in sight.
#[expect(
    clippy::cast_possible_truncation,
    reason = "a browser's boxes are far smaller than i32 in pixels"
)]
fn reveal_line(body: NodeRef<html::Tbody>, id: RuleId) {
    let line = line_of(body, id);
    let Some((line, scroll)) =
        line.and_then(|line| Some((line.clone(), line.closest(".pane-scroll").ok()??)))
    else {
        return;
    };
    let (line, seen) = (line.get_bounding_client_rect(), scroll.get_bounding_client_rect());
    let by = if line.bottom() > seen.bottom() {
        line.bottom() - seen.bottom()
    } else {
        // The head stands over the first line's height.
        (line.top() - line.height() - seen.top()).min(0.0)
    };
    scroll.set_scroll_top(scroll.scroll_top() + by as i32);
}

fn focus_line(body: NodeRef<html::Tbody>, id: RuleId) {
    if let Some(line) = line_of(body, id) {
        // A line that can't take the focus leaves it where it is.
        drop(line.focus());
    }
}
