//! What the palette knows: keys, pages, filters, and the project's rules, labels and slices. A new sort of command is a
//! function here and a line in [`all`].

use labelloom_engine::session::{
    edit::Edit,
    graph::GraphSide,
    reply::{ProjectView, RuleView},
    request::Filter,
};
use leptos::prelude::*;

use super::rank::rank;
use crate::{
    frame::rail::PAGES,
    keys::{Action, KEYS},
    route::{Open, Page, Route, Router, Sheet},
    state::{Bench, Theme},
    theme::theme_word,
};

/// Something that can be done.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Command {
    /// What sort it is, in a word.
    pub(super) kind: &'static str,
    /// What it does or opens.
    pub(super) name: String,
    /// More of it, searched after the name.
    pub(super) detail: String,
    /// The key that does the same.
    pub(super) keys: Option<&'static str>,
    /// What is done.
    pub(super) deed: Deed,
}

/// What a command does.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Deed {
    /// Goes to a place.
    Go(Route),
    /// Does what a key does.
    Press(Action),
    /// Changes the project.
    Edit(Edit),
    /// Chooses a theme.
    Theme(Theme),
}

impl Command {
    fn new(kind: &'static str, name: impl Into<String>, deed: Deed) -> Self {
        Self {
            kind,
            name: name.into(),
            detail: String::new(),
            keys: None,
            deed,
        }
    }

    fn detail(mut self, detail: &str) -> Self {
        detail.clone_into(&mut self.detail);
        self
    }
}

/// Filters that are asked for by name.
const FILTERS: &[(&str, Filter)] = &[
    ("Covered records", Filter::Covered),
    ("Uncovered records", Filter::Uncovered),
    ("Overlapping records", Filter::Overlapping),
    ("Conflicted records", Filter::Conflicted),
    ("Tied records", Filter::Tied),
    ("Records with dev gold", Filter::HasGold),
    ("Records right on dev gold", Filter::MajorityCorrect),
    ("Records wrong on dev gold", Filter::MajorityIncorrect),
    ("Records whose label the last edit changed", Filter::LabelChanged),
    ("Records where the model overturns all rules", Filter::Overturned),
    (
        "Records where the model differs from the majority",
        Filter::DiffersFromMajority,
    ),
    ("Records labeled by hand", Filter::ByHand),
    ("Records whose gold is no label", Filter::UnknownGold),
    ("Records with empty text", Filter::EmptyText),
    ("Records with a repeated id", Filter::RepeatedId),
    (
        "Records that no seed reaches along the graph",
        Filter::GraphUnreached,
    ),
    (
        "Records whose gold is apart from their neighbours",
        Filter::GraphDisagrees(GraphSide::Gold),
    ),
    (
        "Records whose label is apart from their neighbours",
        Filter::GraphDisagrees(GraphSide::Model),
    ),
    ("Near-duplicates", Filter::NearDuplicates),
    ("Records picked on the map", Filter::Picked),
];

/// What the map of records can be coloured by, as it stands in the address.
const TINTS: &[(&str, &str)] = &[
    ("label along the graph", "label"),
    ("certainty", "certainty"),
    ("reach", "reach"),
    ("disagreement", "disagreement"),
    ("label by the model", "model"),
    ("gold", "gold"),
];

/// What the Augment page shows besides variants.
const SHEETS: &[(&str, Sheet)] = &[
    ("Rates: how often operations keep labels", Sheet::Rates),
    ("Rule robustness: brittle rules and mends", Sheet::Robustness),
    ("Do variants help the end model?", Sheet::Helps),
    ("Accepted variants", Sheet::Accepted),
];

/// Every command there is now.
pub(super) fn all(bench: Bench, router: Router) -> Vec<Command> {
    let here = router.route.get_untracked();
    let mut commands = Vec::new();
    bench.project.with_untracked(|project| {
        if let Some(project) = project {
            commands.extend(keys());
            commands.extend(pages(&here));
            commands.extend(rules(project, &here));
            commands.extend(labels(project, &here));
            commands.extend(slices(project, &here));
            commands.extend(filters(&here));
            commands.extend(tints(&here));
            commands.extend(sheets(&here));
        }
    });
    commands.push(Command::new("page", "Projects", Deed::Go(Route::default())));
    commands.extend([Theme::System, Theme::Light, Theme::Dark].map(|theme| {
        Command::new(
            "theme",
            format!("Theme: {}", theme_word(theme)),
            Deed::Theme(theme),
        )
    }));
    commands
}

/// Those that fit what is typed, best first; at the end what is typed as a search.
pub(super) fn found(known: &[Command], typed: &str, here: &Route) -> Vec<Command> {
    let ranked = rank(known, typed, |command| (&command.name, &command.detail));
    let mut found: Vec<Command> = ranked.into_iter().cloned().collect();
    let typed = typed.trim();
    if !typed.is_empty()
        && known
            .iter()
            .any(|command| command.kind == "rule" || command.kind == "page")
    {
        let place = Route {
            page: Page::Rules,
            tab: crate::route::Tab::Records,
            ..here.searching(typed.to_owned())
        };
        found.push(Command::new(
            "find",
            format!("Records that match {typed}"),
            Deed::Go(place),
        ));
    }
    found
}

fn keys() -> impl Iterator<Item = Command> {
    let is_command = |action: Action| !matches!(action, Action::Palette | Action::Close | Action::Gold(_));
    KEYS.iter()
        .filter(move |key| is_command(key.action))
        .map(|key| Command {
            keys: Some(key.shown),
            ..Command::new("do", key.does, Deed::Press(key.action))
        })
}

fn pages(here: &Route) -> impl Iterator<Item = Command> {
    let slice = here.slice;
    PAGES
        .iter()
        .map(move |(page, name, ..)| Command::new("page", *name, Deed::Go(Route::page(*page).within(slice))))
}

fn rules(project: &ProjectView, here: &Route) -> impl Iterator<Item = Command> {
    project.rules.iter().flat_map(move |rule| {
        let open = Deed::Go(here.opening(Open::Rule(rule.id)));
        let records = Deed::Go(here.records(Filter::Rule(rule.id)));
        [
            Command::new("rule", rule.name.clone(), open).detail(&rule.query),
            Command::new("rule", format!("Records of {}", rule.name), records),
            Command::new("rule", switched(rule), Deed::Edit(switch(rule))),
        ]
    })
}

fn switched(rule: &RuleView) -> String {
    let to = if rule.enabled { "off" } else { "on" };
    format!("Switch {} {to}", rule.name)
}

fn switch(rule: &RuleView) -> Edit {
    Edit::EnableRule {
        id: rule.id,
        enabled: !rule.enabled,
    }
}

fn labels(project: &ProjectView, here: &Route) -> impl Iterator<Item = Command> {
    project.labels.iter().flat_map(move |label| {
        let go = |filter| Deed::Go(here.records(filter));
        [
            Command::new(
                "label",
                format!("Records whose majority is {}", label.name),
                go(Filter::Majority(label.id)),
            ),
            Command::new(
                "label",
                format!("Records with a vote for {}", label.name),
                go(Filter::VotedFor(label.id)),
            ),
            Command::new(
                "label",
                format!("Records with gold {}", label.name),
                go(Filter::Gold(label.id)),
            ),
        ]
    })
}

fn slices(project: &ProjectView, here: &Route) -> impl Iterator<Item = Command> {
    let whole = Command::new("slice", "Figures of all records", Deed::Go(here.within(None)));
    let slices = project.slices.iter().map(move |slice| {
        let go = Deed::Go(here.within(Some(slice.id)));
        Command::new("slice", format!("Figures of {}", slice.name), go).detail(&slice.query)
    });
    slices.chain((!project.slices.is_empty()).then_some(whole))
}

/// The map in other colours.
fn tints(here: &Route) -> impl Iterator<Item = Command> {
    TINTS.iter().map(|(name, tint)| {
        let place = here.tinted(Some((*tint).to_owned()));
        Command::new("map", format!("Map coloured by {name}"), Deed::Go(place))
    })
}

/// What the Augment page shows.
fn sheets(here: &Route) -> impl Iterator<Item = Command> {
    SHEETS.iter().map(|(name, sheet)| {
        let place = Route::page(Page::Augment).within(here.slice).sheet(*sheet);
        Command::new("variants", *name, Deed::Go(place))
    })
}

fn filters(here: &Route) -> impl Iterator<Item = Command> {
    FILTERS
        .iter()
        .map(move |(name, filter)| Command::new("records", *name, Deed::Go(here.records(*filter))))
}
