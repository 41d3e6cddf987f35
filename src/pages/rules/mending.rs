//! While a conflict is mended: the record it stands in, in sight of the query, and the way back to the walk.

use leptos::prelude::*;

use super::{desk::Desk, editor::store::Editor};
use crate::{
    components::{IconButton, RecordText, Shape, numbers::count},
    route::Open,
};

/// Above the fields of the rule that is mended; nothing while no conflict is, or another rule is open.
#[component]
pub(super) fn MendingNote() -> impl IntoView {
    let desk = Desk::expect();
    let editor = Editor::expect();
    let mending = desk.bench.mending;
    move || {
        let note = mending
            .get()
            .filter(|note| editor.open.get() == Open::Rule(note.rule));
        note.map(|note| {
            let words = match note.record {
                Some(record) => format!("Mending the conflict in #{}", count(record + 1)),
                None => "Mending a conflict".to_owned(),
            };
            let text = move || {
                let record = desk.record.get().filter(|record| Some(record.index) == note.record)?;
                Some(view! { <p class="mending-text small"><RecordText pieces=record.pieces cut=record.cut color=desk.colors() /></p> })
            };
            view! {
                <div class="mending" data-testid="mending">
                    <p class="mending-head">
                        <span>{words}</span>
                        <span class="gap"></span>
                        <a class="link" data-testid="mending-back" href=note.back.address() on:click=move |_| mending.set(None)>"Back to the walk"</a>
                        <IconButton shape=Shape::Close name="Put this note away" on:click=move |_| mending.set(None) />
                    </p>
                    {text}
                </div>
            }
        })
    }
}
