//! The ways data comes in: dropped anywhere in the window, chosen, or pasted. One file is opened; several, and folders, are
//! gone through first (`pictures`).

use js_sys::Array;
use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    ClipboardEvent, DataTransfer, DragEvent, EventTarget, File, FileSystemEntry, HtmlInputElement,
};

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
            if let Some(data) = event.data_transfer() {
                take(bench, &given(&data));
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

/// The files a person chose, or those of a folder.
pub(super) fn chosen_all(bench: Bench, input: &HtmlInputElement) {
    let files = input.files().map(|files| Array::from(&files));
    input.set_value("");
    take(bench, &files.unwrap_or_default());
}

/// A copied file is opened, copied text is taken as rows.
fn paste(bench: Bench, data: &DataTransfer) {
    let given = given(data);
    if given.length() > 0 {
        return take(bench, &given);
    }
    // A browser that refuses the text has given none.
    let text = data.get_data("text/plain").unwrap_or_default();
    if !text.trim().is_empty() {
        paste_text(bench, &text);
    }
}

/// What is handed over. Folders can be asked for only while the event lasts; their files are looked for later.
fn given(data: &DataTransfer) -> Array {
    let items = data.items();
    let entries = (0..items.length()).filter_map(|at| items.get(at)?.webkit_get_as_entry().ok()?);
    let entries: Array = entries.collect();
    let files = data.files().map(|files| Array::from(&files)).unwrap_or_default();
    let is_folder = |entry: JsValue| entry.unchecked_into::<FileSystemEntry>().is_directory();
    if entries.iter().any(is_folder) {
        entries
    } else {
        files
    }
}

/// A file alone is opened; it may be one of a folder, which has a path.
fn take(bench: Bench, given: &Array) {
    match (given.length(), given.get(0).dyn_into::<File>()) {
        (0, _) => {}
        (1, Ok(file)) => open_file(bench, file),
        _ => {
            bench.incoming.set(None);
            bench.dropped.set(Some(given.clone()));
        }
    }
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
