//! Variants beside their records.

use super::*;
use crate::augment::Resources;
use crate::error::Error;
use crate::num::count;

#[test]
fn marked_changes_make_the_variant_of_its_record() {
    let mut session = session();
    let view = shown(
        &mut session,
        all(),
        200,
        choice(&[
            ("synonym", json!({})),
            ("typo", json!({"strength": 1.0})),
            ("case", json!({})),
        ]),
    );
    assert!(view.variants.len() > 20, "{}", view.variants.len());
    assert_eq!((view.records, view.of_records), (8, 8));
    for variant in &view.variants {
        let (parent, made) = (&variant.parent, &variant.made);
        let (mut text, mut at) = (String::new(), 0);
        for [[from, to], [start, end]] in &made.changes {
            text.push_str(&parent[at..*from as usize]);
            text.push_str(&made.text[*start as usize..*end as usize]);
            at = *to as usize;
        }
        text.push_str(&parent[at..]);
        assert_eq!(text, made.text);
        assert_eq!(variant.unchanged, made.changes.is_empty());
        assert!(
            made.operations
                .iter()
                .all(|said| said.contains_key("name") && said.contains_key("strength"))
        );
    }
}

#[test]
fn the_same_choice_gives_the_same_variants() {
    let (mut one, mut other) = (session(), session());
    let view = shown(&mut one, all(), 50, deleting());
    assert_eq!(view, shown(&mut other, all(), 50, deleting()));
    let alone = shown(&mut one, VariantScope::Record(0), 50, deleting());
    let of_first: Vec<_> = view
        .variants
        .iter()
        .filter(|variant| variant.made.record == 0)
        .collect();
    assert_eq!(alone.variants.iter().collect::<Vec<_>>(), of_first);
    let seeded = AugmentChoice {
        seed: 2,
        ..deleting()
    };
    assert_ne!(
        alone.variants,
        shown(&mut one, VariantScope::Record(0), 50, seeded).variants
    );
}

#[test]
fn a_lost_vote_is_told_with_the_word_that_did_it() {
    let mut session = session();
    let many = AugmentChoice {
        copies: 20,
        ..deleting()
    };
    let view = shown(&mut session, VariantScope::Record(0), 200, many.clone());
    let lost: Vec<_> = view
        .variants
        .iter()
        .filter(|variant| !variant.made.text.contains("channel"))
        .collect();
    assert!(!lost.is_empty() && lost.len() < view.variants.len());
    for variant in &view.variants {
        let verdict = variant.verdicts[0];
        assert_eq!((verdict.judge, verdict.before), (JudgeKind::Rules, Some(SPAM)));
        let is_lost = !variant.made.text.contains("channel");
        assert_eq!(verdict.fate, if is_lost { Fate::Lost } else { Fate::Kept });
        assert_eq!(variant.made.fate, verdict.fate);
        assert_eq!(variant.label, Some(SPAM));
        if is_lost {
            assert!(
                !variant.valid && variant.made.why.contains("no label any more"),
                "{}",
                variant.made.why
            );
            assert_eq!(
                (variant.blame[0].name.as_str(), variant.blame[0].is_lost),
                ("channel", true)
            );
            assert!(variant.blame[0].words.contains("channel"), "{:?}", variant.blame);
        }
    }
    assert_eq!(view.counts.lost as usize, lost.len());
    let locked = AugmentChoice {
        locks: LocksChoice {
            matched: MatchedChoice::Keep,
            ..LocksChoice::default()
        },
        ..many
    };
    let view = shown(&mut session, VariantScope::Record(0), 200, locked);
    assert!(
        view.variants
            .iter()
            .all(|variant| variant.made.text.contains("channel"))
    );
    assert_eq!((view.counts.lost, view.counts.flipped), (0, 0));
}

#[test]
fn texts_that_are_there_already_and_texts_that_lost_most_are_flagged() {
    let mut session = session();
    let many = AugmentChoice {
        copies: 40,
        ..choice(&[("delete", json!({"strength": 0.8}))])
    };
    let view = shown(&mut session, VariantScope::Record(1), 200, many);
    let found = view
        .variants
        .iter()
        .filter(|variant| variant.made.text.trim() == "love" && variant.made.text.len() == 4);
    for variant in found {
        assert!(variant.duplicate, "record h says the same");
    }
    let far: Vec<_> = view.variants.iter().filter(|variant| variant.far).collect();
    assert!(
        !far.is_empty()
            && far
                .iter()
                .all(|variant| variant.similarity < 0.5 && !variant.valid)
    );
    assert_eq!(view.counts.far as usize, far.len());
    let mut texts: Vec<_> = view
        .variants
        .iter()
        .filter(|variant| !variant.duplicate && !variant.unchanged)
        .map(|variant| &variant.made.text)
        .collect();
    let all = texts.len();
    texts.sort();
    texts.dedup();
    assert_eq!(texts.len(), all);
}

#[test]
fn the_label_model_has_a_say_once_it_is_fitted() {
    let mut session = session();
    assert_eq!(state(&mut session).judges, [JudgeKind::Rules]);
    session.answer(Request::Labels { held_out: false }).unwrap();
    assert_eq!(state(&mut session).judges, [JudgeKind::Rules, JudgeKind::Model]);
    let many = AugmentChoice {
        copies: 20,
        ..deleting()
    };
    let view = shown(&mut session, VariantScope::Record(0), 200, many);
    for variant in &view.variants {
        let [rules, model] = variant.verdicts[..] else {
            panic!("two judges")
        };
        assert_eq!((rules.fate, rules.after), (model.fate, model.after));
    }
}

#[test]
fn degenerate_input_is_answered_in_words() {
    let mut session = session();
    for record in [5, 6] {
        let view = shown(
            &mut session,
            VariantScope::Record(record),
            50,
            AugmentChoice::default(),
        );
        assert!(view.variants.iter().all(|variant| !variant.made.text.is_empty()));
    }
    let view = shown(&mut session, VariantScope::Record(5), 50, deleting());
    assert_eq!(view.variants, []);
    assert!(
        view.said[0].contains("nothing") || view.said[0].contains("anything"),
        "{:?}",
        view.said
    );
    let mut bare = imported("id,text\n1,one text\n");
    let view = shown(&mut bare, all(), 50, deleting());
    assert!(view.variants.iter().all(|variant| variant.verdicts.is_empty()));
    assert!(view.said.iter().any(|said| said.contains("No rule votes")));
    let ask = AugmentAsk::Preview {
        scope: VariantScope::Record(9),
        count: 1,
        choice: None,
        side: None,
    };
    assert!(refused(&mut bare, ask).contains("no record"));
}

#[test]
fn a_thesaurus_that_cannot_be_had_is_words_and_another_attempt() {
    let mut session = session();
    session
        .project_mut()
        .unwrap()
        .augment
        .words
        .load_by(|| Err(Error::new("There is no line", "Try again")));
    assert_eq!(state(&mut session).thesaurus, ThesaurusState::NotYet);
    let ask = || AugmentAsk::Preview {
        scope: all(),
        count: 5,
        choice: None,
        side: None,
    };
    assert!(refused(&mut session, ask()).contains("There is no line"));
    assert!(
        matches!(state(&mut session).thesaurus, ThesaurusState::Missing { why } if why.contains("no line"))
    );
    let view = shown(&mut session, all(), 5, deleting());
    assert_eq!(view.variants.len(), 5, "what needs no thesaurus goes on");
    session
        .project_mut()
        .unwrap()
        .augment
        .words
        .load_by(Resources::built_in);
    assert!(matches!(answer(&mut session, ask()), AugmentReply::Preview(_)));
    assert!(matches!(state(&mut session).thesaurus, ThesaurusState::Here { words } if words > 10_000));
}

#[test]
fn operations_leave_labels_alone_and_words_of_the_corpus_are_counted_first() {
    let mut session = session();
    let mut blocked = deleting();
    blocked.operations[0].not_for = vec![SPAM];
    assert_eq!(
        shown(&mut session, VariantScope::Record(0), 9, blocked.clone()).variants,
        []
    );
    assert_eq!(
        shown(&mut session, VariantScope::Record(1), 9, blocked)
            .variants
            .len(),
        2
    );
    // Without gold it is the rules' majority that says which label a record has.
    let mut misspelt = choice(&[("typo", json!({"strength": 1.0}))]);
    misspelt.operations[0].not_for = vec![HAM];
    let by_rules = shown(&mut session, VariantScope::Record(7), 9, misspelt.clone());
    assert_eq!(by_rules.variants, []);
    let without_label = shown(&mut session, VariantScope::Record(4), 9, misspelt);
    assert_eq!(without_label.variants.len(), 2);
    let counted = choice(&[("tfidf", json!({"strength": 0.5}))]);
    let view = shown(&mut session, all(), 200, counted);
    assert!(view.variants.iter().any(|variant| !variant.unchanged));
}

#[test]
fn of_variants_that_are_the_same_one_is_valid_and_then_accepted() {
    let mut session = session();
    let many = AugmentChoice {
        copies: 40,
        keep_unchanged: true,
        ..choice(&[("delete", json!({"strength": 0.3}))])
    };
    let scope = || VariantScope::Record(0);
    let view = shown(&mut session, scope(), 200, many.clone());
    let mut again = view.variants.iter().filter(|variant| variant.again);
    assert!(again.all(|variant| variant.duplicate && !variant.valid));
    let valid: Vec<_> = view.variants.iter().filter(|variant| variant.valid).collect();
    let unchanged = valid.iter().filter(|variant| variant.unchanged).count();
    assert!(unchanged == 1 && valid.len() > 5 && valid.len() < view.variants.len());
    let made: Vec<MadeVariant> = valid.iter().map(|variant| variant.made.clone()).collect();
    edit(&mut session, Edit::AcceptVariants(Late::of(&made).unwrap()));
    let view = shown(&mut session, scope(), 200, many);
    let accepted = view.variants.iter().filter(|variant| variant.accepted);
    assert_eq!(accepted.count(), made.len());
    assert_eq!(state(&mut session).accepted, count(made.len()));
    assert_eq!(view.counts.valid, 0);
}

#[test]
fn operations_that_find_little_to_change_are_tried_on_more_records() {
    let mut data = "id,text\n".to_owned();
    for record in 0..300 {
        let text = if record % 50 == 7 { "three words here" } else { "" };
        data.push_str(&format!("{record},{text}\n"));
    }
    let mut session = imported(&data);
    let view = shown(&mut session, all(), 5, deleting());
    assert_eq!(view.variants.len(), 5);
    let whole = shown(&mut session, all(), 50, deleting());
    assert_eq!(
        (whole.variants.len(), whole.records, whole.of_records),
        (12, 300, 300)
    );
    assert_eq!(whole.variants[..5], view.variants);
}
