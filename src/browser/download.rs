//! Hands a file to the person.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url};

use super::{clock, in_words};

/// The browser reads the address after the click returns; a minute later it has.
const FORGET_AFTER_MS: i32 = 60_000;

/// Downloads bytes (a typed array) under a name.
pub(crate) fn bytes(name: &str, mime: &str, bytes: &JsValue) -> Result<(), String> {
    let options = BlobPropertyBag::new();
    options.set_type(mime);
    Blob::new_with_u8_array_sequence_and_options(&Array::of1(bytes), &options)
        .and_then(|blob| hand_over(name, &blob))
        .map_err(|error| in_words(&error))
}

/// Downloads what the browser holds under a name.
pub(crate) fn blob(name: &str, blob: &Blob) -> Result<(), String> {
    hand_over(name, blob).map_err(|error| in_words(&error))
}

fn hand_over(name: &str, blob: &Blob) -> Result<(), JsValue> {
    let address = Url::create_object_url_with_blob(blob)?;
    let document = web_sys::window()
        .and_then(|window| window.document())
        .ok_or("the page has no document")?;
    let link: HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&address);
    link.set_download(name);
    link.click();
    clock::after(FORGET_AFTER_MS, move || {
        // An address that is already forgotten needs no forgetting.
        let _ = Url::revoke_object_url(&address);
    });
    Ok(())
}
