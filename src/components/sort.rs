//! The order of a table's lines: the project's own, or by a column, either way round.

use std::cmp::Ordering;

use leptos::prelude::*;

/// A column that lines can be put in order by.
pub(crate) trait Column: Copy + PartialEq {
    /// What a line shows.
    type Line;

    /// As people say it.
    fn name(self) -> &'static str;

    /// The order that the first press on its head leads to.
    fn compare(self, one: &Self::Line, other: &Self::Line) -> Ordering;

    /// Whether that begins with the lowest, as names do; numbers begin with the highest.
    fn begins_low(self) -> bool;
}

/// A column and whether it is turned round; none is the project's order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Sort<C>(Option<(C, bool)>);

impl<C> Default for Sort<C> {
    fn default() -> Self {
        Self(None)
    }
}

impl<C: Column> Sort<C> {
    /// What a press on a column's head leads to.
    pub(crate) fn next(self, column: C) -> Self {
        Self(match self.0 {
            Some((held, false)) if held == column => Some((column, true)),
            Some((held, true)) if held == column => None,
            _ => Some((column, false)),
        })
    }

    /// The sign in a column's head.
    pub(crate) fn sign(self, column: C) -> &'static str {
        match self.0 {
            Some((held, turned)) if held == column => {
                if turned {
                    "↑"
                } else {
                    "↓"
                }
            }
            _ => "↕",
        }
    }

    /// As `aria-sort` has it.
    pub(crate) fn word(self, column: C) -> &'static str {
        match self.0 {
            Some((held, turned)) if held == column => {
                if turned == column.begins_low() {
                    "descending"
                } else {
                    "ascending"
                }
            }
            _ => "none",
        }
    }

    /// How two lines stand in this order; all are alike in the project's.
    pub(crate) fn compare(self, one: &C::Line, other: &C::Line) -> Ordering {
        match self.0 {
            Some((column, false)) => column.compare(one, other),
            Some((column, true)) => column.compare(other, one),
            None => Ordering::Equal,
        }
    }
}

/// A column's head, which sorts by it; once more turns it round, and then comes the project's order again.
#[component]
pub(crate) fn SortHead<C>(column: C, sort: RwSignal<Sort<C>>, children: Children) -> impl IntoView
where
    C: Column + Send + Sync + 'static,
{
    let about = format!("Sort by {}", column.name());
    view! {
        <th scope="col" aria-sort=move || sort.get().word(column) on:click=move |_| sort.update(|sort| *sort = sort.next(column))>
            <span class="sort-head">
                {children()}
                <button type="button" class="sort" aria-label=about.clone() title=about>
                    {move || sort.get().sign(column)}
                </button>
            </span>
        </th>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[derive(Clone, Copy, Debug, PartialEq, Eq)]
    enum Of {
        Name,
        Number,
    }

    impl Column for Of {
        type Line = (&'static str, u32);

        fn name(self) -> &'static str {
            "some column"
        }

        fn compare(self, one: &(&'static str, u32), other: &(&'static str, u32)) -> Ordering {
            match self {
                Self::Name => one.0.cmp(other.0),
                Self::Number => other.1.cmp(&one.1),
            }
        }

        fn begins_low(self) -> bool {
            self == Self::Name
        }
    }

    #[test]
    fn a_head_is_pressed_three_times_and_back_is_the_project_s_order() {
        let once = Sort::default().next(Of::Number);
        let twice = once.next(Of::Number);
        assert_eq!(
            [once.word(Of::Number), twice.word(Of::Number)],
            ["descending", "ascending"]
        );
        assert_eq!(twice.next(Of::Number), Sort::default());
        let by_name = Sort::default().next(Of::Name);
        assert_eq!(by_name.word(Of::Name), "ascending");
        assert_eq!(by_name.word(Of::Number), "none");
    }

    #[test]
    fn equals_keep_their_order_either_way_round() {
        let mut lines = [("b", 1), ("a", 2), ("c", 1)];
        let by_number = Sort::default().next(Of::Number);
        lines.sort_by(|a, b| by_number.compare(a, b));
        assert_eq!(lines.map(|line| line.0), ["a", "b", "c"]);
        let turned = by_number.next(Of::Number);
        lines.sort_by(|a, b| turned.compare(a, b));
        assert_eq!(lines.map(|line| line.0), ["b", "c", "a"]);
    }
}
