//! Thin wrappers over what the browser offers: nothing here knows projects, rules or records.

pub(crate) mod clock;
pub(crate) mod download;
pub(crate) mod files;
pub(crate) mod focus;
pub(crate) mod idb;
pub(crate) mod lazy;
pub(crate) mod locks;
pub(crate) mod parts;
pub(crate) mod storage;

use wasm_bindgen::{JsCast, JsValue};

/// What a JavaScript error says, in its own words.
pub(crate) fn in_words(error: &JsValue) -> String {
    if let Some(error) = error.dyn_ref::<js_sys::Error>() {
        return String::from(error.message());
    }
    let message = js_sys::Reflect::get(error, &"message".into())
        .ok()
        .and_then(|message| message.as_string());
    message
        .or_else(|| error.as_string())
        .unwrap_or_else(|| "The browser gave no reason".to_owned())
}

/// The name of a JavaScript error: `QuotaExceededError`.
pub(crate) fn error_name(error: &JsValue) -> String {
    let name = js_sys::Reflect::get(error, &"name".into())
        .ok()
        .and_then(|name| name.as_string());
    name.unwrap_or_default()
}
