//! From a keystroke in the rule editor to every figure on the page: `cargo bench -p labelloom-engine --profile native
//! --bench keystroke [-- RECORDS …]`. 20 rules stand beside the one being typed; each keystroke of each query is one
//! draft request, with all rules' figures, totals and differences in its answer; `step ms` is the longest time between
//! two looks at the inbox. Also prints what import costs and how much memory the process holds after it, and how long it
//! takes to let accents be ignored.

#![expect(clippy::cast_precision_loss, reason = "a benchmark's own numbers are small")]

mod support;

use std::time::Instant;

use labelloom_engine::formats::mapping::Mapping;
use labelloom_engine::formats::{Encoding, ReadOptions};
use labelloom_engine::ids::LabelId;
use labelloom_engine::job::Step;
use labelloom_engine::session::edit::{Draft, Edit, RuleText};
use labelloom_engine::session::import::{ImportPlan, ImportRun};
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::Request;
use labelloom_engine::session::{Outcome, Session};
use labelloom_engine::text::Accents;
use support::Texts;

const RULES: usize = 20;

fn main() {
    let mut sizes: Vec<usize> = std::env::args()
        .filter_map(|argument| argument.parse().ok())
        .collect();
    if sizes.is_empty() {
        sizes = vec![10_000, 100_000, 1_000_000];
    }
    println!(
        "{:<10} {:<28} {:>6} {:>9} {:>9} {:>9} {:>9} {:>10}",
        "records", "what", "keys", "p50 ms", "p95 ms", "most ms", "step ms", "matches"
    );
    for records in sizes {
        measure(records);
    }
}

fn measure(records: usize) {
    let mut texts = Texts::new(1);
    let mut session = import(records, &mut texts);
    for rule in 0..RULES {
        let query = format!(
            "{}, {}, {}*",
            texts.word(40 + 7 * rule),
            texts.word(400 + 31 * rule),
            texts.word(900 + rule)
        );
        let text = rule_text(&format!("rule {rule}"), rule % 2, &query);
        session
            .answer(Request::Edit(Edit::AddRule { text }))
            .expect("rule");
    }
    session.answer(Request::Edit(list(&texts))).expect("list");
    let (rare, common) = (texts.word(3000).to_owned(), texts.word(5).to_owned());
    let phrase = format!("\"{} {}\"", texts.word(8), texts.word(60));
    for (what, query) in [
        ("keyword, rare", rare.clone()),
        ("keyword, in many records", common),
        ("two keywords", format!("{rare}, {}", texts.word(77))),
        ("prefix and inner", format!("{}*, *{}*", &rare[..3], &rare[..4])),
        ("phrase of frequent words", phrase),
        ("regex with a literal", r"/https?:\/\/7\d\d/".to_owned()),
        ("regex without a literal", r"/\b\d{4}\b/".to_owned()),
        ("list of 5,000 entries", "@listed".to_owned()),
        ("near a list", format!("near(@listed, {rare}, 3)")),
        ("misspelt word", format!("{rare}~2")),
        ("like a record, 0.6", "like(r17, 0.6)".to_owned()),
        ("like a record, 0.1", "like(r17, 0.1)".to_owned()),
    ] {
        type_query(records, what, &query, &mut session);
    }
    ignore_accents(records, &mut session);
}

/// A list of words, phrases and parts of words, from rare to frequent.
fn list(texts: &Texts) -> Edit {
    let entry = |at: usize| match at % 5 {
        0 => format!("{} {}", texts.word(at), texts.word(at / 3)),
        1 => format!("{}*", texts.word(at)),
        _ => texts.word(at).to_owned(),
    };
    Edit::SetList {
        name: "listed".into(),
        entries: (200..5_200).map(entry).collect(),
    }
}

fn ignore_accents(records: usize, session: &mut Session) {
    session.answer(Request::CloseDraft).expect("no draft");
    let start = Instant::now();
    let accents = Accents::Ignored;
    session
        .answer(Request::Edit(Edit::SetAccents { accents }))
        .expect("accents");
    println!(
        "{records:<10} accents ignored, and all rules found again: {:.0} ms",
        start.elapsed().as_secs_f64() * 1e3
    );
}

/// Types a query character by character, three times over, a different one each time so that nothing is remembered.
fn type_query(records: usize, what: &str, query: &str, session: &mut Session) {
    let mut times = Vec::new();
    let (mut matches, mut longest) = (0, 0.0f64);
    for round in 0..3 {
        let suffix = " ".repeat(round);
        for end in (1..=query.len()).filter(|&end| query.is_char_boundary(end)) {
            let text = rule_text("typed", 1, &format!("{}{suffix}", &query[..end]));
            let start = Instant::now();
            let (reply, step) = answer(session, Request::Draft(Draft { rule: None, text }));
            times.push(start.elapsed().as_secs_f64() * 1e3);
            longest = longest.max(step);
            if let Reply::Draft(view) = reply {
                matches = view.figures.coverage;
            }
        }
    }
    times.sort_by(f64::total_cmp);
    let at = |percent: usize| times[(times.len() - 1) * percent / 100];
    println!(
        "{records:<10} {what:<28} {:>6} {:>9.2} {:>9.2} {:>9.2} {longest:>9.2} {matches:>10}",
        times.len(),
        at(50),
        at(95),
        at(100)
    );
}

/// Handles a request to its end; the longest of its steps is in milliseconds.
fn answer(session: &mut Session, request: Request) -> (Reply, f64) {
    let start = Instant::now();
    let mut job = match session.handle(request).expect("draft") {
        Outcome::Done(reply) => return (reply, start.elapsed().as_secs_f64() * 1e3),
        Outcome::Job(job) => job,
    };
    let mut longest = start.elapsed().as_secs_f64() * 1e3;
    loop {
        let start = Instant::now();
        let step = session.step(&mut job).expect("draft");
        longest = longest.max(start.elapsed().as_secs_f64() * 1e3);
        if let Step::Done(reply) = step {
            return (reply, longest);
        }
    }
}

fn rule_text(name: &str, label: usize, query: &str) -> RuleText {
    let label = LabelId(u32::try_from(label).expect("two labels"));
    RuleText {
        name: name.into(),
        label,
        query: query.into(),
        ..RuleText::default()
    }
}

fn import(records: usize, texts: &mut Texts) -> Session {
    let mut file = String::from("id,text,label\n");
    let mut bytes = 0;
    for id in 0..records {
        let text = texts.next_text();
        bytes += text.len();
        let label = ["", "", "", "spam", "ham"][id % 5];
        file.push_str(&format!("r{id},{text},{label}\n"));
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
    let before = resident_mb();
    let start = Instant::now();
    let mut run = ImportRun::new(plan).expect("plan");
    file.as_bytes()
        .chunks(1 << 20)
        .for_each(|chunk| run.push(chunk).expect("rows"));
    let mut session = Session::new();
    session.open(run.into_project().expect("project"));
    let seconds = start.elapsed().as_secs_f64();
    println!(
        "{records:<10} import: {:.1} MB of CSV at {:.0} MB/s; {:.1} MB of texts, memory + {:.0} MB ({:.2} × the texts)",
        file.len() as f64 / 1e6,
        file.len() as f64 / 1e6 / seconds,
        bytes as f64 / 1e6,
        resident_mb() - before,
        (resident_mb() - before) / (bytes as f64 / 1e6)
    );
    session
}

/// Memory the process holds, in MB; 0 where the system doesn't say.
fn resident_mb() -> f64 {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let resident = pages.and_then(|pages| pages.split_whitespace().nth(1)?.parse::<f64>().ok());
    resident.unwrap_or(0.0) * 4096.0 / 1e6
}
