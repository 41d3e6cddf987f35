//! How far an import is: bytes, speed, records, and a way to stop.

use leptos::prelude::*;

use crate::components::Button;
use crate::components::numbers::{counted, size};
use crate::worker::protocol::{CallProgress, Unit};

/// The bar, with its figures in words below.
#[component]
pub(crate) fn Progress(
    #[prop(into)] progress: Signal<CallProgress>,
    on_cancel: Callback<()>,
) -> impl IntoView {
    let started_ms = js_sys::Date::now();
    let words = move || progress.with(|progress| words(progress, js_sys::Date::now() - started_ms));
    view! {
        <div class="import-progress">
            <progress
                aria-label="Import"
                max=move || progress.with(|progress| progress.total.max(1.0))
                prop:value=move || progress.with(|progress| progress.done)
            ></progress>
            <span>{words}</span>
        </div>
        <Button on:click=move |_| on_cancel.run(())>"Cancel"</Button>
    }
}

/// `reading, 12 of 40 MB, 55 MB/s, 120,000 records`.
fn words(progress: &CallProgress, passed_ms: f64) -> String {
    let mut said = vec![progress.stage.clone()];
    match progress.unit {
        Unit::Bytes => {
            said.push(format!("{} of {}", size(progress.done), size(progress.total)));
            // The first moments would show a speed that is mostly noise.
            if passed_ms > 200.0 {
                said.push(format!("{}/s", size(progress.done / passed_ms * 1000.0)));
            }
        }
        Unit::Parts if progress.total > 0.0 => {
            said.push(format!("{:.0} %", progress.done / progress.total * 100.0));
        }
        Unit::Parts => {}
    }
    if let Some(rows) = progress.rows {
        said.push(counted(rows, "record", "records"));
    }
    said.retain(|part| !part.is_empty());
    said.join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn progress_is_said_in_one_line() {
        let progress = CallProgress {
            estimate: None,
            stage: "Reading".into(),
            unit: Unit::Bytes,
            done: 12e6,
            total: 40e6,
            rows: Some(120_000),
        };
        assert_eq!(
            words(&progress, 1000.0),
            "Reading, 12 MB of 40 MB, 12 MB/s, 120,000 records"
        );
        assert_eq!(words(&progress, 10.0), "Reading, 12 MB of 40 MB, 120,000 records");
        let sorting = CallProgress {
            stage: "Sorting".into(),
            done: 1.0,
            total: 4.0,
            ..CallProgress::default()
        };
        assert_eq!(words(&sorting, 1000.0), "Sorting, 25 %");
    }
}
