//! Few rules, no rules, no votes, no labels: defined answers with words.

use super::*;
use crate::session::request::{ExportOptions, Include};

fn notes(view: &LabelsView) -> String {
    let notes: Vec<&str> = view.notes.iter().map(|note| note.sentence.as_str()).collect();
    notes.join(" ")
}

#[test]
fn without_rules_nothing_is_labeled_by_any_model() {
    let mut session = imported(DATA);
    for model in crate::models::MODELS {
        choose(&mut session, |choice| model.name.clone_into(&mut choice.model));
        let view = labels(&mut session, true);
        assert_eq!((view.uncovered, view.tied), (12, 0), "{}", model.name);
        assert!(view.labels.iter().all(|label| label.count == 0));
        assert_eq!((view.dev.accuracy, view.dev.gold), (None, 4));
        assert!(notes(&view).contains("There is no rule"), "{}", notes(&view));
        assert!(view.rules.is_empty());
    }
    let Reply::Comparison(compared) = session.answer(Request::CompareModels).unwrap() else {
        panic!("no comparison")
    };
    let compared = compared.open().unwrap();
    let snorkel = compared.rows.iter().find(|row| row.model == "snorkel").unwrap();
    assert!(snorkel.problem.as_ref().unwrap().contains("at least 3 rules"));
    let Reply::LeaveOneOut(without) = session.answer(Request::LeaveOneOut { held_out: false }).unwrap()
    else {
        panic!("no rules left out")
    };
    let without = without.open().unwrap();
    assert!(without.rules.is_empty());
}

#[test]
fn one_rule_labels_what_it_votes_on() {
    let mut session = imported(DATA);
    add(&mut session, "free", 1, "free");
    for model in crate::models::MODELS {
        choose(&mut session, |choice| model.name.clone_into(&mut choice.model));
        let view = labels(&mut session, false);
        assert_eq!(view.uncovered, 6, "{}", model.name);
        if model.name != "dawid-skene-wrench" {
            assert_eq!(view.labels[1].count, 6, "{}", model.name);
        }
    }
}

#[test]
fn a_model_that_needs_more_rules_leaves_the_default_in_place() {
    let mut session = imported(DATA);
    add(&mut session, "free", 1, "free");
    add(&mut session, "lunch", 0, "lunch");
    choose(&mut session, |choice| "snorkel".clone_into(&mut choice.model));
    let view = labels(&mut session, false);
    assert_eq!(view.model, "gold-weighted");
    assert!(notes(&view).contains("at least 3 rules"), "{}", notes(&view));
    assert!(view.notes[0].is_warning);
    let options = |model: &str| ExportOptions {
        augmented: Default::default(),
        format: "jsonl".into(),
        model: Some(model.into()),
        include: Include::All,
        threshold: 0.0,
        at: None,
    };
    let error = session.answer(Request::Export(options("snorkel"))).unwrap_err();
    assert!(
        error.to_string().contains("at least 3 rules"),
        "an export is of what it says: {error}"
    );
    assert!(session.answer(Request::Export(options("triplet"))).is_err());
    assert!(session.answer(Request::Export(options("weighted"))).is_ok());
}

#[test]
fn a_balance_that_can_not_be_taken_is_uniform_until_it_can() {
    let mut session = imported("text\nfree prize\nlunch\n");
    add(&mut session, "free", 1, "free");
    choose(&mut session, |choice| choice.balance = BalanceChoice::Gold);
    let view = labels(&mut session, false);
    assert_eq!(view.model, "gold-weighted");
    assert!(view.balance.iter().all(|share| (share.share - 0.5).abs() < 1e-12));
    assert!(
        notes(&view).contains("equally frequent until then"),
        "{}",
        notes(&view)
    );

    let shares = vec![(LabelId(0), 3.0), (LabelId(1), 1.0)];
    choose(&mut session, |choice| {
        choice.balance = BalanceChoice::Given(shares)
    });
    let view = labels(&mut session, false);
    assert!(
        (view.balance[0].share - 0.75).abs() < 1e-12,
        "shares are divided by their sum"
    );
    edit(&mut session, Edit::AddLabel { name: "NEWS".into() });
    assert!(notes(&labels(&mut session, false)).contains("lacks a label"));
    edit(
        &mut session,
        Edit::MergeLabel {
            from: LabelId(1),
            into: LabelId(2),
        },
    );
    let view = labels(&mut session, false);
    assert_eq!(view.balance.len(), 2);
    assert!((view.balance[1].share - 0.25).abs() < 1e-12);
}

#[test]
fn rules_that_never_vote_have_no_data() {
    let mut session = session();
    add(&mut session, "silent", 0, "xylophone");
    let view = labels(&mut session, false);
    let silent = view.rules.last().unwrap();
    assert_eq!(
        (silent.fitted, silent.weight, silent.empirical),
        (None, None, None)
    );
    assert_eq!(silent.flags, [RuleFlag::NoData]);
}

#[test]
fn without_labels_the_answer_says_so() {
    let mut session = imported("text\nfree prize\n");
    edit(&mut session, Edit::DeleteLabel { id: LabelId(0) });
    edit(&mut session, Edit::DeleteLabel { id: LabelId(1) });
    let error = session.answer(Request::Labels { held_out: false }).unwrap_err();
    assert!(error.to_string().contains("no label"), "{error}");
}
