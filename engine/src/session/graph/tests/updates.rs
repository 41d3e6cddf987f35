//! Edits bring labels up to date and say what changed; other seeds can be tried.

use super::*;
use crate::ids::RuleId;

fn set(session: &mut Session, record: u32, label: Option<LabelId>) {
    edit(session, Edit::SetGold { record, label });
}

fn try_out(session: &mut Session, change: SeedChange) -> ChangeView {
    match answer(session, GraphAsk::WhatIf(change)) {
        GraphReply::Change(view) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn gold_set_by_hand_updates_the_picture_and_says_what_changed() {
    let mut session = session();
    picture(&mut session);
    set(&mut session, 4, Some(SPAM));
    let stale = view(&mut session, GraphAsk::State).picture.unwrap();
    assert!(stale.stale && stale.change.is_none());
    let figures = picture(&mut session);
    assert!(!figures.stale);
    let change = figures.change.unwrap();
    assert_eq!(
        (change.changed, change.sentence.as_str()),
        (4, "This changes 4 labels.")
    );
    let moves: Vec<_> = change
        .moves
        .iter()
        .map(|one| (one.from, one.to, one.records))
        .collect();
    assert_eq!(moves, [(Some(HAM), Some(SPAM), 4)]);
    assert!(change.edit.unwrap().contains("record #5"));
    assert_eq!(records(&mut session, &[Filter::GraphChanged]), [4, 5, 6, 7]);
}

#[test]
fn an_update_is_what_a_new_run_would_be() {
    for method in ["poisson", "spreading", "propagation"] {
        let labels = |session: &mut Session| colored(session, GraphAsk::Color(GraphColor::Label)).1;
        let mut updated = session();
        choose(&mut updated, |choice| choice.method = method.into());
        picture(&mut updated);
        set(&mut updated, 6, Some(SPAM));
        set(&mut updated, 7, Some(HAM));
        assert!(picture(&mut updated).change.is_some(), "{method}");
        let settled = picture(&mut updated);
        assert!(settled.settled, "{method}: asked once more, it is settled");
        let mut anew = session();
        choose(&mut anew, |choice| choice.method = method.into());
        set(&mut anew, 6, Some(SPAM));
        set(&mut anew, 7, Some(HAM));
        assert!(picture(&mut anew).change.is_none());
        assert_eq!(labels(&mut updated), labels(&mut anew), "{method}");
    }
}

#[test]
fn an_edit_that_touches_no_seed_keeps_the_picture() {
    let mut session = session();
    picture(&mut session);
    let built = Arc::clone(session.project().unwrap().graph.pictured.as_ref().unwrap());
    edit(&mut session, Edit::RenameProject { name: "other".into() });
    assert!(!picture(&mut session).stale);
    let now = session.project().unwrap().graph.pictured.as_ref().unwrap();
    assert!(Arc::ptr_eq(&built.picture, &now.picture));
}

#[test]
fn a_changed_choice_builds_only_what_it_must() {
    let mut session = session();
    picture(&mut session);
    let kept = |session: &Session| {
        let built = session.project().unwrap().graph.built.as_ref().unwrap();
        (Arc::clone(&built.vectors[0]), Arc::clone(&built.found))
    };
    let before = kept(&session);
    choose(&mut session, |choice| choice.joined = JoinedChoice::Mutual);
    let state = view(&mut session, GraphAsk::State);
    assert!(state.graph.unwrap().stale && state.picture.unwrap().stale);
    assert!(!view(&mut session, GraphAsk::Build).graph.unwrap().stale);
    let joined = kept(&session);
    assert!(
        Arc::ptr_eq(&before.1, &joined.1),
        "lists of neighbours are taken over"
    );
    choose(&mut session, |choice| choice.k = 2);
    assert_eq!(view(&mut session, GraphAsk::Build).graph.unwrap().records, 10);
    let fewer = kept(&session);
    assert!(Arc::ptr_eq(&before.0, &fewer.0), "features are taken over");
    assert!(!Arc::ptr_eq(&before.1, &fewer.1));
}

#[test]
fn rules_and_the_model_are_seeds_with_weights_of_their_own() {
    let mut session = imported(DATA);
    choose(&mut session, |choice| {
        choice.k = 3;
        choice.seeds.posteriors = Some(0.5);
    });
    rule(&mut session, "noon", HAM, "noon");
    rule(&mut session, "prize", SPAM, "prize");
    let figures = picture(&mut session);
    let origins: Vec<SeedOrigin> = figures.seeds.iter().map(|seeds| seeds.origin).collect();
    assert_eq!(origins, [SeedOrigin::Gold, SeedOrigin::Model]);
    choose(&mut session, |choice| {
        choice.seeds = SeedChoice {
            gold: true,
            posteriors: None,
            rules: true,
        };
    });
    let figures = picture(&mut session);
    let seeds: Vec<(&str, u32)> = figures
        .seeds
        .iter()
        .map(|of| (of.name.as_str(), of.seeds))
        .collect();
    assert_eq!(
        seeds,
        [("gold", 2), ("noon", 2), ("prize", 3)],
        "gold wins on its records"
    );
    let weights: Vec<f64> = figures.seeds.iter().map(|of| of.weight.unwrap()).collect();
    assert!(
        weights[0] == 1.0 && weights[1] > 0.5 && weights[1] < 1.0,
        "{weights:?}"
    );
    choose(&mut session, |choice| choice.seeds.gold = false);
    let figures = picture(&mut session);
    assert_eq!(figures.seeds[0].seeds, 3);
    assert!(figures.dev.is_none(), "gold lies on seeds of rules alone");
}

#[test]
fn gold_that_is_no_seed_judges() {
    let mut session = session();
    rule(&mut session, "inside", HAM, "inside");
    rule(&mut session, "then", HAM, "then");
    choose(&mut session, |choice| {
        choice.seeds = SeedChoice {
            gold: false,
            posteriors: None,
            rules: true,
        };
    });
    let dev = picture(&mut session).dev.unwrap();
    assert_eq!((dev.correct, dev.n), (1, 2));
    assert_eq!(records(&mut session, &[Filter::GraphCorrect]), [4]);
    assert_eq!(records(&mut session, &[Filter::GraphIncorrect]), [0]);
}

#[test]
fn other_seeds_are_tried_without_changing_anything() {
    let mut session = session();
    rule(&mut session, "noon", HAM, "noon");
    choose(&mut session, |choice| {
        choice.seeds = SeedChoice {
            gold: true,
            posteriors: None,
            rules: true,
        };
    });
    picture(&mut session);
    let before = session.project().unwrap().revision();
    let id = RuleId(0);
    let change = try_out(
        &mut session,
        SeedChange::Gold {
            record: 4,
            label: Some(SPAM),
        },
    );
    assert!(change.touched > 0);
    let without = try_out(&mut session, SeedChange::WithoutRule(id));
    assert_eq!(
        (without.changed, without.sentence.as_str()),
        (0, "This changes no label.")
    );
    let gone = try_out(
        &mut session,
        SeedChange::Gold {
            record: 0,
            label: None,
        },
    );
    assert_eq!(gone.changed, 4, "without its only seed SPAM is nowhere");
    assert_eq!(gone.moves[0].to, None);
    assert_eq!(records(&mut session, &[Filter::GraphChanged]), [0, 1, 2, 3]);
    let state = view(&mut session, GraphAsk::State).picture.unwrap();
    assert!(state.change.is_none(), "a trial changes nothing");
    let weak = try_out(
        &mut session,
        SeedChange::RuleAt {
            rule: id,
            weight: 0.1,
        },
    );
    assert_eq!(weak.changed, 0);
    assert_eq!(session.project().unwrap().revision(), before);
    assert_eq!(records(&mut session, &[Filter::GraphLabel(SPAM)]), [0, 1, 2, 3]);
    let bad = GraphAsk::WhatIf(SeedChange::RuleAt {
        rule: id,
        weight: 0.0,
    });
    assert!(refused(&mut session, bad).contains("can't weigh 0"));
    let gone = GraphAsk::WhatIf(SeedChange::WithoutRule(RuleId(9)));
    assert!(refused(&mut session, gone).contains("This rule is gone"));
    choose(&mut session, |choice| choice.seeds.rules = false);
    let no_seed = GraphAsk::WhatIf(SeedChange::WithoutRule(id));
    let said = refused(&mut session, no_seed);
    assert!(said.contains("No label starts from rule ‘noon’"), "{said}");
}

#[test]
fn propagation_can_be_watched_sweep_by_sweep() {
    let mut session = session();
    let codes = |session: &mut Session, rounds| colored(session, GraphAsk::Watch { rounds }).1;
    let seeds = codes(&mut session, 0);
    assert_eq!(seeds.iter().filter(|code| **code != NO_CODE).count(), 2);
    let reached: Vec<usize> = [1, 2, 3, 20]
        .map(|rounds| {
            codes(&mut session, rounds)
                .iter()
                .filter(|code| **code != NO_CODE)
                .count()
        })
        .to_vec();
    assert!(reached.is_sorted(), "{reached:?}");
    assert_eq!(
        codes(&mut session, 20),
        colored(&mut session, GraphAsk::Color(GraphColor::Label)).1
    );
}

#[test]
fn a_label_more_begins_anew() {
    let mut session = session();
    picture(&mut session);
    edit(&mut session, Edit::AddLabel { name: "NEWS".into() });
    let figures = picture(&mut session);
    assert_eq!(figures.labels.len(), 3);
    assert!(
        figures.notes.iter().any(|note| note.contains("‘NEWS’")),
        "{:?}",
        figures.notes
    );
    assert_eq!(figures.change.unwrap().changed, 0);
    edit(&mut session, Edit::DeleteLabel { id: HAM });
    let figures = picture(&mut session);
    assert_eq!((figures.labels.len(), figures.reached), (2, 4));
}
