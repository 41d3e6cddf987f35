//! Published policies against their tables, and what all policies promise.

use proptest::prelude::*;
use serde_json::Value;

use super::*;
use crate::augment::image::operations::{self, OPERATIONS};
use crate::augment::image::{ImageVariant, Parent, Variants};
use crate::augment::random::key;
use crate::images::{Channels, Image};

const SQUARE: Size = Size::new(32, 32);

/// The number of a table's entry, as an operation takes it.
fn number(table: &Value, is_negative: bool) -> Option<f64> {
    let (name, value) = table.as_object()?.iter().find(|(name, _)| *name != "signed")?;
    let is_signed = table["signed"] == Value::Bool(true);
    match value.as_array() {
        Some(two) => two[usize::from(!is_negative)].as_f64(),
        None if is_signed && is_negative && name != "factor" => value.as_f64().map(|value| -value),
        None => value.as_f64(),
    }
}

#[test]
fn the_25_pairs_are_the_papers_on_both_scales() {
    let suite = include_str!("../../../../../tests/suite/augmentation/autoaugment_cifar10.json");
    let suite: Value = serde_json::from_str(suite).unwrap();
    let pairs = suite["policies"].as_array().unwrap();
    assert_eq!(pairs.len(), AUTOAUGMENT_CIFAR10.len());
    for (pair, own) in pairs.iter().zip(&AUTOAUGMENT_CIFAR10) {
        for (wanted, &(kind, tenths, level)) in pair["ops"].as_array().unwrap().iter().zip(own) {
            assert_eq!(wanted["op"], format!("{kind:?}"));
            assert_eq!(wanted["p"].as_f64(), Some(f64::from(tenths) / 10.0));
            assert_eq!(wanted["level"].as_u64().unwrap_or(0), u64::from(level));
            for is_negative in [false, true] {
                let paper = scale::on_paper(kind, level, is_negative).unwrap();
                let torchvision = autoaugment::torchvision(kind, level, is_negative, SQUARE).unwrap();
                for (step, key) in [(paper, "tf_reference"), (torchvision, "torchvision32")] {
                    let (own, wanted) = (step.values().next(), number(&wanted[key], is_negative));
                    let close = own
                        .map(|(_, own)| own)
                        .zip(wanted)
                        .is_none_or(|(own, wanted)| (own - wanted).abs() < 1e-4);
                    assert!(
                        close && own.is_some() == wanted.is_some(),
                        "{key} {kind:?} {level}: {own:?} and {wanted:?}"
                    );
                }
            }
        }
    }
}

fn recipe(json: &str) -> Result<Recipe, String> {
    Recipe::read(json.as_bytes()).map_err(|error| error.to_string())
}

/// The steps of 4,000 copies.
fn many(recipe: &Recipe) -> Vec<Vec<Step>> {
    (0..4000)
        .flat_map(|image| steps(recipe, SQUARE, 1, image))
        .collect()
}

/// How often steps of a name occur, by what there are of variants.
fn rate(steps: &[Vec<Step>], name: &str) -> f64 {
    let named = steps
        .iter()
        .flatten()
        .filter(|step| step.operation().name == name)
        .count();
    crate::num::exact(named) / crate::num::exact(steps.len())
}

#[test]
fn the_recipe_mirrors_half_and_always_crops() {
    let steps = many(&Recipe::of("cifar10"));
    assert_eq!(rate(&steps, "pad-crop"), 1.0);
    assert!((rate(&steps, "mirror") - 0.5).abs() < 0.03);
}

#[test]
fn autoaugment_draws_pairs_alike_and_operations_by_their_probability() {
    for name in ["autoaugment-paper", "autoaugment-torchvision"] {
        let steps = many(&Recipe::of(name));
        // Pair 14's Invert never happens: pairs 0 and 23 have 0.1 each.
        assert!((rate(&steps, "invert") - 0.2 / 25.0).abs() < 0.005, "{name}");
        assert!((rate(&steps, "rotate") - 0.7 / 25.0).abs() < 0.01, "{name}");
        let solarize = (0.5 + 0.2 + 0.4 + 0.8) / 25.0;
        assert!((rate(&steps, "solarize") - solarize).abs() < 0.02, "{name}");
    }
}

#[test]
fn randaugment_draws_so_many_of_one_magnitude() {
    let steps =
        many(&recipe(r#"{"version": 1, "policy": "randaugment", "count": 3, "magnitude": 30}"#).unwrap());
    // 13 of 14 do something.
    let all = steps.iter().flatten().count();
    assert!((crate::num::exact(all) / 4000.0 - 3.0 * 13.0 / 14.0).abs() < 0.05);
    for step in steps.iter().flatten() {
        let value = step.values().next().map_or(0.0, |(_, value)| value);
        let wanted: &[f64] = match step.operation().name {
            "rotate" => &[-30.0, 30.0],
            "shear-x" | "shear-y" => &[-0.3, 0.3],
            // 150/331 of 32, cut to whole pixels.
            "translate-x" | "translate-y" => &[-14.0, 14.0],
            "posterize" => &[4.0],
            "solarize" | "equalize" | "autocontrast" => &[0.0],
            _ => &[0.1, 1.9],
        };
        assert!(
            wanted.iter().any(|wanted| (wanted - value).abs() < 1e-9),
            "{step:?}"
        );
    }
}

#[test]
fn trivialaugment_draws_one_of_any_magnitude() {
    let steps = many(&Recipe::of("trivialaugment"));
    assert!(steps.iter().all(|steps| steps.len() <= 1));
    for name in ["rotate", "colour", "posterize", "solarize", "equalize"] {
        assert!((rate(&steps, name) - 1.0 / 14.0).abs() < 0.015, "{name}");
    }
    let turns = steps
        .iter()
        .flatten()
        .filter(|step| step.operation().name == "rotate");
    let mut turns: Vec<i64> = turns
        .map(|step| step.values().next().map_or(0, |(_, degrees)| whole(degrees)))
        .collect();
    turns.sort_unstable();
    turns.dedup();
    assert_eq!((turns.first(), turns.last()), (Some(&-135), Some(&135)));
    // 30 magnitudes either way, and none: in steps of 4.5 degrees.
    assert_eq!(turns.len(), 61);
}

#[expect(clippy::cast_possible_truncation, reason = "degrees")]
fn whole(degrees: f64) -> i64 {
    degrees.floor() as i64
}

#[test]
fn policies_describe_themselves_and_draw() {
    let names = names();
    for (place, name) in names.iter().enumerate() {
        assert!(!names[..place].contains(name), "{name} twice");
        let mut recipe = Recipe::of(name);
        recipe.operations = vec![Chosen::of(&operations::INVERT)];
        recipe.p = vec![1.0];
        recipe.check().unwrap();
        assert!(!steps(&recipe, SQUARE, 1, 1).is_empty(), "{name}");
    }
    for policy in POLICIES {
        assert!(
            policy.sentence.ends_with('.') && !policy.title.is_empty(),
            "{}",
            policy.name
        );
    }
}

#[test]
fn slips_of_the_pen_are_refused_with_their_place() {
    for (json, wanted) in [
        ("{", "line 1, column 1: The policy file can't be read: EOF"),
        (
            r#"{"version": 2, "policy": "cifar10"}"#,
            "\"version\": 2 is out of bounds. Write 1",
        ),
        (
            r#"{"version": 1, "policy": "cifar"}"#,
            "\"policy\": There is no policy “cifar” for images. Take one of: cifar10,",
        ),
        (
            r#"{"version": 1, "policy": "cifar10", "copy": 2}"#,
            "line 1, column 42: The policy file can't be read: unknown field `copy`",
        ),
        (
            r#"{"version": 1, "policy": "cifar10", "copies": 0}"#,
            "\"copies\": 0 is out of bounds. Give 1 to 1000",
        ),
        (
            r#"{"version": 1, "policy": "chosen"}"#,
            "\"operations\": No operation is chosen",
        ),
        (
            r#"{"version": 1, "policy": "chosen", "operations": [{"name": "rotate", "amount": 200}]}"#,
            "operation 1: “rotate” can't have the amount 200. Give a number from 0 to 180",
        ),
        (
            r#"{"version": 1, "policy": "mean-field", "operations": [{"name": "rotate"}], "p": [0.5]}"#,
            "\"p\": The probabilities",
        ),
        (
            r#"{"version": 1, "policy": "cifar10", "blocks": {"6": ["flip"]}}"#,
            "what “6” blocks: There is no operation",
        ),
    ] {
        let error = recipe(json).unwrap_err();
        assert!(error.starts_with(wanted), "{json}: {error}");
    }
}

fn image(shade: u8) -> Image {
    let bytes = (0..48).map(|at| u8::try_from(at * 5).unwrap() ^ shade).collect();
    Image::new(Size::new(4, 4), Channels::Rgb, bytes).unwrap()
}

fn variants(recipe: &Recipe, parent: &Parent<'_>, among: &[Parent<'_>]) -> Vec<ImageVariant> {
    Variants::new(recipe, 5).of(parent, among).unwrap()
}

#[test]
fn labels_block_operations_and_change_no_other_draw() {
    let json = r#"{"version": 1, "policy": "cifar10", "copies": 20, "blocks": {"6": ["mirror"]}}"#;
    let (recipe, free) = (
        recipe(json).unwrap(),
        Recipe {
            copies: 20,
            ..Recipe::of("cifar10")
        },
    );
    let picture = image(0);
    let parent = |label| Parent {
        id: "a",
        label,
        image: &picture,
    };
    let count = |label| {
        let all = variants(&recipe, &parent(label), &[]);
        all.iter().filter(|variant| variant.steps.len() == 2).count()
    };
    assert_eq!((count(Some("6")), count(None)), (0, 0));
    assert!(count(Some("8")) > 3);
    let crops = |recipe: &Recipe| -> Vec<Step> {
        variants(recipe, &parent(Some("6")), &[])
            .iter()
            .map(|variant| variant.steps[0])
            .collect()
    };
    assert_eq!(crops(&recipe), crops(&free));
    let json =
        r#"{"version": 1, "policy": "chosen", "operations": [{"name": "mirror", "not_for": ["left"]}]}"#;
    let recipe = super::tests::recipe(json).unwrap();
    assert!(variants(&recipe, &parent(Some("left")), &[])[0].is_unchanged);
    assert!(!variants(&recipe, &parent(Some("up")), &[])[0].is_unchanged);
}

#[test]
fn mixed_images_share_their_labels() {
    let json = r#"{"version": 1, "policy": "chosen", "copies": 30, "keep_original": true,
                   "operations": [{"name": "mixup"}, {"name": "cutmix"}]}"#;
    let recipe = recipe(json).unwrap();
    let pictures = [image(0), image(255), image(90)];
    let labels = [Some("cat"), Some("dog"), None];
    let ids = ["a", "b", "c"];
    let parents: Vec<Parent<'_>> = pictures
        .iter()
        .zip(labels)
        .zip(ids)
        .map(|((image, label), id)| Parent { id, label, image })
        .collect();
    let made = variants(&recipe, &parents[0], &parents);
    assert_eq!((made.len(), made[0].copy, made[0].is_unchanged), (31, 0, true));
    for variant in &made[1..] {
        let sum: f64 = variant.shares.iter().map(|share| share.share).sum();
        assert!(
            (sum - 1.0).abs() < 1e-12 && variant.shares.iter().all(|share| share.share > 0.0),
            "{variant:?}"
        );
        assert!(
            variant
                .shares
                .iter()
                .all(|share| share.id != "b" || share.label.as_deref() == Some("dog"))
        );
    }
    assert!(
        made.iter()
            .any(|variant| variant.shares.iter().any(|share| share.id == "c"))
    );
    let alone = Variants::new(&recipe, 5)
        .of(&parents[0], &parents[..1])
        .unwrap_err();
    assert!(
        alone
            .to_string()
            .starts_with("a: There is no other image to mix this one with."),
        "{alone}"
    );
}

#[test]
fn what_a_seed_means_never_changes() {
    let written = |policy: &str| {
        let recipe = Recipe {
            copies: 2,
            ..Recipe::of(policy)
        };
        serde_json::to_string(&steps(&recipe, SQUARE, 7, key("r1"))).unwrap()
    };
    assert_eq!(
        ["cifar10", "autoaugment-paper", "randaugment"].map(written),
        [
            r#"[[{"name":"pad-crop","border":4.0,"top":1.0,"left":7.0},{"name":"mirror"}],[{"name":"pad-crop","border":4.0,"top":5.0,"left":8.0}]]"#,
            r#"[[{"name":"posterize","bits":2.0}],[]]"#,
            r#"[[{"name":"shear-y","shear":0.09},{"name":"shear-x","shear":-0.09}],[{"name":"sharpness","factor":1.27},{"name":"sharpness","factor":1.27}]]"#,
        ]
    );
}

proptest! {
    #[test]
    fn the_same_seed_gives_the_same_variants(seed in any::<u32>(), at in 0..POLICIES.len(), width in 1..9u32, height in 1..9u32) {
        let mut recipe = Recipe { copies: 3, ..Recipe::of(POLICIES[at].name) };
        let alone = OPERATIONS.iter().filter(|operation| !operation.takes_partner());
        recipe.operations = alone.map(|operation| Chosen::of(operation)).collect();
        let size = Size::new(width, height);
        let bytes = (0..size.pixels()).map(|at| u8::try_from(at * 3 % 256).unwrap()).collect();
        let image = Image::new(size, Channels::Grey, bytes).unwrap();
        let parent = Parent { id: "r", label: None, image: &image };
        let made = Variants::new(&recipe, seed).of(&parent, &[]).unwrap();
        prop_assert_eq!(&made, &Variants::new(&recipe, seed).of(&parent, &[]).unwrap());
        let fewer = Recipe { copies: 1, ..recipe };
        prop_assert_eq!(&made[..1], &Variants::new(&fewer, seed).of(&parent, &[]).unwrap()[..]);
        prop_assert!(made.iter().all(|variant| variant.image.size() == size));
    }

    #[test]
    fn any_text_is_a_policy_or_refused(text in r#"\{"version": ?1, ?"policy": ?"(cifar10|chosen|random|x)"[ -~]{0,40}\}"#) {
        if let Ok(recipe) = recipe(&text) {
            prop_assert!(recipe.check().is_ok());
        }
    }
}
