//! The table of rules: a line each with its figures, sortable without changing the project's order, walked with the
//! arrow keys, and lines selected to do one thing with all of them.

use labelloom_engine::ids::RuleId;
use leptos::{html, prelude::*};

use super::{
    broken::Broken,
    bulk::{self, BulkBar},
    desk::Desk,
    editor::column::NewRuleMenu,
    find::FindRule,
    keyboard::{Keyboard, reveal_line},
    picked::Picked,
    row::RuleRow,
    shown::Shown,
    sort::Column,
    suggest::SideTabs,
    untidy::UntidyLine,
    words,
};
use crate::{
    components::{Button, ButtonKind, SortHead, Tip, numbers::count},
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
                <SideTabs />
                <FindRule />
                <span class="gap"></span>
                <Button kind=ButtonKind::Primary keys="N" attr:data-testid="rule-new" on:click=move |_| keys.press(Action::NewRule)>
                    "New rule"
                </Button>
                <NewRuleMenu />
                <super::take::TakeMenu />
            </div>
            <Show when=move || !desk.lines.with(Vec::is_empty) fallback=super::teach::FirstRule>
                <Broken />
                <UntidyLine />
                <Table />
            </Show>
        </section>
    }
}

#[component]
fn Table() -> impl IntoView {
    let desk = Desk::expect();
    let router = Router::expect();
    let Shown { sort, ids, .. } = Shown::expect();
    let picked = Picked::expect();
    let body = NodeRef::<html::Tbody>::new();
    let keyboard = Keyboard::new(body);
    // A rule opened from elsewhere, or just saved, may stand below what is in sight.
    Effect::new(move || {
        if let Open::Rule(id) = router.route.with(|route| route.open) {
            request_animation_frame(move || reveal_line(body, id));
        }
    });
    let row = move |id: RuleId| {
        let is_current = Signal::derive(move || keyboard.current.get() == Some(id));
        view! { <RuleRow id=id is_current=is_current on_focus=move || keyboard.came_to(id) /> }
    };
    view! {
        <div class="pane-scroll">
            <table
                class="rules"
                class:rules-picking=picked.is_any
                class:rules-fitted=desk.is_fitted
                role="grid"
                aria-label="Rules"
                aria-multiselectable="true"
                on:keydown=move |event| keyboard.hear(&event)
            >
                <thead>
                    <tr>
                        <SortHead column=Column::Name sort=sort><PickAll />"Rule"</SortHead>
                        <SortHead column=Column::Coverage sort=sort><Tip term="Coverage" meaning=words::COVERAGE /></SortHead>
                        <SortHead column=Column::Overlaps sort=sort><Tip term="Overlap" meaning=words::OVERLAP /></SortHead>
                        <SortHead column=Column::Conflicts sort=sort><Tip term="Conflict" meaning=words::CONFLICT /></SortHead>
                        <SortHead column=Column::Accuracy sort=sort><Tip term="Accuracy" meaning=words::RULE_ACCURACY /></SortHead>
                        {move || desk.is_fitted.get().then(|| view! { <SortHead column=Column::Believed sort=sort><Tip term="Believed" meaning=words::BELIEVED /></SortHead> })}
                    </tr>
                </thead>
                <tbody node_ref=body>
                    <For each=move || ids.get() key=|id| *id children=row />
                </tbody>
            </table>
            <NoneFound />
            <p class="rules-foot muted small">
                {move || format!(
                    "Over all {} records. Arrows walk, Enter opens, Space selects, Alt and arrows move a rule.",
                    count(desk.records.get())
                )}
            </p>
        </div>
        <BulkBar on_leave=UnsyncCallback::new(move |()| keyboard.focus()) />
    }
}

/// Selects all lines, or none.
#[component]
fn PickAll() -> impl IntoView {
    let picked = Picked::expect();
    let shown = Shown::expect();
    let checked = move || match (picked.in_sight.with(Vec::len), shown.ids.with(Vec::len)) {
        (0, _) => "false",
        (some, all) if some == all => "true",
        _ => "mixed",
    };
    let toggle = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        picked.toggle_all();
    };
    view! {
        <button type="button" class="pick" role="checkbox" aria-checked=checked aria-label="Select all rules" title="Select all (Ctrl A)" data-testid="pick-all" on:click=toggle></button>
    }
}

/// That no rule holds what was looked for.
#[component]
fn NoneFound() -> impl IntoView {
    let shown = Shown::expect();
    let is_none = move || shown.ids.with(Vec::is_empty) && shown.find.with(|find| !find.is_empty());
    view! {
        <Show when=is_none>
            <p class="rules-none">
                <span>{move || format!("No rule holds ‘{}’.", shown.find.get().trim())}</span>
                <Button on:click=move |_| shown.find.set(String::new())>"Show all"</Button>
            </p>
        </Show>
    }
}

/// Moves a rule up or down in the project.
pub(super) fn shift(desk: Desk, id: RuleId, by: i32) {
    bulk::shift(desk, &[id], by);
}
