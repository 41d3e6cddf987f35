//! A candidate tried on dev gold: the end model learns from all records but a part of the dev gold, with their variants,
//! and is asked for that part; so for every part, as many times as the rung says.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::bits::BitSet;
use crate::choosing::folds::{Folds, Round};
use crate::end_model::{EndModel, EndOptions, Fit};
use crate::error::{Error, Result};
use crate::features::Vectors;
use crate::job::Step;
use crate::num::{count, index};
use crate::posteriors::{Posteriors, winners};
use crate::session::augment::choice::AugmentChoice;
use crate::session::augment::describe::{Columns, Rows};
use crate::session::augment::ground::Ground;
use crate::session::augment::made::Variant;
use crate::session::augment::sample::drawn;
use crate::session::project::Project;

/// Records that are learned from, at most.
const MOST_LABELED: usize = 1_000;

/// Records with dev gold that are judged on, at most; these are learned from too, but for the part that is judged.
const MOST_JUDGED: usize = 500;

/// Fewer records with dev gold can't choose between policies.
const FEWEST_JUDGED: u32 = 20;

/// Parts of the dev gold.
const PARTS: u32 = 5;

/// Records whose variants are made in a step.
const STEP_RECORDS: usize = 64;

/// Who wins among labels is settled long before the last digit of the weights is.
const TOLERANCE: f64 = 1e-4;

/// Bytes of weights that are remembered of a rung's baseline.
const MOST_LEARNED: usize = 64 << 20;

/// The records of a search: those with dev gold first.
#[derive(Debug)]
pub(super) struct Pool {
    records: Vec<u32>,
    /// Records of the corpus.
    corpus: usize,
    /// n × k: what teaches; nothing of held-out records.
    taught: Posteriors,
    /// The places of records with dev gold, by record.
    places: BTreeMap<u32, usize>,
    /// The label of each record with dev gold.
    gold: Vec<u32>,
    labels: usize,
    options: EndOptions,
    /// Who taught.
    pub(super) taught_by: String,
    /// Records with dev gold that are judged in every pass.
    pub(super) judged: u32,
}

impl Pool {
    pub(super) fn new(project: &Project, seed: u32) -> Result<Self> {
        let (n, labels) = (project.corpus.len(), project.document.labels.len());
        let mut held_out = BitSet::empty(n);
        project.gold_sets.held_out.iter().for_each(|set| held_out.or(set));
        let mut dev = BitSet::empty(n);
        project.gold_sets.dev.iter().for_each(|set| dev.or(set));
        dev.without(&held_out);
        let taught = project.teaching(&held_out, labels);
        let mut others = taught.reached().clone();
        others.without(&dev);
        let mut records = drawn(&dev, MOST_JUDGED, seed);
        let label = |record: u32| project.gold_sets.dev.iter().position(|set| set.contains(record));
        let gold: Vec<u32> = records
            .iter()
            .filter_map(|&record| label(record))
            .map(count)
            .collect();
        records.extend(drawn(&others, MOST_LABELED - records.len(), seed));
        let mut pool = Self {
            taught,
            places: records.iter().copied().take(gold.len()).zip(0..).collect(),
            records,
            corpus: n,
            gold,
            labels,
            options: EndOptions {
                tolerance: TOLERANCE,
                ..project.document.model.end_options.options()
            },
            taught_by: project.taught_by(),
            judged: 0,
        };
        let folds = pool.folds(1, 0);
        pool.judged = folds.judged;
        if folds.judged < FEWEST_JUDGED || folds.labels < 2 {
            let what = format!(
                "{} records with dev gold of {} labels are too few to choose a policy by",
                folds.judged, folds.labels
            );
            let remedy = format!("Label at least {FEWEST_JUDGED} records by hand, of two labels or more");
            return Err(Error::new(what, remedy));
        }
        Ok(pool)
    }

    /// The records that are learned from.
    pub(super) fn records(&self) -> &[u32] {
        &self.records
    }

    /// The same as a set.
    pub(super) fn set(&self) -> BitSet {
        BitSet::from_indices(self.corpus, self.records.iter().copied())
    }

    /// Trainings that it takes to judge all dev gold once.
    pub(super) fn parts(&self) -> u32 {
        PARTS.min(self.judged)
    }

    /// Deals places in the pool, not records.
    fn folds(&self, passes: u32, seed: u32) -> Folds {
        let gold = (0u32..).zip(self.gold.iter().copied()).collect();
        Folds::new(gold, self.labels, PARTS, |_| passes, u64::from(seed))
    }
}

/// How the dev gold is dealt in a rung, the same for all candidates.
#[derive(Debug)]
pub(super) struct Deal {
    folds: Folds,
    rounds: Vec<Round>,
}

impl Deal {
    pub(super) fn new(pool: &Pool, passes: u32, seed: u32) -> Self {
        let folds = pool.folds(passes, seed);
        Self {
            rounds: folds.rounds(),
            folds,
        }
    }

    /// Trainings of a candidate.
    pub(super) fn rounds(&self) -> u32 {
        count(self.rounds.len())
    }
}

/// A candidate being tried, or the baseline without variants. Rows are those of the pool, then those of variants.
#[derive(Debug)]
pub(super) struct Trial {
    pool: Arc<Pool>,
    deal: Arc<Deal>,
    ground: Option<Ground>,
    columns: Columns,
    rows: Option<Rows>,
    /// Records of the pool whose rows are made, and then those whose variants are.
    next: [usize; 2],
    variants: Vec<Taught>,
    vectors: Option<Vectors>,
    fit: Option<Box<Fit>>,
    round: usize,
    /// What the baseline learned in the first rounds, from where fits begin: its own, once it is tried.
    learned: Arc<Vec<EndModel>>,
    /// Per record with dev gold how often it got its label.
    right: Vec<u32>,
}

/// What a row is taught.
#[derive(Debug)]
struct Taught {
    /// Whose labels, the record first: each by its share, which is all of it unless images were mixed.
    shares: Vec<(u32, f64)>,
}

impl Taught {
    fn of(record: u32) -> Self {
        Self {
            shares: vec![(record, 1.0)],
        }
    }

    /// That of a variant; none where something in a mixture has no label, or is held out.
    fn of_variant(record: u32, variant: &Variant, taught: &Posteriors) -> Option<Self> {
        let shares = variant.picture().map_or(&[][..], |picture| &picture.shares);
        if shares.is_empty() {
            return Some(Self::of(record));
        }
        let is_known = |record: u32| taught.reached().contains(record);
        shares.iter().all(|share| is_known(share.record)).then(|| Self {
            shares: shares.iter().map(|share| (share.record, share.share)).collect(),
        })
    }

    /// The probabilities; none where one of the records is judged.
    fn row(&self, pool: &Pool, is_judged: &[bool]) -> Option<Vec<f64>> {
        let mut mixed = vec![0.0; pool.labels];
        for &(record, share) in &self.shares {
            if pool.places.get(&record).is_some_and(|&place| is_judged[place]) {
                return None;
            }
            let row = pool.taught.row(record)?;
            mixed.iter_mut().zip(row).for_each(|(sum, p)| *sum += share * p);
        }
        Some(mixed)
    }
}

impl Trial {
    pub(super) fn new(
        project: &mut Project,
        pool: &Arc<Pool>,
        deal: &Arc<Deal>,
        columns: &Columns,
        choice: Option<(&AugmentChoice, &Arc<Vec<EndModel>>)>,
    ) -> Result<Self> {
        let learned = choice.map(|(_, learned)| Arc::clone(learned));
        Ok(Self {
            ground: choice.map(|(choice, _)| project.ground(choice)).transpose()?,
            learned: learned.unwrap_or_default(),
            rows: Some(columns.begin()),
            columns: columns.clone(),
            next: [0, 0],
            variants: Vec::new(),
            vectors: None,
            fit: None,
            round: 0,
            right: vec![0; pool.gold.len()],
            pool: Arc::clone(pool),
            deal: Arc::clone(deal),
        })
    }

    /// Does some more; how often each record with dev gold got its label, once all parts are judged.
    pub(super) fn step(&mut self, project: &Project) -> Result<Option<Vec<u32>>> {
        let Some(vectors) = &self.vectors else {
            self.make(project)?;
            return Ok(None);
        };
        let Some(&round) = self.deal.rounds.get(self.round) else {
            return Ok(Some(std::mem::take(&mut self.right)));
        };
        let mut fit = match self.fit.take() {
            Some(fit) => fit,
            None => Box::new(self.begin(vectors, round)?),
        };
        match fit.step(vectors)? {
            Step::Working(_) => self.fit = Some(fit),
            Step::Done(model) => {
                for place in self.right_places(vectors, round, &model) {
                    self.right[place] += 1;
                }
                self.learn(model);
                self.round += 1;
            }
        }
        Ok(None)
    }

    /// Remembers what the baseline learned, as far as there is room.
    fn learn(&mut self, model: EndModel) {
        let is_next = self.ground.is_none() && self.learned.len() == self.round;
        let room = MOST_LEARNED / model.bytes().max(1);
        if is_next
            && self.round < room
            && let Some(learned) = Arc::get_mut(&mut self.learned)
        {
            learned.push(model);
        }
    }

    /// What was learned of each round without variants.
    pub(super) fn learned(&self) -> Arc<Vec<EndModel>> {
        Arc::clone(&self.learned)
    }

    /// Makes some rows more.
    fn make(&mut self, project: &Project) -> Result<()> {
        let rows = self.rows.as_mut();
        let rows = rows.ok_or_else(|| Error::new("The features of variants are lost", "Ask again"))?;
        let records = &self.pool.records;
        let [plain, varied] = self.next;
        if plain < records.len() {
            let end = records.len().min(plain + STEP_RECORDS);
            for &record in &records[plain..end] {
                rows.push(&self.columns.hold_record(project, record)?)?;
            }
            self.next[0] = end;
            return Ok(());
        }
        let Some(ground) = self.ground.as_ref().filter(|_| varied < records.len()) else {
            self.vectors = self.rows.take().map(Rows::finish).transpose()?;
            return Ok(());
        };
        let end = records.len().min(varied + STEP_RECORDS);
        for kin in ground.make(project, &records[varied..end])? {
            for variant in kin.variants.iter().filter(|variant| !variant.is_unchanged()) {
                if let Some(taught) = Taught::of_variant(kin.record, variant, &self.pool.taught) {
                    rows.push(&self.columns.hold(variant.content())?)?;
                    self.variants.push(taught);
                }
            }
        }
        self.next[1] = end;
        Ok(())
    }

    fn begin(&self, vectors: &Vectors, round: Round) -> Result<Fit> {
        let pool = &self.pool;
        let mut is_judged = vec![false; pool.gold.len()];
        for (place, _) in self.deal.folds.held_out(round) {
            is_judged[index(place)] = true;
        }
        let mut posteriors = Posteriors::unreached(pool.records.len() + self.variants.len(), pool.labels);
        let records = pool
            .records
            .iter()
            .map(|&record| Taught::of(record).row(pool, &is_judged));
        let variants = self.variants.iter().map(|taught| taught.row(pool, &is_judged));
        for (row, taught) in (0u32..).zip(records.chain(variants)) {
            if let Some(taught) = taught {
                posteriors.set(row, &taught);
            }
        }
        let from = self.ground.as_ref().and_then(|_| self.learned.get(self.round));
        Fit::warm_start(vectors, &posteriors, &[], &pool.options, from)
    }

    /// Places of the round's records that get their label; one without a known word gets none.
    fn right_places(&self, vectors: &Vectors, round: Round, model: &EndModel) -> Vec<usize> {
        let judged = self.deal.folds.held_out(round);
        let right = judged.filter(|&(place, label)| {
            let row = model.row(vectors, place);
            row.is_some_and(|row| winners(&row) == [index(label)])
        });
        right.map(|(place, _)| index(place)).collect()
    }
}
