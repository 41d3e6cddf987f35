//! The query as the form edits it: groups of rows, each with a place by which it is found, moved and taken out.

use labelloom_engine::rules::{QueryTree, TreeTerm};

use super::fields::{self, TermForm};

/// A row or a group.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Node {
    /// Whether it must not hold.
    pub(super) not: bool,
    pub(super) body: Body,
}

/// What a node is.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Body {
    Term(Term),
    Group {
        /// One of them must hold; else all.
        any: bool,
        nodes: Vec<Node>,
    },
}

/// A row's values.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Term {
    /// The name of its kind.
    pub(super) kind: String,
    /// As the kind's form asks for them.
    pub(super) values: Vec<String>,
    /// The text column that it is looked for in; empty for all.
    pub(super) column: String,
    /// As it stands in the query, until a value is changed.
    pub(super) written: Option<String>,
}

/// The place of a node: which one of the outermost group, which one of that, and so on.
pub(super) type Path = Vec<usize>;

impl Term {
    /// An empty row of a kind.
    pub(super) fn blank(kind: &str) -> Self {
        Self {
            kind: kind.to_owned(),
            values: fields::of(kind).blank(),
            column: String::new(),
            written: None,
        }
    }

    fn read(term: &TreeTerm) -> Self {
        Self {
            kind: term.kind.clone(),
            values: (fields::of(&term.kind).read)(term),
            column: term.column.clone(),
            written: Some(term.print.clone()),
        }
    }

    /// The form of its kind.
    pub(super) fn form(&self) -> &'static TermForm {
        fields::of(&self.kind)
    }

    /// As it is written in a query; nothing while it is incomplete.
    pub(super) fn print(&self) -> Option<String> {
        let printed = || {
            let term = (self.form().print)(&self.values)?;
            Some(match self.column.as_str() {
                "" => term,
                column => format!("{}:{term}", column.replace(' ', "_")),
            })
        };
        self.written.clone().or_else(printed)
    }
}

impl Node {
    /// A row.
    pub(super) fn term(term: Term) -> Self {
        Self {
            not: false,
            body: Body::Term(term),
        }
    }

    /// A group.
    pub(super) fn group(any: bool, nodes: Vec<Self>) -> Self {
        Self {
            not: false,
            body: Body::Group { any, nodes },
        }
    }

    /// The whole query, as a group in any case.
    pub(super) fn root(tree: Option<&QueryTree>) -> Self {
        let Some(tree) = tree else {
            return Self::group(false, vec![Self::term(Term::blank("words"))]);
        };
        match Self::read(tree) {
            root @ Self {
                not: false,
                body: Body::Group { .. },
            } => root,
            other => Self::group(false, vec![other]),
        }
    }

    fn read(tree: &QueryTree) -> Self {
        let all = |parts: &[QueryTree]| parts.iter().map(Self::read).collect();
        match tree {
            QueryTree::Term(term) => Self::term(Term::read(term)),
            QueryTree::All(parts) => Self::group(false, all(parts)),
            QueryTree::Any(parts) => Self::group(true, all(parts)),
            QueryTree::Not(inner) => {
                let inner = Self::read(inner);
                Self {
                    not: !inner.not,
                    ..inner
                }
            }
        }
    }

    /// The tree of what is complete.
    pub(super) fn tree(&self) -> Option<QueryTree> {
        let tree = match &self.body {
            Body::Term(term) => QueryTree::Term(TreeTerm {
                print: term.print()?,
                ..TreeTerm::default()
            }),
            Body::Group { any, nodes } => {
                let mut parts: Vec<QueryTree> = nodes.iter().filter_map(Self::tree).collect();
                match (parts.len(), any) {
                    (0, _) => return None,
                    (1, _) => parts.remove(0),
                    (_, true) => QueryTree::Any(parts),
                    (_, false) => QueryTree::All(parts),
                }
            }
        };
        Some(match (self.not, tree) {
            (false, tree) => tree,
            (true, QueryTree::Not(inner)) => *inner,
            (true, tree) => QueryTree::Not(Box::new(tree)),
        })
    }

    /// The query of what is complete.
    pub(super) fn print(&self) -> String {
        self.tree().map(|tree| tree.print()).unwrap_or_default()
    }

    /// Its rows and groups; none of a row.
    pub(super) fn nodes(&self) -> &[Self] {
        match &self.body {
            Body::Group { nodes, .. } => nodes,
            Body::Term(_) => &[],
        }
    }

    fn nodes_mut(&mut self) -> Option<&mut Vec<Self>> {
        match &mut self.body {
            Body::Group { nodes, .. } => Some(nodes),
            Body::Term(_) => None,
        }
    }

    fn is_group(&self) -> bool {
        matches!(self.body, Body::Group { .. })
    }

    /// The node at a place.
    pub(super) fn at(&self, path: &[usize]) -> Option<&Self> {
        match path {
            [] => Some(self),
            [first, rest @ ..] => self.nodes().get(*first)?.at(rest),
        }
    }

    /// The same, to be changed.
    pub(super) fn at_mut(&mut self, path: &[usize]) -> Option<&mut Self> {
        match path {
            [] => Some(self),
            [first, rest @ ..] => self.nodes_mut()?.get_mut(*first)?.at_mut(rest),
        }
    }

    /// Puts a node into a group, before the one at a position.
    pub(super) fn insert(&mut self, group: &[usize], at: usize, node: Self) -> Option<Path> {
        let nodes = self.at_mut(group)?.nodes_mut()?;
        let at = at.min(nodes.len());
        nodes.insert(at, node);
        Some([group, &[at]].concat())
    }

    /// Takes a node out. A group that is left empty goes too, but for the outermost.
    pub(super) fn remove(&mut self, path: &[usize]) -> Option<Self> {
        let (last, group) = path.split_last()?;
        let nodes = self.at_mut(group)?.nodes_mut()?;
        if *last >= nodes.len() {
            return None;
        }
        let removed = nodes.remove(*last);
        if nodes.is_empty() && !group.is_empty() {
            self.remove(group);
        }
        Some(removed)
    }

    /// Puts a node into a group of its own, of the other sort than the one around it. Where it stands then.
    pub(super) fn wrap(&mut self, path: &[usize]) -> Option<Path> {
        let (_, around) = path.split_last()?;
        let any = match &self.at(around)?.body {
            Body::Group { any, .. } => !any,
            Body::Term(_) => return None,
        };
        let node = self.at_mut(path)?;
        let inner = std::mem::replace(node, Self::group(any, Vec::new()));
        node.nodes_mut()?.push(inner);
        Some([path, &[0]].concat())
    }

    /// Moves a node one place up or down: past its neighbour, into it where it is a group, and out of its own group at
    /// the ends of that. Where it stands then.
    pub(super) fn shift(&mut self, path: &[usize], down: bool) -> Option<Path> {
        let (&last, group) = path.split_last()?;
        let nodes = self.at(group)?.nodes();
        let is_group = nodes.get(last)?.is_group();
        let neighbour = if down {
            Some(last + 1).filter(|next| *next < nodes.len())
        } else {
            last.checked_sub(1)
        };
        let Some(neighbour) = neighbour else {
            return self.shift_out(path, down);
        };
        let enters = !is_group && nodes[neighbour].is_group();
        let inside = nodes[neighbour].nodes().len();
        let node = self.at_mut(group)?.nodes_mut()?.remove(last);
        if enters {
            // What was behind the node moved up by one.
            let into = if down { last } else { neighbour };
            let into = [group, &[into]].concat();
            return self.insert(&into, if down { 0 } else { inside }, node);
        }
        self.insert(group, neighbour, node)
    }

    fn shift_out(&mut self, path: &[usize], down: bool) -> Option<Path> {
        let (&last, group) = path.split_last()?;
        let (&own, around) = group.split_last()?;
        let is_alone = self.at(group)?.nodes().len() == 1;
        let node = self.at_mut(group)?.nodes_mut()?.remove(last);
        if is_alone {
            let nodes = self.at_mut(around)?.nodes_mut()?;
            nodes[own] = node;
            return Some(group.to_vec());
        }
        self.insert(around, if down { own + 1 } else { own }, node)
    }
}

#[cfg(test)]
mod tests {
    use labelloom_engine::rules::{KINDS, Names, parse};

    use super::*;

    fn names() -> Names {
        Names::of_fields(["lang", "amount", "channel"])
    }

    fn node(query: &str) -> Node {
        let tree = parse(query, &names()).unwrap().condition.tree(&names());
        Node::root(Some(&tree))
    }

    #[test]
    fn a_query_is_the_same_after_the_form() {
        for query in [
            "free",
            "-free",
            "a b",
            "a, b",
            "(a, b) -c",
            "-(a, b)",
            "(a b), -(c, (d -e))",
            "\"my channel\" /x\\/y/ near(a, \"b c\", 3), lang:en",
        ] {
            let tree = parse(query, &names()).unwrap().condition.tree(&names());
            assert_eq!(node(query).print(), tree.print(), "{query}");
        }
        assert_eq!(Node::root(None).print(), "");
    }

    /// Values that are typed in again give a term that asks the same.
    #[test]
    fn every_kind_reads_into_its_fields_and_back() {
        for kind in KINDS {
            for example in kind.examples {
                let Ok(parsed) = parse(example, &names()) else {
                    continue;
                };
                let QueryTree::Term(read) = parsed.condition.tree(&names()) else {
                    continue;
                };
                assert!(fields::is_known(&read.kind), "{} has no form", read.kind);
                let mut term = Term::read(&read);
                term.written = None;
                let printed = term.print().unwrap_or_default();
                let again = parse(&printed, &names())
                    .unwrap_or_else(|error| panic!("{example} → {printed}: {error}"));
                assert_eq!(
                    again.condition.describe(),
                    parsed.condition.describe(),
                    "{example} → {printed}"
                );
            }
        }
    }

    #[test]
    fn nodes_move_past_into_and_out_of_groups() {
        let mut root = node("a (b, c) d");
        let path = root.shift(&[0], true).unwrap();
        assert_eq!((path, root.print()), (vec![0, 0], "(a, b, c) d".into()));
        let path = root.shift(&[0, 2], true).unwrap();
        assert_eq!((path, root.print()), (vec![1], "(a, b) c d".into()));
        let path = root.shift(&[1], false).unwrap();
        assert_eq!((path, root.print()), (vec![0, 2], "(a, b, c) d".into()));
        let path = root.shift(&[0], true).unwrap();
        assert_eq!(
            (path, root.print()),
            (vec![1], "d (a, b, c)".into()),
            "a group moves past"
        );
        assert_eq!(
            root.shift(&[0], false),
            None,
            "the outermost group has no outside"
        );
        let path = root.shift(&[1, 0], false).unwrap();
        assert_eq!((path, root.print()), (vec![1], "d a (b, c)".into()));
    }

    #[test]
    fn groups_come_and_go_with_what_is_in_them() {
        let mut root = node("a b");
        assert_eq!(root.wrap(&[1]), Some(vec![1, 0]));
        let own = Node::term(Term::blank("words"));
        root.insert(&[1], 1, own);
        assert_eq!(root.print(), "a b", "what is incomplete is left out");
        root.remove(&[1, 1]);
        let alone = root.shift(&[1, 0], true).unwrap();
        assert_eq!((alone, root.nodes().len()), (vec![1], 2));
        root.wrap(&[0]);
        root.remove(&[0, 0]);
        assert_eq!((root.print().as_str(), root.nodes().len()), ("b", 1));
        root.remove(&[0]);
        assert_eq!(root.print(), "");
        assert_eq!(root.remove(&[4]), None);
    }
}
