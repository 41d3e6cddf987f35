//! Regular expressions in the worker. They come as a wasm of their own with memory of its own, `lazy/regex`, which is
//! loaded when the first expression is read. Texts are handed over in bulk: each crossing costs a copy and a call.

use std::cell::RefCell;
use std::ops::Range;
use std::sync::Arc;

use js_sys::WebAssembly::{Instance, Memory, Module};
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use labelloom_engine::rules::{Expression, Flavour, Portable, Refused, provide};
use wasm_bindgen::{JsCast, JsValue};

use crate::browser::{in_words, lazy};

/// The file of the build.
const FILE: &str = "regex.wasm";

/// Texts are handed over when they come to so many bytes.
const BULK: usize = 256 << 10;

/// Lets the engine read expressions from now on; nothing is loaded yet.
pub(super) fn install() {
    provide(|pattern, exact| {
        let compiled = part(|part| part.compile(pattern, exact))
            .map_err(|error| {
                (
                    format!("The part for regular expressions could not be loaded: {error}"),
                    "Check the connection to where this page came from, and type on".to_owned(),
                )
            })
            .flatten()?;
        Ok(Arc::new(compiled))
    });
}

thread_local! {
    static PART: RefCell<Option<Part>> = const { RefCell::new(None) };
}

/// Asks the part, which is loaded first if need be.
fn part<T>(ask: impl FnOnce(&Part) -> T) -> Result<T, String> {
    PART.with_borrow_mut(|part| {
        if part.is_none() {
            *part = Some(Part::load()?);
        }
        part.as_ref().map(ask).ok_or_else(|| FILE.to_owned())
    })
}

/// The loaded wasm: what it exports (see `lazy/regex`).
struct Part {
    memory: Memory,
    room: Function,
    output: Function,
    output_length: Function,
    compile: Function,
    matches: Function,
    spans: Function,
    release: Function,
    /// All of the above, and what is called too rarely to be kept.
    exports: JsValue,
}

impl Part {
    fn load() -> Result<Self, String> {
        let bytes = lazy::read(FILE)?;
        let start = || -> Result<Self, JsValue> {
            let module = Module::new(&bytes)?;
            let exports = Instance::new(&module, &Object::new())?.exports();
            let export = |name: &str| Reflect::get(&exports, &name.into());
            let function = |name: &str| -> Result<Function, JsValue> { export(name)?.dyn_into() };
            Ok(Self {
                memory: export("memory")?.dyn_into()?,
                room: function("room")?,
                output: function("output")?,
                output_length: function("output_length")?,
                compile: function("compile")?,
                matches: function("matches")?,
                spans: function("spans")?,
                release: function("release")?,
                exports: exports.into(),
            })
        };
        start().map_err(|error| in_words(&error))
    }

    fn compile(&self, pattern: &str, exact: bool) -> Result<Compiled, Refused> {
        self.hand_over(pattern.as_bytes());
        let number = call(&self.compile, &[u32::from(exact)]);
        let said = String::from_utf8_lossy(&self.output()).into_owned();
        let mut lines = said.lines().map(str::to_owned);
        if number == 0 {
            return Err((lines.next().unwrap_or_default(), lines.next().unwrap_or_default()));
        }
        let required: Vec<String> = lines.collect();
        Ok(Compiled {
            number,
            required: (!required.is_empty()).then_some(required),
        })
    }

    fn matches(&self, number: u32, bulk: &mut Bulk, hit: &mut dyn FnMut(bool)) {
        let texts = bulk.lengths.len() / 4;
        if texts == 0 {
            return;
        }
        bulk.lengths.append(&mut bulk.texts);
        self.hand_over(&bulk.lengths);
        bulk.lengths.clear();
        call(&self.matches, &[number, u32::try_from(texts).unwrap_or(0)]);
        self.output().iter().for_each(|&is_match| hit(is_match == 1));
    }

    fn spans(&self, number: u32, text: &str) -> Vec<Range<usize>> {
        self.hand_over(text.as_bytes());
        call(&self.spans, &[number]);
        let output = self.output();
        let place = |bytes: &[u8]| u32::from_le_bytes([bytes[0], bytes[1], bytes[2], bytes[3]]) as usize;
        output
            .chunks_exact(8)
            .map(|span| place(&span[..4])..place(&span[4..]))
            .collect()
    }

    fn portable(&self, number: u32, flavour: Flavour) -> Result<Portable, String> {
        let export: Function = Reflect::get(&self.exports, &"portable".into())
            .and_then(JsCast::dyn_into)
            .map_err(|error| in_words(&error))?;
        call(&export, &[number, u32::from(flavour == Flavour::Java)]);
        let said = String::from_utf8_lossy(&self.output()).into_owned();
        let mut rest = said.chars();
        let sign = rest.next();
        let said = rest.as_str().to_owned();
        match sign {
            Some(sign @ ('=' | '#')) => Ok(Portable {
                pattern: said,
                marked: sign == '#',
            }),
            _ => Err(said),
        }
    }

    /// Writes the input of the next call.
    fn hand_over(&self, bytes: &[u8]) {
        let length = u32::try_from(bytes.len()).unwrap_or(u32::MAX);
        let at = call(&self.room, &[length]);
        Uint8Array::new_with_byte_offset_and_length(&self.memory.buffer(), at, length).copy_from(bytes);
    }

    /// What the last call left.
    fn output(&self) -> Vec<u8> {
        let (at, length) = (call(&self.output, &[]), call(&self.output_length, &[]));
        Uint8Array::new_with_byte_offset_and_length(&self.memory.buffer(), at, length).to_vec()
    }
}

/// Calls an export. One that fails has met a bug and can't be trusted any more: the worker ends with its words.
fn call(export: &Function, numbers: &[u32]) -> u32 {
    let numbers: Array = numbers.iter().map(|&number| JsValue::from(number)).collect();
    match export.apply(&JsValue::UNDEFINED, &numbers) {
        // An address comes back as a signed number; nothing at all counts as 0.
        Ok(number) => number.unsigned_shr(&JsValue::from(0)),
        Err(error) => panic!("regular expressions: {}", in_words(&error)),
    }
}

/// Texts on their way, and their lengths in four bytes each.
#[derive(Default)]
struct Bulk {
    lengths: Vec<u8>,
    texts: Vec<u8>,
}

/// An expression, by its number in the part.
#[derive(Debug)]
struct Compiled {
    number: u32,
    required: Option<Vec<String>>,
}

impl Expression for Compiled {
    fn required(&self) -> Option<Vec<String>> {
        self.required.clone()
    }

    fn matches(&self, texts: &mut dyn Iterator<Item = &str>, hit: &mut dyn FnMut(bool)) {
        let mut bulk = Bulk::default();
        let mut ask = |bulk: &mut Bulk| loaded(|part| part.matches(self.number, bulk, hit));
        for text in texts {
            bulk.lengths
                .extend(u32::try_from(text.len()).unwrap_or(u32::MAX).to_le_bytes());
            bulk.texts.extend(text.as_bytes());
            if bulk.texts.len() >= BULK {
                ask(&mut bulk);
            }
        }
        ask(&mut bulk);
    }

    fn spans(&self, text: &str) -> Vec<Range<usize>> {
        loaded(|part| part.spans(self.number, text))
    }

    fn portable(&self, flavour: Flavour) -> Result<Portable, String> {
        part(|part| part.portable(self.number, flavour)).flatten()
    }
}

impl Drop for Compiled {
    fn drop(&mut self) {
        loaded(|part| call(&part.release, &[self.number]));
    }
}

/// Asks the part that gave out a number, and is therefore there.
fn loaded<T: Default>(ask: impl FnOnce(&Part) -> T) -> T {
    PART.with_borrow(|part| part.as_ref().map(ask).unwrap_or_default())
}
