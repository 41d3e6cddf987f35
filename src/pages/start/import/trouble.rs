//! Why the file could not be read or imported as asked: what is wrong and where, and what to do now.

use leptos::prelude::*;

use crate::worker::protocol::Problem;

/// The problem, if there is one; read out when it comes.
#[component]
pub(crate) fn Trouble(#[prop(into)] problem: Signal<Option<Problem>>) -> impl IntoView {
    view! {
        <div role="alert">
            {move || problem.get().map(|problem| view! {
                <div class="import-error" data-testid="import-error">
                    <p><b>{problem.what}</b></p>
                    <p>{problem.remedy}</p>
                </div>
            })}
        </div>
    }
}
