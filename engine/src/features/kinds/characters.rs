//! TF-IDF of runs of characters of the whole text: scikit-learn's `TfidfVectorizer(analyzer="char")`.

use super::FeatureKind;
use crate::features::making::tfidf::TfidfMaking;
use crate::features::options::TfidfOptions;
use crate::features::{ngrams, size};
use crate::modality::Modality;

pub(super) static KIND: FeatureKind = FeatureKind {
    name: "characters",
    title: "Characters",
    sentence: "Runs of characters, across words too, weighed by how rare they are: for scripts without spaces, and for codes and signs.",
    modality: Modality::Text,
    defaults: TfidfOptions::runs(2, 4),
    each_term: Some(ngrams::characters),
    is_given: false,
    size: |corpus, options| size::of_terms(corpus, options, ngrams::characters),
    begin: |options, most_bytes| {
        let making = TfidfMaking::new("characters", ngrams::characters, options.clone(), most_bytes)?;
        Ok(Box::new(making))
    },
};
