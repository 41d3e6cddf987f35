//! How the file is read: what was recognised, in sentences, and the controls that read it otherwise.

use labelloom_engine::formats::preview::Preview;
use labelloom_engine::formats::{Encoding, READERS, ReadOptions, title_of_no_text};
use leptos::prelude::*;

use crate::components::numbers::long_count;
use crate::components::{Field, Select, SelectOption};
use crate::pages::data::read_as;

/// Every encoding, with its value in the list.
const ENCODINGS: [(&str, Encoding); 4] = [
    ("utf8", Encoding::Utf8),
    ("utf16le", Encoding::Utf16Le),
    ("utf16be", Encoding::Utf16Be),
    ("windows1252", Encoding::Windows1252),
];

/// The usual delimiters and how they are called; any other one found in a file is added to the list.
const DELIMITERS: [(char, &str); 4] = [
    (',', "Comma ,"),
    (';', "Semicolon ;"),
    ('\t', "Tab"),
    ('|', "Bar |"),
];

/// The card. Every change is a new preview at once.
#[component]
pub(crate) fn Reading(
    #[prop(into)] options: Signal<ReadOptions>,
    #[prop(into)] said: Signal<Vec<String>>,
    on_change: Callback<ReadOptions>,
) -> impl IntoView {
    let delimited =
        Memo::new(move |_| options.with(|options| matches!(options.format.as_str(), "csv" | "tsv")));
    let change = move |with: &dyn Fn(&mut ReadOptions)| {
        let mut changed = options.get_untracked();
        with(&mut changed);
        on_change.run(changed);
    };
    let recognised = options.get_untracked();
    let is_no_text = title_of_no_text(&recognised.format).is_some();
    let pick_format = move |format: String| {
        on_change.run(of_format(&format, &recognised, options.get_untracked().encoding))
    };
    let pick_encoding = move |value: String| {
        if let Some((_, encoding)) = ENCODINGS.into_iter().find(|(name, _)| *name == value) {
            change(&|options| options.encoding = encoding);
        }
    };
    let pick_delimiter = move |value: String| {
        if let Some(delimiter) = value.chars().next() {
            change(&|options| options.delimiter = delimiter);
        }
    };
    let encoding =
        Signal::derive(move || encoding_value(options.with(|options| options.encoding)).to_owned());
    let delimiter = Signal::derive(move || options.with(|options| options.delimiter.to_string()));
    view! {
        <section class="import-card" aria-label="How the file is read">
            <h2>"How it is read"</h2>
            <ul class="import-said">
                <li>{move || options.with(|options| format!("Read as {}.", read_as(options)))}</li>
                {move || said.get().into_iter().map(|sentence| view! { <li>{sentence}</li> }).collect_view()}
            </ul>
            // A file that is no text is what its bytes say: there is nothing to read otherwise.
            <div class="import-reading" hidden=is_no_text>
                <Field id="read-format" name="Format">
                    <Select
                        id="read-format"
                        value=Signal::derive(move || options.with(|options| options.format.clone()))
                        options=formats()
                        on_pick=pick_format
                    />
                </Field>
                <Field id="read-encoding" name="Encoding">
                    <Select id="read-encoding" value=encoding options=encodings() on_pick=pick_encoding />
                </Field>
                <Show when=move || delimited.get()>
                    <Field id="read-delimiter" name="Between cells">
                        <Select
                            id="read-delimiter"
                            value=delimiter
                            options=Signal::derive(move || delimiters(options.with(|options| options.delimiter)))
                            on_pick=pick_delimiter
                        />
                    </Field>
                    <div class="import-checks">
                        <label>
                            <input
                                type="checkbox"
                                prop:checked=move || options.with(|options| options.quotes)
                                on:change:target=move |event| {
                                    let checked = event.target().checked();
                                    change(&|options| options.quotes = checked);
                                }
                            />
                            " Cells may stand in quotes"
                        </label>
                        <label>
                            <input
                                type="checkbox"
                                prop:checked=move || options.with(|options| options.header)
                                on:change:target=move |event| {
                                    let checked = event.target().checked();
                                    change(&|options| options.header = checked);
                                }
                            />
                            " First row names the columns"
                        </label>
                    </div>
                </Show>
            </div>
        </section>
    }
}

/// The rows that would be set aside, each with its place and the reason.
#[component]
pub(crate) fn BadRows(preview: Signal<Preview>) -> impl IntoView {
    let bad = Memo::new(move |_| preview.with(|preview| preview.bad.clone()));
    view! {
        <Show when=move || bad.with(|bad| !bad.is_empty())>
            <div class="import-bad" role="status">
                <b>{move || preview.with(|preview| set_aside(preview.bad_in_sample, preview.rows_in_sample))}</b>
                <ul>
                    {move || bad.get().into_iter().take(5).map(|row| view! {
                        <li>
                            <b>{format!("Row {}, line {}", long_count(row.row), long_count(row.line))}</b>
                            {row.column.map(|column| format!(", column {column}"))}
                            ": "
                            {row.reason}
                        </li>
                    }).collect_view()}
                </ul>
                <span class="muted">"They are kept, counted in the report and can be saved; the other rows are imported."</span>
            </div>
        </Show>
    }
}

/// The options of a format: as they were recognised, where it is the file's own, else the usual ones.
fn of_format(format: &str, recognised: &ReadOptions, encoding: Encoding) -> ReadOptions {
    if recognised.format == format {
        recognised.clone()
    } else {
        ReadOptions::of(format, encoding)
    }
}

fn set_aside(bad: u64, rows: u64) -> String {
    format!(
        "{} of the {} rows looked at can't be read and would be set aside.",
        long_count(bad),
        long_count(rows)
    )
}

fn formats() -> Vec<SelectOption> {
    READERS
        .iter()
        .map(|kind| SelectOption {
            value: kind.name().into(),
            name: kind.title().into(),
        })
        .collect()
}

fn encodings() -> Vec<SelectOption> {
    ENCODINGS
        .iter()
        .map(|(value, encoding)| SelectOption {
            value: (*value).into(),
            name: encoding.title().into(),
        })
        .collect()
}

fn encoding_value(encoding: Encoding) -> &'static str {
    ENCODINGS
        .iter()
        .find(|(_, each)| *each == encoding)
        .map_or("utf8", |(value, _)| value)
}

fn delimiters(found: char) -> Vec<SelectOption> {
    let usual = DELIMITERS
        .iter()
        .map(|(delimiter, name)| (*delimiter, (*name).to_owned()));
    let other =
        (!DELIMITERS.iter().any(|(delimiter, _)| *delimiter == found)).then(|| (found, found.to_string()));
    usual
        .chain(other)
        .map(|(delimiter, name)| SelectOption {
            value: delimiter.to_string(),
            name,
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_unusual_delimiter_can_be_chosen_too() {
        assert_eq!(delimiters(',').len(), DELIMITERS.len());
        assert_eq!(
            delimiters('^').last().map(|option| option.value.clone()),
            Some("^".into())
        );
    }

    #[test]
    fn going_back_to_the_files_own_format_brings_back_what_was_recognised() {
        let recognised = ReadOptions {
            header: false,
            ..ReadOptions::of("tsv", Encoding::Utf8)
        };
        assert!(!of_format("tsv", &recognised, Encoding::Utf8).header);
        assert!(of_format("csv", &recognised, Encoding::Utf8).header);
    }

    #[test]
    fn encodings_are_found_by_their_values() {
        for (value, encoding) in ENCODINGS {
            assert_eq!(encoding_value(encoding), value);
        }
    }
}
