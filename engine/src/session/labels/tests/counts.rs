//! Laws of counting: every figure is the number of records that its filter finds, and parts come to their whole.

use super::*;
use crate::session::request::Filter::{
    Bucket, Calibration, DiffersFromMajority, LabelCorrect, LabelIncorrect, Overturned, Predicted,
    PredictedAny, PredictedNone, PredictedTied, TopBin, Uncovered,
};

const SIDES: [GoldSide; 2] = [GoldSide::Dev, GoldSide::HeldOut];

fn bins(of: usize) -> impl Iterator<Item = u8> {
    (0..of).map(|bin| u8::try_from(bin).unwrap())
}

fn check_side(session: &mut Session, side: GoldSide, figures: &SideFigures) {
    let labels: Vec<LabelId> = figures.labels.iter().map(|label| label.label).collect();
    let mut sum = 0;
    for (gold, row) in labels.iter().zip(&figures.confusion) {
        let given = labels.iter().copied().map(Some).chain([None]);
        for (given, count) in given.zip(row) {
            assert_eq!(total(session, &[Bucket(side, *gold, given)]), *count);
            sum += count;
        }
    }
    assert_eq!(sum, figures.gold);
    let accuracy = figures.accuracy.unwrap();
    assert_eq!(total(session, &[LabelCorrect(side)]), accuracy.correct);
    assert_eq!(
        total(session, &[LabelIncorrect(side)]),
        accuracy.n - accuracy.correct
    );
    for (bin, of) in bins(view::CALIBRATION_BINS).zip(&figures.calibration) {
        assert_eq!(total(session, &[Calibration(side, bin)]), of.count, "bin {bin}");
    }
}

fn check(session: &mut Session) {
    let view = labels(session, true);
    let mut labeled = 0;
    for (label, row) in view.labels.iter().zip(&view.histogram) {
        assert_eq!(row.label, Some(label.label));
        assert_eq!(total(session, &[Predicted(label.label)]), label.count);
        assert_eq!(row.bins.iter().sum::<u32>(), label.count);
        for (bin, &count) in bins(view::HISTOGRAM_BINS).zip(&row.bins) {
            assert_eq!(total(session, &[Predicted(label.label), TopBin(bin)]), count);
        }
        labeled += label.count;
    }
    let ties = view.histogram.last().unwrap();
    assert_eq!((ties.label, ties.bins.iter().sum::<u32>()), (None, view.tied));
    assert_eq!(total(session, &[PredictedAny]), labeled);
    assert_eq!(total(session, &[PredictedTied]), view.tied);
    assert_eq!(total(session, &[Uncovered]), view.uncovered);
    assert_eq!(total(session, &[PredictedNone]), view.records - labeled);
    assert_eq!(
        labeled + view.tied + view.uncovered,
        view.records,
        "{}",
        view.model
    );
    assert_eq!(total(session, &[DiffersFromMajority]), view.majority.differs);
    assert_eq!(total(session, &[Overturned]), view.majority.overturned);
    check_side(session, SIDES[0], &view.dev);
    check_side(session, SIDES[1], view.held_out.as_ref().unwrap());
    for group in &view.duplicates {
        for &rule in &group.rules {
            assert_eq!(total(session, &[Filter::Duplicates(rule)]), group.records);
        }
    }
}

#[test]
fn every_figure_of_every_model_leads_to_its_records() {
    let mut session = generated();
    for model in crate::models::MODELS {
        choose(&mut session, |choice| model.name.clone_into(&mut choice.model));
        check(&mut session);
    }
}

#[test]
fn so_it_does_within_a_slice() {
    let mut session = generated();
    edit(
        &mut session,
        Edit::AddSlice {
            name: "fives".into(),
            query: "w5".into(),
        },
    );
    let all = labels(&mut session, false).records;
    session
        .answer(Request::Within(Some(crate::ids::SliceId(0))))
        .unwrap();
    assert!(labels(&mut session, false).records < all);
    check(&mut session);
}

#[test]
fn rules_that_say_the_same_are_a_group_with_its_records() {
    let mut session = generated();
    add(&mut session, "copy", 1, "w0, w3");
    let view = labels(&mut session, false);
    let group = &view.duplicates[0];
    assert_eq!(
        (group.rules.as_slice(), group.exact),
        (&[RuleId(0), RuleId(7)][..], true)
    );
    let flag = RuleFlag::DuplicateOf(RuleId(0));
    assert!(
        view.rules.last().unwrap().flags.contains(&flag),
        "{:?}",
        view.rules
    );
    assert!(view.rules[0].flags.contains(&RuleFlag::DuplicateOf(RuleId(7))));
    assert!(
        group.sentence.ends_with("together they count once."),
        "{}",
        group.sentence
    );
    check(&mut session);
}

#[test]
fn leaving_a_rule_out_is_switching_it_off() {
    let mut session = generated();
    let Reply::LeaveOneOut(found) = session.answer(Request::LeaveOneOut { held_out: true }).unwrap() else {
        panic!("no rules left out")
    };
    assert_eq!(found.rules.len(), 7);
    for of in &found.rules {
        assert_eq!(
            total(&mut session, &[Filter::ChangedWithout(of.rule)]),
            of.changed
        );
    }
    let right = |figures: &SideFigures| {
        figures
            .accuracy
            .map_or(0, |accuracy| accuracy.correct.cast_signed())
    };
    let before = labels(&mut session, true);
    for of in found.rules {
        edit(
            &mut session,
            Edit::EnableRule {
                id: of.rule,
                enabled: false,
            },
        );
        let after = labels(&mut session, true);
        assert_eq!(
            after.change.as_ref().unwrap().changed,
            of.changed,
            "{:?}",
            of.rule
        );
        assert_eq!(after.uncovered - before.uncovered, of.uncovered);
        assert_eq!(right(&after.dev) - right(&before.dev), of.dev_change);
        let held_out = |view: &LabelsView| right(view.held_out.as_ref().unwrap());
        assert_eq!(held_out(&after) - held_out(&before), of.held_out_change.unwrap());
        session.answer(Request::Undo).unwrap();
        labels(&mut session, true);
    }
}
