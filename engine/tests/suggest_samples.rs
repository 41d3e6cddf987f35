//! Suggestions on real files, when they are there: what comes first must be right on the labels of all records, most of
//! which the search never sees. `cargo test … --test suggest_samples -- --nocapture` prints what was suggested.

use std::path::PathBuf;

use labelloom_engine::formats::mapping::Mapping;
use labelloom_engine::formats::{Encoding, ReadOptions};
use labelloom_engine::ids::LabelId;
use labelloom_engine::session::edit::{Edit, RuleText};
use labelloom_engine::session::import::{ImportPlan, ImportRun};
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::Request;
use labelloom_engine::session::suggest::{
    Evidence, SuggestOptions, SuggestionView, SuggestionsView, ThemeScope, ThemesView,
};
use labelloom_engine::session::{Project, Session};

/// A file's bytes; none, with a word, if it is absent.
fn read(path: &str) -> Option<Vec<u8>> {
    let full = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../shared/data")
        .join(path);
    let bytes = std::fs::read(&full).ok();
    if bytes.is_none() {
        println!("skipped: ../shared/data absent");
    }
    bytes
}

fn session(bytes: &[u8], options: ReadOptions, mapping: Mapping, labels: [&str; 2]) -> Session {
    let plan = ImportPlan {
        source_name: "data".into(),
        project_name: "data".into(),
        options,
        mapping,
        labels: Some(labels.iter().map(|&label| label.into()).collect()),
    };
    let mut run = ImportRun::new(plan).expect("a plan");
    bytes
        .chunks(1 << 16)
        .for_each(|chunk| run.push(chunk).expect("rows"));
    let mut session = Session::new();
    session.open(run.into_project().expect("a project"));
    session
}

fn sms() -> Option<Session> {
    let mut options = ReadOptions::of("tsv", Encoding::Utf8);
    options.header = false;
    let mapping = Mapping {
        text: "column 2".into(),
        gold: Some("column 1".into()),
        ..Mapping::default()
    };
    Some(session(
        &read("sms_spam/sms.tsv")?,
        options,
        mapping,
        ["ham", "spam"],
    ))
}

fn youtube() -> Option<Session> {
    let mut all = Vec::new();
    for name in ["01-Psy", "02-KatyPerry", "03-LMFAO", "04-Eminem", "05-Shakira"] {
        let bytes = read(&format!("youtube_spam/Youtube{name}.csv"))?;
        let head = bytes
            .iter()
            .position(|&byte| byte == b'\n')
            .map_or(0, |at| at + 1);
        all.extend_from_slice(if all.is_empty() { &bytes } else { &bytes[head..] });
    }
    let mapping = Mapping {
        text: "text".into(),
        gold: Some("label".into()),
        ..Mapping::default()
    };
    Some(session(
        &all,
        ReadOptions::of("csv", Encoding::Utf8),
        mapping,
        ["HAM", "SPAM"],
    ))
}

fn add(session: &mut Session, label: u32, query: &str) {
    let text = RuleText {
        name: query.into(),
        label: LabelId(label),
        query: query.into(),
        ..RuleText::default()
    };
    session
        .answer(Request::Edit(Edit::AddRule { text }))
        .expect("a rule");
}

fn suggest(session: &mut Session, evidence: Evidence, label: Option<u32>) -> SuggestionsView {
    let options = SuggestOptions {
        evidence,
        label: label.map(LabelId),
        precision: 0.9,
        dismissed: Vec::new(),
    };
    match session.answer(Request::Suggest(options)).expect("an answer") {
        Reply::Suggestions(view) => view.open().expect("readable"),
        other => panic!("{other:?}"),
    }
}

/// Records that a query matches, and how many of these have a label in truth: dev and held-out gold together.
fn truth(project: &Project, query: &str, label: usize) -> (u32, u32) {
    let parsed = labelloom_engine::rules::parse(query, project.names()).expect("a query");
    let records = parsed.condition.select(&project.source());
    let gold = project.gold();
    let right = records.count_and(&gold.dev[label]) + records.count_and(&gold.held_out[label]);
    (records.count(), right)
}

fn print(session: &Session, title: &str, suggestions: &[SuggestionView]) {
    println!("{title}");
    let project = session.project().expect("a project");
    for suggestion in suggestions {
        let label = suggestion.label.map_or(1, |label| label.0 as usize);
        let (records, right) = truth(project, &suggestion.query, label);
        let alike: Vec<&str> = suggestion
            .alike
            .iter()
            .map(|alike| alike.query.as_str())
            .collect();
        println!(
            "  {:<24} {:>5} records, {:>5} new, estimated {:>5.1} % ({:.0}–{:.0}, n {:>4}), in truth {:>5.1} %, score {:>7.1}  {:?} {:?}",
            suggestion.query,
            records,
            suggestion.fresh,
            100.0 * suggestion.right / f64::from(suggestion.judged),
            100.0 * suggestion.lower,
            100.0 * suggestion.upper,
            suggestion.judged,
            100.0 * f64::from(right) / f64::from(records),
            suggestion.score,
            suggestion.words,
            alike,
        );
    }
}

/// The first five of each label are right on at least so much of all their records.
fn check(session: &mut Session, evidence: &Evidence, title: &str, least: [f64; 2]) {
    for label in [1, 0] {
        let view = suggest(session, evidence.clone(), Some(label));
        let first = &view.suggestions[..view.suggestions.len().min(5)];
        print(
            session,
            &format!("{title}, label {label}, {} candidates", view.candidates),
            first,
        );
        let project = session.project().expect("a project");
        let of = |suggestion: &SuggestionView| truth(project, &suggestion.query, label as usize);
        let (records, right) = first
            .iter()
            .map(of)
            .fold((0, 0), |all, one| (all.0 + one.0, all.1 + one.1));
        let precision = f64::from(right) / f64::from(records);
        assert!(
            first.len() == 5 && precision >= least[label as usize],
            "{title}, {label}: {precision}"
        );
    }
}

fn themes(session: &mut Session, title: &str) -> ThemesView {
    let reply = session
        .answer(Request::Themes(ThemeScope::Uncovered))
        .expect("an answer");
    let Reply::Themes(view) = reply else {
        panic!("no themes")
    };
    let view = view.open().expect("readable");
    println!(
        "{title}: {} themes of {} records, {} apart",
        view.themes.len(),
        view.records,
        view.apart
    );
    for theme in &view.themes {
        let f1 = 2.0 * f64::from(theme.in_theme) / f64::from(theme.in_scope + theme.size);
        println!(
            "  {:>4} F1 {f1:.2} {:?} gold {:?}\n       {}: {} records, {} in scope, {} in theme",
            theme.size, theme.terms, theme.gold, theme.query, theme.records, theme.in_scope, theme.in_theme
        );
        theme
            .typical
            .iter()
            .for_each(|record| println!("         - {}", record.text.trim()));
    }
    view
}

#[test]
fn sms_terms_are_right() {
    let Some(mut session) = sms() else { return };
    check(&mut session, &Evidence::Gold, "SMS, gold", [0.9, 0.9]);
    themes(&mut session, "SMS without rules");
    add(&mut session, 1, "txt, claim, prize");
    add(&mut session, 0, "lol, \"i'm\", ok");
    check(&mut session, &Evidence::Votes, "SMS, votes", [0.9, 0.75]);
    themes(&mut session, "SMS with two rules");
}

#[test]
fn youtube_terms_are_right() {
    let Some(mut session) = youtube() else { return };
    check(&mut session, &Evidence::Gold, "YouTube, gold", [0.8, 0.9]);
    themes(&mut session, "YouTube without rules");
    add(&mut session, 1, "subscribe, \"check out\"");
    add(&mut session, 0, "song, love");
    check(&mut session, &Evidence::Votes, "YouTube, votes", [0.8, 0.8]);
    themes(&mut session, "YouTube with two rules");
}
