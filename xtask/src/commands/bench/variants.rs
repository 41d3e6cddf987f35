//! Variants beside their peers: of texts by EDA and nlpaug, of images by albumentations, torchvision, numpy and Pillow. The
//! scripts run the engine's benches in turn with the peers and print their tables.

use std::path::PathBuf;

use crate::failure::Outcome;
use crate::program::Program;
use crate::setup;

/// A kind of records with its peers.
struct Kind {
    about: &'static str,
    script: &'static str,
    python: fn() -> Outcome<PathBuf>,
}

const KINDS: [Kind; 2] = [
    Kind {
        about: "variants of texts: three to five minutes",
        script: "xtask/peers/augment_text.py",
        python: setup::peers::ensure_texts,
    },
    Kind {
        about: "variants of images: three to five minutes",
        script: "xtask/peers/augment_images.py",
        python: setup::peers::ensure_images,
    },
];

/// Prints a table a kind; a kind whose peers can't be had says why.
pub(super) fn compare() -> Outcome {
    for kind in &KINDS {
        println!("\n{}", kind.about);
        match (kind.python)() {
            Ok(python) => Program::new(python).args([kind.script]).run()?,
            Err(failure) => println!("skipped, for want of the peers: {failure}"),
        }
    }
    Ok(())
}
