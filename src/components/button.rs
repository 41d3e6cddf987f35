//! Buttons: with words, and with an icon alone, which then has a name.

use leptos::prelude::*;

use super::{Icon, Kbd, Shape};

/// How much a button stands out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum ButtonKind {
    /// One of several.
    #[default]
    Plain,
    /// The one most people want; at most one in a group.
    Primary,
    /// Text alone.
    Quiet,
}

impl ButtonKind {
    fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button button-primary",
            Self::Quiet => "button button-quiet",
        }
    }
}

/// A button with words and, where it has one, its key.
#[component]
pub(crate) fn Button(
    #[prop(optional)] kind: ButtonKind,
    /// The key that does the same, shown.
    #[prop(optional, into)]
    keys: Option<&'static str>,
    #[prop(optional, into)] disabled: Signal<bool>,
    children: Children,
) -> impl IntoView {
    view! {
        <button type="button" class=kind.class() disabled=disabled>
            {children()}
            {keys.map(|keys| view! { <Kbd keys=keys /> })}
        </button>
    }
}

/// A button that is an icon. Its name is its tooltip too.
#[component]
pub(crate) fn IconButton(
    shape: Shape,
    /// What it does, in words.
    #[prop(into)]
    name: Signal<String>,
    #[prop(optional, into)] disabled: Signal<bool>,
) -> impl IntoView {
    view! {
        <button type="button" class="icon-button" aria-label=name title=name disabled=disabled>
            <Icon shape=shape />
        </button>
    }
}
