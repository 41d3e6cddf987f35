//! Records as the page shows them: texts cut into marked pieces, votes, and the words behind them.

use std::ops::Range;

use super::live::LiveRule;
use super::project::Project;
use super::reply::{LabelCount, Piece, RecordView, RowView, RowsView, RuleVote, TextView};
use super::request::{Keep, Selection};
use crate::error::{Error, Result};
use crate::ids::{LabelId, RuleId};
use crate::num::count;
use crate::rules::ReadText;
use crate::text::TextColumn;
use crate::votes::Vote;

/// Characters of a text in a list; the whole stands in the record's own view.
const ROW_CHARS: usize = 600;

/// Characters of a text in the record's own view: a megabyte in most scripts.
const RECORD_CHARS: usize = 1_000_000;

/// Most rows in one answer, whatever is asked.
const MOST_ROWS: u32 = 1000;

/// Most different matched words of one rule that a record's view lists.
const MOST_WORDS: usize = 50;

impl Project {
    /// Rows `start..end` of a selection.
    pub(super) fn rows(
        &mut self,
        selection: &Selection,
        start: u32,
        end: u32,
        keep: Option<Keep>,
    ) -> RowsView {
        let selected = self.select(selection);
        let (total, changed) = (selected.total(), selected.changed());
        let problem = selected.problem.clone();
        let moved = keep.map_or(0, |keep| selected.moved(keep));
        let active = keep.and_then(|keep| selected.place(keep.active?));
        let start = start.saturating_add_signed(moved);
        let end = end
            .saturating_add_signed(moved)
            .min(start.saturating_add(MOST_ROWS));
        let records: Vec<u32> = selected.range(start, end).collect();
        let rows = records.into_iter().map(|record| self.row(record)).collect();
        RowsView {
            total,
            changed,
            moved,
            active,
            start,
            rows,
            problem,
        }
    }

    fn row(&self, record: u32) -> RowView {
        let text = self.corpus.text(record);
        let shown = first_chars(text, ROW_CHARS);
        let mut shown_pieces = self.matched_elsewhere(record);
        shown_pieces.extend(pieces(shown, &self.marks(record, shown, &|_| true)));
        RowView {
            index: record,
            id: self.corpus.id(record),
            pieces: shown_pieces,
            cut: self.cut(record, text, shown),
            votes: self.votes_by_label(record),
            conflicted: self.live().analysis.sets.conflicted.contains(record),
            gold: self.dev_gold(record),
            change: self.row_change(record),
        }
    }

    /// One record.
    ///
    /// # Errors
    /// When there is no such record.
    pub(super) fn record(&self, record: u32) -> Result<RecordView> {
        self.record_marked(record, &|_| true)
    }

    /// One record, with the words of two rules alone marked.
    ///
    /// # Errors
    /// When there is no such record.
    pub(super) fn marked(&self, record: u32, (a, b): (RuleId, RuleId)) -> Result<RecordView> {
        self.record_marked(record, &|rule| rule.id == Some(a) || rule.id == Some(b))
    }

    fn record_marked(&self, record: u32, is_marked: &dyn Fn(&LiveRule) -> bool) -> Result<RecordView> {
        if record >= self.records() {
            let remedy = "Choose one from the list";
            return Err(Error::new(
                format!("There is no record number {}", u64::from(record) + 1),
                remedy,
            ));
        }
        let text = self.corpus.text(record);
        let shown = first_chars(text, RECORD_CHARS);
        let is_text = |name: &str| self.index.columns().iter().any(|column| column.name == name);
        let fields = self.corpus.fields().iter();
        let fields = fields
            .filter(|field| !is_text(&field.name))
            .map(|field| (field.name.clone(), field.get(record)));
        let present = fields.filter(|(_, value)| value.kind != crate::corpus::ValueKind::Missing);
        Ok(RecordView {
            index: record,
            id: self.corpus.id(record),
            pieces: pieces(shown, &self.marks(record, shown, is_marked)),
            cut: self.cut(record, text, shown),
            texts: self.texts(record),
            fields: present
                .map(|(name, value)| (name, value.text.to_owned()))
                .collect(),
            gold: self.dev_gold(record),
            by_hand: self.gold_sets.by_hand.contains(record),
            held_out: self.gold_sets.held_out.iter().any(|set| set.contains(record)),
            votes: self.rule_votes(record, shown),
            majority: self.majority(record),
            decision: self.decision(&self.live().matrix.scores(record)),
            near: self.near_votes(record),
        })
    }

    /// The further texts of a record, each with its column.
    fn more_texts(&self, record: u32) -> impl Iterator<Item = (&TextColumn, &str)> {
        let columns = self.index.columns().iter();
        columns.filter_map(move |column| {
            Some((column, self.corpus.fields().get(column.field)?.get(record).text))
        })
    }

    /// The further texts of a record in which a rule found something, marked, to stand before its first text in a list.
    fn matched_elsewhere(&self, record: u32) -> Vec<Piece> {
        let mut found = Vec::new();
        for (column, text) in self.more_texts(record) {
            let shown = first_chars(text, ROW_CHARS);
            let marks = self.marks_in(record, &ReadText::of_column(shown, column), &|_| true);
            if !marks.is_empty() {
                found.extend(pieces(shown, &marks));
                found.push(Piece {
                    text: " · ".to_owned(),
                    label: None,
                });
            }
        }
        found
    }

    /// The further texts of a record, marked; empty ones are left out.
    fn texts(&self, record: u32) -> Vec<TextView> {
        let texts = self.more_texts(record).filter(|(_, text)| !text.is_empty());
        texts
            .map(|(column, text)| {
                let shown = first_chars(text, RECORD_CHARS);
                let marks = self.marks_in(record, &ReadText::of_column(shown, column), &|_| true);
                TextView {
                    name: column.name.clone(),
                    pieces: pieces(shown, &marks),
                    cut: count(text.chars().count() - shown.chars().count()),
                }
            })
            .collect()
    }

    /// Characters of a text that aren't shown.
    fn cut(&self, record: u32, text: &str, shown: &str) -> u32 {
        if shown.len() == text.len() {
            return 0;
        }
        let chars = self.index.chars().get(record as usize).copied().unwrap_or(0);
        chars.saturating_sub(count(shown.chars().count()))
    }

    pub(super) fn dev_gold(&self, record: u32) -> Option<LabelId> {
        let index = self.gold_sets.dev_label(record)?;
        self.document.labels.at(index).map(|label| label.id)
    }

    pub(super) fn majority(&self, record: u32) -> Option<LabelId> {
        let majority = &self.live().analysis.sets.majority;
        let index = majority.iter().position(|set| set.contains(record))?;
        self.document.labels.at(index).map(|label| label.id)
    }

    fn votes_by_label(&self, record: u32) -> Vec<LabelCount> {
        let columns = self.live().matrix.columns.iter();
        let votes: Vec<Vote> = columns.filter_map(|column| column.vote(record)).collect();
        let tally = |against: bool| {
            let votes = &votes;
            let labels = self.document.labels.iter().enumerate();
            labels.filter_map(move |(index, label)| {
                let same = Vote {
                    label: index,
                    against,
                };
                let count = count(votes.iter().filter(|vote| **vote == same).count());
                (count > 0).then_some(LabelCount {
                    label: label.id,
                    against,
                    count,
                })
            })
        };
        tally(false).chain(tally(true)).collect()
    }

    /// The label that a rule votes for or against on a record; its own where it doesn't vote there.
    fn voted(&self, rule: &LiveRule, record: u32) -> (LabelId, bool) {
        let vote = rule.votes.vote(record);
        let label = vote.and_then(|vote| self.document.labels.at(vote.label));
        label.map_or((rule.label, false), |label| {
            (label.id, vote.is_some_and(|vote| vote.against))
        })
    }

    /// The rules that match a record: the draft first, then those that vote, in their order.
    fn matching(&self, record: u32) -> Vec<&LiveRule> {
        let holds = |rule: &&LiveRule| {
            let matches = rule
                .evaluated
                .as_ref()
                .is_ok_and(|evaluated| evaluated.records.contains(record));
            matches && (rule.column.is_some() || rule.is_draft)
        };
        let mut rules: Vec<&LiveRule> = self.live().rules.iter().filter(holds).collect();
        rules.sort_by_key(|rule| !rule.is_draft);
        rules
    }

    /// The marks of the rules that match, of those that are to be marked, the ones to prefer first.
    fn marks(
        &self,
        record: u32,
        shown: &str,
        is_marked: &dyn Fn(&LiveRule) -> bool,
    ) -> Vec<(Range<usize>, LabelId)> {
        self.marks_in(record, &ReadText::new(shown, &self.index), is_marked)
    }

    /// The same in any of the record's texts.
    fn marks_in(
        &self,
        record: u32,
        read: &ReadText<'_>,
        is_marked: &dyn Fn(&LiveRule) -> bool,
    ) -> Vec<(Range<usize>, LabelId)> {
        let of_rule = |rule: &LiveRule| -> Vec<(Range<usize>, LabelId)> {
            let Ok(evaluated) = &rule.evaluated else {
                return Vec::new();
            };
            let (label, _) = self.voted(rule, record);
            evaluated
                .condition
                .marks(read)
                .into_iter()
                .map(|mark| (mark, label))
                .collect()
        };
        let rules = self.matching(record).into_iter();
        rules.filter(|rule| is_marked(rule)).flat_map(of_rule).collect()
    }

    fn rule_votes(&self, record: u32, shown: &str) -> Vec<RuleVote> {
        let mut reads = vec![ReadText::new(shown, &self.index)];
        let more = self.more_texts(record);
        reads.extend(more.map(|(column, text)| ReadText::of_column(first_chars(text, RECORD_CHARS), column)));
        let vote = |rule: &LiveRule| {
            let in_text = |read| {
                let found = rule.evaluated.as_ref();
                let marks = found.map_or_else(|_| Vec::new(), |found| found.condition.marks(read));
                marks.into_iter().map(|mark| &read.text[mark])
            };
            let mut words: Vec<String> = Vec::new();
            for word in reads.iter().flat_map(in_text) {
                if words.len() < MOST_WORDS && !words.iter().any(|known| known == word) {
                    words.push(word.to_owned());
                }
            }
            let (label, against) = self.voted(rule, record);
            let figures = self.live().figures(rule);
            RuleVote {
                rule: rule.id,
                name: rule.name.clone(),
                label,
                against,
                hard: rule.votes.is_hard(),
                words,
                correct: figures.correct,
                incorrect: figures.incorrect,
                without: self.decision_without(record, rule.column),
            }
        };
        self.matching(record)
            .into_iter()
            .filter(|rule| rule.column.is_some())
            .map(vote)
            .collect()
    }
}

/// The first characters of a text.
pub(super) fn first_chars(text: &str, chars: usize) -> &str {
    if text.len() <= chars {
        return text;
    }
    text.char_indices()
        .nth(chars)
        .map_or(text, |(cut, _)| &text[..cut])
}

/// Cuts a text at its marks; where marks lie over each other the earlier one of the list wins.
fn pieces(text: &str, marks: &[(Range<usize>, LabelId)]) -> Vec<Piece> {
    let mut cuts: Vec<usize> = marks
        .iter()
        .flat_map(|(mark, _)| [mark.start, mark.end])
        .collect();
    cuts.extend([0, text.len()]);
    cuts.sort_unstable();
    cuts.dedup();
    let mut pieces: Vec<Piece> = Vec::new();
    for piece in cuts.windows(2) {
        let [start, end] = [piece[0], piece[1]];
        let label = marks
            .iter()
            .find(|(mark, _)| mark.start <= start && end <= mark.end)
            .map(|(_, label)| *label);
        match pieces.last_mut() {
            Some(last) if last.label == label && label.is_none() => last.text.push_str(&text[start..end]),
            _ => pieces.push(Piece {
                text: text[start..end].to_owned(),
                label,
            }),
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_join_to_the_text_and_the_first_mark_wins() {
        let text = "check out my channel";
        let marks = [(6..12, LabelId(1)), (0..9, LabelId(0)), (13..20, LabelId(1))];
        let found = pieces(text, &marks);
        let shown: Vec<(&str, Option<u32>)> = found
            .iter()
            .map(|piece| (piece.text.as_str(), piece.label.map(|label| label.0)))
            .collect();
        assert_eq!(
            shown,
            [
                ("check ", Some(0)),
                ("out", Some(1)),
                (" my", Some(1)),
                (" ", None),
                ("channel", Some(1))
            ]
        );
        assert!(pieces("", &[]).is_empty());
    }
}
