use super::*;
use crate::rule::Example;
use crate::session::examples::Verdict;

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
