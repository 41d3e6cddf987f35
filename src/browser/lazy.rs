//! Files of the build that few need, fetched when they are first used. In a worker only: there a fetch may be waited
//! for, so that whoever needs a part goes on in the next line, and the page is not held up.

use js_sys::{ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{DedicatedWorkerGlobalScope, Url, XmlHttpRequest, XmlHttpRequestResponseType};

use super::in_words;

/// The bytes of `lazy/NAME`. They are of this build: the query of the worker's own address names it, and is asked for
/// again, past any older file in a cache.
pub(crate) fn read(name: &str) -> Result<Uint8Array, String> {
    let address = address(name).map_err(|error| in_words(&error))?;
    let request = fetch(&address).map_err(|error| in_words(&error))?;
    match request.status() {
        Ok(200) => {}
        Ok(status) => return Err(format!("{address} answers {status}")),
        Err(error) => return Err(in_words(&error)),
    }
    let body = request.response().map_err(|error| in_words(&error))?;
    let body: ArrayBuffer = body
        .dyn_into()
        .map_err(|_| format!("{address} came without bytes"))?;
    Ok(Uint8Array::new(&body))
}

fn address(name: &str) -> Result<String, JsValue> {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let own = scope.location();
    let address = Url::new_with_base(&format!("lazy/{name}"), &own.href())?;
    address.set_search(&own.search());
    Ok(address.href())
}

fn fetch(address: &str) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open_with_async("GET", address, false)?;
    request.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
    request.send()?;
    Ok(request)
}
