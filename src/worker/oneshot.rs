//! One value on its way from the channel to the one who waits for it, on one thread.

use std::cell::RefCell;
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
use std::task::{Context, Poll, Waker};

struct Cell<T> {
    value: Option<T>,
    waker: Option<Waker>,
}

/// The end that gives the value.
pub(crate) struct Sender<T>(Rc<RefCell<Cell<T>>>);

/// The end that waits for it.
pub(crate) struct Receiver<T>(Rc<RefCell<Cell<T>>>);

/// Both ends.
pub(crate) fn oneshot<T>() -> (Sender<T>, Receiver<T>) {
    let cell = Rc::new(RefCell::new(Cell {
        value: None,
        waker: None,
    }));
    (Sender(cell.clone()), Receiver(cell))
}

impl<T> Sender<T> {
    /// Gives the value and wakes whoever waits.
    pub(crate) fn send(self, value: T) {
        let waker = {
            let mut cell = self.0.borrow_mut();
            cell.value = Some(value);
            cell.waker.take()
        };
        if let Some(waker) = waker {
            waker.wake();
        }
    }
}

impl<T> Future for Receiver<T> {
    type Output = T;

    fn poll(self: Pin<&mut Self>, context: &mut Context<'_>) -> Poll<T> {
        let mut cell = self.0.borrow_mut();
        match cell.value.take() {
            Some(value) => Poll::Ready(value),
            None => {
                cell.waker = Some(context.waker().clone());
                Poll::Pending
            }
        }
    }
}
