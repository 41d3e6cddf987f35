//! Questions that take long.

use std::collections::BTreeSet;

use super::*;
use crate::session::graph::{GraphAsk, GraphHead, GraphReply};
use crate::session::reply::RuleFigures;

fn rates(session: &mut Session, choice: AugmentChoice) -> RatesView {
    let choice = Some(choice);
    match answer(session, AugmentAsk::Rates { scope: all(), choice }) {
        AugmentReply::Rates(view) => view,
        other => panic!("{other:?}"),
    }
}

fn generated(session: &mut Session, choice: AugmentChoice, only_valid: bool) -> GeneratedView {
    let ask = AugmentAsk::Generate {
        selection: Selection::default(),
        choice: Some(choice),
        only_valid,
    };
    match answer(session, ask) {
        AugmentReply::Generated(view) => view,
        other => panic!("{other:?}"),
    }
}

fn robust(session: &mut Session, rule: Option<crate::ids::RuleId>) -> RobustnessView {
    match answer(session, AugmentAsk::Robustness { rule }) {
        AugmentReply::Robustness(view) => view,
        other => panic!("{other:?}"),
    }
}

fn helps(session: &mut Session, choice: AugmentChoice, seeds: u32) -> HelpsView {
    let choice = Some(choice);
    match answer(session, AugmentAsk::Helps { choice, seeds }) {
        AugmentReply::Helps(view) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn rates_grow_with_strength_and_locks_take_them_to_nothing() {
    let mut session = imported(&many(200));
    rule(&mut session, "channel", SPAM, "channel");
    rule(&mut session, "love", HAM, "love");
    let choice = choice(&[("delete", json!({})), ("synonym", json!({})), ("swap", json!({}))]);
    let words = &mut session.project_mut().unwrap().augment.words;
    words.load_by(|| Err(crate::error::Error::new("There is no line", "Try again")));
    let view = rates(&mut session, choice.clone());
    assert_eq!((view.records, view.of_records), (200, 200));
    let deleting = &view.operations[0].cells;
    assert_eq!(deleting.len(), view.strengths.len());
    assert!(
        deleting
            .iter()
            .all(|cell| cell.kept + cell.lost + cell.flipped == cell.labeled && cell.labeled == 200)
    );
    assert!(deleting[4].lost > deleting[0].lost + 20, "{deleting:?}");
    assert!(
        view.operations[1]
            .problem
            .as_ref()
            .is_some_and(|problem| problem.contains("no line"))
    );
    assert!(
        view.operations[2].cells.iter().all(|cell| cell.lost == 0),
        "a swap keeps every word"
    );
    let locked = AugmentChoice {
        locks: LocksChoice {
            matched: MatchedChoice::Keep,
            ..LocksChoice::default()
        },
        ..choice
    };
    let view = rates(&mut session, locked);
    assert!(
        view.operations[0]
            .cells
            .iter()
            .all(|cell| cell.lost + cell.flipped == 0)
    );
}

/// Comments about channels and songs, each with words of its own.
fn many(n: usize) -> String {
    let words = [
        "today", "friends", "please", "really", "music", "forever", "people", "window",
    ];
    let mut data = "id,text,label,split\n".to_owned();
    for at in 0..n {
        let (one, two) = (words[at % 8], words[(at / 8) % 8]);
        let split = if at % 4 < 2 { "dev" } else { "test" };
        let line = if at % 2 == 0 {
            format!("{at},check {one} my channel {two} now,SPAM,{split}\n")
        } else {
            format!("{at},i love {one} this song {two} so,HAM,{split}\n")
        };
        data.push_str(&line);
    }
    data
}

#[test]
fn a_whole_selection_is_made_and_accepted_at_once() {
    let mut session = session();
    let view = generated(&mut session, deleting(), true);
    assert_eq!((view.records, view.counts.valid), (8, view.taken));
    assert!(view.taken > 2 && view.variants.iter().all(|variant| variant.valid));
    edit(&mut session, Edit::AcceptVariants(view.accept));
    assert_eq!(state(&mut session).accepted, view.taken);
    let again = generated(&mut session, deleting(), true);
    assert_eq!(
        (again.taken, again.counts.valid),
        (0, 0),
        "what is accepted is there already"
    );
    let all = generated(&mut session, deleting(), false);
    assert!(
        all.taken > 0
            && all
                .variants
                .iter()
                .all(|variant| !variant.accepted && !variant.unchanged)
    );
}

#[test]
fn rules_are_tried_and_mended() {
    let mut session = imported(&many(120));
    rule(&mut session, "channel", SPAM, "channel");
    rule(&mut session, "love", HAM, "love -hate");
    let view = robust(&mut session, None);
    assert_eq!(view.rules.len(), 2);
    let of = |name: &str| view.rules.iter().find(|rule| rule.name == name).unwrap();
    let channel = of("channel");
    assert_eq!(channel.records, 40);
    assert_eq!(
        channel.lost,
        channel.by_operation.iter().map(|of| of.lost).sum::<u32>()
    );
    let at = view.operations.iter().position(|name| name == "typo").unwrap();
    assert!(channel.by_operation[at].lost > 0, "{channel:?}");
    let case = view.operations.iter().position(|name| name == "case").unwrap();
    assert_eq!(channel.by_operation[case].lost, 0, "a word is found in any case");
    assert!(
        channel
            .examples
            .iter()
            .all(|example| !example.text.contains("channel") && example.parent.contains("channel"))
    );
    let typos = channel
        .mends
        .iter()
        .find(|mend| mend.kind == MendKind::Typos)
        .unwrap();
    assert_eq!(typos.query, "channel~1");
    assert!(typos.recovered > 0);
    let figures = RuleFigures {
        coverage: 60,
        overlaps: 0,
        conflicts: 0,
        correct: 30,
        incorrect: 0,
    };
    assert_eq!((typos.before, typos.after), (figures, figures));
    assert!(
        of("love").mends.iter().all(|mend| mend.query.ends_with("-hate")),
        "what must not hold stays"
    );
    let one = robust(&mut session, Some(channel.rule));
    assert_eq!((one.rules.len(), &one.rules[0]), (1, channel));
    edit(
        &mut session,
        Edit::EnableRule {
            id: channel.rule,
            enabled: false,
        },
    );
    assert!(
        refused(
            &mut session,
            AugmentAsk::Robustness {
                rule: Some(channel.rule)
            }
        )
        .contains("it is off")
    );
}

#[test]
fn whether_variants_help_is_measured_on_held_out_gold() {
    let mut session = imported(&many(160));
    let view = helps(&mut session, deleting(), 3);
    assert_eq!(
        view.rows.iter().map(|row| row.way).collect::<Vec<_>>(),
        [
            HelpsWay::Without,
            HelpsWay::With,
            HelpsWay::Guarded,
            HelpsWay::Consistency
        ]
    );
    assert_eq!(
        (view.judged_on, view.seeds, view.trained_on, view.unlabeled),
        (80, 3, 64, 0)
    );
    assert_eq!(view.taught_by, "dev gold");
    assert!(view.rows[0].accuracy > 0.95 && view.rows[0].variants == 0.0 && view.rows[1].variants > 64.0);
    assert!(
        view.rows
            .iter()
            .all(|row| row.tries.len() == 3 && row.interval[0] <= row.difference)
    );
    assert!(view.verdict.contains("does not help here"), "{}", view.verdict);
    assert_eq!(view, helps(&mut session, deleting(), 3));
    rule(&mut session, "channel", SPAM, "channel");
    rule(&mut session, "love", HAM, "love");
    let view = helps(&mut session, deleting(), 2);
    assert!(view.taught_by.contains("and dev gold"), "{}", view.taught_by);
    assert!(
        view.rows[2].variants < view.rows[1].variants,
        "some lose their vote"
    );
}

#[test]
fn what_cannot_be_measured_is_refused_in_words() {
    let mut bare = imported("id,text\n1,one text\n2,another text\n");
    let ask = |seeds| AugmentAsk::Helps {
        choice: Some(deleting()),
        seeds,
    };
    assert!(refused(&mut bare, ask(1)).contains("1 tries"));
    assert!(refused(&mut bare, ask(2)).contains("no held-out gold"));
    for ask in [AugmentAsk::Coverage, AugmentAsk::Places] {
        assert!(refused(&mut bare, ask).contains("No variant is accepted"));
    }
    assert_eq!(robust(&mut bare, None).rules, []);
    let ask = AugmentAsk::Generate {
        selection: Selection {
            search: "nowhere".to_owned(),
            ..Selection::default()
        },
        choice: Some(deleting()),
        only_valid: true,
    };
    assert!(refused(&mut bare, ask).contains("no record"));
}

#[test]
fn accepted_variants_come_nearer_to_records_and_lie_on_the_map() {
    let mut session = imported(&many(80));
    let view = generated(&mut session, deleting(), true);
    edit(&mut session, Edit::AcceptVariants(view.accept));
    let AugmentReply::Coverage(view) = answer(&mut session, AugmentAsk::Coverage) else {
        panic!("no coverage")
    };
    assert_eq!((view.probes, view.cells), (40, None));
    assert!(
        view.after <= view.before && view.before > 0.0 && view.variants > 40,
        "{view:?}"
    );
    assert!(view.positions.is_empty() && view.said[0].contains("no map"));
    let ask = crate::session::graph::GraphAsk::Layout { rounds: 80 };
    session.answer(Request::graph(&ask).unwrap()).unwrap();
    let AugmentReply::Coverage(view) = answer(&mut session, AugmentAsk::Coverage) else {
        panic!("no coverage")
    };
    assert!(
        view.positions.len() > 40
            && view
                .positions
                .iter()
                .all(|position| position.at.iter().all(|at| at.abs() <= 1.0))
    );
    let [before, after] = view.cells.unwrap();
    assert!(before > 1 && after >= before);
    assert!(state(&mut session).judges.contains(&JudgeKind::Graph));
    lies_beside_its_own(&mut session, &view.positions);
}

/// The places as bytes are those of the coverage, no two alike, and near the variant's own record.
fn lies_beside_its_own(session: &mut Session, positions: &[VariantPosition]) {
    let ask = Request::augment(&AugmentAsk::Places).unwrap();
    let Reply::Bytes(reply) = session.answer(ask).unwrap() else {
        panic!("no places")
    };
    let GraphHead::Variants(head) = reply.head().unwrap() else {
        panic!("no head of variants")
    };
    assert_eq!(head.placed as usize, positions.len());
    assert_eq!(reply.bytes.len(), 16 * positions.len());
    let layout = Request::graph(&GraphAsk::Layout { rounds: 0 }).unwrap();
    let Reply::Bytes(map) = session.answer(layout).unwrap() else {
        panic!("no map")
    };
    let number = |bytes: &[u8], at: usize| f32::from_le_bytes(bytes[4 * at..4 * at + 4].try_into().unwrap());
    let mut seen = BTreeSet::new();
    let (mut near, mut far) = (0.0, 0.0);
    for (variant, position) in reply.bytes.chunks_exact(16).zip(positions) {
        let record = u32::from_le_bytes(variant[..4].try_into().unwrap());
        assert_eq!((record, number(variant, 2)), (position.record, position.at[0]));
        assert!(seen.insert(variant[8..].to_vec()), "two variants on one place");
        let distance = |record: usize| {
            let (x, y) = (number(&map.bytes, 2 * record), number(&map.bytes, 2 * record + 1));
            (x - position.at[0]).hypot(y - position.at[1])
        };
        near += distance(record as usize);
        far += (0..80).map(distance).sum::<f32>() / 80.0;
    }
    assert!(near < 0.5 * far, "{near} of {far}");
    let text = AugmentAsk::Text(VariantRef {
        record: positions[0].record,
        number: positions[0].number,
    });
    let Reply::Graph(told) = session.answer(Request::augment(&text).unwrap()).unwrap() else {
        panic!("no text")
    };
    assert!(matches!(told.open().unwrap(), GraphReply::Variant(text) if !text.is_empty()));
}

#[test]
fn a_change_ends_a_job_in_words() {
    let mut session = session();
    let ask = AugmentAsk::Rates {
        scope: all(),
        choice: Some(deleting()),
    };
    let crate::session::Outcome::Job(mut job) = session.handle(Request::augment(&ask).unwrap()).unwrap()
    else {
        panic!("no job")
    };
    session.step(&mut job).unwrap();
    rule(&mut session, "new", HAM, "new");
    assert!(
        session
            .step(&mut job)
            .unwrap_err()
            .to_string()
            .contains("project changed")
    );
}
