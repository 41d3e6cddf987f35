//! What to write a rule about: terms that separate the labels, and themes among records. The family `suggest` counts on
//! token ids; here its terms become queries, whose records are what a rule of them would match, and are compared with
//! the rules there are. Held-out gold is never looked at. With a slice in force only its records are.

mod evidence;
mod options;
mod refind;
mod terms;
mod themes;
mod view;
mod written;

pub use options::{Evidence, SuggestOptions, ThemeScope};
pub use terms::SuggestJob;
pub use themes::ThemesJob;
pub use view::{Alike, Nothing, SuggestionView, SuggestionsView, ThemeView, ThemesView, TypicalRecord};

use std::sync::Arc;

use self::written::as_written;
use super::Outcome;
use super::SessionJob;
use super::late::Late;
use super::project::Project;
use super::reply::Reply;
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::rules::parse;
use crate::suggest::{Search, TermId};

/// Records that are looked at; all where none are named.
#[derive(Clone, Debug)]
struct Within(Option<Arc<BitSet>>);

impl Within {
    /// Takes the others out.
    fn cut(&self, records: &mut BitSet) {
        if let Some(within) = &self.0 {
            records.and(within);
        }
    }

    fn set(&self) -> Option<BitSet> {
        self.0.as_deref().cloned()
    }
}

impl Project {
    /// Begins to search for terms; where there can be none the answer is known at once.
    ///
    /// # Errors
    /// When the label asked about is gone.
    // A door of the page's part `advice`.
    #[inline(never)]
    pub(super) fn suggest(&mut self, options: SuggestOptions) -> Result<Outcome> {
        if let Some(label) = options.label {
            self.document.label(label)?;
        }
        Ok(match terms::SuggestJob::new(self, options) {
            Ok(job) => Outcome::Job(SessionJob::Suggest(Box::new(job))),
            Err(view) => Outcome::Done(Reply::Suggestions(Late::of(view.as_ref())?)),
        })
    }

    /// Begins to look for themes.
    // A door of the page's part `advice`.
    #[inline(never)]
    pub(super) fn themes(&mut self, scope: ThemeScope) -> Outcome {
        Outcome::Job(SessionJob::Themes(Box::new(themes::ThemesJob::new(self, scope))))
    }

    /// The records that are looked at: of a slice where one is in force.
    fn looked_at(&self) -> Within {
        Within(self.scope.as_ref().map(|scope| Arc::clone(&scope.records)))
    }

    /// The records of those looked at that a query matches; none where it can't be read.
    fn matching_records(&self, query: &str, within: &Within) -> Option<BitSet> {
        let parsed = parse(query, &self.names).ok()?;
        let mut records = parsed.condition.select(&self.source());
        within.cut(&mut records);
        Some(records)
    }

    /// A term of a search as a query, and the records that this matches; none where it can't be read.
    fn term(&self, search: &Search, term: TermId, within: &Within) -> Option<(String, BitSet)> {
        let query = search.query(&self.index, term);
        let records = self.matching_records(&query, within)?;
        let is_phrase = search.kind(term).name == "phrase";
        let query = if is_phrase {
            as_written(self, &query, &records)
        } else {
            query
        };
        Some((query, records))
    }

    /// The records of those looked at that no saved rule votes on.
    fn uncovered_as_saved(&self, within: &Within) -> BitSet {
        let mut uncovered = self.saved.analysis.sets.covered.clone();
        uncovered.invert();
        within.cut(&mut uncovered);
        uncovered
    }

    /// Refuses to go on with records that are others than when a job began.
    fn still_has(&self, records: usize) -> Result<()> {
        if self.corpus.len() == records {
            return Ok(());
        }
        Err(Error::new("The records have changed meanwhile", "Ask again"))
    }
}

#[cfg(test)]
mod tests;
