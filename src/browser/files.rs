//! Files a person gives, and slices of them.

use js_sys::{Array, ArrayBuffer, Uint8Array};
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, File};

use super::in_words;

/// A file made of text.
pub(crate) fn from_text(name: &str, text: &str) -> Result<File, String> {
    File::new_with_str_sequence(&Array::of1(&text.into()), name).map_err(|error| in_words(&error))
}

/// A whole file of at most so many bytes; none where it is larger or can't be read.
pub(crate) async fn read_small(file: &File, most_bytes: f64) -> Option<Vec<u8>> {
    if file.size() > most_bytes {
        return None;
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a small whole number"
    )]
    let size = file.size() as u64;
    let mut bytes = Vec::new();
    read(file, 0, size, &mut bytes).await.ok()?;
    Some(bytes)
}

/// Reads bytes `start..end` of a file into a buffer, which is reused: reading by streams was seen to leak.
pub(crate) async fn read(blob: &Blob, start: u64, end: u64, into: &mut Vec<u8>) -> Result<(), JsValue> {
    // File sizes stay far below 2^53, where numbers of the browser are exact.
    let slice = blob.slice_with_f64_and_f64(start as f64, end as f64)?;
    let buffer: ArrayBuffer = JsFuture::from(slice.array_buffer()).await?.dyn_into()?;
    let bytes = Uint8Array::new(&buffer);
    into.resize(bytes.length() as usize, 0);
    bytes.copy_to(into);
    Ok(())
}
