//! What has the focus, and what gets it next.

use wasm_bindgen::JsCast as _;
use web_sys::{Element, Event, HtmlElement};

/// Gives the focus to an element. One that is not there, or can't have it, leaves it where it is.
pub(crate) fn give(to: Option<Element>) {
    if let Some(to) = to.and_then(|to| to.dyn_into::<HtmlElement>().ok()) {
        drop(to.focus());
    }
}

/// The first element in a place that fits a selector.
pub(crate) fn first_in(place: &Element, selector: &str) -> Option<Element> {
    place.query_selector(selector).ok().flatten()
}

/// The element that something happened to.
pub(crate) fn target(event: &Event) -> Option<Element> {
    event.target().and_then(|target| target.dyn_into().ok())
}

/// The nearest element that fits a selector, from the one that something happened to outwards.
pub(crate) fn around(event: &Event, selector: &str) -> Option<Element> {
    target(event)?.closest(selector).ok().flatten()
}
