//! A text and its variant in pieces, so that what was changed stands out in both; long stretches that both have are
//! shortened alike.

use std::ops::Range;

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// It is the same in both.
    Same(String),
    /// A long one that is the same in both, its middle left out.
    Short(String, String),
    /// It was changed: what stands here, which may be nothing, by the change's number.
    Changed(String, usize),
}

/// Characters from which on a stretch is shortened, and what is left of it at each end.
const LONG: usize = 240;
const END: usize = 90;

/// The pieces of one side; `changes` are its byte ranges in order of the changes.
pub(super) fn pieces(text: &str, changes: &[[u32; 2]], shortens: bool) -> Vec<Piece> {
    let mut placed: Vec<(Range<usize>, usize)> = changes
        .iter()
        .enumerate()
        .map(|(number, [from, to])| (*from as usize..*to as usize, number))
        .collect();
    placed.sort_by_key(|(range, number)| (range.start, range.end, *number));
    let mut pieces = Vec::with_capacity(2 * placed.len() + 1);
    let mut at = 0;
    for (range, number) in placed {
        // Changes lie apart and on whole characters; one that did not would be shown as part of the text.
        let (Some(before), Some(changed)) = (text.get(at..range.start), text.get(range.clone())) else {
            continue;
        };
        if !before.is_empty() {
            pieces.push(same(before, shortens));
        }
        pieces.push(Piece::Changed(changed.to_owned(), number));
        at = range.end;
    }
    if let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        pieces.push(same(rest, shortens));
    }
    pieces
}

fn same(text: &str, shortens: bool) -> Piece {
    if !shortens || text.chars().count() <= LONG {
        return Piece::Same(text.to_owned());
    }
    let place = |n: usize| text.char_indices().nth(n).map_or(text.len(), |(at, _)| at);
    let from_end = text.chars().count() - END;
    Piece::Short(text[..place(END)].to_owned(), text[place(from_end)..].to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn changed(text: &str, number: usize) -> Piece {
        Piece::Changed(text.to_owned(), number)
    }

    fn kept(text: &str) -> Piece {
        Piece::Same(text.to_owned())
    }

    #[test]
    fn changes_stand_where_they_are() {
        assert_eq!(
            pieces("a bé c", &[[5, 6], [2, 5]], true),
            [kept("a "), changed("bé", 1), changed(" ", 0), kept("c")]
        );
        assert_eq!(
            pieces("ab", &[[1, 1], [2, 2]], true),
            [kept("a"), changed("", 0), kept("b"), changed("", 1)]
        );
        assert_eq!(pieces("", &[], true), []);
    }

    #[test]
    fn long_stretches_keep_their_ends() {
        let text = "ä".repeat(400);
        let end = "ä".repeat(END);
        assert_eq!(pieces(&text, &[], true), [Piece::Short(end.clone(), end)]);
        assert_eq!(pieces(&text, &[], false), [kept(&text)]);
        assert_eq!(pieces(&text[..400], &[], true), [kept(&text[..400])]);
    }

    #[test]
    fn ranges_that_do_not_fit_leave_the_text_whole() {
        assert_eq!(pieces("é", &[[1, 2], [0, 9]], true), [kept("é")]);
    }
}
