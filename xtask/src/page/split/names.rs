//! Names under which the first load exports what parts take: as short as can be, since each is in two files.

use std::collections::BTreeMap;

use wasm_encoder::ExportKind;
use wasmparser::ExternalKind;

use super::module::Code;
use super::plan::Lent;

/// Signs of names, in the order of their use.
const SIGNS: &[u8] = b"abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ";

/// The exports that parts take, old and new: functions, tables, memories, globals by their numbers.
#[derive(Default)]
pub(super) struct Names {
    names: BTreeMap<(Kind, u32), String>,
    /// Those that the module did not have.
    pub(super) new: Vec<(Kind, u32)>,
}

/// What is exported. Tags are not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Kind {
    Function,
    Table,
    Memory,
    Global,
}

impl Names {
    /// Names for everything that is lent to any part. What the module exports already keeps its name.
    pub(super) fn of(code: &Code<'_>, lent: &[Lent]) -> Self {
        let mut names = Self::default();
        for (&name, &(kind, number)) in &code.exports {
            if let Some(kind) = Kind::of(kind) {
                names
                    .names
                    .entry((kind, number))
                    .or_insert_with(|| name.to_owned());
            }
        }
        let mut unused = (0..)
            .map(short)
            .filter(|name| !code.exports.contains_key(name.as_str()));
        for (kind, number) in lent.iter().flat_map(wanted) {
            names.names.entry((kind, number)).or_insert_with(|| {
                names.new.push((kind, number));
                unused.next().unwrap_or_default()
            });
        }
        names
    }

    /// The name of an export; there is one for everything that is lent.
    pub(super) fn name(&self, kind: Kind, number: u32) -> &str {
        self.names.get(&(kind, number)).map_or("", String::as_str)
    }
}

fn wanted(lent: &Lent) -> impl Iterator<Item = (Kind, u32)> {
    let all = |kind: Kind, numbers: &std::collections::BTreeSet<u32>| {
        numbers.iter().map(|&number| (kind, number)).collect::<Vec<_>>()
    };
    [
        all(Kind::Table, &lent.tables),
        all(Kind::Memory, &lent.memories),
        all(Kind::Global, &lent.globals),
        all(Kind::Function, &lent.functions),
    ]
    .into_iter()
    .flatten()
}

impl Kind {
    fn of(kind: ExternalKind) -> Option<Self> {
        match kind {
            ExternalKind::Func | ExternalKind::FuncExact => Some(Self::Function),
            ExternalKind::Table => Some(Self::Table),
            ExternalKind::Memory => Some(Self::Memory),
            ExternalKind::Global => Some(Self::Global),
            ExternalKind::Tag => None,
        }
    }

    pub(super) fn export(self) -> ExportKind {
        match self {
            Self::Function => ExportKind::Func,
            Self::Table => ExportKind::Table,
            Self::Memory => ExportKind::Memory,
            Self::Global => ExportKind::Global,
        }
    }
}

/// The names in their order: a, b, … Z, aa, ba, …
fn short(mut number: usize) -> String {
    let mut name = String::new();
    loop {
        name.push(char::from(SIGNS[number % SIGNS.len()]));
        number /= SIGNS.len();
        if number == 0 {
            return name;
        }
        number -= 1;
    }
}

#[cfg(test)]
mod tests {
    use super::short;

    #[test]
    fn short_names_differ_and_grow_slowly() {
        assert_eq!([0, 1, 51, 52, 53].map(short), ["a", "b", "Z", "aa", "ba"]);
        let names: std::collections::BTreeSet<String> = (0..10_000).map(short).collect();
        assert_eq!(names.len(), 10_000);
        assert!(names.iter().all(|name| name.len() <= 3));
    }
}
