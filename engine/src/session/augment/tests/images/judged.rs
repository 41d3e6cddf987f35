//! What is said of variants of images: statistics that crossed a rule, mixtures, flags, and what labels block.

use super::super::*;
use super::{DAY, NIGHT, chosen, pictures};
use crate::session::labels::EndModelOptions;

/// Brightness 130 and more is day, below 90 night, and between no rule votes.
#[test]
fn the_statistic_that_crossed_is_to_blame() {
    let mut session = pictures();
    let darker = chosen(&[("brightness", json!({"strength": 1.0}))], 60);
    let view = shown(&mut session, VariantScope::Record(0), 60, darker);
    let mut seen = [0; 3];
    for variant in &view.variants {
        let statistics = &variant.picture.as_ref().unwrap().statistics;
        let Some(brightness) = statistics.iter().find(|change| change.column == "brightness") else {
            // A mean may be rounded to what it was.
            continue;
        };
        assert!(
            statistics
                .iter()
                .all(|change| change.before != change.after && change.column != "width")
        );
        let after: f64 = brightness.after.parse().unwrap();
        let (fate, place) = match after {
            ..90.0 => (Fate::Flipped, 0),
            ..130.0 => (Fate::Lost, 1),
            _ => (Fate::Kept, 2),
        };
        seen[place] += 1;
        assert_eq!(
            (variant.verdicts[0].fate, variant.made.fate),
            (fate, fate),
            "{brightness:?}"
        );
        assert_eq!(variant.verdicts[0].before, Some(DAY));
        assert_eq!(variant.blame.is_empty(), fate == Fate::Kept);
        for blame in &variant.blame {
            assert_eq!(blame.crossed, std::slice::from_ref(brightness));
            assert_eq!((blame.change, blame.words.as_str()), (None, ""));
        }
    }
    assert!(seen.iter().all(|&count| count > 1), "{seen:?}");
}

#[test]
fn labels_block_operations() {
    let mut session = pictures();
    let mut choice = chosen(&[("mirror", json!({}))], 2);
    choice.operations[0].not_for = vec![DAY];
    for policy in ["chosen", "random", "cifar10"] {
        choice.policy = policy.to_owned();
        choice.copies = 8;
        let view = shown(&mut session, all(), 200, choice.clone());
        let mirrored = |variant: &VariantView| {
            variant
                .made
                .operations
                .iter()
                .any(|said| said["name"] == "mirror")
        };
        assert!(view.variants.iter().any(mirrored), "{policy}");
        for variant in view.variants.iter().filter(|variant| mirrored(variant)) {
            assert_eq!(variant.label, Some(NIGHT), "{policy}");
        }
    }
}

#[test]
fn a_mixture_has_shares_and_keeps_the_label_of_either() {
    let mut session = pictures();
    let view = shown(&mut session, all(), 100, chosen(&[("cutmix", json!({}))], 5));
    let mut partners = [0, 0];
    for variant in view
        .variants
        .iter()
        .filter(|variant| !variant.made.shares.is_empty())
    {
        let shares = &variant.made.shares;
        let sum: f64 = shares.iter().map(|share| share.share).sum();
        assert!((sum - 1.0).abs() < 1e-12 && shares[0].record == variant.made.record || shares.len() == 1);
        let told = &variant.picture.as_ref().unwrap().shares;
        let Some(partner) = told.iter().find(|share| share.record != variant.made.record) else {
            continue;
        };
        assert_eq!(variant.made.operations[0]["partner"], json!(partner.id));
        let verdict = variant.verdicts[0];
        assert_eq!(verdict.partner, partner.label);
        let is_of_either =
            verdict.after.is_some() && [verdict.before, verdict.partner].contains(&verdict.after);
        assert_eq!(is_of_either, verdict.fate == Fate::Kept, "{verdict:?}");
        if variant.made.fate == Fate::Kept && variant.valid {
            assert!(
                variant
                    .made
                    .why
                    .starts_with("a label of the records mixed is kept by"),
                "{}",
                variant.made.why
            );
        }
        partners[usize::from(verdict.partner == verdict.before)] += 1;
    }
    assert!(partners.iter().all(|&count| count > 10), "{partners:?}");
    assert!(view.said.iter().any(|said| said.contains("no hard label")));
}

#[test]
fn pixels_that_are_there_already_are_flagged() {
    let mut session = pictures();
    let mirrored = shown(&mut session, all(), 200, chosen(&[("mirror", json!({}))], 2));
    assert!(
        mirrored
            .variants
            .iter()
            .all(|variant| variant.duplicate && !variant.unchanged),
        "each is mirrored in the next record"
    );
    assert!(
        mirrored
            .variants
            .iter()
            .all(|variant| variant.made.why == "these pixels are there already")
    );
    let still = shown(
        &mut session,
        all(),
        200,
        chosen(&[("rotate", json!({"strength": 0.0}))], 1),
    );
    assert!(
        still
            .variants
            .iter()
            .all(|variant| variant.unchanged && !variant.valid)
    );
    let dull = shown(
        &mut session,
        VariantScope::Record(0),
        9,
        chosen(&[("invert", json!({}))], 2),
    );
    assert_eq!(
        dull.variants
            .iter()
            .map(|variant| variant.duplicate)
            .collect::<Vec<_>>(),
        [false, true],
        "the second is the first"
    );
    let far_below = session.project().unwrap().far_below();
    assert!(far_below > 0.0 && far_below < 1.0, "{far_below}");
    let many = shown(
        &mut session,
        all(),
        200,
        chosen(
            &[("rotate", json!({"strength": 1.0})), ("posterize", json!({}))],
            4,
        ),
    );
    for variant in many.variants.iter().filter(|variant| !variant.unchanged) {
        assert_eq!(variant.far, variant.similarity < far_below);
        assert!((0.0..=1.0).contains(&variant.similarity));
    }
    assert!(many.counts.far > 0, "{:?}", many.counts);
}

#[test]
fn models_judge_until_labels_change() {
    let mut session = pictures();
    let models = |session: &mut Session| -> Vec<JudgeKind> {
        let mut judges = state(session).judges;
        judges.retain(|judge| matches!(judge, JudgeKind::Model | JudgeKind::EndModel));
        judges
    };
    let both = [JudgeKind::Model, JudgeKind::EndModel];
    assert_eq!(models(&mut session), []);
    session.answer(Request::Labels { held_out: false }).unwrap();
    assert_eq!(models(&mut session), [JudgeKind::Model]);
    session
        .answer(Request::EndModel(EndModelOptions::default()))
        .unwrap();
    assert_eq!(models(&mut session), both);
    let inverted = chosen(&[("invert", json!({}))], 1);
    edit(&mut session, Edit::Augment(Late::of(&inverted).unwrap()));
    assert_eq!(models(&mut session), both, "variants are made otherwise");
    let view = shown(&mut session, VariantScope::Record(0), 9, inverted);
    let told = view.variants[0].verdicts.iter();
    let told: Vec<JudgeKind> = told.map(|verdict| verdict.judge).collect();
    assert!(both.iter().all(|judge| told.contains(judge)), "{told:?}");
    let made = vec![view.variants[0].made.clone()];
    edit(&mut session, Edit::AcceptVariants(Late::of(&made).unwrap()));
    assert_eq!(models(&mut session), both, "a variant is kept");
    session.answer(Request::Undo).unwrap();
    assert_eq!(models(&mut session), both, "a variant is not kept after all");
    rule(&mut session, "darker", NIGHT, "brightness<50");
    assert_eq!(models(&mut session), [], "a rule votes otherwise");
    session.answer(Request::Undo).unwrap();
    assert_eq!(models(&mut session), [], "they may have been of either state");
}
