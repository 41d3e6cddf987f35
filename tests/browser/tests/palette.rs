//! The palette: rules and commands by typing, and the focus back where it was.

use labelloom_browser::{Key, Page, Result, scenario};

#[test]
fn everything_is_found_by_its_name() {
    scenario("everything_is_found_by_its_name", async |stage| {
        let page = stage.open().await?;
        page.open_sample("comments").await?;
        escape_gives_the_focus_back(&page).await?;
        a_rule_is_opened(&page).await?;
        a_filter_is_set(&page).await?;
        a_rule_is_switched_off(&page).await?;
        arrows_choose(&page).await
    });
}

async fn escape_gives_the_focus_back(page: &Page) -> Result {
    page.press("/").await?;
    page.until_focus("record-search").await?;
    page.press(Key::Control + "k").await?;
    page.until_focus("palette-input").await?;
    page.press("begging").await?;
    page.press(Key::Escape).await?;
    page.until_gone("palette-input").await?;
    page.until_focus("record-search").await?;
    page.press(Key::Escape).await
}

async fn a_rule_is_opened(page: &Page) -> Result {
    page.command_by_name("begging").await?;
    page.until_text("rule-title", "begging").await
}

async fn a_filter_is_set(page: &Page) -> Result {
    let uncovered = page.number("total-uncovered-n").await?;
    page.command_by_name("uncovered records").await?;
    page.until_number("records-shown", uncovered).await
}

async fn a_rule_is_switched_off(page: &Page) -> Result {
    let covered = page.number("total-coverage-n").await?;
    page.command_by_name("switch web address off").await?;
    page.until("fewer records are covered", async || {
        Ok(page.number("total-coverage-n").await? < covered)
    })
    .await?;
    page.press(Key::Control + "z").await?;
    page.until_number("total-coverage-n", covered).await
}

/// Down, then Enter: the second of what fits.
async fn arrows_choose(page: &Page) -> Result {
    page.press(Key::Control + "k").await?;
    page.until_focus("palette-input").await?;
    page.press("begging").await?;
    page.until("the rule's records are offered second", async || {
        let rows = page.texts("palette-row").await?;
        Ok(rows.get(1).is_some_and(|row| row.contains("Records of begging")))
    })
    .await?;
    page.press(Key::Down).await?;
    page.press(Key::Enter).await?;
    page.until("the rule's records are listed", async || {
        let chips = page.texts("filter-chip").await?;
        Ok(chips.iter().any(|chip| chip.contains("begging")))
    })
    .await
}
