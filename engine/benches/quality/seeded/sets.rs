//! Sets whose every record has a label: texts, or rows of numbers.

use std::path::{Path, PathBuf};

use labelloom_engine::arena::TextArena;
use labelloom_engine::corpus::{Corpus, CorpusBuilder};
use labelloom_engine::features::{Plan, Vectors, kinds};
use labelloom_engine::graph::Measure;
use ndarray::Array2;
use serde_json::Value;

use crate::Outcome;

/// A set.
pub(crate) struct SeededSet {
    pub(crate) name: &'static str,
    pub(crate) title: &'static str,
    pub(crate) k: usize,
    /// Length n.
    pub(crate) labels: Vec<usize>,
    pub(crate) records: Records,
}

/// What the records are.
pub(crate) enum Records {
    Texts(Vec<String>),
    Rows(Vec<Vec<f32>>),
}

/// Labels, length n, and the records that have them.
type Labeled = (Vec<usize>, Records);

/// Where a set comes from.
struct Source {
    name: &'static str,
    title: &'static str,
    /// A file of it, under the folder of all sets.
    file: &'static str,
    read: fn(&Path) -> Outcome<Labeled>,
}

const SOURCES: [Source; 4] = [
    Source {
        name: "digits",
        title: "digits",
        file: "digits/digits_8x8.csv",
        read: digits,
    },
    Source {
        name: "trec",
        title: "TREC",
        file: "trec/TREC.train.all",
        read: trec,
    },
    Source {
        name: "sms",
        title: "SMS",
        file: "sms_spam/sms.tsv",
        read: sms,
    },
    Source {
        name: "clinc",
        title: "CLINC150, domains",
        file: "clinc150/data_full.json",
        read: clinc,
    },
];

impl SeededSet {
    /// The sets that are there; what is not is said.
    pub(crate) fn all() -> Outcome<Vec<Self>> {
        let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../shared/data");
        let mut sets = Vec::new();
        for source in SOURCES {
            let path = folder.join(source.file);
            if !path.is_file() {
                println!("skipped: {} is not at {}", source.title, path.display());
                continue;
            }
            let (labels, records) = (source.read)(&path)?;
            sets.push(Self {
                name: source.name,
                title: source.title,
                k: labels.iter().max().map_or(0, |most| most + 1),
                labels,
                records,
            });
        }
        Ok(sets)
    }

    /// The texts as a corpus; none where there are numbers.
    pub(crate) fn corpus(&self) -> Option<Corpus> {
        let Records::Texts(texts) = &self.records else {
            return None;
        };
        let mut corpus = CorpusBuilder::default();
        texts.iter().for_each(|text| corpus.push(None, text, []));
        Some(corpus.finish())
    }

    /// Everything that records are compared by: a name, vectors, a measure.
    pub(crate) fn features(&self) -> Outcome<Vec<(&'static str, Vectors, Measure)>> {
        if let Records::Rows(rows) = &self.records {
            let of = |name, measure| Ok((name, pixels(rows)?, measure));
            return [
                ("pixels, cosine", Measure::Cosine),
                ("pixels, distance", Measure::Distance),
            ]
            .into_iter()
            .map(|(name, measure)| of(name, measure))
            .collect();
        }
        let corpus = self.corpus().ok_or("texts")?;
        let make = |name: &'static str| -> Outcome<_> {
            let kind = kinds::find(name).ok_or(name)?;
            let vectors = Plan::of(kind).make(&corpus).map_err(|error| error.to_string())?;
            Ok((name, vectors, Measure::Cosine))
        };
        ["words", "lsa-50", "lsa-100"].into_iter().map(make).collect()
    }
}

fn pixels(rows: &[Vec<f32>]) -> Outcome<Vectors> {
    let width = rows[0].len();
    let mut names = TextArena::default();
    (0..width).for_each(|pixel| names.push(&pixel.to_string()));
    let values = Array2::from_shape_vec((rows.len(), width), rows.concat())?;
    Ok(Vectors::dense("pixels", values, names).map_err(|error| error.to_string())?)
}

/// A head, then a line an image, its digit last.
fn digits(path: &Path) -> Outcome<Labeled> {
    let text = std::fs::read_to_string(path)?;
    let (mut labels, mut rows) = (Vec::new(), Vec::new());
    for line in text.lines().skip(1) {
        let (pixels, digit) = line.rsplit_once(',').ok_or("a digit")?;
        labels.push(digit.parse()?);
        rows.push(pixels.split(',').map(str::parse).collect::<Result<_, _>>()?);
    }
    Ok((labels, Records::Rows(rows)))
}

/// Train, then test: `LABEL TEXT`, in Latin-1.
fn trec(path: &Path) -> Outcome<Labeled> {
    let mut bytes = std::fs::read(path)?;
    bytes.extend(std::fs::read(path.with_file_name("TREC.test.all"))?);
    let text: String = bytes.into_iter().map(char::from).collect();
    split(text.split('\n').filter(|line| !line.is_empty()), ' ', |label| {
        Ok(label.parse()?)
    })
}

/// `ham` or `spam`, a tab, the text.
fn sms(path: &Path) -> Outcome<Labeled> {
    let text = std::fs::read_to_string(path)?;
    split(text.split('\n').filter(|line| !line.is_empty()), '\t', |label| {
        Ok(usize::from(label == "spam"))
    })
}

fn split<'a>(
    lines: impl Iterator<Item = &'a str>,
    by: char,
    label: impl Fn(&str) -> Outcome<usize>,
) -> Outcome<Labeled> {
    let (mut labels, mut texts) = (Vec::new(), Vec::new());
    for line in lines {
        let (name, text) = line.split_once(by).ok_or("a label and a text")?;
        labels.push(label(name)?);
        texts.push(text.trim_end_matches('\r').to_owned());
    }
    Ok((labels, Records::Texts(texts)))
}

/// Utterances with an intent, which is in one of ten domains; those out of scope are left out.
fn clinc(path: &Path) -> Outcome<Labeled> {
    let read = |path: &Path| -> Outcome<Value> { Ok(serde_json::from_str(&std::fs::read_to_string(path)?)?) };
    let (all, domains) = (read(path)?, read(&path.with_file_name("domains.json"))?);
    let domains = domains.as_object().ok_or("domains")?;
    let domain = |intent: &Value| {
        let has = |intents: &Value| intents.as_array().is_some_and(|intents| intents.contains(intent));
        domains.values().position(has).ok_or("an intent of a domain")
    };
    let (mut labels, mut texts) = (Vec::new(), Vec::new());
    for part in ["train", "val", "test"] {
        for pair in all[part].as_array().ok_or("a part")? {
            texts.push(pair[0].as_str().ok_or("a text")?.to_owned());
            labels.push(domain(&pair[1])?);
        }
    }
    Ok((labels, Records::Texts(texts)))
}
