//! The thesaurus and the words' signs. Native programs hold the files; a page fetches them when they are first used, so
//! that a file that can't be had is words and another attempt.

use std::sync::Arc;

use super::view::ThesaurusState;
use crate::augment::uda::WordScores;
use crate::augment::{PolicyFile, Resources, text::Need};
use crate::error::Result;
use crate::num::count;

/// What operations need besides the texts, as far as it is there.
#[derive(Debug)]
pub(super) struct Words {
    /// Where the files come from.
    load: fn() -> Result<Resources>,
    english: Option<Resources>,
    /// Why they could not be had last.
    problem: Option<String>,
    /// The words of the corpus, as the bench and as UDA cuts them.
    counted: Option<[Arc<WordScores>; 2]>,
}

impl Default for Words {
    fn default() -> Self {
        Self {
            load,
            english: None,
            problem: None,
            counted: None,
        }
    }
}

impl Words {
    /// What a policy needs; the words of the corpus only where they were counted.
    ///
    /// # Errors
    /// Files that can't be had or read.
    pub(super) fn of(&mut self, policy: &PolicyFile) -> Result<Resources> {
        // Words that are drawn from the corpus are left out by their signs. One's own synonyms don't take the place of all
        // others, so that a seed gives the same variants wherever it is used.
        let needs = policy.needs(Need::Synonyms) || policy.needs(Need::Corpus);
        let mut resources = if needs { self.english()? } else { self.kept() };
        if let Some([plain, uda]) = &self.counted {
            resources.scores = Some(Arc::clone(plain));
            resources.uda_scores = Some(Arc::clone(uda));
        }
        Ok(resources)
    }

    /// The thesaurus, loaded now where it is not there yet.
    ///
    /// # Errors
    /// Files that can't be had or read.
    pub(super) fn english(&mut self) -> Result<Resources> {
        if self.english.is_none() {
            match (self.load)() {
                Ok(english) => (self.english, self.problem) = (Some(english), None),
                Err(error) => {
                    self.problem = Some(error.to_string());
                    return Err(error);
                }
            }
        }
        Ok(self.kept())
    }

    /// What is there of it.
    pub(super) fn kept(&self) -> Resources {
        self.english.clone().unwrap_or_default()
    }

    pub(super) fn state(&self) -> ThesaurusState {
        let thesaurus = self
            .english
            .as_ref()
            .and_then(|english| english.thesaurus.as_ref());
        match (thesaurus, &self.problem) {
            (Some(thesaurus), _) => ThesaurusState::Here {
                words: count(thesaurus.len()),
            },
            (None, Some(why)) => ThesaurusState::Missing { why: why.clone() },
            (None, None) => ThesaurusState::NotYet,
        }
    }

    /// Whether a policy needs the words of the corpus, and they are not counted yet.
    pub(super) fn lacks_counts(&self, policy: &PolicyFile) -> bool {
        self.counted.is_none() && policy.needs(Need::Corpus)
    }

    pub(super) fn keep_counts(&mut self, resources: &Resources) {
        let both = resources.scores.clone().zip(resources.uda_scores.clone());
        self.counted = both.map(|(plain, uda)| [plain, uda]);
    }

    /// Takes the files from elsewhere.
    #[cfg(test)]
    pub(super) fn load_by(&mut self, load: fn() -> Result<Resources>) {
        self.load = load;
    }
}

#[cfg(not(target_arch = "wasm32"))]
fn load() -> Result<Resources> {
    Resources::built_in()
}

#[cfg(target_arch = "wasm32")]
mod provided {
    use std::sync::OnceLock;

    use crate::augment::Resources;
    use crate::error::{Error, Result};

    /// Fetches a file by its name.
    type Fetch = fn(&str) -> std::result::Result<Vec<u8>, String>;

    static FETCH: OnceLock<Fetch> = OnceLock::new();

    /// Says where the files come from; the first word stands.
    pub fn provide(fetch: fn(&str) -> std::result::Result<Vec<u8>, String>) {
        // A second one would fetch the same files, so nothing is lost by leaving it.
        FETCH.get_or_init(|| fetch);
    }

    pub(super) fn load() -> Result<Resources> {
        let missing = |why: &str| {
            let what = format!("The thesaurus could not be loaded: {why}");
            Error::new(
                what,
                "Check the connection to where this page came from, and try again",
            )
        };
        let fetch = FETCH.get().ok_or_else(|| missing("nothing says where it is"))?;
        let file = |name| fetch(name).map_err(|why| missing(&why));
        Resources::english(&file("thesaurus.tsv")?, &file("polarity.tsv")?)
    }
}

#[cfg(target_arch = "wasm32")]
use provided::load;
#[cfg(target_arch = "wasm32")]
pub use provided::provide;
