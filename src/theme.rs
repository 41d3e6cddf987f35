//! Light, dark, or as the system says: the choice in force on the document, and kept for the next visit.

use leptos::prelude::*;

use crate::{narrow::media, state::Theme};

/// Where the choice is kept. Only preferences are in this store, which a killed browser may lose.
const KEPT_AS: &str = "labelloom-theme";

/// The choices, as they are kept and shown.
const WORDS: &[(Theme, &str)] = &[
    (Theme::System, "system"),
    (Theme::Light, "light"),
    (Theme::Dark, "dark"),
];

/// In context: the theme that the document shows, for what draws with its colours. It changes after the document has.
#[derive(Clone, Copy)]
pub(crate) struct ShownTheme(pub(crate) RwSignal<&'static str>);

/// A choice in words.
pub(crate) fn theme_word(theme: Theme) -> &'static str {
    WORDS
        .iter()
        .find(|(of, _)| *of == theme)
        .map_or("system", |(_, word)| word)
}

/// Takes up the choice that was kept, and from then on sets `data-theme` whenever it or the system's wish changes.
pub(crate) fn follow_theme(theme: RwSignal<Theme>) {
    let word = kept(KEPT_AS);
    if let Some((held, _)) = WORDS.iter().find(|(_, held)| Some(*held) == word.as_deref()) {
        theme.set(*held);
    }
    let shown = ShownTheme(RwSignal::new("light"));
    provide_context(shown);
    let system_is_dark = media("(prefers-color-scheme: dark)");
    Effect::new(move || {
        let choice = theme.get();
        keep(KEPT_AS, theme_word(choice));
        let system = if system_is_dark.get() { "dark" } else { "light" };
        let theme = choice.attribute().unwrap_or(system);
        if let Some(root) = document().document_element() {
            drop(root.set_attribute("data-theme", theme));
        }
        shown.0.set(theme);
    });
}

/// A preference of this browser, where it keeps any.
pub(crate) fn kept(name: &str) -> Option<String> {
    window()
        .local_storage()
        .ok()
        .flatten()?
        .get_item(name)
        .ok()
        .flatten()
}

/// Keeps a preference; a browser that refuses to only forgets it.
pub(crate) fn keep(name: &str, value: &str) {
    if let Ok(Some(store)) = window().local_storage() {
        drop(store.set_item(name, value));
    }
}
