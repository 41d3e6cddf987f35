//! The Labels page over many records: how long it takes until labels are shown, and whether typing a rule waits for them.

use std::time::Instant;

use labelloom_browser::{Page, Result};

use crate::{keystroke, project, table};

/// Measures a project that holds the rules of [`keystroke::rules_beside`].
pub(crate) async fn measure(page: &Page, records: u32) -> Result {
    page.follow("nav-labels").await?;
    let start = Instant::now();
    until_fitted(page).await?;
    row(records, "labels of 50 rules, from the click until shown", start);
    let start = Instant::now();
    page.click("compare-models").await?;
    page.until_long("the models stand side by side", async || {
        Ok(page.count("comparison-row").await? > 1)
    })
    .await?;
    row(records, "all models fitted and compared", start);
    let tasks = project::long_tasks(page).await?;
    table::row(Some(records), "… tasks over 50 ms on the main thread", &tasks);
    page.follow("nav-rules").await?;
    page.by_test_id("rule-row").await?;
    // Comparing goes on behind the letters.
    page.follow("nav-labels").await?;
    if page.count("leave-one-out").await? == 1 {
        page.follow("leave-one-out").await?;
    }
    page.follow("nav-rules").await?;
    keystroke::while_busy(page, records, "keyword, while rules are left out one by one").await
}

async fn until_fitted(page: &Page) -> Result {
    page.until_long("the model is fitted to the rules as they are", async || {
        let state = page.by_test_id("model-state").await?;
        Ok(state.attr("data-fitted").await?.as_deref() == Some("true"))
    })
    .await
}

fn row(records: u32, what: &str, start: Instant) {
    let seconds = start.elapsed().as_secs_f64();
    table::row(Some(records), what, &format!("{seconds:.2} s"));
}
