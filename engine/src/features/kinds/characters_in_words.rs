//! TF-IDF of runs of characters within words: scikit-learn's `TfidfVectorizer(analyzer="char_wb")`.

use super::FeatureKind;
use crate::features::making::tfidf::TfidfMaking;
use crate::features::options::TfidfOptions;
use crate::features::{ngrams, size};
use crate::modality::Modality;

pub(super) static KIND: FeatureKind = FeatureKind {
    name: "characters-in-words",
    title: "Pieces of words",
    sentence: "Runs of characters within words, weighed by how rare they are: they hold in spite of endings and misspellings.",
    modality: Modality::Text,
    defaults: TfidfOptions::runs(3, 5),
    each_term: Some(ngrams::characters_in_words),
    is_given: false,
    size: |corpus, options| size::of_terms(corpus, options, ngrams::characters_in_words),
    begin: |options, most_bytes| {
        let making = TfidfMaking::new(
            "characters-in-words",
            ngrams::characters_in_words,
            options.clone(),
            most_bytes,
        )?;
        Ok(Box::new(making))
    },
};
