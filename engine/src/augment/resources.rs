//! What operations need besides the text: words about words, and what is known of the corpus.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::casing::lower;
use super::polarity::Polarity;
use super::synonyms::{OwnSynonyms, Synonyms};
use super::thesaurus::Thesaurus;
use super::uda::{self, ScoreBuilder, WordScores};
use super::words::words;
use crate::error::{Error, Result};

/// Whatever there is of it; an operation that lacks something says so when it is made ready.
#[derive(Clone, Debug, Default)]
pub struct Resources {
    /// The thesaurus.
    pub thesaurus: Option<Arc<Thesaurus>>,
    /// Signs of words.
    pub polarity: Option<Arc<Polarity>>,
    /// TF-IDF of the corpus's words, as [`super::words`] cuts them, in lower case.
    pub scores: Option<Arc<WordScores>>,
    /// TF-IDF of the corpus's words, as UDA cuts them.
    pub uda_scores: Option<Arc<WordScores>>,
    /// The person's own synonyms.
    pub synonyms: Arc<OwnSynonyms>,
    /// The person's own lists of words, by name.
    pub lists: Arc<BTreeMap<String, Vec<String>>>,
}

/// The words of a corpus being counted, a text at a time.
#[derive(Debug, Default)]
pub struct Counting {
    plain: ScoreBuilder,
    uda: ScoreBuilder,
}

impl Counting {
    /// Takes a text.
    pub fn push(&mut self, text: &str) {
        let lowered: Vec<_> = words(text).iter().map(|word| lower(word.of(text))).collect();
        self.plain.push(lowered.iter().map(AsRef::as_ref));
        self.uda.push(uda::words(text).iter().map(String::as_str));
    }

    /// Resources with what was counted.
    #[must_use]
    pub fn finish(self, mut resources: Resources) -> Resources {
        resources.scores = Some(Arc::new(self.plain.finish()));
        resources.uda_scores = Some(Arc::new(self.uda.finish()));
        resources
    }
}

#[cfg(not(target_arch = "wasm32"))]
static THESAURUS: &[u8] = include_bytes!("../../data/thesaurus.tsv");
#[cfg(not(target_arch = "wasm32"))]
static POLARITY: &[u8] = include_bytes!("../../data/polarity.tsv");

impl Resources {
    /// English ones, out of the files that came with this version.
    ///
    /// # Errors
    /// A file that is not as it should be.
    pub fn english(thesaurus: &[u8], polarity: &[u8]) -> Result<Self> {
        Ok(Self {
            thesaurus: Some(Arc::new(Thesaurus::read(thesaurus)?)),
            polarity: Some(Arc::new(Polarity::read(polarity)?)),
            ..Self::default()
        })
    }

    /// The English ones that native programs hold. A page fetches the files when they are first used.
    ///
    /// # Errors
    /// None, unless the program was built from damaged files.
    #[cfg(not(target_arch = "wasm32"))]
    pub fn built_in() -> Result<Self> {
        Self::english(THESAURUS, POLARITY)
    }

    /// The same with the words of a corpus counted, for operations that need them.
    #[must_use]
    pub fn counted<'a>(self, texts: impl IntoIterator<Item = &'a str>) -> Self {
        let mut counting = Counting::default();
        texts.into_iter().for_each(|text| counting.push(text));
        counting.finish(self)
    }

    /// Where synonyms are looked up.
    ///
    /// # Errors
    /// There are neither a thesaurus nor own synonyms.
    pub(super) fn synonyms(&self, senses: usize, allow_opposites: bool) -> Result<Synonyms> {
        if self.thesaurus.is_none() && self.synonyms.is_empty() {
            return Err(Error::new(
                "There are no synonyms here",
                "Load the thesaurus, or give synonyms of your own",
            ));
        }
        Ok(Synonyms {
            own: Arc::clone(&self.synonyms),
            thesaurus: self.thesaurus.clone(),
            polarity: self.polarity.clone(),
            senses,
            allow_opposites,
        })
    }

    /// A list of the person's own.
    #[must_use]
    pub fn list(&self, name: &str) -> Option<&[String]> {
        self.lists.get(name).map(Vec::as_slice)
    }
}
