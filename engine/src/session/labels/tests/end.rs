//! The end model: taught by the labels, judged by held-out gold, and used where the document says so and no rule votes.

use super::*;
use crate::session::request::Filter::{Covered, EndModel, EndModelAny, Uncovered};

/// Records of which a third are covered by rules, with words beside the rules' own.
fn taught() -> Session {
    let mut data = "id,text,label,split\n".to_owned();
    for record in 0..120u64 {
        let (rule, word, label) = if record % 2 == 0 {
            ("free", "money cash", "SPAM")
        } else {
            ("lunch", "noon table", "HAM")
        };
        let text = if record % 3 == 0 {
            format!("{rule} {word}")
        } else {
            format!("w{} {word}", record % 7)
        };
        let (label, split) = if record % 5 == 1 {
            (label, "test")
        } else {
            ("", "")
        };
        data.push_str(&format!("r{record},{text},{label},{split}\n"));
    }
    data.push_str("odd,xylophone,,\n");
    let mut session = imported(&data);
    add(&mut session, "free", 1, "free");
    add(&mut session, "lunch", 0, "lunch");
    session
}

fn train(session: &mut Session) -> EndModelView {
    match session
        .answer(Request::EndModel(EndModelOptions::default()))
        .unwrap()
    {
        Reply::EndModel(view) => view.open().unwrap(),
        other => panic!("{other:?}"),
    }
}

fn why(session: &mut Session, index: u32) -> LabelWhy {
    match session.answer(Request::LabelWhy { index }).unwrap() {
        Reply::LabelWhy(why) => why.open().unwrap(),
        other => panic!("{other:?}"),
    }
}

#[test]
fn it_reaches_records_that_no_rule_covers() {
    let mut session = taught();
    let view = train(&mut session);
    assert_eq!((view.trained_on, view.reaches, view.left), (40, 80, 1));
    assert_eq!(view.held_out.accuracy.unwrap().correct, 24);
    assert!(view.rules_held_out.labeled < 24);
    assert_eq!(view.together_held_out.labeled, 24);
    assert_eq!(total(&mut session, &[EndModelAny]), 80);
    assert_eq!(total(&mut session, &[EndModelAny, Covered]), 0);
    for label in &view.labels {
        assert_eq!(total(&mut session, &[EndModel(label.label)]), label.count);
    }
    let spam = &view.words[1];
    let words: Vec<&str> = spam.speaks_for.iter().map(|word| word.word.as_str()).collect();
    assert!(words.contains(&"money") && !words.contains(&"noon"), "{words:?}");
    assert!(spam.speaks_against.iter().all(|word| word.weight < 0.0));
    assert!(!view.is_used && !view.is_stale);
    assert_eq!(labels(&mut session, false).end_model.as_ref(), Some(&view));
    edit(&mut session, Edit::DeleteRule { id: RuleId(1) });
    let stale = labels(&mut session, false).end_model.unwrap();
    assert!(stale.is_stale && stale.reaches == 80);
}

#[test]
fn uncovered_records_stay_without_a_label_until_the_document_says_otherwise() {
    let mut session = taught();
    train(&mut session);
    let uncovered = ids(&mut session, &[Uncovered]);
    assert_eq!(why(&mut session, 1).source, LabelSource::None);
    choose(&mut session, |choice| choice.end_model = true);
    assert_eq!(labels(&mut session, false).uncovered as usize, uncovered.len());
    let by_words = why(&mut session, 1);
    assert_eq!(
        (by_words.source, by_words.label),
        (LabelSource::EndModel, Some(LabelId(0)))
    );
    assert!(by_words.votes.is_empty() && by_words.words.iter().any(|word| word.word == "noon"));
    assert!(
        by_words.sentence.contains("the end model says HAM"),
        "{}",
        by_words.sentence
    );
    assert_eq!(why(&mut session, 0).source, LabelSource::Rules);
    assert_eq!(
        why(&mut session, 120).source,
        LabelSource::None,
        "it holds no known word"
    );
}

#[test]
fn a_list_of_what_it_reaches_trains_it_and_untrainable_is_said() {
    let mut session = taught();
    assert_eq!(
        total(&mut session, &[EndModelAny]),
        80,
        "after a reload nothing is trained yet"
    );
    assert!(total(&mut session, &[Filter::ChangedWithout(RuleId(0))]) > 0);
    let mut session = imported(DATA.replace("SPAM", "").replace("HAM", "").as_str());
    choose(&mut session, |choice| choice.end_model = true);
    let why = why(&mut session, 0);
    assert_eq!(why.source, LabelSource::None);
    assert!(
        why.sentence.contains("the end model can't be trained"),
        "{}",
        why.sentence
    );
    let options = crate::session::request::ExportOptions {
        augmented: Default::default(),
        format: "jsonl".into(),
        model: Some("majority".into()),
        include: crate::session::request::Include::All,
        threshold: 0.0,
        at: None,
    };
    assert!(
        session.answer(Request::Export(options)).is_err(),
        "an export is of what it says"
    );
}

#[test]
fn held_out_gold_teaches_it_nothing() {
    let mut session = taught();
    let view = train(&mut session);
    let mut other = taught();
    // Gold set by hand is dev and does teach it.
    edit(
        &mut other,
        Edit::SetGold {
            record: 2,
            label: Some(LabelId(0)),
        },
    );
    let steered = train(&mut other);
    assert_eq!((view.trained_on, steered.trained_on), (40, 41));
    assert_eq!(view.held_out.gold, 24);
}

#[test]
fn what_teaches_nothing_is_said() {
    let mut session = imported(DATA);
    let error = session.answer(Request::EndModel(EndModelOptions::default()));
    assert!(error.is_ok() || !error.unwrap_err().to_string().is_empty());
    let options = EndModelOptions {
        c: None,
        features: vec!["pictures".into()],
    };
    let error = session.answer(Request::EndModel(options)).unwrap_err();
    assert!(error.to_string().contains("words"), "{error}");
    let options = EndModelOptions {
        c: Some(0.0),
        features: Vec::new(),
    };
    assert!(session.answer(Request::EndModel(options)).is_err());
}
