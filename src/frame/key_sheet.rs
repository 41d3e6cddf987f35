//! The sheet of keys, and the switch for the single ones.

use leptos::prelude::*;

use crate::{
    components::{Dialog, Kbd},
    keys::{KEYS, Keys, MAP_KEYS, TABLE_KEYS, VARIANT_KEYS},
};

/// Every key and what it does.
#[component]
pub(crate) fn KeySheet(open: RwSignal<bool>) -> impl IntoView {
    let keys: Keys = expect_context();
    let lines = KEYS
        .iter()
        .map(|key| view! { <dt><Kbd keys=key.shown /></dt><dd>{key.does}</dd> })
        .collect_view();
    let in_places = TABLE_KEYS
        .iter()
        .chain(MAP_KEYS)
        .chain(VARIANT_KEYS)
        .map(|(keys, does)| view! { <dt><Kbd keys=*keys /></dt><dd>{*does}</dd> })
        .collect_view();
    view! {
        <Dialog title="Keys" open=open>
            <dl class="keys-list">
                {lines}
                <dt><Kbd keys="↑ ↓" /></dt>
                <dd>"In a list: walk. Page Up and Down, Home, End too; Enter opens"</dd>
                {in_places}
            </dl>
            <label class="keys-switch">
                <input
                    type="checkbox"
                    prop:checked=move || keys.single.get()
                    on:change:target=move |event| keys.single.set(event.target().checked())
                />
                <span>"Keys without Ctrl work outside of fields. Switch them off if you speak to your computer or press keys by chance."</span>
            </label>
        </Dialog>
    }
}
