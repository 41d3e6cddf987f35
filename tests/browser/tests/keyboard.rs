//! The main task by keyboard alone, with the focus in sight at every stop.

use labelloom_browser::{Key, Page, Problem, Result, scenario};
use serde_json::json;

/// Whether the focused element is marked: an outline, a ring, or a border that the others lack; else its name.
const FOCUS: &str = "
    const at = document.activeElement;
    if (!at || at === document.body) return 'nothing has the focus';
    const seen = element => {
        const style = getComputedStyle(element);
        return style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) > 0 || style.boxShadow !== 'none';
    };
    const box = at.getBoundingClientRect();
    const holder = at.parentElement;
    const marked = seen(at) || holder && seen(holder);
    return marked && box.width > 0 ? '' : `the focus on ${at.outerHTML.slice(0, 160)} can't be seen`;";

const MOST_TABS: usize = 120;

#[test]
fn a_rule_is_written_found_and_taken_back_without_a_mouse() {
    scenario(
        "a_rule_is_written_found_and_taken_back_without_a_mouse",
        async |stage| {
            let page = stage.open().await?;
            tab_to(&page, "sample-comments").await?;
            page.press(Key::Enter).await?;
            page.by_test_id("rule-row").await?;
            let rules = page.count("rule-row").await?;
            page.press("n").await?;
            page.until_text("rule-title", "New rule").await?;
            page.until("the query has the focus", async || {
                focused(&page, "rule-query").await
            })
            .await?;
            focus_is_seen(&page).await?;
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
    page.until("the search has the focus", async || {
        focused(page, "record-search").await
    })
    .await?;
    focus_is_seen(page).await?;
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

/// Tab until an element has the focus, which is seen at every stop.
async fn tab_to(page: &Page, id: &str) -> Result {
    for _ in 0..MOST_TABS {
        page.press(Key::Tab).await?;
        focus_is_seen(page).await?;
        if focused(page, id).await? {
            return Ok(());
        }
    }
    Err(Problem::new(format!(
        "{MOST_TABS} times Tab do not lead to `{id}`"
    )))
}

/// One round through the page with a rule and its records.
async fn tab_through(page: &Page) -> Result {
    for _ in 0..40 {
        page.press(Key::Tab).await?;
        let at = page
            .script("return document.activeElement === document.body", vec![])
            .await?;
        if at == json!(false) {
            focus_is_seen(page).await?;
        }
    }
    Ok(())
}

async fn focused(page: &Page, id: &str) -> Result<bool> {
    let at = page
        .script("return document.activeElement?.dataset.testid ?? ''", vec![])
        .await?;
    Ok(at == json!(id))
}

async fn focus_is_seen(page: &Page) -> Result {
    let said = page.script(FOCUS, vec![]).await?;
    match said.as_str() {
        Some("") => Ok(()),
        said => Err(Problem::new(said.unwrap_or("the focus can't be asked for"))),
    }
}
