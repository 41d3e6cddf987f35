//! Mixtures of images of different sizes.

use serde_json::json;

use super::*;
use crate::augment::image::told;
use crate::images::Channels;

fn image(sides: [u32; 2], channels: Channels, step: u8) -> Image {
    let size = Size::new(sides[0], sides[1]);
    let bytes =
        (0..size.width() * size.height() * channels.count()).map(|at| u8::try_from(at % 251).unwrap() ^ step);
    Image::new(size, channels, bytes.collect()).unwrap()
}

fn mixtures(of: &Parent<'_>, among: &[Parent<'_>]) -> Vec<ImageVariant> {
    let recipe = br#"{"version": 1, "policy": "chosen", "copies": 12, "operations": [{"name": "mixup"}, {"name": "cutmix"}]}"#;
    let recipe = Recipe::read(recipe).unwrap();
    Variants::new(&recipe, 5).of(of, among).unwrap()
}

const fn parent<'a>(id: &'a str, image: &'a Image) -> Parent<'a> {
    Parent {
        id,
        label: None,
        image,
    }
}

#[test]
fn a_partner_of_another_size_is_brought_to_the_images() {
    let own = image([6, 4], Channels::Rgb, 3);
    let other = image([9, 2], Channels::GreyAlpha, 90);
    let parents = [parent("a", &own), parent("b", &other)];
    for (at, [mine, its]) in [[&own, &other], [&other, &own]].into_iter().enumerate() {
        for variant in mixtures(&parents[at], &parents) {
            let made = (variant.image.size(), variant.image.channels());
            assert_eq!(made, (mine.size(), mine.channels()));
            let from = Some(its.size());
            assert!(variant.partners.iter().all(|with| with.resized_from == from));
            let said = variant.told();
            assert_eq!(said[0][told::RESIZED_FROM], json!(its.size().sides()));
            // What is said is all it takes to make it again.
            let again = told::made(mine, &said, &mut |_| Some(its.clone())).unwrap();
            assert_eq!(again, variant.image);
        }
    }
}

#[test]
fn a_partner_of_the_same_size_is_taken_as_it_is() {
    let (own, other) = (image([6, 4], Channels::Rgb, 3), image([6, 4], Channels::Rgb, 90));
    let parents = [parent("a", &own), parent("b", &other)];
    for variant in mixtures(&parents[0], &parents) {
        assert!(variant.partners.iter().all(|with| with.resized_from.is_none()));
        let said = variant.told();
        assert!(said.iter().all(|said| !said.contains_key(told::RESIZED_FROM)));
        let (mut made, steps) = (own.clone(), variant.steps.iter());
        steps.for_each(|step| made = step.apply(&made, Some(&other)).unwrap());
        assert_eq!(made, variant.image);
    }
}
