//! Slices on the Rules page: which one is in force, chosen at the strip's left, and the dialog that compares them all.

mod editor;
mod table;

use labelloom_engine::ids::SliceId;
use leptos::prelude::*;

use self::{editor::SliceEditor, table::SliceTable};
use super::desk::Desk;
use crate::{
    components::{Dialog, Select, SelectOption},
    keys::{Action, Keys},
    route::Router,
};

/// What the last choice of the list opens instead of a slice.
const MANAGE: &str = "manage";

/// The choice of a slice, and the dialog behind it.
#[component]
pub(super) fn Slices() -> impl IntoView {
    let desk = Desk::expect();
    let router = Router::expect();
    let open = RwSignal::new(false);
    Keys::on(Action::Slices, move || open.set(true));
    let value = move || {
        let slice = router.route.with(|route| route.slice);
        slice.map_or_else(String::new, |slice| slice.0.to_string())
    };
    let pick = move |value: String| {
        if value == MANAGE {
            // The list must not stay on a choice that is none.
            router.route.notify();
            open.set(true);
        } else {
            let slice = value.parse().ok().map(SliceId);
            router.go(&router.route.get_untracked().within(slice));
        }
    };
    view! {
        <div class="slices">
            <label class="figure-name" for="slice">"Figures of"</label>
            <Select
                id="slice"
                value=Signal::derive(value)
                options=Signal::derive(move || options(desk))
                on_pick=UnsyncCallback::new(pick)
                attr:data-testid="slice-select"
            />
            <Dialog title="Slices" open=open>
                <Show when=move || open.get()>
                    <Manager open=open />
                </Show>
            </Dialog>
        </div>
    }
}

fn options(desk: Desk) -> Vec<SelectOption> {
    let option = |value: String, name: &str| SelectOption {
        value,
        name: name.to_owned(),
    };
    let mut options = vec![option(String::new(), "All records")];
    desk.project.with(|project| {
        let slices = project.slices.iter();
        options.extend(slices.map(|slice| option(slice.id.0.to_string(), &slice.name)));
    });
    options.push(option(MANAGE.to_owned(), "Slices…"));
    options
}

/// What the dialog holds: the table, and the form of one slice below it.
#[component]
fn Manager(open: RwSignal<bool>) -> impl IntoView {
    let edited = RwSignal::new(None::<SliceId>);
    view! {
        <p class="muted">
            "A slice is a part of the records, such as long texts or one language. Choose one, and every figure and list on this page is of its records alone."
        </p>
        <SliceTable edited=edited open=open />
        {move || view! { <SliceEditor id=edited.get() on_done=move || edited.set(None) /> }}
    }
}
