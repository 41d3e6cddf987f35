//! TF-IDF against scikit-learn 1.9.1, on the texts in `tests/suite/features`, and what the making of features promises.

#![expect(clippy::unwrap_used, reason = "a test that cannot read its case fails")]

use labelloom_engine::corpus::{Corpus, CorpusBuilder, ValueKind};
use labelloom_engine::embeddings::Source;
use labelloom_engine::features::{
    DocumentBound, EMBEDDINGS, FeatureKind, KINDS, Part, Plan, TfidfOptions, Vectors, VectorsJob,
};
use labelloom_engine::images::{Channels, Image, Size, StoredImage};
use labelloom_engine::job::{Job as _, Step};
use labelloom_engine::modality::Modality;
use serde::Deserialize;
use serde_json::Value;

/// Weights are kept in single precision.
const SINGLE: f64 = 1e-7;

#[derive(Deserialize)]
struct Suite {
    docs: Vec<String>,
    runs: Vec<Run>,
}

#[derive(Deserialize)]
struct Run {
    settings: Settings,
    n_terms: Option<u32>,
    vocabulary: Option<Vec<String>>,
    tfidf: Option<Sparse>,
    row_nnz: Option<Vec<usize>>,
    neighbours: Option<Vec<Vec<u32>>>,
    similarities: Option<Vec<Vec<f64>>>,
}

/// Of `TfidfVectorizer`.
#[derive(Deserialize)]
struct Settings {
    analyzer: String,
    ngram_range: (u32, u32),
    min_df: Value,
    max_df: Value,
    max_features: Option<u32>,
    sublinear_tf: bool,
    smooth_idf: bool,
}

#[derive(Deserialize)]
struct Sparse {
    indptr: Vec<usize>,
    indices: Vec<u32>,
    data: Vec<f64>,
}

fn corpus<'a>(texts: impl IntoIterator<Item = &'a str>) -> Corpus {
    let mut corpus = CorpusBuilder::default();
    texts.into_iter().for_each(|text| corpus.push(None, text, []));
    corpus.finish()
}

fn plan(settings: &Settings) -> Plan {
    let kind = match settings.analyzer.as_str() {
        "word" => "words",
        "char_wb" => "characters-in-words",
        _ => "characters",
    };
    let bound = |value: &Value| match value.as_u64() {
        Some(texts) => DocumentBound::Texts(u32::try_from(texts).unwrap()),
        None => DocumentBound::Share(value.as_f64().unwrap()),
    };
    let options = TfidfOptions {
        ngram_range: settings.ngram_range,
        min_df: bound(&settings.min_df),
        max_df: bound(&settings.max_df),
        max_features: settings.max_features,
        sublinear_tf: settings.sublinear_tf,
        smooth_idf: settings.smooth_idf,
    };
    part(kind, options)
}

fn part(kind: &str, options: TfidfOptions) -> Plan {
    let kind = kind.to_owned();
    Plan {
        parts: vec![Part { kind, options }],
        ..Plan::default()
    }
}

fn cosine(vectors: &Vectors, one: u32, other: u32) -> f64 {
    let other: Vec<(u32, f32)> = vectors.row(other).entries().collect();
    let entries = vectors.row(one);
    let products = entries.entries().filter_map(|(column, value)| {
        let at = other.binary_search_by_key(&column, |entry| entry.0).ok()?;
        Some(f64::from(value) * f64::from(other[at].1))
    });
    products.sum()
}

fn check(suite: &str) {
    let suite: Suite = serde_json::from_str(suite).unwrap();
    let corpus = corpus(suite.docs.iter().map(String::as_str));
    for run in &suite.runs {
        let vectors = plan(&run.settings).make(&corpus).unwrap();
        assert_eq!(vectors.len(), suite.docs.len());
        assert!(run.n_terms.is_none_or(|terms| vectors.width() == terms));
        if let Some(vocabulary) = &run.vocabulary {
            assert_eq!(&vectors.names().collect::<Vec<_>>(), vocabulary);
        }
        for record in 0..u32::try_from(vectors.len()).unwrap() {
            check_row(&vectors, record, run);
        }
    }
}

fn check_row(vectors: &Vectors, record: u32, run: &Run) {
    let at = record as usize;
    let own: Vec<(u32, f32)> = vectors.row(record).entries().collect();
    if let Some(rows) = &run.tfidf {
        let place = rows.indptr[at]..rows.indptr[at + 1];
        let columns: Vec<u32> = own.iter().map(|entry| entry.0).collect();
        assert_eq!(columns, rows.indices[place.clone()], "record {record}");
        for ((_, value), theirs) in own.iter().zip(&rows.data[place]) {
            assert!((f64::from(*value) - theirs).abs() < SINGLE, "record {record}");
        }
    }
    if let Some(held) = &run.row_nnz {
        assert_eq!(own.len(), held[at], "record {record}");
    }
    if let (Some(neighbours), Some(similarities)) = (&run.neighbours, &run.similarities) {
        for (other, theirs) in neighbours[at].iter().zip(&similarities[at]) {
            let difference = cosine(vectors, record, *other) - theirs;
            assert!(
                difference.abs() < 4.0 * SINGLE,
                "{record} and {other}: {difference}"
            );
        }
    }
}

#[test]
fn words_are_weighed_as_by_scikit_learn() {
    check(include_str!("../../tests/suite/features/words_160.json"));
}

#[test]
fn runs_of_words_and_characters_are_those_of_scikit_learn() {
    check(include_str!("../../tests/suite/features/ngrams.json"));
}

/// Real utterances, not ours to ship.
#[test]
fn real_utterances_are_weighed_as_by_scikit_learn() {
    let place = "../../shared/specs/graph-and-sampling/shared_only_tfidf_knn_clinc300.json";
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(place);
    match std::fs::read_to_string(path) {
        Ok(suite) => check(&suite),
        Err(_) => println!("skipped: the optional texts of CLINC150 are not here"),
    }
}

#[test]
fn parts_are_joined_in_order() {
    let corpus = corpus(["late box", "late lamp", "lamp"]);
    let both = Plan {
        parts: ["words", "characters-in-words"].map(usual).into(),
        ..Plan::default()
    };
    let vectors = both.make(&corpus).unwrap();
    let words = part("words", usual("words").options).make(&corpus).unwrap();
    assert_eq!(vectors.blocks()[0].columns, 0..words.width());
    assert_eq!((vectors.name(1), vectors.kind(1)), ("late", "words"));
    assert_eq!(vectors.kind(2), "characters-in-words");
    let first = vectors.row(2).entries().next();
    assert_eq!(first, words.row(2).entries().next());
}

fn usual(name: &str) -> Part {
    let kind = KINDS.iter().find(|kind| kind.name == name).unwrap();
    Part {
        kind: name.to_owned(),
        options: kind.defaults.clone(),
    }
}

#[test]
fn kinds_describe_themselves_and_run() {
    let mut texts = corpus(["one two three", "two three four", "three"]);
    let given = ndarray::array![[1.0, 0.5], [0.0, 0.0], [-1.0, 2.0]];
    texts.set_embeddings(Some(Source::Rows(given.into_shared())));
    let images = images(3);
    for (at, kind) in KINDS.iter().enumerate() {
        assert!(
            KINDS[..at].iter().all(|other| other.name != kind.name),
            "{}",
            kind.name
        );
        assert!(
            !kind.title.is_empty() && kind.sentence.ends_with('.'),
            "{}",
            kind.name
        );
        let (own, other) = match kind.modality {
            Modality::Text => (&texts, &images),
            Modality::Image => (&images, &texts),
        };
        let vectors = Plan::of(kind).make(own).unwrap();
        assert!(vectors.width() > 0 && vectors.kind(0) == kind.name);
        // What came with the records may be of any.
        if kind.is_given {
            continue;
        }
        let refused = Plan::of(kind).make(other).unwrap_err().to_string();
        assert!(
            refused.contains("are of") && refused.contains("Choose among"),
            "{refused}"
        );
    }
}

/// Images of 5 × 4 pixels, each brighter than the last.
fn images(number: u8) -> Corpus {
    let mut corpus = CorpusBuilder::default();
    for at in 0..number {
        let size = Size::new(5, 4);
        let image = Image::new(size, Channels::Grey, vec![at * 40; 20]).unwrap();
        corpus.push(None, "image", []);
        corpus.push_image(&StoredImage {
            original: size,
            image,
        });
    }
    corpus.finish()
}

#[test]
fn embeddings_are_taken_as_they_are() {
    let mut corpus = corpus(["one two", "two three", "three"]);
    let make = |corpus: &Corpus| Plan::of(embeddings()).make(corpus);
    assert!(make(&corpus).unwrap_err().what.contains("no embeddings"));
    corpus.set_embeddings(Some(Source::Missing("e.npy".to_owned())));
    assert!(make(&corpus).unwrap_err().what.contains("\"e.npy\" are not with"));
    let given = ndarray::array![[1.0, 0.5], [0.0, 0.0], [-1.0, 2.0]];
    corpus.set_embeddings(Some(Source::Rows(given.clone().into_shared())));
    let vectors = make(&corpus).unwrap();
    let rows = (0..3).map(|record| vectors.row(record).values().to_vec());
    assert!(rows.eq(given.rows().into_iter().map(|row| row.to_vec())));
    let size = Plan::of(embeddings()).size(&corpus).unwrap();
    assert_eq!((size.values, size.bytes_kept), (6, 24));
    let bounded = Plan {
        most_bytes: 20,
        ..Plan::of(embeddings())
    };
    assert!(bounded.make(&corpus).unwrap_err().what.contains("more than"));
}

fn embeddings() -> &'static FeatureKind {
    KINDS.iter().find(|kind| kind.name == EMBEDDINGS).unwrap()
}

/// Words weigh about as much as before beside them: what they are made of is joined, column by column.
#[test]
fn embeddings_of_a_column_stand_beside_words() {
    let mut builder = CorpusBuilder::default();
    builder.name_fields(&["vector".to_owned()]);
    for at in 0..1200 {
        let list = format!("[{at}, -0.5]");
        let value = labelloom_engine::corpus::Value {
            kind: ValueKind::Json,
            text: &list,
        };
        builder.push(None, "two words", [value]);
    }
    let mut corpus = builder.finish();
    corpus.set_embeddings(Some(Source::Field(0)));
    let both = Plan {
        parts: vec![usual("words"), usual(EMBEDDINGS)],
        ..Plan::default()
    };
    let vectors = both.make(&corpus).unwrap();
    assert_eq!(
        (vectors.width(), vectors.kind(2), vectors.name(3)),
        (4, EMBEDDINGS, "2")
    );
    let last: Vec<(u32, f32)> = vectors.row(1199).entries().skip(2).collect();
    assert_eq!(last, [(2, 1199.0), (3, -0.5)]);
    assert_eq!(both.size(&corpus).unwrap().values, 2 * 1200 + 2 * 1200);
}

#[test]
fn what_cannot_be_made_is_said() {
    let texts = corpus(["one", "two", ""]);
    let none = Plan::default().make(&texts).unwrap_err();
    assert_eq!(none.what, "Of 2 terms in 3 texts, none stands in 2 to 3 texts");
    let none = Plan::default().make(&corpus([])).unwrap_err();
    assert_eq!(none.place, "words");
    let unknown = part("colours", TfidfOptions::runs(1, 1));
    assert!(unknown.begin().unwrap_err().remedy.contains("words, characters"));
    let empty = Plan {
        parts: Vec::new(),
        ..Plan::default()
    };
    assert!(empty.begin().is_err() && empty.size(&texts).is_err());
}

/// Texts of 40 words out of 5,000: the estimate is close, and a bound is kept to.
#[test]
fn sizes_are_told_before_and_bounds_are_kept_to() {
    let mut rng = labelloom_engine::rng::Rng::new(3);
    let mut text = || {
        let words = (0..40).map(|_| format!("w{}", rng.below(5000)));
        words.collect::<Vec<_>>().join(" ")
    };
    let texts: Vec<String> = (0..6000).map(|_| text()).collect();
    let corpus = corpus(texts.iter().map(String::as_str));
    let plan = Plan::default();
    let (size, vectors) = (plan.size(&corpus).unwrap(), plan.make(&corpus).unwrap());
    let close = |told: u64, is: u64| (told.abs_diff(is) as f64) < 0.1 * is as f64;
    assert!(close(size.values, vectors.held() as u64), "{size:?}");
    assert!(
        close(size.terms, 5000) && close(size.bytes_kept, vectors.bytes()),
        "{size:?}"
    );
    for most_bytes in [1000, vectors.bytes() / 2] {
        let bounded = Plan {
            most_bytes,
            ..Plan::default()
        };
        let error = bounded.make(&corpus).unwrap_err();
        assert!(error.what.contains("more than"), "{error}");
    }
}

#[test]
fn progress_ends_where_it_says() {
    let long = "some words of a longer text ".repeat(800);
    let corpus = corpus((0..40).map(|_| long.as_str()));
    let mut job = VectorsJob::new(&Plan::default(), &corpus).unwrap();
    let mut stages = Vec::new();
    while let Step::Working(progress) = job.step().unwrap() {
        assert!(progress.done <= progress.total);
        stages.push(progress.stage);
    }
    assert!(stages.len() > 10);
    stages.dedup();
    assert_eq!(stages, ["counting terms", "weighing terms"]);
}
