//! Records that disagree with their neighbours, and records that are nearly the same.

use super::*;
use crate::num::count;

fn disagreements(session: &mut Session, of: GraphSide, start: u32) -> DisagreementsView {
    match answer(session, GraphAsk::Disagreements { of, start }) {
        GraphReply::Disagreements(view) => view,
        other => panic!("{other:?}"),
    }
}

fn twins(session: &mut Session, at_least: f64) -> TwinsView {
    match answer(session, GraphAsk::Twins { at_least, start: 0 }) {
        GraphReply::Twins(view) => view,
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_wrong_label_among_others_is_found() {
    let mut session = session();
    assert_eq!(disagreements(&mut session, GraphSide::Gold, 0).total, 0);
    for (record, label) in [(1, SPAM), (2, SPAM), (3, HAM), (5, HAM), (6, HAM)] {
        edit(
            &mut session,
            Edit::SetGold {
                record,
                label: Some(label),
            },
        );
    }
    let found = disagreements(&mut session, GraphSide::Gold, 0);
    let row = &found.rows[0];
    assert_eq!(
        (found.total, row.index, row.label, row.neighbors_label),
        (1, 3, HAM, SPAM)
    );
    assert!(row.share > 0.9 && row.neighbors >= 2 && row.rules.is_empty());
    assert_eq!(row.text, "free prize inside");
    assert_eq!(
        records(&mut session, &[Filter::GraphDisagrees(GraphSide::Gold)]),
        [3]
    );
    assert!(disagreements(&mut session, GraphSide::Gold, 1).rows.is_empty());
}

#[test]
fn what_a_rule_gets_wrong_disagrees_by_the_model() {
    let mut session = session();
    rule(&mut session, "prize", SPAM, "prize -inside");
    rule(&mut session, "free", SPAM, "free");
    rule(&mut session, "lunch", HAM, "lunch");
    rule(&mut session, "then", SPAM, "then");
    let found = disagreements(&mut session, GraphSide::Model, 0);
    let row = found.rows.iter().find(|row| row.index == 6).unwrap();
    assert_eq!((row.label, row.neighbors_label), (SPAM, HAM));
    let id = session.project().unwrap().document().rules[3].id;
    assert_eq!(row.rules, [id]);
    let listed = records(&mut session, &[Filter::GraphDisagrees(GraphSide::Model)]);
    assert_eq!(count(listed.len()), found.total);
}

#[test]
fn records_that_are_nearly_the_same_are_labeled_together() {
    let mut session = session();
    let found = twins(&mut session, 0.95);
    assert_eq!((found.total, found.records, found.contradicting), (2, 4, 0));
    let groups: Vec<&[u32]> = found.groups.iter().map(|group| &group.records[..]).collect();
    assert_eq!(groups, [&[0, 1][..], &[2, 3]]);
    assert_eq!(found.groups[0].gold[0].count, 1);
    assert!(found.groups[0].labels.is_empty(), "no labels were carried yet");
    assert_eq!(records(&mut session, &[Filter::NearDuplicates]), [0, 1, 2, 3]);
    let together = Edit::SetGolds {
        records: vec![2, 3],
        label: Some(HAM),
    };
    let view = edit(&mut session, together);
    assert_eq!(
        (view.gold.by_hand, view.undo.as_deref()),
        (2, Some("label 2 records by hand ‘HAM’"))
    );
    edit(
        &mut session,
        Edit::SetGold {
            record: 3,
            label: Some(SPAM),
        },
    );
    let found = twins(&mut session, 0.95);
    assert!(
        found.groups[0].contradicts && found.groups[0].records == [2, 3],
        "contradictions come first"
    );
    assert_eq!(found.contradicting, 1);
    let wider = twins(&mut session, 0.3);
    assert!(wider.records > 4);
    assert_eq!(
        count(records(&mut session, &[Filter::NearDuplicates]).len()),
        wider.records
    );
    for bad in [0.0, 1.5, -1.0] {
        assert!(
            refused(
                &mut session,
                GraphAsk::Twins {
                    at_least: bad,
                    start: 0
                }
            )
            .contains("nearly the same")
        );
    }
}

#[test]
fn gold_of_several_records_is_set_and_taken_back_as_one_edit() {
    let mut session = session();
    let golds = |records: &[u32], label| Edit::SetGolds {
        records: records.to_vec(),
        label,
    };
    edit(&mut session, golds(&[1, 2, 3], Some(SPAM)));
    assert_eq!(records(&mut session, &[Filter::ByHand]), [1, 2, 3]);
    assert_eq!(edit(&mut session, golds(&[0, 2, 3], None)).gold.by_hand, 1);
    session.answer(Request::Undo).unwrap();
    assert_eq!(records(&mut session, &[Filter::ByHand]), [1, 2, 3]);
    for (bad, said) in [
        (golds(&[], Some(SPAM)), "No record is chosen"),
        (golds(&[0, 5], None), "None of these records was labeled by hand"),
        (golds(&[1, 99], Some(SPAM)), "no record #100"),
        (golds(&[1], Some(LabelId(7))), "This label is gone"),
    ] {
        let error = session.answer(Request::Edit(bad)).unwrap_err().to_string();
        assert!(error.contains(said), "{error}");
    }
    assert_eq!(records(&mut session, &[Filter::ByHand]), [1, 2, 3]);
}
