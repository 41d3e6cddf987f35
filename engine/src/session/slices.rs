//! Slices: their records, how the rules do in each, and the one in force, to which figures and lists then keep.

use std::sync::Arc;

use super::document::{Document, Surroundings, named};
use super::draft::problem;
use super::evaluated::Evaluated;
use super::project::Project;
use super::reply::SliceView;
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::gold::GoldSets;
use crate::ids::SliceId;
use crate::rules::{QueryError, Source, parse};
use crate::slice::Slice;

/// The slice in force.
#[derive(Clone, Debug)]
pub(super) struct Scope {
    pub(super) slice: SliceId,
    pub(super) records: Arc<BitSet>,
    /// The gold of its records.
    pub(super) gold: GoldSets,
}

impl Document {
    /// The slice with an id.
    ///
    /// # Errors
    /// When it is gone.
    pub fn slice(&self, id: SliceId) -> Result<&Slice> {
        let found = self.slices.iter().find(|slice| slice.id == id);
        found.ok_or_else(|| Error::new("This slice is gone", "Choose another one, or all records"))
    }

    pub(super) fn add_slice(&mut self, name: &str, query: &str, around: Surroundings<'_>) -> Result<()> {
        let slice = Slice {
            id: SliceId(self.next_slice),
            name: self.free_slice_name(name, None)?,
            query: read_query(name, query, around)?,
        };
        self.next_slice += 1;
        Arc::make_mut(&mut self.slices).push(slice);
        Ok(())
    }

    pub(super) fn set_slice(
        &mut self,
        id: SliceId,
        name: &str,
        query: &str,
        around: Surroundings<'_>,
    ) -> Result<()> {
        self.slice(id)?;
        let name = self.free_slice_name(name, Some(id))?;
        let query = read_query(&name, query, around)?;
        let slices = Arc::make_mut(&mut self.slices);
        if let Some(slice) = slices.iter_mut().find(|slice| slice.id == id) {
            slice.name = name;
            slice.query = query;
        }
        Ok(())
    }

    pub(super) fn delete_slice(&mut self, id: SliceId) -> Result<()> {
        self.slice(id)?;
        Arc::make_mut(&mut self.slices).retain(|slice| slice.id != id);
        Ok(())
    }

    fn free_slice_name(&self, name: &str, id: Option<SliceId>) -> Result<String> {
        let name = named(name, "slice")?;
        let is_taken = |slice: &Slice| slice.name == name && Some(slice.id) != id;
        if self.slices.iter().any(is_taken) {
            let what = format!("There is a slice ‘{name}’ already");
            return Err(Error::new(what, "Give this one another name"));
        }
        Ok(name)
    }
}

fn read_query(name: &str, query: &str, around: Surroundings<'_>) -> Result<String> {
    match parse(query, around.names) {
        Ok(_) => Ok(query.to_owned()),
        Err(error) => Err(Error::new(error.what, error.remedy).at(format!("slice ‘{}’", name.trim()))),
    }
}

impl Project {
    /// Keeps figures and lists to a slice, or to none.
    pub(super) fn within(&mut self, slice: Option<SliceId>) -> Result<()> {
        if let Some(id) = slice {
            self.document.slice(id)?;
        }
        self.scope = slice.map(|slice| self.scope_of(slice));
        self.saved.look_within(self.scope.as_ref());
        if let Some(open) = &mut self.draft {
            open.live.look_within(self.scope.as_ref());
        }
        self.selected = None;
        Ok(())
    }

    /// After rules, gold or slices changed: the slices' records and the figures within the one in force. One that is
    /// gone is left.
    pub(super) fn evaluate_slices(&mut self) {
        let source = Source::new(&self.corpus, &self.index).with_terms(&self.terms);
        let (cache, names) = (&mut self.cache, &self.names);
        let slices = self.document.slices.iter();
        self.slices = slices
            .map(|slice| cache.get(&slice.query, names, &source))
            .collect();
        let slice = self.scope.as_ref().map(|scope| scope.slice);
        let slice = slice.filter(|&id| self.document.slice(id).is_ok());
        self.scope = slice.map(|slice| self.scope_of(slice));
        self.saved.look_within(self.scope.as_ref());
    }

    /// Dev gold of the records that are shown.
    pub(super) fn shown_gold(&self) -> &GoldSets {
        self.scope.as_ref().map_or(&self.gold_sets, |scope| &scope.gold)
    }

    /// The records of a slice; none of one that is gone or can't be read.
    pub(super) fn slice_records(&self, id: SliceId) -> Arc<BitSet> {
        let at = self.document.slices.iter().position(|slice| slice.id == id);
        let found = at.and_then(|at| self.slices.get(at)?.as_ref().ok());
        found.map_or_else(
            || Arc::new(BitSet::empty(self.corpus.len())),
            |evaluated| Arc::clone(&evaluated.records),
        )
    }

    fn scope_of(&self, slice: SliceId) -> Scope {
        let records = self.slice_records(slice);
        Scope {
            slice,
            gold: self.gold_sets.within(&records),
            records,
        }
    }

    /// The slices and how the saved rules do in each.
    pub(super) fn slice_views(&self) -> Vec<SliceView> {
        let slices = self.document.slices.iter().zip(&self.slices);
        slices
            .map(|(slice, found)| self.slice_view(slice, found))
            .collect()
    }

    fn slice_view(&self, slice: &Slice, found: &std::result::Result<Evaluated, QueryError>) -> SliceView {
        let nothing = BitSet::empty(self.corpus.len());
        let records = found.as_ref().map_or(&nothing, |evaluated| &evaluated.records);
        let sets = &self.saved.analysis.sets;
        let decided = sets.majority.iter().zip(&self.gold_sets.dev);
        let (mut correct, mut judged) = (0, 0);
        for (voted, truth) in decided {
            let mut voted = voted.clone();
            voted.and(records);
            correct += voted.count_and(truth);
            judged += voted.count_and(&self.gold_sets.dev_known);
        }
        SliceView {
            id: slice.id,
            name: slice.name.clone(),
            query: slice.query.clone(),
            problem: found.as_ref().err().map(|error| problem(&slice.query, error)),
            records: records.count(),
            covered: records.count_and(&sets.covered),
            conflicted: records.count_and(&sets.conflicted),
            correct,
            incorrect: judged - correct,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::edit::Edit;
    use super::super::request::{Filter, Request};
    use super::super::tests::{draft, edit, ids, session, text, view};
    use super::super::{Reply, Session};
    use super::*;
    use crate::ids::RuleId;

    /// Two rules, and a slice of the records in English: a, b, c and the second d.
    fn with_slice() -> Session {
        let mut session = session();
        let rule = |name, label, query| Edit::AddRule {
            text: text(name, label, query),
        };
        edit(&mut session, rule("channel", 1, "channel"));
        edit(&mut session, rule("love", 0, "love, good"));
        edit(&mut session, slice("english", "lang:en"));
        session
    }

    fn slice(name: &str, query: &str) -> Edit {
        Edit::AddSlice {
            name: name.into(),
            query: query.into(),
        }
    }

    #[test]
    fn a_slice_says_how_the_rules_do_in_it() {
        let mut session = with_slice();
        let view = view(&mut session, Request::Project);
        let slice = &view.slices[0];
        assert_eq!((slice.records, slice.covered, slice.conflicted), (4, 3, 1));
        assert_eq!(view.scope, 6);
        assert_eq!(
            ids(&mut session, &[Filter::Slice(slice.id)]),
            ["a", "b", "c", "d#2"]
        );
    }

    #[test]
    fn within_a_slice_every_figure_and_list_is_of_its_records() {
        let mut session = with_slice();
        let whole = view(&mut session, Request::Project);
        let within = view(&mut session, Request::Within(Some(SliceId(0))));
        assert_eq!((within.scope, within.slice), (4, Some(SliceId(0))));
        let love = |view: &super::super::reply::ProjectView| view.rules[1].figures.coverage;
        assert_eq!((love(&whole), love(&within)), (3, 2));
        assert_eq!((within.totals.covered, within.totals.conflicted), (3, 1));
        assert_eq!(ids(&mut session, &[Filter::Rule(RuleId(1))]), ["b", "c"]);
        let of_draft = draft(&mut session, Some(1), text("love", 0, "love"));
        assert_eq!(of_draft.figures.coverage, 2);
        assert_eq!(of_draft.saved.unwrap().coverage, 2);
        assert_eq!(
            of_draft.no_longer_covered, 0,
            "the record lost is not in the slice"
        );
        let again = view(&mut session, Request::Within(None));
        assert_eq!(again.totals, whole.totals);
    }

    #[test]
    fn a_slice_that_goes_takes_its_scope_along_and_undo_brings_it_back() {
        let mut session = with_slice();
        view(&mut session, Request::Within(Some(SliceId(0))));
        let gone = edit(&mut session, Edit::DeleteSlice { id: SliceId(0) });
        assert_eq!((gone.slice, gone.scope, gone.slices.len()), (None, 6, 0));
        let back = view(&mut session, Request::Undo);
        assert_eq!(back.slices[0].name, "english");
    }

    #[test]
    fn slices_are_checked_like_rules() {
        let mut session = with_slice();
        let said =
            |session: &mut Session, edit: Edit| session.answer(Request::Edit(edit)).unwrap_err().to_string();
        assert!(said(&mut session, slice("english", "a")).contains("already"));
        assert!(said(&mut session, slice("open", "(a")).contains("slice ‘open’"));
        assert!(said(&mut session, slice(" ", "a")).contains("no name"));
        assert!(session.answer(Request::Within(Some(SliceId(9)))).is_err());
    }

    #[test]
    fn slices_are_in_the_project_file() {
        let mut session = with_slice();
        let options = super::super::request::ExportOptions {
            augmented: Default::default(),
            format: "project".into(),
            model: None,
            include: super::super::request::Include::All,
            threshold: 0.0,
            at: None,
        };
        let Reply::File(file) = session.answer(Request::Export(options)).unwrap() else {
            panic!("no file");
        };
        let again = super::super::reopen::Reopening::new(&file.bytes)
            .unwrap()
            .into_project();
        assert_eq!(
            again.document().slices,
            session.project().unwrap().document().slices
        );
        assert_eq!(again.document().next_slice, 1);
    }
}
