//! A form field: its label above, its hint or error below, tied together for screen readers.

use leptos::prelude::*;

/// A label, the control given as children, and one line below: the error where there is one, else the hint. The
/// control must carry `id=` the same id, and may point at the line with `aria-describedby` and the id + `-about`.
#[component]
pub(crate) fn Field(
    /// The control's id.
    #[prop(into)]
    id: String,
    /// What it asks for.
    #[prop(into)]
    name: String,
    #[prop(optional, into)] hint: Signal<String>,
    #[prop(optional, into)] error: Signal<Option<String>>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class="field">
            <label class="field-name" for=id.clone()>{name}</label>
            {children()}
            <p class="field-about" class:field-error=move || error.with(Option::is_some) id=format!("{id}-about")>
                {move || error.get().unwrap_or_else(|| hint.get())}
            </p>
        </div>
    }
}

/// One choice of a [`Select`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct SelectOption {
    /// What it is called in code.
    pub(crate) value: String,
    /// What people read.
    pub(crate) name: String,
}

/// The browser's own list of choices.
#[component]
pub(crate) fn Select(
    #[prop(into)] id: String,
    #[prop(into)] value: Signal<String>,
    #[prop(into)] options: Signal<Vec<SelectOption>>,
    /// Called with the value picked.
    #[prop(into)]
    on_pick: UnsyncCallback<String>,
) -> impl IntoView {
    let choice = move |option: SelectOption| {
        let own = option.value.clone();
        view! {
            <option value=option.value prop:selected=move || value.with(|value| *value == own)>{option.name}</option>
        }
    };
    view! {
        <select class="input" id=id on:change:target=move |event| on_pick.run(event.target().value())>
            {move || options.get().into_iter().map(choice).collect_view()}
        </select>
    }
}
