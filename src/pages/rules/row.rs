//! One line of the rules table.

use labelloom_engine::{
    ids::RuleId,
    session::{edit::Edit, reply::RuleFigures, request::Filter},
};
use leptos::prelude::*;

use super::{
    ballot, broken,
    desk::{Desk, Line},
    drag::Drag,
    picked::Picked,
    untidy::Reasons,
    words,
};
use crate::{
    components::{
        Bar, Icon, Shape,
        numbers::{change, count, interval, percent, whole_percent},
    },
    route::{Open, Page, Route, Router},
};

/// A rule with its switch, name, query and figures. Each figure leads to its records.
#[component]
pub(super) fn RuleRow(
    id: RuleId,
    /// Whether Tab leads here.
    is_current: Signal<bool>,
    on_focus: impl Fn() + 'static,
) -> impl IntoView {
    let desk = Desk::expect();
    let router = Router::expect();
    let line = desk.line(id);
    let is_open = move || router.route.with(|route| route.open == Open::Rule(id));
    let picked = Picked::expect();
    let drag = Drag::expect();
    // The others' links are reached with the arrows first.
    let tab = Signal::derive(move || (!is_current.get()).then_some("-1"));
    let head = Memo::new(move |_| line.get().map(Line::in_words));
    let click = move |event: leptos::ev::MouseEvent| {
        if event.shift_key() {
            picked.extend(id, id);
        } else if event.ctrl_key() || event.meta_key() {
            picked.toggle(id);
        } else {
            router.go(&router.route.get_untracked().opening(Open::Rule(id)));
        }
    };
    // With Shift a click selects lines, not text.
    let press = |event: leptos::ev::MouseEvent| {
        if event.shift_key() {
            event.prevent_default();
        }
    };
    let is_off = move || line.with(|line| line.as_ref().is_some_and(|line| !line.view.enabled));
    view! {
        <tr
            class="rule"
            class:rule-off=is_off
            class:rule-open=is_open
            class:rule-falls-above=move || drag.falls(id, false)
            class:rule-falls-below=move || drag.falls(id, true)
            id=format!("rule-line-{}", id.0)
            data-testid="rule-row"
            tabindex=move || if is_current.get() { "0" } else { "-1" }
            aria-selected=move || picked.has(id).to_string()
            aria-current=move || is_open().then_some("true")
            draggable="true"
            on:focus=move |_| on_focus()
            on:mousedown=press
            on:click=click
            on:dragstart=move |event| drag.begin(&event, id)
            on:dragover=move |event| drag.over(&event, id)
            on:drop=move |event| drag.end_at(&event, id)
            on:dragend=move |_| drag.end()
        >
            <td>
                <Pick id=id tab=tab />
                {move || head.get().map(|line| title(desk, line, tab))}
                <Reasons id=id />
            </td>
            <td><Coverage id=id line=line tab=tab /></td>
            <td><Count id=id line=line tab=tab of=|figures| figures.overlaps filter=Filter::RuleOverlaps testid="rule-overlaps" /></td>
            <td><Count id=id line=line tab=tab of=|figures| figures.conflicts filter=Filter::RuleConflicts testid="rule-conflicts" /></td>
            <td><Accuracy id=id line=line tab=tab /></td>
            {move || desk.is_fitted.get().then(|| view! { <td><Believed line=line tab=tab /></td> })}
        </tr>
    }
}

/// What a click or Space selects the line with.
#[component]
fn Pick(id: RuleId, tab: Signal<Option<&'static str>>) -> impl IntoView {
    let desk = Desk::expect();
    let picked = Picked::expect();
    let name = move || {
        desk.project.with(|project| {
            let rule = project.rules.iter().find(|rule| rule.id == id);
            rule.map(|rule| format!("Select {}", rule.name))
        })
    };
    let click = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        if event.shift_key() {
            picked.extend(id, id);
        } else {
            picked.toggle(id);
        }
    };
    view! {
        <button
            type="button"
            class="pick"
            role="checkbox"
            data-testid="rule-pick"
            aria-checked=move || picked.has(id).to_string()
            aria-label=name
            tabindex=tab
            on:click=click
        ></button>
    }
}

/// Switch, label, name and query.
fn title(desk: Desk, line: Line, tab: Signal<Option<&'static str>>) -> impl IntoView {
    let rule = line.view;
    let enabled = rule.enabled;
    let id = rule.id;
    let condition = ballot::condition(desk, &rule);
    let switch = move |event: leptos::ev::MouseEvent| {
        event.stop_propagation();
        desk.edit(Edit::EnableRule {
            id,
            enabled: !enabled,
        });
    };
    view! {
        <div class="rule-title">
            <button
                type="button"
                class="switch"
                role="switch"
                aria-checked=enabled.to_string()
                tabindex=tab
                aria-label=format!("{} votes", rule.name)
                title=if enabled { "On: it votes. Click to switch it off" } else { "Off: it doesn't vote. Click to switch it on" }
                on:click=switch
            ></button>
            {ballot::tag(desk, &rule)}
            {ballot::decides(&rule)}
            <span class="rule-title-name" title=rule.name.clone()>{rule.name.clone()}</span>
            {line.is_unsaved.then(|| view! { <span class="rule-unsaved" title="Has changes that are not saved">"edited"</span> })}
            {(!enabled).then(|| view! { <span class="muted small">"off"</span> })}
        </div>
        <div class="rule-title-query" title=condition.clone()>{condition.clone()}</div>
        {rule.problem.as_ref().map(|problem| view! {
            <div class="rule-warning"><Icon shape=Shape::Warning />{format!("Can't be read: {}", problem.what)}</div>
        })}
        {broken::words(rule.broken_examples).map(|words| view! {
            <div class="rule-warning" data-testid="rule-broken-examples"><Icon shape=Shape::Warning />{words}</div>
        })}
        {line.is_broad.then(|| view! {
            <div class="rule-warning"><Icon shape=Shape::Warning />{words::BROAD}</div>
        })}
        {ballot::often_wrong(rule.hard && enabled, &line.now).map(|words| view! {
            <div class="rule-warning" data-testid="rule-hard-wrong"><Icon shape=Shape::Warning />{words}</div>
        })}
    }
}

/// How many records it votes on, with a bar scaled to the widest rule.
#[component]
fn Coverage(id: RuleId, line: Memo<Option<Line>>, tab: Signal<Option<&'static str>>) -> impl IntoView {
    let desk = Desk::expect();
    let share =
        move || f64::from(now(line, |figures| figures.coverage)) / f64::from(desk.widest.get().max(1));
    let color =
        Memo::new(move |_| line.with(|line| line.as_ref().map_or(0, |line| desk.color(line.view.label))));
    view! {
        <Count id=id line=line tab=tab of=|figures| figures.coverage filter=Filter::Rule testid="rule-coverage" />
        {move || view! { <Bar share=Signal::derive(share) color=color.get() /> }}
    }
}

/// A count as a share of all records; the count itself and the change stand below or on pointing.
#[component]
fn Count(
    id: RuleId,
    line: Memo<Option<Line>>,
    tab: Signal<Option<&'static str>>,
    of: fn(&RuleFigures) -> u32,
    filter: fn(RuleId) -> Filter,
    testid: &'static str,
) -> impl IntoView {
    let desk = Desk::expect();
    let value = Memo::new(move |_| now(line, of));
    let changed = move || {
        line.with(|line| {
            line.as_ref()
                .and_then(|line| change(of(&line.saved), of(&line.now)))
        })
    };
    view! {
        <a
            class="cell"
            href=desk.link(filter(id))
            tabindex=tab
            draggable="false"
            title=move || format!("{} of {} records", count(value.get()), count(desk.records.get()))
            on:click=|event| event.stop_propagation()
        >
            <span data-testid=testid>{move || percent(value.get(), desk.records.get())}</span>
            <small class="cell-change">{changed}</small>
        </a>
    }
}

/// How often it is right where dev gold tells, and on how many that is.
#[component]
fn Accuracy(id: RuleId, line: Memo<Option<Line>>, tab: Signal<Option<&'static str>>) -> impl IntoView {
    let desk = Desk::expect();
    let known = Memo::new(move |_| {
        (
            now(line, |figures| figures.correct),
            now(line, |figures| figures.correct + figures.incorrect),
        )
    });
    let value = move || match known.get() {
        (_, 0) => "–".to_owned(),
        (correct, n) => whole_percent(correct, n),
    };
    let title = move || match known.get() {
        (_, 0) => "It votes on no record with dev gold".to_owned(),
        (correct, n) => format!(
            "{} of {} right, {}. Opens those it gets wrong",
            count(correct),
            count(n),
            interval(correct, n)
        ),
    };
    view! {
        <a class="cell" href=desk.link(Filter::RuleIncorrect(id)) tabindex=tab draggable="false" title=title on:click=|event| event.stop_propagation()>
            <span data-testid="rule-accuracy">{value}</span>
            <small class="cell-change muted">{move || (known.get().1 > 0).then(|| format!("n {}", count(known.get().1)))}</small>
        </a>
    }
}

/// How often the label model believes it to be right.
#[component]
fn Believed(line: Memo<Option<Line>>, tab: Signal<Option<&'static str>>) -> impl IntoView {
    let desk = Desk::expect();
    let believed = Memo::new(move |_| line.with(|line| line.as_ref().and_then(|line| line.believed)));
    let value = move || {
        let believed = believed.get();
        believed.map_or_else(|| "–".to_owned(), |believed| format!("{:.0} %", 100.0 * believed))
    };
    let href = move || {
        let slice = desk.router.route.with(|route| route.slice);
        Route::page(Page::Labels).within(slice).address()
    };
    view! {
        <a class="cell" href=href tabindex=tab draggable="false" title="What the label model believes of the rules" on:click=|event| event.stop_propagation()>
            <span data-testid="rule-believed">{value}</span>
        </a>
    }
}

fn now(line: Memo<Option<Line>>, of: impl Fn(&RuleFigures) -> u32) -> u32 {
    line.with(|line| line.as_ref().map_or(0, |line| of(&line.now)))
}
