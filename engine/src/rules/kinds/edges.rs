//! How a text begins and ends: `starts("re:")`, `ends(thanks)`. Symbols before the first word, or behind the last, are
//! passed over unless they are asked for.

use std::ops::Range;
use std::sync::Arc;

use super::super::QueryError;
use super::super::ask::Ask;
use super::super::condition::Leaf;
use super::super::lex::{Shape, Term};
use super::super::names::Names;
use super::super::source::{ReadText, Source};
use super::run::{Resolved, Run};
use super::{Reading, RuleKind};
use crate::bits::BitSet;

/// See the module.
pub(super) static KIND: RuleKind = RuleKind {
    name: "edges",
    title: "Beginnings and ends",
    sentence: "Whether a text begins or ends with a word, a phrase or a symbol.",
    examples: &["starts(\"re:\")", "starts(hi)", "ends(thank*)", "ends(\"?\")"],
    functions: &["starts", "ends"],
    read,
};

#[derive(Debug)]
struct Edge {
    run: Run,
    at_end: bool,
}

fn read(term: &Term, _names: &Names) -> Reading {
    (term.shape == Shape::Call && KIND.functions.contains(&term.text.as_str()))
        .then(|| build(term).map(|edge| Arc::new(edge) as Arc<dyn Leaf>))
}

fn build(term: &Term) -> Result<Edge, QueryError> {
    let name = &term.text;
    let problem = |what: String| {
        let remedy = format!("Write {name}(\"hello there\"), with quotes round several words");
        Err(QueryError::new(term.start, term.end, what, remedy))
    };
    let [of] = &term.args[..] else {
        return problem(format!("{name} takes one word, phrase or symbol"));
    };
    if !term.tail.is_empty() {
        return problem(format!("Something stands right behind {name}(…)"));
    }
    Ok(Edge {
        run: Run::read(of)?,
        at_end: name == "ends",
    })
}

impl Edge {
    /// The place in a line at which the run must stand.
    fn place(&self, run: &Resolved, line: &[u32]) -> Option<usize> {
        let at = if self.at_end {
            line.len().checked_sub(run.len())?
        } else {
            0
        };
        run.stands_at(line, at).then_some(at)
    }
}

impl Leaf for Edge {
    fn print(&self) -> String {
        format!(
            "{}({})",
            if self.at_end { "ends" } else { "starts" },
            self.run.print()
        )
    }

    fn describe(&self) -> String {
        format!(
            "{} with {}",
            if self.at_end { "ends" } else { "begins" },
            self.run.describe()
        )
    }

    fn select(&self, source: &Source<'_>) -> BitSet {
        let index = source.index;
        let Some(run) = self.run.resolve(index) else {
            return BitSet::empty(index.records());
        };
        let mut line = Vec::new();
        let candidates = run.candidates(index);
        let holds = |&record: &u32| {
            run.line(index, record, &mut line);
            self.place(&run, &line).is_some()
        };
        BitSet::from_indices(index.records(), candidates.iter().filter(holds))
    }

    fn ask(&self) -> Ask {
        if self.at_end {
            Ask::Ends(self.run.tokens())
        } else {
            Ask::Starts(self.run.tokens())
        }
    }

    fn marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        if let Some(run) = self.run.resolve(text.index) {
            let (line, spans) = run.text_line(text);
            marks.extend(self.place(&run, &line).map(|at| run.span(&spans, at)));
        }
    }
}
