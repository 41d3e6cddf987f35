//! A modal dialog: the browser's own element, which keeps the focus inside and gives it back.

use leptos::{html, prelude::*};

use super::{IconButton, Shape};

/// A dialog with a title. It opens and closes with its signal; Escape closes it.
#[component]
pub(crate) fn Dialog(#[prop(into)] title: String, open: RwSignal<bool>, children: Children) -> impl IntoView {
    let name = title.clone();
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move || {
        let Some(dialog) = element.get() else { return };
        match (open.get(), dialog.open()) {
            // An error here means that it is shown already.
            (true, false) => drop(dialog.show_modal()),
            (false, true) => dialog.close(),
            _ => {}
        }
    });
    view! {
        <dialog class="dialog" node_ref=element aria-label=name on:close=move |_| open.set(false)>
            <div class="dialog-head">
                <h2>{title}</h2>
                <IconButton shape=Shape::Close name="Close" on:click=move |_| open.set(false) />
            </div>
            <div class="dialog-body">{children()}</div>
        </dialog>
    }
}
