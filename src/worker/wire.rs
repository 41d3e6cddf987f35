//! Messages as the browser carries them: `[envelope, attachment]`. The envelope is a small plain object; a file goes
//! beside it, a `Blob` by reference and bytes as a transferred array, and is never copied into the envelope.

use js_sys::Array;
use serde::Serialize;
use serde::de::DeserializeOwned;
use wasm_bindgen::JsValue;

/// A message ready to post.
pub(crate) fn pack<T: Serialize>(envelope: &T, attachment: Option<&JsValue>) -> Result<JsValue, String> {
    let plain = serde_wasm_bindgen::Serializer::json_compatible();
    let envelope = envelope.serialize(&plain).map_err(|error| error.to_string())?;
    let attachment = attachment.cloned().unwrap_or(JsValue::UNDEFINED);
    Ok(Array::of2(&envelope, &attachment).into())
}

/// A message as it came.
pub(crate) fn unpack<T: DeserializeOwned>(message: JsValue) -> Result<(T, Option<JsValue>), String> {
    let parts = Array::from(&message);
    let envelope = serde_wasm_bindgen::from_value(parts.get(0)).map_err(|error| error.to_string())?;
    let attachment = parts.get(1);
    Ok((envelope, (!attachment.is_undefined()).then_some(attachment)))
}
