//! What a rule said, as the page shows it: each revision with what it changed, in words of the query and in votes. An
//! old query is evaluated when it is asked for, on the records, the gold and the other rules as they are now, so that
//! figures of two revisions differ by nothing but the revisions.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::draft::problem;
use super::evaluated::Evaluated;
use super::evaluating::Evaluating;
use super::live::{Stand, ballots};
use super::project::Project;
use super::reply::{QueryProblem, RuleFigures};
use super::request::Filter;
use super::revisions::{revision_of, revisions_of};
use crate::analysis::{Analysis, analyse, conflicts_of};
use crate::bits::BitSet;
use crate::error::Error;
use crate::ids::RuleId;
use crate::job::{Progress, Step};
use crate::revision::Revision;
use crate::rules::{Condition, QueryError, ScanJob, TermChange};
use crate::votes::{VoteColumn, VoteMatrix};

/// A rule's revisions.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RuleHistory {
    /// Which rule.
    pub rule: RuleId,
    /// Those asked for, newest first.
    pub revisions: Vec<RevisionView>,
}

/// A revision with its figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct RevisionView {
    /// What the rule said.
    pub revision: Revision,
    /// Why its query can't be read any more.
    pub problem: Option<QueryProblem>,
    /// What its figures would be now, with the rule on, in the records that are shown: those of the slice in force, else
    /// all.
    pub figures: RuleFigures,
    /// What it changed, against the one before it in the list.
    pub change: Option<RevisionChange>,
}

/// What lies between two revisions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RevisionChange {
    /// The earlier revision's number.
    pub before: u32,
    /// Terms that only the later query has.
    pub added: Vec<String>,
    /// Terms that only the earlier query had.
    pub removed: Vec<String>,
    /// Whether terms that stay are joined otherwise.
    pub regrouped: bool,
    /// Records that only the later one matches.
    pub gained: u32,
    /// Records that only the earlier one matched.
    pub lost: u32,
    /// Records that both match.
    pub kept: u32,
}

/// A revision's query and the records it matches, of those that are shown, with what it votes there.
#[derive(Debug)]
struct Seen {
    condition: Arc<Condition>,
    records: BitSet,
    votes: VoteColumn,
}

/// A history being counted: a revision a step, and more steps for queries that look at all texts.
#[derive(Debug)]
pub struct HistoryJob {
    /// Those to be looked at, the newest last.
    left: Vec<Arc<Revision>>,
    total: u64,
    others: Others,
    scan: Option<ScanJob>,
    /// The last one looked at, where its query can be read.
    later: Option<Seen>,
    found: RuleHistory,
}

impl Project {
    /// Begins to count a rule's revisions, those of some numbers or all.
    ///
    /// # Errors
    /// When the rule is gone, or has no such revision.
    pub(super) fn history_job(&self, rule: RuleId, numbers: &[u32]) -> Result<HistoryJob, Error> {
        let known = revisions_of(self.document.rule(rule)?);
        numbers
            .iter()
            .try_for_each(|number| revision_of(self.document.rule(rule)?, *number).map(drop))?;
        let wanted = |revision: &Arc<Revision>| numbers.is_empty() || numbers.contains(&revision.number);
        let left: Vec<_> = known.into_iter().filter(wanted).collect();
        Ok(HistoryJob {
            total: left.len() as u64,
            left,
            others: Others::of(self, rule),
            scan: None,
            later: None,
            found: RuleHistory {
                rule,
                revisions: Vec::new(),
            },
        })
    }

    /// Records by what a rule's revisions match; none where the filter is about something else.
    pub(super) fn of_revisions(&mut self, filter: Filter) -> Option<BitSet> {
        let (rule, one, other) = match filter {
            Filter::Revision(rule, number) => (rule, number, None),
            Filter::RevisionBoth(rule, one, other) => (rule, one, Some((other, true))),
            Filter::RevisionOnly(rule, one, other) => (rule, one, Some((other, false))),
            Filter::RevisionConflicts(rule, number) => return Some(self.revision_conflicts(rule, number)),
            _ => return None,
        };
        let mut records = self.revision_records(rule, one);
        match other.map(|(other, both)| (self.revision_records(rule, other), both)) {
            Some((other, true)) => records.and(&other),
            Some((other, false)) => records.without(&other),
            None => {}
        }
        Some(records)
    }

    /// What a revision votes, where it is evaluated.
    fn votes_of(&self, revision: &Revision, evaluated: &Evaluated) -> VoteColumn {
        ballots(&self.document, Stand::of_revision(revision), evaluated)
    }

    /// Of some records those that are shown.
    fn shown_of(&self, records: &BitSet) -> BitSet {
        let mut shown = records.clone();
        if let Some(scope) = &self.scope {
            shown.and(&scope.records);
        }
        shown
    }

    /// The records that a revision matches; none where it is gone or can't be read.
    fn revision_records(&mut self, rule: RuleId, number: u32) -> BitSet {
        let found = self.evaluate_revision(rule, number);
        found.map_or_else(
            || BitSet::empty(self.corpus.len()),
            |(_, evaluated)| (*evaluated.records).clone(),
        )
    }

    /// Of these the ones on which another rule's vote conflicts with it.
    fn revision_conflicts(&mut self, rule: RuleId, number: u32) -> BitSet {
        let Some((revision, evaluated)) = self.evaluate_revision(rule, number) else {
            return BitSet::empty(self.corpus.len());
        };
        let votes = self.votes_of(&revision, &evaluated);
        Others::of(self, rule).conflicts(self, &votes)
    }

    fn evaluate_revision(&mut self, rule: RuleId, number: u32) -> Option<(Arc<Revision>, Evaluated)> {
        let rule = self.document.rule(rule).ok()?;
        let revision = revision_of(rule, number).ok()?;
        let mut scan = None;
        loop {
            let step = self.step_query(&revision.query, revision.column.as_ref(), &mut scan);
            if let Evaluating::Done(evaluated) = step {
                return Some((revision, evaluated.ok()?));
            }
        }
    }
}

impl HistoryJob {
    /// Does one step.
    pub(super) fn step(&mut self, project: &mut Project) -> Step<RuleHistory> {
        let Some(revision) = self.left.last().map(Arc::clone) else {
            return Step::Done(self.found.clone());
        };
        match project.step_query(&revision.query, revision.column.as_ref(), &mut self.scan) {
            Evaluating::Working(scanned) => return Step::Working(scanned.progress()),
            Evaluating::Done(evaluated) => self.add(project, &revision, evaluated),
        }
        self.left.pop();
        project.cache.trim(project.document.rules.len());
        Step::Working(Progress {
            stage: "looking at earlier queries",
            done: self.total - self.left.len() as u64,
            total: self.total,
            estimate: None,
        })
    }

    fn add(&mut self, project: &Project, revision: &Revision, evaluated: Result<Evaluated, QueryError>) {
        let problem = evaluated
            .as_ref()
            .err()
            .map(|error| problem(&revision.query, error));
        let seen = evaluated.ok().map(|evaluated| Seen {
            condition: Arc::clone(&evaluated.condition),
            records: project.shown_of(&evaluated.records),
            votes: project.votes_of(revision, &evaluated),
        });
        self.tell_change(revision, seen.as_ref());
        self.found.revisions.push(RevisionView {
            problem,
            figures: seen.as_ref().map_or_else(RuleFigures::default, |seen| {
                self.others.figures(project, &seen.votes)
            }),
            change: None,
            revision: revision.clone(),
        });
        self.later = seen;
    }

    /// Says of the revision looked at before, which is the later one, what it changed.
    fn tell_change(&mut self, earlier: &Revision, was: Option<&Seen>) {
        let Some(view) = self.found.revisions.last_mut() else {
            return;
        };
        let now = self.later.as_ref();
        let terms = match (was, now) {
            (Some(was), Some(now)) => now.condition.change_from(&was.condition),
            _ => TermChange::default(),
        };
        let only = |one: Option<&Seen>, other: Option<&Seen>| match (one, other) {
            (Some(one), Some(other)) => one.records.count_without(&other.records),
            (Some(one), None) => one.records.count(),
            (None, _) => 0,
        };
        let (gained, lost) = (only(now, was), only(was, now));
        view.change = Some(RevisionChange {
            before: earlier.number,
            added: terms.added,
            removed: terms.removed,
            regrouped: terms.regrouped,
            gained,
            lost,
            kept: now.map_or(0, |now| now.records.count()) - gained,
        });
    }
}

/// What the other rules vote on the records that are shown, once for all revisions.
#[derive(Debug)]
struct Others {
    votes: VoteMatrix,
}

impl Others {
    fn of(project: &Project, rule: RuleId) -> Self {
        let own = project.saved.rule(rule).and_then(|rule| rule.column);
        let mut votes = match &project.scope {
            Some(scope) => project.saved.matrix.within(&scope.records),
            None => project.saved.matrix.clone(),
        };
        if let Some(own) = own {
            votes.columns.remove(own);
        }
        Self { votes }
    }

    /// The analysis with a rule behind the others that votes so.
    fn analyse_with(&mut self, project: &Project, votes: &VoteColumn) -> Analysis {
        self.votes.columns.push(match &project.scope {
            Some(scope) => votes.within(&scope.records),
            None => votes.clone(),
        });
        analyse(&self.votes, &project.shown_gold().dev)
    }

    /// The records on which the votes of such a rule conflict with others.
    fn conflicts(mut self, project: &Project, votes: &VoteColumn) -> BitSet {
        let analysis = self.analyse_with(project, votes);
        conflicts_of(&self.votes, &analysis.sets, self.votes.columns.len() - 1)
    }

    /// The figures of a rule that votes so.
    fn figures(&mut self, project: &Project, votes: &VoteColumn) -> RuleFigures {
        let analysis = self.analyse_with(project, votes);
        self.votes.columns.pop();
        let own = analysis.rules.last().copied().unwrap_or_default();
        RuleFigures {
            coverage: own.coverage,
            overlaps: own.overlaps,
            conflicts: own.conflicts,
            correct: own.correct,
            incorrect: own.incorrect,
        }
    }
}
