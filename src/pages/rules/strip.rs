//! The strip of totals: how far all rules together reach, each number with the way to its records. While a draft is
//! open these are the figures with it, and how much it changes stands beside.

use labelloom_engine::session::{reply::Totals, request::Filter};
use leptos::prelude::*;

use super::{desk::Desk, slices::Slices, words};
use crate::{
    components::{
        Figure, Icon, Shape, Share, StackedBar, Tip,
        numbers::{change, count, interval, percent},
    },
    route::Open,
};

/// The totals, and a warning for each label that no rule votes for.
#[component]
pub(super) fn Strip() -> impl IntoView {
    let desk = Desk::expect();
    view! {
        <div class="strip">
            <Slices />
            <Total filter=Filter::Covered of=|totals, _| totals.covered testid="total-coverage">
                <Tip term="Covered" meaning=words::COVERED />
            </Total>
            <Total filter=Filter::Conflicted of=|totals, _| totals.conflicted testid="total-conflicts">
                <Tip term="Conflicted" meaning=words::CONFLICT />
            </Total>
            <Total filter=Filter::Uncovered of=|totals, records| records - totals.covered testid="total-uncovered">
                <Tip term="Uncovered" meaning=words::UNCOVERED />
            </Total>
            <Accuracy />
            <Total filter=Filter::Overlapping of=|totals, _| totals.overlapping testid="total-overlaps">
                <Tip term="Overlapping" meaning=words::OVERLAP />
            </Total>
            <StackedBar name="Majority votes" shares=Signal::derive(move || shares(desk)) />
        </div>
        <Unvoted />
    }
}

/// One total: its share of all records, its count, and the change.
#[component]
fn Total(
    filter: Filter,
    of: fn(&Totals, u32) -> u32,
    testid: &'static str,
    children: Children,
) -> impl IntoView {
    let desk = Desk::expect();
    let now = Memo::new(move |_| of(&desk.totals.get(), desk.records.get()));
    let saved = move || of(&desk.saved_totals.get(), desk.records.get());
    view! {
        <Figure
            value=Signal::derive(move || percent(now.get(), desk.records.get()))
            detail=Signal::derive(move || count(now.get()))
            change=Signal::derive(move || change(saved(), now.get()))
            href=desk.link(filter)
            testid=testid
        >
            {children()}
        </Figure>
    }
}

/// How often the majority is right where dev gold tells.
#[component]
fn Accuracy() -> impl IntoView {
    let desk = Desk::expect();
    let known = |totals: &Totals| (totals.correct, totals.correct + totals.incorrect);
    let now = Memo::new(move |_| known(&desk.totals.get()));
    let detail = move || match now.get() {
        (_, 0) => {
            words::no_gold(desk.project.with(|project| project.gold.dev), "no vote on it yet").to_owned()
        }
        (correct, n) => format!("{}, n {}", interval(correct, n), count(n)),
    };
    view! {
        <Figure
            value=Signal::derive(move || percent(now.get().0, now.get().1))
            detail=Signal::derive(detail)
            change=Signal::derive(move || change(known(&desk.saved_totals.get()).0, now.get().0).map(|by| format!("{by} right")))
            href=desk.link(Filter::MajorityIncorrect)
            testid="total-accuracy"
        >
            <Tip term="Accuracy on dev gold" meaning=words::ACCURACY />
        </Figure>
    }
}

/// The records by their majority vote.
fn shares(desk: Desk) -> Vec<Share> {
    let totals = desk.totals.get();
    let share = |name: String, class: String, count: u32, filter: Filter| Share {
        name,
        class,
        count,
        href: desk.address(filter),
    };
    let labels = desk.labels.get();
    let mut shares: Vec<Share> = labels
        .iter()
        .zip(&totals.majority)
        .map(|(label, &count)| {
            share(
                label.name.clone(),
                format!("lc{}", label.color),
                count,
                Filter::Majority(label.id),
            )
        })
        .collect();
    if totals.tied > 0 {
        shares.push(share("tied".into(), "lc-tied".into(), totals.tied, Filter::Tied));
    }
    let uncovered = desk.records.get().saturating_sub(totals.covered);
    shares.push(share(
        "no vote".into(),
        "lc-none".into(),
        uncovered,
        Filter::Uncovered,
    ));
    shares
}

/// Labels that no rule votes for, once there are rules at all.
#[component]
fn Unvoted() -> impl IntoView {
    const NAMED: usize = 6;
    let desk = Desk::expect();
    let names = Memo::new(move |_| {
        let without = |labels: &[labelloom_engine::session::reply::LabelView]| {
            labels
                .iter()
                .filter(|label| label.rules == 0)
                .map(|label| label.name.clone())
                .collect::<Vec<_>>()
        };
        if desk.lines.with(Vec::is_empty) {
            Vec::new()
        } else {
            desk.labels.with(|labels| without(labels))
        }
    });
    let has_against = Memo::new(move |_| {
        desk.lines
            .with(|lines| lines.iter().any(|line| line.view.enabled && line.view.against))
    });
    move || {
        let names = names.get();
        (!names.is_empty()).then(|| {
            let more = names.len().saturating_sub(NAMED);
            let named = names.into_iter().take(NAMED).collect::<Vec<_>>().join(", ");
            let more = if more > 0 {
                format!(" and {more} labels more")
            } else {
                String::new()
            };
            let new = move || desk.router.route.with(|route| route.opening(Open::New).address());
            let so = if has_against.get() {
                "a record gets such a label only where votes are against the others"
            } else {
                "no record can get such a label from rules"
            };
            view! {
                <p class="strip-warning">
                    <Icon shape=Shape::Warning />
                    <span>
                        {format!("No rule votes for {named}{more}: {so}. ")}
                        <a class="strip-write" href=new>"Write one"</a>
                    </span>
                </p>
            }
        })
    }
}
