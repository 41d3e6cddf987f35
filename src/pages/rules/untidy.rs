//! Rules that add nothing, and rules to look at: a quiet line above the table, and the reason in a rule's own line.
//! Nothing here speaks of whether a rule is right.

use labelloom_engine::{
    ids::RuleId,
    session::{
        reply::{Reason, Untidy},
        request::Filter,
    },
};
use leptos::prelude::*;

use super::{desk::Desk, picked::Picked, shown::Shown};
use crate::{
    components::{Button, ButtonKind, numbers::counted},
    route::Open,
};

/// The line above the table.
#[component]
pub(super) fn UntidyLine() -> impl IntoView {
    let shown = Shown::expect();
    let picked = Picked::expect();
    let counts = Memo::new(move |_| shown.untidy.with(|view| counts(&view.found)));
    let toggle = move |_| shown.only_untidy.update(|only| *only = !*only);
    let pick = move |_| {
        let nothing = shown.untidy.with_untracked(|view| {
            let found = view.found.iter().filter(|untidy| untidy.reason.adds_nothing());
            found.map(|untidy| untidy.rule).collect::<Vec<_>>()
        });
        picked.only(nothing);
    };
    move || {
        let (nothing, look) = counts.get();
        let is_only = move || shown.only_untidy.get();
        (nothing + look > 0).then(|| {
            view! {
                <p class="untidy-line" data-testid="untidy">
                    <span>{sentence(nothing, look)}</span>
                    <span class="gap"></span>
                    {move || (is_only() && nothing > 0).then(|| view! {
                        <Button kind=ButtonKind::Quiet attr:data-testid="untidy-pick" on:click=pick>
                            {format!("Select {}", counted(nothing, "that adds nothing", "that add nothing"))}
                        </Button>
                    })}
                    <Button
                        kind=ButtonKind::Quiet
                        attr:data-testid="untidy-show"
                        attr:aria-pressed=move || is_only().to_string()
                        on:click=toggle
                    >
                        {move || if is_only() { "Show all rules" } else { "Show" }}
                    </Button>
                </p>
            }
        })
    }
}

/// Rules that add nothing, and others to look at; each rule counts once.
fn counts(found: &[Untidy]) -> (u32, u32) {
    let mut rules: Vec<(RuleId, bool)> = Vec::new();
    for untidy in found {
        let nothing = untidy.reason.adds_nothing();
        match rules.iter_mut().find(|(rule, _)| *rule == untidy.rule) {
            Some((_, known)) => *known |= nothing,
            None => rules.push((untidy.rule, nothing)),
        }
    }
    let count = |wanted: bool| {
        let counted = rules.iter().filter(|(_, nothing)| *nothing == wanted).count();
        u32::try_from(counted).unwrap_or(u32::MAX)
    };
    (count(true), count(false))
}

fn sentence(nothing: u32, look: u32) -> String {
    let adds = counted(nothing, "rule adds nothing", "rules add nothing");
    match (nothing, look) {
        (0, _) => counted(look, "rule to look at", "rules to look at"),
        (_, 0) => adds,
        _ => format!("{adds}, {look} more to look at"),
    }
}

/// Why a rule is among them, in its own line; shown where only such rules are.
#[component]
pub(super) fn Reasons(id: RuleId) -> impl IntoView {
    let desk = Desk::expect();
    let shown = Shown::expect();
    let reasons = Memo::new(move |_| {
        if !shown.only_untidy.get() {
            return Vec::new();
        }
        shown.untidy.with(|view| {
            let own = view.found.iter().filter(|untidy| untidy.rule == id);
            own.copied().collect::<Vec<_>>()
        })
    });
    move || {
        reasons
            .get()
            .into_iter()
            .map(|untidy| view! { <div class="untidy-reason">{reason(desk, untidy)}</div> })
            .collect_view()
    }
}

fn reason(desk: Desk, untidy: Untidy) -> AnyView {
    let records = records(desk, untidy);
    match untidy.reason {
        Reason::Unread => "It can't be read, so it votes on nothing".into_any(),
        Reason::Dead => "It matches no record".into_any(),
        Reason::Broad => view! { {records} ", more than half of all" }.into_any(),
        Reason::Same(other) => view! { "Its " {records} " are those of " {rule(desk, other)} }.into_any(),
        Reason::Within(other) => {
            view! { "Its " {records} {are(untidy.records)} " in " {rule(desk, other)} }.into_any()
        }
        Reason::Opposed(other) => {
            view! { "On each of its " {records} " " {rule(desk, other)} " says otherwise" }.into_any()
        }
    }
}

fn are(records: u32) -> &'static str {
    if records == 1 { " is" } else { " are all" }
}

/// The rule's records, and the way to them.
fn records(desk: Desk, untidy: Untidy) -> impl IntoView {
    view! {
        <a class="link" href=desk.link(Filter::Rule(untidy.rule)) on:click=|event| event.stop_propagation()>
            {counted(untidy.records, "record", "records")}
        </a>
    }
}

/// Another rule by its name, which opens it.
fn rule(desk: Desk, id: RuleId) -> impl IntoView {
    let name = desk.project.with(|project| {
        let found = project.rules.iter().find(|rule| rule.id == id);
        found.map(|rule| rule.name.clone()).unwrap_or_default()
    });
    let open = move || {
        desk.router
            .route
            .with(|route| route.opening(Open::Rule(id)).address())
    };
    view! { "‘" <a class="link" href=open on:click=|event| event.stop_propagation()>{name}</a> "’" }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_with_two_reasons_counts_once() {
        let untidy = |rule, reason| Untidy {
            rule: RuleId(rule),
            reason,
            records: 3,
        };
        let found = [
            untidy(1, Reason::Opposed(RuleId(2))),
            untidy(1, Reason::Within(RuleId(3))),
            untidy(2, Reason::Broad),
        ];
        assert_eq!(counts(&found), (1, 1));
        assert_eq!(sentence(1, 1), "1 rule adds nothing, 1 more to look at");
        assert_eq!(sentence(2, 0), "2 rules add nothing");
        assert_eq!(sentence(0, 2), "2 rules to look at");
    }
}
