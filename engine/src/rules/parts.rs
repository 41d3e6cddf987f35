//! Parts of words, thousands at once: a word is walked once through a tree of their letters, whatever their number.

/// Parts of words to look for in words.
#[derive(Debug)]
pub(super) struct Parts {
    nodes: Vec<Node>,
}

/// What has been read so far of a word from one place on.
#[derive(Debug, Default)]
struct Node {
    /// The next byte, and the node it leads to.
    next: Vec<(u8, u32)>,
    ends: Ends,
}

/// The parts that end at a node, by where they may stand in a word.
#[derive(Clone, Copy, Debug, Default)]
struct Ends {
    anywhere: bool,
    at_beginning: bool,
    at_end: bool,
    as_whole: bool,
}

impl Default for Parts {
    fn default() -> Self {
        Self {
            nodes: vec![Node::default()],
        }
    }
}

impl Parts {
    /// Whether there is no part.
    pub(super) const fn is_empty(&self) -> bool {
        self.nodes.len() == 1
    }

    /// Adds a part; letters may stand before and after it.
    pub(super) fn push(&mut self, part: &str, before: bool, after: bool) {
        let mut at = 0;
        for byte in part.bytes() {
            at = self.step(at, byte).unwrap_or_else(|| self.grow(at, byte));
        }
        let ends = &mut self.nodes[at].ends;
        match (before, after) {
            (true, true) => ends.anywhere = true,
            (false, true) => ends.at_beginning = true,
            (true, false) => ends.at_end = true,
            (false, false) => ends.as_whole = true,
        }
    }

    /// Whether a part stands in a word where it may.
    pub(super) fn fit(&self, word: &str) -> bool {
        (0..word.len()).any(|from| self.fits_from(word.as_bytes(), from))
    }

    fn fits_from(&self, word: &[u8], from: usize) -> bool {
        let mut at = 0;
        for (place, &byte) in word.iter().enumerate().skip(from) {
            let Some(next) = self.step(at, byte) else {
                return false;
            };
            at = next;
            let (ends, is_first, is_last) = (self.nodes[at].ends, from == 0, place + 1 == word.len());
            if ends.anywhere
                || ends.at_beginning && is_first
                || ends.at_end && is_last
                || ends.as_whole && is_first && is_last
            {
                return true;
            }
        }
        false
    }

    fn step(&self, at: usize, byte: u8) -> Option<usize> {
        let next = &self.nodes[at].next;
        let place = next.binary_search_by_key(&byte, |(byte, _)| *byte).ok()?;
        Some(next[place].1 as usize)
    }

    fn grow(&mut self, at: usize, byte: u8) -> usize {
        let new = self.nodes.len();
        self.nodes.push(Node::default());
        let next = &mut self.nodes[at].next;
        let place = next.partition_point(|(known, _)| *known < byte);
        next.insert(place, (byte, crate::num::count(new)));
        new
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn parts_fit_where_plain_searches_find_them(
            parts in prop::collection::vec(("[abé]{1,3}", any::<bool>(), any::<bool>()), 0..8),
            word in "[abcé]{0,8}",
        ) {
            let mut tree = Parts::default();
            parts.iter().for_each(|(part, before, after)| tree.push(part, *before, *after));
            let fits = |(part, before, after): &(String, bool, bool)| match (before, after) {
                (true, true) => word.contains(part.as_str()),
                (true, false) => word.ends_with(part.as_str()),
                (false, true) => word.starts_with(part.as_str()),
                (false, false) => word == *part,
            };
            prop_assert_eq!(tree.fit(&word), parts.iter().any(fits));
            prop_assert_eq!(tree.is_empty(), parts.is_empty());
        }
    }
}
