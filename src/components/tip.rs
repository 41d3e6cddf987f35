//! A word with its definition in place: shown while the word is pointed at or has the focus.

use leptos::{ev, prelude::*};

/// A term, underlined with dots, and what it means.
#[component]
pub(crate) fn Tip(
    #[prop(into)] term: String,
    /// One or two sentences.
    #[prop(into)]
    meaning: String,
) -> impl IntoView {
    // Where it is shown, in pixels of the window: fixed, so that no scrolling box cuts it off.
    let place = RwSignal::new(None::<(f64, f64)>);
    let element = NodeRef::<leptos::html::Span>::new();
    let show = move || {
        if let Some(term) = element.get_untracked() {
            let rect = term.get_bounding_client_rect();
            place.set(Some((rect.left(), rect.bottom())));
        }
    };
    let on_key = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && place.get_untracked().is_some() {
            event.stop_propagation();
            place.set(None);
        }
    };
    let name = format!("{term}: {meaning}");
    view! {
        <span
            class="tip"
            node_ref=element
            tabindex="0"
            role="note"
            aria-label=name
            on:mouseenter=move |_| show()
            on:mouseleave=move |_| place.set(None)
            on:focus=move |_| show()
            on:blur=move |_| place.set(None)
            on:keydown=on_key
        >
            {term}
            {move || {
                place.get().map(|(left, top)| view! {
                    <span class="tip-meaning" style:left=format!("min({left:.0}px, 100vw - 296px)") style:top=format!("{top:.0}px")>
                        {meaning.clone()}
                    </span>
                })
            }}
        </span>
    }
}
