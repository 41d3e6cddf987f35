//! A page of the bench whose code is a part of its own: it is loaded when the page is first shown, and until then this
//! stands in its place.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::browser::parts::{self, Part};
use crate::components::{Button, EmptyState};

/// How far the part is.
#[derive(Clone, PartialEq, Eq)]
enum Arrival {
    /// It is there.
    Here,
    /// It is asked for.
    Coming,
    /// It could not be had, in words.
    Failed(String),
}

/// Shows a page by its door, once its part is there.
#[component]
pub(crate) fn Later(part: Part, door: fn() -> AnyView) -> impl IntoView {
    let arrival = RwSignal::new(Arrival::Here);
    let ask = move || {
        arrival.set(Arrival::Coming);
        spawn_local(async move {
            // The page may be left by then.
            arrival.try_set(match parts::load(part).await {
                Ok(()) => Arrival::Here,
                Err(error) => Arrival::Failed(error),
            });
        });
    };
    if !parts::is_here(part) {
        ask();
    }
    move || match arrival.get() {
        Arrival::Here => door(),
        Arrival::Coming => view! { <p class="part-coming" role="status">"Loading…"</p> }.into_any(),
        Arrival::Failed(error) => view! { <Failed error=error on_again=ask /> }.into_any(),
    }
}

#[component]
fn Failed(error: String, on_again: impl Fn() + Send + 'static) -> impl IntoView {
    view! {
        <div role="alert" data-testid="part-failed">
            <EmptyState title="This part of the bench could not be loaded">
                <p>{error}</p>
                <p>"Check the connection to where the bench came from. Your project is as it was."</p>
                <Button attr:data-testid="part-again" on:click=move |_| on_again()>"Try again"</Button>
            </EmptyState>
        </div>
    }
}
