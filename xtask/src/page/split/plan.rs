//! What goes where. A part is entered by its doors. What only its doors lead to goes with them, constants included;
//! whatever the rest of the program reaches in another way stays where it is. So nothing is in a part that others need,
//! and nobody has to list what a door brings with it.

use std::collections::{BTreeMap, BTreeSet};

use wasmparser::TableType;

use super::links::Links;
use super::module::{Code, Result, error, index};
use super::parts::Part;

/// Where something lives.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Home {
    /// In the first load.
    Main,
    /// In the part of this number.
    Part(usize),
}

/// A function, imported or not, or a run of data.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Node {
    Function(u32),
    Datum(u32),
}

/// How a module is cut.
pub(super) struct Plan {
    /// For each function, imported or not.
    pub(super) homes: Vec<Home>,
    /// For each run of data.
    pub(super) data: Vec<Home>,
    /// The functions that are in the first load only because several parts lead to them.
    pub(super) shared: BTreeSet<u32>,
    /// The functions of parts that somebody elsewhere refers to. The first load keeps a stub of each.
    pub(super) stubs: BTreeSet<u32>,
    /// The functions of parts that are called through the table, with their places in it: old ones, and new ones behind
    /// them for stubs to call through.
    pub(super) slots: BTreeMap<u32, Vec<u32>>,
    /// The table, and how many places it gains.
    pub(super) table: u32,
    pub(super) new_slots: u32,
    /// The function that loads a part by its number.
    pub(super) loader: u32,
}

/// The name under which a program exports its loader.
pub(super) const LOADER: &str = "load_part";

impl Plan {
    pub(super) fn of(code: &Code<'_>, links: &Links, parts: &[Part]) -> Result<Self> {
        let table = code.function_table()?;
        let loader = code.exports.get(LOADER).map(|&(_, function)| function);
        let loader = loader.ok_or_else(|| error(format!("the program does not export {LOADER}")))?;
        let graph = Graph { code, links };
        let doors = doors(code, parts)?;
        graph.check_the_loader_s_way(&doors, loader)?;
        let (homes, data, shared) = graph.homes(parts, &doors);
        graph.check_parts_behind(parts, &doors, &homes, &data)?;
        let stubs = graph.stubs(&homes, &data);
        let (slots, new_slots) = slots(code, table, &homes, &stubs);
        Ok(Self {
            homes,
            data,
            shared,
            stubs,
            slots,
            table,
            new_slots,
            loader,
        })
    }

    /// Whether the first load has a function of this number, be it a stub.
    pub(super) fn stays(&self, function: u32) -> bool {
        self.homes[function as usize] == Home::Main || self.stubs.contains(&function)
    }

    /// The functions of a part, in the module's order.
    pub(super) fn functions(&self, part: usize) -> impl Iterator<Item = u32> {
        let homes = self.homes.iter().enumerate();
        homes.filter_map(move |(function, &home)| (home == Home::Part(part)).then_some(index(function)))
    }

    /// The type of the function table with room for the new places.
    pub(super) fn grown(&self, mut table: TableType) -> TableType {
        let more = u64::from(self.new_slots);
        table.initial += more;
        table.maximum = table.maximum.map(|maximum| maximum + more);
        table
    }
}

/// For each function, the part that it is a door of. A door that isn't there is a mistake in the list, or was built into
/// its caller.
fn doors(code: &Code<'_>, parts: &[Part]) -> Result<Vec<Option<usize>>> {
    let mut doors = vec![None; code.kinds.len()];
    for (number, part) in parts.iter().enumerate() {
        for &door in part.doors {
            let mut found = false;
            for function in code.functions().skip(code.imported_functions as usize) {
                let at = function as usize;
                if is_named(&code.names[at], door) && !code.references[at].is_bound {
                    doors[at] = Some(number);
                    found = true;
                }
            }
            if !found {
                return Err(error(format!(
                    "no function is named `{door}`, a door of `{}`; is it #[inline(never)]?",
                    part.name
                )));
            }
        }
    }
    Ok(doors)
}

/// For each part the one that is loaded before it.
pub(super) fn brings(parts: &[Part]) -> Result<Vec<Option<usize>>> {
    let number = |part: &Part| {
        let Some(name) = part.brings else { return Ok(None) };
        let earlier = parts.iter().position(|part| part.name == name);
        let missing = || error(format!("`{}` brings `{name}`, which is no part", part.name));
        earlier.ok_or_else(missing).map(Some)
    };
    parts.iter().map(number).collect()
}

/// Whether a function is a door: by its name, of whatever types it may be, or as a trait's method of any type, which is
/// named `as path::Trait>::method`.
fn is_named(function: &str, door: &str) -> bool {
    let rest = function.strip_prefix(door);
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("::<"))
        || door.starts_with("as ") && function.ends_with(door)
}

/// Who leads where.
struct Graph<'a> {
    code: &'a Code<'a>,
    links: &'a Links,
}

impl Graph<'_> {
    fn next(&self, node: Node) -> Vec<Node> {
        let (calls, uses) = match node {
            Node::Function(function) => (
                Some(&self.code.references[function as usize].functions),
                &self.links.functions[function as usize],
            ),
            Node::Datum(datum) => (None, &self.links.data[datum as usize].uses),
        };
        let functions = calls.into_iter().flatten().chain(&uses.functions);
        let functions = functions.map(|&function| Node::Function(function));
        functions
            .chain(uses.data.iter().map(|&datum| Node::Datum(datum)))
            .collect()
    }

    /// What these lead to, themselves included; nothing beyond those where it ends.
    fn reach(&self, from: impl IntoIterator<Item = Node>, ends: impl Fn(Node) -> bool) -> BTreeSet<Node> {
        let mut reached = BTreeSet::new();
        let mut open: Vec<Node> = from.into_iter().collect();
        while let Some(node) = open.pop() {
            if !ends(node) && reached.insert(node) {
                open.extend(self.next(node));
            }
        }
        reached
    }

    /// Loading must not need what is yet to be loaded.
    fn check_the_loader_s_way(&self, doors: &[Option<usize>], loader: u32) -> Result {
        let is_door =
            |node: &&Node| matches!(node, Node::Function(function) if doors[*function as usize].is_some());
        let reached = self.reach([Node::Function(loader)], |node| matches!(node, Node::Datum(_)));
        match reached.iter().find(is_door) {
            Some(&Node::Function(door)) => Err(error(format!(
                "the loader itself needs {}, which is a door",
                self.code.names[door as usize]
            ))),
            _ => Ok(()),
        }
    }

    /// A part behind another may rest on what is there only with that one: nobody may lead to its doors but that one, and
    /// what lies behind it too.
    fn check_parts_behind(
        &self,
        parts: &[Part],
        doors: &[Option<usize>],
        homes: &[Home],
        data: &[Home],
    ) -> Result {
        let functions = self
            .code
            .functions()
            .map(|it| (Node::Function(it), homes[it as usize]));
        let data = (0..index(data.len())).map(|it| (Node::Datum(it), data[it as usize]));
        let all: Vec<(Node, Home)> = functions.chain(data).collect();
        for (part, Part { name, behind, .. }) in parts.iter().enumerate() {
            let Some(behind) = behind else { continue };
            let earlier = parts.iter().position(|part| part.name == *behind);
            let earlier =
                earlier.ok_or_else(|| error(format!("`{name}` lies behind `{behind}`, which is no part")))?;
            let may = |home: Home| match home {
                Home::Main => false,
                Home::Part(at) => at == part || way(parts, at).contains(&earlier),
            };
            let is_door =
                |next: &Node| matches!(next, Node::Function(it) if doors[*it as usize] == Some(part));
            let others = all.iter().filter(|(_, home)| !may(*home));
            if let Some((node, _)) = others
                .into_iter()
                .find(|(node, _)| self.next(*node).iter().any(is_door))
            {
                return Err(error(format!(
                    "{} leads to a door of `{name}`, which only `{behind}` may",
                    self.named(*node)
                )));
            }
        }
        Ok(())
    }

    fn named(&self, node: Node) -> String {
        match node {
            Node::Function(function) => self.code.names[function as usize].clone(),
            Node::Datum(datum) => format!("constant {datum}"),
        }
    }

    /// Everything that is used by somebody unseen: from JavaScript, by the module itself, or by nothing known here.
    fn roots(&self) -> Vec<Node> {
        let code = self.code;
        let bound = |&function: &u32| code.references[function as usize].is_bound;
        let uses = self
            .links
            .functions
            .iter()
            .chain(self.links.data.iter().map(|datum| &datum.uses));
        let taken: BTreeSet<u32> = uses.flat_map(|uses| uses.functions.iter().copied()).collect();
        let untold = code.slots.iter().map(|&(_, _, function)| function);
        let untold = untold.filter(|function| !taken.contains(function));
        let held = code.held.iter().copied().chain(code.functions().filter(bound));
        held.chain(untold).map(Node::Function).collect()
    }

    /// The homes of functions and of data, and the functions that parts share.
    fn homes(&self, parts: &[Part], doors: &[Option<usize>]) -> (Vec<Home>, Vec<Home>, BTreeSet<u32>) {
        let door = |node: Node| match node {
            Node::Function(function) => doors[function as usize],
            Node::Datum(_) => None,
        };
        let main = self.reach(self.roots(), |node| door(node).is_some());
        let mut homes = BTreeMap::new();
        for part in 0..parts.len() {
            let own = self
                .code
                .functions()
                .map(Node::Function)
                .filter(|&node| door(node) == Some(part));
            let not_own = |node: Node| {
                main.contains(&node)
                    || door(node).is_some_and(|door| door != part)
                    || matches!(node, Node::Function(function) if function < self.code.imported_functions)
            };
            for node in self.reach(own, not_own) {
                let home = homes.entry(node).or_insert(Home::Part(part));
                *home = shared_home(parts, *home, part);
            }
        }
        let home = |node| homes.get(&node).copied().unwrap_or(Home::Main);
        let shared = homes.iter().filter_map(|(&node, &home)| match node {
            Node::Function(function) if home == Home::Main => Some(function),
            _ => None,
        });
        let shared = shared.collect();
        (
            self.code
                .functions()
                .map(|function| home(Node::Function(function)))
                .collect(),
            (0..index(self.links.data.len()))
                .map(|datum| home(Node::Datum(datum)))
                .collect(),
            shared,
        )
    }

    /// The functions of parts that are referred to from elsewhere.
    fn stubs(&self, homes: &[Home], data: &[Home]) -> BTreeSet<u32> {
        let functions = self.code.functions().map(Node::Function);
        let all = functions.chain((0..index(data.len())).map(Node::Datum));
        let home = |node: Node| match node {
            Node::Function(function) => homes[function as usize],
            Node::Datum(datum) => data[datum as usize],
        };
        let referred = all.flat_map(|node| {
            let elsewhere = move |next: &Node| home(*next) != home(node);
            self.next(node).into_iter().filter(elsewhere)
        });
        self.roots()
            .into_iter()
            .chain(referred)
            .filter(|&node| home(node) != Home::Main)
            .filter_map(|node| match node {
                Node::Function(function) => Some(function),
                Node::Datum(_) => None,
            })
            .collect()
    }
}

/// The home of what another part leads to as well: the last part that is there before both, or with them, else the first
/// load, so that it is at hand for both.
fn shared_home(parts: &[Part], home: Home, part: usize) -> Home {
    let Home::Part(known) = home else {
        return Home::Main;
    };
    let of_known = way(parts, known);
    let both = way(parts, part).into_iter().find(|at| of_known.contains(at));
    both.map_or(Home::Main, Home::Part)
}

/// A part and those that are there before it, the nearest first.
fn way(parts: &[Part], part: usize) -> Vec<usize> {
    let earlier = |&at: &usize| {
        let name = parts[at].behind.or(parts[at].brings)?;
        parts.iter().position(|part| part.name == name)
    };
    // A circle is cut where it would begin anew.
    std::iter::successors(Some(part), earlier)
        .take(parts.len())
        .collect()
}

/// The places in the table of the functions of parts. A stub whose function has none gets a new one.
fn slots(
    code: &Code<'_>,
    table: u32,
    homes: &[Home],
    stubs: &BTreeSet<u32>,
) -> (BTreeMap<u32, Vec<u32>>, u32) {
    let mut slots = BTreeMap::<u32, Vec<u32>>::new();
    for &(at, slot, function) in &code.slots {
        if at == table && homes[function as usize] != Home::Main {
            slots.entry(function).or_default().push(slot);
        }
    }
    let first = u32::try_from(code.tables[table as usize].initial).unwrap_or(u32::MAX);
    let mut new = 0;
    for &function in stubs {
        slots.entry(function).or_insert_with(|| {
            new += 1;
            vec![first + new - 1]
        });
    }
    (slots, new)
}

/// What the first load lends to a part: its own numbers of functions, tables, memories and globals.
#[derive(Default)]
pub(super) struct Lent {
    pub(super) functions: BTreeSet<u32>,
    pub(super) tables: BTreeSet<u32>,
    pub(super) memories: BTreeSet<u32>,
    pub(super) globals: BTreeSet<u32>,
}

impl Lent {
    pub(super) fn to(code: &Code<'_>, plan: &Plan, part: usize) -> Self {
        let mut lent = Self::default();
        lent.tables.insert(plan.table);
        if plan.data.contains(&Home::Part(part)) {
            lent.memories.insert(0);
        }
        for function in plan.functions(part) {
            let references = &code.references[function as usize];
            let elsewhere = |&&callee: &&u32| plan.homes[callee as usize] != Home::Part(part);
            lent.functions
                .extend(references.functions.iter().filter(elsewhere));
            lent.tables.extend(&references.tables);
            lent.memories.extend(&references.memories);
            lent.globals.extend(&references.globals);
        }
        lent
    }
}
