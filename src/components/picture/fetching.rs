//! Pictures that were fetched lately, and those that are wanted: what comes into sight is asked for together, one question
//! at a time, so that a list that is scrolled fast asks only for where it stops.

use std::collections::{BTreeMap, VecDeque};

use leptos::prelude::*;

use super::paint::Drawing;

/// Where a picture is to be shown.
pub(crate) type Place = RwSignal<Option<Drawing>, LocalStorage>;

/// Pictures by what tells one from another.
#[derive(Debug)]
pub(crate) struct Fetching<K> {
    /// The project that everything here is of.
    project: Option<String>,
    kept: BTreeMap<K, Drawing>,
    /// The keys of what is kept, the oldest first.
    order: VecDeque<K>,
    bytes: usize,
    /// What is wanted, and where.
    waiting: Vec<(K, Place)>,
    /// Whether a question is under way, or about to be.
    asks: bool,
}

impl<K> Default for Fetching<K> {
    fn default() -> Self {
        Self {
            project: None,
            kept: BTreeMap::new(),
            order: VecDeque::new(),
            bytes: 0,
            waiting: Vec::new(),
            asks: false,
        }
    }
}

impl<K: Ord + Clone> Fetching<K> {
    /// Shows a picture at a place where it is known already, else notes the wish; whether a question is to be begun.
    pub(crate) fn want(&mut self, key: K, place: Place) -> bool {
        if let Some(drawing) = self.kept.get(&key) {
            place.set(Some(drawing.clone()));
            return false;
        }
        self.waiting.push((key, place));
        !std::mem::replace(&mut self.asks, true)
    }

    /// Takes a wish back, as its place goes.
    pub(crate) fn forget(&mut self, place: Place) {
        self.waiting.retain(|(_, other)| *other != place);
    }

    /// Forgets what is of another project; whether nothing was.
    pub(crate) fn be_of(&mut self, project: Option<String>) -> bool {
        let is_same = self.project == project;
        if !is_same {
            *self = Self {
                project,
                asks: self.asks,
                ..Self::default()
            };
        }
        is_same
    }

    /// What to ask for next: the newest wishes, as many as `most` says, all of the newest one's sort. Where there is none,
    /// nobody asks any longer.
    pub(crate) fn next(&mut self, most: impl Fn(&K) -> usize, is_alike: impl Fn(&K, &K) -> bool) -> Vec<K> {
        let Some((newest, _)) = self.waiting.last() else {
            self.asks = false;
            return Vec::new();
        };
        let alike = self.waiting.iter().rev().map(|(key, _)| key);
        let alike = alike.filter(|key| is_alike(newest, key));
        let mut keys: Vec<K> = alike.take(most(newest)).cloned().collect();
        keys.sort_unstable();
        keys.dedup();
        keys
    }

    /// Takes over what came of a question, which is wanted no longer even where it did not come. At most so many bytes are
    /// kept.
    pub(crate) fn put(&mut self, asked: &[K], came: Vec<(K, Drawing)>, most_bytes: usize) {
        let mut shown = Vec::new();
        for (key, drawing) in came {
            let places = self.waiting.iter().filter(|(other, _)| *other == key);
            shown.extend(places.map(|(_, place)| (*place, drawing.clone())));
            self.bytes += drawing.rgba.len();
            if let Some(before) = self.kept.insert(key.clone(), drawing) {
                self.bytes -= before.rgba.len();
            } else {
                self.order.push_back(key);
            }
        }
        self.waiting.retain(|(key, _)| asked.binary_search(key).is_err());
        while self.bytes > most_bytes
            && let Some(oldest) = self.order.pop_front()
        {
            let gone = self.kept.remove(&oldest);
            self.bytes -= gone.map_or(0, |drawing| drawing.rgba.len());
        }
        for (place, drawing) in shown {
            // The place may have gone.
            drop(place.try_set(Some(drawing)));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawing(bytes: usize) -> Drawing {
        Drawing {
            width: 1,
            height: 1,
            rgba: vec![0; bytes].into(),
        }
    }

    #[test]
    fn wishes_of_one_sort_are_one_question_and_the_oldest_pictures_go_first() {
        let owner = Owner::new();
        owner.set();
        let mut fetching = Fetching::<(u32, u32)>::default();
        let places: Vec<Place> = (0..4).map(|_| RwSignal::new_local(None)).collect();
        assert!(fetching.want((1, 64), places[0]));
        assert!(!fetching.want((2, 64), places[1]));
        assert!(!fetching.want((1, 64), places[2]));
        assert!(!fetching.want((1, 128), places[3]));
        let next =
            |fetching: &mut Fetching<(u32, u32)>| fetching.next(|_| 9, |(_, one), (_, other)| one == other);
        assert_eq!(next(&mut fetching), [(1, 128)]);
        fetching.forget(places[3]);
        assert_eq!(next(&mut fetching), [(1, 64), (2, 64)]);
        fetching.put(&[(1, 64), (2, 64)], vec![((1, 64), drawing(8))], 12);
        assert!(places[0].get_untracked().is_some() && places[2].get_untracked().is_some());
        assert!(places[1].get_untracked().is_none());
        assert!(next(&mut fetching).is_empty());
        // What is kept is shown at once; the next makes it go.
        assert!(!fetching.want((1, 64), places[3]));
        assert!(places[3].get_untracked().is_some());
        assert!(fetching.want((3, 64), places[1]));
        fetching.put(&[(3, 64)], vec![((3, 64), drawing(8))], 12);
        assert!(next(&mut fetching).is_empty());
        assert!(fetching.want((1, 64), places[0]));
    }
}
