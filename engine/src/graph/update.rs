//! Records that came or changed update the lists instead of making all anew: they are compared with all rows, and so are
//! those that lost a neighbour and can't tell who comes next. The result is that of a new exact search.

use super::finding::told;
use super::handing::list_of;
use super::identical::NONE;
use super::memory;
use super::neighbors::{Neighbor, Neighbors, in_order};
use super::options::{Options, Part, Search};
use super::query::Queries;
use super::rows::{self, Gathering, Rows};
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::features::Vectors;
use crate::job::{Progress, Step};
use crate::num::{count, index};

/// An update under way.
#[derive(Debug)]
pub struct Updating {
    k: u32,
    /// Records that came or changed.
    changed: BitSet,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Gathering(Box<Gathering>),
    Comparing(Box<Rows>, Box<Queries>),
    Following(Box<Rows>, Box<Followed>),
    Over,
}

/// Lists that are certain, and the search for those that aren't.
#[derive(Debug)]
struct Followed {
    /// Per record its list; none where it has to be searched for.
    certain: Vec<Option<Vec<Neighbor>>>,
    changed: Queries,
    uncertain: Queries,
}

impl Updating {
    /// Begins to update lists of an exact search. The vectors hold all records, new ones behind the old ones; rows of
    /// records that are not among `changed` are as they were, bit by bit. So columns mean what they meant: terms that
    /// are new are no columns, and weights are those of the texts counted first.
    ///
    /// # Errors
    /// Options or vectors that [`super::Finding::new`] refuses, lists of another k, fewer records than lists, a changed
    /// record that is not there.
    pub fn new(before: &Neighbors, vectors: &[&Vectors], changed: &[u32], options: &Options) -> Result<Self> {
        options.check()?;
        rows::check(vectors, options.measure)?;
        memory::check(vectors, options)?;
        let n = vectors.first().map_or(0, |part| part.len());
        Ok(Self {
            k: options.k,
            changed: all_changed(before, n, changed, options)?,
            stage: Stage::Gathering(Box::new(Gathering::new(vectors, options.measure))),
        })
    }

    /// Does one step. Every step must be given the same lists and vectors.
    ///
    /// # Errors
    /// None after [`Updating::new`].
    pub fn step(&mut self, before: &Neighbors, vectors: &[&Vectors]) -> Result<Step<Neighbors>> {
        let (stage, told) = match std::mem::replace(&mut self.stage, Stage::Over) {
            Stage::Gathering(gathering) => self.gather(gathering, before, vectors),
            Stage::Comparing(rows, queries) => self.compare(rows, queries, before),
            Stage::Following(rows, followed) => match self.follow(&rows, followed) {
                Ok(neighbors) => return Ok(Step::Done(neighbors)),
                Err((followed, progress)) => (Stage::Following(rows, followed), progress),
            },
            Stage::Over => (Stage::Over, told("over", 0, 0)),
        };
        self.stage = stage;
        Ok(Step::Working(told))
    }

    fn gather(
        &self,
        mut gathering: Box<Gathering>,
        before: &Neighbors,
        vectors: &[&Vectors],
    ) -> (Stage, Progress) {
        if let Some(told) = gathering.step(vectors) {
            return (Stage::Gathering(gathering), told);
        }
        let rows = gathering.finish();
        let queried = rows_of(&rows, self.changed.iter());
        let wanted_above = self.wanted_above(&rows, before);
        let queries = Queries::new(&rows, queried, self.k, wanted_above);
        let stage = Stage::Comparing(Box::new(rows), Box::new(queries));
        (stage, told("comparing changed rows", 0, 1))
    }

    fn compare(&self, rows: Box<Rows>, mut queries: Box<Queries>, before: &Neighbors) -> (Stage, Progress) {
        if let Some((done, total)) = queries.step(&rows) {
            let told = told("comparing changed rows", done.into(), total.into());
            return (Stage::Comparing(rows, queries), told);
        }
        let offers = self.offers(&rows, &queries);
        let certain: Vec<_> = (0..count(before.len()))
            .map(|record| self.certain(record, before, &offers))
            .collect();
        let is_open = |record: &u32| certain[index(*record)].is_none() && !self.changed.contains(*record);
        let open = (0..count(before.len())).filter(is_open);
        let uncertain = Queries::new(&rows, rows_of(&rows, open), self.k, Vec::new());
        let followed = Followed {
            certain,
            changed: *queries,
            uncertain,
        };
        let told = told("comparing rows that lost a neighbour", 0, 1);
        (Stage::Following(rows, Box::new(followed)), told)
    }

    fn follow(
        &self,
        rows: &Rows,
        mut followed: Box<Followed>,
    ) -> std::result::Result<Neighbors, (Box<Followed>, Progress)> {
        if let Some((done, total)) = followed.uncertain.step(rows) {
            let told = told("comparing rows that lost a neighbour", done.into(), total.into());
            return Err((followed, told));
        }
        let mut neighbors = Neighbors::new(self.k);
        for (record, &row) in (0u32..).zip(&rows.groups.row_of) {
            let certain = followed.certain.get_mut(index(record)).and_then(Option::take);
            let list = certain.unwrap_or_else(|| {
                let searched = followed.changed.of(row).or_else(|| followed.uncertain.of(row));
                list_of(&rows.groups, record, self.k, searched.into_iter().flatten())
            });
            neighbors.push_ordered(&list);
        }
        Ok(neighbors)
    }

    /// Per row the similarity that a changed one must have more of to come into the list of one of its records.
    fn wanted_above(&self, rows: &Rows, before: &Neighbors) -> Vec<f32> {
        let of_record = |&record: &u32| match before.of(record) {
            list if list.len() < index(self.k) => 0.0,
            // As similar as the last one is enough, with a lower number.
            list => list.last().map_or(0.0, |last| last.similarity.next_down()),
        };
        let of_row = |row: u32| {
            let unchanged = rows.groups.of(row).iter();
            let unchanged = unchanged.filter(|record| !self.changed.contains(**record));
            unchanged.map(of_record).fold(f32::INFINITY, f32::min)
        };
        (0..rows.len()).map(of_row).collect()
    }

    /// Changed records as neighbours of the others, by the others' numbers.
    fn offers(&self, rows: &Rows, queries: &Queries) -> Vec<(u32, Neighbor)> {
        let identical = queries.queried().iter().map(|&row| (row, row, 1.0));
        let offered = queries.offers().iter();
        let offered = offered.map(|offer| (offer.from, offer.to, offer.similarity));
        let mut offers = Vec::new();
        for (from, to, similarity) in offered.chain(identical) {
            let members = |row: u32| rows.groups.of(row).iter().copied();
            let changed = members(from).filter(|&record| self.changed.contains(record));
            for record in changed {
                let others = members(to).filter(|&other| !self.changed.contains(other));
                offers.extend(others.map(|other| (other, Neighbor { record, similarity })));
            }
        }
        offers.sort_unstable_by_key(|(other, near)| (*other, near.record));
        offers
    }

    /// The new list of an unchanged record, where what it holds and what is offered decides it.
    fn certain(&self, record: u32, before: &Neighbors, offers: &[(u32, Neighbor)]) -> Option<Vec<Neighbor>> {
        if self.changed.contains(record) {
            return None;
        }
        let (old, k) = (before.of(record), index(self.k));
        let kept = old.iter().filter(|near| !self.changed.contains(near.record));
        let mut list: Vec<Neighbor> = kept.copied().collect();
        let has_lost = list.len() < old.len();
        let from = offers.partition_point(|(other, _)| *other < record);
        let offered = offers[from..].iter().take_while(|(other, _)| *other == record);
        let offered = offered.map(|(_, near)| *near);
        match old.last().filter(|_| has_lost && old.len() == k) {
            // Others may stand behind the old last one, but none before it.
            Some(last) => list.extend(offered.filter(|near| near.is_before(last))),
            None => list.extend(offered),
        }
        let is_open = has_lost && old.len() == k && list.len() < k;
        in_order(&mut list);
        list.truncate(k);
        (!is_open).then_some(list)
    }
}

/// The changed records and the new ones.
fn all_changed(before: &Neighbors, n: usize, changed: &[u32], options: &Options) -> Result<BitSet> {
    if options.search != Search::Exact || options.part != Part::WHOLE {
        let what = "Only a whole and exact search can be updated";
        return Err(Error::new(what, "Search anew"));
    }
    if before.k() != options.k || before.len() > n {
        let what = format!(
            "{} lists of {} don't become {n} lists of {}",
            before.len(),
            before.k(),
            options.k
        );
        return Err(Error::new(what, "Search anew"));
    }
    if let Some(record) = changed.iter().find(|&&record| index(record) >= n) {
        let what = format!("There is no record {record} among {n}");
        return Err(Error::new(what, "Records are numbered from 0"));
    }
    let mut all = BitSet::empty(n);
    changed.iter().for_each(|&record| all.insert(record));
    (count(before.len())..count(n)).for_each(|record| all.insert(record));
    Ok(all)
}

/// The rows of records, ascending, each once.
fn rows_of(rows: &Rows, records: impl Iterator<Item = u32>) -> Vec<u32> {
    let all = records.map(|record| rows.groups.row_of[index(record)]);
    let mut all: Vec<u32> = all.filter(|&row| row != NONE).collect();
    all.sort_unstable();
    all.dedup();
    all
}

/// Updates lists at once, for callers with nothing else to do.
///
/// # Errors
/// Those of [`Updating::new`].
pub fn update(
    before: &Neighbors,
    vectors: &[&Vectors],
    changed: &[u32],
    options: &Options,
) -> Result<Neighbors> {
    let mut updating = Updating::new(before, vectors, changed, options)?;
    loop {
        if let Step::Done(neighbors) = updating.step(before, vectors)? {
            return Ok(neighbors);
        }
    }
}
