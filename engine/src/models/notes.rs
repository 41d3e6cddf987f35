//! The notes that every model's fit has in common.

use super::LabelModel;
use super::balance::Balance;
use super::duplicates::Merged;
use super::fit::FitInput;
use super::note::{Note, NoteKind, rules};
use super::options::Duplicates;
use crate::bits::BitSet;
use crate::num::{count, grouped};

/// What was asked.
pub(super) struct Asked<'a> {
    pub(super) model: &'static LabelModel,
    pub(super) input: &'a FitInput,
    pub(super) merged: &'a Merged,
    /// As found.
    pub(super) balance: &'a [f64],
}

/// The notes of a fit, without the model's own.
pub(super) fn of(asked: &Asked<'_>) -> Vec<Note> {
    let found = [
        no_votes(asked),
        silent_rules(asked),
        unvoted_labels(asked),
        votes_against(asked),
        hard_rules(asked),
        duplicates(asked),
        balance(asked),
    ];
    let mut notes: Vec<Note> = found.into_iter().flatten().collect();
    notes.extend(unused(asked));
    notes
}

fn no_votes(asked: &Asked<'_>) -> Option<Note> {
    let table = &asked.input.table;
    if table.covered().count() > 0 {
        return None;
    }
    let why = if table.rules == 0 {
        "There is no rule"
    } else {
        "No rule votes on any record"
    };
    let sentence = format!("{why}, so that every record stays unlabeled.");
    Some(Note::new(NoteKind::NoVotes, sentence))
}

fn silent_rules(asked: &Asked<'_>) -> Option<Note> {
    let table = &asked.input.table;
    let silent: Vec<u32> = (0..table.rules)
        .filter(|&rule| table.coverage(rule) == 0)
        .map(count)
        .collect();
    if silent.is_empty() || table.covered().count() == 0 {
        return None;
    }
    let verb = if silent.len() == 1 { "votes" } else { "vote" };
    let sentence = format!(
        "{} never {verb}: nothing can be said of them.",
        rules(silent.len())
    );
    Some(Note::new(NoteKind::SilentRules, sentence).of_rules(silent))
}

fn unvoted_labels(asked: &Asked<'_>) -> Option<Note> {
    let table = &asked.input.table;
    let is_voted = |label: usize| {
        let mut voted = table.ballots().iter().filter(|ballot| ballot.count > 0);
        voted.any(|ballot| (ballot.vote.label == label) != ballot.vote.against)
    };
    let unvoted: Vec<u32> = (0..table.labels)
        .filter(|&label| !is_voted(label))
        .map(count)
        .collect();
    if unvoted.is_empty() || table.covered().count() == 0 {
        return None;
    }
    let noun = if unvoted.len() == 1 { "label" } else { "labels" };
    let sentence = format!(
        "No rule votes for {} {noun}: records of such a label get another one.",
        unvoted.len()
    );
    Some(Note::new(NoteKind::UnvotedLabels, sentence).of_labels(unvoted))
}

fn votes_against(asked: &Asked<'_>) -> Option<Note> {
    let against = asked.input.table.rules_against();
    if against.is_empty() || asked.model.knows_against {
        return None;
    }
    let sentence = format!(
        "The equations of “{}” know no votes against a label. Those of {} are left out of the fit; on a record they \
         weigh as in the gold-weighted vote without hand labels.",
        asked.model.name,
        rules(against.len())
    );
    Some(Note::new(NoteKind::VotesAgainst, sentence).of_rules(against))
}

fn hard_rules(asked: &Asked<'_>) -> Option<Note> {
    let table = &asked.input.table;
    let mut hard: Vec<u32> = table
        .ballots()
        .iter()
        .filter(|ballot| ballot.is_hard && ballot.count > 0)
        .map(|ballot| ballot.rule)
        .collect();
    hard.dedup();
    if hard.is_empty() {
        return None;
    }
    let mut decided = BitSet::empty(table.records);
    let ballots = table.ballots().iter().filter(|ballot| ballot.is_hard);
    ballots.for_each(|ballot| decided.or(&ballot.records));
    let verb = if hard.len() == 1 { "decides" } else { "decide" };
    let sentence = format!(
        "{} {verb} {} records, whatever the model says of them.",
        rules(hard.len()),
        grouped(u64::from(decided.count()))
    );
    Some(Note::new(NoteKind::HardRules, sentence).of_rules(hard))
}

fn duplicates(asked: &Asked<'_>) -> Option<Note> {
    let keeps = asked.input.options.duplicates == Duplicates::Keep;
    let exact = Merged::exact(&asked.input.table);
    let shown = if keeps { &exact } else { asked.merged };
    let alike = shown.merged_rules();
    if alike.is_empty() {
        return None;
    }
    let copies = alike.len() - shown.groups().len();
    let sentence = if keeps {
        format!(
            "{} have the same votes as another one on every record: one reason counts {} more.",
            rules(alike.len()),
            if copies == 1 { "once" } else { "several times" }
        )
    } else {
        format!(
            "{} say the same as others and are counted as {}.",
            rules(alike.len()),
            shown.groups().len()
        )
    };
    Some(Note::new(NoteKind::Duplicates, sentence).of_rules(alike))
}

fn balance(asked: &Asked<'_>) -> Option<Note> {
    if !asked.model.uses_balance {
        return None;
    }
    let covered = grouped(u64::from(asked.input.table.covered().count()));
    match asked.input.balance {
        Balance::Gold => {
            let gold: u32 = asked.input.gold.iter().map(BitSet::count).sum();
            let sentence = format!(
                "The class balance rests on {} hand labels.",
                grouped(u64::from(gold))
            );
            Some(Note::new(NoteKind::Balance, sentence))
        }
        Balance::Estimated if !asked.balance.is_empty() => {
            let sentence = format!(
                "The class balance is estimated on the {covered} records with a vote; those without one may be otherwise."
            );
            Some(Note::new(NoteKind::Balance, sentence))
        }
        _ => None,
    }
}

fn unused(asked: &Asked<'_>) -> Vec<Note> {
    let mut notes = Vec::new();
    let name = asked.model.name;
    if !asked.model.uses_balance && asked.input.balance != Balance::Uniform {
        let sentence = format!("The model “{name}” makes no use of the class balance.");
        notes.push(Note::new(NoteKind::Unused, sentence));
    }
    let has_priorities = asked.input.options.priorities.iter().any(Option::is_some);
    if has_priorities && !asked.model.reads_priorities {
        let sentence = format!("The model “{name}” makes no use of how far each rule is trusted.");
        notes.push(Note::new(NoteKind::Unused, sentence));
    }
    notes
}
