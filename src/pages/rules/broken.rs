//! Rules that break their examples: how it is said, and the table with these rules alone.

use labelloom_engine::{
    ids::RuleId,
    session::{examples::Verdict, reply::DraftView},
};
use leptos::prelude::*;

use super::desk::{Desk, Line};
use crate::components::{Button, Icon, Shape, numbers::counted};

/// How many examples are broken, in words; nothing where none is.
pub(super) fn words(broken: u32) -> Option<String> {
    (broken > 0).then(|| format!("{} broken", counted(broken, "example", "examples")))
}

/// How many examples the open draft breaks.
pub(super) fn of_draft(draft: &DraftView) -> u32 {
    let broken = draft
        .examples
        .iter()
        .filter(|example| example.verdict == Verdict::Broken);
    u32::try_from(broken.count()).unwrap_or(u32::MAX)
}

/// The rules that the table shows, of all in their order.
pub(super) fn kept(desk: Desk, mut ordered: Vec<RuleId>, lines: &[Line]) -> Vec<RuleId> {
    // Once the last one is mended, all are shown again.
    if desk.only_broken.get() && count_broken(lines) > 0 {
        let is_broken = |id: &RuleId| {
            lines
                .iter()
                .any(|line| line.view.id == *id && line.view.broken_examples > 0)
        };
        ordered.retain(is_broken);
    }
    ordered
}

fn count_broken(lines: &[Line]) -> u32 {
    let broken = lines.iter().filter(|line| line.view.broken_examples > 0);
    u32::try_from(broken.count()).unwrap_or(u32::MAX)
}

/// The line above the table that says how many rules do, and shows them alone or all.
#[component]
pub(super) fn Broken() -> impl IntoView {
    let desk = Desk::expect();
    let broken = Memo::new(move |_| desk.lines.with(|lines| count_broken(lines)));
    move || {
        let broken = broken.get();
        let toggle = move |_| desk.only_broken.update(|only| *only = !*only);
        (broken > 0).then(|| {
            view! {
                <p class="rules-broken" data-testid="rules-broken">
                    <Icon shape=Shape::Warning />
                    {counted(broken, "rule breaks its examples", "rules break their examples")}
                    <span class="gap"></span>
                    <Button attr:aria-pressed=move || desk.only_broken.get().to_string() on:click=toggle>
                        {move || if desk.only_broken.get() { "Show all rules" } else { "Show only these" }}
                    </Button>
                </p>
            }
        })
    }
}
