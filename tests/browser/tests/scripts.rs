//! Records in other scripts: what is written in a rule is found and marked, whatever it is written with.

use labelloom_browser::{Key, Page, Problem, Result, scenario};

const DATA: &str = "text\n\
    我很喜欢这首歌\n\
    ฉันชอบเพลงนี้มาก\n\
    هذه الأغنية جميلة جدا\n\
    so good 😍🔥 again\n\
    nothing of all that\n";

/// What is written, and the one record that holds it.
const QUERIES: [(&str, &str); 4] = [
    ("喜欢", "我很喜欢这首歌"),
    ("เพลง", "ฉันชอบเพลงนี้มาก"),
    ("الأغنية", "هذه الأغنية جميلة جدا"),
    ("🔥", "so good 😍🔥 again"),
];

#[test]
fn every_script_is_matched_and_marked() {
    scenario("every_script_is_matched_and_marked", async |stage| {
        let page = stage.open().await?;
        page.look_at_text("scripts.csv", DATA).await?;
        page.import().await?;
        page.new_rule().await?;
        page.fill("rule-first-label", "PRAISE").await?;
        page.type_into("rule-first-label", Key::Tab).await?;
        page.by_test_id("rule-label").await?;
        for (query, text) in QUERIES {
            written(&page, query).await?;
            marked_in(&page, query, text).await?;
        }
        written(&page, "喜欢, เพลง, الأغنية, 🔥").await?;
        page.until_number("draft-matches", 4).await
    });
}

/// As an input method writes it.
async fn written(page: &Page, query: &str) -> Result {
    page.fill("rule-query", "").await?;
    page.until_focus("rule-query").await?;
    page.insert(query).await?;
    page.until_value("rule-query", query).await
}

/// The record stands first, since the rule changes it, and holds the only mark.
async fn marked_in(page: &Page, query: &str, text: &str) -> Result {
    page.until(&format!("`{query}` is marked"), async || {
        Ok(page.number("draft-matches").await? == 1 && page.marks().await? == [query])
    })
    .await?;
    let first = page
        .texts("record-text")
        .await?
        .into_iter()
        .next()
        .unwrap_or_default();
    if first == text {
        return Ok(());
    }
    Err(Problem::new(format!("`{query}` is marked in `{first}`")))
}
