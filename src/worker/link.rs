//! One running worker: how it is started from the page's own compiled module, and how messages go in and out.
//!
//! Its first script is a blob of the page's, not a file: such a worker stands under the page's own policy, whatever
//! headers a host sends with its files.

use std::rc::Rc;

use js_sys::Array;
use wasm_bindgen::prelude::*;
use web_sys::{Blob, BlobPropertyBag, ErrorEvent, MessageEvent, Url, Worker, WorkerOptions, WorkerType};

use super::protocol::{ToPage, ToWorker};
use super::wire;
use crate::browser::lazy;

/// What a worker runs first: it takes the page's compiled module, and keeps the glue's address for its lazy files.
const STARTER: &str = "onmessage = async ({data: [glue, module]}) => { onmessage = null; self.glue = glue; \
                       const page = await import(glue); await page.default({module_or_path: module}); };";

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
    starter: String,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(ErrorEvent)>,
}

impl Link {
    /// Starts a worker that runs this very wasm: `main` finds no window there and becomes the host.
    pub(crate) fn start(heard: Rc<dyn Fn(Heard)>) -> Result<Self, String> {
        let starter = starter().map_err(in_words)?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&starter, &options).map_err(in_words)?;
        let on_message = listen_to_messages(&worker, heard.clone());
        let on_error = listen_to_errors(&worker, heard);
        let start = Array::of2(&lazy::glue().map_err(in_words)?.into(), &wasm_bindgen::module());
        worker.post_message(&start).map_err(in_words)?;
        Ok(Self {
            worker,
            starter,
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
        // An address that is no longer known is as good as one that is taken back.
        let _ = Url::revoke_object_url(&self.starter);
    }
}

/// The address of the starter.
fn starter() -> Result<String, JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type("text/javascript");
    let script = Blob::new_with_str_sequence_and_options(&Array::of1(&STARTER.into()), &kind)?;
    Url::create_object_url_with_blob(&script)
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
