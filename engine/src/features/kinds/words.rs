//! TF-IDF of runs of words: scikit-learn's `TfidfVectorizer(analyzer="word")`.

use super::FeatureKind;
use crate::features::making::tfidf::TfidfMaking;
use crate::features::options::TfidfOptions;
use crate::features::{ngrams, size};
use crate::modality::Modality;

pub(super) static KIND: FeatureKind = FeatureKind {
    name: "words",
    title: "Words",
    sentence: "Words and short runs of words, weighed by how rare they are (TF-IDF).",
    modality: Modality::Text,
    defaults: TfidfOptions::runs(1, 1),
    each_term: Some(ngrams::words),
    is_given: false,
    size: |corpus, options| size::of_terms(corpus, options, ngrams::words),
    begin: |options, most_bytes| {
        let making = TfidfMaking::new("words", ngrams::words, options.clone(), most_bytes)?;
        Ok(Box::new(making))
    },
};
