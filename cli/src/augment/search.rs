//! Which policy helps: searched on the data, told as a table, and written as a policy file.

use labelloom_engine::error::Error;
use labelloom_engine::num::grouped;
use labelloom_engine::session::augment::{AugmentAsk, AugmentReply, SearchRow, SearchVerdict, SearchView};
use labelloom_engine::session::reply::Reply;
use labelloom_engine::session::request::Request;
use labelloom_engine::session::{Project, Session};

use super::Augment;
use crate::failure::{Result, say};
use crate::output::to_standard_output;

/// Times that the best is tried on held-out gold.
pub(super) const TRIES: u32 = 6;

pub(super) fn run(command: &Augment, project: Project) -> Result<()> {
    let mut session = Session::new();
    session.open(project);
    let AugmentReply::State(state) = asked(&mut session, &AugmentAsk::State)? else {
        return Err(other_answer().into());
    };
    let mut choice = state.choice;
    choice.seed = command.seed;
    let ask = AugmentAsk::Search {
        choice: Some(choice),
        trainings: command.trainings,
        seeds: command.tries,
    };
    let AugmentReply::Search(view) = asked(&mut session, &ask)? else {
        return Err(other_answer().into());
    };
    let view = *view;
    tell(&view);
    if command.json {
        // Plain numbers and texts always have a JSON form.
        let text = serde_json::to_string(&view).unwrap_or_default() + "\n";
        to_standard_output(text.as_bytes())?;
    }
    let Some(choice) = view.proposal else {
        let remedy = "Go on without variants, or bring more labels and search again";
        return Err(Error::new(view.verdict.trim_end_matches('.'), remedy).into());
    };
    say(&view.verdict);
    if command.json && command.output.path().is_none() {
        return Ok(());
    }
    let seed = choice.seed;
    let choice = Some(choice);
    match session.answer(Request::augment(&AugmentAsk::Policy { choice })?)? {
        Reply::File(file) => {
            command.output.write(&file.bytes)?;
            say(&format!(
                "The same variants as judged: labelloom augment … --policy POLICY.JSON --seed {seed}"
            ));
            Ok(())
        }
        _ => Err(other_answer().into()),
    }
}

fn asked(session: &mut Session, ask: &AugmentAsk) -> std::result::Result<AugmentReply, Error> {
    match session.answer(Request::augment(ask)?)? {
        Reply::Augment(reply) => reply.open(),
        _ => Err(other_answer()),
    }
}

fn other_answer() -> Error {
    Error::new(
        "The search gave another answer than was asked for",
        "Tell the authors",
    )
}

fn tell(view: &SearchView) {
    say(&format!(
        "{} policies; {} trainings on dev gold in {} rungs, {} records that choose, taught by {}",
        view.candidates.len(),
        grouped(u64::from(view.trainings)),
        view.rungs,
        grouped(u64::from(view.judged_on)),
        view.taught_by
    ));
    let rows: Vec<[String; 4]> = view.candidates.iter().map(cells).collect();
    let heads = [
        "policy",
        "labels kept, lost, flipped",
        "gain on dev gold",
        "verdict",
    ]
    .map(str::to_owned);
    let width = |column: usize| {
        let all = rows.iter().chain([&heads]);
        all.map(|row| row[column].chars().count()).max().unwrap_or(0)
    };
    let widths = [0, 1, 2, 3].map(width);
    for row in std::iter::once(&heads).chain(&rows) {
        let cells = row
            .iter()
            .zip(widths)
            .map(|(cell, width)| format!("{cell:width$}"));
        say(cells.collect::<Vec<_>>().join("  ").trim_end());
    }
    view.said.iter().for_each(|said| say(said));
}

fn cells(row: &SearchRow) -> [String; 4] {
    let name = row.operations.iter().map(|operation| {
        let strength = operation
            .settings
            .get("strength")
            .and_then(serde_json::Value::as_f64);
        strength.map_or_else(
            || operation.name.clone(),
            |strength| format!("{} {strength}", operation.name),
        )
    });
    let labeled = row.counts.kept + row.counts.lost + row.counts.flipped;
    let share = |count: u32| format!("{:.0} %", 100.0 * f64::from(count) / f64::from(labeled));
    let labels = if labeled == 0 {
        "no label".to_owned()
    } else {
        let shares = [row.counts.kept, row.counts.lost, row.counts.flipped].map(share);
        format!("{} (n = {labeled})", shares.join(", "))
    };
    let points = |share: f64| format!("{:+.1}", 100.0 * share);
    let gain = row.gain.map(|gain| {
        format!(
            "{} ({} to {})",
            points(gain.difference),
            points(gain.interval[0]),
            points(gain.interval[1])
        )
    });
    [
        match row.policy.starts_with("apply-") {
            true => name.collect::<Vec<_>>().join(" + "),
            false => row.policy.clone(),
        },
        labels,
        gain.unwrap_or_default(),
        row.problem
            .clone()
            .unwrap_or_else(|| words(row.verdict).to_owned()),
    ]
}

const fn words(verdict: SearchVerdict) -> &'static str {
    match verdict {
        SearchVerdict::Helps => "helps, by held-out gold too",
        SearchVerdict::NotConfirmed => "best, but not confirmed by held-out gold",
        SearchVerdict::NotBetter => "best, but no better than none",
        SearchVerdict::Open | SearchVerdict::Behind => "not the best",
        SearchVerdict::Flips => "flips too many labels",
        SearchVerdict::NotTried => "not tried, for want of trainings",
        SearchVerdict::Same => "as a weaker one",
        SearchVerdict::ChangesLittle => "changes next to nothing",
        SearchVerdict::CannotBe => "can't be had",
    }
}
