//! One running worker: how it is started from the page's own compiled module, and how messages go in and out.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Document, ErrorEvent, MessageEvent, Worker, WorkerOptions, WorkerType};

use super::protocol::{ToPage, ToWorker};
use super::wire;

/// What a worker lets its owner know.
pub(crate) enum Heard {
    /// A message, and what came with it.
    Message(Box<ToPage>, Option<JsValue>),
    /// It can't go on.
    Broken(String),
}

/// A running worker. Dropping it ends the worker, and nothing is heard of it after.
pub(crate) struct Link {
    worker: Worker,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Link {
    /// Starts a worker that runs this very wasm: `main` finds no window there and becomes the host.
    pub(crate) fn start(heard: Rc<dyn Fn(Heard)>) -> Result<Self, String> {
        let document = web_sys::window()
            .and_then(|window| window.document())
            .ok_or("The page has no document")?;
        let worker = spawn(&document)?;
        let on_message = listen_to_messages(&worker, heard.clone());
        let on_error = listen_to_errors(&worker, heard);
        let start = Array::of2(&glue_address(&document)?.into(), &wasm_bindgen::module());
        worker.post_message(&start).map_err(in_words)?;
        Ok(Self {
            worker,
            _on_message: on_message,
            _on_error: on_error,
        })
    }

    /// Posts a message.
    pub(crate) fn post(&self, message: &ToWorker, attachment: Option<&JsValue>) -> Result<(), String> {
        self.worker
            .post_message(&wire::pack(message, attachment)?)
            .map_err(in_words)
    }
}

impl Drop for Link {
    fn drop(&mut self) {
        self.worker.set_onmessage(None);
        self.worker.set_onerror(None);
        self.worker.terminate();
    }
}

fn spawn(document: &Document) -> Result<Worker, String> {
    let base = document
        .base_uri()
        .map_err(in_words)?
        .ok_or("The page has no address")?;
    let script = web_sys::Url::new_with_base("worker.js", &base).map_err(in_words)?;
    // Past any older one in a cache; the worker asks for its lazy files with the same query.
    script.set_search(&build_of(&glue_address(document)?));
    let script = script.href();
    let options = WorkerOptions::new();
    options.set_type(WorkerType::Module);
    Worker::new_with_options(&script, &options).map_err(in_words)
}

/// The build's glue script has a hash in its name; the page preloads it, so its address stands in the document.
fn glue_address(document: &Document) -> Result<String, String> {
    let link = document
        .query_selector("link[rel=modulepreload]")
        .map_err(in_words)?;
    let link = link.ok_or("The page does not say where its script is (link rel=modulepreload)")?;
    let link: web_sys::HtmlLinkElement = link.dyn_into().map_err(|_| "The preloaded script is no link")?;
    Ok(link.href())
}

/// The hash in the name of the glue script: `/some/where/page-0123456789abcdef.js`.
fn build_of(glue_address: &str) -> String {
    let name = glue_address.rsplit('/').next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    stem.rsplit('-').next().unwrap_or_default().to_owned()
}

fn listen_to_messages(worker: &Worker, heard: Rc<dyn Fn(Heard)>) -> Closure<dyn FnMut(MessageEvent)> {
    let closure = Closure::new(move |event: MessageEvent| {
        heard(match wire::unpack::<ToPage>(event.data()) {
            Ok((message, attachment)) => Heard::Message(Box::new(message), attachment),
            Err(error) => Heard::Broken(format!("A message of the worker can't be read: {error}")),
        });
    });
    worker.set_onmessage(Some(closure.as_ref().unchecked_ref()));
    closure
}

fn listen_to_errors(worker: &Worker, heard: Rc<dyn Fn(Heard)>) -> Closure<dyn FnMut(ErrorEvent)> {
    let closure = Closure::new(move |event: ErrorEvent| {
        // A script that fails to load sends a plain event, without a message.
        let message = js_sys::Reflect::get(&event, &"message".into())
            .ok()
            .and_then(|text| text.as_string());
        heard(Heard::Broken(message.unwrap_or_else(|| {
            "The worker's script could not be loaded".to_owned()
        })));
    });
    worker.set_onerror(Some(closure.as_ref().unchecked_ref()));
    closure
}

fn in_words(error: JsValue) -> String {
    crate::browser::in_words(&error)
}
