//! A button that copies a text, and says whether it did.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;

use super::Button;

/// Copies a text that is also shown: where the browser refuses, it can still be selected.
#[component]
pub(crate) fn CopyButton(
    /// What is copied, for screen readers: "the command line".
    #[prop(into)]
    what: String,
    /// The text.
    #[prop(into)]
    text: String,
) -> impl IntoView {
    let outcome = RwSignal::new(None::<bool>);
    let copy = move |_| {
        let text = text.clone();
        spawn_local(async move {
            let copied = write(&text).await;
            outcome.try_set(Some(copied));
        });
    };
    let words = move || match outcome.get() {
        None => "Copy",
        Some(true) => "Copied",
        Some(false) => "Select it to copy",
    };
    view! {
        <Button on:click=copy attr:aria-label=format!("Copy {what}")>
            <span aria-live="polite">{words}</span>
        </Button>
    }
}

/// Whether the browser took the text. On a plain http host it has no clipboard to offer.
async fn write(text: &str) -> bool {
    if !window().is_secure_context() {
        return false;
    }
    JsFuture::from(window().navigator().clipboard().write_text(text))
        .await
        .is_ok()
}
