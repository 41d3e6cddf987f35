//! A query as plain data, for a form that edits it: the tree as it was read, each term with its kind and taken apart as
//! it is written. The tree prints back to a query that reads to the same tree.

use serde::{Deserialize, Serialize};

use super::condition::{Condition, Leaf};
use super::kinds::{KINDS, regex_kind};
use super::lex::{Piece, Shape, Term, lex};
use super::names::Names;
use super::print::{join, negated};

/// A query's tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum QueryTree {
    /// A single term.
    Term(TreeTerm),
    /// All must hold.
    All(Vec<QueryTree>),
    /// One must hold.
    Any(Vec<QueryTree>),
    /// Must not hold.
    Not(Box<QueryTree>),
}

/// A term, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TreeTerm {
    /// As it is written; what the tree prints.
    pub print: String,
    /// The name of its kind.
    pub kind: String,
    /// What it asks, in words.
    pub words: String,
    /// The text column that it is looked for in; empty where it is looked for in all.
    pub column: String,
    /// Its characters without quotes, slashes and their escapes; of a function, its name.
    pub text: String,
    /// Whether it asks for exact case.
    pub exact: bool,
    /// Of a function, what stands between its parentheses, part by part, as it is written.
    pub args: Vec<String>,
    /// Of a function, what stands right behind its parentheses.
    pub tail: String,
}

impl QueryTree {
    /// The query of this tree.
    #[must_use]
    pub fn print(&self) -> String {
        match self {
            Self::Term(term) => term.print.clone(),
            Self::All(parts) => join(parts.iter().map(Self::part), " "),
            Self::Any(parts) => join(parts.iter().map(Self::part), ", "),
            Self::Not(inner) => negated(inner.part()),
        }
    }

    /// Its print, and whether that needs parentheses inside another.
    fn part(&self) -> (String, bool) {
        (self.print(), matches!(self, Self::All(_) | Self::Any(_)))
    }
}

impl Condition {
    /// The tree as plain data. `names` are those that the query was read with.
    #[must_use]
    pub fn tree(&self, names: &Names) -> QueryTree {
        let trees = |parts: &[Self]| parts.iter().map(|part| part.tree(names)).collect();
        match self {
            Self::Leaf(leaf) => QueryTree::Term(term(leaf.as_ref(), names)),
            Self::All(parts) => QueryTree::All(trees(parts)),
            Self::Any(parts) => QueryTree::Any(trees(parts)),
            Self::Not(inner) => QueryTree::Not(Box::new(inner.tree(names))),
        }
    }
}

/// A leaf by its print: what it prints reads back to it.
fn term(leaf: &dyn Leaf, names: &Names) -> TreeTerm {
    let print = leaf.print();
    let (mut column, mut read) = (String::new(), None);
    for placed in lex(&print, &names.texts).unwrap_or_default() {
        match placed.piece {
            Piece::Column(name) => column = name,
            Piece::Term(term) => read = Some(term),
            _ => {}
        }
    }
    let words = leaf.describe();
    let Some(read) = read else {
        return TreeTerm {
            print,
            words,
            column,
            ..TreeTerm::default()
        };
    };
    let arg = |arg: &Term| print.get(arg.start..arg.end).unwrap_or_default().to_owned();
    TreeTerm {
        kind: kind_of(&read, names).to_owned(),
        words,
        column,
        args: read.args.iter().map(arg).collect(),
        text: read.text,
        exact: read.exact,
        tail: read.tail,
        print,
    }
}

/// The name of the kind that reads a term. An expression is not compiled again to know that it is one.
fn kind_of(term: &Term, names: &Names) -> &'static str {
    if term.shape == Shape::Slashes {
        return regex_kind();
    }
    let reads = KINDS.iter().find(|kind| (kind.read)(term, names).is_some());
    reads.map_or("", |kind| kind.name)
}
