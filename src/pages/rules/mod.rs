//! The Rules page, where work happens: totals above, the rules' table, the records, and the editor of one rule.

mod ballot;
mod broken;
mod bulk;
pub(crate) mod desk;
mod drag;
pub(crate) mod editor;
mod find;
mod graph_words;
mod keyboard;
mod mending;
mod model_words;
mod picked;
mod records;
mod row;
mod rows;
mod shown;
mod slices;
mod sort;
mod spoken;
mod strip;
mod suggest;
mod table;
mod take;
mod teach;
mod untidy;
mod words;

pub(crate) use self::records::majority;
pub(crate) use self::words::filter as filter_words;

use labelloom_engine::session::reply::ProjectView;
use leptos::prelude::*;

use self::{
    desk::Desk,
    drag::Drag,
    editor::{EditorPane, store::Editor},
    picked::Picked,
    records::RecordsPane,
    shown::Shown,
    spoken::Spoken,
    strip::Strip,
    table::RulesPane,
};
use crate::{
    browser::parts::Part,
    keys::{Action, Keys},
    pages::Later,
    route::{Open, Router, Side, Tab},
};

/// The page; `project` is the project as it is when the page opens.
#[component]
pub(crate) fn RulesPage(project: ProjectView) -> impl IntoView {
    let desk = Desk::provide(project);
    let editor = Editor::provide(desk);
    let shown = Shown::provide(desk);
    Drag::provide(desk, shown, Picked::provide(shown));
    let router = desk.router;
    rows::follow(desk);
    answer_keys(desk, editor);
    editor::pin::answer_keys(desk, editor);
    suggest::answer_keys(desk);
    if router.route.with_untracked(|route| route.open == Open::Nothing)
        && let Some(open) = desk.kept_open()
    {
        router.slide(&router.route.get_untracked().opening(open));
    }
    let tab = move || match router.route.with(|route| route.tab) {
        Tab::Rules => "bench bench-rules",
        Tab::Records => "bench bench-records",
        Tab::Edit => "bench bench-edit",
    };
    let suggests = Memo::new(move |_| router.route.with(|route| route.side == Side::Suggestions));
    view! {
        <div class=move || format!("{}{}", tab(), if suggests.get() { " bench-suggest" } else { "" })>
            <Strip />
            <Tabs />
            <RulesPane />
            {move || suggests.get().then(|| view! { <Later part=Part::Pages door=suggest::door /> })}
            <RecordsPane />
            <EditorPane />
            <Spoken />
        </div>
    }
}

/// Keys of this page that belong to no field.
fn answer_keys(desk: Desk, editor: Editor) {
    let router = desk.router;
    Keys::on(Action::NewRule, move || {
        router.go(&router.route.get_untracked().opening(Open::New))
    });
    Keys::on(Action::RuleFromWords, move || {
        editor::from_words::begin(desk, editor)
    });
    Keys::on(Action::Close, move || {
        let route = router.route.get_untracked();
        if route.record.is_some() {
            router.go(&route.showing(None));
        }
    });
}

/// Which pane is in front, where there is room for one.
#[component]
fn Tabs() -> impl IntoView {
    let router = Router::expect();
    let tab = move |tab: Tab, name: &'static str| {
        let is_here = move || router.route.with(|route| route.tab == tab).then_some("true");
        view! { <a href=move || router.route.with(|route| route.tab(tab).address()) aria-current=is_here>{name}</a> }
    };
    view! {
        <nav class="tabs" aria-label="Panes">
            {tab(Tab::Rules, "Rules")} {tab(Tab::Records, "Records")} {tab(Tab::Edit, "Edit")}
        </nav>
    }
}
