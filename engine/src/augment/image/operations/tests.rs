//! Operations against Pillow's and numpy's bytes, and the laws that all of them keep.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::augment::image::Step;
use crate::augment::random::Random;
use crate::images::Channels;

fn suite(name: &str) -> Value {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../tests/suite/augmentation/");
    serde_json::from_str(&std::fs::read_to_string(format!("{folder}{name}")).unwrap()).unwrap()
}

fn bytes(digits: &Value) -> Vec<u8> {
    let digits = digits.as_str().unwrap();
    (0..digits.len())
        .step_by(2)
        .map(|at| u8::from_str_radix(&digits[at..at + 2], 16).unwrap())
        .collect()
}

fn side(value: &Value) -> u32 {
    u32::try_from(value.as_u64().unwrap()).unwrap()
}

#[test]
fn operations_make_pillows_bytes() {
    let suite = suite("images.json");
    let cases = suite["cases"].as_array().unwrap();
    let mut wrong = Vec::new();
    for case in cases {
        let name = case["image"].as_str().unwrap();
        let given = &suite["images"][name];
        let channels: Channels = serde_json::from_value(given["channels"].clone()).unwrap();
        let size = Size::new(side(&given["width"]), side(&given["height"]));
        let image = Image::new(size, channels, bytes(&given["bytes"])).unwrap();
        let mut step = case["values"].clone();
        step["name"] = case["operation"].clone();
        let made = Step::from_json(&step).unwrap().apply(&image, None).unwrap();
        if made.bytes() != bytes(&case["bytes"]) {
            wrong.push(format!("{name}: {step}"));
        }
    }
    assert!(
        cases.len() > 500 && wrong.is_empty(),
        "{} of {}: {wrong:#?}",
        wrong.len(),
        cases.len()
    );
}

/// An image written as rows of pixels of channels.
fn nested(value: &Value) -> Image {
    let rows = value.as_array().unwrap();
    let pixels: Vec<&Value> = rows.iter().flat_map(|row| row.as_array().unwrap()).collect();
    let bytes = pixels.iter().flat_map(|pixel| pixel.as_array().unwrap());
    let bytes = bytes
        .map(|byte| u8::try_from(byte.as_u64().unwrap()).unwrap())
        .collect();
    let height = rows.len();
    let size = [pixels.len() / height, height].map(|side| u32::try_from(side).unwrap());
    Image::new(Size::new(size[0], size[1]), Channels::Rgb, bytes).unwrap()
}

fn step<const N: usize>(operation: &'static ImageOperation, given: [f64; N]) -> Step {
    Step::new(operation, values(given))
}

#[test]
fn pad_crop_and_mirror_are_the_recipes() {
    let suite = suite("pad_crop_flip.json");
    let image = nested(&suite["image"]);
    for (key, border) in [("crops_top_left", 4.0), ("pad1_crops_top_left", 1.0)] {
        for (place, wanted) in suite[key].as_object().unwrap() {
            let (top, left) = place.split_once(',').unwrap();
            let [top, left] = [top, left].map(|offset| offset.parse().unwrap());
            let crop = step(&PAD_CROP, [border, top, left]).apply(&image, None).unwrap();
            assert_eq!(crop, nested(&wanted["crop"]), "{key} {place}");
            let mirrored = step(&MIRROR, []).apply(&crop, None).unwrap();
            assert_eq!(mirrored, nested(&wanted["crop_then_flip_lr"]), "{key} {place}");
        }
    }
    let mirrored = step(&MIRROR, []).apply(&image, None).unwrap();
    assert_eq!(mirrored, nested(&suite["flip_lr"]));
    let cut = step(&CUTOUT, [2.0, 2.0, 2.0]).apply(&image, None).unwrap();
    assert_eq!(cut, nested(&suite["cutout_center_2_2_size2"]));
}

#[test]
fn mixup_shares_pixels_and_labels() {
    let suite = suite("pad_crop_flip.json");
    let (image, other) = (nested(&suite["image"]), nested(&suite["mixup"]["other"]));
    let step = step(&MIXUP, [0.3]);
    let mixed = step.apply(&image, Some(&other)).unwrap();
    let wanted = suite["mixup"]["out_float"].to_string();
    let wanted = wanted
        .split(|c: char| "[],".contains(c))
        .filter_map(|number| number.parse::<f64>().ok());
    let wanted: Vec<f64> = wanted.collect();
    assert_eq!(wanted.len(), mixed.bytes().len());
    assert!(
        mixed
            .bytes()
            .iter()
            .zip(wanted)
            .all(|(&own, float)| (f64::from(own) - float).abs() <= 0.5 + 1e-9)
    );
    assert!((step.own_share(&image) - 0.3).abs() < 1e-15);
    assert!(
        step.apply(&image, None)
            .unwrap_err()
            .what
            .contains("there is none")
    );
    let wide = Image::zeros(Size::new(5, 4), Channels::Rgb);
    assert!(
        step.apply(&image, Some(&wide))
            .unwrap_err()
            .to_string()
            .contains("5 × 4 with 3 channels")
    );
}

#[test]
fn cutmix_cuts_the_references_pieces() {
    for case in suite("pad_crop_flip.json")["cutmix_boxes"].as_array().unwrap() {
        let size = Size::new(side(&case["W"]), side(&case["H"]));
        let [x, y] = ["cx", "cy"].map(|key| usize::try_from(case[key].as_u64().unwrap()).unwrap());
        let piece = cutmix::piece(size, case["lam"].as_f64().unwrap(), x, y);
        let wanted = case["bbox_x1y1x2y2_and_adjusted_lam"].as_array().unwrap();
        let wanted: Vec<f64> = wanted.iter().map(|number| number.as_f64().unwrap()).collect();
        assert_eq!(piece[..], wanted[..4]);
        let (black, white) = (Image::zeros(size, Channels::Grey), vec![255; 1024]);
        let white = Image::new(size, Channels::Grey, white).unwrap();
        let step = Step::new(&CUTMIX, piece);
        assert!((step.own_share(&black) - wanted[4]).abs() < 1e-12);
        let mixed = step.apply(&black, Some(&white)).unwrap();
        let replaced = mixed.bytes().iter().filter(|&&byte| byte == 255).count();
        assert_eq!(1.0 - crate::num::exact(replaced) / 1024.0, wanted[4]);
    }
}

#[test]
fn a_border_of_four_has_81_places() {
    let mut random = Random::new(1);
    let mut seen = std::collections::BTreeSet::new();
    for _ in 0..2000 {
        let [border, top, left, _] = PAD_CROP.draw(Size::new(8, 8), 4.0, &mut random);
        assert_eq!(border, 4.0);
        assert!(top <= 8.0 && left <= 8.0);
        seen.insert(format!("{top},{left}"));
    }
    assert_eq!(seen.len(), 81);
}

#[test]
fn operations_describe_themselves() {
    for (place, operation) in OPERATIONS.iter().enumerate() {
        let name = operation.name;
        assert!(
            OPERATIONS[..place].iter().all(|other| other.name != name),
            "{name} twice"
        );
        assert!(
            operation.sentence.ends_with('.') && !operation.title.is_empty(),
            "{name}"
        );
        assert!(std::ptr::eq(find(name).unwrap(), *operation));
        assert!(
            operation.values.len() <= MOST_VALUES && !operation.values.contains(&"name"),
            "{name}"
        );
        if let Some(amount) = operation.amount {
            assert!(amount.sentence.ends_with('.'), "{name}");
            assert!(
                operation.check(amount.usual).is_ok() && operation.check(amount.highest + 1.0).is_err(),
                "{name}"
            );
        } else {
            assert!(
                operation.check(0.0).is_ok() && operation.check(1.0).is_err(),
                "{name}"
            );
        }
    }
    let error = find("flip").unwrap_err().to_string();
    assert!(
        error.starts_with("There is no operation “flip” on images. Choose one of pad-crop, mirror,"),
        "{error}"
    );
}

fn any_image() -> impl Strategy<Value = Image> {
    let channels = prop::sample::select(vec![
        Channels::Grey,
        Channels::GreyAlpha,
        Channels::Rgb,
        Channels::Rgba,
    ]);
    (1..12u32, 1..12u32, channels, any::<u64>()).prop_map(|(width, height, channels, seed)| {
        let mut rng = crate::rng::Rng::new(seed);
        let size = Size::new(width, height);
        let bytes =
            (0..size.pixels() * channels.count() as u64).map(|_| u8::try_from(rng.below(256)).unwrap());
        Image::new(size, channels, bytes.collect()).unwrap()
    })
}

proptest! {
    #[test]
    fn draws_are_within_and_steps_are_read_again(image in any_image(), seed in any::<u64>(), part in 0.0..=1.0f64) {
        for operation in OPERATIONS.iter().copied() {
            let amount = operation.amount.map_or(0.0, |amount| {
                let amount_of: f64 = amount.lowest + part * (amount.highest - amount.lowest);
                if amount.is_whole { amount_of.round() } else { amount_of }
            });
            prop_assert!(operation.check(amount).is_ok());
            let drawn = operation.draw(image.size(), amount, &mut Random::new(seed));
            prop_assert_eq!(drawn, operation.draw(image.size(), amount, &mut Random::new(seed)));
            let step = Step::new(operation, drawn);
            let json = serde_json::to_value(step).unwrap();
            prop_assert_eq!(Step::from_json(&json).unwrap(), step);
            let made = step.apply(&image, Some(&image)).unwrap();
            prop_assert_eq!((made.size(), made.channels()), (image.size(), image.channels()));
            prop_assert!((0.0..=1.0).contains(&step.own_share(&image)));
            if operation.takes_partner() {
                prop_assert_eq!(&made, &image, "{} of an image with itself", operation.name);
            }
        }
    }

    #[test]
    fn any_numbers_make_an_image(image in any_image(), given in prop::array::uniform4(any::<f64>()), small in prop::array::uniform4(-20..20i8)) {
        for operation in OPERATIONS.iter().copied() {
            for values in [given, small.map(f64::from)] {
                let made = Step::new(operation, values).apply(&image, Some(&image)).unwrap();
                prop_assert_eq!(made.size(), image.size());
            }
        }
    }

    #[test]
    fn an_alpha_channel_stays_where_nothing_moves(image in any_image(), part in 0.0..2.0) {
        prop_assume!(image.channels().count() != image.channels().colours());
        let alpha = |image: &Image| image.pixels().map(|pixel| *pixel.last().unwrap()).collect::<Vec<_>>();
        for operation in [&COLOUR, &CONTRAST, &BRIGHTNESS, &SHARPNESS, &INVERT, &EQUALIZE, &AUTOCONTRAST, &SOLARIZE] {
            let made = step(operation, [part]).apply(&image, None).unwrap();
            prop_assert_eq!(alpha(&made), alpha(&image), "{}", operation.name);
        }
    }

    #[test]
    fn what_is_turned_round_twice_is_as_it_was(image in any_image()) {
        for step in [step(&MIRROR, []), step(&INVERT, []), step(&ROTATE, [180.0])] {
            let there = step.apply(&image, None).unwrap();
            prop_assert_eq!(&step.apply(&there, None).unwrap(), &image);
        }
    }
}

#[test]
fn shares_of_beta_have_its_mean_and_variance() {
    for alpha in [0.2, 1.0, 2.0] {
        let mut random = Random::new(3);
        let drawn: Vec<f64> = (0..20_000).map(|_| mixup::beta(alpha, &mut random)).collect();
        let mean = drawn.iter().sum::<f64>() / 2e4;
        let variance = drawn
            .iter()
            .map(|share| (share - mean) * (share - mean))
            .sum::<f64>()
            / 2e4;
        let wanted = 1.0 / (4.0 * (2.0 * alpha + 1.0));
        assert!(
            (mean - 0.5).abs() < 0.01 && (variance - wanted).abs() < 0.005,
            "{alpha}: {mean}, {variance}"
        );
    }
}
