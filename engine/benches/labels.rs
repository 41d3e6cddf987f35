//! Labels in a session: `cargo bench -p labelloom-engine --profile native --bench labels [-- RECORDS …]`. For each
//! model, and for what else is asked of labels, it prints how long it takes in all, how long the longest step is (that
//! long a keystroke may have to wait), and what came of it. Times are the processor's, where the system tells them.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/project.rs"]
mod project;
mod support;

use clock::now_ms;
use labelloom_engine::ids::LabelId;
use labelloom_engine::job::Step;
use labelloom_engine::model_choice::{EndModelOptions, ModelChoice};
use labelloom_engine::models::MODELS;
use labelloom_engine::session::edit::{Edit, RuleText};
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::{Filter, Request, Selection};
use labelloom_engine::session::{Outcome, Session};
use project::import;
use support::Texts;

/// Rules, half of them for each label.
const RULES: usize = 20;

fn main() {
    let mut sizes: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000, 1_000_000];
    }
    println!(
        "{:<10} {:<22} {:>9} {:>6} {:>12}  what came of it",
        "records", "what", "ms", "steps", "longest, ms"
    );
    for records in sizes {
        measure(records);
    }
}

fn measure(records: usize) {
    let mut texts = Texts::new(1);
    let mut session = import(records, &mut texts);
    for rule in 0..RULES {
        let query = format!("{}, {}", texts.word(40 + 7 * rule), texts.word(400 + 31 * rule));
        let text = RuleText {
            name: format!("rule {rule}"),
            label: LabelId(u32::from(rule % 2 == 0)),
            query,
            ..RuleText::default()
        };
        answer(&mut session, Request::Edit(Edit::AddRule { text }));
    }
    for model in MODELS {
        let choice = ModelChoice {
            model: model.name.into(),
            ..ModelChoice::default()
        };
        answer(&mut session, Request::Edit(Edit::SetModel { choice }));
        time(
            &mut session,
            records,
            model.name,
            Request::Labels { held_out: true },
        );
    }
    let choice = ModelChoice::default();
    answer(&mut session, Request::Edit(Edit::SetModel { choice }));
    let list = Request::Rows {
        selection: Selection {
            filters: vec![Filter::Predicted(LabelId(1))],
            search: String::new(),
        },
        start: 0,
        end: 50,
        keep: None,
    };
    time(&mut session, records, "a list by labels", list);
    time(
        &mut session,
        records,
        "without each rule",
        Request::LeaveOneOut { held_out: false },
    );
    time(&mut session, records, "all models", Request::CompareModels);
    let options = EndModelOptions::default();
    time(&mut session, records, "end model", Request::EndModel(options));
}

fn answer(session: &mut Session, request: Request) -> Reply {
    session.answer(request).expect("an answer")
}

fn time(session: &mut Session, records: usize, what: &str, request: Request) {
    let first = now_ms();
    let (mut steps, mut longest) = (0, 0.0f64);
    let mut outcome = session.handle(request).expect("a request");
    let reply = loop {
        let mut job = match outcome {
            Outcome::Done(reply) => break reply,
            Outcome::Job(job) => job,
        };
        let before = now_ms();
        let step = session.step(&mut job).expect("a step");
        (steps, longest) = (steps + 1, longest.max(now_ms() - before));
        outcome = match step {
            Step::Working(_) => Outcome::Job(job),
            Step::Done(reply) => Outcome::Done(reply),
        };
    };
    let took = now_ms() - first;
    println!(
        "{records:<10} {what:<22} {took:>9.1} {steps:>6} {longest:>12.1}  {}",
        came(&reply)
    );
}

fn came(reply: &Reply) -> String {
    match reply {
        Reply::Labels(view) => {
            let view = view.open().expect("readable");
            let labeled: u32 = view.labels.iter().map(|label| label.count).sum();
            format!(
                "{labeled} labeled, {} tied, {} without a vote",
                view.tied, view.uncovered
            )
        }
        Reply::Rows(rows) => format!("{} records", rows.total),
        Reply::LeaveOneOut(view) => format!("{} rules", view.open().expect("readable").rules.len()),
        Reply::Comparison(view) => format!("{} models", view.open().expect("readable").rows.len()),
        Reply::EndModel(view) => {
            let view = view.open().expect("readable");
            format!("{} features, {} records reached", view.features, view.reaches)
        }
        other => format!("{other:?}"),
    }
}
