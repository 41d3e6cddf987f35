//! Labels in a session: `cargo bench -p labelloom-engine --profile native --bench labels [-- RECORDS …]`. For each
//! model, and for what else is asked of labels, it prints how long it takes in all, how long the longest step is (that
//! long a keystroke may have to wait), and what came of it. Times are the processor's, where the system tells them.

mod support;

use std::time::Instant;

use labelloom_engine::formats::mapping::Mapping;
use labelloom_engine::formats::{Encoding, ReadOptions};
use labelloom_engine::ids::LabelId;
use labelloom_engine::job::Step;
use labelloom_engine::model_choice::{EndModelOptions, ModelChoice};
use labelloom_engine::models::MODELS;
use labelloom_engine::session::edit::{Edit, RuleText};
use labelloom_engine::session::import::{ImportPlan, ImportRun};
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::{Filter, Request, Selection};
use labelloom_engine::session::{Outcome, Session};
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
    let begin = Instant::now();
    let first = now_ms(begin);
    let (mut steps, mut longest) = (0, 0.0f64);
    let mut outcome = session.handle(request).expect("a request");
    let reply = loop {
        let mut job = match outcome {
            Outcome::Done(reply) => break reply,
            Outcome::Job(job) => job,
        };
        let before = now_ms(begin);
        let step = session.step(&mut job).expect("a step");
        (steps, longest) = (steps + 1, longest.max(now_ms(begin) - before));
        outcome = match step {
            Step::Working(_) => Outcome::Job(job),
            Step::Done(reply) => Outcome::Done(reply),
        };
    };
    let took = now_ms(begin) - first;
    println!(
        "{records:<10} {what:<22} {took:>9.1} {steps:>6} {longest:>12.1}  {}",
        came(&reply)
    );
}

fn came(reply: &Reply) -> String {
    match reply {
        Reply::Labels(view) => {
            let labeled: u32 = view.labels.iter().map(|label| label.count).sum();
            format!(
                "{labeled} labeled, {} tied, {} without a vote",
                view.tied, view.uncovered
            )
        }
        Reply::Rows(rows) => format!("{} records", rows.total),
        Reply::LeaveOneOut(view) => format!("{} rules", view.rules.len()),
        Reply::Comparison(view) => format!("{} models", view.rows.len()),
        Reply::EndModel(view) => format!("{} features, {} records reached", view.features, view.reaches),
        other => format!("{other:?}"),
    }
}

/// Time since the process began, in milliseconds of the processor, else of the clock.
fn now_ms(begin: Instant) -> f64 {
    let told = std::fs::read_to_string("/proc/self/schedstat").ok();
    let running = told.and_then(|told| told.split(' ').next()?.parse::<f64>().ok());
    running.map_or_else(|| begin.elapsed().as_secs_f64() * 1e3, |ns| ns / 1e6)
}

fn import(records: usize, texts: &mut Texts) -> Session {
    let mut file = String::from("id,text,label\n");
    for id in 0..records {
        let label = ["", "", "", "spam", "ham"][id % 5];
        file.push_str(&format!("r{id},{},{label}\n", texts.next_text()));
    }
    let plan = ImportPlan {
        source_name: "generated.csv".into(),
        project_name: "generated".into(),
        options: ReadOptions::of("csv", Encoding::Utf8),
        mapping: Mapping {
            text: "text".into(),
            id: Some("id".into()),
            gold: Some("label".into()),
            ..Mapping::default()
        },
        labels: Some(vec!["ham".into(), "spam".into()]),
    };
    let mut run = ImportRun::new(plan).expect("a plan");
    file.as_bytes()
        .chunks(1 << 20)
        .for_each(|chunk| run.push(chunk).expect("rows"));
    let mut session = Session::new();
    session.open(run.into_project().expect("a project"));
    session
}
