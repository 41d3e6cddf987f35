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
use super::run::{IN_A_LIST, Run, span};
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

fn read(term: &Term, names: &Names) -> Reading {
    (term.shape == Shape::Call && KIND.functions.contains(&term.text.as_str()))
        .then(|| build(term, names).map(|edge| Arc::new(edge) as Arc<dyn Leaf>))
}

fn build(term: &Term, names: &Names) -> Result<Edge, QueryError> {
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
        run: Run::read(of, names)?,
        at_end: name == "ends",
    })
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
        let mut found = BitSet::empty(index.records());
        let mut line = Vec::new();
        for run in self.run.resolve(index) {
            for record in run.candidates().iter() {
                run.line(record, &mut line);
                if run.at_edge(&line, self.at_end).is_some() {
                    found.insert(record);
                }
            }
        }
        found
    }

    fn lists(&self) -> Vec<&str> {
        self.run.list().into_iter().collect()
    }

    fn ask(&self) -> Ask {
        if self.at_end {
            self.run.tokens().map_or(Ask::Own(IN_A_LIST), Ask::Ends)
        } else {
            self.run.tokens().map_or(Ask::Own(IN_A_LIST), Ask::Starts)
        }
    }

    fn marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        for run in self.run.resolve(text.index) {
            let (line, spans) = run.text_line(text);
            let place = run.at_edge(&line, self.at_end);
            marks.extend(place.map(|place| span(&spans, &place)));
        }
    }
}
