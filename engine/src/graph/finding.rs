//! The search for neighbours as a job: rows are gathered, compared and handed back as records' lists.

use super::descent::Descent;
use super::handing::list_of;
use super::identical::NONE;
use super::join::Join;
use super::lists::Lists;
use super::memory;
use super::neighbors::Neighbors;
use super::options::{Options, Search};
use super::recall::{Checking, Recall};
use super::rows::{self, Gathering, Rows};
use super::shared::Shared;
use crate::error::Result;
use crate::features::Vectors;
use crate::job::{Job, Progress, Step};
use crate::num::{count, index};

/// Records handed back in one step.
const STEP_RECORDS: u32 = 1 << 14;

/// What a search found.
#[derive(Debug)]
pub struct Found {
    /// The lists.
    pub neighbors: Neighbors,
    /// How good an approximate search was, by a sample.
    pub recall: Option<Recall>,
    /// Records whose rows were compared once for several.
    pub identical: Same,
}

/// Records whose rows are the same as another's.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Same {
    /// How many.
    pub records: u32,
    /// The groups that they form.
    pub groups: u32,
}

/// A search under way.
#[derive(Debug)]
pub struct Finding {
    options: Options,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Gathering(Box<Gathering>),
    Joining(Box<Shared>),
    Descending(Box<Descent>),
    Checking(Box<Checking>),
    Handing(Box<Handing>),
    Over,
}

impl Finding {
    /// Begins to find the k nearest of all records. Vectors of several kinds are compared by the mean of their cosines.
    ///
    /// # Errors
    /// Options that mean nothing, vectors that don't go together, more memory than is allowed.
    pub fn new(vectors: &[&Vectors], options: &Options) -> Result<Self> {
        options.check()?;
        rows::check(vectors, options.measure)?;
        if matches!(options.search, Search::Approximate { .. }) {
            super::descent::check(vectors)?;
        }
        memory::check(vectors, options)?;
        let gathering = Gathering::new(vectors, options.measure);
        Ok(Self {
            options: options.clone(),
            stage: Stage::Gathering(Box::new(gathering)),
        })
    }

    /// Does one step. Every step must be given the same vectors.
    ///
    /// # Errors
    /// None after [`Finding::new`].
    pub fn step(&mut self, vectors: &[&Vectors]) -> Result<Step<Found>> {
        let (stage, told) = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Gathering(gathering) => self.gather(gathering, vectors),
            Stage::Joining(join) => self.join(join),
            Stage::Descending(descent) => self.descend(descent),
            Stage::Checking(checking) => self.check(checking),
            Stage::Handing(handing) => match self.hand(handing) {
                (_, Some(found)) => return Ok(Step::Done(found)),
                (going_on, None) => going_on,
            },
            Stage::Over => (Stage::Over, told("over", 0, 0)),
        };
        self.stage = stage;
        Ok(Step::Working(told))
    }

    /// Gives parts of an exact search away, one a helper: asked after each step, there is something where its rows are
    /// gathered, nothing is compared yet and there is enough to do for all. Each is run as an [`Errand`](super::Errand)
    /// elsewhere, and what it makes goes to [`Finding::take`].
    pub fn errands(&mut self, helpers: u32) -> Vec<Vec<u8>> {
        match &mut self.stage {
            Stage::Joining(shared) => shared.errands(helpers),
            _ => Vec::new(),
        }
    }

    /// Takes what came of an errand, by its place among those that were given; none where it is lost: then it is done
    /// here.
    pub fn take(&mut self, errand: usize, answer: Option<&[u8]>) {
        if let Stage::Joining(shared) = &mut self.stage {
            shared.take(errand, answer);
        }
    }

    /// Whether steps do nothing before an errand comes back.
    #[must_use]
    pub fn waits(&self) -> bool {
        matches!(&self.stage, Stage::Joining(shared) if shared.waits())
    }

    fn gather(&self, mut gathering: Box<Gathering>, vectors: &[&Vectors]) -> (Stage, Progress) {
        if let Some(told) = gathering.step(vectors) {
            return (Stage::Gathering(gathering), told);
        }
        let rows = gathering.finish();
        let n = u64::from(rows.len());
        let stage = match self.options.search {
            Search::Exact => {
                let range = self.options.part.rows(rows.len());
                let join = Join::new(rows, range, self.options.k);
                Stage::Joining(Box::new(Shared::new(join)))
            }
            Search::Approximate { seed } => {
                Stage::Descending(Box::new(Descent::new(rows, self.options.k, seed)))
            }
        };
        (stage, told("comparing rows", 0, n))
    }

    fn join(&self, mut join: Box<Shared>) -> (Stage, Progress) {
        if let Some((done, total)) = join.step() {
            return (Stage::Joining(join), told("comparing rows", done, total));
        }
        let (rows, lists) = join.finish();
        self.begin_handing(rows, lists, None)
    }

    fn descend(&self, mut descent: Box<Descent>) -> (Stage, Progress) {
        if let Some((done, total)) = descent.step() {
            let told = told("comparing neighbours of neighbours", done, total);
            return (Stage::Descending(descent), told);
        }
        let (rows, lists) = descent.finish();
        let checking = Checking::new(rows, lists, self.options.k);
        (
            Stage::Checking(Box::new(checking)),
            told("checking a sample", 0, 1),
        )
    }

    fn check(&self, mut checking: Box<Checking>) -> (Stage, Progress) {
        if let Some((done, total)) = checking.step() {
            let told = told("checking a sample", done.into(), total.into());
            return (Stage::Checking(checking), told);
        }
        let (rows, lists, recall) = checking.finish();
        self.begin_handing(rows, lists, Some(recall))
    }

    fn begin_handing(&self, rows: Rows, lists: Lists, recall: Option<Recall>) -> (Stage, Progress) {
        let n = rows.groups.row_of.len() as u64;
        let neighbors = Neighbors::new(self.options.k);
        let handing = Handing {
            rows,
            lists,
            recall,
            neighbors,
        };
        (
            Stage::Handing(Box::new(handing)),
            told("listing neighbours", 0, n),
        )
    }

    fn hand(&self, mut handing: Box<Handing>) -> ((Stage, Progress), Option<Found>) {
        let n = count(handing.rows.groups.row_of.len());
        let from = count(handing.neighbors.len());
        let end = n.min(from + STEP_RECORDS);
        (from..end).for_each(|record| handing.hand(record));
        let told = told("listing neighbours", end.into(), n.into());
        if end < n {
            return ((Stage::Handing(handing), told), None);
        }
        let found = Found {
            identical: handing.rows.groups.same(),
            neighbors: handing.neighbors,
            recall: handing.recall,
        };
        ((Stage::Over, told), Some(found))
    }
}

#[derive(Debug)]
struct Handing {
    rows: Rows,
    lists: Lists,
    recall: Option<Recall>,
    neighbors: Neighbors,
}

impl Handing {
    fn hand(&mut self, record: u32) {
        let row = self.rows.groups.row_of[index(record)];
        let near = (row != NONE).then(|| self.lists.of(row)).into_iter().flatten();
        let list = list_of(&self.rows.groups, record, self.neighbors.k(), near);
        self.neighbors.push_ordered(&list);
    }
}

pub(super) const fn told(stage: &'static str, done: u64, total: u64) -> Progress {
    Progress {
        stage,
        done,
        total,
        estimate: None,
    }
}

/// A search as a job that holds its vectors.
#[derive(Debug)]
pub struct NeighborsJob<'a> {
    vectors: Vec<&'a Vectors>,
    finding: Finding,
}

impl<'a> NeighborsJob<'a> {
    /// A job for a search.
    ///
    /// # Errors
    /// Those of [`Finding::new`].
    pub fn new(vectors: &[&'a Vectors], options: &Options) -> Result<Self> {
        let finding = Finding::new(vectors, options)?;
        Ok(Self {
            vectors: vectors.to_vec(),
            finding,
        })
    }
}

impl Job for NeighborsJob<'_> {
    type Output = Found;

    fn step(&mut self) -> Result<Step<Found>> {
        self.finding.step(&self.vectors)
    }
}

/// The k nearest of all records, at once, for callers with nothing else to do.
///
/// # Errors
/// Those of [`Finding::new`].
pub fn find(vectors: &[&Vectors], options: &Options) -> Result<Found> {
    crate::job::run(&mut NeighborsJob::new(vectors, options)?)
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::arena::TextArena;
    use crate::features::CsrBuilder;
    use crate::rng::Rng;

    /// Drawn rows of a few terms, many as similar to one as to another.
    pub(in crate::graph) fn drawn(rows: u32) -> Vectors {
        let (mut rng, mut builder) = (Rng::new(3), CsrBuilder::new(60, 0));
        for _ in 0..rows {
            let mut draws: Vec<u32> = (0..4).map(|_| u32::try_from(rng.below(60)).unwrap()).collect();
            draws.sort_unstable();
            draws.dedup();
            builder.push(&draws, &vec![1.0; draws.len()]).unwrap();
        }
        let mut names = TextArena::default();
        (0..60u32).for_each(|term| names.push(&term.to_string()));
        Vectors::sparse("words", builder.finish(), names).unwrap()
    }

    /// The same, gathered; identical ones are not looked for.
    pub(in crate::graph) fn rows_of(rows: u32) -> Rows {
        let vectors = drawn(rows);
        let mut gathering = Gathering::new(&[&vectors], crate::graph::Measure::Cosine);
        while gathering.step(&[&vectors]).is_some() {}
        gathering.finish()
    }

    #[test]
    fn a_search_with_helpers_ends_as_one_without() {
        let vectors = drawn(60_000);
        let options = Options {
            k: 3,
            ..Options::default()
        };
        let alone = find(&[&vectors], &options).unwrap().neighbors;
        let (mut finding, mut helped) = (Finding::new(&[&vectors], &options).unwrap(), 0);
        let helped_by = loop {
            if let Step::Done(found) = finding.step(&[&vectors]).unwrap() {
                break found.neighbors;
            }
            for (at, errand) in finding.errands(2).iter().enumerate() {
                let answer = crate::job::run(&mut crate::graph::Errand::read(errand).unwrap()).unwrap();
                finding.take(at, Some(&answer));
                helped += 1;
            }
        };
        assert_eq!(helped, 2);
        assert!(alone == helped_by);
    }
}
