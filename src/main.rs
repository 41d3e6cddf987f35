//! The page, and its worker: one wasm in two roles. Where there is a window it mounts the bench; in a worker it becomes
//! the host of the engine. It is compiled once: the page posts its compiled module to the worker.

#![expect(
    unreachable_pub,
    reason = "the component macro writes its props as pub; nothing of a program is reached from outside"
)]

mod actions;
mod app;
mod browser;
mod components;
mod frame;
mod keys;
mod narrow;
mod pages;
mod route;
mod state;
mod theme;
mod worker;

use leptos::prelude::*;

fn main() {
    if web_sys::window().is_some() {
        page();
    } else if !worker::helper::run() {
        worker::host::browser::run();
    }
}

/// Mounts the bench in place of the loading text.
fn page() {
    console_error_panic_hook::set_once();
    let bench = state::Bench::new(worker::Client::start());
    actions::worker::listen(bench);
    browser::lazy::listen(move || bench.files_loaded.update(|files| *files += 1));
    actions::draft::keep_when_hidden(bench);
    if let Some(loading) = document().get_element_by_id("app") {
        loading.remove();
    }
    mount_to_body(move || {
        provide_context(bench);
        view! { <app::App /> }
    });
}
