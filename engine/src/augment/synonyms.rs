//! What may stand in a word's place: of the person's own list where it has the word, else of the thesaurus.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::inflect::Form;
use super::negation::is_negation;
use super::polarity::Polarity;
use super::random::Draw;
use super::stop_words::is_stop_word;
use super::thesaurus::Thesaurus;

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

/// What is not to stand in a word's place.
enum Guard<'a> {
    /// Anything may: a person wrote it.
    None,
    StopWords,
    /// Stop words, negations, antonyms, and words of the other sign.
    Opposites {
        antonyms: Vec<&'a str>,
        sign: Option<bool>,
    },
}

impl Synonyms {
    /// What may stand for a word in lower case, each once, in the order of senses.
    #[must_use]
    pub fn of(&self, word: &str) -> Vec<Candidate<'_>> {
        let (mut found, guard) = self.gathered(word);
        found.retain(|candidate| self.is_fit(*candidate, &guard));
        found
    }

    /// One of those, each as likely as any other. Only what is drawn is looked at closely.
    pub fn draw(&self, word: &str, random: &mut impl Draw) -> Option<Candidate<'_>> {
        let (mut found, guard) = self.gathered(word);
        while !found.is_empty() {
            let candidate = found.swap_remove(random.below(found.len()));
            if self.is_fit(candidate, &guard) {
                return Some(candidate);
            }
        }
        None
    }

    /// All that could stand for a word, each once, and what is not to be among it.
    fn gathered(&self, word: &str) -> (Vec<Candidate<'_>>, Guard<'_>) {
        let mut found: Vec<Candidate<'_>> = Vec::new();
        if let Some(own) = self.own.get(word) {
            let base = |word| Candidate {
                word,
                part: 'n',
                form: Form::Base,
            };
            found.extend(own.iter().map(String::as_str).map(base));
            return (found, Guard::None);
        }
        let readings = self.thesaurus.as_ref().map(|thesaurus| thesaurus.readings(word));
        let readings = readings.unwrap_or_default();
        for reading in &readings {
            let (part, form) = (reading.entry.part, reading.form);
            for synonym in reading.entry.synonyms(self.senses) {
                let is_known = |known: &Candidate<'_>| known.word == synonym && known.form == form;
                let has_form = || form == Form::Base || self.written(part, form, synonym).is_some();
                if synonym != word && !found.iter().any(is_known) && has_form() {
                    found.push(Candidate {
                        word: synonym,
                        part,
                        form,
                    });
                }
            }
        }
        if self.allow_opposites {
            return (found, Guard::StopWords);
        }
        let sign = |word: &str| self.polarity.as_ref()?.is_good(word);
        let bases = readings.iter().map(|reading| reading.entry.word);
        let guard = Guard::Opposites {
            antonyms: readings
                .iter()
                .flat_map(|reading| reading.entry.antonyms())
                .collect(),
            sign: std::iter::once(word).chain(bases).find_map(sign),
        };
        (found, guard)
    }

    fn is_fit(&self, candidate: Candidate<'_>, guard: &Guard<'_>) -> bool {
        let word = candidate.word;
        match guard {
            Guard::None => true,
            Guard::StopWords => !is_stop_word(word),
            Guard::Opposites { antonyms, sign } => {
                let is_turned = |sign: bool| {
                    let other = self.polarity.as_ref().and_then(|signs| signs.is_good(word));
                    other.is_some_and(|other| other != sign)
                };
                !(is_stop_word(word)
                    || is_negation(word)
                    || antonyms.contains(&word)
                    || sign.is_some_and(is_turned))
            }
        }
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

    #[test]
    fn each_synonym_that_fits_is_drawn_as_often() {
        let synonyms = synonyms();
        let mut random = crate::augment::random::Random::new(1);
        let mut drawn = [0; 3];
        for _ in 0..3000 {
            let candidate = synonyms.draw("cheap", &mut random).unwrap();
            let at = ["bargain-priced", "flashy", "chintzy"]
                .iter()
                .position(|word| *word == candidate.word);
            drawn[at.expect("one that fits")] += 1;
        }
        assert!(
            drawn.iter().all(|&count| (900..1100).contains(&count)),
            "{drawn:?}"
        );
        assert_eq!(synonyms.draw("unknown", &mut random), None);
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
