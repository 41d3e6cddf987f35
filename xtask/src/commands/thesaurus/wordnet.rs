//! WordNet's database as one line a word and part of speech:
//! `word TAB part TAB senses TAB antonyms TAB forms`. Senses are in WordNet's order, the most frequent first, apart by
//! `;`, their words apart by `,`; a sense without other words stays, empty, so that the others keep their numbers. Forms
//! are those of WordNet's lists of exceptions.
//!
//! Words are those of three letters and more that occur in the texts which WordNet's makers tagged, and have a synonym of
//! one word. Words of slurs and obscenities are left out.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::path::Path;

use super::read;
use crate::failure::Outcome;

/// Files' endings, and the letter of the part of speech.
const PARTS: [(&str, char); 4] = [("adj", 'a'), ("adv", 'r'), ("noun", 'n'), ("verb", 'v')];

/// Usages whose words are no replacements, by a word of their synset.
const UNWANTED: [&str; 6] = [
    "disparagement",
    "ethnic_slur",
    "obscenity",
    "vulgarism",
    "dirty_word",
    "argot",
];

/// Words that make a sense one nobody wants in a text, whether or not WordNet says how it is used.
const CRUDE: [&str; 17] = [
    "arse",
    "ass",
    "bitch",
    "cocksucker",
    "crap",
    "cunt",
    "dago",
    "dyke",
    "fag",
    "faggot",
    "fuck",
    "kike",
    "nigger",
    "piss",
    "shit",
    "slut",
    "spic",
];

/// A synset: its words with their antonyms.
#[derive(Default)]
struct Synset {
    words: Vec<String>,
    /// Of the word at a place, the synset and the place of its antonym.
    antonyms: Vec<(usize, u64, usize)>,
    /// Nouns that say how its words are used.
    usages: Vec<u64>,
}

/// The thesaurus of a folder of WordNet's files.
pub(super) fn thesaurus(folder: &Path) -> Outcome<String> {
    let nouns = synsets(&read(&folder.join("data.noun"))?);
    let unwanted: BTreeSet<u64> = nouns
        .iter()
        .filter(|(_, synset)| synset.words.iter().any(|word| UNWANTED.contains(&word.as_str())))
        .map(|(offset, _)| *offset)
        .collect();
    let mut lines = BTreeMap::new();
    for (part, letter) in PARTS {
        let synsets = synsets(&read(&folder.join(format!("data.{part}")))?);
        let exceptions_list = read(&folder.join(format!("{part}.exc")))?;
        let forms = exceptions(&exceptions_list);
        for line in read(&folder.join(format!("index.{part}")))?.lines() {
            let Some((word, offsets)) = entry(line) else {
                continue;
            };
            let senses = senses(word, &offsets, &synsets, &unwanted);
            if senses.is_empty() {
                continue;
            }
            let antonyms = antonyms(word, &offsets, &synsets).join(",");
            let forms = forms.get(word).map(|forms| forms.join(",")).unwrap_or_default();
            lines.insert(
                (word.to_owned(), letter),
                format!("{senses}\t{antonyms}\t{forms}"),
            );
        }
    }
    let mut text = String::new();
    for ((word, letter), rest) in lines {
        let _ = writeln!(text, "{word}\t{letter}\t{rest}");
    }
    Ok(text)
}

/// The synsets of a data file, by their offset.
fn synsets(data: &str) -> BTreeMap<u64, Synset> {
    data.lines()
        .filter(|line| !line.starts_with(' '))
        .filter_map(synset)
        .collect()
}

fn synset(line: &str) -> Option<(u64, Synset)> {
    let mut cells = line.split(' ');
    let offset = cells.next()?.parse().ok()?;
    let count = usize::from_str_radix(cells.nth(2)?, 16).ok()?;
    let mut synset = Synset::default();
    for _ in 0..count {
        let word = cells.next()?;
        // Adjectives say where they stand: `galore(ip)`.
        let word = word.split('(').next().unwrap_or(word);
        synset.words.push(word.to_owned());
        cells.next()?;
    }
    let pointers: usize = cells.next()?.parse().ok()?;
    for _ in 0..pointers {
        let (symbol, target, _part, ends) = (cells.next()?, cells.next()?, cells.next()?, cells.next()?);
        let target = target.parse().ok()?;
        match symbol {
            "!" => {
                let from = usize::from_str_radix(ends.get(..2)?, 16).ok()?;
                let to = usize::from_str_radix(ends.get(2..)?, 16).ok()?;
                synset.antonyms.push((from, target, to));
            }
            ";u" => synset.usages.push(target),
            _ => {}
        }
    }
    Some((offset, synset))
}

/// A word of the index with its synsets, where it is one to be taken.
fn entry(line: &str) -> Option<(&str, Vec<u64>)> {
    let cells: Vec<&str> = line.split_ascii_whitespace().collect();
    let word = *cells.first().filter(|word| word.len() > 2 && is_word(word))?;
    let senses: usize = cells.get(2)?.parse().ok()?;
    let tagged: usize = cells.get(cells.len().checked_sub(senses + 1)?)?.parse().ok()?;
    let offsets = &cells[cells.len() - senses..];
    let offsets = offsets.iter().filter_map(|offset| offset.parse().ok()).collect();
    (tagged > 0).then_some((word, offsets))
}

fn is_word(word: &str) -> bool {
    word.starts_with(|c: char| c.is_ascii_lowercase())
        && word.ends_with(|c: char| c.is_ascii_lowercase())
        && word.chars().all(|c| c.is_ascii_lowercase() || c == '-')
}

/// The other words of a word's senses; empty where there are none at all.
fn senses(word: &str, offsets: &[u64], synsets: &BTreeMap<u64, Synset>, unwanted: &BTreeSet<u64>) -> String {
    let mut senses: Vec<String> = Vec::new();
    for synset in offsets.iter().filter_map(|offset| synsets.get(offset)) {
        let is_crude = synset.words.iter().any(|word| CRUDE.contains(&word.as_str()));
        let is_wanted = !is_crude && !synset.usages.iter().any(|usage| unwanted.contains(usage));
        let others = synset
            .words
            .iter()
            .filter(|other| is_wanted && *other != word && is_word(other));
        senses.push(others.map(String::as_str).collect::<Vec<_>>().join(","));
    }
    senses.join(";").trim_end_matches(';').to_owned()
}

fn antonyms(word: &str, offsets: &[u64], synsets: &BTreeMap<u64, Synset>) -> Vec<String> {
    let mut found = BTreeSet::new();
    for synset in offsets.iter().filter_map(|offset| synsets.get(offset)) {
        for &(from, target, to) in &synset.antonyms {
            let is_of_word = synset
                .words
                .get(from.wrapping_sub(1))
                .is_some_and(|known| known == word);
            let other = synsets
                .get(&target)
                .and_then(|synset| synset.words.get(to.wrapping_sub(1)));
            found.extend(other.filter(|other| is_of_word && is_word(other)).cloned());
        }
    }
    found.into_iter().collect()
}

/// Irregular forms by the word they are of.
fn exceptions(list: &str) -> BTreeMap<&str, Vec<&str>> {
    let mut forms: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for line in list.lines() {
        let mut words = line.split_ascii_whitespace();
        if let Some(form) = words.next().filter(|form| is_word(form)) {
            words.for_each(|word| forms.entry(word).or_default().push(form));
        }
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    const DATA: &str = "  1 a line of the licence\n\
        00000010 00 a 02 good 0 full(a) 2 002 ! 00000020 a 0101 & 00000030 a 0000 | agreeable\n\
        00000020 00 a 01 bad 0 001 ! 00000010 a 0101 | not good\n\
        00000030 00 s 03 good 3 Well_Off 0 in_force 0 001 ;u 00000099 n 0000 | honest\n";

    #[test]
    fn a_word_has_its_senses_in_order_and_its_antonyms() {
        let synsets = synsets(DATA);
        let (word, offsets) = entry("good a 2 1 ! 2 1 00000010 00000030").unwrap();
        assert_eq!(offsets, [10, 30]);
        assert_eq!(senses(word, &offsets, &synsets, &BTreeSet::new()), "full");
        assert_eq!(antonyms(word, &offsets, &synsets), ["bad"]);
        assert_eq!(senses("full", &offsets, &synsets, &BTreeSet::new()), "good;good");
        assert_eq!(senses("full", &offsets, &synsets, &BTreeSet::from([99])), "good");
    }

    #[test]
    fn words_nobody_tagged_are_left_out() {
        assert!(entry("good a 2 1 ! 2 0 00000010 00000030").is_none());
        assert!(entry("at_sea a 1 0 1 1 00000010").is_none());
        assert!(entry("  1 a line of the licence").is_none());
        assert_eq!(exceptions("went go\nwas_it be\n")["go"], ["went"]);
    }
}
