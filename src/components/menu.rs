//! A menu: a button that opens a small panel below it.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{Icon, Shape};

/// A panel of buttons behind one button. It closes when one was pressed, when the focus leaves it, and by Escape.
#[component]
pub(crate) fn Menu(
    shape: Shape,
    /// What the button is called.
    #[prop(into)]
    name: String,
    children: Children,
) -> impl IntoView {
    let element = NodeRef::<html::Details>::new();
    let close = move || {
        if let Some(details) = element.get_untracked() {
            details.set_open(false);
        }
    };
    let on_leave = move |event: ev::FocusEvent| {
        let to = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        let stays = element
            .get_untracked()
            .is_some_and(|details| details.contains(to.as_ref()) && to.is_some());
        if !stays {
            close();
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.stop_propagation();
            close();
        }
    };
    view! {
        <details class="menu" node_ref=element on:focusout=on_leave on:keydown=on_key>
            <summary class="icon-button" aria-label=name.clone() title=name>
                <Icon shape=shape />
            </summary>
            <div class="menu-panel" tabindex="-1" on:click=move |_| close()>
                {children()}
            </div>
        </details>
    }
}
