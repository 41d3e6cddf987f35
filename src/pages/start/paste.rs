//! Rows typed or pasted into a field, for those who copy from a spreadsheet or a mail.

use leptos::prelude::*;

use crate::actions::import::paste_text;
use crate::components::{Button, ButtonKind, Dialog};
use crate::state::use_bench;

/// The dialog with the field. What is in it becomes a file like any other.
#[component]
pub(crate) fn PasteDialog(open: RwSignal<bool>) -> impl IntoView {
    let bench = use_bench();
    let text = RwSignal::new(String::new());
    let is_empty = Memo::new(move |_| text.with(|text| text.trim().is_empty()));
    let take = move |_| {
        open.set(false);
        paste_text(bench, &text.get_untracked());
        text.set(String::new());
    };
    view! {
        <Dialog title="Paste rows" open=open>
            <div class="change">
                <textarea
                    class="input paste-rows"
                    aria-label="Rows"
                    aria-describedby="paste-note"
                    placeholder="One record a line, or a table copied from a spreadsheet"
                    spellcheck="false"
                    bind:value=text
                ></textarea>
                <p class="paste-note" id="paste-note">
                    "Lines, CSV, tab-separated cells, JSON or JSON Lines: it is recognised and shown before anything is imported."
                </p>
                <div class="data-actions">
                    <Button kind=ButtonKind::Primary disabled=is_empty on:click=take>"Look at the rows"</Button>
                    <Button on:click=move |_| open.set(false)>"Cancel"</Button>
                </div>
            </div>
        </Dialog>
    }
}
