//! A rule being written: its figures as they'd be if it were saved, at every keystroke. Only the draft's own column is
//! evaluated; a query that must look at all texts does so in steps, so that typing on never waits for it.

use super::edit::Draft;
use super::evaluated::Evaluated;
use super::examples::ExampleView;
use super::live::Live;
use super::project::Project;
use super::reply::{DraftView, QueryProblem, Reading, RuleCount};
use crate::analysis::count_conflicts;
use crate::rules::{Condition, Names, QueryError, ScanJob, Scanned, Source, parse};
use crate::text::Accents;

/// A draft and the rules as they'd vote with it.
#[derive(Clone, Debug)]
pub(super) struct OpenDraft {
    pub(super) draft: Draft,
    evaluated: Result<Evaluated, QueryError>,
    /// What the figures are of: the query, or the last one before it that could be read.
    pub(super) counted: Option<Evaluated>,
    pub(super) live: Live,
    /// Its examples as they stand with what is counted.
    pub(super) examples: Vec<ExampleView>,
}

/// A draft whose query looks at all texts.
#[derive(Debug)]
pub struct DraftJob {
    draft: Draft,
    /// How words compared when it began.
    accents: Accents,
    scan: ScanJob,
}

/// Steps of a scan between two looks at the inbox: some milliseconds.
const SCAN_STEPS: u32 = 4;

impl Project {
    /// Opens a draft at once, or says which job opens it.
    pub(super) fn open_draft(&mut self, draft: &Draft) -> Option<DraftJob> {
        let query = &draft.text.query;
        if !self.cache.knows(query)
            && let Ok(parsed) = parse(query, &self.names)
            && parsed.condition.check(&self.source()).is_ok()
            && parsed.condition.scans(&self.source())
        {
            let scan = ScanJob::new(&parsed.condition, &self.source());
            return Some(DraftJob {
                draft: draft.clone(),
                accents: self.document.accents,
                scan,
            });
        }
        self.put_draft(draft.clone(), ScanJob::default());
        None
    }

    /// Looks at some more texts for a draft; none are left when it returns `None`, and the draft is then open.
    pub(super) fn step_draft(&mut self, job: &mut DraftJob) -> Option<Scanned> {
        // What was found so far may be no longer true.
        if job.accents != self.document.accents {
            *job = self.open_draft(&job.draft)?;
        }
        let source = Source::new(&self.corpus, &self.index).with_terms(&self.terms);
        let mut progress = None;
        for _ in 0..SCAN_STEPS {
            progress = job.scan.step(&source);
            if progress.is_none() {
                self.put_draft(job.draft.clone(), std::mem::take(&mut job.scan));
                break;
            }
        }
        progress
    }

    fn put_draft(&mut self, draft: Draft, scan: ScanJob) {
        let scanned = scan.finish();
        let source = Source::new(&self.corpus, &self.index)
            .with_terms(&self.terms)
            .with_scanned(&scanned);
        let text = &draft.text;
        let evaluated = self
            .cache
            .rule(&text.query, text.column.as_ref(), &self.names, &source);
        let source = Source::new(&self.corpus, &self.index);
        let counted = match &evaluated {
            Ok(evaluated) => Some(evaluated.clone()),
            Err(_) => self.counted_before(&draft),
        };
        let mut live = Live::new(
            &self.document,
            Some((&draft, counted.as_ref())),
            &self.names,
            &mut self.cache,
            &source,
            &self.gold_sets,
        );
        live.look_within(self.scope.as_ref());
        self.kept_draft = Some(draft.clone());
        self.draft = Some(OpenDraft {
            draft,
            evaluated,
            counted,
            live,
            examples: Vec::new(),
        });
        self.draft_examples();
        self.cache
            .trim(self.document.rules.len() + self.document.slices.len());
        self.selected = None;
    }

    /// What the open draft of the same rule counts: a query that is half typed doesn't make its figures fall to nothing.
    fn counted_before(&self, draft: &Draft) -> Option<Evaluated> {
        let open = self.draft.as_ref()?;
        let goes_on = open.draft.rule == draft.rule && !draft.text.query.trim().is_empty();
        open.counted.clone().filter(|_| goes_on)
    }

    /// After an edit: the open draft again, on the changed rules; put away where its rule or label is gone.
    pub(super) fn reopen_draft(&mut self) {
        let gone = |draft: &Draft| {
            draft.rule.is_some_and(|id| self.document.rule(id).is_err())
                || self.document.label(draft.text.label).is_err()
        };
        if self.kept_draft.as_ref().is_some_and(gone) {
            self.kept_draft = None;
        }
        match self.draft.as_ref().map(|open| open.draft.clone()) {
            Some(draft) if self.kept_draft.is_some() => self.put_draft(draft, ScanJob::default()),
            _ => self.draft = None,
        }
    }

    /// Puts the draft away.
    pub(super) fn close_draft(&mut self) {
        self.draft = None;
        self.kept_draft = None;
        self.selected = None;
    }

    /// Gives back a draft that was kept while the project was closed. One whose rule or label is gone is left out.
    pub fn restore_draft(&mut self, draft: Draft) {
        self.kept_draft = Some(draft);
        self.reopen_draft();
    }

    /// The rules as they vote with the open draft, else as saved.
    pub(super) fn live(&self) -> &Live {
        self.draft.as_ref().map_or(&self.saved, |open| &open.live)
    }

    /// The figures with the open draft.
    pub(super) fn draft_view(&self) -> Option<DraftView> {
        let open = self.draft.as_ref()?;
        let (now, was) = (&open.live.shown().sets, &self.saved.shown().sets);
        let own = open.live.draft();
        let saved = open
            .draft
            .rule
            .and_then(|id| self.saved.rule(id))
            .map(|rule| self.saved.shown_figures(rule));
        let conflicts_with = self.conflicts_with(&open.live);
        Some(DraftView {
            draft: open.draft.clone(),
            problem: open
                .evaluated
                .as_ref()
                .err()
                .map(|error| problem(&open.draft.text.query, error)),
            reading: open
                .evaluated
                .as_ref()
                .ok()
                .map(|evaluated| reading(&open.draft, evaluated, &self.names, &self.source())),
            is_counted: open.counted.is_some(),
            figures: own.map(|rule| open.live.shown_figures(rule)).unwrap_or_default(),
            saved,
            rules: open
                .live
                .rules
                .iter()
                .filter(|rule| rule.id.is_some())
                .map(|rule| open.live.shown_figures(rule))
                .collect(),
            totals: open.live.shown_totals(self.shown_gold()),
            newly_covered: now.covered.count_without(&was.covered),
            no_longer_covered: was.covered.count_without(&now.covered),
            newly_conflicted: now.conflicted.count_without(&was.conflicted),
            no_longer_conflicted: was.conflicted.count_without(&now.conflicted),
            new_conflicts: self.new_conflicts(&conflicts_with),
            conflicts_with,
            changes: self.draft_changes(),
            examples: open.examples.clone(),
        })
    }

    /// The rules whose votes conflict with the draft's, most records first.
    fn conflicts_with(&self, live: &Live) -> Vec<RuleCount> {
        let Some(own) = live.draft().filter(|rule| rule.column.is_some()) else {
            return Vec::new();
        };
        let mine = match &live.scoped {
            Some((within, _)) => own.votes.within(within),
            None => own.votes.clone(),
        };
        let sets = &live.analysis.sets;
        let others = live.voting().filter(|(rule, _)| !rule.is_draft);
        let mut counts: Vec<RuleCount> = others
            .filter_map(|(rule, votes)| {
                Some(RuleCount {
                    rule: rule.id?,
                    count: count_conflicts(&mine, votes, sets),
                })
            })
            .filter(|other| other.count > 0)
            .collect();
        counts.sort_by_key(|other| (std::cmp::Reverse(other.count), other.rule));
        counts
    }
}

fn reading(draft: &Draft, evaluated: &Evaluated, names: &Names, source: &Source<'_>) -> Reading {
    let condition = &evaluated.condition;
    let has_query = !draft.text.query.trim().is_empty();
    let asked = match condition.as_ref() {
        Condition::Any(_) if draft.text.column.is_some() => format!("({})", condition.describe()),
        _ => condition.describe(),
    };
    let words = match &draft.text.column {
        None => asked,
        Some(of) if has_query => format!("has a value with a label in ‘{}’ and {asked}", of.column),
        Some(of) => format!("has a value with a label in ‘{}’", of.column),
    };
    Reading {
        words,
        parenthesised: evaluated.mixes.then(|| condition.print()),
        scans: has_query && condition.scans(source),
        lists: condition.lists(),
        tree: condition.tree(names),
    }
}

/// A problem of a query with its place in UTF-16 units.
pub(super) fn problem(query: &str, error: &QueryError) -> QueryProblem {
    let utf16 = |byte: usize| {
        let before = query.get(..byte).unwrap_or(query);
        crate::num::count(before.encode_utf16().count())
    };
    QueryProblem {
        start: utf16(error.start),
        end: utf16(error.end),
        what: error.what.clone(),
        remedy: error.remedy.clone(),
    }
}
