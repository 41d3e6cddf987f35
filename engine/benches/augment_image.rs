//! Variants of images: `cargo bench -p labelloom-engine --profile native --bench augment_image [-- IMAGES]`. The images are
//! 32 × 32 × 3 of drawn bytes. One thread; times are the processor's, where the system tells them, the best of five.
//! `xtask/peers/augment_images.py` does the same with albumentations, torchvision, numpy and Pillow, beside `--peer`, which
//! leaves it at that.
//!
//! Then what the page asks while a slider moves: 50 variants of a project's images with what the rules say of them, and
//! their pixels, as a session answers; the median and the most of 40 settings.

#[path = "support/clock.rs"]
mod clock;
#[path = "support/pictures.rs"]
mod pictures;
#[path = "augment_image/session.rs"]
mod session;

use std::hint::black_box;

use clock::now_ms;
use labelloom_engine::augment::image::policies::{Chosen, Recipe};
use labelloom_engine::augment::image::{OPERATIONS, Parent, Variants};
use labelloom_engine::images::descriptors::describe;

fn main() {
    let asked = std::env::args().find_map(|argument| argument.parse().ok());
    let images = pictures::pictures(asked.unwrap_or(50_000));
    let ids: Vec<String> = (0..images.len()).map(|at| at.to_string()).collect();
    let parents: Vec<Parent<'_>> = images
        .iter()
        .zip(&ids)
        .map(|(image, id)| Parent {
            id,
            label: None,
            image,
        })
        .collect();
    println!("{:<28} {:>12}", "what", "images/s");
    for policy in [
        "cifar10",
        "autoaugment-paper",
        "autoaugment-torchvision",
        "randaugment",
        "trivialaugment",
    ] {
        rate(policy, &parents, &Recipe::of(policy));
    }
    for operation in OPERATIONS {
        let operations = vec![Chosen::of(operation)];
        rate(
            operation.name,
            &parents,
            &Recipe {
                operations,
                ..Recipe::of("chosen")
            },
        );
    }
    if std::env::args().any(|argument| argument == "--peer") {
        return;
    }
    let few = &images[..images.len().min(5_000)];
    told("descriptors", few.len(), || {
        few.iter().for_each(|image| drop(black_box(describe(image))))
    });
    session::previews();
}

/// One variant of each image, as any caller makes it: draws, steps, image.
fn rate(what: &str, parents: &[Parent<'_>], recipe: &Recipe) {
    let variants = Variants::new(recipe, 1);
    told(what, parents.len(), || {
        for parent in parents {
            drop(black_box(variants.of(parent, parents).expect("a variant")));
        }
    });
}

#[expect(clippy::cast_precision_loss, reason = "a benchmark's counts")]
fn told(what: &str, count: usize, run: impl Fn()) {
    let mut best = f64::INFINITY;
    for _ in 0..5 {
        let begin = now_ms();
        run();
        best = best.min(now_ms() - begin);
    }
    println!("{what:<28} {:>12.0}", count as f64 * 1000.0 / best);
}
