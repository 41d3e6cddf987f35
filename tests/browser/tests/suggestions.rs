//! Suggestions: what they say of a term is what its draft does, and what is taken or dismissed leaves the list.

use labelloom_browser::{Key, Page, Problem, Result, scenario};

#[test]
fn a_suggestion_becomes_a_rule() {
    scenario("a_suggestion_becomes_a_rule", async |stage| {
        let page = stage.open().await?;
        page.open_sample("comments").await?;
        let rules = page.rule_names().await?;
        page.press("g").await?;
        page.by_test_id("suggest-term").await?;
        page.until_focus("suggest-term").await?;
        a_theme_is_drafted(&page).await?;
        page.press("g").await?;
        page.until_focus("suggest-term").await?;
        dismissed(&page).await?;
        let query = drafted(&page).await?;
        saved(&page, &query).await?;
        page.follow("side-rules").await?;
        page.until("the table has the new rule", async || {
            let now = page.rule_names().await?;
            Ok(now.len() == rules.len() + 1 && now.contains(&query))
        })
        .await
    });
}

/// A theme's query is what its draft asks; the draft is put away again.
async fn a_theme_is_drafted(page: &Page) -> Result {
    page.by_test_id("theme").await?;
    let query = page.text("theme-query").await?;
    page.follow("theme-draft").await?;
    page.until_text("rule-title", "New rule").await?;
    page.until_value("rule-query", &query).await?;
    page.until("its matches are counted", async || {
        Ok(page.number("draft-matches").await? > 0)
    })
    .await?;
    page.follow("rule-revert").await?;
    page.until_gone("rule-title").await
}

/// X takes the first term away; the keys are at the next one.
async fn dismissed(page: &Page) -> Result {
    let queries = page.texts("suggest-query").await?;
    page.press("x").await?;
    page.until("the first term is gone", async || {
        let now = page.texts("suggest-query").await?;
        Ok(now.first() == queries.get(1) && !now.contains(&queries[0]))
    })
    .await?;
    page.until_focus("suggest-term").await?;
    if page.text("suggest-dismissed").await?.contains("1 term dismissed") {
        return Ok(());
    }
    Err(Problem::new("the list does not say that a term was dismissed"))
}

/// Enter drafts the first term: what it was said to cover newly is what the figures say.
async fn drafted(page: &Page) -> Result<String> {
    let query = page.text("suggest-query").await?;
    let said = page.text("suggest-new").await?;
    let fresh: u64 = said
        .trim_start_matches('+')
        .parse()
        .map_err(|_| Problem::new(format!("the term's new records read `{said}`")))?;
    let covered = page.number("total-coverage-n").await?;
    page.press(Key::Enter).await?;
    page.until_text("rule-title", "New rule").await?;
    page.until_value("rule-query", &query).await?;
    page.until_number("total-coverage-n", covered + fresh).await?;
    Ok(query)
}

/// Saved, it is a rule and no suggestion any more.
async fn saved(page: &Page, query: &str) -> Result {
    page.type_into("rule-query", Key::Control + Key::Enter).await?;
    page.until_text("rule-title", query).await?;
    page.until("the list is without it", async || {
        let now = page.texts("suggest-query").await?;
        Ok(!now.is_empty() && now.iter().all(|held| held != query))
    })
    .await
}
