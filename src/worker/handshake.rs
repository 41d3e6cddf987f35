//! Before a worker listens, messages to it would be lost: they are kept until it says that it is ready, and for good
//! if it turns out to be of another build.

/// Where the page stands with its worker.
#[derive(Debug)]
pub(crate) enum Handshake<M> {
    /// The worker is starting; messages wait.
    Starting(Vec<M>),
    /// It listens.
    Ready,
    /// It is of another build and gets nothing.
    Refused,
}

/// What to do with a message.
#[derive(Debug, PartialEq, Eq)]
pub(crate) enum Send<M> {
    /// Post it.
    Now(M),
    /// It is kept.
    Kept,
    /// It can't be sent: only loading the page again helps.
    Never,
}

impl<M> Handshake<M> {
    /// A worker was just started.
    pub(crate) fn new() -> Self {
        Self::Starting(Vec::new())
    }

    /// What to do with a message now.
    pub(crate) fn send(&mut self, message: M) -> Send<M> {
        match self {
            Self::Starting(kept) => {
                kept.push(message);
                Send::Kept
            }
            Self::Ready => Send::Now(message),
            Self::Refused => Send::Never,
        }
    }

    /// The worker says that it listens, and its build. Gives the messages that waited, or none where it is refused.
    pub(crate) fn ready(&mut self, theirs: &str, ours: &str) -> Option<Vec<M>> {
        if theirs != ours {
            *self = Self::Refused;
            return None;
        }
        match std::mem::replace(self, Self::Ready) {
            Self::Starting(kept) => Some(kept),
            Self::Ready | Self::Refused => Some(Vec::new()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_wait_in_order_until_the_worker_listens() {
        let mut handshake = Handshake::new();
        assert_eq!(handshake.send(1), Send::Kept);
        assert_eq!(handshake.send(2), Send::Kept);
        assert_eq!(handshake.ready("a", "a"), Some(vec![1, 2]));
        assert_eq!(handshake.send(3), Send::Now(3));
        assert_eq!(
            handshake.ready("a", "a"),
            Some(Vec::new()),
            "said twice, sent once"
        );
    }

    #[test]
    fn a_worker_of_another_build_gets_nothing() {
        let mut handshake = Handshake::new();
        handshake.send(1);
        assert_eq!(handshake.ready("old", "new"), None);
        assert_eq!(handshake.send(2), Send::Never);
    }
}
