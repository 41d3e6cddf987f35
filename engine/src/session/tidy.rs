//! Rules that add nothing, and rules to look at: duplicates, rules whose votes another rule casts too, rules that match
//! nothing, can't be read, are contradicted on every record, or vote on most records. It is told from the votes alone;
//! whether a rule is right is another question, and what is said here says nothing about it.

use serde::{Deserialize, Serialize};

use super::project::Project;
use crate::ids::RuleId;
use crate::job::{Progress, Step};
use crate::votes::{Vote, VoteColumn};

/// What there is to tidy.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct TidyView {
    /// The project's revision that it is of.
    pub revision: u32,
    /// By rule in the project's order; a rule may be named for several reasons.
    pub found: Vec<Untidy>,
}

/// A rule that is on, and why it may better be off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Untidy {
    /// Which rule.
    pub rule: RuleId,
    /// Why.
    pub reason: Reason,
    /// Records it votes on, of all.
    pub records: u32,
}

/// Why a rule may better be off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reason {
    /// Its query can't be read, so that it casts no vote.
    Unread,
    /// It votes on no record.
    Dead,
    /// It casts the very votes of a rule before it.
    Same(RuleId),
    /// All its votes are cast by another rule too, which casts more.
    Within(RuleId),
    /// On each of its records this other rule votes otherwise.
    Opposed(RuleId),
    /// It votes on more than half of all records.
    Broad,
}

impl Reason {
    /// Whether switching the rule off would leave no record without a vote.
    #[must_use]
    pub const fn adds_nothing(self) -> bool {
        matches!(self, Self::Unread | Self::Dead | Self::Same(_) | Self::Within(_))
    }
}

/// The look at all rules, a rule a step. It has its own share of the votes: edits between steps don't touch it.
#[derive(Debug)]
pub struct TidyJob {
    found: TidyView,
    records: u32,
    /// The rules that vote, in the project's order.
    voting: Vec<Voting>,
    /// Places in `voting`: the widest rule first, of equal ones the project's first.
    order: Vec<usize>,
    at: usize,
    /// Of those looked at, the ones whose votes no other one casts all.
    kept: Vec<usize>,
    /// Every rule's id in the project's order.
    ids: Vec<RuleId>,
}

#[derive(Debug)]
struct Voting {
    id: RuleId,
    votes: VoteColumn,
    coverage: u32,
}

impl Project {
    /// Begins to look for what there is to tidy.
    // A door of the page's part `advice`.
    #[inline(never)]
    pub(super) fn tidy_job(&self) -> TidyJob {
        let rules = self.document.rules.iter().zip(&self.saved.rules);
        let mut voting = Vec::new();
        let mut unread = Vec::new();
        for (rule, live) in rules.filter(|(rule, _)| rule.enabled) {
            if live.evaluated.is_err() {
                unread.push(Untidy {
                    rule: rule.id,
                    reason: Reason::Unread,
                    records: 0,
                });
            }
            if let Some(column) = live.column {
                voting.push(Voting {
                    id: rule.id,
                    votes: self.saved.matrix.columns[column].clone(),
                    coverage: self.saved.analysis.rules[column].coverage,
                });
            }
        }
        let ids = self.document.rules.iter().map(|rule| rule.id).collect();
        TidyJob::new(self.revision, self.records(), voting, unread, ids)
    }
}

impl TidyJob {
    fn new(revision: u32, records: u32, voting: Vec<Voting>, found: Vec<Untidy>, ids: Vec<RuleId>) -> Self {
        let mut order: Vec<usize> = (0..voting.len()).collect();
        order.sort_by_key(|&at| std::cmp::Reverse(voting[at].coverage));
        Self {
            found: TidyView { revision, found },
            records,
            voting,
            order,
            at: 0,
            kept: Vec::new(),
            ids,
        }
    }

    /// Looks at one more rule.
    // A door of the page's part `advice`.
    #[inline(never)]
    pub(super) fn step(&mut self) -> Step<TidyView> {
        let Some(&place) = self.order.get(self.at) else {
            return Step::Done(self.in_order());
        };
        self.at += 1;
        self.look_at(place);
        Step::Working(Progress {
            stage: "comparing rules",
            done: self.at as u64,
            total: self.order.len() as u64,
            estimate: None,
        })
    }

    fn look_at(&mut self, place: usize) {
        let rule = &self.voting[place];
        let mut add = |reason| {
            self.found.found.push(Untidy {
                rule: rule.id,
                reason,
                records: rule.coverage,
            });
        };
        if rule.coverage == 0 {
            return add(Reason::Dead);
        }
        if u64::from(rule.coverage) * 2 > u64::from(self.records) {
            add(Reason::Broad);
        }
        if let Some(by) = self.voting.iter().find(|other| rule.is_opposed_by(other)) {
            add(Reason::Opposed(by.id));
        }
        // A rule that is itself within another one needs no look: that other one is kept, and holds this one as well.
        let kept = self.kept.iter().map(|&kept| &self.voting[kept]);
        match kept.into_iter().find(|kept| rule.is_within(kept)) {
            Some(other) if other.coverage == rule.coverage => add(Reason::Same(other.id)),
            Some(other) => add(Reason::Within(other.id)),
            None => self.kept.push(place),
        }
    }

    fn in_order(&self) -> TidyView {
        let mut view = self.found.clone();
        let place = |id: RuleId| self.ids.iter().position(|known| *known == id);
        view.found.sort_by_key(|untidy| place(untidy.rule));
        view
    }
}

impl Voting {
    /// Whether another rule casts all votes of this one.
    fn is_within(&self, other: &Self) -> bool {
        self.votes.is_hard() == other.votes.is_hard() && self.is_held(other, |own, theirs| own == theirs)
    }

    /// Whether on each record of this rule another one votes what can't be right where this one is.
    fn is_opposed_by(&self, other: &Self) -> bool {
        self.is_held(other, Vote::contradicts)
    }

    /// Whether on each record of this rule another one has a vote that goes with its own in some way.
    fn is_held(&self, other: &Self, goes: fn(Vote, Vote) -> bool) -> bool {
        self.votes.ballots().iter().all(|own| {
            let theirs = other.votes.ballots().iter();
            let theirs = theirs.filter(|theirs| goes(own.vote, theirs.vote));
            own.records.is_within(theirs.map(|ballot| &*ballot.records))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rng::Rng;

    /// A rule by its votes: one or none a record.
    #[derive(Clone, Debug)]
    struct Slow {
        hard: bool,
        votes: Vec<Option<Vote>>,
    }

    impl Slow {
        fn coverage(&self) -> usize {
            self.votes.iter().flatten().count()
        }

        fn is_within(&self, other: &Self) -> bool {
            let mut pairs = self.votes.iter().zip(&other.votes);
            self.hard == other.hard && pairs.all(|(own, theirs)| own.is_none() || own == theirs)
        }

        fn is_opposed_by(&self, other: &Self) -> bool {
            self.votes.iter().zip(&other.votes).all(|pair| match pair {
                (None, _) => true,
                (_, None) => false,
                (Some(own), Some(theirs)) => match (own.against, theirs.against) {
                    (false, false) => own.label != theirs.label,
                    (true, true) => false,
                    _ => own.label == theirs.label,
                },
            })
        }
    }

    fn look(n: usize, rules: &[Slow]) -> Vec<(u32, Reason)> {
        let voting = rules.iter().zip(0u32..).map(|(rule, id)| Voting {
            id: RuleId(id),
            votes: VoteColumn::dense(&rule.votes).hard(rule.hard),
            coverage: crate::num::count(rule.coverage()),
        });
        let ids = (0u32..).take(rules.len()).map(RuleId).collect();
        let mut job = TidyJob::new(1, crate::num::count(n), voting.collect(), Vec::new(), ids);
        loop {
            if let Step::Done(view) = job.step() {
                return view
                    .found
                    .iter()
                    .map(|found| (found.rule.0, found.reason))
                    .collect();
            }
        }
    }

    fn single(records: &[usize], label: usize) -> Slow {
        let mut votes = vec![None; 10];
        records
            .iter()
            .for_each(|&record| votes[record] = Some(Vote::is(label)));
        Slow { hard: false, votes }
    }

    #[test]
    fn each_reason_by_hand() {
        let rules = [
            single(&[0, 1], 0),
            single(&[0, 1, 2], 0),
            single(&[0, 1, 2], 0),
            single(&[], 1),
            single(&[2], 1),
            single(&[3, 4, 5, 6, 7, 8], 1),
        ];
        assert_eq!(
            look(10, &rules),
            [
                (0, Reason::Within(RuleId(1))),
                (2, Reason::Same(RuleId(1))),
                (3, Reason::Dead),
                (4, Reason::Opposed(RuleId(1))),
                (5, Reason::Broad),
            ]
        );
    }

    #[test]
    fn rules_of_another_side_hold_nothing() {
        let whole = single(&[0, 1, 2], 0);
        let part = single(&[0, 1], 0);
        let mut against = part.clone();
        against
            .votes
            .iter_mut()
            .flatten()
            .for_each(|vote| vote.against = true);
        let hard = Slow { hard: true, ..part };
        for other in [against, hard] {
            let found = look(10, &[whole.clone(), other]);
            assert!(
                found.iter().all(|(_, reason)| !reason.adds_nothing()),
                "{found:?}"
            );
        }
    }

    /// By generated votes: what is said to add nothing can be taken away all at once without a vote lost, what isn't
    /// stands in no other rule, and who opposes opposes everywhere.
    #[test]
    fn what_is_said_holds_by_a_slow_look() {
        let mut rng = Rng::new(7);
        let mut seen = [0; 3];
        for _ in 0..400 {
            let n = 1 + below(&mut rng, 70);
            let m = 2 + below(&mut rng, 7);
            let rules: Vec<Slow> = (0..m).map(|_| generated(n, &mut rng)).collect();
            check(n, &rules, &mut seen);
        }
        assert!(seen.iter().all(|&times| times > 10), "{seen:?}");
    }

    fn below(rng: &mut Rng, bound: u64) -> usize {
        usize::try_from(rng.below(bound)).unwrap()
    }

    fn generated(n: usize, rng: &mut Rng) -> Slow {
        let sparse = 1 + rng.below(6);
        let labels = 1 + rng.below(2);
        let against = rng.below(5) == 0;
        let vote = |rng: &mut Rng| {
            let label = (rng.below(sparse) == 0).then(|| below(rng, labels))?;
            Some(Vote { label, against })
        };
        Slow {
            hard: rng.below(5) == 0,
            votes: (0..n).map(|_| vote(rng)).collect(),
        }
    }

    fn check(n: usize, rules: &[Slow], seen: &mut [u32; 3]) {
        let found = look(n, rules);
        let at = |id: RuleId| id.0 as usize;
        let goes = |rule: usize| {
            let of_rule = |(id, reason): &&(u32, Reason)| *id as usize == rule && reason.adds_nothing();
            found.iter().find(of_rule).map(|(_, reason)| *reason)
        };
        for (place, rule) in rules.iter().enumerate() {
            match goes(place) {
                Some(Reason::Dead) => assert_eq!(rule.coverage(), 0),
                Some(Reason::Same(other)) => {
                    seen[0] += 1;
                    assert_eq!(rule.votes, rules[at(other)].votes);
                    assert!(goes(at(other)).is_none() && at(other) < place);
                }
                Some(Reason::Within(other)) => {
                    seen[1] += 1;
                    assert!(rule.is_within(&rules[at(other)]));
                    assert!(goes(at(other)).is_none());
                }
                _ => {
                    let holds = |(other_place, other): (usize, &Slow)| {
                        let earlier = other.coverage() > rule.coverage() || other_place < place;
                        other_place != place && earlier && rule.is_within(other)
                    };
                    assert!(!rules.iter().enumerate().any(holds), "{rules:?}");
                }
            }
            let opposed = rule.coverage() > 0 && rules.iter().any(|other| rule.is_opposed_by(other));
            let said =
                |(id, reason): &(u32, Reason)| *id as usize == place && matches!(reason, Reason::Opposed(_));
            assert_eq!(found.iter().any(said), opposed, "{rules:?}");
            seen[2] += u32::from(opposed);
        }
    }
}
