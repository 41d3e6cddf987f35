//! The records' embeddings in a project. Which ones they are is part of the document: an edit, undone like any other. The
//! numbers of an array are kept beside it, by their fingerprint, and never go while the project is there, so that undo
//! leads back to them.

mod parts;

use super::document::{Document, Surroundings};
use super::graph;
use super::project::Project;
use crate::embeddings::{Embeddings, EmbeddingsChoice, Source};
use crate::error::{Error, Result};
use crate::features::{EMBEDDINGS, kinds};
use crate::graph_choice::GraphChoice;
use crate::modality::Modality;
use crate::model_choice::ModelChoice;

pub use self::parts::EmbeddingsParts;
pub(super) use self::parts::{Gathered, MAGIC};

impl Document {
    /// Says which embeddings the records have. Without any, nothing is made of them.
    pub(super) fn set_embeddings(
        &mut self,
        choice: Option<&EmbeddingsChoice>,
        around: Surroundings<'_>,
    ) -> Result<()> {
        if let Some(EmbeddingsChoice::Column(name)) = choice
            && !around.names.fields.contains(name)
        {
            let what = format!("There is no column {name:?}");
            return Err(Error::new(
                what,
                "Name a column that holds a list of numbers for each record",
            ));
        }
        self.embeddings = choice.cloned();
        if choice.is_none() {
            self.use_no_embeddings(around.modality);
        }
        Ok(())
    }

    fn use_no_embeddings(&mut self, modality: Modality) {
        let is_other = |name: &String| name != EMBEDDINGS;
        if !self.graph.features.iter().all(is_other) {
            let mut graph: GraphChoice = (*self.graph).clone();
            graph.features.retain(is_other);
            if graph.features.is_empty() {
                graph
                    .features
                    .extend(kinds::of(modality).next().map(|usual| usual.name.to_owned()));
            }
            self.graph = graph.into();
        }
        if !self.model.end_options.features.iter().all(is_other) {
            let mut model: ModelChoice = (*self.model).clone();
            model.end_options.features.retain(is_other);
            self.model = model.into();
        }
    }

    /// The embeddings that the graph is made of, where it is of any.
    pub(super) fn graph_embeddings(&self) -> Option<&EmbeddingsChoice> {
        let is_of_them = self.graph.features.iter().any(|name| name == EMBEDDINGS);
        self.embeddings.as_ref().filter(|_| is_of_them)
    }
}

impl EmbeddingsChoice {
    /// What choosing them does, as undo names it.
    pub(super) fn words(choice: Option<&Self>) -> String {
        match choice {
            None => "do without embeddings".to_owned(),
            Some(Self::File(file)) => format!("take the embeddings of ‘{}’", file.name),
            Some(Self::Column(name)) => format!("take column ‘{name}’ for embeddings"),
        }
    }
}

impl Project {
    /// Reads an array that numpy saved: the embeddings of this project's records, in their order or by `ids`, a record's
    /// id a line.
    ///
    /// # Errors
    /// What can be no embeddings of these records, with its place.
    pub fn read_embeddings(&self, name: &str, npy: &[u8], ids: Option<&str>) -> Result<Embeddings> {
        Embeddings::read(name, npy, ids, &self.corpus)
    }

    /// Keeps an array beside the project. They are the records' embeddings once the document says so.
    pub fn keep_embeddings(&mut self, embeddings: Embeddings) {
        if !self.has_embeddings(&embeddings) {
            self.embeddings.push(embeddings);
            self.find_embeddings();
        }
    }

    /// Whether the numbers of an array are kept already.
    #[must_use]
    pub fn has_embeddings(&self, embeddings: &Embeddings) -> bool {
        let print = &embeddings.file().fingerprint;
        self.embeddings
            .iter()
            .any(|kept| kept.file().fingerprint == *print)
    }

    /// The part of the project's data that one more array is.
    #[must_use]
    pub const fn embeddings_parts(embeddings: &Embeddings) -> EmbeddingsParts<'_> {
        EmbeddingsParts::new(embeddings)
    }

    /// Brings the records' embeddings up to the document.
    pub(super) fn follow_embeddings(&mut self, before: &Document) {
        if before.embeddings != self.document.embeddings {
            self.find_embeddings();
        }
    }

    fn find_embeddings(&mut self) {
        let source = self.document.embeddings.as_ref().map(|choice| match choice {
            EmbeddingsChoice::File(file) => {
                let is_it = |kept: &&Embeddings| kept.file().fingerprint == file.fingerprint;
                let kept = self.embeddings.iter().find(is_it);
                kept.map_or_else(
                    || Source::Missing(file.name.clone()),
                    |kept| Source::Rows(kept.rows().clone()),
                )
            }
            EmbeddingsChoice::Column(name) => {
                let place = self.corpus.fields().iter().position(|field| field.name == *name);
                place.map_or_else(|| Source::Missing(name.clone()), Source::Field)
            }
        });
        self.corpus.set_embeddings(source);
        self.graph.forget_need();
        self.labels.forget_vectors(EMBEDDINGS);
    }

    /// Embeddings as they are found once a project is put together.
    pub(super) fn with_embeddings(mut self, kept: Vec<Embeddings>) -> Self {
        self.embeddings = kept;
        self.find_embeddings();
        self
    }

    /// What there is to say of the embeddings.
    pub(super) fn embeddings_view(&self) -> graph::EmbeddingsView {
        let missing = match self.corpus.embeddings() {
            Some(Source::Missing(name)) => Some(name.clone()),
            _ => None,
        };
        let columns = crate::embeddings::column::of_lists(&self.corpus);
        graph::EmbeddingsView {
            choice: self.document.embeddings.clone(),
            missing,
            columns: columns.into_iter().map(str::to_owned).collect(),
        }
    }
}
