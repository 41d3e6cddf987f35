//! A project file becomes a project again. Its records are read in one go; the index is then sorted in steps.

use std::sync::Arc;

use super::augment::Accepted;
use super::document::Document;
use super::gather::Gathering;
use super::late::Late;
use super::lists::checked;
use super::project::Project;
use super::reply::SourceView;
use crate::error::{Error, Result};
use crate::formats::project::{ProjectFile, ProjectSink, SavedColumns, SavedRecord};
use crate::gold::GoldColumn;
use crate::job::Progress;
use crate::lists::{WordLists, put};
use crate::modality::Modality;
use crate::num::count;

/// A project file that has been read and whose index is being sorted.
#[derive(Debug)]
pub struct Reopening {
    file: ProjectFile,
    records: Gathered,
    lists: WordLists,
}

impl Reopening {
    /// Reads a project file.
    ///
    /// # Errors
    /// What can't be read, with its line and column.
    pub fn new(bytes: &[u8]) -> Result<Self> {
        let mut records = Gathered::default();
        let file = ProjectFile::read(bytes, &mut records)?;
        let mapping = &file.source.mapping;
        records.gathering.read_also(&mapping.text, &mapping.more_texts);
        let found = count(records.gathering.corpus.len());
        if let Some(record) = file.by_hand.last_record().filter(|&record| record >= found) {
            let what = format!(
                "The gold set by hand names record {record}, counted from 0, and there are {found} records"
            );
            return Err(Error::new(what, "Open the file as it was saved").at("\"by_hand\" of \"gold\""));
        }
        let mut lists = WordLists::default();
        for list in &file.lists {
            put(&mut lists, checked(list.clone())?);
        }
        Ok(Self { file, records, lists })
    }

    /// Does one step; none is left when it returns `None`.
    pub fn step(&mut self) -> Option<Progress> {
        self.records.gathering.finish_step()
    }

    /// The project, once no step is left.
    #[must_use]
    pub fn into_project(mut self) -> Project {
        self.records
            .gathering
            .corpus
            .restore_repeated(self.records.repeated);
        let (corpus, index, gold) = self.records.gathering.finish();
        let document = Document {
            meaning: Arc::new(self.file.meaning(gold.values())),
            hand: Arc::new(self.file.by_hand),
            name: self.file.name,
            labels: Arc::new(self.file.labels),
            rules: Arc::new(self.file.rules.into_iter().map(Arc::new).collect()),
            next_slice: self
                .file
                .slices
                .iter()
                .map(|slice| slice.id.0 + 1)
                .max()
                .unwrap_or(0),
            slices: Arc::new(self.file.slices),
            lists: self.lists,
            accents: self.file.accents,
            model: Arc::new(self.file.model),
            graph: Arc::new(self.file.graph),
            embeddings: self.file.embeddings,
            augment: Late::of_json(self.file.augment),
            accepted: Accepted::of_batches(self.file.variants),
            split_seed: self.file.split_seed,
            next_label: self.file.next_label.0,
            next_rule: self.file.next_rule.0,
        };
        let source = SourceView {
            name: self.file.source.name,
            report: self.file.source.report,
            mapping: self.file.source.mapping,
            fields: corpus.fields().iter().map(|field| field.name.clone()).collect(),
            repeated_ids: 0,
            vocabulary: 0,
            modality: Modality::default(),
        };
        // Its revisions' numbers are not given out again.
        let revisions = document.rules.iter().flat_map(|rule| rule.revisions.iter());
        let last = revisions.map(|revision| revision.number).max();
        let mut project = Project::new(corpus, index, gold, source, Vec::new(), document);
        project.revision = last.unwrap_or(0);
        project.with_embeddings(Vec::new())
    }
}

/// Takes the records of a project file.
#[derive(Debug, Default)]
struct Gathered {
    gathering: Gathering,
    repeated: Vec<u32>,
}

impl ProjectSink for Gathered {
    fn begin(&mut self, columns: &SavedColumns) {
        self.gathering = Gathering::new(GoldColumn::new(columns.has_split_column));
        self.gathering.corpus.name_fields(&columns.fields);
    }

    fn record(&mut self, record: &SavedRecord<'_>) -> Result<()> {
        if record.repeated {
            self.repeated.push(count(self.gathering.corpus.len()));
        }
        self.gathering.push(
            record.id,
            record.text,
            record.fields.iter().copied(),
            record.image,
        )?;
        // Past the most values that gold may have a value counts as none, as in the import that it came from.
        let _ = self
            .gathering
            .gold
            .push(record.gold, record.held_out.then_some("held-out"));
        Ok(())
    }
}
