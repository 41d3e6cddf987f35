//! The search for terms over the open project: evidence from gold, votes or a list; then the best terms as queries,
//! compared with the rules there are and with each other.

use std::sync::Arc;

use super::Within;
use super::evidence::{evidence, nothing, plan};
use super::options::{Evidence, SuggestOptions};
use super::view::{Alike, SuggestionView, SuggestionsView};
use crate::bits::BitSet;
use crate::error::Result;
use crate::ids::{LabelId, RuleId};
use crate::job::{Progress, Step};
use crate::num::count;
use crate::session::project::Project;
use crate::session::reply::RuleCount;
use crate::suggest::score::{gain, wilson};
use crate::suggest::{Best, Measure, Ranked, Search};

/// Suggestions in one answer.
const MOST: usize = 60;

/// Suggestions of one label, where all are asked about: at least so many before others have theirs.
const LEAST_OF_LABEL: usize = 5;

/// Terms named beside the one they are much like.
const MOST_ALIKE: usize = 6;

/// Share of a term's records from which on they count as inside another set.
const INSIDE: f64 = 0.95;

/// Jaccard index past which two terms count as one.
const SAME: f64 = 0.8;

/// A saved rule that votes.
#[derive(Debug)]
struct Voting {
    id: RuleId,
    label: LabelId,
    records: Arc<BitSet>,
}

/// A suggestion with its records.
#[derive(Debug)]
struct Pick {
    view: SuggestionView,
    label: usize,
    records: BitSet,
}

/// A search for terms under way.
#[derive(Debug)]
pub struct SuggestJob {
    search: Search,
    view: SuggestionsView,
    labels: Vec<LabelId>,
    rules: Vec<Voting>,
    uncovered: BitSet,
    within: Within,
    picks: Vec<Pick>,
    /// Ranked terms looked at.
    looked_at: usize,
    /// Picks by label index.
    of_label: Vec<usize>,
}

impl SuggestJob {
    /// Begins; where there can be no suggestion, the answer that says so.
    pub(super) fn new(
        project: &mut Project,
        options: SuggestOptions,
    ) -> std::result::Result<Self, Box<SuggestionsView>> {
        let within = project.looked_at();
        let evidence = evidence(project, &options.evidence, &within);
        let mut view = empty(options);
        let (labels, judged) = match &view.options.evidence {
            Evidence::List(_) => (Vec::new(), evidence.total(0)),
            _ => {
                let ids = project.document.labels.iter().map(|label| label.id);
                (ids.collect(), f64::from(evidence.judged()))
            }
        };
        view.judged = whole_records(judged);
        view.nothing = nothing(&view.options.evidence, &evidence, &labels);
        if view.nothing.is_some() {
            return Err(Box::new(view));
        }
        let uncovered = project.uncovered_as_saved(&within);
        let plan = plan(&view.options, evidence, &labels, uncovered.clone(), &within);
        Ok(Self {
            search: Search::new(&project.index, plan),
            view,
            of_label: vec![0; labels.len().max(1)],
            labels,
            rules: voting(project),
            uncovered,
            within,
            picks: Vec::new(),
            looked_at: 0,
        })
    }

    /// Does some more.
    ///
    /// # Errors
    /// When the records are others than when it began.
    // A door of the page's part `advice`.
    #[inline(never)]
    pub(in crate::session) fn step(&mut self, project: &Project) -> Result<Step<SuggestionsView>> {
        project.still_has(self.uncovered.len())?;
        if let Some(progress) = self.search.step(&project.index) {
            return Ok(Step::Working(progress));
        }
        let Some(ranked) = self.search.ranked().get(self.looked_at).copied() else {
            return Ok(Step::Done(self.finish()));
        };
        if self.picks.len() >= MOST {
            return Ok(Step::Done(self.finish()));
        }
        self.looked_at += 1;
        if self.of_label[self.place(ranked)] >= self.most_of_label() {
            self.view.further += 1;
        } else {
            self.look_at(project, ranked);
        }
        Ok(Step::Working(Progress {
            stage: "comparing with the rules",
            done: self.picks.len() as u64,
            total: MOST as u64,
            estimate: None,
        }))
    }

    /// What tells labels.
    #[cfg(test)]
    pub(super) const fn evidence(&self) -> &crate::suggest::SoftLabels {
        &self.search.plan().evidence
    }

    /// The place of a term's label among [`Self::of_label`].
    fn place(&self, ranked: Ranked) -> usize {
        if self.labels.is_empty() { 0 } else { ranked.label }
    }

    fn most_of_label(&self) -> usize {
        if self.labels.is_empty() || self.view.options.label.is_some() {
            return MOST;
        }
        (MOST / self.labels.len()).max(LEAST_OF_LABEL)
    }

    /// Makes a suggestion of a term, or adds it to one that it is much like, or leaves it out.
    fn look_at(&mut self, project: &Project, ranked: Ranked) {
        let Some((query, records)) = project.term(&self.search, ranked.term, &self.within) else {
            return;
        };
        if self.view.options.dismissed.contains(&query) {
            return;
        }
        let measure = self.measure(&records, ranked.label);
        if !self.is_worth(&measure) {
            return;
        }
        if self.is_in_rule(&records, measure.records, ranked) {
            self.view.in_rules += 1;
            return;
        }
        let view = self.suggestion(project, ranked, query, &records, measure);
        let label = self.place(ranked);
        let like = self
            .picks
            .iter_mut()
            .find(|pick| pick.label == label && is_like(pick, &records, &view));
        match like {
            Some(pick) if pick.view.alike.len() < MOST_ALIKE => pick.view.alike.push(alike(view)),
            Some(pick) => pick.view.alike_further += 1,
            None => {
                self.of_label[label] += 1;
                self.picks.push(Pick { view, label, records });
            }
        }
    }

    /// What is known of the records that a query matches.
    fn measure(&self, records: &BitSet, label: usize) -> Measure {
        let (judged, right) = self.search.plan().evidence.within(records, label);
        Measure {
            records: records.count(),
            fresh: records.count_and(&self.uncovered),
            judged,
            right,
        }
    }

    /// Whether what was counted on token ids holds for the query's own records too.
    fn is_worth(&self, measure: &Measure) -> bool {
        let plan = self.search.plan();
        let is_precise = match plan.best {
            Best::Gain { precision } => measure.right >= precision * f64::from(measure.judged),
            Best::Distinct => true,
        };
        measure.records >= self.search.least_records() && measure.judged >= plan.judged && is_precise
    }

    /// Whether a rule of the label matches nearly all of a term's records already; of a list, any rule.
    fn is_in_rule(&self, records: &BitSet, total: u32, ranked: Ranked) -> bool {
        let label = self.label(ranked);
        let mut rules = self
            .rules
            .iter()
            .filter(|rule| label.is_none_or(|label| rule.label == label));
        rules.any(|rule| share(records.count_and(&rule.records), total) >= INSIDE)
    }

    fn label(&self, ranked: Ranked) -> Option<LabelId> {
        self.labels.get(ranked.label).copied().or(self.view.options.label)
    }

    fn suggestion(
        &self,
        project: &Project,
        ranked: Ranked,
        query: String,
        records: &BitSet,
        measure: Measure,
    ) -> SuggestionView {
        let plan = self.search.plan();
        let evidence = &plan.evidence;
        let (lower, upper) = wilson(measure.right, measure.judged);
        let score = match plan.best {
            Best::Gain { .. } => gain(
                &measure,
                evidence.total(ranked.label) / f64::from(evidence.judged()),
            ),
            Best::Distinct => ranked.score,
        };
        let (words, words_in_all) = self.search.words(&project.index, ranked.term);
        SuggestionView {
            query,
            kind: self.search.kind(ranked.term).name.to_owned(),
            label: self.label(ranked),
            records: measure.records,
            fresh: measure.fresh,
            judged: measure.judged,
            right: measure.right,
            lower,
            upper,
            score,
            overlap: self.overlap(records),
            words,
            words_in_all,
            alike: Vec::new(),
            alike_further: 0,
        }
    }

    /// The rule that shares most records, the first of several.
    fn overlap(&self, records: &BitSet) -> Option<RuleCount> {
        let shared = self.rules.iter().map(|rule| RuleCount {
            rule: rule.id,
            count: records.count_and(&rule.records),
        });
        let most = shared.reduce(|most, next| if next.count > most.count { next } else { most });
        most.filter(|most| most.count > 0)
    }

    fn finish(&mut self) -> SuggestionsView {
        let mut view = empty(self.view.options.clone());
        std::mem::swap(&mut view, &mut self.view);
        let picks = std::mem::take(&mut self.picks);
        view.suggestions = picks.into_iter().map(|pick| pick.view).collect();
        // The scores are now those of the queries' own records.
        view.suggestions
            .sort_by(|one, other| other.score.total_cmp(&one.score));
        view.further += count(self.search.ranked().len() - self.looked_at);
        view.candidates = self.search.candidates();
        view.least_records = self.search.least_records();
        view.sampled = self.search.sampled();
        view
    }
}

fn empty(options: SuggestOptions) -> SuggestionsView {
    SuggestionsView {
        options,
        nothing: None,
        judged: 0,
        candidates: 0,
        least_records: 0,
        sampled: None,
        suggestions: Vec::new(),
        further: 0,
        in_rules: 0,
    }
}

/// The saved rules that vote for a label.
fn voting(project: &Project) -> Vec<Voting> {
    let rules = project.document.rules.iter().zip(&project.saved.rules);
    let votes = rules.filter(|(rule, live)| live.column.is_some() && !rule.against && rule.column.is_none());
    votes
        .filter_map(|(rule, live)| {
            Some(Voting {
                id: rule.id,
                label: rule.label,
                records: Arc::clone(&live.evaluated.as_ref().ok()?.records),
            })
        })
        .collect()
}

/// Whether a term says nearly the same as a suggestion, or of part of its records no more surely.
fn is_like(pick: &Pick, records: &BitSet, view: &SuggestionView) -> bool {
    let shared = records.count_and(&pick.records);
    let either = pick.view.records + view.records - shared;
    let is_inside = share(shared, view.records) >= INSIDE;
    let precision = pick.view.right / f64::from(pick.view.judged.max(1));
    share(shared, either) > SAME || is_inside && view.lower <= precision
}

fn alike(view: SuggestionView) -> Alike {
    Alike {
        query: view.query,
        records: view.records,
        fresh: view.fresh,
        judged: view.judged,
        right: view.right,
    }
}

fn share(part: u32, whole: u32) -> f64 {
    f64::from(part) / f64::from(whole.max(1))
}

/// Records of which some may count in part, up to a whole.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a count of records, which u32 holds"
)]
fn whole_records(records: f64) -> u32 {
    (records + 0.5) as u32
}
