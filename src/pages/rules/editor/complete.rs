//! What may be written next, under the query: words that begin as the one at the cursor, and, behind a finished term,
//! words that would add records or make the rule purer. Each says what it would do. Arrows choose, Enter and Tab take;
//! without a choice both do what they always do.

use labelloom_engine::session::complete::{CompleteView, Completing, Offer, OfferFigures, OfferKind};
use leptos::{ev, html, prelude::*, task::spawn_local};

use super::store::Editor;
use crate::{
    actions,
    components::numbers::{count, whole_percent},
    pages::rules::desk::Desk,
};

/// Most offers shown.
const MOST: usize = 8;

/// The offers and the one chosen.
#[derive(Clone, Copy)]
pub(super) struct Offered {
    desk: Desk,
    editor: Editor,
    field: NodeRef<html::Textarea>,
    /// What may stand at the cursor.
    at_cursor: RwSignal<Option<CompleteView>>,
    /// What may follow a finished query; of the same query and cursor, or older and not shown.
    following: RwSignal<Option<CompleteView>>,
    /// What is shown.
    offers: Memo<Vec<Offer>>,
    chosen: RwSignal<Option<usize>>,
    /// Put away by Escape until something is written.
    is_closed: RwSignal<bool>,
    /// As many lines as were shown at once: what stands below must not jump with every letter.
    lines: RwSignal<usize>,
}

impl Offered {
    /// Begins to offer for a field.
    pub(super) fn provide(field: NodeRef<html::Textarea>) -> Self {
        let at_cursor = RwSignal::new(None::<CompleteView>);
        let following = RwSignal::new(None::<CompleteView>);
        let is_closed = RwSignal::new(false);
        let offers = Memo::new(move |_| {
            if is_closed.get() {
                return Vec::new();
            }
            at_cursor.with(|here| following.with(|after| merged(here.as_ref(), after.as_ref())))
        });
        let offered = Self {
            desk: Desk::expect(),
            editor: Editor::expect(),
            field,
            at_cursor,
            following,
            offers,
            chosen: RwSignal::new(None),
            is_closed,
            lines: RwSignal::new(0),
        };
        offered.follow();
        offered
    }

    /// The name of the label, or of not having it.
    fn label(self) -> String {
        let (id, against) = self.editor.text.with(|text| (text.label, text.against));
        let name = self.desk.label(id).map(|label| label.name).unwrap_or_default();
        if against { format!("not {name}") } else { name }
    }

    /// Whether anything is offered.
    pub(super) fn is_open(self) -> bool {
        self.offers.with(|offers| !offers.is_empty())
    }

    /// The id of the chosen line.
    pub(super) fn active_id(self) -> Option<String> {
        self.chosen.get().map(line_id)
    }

    /// Something was written.
    pub(super) fn written(self) {
        self.is_closed.set(false);
        self.ask();
    }

    /// A key went up in the field: the cursor may stand elsewhere.
    pub(super) fn moved(self, event: &ev::KeyboardEvent) {
        if matches!(event.key().as_str(), "ArrowLeft" | "ArrowRight" | "Home" | "End") {
            self.ask();
        }
    }

    /// Asks what may stand at the cursor.
    pub(super) fn ask(self) {
        let Some(asked) = self.asked() else { return };
        let is_known = |known: &Option<CompleteView>| {
            known
                .as_ref()
                .is_some_and(|known| known.query == asked.query && known.cursor == asked.cursor)
        };
        if self.at_cursor.with_untracked(is_known) {
            return;
        }
        self.chosen.set(None);
        let answer = actions::complete::at_cursor(self.desk.bench, asked);
        spawn_local(async move {
            if let Some(view) = answer.await
                && self.is_still(&view)
            {
                self.at_cursor.try_set(Some(view));
                self.ask_following();
            }
        });
    }

    /// Keys while something is offered; whether the key was one.
    pub(super) fn hear(self, event: &ev::KeyboardEvent) -> bool {
        let lines = self.offers.with_untracked(Vec::len);
        let has_modifier = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
        if lines == 0 || has_modifier || event.is_composing() {
            return false;
        }
        let chosen = self.chosen.get_untracked();
        match (event.key().as_str(), chosen) {
            ("ArrowDown", None) => self.chosen.set(Some(0)),
            ("ArrowDown", Some(at)) => self.chosen.set(Some((at + 1).min(lines - 1))),
            ("ArrowUp", Some(at)) => self.chosen.set(at.checked_sub(1)),
            ("Enter" | "Tab", Some(at)) => self.take(at),
            ("Escape", _) => {
                self.is_closed.set(true);
                self.chosen.set(None);
            }
            _ => return false,
        }
        true
    }

    /// Takes an offer into the query, with the cursor behind it.
    fn take(self, at: usize) {
        let Some(offer) = self.offers.with_untracked(|offers| offers.get(at).cloned()) else {
            return;
        };
        let query = self.editor.text.with_untracked(|text| text.query.clone());
        let (query, cursor) = spliced(&query, &offer);
        self.editor.change(|text| text.query = query);
        self.chosen.set(None);
        // The field has the new text once the page is drawn.
        request_animation_frame(move || {
            if let Some(field) = self.field.try_get_untracked().flatten() {
                drop(field.focus());
                // Refused by no field of text.
                drop(field.set_selection_range(cursor, cursor));
            }
            self.ask();
        });
    }

    fn asked(self) -> Option<Completing> {
        let field = self.field.try_get_untracked().flatten()?;
        let cursor = field.selection_start().ok()??;
        // Who has selected letters is about to write over them.
        if field.selection_end().ok()? != Some(cursor) {
            return None;
        }
        let (label, against) = self.editor.text.with_untracked(|text| (text.label, text.against));
        Some(Completing {
            query: field.value(),
            cursor,
            label,
            against,
        })
    }

    /// Whether the query is still the one that was asked about, in a field that is still there: a rule from a column has
    /// none, and the page may have been left.
    fn is_still(self, view: &CompleteView) -> bool {
        let is_here = self.at_cursor.try_with_untracked(|_| ()).is_some();
        is_here
            && self
                .editor
                .text
                .try_with_untracked(|text| text.query == view.query)
                .unwrap_or(false)
    }

    /// Once the figures of the query are there, words that may follow it: they take longer, and must not hold up typing.
    fn follow(self) {
        Effect::new(move || {
            self.desk.draft.track();
            untrack(|| self.ask_following());
        });
        // Another rule is another query.
        Effect::new(move || {
            self.editor.open.track();
            self.at_cursor.set(None);
            self.following.set(None);
            self.lines.set(0);
        });
        Effect::new(move || {
            let shown = self.offers.with(Vec::len);
            if shown > self.lines.get_untracked() {
                self.lines.set(shown);
            }
        });
    }

    fn ask_following(self) {
        let wanted = self.at_cursor.with_untracked(|view| {
            let view = view.as_ref().filter(|view| view.is_finished)?;
            Some((view.query.clone(), view.cursor))
        });
        let (Some((query, cursor)), Some(asked)) = (wanted, self.asked()) else {
            return;
        };
        let is_counted = query.trim().is_empty()
            || self.desk.draft.with_untracked(|draft| {
                draft
                    .as_ref()
                    .is_some_and(|draft| draft.draft.text.query == query)
            });
        if (asked.query.as_str(), asked.cursor) != (query.as_str(), cursor) || !is_counted {
            return;
        }
        let answer = actions::complete::next_words(self.desk.bench, asked);
        spawn_local(async move {
            if let Some(view) = answer.await
                && self.is_still(&view)
            {
                self.following.try_set(Some(view));
            }
        });
    }
}

/// What stands at the cursor, then what may follow; the latter only where it is of the same query.
fn merged(here: Option<&CompleteView>, after: Option<&CompleteView>) -> Vec<Offer> {
    let Some(here) = here else { return Vec::new() };
    let mut offers = here.offers.clone();
    if let Some(after) = after.filter(|after| here.is_finished && after.query == here.query) {
        offers.extend(after.offers.iter().cloned());
    }
    offers.truncate(MOST);
    offers
}

/// A query with an offer taken, and the cursor behind it, in UTF-16 units.
fn spliced(query: &str, offer: &Offer) -> (String, u32) {
    let units: Vec<u16> = query.encode_utf16().collect();
    let place = |unit: u32| usize::try_from(unit).unwrap_or(usize::MAX).min(units.len());
    let (start, end) = (place(offer.start), place(offer.end.max(offer.start)));
    let text: Vec<u16> = offer.text.encode_utf16().collect();
    let cursor = u32::try_from(start + text.len()).unwrap_or(u32::MAX);
    let written = [&units[..start], &text, &units[end..]].concat();
    (String::from_utf16_lossy(&written), cursor)
}

fn line_id(at: usize) -> String {
    format!("rule-completion-{at}")
}

/// The list.
#[component]
pub(super) fn Completions(offered: Offered) -> impl IntoView {
    let lines = move || {
        let offers = offered.offers.get().into_iter().enumerate();
        offers
            .map(|(at, offer)| view! { <Line offered=offered at=at offer=offer /> })
            .collect_view()
    };
    let height = move || format!("calc({} * var(--completion))", offered.lines.get());
    view! {
        <div class="completions" class:completions-none=move || offered.lines.get() == 0 style:min-height=height>
            <ul role="listbox" id="rule-completions" aria-label="What may be written next">{lines}</ul>
        </div>
        <p class="completions-keys muted" class:completions-none=move || offered.lines.get() == 0>
            {move || format!("+ newly covered, % {} of those known. ↓ Enter takes, Esc closes", offered.label())}
        </p>
    }
}

#[component]
fn Line(offered: Offered, at: usize, offer: Offer) -> impl IntoView {
    let is_chosen = move || offered.chosen.get() == Some(at);
    let title = title(&offer, &untrack(|| offered.label()));
    let figures = offer.figures.map(|figures| figures_of(offer.kind, figures));
    view! {
        <li
            class="completion"
            role="option"
            id=line_id(at)
            data-testid="completion"
            aria-selected=move || is_chosen().to_string()
            title=title
            // The field keeps the focus.
            on:mousedown=|event| event.prevent_default()
            on:click=move |_| offered.take(at)
        >
            <span class="completion-kind">{kind_word(offer.kind)}</span>
            <span class="completion-term mono" dir="auto">{offer.shown}</span>
            {figures}
        </li>
    }
}

fn kind_word(kind: OfferKind) -> &'static str {
    match kind {
        OfferKind::Word => "",
        OfferKind::List => "list",
        OfferKind::Column => "column",
        OfferKind::Value => "value",
        OfferKind::Function => "function",
        OfferKind::Or => "or",
        OfferKind::And => "and",
        OfferKind::Not => "not",
    }
}

/// `+12 · 93 % of 14`.
fn figures_of(kind: OfferKind, figures: OfferFigures) -> impl IntoView {
    let moves = match kind {
        OfferKind::And | OfferKind::Not => format!("−{}", count(figures.loses)),
        _ => format!("+{}", count(figures.adds)),
    };
    let purity = figures.purity;
    let pure = if purity.known == 0 {
        "n 0".to_owned()
    } else {
        format!(
            "{} of {}",
            whole_percent(purity.of_label, purity.known),
            count(purity.known)
        )
    };
    view! {
        <span class="completion-adds">{moves}</span>
        <span class="completion-pure">{pure}</span>
    }
}

/// The figures in a sentence.
fn title(offer: &Offer, label: &str) -> String {
    let Some(figures) = offer.figures else {
        return String::new();
    };
    let known = match figures.purity.known {
        0 => "no label is known of them".to_owned(),
        known => format!(
            "of {} whose label is known, by dev gold or else the majority, {} are {label}",
            count(known),
            count(figures.purity.of_label)
        ),
    };
    match offer.kind {
        OfferKind::And | OfferKind::Not => format!(
            "The rule would match {}, {} fewer; {known}",
            count(figures.matches),
            count(figures.loses)
        ),
        _ => format!(
            "Matches {} more records, {} of them not covered yet; {known}",
            count(figures.matches),
            count(figures.adds)
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_offer_takes_the_place_of_what_it_completes() {
        let offer = |text: &str, start, end| Offer {
            kind: OfferKind::Word,
            shown: text.into(),
            text: text.into(),
            start,
            end,
            figures: None,
        };
        assert_eq!(
            spliced("😀 fre, b", &offer("freedom", 3, 6)),
            ("😀 freedom, b".into(), 10)
        );
        assert_eq!(spliced("a", &offer(", b", 1, 9)), ("a, b".into(), 4));
    }
}
