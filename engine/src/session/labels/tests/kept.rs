//! What stays: the choice through undo, journal, head and project file; and what changed since the labels before.

use super::*;
use crate::session::reopen::Reopening;
use crate::session::request::{ExportOptions, Include};
use crate::session::snapshot::Loading;

fn given() -> BalanceChoice {
    BalanceChoice::Given(vec![(LabelId(0), 3.0), (LabelId(1), 1.0)])
}

fn chosen(session: &Session) -> ModelChoice {
    (*session.project().unwrap().document().model).clone()
}

#[test]
fn labels_are_fitted_anew_after_an_edit_and_say_what_it_changed() {
    let mut session = session();
    let before = labels(&mut session, false);
    edit(&mut session, Edit::DeleteRule { id: RuleId(3) });
    let after = labels(&mut session, false);
    let change = after.change.clone().unwrap();
    assert_eq!(
        (change.since, change.edit.as_deref()),
        (before.revision, Some("delete rule ‘you’"))
    );
    assert_eq!(
        crate::num::count(ids(&mut session, &[Filter::LabelChanged]).len()),
        change.changed
    );
    assert_eq!(
        (change.dev_before, change.dev_after),
        (before.dev.accuracy, after.dev.accuracy)
    );
    assert!(change.changed > 0 && !change.other_gold);
    // Asked again at the same state it says the same.
    assert_eq!(labels(&mut session, false), after);
    session.answer(Request::Undo).unwrap();
    let back = labels(&mut session, false);
    assert_eq!((back.labels, back.histogram), (before.labels, before.histogram));
    let undone = back.change.unwrap();
    assert_eq!((undone.changed, undone.edit), (change.changed, None));
}

#[test]
fn labels_stay_where_nothing_changed_that_they_hang_on() {
    let mut session = session();
    labels(&mut session, false);
    edit(&mut session, Edit::DeleteRule { id: RuleId(3) });
    session.answer(Request::CompareModels).unwrap();
    let before = labels(&mut session, false);
    assert!(before.change.is_some() && before.comparison.is_some());
    let name = "another name".to_owned();
    edit(&mut session, Edit::RenameProject { name });
    // None is fitted anew.
    let project = session.project().unwrap();
    let fitted = project.chosen().map(|labeled| labeled.revision);
    assert_eq!(fitted, Some(before.revision));
    let after = labels(&mut session, false);
    assert_eq!(after.revision, before.revision + 1);
    assert_eq!(
        (&after.change, &after.comparison),
        (&before.change, &before.comparison)
    );
    // The next edit is the one since they were shown last.
    edit(&mut session, Edit::DeleteRule { id: RuleId(2) });
    let change = labels(&mut session, false).change.unwrap();
    assert_eq!(change.since, after.revision);
    assert!(change.edit.unwrap().starts_with("delete rule"));
}

#[test]
fn gold_by_hand_steers_and_held_out_gold_never_does() {
    let flipped = DATA
        .replace("SPAM,test", "x,test")
        .replace("HAM,test", "SPAM,test")
        .replace("x,test", "HAM,test");
    let mut session = session();
    let mut other = imported(&flipped);
    for (name, label, query) in RULES {
        add(&mut other, name, label, query);
    }
    for model in crate::models::MODELS {
        for balance in [
            BalanceChoice::Uniform,
            BalanceChoice::Gold,
            BalanceChoice::Estimated,
        ] {
            let view = |session: &mut Session| {
                choose(session, |choice| {
                    model.name.clone_into(&mut choice.model);
                    choice.balance = balance.clone();
                });
                labels(session, true)
            };
            let (one, two) = (view(&mut session), view(&mut other));
            assert_ne!(one.held_out, two.held_out, "the gold did differ");
            assert_eq!(one.histogram, two.histogram, "{}", model.name);
            assert_eq!(
                (one.rules, one.balance, one.dev),
                (two.rules, two.balance, two.dev)
            );
        }
    }
    choose(&mut session, |choice| *choice = ModelChoice::default());
    let before = labels(&mut session, false);
    edit(
        &mut session,
        Edit::SetGold {
            record: 10,
            label: Some(LabelId(0)),
        },
    );
    let after = labels(&mut session, false);
    assert!(after.rules[0].fitted < before.rules[0].fitted);
    assert!(after.change.unwrap().other_gold);
}

#[test]
fn the_choice_is_undone_replayed_saved_and_opened_again() {
    let mut session = session();
    session.take_journal();
    choose(&mut session, |choice| {
        "snorkel".clone_into(&mut choice.model);
        choice.balance = given();
    });
    assert_eq!(
        session.project().unwrap().view().undo.as_deref(),
        Some("label by ‘snorkel’")
    );
    let choice = chosen(&session);
    assert_eq!(session.project().unwrap().view().model, choice);
    session.answer(Request::Undo).unwrap();
    assert!(chosen(&session).is_default());
    session.answer(Request::Redo).unwrap();
    assert_eq!(chosen(&session), choice);

    let lines = serde_json::to_string(&session.take_journal()).unwrap();
    let mut again = super::session();
    again
        .replay(&serde_json::from_str::<Vec<_>>(&lines).unwrap())
        .unwrap();
    assert_eq!(chosen(&again), choice);

    let project = session.project().unwrap();
    let mut loading = Loading::new(&project.head().unwrap()).unwrap();
    for part in project.parts() {
        loading.push(&part).unwrap();
    }
    while loading.step().is_some() {}
    assert_eq!(*loading.finish().unwrap().document().model, choice);

    let options = ExportOptions {
        augmented: Default::default(),
        format: "project".into(),
        model: None,
        include: Include::All,
        threshold: 0.0,
        at: None,
    };
    let Reply::File(file) = session.answer(Request::Export(options)).unwrap() else {
        panic!("no file")
    };
    let reopened = Reopening::new(&file.bytes).unwrap().into_project();
    assert_eq!(*reopened.document().model, choice);
}

#[test]
fn projects_of_before_there_were_models_have_the_default() {
    let session = session();
    let head = session.project().unwrap().head().unwrap();
    assert!(!head.contains("\"model\""), "{head}");
    let loading = Loading::new(&head);
    assert!(loading.is_ok());
    let document: crate::session::Document =
        serde_json::from_str(&serde_json::to_string(session.project().unwrap().document()).unwrap()).unwrap();
    assert_eq!(document.model.model, "gold-weighted");
}

#[test]
fn a_choice_that_makes_no_sense_changes_nothing() {
    let mut session = session();
    let mut refused = |change: &dyn Fn(&mut ModelChoice)| {
        let mut choice = ModelChoice::default();
        change(&mut choice);
        let error = session
            .answer(Request::Edit(Edit::SetModel { choice }))
            .unwrap_err();
        error.to_string()
    };
    assert!(refused(&|choice| "best".clone_into(&mut choice.model)).contains("no label model"));
    let shares = |shares: Vec<(LabelId, f64)>| {
        move |choice: &mut ModelChoice| {
            choice.balance = BalanceChoice::Given(shares.clone());
        }
    };
    assert!(refused(&shares(vec![(LabelId(0), 1.0)])).contains("label ‘SPAM’, above 0"));
    assert!(refused(&shares(vec![(LabelId(0), 1.0), (LabelId(1), 0.0)])).contains("label ‘SPAM’, above 0"));
    assert!(refused(&shares(vec![(LabelId(0), f64::NAN), (LabelId(1), 0.5)])).contains("label ‘HAM’"));
    let prior = |rule, accuracy, strength| {
        move |choice: &mut ModelChoice| {
            choice.priors.push(RulePrior {
                rule: RuleId(rule),
                accuracy,
                strength,
            });
        }
    };
    assert!(refused(&prior(0, 1.0, 5.0)).contains("rule ‘free’"));
    assert!(refused(&prior(9, 0.9, 5.0)).contains("gone"));
    assert!(chosen(&session).is_default());
}

#[test]
fn a_prior_makes_a_rule_weigh_more() {
    let mut session = session();
    let before = labels(&mut session, false).rules[1].fitted;
    choose(&mut session, |choice| {
        choice.priors.push(RulePrior {
            rule: RuleId(1),
            accuracy: 0.99,
            strength: 50.0,
        });
    });
    assert!(labels(&mut session, false).rules[1].fitted > before);
}
