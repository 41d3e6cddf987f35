//! The query as a form beside its text: one follows the other, by keys as by mouse.

use labelloom_browser::{Key, Page, Problem, Result, scenario};
use serde_json::json;

#[test]
fn a_query_built_in_the_form_is_the_text_and_back() {
    scenario("a_query_built_in_the_form_is_the_text_and_back", async |stage| {
        let page = stage.open().await?;
        page.open_sample("comments").await?;
        built_in_the_form(&page).await?;
        typed_and_shown_in_the_form(&page).await?;
        what_can_t_be_read_is_said(&page).await?;
        saved_from_the_form(&page).await?;
        escape_takes_changes_back(&page).await?;
        a_new_rule_begins_in_the_form(&page).await
    });
}

/// Two words, either of which will do.
async fn built_in_the_form(page: &Page) -> Result {
    page.press("n").await?;
    page.until_focus("rule-query").await?;
    page.click("query-as-form").await?;
    page.until_focus("form-text").await?;
    page.press("guitar").await?;
    page.press(Key::Enter).await?;
    page.until("a second row has the focus", async || {
        Ok(page.count("form-row").await? == 2 && at_an_empty_field(page).await?)
    })
    .await?;
    page.press("piano").await?;
    page.select("form-join", "Any of these").await?;
    page.click("query-as-text").await?;
    page.until_value("rule-query", "guitar, piano").await?;
    page.until("its matches are counted", async || {
        Ok(page.number("draft-matches").await? > 0)
    })
    .await
}

async fn at_an_empty_field(page: &Page) -> Result<bool> {
    let at = "const at = document.activeElement; return at.dataset.testid === 'form-text' && at.value === ''";
    Ok(page.script(at, vec![]).await? == json!(true))
}

async fn typed_and_shown_in_the_form(page: &Page) -> Result {
    page.fill("rule-query", "(guitar, bass) -\"my channel\" words>=3")
        .await?;
    page.click("query-as-form").await?;
    page.until("the form shows the query's terms", async || {
        Ok(
            page.values("form-text").await? == ["guitar", "bass", "my channel"]
                && page.values("form-kind").await? == ["words", "words", "words", "length"]
                && page.values("form-join").await? == ["all", "any"],
        )
    })
    .await?;
    let negated = "return document.querySelectorAll('.form-row-not').length";
    if page.script(negated, vec![]).await? != json!(1) {
        return Err(Problem::new("one row must not hold, the form says otherwise"));
    }
    page.fill("form-text", "violin").await?;
    page.click("query-as-text").await?;
    page.until_value("rule-query", "(violin, bass) -\"my channel\" words>=3")
        .await
}

async fn what_can_t_be_read_is_said(page: &Page) -> Result {
    page.fill("rule-query", "(violin, bass").await?;
    page.click("query-as-form").await?;
    page.until("the form says why it shows nothing", async || {
        Ok(page.text("query-form").await?.contains("can't be read") && page.count("form-row").await? == 0)
    })
    .await?;
    page.click("query-as-text").await?;
    page.fill("rule-query", "violin, bass").await?;
    page.click("query-as-form").await?;
    page.until("both terms are rows", async || {
        Ok(page.values("form-text").await? == ["violin", "bass"])
    })
    .await
}

async fn saved_from_the_form(page: &Page) -> Result {
    let rules = page.count("rule-row").await?;
    page.fill("rule-name", "strings").await?;
    page.type_into("form-text", Key::Control + Key::Enter).await?;
    page.until("the rule is in the table", async || {
        Ok(page.count("rule-row").await? == rules + 1)
    })
    .await?;
    page.until_text("rule-title", "strings").await?;
    let rows = page.texts("rule-row").await?;
    if rows.iter().any(|row| row.contains("violin, bass")) {
        return Ok(());
    }
    Err(Problem::new(format!("no rule has the form's query: {rows:?}")))
}

async fn escape_takes_changes_back(page: &Page) -> Result {
    page.type_into("form-text", "ist").await?;
    page.until("the form has another word", async || {
        Ok(page.values("form-text").await? == ["violinist", "bass"])
    })
    .await?;
    page.press(Key::Escape).await?;
    page.until("the saved words are back", async || {
        Ok(page.values("form-text").await? == ["violin", "bass"])
    })
    .await?;
    page.type_into("rule-name", "!").await?;
    page.press(Key::Escape).await?;
    page.until_value("rule-name", "strings").await
}

/// Who likes the form writes on in it: what is typed after N is no key of the page.
async fn a_new_rule_begins_in_the_form(page: &Page) -> Result {
    page.press(Key::Escape).await?;
    page.press("n").await?;
    page.until_text("rule-title", "New rule").await?;
    page.until_focus("form-text").await?;
    page.press("song").await?;
    page.until("the word stands in the form", async || {
        Ok(page.values("form-text").await? == ["song"] && page.number("draft-matches").await? > 0)
    })
    .await
}
