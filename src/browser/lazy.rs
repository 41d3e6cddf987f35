//! Files of the build that few need, fetched when they are first used. In a worker only: there a fetch may be waited
//! for, so that whoever needs a part goes on in the next line, and the page is not held up.

use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Url, XmlHttpRequest, XmlHttpRequestResponseType};

use super::in_words;

/// The bytes of `lazy/NAME`. They are of this build: the query names it, past any older file in a cache.
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

/// Beside the glue script, whose address a worker is given when it starts (`worker/link.rs`).
fn address(name: &str) -> Result<String, JsValue> {
    let glue = Reflect::get(&js_sys::global(), &"glue".into())?;
    let glue = glue
        .as_string()
        .ok_or("This worker was not told where its page's files are")?;
    let address = Url::new_with_base(&format!("lazy/{name}"), &glue)?;
    address.set_search(build_of(&glue));
    Ok(address.href())
}

/// The hash in the name of the glue script: `/some/where/page-0123456789abcdef.js`.
fn build_of(glue: &str) -> &str {
    let name = glue.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    stem.rsplit('-').next().unwrap_or_default()
}

fn fetch(address: &str) -> Result<XmlHttpRequest, JsValue> {
    let request = XmlHttpRequest::new()?;
    request.open_with_async("GET", address, false)?;
    request.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
    request.send()?;
    Ok(request)
}

#[cfg(test)]
mod tests {
    #[test]
    fn the_build_is_the_hash_in_the_glue_s_name() {
        assert_eq!(
            super::build_of("http://host.example/a-b/page-40c86075a00c0629.js"),
            "40c86075a00c0629"
        );
    }
}
