//! Another person's rules: compared with one's own before anything changes, taken over by choice, and taken back.

use labelloom_browser::{Key, Page, Problem, Result, scenario};

/// Against the sample's rules: one changed, one new, one under another name, one the same.
const THEIRS: &str = r#"{"version":1,"labels":["HAM","SPAM"],"rules":[
{"name":"begging","label":"SPAM","query":"(please, pls, plz) (my, our)"},
{"name":"points at a moment","label":"HAM","query":"/\\b\\d{1,2}:\\d\\d\\b/","note":"2:41, 0:52 …: someone who has watched it."},
{"name":"thanks a lot","label":"HAM","query":"thank*, thx, ty, merci, danke, gracias, grazie"},
{"name":"tickets","label":"SPAM","query":"ticket*, concert","author":"Ada"}
]}"#;

const SUMMARY: &str = "Rules: 1 new, 1 changed, 1 renamed, 1 the same, 11 only here.";

#[test]
fn rules_of_another_file_are_compared_and_merged() {
    scenario("rules_of_another_file_are_compared_and_merged", async |stage| {
        let page = stage.open().await?;
        page.open_sample("comments").await?;
        let mine = page.texts("rule-row").await?;
        what_is_no_rule_file_is_said(&page).await?;
        let file = page.own_file("theirs.rules.json", THEIRS)?;
        page.follow("rules-import").await?;
        page.choose_files("take-input", &[&file]).await?;
        page.until_text("take-summary", SUMMARY).await?;
        chosen(&page).await?;
        merged(&page).await?;
        page.click("undo").await?;
        page.until("one's own rules are back", async || {
            Ok(page.texts("rule-row").await? == mine)
        })
        .await?;
        a_file_is_dropped(&page).await
    });
}

/// The reason stands in the dialog, and what was pasted is still there.
async fn what_is_no_rule_file_is_said(page: &Page) -> Result {
    const BROKEN: &str = r#"{"version":1,"rules":[{"nam":"x"}]}"#;
    page.follow("rules-import").await?;
    page.fill("take-text", BROKEN).await?;
    page.click("take-compare").await?;
    page.until("the dialog says what is wrong", async || {
        Ok(page.text("take-problem").await?.contains("nam"))
    })
    .await?;
    page.until_value("take-text", BROKEN).await?;
    page.press(Key::Escape).await?;
    page.until_gone("take-text").await
}

/// Their query beside mine; with it the figures change before anything is taken over.
async fn chosen(page: &Page) -> Result {
    let differs = page.texts("take-rule").await?.join("\n");
    for words in [
        "please, pls, plz",
        "(please, pls, plz) (my, our)",
        "yours is called ‘thanks’",
        "by Ada",
    ] {
        if !differs.contains(words) {
            return Err(Problem::new(format!(
                "the differences lack `{words}`:\n{differs}"
            )));
        }
    }
    let figures = page.text("take-figures").await?;
    page.click("take-none").await?;
    page.until_text("take-confirm", "Nothing to take over").await?;
    page.click("take-all").await?;
    page.until_text("take-confirm", "Take over 3 rules").await?;
    page.until("the figures are of this choice", async || {
        Ok(page.text("take-figures").await? != figures)
    })
    .await
}

async fn merged(page: &Page) -> Result {
    page.click("take-confirm").await?;
    page.until("their rules are in the table", async || {
        let names = page.rule_names().await?;
        let has = |name: &str| names.iter().any(|held| held == name);
        Ok(names.len() == 15 && has("tickets") && has("thanks a lot") && !has("thanks"))
    })
    .await?;
    page.open_rule("begging").await?;
    page.until_value("rule-query", "(please, pls, plz) (my, our)")
        .await
}

/// Dropped anywhere on the page it is compared too.
async fn a_file_is_dropped(page: &Page) -> Result {
    let file = page.own_file("dropped.rules.json", THEIRS)?;
    page.drop_files("rule-row", &[&file]).await?;
    page.until_text("take-summary", SUMMARY).await?;
    page.press(Key::Escape).await?;
    page.until_gone("take-summary").await
}
