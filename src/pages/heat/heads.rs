//! The heads of a heat map: names where there is room for them, else the names of groups; the row and column of the
//! cell at hand stand out.

use leptos::prelude::*;

use super::{At, Head, Size, px};

/// Neighbours of one group.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Group {
    name: String,
    color: Option<u8>,
    length: u32,
}

fn groups(heads: &[Head]) -> Vec<Group> {
    let of_one = heads.chunk_by(|a, b| a.group == b.group);
    of_one
        .map(|heads| Group {
            name: heads[0].group.clone(),
            color: heads[0].color,
            length: u32::try_from(heads.len()).unwrap_or(u32::MAX),
        })
        .collect()
}

fn color(color: Option<u8>) -> String {
    color.map_or_else(|| "lc-none".into(), |color| format!("lc{color}"))
}

/// The names at the left.
#[component]
pub(super) fn RowHeads(heads: Vec<Head>, size: Size, at: At) -> impl IntoView {
    let row = move |(row, head): (u32, Head)| {
        let is_at = move || at.get().is_some_and(|(at, _)| at == row);
        let name = head.name.clone();
        view! {
            <div class=format!("heat-row {}", color(head.color)) class:heat-head-at=is_at style:height=px(size.side) title=head.name>
                <span>{name}</span>
            </div>
        }
    };
    let group = move |group: Group| {
        let height = size.side * f64::from(group.length);
        let name = group.name.clone();
        view! {
            <div class=format!("heat-row heat-group {}", color(group.color)) style:height=px(height) title=group.name>
                <span>{(height >= 14.0).then_some(name)}</span>
            </div>
        }
    };
    let shown = if size.is_named() {
        (0u32..).zip(heads).map(row).collect_view().into_any()
    } else {
        groups(&heads).into_iter().map(group).collect_view().into_any()
    };
    view! { <div class="heat-rows" aria-hidden="true" style:width=px(size.heads)>{shown}</div> }
}

/// The names above.
#[component]
pub(super) fn ColumnHeads(heads: Vec<Head>, size: Size, at: At) -> impl IntoView {
    // Upright letters are about eleven pixels wide.
    let column = move |(column, head): (u32, Head)| {
        let is_at = move || at.get().is_some_and(|(_, at)| at == column);
        let name = head.name.clone();
        view! {
            <div class=format!("heat-column {}", color(head.color)) class:heat-head-at=is_at style:width=px(size.side) title=head.name>
                <span>{name}</span>
            </div>
        }
    };
    let group = move |group: Group| {
        let width = size.side * f64::from(group.length);
        let name = group.name.clone();
        view! {
            <div class=format!("heat-column heat-group {}", color(group.color)) style:width=px(width) title=group.name>
                <span>{(width >= 36.0).then_some(name)}</span>
            </div>
        }
    };
    let shown = if size.is_named() {
        (0u32..).zip(heads).map(column).collect_view().into_any()
    } else {
        groups(&heads).into_iter().map(group).collect_view().into_any()
    };
    view! { <div class="heat-columns" aria-hidden="true">{shown}</div> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neighbours_of_one_group_are_told_together() {
        let head = |group: &str| Head {
            group: group.into(),
            ..Head::default()
        };
        let found = groups(&[head("HAM"), head("SPAM"), head("SPAM")]);
        let shown: Vec<_> = found
            .iter()
            .map(|group| (group.name.as_str(), group.length))
            .collect();
        assert_eq!(shown, [("HAM", 1), ("SPAM", 2)]);
    }
}
