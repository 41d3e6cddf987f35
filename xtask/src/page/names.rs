//! Takes the names of functions out of the wasm: only a debugger reads them, and they are a fifth of the download. The
//! compiler's own stripping would take the list of used features along, which wasm-bindgen needs.

use std::path::Path;

use crate::failure::{Failure, Outcome};

/// Bytes before the first section: the magic and the version.
const PREAMBLE: usize = 8;

/// Rewrites the file in place without its `name` section.
pub(super) fn strip(wasm: &Path) -> Outcome {
    let failed = |what: String| Failure::new(what, "run `cargo xtask build` again from a clean dist/");
    let bytes = std::fs::read(wasm).map_err(|error| failed(error.to_string()))?;
    let kept = without_names(&bytes).ok_or_else(|| failed("the wasm is cut off".to_owned()))?;
    std::fs::write(wasm, kept).map_err(|error| failed(error.to_string()))
}

/// The module without its `name` section; none where the bytes are no module.
fn without_names(wasm: &[u8]) -> Option<Vec<u8>> {
    let mut kept = wasm.get(..PREAMBLE)?.to_vec();
    let mut rest = &wasm[PREAMBLE..];
    while let Some(&kind) = rest.first() {
        let (length, number) = number(&rest[1..])?;
        let section = rest.get(..1 + number + length)?;
        let body = &section[1 + number..];
        if kind != 0 || !body.starts_with(b"\x04name") {
            kept.extend(section);
        }
        rest = &rest[section.len()..];
    }
    Some(kept)
}

/// An unsigned LEB128 number and how many bytes it takes.
fn number(bytes: &[u8]) -> Option<(usize, usize)> {
    let mut value = 0;
    for (place, &byte) in bytes.iter().take(5).enumerate() {
        value |= usize::from(byte & 0x7f) << (7 * place);
        if byte < 0x80 {
            return Some((value, place + 1));
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_names_go() {
        // A custom section `name` of 7 bytes, a type section of 1, another custom section of 6.
        let module = b"\0asm\x01\0\0\0\x00\x07\x04nameab\x01\x01\x00\x00\x06\x04keepx";
        let kept = b"\0asm\x01\0\0\0\x01\x01\x00\x00\x06\x04keepx";
        assert_eq!(without_names(module).as_deref(), Some(&kept[..]));
        assert_eq!(without_names(b"\0asm\x01\0\0\0\x01\x7f"), None);
    }
}
