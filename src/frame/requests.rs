//! How many requests the page has made since it was ready: what the foot says, counted by the browser.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue, prelude::Closure};
use web_sys::{PerformanceEntry, PerformanceObserver, PerformanceObserverEntryList, PerformanceObserverInit};

use crate::browser::lazy;
use crate::worker::WorkerStatus;

/// Requests begun after the engine was first ready; before that the page is still loading. The page's own parts are
/// counted elsewhere.
pub(super) fn requests_since_load(engine: RwSignal<WorkerStatus>) -> RwSignal<u32> {
    let requests = RwSignal::new(0);
    let ready_at = StoredValue::new(None::<f64>);
    Effect::new(move || {
        if engine.get() == WorkerStatus::Ready && ready_at.get_value().is_none() {
            ready_at.set_value(window().performance().map(|clock| clock.now()));
        }
    });
    let is_late = move |entry: JsValue| {
        let entry = entry.unchecked_into::<PerformanceEntry>();
        if lazy::is_one(&entry.name()) {
            return false;
        }
        let begun = entry.start_time();
        ready_at
            .try_get_value()
            .flatten()
            .is_some_and(|ready| begun > ready)
    };
    let heard =
        Closure::<dyn Fn(PerformanceObserverEntryList)>::new(move |entries: PerformanceObserverEntryList| {
            let late = entries
                .get_entries()
                .iter()
                .filter(|entry| is_late(entry.clone()))
                .count();
            requests.try_update(|requests| *requests += u32::try_from(late).unwrap_or(u32::MAX));
        });
    let Ok(observer) = PerformanceObserver::new(heard.as_ref().unchecked_ref()) else {
        return requests;
    };
    let kinds = js_sys::Array::of1(&JsValue::from_str("resource"));
    observer.observe(&PerformanceObserverInit::new(&kinds));
    // The page counts as long as it lives.
    heard.forget();
    requests
}
