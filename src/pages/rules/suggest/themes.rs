//! Themes as cards: what each is about, typical records, gold where there is any, and a query that finds it again.

use labelloom_engine::{
    ids::LabelId,
    session::{
        reply::LabelCount,
        request::{Filter, Selection},
        suggest::{ThemeView, TypicalRecord},
    },
};
use leptos::prelude::*;

use super::{Pane, deeds, status::Status, words};
use crate::{
    components::{
        Button, LabelTag, Select, SelectOption, Tip,
        numbers::{count, counted, percent},
    },
    pages::rules::editor::store::Editor,
};

/// The section of themes below the terms.
#[component]
pub(super) fn Themes() -> impl IntoView {
    let pane = Pane::expect();
    let work = pane.store.themes;
    let has_answer = Memo::new(move |_| work.answer.with(Option::is_some));
    let is_idle = move || !has_answer.get() && work.at_work.get().is_none();
    let scope = move || {
        if pane.asked.get().themes_of_list {
            "list"
        } else {
            "uncovered"
        }
        .to_owned()
    };
    let pick = move |value: String| pane.choose(|asked| asked.themes_of_list = value == "list");
    view! {
        <section class="themes" aria-label="Themes" data-testid="themes">
            <div class="themes-head">
                <h3><Tip term="Themes" meaning=words::THEMES /></h3>
                <label class="small muted" for="themes-of">"among"</label>
                <Select id="themes-of" value=Signal::derive(scope) options=Signal::derive(move || scopes(pane)) on_pick=UnsyncCallback::new(pick) attr:data-testid="themes-of" />
            </div>
            <Status
                work=work
                found=pane.themes_found
                doing="Looking for themes"
                on_ask=UnsyncCallback::new(move |()| pane.ask_themes())
                testid="themes-refresh"
            />
            {move || is_idle().then(|| view! {
                <p class="themes-ask"><Button attr:data-testid="themes-find" on:click=move |_| pane.ask_themes()>"Find themes"</Button></p>
            })}
            {move || has_answer.get().then(|| view! { <Cards /> })}
        </section>
    }
}

fn scopes(pane: Pane) -> Vec<SelectOption> {
    let uncovered = pane
        .desk
        .records
        .get()
        .saturating_sub(pane.desk.saved_totals.with(|totals| totals.covered));
    [
        ("uncovered", "uncovered records", uncovered),
        ("list", "the list", pane.desk.rows.total.get()),
    ]
    .into_iter()
    .map(|(value, name, n)| SelectOption {
        value: value.into(),
        name: format!("{name}, n {}", count(n)),
    })
    .collect()
}

#[component]
fn Cards() -> impl IntoView {
    let pane = Pane::expect();
    let answer = pane.store.themes.answer;
    move || {
        answer.get().map(|answer| {
            let view = &answer.view;
            let of = answer.found.list.clone();
            let cards = view.themes.iter().map(|theme| card(pane, theme, of.as_ref())).collect_view();
            let none = view.themes.is_empty().then(|| {
                view! { <p class="themes-none">"No theme: the records share too few words, or there are too few of them. Choose another list, or look at them one by one."</p> }
            });
            view! {
                <p class="suggest-said small muted">{words::counted_themes(view)}</p>
                {none}
                <div class="themes-cards">{cards}</div>
            }
        })
    }
}

/// One theme; `list` is where it was looked for, where that is a list.
fn card(pane: Pane, theme: &ThemeView, list: Option<&Selection>) -> impl IntoView + use<> {
    let editor = Editor::expect();
    let query = theme.query.clone();
    let scope = match list {
        Some(list) => deeds::narrowed(list, &query),
        None => Selection {
            filters: vec![Filter::UncoveredAsSaved],
            search: query.clone(),
        },
    };
    let in_scope = move || deeds::address(pane, &scope.filters, &scope.search);
    let everywhere = {
        let query = query.clone();
        move || deeds::address(pane, &[], &query)
    };
    let finds = format!("{} of {} of the group", count(theme.in_theme), count(theme.size));
    let label = likely(&theme.gold);
    let draft = {
        let query = query.clone();
        move |_| deeds::draft(pane, editor, label, &query)
    };
    let records = theme.records;
    let place = if list.is_some() {
        "in the list"
    } else {
        "uncovered"
    };
    view! {
        <article class="theme" data-testid="theme">
            <h4 class="theme-terms">
                {theme.terms.iter().map(|term| view! { <span class="mono">{term.clone()}</span> }).collect_view()}
            </h4>
            {gold(pane, &theme.gold)}
            <ul class="theme-records">{theme.typical.iter().map(|record| typical(pane, record)).collect_view()}</ul>
            <p class="theme-query">
                <span class="mono" data-testid="theme-query" title=query.clone()>{query.clone()}</span>
            </p>
            <p class="small muted">
                <a class="suggest-link" data-testid="theme-records" href=in_scope>{format!("{} {place}", counted(theme.in_scope, "record", "records"))}</a>
                ", " {finds} " · "
                <a class="suggest-link" href=everywhere>{format!("{} in all", count(records))}</a>
                " " {move || percent(records, pane.desk.records.get())}
            </p>
            <Button attr:data-testid="theme-draft" on:click=draft>"Draft a rule"</Button>
        </article>
    }
}

/// The label that most of a theme's gold has, where it is more than half.
fn likely(gold: &[LabelCount]) -> Option<LabelId> {
    let all: u32 = gold.iter().map(|held| held.count).sum();
    let most = gold.iter().max_by_key(|held| held.count)?;
    (most.count * 2 > all).then_some(most.label)
}

/// Dev gold in a theme: `SPAM 12 of 13`.
fn gold(pane: Pane, gold: &[LabelCount]) -> impl IntoView + use<> {
    let all: u32 = gold.iter().map(|held| held.count).sum();
    let gold = gold.to_vec();
    let tags = move || {
        pane.desk.labels.track();
        let tag = |held: &LabelCount| {
            let label = pane.desk.label(held.label)?;
            Some(view! { <LabelTag name=label.name color=label.color votes=held.count /> })
        };
        gold.iter().filter_map(tag).collect_view()
    };
    (all > 0).then(
        || view! { <p class="theme-gold small muted">{tags} {format!("dev gold, n {}", count(all))}</p> },
    )
}

/// A typical record, which opens beside the list.
fn typical(pane: Pane, record: &TypicalRecord) -> impl IntoView + use<> {
    let index = record.index;
    let href = move || {
        let there = pane
            .desk
            .router
            .route
            .with(|route| route.tab(crate::route::Tab::Records).showing(Some(index)));
        there.address()
    };
    let text = if record.cut > 0 {
        format!("{} …", record.text)
    } else {
        record.text.clone()
    };
    view! { <li><a href=href title=format!("Record #{}", count(index + 1)) dir="auto">{text}</a></li> }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_needs_more_than_half_of_the_gold() {
        let held = |label: u32, count: u32| LabelCount {
            label: LabelId(label),
            against: false,
            count,
        };
        assert_eq!(likely(&[held(0, 1), held(1, 3)]), Some(LabelId(1)));
        assert_eq!(likely(&[held(0, 2), held(1, 2)]), None);
        assert_eq!(likely(&[]), None);
    }
}
