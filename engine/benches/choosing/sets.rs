//! The sets: digits by their pixels and as images, and three sets of short texts.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use labelloom_engine::arena::TextArena;
use labelloom_engine::choosing::{Candidates, Features};
use labelloom_engine::corpus::{Corpus, CorpusBuilder};
use labelloom_engine::features::Vectors;
use labelloom_engine::images::{Channels, Image, Size, StoredImage};
use labelloom_engine::num::{count, exact, index};
use labelloom_engine::rng::Rng;
use serde_json::Value;

use crate::Outcome;

/// Records whose labels are known.
pub(crate) struct Set {
    pub(crate) title: &'static str,
    pub(crate) k: usize,
    /// Length n.
    pub(crate) labels: Vec<u32>,
    pub(crate) corpus: Corpus,
    pub(crate) candidates: Candidates,
}

type Read = fn(&Path) -> Outcome<Set>;

const SETS: [(&str, Read); 5] = [
    ("digits/digits_8x8.csv", digits),
    ("digits/digits_8x8.csv", digits_as_images),
    ("trec/TREC.train.all", trec),
    ("sms_spam/sms.tsv", sms),
    ("clinc150/data_full.json", clinc),
];

impl Set {
    /// The sets that are there; what is not is said.
    pub(crate) fn all() -> Outcome<Vec<Self>> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
        let mut sets = Vec::new();
        for (name, read) in SETS {
            let path = folder.join(name);
            if path.is_file() {
                sets.push(read(&path)?);
            } else {
                println!("skipped: {} is not there", path.display());
            }
        }
        Ok(sets)
    }

    fn of_texts(title: &'static str, k: usize, texts: &[(String, u32)]) -> Self {
        let mut corpus = CorpusBuilder::default();
        texts.iter().for_each(|(text, _)| corpus.push(None, text, []));
        Self {
            title,
            k,
            labels: texts.iter().map(|at| at.1).collect(),
            corpus: corpus.finish(),
            candidates: Candidates::of_texts(),
        }
    }

    /// Records drawn from each label: a share of them, one at least.
    pub(crate) fn seeds(&self, share: f64, seed: u64) -> Vec<(u32, u32)> {
        let mut rng = Rng::new(seed);
        let mut seeds = Vec::new();
        for label in 0..count(self.k) {
            let of_label = (0..).zip(&self.labels).filter(|(_, own)| **own == label);
            let mut open: Vec<u32> = of_label.map(|(record, _)| record).collect();
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "below n")]
            let wanted = ((share * exact(open.len())).round() as usize).max(1);
            for _ in 0..wanted.min(open.len()) {
                let at = usize::try_from(rng.below(open.len() as u64)).unwrap_or(0);
                seeds.push((open.swap_remove(at), label));
            }
        }
        seeds.sort_unstable();
        seeds
    }

    pub(crate) fn label(&self, record: u32) -> usize {
        index(self.labels[index(record)])
    }
}

fn digits(path: &Path) -> Outcome<Set> {
    let text = std::fs::read_to_string(path)?;
    let (mut pixels, mut labels, mut corpus) = (Vec::new(), Vec::new(), CorpusBuilder::default());
    for line in text.lines().skip(1) {
        let mut numbers: Vec<f32> = line.split(',').map(str::parse).collect::<Result<_, _>>()?;
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a digit")]
        labels.push(numbers.pop().unwrap_or(0.0) as u32);
        pixels.append(&mut numbers);
        corpus.push(None, "", []);
    }
    let mut names = TextArena::default();
    (0..64).for_each(|pixel| names.push(&format!("p{pixel}")));
    let rows = ndarray::Array2::from_shape_vec((labels.len(), 64), pixels)?;
    let features = Features::Given {
        name: "pixels".to_owned(),
        vectors: Arc::new(Vectors::dense("columns", rows, names)?),
    };
    let mut candidates = Candidates::none();
    candidates.put_graph([features.clone()]);
    candidates.put_plain(features);
    Ok(Set {
        title: "digits",
        k: 10,
        labels,
        corpus: corpus.finish(),
        candidates,
    })
}

/// The same digits as images of 8 × 8 pixels, 16 steps of grey each.
fn digits_as_images(path: &Path) -> Outcome<Set> {
    let text = std::fs::read_to_string(path)?;
    let (mut labels, mut corpus) = (Vec::new(), CorpusBuilder::default());
    for line in text.lines().skip(1) {
        let numbers: Vec<f32> = line.split(',').map(str::parse).collect::<Result<_, _>>()?;
        let (label, pixels) = numbers.split_last().ok_or("a line without a digit")?;
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "whole numbers to 16"
        )]
        let (label, pixels) = (
            *label as u32,
            pixels.iter().map(|grey| *grey as u8 * 15).collect(),
        );
        labels.push(label);
        let size = Size::new(8, 8);
        corpus.push(None, "", []);
        corpus.push_image(&StoredImage {
            original: size,
            image: Image::new(size, Channels::Grey, pixels)?,
        });
    }
    Ok(Set {
        title: "digits as images",
        k: 10,
        labels,
        corpus: corpus.finish(),
        candidates: Candidates::of_images(),
    })
}

/// Training and test questions, in Latin-1.
fn trec(path: &Path) -> Outcome<Set> {
    let mut texts = Vec::new();
    for path in [path.to_path_buf(), path.with_file_name("TREC.test.all")] {
        let text: String = std::fs::read(path)?.into_iter().map(char::from).collect();
        for line in text.lines() {
            let (label, text) = line.split_once(' ').ok_or("a line without a label")?;
            texts.push((text.to_owned(), label.parse()?));
        }
    }
    Ok(Set::of_texts("TREC", 6, &texts))
}

fn sms(path: &Path) -> Outcome<Set> {
    let text = std::fs::read_to_string(path)?;
    let pairs = text.lines().filter_map(|line| line.split_once('\t'));
    let texts: Vec<_> = pairs
        .map(|(label, text)| (text.to_owned(), u32::from(label == "spam")))
        .collect();
    Ok(Set::of_texts("SMS", 2, &texts))
}

/// The utterances of the three splits, by the domain of their intents; those out of scope are left out.
fn clinc(path: &Path) -> Outcome<Set> {
    let domains: Value = serde_json::from_slice(&std::fs::read(path.with_file_name("domains.json"))?)?;
    let domains: Vec<&Value> = domains.as_object().ok_or("no domains")?.values().collect();
    let domain_of = |intent: &Value| {
        let holds = |domain: &&Value| domain.as_array().is_some_and(|intents| intents.contains(intent));
        domains.iter().position(holds).map(count)
    };
    let splits: Value = serde_json::from_slice(&std::fs::read(path)?)?;
    let mut texts = Vec::new();
    for split in ["train", "val", "test"] {
        for pair in splits[split].as_array().ok_or("no split")? {
            let text = pair[0].as_str().ok_or("no text")?;
            texts.push((text.to_owned(), domain_of(&pair[1]).ok_or("no domain")?));
        }
    }
    Ok(Set::of_texts("CLINC domains", domains.len(), &texts))
}
