//! What an edit would touch, found by making it on the side.

use std::sync::Arc;

use super::document::Document;
use super::edit::Edit;
use super::live::Live;
use super::project::Project;
use super::reply::Impact;
use crate::bits::BitSet;
use crate::error::Result;
use crate::gold::GoldSets;
use crate::num::{count, grouped};

impl Project {
    /// What an edit would touch.
    ///
    /// # Errors
    /// What would keep it from being made.
    pub(super) fn impact(&mut self, edit: &Edit) -> Result<Impact> {
        let after = self.document.apply(edit, self.surroundings())?;
        let n = self.corpus.len();
        let gold = GoldSets::new(
            n,
            &self.gold,
            &after.hand,
            &after.meaning,
            &after.labels,
            &self.held_out,
        );
        let source = crate::rules::Source::new(&self.corpus, &self.index).with_terms(&self.terms);
        let live = Live::new(&after, None, &self.names, &mut self.cache, &source, &gold);
        let (was, now) = (&self.saved.analysis.sets, &live.analysis.sets);
        let mut impact = Impact {
            rules: touched_rules(&self.document, &after),
            gold: self.touched_gold(&after),
            majority: self.touched_majority(&after, &live).count(),
            conflicts_ended: was.conflicted.count_without(&now.conflicted),
            coverage_lost: was.covered.count_without(&now.covered),
            sentence: String::new(),
        };
        impact.sentence = sentence(&impact) + &self.merged_against(edit);
        Ok(impact)
    }

    /// What a merge makes of the rules that vote against the label that ends.
    fn merged_against(&self, edit: &Edit) -> String {
        let Edit::MergeLabel { from, into } = edit else {
            return String::new();
        };
        let rules = self.document.rules.iter();
        let against = rules.filter(|rule| rule.label == *from && rule.against).count();
        let label = self.document.label(*into).map_or("", |label| &label.name);
        match against {
            0 => String::new(),
            1 => format!(" 1 rule against it would then vote against {label}: look at it afterwards."),
            many => {
                format!(" {many} rules against it would then vote against {label}: look at them afterwards.")
            }
        }
    }

    /// Records whose gold is another label, or none, afterwards.
    fn touched_gold(&self, after: &Document) -> u32 {
        let of = |document: &Document, record| {
            let label = document.hand.get(record)?;
            document.labels.get(label).map(|label| label.id)
        };
        let by_hand = self.document.hand.iter().map(|(record, _)| record);
        let by_hand = by_hand.filter(|&record| of(&self.document, record) != of(after, record));
        count(by_hand.count()) + self.touched_column(after)
    }

    /// Those of them whose gold stands in the column: whose value means something else.
    fn touched_column(&self, after: &Document) -> u32 {
        let changed: Vec<bool> = self
            .document
            .meaning
            .iter()
            .zip(after.meaning.iter())
            .map(|(was, now)| was != now)
            .collect();
        let touched = (0..self.records())
            .filter(|&record| self.gold.value_of(record).is_some_and(|value| changed[value]))
            .filter(|&record| self.document.hand.get(record).is_none());
        count(touched.count())
    }

    /// Records whose majority label changes, comes or goes.
    pub(super) fn touched_majority(&self, after: &Document, live: &Live) -> BitSet {
        let n = self.corpus.len();
        let none = BitSet::empty(n);
        let mut touched = BitSet::empty(n);
        let labels = self.document.labels.iter().chain(after.labels.iter());
        for label in labels {
            let of = |document: &Document, live: &Live| -> BitSet {
                let index = document.labels.index(label.id);
                index
                    .and_then(|index| live.analysis.sets.majority.get(index))
                    .unwrap_or(&none)
                    .clone()
            };
            let (was, now) = (of(&self.document, &self.saved), of(after, live));
            for (one, other) in [(&was, &now), (&now, &was)] {
                let mut only = one.clone();
                only.without(other);
                touched.or(&only);
            }
        }
        touched
    }
}

/// Names of the rules that vote otherwise afterwards, or go.
fn touched_rules(before: &Document, after: &Document) -> Vec<String> {
    let same = |rule: &Arc<crate::rule::Rule>| {
        let now = after.rule(rule.id);
        now.is_ok_and(|now| now.label == rule.label && now.column == rule.column)
    };
    before
        .rules
        .iter()
        .filter(|rule| !same(rule))
        .map(|rule| rule.name.clone())
        .collect()
}

fn sentence(impact: &Impact) -> String {
    let mut parts = Vec::new();
    let mut add = |number: u32, one: &str, many: &str| {
        if number > 0 {
            parts.push(format!(
                "{} {}",
                grouped(u64::from(number)),
                if number == 1 { one } else { many }
            ));
        }
    };
    add(count(impact.rules.len()), "rule", "rules");
    add(impact.gold, "gold label", "gold labels");
    add(impact.majority, "majority label", "majority labels");
    let mut sentence = match parts.as_slice() {
        [] => "Touches no rule, no gold and no record's label.".to_owned(),
        parts => format!("Touches {}.", parts.join(", ")),
    };
    if impact.coverage_lost > 0 {
        sentence += &format!(" {} would no longer have a vote.", records(impact.coverage_lost));
    }
    if impact.conflicts_ended > 0 {
        sentence += &format!(
            " {} would no longer be conflicted.",
            records(impact.conflicts_ended)
        );
    }
    sentence
}

fn records(number: u32) -> String {
    if number == 1 {
        "1 record".to_owned()
    } else {
        format!("{} records", grouped(u64::from(number)))
    }
}
