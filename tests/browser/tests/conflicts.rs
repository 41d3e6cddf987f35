//! A conflict from the map to its end: a cell leads to its records, a walk goes through them, an exception ends them.

use labelloom_browser::{Key, Page, Problem, Result, Rule, scenario};

/// "free" and "lunch" meet on two records.
const DATA: &str = "id,text,label\n\
    1,free prize inside,spam\n\
    2,free for lunch today,ham\n\
    3,are you free at lunch,ham\n\
    4,free entry tonight,spam\n\
    5,lunch at noon,ham\n\
    6,see you,ham\n";

const RULES: [Rule; 2] = [
    Rule {
        name: "gratis",
        label: "spam",
        query: "free",
    },
    Rule {
        name: "meal",
        label: "ham",
        query: "lunch",
    },
];

#[test]
fn a_conflict_is_found_walked_and_ended() {
    scenario("a_conflict_is_found_walked_and_ended", async |stage| {
        let page = stage.open().await?;
        page.look_at_text("meals.csv", DATA).await?;
        page.import().await?;
        for rule in &RULES {
            page.add_rule(rule).await?;
        }
        page.until_number("total-conflicts-n", 2).await?;
        a_cell_leads_to_its_records(&page).await?;
        the_walk_goes_through_them(&page).await?;
        an_exception_ends_them(&page).await?;
        the_walk_knows(&page).await
    });
}

async fn a_cell_leads_to_its_records(page: &Page) -> Result {
    page.follow("nav-conflicts").await?;
    page.by_test_id("pair-row").await?;
    // Two rules make a map of two by two: right of the middle and above it stands the pair.
    page.point_at("conflict-map", "[role=grid]", (0.75, 0.25)).await?;
    page.until("the pair is told", async || {
        let told = page.text("pair-at-hand").await?;
        Ok(told.contains("gratis") && told.contains("meal") && told.contains("2 conflicts"))
    })
    .await?;
    page.click_there().await?;
    page.until_text("walk-place", "1 of 2").await?;
    page.until_text("walk-text", "free for lunch today").await
}

async fn the_walk_goes_through_them(page: &Page) -> Result {
    page.press("]").await?;
    page.until_text("walk-place", "2 of 2").await?;
    page.until_text("walk-text", "are you free at lunch").await?;
    if page.text("why-sentence").await? != "2 rules vote and no label has the most: a tie." {
        return Err(Problem::new(format!("why: {}", page.text("why-sentence").await?)));
    }
    page.press("[").await?;
    page.until_text("walk-place", "1 of 2").await
}

/// Words of the record are weighed; `lunch` ends both conflicts, and the figures say so before it is saved.
async fn an_exception_ends_them(page: &Page) -> Result {
    page.until("both votes stand side by side", async || {
        Ok(page.count("walk-side").await? == 2)
    })
    .await?;
    let sides = page.texts("walk-side").await?;
    let is_first = sides.first().is_some_and(|side| side.contains("gratis"));
    page.press(if is_first { "A" } else { "B" }).await?;
    page.until("the exceptions are offered", async || {
        let offered = page.texts("exception").await?;
        let lunch = offered.iter().find(|words| words.contains("-lunch"));
        Ok(lunch.is_some_and(|words| words.contains("ends 2 conflicts, loses no other record")))
    })
    .await?;
    page.click_named("exception", "-lunch").await?;
    page.until_value("rule-query", "free -lunch").await?;
    page.until_text("rule-title", "gratis").await?;
    page.by_test_id("mending").await?;
    page.until_number("total-conflicts-n", 0).await?;
    page.press(Key::Control + Key::Enter).await?;
    page.until_saved().await
}

/// Back in the walk its record has left it; another rule's editor says nothing of the mending.
async fn the_walk_knows(page: &Page) -> Result {
    page.open_rule("meal").await?;
    page.until_gone("mending").await?;
    page.open_rule("gratis").await?;
    page.follow("mending-back").await?;
    page.until("no conflict is left", async || {
        Ok(page.text("walk-place").await?.contains("None left"))
    })
    .await?;
    page.follow("nav-rules").await?;
    page.until_number("total-conflicts-n", 0).await
}
