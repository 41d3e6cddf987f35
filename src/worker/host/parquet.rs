//! Parquet files in the worker. Their reader comes as a wasm of its own with memory of its own, `lazy/parquet`, started anew for
//! each file: when a broken file is more than its decoders bear, it ends alone, and its memory goes with the file. It asks for
//! bytes where it stands, which a worker may wait for.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::WebAssembly::{Instance, Memory, Module};
use js_sys::{Array, Function, Object, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, FileReaderSync};

use super::tables::{Read, Wanted};
use super::world::Reading;
use crate::browser::{in_words, lazy};
use crate::worker::protocol::Problem;

/// The file of the build.
const FILE: &str = "parquet.wasm";

/// What a call comes to, as `labelloom_parquet::desk` has it.
const MORE: u32 = 0;
const DONE: u32 = 1;

thread_local! {
    static PART: RefCell<Option<Module>> = const { RefCell::new(None) };
}

/// The part, which is fetched when it is first asked for.
pub(super) fn part() -> Result<Module, String> {
    if let Some(part) = PART.with_borrow(Clone::clone) {
        return Ok(part);
    }
    let bytes = lazy::read(FILE)?;
    let part = Module::new(&bytes).map_err(|error| in_words(&error))?;
    PART.set(Some(part.clone()));
    Ok(part)
}

/// The function that the part is lent: place, length, address; 1 where the bytes were written.
type Lent = Closure<dyn FnMut(f64, u32, u32) -> u32>;

/// A file that is being read.
pub(crate) struct Parquet {
    exports: JsValue,
    memory: Memory,
    step: Function,
    /// The part calls it as long as it lives.
    _lent: Lent,
}

impl Parquet {
    /// Opens a file. Also what was made at once.
    pub(super) fn open(part: &Module, file: Blob, wanted: Wanted) -> Result<(Self, Vec<u8>), Problem> {
        let size = file.size();
        let mut parquet = Self::start(part, file).map_err(|error| {
            let what = format!(
                "The part for Parquet files could not be started: {}",
                in_words(&error)
            );
            Problem::new(what, "Load the page again.")
        })?;
        let wanted: u32 = match wanted {
            Wanted::Preview => 0,
            Wanted::Table => 1,
            Wanted::Numbers => 2,
        };
        let opened = parquet.ask("open", &Array::of2(&size.into(), &wanted.into()))?;
        let mut made = Vec::new();
        parquet.take(opened, &mut made)?;
        Ok((parquet, made))
    }

    fn start(part: &Module, file: Blob) -> Result<Self, JsValue> {
        let memory: Rc<RefCell<Option<Memory>>> = Rc::default();
        let lent = lend(file, Rc::clone(&memory))?;
        let (imports, functions) = (Object::new(), Object::new());
        Reflect::set(&functions, &"read_file".into(), lent.as_ref())?;
        Reflect::set(&imports, &"file".into(), &functions)?;
        let exports: JsValue = Instance::new(part, &imports)?.exports().into();
        let own: Memory = Reflect::get(&exports, &"memory".into())?.dyn_into()?;
        memory.replace(Some(own.clone()));
        Ok(Self {
            step: Reflect::get(&exports, &"step".into())?.dyn_into()?,
            memory: own,
            exports,
            _lent: lent,
        })
    }

    /// Calls an export by its name.
    fn ask(&self, name: &str, values: &Array) -> Result<JsValue, Problem> {
        let export = Reflect::get(&self.exports, &name.into()).and_then(JsCast::dyn_into::<Function>);
        export
            .and_then(|export| export.apply(&JsValue::UNDEFINED, values))
            .map_err(|error| not_borne(&error))
    }

    fn number(&self, name: &str) -> Result<f64, Problem> {
        Ok(self.ask(name, &Array::new())?.as_f64().unwrap_or_default())
    }

    /// Takes what a call made; whether there is more.
    fn take(&mut self, came: JsValue, into: &mut Vec<u8>) -> Result<bool, Problem> {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "addresses and lengths of a wasm's memory"
        )]
        let whole = |number: f64| number as i64 as u32;
        let (at, length) = (
            whole(self.number("output")?),
            whole(self.number("output_length")?),
        );
        let made = Uint8Array::new_with_byte_offset_and_length(&self.memory.buffer(), at, length);
        match whole(came.as_f64().unwrap_or_default()) {
            MORE | DONE => {
                let before = into.len();
                into.resize(before + made.length() as usize, 0);
                made.copy_to(&mut into[before..]);
                Ok(came.as_f64() == Some(f64::from(MORE)))
            }
            _ => {
                let said = String::from_utf8_lossy(&made.to_vec()).into_owned();
                let (what, remedy) = said.split_once('\n').unwrap_or((&said, ""));
                Err(Problem::new(what, format!("{remedy}.")))
            }
        }
    }
}

impl Reading for Parquet {
    fn step(&mut self, into: &mut Vec<u8>) -> Result<Option<Read>, Problem> {
        let came = self
            .step
            .call0(&JsValue::UNDEFINED)
            .map_err(|error| not_borne(&error))?;
        if !self.take(came, into)? {
            return Ok(None);
        }
        Ok(Some(Read {
            is_bytes: self.number("is_fingerprint")? == 1.0,
            done: self.number("done")?,
            total: self.number("total")?,
        }))
    }
}

/// The function that reads a file into the part's memory.
fn lend(file: Blob, memory: Rc<RefCell<Option<Memory>>>) -> Result<Lent, JsValue> {
    let reader = FileReaderSync::new()?;
    let read = move |start: f64, length: u32, to: u32| -> Result<(), JsValue> {
        let slice = file.slice_with_f64_and_f64(start, start + f64::from(length))?;
        let buffer = reader.read_as_array_buffer(&slice)?;
        let bytes = Uint8Array::new(&buffer);
        let memory = memory.borrow();
        let memory = memory.as_ref().ok_or(JsValue::NULL)?;
        let place = Uint8Array::new_with_byte_offset_and_length(&memory.buffer(), to, length);
        if bytes.length() != length {
            return Err(JsValue::NULL);
        }
        place.set(&bytes, 0);
        Ok(())
    };
    Ok(Closure::new(move |start, length, to| {
        u32::from(read(start, length, to).is_ok())
    }))
}

/// A part that stopped in the middle of its work is of no more use, and neither is the file.
fn not_borne(error: &JsValue) -> Problem {
    Problem::new(
        format!(
            "The Parquet file can't be read: it is damaged, or larger than a tab can hold ({})",
            in_words(error)
        ),
        "Get it again from its source, or write a part of its rows and columns into a file of its own.",
    )
}
