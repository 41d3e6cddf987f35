//! Themes over the open project: where to look, what each is about, and a query that finds it again.

use super::Within;
use super::options::ThemeScope;
use super::refind::{Term, refind};
use super::view::{ThemeView, ThemesView, TypicalRecord};
use crate::bits::BitSet;
use crate::error::Result;
use crate::job::{Progress, Step};
use crate::num::count;
use crate::session::project::Project;
use crate::session::records::first_chars;
use crate::session::reply::LabelCount;
use crate::suggest::Ranked;
use crate::suggest::themes::{SEED, Theme, ThemeSearch};

/// Terms that are named.
const NAMED: usize = 3;

/// Records that are shown.
const SHOWN: usize = 3;

/// Characters of a record that is shown.
const CHARS: usize = 160;

/// F₁ of its query from which on a theme is worth telling: below it, it is less a theme than what others left.
const LEAST_F1: f64 = 0.5;

/// Themes in one answer.
const MOST: usize = 12;

/// Share of the rarer of two terms' records from which on the other one names the same.
const SAME: f64 = 0.9;

/// A look for themes under way.
#[derive(Debug)]
pub struct ThemesJob {
    search: ThemeSearch,
    scope: BitSet,
    within: Within,
    view: ThemesView,
    /// Themes looked at.
    looked_at: usize,
    /// Terms looked at of the theme that is looked at, and those of them that say something.
    terms_looked_at: usize,
    terms: Vec<Term>,
}

impl ThemesJob {
    pub(super) fn new(project: &mut Project, scope: ThemeScope) -> Self {
        let within = project.looked_at();
        let records = match &scope {
            ThemeScope::Uncovered => project.uncovered_as_saved(&within),
            ThemeScope::List(selection) => project.select(selection).set(),
        };
        Self {
            search: ThemeSearch::new(&project.index, &records),
            view: ThemesView {
                scope,
                records: records.count(),
                fitted: None,
                apart: 0,
                vague: 0,
                further: 0,
                seed: u32::try_from(SEED).unwrap_or(0),
                themes: Vec::new(),
            },
            scope: records,
            within,
            looked_at: 0,
            terms_looked_at: 0,
            terms: Vec::new(),
        }
    }

    /// Does some more.
    ///
    /// # Errors
    /// When the records are others than when it began.
    // A door of the page's part `advice`.
    #[inline(never)]
    pub(in crate::session) fn step(&mut self, project: &Project) -> Result<Step<ThemesView>> {
        project.still_has(self.scope.len())?;
        if let Some(progress) = self.search.step(&project.index) {
            return Ok(Step::Working(progress));
        }
        let themes = self.search.found().map_or(&[][..], |(themes, _)| themes);
        let Some(theme) = themes.get(self.looked_at) else {
            return Ok(Step::Done(self.finish()));
        };
        let progress = Progress {
            stage: "writing queries",
            done: self.looked_at as u64,
            total: themes.len() as u64,
            estimate: None,
        };
        if let Some(ranked) = theme.terms.get(self.terms_looked_at).copied() {
            self.terms_looked_at += 1;
            self.look_at_term(project, ranked);
            return Ok(Step::Working(progress));
        }
        match self.theme(project, theme) {
            Some(view) if self.view.themes.len() < MOST => self.view.themes.push(view),
            Some(_) => self.view.further += 1,
            None => self.view.vague += 1,
        }
        self.looked_at += 1;
        self.terms_looked_at = 0;
        self.terms.clear();
        Ok(Step::Working(progress))
    }

    /// A theme as it is shown; none where no short query finds it again.
    fn theme(&self, project: &Project, theme: &Theme) -> Option<ThemeView> {
        let query = refind(&self.terms, &theme.records)?;
        let matching = project.matching_records(&query, &self.within)?;
        let mut in_scope = matching.clone();
        in_scope.and(&self.scope);
        let (size, hits) = (theme.records.count(), in_scope.count_and(&theme.records));
        if 2.0 * f64::from(hits) < LEAST_F1 * f64::from(in_scope.count() + size) {
            return None;
        }
        Some(ThemeView {
            size,
            terms: self
                .terms
                .iter()
                .take(NAMED)
                .map(|term| term.query.clone())
                .collect(),
            typical: typical(project, theme),
            gold: gold(project, theme),
            records: matching.count(),
            in_scope: in_scope.count(),
            in_theme: hits,
            query,
        })
    }

    /// Keeps a term where it says something that those before it don't.
    fn look_at_term(&mut self, project: &Project, ranked: Ranked) {
        let found = self.search.found();
        let term = found.and_then(|(_, search)| project.term(search, ranked.term, &self.within));
        let Some((query, mut records)) = term else {
            return;
        };
        records.and(&self.scope);
        let own = records.count();
        let says_the_same = |term: &Term| {
            let rarer = own.min(term.records.count());
            f64::from(records.count_and(&term.records)) >= SAME * f64::from(rarer)
        };
        if !self.terms.iter().any(says_the_same) {
            self.terms.push(Term { query, records });
        }
    }

    fn finish(&mut self) -> ThemesView {
        let mut view = self.view.clone();
        let fitted = self.search.fitted();
        view.fitted = (fitted < view.records).then_some(fitted);
        let in_themes: u32 = view.themes.iter().map(|theme| theme.size).sum();
        view.apart = view.records - in_themes;
        view
    }
}

/// The records nearest to a theme's centre, of different texts.
fn typical(project: &Project, theme: &Theme) -> Vec<TypicalRecord> {
    let mut shown: Vec<TypicalRecord> = Vec::new();
    for &record in &theme.typical {
        let whole = project.corpus.text(record);
        let text = first_chars(whole, CHARS);
        let is_known = shown.iter().any(|known| known.text.trim() == text.trim());
        if shown.len() < SHOWN && !is_known {
            shown.push(TypicalRecord {
                index: record,
                id: project.corpus.id(record),
                text: text.to_owned(),
                cut: count(whole[text.len()..].chars().count()),
            });
        }
    }
    shown
}

/// Dev gold in a theme, by label.
fn gold(project: &Project, theme: &Theme) -> Vec<LabelCount> {
    let labels = project.document.labels.iter().zip(&project.gold_sets.dev);
    labels
        .map(|(label, records)| LabelCount {
            label: label.id,
            against: false,
            count: theme.records.count_and(records),
        })
        .filter(|held| held.count > 0)
        .collect()
}
