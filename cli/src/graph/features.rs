//! What records are compared by: kinds of features by their names, columns of numbers, and columns of lists.

use std::sync::Arc;

use clap::Args;
use labelloom_engine::arena::TextArena;
use labelloom_engine::choosing::{Candidates, Features};
use labelloom_engine::corpus::{Corpus, Field};
use labelloom_engine::embeddings::column::{self, of_lists};
use labelloom_engine::error::Error;
use labelloom_engine::features::{DocumentBound, FeatureKind, Plan, Vectors, kinds};
use labelloom_engine::modality::Modality;
use labelloom_engine::num::count;
use labelloom_engine::session::Project;
use ndarray::Array2;

use crate::failure::{Failure, Result};

/// Short names besides the kinds' own.
const ALIASES: [(&str, &str); 2] = [("tfidf", "words"), ("lsa", "lsa-50")];

/// Bytes that features may take.
const MOST_BYTES: u64 = 3 << 30;

/// Which terms are columns.
#[derive(Args)]
pub(crate) struct Terms {
    /// Fewest texts that a term stands in.
    #[arg(long, value_name = "N", default_value_t = 2, value_parser = clap::value_parser!(u32).range(1..))]
    min_df: u32,
    /// Largest share of the texts that a term stands in.
    #[arg(long, value_name = "SHARE", default_value_t = 1.0)]
    max_df: f64,
    /// The longest run of words or characters that is a term; the kind's usual one where it is not given.
    #[arg(long, value_name = "N", value_parser = clap::value_parser!(u32).range(1..=20))]
    longest: Option<u32>,
}

/// What was asked for.
pub(crate) struct Chosen<'a> {
    kinds: Vec<&'static FeatureKind>,
    columns: Vec<&'a Field>,
    /// Columns that hold a list of numbers for each record.
    lists: Vec<&'a Field>,
}

impl<'a> Chosen<'a> {
    /// Kinds and columns by name.
    pub(crate) fn new(names: &[String], project: &'a Project) -> Result<Self> {
        let mut chosen = Self {
            kinds: Vec::new(),
            columns: Vec::new(),
            lists: Vec::new(),
        };
        let corpus = project.corpus();
        let of_lists = of_lists(corpus);
        if names.is_empty() {
            chosen.kinds.extend(kinds::of(project.modality()).next());
        }
        for (at, name) in names.iter().enumerate() {
            if names[..at].contains(name) {
                return Err(Failure::usage(format!("--features names {name:?} twice")));
            }
            match kind(name).filter(|kind| !is_column(corpus, kind)) {
                Some(kind) => chosen.kinds.push(kind),
                None if of_lists.contains(&name.as_str()) => chosen.lists.push(column(corpus, name)?),
                None => chosen.columns.push(column(corpus, name)?),
            }
        }
        Ok(chosen)
    }

    /// One more graph to choose among, by all that was asked for; and where it is of columns of numbers, these for
    /// classifiers too.
    pub(super) fn put(&self, candidates: &mut Candidates, corpus: &Corpus) -> Result<()> {
        let mut features: Vec<Features> = self.kinds.iter().map(|&kind| Features::Kind(kind)).collect();
        if !self.columns.is_empty() {
            let given = Features::Given {
                name: "columns".to_owned(),
                vectors: Arc::new(numbers(corpus, &self.columns)?),
            };
            candidates.put_plain(given.clone());
            features.push(given);
        }
        for &field in &self.lists {
            let given = Features::Given {
                name: field.name.clone(),
                vectors: Arc::new(list(corpus, field)?),
            };
            candidates.put_plain(given.clone());
            features.push(given);
        }
        candidates.put_graph(features);
        if corpus.embeddings().is_some() {
            candidates.put_given();
        }
        Ok(())
    }

    /// The vectors, one of each kind, and one of all columns.
    pub(crate) fn make(&self, project: &Project, terms: &Terms) -> Result<Vec<Vectors>> {
        let corpus = project.corpus();
        let mut made = Vec::new();
        for kind in &self.kinds {
            made.push(terms.plan(kind).make(corpus)?);
        }
        if !self.columns.is_empty() {
            made.push(numbers(corpus, &self.columns)?);
        }
        for &field in &self.lists {
            made.push(list(corpus, field)?);
        }
        Ok(made)
    }
}

impl Terms {
    fn plan(&self, kind: &FeatureKind) -> Plan {
        let mut plan = Plan::of(kind);
        plan.most_bytes = MOST_BYTES;
        for part in &mut plan.parts {
            part.options.min_df = DocumentBound::Texts(self.min_df);
            part.options.max_df = DocumentBound::Share(self.max_df);
            if let Some(longest) = self.longest {
                part.options.ngram_range.1 = longest;
            }
        }
        plan
    }
}

fn kind(name: &str) -> Option<&'static FeatureKind> {
    let alias = ALIASES.iter().find(|(alias, _)| *alias == name);
    kinds::find(alias.map_or(name, |(_, kind)| kind))
}

/// Whether a column is meant: records without embeddings may have a column that is called so.
fn is_column(corpus: &Corpus, kind: &FeatureKind) -> bool {
    let is_field = || corpus.fields().iter().any(|field| field.name == kind.name);
    kind.is_given && corpus.embeddings().is_none() && is_field()
}

fn column<'a>(corpus: &'a Corpus, name: &str) -> Result<&'a Field> {
    let named = corpus.fields().iter().find(|field| field.name == name);
    named.ok_or_else(|| {
        let short = ALIASES.iter().map(|(alias, _)| *alias);
        let own = kinds::of(corpus.modality()).map(|kind| kind.name);
        let kinds: Vec<&str> = match corpus.modality() {
            Modality::Text => short.chain(own).collect(),
            Modality::Image => own.collect(),
        };
        let columns: Vec<String> = corpus
            .fields()
            .iter()
            .map(|field| format!("{:?}", field.name))
            .collect();
        let columns = match columns.as_slice() {
            [] => "no further columns".to_owned(),
            columns => format!("the columns {}", columns.join(", ")),
        };
        let what = format!("There are no features called {name:?}");
        let remedy = format!(
            "Take of {}, or of {columns}; the column of the texts is no feature",
            kinds.join(", ")
        );
        Error::new(what, remedy).at("--features").into()
    })
}

/// Columns of numbers, as they are.
fn numbers(corpus: &Corpus, columns: &[&Field]) -> Result<Vectors> {
    let mut rows = Array2::zeros((corpus.len(), columns.len()));
    for record in 0..count(corpus.len()) {
        for (at, field) in columns.iter().enumerate() {
            rows[(record as usize, at)] = number(field, record)?;
        }
    }
    let mut names = TextArena::default();
    columns.iter().for_each(|field| names.push(&field.name));
    Ok(Vectors::dense("columns", rows, names)?)
}

/// A column of lists.
fn list(corpus: &Corpus, field: &Field) -> Result<Vectors> {
    let rows = column::rows(corpus, field)?;
    let mut names = TextArena::default();
    (1..=rows.ncols()).for_each(|place| names.push(&place.to_string()));
    Ok(Vectors::dense_shared(&field.name, rows, names)?)
}

fn number(field: &Field, record: u32) -> Result<f32> {
    let text = field.get(record).text;
    let parsed = text
        .trim()
        .parse::<f32>()
        .ok()
        .filter(|number| number.is_finite());
    parsed.ok_or_else(|| {
        let what = format!("{text:?} is no number");
        let place = format!("record {record}, column {:?}", field.name);
        Error::new(what, "Take columns that hold a number for every record")
            .at(place)
            .into()
    })
}
