//! Workers of the worker: each does one errand of the engine and ends. They are started from the engine worker's own
//! compiled module, with the parts of the program that are there, so that nothing is fetched or compiled again; and from a
//! blob, as that one is, so that they stand under the page's policy.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Reflect, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{
    Blob, BlobPropertyBag, DedicatedWorkerGlobalScope, MessageEvent, Url, Worker, WorkerOptions, WorkerType,
};

use crate::browser::{lazy, parts};
use labelloom_engine::session::graph::run_errand;

/// Helpers beside the engine's worker. More share the same memory bus.
const MOST: u32 = 3;

/// What a helper runs first. An end without an answer is told too.
const STARTER: &str = "onmessage = async ({data: [glue, module, parts, errand]}) => { onmessage = null; self.glue = glue; \
                       self.errand = errand; self.parts = parts; try { const page = await import(glue); \
                       await page.default({module_or_path: module}); } catch (error) { postMessage(null); } };";

/// A helper at work. Dropping it ends it, and nothing is heard of it after.
pub(crate) struct Helper {
    worker: Worker,
    starter: String,
    _on_message: Closure<dyn FnMut(MessageEvent)>,
    _on_error: Closure<dyn FnMut(JsValue)>,
}

/// How many helpers there may be: one fewer than the processor has cores, since the engine works too.
pub(crate) fn at_most() -> u32 {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of cores"
    )]
    let cores = scope.navigator().hardware_concurrency() as u32;
    cores.saturating_sub(1).min(MOST)
}

impl Helper {
    /// Starts a helper. It answers once; with nothing where it can't.
    pub(crate) fn start(
        errand: &[u8],
        answered: impl FnOnce(Option<Vec<u8>>) + 'static,
    ) -> Result<Self, JsValue> {
        let starter = starter()?;
        let options = WorkerOptions::new();
        options.set_type(WorkerType::Module);
        let worker = Worker::new_with_options(&starter, &options)?;
        let answered = Rc::new(RefCell::new(Some(answered)));
        let answer = move |bytes: Option<Vec<u8>>| {
            if let Some(answered) = answered.take() {
                answered(bytes);
            }
        };
        let died = answer.clone();
        let on_message = Closure::new(move |event: MessageEvent| {
            answer(event.data().dyn_ref::<Uint8Array>().map(Uint8Array::to_vec));
        });
        let on_error = Closure::new(move |_: JsValue| died(None));
        worker.set_onmessage(Some(on_message.as_ref().unchecked_ref()));
        worker.set_onerror(Some(on_error.as_ref().unchecked_ref()));
        let errand = Uint8Array::from(errand);
        let start = Array::of4(
            &lazy::glue()?.into(),
            &wasm_bindgen::module(),
            &parts::to_lend(),
            &errand,
        );
        worker.post_message_with_transfer(&start, &Array::of1(&errand.buffer()))?;
        Ok(Self {
            worker,
            starter,
            _on_message: on_message,
            _on_error: on_error,
        })
    }
}

impl Drop for Helper {
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

/// Does the errand that this worker was started with; false where it was started for something else.
pub(crate) fn run() -> bool {
    let global = js_sys::global();
    let given = |name: &str| Reflect::get(&global, &name.into()).unwrap_or_default();
    let Ok(errand) = given("errand").dyn_into::<Uint8Array>() else {
        return false;
    };
    console_error_panic_hook::set_once();
    let done = parts::borrow(&given("parts"))
        .ok()
        .and_then(|()| run_errand(&errand.to_vec()).ok());
    let scope: DedicatedWorkerGlobalScope = global.unchecked_into();
    let answer = done.map(|bytes| Uint8Array::from(&bytes[..]));
    let posted = match &answer {
        Some(bytes) => scope.post_message_with_transfer(bytes, &Array::of1(&bytes.buffer())),
        None => scope.post_message(&JsValue::NULL),
    };
    if posted.is_err() {
        // The starter tells that there is no answer.
        wasm_bindgen::throw_str("The answer can't be sent");
    }
    true
}
