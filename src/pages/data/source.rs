//! Where the records came from: the file, its fingerprint, and how it was read.

use labelloom_engine::formats::{ReadOptions, reader, title_of_no_text};
use labelloom_engine::modality::Modality;
use labelloom_engine::session::reply::SourceView;
use leptos::prelude::*;

use crate::components::CopyButton;
use crate::components::numbers::{count, long_count, size};

/// As many characters of a fingerprint are shown; all of it is copied.
const SHOWN_DIGITS: usize = 16;

/// The card on the source.
#[component]
pub(crate) fn SourceCard(#[prop(into)] source: Signal<Option<SourceView>>) -> impl IntoView {
    view! {
        <section class="card" aria-label="Source">
            <div class="card-head"><h2>"Source"</h2></div>
            <div class="card-body">
                {move || source.get().map(|source| view! { <Facts source=source /> })}
            </div>
        </section>
    }
}

#[component]
fn Facts(source: SourceView) -> impl IntoView {
    let is_of_images = source.modality == Modality::Image;
    let report = source.report;
    view! {
        <dl class="facts">
            <dt>"File"</dt>
            <dd>{source.name} " " <span class="muted small">{size_of(report.bytes)}</span></dd>
            <dt>"Read as"</dt>
            <dd>{read_as(&report.options)}</dd>
            <dt>"SHA-256"</dt>
            <dd><Fingerprint sha256=report.sha256 /></dd>
            <dt>"Vocabulary"</dt>
            <dd>{format!("{} distinct words and symbols{}", count(source.vocabulary), if is_of_images { " of their names" } else { "" })}</dd>
        </dl>
        {report.said.into_iter().map(|sentence| view! { <p class="card-note">{sentence}</p> }).collect_view()}
    }
}

/// The beginning of the fingerprint, and a button that copies all of it.
#[component]
fn Fingerprint(sha256: String) -> impl IntoView {
    let shown = match sha256.get(..SHOWN_DIGITS) {
        Some(head) if head.len() < sha256.len() => format!("{head}…"),
        _ => sha256.clone(),
    };
    view! {
        <code title=sha256.clone()>{shown}</code>
        " "
        <CopyButton what="the SHA-256" text=sha256 />
    }
}

fn size_of(bytes: u64) -> String {
    // A file of 4 GB or more does not fit the tab; exact below.
    match u32::try_from(bytes) {
        Ok(bytes) => size(f64::from(bytes)),
        Err(_) => format!("{} bytes", long_count(bytes)),
    }
}

/// How a file is read, in a phrase: `CSV, UTF-8, comma between cells, first row names the columns`.
pub(crate) fn read_as(options: &ReadOptions) -> String {
    // What is no text has no encoding.
    if let Some(title) = title_of_no_text(&options.format) {
        return title.to_owned();
    }
    let title = reader(&options.format).map_or(options.format.as_str(), |kind| kind.title());
    let mut said = vec![title.to_owned(), options.encoding.title().to_owned()];
    if matches!(options.format.as_str(), "csv" | "tsv") {
        said.push(match options.delimiter {
            ',' => "comma between cells".into(),
            ';' => "semicolon between cells".into(),
            '\t' => "tab between cells".into(),
            other => format!("{other} between cells"),
        });
        said.push(
            if options.quotes {
                "quotes read"
            } else {
                "quotes are text"
            }
            .into(),
        );
        said.push(
            if options.header {
                "first row names the columns"
            } else {
                "no header"
            }
            .into(),
        );
    }
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use labelloom_engine::formats::Encoding;

    use super::*;

    #[test]
    fn reading_is_said_in_a_phrase() {
        assert_eq!(
            read_as(&ReadOptions::of("tsv", Encoding::Utf8)),
            "TSV, UTF-8, tab between cells, quotes are text, first row names the columns"
        );
        assert_eq!(
            read_as(&ReadOptions::of("jsonl", Encoding::Utf8))
                .matches(',')
                .count(),
            1,
            "no delimiter in JSON"
        );
    }
}
