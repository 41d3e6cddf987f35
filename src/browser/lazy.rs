//! Files of the build that few need, fetched when they are first used. A worker may wait for a fetch where it stands,
//! so that whoever needs a part goes on in the next line; the page has a way that does not hold it up.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{ArrayBuffer, Reflect, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{HtmlLinkElement, Response, Url, XmlHttpRequest, XmlHttpRequestResponseType};

use super::in_words;

/// Where the files stand, beside the page.
pub(crate) const FOLDER: &str = "lazy/";

thread_local! {
    static LISTENER: RefCell<Option<Rc<dyn Fn()>>> = const { RefCell::new(None) };
}

/// Who hears that a file was fetched; there is one listener.
pub(crate) fn listen(listener: impl Fn() + 'static) {
    LISTENER.set(Some(Rc::new(listener)));
}

fn tell() {
    let listener = LISTENER.with_borrow(Clone::clone);
    if let Some(listener) = listener {
        listener();
    }
}

/// The bytes of `lazy/NAME`, waited for where it stands. They are of this build: the query names it, past any older file
/// in a cache.
pub(crate) fn read(name: &str) -> Result<Uint8Array, String> {
    let address = address(name).map_err(|error| in_words(&error))?;
    let request = fetch(&address).map_err(|error| in_words(&error))?;
    match request.status() {
        Ok(200) => {}
        Ok(status) => return Err(format!("{address} answers {status}")),
        Err(error) => return Err(in_words(&error)),
    }
    let bytes = bytes_of(&request).map_err(|error| in_words(&error))?;
    tell();
    Ok(bytes)
}

/// The same without holding anyone up; on the page.
pub(crate) async fn read_later(name: &str) -> Result<Uint8Array, String> {
    let address = address(name).map_err(|error| in_words(&error))?;
    let window = web_sys::window().ok_or("There is no window to fetch from")?;
    let fetched = async {
        let response: Response = JsFuture::from(window.fetch_with_str(&address))
            .await?
            .dyn_into()?;
        let body = JsFuture::from(response.array_buffer()?).await?;
        Ok((response.status(), body))
    };
    match fetched.await.map_err(|error: JsValue| in_words(&error))? {
        (200, body) => {
            tell();
            Ok(Uint8Array::new(&body))
        }
        (status, _) => Err(format!("{address} answers {status}")),
    }
}

/// Whether an address is that of such a file.
pub(crate) fn is_one(address: &str) -> bool {
    self::address("").is_ok_and(|folder| {
        let folder = folder.split('?').next().unwrap_or_default();
        !folder.is_empty() && address.starts_with(folder)
    })
}

/// Beside the glue script.
fn address(name: &str) -> Result<String, JsValue> {
    let glue = glue()?;
    let address = Url::new_with_base(&format!("{FOLDER}{name}"), &glue)?;
    address.set_search(build_of(&glue));
    Ok(address.href())
}

/// The address of the glue script. A worker is given it when it starts (`worker/link.rs`).
pub(crate) fn glue() -> Result<String, JsValue> {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else {
        let glue = Reflect::get(&js_sys::global(), &"glue".into())?.as_string();
        return Ok(glue.ok_or("This worker was not told where its page's files are")?);
    };
    // The build's glue script has a hash in its name; the page preloads it, so its address stands in the document.
    let link = document.query_selector("link[rel=modulepreload]")?;
    let link = link.ok_or("The page does not say where its script is (link rel=modulepreload)")?;
    let link: HtmlLinkElement = link.dyn_into().map_err(|_| "The preloaded script is no link")?;
    Ok(link.href())
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
    if is_page() {
        request.override_mime_type(BYTES_AS_TEXT)?;
    } else {
        request.set_response_type(XmlHttpRequestResponseType::Arraybuffer);
    }
    request.send()?;
    Ok(request)
}

/// A page that waits is given nothing but text. In this encoding each byte is a character, its lower half the byte.
const BYTES_AS_TEXT: &str = "text/plain; charset=x-user-defined";

fn bytes_of(request: &XmlHttpRequest) -> Result<Uint8Array, JsValue> {
    if is_page() {
        let text = request.response_text()?.unwrap_or_default();
        let bytes: Vec<u8> = text
            .chars()
            .map(|character| u32::from(character).to_le_bytes()[0])
            .collect();
        return Ok(Uint8Array::from(bytes.as_slice()));
    }
    let body: ArrayBuffer = request
        .response()?
        .dyn_into()
        .map_err(|_| "A file came without bytes")?;
    Ok(Uint8Array::new(&body))
}

fn is_page() -> bool {
    web_sys::window().is_some()
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
