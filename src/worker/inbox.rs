//! The worker's queue. The browser hands messages over one by one; they are taken in here first, so that of calls in
//! one slot only the newest is done, a cancelled call is found wherever it stands, and calls that replace the open
//! project go one at a time while small questions pass them.

use std::collections::{BTreeMap, VecDeque};

/// A call as it stands in the queue.
#[derive(Debug)]
pub(crate) struct Queued<C> {
    /// The page's id of it.
    pub(crate) request_id: u32,
    /// Its slot.
    pub(crate) slot: Option<u32>,
    /// Whether it opens, makes or deletes a project: no two of these run at once.
    pub(crate) exclusive: bool,
    /// What is asked.
    pub(crate) call: C,
}

/// Where a cancelled call was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Cancelled {
    /// In the queue: it is out, and its end is to be told.
    Queued,
    /// At work: the work looks at [`Inbox::is_cancelled`] between its steps and tells the end itself.
    Running,
    /// It had its end already.
    Unknown,
}

#[derive(Debug)]
struct Running {
    slot: Option<u32>,
    exclusive: bool,
    cancelled: bool,
    superseded: bool,
}

/// The queue and the calls at work.
#[derive(Debug)]
pub(crate) struct Inbox<C> {
    queue: VecDeque<Queued<C>>,
    running: BTreeMap<u32, Running>,
}

impl<C> Inbox<C> {
    /// An empty queue.
    pub(crate) fn new() -> Self {
        Self {
            queue: VecDeque::new(),
            running: BTreeMap::new(),
        }
    }

    /// Takes a call in. Gives the id of the queued call that it replaces, whose end is to be told as dropped.
    pub(crate) fn push(&mut self, queued: Queued<C>) -> Option<u32> {
        let replaced = queued.slot.and_then(|slot| self.replace(slot));
        self.queue.push_back(queued);
        replaced
    }

    fn replace(&mut self, slot: u32) -> Option<u32> {
        for running in self
            .running
            .values_mut()
            .filter(|running| running.slot == Some(slot))
        {
            running.superseded = true;
        }
        let position = self.queue.iter().position(|queued| queued.slot == Some(slot))?;
        self.queue.remove(position).map(|queued| queued.request_id)
    }

    /// The next call that may start, now counted as running. An exclusive call waits while another one runs, and so
    /// does everything behind it: the page asked for that after the project would have changed.
    pub(crate) fn next(&mut self) -> Option<Queued<C>> {
        let blocked = self.running.values().any(|running| running.exclusive);
        if blocked && self.queue.front().is_some_and(|queued| queued.exclusive) {
            return None;
        }
        let queued = self.queue.pop_front()?;
        let running = Running {
            slot: queued.slot,
            exclusive: queued.exclusive,
            cancelled: false,
            superseded: false,
        };
        self.running.insert(queued.request_id, running);
        Some(queued)
    }

    /// Cancels a call.
    pub(crate) fn cancel(&mut self, request_id: u32) -> Cancelled {
        if let Some(position) = self
            .queue
            .iter()
            .position(|queued| queued.request_id == request_id)
        {
            self.queue.remove(position);
            return Cancelled::Queued;
        }
        match self.running.get_mut(&request_id) {
            Some(running) => {
                running.cancelled = true;
                Cancelled::Running
            }
            None => Cancelled::Unknown,
        }
    }

    /// Whether a call at work should stop because it was cancelled.
    pub(crate) fn is_cancelled(&self, request_id: u32) -> bool {
        self.running
            .get(&request_id)
            .is_some_and(|running| running.cancelled)
    }

    /// Whether a call at work should stop because a newer one of its slot came.
    pub(crate) fn is_superseded(&self, request_id: u32) -> bool {
        self.running
            .get(&request_id)
            .is_some_and(|running| running.superseded)
    }

    /// A call has ended. Whether this is its first end: a second one must not be told.
    pub(crate) fn end(&mut self, request_id: u32) -> bool {
        self.running.remove(&request_id).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn call(request_id: u32, slot: Option<u32>, exclusive: bool) -> Queued<()> {
        Queued {
            request_id,
            slot,
            exclusive,
            call: (),
        }
    }

    fn next_id(inbox: &mut Inbox<()>) -> Option<u32> {
        inbox.next().map(|queued| queued.request_id)
    }

    #[test]
    fn the_newest_of_a_slot_replaces_the_queued_one() {
        let mut inbox = Inbox::new();
        assert_eq!(inbox.push(call(1, Some(9), false)), None);
        assert_eq!(inbox.push(call(2, None, false)), None);
        assert_eq!(inbox.push(call(3, Some(9), false)), Some(1));
        assert_eq!(next_id(&mut inbox), Some(2));
        assert_eq!(next_id(&mut inbox), Some(3));
        assert_eq!(next_id(&mut inbox), None);
    }

    #[test]
    fn a_running_call_learns_that_it_is_superseded() {
        let mut inbox = Inbox::new();
        inbox.push(call(1, Some(9), false));
        next_id(&mut inbox);
        assert_eq!(
            inbox.push(call(2, Some(9), false)),
            None,
            "the running call tells its own end"
        );
        assert!(inbox.is_superseded(1));
        assert!(!inbox.is_cancelled(1));
    }

    #[test]
    fn a_call_ends_once() {
        let mut inbox = Inbox::new();
        inbox.push(call(1, None, false));
        next_id(&mut inbox);
        assert!(inbox.end(1));
        assert!(!inbox.end(1));
        assert!(!inbox.end(2));
    }

    #[test]
    fn cancel_finds_a_call_wherever_it_stands() {
        let mut inbox = Inbox::new();
        inbox.push(call(1, None, true));
        inbox.push(call(2, None, true));
        next_id(&mut inbox);
        assert_eq!(inbox.cancel(2), Cancelled::Queued);
        assert_eq!(inbox.cancel(2), Cancelled::Unknown);
        assert_eq!(inbox.cancel(1), Cancelled::Running);
        assert!(inbox.is_cancelled(1));
        inbox.end(1);
        assert_eq!(inbox.cancel(1), Cancelled::Unknown);
    }

    #[test]
    fn exclusive_calls_go_one_at_a_time_and_small_ones_pass_the_running_one() {
        let mut inbox = Inbox::new();
        inbox.push(call(1, None, true));
        inbox.push(call(2, None, false));
        inbox.push(call(3, None, true));
        inbox.push(call(4, None, false));
        assert_eq!(next_id(&mut inbox), Some(1));
        assert_eq!(next_id(&mut inbox), Some(2), "typing goes on during an import");
        assert_eq!(next_id(&mut inbox), None);
        inbox.end(1);
        assert_eq!(next_id(&mut inbox), Some(3));
        assert_eq!(next_id(&mut inbox), Some(4));
    }
}
