//! The parts of this very program that are files of their own: cut from it after linking (`xtask/src/page/split`), and
//! loaded when they are first needed. They share this instance's memory and its table of functions, so nothing is handed
//! over: once a part is there, its functions are called like any others.
//!
//! Whoever knows that a part is needed asks for it first, and can say in words that it could not be had. A function
//! that is called before its part is there loads it by [`load_part`], and goes no further where it can't be had.

use std::cell::{OnceCell, RefCell};

use js_sys::WebAssembly::{Instance, Module, compile, instantiate_module};
use js_sys::{Array, Object, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;

use serde::{Deserialize, Serialize};

use super::{in_words, lazy};

/// A part, by the name that `xtask/src/page/split/parts.rs` gives it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum Part {
    /// What the worker's parts have in common with the page's; it comes with these.
    Common,
    /// What the worker does with whole projects: importing, opening, editing, exporting.
    Projects,
    /// What fits label models and the end model, and shows what they make of the records.
    Models,
    /// What builds the graph of records that are alike, carries labels along it and lays out its map.
    Graph,
    /// What makes variants of records, judges and keeps them.
    Augment,
    /// What writes files of records, rules and projects.
    Export,
    /// What suggests terms, themes and words, and finds rules to tidy up.
    Advice,
    /// The pages of the bench that are not shown first.
    Pages,
    /// The page with the map of all records.
    GraphPage,
    /// The page with variants of records.
    AugmentPage,
}

impl Part {
    fn name(self) -> &'static str {
        match self {
            Self::Common => "common",
            Self::Projects => "projects",
            Self::Models => "models",
            Self::Graph => "graph",
            Self::Augment => "augment",
            Self::Export => "export",
            Self::Advice => "advice",
            Self::Pages => "pages",
            Self::GraphPage => "graph-page",
            Self::AugmentPage => "augment-page",
        }
    }

    /// The parts to be loaded for it, in order: `brings` in `xtask/src/page/split/parts.rs`.
    fn all(self) -> &'static [Self] {
        match self {
            Self::Projects => &[Self::Common, Self::Projects],
            Self::Pages => &[Self::Common, Self::Pages],
            Self::Common => &[Self::Common],
            Self::Models => &[Self::Models],
            Self::Graph => &[Self::Graph],
            Self::Augment => &[Self::Augment],
            Self::Export => &[Self::Export],
            Self::Advice => &[Self::Advice],
            Self::GraphPage => &[Self::GraphPage],
            Self::AugmentPage => &[Self::AugmentPage],
        }
    }
}

/// The file of a part.
#[derive(Clone, Debug, PartialEq, Eq)]
struct File {
    /// The part's number, as the program has it.
    number: u32,
    /// Its name below the folder of such files, a hash in it.
    name: String,
}

thread_local! {
    /// The files of all parts; none where the program is whole.
    static FILES: OnceCell<Vec<File>> = const { OnceCell::new() };
    /// The numbers of the parts that are there.
    static LOADED: RefCell<Vec<u32>> = const { RefCell::new(Vec::new()) };
    /// The modules of these, in the same order.
    static MODULES: RefCell<Vec<Module>> = const { RefCell::new(Vec::new()) };
}

/// Loads a part if it isn't there, and waits for it.
pub(crate) fn need(part: Part) -> Result<(), String> {
    let mut files = part.all().iter().filter_map(|&part| missing(part));
    files.try_for_each(|file| load_now(&file))
}

/// Loads a part if it isn't there, without holding anyone up.
pub(crate) async fn load(part: Part) -> Result<(), String> {
    for file in part.all().iter().filter_map(|&part| missing(part)) {
        let bytes = lazy::read_later(&file.name).await?;
        let started = async {
            let module: Module = JsFuture::from(compile(&bytes)).await?.dyn_into()?;
            JsFuture::from(instantiate_module(&module, &lent()?)).await?;
            Ok(module)
        };
        let module = started.await.map_err(|error: JsValue| in_words(&error))?;
        note(file.number, module);
    }
    Ok(())
}

/// Whether a part is there, or the program is whole.
pub(crate) fn is_here(part: Part) -> bool {
    missing(part).is_none()
}

/// Called by the program itself where it comes to a function of a part that isn't there.
#[wasm_bindgen]
pub fn load_part(number: u32) {
    let file = find(|file| file.number == number);
    let loaded = match file {
        Some(file) if is_loaded(&file) => Ok(()),
        Some(file) => load_now(&file),
        None => Err(format!("there is no part {number}")),
    };
    if let Err(error) = loaded {
        wasm_bindgen::throw_str(&format!("A part of this page could not be loaded: {error}"));
    }
}

fn load_now(file: &File) -> Result<(), String> {
    let bytes = lazy::read(&file.name)?;
    let started = Module::new(&bytes).and_then(|module| start(&module).map(|()| module));
    note(file.number, started.map_err(|error| in_words(&error))?);
    Ok(())
}

/// Starting a part puts its functions into their places.
fn start(module: &Module) -> Result<(), JsValue> {
    Instance::new(module, &lent()?).map(drop)
}

/// The parts that are there, for another worker of this page: numbers and compiled modules.
pub(crate) fn to_lend() -> Array {
    let numbers = LOADED.with_borrow(|loaded| loaded.iter().map(|&number| JsValue::from(number)).collect());
    let modules = MODULES.with_borrow(|modules| modules.iter().map(JsValue::from).collect());
    let (numbers, modules): (Array, Array) = (numbers, modules);
    Array::of2(&numbers, &modules)
}

/// Takes over the parts that another worker has.
pub(crate) fn borrow(lent: &JsValue) -> Result<(), JsValue> {
    let lent = Array::from(lent);
    let (numbers, modules) = (Array::from(&lent.get(0)), Array::from(&lent.get(1)));
    for (number, module) in numbers.iter().zip(modules.iter()) {
        let module: Module = module.dyn_into()?;
        start(&module)?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the numbers of a few parts"
        )]
        note(number.as_f64().unwrap_or_default() as u32, module);
    }
    Ok(())
}

/// What a part takes: all that this instance exports.
fn lent() -> Result<Object, JsValue> {
    let lent = Object::new();
    Reflect::set(&lent, &"m".into(), &wasm_bindgen::exports())?;
    Ok(lent)
}

fn note(number: u32, module: Module) {
    LOADED.with_borrow_mut(|loaded| loaded.push(number));
    MODULES.with_borrow_mut(|modules| modules.push(module));
}

fn is_loaded(file: &File) -> bool {
    LOADED.with_borrow(|loaded| loaded.contains(&file.number))
}

/// The file of a part that is yet to be loaded. A program that was not cut has none.
fn missing(part: Part) -> Option<File> {
    find(|file| part_of(&file.name) == part.name()).filter(|file| !is_loaded(file))
}

fn find(wanted: impl Fn(&File) -> bool) -> Option<File> {
    FILES.with(|known| {
        let mut known = known.get_or_init(files).iter();
        known.find(|file| wanted(file)).cloned()
    })
}

/// `projects` of `projects-0123456789abcdef.wasm`.
fn part_of(file: &str) -> &str {
    file.rsplit_once('-').map_or(file, |(part, _)| part)
}

/// Looks up the files of all parts: the program exports their numbers by their names.
fn files() -> Vec<File> {
    let exports = wasm_bindgen::exports();
    let keys = Object::keys(exports.unchecked_ref::<Object>()).into_iter();
    let names = keys.filter_map(|key| key.as_string());
    let file = |export: String| {
        let name = export.strip_prefix(lazy::FOLDER)?.to_owned();
        let number = Reflect::get(&Reflect::get(&exports, &export.into()).ok()?, &"value".into());
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "the numbers of a few parts"
        )]
        let number = number.ok()?.as_f64()? as u32;
        Some(File { number, name })
    };
    names.filter_map(file).collect()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_file_is_named_after_its_part() {
        assert_eq!(super::part_of("projects-0123456789abcdef.wasm"), "projects");
        assert_eq!(super::part_of("two-words-01.wasm"), "two-words");
        assert_eq!(super::part_of("regex.wasm"), "regex.wasm");
    }
}
