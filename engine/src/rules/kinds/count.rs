//! How often: `count("!")>=3`, `count(free)=2`.

use std::ops::Range;
use std::sync::Arc;

use super::super::QueryError;
use super::super::ask::{Ask, Comparison};
use super::super::condition::Leaf;
use super::super::lex::{Shape, Term};
use super::super::names::Names;
use super::super::source::{ReadText, Source};
use super::length::SIGNS;
use super::run::{Resolved, Run};
use super::{Reading, RuleKind};
use crate::bits::BitSet;
use crate::num;

/// See the module.
pub(super) static KIND: RuleKind = RuleKind {
    name: "count",
    title: "How often",
    sentence: "How often a word, a phrase or a symbol stands in a text, compared with a number.",
    examples: &["count(\"!\")>=3", "count(free)>1", "count(sub*)=2"],
    functions: &["count"],
    read,
};

#[derive(Debug)]
struct Count {
    run: Run,
    sign: usize,
    number: u32,
}

fn read(term: &Term, _names: &Names) -> Reading {
    (term.shape == Shape::Call && term.text == "count")
        .then(|| build(term).map(|count| Arc::new(count) as Arc<dyn Leaf>))
}

fn build(term: &Term) -> Result<Count, QueryError> {
    let usage = "Write count(\"!\")>=3, without spaces before and behind the sign";
    let problem = |what: &str| Err(QueryError::new(term.start, term.end, what, usage));
    let [of] = &term.args[..] else {
        return problem("count takes one word, phrase or symbol");
    };
    let Some(sign) = SIGNS.iter().position(|(sign, ..)| term.tail.starts_with(sign)) else {
        return problem("count(…) is compared with nothing");
    };
    let Ok(number) = term.tail[SIGNS[sign].0.len()..].parse() else {
        return problem("count(…) is compared with no whole number");
    };
    Ok(Count {
        run: Run::read(of)?,
        sign,
        number,
    })
}

/// How often a run stands in a line; what one takes the next can't.
fn times(run: &Resolved, line: &[u32]) -> u32 {
    num::count(apart(run, line).count())
}

/// The places of a run that don't overlap, from left to right.
fn apart<'a>(run: &'a Resolved, line: &'a [u32]) -> impl Iterator<Item = usize> + 'a {
    let mut free = 0;
    run.places(line).filter(move |&at| {
        let is_free = at >= free;
        if is_free {
            free = at + run.len();
        }
        is_free
    })
}

impl Leaf for Count {
    fn print(&self) -> String {
        format!("count({}){}{}", self.run.print(), SIGNS[self.sign].0, self.number)
    }

    fn describe(&self) -> String {
        let times = if self.number == 1 { "time" } else { "times" };
        format!(
            "has {} {} {} {times}",
            self.run.describe(),
            SIGNS[self.sign].1,
            self.number
        )
    }

    fn select(&self, source: &Source<'_>) -> BitSet {
        let index = source.index;
        let holds = SIGNS[self.sign].2;
        // Records without it have it no times at all, which may be what is asked for.
        let mut found = if holds(0, self.number) {
            BitSet::full(index.records())
        } else {
            BitSet::empty(index.records())
        };
        let Some(run) = self.run.resolve(index) else {
            return found;
        };
        let candidates = run.candidates(index);
        found.without(&candidates);
        let mut line = Vec::new();
        for record in candidates.iter() {
            run.line(index, record, &mut line);
            if holds(times(&run, &line), self.number) {
                found.insert(record);
            }
        }
        found
    }

    fn ask(&self) -> Ask {
        let comparison = Comparison {
            sign: SIGNS[self.sign].0,
            number: self.number,
        };
        Ask::Count(self.run.tokens(), comparison)
    }

    fn marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        if let Some(run) = self.run.resolve(text.index) {
            let (line, spans) = run.text_line(text);
            marks.extend(apart(&run, &line).map(|at| run.span(&spans, at)));
        }
    }
}
