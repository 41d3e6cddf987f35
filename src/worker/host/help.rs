//! Other workers that do parts of long work. A job may give errands away while it is at work; each goes to a helper, and
//! what it answers goes back to the job. A helper that can't be had or dies has no answer: the job then does that part
//! itself. Dropping this ends all helpers.

use std::cell::RefCell;
use std::rc::Rc;

use labelloom_engine::session::SessionJob;

use super::world::World;

/// An errand's place, and what came of it.
type Answers = Rc<RefCell<Vec<(usize, Option<Vec<u8>>)>>>;

/// Help with one job.
pub(super) struct Help<W: World> {
    helpers: Vec<W::Helper>,
    answers: Answers,
}

impl<W: World> Help<W> {
    pub(super) fn none() -> Self {
        Self {
            helpers: Vec::new(),
            answers: Answers::default(),
        }
    }

    /// Gives away what the job gives, and hands it what has come back. Whether the job waits for more.
    pub(super) fn turn(&mut self, world: &W, job: &mut SessionJob) -> bool {
        if matches!(job, SessionJob::Graph(_)) {
            for (at, errand) in job.errands(world.helpers()).into_iter().enumerate() {
                self.begin(world, at, errand);
            }
            for (at, answer) in self.answers.take() {
                job.take_errand(at, answer.as_deref());
            }
            return job.waits_for_help();
        }
        false
    }

    fn begin(&mut self, world: &W, at: usize, errand: Vec<u8>) {
        let answers = self.answers.clone();
        let answered = move |answer| answers.borrow_mut().push((at, answer));
        match world.help(errand, answered) {
            Some(helper) => self.helpers.push(helper),
            None => self.answers.borrow_mut().push((at, None)),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use labelloom_engine::formats::preview::preview;
    use labelloom_engine::session::graph::{GraphAsk, GraphFigures, GraphReply};
    use labelloom_engine::session::import::ImportPlan;
    use labelloom_engine::session::late::Late;
    use labelloom_engine::session::reply::Reply;
    use labelloom_engine::session::request::Request;

    use crate::worker::inline::{Disk, Inline};
    use crate::worker::protocol::{Answer, Call, End};

    /// Texts of four words each, hardly two alike.
    fn texts(records: u32) -> String {
        let mut text = "text\n".to_owned();
        let mut state = 1u32;
        for _ in 0..records {
            for _ in 0..4 {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                let _ = write!(text, "word{} ", (state >> 16) % 80);
            }
            text.push('\n');
        }
        text
    }

    fn tab(helpers: u32) -> Inline {
        let tab = Inline::open(&Disk::default());
        let file = texts(24_000);
        let preview = preview("texts.csv", file.as_bytes(), true, None).unwrap();
        let plan = ImportPlan {
            source_name: "texts.csv".to_owned(),
            project_name: "texts".to_owned(),
            options: preview.options,
            mapping: preview.mapping,
            labels: None,
        };
        let imported = tab.call_with(Call::Import { plan }, Some(file.as_bytes()));
        assert!(matches!(imported, Ok(Answer::Imported { .. })));
        tab.set_helpers(helpers);
        tab
    }

    fn question(ask: &GraphAsk) -> Call {
        Call::engine(Request::Graph(Late::of(ask).unwrap()))
    }

    fn asked(tab: &Inline, ask: GraphAsk) -> GraphReply {
        match tab.call(question(&ask)) {
            Ok(Answer::Engine(reply)) => match *reply {
                Reply::Graph(reply) => reply.open().unwrap(),
                other => panic!("not of the graph: {other:?}"),
            },
            other => panic!("no answer: {other:?}"),
        }
    }

    fn built(tab: &Inline) -> (GraphFigures, GraphReply) {
        let GraphReply::View(view) = asked(tab, GraphAsk::Build) else {
            panic!("not a view");
        };
        let figures = view.graph.unwrap();
        let twins = GraphAsk::Twins {
            at_least: 0.75,
            start: 0,
        };
        (figures, asked(tab, twins))
    }

    #[test]
    fn a_graph_is_the_same_whoever_helps_and_whoever_dies() {
        let alone = built(&tab(0));
        let helped = tab(3);
        assert_eq!(built(&helped), alone);
        assert_eq!(helped.helped(), (3, 0), "all were asked, and none is left");
    }

    #[test]
    fn cancelling_ends_the_helpers() {
        let tab = tab(3);
        let build = tab.send(None, question(&GraphAsk::Build), None);
        while tab.helped().1 == 0 {
            assert!(tab.step(), "the work ended without help");
        }
        tab.cancel(build);
        tab.settle();
        assert_eq!(tab.ends(build), [End::Cancelled]);
        assert_eq!(tab.helped(), (3, 0));
    }
}
