//! A file becomes a project: its bytes are pushed as they come, its records gathered, and what import found is kept
//! for the report.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::document::Document;
use super::gather::Gathering;
use super::project::Project;
use super::reply::SourceView;
use crate::corpus::{Value, ValueKind};
use crate::error::{Error, Result};
use crate::formats::import::{Importer, MappedRow, RecordSink, bad_rows_csv};
use crate::formats::mapping::Mapping;
use crate::formats::{Cell, ImportError, ReadOptions};
use crate::gold::GoldColumn;
use crate::graph_choice::GraphChoice;
use crate::job::Progress;
use crate::labels::LabelSet;
use crate::modality::Modality;
use crate::num::count;

/// Labels taken from a gold column without being named; more values than that are no label set.
const MOST_LABELS: usize = 200;

/// Rows set aside that the report shows; all that were kept can be downloaded.
pub const SHOWN_BAD_ROWS: usize = 100;

/// How a file is to be imported: what the mapping step ends with.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ImportPlan {
    /// The file's name.
    pub source_name: String,
    /// What to call the project.
    pub project_name: String,
    /// How the file is read.
    pub options: ReadOptions,
    /// Which column is what.
    pub mapping: Mapping,
    /// The labels, in order; none to take the values of the gold column as they appear.
    pub labels: Option<Vec<String>>,
}

/// An import under way.
pub struct ImportRun {
    plan: ImportPlan,
    importer: Importer,
    sink: Sink,
}

impl std::fmt::Debug for ImportRun {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            out,
            "ImportRun of {}, {} records so far",
            self.plan.source_name,
            self.records()
        )
    }
}

impl ImportRun {
    /// An import that has read nothing yet.
    ///
    /// # Errors
    /// A plan that can't be followed: no text column, options without a reader.
    pub fn new(plan: ImportPlan) -> Result<Self> {
        let importer = Importer::new(&plan.options, &plan.mapping).map_err(|error| located(&error, &plan))?;
        let gold = GoldColumn::new(plan.mapping.split.is_some());
        let has_ids = plan.mapping.id.is_some();
        let sink = Sink {
            has_ids,
            gathering: Gathering::new(gold),
            fields: Vec::new(),
            refused: None,
            overflow: 0,
        };
        Ok(Self { plan, importer, sink })
    }

    /// Reads the next bytes of the file, cut anywhere.
    ///
    /// # Errors
    /// What ends an import for good; bad rows don't.
    pub fn push(&mut self, bytes: &[u8]) -> Result<()> {
        let read = self.importer.push(bytes, &mut self.sink);
        read.map_err(|error| located(&error, &self.plan))?;
        self.sink.refused.take().map_or(Ok(()), Err)
    }

    /// Records so far.
    #[must_use]
    pub fn records(&self) -> u32 {
        count(self.sink.gathering.corpus.len())
    }

    /// Ends the reading: nothing more will be pushed.
    ///
    /// # Errors
    /// An empty file, or one without the text column.
    pub fn finish(mut self) -> Result<Finishing> {
        let classes = self.importer.classes().to_vec();
        if self.plan.labels.is_none() && (1..=MOST_LABELS).contains(&classes.len()) {
            self.plan.labels = Some(classes);
        }
        let report = self
            .importer
            .finish(&mut self.sink)
            .map_err(|error| located(&error, &self.plan))?;
        if self.sink.gathering.corpus.is_empty() {
            let what = format!("None of the {} rows could be read", report.rows_bad);
            let reason = report
                .bad
                .first()
                .map(|bad| bad.reason.clone())
                .unwrap_or_default();
            return Err(Error::new(what, reason).at(self.plan.source_name.clone()));
        }
        let mapping = &self.plan.mapping;
        self.sink.gathering.read_also(&mapping.text, &mapping.more_texts);
        let mut source = SourceView {
            name: self.plan.source_name.clone(),
            report,
            mapping: self.plan.mapping.clone(),
            fields: self.sink.fields,
            repeated_ids: 0,
            vocabulary: 0,
            modality: Modality::default(),
        };
        let bad_rows = if source.report.rows_bad > 0 {
            bad_rows_csv(&source.report.bad)
        } else {
            Vec::new()
        };
        source.report.bad.truncate(SHOWN_BAD_ROWS);
        source.report.bad.iter_mut().for_each(|bad| bad.raw = Vec::new());
        if self.sink.overflow > 0 {
            source.report.said.push(format!(
                "{} records have gold values past the first {} different ones; these count as unknown. Is it the right column?",
                self.sink.overflow,
                crate::gold::MOST_VALUES
            ));
        }
        Ok(Finishing {
            plan: self.plan,
            gathering: self.sink.gathering,
            source,
            bad_rows,
        })
    }

    /// Ends the reading and does all the rest, for callers with nothing else to answer.
    ///
    /// # Errors
    /// As [`Self::finish`].
    pub fn into_project(self) -> Result<Project> {
        let mut finishing = self.finish()?;
        while finishing.step().is_some() {}
        Ok(finishing.into_project())
    }
}

/// An import whose file is read and whose index is being sorted.
#[derive(Debug)]
pub struct Finishing {
    plan: ImportPlan,
    gathering: Gathering,
    source: SourceView,
    bad_rows: Vec<u8>,
}

impl Finishing {
    /// Does one step; none is left when it returns `None`.
    pub fn step(&mut self) -> Option<Progress> {
        self.gathering.finish_step()
    }

    /// The project.
    #[must_use]
    pub fn into_project(self) -> Project {
        let (corpus, index, gold) = self.gathering.finish();
        let labels = self
            .plan
            .labels
            .clone()
            .unwrap_or_else(|| labels_of(gold.values()));
        let mut document = Document::new(
            &self.plan.project_name,
            LabelSet::from_names(labels),
            gold.values(),
        );
        document.graph = Arc::new(GraphChoice::usual(corpus.modality()));
        Project::new(corpus, index, gold, self.source, self.bad_rows, document)
    }
}

/// The labels of a gold column: its values as they appear, or by number where all are numbers.
fn labels_of(values: &[String]) -> Vec<String> {
    let mut labels: Vec<String> = values.iter().take(MOST_LABELS).cloned().collect();
    let numbers: Option<Vec<i64>> = labels.iter().map(|label| label.parse().ok()).collect();
    if let Some(mut numbers) = numbers
        && numbers
            .iter()
            .zip(&labels)
            .all(|(number, label)| number.to_string() == *label)
    {
        numbers.sort_unstable();
        labels = numbers.iter().map(ToString::to_string).collect();
    }
    labels
}

fn located(error: &ImportError, plan: &ImportPlan) -> Error {
    let place = match error.place {
        Some(place) => format!("{}, row {}, line {}", plan.source_name, place.row, place.line),
        None => plan.source_name.clone(),
    };
    Error::new(error.what.clone(), error.remedy.clone()).at(place)
}

/// Takes the records of the importer.
struct Sink {
    has_ids: bool,
    gathering: Gathering,
    /// The names of the fields so far.
    fields: Vec<String>,
    refused: Option<Error>,
    /// Records whose gold value is past the last kept one.
    overflow: u64,
}

impl RecordSink for Sink {
    fn field_names(&mut self, names: &[String]) {
        self.fields = names.to_vec();
        self.gathering.corpus.name_fields(names);
    }

    fn record(&mut self, row: MappedRow<'_>) {
        let values = row.fields.iter().map(|cell| value(*cell));
        let id = self.has_ids.then(|| row.id.unwrap_or_default());
        if let Err(error) = self.gathering.push(id, row.text, values, row.image) {
            self.refused = Some(error);
            return;
        }
        if !self.gathering.gold.push(row.gold, row.split) {
            self.overflow += 1;
        }
    }
}

fn value(cell: Cell<'_>) -> Value<'_> {
    let kind = match cell {
        Cell::Missing => ValueKind::Missing,
        Cell::Text(_) => ValueKind::Text,
        Cell::Number(_) => ValueKind::Number,
        Cell::Bool(_) => ValueKind::Bool,
        Cell::Json(_) => ValueKind::Json,
    };
    Value {
        kind,
        text: cell.text().unwrap_or_default(),
    }
}
