//! The page's table of calls that wait for their end. It knows no transport: it gives out ids, lets the newest call of
//! a slot win, hands each waiter out exactly once, and tells when the worker has been silent for too long.

use std::collections::BTreeMap;

/// Calls without a word from the worker for this long make the page ask for a sign of life.
pub(crate) const ASK_AFTER_MS: f64 = 10_000.0;
/// Without a word for this long, although asked, the worker is taken for dead. Long work reports far more often.
pub(crate) const DEAD_AFTER_MS: f64 = 40_000.0;

/// Waiting calls; `W` is whatever wakes the caller.
#[derive(Debug)]
pub(crate) struct Pending<W> {
    next_id: u32,
    waiting: BTreeMap<u32, Entry<W>>,
    /// When the worker was last heard, or the first call since began to wait.
    heard_ms: f64,
}

#[derive(Debug)]
struct Entry<W> {
    slot: Option<u32>,
    waiter: W,
}

/// What a call was given.
#[derive(Debug)]
pub(crate) struct Begun<W> {
    /// Its id.
    pub(crate) request_id: u32,
    /// The older call of the same slot, which nobody wants any more.
    pub(crate) superseded: Option<(u32, W)>,
}

/// What to do about the worker's silence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Silence {
    /// Nothing waits, or the worker was heard of late.
    Fine,
    /// Ask for a sign of life.
    Ask,
    /// It no longer answers.
    Dead,
}

impl<W> Pending<W> {
    /// An empty table.
    pub(crate) fn new() -> Self {
        Self {
            next_id: 1,
            waiting: BTreeMap::new(),
            heard_ms: 0.0,
        }
    }

    /// Enters a call. An older call of the same slot is taken out and handed back, to be told that it is dropped.
    pub(crate) fn begin(&mut self, slot: Option<u32>, waiter: W, now_ms: f64) -> Begun<W> {
        if self.waiting.is_empty() {
            self.heard_ms = now_ms;
        }
        let older = slot.and_then(|slot| self.in_slot(slot));
        let superseded = older.and_then(|id| self.settle(id).map(|waiter| (id, waiter)));
        let request_id = self.next_id;
        self.next_id = self.next_id.wrapping_add(1).max(1);
        self.waiting.insert(request_id, Entry { slot, waiter });
        Begun {
            request_id,
            superseded,
        }
    }

    fn in_slot(&self, slot: u32) -> Option<u32> {
        self.waiting
            .iter()
            .find(|(_, entry)| entry.slot == Some(slot))
            .map(|(&id, _)| id)
    }

    /// The waiter of a call that has ended; none where the call is unknown or had its end already.
    pub(crate) fn settle(&mut self, request_id: u32) -> Option<W> {
        self.waiting.remove(&request_id).map(|entry| entry.waiter)
    }

    /// The waiter of a call that still waits.
    pub(crate) fn get(&self, request_id: u32) -> Option<&W> {
        self.waiting.get(&request_id).map(|entry| &entry.waiter)
    }

    /// Everyone who waits, in the order they asked; the table is empty after.
    pub(crate) fn take_all(&mut self) -> Vec<W> {
        std::mem::take(&mut self.waiting)
            .into_values()
            .map(|entry| entry.waiter)
            .collect()
    }

    /// The worker said something.
    pub(crate) fn heard(&mut self, now_ms: f64) {
        self.heard_ms = now_ms;
    }

    /// Whether the worker has been silent for too long while somebody waits.
    pub(crate) fn silence(&self, now_ms: f64) -> Silence {
        let silent_ms = now_ms - self.heard_ms;
        if self.waiting.is_empty() || silent_ms < ASK_AFTER_MS {
            Silence::Fine
        } else if silent_ms < DEAD_AFTER_MS {
            Silence::Ask
        } else {
            Silence::Dead
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_call_is_answered_once() {
        let mut pending = Pending::new();
        let first = pending.begin(None, "first", 0.0).request_id;
        let second = pending.begin(None, "second", 0.0).request_id;
        assert_ne!(first, second);
        assert_eq!(pending.settle(second), Some("second"));
        assert_eq!(pending.settle(second), None, "the second answer to one call");
        assert_eq!(pending.settle(first), Some("first"));
    }

    #[test]
    fn the_newest_of_a_slot_wins_and_the_reply_to_the_older_is_stale() {
        let mut pending = Pending::new();
        let older = pending.begin(Some(7), "older", 0.0);
        assert!(older.superseded.is_none());
        let newer = pending.begin(Some(7), "newer", 0.0);
        assert_eq!(newer.superseded, Some((older.request_id, "older")));
        assert_eq!(pending.settle(older.request_id), None);
        assert_eq!(pending.settle(newer.request_id), Some("newer"));
    }

    #[test]
    fn other_slots_and_calls_without_slot_are_left_alone() {
        let mut pending = Pending::new();
        pending.begin(Some(1), "a", 0.0);
        pending.begin(None, "b", 0.0);
        assert!(pending.begin(Some(2), "c", 0.0).superseded.is_none());
        assert!(pending.begin(None, "d", 0.0).superseded.is_none());
        assert_eq!(pending.take_all(), ["a", "b", "c", "d"]);
        assert!(pending.take_all().is_empty());
    }

    #[test]
    fn an_unknown_id_wakes_nobody() {
        let mut pending = Pending::new();
        let begun = pending.begin(None, (), 0.0);
        assert_eq!(pending.settle(begun.request_id + 1), None);
        assert!(pending.get(begun.request_id).is_some());
    }

    #[test]
    fn silence_counts_only_while_somebody_waits() {
        let mut pending = Pending::new();
        assert_eq!(pending.silence(1e9), Silence::Fine);
        let id = pending.begin(None, (), 1000.0).request_id;
        assert_eq!(pending.silence(1000.0 + ASK_AFTER_MS - 1.0), Silence::Fine);
        assert_eq!(pending.silence(1000.0 + ASK_AFTER_MS), Silence::Ask);
        assert_eq!(pending.silence(1000.0 + DEAD_AFTER_MS), Silence::Dead);
        pending.heard(1000.0 + ASK_AFTER_MS);
        assert_eq!(pending.silence(1000.0 + ASK_AFTER_MS + 1.0), Silence::Fine);
        pending.settle(id);
        assert_eq!(pending.silence(1e9), Silence::Fine);
    }
}
