//! Labels by a model: fitted without being asked, compared, judged by gold; a mistake leads to its records, an edit of a
//! rule moves labels, and an end model reaches what no rule votes on.

use labelloom_browser::{Page, Problem, Result, Rule, scenario};
use serde_json::json;

/// Votes against what most rules of the sample say, so that labels move.
const LOVE: Rule = Rule {
    name: "says love",
    label: "HAM",
    query: "love, loved",
};

#[test]
fn a_model_is_fitted_compared_and_believed_or_not() {
    scenario("a_model_is_fitted_compared_and_believed_or_not", async |stage| {
        let page = stage.open().await?;
        page.click("sample-comments").await?;
        page.by_test_id("rule-row").await?;
        page.follow("nav-labels").await?;
        until_fitted(&page).await?;
        every_rule_is_told_of(&page).await?;
        a_bar_leads_to_its_records(&page).await?;
        a_mistake_leads_to_its_records(&page).await?;
        two_models_are_compared_and_one_is_taken(&page).await?;
        an_edit_moves_labels(&page).await?;
        an_end_model_reaches_more(&page).await
    });
}

/// Waits until the labels are those of the project as it is.
async fn until_fitted(page: &Page) -> Result {
    page.until("the model is fitted to the rules as they are", async || {
        let state = page.by_test_id("model-state").await?;
        Ok(state.attr("data-fitted").await?.as_deref() == Some("true"))
    })
    .await
}

/// The number an element carries beside its words.
async fn carried(page: &Page, id: &str) -> Result<u64> {
    let count = page.by_test_id(id).await?.attr("data-count").await?;
    let count = count.and_then(|count| count.parse().ok());
    count.ok_or_else(|| Problem::new(format!("`{id}` carries no number")))
}

/// Follows a link and checks that exactly as many records are listed; then goes back.
async fn leads_to(page: &Page, id: &str, records: u64) -> Result {
    page.follow(id).await?;
    page.until(&format!("`{id}` lists {records} records"), async || {
        Ok(page.number("records-shown").await? == records)
    })
    .await?;
    let listed = page.listed_records().await?.len() as u64;
    if listed != records {
        return Err(Problem::new(format!(
            "`{id}` says {records}, the list has {listed} records"
        )));
    }
    page.session().back().await?;
    page.by_test_id("labels-page").await.map(drop)
}

async fn every_rule_is_told_of(page: &Page) -> Result {
    let sentence = page.text("referee-sentence").await?;
    let accuracy = page.text("model-accuracy-n").await?;
    let voting = page.count("model-rule").await?;
    let believed = page.texts("model-rule-accuracy").await?;
    let has_figures = believed.iter().filter(|said| said.ends_with('%')).count();
    if voting < 3 || has_figures == 0 || sentence.is_empty() || !accuracy.contains("n ") {
        return Err(Problem::new(format!(
            "{voting} rules, {has_figures} with an accuracy; `{sentence}`; accuracy {accuracy}"
        )));
    }
    Ok(())
}

async fn a_bar_leads_to_its_records(page: &Page) -> Result {
    let records = carried(page, "histogram-bar").await?;
    leads_to(page, "histogram-bar", records).await
}

async fn a_mistake_leads_to_its_records(page: &Page) -> Result {
    let records = carried(page, "bucket").await?;
    leads_to(page, "bucket", records).await?;
    // Held-out gold has mistakes of its own.
    page.follow("judge-held-out").await?;
    page.until("the figures are of held-out gold", async || {
        let title =
            "return document.querySelector('[data-testid=model-accuracy]').closest('.figure').textContent";
        let title = page.script(title, vec![]).await?;
        Ok(title.as_str().is_some_and(|title| title.contains("held-out")) && page.count("bucket").await? > 0)
    })
    .await?;
    let records = carried(page, "bucket").await?;
    leads_to(page, "bucket", records).await?;
    page.follow("judge-dev").await?;
    until_fitted(page).await
}

async fn two_models_are_compared_and_one_is_taken(page: &Page) -> Result {
    page.follow("compare-models").await?;
    page.until_long("the models stand side by side", async || {
        Ok(page.count("comparison-row").await? >= 2)
    })
    .await?;
    if page.text("recommendation").await?.is_empty() {
        return Err(Problem::new("no model is recommended"));
    }
    let use_it = "document.querySelector('[data-testid=comparison-row][data-model=' + arguments[0] + '] [data-testid=model-use]').click()";
    page.script(use_it, vec![json!("majority")]).await?;
    page.until("the majority vote is in use", async || {
        Ok(page.value("model-select").await? == "majority")
    })
    .await?;
    until_fitted(page).await?;
    page.click("undo").await?;
    page.until("undo brings the model back", async || {
        Ok(page.value("model-select").await? == "gold-weighted")
    })
    .await?;
    until_fitted(page).await
}

async fn an_edit_moves_labels(page: &Page) -> Result {
    page.follow("nav-rules").await?;
    page.by_test_id("rule-row").await?;
    if page.count("rule-believed").await? == 0 {
        return Err(Problem::new("the table doesn't say what the model believes"));
    }
    page.add_rule(&LOVE).await?;
    page.follow("nav-labels").await?;
    until_fitted(page).await?;
    page.until("what the edit did is told", async || {
        Ok(page.text("labels-changed").await?.contains("says love"))
    })
    .await?;
    let changed = carried(page, "labels-changed").await?;
    if changed == 0 {
        return Err(Problem::new(
            "the rule moved no label: the check is worth nothing",
        ));
    }
    leads_to(page, "labels-changed-records", changed).await
}

async fn an_end_model_reaches_more(page: &Page) -> Result {
    page.follow("end-model-train").await?;
    page.until_long("the end model is trained", async || {
        Ok(page.count("end-model-trained").await? == 1)
    })
    .await?;
    if !page.text("end-model-accuracy").await?.ends_with('%') {
        return Err(Problem::new("nothing is said of how it does on held-out gold"));
    }
    let reached = page.number("end-model-reaches").await?;
    if reached == 0 {
        return Err(Problem::new("it reaches nothing: the check is worth nothing"));
    }
    leads_to(page, "end-model-reaches", reached).await?;
    page.script(
        "document.querySelector('[data-testid=end-model-use]').click()",
        vec![],
    )
    .await?;
    until_fitted(page).await?;
    page.until_saved().await
}
