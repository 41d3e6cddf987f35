//! Word lists: `@greetings` finds what any entry of the list finds.

use std::ops::Range;
use std::sync::Arc;

use super::super::QueryError;
use super::super::ask::Ask;
use super::super::condition::Leaf;
use super::super::lex::{Shape, Term};
use super::super::names::Names;
use super::super::source::{ReadText, Source};
use super::super::word_list::ReadList;
use super::{Reading, RuleKind, equals, in_case};
use crate::bits::BitSet;

/// See the module.
pub(super) static KIND: RuleKind = RuleKind {
    name: "list",
    title: "Word lists",
    sentence: "Any entry of a list of the project, which may hold words, phrases, parts of words and symbols.",
    examples: &["@greetings", "=@greetings", "starts(@greetings)"],
    functions: &[],
    read,
};

#[derive(Debug)]
struct List {
    list: Arc<ReadList>,
    exact: bool,
}

fn read(term: &Term, names: &Names) -> Reading {
    (term.shape == Shape::List).then(|| {
        let list = find(term, names)?;
        let exact = term.exact;
        Ok(Arc::new(List { list, exact }) as Arc<dyn Leaf>)
    })
}

/// The list that a term names.
pub(super) fn find(term: &Term, names: &Names) -> Result<Arc<ReadList>, QueryError> {
    names.list(&term.text).cloned().ok_or_else(|| {
        let what = format!("There is no word list ‘{}’", term.text);
        QueryError::new(term.start, term.end, what, remedy(names))
    })
}

/// Which lists there are instead.
fn remedy(names: &Names) -> String {
    const SHOWN: usize = 10;
    let known = names.lists.iter().map(|list| format!("@{}", list.list().name));
    let shown: Vec<String> = known.take(SHOWN).collect();
    let more = names.lists.len() - shown.len();
    match (shown.len(), more) {
        (0, _) => {
            "Make it on the Data page, or put quotes round the term to look for its characters".to_owned()
        }
        (_, 0) => format!("There are {}. Others are made on the Data page", shown.join(", ")),
        _ => format!(
            "There are {} and {more} more. Others are made on the Data page",
            shown.join(", ")
        ),
    }
}

impl Leaf for List {
    fn print(&self) -> String {
        format!("{}@{}", equals(self.exact), self.list.list().name)
    }

    fn describe(&self) -> String {
        let list = self.list.list();
        format!("contains any of the list “{}”{}", list.name, in_case(self.exact))
    }

    fn select(&self, source: &Source<'_>) -> BitSet {
        self.list.resolve(source.index, self.exact).select(source).clone()
    }

    fn ask(&self) -> Ask {
        Ask::Any(self.list.asks(self.exact))
    }

    fn lists(&self) -> Vec<&str> {
        vec![&self.list.list().name]
    }

    fn marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        self.list.resolve(text.index, self.exact).marks(text, marks);
    }
}
