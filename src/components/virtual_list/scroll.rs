//! From the place of a scroll bar to the place in a list, and back. Browsers cap an element's height (17.9 million
//! pixels in Firefox, 33.5 in Chromium), so a long list lies in a shorter box and places are scaled.

/// No box is made higher than this, in pixels.
const HIGHEST: f64 = 15_000_000.0;

/// A list of rows of one height in a window.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(crate) struct Scroll {
    /// Rows.
    pub(crate) total: u32,
    /// Height of a row, in pixels.
    pub(crate) row: f64,
    /// Height of the window, in pixels.
    pub(crate) view: f64,
}

impl Scroll {
    /// Height of all rows together.
    pub(crate) fn list_height(&self) -> f64 {
        f64::from(self.total) * self.row
    }

    /// Height of the box that is scrolled.
    pub(crate) fn box_height(&self) -> f64 {
        self.list_height().min(HIGHEST)
    }

    /// Whether the box is shorter than the list.
    pub(crate) fn is_scaled(&self) -> bool {
        self.list_height() > HIGHEST
    }

    /// The lowest place in the list that the window can begin at.
    pub(crate) fn last_top(&self) -> f64 {
        (self.list_height() - self.view).max(0.0)
    }

    /// The place in the list for a place of the scroll bar.
    pub(crate) fn top_at(&self, scrolled: f64) -> f64 {
        (scrolled * self.scale()).clamp(0.0, self.last_top())
    }

    /// The place of the scroll bar for a place in the list.
    pub(crate) fn scrolled_at(&self, top: f64) -> f64 {
        top / self.scale()
    }

    /// The rows to draw around a place, `spare` more on each side.
    pub(crate) fn rows(&self, top: f64, spare: u32) -> (u32, u32) {
        if self.row <= 0.0 || self.view <= 0.0 {
            return (0, 0);
        }
        let first = whole((top / self.row).floor());
        let last = whole(((top + self.view) / self.row).ceil());
        (
            first.saturating_sub(spare).min(self.total),
            last.saturating_add(spare).min(self.total),
        )
    }

    /// The row that stands at a place.
    pub(crate) fn first_at(&self, top: f64) -> u32 {
        if self.row > 0.0 {
            whole((top / self.row).floor())
        } else {
            0
        }
    }

    /// Where the window must begin so that a row is wholly inside, moving as little as can be.
    pub(crate) fn top_showing(&self, row: u32, top: f64) -> f64 {
        let above = f64::from(row) * self.row;
        let below = above + self.row - self.view;
        if above < top { above } else { top.max(below) }.clamp(0.0, self.last_top())
    }

    /// Pixels of list for one pixel of the scroll bar.
    fn scale(&self) -> f64 {
        let way = self.box_height() - self.view;
        if self.is_scaled() && way > 0.0 {
            self.last_top() / way
        } else {
            1.0
        }
    }
}

/// A whole number of rows, never below nothing nor above what a count can hold.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "clamped to u32's own range"
)]
fn whole(rows: f64) -> u32 {
    rows.clamp(0.0, f64::from(u32::MAX)) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn short_lists_scroll_pixel_by_pixel() {
        let scroll = Scroll {
            total: 1000,
            row: 50.0,
            view: 500.0,
        };
        assert!(!scroll.is_scaled());
        assert_eq!(scroll.top_at(1234.0), 1234.0);
        assert_eq!(scroll.rows(1234.0, 2), (22, 37));
        assert_eq!(scroll.rows(0.0, 2), (0, 12));
        assert_eq!((scroll.first_at(0.0), scroll.first_at(1234.0)), (0, 24));
    }

    #[test]
    fn ten_million_rows_reach_from_first_to_last() {
        let scroll = Scroll {
            total: 10_000_000,
            row: 50.0,
            view: 500.0,
        };
        assert!(scroll.is_scaled());
        assert_eq!(scroll.box_height(), HIGHEST);
        let end = scroll.top_at(HIGHEST - scroll.view);
        assert_eq!(scroll.rows(end, 3).1, 10_000_000);
        let there_and_back = scroll.scrolled_at(scroll.top_at(7_000_000.0));
        assert!((there_and_back - 7_000_000.0).abs() < 1e-3);
    }

    #[test]
    fn a_row_is_shown_with_the_least_movement() {
        let scroll = Scroll {
            total: 100,
            row: 50.0,
            view: 500.0,
        };
        assert_eq!(scroll.top_showing(3, 0.0), 0.0);
        assert_eq!(scroll.top_showing(10, 0.0), 50.0);
        assert_eq!(scroll.top_showing(2, 300.0), 100.0);
        assert_eq!(scroll.top_showing(99, 0.0), 4500.0);
    }

    #[test]
    fn a_hidden_list_draws_nothing() {
        assert_eq!(
            Scroll {
                total: 100,
                row: 50.0,
                view: 0.0
            }
            .rows(0.0, 8),
            (0, 0)
        );
    }
}
