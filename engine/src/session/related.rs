//! What belongs to some words selected in a record: how they are asked for, their other forms and their misspellings in
//! the vocabulary, and the label they speak for. Words are looked up, no text is read, so that it is there at once.

use serde::{Deserialize, Serialize};

use super::project::Project;
use crate::bits::BitSet;
use crate::ids::LabelId;
use crate::rules::{near_words, parse, quoted};
use crate::text::{TextIndex, Tokenizer};

mod forms;

use forms::{common_prefix, forms};

/// Terms offered of one sort.
const MOST: usize = 8;

/// Words of a pattern that are named.
const MOST_NAMED: usize = 6;

/// What belongs to some words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelatedView {
    /// The words as they were asked about.
    pub words: String,
    /// The query that finds them.
    pub query: String,
    /// Records that it matches.
    pub count: u32,
    /// Several words, wherever in a record they stand, instead of in a row.
    pub apart: Option<RelatedTerm>,
    /// The label they speak for: that of most dev gold among the records with them, else the record's own.
    pub label: Option<LabelId>,
    /// Other forms of the same words.
    pub forms: Vec<RelatedTerm>,
    /// Words one letter away.
    pub near: Vec<RelatedTerm>,
}

/// A term that may be added.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RelatedTerm {
    /// As it is written in a query.
    pub term: String,
    /// Records that it matches.
    pub count: u32,
    /// Of a pattern, the words that it finds, most records first, and how many more there are.
    pub words: Vec<String>,
    /// Words of a pattern that are not named.
    pub more: u32,
}

impl Project {
    /// What belongs to the words of a selection; `record` is where they stand.
    // A door of the page's part `advice`.
    #[inline(never)]
    pub(super) fn related(&self, words: &str, record: Option<u32>) -> RelatedView {
        let mut tokens = Vec::new();
        Tokenizer::default().each(words, &mut |token| {
            if token.is_word {
                tokens.push(token.text.to_owned());
            }
        });
        let query = query_of(words, &tokens);
        let label = self
            .spoken_for(&query)
            .or_else(|| record.and_then(|record| self.dev_gold(record).or_else(|| self.majority(record))));
        let (forms, near) = match &tokens[..] {
            [] => (Vec::new(), Vec::new()),
            [word] => self.of_word(&self.index.fold(word), label),
            words => (self.of_phrase(words), Vec::new()),
        };
        RelatedView {
            words: words.to_owned(),
            count: self.count_of(&query),
            query,
            apart: self.apart(&tokens),
            label,
            forms,
            near,
        }
    }

    /// The label that more dev gold has than any other, among the records that a query matches.
    fn spoken_for(&self, query: &str) -> Option<LabelId> {
        let records = parse(query, &self.names).ok()?.condition.select(&self.source());
        let of_label = self.gold_sets.dev.iter().map(|set| set.count_and(&records));
        let mut counts: Vec<(u32, usize)> = of_label.zip(0..).collect();
        counts.sort_unstable_by_key(|&(count, _)| std::cmp::Reverse(count));
        let (most, label) = *counts.first().filter(|(most, _)| *most > 0)?;
        let is_tied = counts.get(1).is_some_and(|&(next, _)| next == most);
        if is_tied {
            return None;
        }
        Some(self.document.labels.at(label)?.id)
    }

    /// Other forms and misspellings of one word.
    fn of_word(&self, word: &str, label: Option<LabelId>) -> (Vec<RelatedTerm>, Vec<RelatedTerm>) {
        let index = &self.index;
        let mut groups = forms(index.vocabulary(), word);
        sort_by_count(index, &mut groups);
        let mut near = near_words(index, word);
        near.retain(|group| !groups.contains(group) && index.vocabulary().folded(*group) != word);
        sort_by_count(index, &mut near);
        let mut terms = self.word_terms(&groups);
        if let Some(star) = self.star(word, &groups, label) {
            terms.insert(0, star);
        }
        let mut misspelt = self.word_terms(&near);
        if near.len() > 1 {
            misspelt.insert(0, self.pattern(format!("{word}~1"), &near));
        }
        (terms, misspelt)
    }

    /// `stem*` for several forms at once, where it is no less pure than they are.
    fn star(&self, word: &str, groups: &[u32], label: Option<LabelId>) -> Option<RelatedTerm> {
        let vocabulary = self.index.vocabulary();
        let stem = common_prefix(word, groups.iter().map(|&group| vocabulary.folded(group)))?;
        let mut found = vocabulary.groups_with(stem);
        found.retain(|&group| vocabulary.folded(group).starts_with(stem));
        let finds_more = found.len() > groups.len() + 1;
        if groups.is_empty() || (groups.len() == 1 && !finds_more) {
            return None;
        }
        if let Some(label) = label {
            let known = self.known(label);
            let listed: Vec<u32> = groups.iter().copied().chain(vocabulary.group(word)).collect();
            let (starred, listed) = (self.records_of(&found), self.records_of(&listed));
            if !known.purity(&starred).is_at_least(known.purity(&listed)) {
                return None;
            }
        }
        sort_by_count(&self.index, &mut found);
        Some(self.pattern(format!("{stem}*"), &found))
    }

    /// A phrase with one of its words in another form.
    fn of_phrase(&self, words: &[String]) -> Vec<RelatedTerm> {
        const FORMS_OF_ONE: usize = 3;
        let vocabulary = self.index.vocabulary();
        let mut terms = Vec::new();
        for at in 0..words.len() {
            let mut groups = forms(vocabulary, &vocabulary.fold(&words[at]));
            sort_by_count(&self.index, &mut groups);
            for &group in groups.iter().take(FORMS_OF_ONE) {
                let mut phrase: Vec<&str> = words.iter().map(String::as_str).collect();
                phrase[at] = vocabulary.folded(group);
                let term = quoted(&phrase.join(" "));
                let count = self.count_of(&term);
                if count > 0 {
                    terms.push(RelatedTerm {
                        term,
                        count,
                        words: Vec::new(),
                        more: 0,
                    });
                }
            }
        }
        terms.sort_by_key(|term| std::cmp::Reverse(term.count));
        terms.truncate(MOST);
        terms
    }

    fn apart(&self, words: &[String]) -> Option<RelatedTerm> {
        if !(2..=MOST).contains(&words.len()) {
            return None;
        }
        let terms: Vec<String> = words
            .iter()
            .map(|word| query_of(word, std::slice::from_ref(word)))
            .collect();
        let term = terms.join(" ");
        Some(RelatedTerm {
            count: self.count_of(&term),
            term,
            words: Vec::new(),
            more: 0,
        })
    }

    fn word_terms(&self, groups: &[u32]) -> Vec<RelatedTerm> {
        let term = |&group: &u32| RelatedTerm {
            term: self.index.vocabulary().folded(group).to_owned(),
            count: self.records_of(&[group]).count(),
            words: Vec::new(),
            more: 0,
        };
        groups.iter().take(MOST).map(term).collect()
    }

    fn pattern(&self, term: String, groups: &[u32]) -> RelatedTerm {
        let word = |&group: &u32| self.index.vocabulary().folded(group).to_owned();
        let named: Vec<String> = groups.iter().take(MOST_NAMED).map(word).collect();
        RelatedTerm {
            count: self.count_of(&term),
            term,
            more: crate::num::count(groups.len() - named.len()),
            words: named,
        }
    }

    fn records_of(&self, groups: &[u32]) -> BitSet {
        let mut records = BitSet::empty(self.corpus.len());
        groups
            .iter()
            .for_each(|&group| self.index.add_group(group, &mut records));
        records
    }

    fn count_of(&self, query: &str) -> u32 {
        parse(query, &self.names).map_or(0, |parsed| parsed.condition.select(&self.source()).count())
    }
}

/// The words as a query: a word as it is, several as a phrase, symbols as they stand.
fn query_of(words: &str, tokens: &[String]) -> String {
    let is_operator = matches!(words, "AND" | "OR" | "NOT");
    match tokens {
        [only] if only == words && !is_operator => words.to_owned(),
        _ => quoted(&words.split_whitespace().collect::<Vec<_>>().join(" ")),
    }
}

/// Words in most records first; in the vocabulary's order where equal. The count is of entries, so that a word in two
/// cases may count a record twice.
fn sort_by_count(index: &TextIndex, groups: &mut [u32]) {
    let count = |group: u32| {
        let entries = index.vocabulary().entries(group).iter();
        entries
            .map(|&entry| u64::from(index.entry_count(entry)))
            .sum::<u64>()
    };
    groups.sort_by_cached_key(|&group| (std::cmp::Reverse(count(group)), group));
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::session::import::{ImportPlan, ImportRun};

    /// A project of these texts without labels.
    fn project(texts: &[&str]) -> Project {
        let records: Vec<(&str, &str, &str)> = texts.iter().map(|text| (*text, "", "")).collect();
        labelled(&records)
    }

    /// A project of texts with their gold, `A` or `B`, and a column `lang`.
    pub(in super::super) fn labelled(records: &[(&str, &str, &str)]) -> Project {
        let line = |(text, label, lang): &(&str, &str, &str)| format!("{text},{label},{lang}\n");
        let lines: String = records.iter().map(line).collect();
        let data = format!("text,label,lang\n{lines}");
        let head = crate::formats::preview::preview("data.csv", data.as_bytes(), true, None).unwrap();
        let plan = ImportPlan {
            source_name: "data.csv".into(),
            project_name: "data".into(),
            options: head.options,
            mapping: head.mapping,
            labels: Some(vec!["A".into(), "B".into()]),
        };
        let mut run = ImportRun::new(plan).unwrap();
        run.push(data.as_bytes()).unwrap();
        run.into_project().unwrap()
    }

    fn said(terms: &[RelatedTerm]) -> Vec<(&str, u32)> {
        terms
            .iter()
            .map(|term| (term.term.as_str(), term.count))
            .collect()
    }

    #[test]
    fn words_speak_for_the_label_that_gold_has_most_among_their_records() {
        let labels = ["A", "B", "B", "B", "A", "B"];
        let texts = [
            "free now",
            "free then",
            "free ever",
            "free as air",
            "calm",
            "calm",
        ];
        let records: Vec<_> = texts
            .iter()
            .zip(labels)
            .map(|(text, label)| (*text, label, ""))
            .collect();
        let project = labelled(&records);
        let dev = |text: &str, label: &str| {
            let wanted = records
                .iter()
                .zip(0..)
                .filter(|((of, is, _), _)| of.contains(text) && *is == label);
            wanted
                .filter(|(_, record)| project.dev_gold(*record).is_some())
                .count()
        };
        let name = |label: LabelId| project.document.labels.get(label).map(|label| label.name.clone());
        for words in ["free", "calm"] {
            let expected = match dev(words, "A").cmp(&dev(words, "B")) {
                std::cmp::Ordering::Greater => Some("A".to_owned()),
                std::cmp::Ordering::Less => Some("B".to_owned()),
                std::cmp::Ordering::Equal => None,
            };
            assert_eq!(
                project.related(words, None).label.and_then(name),
                expected,
                "{words}"
            );
        }
        assert_eq!(project.related("nowhere", None).label, None);
    }

    #[test]
    fn forms_come_with_their_counts_and_misspellings_apart_from_them() {
        let project = project(&[
            "subscribe to me",
            "Subscribed already",
            "subscribing now",
            "subscribed SUBSCRIBED",
            "suscribe please",
            "subscibe please",
            "subscription ends",
        ]);
        let related = project.related("subscribe", None);
        assert_eq!(
            said(&related.forms),
            [("subscrib*", 4), ("subscribed", 2), ("subscribing", 1)],
            "one click takes all that begin so"
        );
        assert_eq!(
            said(&related.near),
            [("subscribe~1", 5), ("suscribe", 1), ("subscibe", 1)]
        );
        assert_eq!(related.near[0].words, ["suscribe", "subscibe"]);
        let phrase = project.related("subscribe to", None);
        assert!(phrase.forms.is_empty(), "no such phrase stands there");
    }
}
