//! The ways data comes in: dropped anywhere in the window, chosen, or pasted.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{ClipboardEvent, DataTransfer, DragEvent, EventTarget, File, HtmlInputElement};

use crate::actions::import::{open_file, paste_text};
use crate::state::Bench;

/// Listens to drops and pastes of the whole window while the calling page is shown. The answer is whether
/// something is being dragged over it.
pub(crate) fn listen(bench: Bench) -> ReadSignal<bool> {
    let (over, set_over) = signal(false);
    let listeners = [
        window_event_listener(ev::dragover, move |event: DragEvent| {
            // Without this the browser opens the file in place of the page.
            event.prevent_default();
            set_over.set(true);
        }),
        window_event_listener(ev::dragleave, move |event: DragEvent| {
            let left_the_window = event.related_target().is_none();
            if left_the_window {
                set_over.set(false);
            }
        }),
        window_event_listener(ev::drop, move |event: DragEvent| {
            event.prevent_default();
            set_over.set(false);
            if let Some(file) = event.data_transfer().and_then(|data| first_file(&data)) {
                open_file(bench, file);
            }
        }),
        window_event_listener(ev::paste, move |event: ClipboardEvent| {
            let data = event.clipboard_data().filter(|_| !is_text_field(event.target()));
            if let Some(data) = data {
                paste(bench, &data);
            }
        }),
    ];
    on_cleanup(move || listeners.into_iter().for_each(|listener| listener.remove()));
    over
}

/// The file a person chose; the input is emptied so that choosing the same file again is a change again.
pub(crate) fn chosen(input: &HtmlInputElement) -> Option<File> {
    let file = input.files().and_then(|files| files.get(0));
    input.set_value("");
    file
}

/// A copied file is opened, copied text is taken as rows.
fn paste(bench: Bench, data: &DataTransfer) {
    if let Some(file) = first_file(data) {
        return open_file(bench, file);
    }
    // A browser that refuses the text has given none.
    let text = data.get_data("text/plain").unwrap_or_default();
    if !text.trim().is_empty() {
        paste_text(bench, &text);
    }
}

fn first_file(data: &DataTransfer) -> Option<File> {
    data.files().and_then(|files| files.get(0))
}

/// Whether a paste belongs to a field that takes text.
fn is_text_field(target: Option<EventTarget>) -> bool {
    let element = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok());
    element.is_some_and(|element| match element.tag_name().as_str() {
        "TEXTAREA" => true,
        "INPUT" => element.get_attribute("type").as_deref() != Some("file"),
        _ => false,
    })
}
