//! Which features to make: one kind or several side by side, each with its options.

use serde::{Deserialize, Serialize};

use super::kinds::{self, FeatureKind, KINDS};
use super::making::Making;
use super::options::TfidfOptions;
use super::side_by_side::Joining;
use super::size::{Size, too_big};
use super::vectors::Vectors;
use crate::corpus::Corpus;
use crate::error::{Error, Result};
use crate::job::{Job, Progress, Step};
use crate::modality::Modality;

/// Bytes that making vectors may take, unless a plan says otherwise: a quarter of what a browser's tab can have.
pub const MOST_BYTES: u64 = 1 << 30;

/// Most that a plan may allow: numbers of places in 4 GiB have to do.
const BYTES_BOUND: u64 = 3 << 30;

/// The features of records.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Plan {
    /// Kinds, side by side in this order.
    pub parts: Vec<Part>,
    /// Bytes that making them may take; more stops it with an error.
    pub most_bytes: u64,
}

/// A kind with its options.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// The kind's name.
    pub kind: String,
    /// Its options.
    pub options: TfidfOptions,
}

impl Default for Plan {
    /// Words.
    fn default() -> Self {
        Self::of(KINDS[0])
    }
}

impl Plan {
    /// The usual one: words of texts, edges and colours of images.
    #[must_use]
    pub fn usual(modality: Modality) -> Self {
        kinds::of(modality).next().map_or_else(Self::default, Self::of)
    }

    /// One kind with its usual options.
    #[must_use]
    pub fn of(kind: &FeatureKind) -> Self {
        Self {
            parts: vec![Part {
                kind: kind.name.to_owned(),
                options: kind.defaults.clone(),
            }],
            most_bytes: MOST_BYTES,
        }
    }

    /// About how big the vectors will be.
    ///
    /// # Errors
    /// A kind that isn't known, options that mean nothing, no part.
    pub fn size(&self, corpus: &Corpus) -> Result<Size> {
        let mut size = Size::default();
        for (kind, options) in self.checked()? {
            size = size.and((kind.size)(corpus, options));
        }
        if self.parts.len() > 1 {
            // While they are joined, the parts are still there.
            size.bytes_making = size.bytes_making.max(2 * size.bytes_kept);
        }
        Ok(size)
    }

    /// Begins to make the vectors of a corpus.
    ///
    /// # Errors
    /// A kind that isn't known, options that mean nothing, no part.
    pub fn begin(&self) -> Result<Box<dyn Making>> {
        self.checked()?;
        Ok(Box::new(SideBySide {
            plan: self.clone(),
            stage: Stage::Next,
            made: Vec::new(),
        }))
    }

    /// Makes the vectors of a corpus at once, for callers with nothing else to do.
    ///
    /// # Errors
    /// Those of [`Plan::begin`] and of [`Making::step`].
    pub fn make(&self, corpus: &Corpus) -> Result<Vectors> {
        crate::job::run(&mut VectorsJob::new(self, corpus)?)
    }

    fn checked(&self) -> Result<Vec<(&'static FeatureKind, &TfidfOptions)>> {
        if self.parts.is_empty() {
            return Err(Error::new("No kind of features is chosen", "Choose one"));
        }
        if self.most_bytes > BYTES_BOUND {
            let remedy = format!("Allow {} MB at most", BYTES_BOUND >> 20);
            return Err(Error::new("That is more memory than can be had", remedy).at("most_bytes"));
        }
        self.parts.iter().map(Part::checked).collect()
    }
}

impl Part {
    fn checked(&self) -> Result<(&'static FeatureKind, &TfidfOptions)> {
        let kind = kinds::find(&self.kind).ok_or_else(|| {
            let names: Vec<&str> = KINDS.iter().map(|kind| kind.name).collect();
            let what = format!("There is no kind of features called “{}”", self.kind);
            Error::new(what, format!("Take one of {}", names.join(", ")))
        })?;
        self.options.check()?;
        Ok((kind, &self.options))
    }
}

/// Parts made one after the other, then joined.
#[derive(Debug)]
struct SideBySide {
    plan: Plan,
    stage: Stage,
    made: Vec<Vectors>,
}

#[derive(Debug)]
enum Stage {
    Next,
    Making(Box<dyn Making>),
    Joining(Box<Joining>),
}

impl Making for SideBySide {
    fn step(&mut self, corpus: &Corpus) -> Result<Step<Vectors>> {
        match std::mem::replace(&mut self.stage, Stage::Next) {
            Stage::Next => self.next_part().and_then(|making| self.make(making, corpus)),
            Stage::Making(making) => self.make(making, corpus),
            Stage::Joining(joining) => self.join(joining),
        }
    }
}

impl SideBySide {
    /// Begins the next part with what memory is left.
    fn next_part(&self) -> Result<Box<dyn Making>> {
        let (kind, options) = self.plan.parts[self.made.len()].checked()?;
        (kind.begin)(options, self.plan.most_bytes.saturating_sub(self.bytes_made()))
    }

    fn make(&mut self, mut making: Box<dyn Making>, corpus: &Corpus) -> Result<Step<Vectors>> {
        let vectors = match making.step(corpus)? {
            Step::Done(vectors) => vectors,
            Step::Working(progress) => {
                self.stage = Stage::Making(making);
                return Ok(Step::Working(progress));
            }
        };
        if self.plan.parts.len() == 1 {
            return Ok(Step::Done(vectors));
        }
        self.made.push(vectors);
        let (made, parts) = (self.made.len() as u64, self.plan.parts.len() as u64);
        if made == parts {
            if self.bytes_made() * 2 > self.plan.most_bytes {
                return Err(too_big(self.plan.most_bytes));
            }
            self.stage = Stage::Joining(Box::new(Joining::new(std::mem::take(&mut self.made))?));
        }
        Ok(told("making features", made, parts))
    }

    fn join(&mut self, mut joining: Box<Joining>) -> Result<Step<Vectors>> {
        match joining.step()? {
            None => Ok(Step::Done(joining.finish())),
            Some((done, total)) => {
                self.stage = Stage::Joining(joining);
                Ok(told("setting features side by side", done, total))
            }
        }
    }

    fn bytes_made(&self) -> u64 {
        self.made.iter().map(Vectors::bytes).sum()
    }
}

const fn told(stage: &'static str, done: u64, total: u64) -> Step<Vectors> {
    Step::Working(Progress {
        stage,
        done,
        total,
        estimate: None,
    })
}

/// The making of vectors as a job that holds its corpus.
#[derive(Debug)]
pub struct VectorsJob<'a> {
    corpus: &'a Corpus,
    making: Box<dyn Making>,
}

impl<'a> VectorsJob<'a> {
    /// A job for a plan.
    ///
    /// # Errors
    /// Those of [`Plan::begin`], and kinds of other records.
    pub fn new(plan: &Plan, corpus: &'a Corpus) -> Result<Self> {
        for part in &plan.parts {
            kinds::find_for(&part.kind, corpus.modality())?;
        }
        let making = plan.begin()?;
        Ok(Self { corpus, making })
    }
}

impl Job for VectorsJob<'_> {
    type Output = Vectors;

    fn step(&mut self) -> Result<Step<Vectors>> {
        self.making.step(self.corpus)
    }
}
