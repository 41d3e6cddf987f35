//! What may stand in a word's place: of the person's own list where it has the word, else of the thesaurus.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::inflect::Form;
use super::negation::is_negation;
use super::polarity::Polarity;
use super::stop_words::is_stop_word;
use super::thesaurus::{Reading, Thesaurus};

/// Synonyms that a person wrote, by word, all in lower case.
pub type OwnSynonyms = BTreeMap<String, Vec<String>>;

/// Where synonyms come from, and which are left out.
#[derive(Clone, Debug, Default)]
pub struct Synonyms {
    /// The person's own; they come first, and are never left out.
    pub own: Arc<OwnSynonyms>,
    /// The thesaurus.
    pub thesaurus: Option<Arc<Thesaurus>>,
    /// Signs of words: a synonym of the other sign is left out.
    pub polarity: Option<Arc<Polarity>>,
    /// How many senses of a word count.
    pub senses: usize,
    /// Whether antonyms and words of the other sign may be among them.
    pub allow_opposites: bool,
}

/// A replacement that is not yet in its form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Candidate<'a> {
    word: &'a str,
    part: char,
    form: Form,
}

impl Synonyms {
    /// What may stand for a word in lower case, each once, in the order of senses.
    #[must_use]
    pub fn of(&self, word: &str) -> Vec<Candidate<'_>> {
        let mut found: Vec<Candidate<'_>> = Vec::new();
        if let Some(own) = self.own.get(word) {
            let base = |word| Candidate {
                word,
                part: 'n',
                form: Form::Base,
            };
            found.extend(own.iter().map(String::as_str).map(base));
            return found;
        }
        let Some(thesaurus) = &self.thesaurus else {
            return found;
        };
        let readings = thesaurus.readings(word);
        for reading in &readings {
            for synonym in reading.entry.synonyms(self.senses) {
                let is_new = !found
                    .iter()
                    .any(|known| known.word == synonym && known.form == reading.form);
                if is_new && synonym != word && self.is_fit(word, synonym, reading, &readings) {
                    found.push(Candidate {
                        word: synonym,
                        part: reading.entry.part,
                        form: reading.form,
                    });
                }
            }
        }
        found
    }

    fn is_fit(&self, word: &str, synonym: &str, reading: &Reading<'_>, readings: &[Reading<'_>]) -> bool {
        if is_stop_word(synonym) {
            return false;
        }
        if reading.form != Form::Base && self.written(reading.entry.part, reading.form, synonym).is_none() {
            return false;
        }
        self.allow_opposites || !self.is_opposite(word, synonym, readings)
    }

    fn is_opposite(&self, word: &str, synonym: &str, readings: &[Reading<'_>]) -> bool {
        let is_antonym = readings
            .iter()
            .any(|reading| reading.entry.antonyms().any(|antonym| antonym == synonym));
        let signs = self.polarity.as_ref();
        let is_turned = |word: &str| signs.is_some_and(|signs| signs.are_opposite(word, synonym));
        is_negation(synonym)
            || is_antonym
            || is_turned(word)
            || readings.iter().any(|reading| is_turned(reading.entry.word))
    }

    fn written(&self, part: char, form: Form, word: &str) -> Option<String> {
        self.thesaurus.as_ref()?.form(word, part, form)
    }

    /// A candidate as it is put in a text, in lower case.
    #[must_use]
    pub fn write(&self, candidate: Candidate<'_>) -> String {
        let written = || self.written(candidate.part, candidate.form, candidate.word);
        match candidate.form {
            Form::Base => candidate.word.to_owned(),
            _ => written().unwrap_or_else(|| candidate.word.to_owned()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn synonyms() -> Synonyms {
        let file = "cheap\ta\tbargain-priced;flashy,tacky;chintzy\texpensive\t\nenjoy\tv\tlove\t\t\n\
                    love\tv\tenjoy,hate\thate\t\nmake\tv\tshift\t\tmade\nmove\tv\tshift\t\t\n\
                    shift\tv\tmove,make\t\t\n";
        Synonyms {
            thesaurus: Some(Arc::new(Thesaurus::read(file.as_bytes()).unwrap())),
            polarity: Some(Arc::new(Polarity::read(b"cheap\t+\ntacky\t-\n").unwrap())),
            senses: 9,
            ..Synonyms::default()
        }
    }

    fn written(synonyms: &Synonyms, word: &str) -> Vec<String> {
        synonyms
            .of(word)
            .into_iter()
            .map(|candidate| synonyms.write(candidate))
            .collect()
    }

    #[test]
    fn opposites_are_left_out_unless_they_are_wanted() {
        let mut synonyms = synonyms();
        assert_eq!(
            written(&synonyms, "cheap"),
            ["bargain-priced", "flashy", "chintzy"]
        );
        assert_eq!(written(&synonyms, "love"), ["enjoy"]);
        synonyms.allow_opposites = true;
        assert_eq!(
            written(&synonyms, "cheap"),
            ["bargain-priced", "flashy", "tacky", "chintzy"]
        );
        assert_eq!(written(&synonyms, "love"), ["enjoy", "hate"]);
        synonyms.senses = 1;
        assert_eq!(written(&synonyms, "cheap"), ["bargain-priced"]);
    }

    #[test]
    fn synonyms_take_the_words_ending_or_are_left_out() {
        let synonyms = synonyms();
        assert_eq!(written(&synonyms, "loved"), ["enjoyed"]);
        assert_eq!(written(&synonyms, "shifted"), ["moved"]);
        assert_eq!(written(&synonyms, "shifting"), ["moving", "making"]);
    }

    #[test]
    fn ones_own_list_comes_first() {
        let own = [("cheap".to_owned(), vec!["low in price".to_owned()])];
        let synonyms = Synonyms {
            own: Arc::new(own.into()),
            ..synonyms()
        };
        assert_eq!(written(&synonyms, "cheap"), ["low in price"]);
        assert_eq!(written(&synonyms, "love"), ["enjoy"]);
    }
}
