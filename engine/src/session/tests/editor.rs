use super::*;
use crate::rule::Example;
use crate::session::changes::RowChange;
use crate::session::examples::Verdict;
use crate::session::related::RelatedView;
use crate::session::request::Keep;

/// A text that a rule must match or must not; the record with that id, where one is given.
fn example(record: &str, text: &str, matches: bool) -> Example {
    Example {
        record: record.into(),
        text: text.into(),
        fields: vec![("lang".into(), "en".into())],
        matches,
    }
}

fn with_examples(query: &str, examples: &[Example]) -> RuleText {
    RuleText {
        examples: examples.to_vec(),
        ..text("channel", 1, query)
    }
}

#[test]
fn a_drafts_examples_are_checked_at_every_keystroke_and_find_their_records() {
    let mut session = session();
    let examples = [
        example("a", "check out my channel", true),
        example("b", "I love this song", false),
        example("b", "I love this channel", false),
        example("", "my own channel", true),
    ];
    let view = draft(&mut session, None, with_examples("channel", &examples));
    let said: Vec<Verdict> = view.examples.iter().map(|view| view.verdict).collect();
    use Verdict::{Broken, Holds};
    assert_eq!(said, [Holds, Holds, Broken, Holds]);
    let places: Vec<Option<u32>> = view.examples.iter().map(|view| view.record).collect();
    assert_eq!(
        places,
        [Some(0), Some(1), None, None],
        "another text is no record"
    );
    let half = draft(&mut session, None, with_examples("channel (", &examples));
    assert_eq!(half.examples, view.examples, "as last counted");
    let narrower = draft(
        &mut session,
        None,
        with_examples("\"my channel\" lang:en", &examples),
    );
    let said: Vec<Verdict> = narrower.examples.iter().map(|view| view.verdict).collect();
    assert_eq!(said, [Holds, Holds, Holds, Broken]);
}

#[test]
fn broken_examples_are_counted_with_the_saved_rule_and_follow_undo() {
    let mut session = session();
    let examples = [
        example("a", "check out my channel", true),
        example("", "one more channel", false),
    ];
    let saved = edit(
        &mut session,
        Edit::AddRule {
            text: with_examples("channel", &examples),
        },
    );
    assert_eq!(saved.rules[0].broken_examples, 1);
    assert_eq!(saved.rules[0].examples, examples);
    let changed = edit(
        &mut session,
        Edit::SetRule {
            id: RuleId(0),
            text: with_examples("\"my channel\"", &examples),
        },
    );
    assert_eq!(changed.rules[0].broken_examples, 0);
    let renamed = edit(&mut session, Edit::RenameProject { name: "x".into() });
    assert_eq!(renamed.rules[0].broken_examples, 0);
    view(&mut session, Request::Undo);
    let undone = view(&mut session, Request::Undo);
    assert_eq!(undone.rules[0].broken_examples, 1);
}

#[test]
fn what_the_draft_changes_comes_first_and_says_how() {
    let mut session = session();
    edit(
        &mut session,
        Edit::AddRule {
            text: text("channel", 1, "channel"),
        },
    );
    let shown = |session: &mut Session| -> Vec<(String, Option<RowChange>)> {
        let rows = rows(session, &[], "").rows;
        rows.into_iter().map(|row| (row.id, row.change)).collect()
    };
    let view = draft(
        &mut session,
        Some(0),
        text("channel", 1, "\"my channel\" -love, so"),
    );
    assert_eq!(
        (view.changes.newly_matched, view.changes.no_longer_matched),
        (1, 1)
    );
    let all = shown(&mut session);
    let ids: Vec<&str> = all.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["c", "d", "a", "b", "d#2", "e"]);
    assert_eq!(all[0].1, Some(RowChange::NoLongerMatched));
    assert_eq!(all[1].1, Some(RowChange::NewlyMatched));
    assert_eq!(all[2].1, None);
    assert_eq!(rows(&mut session, &[], "").changed, 2);
    assert_eq!(ids_of(&mut session, Filter::Changed), ["c", "d"]);
    assert_eq!(ids_of(&mut session, Filter::NewlyMatched), ["d"]);
    assert_eq!(ids_of(&mut session, Filter::NoLongerMatched), ["c"]);
    let middle: Vec<String> = slice(&mut session, 1, 4, None)
        .rows
        .into_iter()
        .map(|row| row.id)
        .collect();
    assert_eq!(middle, ["d", "a", "b"]);
    view_of_closed(&mut session);
    assert_eq!(rows(&mut session, &[], "").changed, 0);
}

#[test]
fn what_is_in_sight_stays_when_the_order_changes() {
    let mut session = session();
    draft(&mut session, None, text("love", 0, "nothing_yet"));
    // Row 2 (c) is at the top, the keys are at row 3 (d).
    let keep = Keep {
        record: Some(2),
        position: 2,
        active: Some(3),
    };
    draft(&mut session, None, text("love", 0, "free"));
    let moved = slice(&mut session, 2, 4, Some(keep));
    assert_eq!((moved.moved, moved.start, moved.active), (1, 3, Some(4)));
    let ids: Vec<&str> = moved.rows.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["c", "d"]);
    // What is at the top may itself go to the front; its neighbours stay.
    draft(&mut session, None, text("love", 0, "love"));
    let keep = Keep { position: 3, ..keep };
    let moved = slice(&mut session, 3, 4, Some(keep));
    assert_eq!((moved.moved, moved.rows[0].id.as_str()), (0, "d"));
}

#[test]
fn gold_and_the_majority_speak_against_a_draft() {
    let mut session = session();
    edit(
        &mut session,
        Edit::AddRule {
            text: text("free", 1, "free"),
        },
    );
    // Gold of a, b, c, d is SPAM, HAM, SPAM, HAM; that of d#2 is no label, and the rule says SPAM there.
    let view = draft(&mut session, None, text("all", 0, "words>0"));
    let found = ids_of(&mut session, Filter::CounterExamples);
    assert_eq!(view.changes.counter_examples, u32::try_from(found.len()).unwrap());
    assert!(found.contains(&"d#2".to_owned()), "{found:?}");
    let dev = session.project().unwrap().gold().clone();
    let wrong = dev.dev[1].count() + 1;
    assert_eq!(view.changes.counter_examples, wrong);
    assert_eq!(view.changes.newly_correct, dev.dev[0].count());
    let against = RuleText {
        against: true,
        ..text("all", 1, "words>0")
    };
    let view = draft(&mut session, None, against);
    assert_eq!(
        view.changes.counter_examples, wrong,
        "of a vote against SPAM, those that are SPAM"
    );
}

#[test]
fn words_have_their_forms_misspellings_and_the_label_of_their_record() {
    let mut session = session();
    let related = related(&mut session, "channel", Some(0));
    assert_eq!((related.query.as_str(), related.count), ("channel", 2));
    let gold = session.project().unwrap().gold().dev_label(0);
    assert_eq!(
        related.label.map(|label| label.0),
        gold.map(|label| u32::try_from(label).unwrap())
    );
    assert!(related.forms.is_empty() && related.near.is_empty());
    let phrase = self::related(&mut session, "my  channel", None);
    assert_eq!((phrase.query.as_str(), phrase.count), ("\"my channel\"", 2));
    let apart = phrase.apart.unwrap();
    assert_eq!((apart.term.as_str(), apart.count), ("my channel", 2));
    assert_eq!(self::related(&mut session, "AND", None).query, "\"AND\"");
    assert_eq!(self::related(&mut session, ":)", None).query, "\":)\"");
}

fn related(session: &mut Session, words: &str, record: Option<u32>) -> RelatedView {
    let request = Request::Related {
        words: words.into(),
        record,
    };
    match session.answer(request).unwrap() {
        Reply::Related(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn slice(session: &mut Session, start: u32, end: u32, keep: Option<Keep>) -> RowsView {
    let request = Request::Rows {
        selection: Selection::default(),
        start,
        end,
        keep,
    };
    match session.answer(request).unwrap() {
        Reply::Rows(rows) => rows,
        other => panic!("{other:?}"),
    }
}

fn ids_of(session: &mut Session, filter: Filter) -> Vec<String> {
    ids(session, &[filter])
}

fn view_of_closed(session: &mut Session) {
    view(session, Request::CloseDraft);
}

#[test]
fn new_conflicts_are_told_from_those_that_the_saved_rule_has() {
    let mut session = session();
    for (name, label, query) in [("channel", 1, "channel"), ("love", 0, "love")] {
        edit(
            &mut session,
            Edit::AddRule {
                text: text(name, label, query),
            },
        );
    }
    // `channel` and `love` conflict on c. With `song` too, they conflict on b as well.
    let view = draft(&mut session, Some(0), text("channel", 1, "channel, song"));
    assert_eq!(
        (view.conflicts_with[0].count, view.new_conflicts[0].count),
        (2, 1)
    );
    assert_eq!(ids_of(&mut session, Filter::NewConflictsWith(RuleId(1))), ["b"]);
    let other_label = draft(&mut session, Some(0), text("channel", 0, "channel, song"));
    assert!(other_label.new_conflicts.is_empty());
}
