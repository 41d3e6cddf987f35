//! What stays as it is: words that rules matched, negations, words of one's own; and one's own synonyms.

use std::collections::BTreeMap;

use labelloom_engine::session::augment::MatchedChoice;
use leptos::prelude::*;

use crate::{
    components::{Field, Select, SelectOption, Tip},
    pages::augment::{board::Board, words},
};

/// What may become of words that a rule matched.
const MATCHED: &[(MatchedChoice, &str, &str)] = &[
    (MatchedChoice::Free, "free", "change like any other"),
    (MatchedChoice::Keep, "keep", "stay"),
    (MatchedChoice::Only, "only", "alone change"),
];

/// Locks, and one's own synonyms.
#[component]
pub(super) fn Locks() -> impl IntoView {
    let board = Board::expect();
    let options: Vec<SelectOption> = MATCHED
        .iter()
        .map(|(_, value, name)| SelectOption {
            value: (*value).to_owned(),
            name: (*name).to_owned(),
        })
        .collect();
    let value = Signal::derive(move || {
        let now = board.choice.with(|choice| choice.locks.matched);
        let found = MATCHED.iter().find(|(matched, ..)| *matched == now);
        found.map_or_else(String::new, |(_, value, _)| (*value).to_owned())
    });
    let pick = move |picked: String| {
        if let Some((matched, ..)) = MATCHED.iter().find(|(_, value, _)| *value == picked) {
            board.choose(|choice| choice.locks.matched = *matched);
        }
    };
    let locked = move || board.choice.with(|choice| choice.locks.words.join(", "));
    let synonyms = move || board.choice.with(|choice| lines(&choice.synonyms));
    // Lines that could not be read, as long as the field holds them.
    let unread = RwSignal::new(None::<String>);
    view! {
        <div class="card augment-group">
            <h2><Tip term="Locks" meaning=words::LOCKS /></h2>
            <Field id="augment-matched" name="Words that a rule matched">
                <Select id="augment-matched" value=value options=options on_pick=UnsyncCallback::new(pick) attr:data-testid="augment-matched" />
            </Field>
            <label class="augment-check">
                <input
                    type="checkbox"
                    data-testid="augment-negations"
                    prop:checked=move || board.choice.with(|choice| choice.locks.negations)
                    on:change:target=move |event| { let stay = event.target().checked(); board.choose(|choice| choice.locks.negations = stay); }
                />
                <span>"Negations stay" <span class="muted">" · not, never, no …"</span></span>
            </label>
            <Field id="augment-locked" name="Further words that stay" hint="With commas between them.">
                <input
                    class="input"
                    id="augment-locked"
                    data-testid="augment-locked"
                    prop:value=locked
                    on:change:target=move |event| { let words = list(&event.target().value()); board.choose(|choice| choice.locks.words = words); }
                />
            </Field>
            <Field id="augment-synonyms" name="Synonyms of your own" hint="A word a line: cheap: inexpensive, budget" error=unread>
                <textarea
                    class="input"
                    id="augment-synonyms"
                    rows="2"
                    data-testid="augment-synonyms"
                    prop:value=synonyms
                    on:change:target=move |event| {
                        let written = event.target().value();
                        unread.set(not_read(&written));
                        // What is written stays there until all of it is read.
                        if unread.with_untracked(Option::is_none) {
                            board.choose(|choice| choice.synonyms = by_word(&written));
                        }
                    }
                ></textarea>
            </Field>
        </div>
    }
}

/// Words with commas between them.
fn list(written: &str) -> Vec<String> {
    let words = written.split(',').map(|word| word.trim().to_owned());
    words.filter(|word| !word.is_empty()).collect()
}

/// `word: synonym, synonym` a line.
fn by_word(written: &str) -> BTreeMap<String, Vec<String>> {
    let mut known: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for (word, synonyms) in written.lines().filter_map(|line| line.split_once(':')) {
        let (word, synonyms) = (word.trim(), list(synonyms));
        if !word.is_empty() && !synonyms.is_empty() {
            known.entry(word.to_owned()).or_default().extend(synonyms);
        }
    }
    known
}

/// What is to be said of lines that no synonyms can be read from.
fn not_read(written: &str) -> Option<String> {
    let is_read = |line: &str| {
        let found = line.split_once(':');
        line.trim().is_empty()
            || found.is_some_and(|(word, others)| !word.trim().is_empty() && !list(others).is_empty())
    };
    let line = written.lines().find(|line| !is_read(line))?;
    Some(format!(
        "“{}” is no word with its synonyms: write “word: synonym, synonym”.",
        line.trim()
    ))
}

fn lines(known: &BTreeMap<String, Vec<String>>) -> String {
    let line = |(word, synonyms): (&String, &Vec<String>)| format!("{word}: {}", synonyms.join(", "));
    known.iter().map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn synonyms_are_read_as_they_are_shown() {
        let known = by_word("cheap: budget,  low ,\n\nno colon\n: none\nbig : large\ncheap: thrifty");
        assert_eq!(lines(&known), "big: large\ncheap: budget, low, thrifty");
        assert_eq!(by_word(&lines(&known)), known);
        assert_eq!(list(" a, ,b "), ["a", "b"]);
        assert_eq!(not_read("cheap: budget\n\n big:large"), None);
        assert!(
            not_read("cheap: budget\ncheap low")
                .unwrap()
                .contains("“cheap low”")
        );
        assert!(not_read("cheap: ,").is_some() && not_read(": low").is_some());
    }
}
