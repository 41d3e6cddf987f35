//! Variants: EDA's four operations on the sample texts, as in `engine/benches/augment_text.rs`, and CIFAR-10's usual policy on
//! drawn images, as in `engine/benches/augment_image.rs`.

use std::cell::RefCell;
use std::hint::black_box;

use labelloom_engine::augment::image::policies::Recipe;
use labelloom_engine::augment::image::{Parent as Picture, Variants};
use labelloom_engine::augment::{Augmenter, Parent, PolicyFile, Resources};
use labelloom_engine::images::Image;

const THESAURUS: &[u8] = include_bytes!("../../../engine/data/thesaurus.tsv");
const POLARITY: &[u8] = include_bytes!("../../../engine/data/polarity.tsv");

/// EDA's operations, a copy each.
const POLICY: &str = r#"{"version": 1, "policy": "apply-each", "operations": [
    {"name": "synonym", "strength": 0.1}, {"name": "insert", "strength": 0.1},
    {"name": "swap", "strength": 0.1}, {"name": "delete", "strength": 0.1}]}"#;

/// Copies of a text.
const COPIES: usize = 4;

#[derive(Default)]
struct Bench {
    texts: Vec<String>,
    augmenter: Option<Augmenter>,
    images: Vec<Image>,
}

thread_local! {
    static BENCH: RefCell<Bench> = RefCell::default();
}

/// Reads the sample texts and the thesaurus. Says how many texts there are.
#[unsafe(no_mangle)]
extern "C" fn variants_texts() -> usize {
    let policy = PolicyFile::read(POLICY.as_bytes()).expect("a policy file");
    let resources = Resources::english(THESAURUS, POLARITY).expect("the files that came with it");
    BENCH.with_borrow_mut(|bench| {
        bench.augmenter = Some(Augmenter::new(policy, &resources, 1).expect("all that it needs"));
        bench.texts = crate::samples::texts();
        bench.texts.len()
    })
}

/// Makes four copies of each text, and says how many that are; copies of which nothing can be changed were tried as well.
#[unsafe(no_mangle)]
extern "C" fn variants_eda() -> usize {
    BENCH.with_borrow(|bench| {
        let augmenter = bench.augmenter.as_ref().expect("there are texts");
        for (number, text) in bench.texts.iter().enumerate() {
            let id = number.to_string();
            let parent = Parent {
                id: &id,
                text,
                label: None,
                matched: &[],
            };
            drop(black_box(augmenter.variants(&parent)));
        }
        COPIES * bench.texts.len()
    })
}

/// Draws images.
#[unsafe(no_mangle)]
extern "C" fn variants_images(count: usize) {
    BENCH.with_borrow_mut(|bench| bench.images = crate::pictures::pictures(count));
}

/// Pads, crops and mirrors each image, and says how many there are.
#[unsafe(no_mangle)]
extern "C" fn variants_cropped() -> usize {
    BENCH.with_borrow(|bench| {
        let recipe = Recipe::of("cifar10");
        let variants = Variants::new(&recipe, 1);
        for (number, image) in bench.images.iter().enumerate() {
            let id = number.to_string();
            let parent = Picture {
                id: &id,
                label: None,
                image,
            };
            drop(black_box(variants.of(&parent, &[]).expect("a variant")));
        }
        bench.images.len()
    })
}
