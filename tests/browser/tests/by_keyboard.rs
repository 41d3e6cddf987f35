//! The whole task by keys alone, from the sample to the exported file.

use labelloom_browser::{Key, Page, Problem, Result, scenario};

#[test]
fn from_a_sample_to_the_export_by_keys_alone() {
    scenario("from_a_sample_to_the_export_by_keys_alone", async |stage| {
        let page = stage.open().await?;
        page.tab_to("sample-comments").await?;
        page.press(Key::Enter).await?;
        page.by_test_id("rule-row").await?;
        a_rule_is_written(&page).await?;
        a_conflict_is_walked(&page).await?;
        a_record_is_decided(&page).await?;
        models_are_compared(&page).await?;
        exported(&page).await
    });
}

async fn a_rule_is_written(page: &Page) -> Result {
    let rules = page.count("rule-row").await?;
    page.press("n").await?;
    page.until_focus("rule-query").await?;
    page.press("channel, click").await?;
    page.until("its matches are counted", async || {
        Ok(page.number("draft-matches").await? > 0)
    })
    .await?;
    page.press(Key::Control + Key::Enter).await?;
    page.until("the rule is in the table", async || {
        Ok(page.count("rule-row").await? == rules + 1)
    })
    .await?;
    page.until_saved().await
}

/// All conflicts, the second of them, and a word that makes an exception.
async fn a_conflict_is_walked(page: &Page) -> Result {
    let conflicts = page.number("total-conflicts-n").await?;
    page.press(Key::Escape).await?;
    page.command_by_name("conflicts").await?;
    page.by_test_id("walk-all").await?;
    page.tab_to("walk-all").await?;
    page.press(Key::Enter).await?;
    page.until_text("walk-place", &format!("1 of {conflicts}"))
        .await?;
    page.press("]").await?;
    page.until_text("walk-place", &format!("2 of {conflicts}"))
        .await?;
    page.until("both votes stand side by side", async || {
        Ok(page.count("walk-side").await? == 2)
    })
    .await?;
    page.press("A").await?;
    page.by_test_id("exception").await?;
    page.tab_to("exception").await?;
    page.press(Key::Enter).await?;
    page.by_test_id("mending").await?;
    page.until("the exception ends conflicts", async || {
        Ok(page.number("total-conflicts-n").await? < conflicts)
    })
    .await?;
    page.press(Key::Control + Key::Enter).await?;
    page.until_saved().await
}

/// Back to the walk, a label for the record by its number, and on to the next one.
async fn a_record_is_decided(page: &Page) -> Result {
    page.tab_to("mending-back").await?;
    page.press(Key::Enter).await?;
    page.by_test_id("by-hand").await?;
    page.press("1").await?;
    page.until("the label is told", async || {
        Ok(page.text("walk-said").await?.contains("is HAM by hand"))
    })
    .await
}

/// The label model, and the others beside it.
async fn models_are_compared(page: &Page) -> Result {
    page.command_by_name("labels").await?;
    page.by_test_id("model-select").await?;
    page.tab_to("compare-models").await?;
    page.press(Key::Enter).await?;
    page.until("the models stand side by side", async || {
        Ok(page.count("comparison-row").await? > 1)
    })
    .await
}

async fn exported(page: &Page) -> Result {
    page.command_by_name("export").await?;
    page.by_test_id("export-download").await?;
    page.tab_to("export-download").await?;
    page.press(Key::Enter).await?;
    let file = page.wait_for_download(".json").await?;
    let text = std::fs::read_to_string(file)?;
    if text.contains("channel, click") && text.contains("gold-weighted") {
        return Ok(());
    }
    Err(Problem::new("the exported file lacks the rule or the model"))
}
