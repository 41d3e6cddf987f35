//! The page's head: of which records, what is shown, and the policy as a file.

use labelloom_engine::session::{augment::VariantScope, request::Selection};
use leptos::{html, prelude::*};

use super::{board::Board, words};
use crate::{
    actions,
    components::{Button, Chip, Menu, Shape, Tip, numbers::count, whole_number},
    route::{Page, Route, Sheet},
};

/// What the page can show.
const SHEETS: &[(Sheet, &str, &str)] = &[
    (Sheet::Variants, "Variants", "sheet-variants"),
    (Sheet::Rates, "Rates", "sheet-rates"),
    (Sheet::Robustness, "Rule robustness", "sheet-rules"),
    (Sheet::Helps, "Does it help?", "sheet-helps"),
    (Sheet::Accepted, "Accepted", "sheet-accepted"),
];

/// Title, records, and what is shown.
#[component]
pub(super) fn Head() -> impl IntoView {
    let board = Board::expect();
    view! {
        <div class="augment-head">
            <h1><Tip term="Augment" meaning=words::AUGMENT /></h1>
            <Scope />
            <span class="gap"></span>
            <nav class="augment-sheets" aria-label="Shown">{SHEETS.iter().map(|(sheet, name, testid)| view! { <SheetLink sheet=*sheet name=name testid=testid /> }).collect_view()}</nav>
            <Menu shape=Shape::Export name="The policy as a file">
                <Button attr:data-testid="augment-policy-file" on:click=move |_| actions::augment::policy_file(board.bench, (*board.choice.get_untracked()).clone())>{move || format!("Policy for the command line (JSON), to be run with --seed {}", board.choice.with(|choice| choice.seed))}</Button>
            </Menu>
        </div>
    }
}

#[component]
fn SheetLink(sheet: Sheet, name: &'static str, testid: &'static str) -> impl IntoView {
    let board = Board::expect();
    let href = move || board.router.route.with(|route| route.sheet(sheet).address());
    let is_here = move || (board.sheet.get() == sheet).then_some("page");
    let accepted = move || {
        let accepted = board
            .view
            .with(|view| view.as_ref().map_or(0, |view| view.accepted));
        (sheet == Sheet::Accepted).then(|| format!(" {}", count(accepted)))
    };
    let link = NodeRef::<html::A>::new();
    // Where the page is narrow, the strip shows where one is.
    Effect::new(move || {
        if let (Some(link), true) = (link.get(), board.sheet.get() == sheet) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            options.set_inline(web_sys::ScrollLogicalPosition::Nearest);
            link.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    view! {
        <a class="augment-sheet" href=href aria-current=is_here data-testid=testid node_ref=link>{name}<span class="number">{accepted}</span></a>
    }
}

/// Of which records variants are: all, those that are listed on the Rules page, or one.
#[component]
fn Scope() -> impl IntoView {
    let board = Board::expect();
    let place = move |selection: Selection, record: Option<u32>| {
        let here = board.router.route.get();
        Route {
            selection,
            ..here.clone()
        }
        .variants(record)
        .sheet(here.sheet)
        .address()
    };
    // Those of the address, else those that the Rules page last listed.
    let chosen = Memo::new(move |_| {
        let here = board.router.route.with(|route| route.selection.clone());
        let listed = board.bench.selection.get();
        [here, listed]
            .into_iter()
            .find(|chosen| *chosen != Selection::default())
    });
    let is_all = Signal::derive(move || {
        board
            .scope
            .with(|scope| *scope == VariantScope::Selection(Selection::default()))
    });
    let is_chosen = Signal::derive(move || {
        board
            .scope
            .with(|scope| matches!(scope, VariantScope::Selection(chosen) if *chosen != Selection::default()))
    });
    view! {
        <div class="augment-scope" role="group" aria-label="Variants of" data-testid="augment-scope">
            <span class="muted">"of"</span>
            <Chip href=Signal::derive(move || place(Selection::default(), None)) pressed=is_all attr:data-testid="scope-all">
                {move || format!("all {} records", board.project.with(|project| count(project.records)))}
            </Chip>
            <Show
                when=move || chosen.with(Option::is_some)
                fallback=move || view! { <a class="link small" href=move || board.router.route.with(|route| Route::page(Page::Rules).within(route.slice).address())>"choose some on Rules"</a> }
            >
                <Chip href=Signal::derive(move || place(chosen.get().unwrap_or_default(), None)) pressed=is_chosen attr:data-testid="scope-chosen">"those chosen on Rules"</Chip>
            </Show>
            <OneRecord />
        </div>
    }
}

/// One record, by its number.
#[component]
fn OneRecord() -> impl IntoView {
    let board = Board::expect();
    let records = move || board.project.with(|project| project.records);
    let record = Memo::new(move |_| board.router.route.with(|route| route.record));
    let written = move || {
        record
            .get()
            .map(|index| (index + 1).to_string())
            .unwrap_or_default()
    };
    let wrong = RwSignal::new(None);
    Effect::new(move || {
        record.track();
        wrong.set(None);
    });
    let go = move |value: &str| {
        let number = match value.trim() {
            "" => Ok(None),
            value => whole_number(value, 1, untrack(records)).map(Some),
        };
        match number {
            Ok(number) => {
                wrong.set(None);
                let index = number.map(|number| number - 1);
                board
                    .router
                    .go(&board.router.route.get_untracked().showing(index));
            }
            Err(asked) => wrong.set(Some(asked)),
        }
    };
    view! {
        <label class="augment-one" class:augment-one-on=move || record.get().is_some()>
            "record #"
            <input
                class="input"
                type="number"
                min="1"
                max=move || records().to_string()
                inputmode="numeric"
                placeholder="–"
                data-testid="scope-record"
                prop:value=written
                aria-invalid=move || wrong.with(Option::is_some).to_string()
                on:change:target=move |event| go(&event.target().value())
            />
            {move || wrong.get().map(|asked| view! { <span class="field-error" role="alert" data-testid="scope-record-wrong">{asked}</span> })}
        </label>
    }
}
