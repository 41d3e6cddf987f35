//! The six records of the session's tests, with rules on their words.

use super::*;
use crate::analysis::pairs::Triangle;
use crate::ids::{LabelId, RuleId};
use crate::session::edit::Edit;
use crate::session::reply::{RecordView, Reply};
use crate::session::request::{Filter, Request, Selection};
use crate::session::tests::{edit, ids, session, text, view};
use crate::session::{Outcome, Session};

/// "channel" and "my" say SPAM (records a, c), "love" says HAM (b, c), "so" says HAM and is off.
fn with_rules() -> Session {
    let mut session = session();
    for (name, label, query) in [
        ("channel", 1, "channel"),
        ("my", 1, "my"),
        ("love", 0, "love"),
        ("so", 0, "so"),
    ] {
        let text = text(name, label, query);
        edit(&mut session, Edit::AddRule { text });
    }
    edit(
        &mut session,
        Edit::EnableRule {
            id: RuleId(3),
            enabled: false,
        },
    );
    session
}

fn conflicts(session: &mut Session) -> ConflictsView {
    match session.answer(Request::Conflicts).unwrap() {
        Reply::Conflicts(view) => view.open().unwrap(),
        other => panic!("{other:?}"),
    }
}

fn set_gold(session: &mut Session, record: u32, label: u32) {
    let label = Some(LabelId(label));
    edit(session, Edit::SetGold { record, label });
}

fn walk(session: &mut Session, filters: &[Filter], record: Option<u32>) -> WalkView {
    let selection = Selection {
        filters: filters.to_vec(),
        search: String::new(),
    };
    match session.answer(Request::Walk { selection, record }).unwrap() {
        Reply::Walk(walk) => walk,
        other => panic!("{other:?}"),
    }
}

fn pairs(triangle: &Triangle) -> [u32; 3] {
    [triangle.get(0, 1), triangle.get(0, 2), triangle.get(1, 2)]
}

#[test]
fn rules_and_labels_meet_as_their_filters_list() {
    let mut session = with_rules();
    set_gold(&mut session, 2, 1);
    let found = conflicts(&mut session);
    assert_eq!(found.rules, [RuleId(0), RuleId(1), RuleId(2)]);
    assert_eq!(pairs(&found.overlaps), [2, 1, 1]);
    assert_eq!(pairs(&found.conflicts), [0, 1, 1]);
    assert_eq!((found.labels.get(0, 0), found.labels.get(0, 1)), (2, 1));
    assert_eq!((found.conflicted, found.decided), (1, 1));
    let first = found.pairs[0];
    assert_eq!((first.a, first.b, first.conflicts), (RuleId(0), RuleId(2), 1));
    assert_eq!(
        (first.decided, first.judged, first.a_right, first.b_right),
        (1, 1, 1, 0)
    );
    assert_eq!((found.pairs.len(), found.pairs_in_all), (2, 2));
    assert_eq!(found.alike.len(), 1, "channel and my match the same records");
    assert!(found.alike[0].is_duplicate);
    assert_eq!(
        ids(&mut session, &[Filter::RulesConflict(RuleId(0), RuleId(2))]),
        ["c"]
    );
    assert_eq!(
        ids(&mut session, &[Filter::RulesConflict(RuleId(0), RuleId(1))]),
        Vec::<String>::new()
    );
    assert_eq!(
        ids(&mut session, &[Filter::RulesConflict(RuleId(0), RuleId(3))]),
        Vec::<String>::new()
    );
    assert_eq!(
        ids(&mut session, &[Filter::BothLabels(LabelId(1), LabelId(0))]),
        ["c"]
    );
}

#[test]
fn figures_keep_to_the_slice_in_force() {
    let mut session = with_rules();
    let slice = Edit::AddSlice {
        name: "with a song".into(),
        query: "song".into(),
    };
    let slice = edit(&mut session, slice).slices[0].id;
    view(&mut session, Request::Within(Some(slice)));
    let found = conflicts(&mut session);
    assert_eq!(found.overlaps.get(2, 2), 1, "love stands in b of the slice");
    assert_eq!((pairs(&found.conflicts), found.conflicted), ([0, 0, 0], 0));
    let pair = session.project().unwrap().pair(RuleId(0), RuleId(2)).unwrap();
    assert_eq!((pair.a_coverage, pair.b_coverage, pair.conflicts), (0, 1, 0));
}

#[test]
fn an_edit_between_the_steps_begins_the_counting_anew() {
    let mut session = with_rules();
    let Outcome::Job(mut job) = session.handle(Request::Conflicts).unwrap() else {
        panic!("no job");
    };
    let delete = Edit::DeleteRule { id: RuleId(1) };
    let revision = edit(&mut session, delete).revision;
    let view = loop {
        if let Step::Done(Reply::Conflicts(view)) = session.step(&mut job).unwrap() {
            break view.open().unwrap();
        }
    };
    assert_eq!((view.revision, view.rules.len()), (revision, 2));
}

#[test]
fn a_walk_goes_on_from_a_record_that_is_no_longer_in_it() {
    let mut session = with_rules();
    let covered = [Filter::Covered];
    // Covered are a, b and c.
    let begin = walk(&mut session, &covered, None);
    assert_eq!(
        (begin.total, begin.record, begin.previous, begin.next),
        (3, Some(0), None, Some(1))
    );
    set_gold(&mut session, 1, 0);
    let undecided = [Filter::Covered, Filter::NotByHand];
    let decided = walk(&mut session, &undecided, Some(1));
    assert_eq!((decided.total, decided.decided, decided.walked), (3, 1, 2));
    assert_eq!(
        (decided.record, decided.is_in, decided.position),
        (Some(1), false, 1)
    );
    assert_eq!((decided.previous, decided.next), (Some(0), Some(2)));
    let last = walk(&mut session, &covered, Some(2));
    assert_eq!((last.is_in, last.position, last.next), (true, 2, None));
    let nothing = walk(&mut session, &[Filter::Uncovered, Filter::Covered], None);
    assert_eq!(nothing, WalkView::default());
}

#[test]
fn exceptions_end_conflicts_and_say_what_they_cost() {
    let mut session = with_rules();
    set_gold(&mut session, 0, 1);
    let ask = Request::Exceptions {
        rule: RuleId(0),
        against: RuleId(2),
        record: 2,
        query: "channel, tube".into(),
    };
    let Reply::Exceptions(found) = session.answer(ask).unwrap() else {
        panic!("no exceptions");
    };
    assert_eq!((found.conflicts, found.others, found.is_cut), (1, 1, false));
    // "love my channel": without "channel" nothing would be left; "my" stands in the other record too.
    let words: Vec<_> = found
        .words
        .iter()
        .map(|word| (word.word.as_str(), word.cuts, word.loses))
        .collect();
    assert_eq!(words, [("love", 1, 0)]);
    assert_eq!(found.words[0].query, "(channel, tube) -love");
    let other = Request::Exceptions {
        rule: RuleId(2),
        against: RuleId(0),
        record: 2,
        query: "love".into(),
    };
    let Reply::Exceptions(found) = session.answer(other).unwrap() else {
        panic!("no exceptions");
    };
    let words: Vec<_> = found.words.iter().map(|word| word.word.as_str()).collect();
    assert_eq!(words, ["my", "channel"]);
    assert_eq!(found.words[0].query, "love -my");
    let gone = Request::Pair(RuleId(0), RuleId(9));
    assert_eq!(session.answer(gone).unwrap_err().what, "This rule is gone");
}

#[test]
fn a_record_can_have_the_words_of_two_rules_alone_marked() {
    let mut session = with_rules();
    let ask = Request::Marked {
        index: 2,
        rules: (RuleId(0), RuleId(2)),
    };
    let Reply::Record(record) = session.answer(ask).unwrap() else {
        panic!("no record");
    };
    let marked = |record: &RecordView| -> Vec<String> {
        let pieces = record.pieces.iter().filter(|piece| piece.label.is_some());
        pieces.map(|piece| piece.text.clone()).collect()
    };
    assert_eq!(marked(&record), ["love", "channel"]);
    assert_eq!(record.votes.len(), 3, "the votes are all there");
    assert_eq!((record.votes[0].correct, record.votes[0].incorrect), (0, 0));
}
