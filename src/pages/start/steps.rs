//! The way from a file to labeled JSON, in three sentences.

use leptos::prelude::*;

/// The three steps, drawn in words.
#[component]
pub fn Steps() -> impl IntoView {
    view! {
        <ol class="steps" aria-label="How it works">
            <li>
                <b>"Drop data"</b>
                "CSV, TSV, JSON, JSONL, Parquet, plain text, or a folder of images. Which column is what is guessed, shown, and yours to change."
            </li>
            <li>
                <b>"Write rules"</b>
                "Coverage, overlaps and conflicts move as you type; every number leads to its records."
            </li>
            <li>
                <b>"Export labeled JSON"</b>
                "Each record with its label, its votes and the rules behind them; the same bytes every time."
            </li>
        </ol>
    }
}
