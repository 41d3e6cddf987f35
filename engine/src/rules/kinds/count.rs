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
use super::run::{IN_A_LIST, Run, span};
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

fn read(term: &Term, names: &Names) -> Reading {
    (term.shape == Shape::Call && term.text == "count")
        .then(|| build(term, names).map(|count| Arc::new(count) as Arc<dyn Leaf>))
}

fn build(term: &Term, names: &Names) -> Result<Count, QueryError> {
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
        run: Run::read(of, names)?,
        sign,
        number,
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

    fn spans_columns(&self) -> bool {
        false
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
        let runs = self.run.resolve(index);
        let mut candidates = BitSet::empty(index.records());
        runs.iter().for_each(|run| candidates.or(&run.candidates()));
        found.without(&candidates);
        let (mut line, mut places) = (Vec::new(), Vec::new());
        for record in candidates.iter() {
            let mut times = 0;
            for run in &runs {
                run.line(record, &mut line);
                // What one takes the next can't.
                run.apart(&line, &mut places);
                times += places.len();
            }
            if holds(num::count(times), self.number) {
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
        self.run
            .tokens()
            .map_or(Ask::Own(IN_A_LIST), |run| Ask::Count(run, comparison))
    }

    fn lists(&self) -> Vec<&str> {
        self.run.list().into_iter().collect()
    }

    fn marks(&self, text: &ReadText<'_>, marks: &mut Vec<Range<usize>>) {
        for run in self.run.resolve(text.index) {
            let (line, spans) = run.text_line(text);
            let mut places = Vec::new();
            run.apart(&line, &mut places);
            marks.extend(places.iter().map(|place| span(&spans, place)));
        }
    }
}
