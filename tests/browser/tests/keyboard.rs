//! The main task by keyboard alone, with the focus in sight at every stop.

use labelloom_browser::{Key, Page, Result, scenario};

#[test]
fn a_rule_is_written_found_and_taken_back_without_a_mouse() {
    scenario(
        "a_rule_is_written_found_and_taken_back_without_a_mouse",
        async |stage| {
            let page = stage.open().await?;
            page.tab_to("sample-comments").await?;
            page.press(Key::Enter).await?;
            page.by_test_id("rule-row").await?;
            let rules = page.count("rule-row").await?;
            page.press("n").await?;
            page.until_text("rule-title", "New rule").await?;
            page.until_focus("rule-query").await?;
            page.focus_is_seen().await?;
            page.press("guitar").await?;
            page.until("its matches are counted", async || {
                Ok(page.number("draft-matches").await.is_ok())
            })
            .await?;
            page.press(Key::Control + Key::Enter).await?;
            page.until("the rule is in the table", async || {
                Ok(page.count("rule-row").await? == rules + 1)
            })
            .await?;
            page.press(Key::Escape).await?;
            search(&page).await?;
            page.press(Key::Control + "z").await?;
            page.until("the rule is taken back", async || {
                Ok(page.count("rule-row").await? == rules)
            })
            .await?;
            tab_through(&page).await
        },
    );
}

/// `/` leads to the search, Escape empties and leaves it.
async fn search(page: &Page) -> Result {
    page.press("/").await?;
    page.until_focus("record-search").await?;
    page.focus_is_seen().await?;
    let all = page.text("records-shown").await?;
    page.press("love").await?;
    page.until("fewer records are listed", async || {
        Ok(page.text("records-shown").await? != all)
    })
    .await?;
    page.press(Key::Escape).await?;
    page.until_text("records-shown", &all).await?;
    page.press(Key::Escape).await
}

/// One round through the page with a rule and its records.
async fn tab_through(page: &Page) -> Result {
    for _ in 0..40 {
        page.press(Key::Tab).await?;
        if !page.is_at_rest().await? {
            page.focus_is_seen().await?;
        }
    }
    Ok(())
}
