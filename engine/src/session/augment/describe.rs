//! Rows of features for what is no record: variants, in the columns that the records' vectors have.

use std::sync::Arc;

use ndarray::Array2;

use super::made::Content;
use super::picturing::no_image;
use crate::arena::TextArena;
use crate::error::{Error, Result};
use crate::features::{FixedTerms, NewRows, Part, Plan, Vectors, kinds};
use crate::images::Image;
use crate::images::descriptors::Look;
use crate::num::index;
use crate::session::project::Project;

/// Columns that anything can be put in.
#[derive(Clone, Debug)]
pub(super) enum Columns {
    /// Terms of texts.
    Terms(Arc<FixedTerms>),
    /// Descriptors of images, with the vectors whose columns they are.
    Images(Arc<Vectors>, Vec<Look>),
}

/// What a row is made of, no larger than it must be: of images the row is made at once.
#[derive(Clone, Debug)]
pub(super) enum Held {
    Text(String),
    Row(Vec<f32>),
}

/// Rows being made one after the other.
#[derive(Debug)]
pub(super) enum Rows {
    Terms(NewRows),
    Images(Arc<Vectors>, Vec<f32>),
}

impl Columns {
    /// Those of vectors; none of topics, or of texts by several kinds.
    fn of(vectors: &Arc<Vectors>) -> Option<Self> {
        let blocks = vectors.blocks();
        let looks = blocks.iter().map(|block| Look::named(&block.kind));
        if let Some(all) = looks.collect::<Option<Vec<Look>>>() {
            return Some(Self::Images(Arc::clone(vectors), all));
        }
        let [block] = blocks else {
            return None;
        };
        let kind = kinds::find(&block.kind)?;
        let part = Part {
            kind: kind.name.to_owned(),
            options: kind.defaults.clone(),
        };
        FixedTerms::of(vectors, &part)
            .ok()
            .map(|terms| Self::Terms(Arc::new(terms)))
    }

    /// What a row is made of.
    pub(super) fn hold(&self, content: Content<'_>) -> Result<Held> {
        match (self, content) {
            (Self::Terms(_), Content::Text(text)) => Ok(Held::Text(text.to_owned())),
            (Self::Images(_, all), Content::Picture(picture)) if is_usual(all) => {
                Ok(Held::Row(picture.described().to_vec()))
            }
            (Self::Images(_, all), Content::Picture(picture)) => Ok(looked_at(all, &picture.made.image)),
            (Self::Images(_, all), Content::Image(image)) => Ok(looked_at(all, image)),
            (Self::Terms(_), Content::Image(_) | Content::Picture(_)) => Err(Error::new(
                "Words can't be read off images",
                "Choose other features",
            )),
            (Self::Images(..), Content::Text(_)) => Err(no_image()),
        }
    }

    /// What a record's row is made of.
    pub(super) fn hold_record(&self, project: &Project, record: u32) -> Result<Held> {
        match self {
            Self::Terms(_) => self.hold(Content::Text(project.corpus.text(record))),
            Self::Images(_, all) if is_usual(all) => Ok(Held::Row(project.described(record).to_vec())),
            Self::Images(..) => {
                let image = project.corpus.image(record).ok_or_else(no_image)?;
                self.hold(Content::Image(&image))
            }
        }
    }

    /// No row yet.
    pub(super) fn begin(&self) -> Rows {
        match self {
            Self::Terms(terms) => Rows::Terms(NewRows::new(Arc::clone(terms))),
            Self::Images(vectors, _) => Rows::Images(Arc::clone(vectors), Vec::new()),
        }
    }
}

/// Whether the descriptors are those that flags go by too, so that they are made once.
fn is_usual(looks: &[Look]) -> bool {
    looks == [Look::default()]
}

fn looked_at(looks: &[Look], image: &Image) -> Held {
    Held::Row(looks.iter().flat_map(|look| look.row(image)).collect())
}

/// Whether what is no record can be put in the columns of vectors.
pub(in crate::session) fn is_open(vectors: &Vectors) -> bool {
    let blocks = vectors.blocks();
    let is_of_texts = vectors.is_sparse() && blocks.len() == 1;
    is_of_texts || blocks.iter().all(|block| Look::named(&block.kind).is_some())
}

impl Rows {
    /// The next row.
    pub(super) fn push(&mut self, held: &Held) -> Result<()> {
        match (self, held) {
            (Self::Terms(rows), Held::Text(text)) => rows.push(text),
            (Self::Images(_, values), Held::Row(row)) => {
                values.extend_from_slice(row);
                Ok(())
            }
            _ => Err(Error::new(
                "Features of texts and images can't be mixed",
                "Ask again",
            )),
        }
    }

    /// All rows.
    pub(super) fn finish(self) -> Result<Vectors> {
        match self {
            Self::Terms(rows) => rows.finish(),
            Self::Images(like, values) => {
                let width = index(like.width());
                let rows = Array2::from_shape_vec((values.len() / width.max(1), width), values);
                let rows = rows.map_err(|error| Error::new(error.to_string(), "Make all features anew"))?;
                let mut names = TextArena::default();
                like.names().for_each(|name| names.push(name));
                let kind = like.blocks().first().map_or("", |block| &block.kind);
                Vectors::dense(kind, rows, names)
            }
        }
    }
}

impl Project {
    /// The columns of vectors, kept for the next question.
    pub(super) fn columns_of(&mut self, vectors: &Arc<Vectors>) -> Option<Columns> {
        let known = self
            .augment
            .columns
            .iter()
            .find(|(of, _)| Arc::ptr_eq(of, vectors));
        if let Some((_, columns)) = known {
            return Some(columns.clone());
        }
        let columns = Columns::of(vectors)?;
        // Those of the graph and of the end model are enough.
        self.augment.columns.truncate(1);
        self.augment
            .columns
            .insert(0, (Arc::clone(vectors), columns.clone()));
        Some(columns)
    }

    /// The features that records and variants are compared by where none are there.
    pub(super) fn usual_plan(&self) -> Plan {
        Plan::usual(self.modality())
    }
}
