//! Names give way to names of the same kind, by lists: those built in, or the person's own.

use std::collections::BTreeMap;

use super::super::casing::{Casing, lower};
use super::super::edits::Edits;
use super::super::random::{Draw as _, Random};
use super::super::resources::Resources;
use super::super::settings::{Parameter, ParameterKind, Settings};
use super::super::words::Word;
use super::entities::KINDS;
use super::{Apply, Ground, Need, Operation, how_many, some_places};
use crate::error::{Error, Result};

/// See the module.
pub(super) static OPERATION: Operation = Operation {
    name: "entity",
    title: "Names",
    sentence: "Names of people, places, days and months, or words of one's own lists, give way to others of the same list.",
    parameters: &[
        super::strength(1.0, "The share of names that are replaced, one at least."),
        Parameter {
            name: "lists",
            title: "Lists",
            sentence: "Which kinds: person, city, country, day, month, or the names of one's own lists; all built-in ones where \
                       nothing is said.",
            kind: ParameterKind::Texts,
        },
    ],
    is_reference: false,
    needs: Need::Nothing,
    prepare,
};

#[derive(Debug)]
struct Entity {
    strength: f64,
    lists: Vec<List>,
    /// The list of each name in lower case.
    list_of: BTreeMap<String, usize>,
}

/// Names that stand for each other.
#[derive(Debug)]
struct List {
    names: Vec<String>,
    needs_capital: bool,
    /// Whether names are put in as they are written.
    is_own: bool,
}

fn prepare(settings: &Settings, resources: &Resources) -> Result<Box<dyn Apply>> {
    let asked = settings.texts("lists");
    let lists: Vec<List> = match asked {
        [] => KINDS
            .iter()
            .map(|kind| built_in(kind.name))
            .collect::<Option<_>>()
            .unwrap_or_default(),
        _ => asked
            .iter()
            .map(|name| list(name, resources))
            .collect::<Result<_>>()?,
    };
    let mut list_of = BTreeMap::new();
    for (at, list) in lists.iter().enumerate() {
        for name in &list.names {
            list_of.entry(name.to_lowercase()).or_insert(at);
        }
    }
    Ok(Box::new(Entity {
        strength: settings.share("strength"),
        lists,
        list_of,
    }))
}

fn list(name: &str, resources: &Resources) -> Result<List> {
    let own = || {
        resources.list(name).map(|names| List {
            names: names.to_vec(),
            needs_capital: false,
            is_own: true,
        })
    };
    own().or_else(|| built_in(name)).ok_or_else(|| {
        let kinds: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
        let remedy = format!("Take {}, or give a list of that name", kinds.join(", "));
        Error::new(format!("There is no list {name:?} of names"), remedy)
    })
}

fn built_in(name: &str) -> Option<List> {
    let kind = KINDS.iter().find(|kind| kind.name == name)?;
    let names = kind.names.iter().map(ToString::to_string).collect();
    Some(List {
        names,
        needs_capital: kind.needs_capital,
        is_own: false,
    })
}

impl Apply for Entity {
    fn apply(&self, ground: Ground<'_>, random: &mut Random, edits: &mut Edits<'_>) -> bool {
        let Ground { text, words, .. } = ground;
        let open = words.iter().filter(|word| word.is_open_word());
        let sites: Vec<(&Word, &List)> = open
            .filter_map(|word| Some((word, self.list_of(word.of(text))?)))
            .collect();
        let wanted = how_many(self.strength, sites.len(), sites.len());
        for at in some_places(sites.len(), wanted, random) {
            let (word, list) = sites[at];
            let written = word.of(text);
            let small = lower(written);
            let others: Vec<&String> = list
                .names
                .iter()
                .filter(|name| name.to_lowercase() != small)
                .collect();
            if let Some(other) = random.pick(&others) {
                let casing = if list.is_own {
                    Casing::Lower
                } else {
                    Casing::of(written)
                };
                edits.replace(word.range(), &casing.write(other));
            }
        }
        !sites.is_empty()
    }
}

impl Entity {
    fn list_of(&self, written: &str) -> Option<&List> {
        let list = &self.lists[*self.list_of.get(&*lower(written))?];
        let has_capital = written.chars().next().is_some_and(char::is_uppercase);
        ((has_capital || !list.needs_capital) && list.names.len() > 1).then_some(list)
    }
}
