//! The form of one slice: a name and a condition, as a rule has one.

use labelloom_engine::{ids::SliceId, session::edit::Edit};
use leptos::{ev, prelude::*, task::spawn_local};

use crate::actions::edit::attempt;
use crate::components::{Button, ButtonKind, Field};
use crate::pages::rules::desk::Desk;
use crate::route::Router;

/// The form; of a new slice where there is no id. `on_done` is called when it is saved or put away.
#[component]
pub(super) fn SliceEditor(id: Option<SliceId>, on_done: impl Fn() + Copy + 'static) -> impl IntoView {
    let desk = Desk::expect();
    let router = Router::expect();
    let saved = desk.project.with_untracked(|project| {
        let slice = project.slices.iter().find(|slice| Some(slice.id) == id)?;
        Some((slice.name.clone(), slice.query.clone()))
    });
    // A new slice is most often what was just looked for.
    let searched = router
        .route
        .with_untracked(|route| route.selection.search.clone());
    let (name, query) = saved.unwrap_or((String::new(), searched));
    let (name, query) = (RwSignal::new(name), RwSignal::new(query));
    let problem = RwSignal::new(None::<String>);
    let is_ready = Memo::new(move |_| {
        name.with(|name| !name.trim().is_empty()) && query.with(|query| !query.trim().is_empty())
    });
    let save = move |event: ev::SubmitEvent| {
        event.prevent_default();
        if !is_ready.get_untracked() {
            return;
        }
        let (new_name, new_query) = (name.get_untracked(), query.get_untracked());
        let edit = match id {
            Some(id) => Edit::SetSlice {
                id,
                name: new_name,
                query: new_query,
            },
            None => Edit::AddSlice {
                name: new_name,
                query: new_query,
            },
        };
        problem.set(None);
        spawn_local(async move {
            // What is refused stays written, with the reason below it. The dialog may be closed by then.
            if let Err(refused) = attempt(desk.bench, edit).await {
                let what = refused.what.trim_end_matches('.');
                problem.try_set(Some(format!("{what}. {}", refused.remedy)));
            } else if name.try_set(String::new()).is_none() {
                query.set(String::new());
                on_done();
            }
        });
    };
    let is_ready = Signal::derive(move || !is_ready.get());
    view! {
        <form class="slices-form" on:submit=save>
            <h3>{if id.is_some() { "Change the slice" } else { "New slice" }}</h3>
            <Field id="slice-name" name="Name">
                <input
                    class="input"
                    id="slice-name"
                    data-testid="slice-name"
                    autocomplete="off"
                    placeholder="long texts"
                    prop:value=name
                    on:input:target=move |event| name.set(event.target().value())
                />
            </Field>
            <Field id="slice-query" name="Records that match" error=problem>
                <input
                    class="input mono"
                    id="slice-query"
                    data-testid="slice-query"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder="words>=20"
                    aria-describedby="slice-query-about"
                    aria-invalid=move || problem.with(Option::is_some).to_string()
                    prop:value=query
                    on:input:target=move |event| query.set(event.target().value())
                />
            </Field>
            <div class="slices-form-end">
                <Button kind=ButtonKind::Primary disabled=is_ready attr:r#type="submit" attr:data-testid="slice-save">
                    {if id.is_some() { "Save" } else { "Add" }}
                </Button>
                {id.is_some().then(|| view! { <Button on:click=move |_| on_done()>"Cancel"</Button> })}
            </div>
        </form>
    }
}
