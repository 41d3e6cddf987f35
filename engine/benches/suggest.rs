//! Terms and themes in generated texts: `cargo bench -p labelloom-engine --profile native --bench suggest [-- RECORDS …]`.
//! For each way to look it prints how long it takes in all, how long the longest step is (that long a keystroke may have
//! to wait), and what came of it. Times are the processor's, where the system tells them.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/project.rs"]
mod project;
mod support;

use clock::now_ms;
use labelloom_engine::ids::LabelId;
use labelloom_engine::job::Step;
use labelloom_engine::session::edit::{Edit, RuleText};
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::{Filter, Request, Selection};
use labelloom_engine::session::suggest::{Evidence, SuggestOptions, ThemeScope};
use labelloom_engine::session::{Outcome, Session};
use project::import;
use support::Texts;

/// Rules whose votes are evidence, half of them for each label.
const RULES: usize = 20;

fn main() {
    let mut sizes: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000, 1_000_000];
    }
    println!(
        "{:<10} {:<18} {:>9} {:>6} {:>12}  what came of it",
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
        session
            .answer(Request::Edit(Edit::AddRule { text }))
            .expect("a rule");
    }
    let list = Selection {
        filters: vec![Filter::Conflicted],
        search: String::new(),
    };
    for (what, evidence) in [
        ("terms, gold", Evidence::Gold),
        ("terms, votes", Evidence::Votes),
        ("terms, a list", Evidence::List(list)),
    ] {
        let options = SuggestOptions {
            evidence,
            label: None,
            precision: 0.5,
            dismissed: Vec::new(),
        };
        time(&mut session, records, what, Request::Suggest(options));
    }
    time(
        &mut session,
        records,
        "themes",
        Request::Themes(ThemeScope::Uncovered),
    );
}

fn time(session: &mut Session, records: usize, what: &str, request: Request) {
    let first = now_ms();
    let mut stages: Vec<(&'static str, f64)> = Vec::new();
    let (mut steps, mut longest) = (0, 0.0f64);
    let mut job = match session.handle(request).expect("a request") {
        Outcome::Job(job) => job,
        Outcome::Done(reply) => return println!("{records:<10} {what:<18} {reply:?}"),
    };
    let started = now_ms() - first;
    let reply = loop {
        let before = now_ms();
        let step = session.step(&mut job).expect("a step");
        let took = now_ms() - before;
        (steps, longest) = (steps + 1, longest.max(took));
        match step {
            Step::Working(progress) => match stages.iter_mut().find(|(stage, _)| *stage == progress.stage) {
                Some((_, time)) => *time += took,
                None => stages.push((progress.stage, took)),
            },
            Step::Done(reply) => break reply,
        }
    };
    let came = match reply {
        Reply::Suggestions(view) => {
            let view = view.open().expect("readable");
            let shown = view.suggestions.len();
            format!(
                "{shown} of {} candidates, {} further",
                view.candidates, view.further
            )
        }
        Reply::Themes(view) => {
            let view = view.open().expect("readable");
            format!("{} themes, {} apart", view.themes.len(), view.apart)
        }
        other => format!("{other:?}"),
    };
    println!(
        "{records:<10} {what:<18} {:>9.1} {steps:>6} {longest:>12.1}  {came}; beginning {started:.1}, {}",
        now_ms() - first,
        stages
            .iter()
            .map(|(stage, time)| format!("{stage} {time:.0}"))
            .collect::<Vec<_>>()
            .join(", ")
    );
}
