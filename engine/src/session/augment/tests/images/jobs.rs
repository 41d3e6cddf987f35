//! Questions about images that take long.

use super::super::*;
use super::{chosen, made_again, pictures};
use crate::session::graph::GraphAsk;

#[test]
fn rates_are_told_by_strength() {
    let mut session = pictures();
    let choice = chosen(
        &[
            ("brightness", json!({})),
            ("pad-crop", json!({})),
            ("mirror", json!({})),
        ],
        2,
    );
    let ask = AugmentAsk::Rates {
        scope: all(),
        choice: Some(choice),
    };
    let AugmentReply::Rates(view) = answer(&mut session, ask) else {
        panic!();
    };
    let [brightness, pad_crop, mirror] = &view.operations[..] else {
        panic!("{view:?}");
    };
    assert_eq!(
        (brightness.cells.len(), pad_crop.cells.len(), mirror.cells.len()),
        (5, 1, 1)
    );
    for cell in view.operations.iter().flat_map(|row| &row.cells) {
        assert_eq!((cell.variants, cell.labeled), (24, 24));
        assert_eq!(cell.kept + cell.lost + cell.flipped, 24);
    }
    let away = |cell: &RatesCell| cell.lost + cell.flipped;
    assert!(
        away(&brightness.cells[4]) > away(&brightness.cells[0]),
        "{brightness:?}"
    );
    assert_eq!(away(&mirror.cells[0]), 0);
    let drawn = AugmentChoice {
        policy: "cifar10".to_owned(),
        ..chosen(&[("invert", json!({}))], 1)
    };
    let ask = AugmentAsk::Rates {
        scope: all(),
        choice: Some(drawn),
    };
    let AugmentReply::Rates(view) = answer(&mut session, ask) else {
        panic!();
    };
    let names: Vec<&str> = view.operations.iter().map(|row| row.operation.as_str()).collect();
    assert_eq!(names, ["pad-crop", "mirror"]);
}

#[test]
fn a_threshold_is_moved_where_variants_are_lost() {
    let mut session = pictures();
    let AugmentReply::Robustness(view) = answer(&mut session, AugmentAsk::Robustness { rule: None }) else {
        panic!();
    };
    assert!(!view.operations.contains(&"mixup".to_owned()) && view.operations.len() > 15);
    assert!(view.said.iter().any(|said| said.contains("Mixup, CutMix")));
    let bright = view.rules.iter().find(|rule| rule.name == "bright").unwrap();
    assert!(bright.lost > 0 && bright.lost < bright.variants, "{bright:?}");
    let example = &bright.examples[0];
    assert!(!example.operations.is_empty() && example.crossed[0].column == "brightness");
    assert!(example.crossed[0].after.parse::<f64>().unwrap() < 130.0);
    let wide = bright
        .mends
        .iter()
        .find(|mend| mend.kind == MendKind::MovedAll)
        .unwrap();
    let half = bright
        .mends
        .iter()
        .find(|mend| mend.kind == MendKind::MovedHalf)
        .unwrap();
    assert!(wide.query.starts_with("brightness>=") && wide.recovered > half.recovered);
    assert!(half.recovered * 2 >= wide.recovered, "{half:?} {wide:?}");
    assert!(wide.after.coverage >= half.after.coverage && half.after.coverage >= half.before.coverage);
    // What is told is what the edit does.
    let text = RuleText {
        name: "bright".into(),
        label: bright.label,
        query: wide.query.clone(),
        ..RuleText::default()
    };
    let view = edit(
        &mut session,
        Edit::SetRule {
            id: bright.rule,
            text,
        },
    );
    assert_eq!(view.rules[0].figures, wide.after);
}

#[test]
fn whether_variants_help_is_measured_on_descriptors() {
    let mut session = pictures();
    for (operations, mixes) in [
        (
            chosen(
                &[
                    ("pad-crop", json!({"amount": 2})),
                    ("brightness", json!({"strength": 0.2})),
                ],
                2,
            ),
            false,
        ),
        (chosen(&[("mixup", json!({}))], 3), true),
    ] {
        let ask = AugmentAsk::Helps {
            choice: Some(operations),
            seeds: 2,
        };
        let AugmentReply::Helps(view) = answer(&mut session, ask) else {
            panic!();
        };
        assert_eq!((view.rows.len(), view.seeds), (4, 2));
        assert!(view.judged_on > 0 && view.trained_on > 1);
        assert!(view.rows.iter().all(|row| (0.0..=1.0).contains(&row.accuracy)));
        assert!(
            view.rows[0].accuracy > 0.8,
            "grounds of two shades are told apart: {:?}",
            view.rows[0]
        );
        assert!(view.rows[1].variants > 0.0 && view.rows[2].variants <= view.rows[1].variants);
        assert_eq!(
            view.said
                .iter()
                .any(|said| said.contains("mixtures of a try are left out")),
            mixes
        );
    }
}

#[test]
fn the_graph_judges_images_by_their_descriptors() {
    let mut session = pictures();
    assert_eq!(state(&mut session).judges, [JudgeKind::Rules]);
    session
        .answer(Request::graph(&GraphAsk::Propagate).unwrap())
        .unwrap();
    assert!(state(&mut session).judges.contains(&JudgeKind::Graph));
    let operations = [
        ("pad-crop", json!({"amount": 1})),
        ("mixup", json!({"probability": 0.3})),
    ];
    let view = shown(&mut session, all(), 96, chosen(&operations, 4));
    let said = view.variants.iter().flat_map(|variant| &variant.verdicts);
    let by_graph: Vec<_> = said.filter(|verdict| verdict.judge == JudgeKind::Graph).collect();
    assert_eq!(by_graph.len(), view.variants.len());
    let kept = by_graph
        .iter()
        .filter(|verdict| verdict.fate == Fate::Kept)
        .count();
    assert!(kept * 10 > by_graph.len() * 6, "{kept} of {}", by_graph.len());
    assert!(by_graph.iter().any(|verdict| verdict.partner.is_some()));
    // What was carried holds until something changes that labels hang on.
    let other = chosen(&[("invert", json!({}))], 1);
    edit(&mut session, Edit::Augment(Late::of(&other).unwrap()));
    let again = shown(&mut session, all(), 96, chosen(&operations, 4));
    assert_eq!(again.variants, view.variants);
}

#[test]
fn variants_spread_over_what_images_look_like() {
    let mut session = pictures();
    let view = shown(
        &mut session,
        all(),
        60,
        chosen(
            &[("rotate", json!({})), ("mixup", json!({"probability": 0.3}))],
            3,
        ),
    );
    let made: Vec<_> = view.variants.iter().map(|variant| variant.made.clone()).collect();
    let again = made_again(&mut session, &made);
    edit(&mut session, Edit::AcceptVariants(Late::of(&made).unwrap()));
    assert_eq!(again, made_again(&mut session, &made));
    let AugmentReply::Coverage(view) = answer(&mut session, AugmentAsk::Coverage) else {
        panic!();
    };
    assert_eq!((view.variants, view.probes), (60, 12));
    assert!(
        view.after <= view.before && view.before >= 0.0 && view.nearer <= view.probes,
        "{view:?}"
    );
}
