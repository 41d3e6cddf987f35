//! Whether the window has room for one pane only: the width at which the style sheets fold the page.

use leptos::prelude::*;
use wasm_bindgen::{JsCast, prelude::Closure};

/// In context: true while the window is narrow.
#[derive(Clone, Copy)]
pub(crate) struct Narrow(pub(crate) RwSignal<bool>);

impl Narrow {
    /// Begins to watch the window.
    pub(crate) fn provide() {
        provide_context(Self(media("(max-width: 720px)")));
    }
}

/// Whether a media query holds, now and later; false where the browser can't say.
pub(crate) fn media(query: &str) -> RwSignal<bool> {
    let Ok(Some(query)) = window().match_media(query) else {
        return RwSignal::new(false);
    };
    let holds = RwSignal::new(query.matches());
    let asked = query.clone();
    let heard = Closure::<dyn Fn()>::new(move || {
        holds.try_set(asked.matches());
    });
    query.set_onchange(Some(heard.as_ref().unchecked_ref()));
    // The page watches as long as it lives.
    heard.forget();
    holds
}
