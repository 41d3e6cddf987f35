//! Variants of images: what may be chosen, what is shown, and what is said of it.

mod jobs;
mod judged;
mod kept;

use super::*;
use crate::images::{Channels, Image, Size};
use crate::session::images::ImagesHead;
use crate::session::tests::images::imported_images;

pub(super) const DAY: LabelId = LabelId(0);
pub(super) const NIGHT: LabelId = LabelId(1);

/// Width and height.
const SIDE: usize = 12;

/// A square on a ground: bright grounds by day, dark ones by night. Two numbers in a row are mirrored pictures.
fn drawn(label: &str, number: u8) -> Image {
    let shade = number / 2 * 4;
    let (ground, square) = match label {
        "day" => (180 + shade, 20),
        _ => (30 + shade, 220),
    };
    let columns = if number.is_multiple_of(2) { 1..5 } else { 7..11 };
    let pixel = |at: usize| {
        let (x, y) = (at % SIDE, at / SIDE);
        match columns.contains(&x) && (3..8).contains(&y) {
            true => [square, square / 2, 90],
            false => [ground, ground, ground.saturating_add(9)],
        }
    };
    let size = Size::new(12, 12);
    Image::new(size, Channels::Rgb, (0..SIDE * SIDE).flat_map(pixel).collect()).unwrap()
}

/// Twelve pictures of each label, all with gold, and a rule for each label.
pub(super) fn pictures() -> Session {
    let paths: Vec<(String, &str, u8)> = (0..24)
        .map(|at| {
            let label = if at < 12 { "day" } else { "night" };
            (format!("{label}/{:02}.png", at % 12), label, at % 12)
        })
        .collect();
    let images: Vec<(&str, &str, Image)> = paths
        .iter()
        .map(|(path, label, number)| (path.as_str(), *label, drawn(label, *number)))
        .collect();
    let mut session = imported_images(&images);
    rule(&mut session, "bright", DAY, "brightness>=130");
    rule(&mut session, "dark", NIGHT, "brightness<90");
    session
}

/// Operations one after the other.
pub(super) fn chosen(operations: &[(&str, Value)], copies: u32) -> AugmentChoice {
    AugmentChoice {
        policy: "chosen".to_owned(),
        copies,
        ..choice(operations)
    }
}

/// An answer of bytes with its head.
fn behind<H: serde::de::DeserializeOwned>(session: &mut Session, ask: AugmentAsk) -> (H, Vec<u8>) {
    match session.answer(Request::augment(&ask).unwrap()).unwrap() {
        Reply::Bytes(reply) => (reply.head().unwrap(), reply.bytes),
        other => panic!("{other:?}"),
    }
}

/// The pixels of variants by what they say of themselves.
pub(super) fn made_again(session: &mut Session, variants: &[MadeVariant]) -> (ImagesHead, Vec<u8>) {
    let variants = variants.iter().map(|made| MadePicture {
        record: made.record,
        operations: made.operations.clone(),
    });
    let variants = variants.collect();
    behind(session, AugmentAsk::MadePictures { variants, side: 512 })
}

#[test]
fn images_have_operations_and_policies_of_their_own() {
    let mut session = pictures();
    let view = state(&mut session);
    assert!(
        view.operations
            .iter()
            .all(|operation| operation.family == "image")
    );
    let named = |name: &str| {
        view.operations
            .iter()
            .find(|operation| operation.name == name)
            .unwrap()
    };
    let names = |name: &str| -> Vec<String> {
        named(name)
            .parameters
            .iter()
            .map(|parameter| parameter.name.clone())
            .collect()
    };
    assert_eq!(names("rotate"), ["strength", "probability"]);
    assert_eq!(names("pad-crop"), ["amount", "probability"]);
    assert_eq!(names("mirror"), ["probability"]);
    assert!(named("mixup").mixes && !named("mirror").mixes);
    let policy = |name: &str| view.policies.iter().find(|policy| policy.name == name).unwrap();
    assert_eq!(policy("cifar10").draws, ["pad-crop", "mirror"]);
    assert!(policy("random").draws.is_empty() && policy("autoaugment-paper").draws.len() > 10);
    assert_eq!(policy("randaugment").parameters.len(), 2);
    assert_eq!(view.choice.policy, "chosen");
    // Whatever is offered can be chosen as it is.
    for policy in &view.policies {
        let choice = AugmentChoice {
            policy: policy.name.clone(),
            operations: if policy.is_of_one {
                view.choice.operations[..1].to_vec()
            } else {
                view.choice.operations.clone()
            },
            shares: if policy.has_shares {
                vec![0.5, 0.25, 0.25]
            } else {
                Vec::new()
            },
            ..view.choice.clone()
        };
        assert!(
            !shown(&mut session, VariantScope::Record(0), 9, choice)
                .variants
                .is_empty(),
            "{}",
            policy.name
        );
    }
}

#[test]
fn a_choice_that_means_nothing_for_images_is_refused() {
    let mut session = pictures();
    let mut refused = |choice: &AugmentChoice| {
        let refused = session.answer(Request::Edit(Edit::Augment(Late::of(choice).unwrap())));
        refused.unwrap_err().to_string()
    };
    let of_texts = refused(&AugmentChoice::default());
    assert!(
        of_texts.contains("no operation “synonym” on images"),
        "{of_texts}"
    );
    let much = refused(&chosen(&[("rotate", json!({"strength": 1.5}))], 1));
    assert!(
        much.starts_with("operation 1 (\"rotate\"): \"strength\" can't be 1.5. Write a number from 0 to 1"),
        "{much}"
    );
    let unknown = refused(&chosen(&[("mirror", json!({"strength": 0.5}))], 1));
    assert!(unknown.contains("It has: probability"), "{unknown}");
    let locked = AugmentChoice {
        locks: LocksChoice {
            words: vec!["a".to_owned()],
            ..LocksChoice::default()
        },
        ..chosen(&[("mirror", json!({}))], 1)
    };
    assert!(refused(&locked).contains("no words"));
    let of_images = chosen(&[("mirror", json!({}))], 1);
    let texts = super::session().answer(Request::Edit(Edit::Augment(Late::of(&of_images).unwrap())));
    assert!(texts.is_err());
}

#[test]
fn the_pixels_of_a_preview_are_those_that_its_variants_say() {
    let mut session = pictures();
    let all_kinds: Vec<(&str, Value)> = crate::augment::image::OPERATIONS
        .iter()
        .map(|operation| (operation.name, json!({"probability": 0.4})))
        .collect();
    let choice = chosen(&all_kinds, 6);
    let view = shown(&mut session, all(), 60, choice.clone());
    assert_eq!(view.variants.len(), 60);
    assert_eq!(view, shown(&mut pictures(), all(), 60, choice.clone()));
    let ask = AugmentAsk::Preview {
        scope: all(),
        count: 60,
        choice: Some(choice.clone()),
        side: Some(512),
    };
    let (head, bytes): (PicturedPreview, _) = behind(&mut session, ask);
    assert_eq!(head.preview, view);
    assert_eq!(bytes.len(), 60 * SIDE * SIDE * 4);
    let shown_now = (head.pictures, bytes);
    let made: Vec<MadeVariant> = view.variants.iter().map(|view| view.made.clone()).collect();
    assert_eq!(shown_now, made_again(&mut session, &made));
    assert!(
        made.iter()
            .all(|made| made.text.is_empty() && made.changes.is_empty())
    );
    let seeded = AugmentChoice { seed: 2, ..choice };
    let other = shown(&mut session, all(), 60, seeded);
    assert!(
        view.variants
            .iter()
            .zip(&other.variants)
            .any(|(one, other)| one.made.operations != other.made.operations)
    );
}

#[test]
fn pictures_that_mean_nothing_are_refused() {
    let mut session = pictures();
    let none = AugmentAsk::Preview {
        scope: all(),
        count: 2,
        choice: None,
        side: Some(0),
    };
    assert!(refused(&mut session, none).contains("0 pixels"));
    let many = AugmentAsk::MadePictures {
        variants: vec![
            MadePicture {
                record: 0,
                operations: Vec::new()
            };
            501
        ],
        side: 64,
    };
    assert!(refused(&mut session, many).contains("500"));
    let again = |operations: Value| AugmentAsk::MadePictures {
        variants: vec![MadePicture {
            record: 0,
            operations: serde_json::from_value(operations).unwrap(),
        }],
        side: 64,
    };
    let gone = refused(
        &mut session,
        again(json!([{"name": "mixup", "share": 0.5, "partner": "no.png"}])),
    );
    assert!(gone.contains("“no.png” to mix with is not there"), "{gone}");
    assert!(refused(&mut session, again(json!([{"name": "rotate"}]))).contains("no number “degrees”"));
    let texts = refused(&mut super::session(), again(json!([])));
    assert!(texts.contains("are texts"), "{texts}");
}

#[test]
fn what_differs_lies_in_a_rectangle() {
    let mut session = pictures();
    let view = shown(
        &mut session,
        VariantScope::Record(0),
        50,
        chosen(&[("cutout", json!({"strength": 0.5}))], 30),
    );
    let mut partial = 0;
    for variant in &view.variants {
        let picture = variant.picture.as_ref().unwrap();
        assert_eq!((picture.width, picture.height), (12, 12));
        let Some([left, top, right, bottom]) = picture.region else {
            assert!(variant.unchanged);
            continue;
        };
        assert!(left < right && right <= 12 && top < bottom && bottom <= 12);
        assert!(
            right - left <= 6 && bottom - top <= 6,
            "a square of half the side"
        );
        partial += 1;
    }
    assert!(partial > 20);
    let inverted = shown(
        &mut session,
        VariantScope::Record(0),
        9,
        chosen(&[("invert", json!({}))], 1),
    );
    assert_eq!(
        inverted.variants[0].picture.as_ref().unwrap().region,
        Some([0, 0, 12, 12])
    );
}
