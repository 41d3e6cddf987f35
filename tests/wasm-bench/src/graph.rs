//! The neighbour graph, propagation along one and its map: rows drawn by Zipf's law, LSA of generated texts, a drawn graph. What is
//! begun here is done by `graph_step`.

use std::cell::RefCell;
use std::sync::Arc;

use labelloom_engine::corpus::{Corpus, CorpusBuilder};
use labelloom_engine::features::{Making, Plan, Vectors, kinds};
use labelloom_engine::graph::edges::Edges;
use labelloom_engine::graph::{Errand, Finding, Options, Part};
use labelloom_engine::job::{Job, Step};
use labelloom_engine::layout::{LayoutRun, Options as Rounds};
use labelloom_engine::num::count;
use labelloom_engine::propagation::{
    EditRun, Field, Options as Choices, Picture, PropagationRun, Seeds, Stop, named,
};

use crate::support::Texts;
use crate::{drawn, zipf};

/// So many sweeps at most; the caller stops before.
const MOST_SWEEPS: u32 = 1_000;

const WENT_WELL: &str = "a step goes well";

/// Inputs, what was made of them, and the work under way.
#[derive(Default)]
struct Bench {
    texts: Option<Corpus>,
    vectors: Option<Vectors>,
    links: usize,
    /// Errands for other workers, or the one that is done here and then its answer.
    sent: Vec<Vec<u8>>,
    edges: Option<Arc<Edges>>,
    field: Option<(Arc<Field>, Arc<Seeds>)>,
    picture: Option<Arc<Picture>>,
    /// Records whose label the last edit changed.
    moved: usize,
    work: Work,
}

#[derive(Default)]
enum Work {
    #[default]
    Nothing,
    Features(Box<dyn Making>),
    Search(Box<Finding>),
    Errand(Box<Errand>),
    Propagation(Box<PropagationRun>),
    Edit(Box<EditRun>),
    Layout(Box<LayoutRun>),
}

impl Bench {
    fn search(&mut self, part: Part) {
        let vectors = self.vectors.as_ref().expect("there are rows");
        let options = Options {
            part,
            ..Options::default()
        };
        self.work = Work::Search(Box::new(
            Finding::new(&[vectors], &options).expect("sound options"),
        ));
    }

    fn propagate(&mut self, method: &str, stop: Stop) {
        let (field, seeds) = self.field.as_ref().expect("a graph was drawn");
        let options = Choices {
            stop,
            ..Choices::default()
        };
        let method = named(method).expect("a method of the list");
        let run = PropagationRun::new(method, Arc::clone(field), Arc::clone(seeds), options);
        self.work = Work::Propagation(Box::new(run.expect("drawn seeds are sound")));
    }

    fn edit(&mut self, turn: u32) {
        let picture = self.picture.as_ref().expect("there is a picture");
        let mut seeds = Seeds::clone(picture.seeds());
        let record = count(seeds.records()) / 2 + 1 + turn;
        seeds.put(drawn::gold(record, 1)).expect("a record of the graph");
        let run = EditRun::new(Arc::clone(picture), seeds, 1e-3).expect("the same records");
        self.work = Work::Edit(Box::new(run));
    }

    /// Gives a part of the search under way to another worker, once it can be given.
    fn share(&mut self) -> bool {
        if let Work::Search(finding) = &mut self.work {
            self.sent = finding.errands(1);
        }
        !self.sent.is_empty()
    }

    fn begin_errand(&mut self) {
        let errand = Errand::read(&self.sent[0]).expect("an errand");
        self.work = Work::Errand(Box::new(errand));
    }

    fn take_answer(&mut self) {
        if let Work::Search(finding) = &mut self.work {
            finding.take(0, Some(&self.sent[0]));
        }
    }

    fn waits(&self) -> bool {
        matches!(&self.work, Work::Search(finding) if finding.waits())
    }

    fn lay_out(&mut self) {
        let edges = self.edges.as_ref().expect("a graph was drawn");
        let run = LayoutRun::new(Arc::clone(edges), 1, Rounds::default());
        self.work = Work::Layout(Box::new(run));
    }

    /// Does a step. Returns whether more is to be done.
    fn step(&mut self) -> bool {
        match &mut self.work {
            Work::Nothing => return false,
            Work::Features(making) => {
                let corpus = self.texts.as_ref().expect("there are texts");
                let Step::Done(vectors) = making.step(corpus).expect(WENT_WELL) else {
                    return true;
                };
                (self.vectors, self.texts) = (Some(vectors), None);
            }
            Work::Search(finding) => {
                let vectors = self.vectors.as_ref().expect("there are rows");
                let Step::Done(found) = finding.step(&[vectors]).expect(WENT_WELL) else {
                    return true;
                };
                self.links = found.neighbors.links();
            }
            Work::Errand(errand) => {
                let Step::Done(answer) = errand.step().expect(WENT_WELL) else {
                    return true;
                };
                self.sent = vec![answer];
            }
            Work::Propagation(run) => {
                let Step::Done(picture) = run.step().expect(WENT_WELL) else {
                    return true;
                };
                self.picture = Some(Arc::new(picture));
            }
            Work::Edit(run) => {
                let Step::Done(edited) = run.step().expect(WENT_WELL) else {
                    return true;
                };
                self.moved = edited.change.moved.len();
            }
            Work::Layout(run) => {
                if run.step() {
                    return true;
                }
            }
        }
        self.work = Work::Nothing;
        false
    }
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::default();
}

/// Draws rows by Zipf's law. Says how many products the search will take, in millions.
#[unsafe(no_mangle)]
extern "C" fn graph_rows(records: usize) -> u32 {
    let vectors = zipf::rows(records, 1);
    let products = zipf::products(&vectors) / 1_000_000;
    BENCH.with_borrow_mut(|bench| bench.vectors = Some(vectors));
    u32::try_from(products).unwrap_or(u32::MAX)
}

/// Generates texts and begins to make LSA of 50 directions of them.
#[unsafe(no_mangle)]
extern "C" fn graph_lsa(records: usize) {
    let (mut texts, mut corpus) = (Texts::new(1), CorpusBuilder::default());
    (0..records).for_each(|_| corpus.push(None, &texts.next_text(), []));
    let plan = Plan::of(kinds::find("lsa-50").expect("a kind"));
    BENCH.with_borrow_mut(|bench| {
        bench.texts = Some(corpus.finish());
        bench.work = Work::Features(plan.begin().expect("a plan"));
    });
}

/// Begins a search, or a part of it.
#[unsafe(no_mangle)]
extern "C" fn graph_search(at: u32, of: u32) {
    BENCH.with_borrow_mut(|bench| bench.search(Part { at, of }));
}

/// Neighbours in all lists of the last search.
#[unsafe(no_mangle)]
extern "C" fn graph_links() -> usize {
    BENCH.with_borrow(|bench| bench.links)
}

/// Gives a part of the search to another worker. 0 where that can't be done yet, else 1.
#[unsafe(no_mangle)]
extern "C" fn graph_share() -> u32 {
    BENCH.with_borrow_mut(|bench| u32::from(bench.share()))
}

/// Where the errand or its answer is in memory.
#[unsafe(no_mangle)]
extern "C" fn graph_sent() -> *const u8 {
    BENCH.with_borrow(|bench| bench.sent[0].as_ptr())
}

/// Its bytes.
#[unsafe(no_mangle)]
extern "C" fn graph_sent_length() -> usize {
    BENCH.with_borrow(|bench| bench.sent[0].len())
}

/// Makes room for an errand or its answer, at the address that this answers.
#[unsafe(no_mangle)]
extern "C" fn graph_room(bytes: usize) -> *mut u8 {
    BENCH.with_borrow_mut(|bench| {
        bench.sent = vec![vec![0; bytes]];
        bench.sent[0].as_mut_ptr()
    })
}

/// Begins the errand that was put there.
#[unsafe(no_mangle)]
extern "C" fn graph_errand() {
    BENCH.with_borrow_mut(Bench::begin_errand);
}

/// Takes the answer that was put there.
#[unsafe(no_mangle)]
extern "C" fn graph_answer() {
    BENCH.with_borrow_mut(Bench::take_answer);
}

/// 1 where no step does anything before the answer comes, else 0.
#[unsafe(no_mangle)]
extern "C" fn graph_waits() -> u32 {
    BENCH.with_borrow(|bench| u32::from(bench.waits()))
}

/// Draws a graph with seeds.
#[unsafe(no_mangle)]
extern "C" fn graph_drawn(records: usize, labels: usize, around: usize) {
    let edges = Arc::new(drawn::graph(records, around));
    let field = Field::new(Arc::clone(&edges)).expect("a drawn graph is sound");
    let seeds = drawn::seeds(records, labels);
    BENCH.with_borrow_mut(|bench| {
        (bench.vectors, bench.picture) = (None, None);
        bench.edges = Some(edges);
        bench.field = Some((Arc::new(field), Arc::new(seeds)));
    });
}

/// Begins label spreading, a sweep a step.
#[unsafe(no_mangle)]
extern "C" fn graph_sweeps() {
    let stop = Stop::Sweeps {
        tolerance: 0.0,
        most: MOST_SWEEPS,
    };
    BENCH.with_borrow_mut(|bench| bench.propagate("spreading", stop));
}

/// Begins label spreading by conjugate gradients, to a preview.
#[unsafe(no_mangle)]
extern "C" fn graph_preview() {
    BENCH.with_borrow_mut(|bench| bench.propagate("spreading", Stop::PREVIEW));
}

/// Begins Poisson learning, until it is settled.
#[unsafe(no_mangle)]
extern "C" fn graph_poisson() {
    BENCH.with_borrow_mut(|bench| bench.propagate("poisson", Stop::SETTLED));
}

/// Begins to add a seed to the last picture, another one each turn.
#[unsafe(no_mangle)]
extern "C" fn graph_seed(turn: u32) {
    BENCH.with_borrow_mut(|bench| bench.edit(turn));
}

/// Begins to lay the drawn graph out.
#[unsafe(no_mangle)]
extern "C" fn graph_layout() {
    BENCH.with_borrow_mut(Bench::lay_out);
}

/// Labels that the last seed changed.
#[unsafe(no_mangle)]
extern "C" fn graph_moved() -> usize {
    BENCH.with_borrow(|bench| bench.moved)
}

/// Does a step of what was begun. 1 while more is to be done, then 0.
#[unsafe(no_mangle)]
extern "C" fn graph_step() -> u32 {
    BENCH.with_borrow_mut(|bench| u32::from(bench.step()))
}
