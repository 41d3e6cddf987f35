//! What is worth saying of a picture.

use super::note::{Note, NoteKind, records};
use super::picture::Picture;
use crate::num::{count, grouped};

/// More records than this are counted, not named.
const NAMED: usize = 1000;

/// What a person should know of a picture.
pub(super) fn notes(picture: &Picture) -> Vec<Note> {
    if picture.seeds().is_empty() {
        let sentence = "There is no seed, so no record gets a label.";
        return vec![Note::new(NoteKind::NoSeeds, sentence)];
    }
    [
        unseeded_labels(picture),
        mixed_seeds(picture),
        unused_weights(picture),
        unreached(picture),
        shares_missed(picture),
        not_converged(picture),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn unseeded_labels(picture: &Picture) -> Option<Note> {
    let masses = (0..).zip(&picture.ground.given.mass);
    let labels: Vec<u32> = masses
        .filter(|(_, mass)| **mass == 0.0)
        .map(|(label, _)| label)
        .collect();
    let names: Vec<String> = labels.iter().map(u32::to_string).collect();
    let sentence = match &names[..] {
        [] => return None,
        [name] => format!("No seed has label {name}, so no record can get it."),
        _ => format!(
            "No seed has the labels {}, so no record can get them.",
            names.join(", ")
        ),
    };
    Some(Note::new(NoteKind::UnseededLabels, sentence).of_labels(labels))
}

fn mixed_seeds(picture: &Picture) -> Option<Note> {
    let given = &picture.ground.given;
    let is_mixed = |row: &[f64]| row.iter().filter(|&&weight| weight > 0.0).count() > 1;
    let mixed = given.iter().filter(|(_, row)| is_mixed(row));
    let mixed: Vec<u32> = mixed.map(|(record, _)| count(record)).collect();
    if mixed.is_empty() {
        return None;
    }
    let has = if mixed.len() == 1 { "has" } else { "have" };
    let sentence = format!(
        "{} {has} seeds of several labels; each counts by its weight.",
        records(mixed.len())
    );
    Some(named(Note::new(NoteKind::MixedSeeds, sentence), mixed))
}

fn unused_weights(picture: &Picture) -> Option<Note> {
    let mut weights = picture.seeds().iter().map(|seed| seed.weight);
    let first = weights.next()?;
    let differ = weights.any(|weight| weight.total_cmp(&first).is_ne());
    let title = picture.method().title;
    let sentence =
        format!("{title} holds all seeds fixed; their weights only settle between labels on one record.");
    (differ && !picture.method().uses_weights).then(|| Note::new(NoteKind::Unused, sentence))
}

fn unreached(picture: &Picture) -> Option<Note> {
    let mut unreached = picture.reached().clone();
    unreached.invert();
    let (number, faint) = (unreached.count() as usize, picture.faint());
    let stay = if number == 1 { "it stays" } else { "they stay" };
    let more = match faint {
        0 => String::new(),
        _ if faint == number => {
            " A seed is in their part of the graph, but too far away to be told.".to_owned()
        }
        _ => format!(
            " In {} of these cases a seed is in the same part of the graph, but too far away to be told.",
            grouped(faint as u64)
        ),
    };
    let sentence = format!(
        "No seed reaches {}: {stay} without a label.{more}",
        records(number)
    );
    let note = Note::new(NoteKind::Unreached, sentence);
    (number > 0).then(|| named(note, unreached.iter().collect()))
}

fn shares_missed(picture: &Picture) -> Option<Note> {
    // Shares of few records can't be met to the last percent.
    const FAR: f64 = 0.01;
    let sentence = format!(
        "The shares can't all be met: that of one label is {:.0} percentage points off. Too many records are reached by one \
         label alone.",
        picture.shares_off * 100.0
    );
    (picture.shares_off > FAR).then(|| Note::new(NoteKind::SharesMissed, sentence))
}

fn not_converged(picture: &Picture) -> Option<Note> {
    let rounds = grouped(u64::from(picture.rounds()));
    let sentence = format!("It stopped after {rounds} rounds, before it settled; allow more rounds.");
    (!picture.converged()).then(|| Note::new(NoteKind::NotConverged, sentence))
}

fn named(note: Note, records: Vec<u32>) -> Note {
    if records.len() > NAMED {
        note
    } else {
        note.of_records(records)
    }
}
