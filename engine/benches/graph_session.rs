//! The graph as the page asks for it: `cargo bench -p labelloom-engine --profile native --bench graph_session
//! [-- RECORDS …]`. Generated texts, two fifths of them with gold, of which half is dev. Each line is a question with all
//! that is made for it; the longest step is how long a keystroke could have to wait for it. One thread; times are the
//! processor's, where the system tells them.

#[path = "support/asking.rs"]
mod asking;
#[path = "support/clock.rs"]
mod clock;
#[path = "support/project.rs"]
mod project;
#[path = "support/steps.rs"]
mod steps;
#[expect(dead_code, reason = "other benchmarks ask for words by rank")]
mod support;

use labelloom_engine::graph_choice::GraphChoice;
use labelloom_engine::ids::LabelId;
use labelloom_engine::session::Session;
use labelloom_engine::session::edit::Edit;
use labelloom_engine::session::graph::{GraphAsk, GraphColor, GraphSide, SeedChange};
use labelloom_engine::session::request::Request;
use support::Texts;

fn main() {
    let mut sizes: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000];
    }
    println!(
        "{:<10} {:<32} {:>9} {:>6} {:>12}  what came of it",
        "records", "what", "ms", "steps", "longest, ms"
    );
    for records in sizes {
        let mut session = project::import(records, &mut Texts::new(7));
        for method in ["poisson", "spreading"] {
            questions(&mut session, records, method);
        }
    }
}

fn questions(session: &mut Session, records: usize, method: &str) {
    let choice = GraphChoice {
        method: method.to_owned(),
        ..GraphChoice::default()
    };
    edit(session, Edit::Graph(choice));
    ask(session, records, &format!("{method}: build"), &GraphAsk::Build);
    ask(
        session,
        records,
        &format!("{method}: propagate"),
        &GraphAsk::Propagate,
    );
    let record = u32::try_from(records / 2).expect("few records") / 5 * 5;
    for (place, label) in [(record, 0), (record + 5, 1)] {
        let label = Some(LabelId(label));
        edit(session, Edit::SetGold { record: place, label });
        ask(
            session,
            records,
            &format!("{method}: one label more"),
            &GraphAsk::Propagate,
        );
    }
    ask(
        session,
        records,
        &format!("{method}: settle"),
        &GraphAsk::Propagate,
    );
    let change = SeedChange::Gold { record, label: None };
    ask(
        session,
        records,
        &format!("{method}: what if"),
        &GraphAsk::WhatIf(change),
    );
    ask(
        session,
        records,
        &format!("{method}: receipt"),
        &GraphAsk::Node { index: record + 1 },
    );
    ask(
        session,
        records,
        "colours by label",
        &GraphAsk::Color(GraphColor::Label),
    );
    ask(
        session,
        records,
        "colours by certainty",
        &GraphAsk::Color(GraphColor::Certainty),
    );
    let of = GraphSide::Gold;
    ask(
        session,
        records,
        "disagreements",
        &GraphAsk::Disagreements { of, start: 0 },
    );
    let twins = GraphAsk::Twins {
        at_least: 0.95,
        start: 0,
    };
    ask(session, records, "twins", &twins);
    ask(
        session,
        records,
        "five rounds of the map",
        &GraphAsk::Layout { rounds: 5 },
    );
    ask(session, records, "state", &GraphAsk::State);
}

fn edit(session: &mut Session, edit: Edit) {
    session.answer(Request::Edit(edit)).expect("an edit");
}

fn ask(session: &mut Session, records: usize, what: &str, asked: &GraphAsk) {
    let request = Request::graph(asked).expect("finite numbers");
    asking::ask(session, records, what, request, |_| String::new());
}
