//! Web Locks: one writer among all tabs. The browser gives a lock back when its page or worker ends, however it ends.

use std::cell::Cell;
use std::rc::Rc;

use js_sys::{Function, Object, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

/// A held lock; dropping it gives it back.
pub(crate) struct Lock {
    give_back: Option<Function>,
    held: Rc<Cell<bool>>,
}

impl Drop for Lock {
    fn drop(&mut self) {
        self.held.set(false);
        if let Some(give_back) = &self.give_back {
            // Resolving a promise never throws.
            let _ = give_back.call0(&JsValue::UNDEFINED);
        }
    }
}

/// Takes a lock if it is free, or in any case when it is to be taken over. None where another tab holds it. `lost` is
/// called when another tab takes it over. Without Web Locks there is nothing to ask, and the lock counts as held.
pub(crate) async fn take(name: &str, take_over: bool, lost: impl FnOnce() + 'static) -> Option<Lock> {
    let held = Rc::new(Cell::new(false));
    match request(name, take_over, held.clone(), lost) {
        Ok(granted) => {
            let give_back = JsFuture::from(granted).await.ok()?.dyn_into().ok()?;
            held.set(true);
            Some(Lock {
                give_back: Some(give_back),
                held,
            })
        }
        Err(_) => Some(Lock {
            give_back: None,
            held,
        }),
    }
}

/// Asks for a lock. The promise gives the function that gives the lock back, or `undefined` where it is not free.
fn request(
    name: &str,
    take_over: bool,
    held: Rc<Cell<bool>>,
    lost: impl FnOnce() + 'static,
) -> Result<Promise, JsValue> {
    let navigator = Reflect::get(&js_sys::global(), &"navigator".into())?;
    let locks = Reflect::get(&navigator, &"locks".into())?;
    let method: Function = Reflect::get(&locks, &"request".into())?.dyn_into()?;
    let options = Object::new();
    Reflect::set(
        &options,
        &if take_over { "steal" } else { "ifAvailable" }.into(),
        &JsValue::TRUE,
    )?;

    let mut tell: Option<Function> = None;
    let granted = Promise::new(&mut |resolve, _| tell = Some(resolve));
    let tell = tell.ok_or("the browser made no promise")?;
    let refuse = tell.clone();
    let on_grant = Closure::once_into_js(move |lock: JsValue| hold(&tell, &lock));
    let outcome: Promise = method
        .call3(&locks, &name.into(), &options, &on_grant)?
        .dyn_into()?;
    wasm_bindgen_futures::spawn_local(async move {
        // The request fails when another tab takes the lock over, or when the browser grants none at all.
        if JsFuture::from(outcome).await.is_err() {
            let _ = refuse.call1(&JsValue::UNDEFINED, &JsValue::UNDEFINED);
            if held.get() {
                lost();
            }
        }
    });
    Ok(granted)
}

/// Tells that a lock is granted, and holds it until the promise given to the browser is resolved.
fn hold(tell: &Function, lock: &JsValue) -> JsValue {
    if lock.is_null() {
        let _ = tell.call1(&JsValue::UNDEFINED, &JsValue::UNDEFINED);
        return JsValue::UNDEFINED;
    }
    Promise::new(&mut |give_back, _| {
        let _ = tell.call1(&JsValue::UNDEFINED, &give_back);
    })
    .into()
}
