//! A rule's examples: texts that it must match and texts that it must not, checked at every edit. An example whose
//! record is in the project is answered by the rule's own records; any other is read on its own, so that a rule file
//! can be checked without the data it was written for.

use std::collections::BTreeMap;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::evaluated::Evaluated;
use super::project::Project;
use crate::bits::BitSet;
use crate::corpus::{Corpus, CorpusBuilder, Value, ValueKind};
use crate::num::count;
use crate::rule::{Example, Rule};
use crate::rules::{Condition, Names, QueryError, Source, parse};
use crate::text::{IndexBuilder, TextColumnBuilder, TextIndex};

/// What became of an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// The rule does as the example says.
    Holds,
    /// The rule does otherwise.
    Broken,
    /// The text alone doesn't tell: the query compares it with records that are not here.
    Unchecked,
}

/// An example as it stands now.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExampleView {
    /// What became of it.
    pub verdict: Verdict,
    /// The record it was taken from, by its index, where the project has it with the same text.
    pub record: Option<u32>,
}

/// Says of each example whether a query does as it says. No project is needed: the examples are all the data there is.
///
/// # Errors
/// When the query can't be read.
pub fn check(query: &str, names: &Names, examples: &[Example]) -> Result<Vec<Verdict>, QueryError> {
    let parsed = parse(query, names)?;
    Ok(verdicts(&parsed.condition, names, examples))
}

fn verdicts(condition: &Condition, names: &Names, examples: &[Example]) -> Vec<Verdict> {
    if condition.asks_others() {
        return vec![Verdict::Unchecked; examples.len()];
    }
    let matched = Texts::new(examples, names).select(condition);
    (0u32..)
        .zip(examples)
        .map(|(at, example)| verdict(example, matched.contains(at)))
        .collect()
}

const fn verdict(example: &Example, is_matched: bool) -> Verdict {
    if example.matches == is_matched {
        Verdict::Holds
    } else {
        Verdict::Broken
    }
}

/// The examples as records of their own.
struct Texts {
    corpus: Corpus,
    index: TextIndex,
}

impl Texts {
    fn new(examples: &[Example], asked: &Names) -> Self {
        let names = field_names(examples);
        let mut corpus = CorpusBuilder::default();
        let mut index = IndexBuilder::default();
        corpus.name_fields(&names);
        for example in examples {
            corpus.push(None, &example.text, names.iter().map(|name| value(example, name)));
            index.push(&example.text);
        }
        let corpus = corpus.finish();
        let further = asked.texts.iter().skip(1);
        let columns = further.filter_map(|name| Some(TextColumnBuilder::new(name, &corpus)?.finish(&corpus)));
        let first = asked.texts.first().cloned().unwrap_or_default();
        let mut index = index.finish().with_columns(first, columns.collect());
        index.set_accents(asked.accents);
        Self { corpus, index }
    }

    fn select(&self, condition: &Condition) -> BitSet {
        condition.select(&Source::new(&self.corpus, &self.index))
    }
}

/// The fields that any of the examples has, in order of appearance.
fn field_names(examples: &[Example]) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for (name, _) in examples.iter().flat_map(|example| &example.fields) {
        if !names.contains(name) {
            names.push(name.clone());
        }
    }
    names
}

fn value<'a>(example: &'a Example, name: &str) -> Value<'a> {
    let found = example.fields.iter().find(|(known, _)| known == name);
    found.map_or(
        Value {
            kind: ValueKind::Missing,
            text: "",
        },
        |(_, text)| Value {
            kind: ValueKind::Text,
            text,
        },
    )
}

/// What is known of examples between two edits.
#[derive(Debug, Default)]
pub(super) struct Checks {
    /// Where the records of ids stand; none where the project has no such id.
    places: BTreeMap<String, Option<u32>>,
    /// The saved rules that have examples, with the condition each was checked with and how many of them are broken.
    saved: Vec<(Arc<Rule>, Arc<Condition>, u32)>,
}

impl Checks {
    /// Looks up the ids that are not known yet, in one pass over the records.
    fn learn(&mut self, corpus: &Corpus, examples: &[Example]) {
        let is_new = |id: &&str| !id.is_empty() && !self.places.contains_key(*id);
        let ids = examples.iter().map(|example| example.record.as_str());
        let mut new: Vec<&str> = ids.filter(is_new).collect();
        new.sort_unstable();
        new.dedup();
        if new.is_empty() {
            return;
        }
        let places = corpus.places(&new);
        let known = new.into_iter().map(str::to_owned).zip(places);
        self.places.extend(known);
    }

    /// The record of an example, where the project has it with the same text.
    fn place(&self, corpus: &Corpus, example: &Example) -> Option<u32> {
        let place = (*self.places.get(&example.record)?)?;
        (corpus.text(place) == example.text).then_some(place)
    }
}

impl Project {
    /// The draft's examples as they stand with the query that is counted.
    pub(super) fn draft_examples(&mut self) {
        let Some(open) = &self.draft else { return };
        self.checks.learn(&self.corpus, &open.draft.text.examples);
        let checked = match &open.counted {
            Some(evaluated) => self.check_examples(evaluated, &open.draft.text.examples),
            None => Vec::new(),
        };
        if let Some(open) = &mut self.draft {
            open.examples = checked;
        }
    }

    /// Checks the saved rules that an edit changed.
    pub(super) fn check_saved(&mut self) {
        let before = std::mem::take(&mut self.checks.saved);
        let rules = Arc::clone(&self.document.rules);
        for (at, rule) in rules.iter().enumerate() {
            let Some(Ok(evaluated)) = self.saved.rules.get(at).map(|live| &live.evaluated) else {
                continue;
            };
            if rule.examples.is_empty() {
                continue;
            }
            let evaluated = evaluated.clone();
            let known = before.iter().find(|(known, condition, _)| {
                Arc::ptr_eq(known, rule) && Arc::ptr_eq(condition, &evaluated.condition)
            });
            let broken = match known {
                Some((.., broken)) => *broken,
                None => self.broken(&evaluated, &rule.examples),
            };
            self.checks
                .saved
                .push((Arc::clone(rule), evaluated.condition, broken));
        }
    }

    /// How many examples of a saved rule are broken.
    pub(super) fn broken_examples(&self, rule: &Arc<Rule>) -> u32 {
        let checked = self
            .checks
            .saved
            .iter()
            .find(|(known, ..)| Arc::ptr_eq(known, rule));
        checked.map_or(0, |(.., broken)| *broken)
    }

    fn broken(&mut self, evaluated: &Evaluated, examples: &[Example]) -> u32 {
        self.checks.learn(&self.corpus, examples);
        let checked = self.check_examples(evaluated, examples);
        let broken = checked.iter().filter(|view| view.verdict == Verdict::Broken);
        count(broken.count())
    }

    fn check_examples(&self, evaluated: &Evaluated, examples: &[Example]) -> Vec<ExampleView> {
        let places: Vec<Option<u32>> = examples
            .iter()
            .map(|example| self.checks.place(&self.corpus, example))
            .collect();
        let all_here = places.iter().all(Option::is_some);
        // Without their record, texts say nothing of a column of votes.
        let alone = if all_here || evaluated.by_label.is_some() {
            Vec::new()
        } else {
            verdicts(&evaluated.condition, &self.names, examples)
        };
        let view = |(at, example): (usize, &Example)| {
            let record = places[at];
            let alone = || alone.get(at).copied().unwrap_or(Verdict::Unchecked);
            ExampleView {
                verdict: record.map_or_else(alone, |record| {
                    verdict(example, evaluated.records.contains(record))
                }),
                record,
            }
        };
        examples.iter().enumerate().map(view).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn example(text: &str, matches: bool) -> Example {
        Example {
            text: text.to_owned(),
            matches,
            ..Example::default()
        }
    }

    #[test]
    fn examples_are_checked_without_any_data() {
        let examples = [
            example("Check out MY channel", true),
            example("my new channel", true),
            example("a channel of my own", false),
        ];
        let said = check("\"my channel\"", &Names::default(), &examples).unwrap();
        assert_eq!(said, [Verdict::Holds, Verdict::Broken, Verdict::Holds]);
        let wider = check("my channel", &Names::default(), &examples).unwrap();
        assert_eq!(wider, [Verdict::Holds, Verdict::Holds, Verdict::Broken]);
        assert!(check("\"my", &Names::default(), &examples).is_err());
    }

    #[test]
    fn fields_that_the_query_compares_are_read_too() {
        let of = |lang: &str, matches| Example {
            fields: vec![("lang".to_owned(), lang.to_owned())],
            ..example("so good", matches)
        };
        let names = Names::of_fields(["lang", "amount"]);
        let examples = [of("en", true), of("de", true), example("so good", false)];
        let said = check("good lang:en", &names, &examples).unwrap();
        assert_eq!(said, [Verdict::Holds, Verdict::Broken, Verdict::Holds]);
        let missing = check("missing(amount)", &names, &examples).unwrap();
        assert_eq!(missing, [Verdict::Holds, Verdict::Holds, Verdict::Broken]);
    }

    #[test]
    fn regular_expressions_see_the_text_as_it_stands() {
        let examples = [example("50 % off", true), example("50 off", false)];
        let said = check("/\\d+ ?%/", &Names::default(), &examples).unwrap();
        assert_eq!(said, [Verdict::Holds, Verdict::Holds]);
    }
}
