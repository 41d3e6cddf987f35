//! The Export page: what, in which format, how it will begin, and the file.

mod choices;
mod command;
mod form;
mod result;

use labelloom_engine::session::reply::ExportPreview;
use labelloom_engine::session::request::ExportOptions;
use leptos::prelude::*;

use crate::actions::export::export_preview;
use crate::components::EmptyState;
use crate::state::{Bench, use_bench};
use form::{Choice, ExportForm};
use result::ExportResult;

/// Shows the page. A door of the part `pages`.
#[inline(never)]
pub(crate) fn door() -> AnyView {
    view! { <ExportPage /> }.into_any()
}

/// The page.
#[component]
fn ExportPage() -> impl IntoView {
    let project = use_bench().project;
    let is_open = Memo::new(move |_| project.with(Option::is_some));
    view! {
        <Show when=move || is_open.get() fallback=NothingOpen>
            <Export />
        </Show>
    }
}

#[component]
fn NothingOpen() -> impl IntoView {
    view! {
        <EmptyState title="Nothing to export yet">
            <p>"Open a project or drop in data, write a rule, and the labeled file is made here."</p>
            <a class="button button-primary" href="#/">"Choose data"</a>
        </EmptyState>
    }
}

#[component]
fn Export() -> impl IntoView {
    let model = use_bench().project.with_untracked(|project| {
        let project = project.as_ref();
        project
            .map(|project| project.model.model.clone())
            .unwrap_or_default()
    });
    let choice = Choice::new(&model);
    let options = Memo::new(move |_| choice.options());
    let preview = preview_of(use_bench(), options);
    view! {
        <div class="export">
            <h1>"Export"</h1>
            <ExportForm choice=choice />
            <ExportResult options=options preview=preview />
        </div>
    }
}

/// How the export would begin; asked anew at every change of a choice or of the project. The last answer stays
/// until the next one is there.
fn preview_of(bench: Bench, options: Memo<ExportOptions>) -> RwSignal<Option<ExportPreview>> {
    let revision = Memo::new(move |_| {
        bench
            .project
            .with(|project| project.as_ref().map(|project| project.revision))
    });
    let preview = RwSignal::new(None);
    Effect::new(move || {
        revision.track();
        let asked = options.get();
        leptos::task::spawn_local(async move {
            // Of several questions only the newest is answered; the page may be left by then.
            if let Some(answer) = export_preview(bench, asked).await {
                preview.try_set(Some(answer));
            }
        });
    });
    preview
}
