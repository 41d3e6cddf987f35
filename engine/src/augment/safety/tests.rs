//! Votes kept, lost and flipped, and who is to blame.

use super::super::{Augmenter, PolicyFile, Resources, edits::Edits};
use super::*;
use crate::corpus::{CorpusBuilder, Value, ValueKind};
use crate::rules::parse;

const TEXTS: [(&str, &str); 4] = [
    ("Check out my channel", "yt"),
    ("I love this song", "yt"),
    ("free money at my channel, love it", "mail"),
    ("what is this", "mail"),
];

fn corpus() -> Corpus {
    let mut corpus = CorpusBuilder::default();
    corpus.name_fields(&["source".to_owned()]);
    for (text, source) in TEXTS {
        corpus.push(
            None,
            text,
            [Value {
                kind: ValueKind::Text,
                text: source,
            }],
        );
    }
    corpus.finish()
}

fn rule(query: &str, votes: RuleVotes, names: &Names) -> JudgingRule {
    JudgingRule {
        name: query.to_owned(),
        condition: Arc::new(parse(query, names).unwrap().condition),
        votes,
        is_hard: false,
    }
}

fn judge() -> Judge {
    let names = Names::of_fields(["source"]);
    let one = |query: &str, label| rule(query, RuleVotes::One(Vote::is(label)), &names);
    let of_field = RuleVotes::OfField("source".to_owned(), vec![("mail".to_owned(), 1)]);
    let rules = vec![
        one("\"my channel\"", 1),
        one("love", 0),
        rule("free", of_field, &names),
        one("like(r1, 0.5)", 0),
    ];
    Judge::new(rules, 2, names)
}

fn edited(text: &str, from: &str, to: &str) -> Edited {
    let at = text.find(from).unwrap();
    let mut edits = Edits::new(text, &[]);
    assert!(edits.replace(at..at + from.len(), to));
    edits.finish()
}

fn one(record: u32, from: &str, to: &str) -> Verdict {
    let variant = edited(TEXTS[record as usize].0, from, to);
    let family = Family {
        record,
        variants: vec![Altered::Text(&variant)],
    };
    let mut verdicts = judge().verdicts(&corpus(), &[family]);
    verdicts.remove(0).remove(0)
}

const fn culprit(rule: usize, is_lost: bool, change: usize) -> Culprit {
    Culprit {
        rule,
        is_lost,
        change: Some(change),
        crossed: Vec::new(),
    }
}

#[test]
fn each_fate_is_told_with_the_change_that_did_it() {
    let lost = one(0, "channel", "canal");
    assert_eq!((lost.fate, lost.before, lost.after), (Fate::Lost, Some(1), None));
    assert_eq!(lost.culprits, [culprit(0, true, 0)]);
    let flipped = one(1, "love this", "love my channel, love");
    assert_eq!(flipped.fate, Fate::Lost, "a vote each is a tie");
    assert_eq!(flipped.culprits, [culprit(0, false, 0)]);
    let flipped = one(1, "love this song", "see my channel");
    assert_eq!(
        (flipped.fate, flipped.before, flipped.after),
        (Fate::Flipped, Some(0), Some(1))
    );
    assert_eq!(flipped.culprits, [culprit(0, false, 0), culprit(1, true, 0)]);
    let kept = one(0, "out", "OUT");
    assert_eq!((kept.fate, kept.culprits.len()), (Fate::Kept, 0));
    assert_eq!(one(3, "what", "love").fate, Fate::Gained);
    assert_eq!(one(3, "what", "which").fate, Fate::Silent);
}

/// A word that comes into a phrase touches none of its words.
#[test]
fn a_word_that_comes_into_a_phrase_is_to_blame() {
    let text = TEXTS[0].0;
    let mut edits = Edits::new(text, &[]);
    edits.replace(0..5, "Look");
    edits.replace(13..13, "new ");
    let variant = edits.finish();
    assert_eq!(variant.text, "Look out my new channel");
    let family = Family {
        record: 0,
        variants: vec![Altered::Text(&variant)],
    };
    let verdicts = judge().verdicts(&corpus(), &[family]);
    assert_eq!(verdicts[0][0].fate, Fate::Lost);
    assert_eq!(verdicts[0][0].culprits, [culprit(0, true, 1)]);
}

/// "free" votes what the field says, of the variant as of its parent; one of three votes goes, and two are left.
#[test]
fn variants_have_their_parents_fields() {
    let kept = one(2, "my channel", "a canal");
    assert_eq!((kept.fate, kept.before, kept.after), (Fate::Lost, Some(1), None));
    assert_eq!(kept.culprits, [culprit(0, true, 0)]);
    let kept = one(2, "love", "like");
    assert_eq!((kept.fate, kept.culprits.len()), (Fate::Kept, 1));
}

#[test]
fn rules_that_need_other_records_are_left_out_and_named() {
    let judge = judge();
    assert_eq!(judge.rules().len(), 3);
    assert_eq!(judge.unasked(), ["like(r1, 0.5)"]);
}

fn measured(locks: &str) -> (Rates, Vec<Rates>) {
    let policy = format!(
        "{{\"version\":1,\"policy\":\"apply-each\",\"copies\":40,\"locks\":{locks},\
         \"operations\":[{{\"name\":\"delete\",\"strength\":0.5}},{{\"name\":\"typo\",\"strength\":1}}]}}"
    );
    let file = PolicyFile::read(policy.as_bytes()).unwrap();
    let augmenter = Augmenter::new(file, &Resources::default(), 3).unwrap();
    rates(&judge(), &corpus(), &[0, 1, 2, 3], &augmenter)
}

#[test]
fn rates_count_every_variant_once_and_locks_keep_all_votes() {
    let (whole, alone) = measured("{}");
    assert_eq!(whole.variants, 4 * 2 * 40);
    assert_eq!(whole.of_labeled() + whole.gained + whole.silent, whole.variants);
    assert_eq!(whole.kept, alone[0].kept + alone[1].kept);
    assert!(
        alone[0].lost > 30 && alone[1].lost > 30 && alone[0].unchanged > 0,
        "{alone:?}"
    );
    let (kept, _) = measured("{\"matched\":\"keep\"}");
    assert_eq!((kept.lost, kept.flipped, kept.kept), (0, 0, 3 * 2 * 40));
}

/// A variant of an image has its own statistics; the one that crossed what the rule asks is to blame.
#[test]
fn statistics_of_a_variant_are_asked_about_and_blamed() {
    let names = Names::of_fields(["brightness", "hue"]);
    let mut corpus = CorpusBuilder::default();
    corpus.name_fields(&["brightness".to_owned(), "hue".to_owned()]);
    for (name, brightness, hue) in [("dark", "80", "10"), ("bright", "200", "10")] {
        let value = |text| Value {
            kind: ValueKind::Number,
            text,
        };
        corpus.push(None, name, [value(brightness), value(hue)]);
    }
    let corpus = corpus.finish();
    let rules = vec![
        rule("brightness<100 hue<50", RuleVotes::One(Vote::is(0)), &names),
        rule("brightness>=150", RuleVotes::One(Vote::is(1)), &names),
    ];
    let judge = Judge::new(rules, 2, names);
    let of = |record, fields: &[(usize, String)], partners: &[u32]| {
        let family = Family {
            record,
            variants: vec![Altered::Image { fields, partners }],
        };
        judge.verdicts(&corpus, &[family]).remove(0).remove(0)
    };
    let brighter = of(0, &[(0, "158".to_owned())], &[]);
    assert_eq!(
        (brighter.fate, brighter.before, brighter.after),
        (Fate::Flipped, Some(0), Some(1))
    );
    let crossed: Vec<_> = brighter
        .culprits
        .iter()
        .map(|culprit| culprit.crossed.clone())
        .collect();
    assert_eq!(crossed, [["brightness"], ["brightness"]]);
    assert!(brighter.culprits.iter().all(|culprit| culprit.change.is_none()));
    let grey = of(0, &[(1, String::new())], &[]);
    assert_eq!(
        (grey.fate, &grey.culprits[0].crossed[..]),
        (Fate::Lost, &["hue".to_owned()][..])
    );
    let mixed = of(0, &[(0, "158".to_owned())], &[1]);
    assert_eq!((mixed.fate, mixed.partners), (Fate::Kept, vec![Some(1)]));
}
