//! Exceptions to a rule: the words of a conflicting record, each with what the rule would be without the records that
//! hold it.

use serde::{Deserialize, Serialize};

use super::pair::right_records;
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::ids::RuleId;
use crate::rules::except;
use crate::session::Project;

/// Most different words of a record that are weighed, from its beginning.
const MOST_WEIGHED: usize = 400;

/// Most words in an answer.
const MOST_SHOWN: usize = 24;

/// What could be left out of a rule to end its conflict with another one on a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionsView {
    /// Records on which the two rules conflict.
    pub conflicts: u32,
    /// Other records the rule votes on.
    pub others: u32,
    /// The best words first: those that end most conflicts while losing the fewest others.
    pub words: Vec<ExceptionWord>,
    /// Whether the record has more different words than were weighed.
    pub is_cut: bool,
}

/// One word of the record.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExceptionWord {
    /// The word, in lower case.
    pub word: String,
    /// The rule's query with the word left out.
    pub query: String,
    /// Conflicts with the other rule that would end.
    pub cuts: u32,
    /// Other records the rule would no longer vote on.
    pub loses: u32,
    /// … of these, those with dev gold.
    pub loses_judged: u32,
    /// … of these, those the rule gets right.
    pub loses_right: u32,
}

/// What a rule's records divide into.
struct Sides {
    conflicts: BitSet,
    others: BitSet,
    others_judged: BitSet,
    others_right: BitSet,
}

impl Project {
    /// The words of a record that could be exceptions to a rule, which has the query given, against another rule.
    ///
    /// # Errors
    /// A rule or a record that isn't there.
    pub(in crate::session) fn exceptions(
        &self,
        rule: RuleId,
        against: RuleId,
        record: u32,
        query: &str,
    ) -> Result<ExceptionsView> {
        self.document.rule(rule)?;
        self.document.rule(against)?;
        if record >= self.records() {
            return Err(Error::new("This record is not there", "Choose another one"));
        }
        let sides = self.sides(rule, against);
        let groups = self.words_of(record);
        let weighed = groups.iter().take(MOST_WEIGHED);
        let mut words: Vec<ExceptionWord> = weighed
            .filter_map(|&(group, entry)| self.weigh(group, entry, &sides, query))
            .collect();
        // Stable: equals stay in the order of the text.
        words.sort_by_key(|word| {
            let gain = i64::from(word.cuts) - i64::from(word.loses);
            (std::cmp::Reverse(gain), std::cmp::Reverse(word.cuts))
        });
        words.truncate(MOST_SHOWN);
        Ok(ExceptionsView {
            conflicts: sides.conflicts.count(),
            others: sides.others.count(),
            words,
            is_cut: groups.len() > MOST_WEIGHED,
        })
    }

    fn sides(&self, rule: RuleId, against: RuleId) -> Sides {
        let mut conflicts = self.rules_conflict(rule, against);
        if let Some(scope) = &self.scope {
            conflicts.and(&scope.records);
        }
        let mut others = self.voted_on(rule);
        others.without(&conflicts);
        let mut others_judged = others.clone();
        others_judged.and(&self.gold_sets.dev_known);
        let column = self.voting_column(rule);
        let mut others_right = column.map_or_else(
            || BitSet::empty(others.len()),
            |column| right_records(column, &self.gold_sets),
        );
        others_right.and(&others);
        Sides {
            conflicts,
            others,
            others_judged,
            others_right,
        }
    }

    /// The different words of a record, by group, each with its first entry.
    fn words_of(&self, record: u32) -> Vec<(u32, u32)> {
        let vocabulary = self.index.vocabulary();
        let mut words: Vec<(u32, u32)> = Vec::new();
        for entry in self.index.word_entries(record) {
            let group = vocabulary.group_of(entry);
            if words.len() <= MOST_WEIGHED && words.iter().all(|(known, _)| *known != group) {
                words.push((group, entry));
            }
        }
        words
    }

    /// What leaving a word out would do; none where it ends no conflict, or leaves the rule without any record.
    fn weigh(&self, group: u32, entry: u32, sides: &Sides, query: &str) -> Option<ExceptionWord> {
        let mut with = BitSet::empty(self.corpus.len());
        self.index.add_group(group, &mut with);
        let (cuts, loses) = (sides.conflicts.count_and(&with), sides.others.count_and(&with));
        let is_all = cuts == sides.conflicts.count() && loses == sides.others.count();
        if cuts == 0 || is_all {
            return None;
        }
        let word = self.index.vocabulary().token(entry).to_lowercase();
        Some(ExceptionWord {
            query: except(query, &word, &self.names),
            word,
            cuts,
            loses,
            loses_judged: sides.others_judged.count_and(&with),
            loses_right: sides.others_right.count_and(&with),
        })
    }
}
