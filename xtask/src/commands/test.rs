//! `cargo xtask test`: everything that must hold, in one command; CI calls nothing else.

mod purity;
mod steps;

use std::time::{Duration, Instant};

use crate::arguments::Arguments;
use crate::command::{Choice, Command};
use crate::failure::{Failure, Outcome};
use crate::table;
use steps::{GROUPS, STEPS, Step};

pub(crate) const COMMAND: Command = Command {
    name: "test",
    about: "Runs every check and every test, natively, as wasm and in a real browser.",
    options: &[Choice {
        name: "--only",
        value: Some("GROUP"),
        about: "One group: lint, native, wasm or browser.",
    }],
    run,
};

fn run(given: &Arguments) -> Outcome {
    let steps = chosen(given.value("--only"))?;
    let mut done: Vec<(&Step, Duration)> = Vec::new();
    for (place, step) in steps.iter().enumerate() {
        println!(
            "\n[{}/{}] {}: {} ({})",
            place + 1,
            steps.len(),
            step.group,
            step.title,
            step.patience
        );
        let start = Instant::now();
        let outcome = (step.run)();
        done.push((step, start.elapsed()));
        if let Err(failure) = outcome {
            summarise(&done, true);
            println!(
                "\nonce mended, `cargo xtask test --only {}` repeats this group",
                step.group
            );
            return Err(failure);
        }
    }
    summarise(&done, false);
    Ok(())
}

fn chosen(group: Option<&str>) -> Outcome<Vec<&'static Step>> {
    let steps: Vec<&Step> = STEPS
        .iter()
        .filter(|step| group.is_none_or(|group| group == step.group))
        .collect();
    match group {
        Some(group) if steps.is_empty() => Err(Failure::new(
            format!("there is no group `{group}`"),
            format!("choose one of {}", GROUPS.join(", ")),
        )),
        _ => Ok(steps),
    }
}

/// Steps with their seconds, and how the last one ended.
fn summarise(done: &[(&Step, Duration)], last_failed: bool) {
    let mut rows = Vec::new();
    for (place, (step, took)) in done.iter().enumerate() {
        let failed = last_failed && place + 1 == done.len();
        let verdict = if failed { "FAILED" } else { "ok" };
        rows.push(vec![
            format!("{}: {}", step.group, step.title),
            format!("{:.1} s", took.as_secs_f64()),
            verdict.to_owned(),
        ]);
    }
    let sum: Duration = done.iter().map(|(_, took)| *took).sum();
    rows.push(vec![
        "all".to_owned(),
        format!("{:.1} s", sum.as_secs_f64()),
        String::new(),
    ]);
    println!("\nsummary");
    table::print(&rows);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_group_has_steps_and_every_step_a_group() {
        for group in GROUPS {
            assert!(
                chosen(Some(group)).is_ok_and(|steps| !steps.is_empty()),
                "{group} is empty"
            );
        }
        assert_eq!(chosen(None).unwrap().len(), STEPS.len());
        assert!(STEPS.iter().all(|step| GROUPS.contains(&step.group)));
    }

    #[test]
    fn a_wrong_group_is_answered_with_the_list() {
        assert!(
            chosen(Some("natve"))
                .unwrap_err()
                .to_string()
                .contains("lint, native, wasm, browser")
        );
    }
}
