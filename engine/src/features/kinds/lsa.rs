//! Latent semantic analysis: TF-IDF of words, brought to the few directions in which texts differ most. Texts without a
//! common word can be alike there. Fewer directions are broader topics.

use super::FeatureKind;
use crate::corpus::Corpus;
use crate::error::Result;
use crate::features::making::Making;
use crate::features::making::lsa::{self, LsaMaking};
use crate::features::options::TfidfOptions;
use crate::features::size::Size;
use crate::modality::Modality;

pub(super) static KIND_50: FeatureKind = of::<50>(
    "lsa-50",
    "Topics, 50",
    "Words brought to the 50 directions in which texts differ most (LSA): texts without a common word can be alike.",
);

pub(super) static KIND_100: FeatureKind = of::<100>(
    "lsa-100",
    "Topics, 100",
    "Words brought to the 100 directions in which texts differ most (LSA): between single words and broad topics.",
);

pub(super) static KIND_200: FeatureKind = of::<200>(
    "lsa-200",
    "Topics, 200",
    "Words brought to the 200 directions in which texts differ most (LSA): nearer to single words.",
);

const fn of<const D: usize>(name: &'static str, title: &'static str, sentence: &'static str) -> FeatureKind {
    FeatureKind {
        name,
        title,
        sentence,
        modality: Modality::Text,
        defaults: TfidfOptions::runs(1, 1),
        each_term: None,
        is_given: false,
        size: size::<D>,
        begin: begin::<D>,
    }
}

fn size<const D: usize>(corpus: &Corpus, options: &TfidfOptions) -> Size {
    lsa::size(corpus, options, D)
}

fn begin<const D: usize>(options: &TfidfOptions, most_bytes: u64) -> Result<Box<dyn Making>> {
    Ok(Box::new(LsaMaking::new(options, most_bytes, D)?))
}
