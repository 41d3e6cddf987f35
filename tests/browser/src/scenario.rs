//! Runs one scenario from the first step to the last look at the console.

use std::sync::{Mutex, PoisonError};

use crate::{Problem, Result, Stage, dist};

/// One browser at a time: on a small machine two would only slow each other down past their waits.
static TURN: Mutex<()> = Mutex::new(());

/// A test: panics with the step that failed. A picture of the page at that moment is in `target/browser/NAME.png`.
pub fn scenario(name: &str, steps: impl AsyncFnOnce(&Stage) -> Result) {
    let _turn = TURN.lock().unwrap_or_else(PoisonError::into_inner);
    if let Err(problem) = run(name, steps) {
        panic!("{name}: {problem}");
    }
}

/// The same for a program that has its own way to end.
pub fn run(name: &str, steps: impl AsyncFnOnce(&Stage) -> Result) -> Result {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let stage = Stage::new(name)?;
        let outcome = match steps(&stage).await {
            Ok(()) => check_quiet(&stage).await,
            Err(problem) => Err(problem),
        };
        let outcome = match outcome {
            Ok(()) => Ok(()),
            Err(problem) => Err(with_evidence(problem, &stage, name).await),
        };
        stage.end().await;
        outcome
    })
}

async fn check_quiet(stage: &Stage) -> Result {
    for page in stage.open_pages() {
        page.check_quiet().await?;
    }
    Ok(())
}

/// The problem with what the console says, and with a picture of the last page.
async fn with_evidence(problem: Problem, stage: &Stage, name: &str) -> Problem {
    let Some(page) = stage.open_pages().pop() else {
        return problem;
    };
    let mut text = problem.to_string();
    if let Ok(troubles) = page.troubles().await
        && !troubles.is_empty()
    {
        text.push_str(&format!("\nthe console had errors:\n  {}", troubles.join("\n  ")));
    }
    let picture = dist::scratch().join(format!("{name}.png"));
    if page.picture(&picture).await.is_ok() {
        text.push_str(&format!(
            "\na picture of the page is in target/browser/{name}.png"
        ));
    }
    Problem::new(text)
}
