//! The page as a whole: what every part shares, and the frame with the page that the address names.

use leptos::prelude::*;

use crate::{
    actions,
    browser::parts::Part,
    frame::{Foot, Head, KeySheet, Notices, Opening, Palette, Rail, reopen},
    keys::{Action, Keys},
    narrow::Narrow,
    pages::{Later, augment, conflicts, data, export, graph, labels, rules::RulesPage, start::StartPage},
    route::{Page, Router},
    state::{Bench, use_bench},
    theme::follow_theme,
};

/// The bench.
#[component]
pub(crate) fn App() -> impl IntoView {
    let router = Router::provide();
    Keys::provide();
    let bench = use_bench();
    follow_theme(bench.theme);
    Narrow::provide();
    reopen(bench, router);
    follow_slice(bench, router);
    actions::labels::follow(bench, router);
    let help = RwSignal::new(false);
    Keys::on(Action::Help, move || help.set(true));
    Keys::on(Action::Undo, move || actions::edit::undo(bench));
    Keys::on(Action::Redo, move || actions::edit::redo(bench));
    Keys::on(Action::Variants, move || {
        let here = router.route.get_untracked();
        if bench.project.with_untracked(Option::is_some) && here.page != Page::Augment {
            router.go(&here.variants(here.record));
        }
    });
    let has_project = Memo::new(move |_| bench.project.with(Option::is_some));
    let page = Memo::new(move |_| router.route.with(|route| route.page));
    view! {
        <div class="frame" class:frame-bare=move || !has_project.get()>
            <Head help=help />
            <Rail />
            <main class="page" id="page">
                <UnknownAddress />
                {move || shown(page.get(), bench, has_project.get())}
            </main>
            <Foot />
            <Notices />
            <KeySheet open=help />
            <Palette />
        </div>
    }
}

/// The worker counts what the address says: all records, or those of a slice.
fn follow_slice(bench: Bench, router: Router) {
    let wanted = Memo::new(move |_| router.route.with(|route| route.slice));
    // None while no project is open; else the slice in force, and whether the one wanted is one of the project's.
    let held = Memo::new(move |_| {
        bench.project.with(|project| {
            let project = project.as_ref()?;
            let exists = wanted
                .get()
                .is_none_or(|id| project.slices.iter().any(|slice| slice.id == id));
            Some((project.slice, exists))
        })
    });
    Effect::new(move || match (wanted.get(), held.get()) {
        (_, None) => {}
        (_, Some((_, false))) => router.slide(&router.route.get_untracked().within(None)),
        (wanted, Some((held, true))) if wanted != held => actions::edit::within(bench, wanted),
        _ => {}
    });
}

/// The page of the address. Until a project is open, its pages say so.
fn shown(page: Page, bench: Bench, has_project: bool) -> AnyView {
    let project = bench.project.get_untracked().filter(|_| has_project);
    match (page, project) {
        (Page::Rules, Some(project)) => view! { <RulesPage project=project /> }.into_any(),
        (Page::Data, Some(_)) => view! { <Later part=Part::Pages door=data::door /> }.into_any(),
        (Page::Labels, Some(_)) => view! { <Later part=Part::Pages door=labels::door /> }.into_any(),
        (Page::Conflicts, Some(_)) => view! { <Later part=Part::Pages door=conflicts::door /> }.into_any(),
        (Page::Graph, Some(_)) => view! { <Later part=Part::Pages door=graph::door /> }.into_any(),
        (Page::Augment, Some(_)) => view! { <Later part=Part::Pages door=augment::door /> }.into_any(),
        (Page::Export, Some(_)) => view! { <Later part=Part::Pages door=export::door /> }.into_any(),
        (Page::Start, _) => view! { <StartPage /> }.into_any(),
        (_, None) => view! { <Opening /> }.into_any(),
    }
}

/// A word about an address that leads nowhere; the page shown is the first.
#[component]
fn UnknownAddress() -> impl IntoView {
    let router = Router::expect();
    move || {
        router.unknown.get().map(|address| {
            view! {
                <p class="unknown-address" role="status">
                    "No page has the address " <code class="mono">{address}</code> ". "
                    <a class="link" href="#/rules">"Open the rules"</a>
                </p>
            }
        })
    }
}
