//! A thesaurus: words with their synonyms by sense, their antonyms, and their irregular forms. The file is text, one line
//! a word and part of speech, in order: `word TAB part TAB senses TAB antonyms TAB forms`, senses apart by `;` and words
//! by `,`. `engine/data/README.md` says where the English one comes from.

use std::hash::BuildHasher as _;

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use super::inflect::{ENDED, Form, bases, inflected};
use crate::error::{Error, Result};

/// Words and what can stand in their place.
#[derive(Debug)]
pub struct Thesaurus {
    text: String,
    lines: Vec<Line>,
    /// Where the lines of each word begin, by the word's hash.
    words: HashTable<u32>,
}

/// Where the cells of a line end; they begin behind the tab before.
#[derive(Debug)]
struct Line {
    start: u32,
    /// Ends of word, part, senses, antonyms and forms.
    ends: [u32; 5],
}

/// A word as one part of speech.
#[derive(Clone, Copy, Debug)]
pub struct Entry<'a> {
    /// The word.
    pub word: &'a str,
    /// a, r, n or v.
    pub part: char,
    senses: &'a str,
    antonyms: &'a str,
    forms: &'a str,
}

/// A word in a text: an entry, and in which form it stands there.
#[derive(Clone, Copy, Debug)]
pub struct Reading<'a> {
    /// The entry.
    pub entry: Entry<'a>,
    /// The form.
    pub form: Form,
}

const PARTS: [&str; 4] = ["a", "r", "n", "v"];

impl Thesaurus {
    /// Reads a file.
    ///
    /// # Errors
    /// Bytes that are no such file, with the line.
    pub fn read(bytes: &[u8]) -> Result<Self> {
        let text = std::str::from_utf8(bytes)
            .map_err(|_| damaged("It is no UTF-8"))?
            .to_owned();
        u32::try_from(text.len()).map_err(|_| damaged("It is larger than 4 GiB"))?;
        let mut lines = Vec::new();
        let mut start = 0;
        for (number, line) in (1..).zip(text.lines()) {
            lines.push(
                read_line(line, start)
                    .ok_or_else(|| damaged("A line has not five cells").at(format!("line {number}")))?,
            );
            start += line.len() + 1;
        }
        let mut thesaurus = Self {
            text,
            lines,
            words: HashTable::new(),
        };
        thesaurus.index()?;
        Ok(thesaurus)
    }

    fn index(&mut self) -> Result<()> {
        let mut words = HashTable::with_capacity(self.lines.len());
        let mut before: Option<&str> = None;
        for (at, number) in (0..self.lines.len()).zip(0u32..) {
            let word = self.entry(at).word;
            if before.is_some_and(|before| before > word) {
                return Err(damaged("Its words are in no order").at(format!("line {}", at + 1)));
            }
            if before != Some(word) {
                words.insert_unique(hash(word), number, |&other| hash(self.entry(other as usize).word));
            }
            before = Some(word);
        }
        self.words = words;
        Ok(())
    }

    fn entry(&self, line: usize) -> Entry<'_> {
        let Line { start, ends } = &self.lines[line];
        let cell = |at: usize| {
            let start = if at == 0 { *start } else { ends[at - 1] + 1 };
            &self.text[start as usize..ends[at] as usize]
        };
        Entry {
            word: cell(0),
            part: cell(1).chars().next().unwrap_or('n'),
            senses: cell(2),
            antonyms: cell(3),
            forms: cell(4),
        }
    }

    /// How many words it has.
    #[must_use]
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether it has none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    /// A word's entries, one a part of speech. The word is in lower case, and as the dictionary has it.
    pub fn entries(&self, word: &str) -> impl Iterator<Item = Entry<'_>> {
        let first = self
            .words
            .find(hash(word), |&line| self.entry(line as usize).word == word);
        let from = first.map_or(self.lines.len(), |&line| line as usize);
        let word = first.map(|&line| self.entry(line as usize).word);
        (from..self.lines.len())
            .map(|line| self.entry(line))
            .take_while(move |entry| Some(entry.word) == word)
    }

    /// What a word in lower case may be: the word itself, where it is there, else a form of others.
    #[must_use]
    pub fn readings(&self, word: &str) -> Vec<Reading<'_>> {
        let direct: Vec<Reading<'_>> = self
            .entries(word)
            .map(|entry| Reading {
                entry,
                form: Form::Base,
            })
            .collect();
        if !direct.is_empty() {
            return direct;
        }
        let mut readings: Vec<Reading<'_>> = Vec::new();
        for (form, part) in ENDED {
            for base in bases(word, form) {
                let entry = self.entries(&base).find(|entry| entry.part == part);
                let entry = entry.filter(|entry| entry.form(form).as_deref() == Some(word));
                readings.extend(entry.map(|entry| Reading { entry, form }));
            }
        }
        readings
    }

    /// A word of the thesaurus in some form; none where the word is not known well enough for that.
    #[must_use]
    pub fn form(&self, word: &str, part: char, form: Form) -> Option<String> {
        if form == Form::Base {
            return Some(word.to_owned());
        }
        self.entries(word).find(|entry| entry.part == part)?.form(form)
    }
}

impl<'a> Entry<'a> {
    /// The synonyms of the first so many senses, sense by sense, some maybe more than once.
    pub fn synonyms(self, senses: usize) -> impl Iterator<Item = &'a str> {
        let senses = self.senses.split(';').take(senses);
        senses
            .flat_map(|sense| sense.split(','))
            .filter(|word| !word.is_empty())
    }

    /// The antonyms.
    pub fn antonyms(self) -> impl Iterator<Item = &'a str> {
        self.antonyms.split(',').filter(|word| !word.is_empty())
    }

    /// The entry's word with an ending; none where that is irregular.
    #[must_use]
    pub fn form(self, form: Form) -> Option<String> {
        let regular = inflected(self.word, form)?;
        let is_of_kind = |other: &&str| match form {
            Form::Base => false,
            Form::S => self.part == 'n',
            Form::Ing => other.ends_with("ing"),
            Form::Ed => !other.ends_with("ing"),
        };
        let mut irregular = self
            .forms
            .split(',')
            .filter(|other| !other.is_empty())
            .filter(is_of_kind);
        irregular.all(|other| other == regular).then_some(regular)
    }
}

fn read_line(line: &str, start: usize) -> Option<Line> {
    let mut ends = [0; 5];
    let mut at = start;
    let mut cells = line.split('\t');
    for (number, end) in ends.iter_mut().enumerate() {
        let cell = cells.next()?;
        let is_sound = match number {
            0 => !cell.is_empty(),
            1 => PARTS.contains(&cell),
            _ => true,
        };
        if !is_sound {
            return None;
        }
        *end = u32::try_from(at + cell.len()).ok()?;
        at += cell.len() + 1;
    }
    let start = u32::try_from(start).ok()?;
    cells.next().is_none().then_some(Line { start, ends })
}

fn hash(word: &str) -> u64 {
    FxBuildHasher.hash_one(word)
}

fn damaged(what: &str) -> Error {
    Error::new(
        format!("The thesaurus can't be read. {what}"),
        "Take the file that came with this version.",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    const FILE: &str = "check\tn\tcheque;stop,halt\t\t\ncheck\tv\t;see,control\tlet\t\nmake\tv\tdo\tbreak\tmade\n\
        stop\tv\thalt\tstart\tstopped,stopping\n";

    fn thesaurus() -> Thesaurus {
        Thesaurus::read(FILE.as_bytes()).unwrap()
    }

    #[test]
    fn a_word_has_an_entry_a_part_of_speech() {
        let thesaurus = thesaurus();
        assert_eq!(thesaurus.len(), 3);
        let found: Vec<_> = thesaurus
            .entries("check")
            .map(|entry| (entry.part, entry.synonyms(9).collect()))
            .collect();
        assert_eq!(
            found,
            [
                ('n', vec!["cheque", "stop", "halt"]),
                ('v', vec!["see", "control"])
            ]
        );
        assert_eq!(
            thesaurus
                .entries("check")
                .last()
                .unwrap()
                .antonyms()
                .collect::<Vec<_>>(),
            ["let"]
        );
        assert_eq!(
            thesaurus
                .entries("check")
                .map(|entry| entry.synonyms(1).count())
                .sum::<usize>(),
            1
        );
        assert_eq!(
            thesaurus.entries("chec").count() + thesaurus.entries("").count(),
            0
        );
    }

    #[test]
    fn forms_are_read_and_written_where_they_are_regular() {
        let thesaurus = thesaurus();
        let read = |word: &str| -> Vec<_> {
            thesaurus
                .readings(word)
                .into_iter()
                .map(|reading| (reading.entry.part, reading.form))
                .collect()
        };
        assert_eq!(read("checks"), [('n', Form::S), ('v', Form::S)]);
        assert_eq!(read("stopping"), [('v', Form::Ing)]);
        assert_eq!((read("maked"), read("making")), (vec![], vec![('v', Form::Ing)]));
        assert_eq!(thesaurus.form("stop", 'v', Form::Ed).as_deref(), Some("stopped"));
        assert_eq!(thesaurus.form("make", 'v', Form::Ed), None);
        assert_eq!(thesaurus.form("halt", 'v', Form::Ed), None);
    }

    #[test]
    fn what_is_no_thesaurus_is_refused() {
        for (file, said) in [
            (
                "a\tn\tb\t\n",
                "line 1: The thesaurus can't be read. A line has not five cells",
            ),
            ("a\tn\tb\t\t\t\n", "five cells"),
            ("a\tx\tb\t\t\n", "five cells"),
            (
                "b\tn\ta\t\t\na\tn\tb\t\t\n",
                "line 2: The thesaurus can't be read. Its words are in no order",
            ),
        ] {
            let error = Thesaurus::read(file.as_bytes()).unwrap_err().to_string();
            assert!(error.contains(said), "{error}");
        }
        assert!(
            Thesaurus::read(b"\xFF")
                .unwrap_err()
                .to_string()
                .contains("UTF-8")
        );
        assert!(Thesaurus::read(b"").unwrap().is_empty());
    }
}
