//! Why a record has its label: what the majority vote makes of it, what it would be without each of its votes, and
//! which rules would vote on it but for one part of their condition.

use serde::{Deserialize, Serialize};

use super::live::LiveRule;
use super::project::Project;
use crate::bits::BitSet;
use crate::corpus::CorpusBuilder;
use crate::ids::{LabelId, RuleId};
use crate::rules::{Condition, Source};
use crate::text::{IndexBuilder, TextColumnBuilder};
use crate::votes::{Vote, scores_of};

/// Most rules that nearly vote in an answer: of many, none tells much.
const MOST_NEAR: usize = 6;

/// What the majority vote makes of a record.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decision {
    /// No rule votes.
    #[default]
    NoVote,
    /// One label has the most votes.
    Label(LabelId),
    /// Several labels share the most votes.
    Tie(Vec<LabelId>),
}

/// A rule that votes on a record but for one part of its condition.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NearVote {
    /// Which rule.
    pub rule: RuleId,
    /// Its name.
    pub name: String,
    /// The label it would vote for, or against.
    pub label: LabelId,
    /// Whether it would vote against it.
    pub against: bool,
    /// The part, as a query.
    pub part: String,
    /// Whether the part is an exception that holds here; else it is something that the record lacks.
    pub is_exception: bool,
    /// What the majority vote would make of the record with its vote.
    pub with: Decision,
}

impl Project {
    /// What the majority vote would make of a record without the vote of a column.
    pub(super) fn decision_without(&self, record: u32, column: Option<usize>) -> Decision {
        let votes = self.votes_on(record);
        let others = votes.iter().filter(|(at, ..)| Some(*at) != column);
        let others: Vec<(Vote, bool)> = others.map(|(_, vote, is_hard)| (*vote, *is_hard)).collect();
        self.decision(&scores_of(self.document.labels.len(), &others))
    }

    /// The votes on a record: column, vote, and whether the rule decides.
    fn votes_on(&self, record: u32) -> Vec<(usize, Vote, bool)> {
        let columns = self.live().matrix.columns.iter().enumerate();
        columns
            .filter_map(|(at, column)| Some((at, column.vote(record)?, column.is_hard())))
            .collect()
    }

    /// What the majority vote makes of the labels' scores.
    pub(super) fn decision(&self, counts: &[u32]) -> Decision {
        let most = counts.iter().copied().max().unwrap_or(0);
        if most == 0 {
            return Decision::NoVote;
        }
        let labels = self.document.labels.iter().zip(counts);
        let winners: Vec<LabelId> = labels
            .filter(|(_, count)| **count == most)
            .map(|(label, _)| label.id)
            .collect();
        match winners[..] {
            [only] => Decision::Label(only),
            _ => Decision::Tie(winners),
        }
    }

    /// The rules that vote on a record but for one part, exceptions first.
    pub(super) fn near_votes(&self, record: u32) -> Vec<NearVote> {
        let alone = Alone::new(self, record);
        let voting = self.live().rules.iter().filter(|rule| rule.column.is_some());
        let mut near: Vec<(NearVote, (Vote, bool))> =
            voting.filter_map(|rule| alone.near(self, rule, record)).collect();
        near.sort_by_key(|(near, _)| !near.is_exception);
        near.truncate(MOST_NEAR);
        let votes: Vec<(Vote, bool)> = self
            .votes_on(record)
            .into_iter()
            .map(|(_, vote, is_hard)| (vote, is_hard))
            .collect();
        let with = |(near, vote): (NearVote, (Vote, bool))| {
            let mut votes = votes.clone();
            votes.push(vote);
            let with = self.decision(&scores_of(self.document.labels.len(), &votes));
            NearVote { with, ..near }
        };
        near.into_iter().map(with).collect()
    }
}

/// One record as a corpus of its own, so that every part of every condition can be asked about it and nothing else.
struct Alone {
    corpus: crate::corpus::Corpus,
    index: crate::text::TextIndex,
}

impl Alone {
    fn new(project: &Project, record: u32) -> Self {
        let fields = project.corpus.fields();
        let names: Vec<String> = fields.iter().map(|field| field.name.clone()).collect();
        let mut corpus = CorpusBuilder::default();
        let mut index = IndexBuilder::default();
        let text = project.corpus.text(record);
        corpus.name_fields(&names);
        corpus.push(None, text, fields.iter().map(|field| field.get(record)));
        index.push(text);
        let corpus = corpus.finish();
        let asked = &project.names;
        let further = asked.texts.iter().skip(1);
        let columns = further.filter_map(|name| Some(TextColumnBuilder::new(name, &corpus)?.finish(&corpus)));
        let first = asked.texts.first().cloned().unwrap_or_default();
        let mut index = index.finish().with_columns(first, columns.collect());
        index.set_accents(asked.accents);
        Self { corpus, index }
    }

    fn holds(&self, part: &Condition) -> bool {
        let source = Source::new(&self.corpus, &self.index);
        part.select(&source) != BitSet::empty(1)
    }

    /// The rule, if exactly one part of its condition keeps it from matching and something it looks for is there.
    fn near(&self, project: &Project, rule: &LiveRule, record: u32) -> Option<(NearVote, (Vote, bool))> {
        // A rule of a column says what the column says, which is nothing here.
        let [ballot] = rule.votes.ballots() else {
            return None;
        };
        let label = project.document.labels.at(ballot.vote.label)?.id;
        let evaluated = rule.evaluated.as_ref().ok()?;
        let Condition::All(parts) = evaluated.condition.as_ref() else {
            return None;
        };
        if evaluated.records.contains(record) || evaluated.condition.asks_others() {
            return None;
        }
        let is_exception = |part: &Condition| matches!(part, Condition::Not(_));
        let mut failing = parts.iter().filter(|part| !self.holds(part));
        let (part, None) = (failing.next()?, failing.next()) else {
            return None;
        };
        let is_met = |other: &&Condition| !is_exception(other) && !std::ptr::eq(*other, part);
        let near = NearVote {
            rule: rule.id.unwrap_or_default(),
            name: rule.name.clone(),
            label,
            against: ballot.vote.against,
            part: part.print(),
            is_exception: is_exception(part),
            with: Decision::NoVote,
        };
        let is_near = parts.iter().any(|other| is_met(&other));
        is_near.then_some((near, (ballot.vote, rule.votes.is_hard())))
    }
}

#[cfg(test)]
mod tests {
    use super::super::edit::Edit;
    use super::super::reply::{RecordView, Reply};
    use super::super::request::Request;
    use super::super::tests::{edit, session, text};
    use super::*;
    use crate::session::Session;

    fn record(session: &mut Session, index: u32) -> RecordView {
        match session.answer(Request::Record { index }).unwrap() {
            Reply::Record(record) => *record,
            other => panic!("{other:?}"),
        }
    }

    fn add(session: &mut Session, name: &str, label: u32, query: &str) {
        edit(
            session,
            Edit::AddRule {
                text: text(name, label, query),
            },
        );
    }

    /// Record c is "love my channel".
    #[test]
    fn each_vote_says_what_would_be_without_it() {
        let (ham, spam) = (LabelId(0), LabelId(1));
        let mut session = session();
        add(&mut session, "channel", 1, "channel");
        let only = record(&mut session, 2);
        assert_eq!(only.decision, Decision::Label(spam));
        assert_eq!(only.votes[0].without, Decision::NoVote);
        add(&mut session, "love", 0, "love");
        let tied = record(&mut session, 2);
        assert_eq!(tied.decision, Decision::Tie(vec![ham, spam]));
        assert_eq!(tied.votes[0].without, Decision::Label(ham));
        assert_eq!(tied.votes[1].without, Decision::Label(spam));
        add(&mut session, "my", 1, "my");
        let decided = record(&mut session, 2);
        assert_eq!(decided.decision, Decision::Label(spam));
        let without: Vec<&Decision> = decided.votes.iter().map(|vote| &vote.without).collect();
        let tie = Decision::Tie(vec![ham, spam]);
        assert_eq!(without, [&tie, &Decision::Label(spam), &tie]);
    }

    #[test]
    fn a_rule_is_near_but_for_an_exception_or_one_lacking_word() {
        let mut session = session();
        add(&mut session, "no love", 1, "(channel, song) -love");
        add(&mut session, "song too", 0, "love song");
        add(&mut session, "neither", 0, "money song");
        add(&mut session, "only an exception holds", 0, "money -spam");
        let near = record(&mut session, 2).near;
        let shown: Vec<_> = near
            .iter()
            .map(|near| (near.name.as_str(), near.part.as_str(), near.is_exception))
            .collect();
        assert_eq!(shown, [("no love", "-love", true), ("song too", "song", false)]);
        assert_eq!(near[0].with, Decision::Label(LabelId(1)));
        add(&mut session, "love", 0, "love");
        let near = record(&mut session, 2).near;
        assert_eq!(near[0].with, Decision::Tie(vec![LabelId(0), LabelId(1)]));
        assert_eq!(near[1].with, Decision::Label(LabelId(0)));
    }
}
