//! Time and turns, alike in a window and in a worker.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::MessageChannel;

/// Milliseconds since 1970.
pub(crate) fn now_ms() -> f64 {
    js_sys::Date::now()
}

/// Runs a future behind.
pub(crate) fn spawn(future: impl Future<Output = ()> + 'static) {
    wasm_bindgen_futures::spawn_local(future);
}

/// Does something once, later.
pub(crate) fn after(delay_ms: i32, action: impl FnOnce() + 'static) {
    schedule("setTimeout", &Closure::once_into_js(action), delay_ms);
}

/// Does something again and again, for as long as the page or worker lives.
pub(crate) fn every(period_ms: i32, action: impl FnMut() + 'static) {
    schedule(
        "setInterval",
        &Closure::<dyn FnMut()>::new(action).into_js_value(),
        period_ms,
    );
}

fn schedule(function: &str, action: &JsValue, delay_ms: i32) {
    let global = js_sys::global();
    let timer = Reflect::get(&global, &function.into())
        .ok()
        .and_then(|timer| timer.dyn_into::<Function>().ok());
    if let Some(timer) = timer {
        // The two timer functions exist in every window and worker and throw for no such arguments.
        let _ = timer.call2(&global, action, &delay_ms.into());
    }
}

/// Lets the event loop go round once. A message port, since timers wait at least 4 ms when nested.
pub(crate) async fn turn() {
    let Ok(channel) = MessageChannel::new() else {
        return;
    };
    let promise = Promise::new(&mut |resolve, _| {
        channel.port1().set_onmessage(Some(&resolve));
        if channel.port2().post_message(&JsValue::UNDEFINED).is_err() {
            // Nothing to wait for: go on at once rather than never.
            let _ = resolve.call0(&JsValue::UNDEFINED);
        }
    });
    // The promise is only ever resolved.
    let _ = JsFuture::from(promise).await;
    channel.port1().close();
}

/// Waits.
pub(crate) async fn sleep(delay_ms: i32) {
    let promise = Promise::new(&mut |resolve, _| schedule("setTimeout", &resolve, delay_ms));
    // The promise is only ever resolved.
    let _ = JsFuture::from(promise).await;
}
