//! The import report: what became of every row of the file. Each number leads to its records or rows.

use labelloom_engine::formats::BadRow;
use labelloom_engine::formats::report::ReadReport;
use labelloom_engine::modality::Modality;
use labelloom_engine::session::reply::{SourceView, ValueCount};
use labelloom_engine::session::request::Filter;
use leptos::prelude::*;

use super::records;
use crate::actions::export;
use crate::components::Button;
use crate::components::numbers::long_count;
use crate::state::use_bench;

/// How many rows set aside are listed; all of them can be saved.
const SHOWN: usize = 100;

/// The card with the report.
#[component]
pub(crate) fn ReportCard(
    #[prop(into)] source: Signal<Option<SourceView>>,
    #[prop(into)] unknown_gold: Signal<Vec<ValueCount>>,
) -> impl IntoView {
    let unknown = Memo::new(move |_| {
        unknown_gold.with(|values| values.iter().map(|value| u64::from(value.count)).sum::<u64>())
    });
    view! {
        <section class="card" id="import-report" data-testid="import-report" aria-label="Import report">
            <div class="card-head"><h2>"Import report"</h2></div>
            <div class="card-body">
                {move || source.get().map(|source| {
                    let repeated = u64::from(source.repeated_ids);
                    let of_images = source.modality == Modality::Image;
                    let report = source.report;
                    view! {
                        <div class="tallies">
                            <Tally name=if of_images { "Images read" } else { "Rows read" } number=report.rows_read />
                            <Tally name="Accepted" number=report.rows_accepted href=all_records() />
                            <Tally name="Set aside" number=report.rows_bad warn=true />
                            {(!of_images).then(|| view! { <Tally name="Empty texts" number=report.empty_texts href=records(Filter::EmptyText) warn=true /> })}
                            <Tally name="Repeated ids" number=repeated href=records(Filter::RepeatedId) warn=true />
                            <Tally name="Unknown gold" number=unknown.get() href=records(Filter::UnknownGold) warn=true />
                        </div>
                        {notes(&report, repeated, of_images).into_iter().map(|note| view! { <p class="card-note">{note}</p> }).collect_view()}
                        {(!report.bad.is_empty()).then(|| view! { <SetAside report=report of_images=of_images /> })}
                    }
                })}
            </div>
        </section>
    }
}

/// The address of all records.
fn all_records() -> String {
    crate::route::Route::page(crate::route::Page::Rules)
        .tab(crate::route::Tab::Records)
        .address()
}

/// A number of the report; a link where there are records behind it.
#[component]
fn Tally(
    name: &'static str,
    number: u64,
    #[prop(optional, into)] href: Option<String>,
    /// Whether anything above zero deserves a look.
    #[prop(optional)]
    warn: bool,
) -> impl IntoView {
    let tone = (warn && number > 0).then_some("warn");
    let inside = view! { <span>{name}</span><strong>{long_count(number)}</strong> };
    match href.filter(|_| number > 0) {
        Some(href) => view! { <a class="tally" data-tone=tone href=href>{inside}</a> }.into_any(),
        None => view! { <div class="tally" data-tone=tone>{inside}</div> }.into_any(),
    }
}

/// What the numbers mean, where they are not zero.
fn notes(report: &ReadReport, repeated: u64, of_images: bool) -> Vec<String> {
    let mut notes = Vec::new();
    if report.rows_bad == 0 {
        let each = if of_images { "image" } else { "row" };
        notes.push(format!("Every {each} became a record."));
    }
    if report.missing_texts > 0 {
        notes.push(format!(
            "{} of the rows set aside have no text at all.",
            long_count(report.missing_texts)
        ));
    }
    if report.blank_lines > 0 {
        notes.push(format!(
            "Blank lines passed over: {}.",
            long_count(report.blank_lines)
        ));
    }
    if repeated > 0 {
        notes.push("Records with a repeated id are all kept; a suffix tells them apart.".to_owned());
    }
    notes
}

/// The rows set aside, with place and reason, and all of them as a file.
#[component]
fn SetAside(report: ReadReport, of_images: bool) -> impl IntoView {
    let bench = use_bench();
    let listed = report.bad.len().min(SHOWN);
    let kept = report.rows_bad - report.bad_dropped;
    view! {
        <div class="plain-scroll" tabindex="0" role="group" aria-label="Rows set aside">
            <table class="plain-table">
                <thead>
                    {if of_images {
                        view! { <tr><th class="num">"Image"</th><th>"File"</th><th>"Why, and what to do"</th></tr> }.into_any()
                    } else {
                        view! { <tr><th class="num">"Row"</th><th class="num">"Line"</th><th class="num">"Column"</th><th>"Why, and what to do"</th><th>"Begins"</th></tr> }.into_any()
                    }}
                </thead>
                <tbody>{report.bad.into_iter().take(SHOWN).map(|row| if of_images { bad_image(row).into_any() } else { bad_row(row).into_any() }).collect_view()}</tbody>
            </table>
        </div>
        <div class="data-actions">
            <Button attr:data-testid="bad-rows" on:click=move |_| export::bad_rows(bench)>{if of_images { "Save the list of all set aside" } else { "Save all rows set aside" }}</Button>
            <span class="muted small">{format!("{listed} of {} listed.", long_count(kept))}</span>
        </div>
        {(report.bad_dropped > 0).then(|| view! {
            <p class="card-note">
                {format!("{} more are counted but no longer kept: there were too many.", long_count(report.bad_dropped))}
            </p>
        })}
    }
}

/// The reason says the file's name too, for where it stands alone.
fn bad_image(row: BadRow) -> impl IntoView {
    let named = format!("{}: ", row.excerpt);
    let reason = row.reason.strip_prefix(&named).unwrap_or(&row.reason).to_owned();
    view! {
        <tr data-testid="bad-image">
            <td class="num">{long_count(row.row)}</td>
            <td class="value bad-file">{row.excerpt}</td>
            <td>{reason}</td>
        </tr>
    }
}

fn bad_row(row: BadRow) -> impl IntoView {
    view! {
        <tr>
            <td class="num">{long_count(row.row)}</td>
            <td class="num">{long_count(row.line)}</td>
            <td class="num">{row.column.map(|column| column.to_string())}</td>
            <td>{row.reason}</td>
            <td class="value">{row.excerpt}</td>
        </tr>
    }
}
