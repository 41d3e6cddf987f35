//! How sure the labels are: records by the probability of their label, each bar cut by which label that is. A bar leads
//! to its records; the same numbers stand in a table behind.

use leptos::prelude::*;

use crate::components::numbers::{count, counted};

/// Bars up to this many have room for their number.
const NUMBERED: usize = 12;

/// Records of one label within a bar.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Part {
    /// The label's name.
    pub(super) name: String,
    /// The class of its colour.
    pub(super) class: String,
    /// Records.
    pub(super) count: u32,
}

/// Records whose label's probability lies between two bounds.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Bar {
    /// The lower bound, 0..=1.
    pub(super) low: f64,
    /// The upper bound.
    pub(super) high: f64,
    /// By label, those without a record too.
    pub(super) parts: Vec<Part>,
    /// Where its records are.
    pub(super) href: String,
}

impl Bar {
    fn count(&self) -> u32 {
        self.parts.iter().map(|part| part.count).sum()
    }

    fn range(&self) -> String {
        format!("{:.2} to {:.2}", self.low, self.high)
    }

    /// `0.95 to 1.00: 212 records (HAM 100, SPAM 112)`.
    fn words(&self) -> String {
        let parts = self.parts.iter().filter(|part| part.count > 0);
        let parts: Vec<String> = parts
            .map(|part| format!("{} {}", part.name, count(part.count)))
            .collect();
        let records = counted(self.count(), "record", "records");
        match parts.as_slice() {
            [] => format!("{}: {records}", self.range()),
            parts => format!("{}: {records} ({})", self.range(), parts.join(", ")),
        }
    }
}

/// The bars.
#[component]
pub(super) fn Histogram(bars: Vec<Bar>) -> impl IntoView {
    let most = bars.iter().map(Bar::count).max().unwrap_or(0);
    let is_numbered = bars.len() <= NUMBERED;
    let ends: Vec<String> = bars
        .first()
        .map(|bar| bar.low)
        .into_iter()
        .chain(bars.iter().map(|bar| bar.high))
        .map(tick)
        .collect();
    let table = bars.clone();
    view! {
        <div class="histogram" class:histogram-numbered=is_numbered data-testid="histogram">
            <p class="histogram-most muted small" aria-hidden="true">{counted(most, "record", "records")}</p>
            <ol class="histogram-bars" aria-label="Records by the probability of their label">
                {bars.into_iter().map(|bar| column(bar, most, is_numbered)).collect_view()}
            </ol>
            <div class="histogram-ticks muted small" aria-hidden="true">
                {ends.into_iter().map(|end| view! { <span>{end}</span> }).collect_view()}
            </div>
            <Behind bars=table />
        </div>
    }
}

fn column(bar: Bar, most: u32, is_numbered: bool) -> impl IntoView {
    let all = bar.count();
    let words = bar.words();
    let height = move |records: u32| format!("{:.2}%", 100.0 * f64::from(records) / f64::from(most.max(1)));
    let pieces = bar.parts.iter().filter(|part| part.count > 0).map(|part| {
        view! { <i class=format!("histogram-piece {}", part.class) style:height=height(part.count)></i> }
    });
    let pieces = pieces.collect_view();
    let number = is_numbered.then(|| view! { <small class="histogram-number">{count(all)}</small> });
    if all == 0 {
        return view! { <li class="histogram-bar"></li> }.into_any();
    }
    view! {
        <li class="histogram-bar">
            <a class="histogram-link" href=bar.href title=words.clone() aria-label=words data-testid="histogram-bar" data-count=all.to_string()>
                {pieces}
                {number}
            </a>
        </li>
    }
    .into_any()
}

/// The numbers as a table.
#[component]
fn Behind(bars: Vec<Bar>) -> impl IntoView {
    let names: Vec<String> = bars
        .first()
        .map(|bar| bar.parts.iter().map(|part| part.name.clone()).collect())
        .unwrap_or_default();
    let row = |bar: Bar| {
        let (range, all) = (bar.range(), count(bar.count()));
        view! {
            <tr>
                <th scope="row"><a class="link" href=bar.href>{range}</a></th>
                <td>{all}</td>
                {bar.parts.iter().map(|part| view! { <td>{count(part.count)}</td> }).collect_view()}
            </tr>
        }
    };
    view! {
        <details class="behind">
            <summary>"As a table"</summary>
            <div class="fit-scroll">
                <table class="fit-table">
                    <thead><tr><th scope="col">"Probability"</th><th scope="col">"Records"</th>{names.into_iter().map(|name| view! { <th scope="col">{name}</th> }).collect_view()}</tr></thead>
                    <tbody>{bars.into_iter().filter(|bar| bar.count() > 0).map(row).collect_view()}</tbody>
                </table>
            </div>
        </details>
    }
}

/// A bound as it stands below the bars: one digit, and nothing where that would round.
fn tick(bound: f64) -> String {
    let tenths = (bound * 10.0).round();
    if (bound * 10.0 - tenths).abs() < 1e-9 {
        format!("{:.1}", tenths / 10.0)
    } else {
        String::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_told_with_its_bounds_and_its_labels() {
        let part = |name: &str, count| Part {
            name: name.into(),
            class: String::new(),
            count,
        };
        let bar = |parts| Bar {
            low: 0.95,
            high: 1.0,
            parts,
            href: String::new(),
        };
        assert_eq!(
            bar(vec![part("HAM", 100), part("OTHER", 0), part("SPAM", 1_112)]).words(),
            "0.95 to 1.00: 1,212 records (HAM 100, SPAM 1,112)"
        );
        assert_eq!(bar(Vec::new()).words(), "0.95 to 1.00: 0 records");
    }

    #[test]
    fn every_other_bound_of_twenty_is_written() {
        assert_eq!(
            [tick(0.5), tick(0.55), tick(0.15 * 2.0), tick(1.0)],
            ["0.5", "", "0.3", "1.0"]
        );
    }
}
