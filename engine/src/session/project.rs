//! An open project: the records with their index and gold, the document that edits change, and everything derived from
//! the two, kept up to date a change at a time.

use std::collections::BTreeMap;
use std::sync::{Arc, OnceLock};

use super::augment;
use super::complete::values::ColumnValues;
use super::document::{Document, Surroundings};
use super::draft::OpenDraft;
use super::edit::{Draft, Edit};
use super::evaluated::{Cache, Evaluated};
use super::examples::Checks;
use super::graph;
use super::history::History;
use super::labels::Kept;
use super::live::Live;
use super::reply::SourceView;
use super::select::Selected;
use super::slices::Scope;
use crate::bits::BitSet;
use crate::corpus::Corpus;
use crate::embeddings::Embeddings;
use crate::features::tfidf::Tfidf;
use crate::gold::{GoldColumn, GoldSets};
use crate::modality::Modality;
use crate::rules::{Names, QueryError, Source};
use crate::text::TextIndex;

/// A project with everything the page asks about.
#[derive(Debug)]
pub struct Project {
    pub(super) corpus: Corpus,
    pub(super) index: TextIndex,
    pub(super) gold: GoldColumn,
    pub(super) source: SourceView,
    /// Arrays that were added, those too that the document does not name now: undo may lead back to them.
    pub(super) embeddings: Vec<Embeddings>,
    /// What queries may name.
    pub(super) names: Names,
    /// The terms of the texts, once a rule asked for likeness. Records never change.
    pub(super) terms: OnceLock<Tfidf>,
    /// The rows set aside at import, as CSV; empty where there were none.
    pub(super) bad_rows: Vec<u8>,
    pub(super) document: Document,
    pub(super) history: History,
    pub(super) revision: u32,
    pub(super) gold_sets: GoldSets,
    pub(super) held_out: BitSet,
    pub(super) cache: Cache,
    pub(super) saved: Live,
    pub(super) draft: Option<OpenDraft>,
    /// A draft as it was when the project was last open, until it is taken up or put away.
    pub(super) kept_draft: Option<Draft>,
    pub(super) selected: Option<Selected>,
    /// What label models made of the votes.
    pub(super) labels: Kept,
    /// The graph of records that are alike, and labels along it.
    pub(super) graph: graph::Kept,
    /// What is kept of variants.
    pub(super) augment: augment::Kept,
    /// The document's slices as they were read, in their order.
    pub(super) slices: Vec<Result<Evaluated, QueryError>>,
    /// The slice whose records alone are shown and counted.
    pub(super) scope: Option<Scope>,
    /// What is known of the rules' examples.
    pub(super) checks: Checks,
    /// The different values of the fields that were asked about; none where a field has too many.
    pub(super) values: BTreeMap<String, Option<Arc<ColumnValues>>>,
}

impl Project {
    /// Puts a project together and evaluates its rules.
    pub(super) fn new(
        corpus: Corpus,
        mut index: TextIndex,
        gold: GoldColumn,
        mut source: SourceView,
        bad_rows: Vec<u8>,
        document: Document,
    ) -> Self {
        source.repeated_ids = corpus.repeated_count();
        source.modality = corpus.modality();
        index.set_accents(document.accents);
        source.vocabulary = index.vocabulary().len();
        let held_out = gold.held_out(corpus.len(), document.split_seed, |record| corpus.id(record));
        let names = Names {
            accents: document.accents,
            texts: source.mapping.texts(),
            ..Names::of_fields(&source.fields).with_lists(&document.lists)
        };
        let mut project = Self {
            corpus,
            index,
            gold,
            names,
            source,
            bad_rows,
            embeddings: Vec::new(),
            document,
            history: History::default(),
            revision: 0,
            gold_sets: GoldSets::default(),
            held_out,
            cache: Cache::default(),
            saved: Live::default(),
            draft: None,
            kept_draft: None,
            selected: None,
            labels: Kept::default(),
            graph: graph::Kept::default(),
            augment: augment::Kept::default(),
            terms: OnceLock::new(),
            slices: Vec::new(),
            scope: None,
            checks: Checks::default(),
            values: BTreeMap::new(),
        };
        project.sort_gold();
        project.evaluate();
        project
    }

    /// n.
    #[must_use]
    pub fn records(&self) -> u32 {
        crate::num::count(self.corpus.len())
    }

    /// The records.
    #[must_use]
    pub const fn corpus(&self) -> &Corpus {
        &self.corpus
    }

    /// What the records are.
    #[must_use]
    pub const fn modality(&self) -> Modality {
        self.source.modality
    }

    /// Labels, rules and the meaning of gold.
    #[must_use]
    pub const fn document(&self) -> &Document {
        &self.document
    }

    /// Grows with every change.
    #[must_use]
    pub const fn revision(&self) -> u32 {
        self.revision
    }

    /// The votes of the saved rules that are on, in the rules' order: n × m over k labels.
    #[must_use]
    pub const fn votes(&self) -> &crate::votes::VoteMatrix {
        &self.saved.matrix
    }

    /// The analysis of [`Self::votes`] against dev gold.
    #[must_use]
    pub const fn analysis(&self) -> &crate::analysis::Analysis {
        &self.saved.analysis
    }

    /// Gold by label and side.
    #[must_use]
    pub const fn gold(&self) -> &GoldSets {
        &self.gold_sets
    }

    /// What queries may name.
    #[must_use]
    pub const fn names(&self) -> &Names {
        &self.names
    }

    /// What is asked of rules.
    #[must_use]
    pub const fn source(&self) -> Source<'_> {
        Source::new(&self.corpus, &self.index).with_terms(&self.terms)
    }

    pub(super) fn surroundings(&self) -> Surroundings<'_> {
        Surroundings {
            gold_values: self.gold.values(),
            names: &self.names,
            records: self.records(),
            modality: self.modality(),
        }
    }

    /// Makes an edit.
    ///
    /// # Errors
    /// What can't be done; nothing has then changed.
    // A door of the page's part `projects`: never built into its caller.
    #[inline(never)]
    pub fn edit(&mut self, edit: &Edit) -> crate::error::Result<()> {
        if let Edit::Written(written) = edit {
            return self.edit(&written.open()?);
        }
        if let Edit::AddRule { text } | Edit::SetRule { text, .. } = edit
            && let Some(of) = &text.column
        {
            self.check_column(&of.column)?;
        }
        let mut next = self.document.apply(edit, self.surroundings())?;
        next.note_revisions(&self.document, self.revision + 1, edit);
        let words = edit.describe(&self.document);
        let before = std::mem::replace(&mut self.document, next);
        self.close_draft_of(edit);
        self.changed(&before);
        self.history.push(before, words);
        Ok(())
    }

    /// Takes the last edit back. Returns whether there was one.
    pub fn undo(&mut self) -> bool {
        let before = self.document.clone();
        let done = self.history.undo(&mut self.document);
        if done {
            self.changed(&before);
        }
        done
    }

    /// Makes the last undone edit again. Returns whether there was one.
    pub fn redo(&mut self) -> bool {
        let before = self.document.clone();
        let done = self.history.redo(&mut self.document);
        if done {
            self.changed(&before);
        }
        done
    }

    /// Saving a rule ends its draft.
    fn close_draft_of(&mut self, edit: &Edit) {
        let saved = match edit {
            Edit::AddRule { .. } => Some(None),
            Edit::SetRule { id, .. } => Some(Some(*id)),
            _ => None,
        };
        if self
            .draft
            .as_ref()
            .is_some_and(|open| saved == Some(open.draft.rule))
        {
            self.draft = None;
        }
        if self
            .kept_draft
            .as_ref()
            .is_some_and(|kept| saved == Some(kept.rule))
        {
            self.kept_draft = None;
        }
    }

    /// Brings everything derived up to the document.
    pub(super) fn changed(&mut self, before: &Document) {
        self.revision += 1;
        self.note_change(before);
        let same_gold = Arc::ptr_eq(&before.labels, &self.document.labels)
            && Arc::ptr_eq(&before.meaning, &self.document.meaning)
            && Arc::ptr_eq(&before.hand, &self.document.hand);
        if !same_gold {
            self.sort_gold();
        }
        self.follow_words(before);
        self.follow_embeddings(before);
        self.evaluate();
        self.reopen_draft();
    }

    fn sort_gold(&mut self) {
        let (document, n) = (&self.document, self.corpus.len());
        self.gold_sets = GoldSets::new(
            n,
            &self.gold,
            &document.hand,
            &document.meaning,
            &document.labels,
            &self.held_out,
        );
    }

    fn evaluate(&mut self) {
        let source = Source::new(&self.corpus, &self.index).with_terms(&self.terms);
        let names = &self.names;
        self.saved = Live::new(
            &self.document,
            None,
            names,
            &mut self.cache,
            &source,
            &self.gold_sets,
        );
        self.evaluate_slices();
        self.cache
            .trim(self.document.rules.len() + self.document.slices.len());
        self.selected = None;
        self.check_saved();
    }
}
