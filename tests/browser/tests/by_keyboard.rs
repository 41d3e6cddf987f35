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

#[test]
fn from_a_graph_to_an_area_of_records_by_keys_alone() {
    scenario(
        "from_a_graph_to_an_area_of_records_by_keys_alone",
        async |stage| {
            let page = stage.open().await?;
            page.tab_to("sample-comments").await?;
            page.press(Key::Enter).await?;
            page.by_test_id("rule-row").await?;
            page.command_by_name("graph").await?;
            page.by_test_id("graph-begin").await?;
            page.tab_to("graph-begin").await?;
            page.press(Key::Enter).await?;
            page.until_graph_stands().await?;
            labels_are_carried(&page).await?;
            a_receipt_is_opened(&page).await?;
            an_area_is_picked(&page).await
        },
    );
}

async fn labels_are_carried(page: &Page) -> Result {
    page.tab_to("graph-propagate").await?;
    page.press(Key::Enter).await?;
    page.until_graph_stands().await?;
    page.until("records are reached", async || {
        Ok(page.number("graph-reached").await? > 0)
    })
    .await
}

/// Each record that the keys come to is spoken; Enter says where its label comes from.
async fn a_receipt_is_opened(page: &Page) -> Result {
    page.tab_to("graph-canvas").await?;
    let mut spoken = String::new();
    for way in [Key::Right, Key::Down] {
        page.press(way).await?;
        let before = spoken.clone();
        page.until("the record is spoken", async || {
            let now = page.script(SPOKEN, vec![]).await?;
            spoken = now.as_str().unwrap_or_default().to_owned();
            Ok(!spoken.is_empty() && spoken != before)
        })
        .await?;
    }
    page.press(Key::Enter).await?;
    page.by_test_id("graph-receipt").await.map(drop)
}

/// What is said of the record that the keys are at.
const SPOKEN: &str =
    "return document.querySelector('[data-testid=graph-map] > .unseen[role=status]')?.textContent";

/// A box from one record to another, then its records as a list.
async fn an_area_is_picked(page: &Page) -> Result {
    if !page.has_focus("graph-canvas").await? {
        page.tab_to("graph-canvas").await?;
    }
    page.press("b").await?;
    page.press(" ").await?;
    for way in [Key::Right, Key::Down].iter().cycle().take(16) {
        page.press(way.clone()).await?;
    }
    page.press(" ").await?;
    page.by_test_id("picked-count").await?;
    let picked = page.number("picked-count").await?;
    if picked < 2 {
        return Err(Problem::new(format!("a box between two records holds {picked}")));
    }
    page.tab_to("picked-records").await?;
    page.press(Key::Enter).await?;
    page.until_number("records-shown", picked).await
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
