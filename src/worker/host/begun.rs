//! Work of the browser's that goes on while the worker computes: the next slice of a file is read and the last part of a
//! project is written beside the engine's own work, instead of in turns with it.

use std::pin::Pin;
use std::task::{Context, Poll, Waker};

/// A future that has been begun: whatever it asks of the browser is asked for when this is made.
pub(super) struct Begun<F: Future> {
    future: Pin<Box<F>>,
    done: Option<F::Output>,
}

impl<F: Future> Begun<F> {
    /// Begins a future and lets it go as far as it gets at once.
    pub(super) fn new(future: F) -> Self {
        let mut future = Box::pin(future);
        // Nobody waits yet, so nobody is to be woken; `end` asks again with its own waker.
        let done = match future.as_mut().poll(&mut Context::from_waker(Waker::noop())) {
            Poll::Ready(done) => Some(done),
            Poll::Pending => None,
        };
        Self { future, done }
    }

    /// Waits for its end.
    pub(super) async fn end(self) -> F::Output {
        match self.done {
            Some(done) => done,
            None => self.future.await,
        }
    }
}
