//! Where one is: the page, the filters, the search, the open rule and record, all in the address after `#`, so that a
//! place can be kept, Back leads back, and a double-clicked file has addresses too.

use labelloom_engine::{
    ids::{RuleId, SliceId},
    session::request::{Filter, Selection},
};
use leptos::prelude::*;

mod filters;
mod text;

/// The pages.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Page {
    /// Opening a project.
    #[default]
    Start,
    /// The records' source, columns and labels.
    Data,
    /// The rules at work; home once a project is open.
    Rules,
    /// What the label model makes of the votes.
    Labels,
    /// How rules contradict each other.
    Conflicts,
    /// Records that are alike, and labels carried among them.
    Graph,
    /// Variants of records.
    Augment,
    /// Files out.
    Export,
}

/// What the map of rules shows on the Conflicts page.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Map {
    /// Records on which two rules can't both be right.
    #[default]
    Conflicts,
    /// Records two rules both vote on.
    Overlaps,
    /// The same, of the records of the smaller rule.
    Share,
}

/// Which gold the Labels page judges by.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Judge {
    /// Gold that is shown while rules are written.
    #[default]
    Dev,
    /// Gold that is kept for this.
    HeldOut,
}

/// What the Augment page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Sheet {
    /// Variants beside their records.
    #[default]
    Variants,
    /// How often operations keep labels.
    Rates,
    /// How well rules withstand them.
    Robustness,
    /// Whether variants help.
    Helps,
    /// Those that were accepted.
    Accepted,
}

/// Which of the three panes is seen where there is room for one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Tab {
    /// The rules table.
    #[default]
    Rules,
    /// The list of records.
    Records,
    /// The editor.
    Edit,
}

/// What the left pane of the Rules page shows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Side {
    /// The rules table.
    #[default]
    Rules,
    /// What to write the next rule about.
    Suggestions,
}

/// What the editor holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(crate) enum Open {
    /// Nothing.
    #[default]
    Nothing,
    /// A rule not yet saved.
    New,
    /// A saved rule.
    Rule(RuleId),
}

/// A place in the page.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Route {
    /// The page.
    pub(crate) page: Page,
    /// The slice whose records alone are counted and listed.
    pub(crate) slice: Option<SliceId>,
    /// The records listed.
    pub(crate) selection: Selection,
    /// The rule in the editor.
    pub(crate) open: Open,
    /// The record in the drawer, by its index in the corpus.
    pub(crate) record: Option<u32>,
    /// The pane in front on a small screen.
    pub(crate) tab: Tab,
    /// What the map of rules shows.
    pub(crate) map: Map,
    /// Which gold the Labels page judges by.
    pub(crate) judge: Judge,
    /// The word list that is open on the Data page, by name.
    pub(crate) list: Option<String>,
    /// What the left pane shows.
    pub(crate) side: Side,
    /// What the Graph page's map is coloured by, where that was chosen: `certainty`, `rule:3`.
    pub(crate) tint: Option<String>,
    /// What the Augment page shows.
    pub(crate) sheet: Sheet,
}

impl Route {
    /// A page without anything selected.
    pub(crate) fn page(page: Page) -> Self {
        Self {
            page,
            ..Self::default()
        }
    }

    /// The records for which one filter holds, and nothing else; the open rule stays.
    pub(crate) fn records(&self, filter: Filter) -> Self {
        let selection = Selection {
            filters: vec![filter],
            search: String::new(),
        };
        Self {
            page: Page::Rules,
            slice: self.slice,
            selection,
            record: None,
            tab: Tab::Records,
            open: self.open,
            map: self.map,
            judge: self.judge,
            list: None,
            side: self.side,
            tint: None,
            sheet: Sheet::default(),
        }
    }

    /// A word list on the Data page.
    pub(crate) fn list(name: &str) -> Self {
        Self {
            list: Some(name.to_owned()),
            ..Self::page(Page::Data)
        }
    }

    /// The records of a selection; the open rule stays.
    pub(crate) fn listing(&self, selection: Selection) -> Self {
        Self {
            page: Page::Rules,
            selection,
            record: None,
            tab: Tab::Records,
            ..self.clone()
        }
    }

    /// With the left pane in front, showing something.
    pub(crate) fn side(&self, side: Side) -> Self {
        Self {
            page: Page::Rules,
            side,
            tab: Tab::Rules,
            ..self.clone()
        }
    }

    /// With a filter more, or without it where it holds already.
    pub(crate) fn toggled(&self, filter: Filter) -> Self {
        let mut route = Self {
            page: Page::Rules,
            record: None,
            tab: Tab::Records,
            ..self.clone()
        };
        let filters = &mut route.selection.filters;
        match filters.iter().position(|held| *held == filter) {
            Some(at) => drop(filters.remove(at)),
            None => filters.push(filter),
        }
        route
    }

    /// With figures and lists of a slice alone, or of all records; the filters stay.
    pub(crate) fn within(&self, slice: Option<SliceId>) -> Self {
        Self {
            slice,
            record: None,
            ..self.clone()
        }
    }

    /// A walk through the records for which one filter holds.
    pub(crate) fn walk(&self, filter: Filter) -> Self {
        Self {
            page: Page::Conflicts,
            open: Open::Nothing,
            tab: Tab::default(),
            ..self.records(filter)
        }
    }

    /// The map of rules, showing something else.
    pub(crate) fn mapping(&self, map: Map) -> Self {
        Self { map, ..self.clone() }
    }

    /// The Graph page's map, coloured by something.
    pub(crate) fn tinted(&self, tint: Option<String>) -> Self {
        Self {
            page: Page::Graph,
            tint,
            ..self.clone()
        }
    }

    /// Variants of these records, or of one alone.
    pub(crate) fn variants(&self, record: Option<u32>) -> Self {
        Self {
            record,
            selection: self.selection.clone(),
            ..Self::page(Page::Augment).within(self.slice)
        }
    }

    /// The Augment page, showing something else.
    pub(crate) fn sheet(&self, sheet: Sheet) -> Self {
        Self {
            page: Page::Augment,
            sheet,
            ..self.clone()
        }
    }

    /// Judging by other gold.
    pub(crate) fn judging(&self, judge: Judge) -> Self {
        Self {
            judge,
            ..self.clone()
        }
    }

    /// With a rule in the editor.
    pub(crate) fn opening(&self, open: Open) -> Self {
        Self {
            page: Page::Rules,
            open,
            tab: if open == Open::Nothing {
                Tab::Rules
            } else {
                Tab::Edit
            },
            ..self.clone()
        }
    }

    /// With a record in the drawer, or with the drawer closed.
    pub(crate) fn showing(&self, record: Option<u32>) -> Self {
        Self {
            record,
            ..self.clone()
        }
    }

    /// With another pane in front.
    pub(crate) fn tab(&self, tab: Tab) -> Self {
        Self { tab, ..self.clone() }
    }

    /// With another search.
    pub(crate) fn searching(&self, search: String) -> Self {
        let mut route = self.clone();
        route.selection.search = search;
        route.record = None;
        route
    }
}

/// The place and the ways to others; in every component's context.
#[derive(Clone, Copy)]
pub(crate) struct Router {
    /// Where one is.
    pub(crate) route: RwSignal<Route>,
    /// An address that led nowhere, until another one is taken.
    pub(crate) unknown: RwSignal<Option<String>>,
}

impl Router {
    /// Reads the address, now and whenever it changes.
    pub(crate) fn provide() -> Self {
        let router = Self {
            route: RwSignal::new(Route::default()),
            unknown: RwSignal::new(None),
        };
        router.read();
        let listener = window_event_listener(leptos::ev::hashchange, move |_| router.read());
        on_cleanup(move || listener.remove());
        provide_context(router);
        router
    }

    /// The router of the page.
    pub(crate) fn expect() -> Self {
        expect_context()
    }

    /// Goes somewhere, as a link does: Back leads back.
    pub(crate) fn go(self, route: &Route) {
        // A browser refuses only when addresses change hundreds of times in seconds; then one stays.
        drop(window().location().set_hash(&route.address()));
    }

    /// Goes somewhere without a step for Back: for what changes at every keystroke.
    pub(crate) fn slide(self, route: &Route) {
        let there = window().history().and_then(|history| {
            history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&route.address()))
        });
        if there.is_ok() {
            self.route.set(route.clone());
        }
    }

    fn read(self) {
        let address = window().location().hash().unwrap_or_default();
        let read = Route::from_address(&address);
        self.unknown.set(read.is_none().then_some(address));
        let route = read.unwrap_or_default();
        if self.route.with_untracked(|now| *now != route) {
            self.route.set(route);
        }
    }
}
