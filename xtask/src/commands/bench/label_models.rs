//! Snorkel's label model and ours on the same votes: a million records, fifty rules, 500 epochs. A ratio only where both
//! find the same probabilities.

use super::figures::{self, number, ratio};
use crate::failure::{Failure, Outcome};
use crate::program::Program;
use crate::{project, setup, table};

const LABELS: [&str; 2] = ["2", "5"];
const RULES: &str = "50";
const ENGINE: &str = "bench --quiet --profile native -p labelloom-engine --bench snorkel --";
/// Snorkel counts in single precision, and its fit ends before it has settled.
const SAME: f64 = 1e-3;

/// Prints one table a number of labels.
pub(super) fn compare() -> Outcome {
    let python = setup::peers::ensure()?;
    for labels in LABELS {
        println!(
            "\nlabel models on 1,000,000 records × {RULES} rules, {labels} labels: about a minute, and 6 GB of memory"
        );
        let votes = absolute("votes.bin");
        let found = absolute("probabilities.bin");
        Program::cargo(ENGINE).args(["votes", labels, &votes]).output()?;
        let snorkel = Program::new(&python);
        let snorkel = snorkel.args(["xtask/peers/snorkel_fit.py", &votes, RULES, labels, &found]);
        let snorkel = snorkel.output()?;
        let engine = Program::cargo(ENGINE)
            .args(["measure", labels, &found])
            .output()?;
        print(&snorkel, &engine)?;
        let _ = std::fs::remove_file(&votes);
        let _ = std::fs::remove_file(&found);
    }
    Ok(())
}

fn absolute(file: &str) -> String {
    let folder = project::root().join("target/peers");
    folder.join(file).to_string_lossy().into_owned()
}

fn print(snorkel: &str, engine: &str) -> Outcome {
    let figure = |printed: &str, key: &str| {
        figures::line(printed)
            .and_then(|json| number(json, key))
            .ok_or_else(|| {
                Failure::new(
                    format!("`{key}` is not in what was printed:\n{printed}"),
                    "both sides print one line of JSON",
                )
            })
    };
    let apart = figure(engine, "apart")?;
    if apart > SAME {
        return Err(Failure::new(
            format!("the two disagree: probabilities differ by up to {apart}"),
            "compare their parameters before trusting any time",
        ));
    }
    let mut rows = vec![["", "Snorkel", "Labelloom", "ratio"].map(str::to_owned).to_vec()];
    for (what, key) in [
        ("Snorkel's model, fit", "fit_ms"),
        ("… probabilities", "posteriors_ms"),
    ] {
        let (peer, own) = (figure(snorkel, key)?, figure(engine, key)?);
        rows.push(vec![
            what.to_owned(),
            format!("{peer:.0} ms"),
            format!("{own:.1} ms"),
            ratio(peer / own),
        ]);
    }
    for (what, key) in [
        ("the default model, fit", "default_fit_ms"),
        ("… probabilities", "default_posteriors_ms"),
    ] {
        rows.push(vec![
            what.to_owned(),
            "–".to_owned(),
            format!("{:.1} ms", figure(engine, key)?),
            String::new(),
        ]);
    }
    table::print(&rows);
    println!("  probabilities of the same model differ by at most {apart:.1e}");
    Ok(())
}
