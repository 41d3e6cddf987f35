//! Labels as the page asks for them: fits, what is said of them, and the records that every figure leads to.

mod counts;
mod end;
mod exports;
mod kept;
mod odd;

use super::*;
use crate::ids::{LabelId, RuleId};
use crate::rng::mix;
use crate::session::Session;
use crate::session::edit::{Edit, RuleText};
use crate::session::reply::{Reply, RowsView};
use crate::session::request::{Filter, Request, Selection};
use crate::session::tests::imported;

/// Records with words that speak for labels, gold on both sides, and some without anything.
pub(super) const DATA: &str = "id,text,label,split\n\
    a,free prize now,SPAM,dev\n\
    b,free lunch with you,HAM,dev\n\
    c,lunch today,HAM,dev\n\
    d,prize draw,SPAM,dev\n\
    e,free prize for you,SPAM,test\n\
    f,lunch with you,HAM,test\n\
    g,free call,SPAM,test\n\
    h,free you,HAM,test\n\
    i,nothing here,HAM,test\n\
    j,nothing at all,,\n\
    k,free today,,\n\
    l,you and lunch,,\n";

const RULES: [(&str, u32, &str); 4] = [
    ("free", 1, "free"),
    ("prize", 1, "prize"),
    ("lunch", 0, "lunch"),
    ("you", 0, "you"),
];

/// A session of [`DATA`] with rules.
pub(super) fn session() -> Session {
    let mut session = imported(DATA);
    for (name, label, query) in RULES {
        add(&mut session, name, label, query);
    }
    session
}

/// 400 records of random words, a third with gold, and seven rules, of which one decides and one votes against.
pub(super) fn generated() -> Session {
    let word = |record: u64, place: u64| mix(record * 31 + place) % 12;
    let mut data = "id,text,label,split\n".to_owned();
    for record in 0..400u64 {
        let words: Vec<String> = (0..4).map(|place| format!("w{}", word(record, place))).collect();
        let label = ["HAM", "SPAM"][usize::from(word(record, 0) < 6)];
        let (label, split) = match record % 6 {
            0 => (label, "dev"),
            1 => (label, "test"),
            _ => ("", ""),
        };
        data.push_str(&format!("r{record},{},{label},{split}\n", words.join(" ")));
    }
    let mut session = imported(&data);
    for at in 0..5u32 {
        add(
            &mut session,
            &format!("r{at}"),
            u32::from(at < 3),
            &format!("w{at}, w{}", at + 3),
        );
    }
    let text = |name: &str, query: &str| RuleText {
        name: name.into(),
        label: LabelId(1),
        query: query.into(),
        ..RuleText::default()
    };
    let hard = RuleText {
        hard: true,
        ..text("hard", "\"w1 w2\"")
    };
    let against = RuleText {
        against: true,
        ..text("against", "w9")
    };
    edit(&mut session, Edit::AddRule { text: hard });
    edit(&mut session, Edit::AddRule { text: against });
    session
}

pub(super) fn add(session: &mut Session, name: &str, label: u32, query: &str) {
    let text = RuleText {
        name: name.into(),
        label: LabelId(label),
        query: query.into(),
        ..RuleText::default()
    };
    edit(session, Edit::AddRule { text });
}

pub(super) fn edit(session: &mut Session, edit: Edit) {
    session.answer(Request::Edit(edit)).unwrap();
}

pub(super) fn choose(session: &mut Session, change: impl FnOnce(&mut ModelChoice)) {
    let mut choice = (*session.project().unwrap().document().model).clone();
    change(&mut choice);
    edit(session, Edit::SetModel { choice });
}

pub(super) fn labels(session: &mut Session, held_out: bool) -> LabelsView {
    match session.answer(Request::Labels { held_out }).unwrap() {
        Reply::Labels(view) => view.open().unwrap(),
        other => panic!("{other:?}"),
    }
}

pub(super) fn rows(session: &mut Session, filters: &[Filter]) -> RowsView {
    let selection = Selection {
        filters: filters.to_vec(),
        search: String::new(),
    };
    let request = Request::Rows {
        selection,
        start: 0,
        end: 1000,
        keep: None,
    };
    match session.answer(request).unwrap() {
        Reply::Rows(rows) => rows,
        other => panic!("{other:?}"),
    }
}

pub(super) fn total(session: &mut Session, filters: &[Filter]) -> u32 {
    rows(session, filters).total
}

pub(super) fn ids(session: &mut Session, filters: &[Filter]) -> Vec<String> {
    rows(session, filters)
        .rows
        .into_iter()
        .map(|row| row.id)
        .collect()
}

#[test]
fn labels_by_the_default_model() {
    let mut session = session();
    let view = labels(&mut session, false);
    assert_eq!(
        (view.model.as_str(), view.records, view.uncovered),
        ("gold-weighted", 12, 2)
    );
    let counts: Vec<u32> = view.labels.iter().map(|label| label.count).collect();
    assert_eq!(counts.iter().sum::<u32>() + view.tied + view.uncovered, 12);
    assert_eq!((view.dev.gold, view.dev.labeled), (4, 4));
    assert_eq!(view.held_out, None, "it was not asked for");
    assert_eq!(view.change, None, "there is nothing before it");
    let free = &view.rules[0];
    let empirical = free.empirical.unwrap();
    assert_eq!((free.votes, empirical.correct, empirical.n), (6, 1, 2));
    // Beta(4, 1) and one of two right.
    assert!((free.fitted.unwrap() - 5.0 / 7.0).abs() < 1e-12);
    assert!(view.rules[2].weight > free.weight);
    assert_eq!(view.models.len(), crate::models::MODELS.len());
    let judged = labels(&mut session, true);
    assert_eq!(judged.held_out.unwrap().gold, 5);
    assert!(judged.majority.held_out.is_some());
}

#[test]
fn the_readme_has_every_model_in_its_own_words() {
    let readme = include_str!("../../../../README.md");
    for model in crate::models::MODELS {
        let row = format!("`{}` | {} |", model.name, model.sentence);
        assert!(readme.contains(&row), "{row}");
        assert!(readme.contains(model.title), "{}", model.title);
    }
}

#[test]
fn a_list_by_labels_begins_with_the_fit_it_needs() {
    let mut session = session();
    let selection = Selection {
        filters: vec![Filter::Predicted(LabelId(0))],
        search: String::new(),
    };
    let request = Request::Rows {
        selection,
        start: 0,
        end: 10,
        keep: None,
    };
    assert!(!request.is_frequent());
    assert!(matches!(
        session.handle(request.clone()).unwrap(),
        crate::session::Outcome::Job(_)
    ));
    let Reply::Rows(found) = session.answer(request).unwrap() else {
        panic!("no rows")
    };
    let shown: Vec<&str> = found.rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(shown, ["b", "c", "f", "h", "l"]);
}

#[test]
fn what_each_vote_adds_comes_to_the_probabilities() {
    let mut session = session();
    for index in 0..12 {
        let Reply::LabelWhy(why) = session.answer(Request::LabelWhy { index }).unwrap() else {
            panic!("no reasons")
        };
        let why = why.open().unwrap();
        if why.probabilities.is_empty() {
            assert_eq!(
                (why.label, why.source, why.votes.len()),
                (None, LabelSource::None, 0)
            );
            assert!(why.sentence.contains("No rule votes"), "{}", why.sentence);
            continue;
        }
        let adds =
            |label: usize| why.votes.iter().map(|vote| vote.adds[label]).sum::<f64>() + why.prior[label];
        let odds = crate::num::ln(why.probabilities[1].share / why.probabilities[0].share);
        assert!((adds(1) - adds(0) - odds).abs() < 1e-9, "{why:?}");
        assert!(why.is_log_odds);
    }
    let Reply::LabelWhy(why) = session.answer(Request::LabelWhy { index: 1 }).unwrap() else {
        panic!("no reasons")
    };
    let why = why.open().unwrap();
    assert_eq!(
        why.sentence,
        "2 of 3 rules that count say HAM: 92 %; ‘lunch’ weighs most."
    );
    assert!(session.answer(Request::LabelWhy { index: 12 }).is_err());
}

#[test]
fn the_models_side_by_side() {
    let mut session = generated();
    let Reply::Comparison(view) = session.answer(Request::CompareModels).unwrap() else {
        panic!("no comparison")
    };
    let view = view.open().unwrap();
    let names: Vec<&str> = view.rows.iter().map(|row| row.model.as_str()).collect();
    let known: Vec<&str> = crate::models::MODELS.iter().map(|model| model.name).collect();
    assert_eq!(names, known);
    for row in &view.rows {
        assert_eq!(row.problem, None, "{}", row.model);
        assert_eq!((row.dev.gold, row.held_out.gold), (67, 67), "{}", row.model);
        assert!(row.same <= row.both && row.both <= row.labeled);
    }
    let majority = &view.rows[1];
    assert_eq!((majority.same, majority.overturned), (majority.both, 0));
    assert_eq!(majority.above_majority, Some(0.0));
    assert!(!view.recommendation.is_empty());
    assert_eq!(view.looks, 1);
    assert_eq!(labels(&mut session, false).comparison.as_ref(), Some(&view));
    let Reply::Comparison(again) = session.answer(Request::CompareModels).unwrap() else {
        panic!("no comparison")
    };
    let again = again.open().unwrap();
    assert_eq!(
        (again.looks, again.rows),
        (1, view.rows),
        "the same state is one look"
    );
}
