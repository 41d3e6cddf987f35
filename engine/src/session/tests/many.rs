//! Edits of many rules at once: what each does, that it is one step of undo and replays, and what it refuses.

use super::*;
use crate::session::reply::{Reason, RulesImpact, TidyView};

/// Four rules: two for SPAM, two for HAM.
fn four() -> Session {
    let mut session = session();
    for (name, label, query) in [
        ("channel", 1, "channel"),
        ("love", 0, "love"),
        ("money", 1, "money, channel"),
        ("good", 0, "good"),
    ] {
        let text = text(name, label, query);
        edit(&mut session, Edit::AddRule { text });
    }
    session
}

fn names(view: &ProjectView) -> Vec<&str> {
    view.rules.iter().map(|rule| rule.name.as_str()).collect()
}

fn rule_ids(ids: &[u32]) -> Vec<RuleId> {
    ids.iter().copied().map(RuleId).collect()
}

fn impact(session: &mut Session, edit: Edit) -> RulesImpact {
    match session.answer(Request::RulesImpact(edit)).unwrap() {
        Reply::RulesImpact(impact) => impact.open().unwrap(),
        other => panic!("{other:?}"),
    }
}

fn tidy(session: &mut Session) -> TidyView {
    match session.answer(Request::Tidy).unwrap() {
        Reply::Tidy(view) => view,
        other => panic!("{other:?}"),
    }
}

/// Makes an edit, takes it back, makes it again, and replays it on a project of its own: all four must agree.
fn made(edit: Edit) -> ProjectView {
    let mut session = four();
    let before = view(&mut session, Request::Project);
    let after = super::edit(&mut session, edit.clone());
    let undone = view(&mut session, Request::Undo);
    assert_eq!(
        (undone.rules, undone.totals),
        (before.rules, before.totals),
        "{edit:?}"
    );
    let again = view(&mut session, Request::Redo);
    assert_eq!(
        (&again.rules, &again.totals),
        (&after.rules, &after.totals),
        "{edit:?}"
    );
    let mut replayed = super::session();
    replayed.replay(&session.take_journal()).unwrap();
    let replayed = view(&mut replayed, Request::Project);
    assert_eq!(replayed, again, "{edit:?}");
    after
}

#[test]
fn many_rules_are_switched_labeled_and_deleted_at_once() {
    let ids = rule_ids(&[0, 3]);
    let off = made(Edit::EnableRules {
        ids: ids.clone(),
        enabled: false,
    });
    let on: Vec<bool> = off.rules.iter().map(|rule| rule.enabled).collect();
    assert_eq!(on, [false, true, true, false]);
    assert_eq!(off.undo.as_deref(), Some("switch 2 rules off"));
    let labeled = made(Edit::LabelRules {
        ids: ids.clone(),
        label: LabelId(1),
    });
    let labels: Vec<u32> = labeled.rules.iter().map(|rule| rule.label.0).collect();
    assert_eq!(labels, [1, 0, 1, 1]);
    assert_eq!(
        labeled
            .rules
            .iter()
            .map(|rule| rule.revisions)
            .collect::<Vec<_>>(),
        [1, 1, 1, 2],
        "only the last one says something else"
    );
    assert_eq!(names(&made(Edit::DeleteRules { ids })), ["love", "money"]);
}

#[test]
fn rules_move_together_and_keep_their_order() {
    let to = |position| {
        let view = made(Edit::MoveRules {
            ids: rule_ids(&[3, 1]),
            position,
        });
        names(&view).join(" ")
    };
    assert_eq!(to(0), "love good channel money");
    assert_eq!(to(1), "channel love good money");
    assert_eq!(to(9), "channel money love good");
}

#[test]
fn merged_rules_find_what_any_of_them_found() {
    let view = made(Edit::MergeRules {
        ids: rule_ids(&[2, 0]),
        name: None,
    });
    assert_eq!(names(&view), ["channel, money", "love", "good"]);
    let merged = &view.rules[0];
    assert_eq!((merged.id, merged.query.as_str()), (RuleId(0), "channel, money"));
    assert_eq!((merged.revisions, merged.alternatives), (2, 2));
    let named = made(Edit::MergeRules {
        ids: rule_ids(&[0, 2]),
        name: Some("spam words".into()),
    });
    assert_eq!(names(&named), ["spam words", "love", "good"]);
}

#[test]
fn notes_and_examples_of_merged_rules_are_joined() {
    let mut session = four();
    let example = |text: &str| crate::rule::Example {
        text: text.into(),
        matches: true,
        ..Default::default()
    };
    for (id, note, texts) in [
        (0, "begging", &["x", "y"][..]),
        (2, "begging\nfor cash", &["y", "z"]),
    ] {
        let text = RuleText {
            note: note.into(),
            examples: texts.iter().copied().map(example).collect(),
            ..text(&format!("r{id}"), 1, "channel")
        };
        edit(&mut session, Edit::SetRule { id: RuleId(id), text });
    }
    let merge = Edit::MergeRules {
        ids: rule_ids(&[0, 2]),
        name: None,
    };
    let view = edit(&mut session, merge);
    assert_eq!(view.rules[0].note, "begging\nbegging\nfor cash");
    assert_eq!(view.rules[0].examples, ["x", "y", "z"].map(example));
    assert_eq!(view.rules[0].query, "channel", "an alternative is listed once");
}

#[test]
fn a_list_is_split_into_a_rule_each() {
    let view = made(Edit::SplitRule { id: RuleId(2) });
    assert_eq!(
        names(&view),
        ["channel", "love", "money", "channel (2)", "good"],
        "a name that is taken gets a number"
    );
    let queries: Vec<&str> = view.rules.iter().map(|rule| rule.query.as_str()).collect();
    assert_eq!(queries, ["channel", "love", "money", "channel", "good"]);
    assert_eq!((view.rules[2].id, view.rules[3].id), (RuleId(2), RuleId(4)));
}

#[test]
fn each_part_of_a_split_rule_keeps_its_own_examples() {
    let mut session = four();
    let example = |text: &str, matches| crate::rule::Example {
        text: text.into(),
        matches,
        ..Default::default()
    };
    let all = [("big money", true), ("my channel", true), ("lunch", false)];
    let text = RuleText {
        examples: all.map(|(text, matches)| example(text, matches)).into(),
        ..text("money", 1, "money, channel")
    };
    edit(&mut session, Edit::SetRule { id: RuleId(2), text });
    let view = edit(&mut session, Edit::SplitRule { id: RuleId(2) });
    let of = |rule: usize| view.rules[rule].examples.clone();
    assert_eq!(of(2), [example("big money", true), example("lunch", false)]);
    assert_eq!(of(3), [example("my channel", true), example("lunch", false)]);
}

#[test]
fn what_cannot_be_done_says_why_and_changes_nothing() {
    let mut session = four();
    let refused = |session: &mut Session, edit: Edit| {
        let error = session.answer(Request::Edit(edit.clone())).expect_err("refused");
        let same = session
            .answer(Request::RulesImpact(edit))
            .expect_err("refused too");
        assert_eq!(error, same);
        assert!(!error.remedy.is_empty());
        error.what
    };
    let merge = |ids: &[u32]| Edit::MergeRules {
        ids: rule_ids(ids),
        name: None,
    };
    assert_eq!(
        refused(&mut session, merge(&[0, 1])),
        "‘channel’ votes for SPAM, and ‘love’ votes for HAM"
    );
    assert_eq!(
        refused(&mut session, merge(&[0])),
        "One rule alone can't be merged"
    );
    assert_eq!(refused(&mut session, merge(&[])), "No rule is selected");
    assert_eq!(refused(&mut session, merge(&[0, 9])), "This rule is gone");
    assert_eq!(
        refused(&mut session, Edit::SplitRule { id: RuleId(0) }),
        "‘channel’ is one condition, not a list of alternatives"
    );
    let label = Edit::LabelRules {
        ids: rule_ids(&[0]),
        label: LabelId(9),
    };
    assert_eq!(refused(&mut session, label), "This label is gone");
    for (against, hard, what) in [
        (
            true,
            false,
            "‘channel’ votes for SPAM, and ‘money’ votes against SPAM",
        ),
        (false, true, "‘money’ decides, and ‘channel’ only votes"),
    ] {
        let text = RuleText {
            against,
            hard,
            ..text("money", 1, "money, channel")
        };
        edit(&mut session, Edit::SetRule { id: RuleId(2), text });
        assert_eq!(refused(&mut session, merge(&[0, 2])), what);
    }
    assert_eq!(view(&mut session, Request::Project).rules.len(), 4);
}

#[test]
fn the_impact_says_what_a_merge_then_does() {
    let mut session = four();
    let merge = Edit::MergeRules {
        ids: rule_ids(&[0, 2]),
        name: Some("both".into()),
    };
    let told = impact(&mut session, merge.clone());
    let outline = |rule: &crate::session::reply::RuleOutline| (rule.name.clone(), rule.figures.coverage);
    assert_eq!(
        told.was.iter().map(outline).collect::<Vec<_>>(),
        [("channel".into(), 2), ("money".into(), 3)]
    );
    assert_eq!(
        told.becomes.iter().map(outline).collect::<Vec<_>>(),
        [("both".into(), 3)]
    );
    assert_eq!((told.newly_covered, told.no_longer_covered), (0, 0));
    assert_eq!(told.majority, 1, "c has one vote for each label then");
    let done = edit(&mut session, merge);
    assert_eq!((done.totals, done.rules[0].figures.coverage), (told.after, 3));
    assert_eq!(told.before.covered, 5);
}

#[test]
fn tidying_names_the_rule_that_says_the_same() {
    let mut session = four();
    let found = tidy(&mut session);
    let told: Vec<_> = found
        .found
        .iter()
        .map(|found| (found.rule.0, found.reason))
        .collect();
    assert_eq!(told, [(0, Reason::Within(RuleId(2)))]);
    let off = Edit::EnableRules {
        ids: rule_ids(&[0]),
        enabled: false,
    };
    let view = edit(&mut session, off);
    assert!(tidy(&mut session).found.is_empty());
    assert_eq!(tidy(&mut session).revision, view.revision);
}
