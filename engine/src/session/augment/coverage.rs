//! How accepted variants spread over what the records are about: whether records that are set aside have something nearer
//! with the variants than without, and where the variants lie on the map.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::accepted::{AcceptedVariant, MadeVariant, VariantRef};
use super::describe::{Columns, Held, Rows, is_open};
use super::job::working;
use super::made::Content;
use super::places::place;
use super::sample::drawn;
use super::view::{CoverageView, VariantPosition};
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::features::{Making, Vectors};
use crate::job::Step;
use crate::modality::Modality;
use crate::num::{count, exact, grouped, index};
use crate::session::project::Project;

/// Records set aside, at most.
const MOST_PROBES: usize = 200;

/// Records that they are compared with, at most.
const MOST_OTHERS: usize = 4_000;

/// Products of a step, about.
const STEP_ROWS: usize = 60_000;

/// Variants that are described in a step.
const STEP_VARIANTS: usize = 200;

/// Records that are fewer may have nothing in common.
const FEW_RECORDS: u32 = 20;

/// The map is cut into so many cells each way.
const CELLS: usize = 48;

/// Comparing under way.
#[derive(Debug)]
pub(super) struct CoverageJob {
    accepted: Vec<AcceptedVariant>,
    stage: Stage,
}

#[derive(Debug)]
enum Stage {
    Making(Box<dyn Making>),
    /// The records' vectors, and the rows of as many variants as are described.
    Describing(Arc<Vectors>, Columns, Box<Rows>, usize),
    Comparing(Box<Comparing>),
}

#[derive(Debug)]
struct Comparing {
    vectors: Arc<Vectors>,
    /// The variants' rows, in the order of those accepted.
    variants: Vectors,
    probes: Vec<u32>,
    others: Vec<u32>,
    next: usize,
    /// Distances so far, without and with variants.
    sums: [f64; 2],
    nearer: u32,
}

impl CoverageJob {
    pub(super) fn new(project: &mut Project) -> Result<Self> {
        let accepted = project.accepted_variants()?;
        let known = project.known_features();
        let mut job = Self {
            accepted,
            stage: Stage::Making(project.usual_plan().begin()?),
        };
        if let Some(vectors) = known {
            job.stage = describing(project, vectors)?;
        }
        Ok(job)
    }

    fn comparing(project: &Project, vectors: Arc<Vectors>, variants: Vectors) -> Result<Stage> {
        let seed = project.augment_choice()?.seed;
        let with_words = (0..project.records()).filter(|&record| !vectors.row(record).is_empty());
        let mut left = BitSet::from_indices(project.corpus.len(), with_words);
        let probes = drawn(&left, MOST_PROBES.min(index(left.count()) / 2), seed);
        left.without(&BitSet::from_indices(
            project.corpus.len(),
            probes.iter().copied(),
        ));
        Ok(Stage::Comparing(Box::new(Comparing {
            others: drawn(&left, MOST_OTHERS, seed),
            vectors,
            variants,
            probes,
            next: 0,
            sums: [0.0; 2],
            nearer: 0,
        })))
    }

    /// Compares some more.
    pub(super) fn step(&mut self, project: &mut Project) -> Result<Step<CoverageView>> {
        match &mut self.stage {
            Stage::Making(making) => match making
                .step(&project.corpus)
                .map_err(|error| too_few(project, error))?
            {
                Step::Working(progress) => Ok(Step::Working(progress)),
                Step::Done(vectors) => {
                    self.stage = describing(project, Arc::new(vectors))?;
                    Ok(Step::Working(working("comparing", 0, 1)))
                }
            },
            Stage::Describing(vectors, columns, rows, next) => {
                let end = self.accepted.len().min(*next + STEP_VARIANTS);
                for variant in &self.accepted[*next..end] {
                    rows.push(&variant.made.held(project, columns)?)?;
                }
                *next = end;
                if end == self.accepted.len() {
                    let rows = std::mem::replace(&mut **rows, columns.begin());
                    self.stage = Self::comparing(project, Arc::clone(vectors), rows.finish()?)?;
                }
                Ok(Step::Working(working("comparing", 0, 1)))
            }
            Stage::Comparing(comparing) => {
                if comparing.step(&self.accepted) {
                    return self.view(project).map(Step::Done);
                }
                let (done, all) = (comparing.next as u64, count(comparing.probes.len()));
                Ok(Step::Working(working("comparing", done, all)))
            }
        }
    }

    fn view(&self, project: &Project) -> Result<CoverageView> {
        let Stage::Comparing(compared) = &self.stage else {
            return Err(Error::new("Variants are not compared yet", "Ask again"));
        };
        let probes = compared.probes.len();
        let mean = |sum: f64| if probes == 0 { 0.0 } else { sum / exact(probes) };
        let (positions, cells) = self.on_the_map(project);
        let mut said = Vec::new();
        if positions.is_empty() {
            said.push(
                "There is no map of these records: build the graph and its map to see where variants lie."
                    .to_owned(),
            );
        }
        let all = project.records();
        if compared.others.len() + probes < index(all) {
            let some = grouped((compared.others.len() + probes) as u64);
            let others = match compared.others.len() == MOST_OTHERS {
                true => "as many as are compared at most",
                false => "the others have no word in common with any",
            };
            said.push(format!(
                "{some} of {} records are compared, {others}.",
                grouped(all.into())
            ));
        }
        let with_words =
            (0..count(compared.variants.len())).filter(|&row| !compared.variants.row(row).is_empty());
        Ok(CoverageView {
            variants: count(with_words.count()),
            positions,
            probes: count(probes),
            before: mean(compared.sums[0]),
            after: mean(compared.sums[1]),
            nearer: compared.nearer,
            cells,
            said,
        })
    }

    /// Where the variants lie, and in how many cells records lie without and with them.
    fn on_the_map(&self, project: &Project) -> (Vec<VariantPosition>, Option<[u32; 2]>) {
        let Stage::Comparing(compared) = &self.stage else {
            return (Vec::new(), None);
        };
        let around = project.graph_around();
        let around = around.filter(|around| Arc::ptr_eq(&around.vectors, &compared.vectors));
        let (Some(map), Some(around)) = (project.map_positions(), around) else {
            return (Vec::new(), None);
        };
        let rows = (0u32..).zip(&self.accepted);
        let positions: Vec<VariantPosition> = rows
            .filter_map(|(row, variant)| {
                let at = place(map, &around, compared.variants.row(row), variant)?;
                let VariantRef { record, number } = variant.reference();
                Some(VariantPosition { record, number, at })
            })
            .collect();
        let (places, _) = map.as_chunks::<2>();
        let mut cells: BTreeSet<(usize, usize)> = places.iter().map(cell).collect();
        let before = count(cells.len());
        cells.extend(positions.iter().map(|position| cell(&position.at)));
        (positions, Some([before, count(cells.len())]))
    }
}

/// Where records have too little in common to have features, it is mostly since they are few.
fn too_few(project: &Project, error: Error) -> Error {
    if project.records() >= FEW_RECORDS {
        return error;
    }
    let what = format!("{} records are too few to be compared", project.records());
    Error::new(what, format!("Bring {FEW_RECORDS} or more"))
}

/// Begins to describe variants in the columns of the records' vectors.
fn describing(project: &mut Project, vectors: Arc<Vectors>) -> Result<Stage> {
    let columns = project.columns_of(&vectors).ok_or_else(|| {
        Error::new(
            "The records have nothing to be compared by",
            "Choose other features",
        )
    })?;
    let rows = Box::new(columns.begin());
    Ok(Stage::Describing(vectors, columns, rows, 0))
}

impl MadeVariant {
    /// What its row is made of; an image is made again.
    pub(super) fn held(&self, project: &Project, columns: &Columns) -> Result<Held> {
        match project.modality() {
            Modality::Text => columns.hold(Content::Text(&self.text)),
            Modality::Image => {
                let image = project.made_image(self.record, &self.operations)?;
                columns.hold(Content::Image(&image))
            }
        }
    }
}

impl Comparing {
    /// Whether all probes are compared.
    fn step(&mut self, accepted: &[AcceptedVariant]) -> bool {
        let each = self.others.len() + accepted.len();
        let mut rows = 0;
        while self.next < self.probes.len() && rows < STEP_ROWS {
            self.compare(accepted);
            self.next += 1;
            rows += each;
        }
        self.next == self.probes.len()
    }

    fn compare(&mut self, accepted: &[AcceptedVariant]) {
        let probe = self.probes[self.next];
        let row = self.vectors.row(probe);
        let others = self.others.iter().map(|&other| row.dot(self.vectors.row(other)));
        let before = others.fold(0.0, f64::max);
        let of_others = (0u32..)
            .zip(accepted)
            .filter(|(_, variant)| variant.made.record != probe);
        let nearest = of_others
            .map(|(at, _)| row.dot(self.variants.row(at)))
            .fold(0.0, f64::max);
        let distance = |cosine: f64| 1.0 - cosine.min(1.0);
        self.sums[0] += distance(before);
        self.sums[1] += distance(before.max(nearest));
        self.nearer += u32::from(nearest > before);
    }
}

impl Project {
    /// Features of words or of images that are there already: those of the graph, else those of the end model.
    fn known_features(&self) -> Option<Arc<Vectors>> {
        let of_graph = self.graph_around().map(|around| around.vectors);
        let of_model = self.kept_features().map(|(_, vectors)| Arc::clone(vectors));
        of_graph.or_else(|| of_model.filter(|vectors| is_open(vectors)))
    }
}

fn cell(place: &[f32; 2]) -> (usize, usize) {
    let bins = CELLS as f32;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "0 to 47")]
    let bin = |coordinate: f32| (((coordinate + 1.0) / 2.0 * bins).clamp(0.0, bins - 1.0)) as usize;
    (bin(place[0]), bin(place[1]))
}
