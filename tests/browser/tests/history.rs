//! A rule's history: what every saved state said and found, two of them side by side, and an old one made new.

use labelloom_browser::{Page, Problem, Result, scenario};

const FIRST: &str = "please, pls, plz";
const SECOND: &str = "(please, pls, plz) (my, our)";
const THIRD: &str = "(please, pls, plz) (my, our, subscribe, donate)";

#[test]
fn an_earlier_state_is_compared_and_restored() {
    scenario("an_earlier_state_is_compared_and_restored", async |stage| {
        let page = stage.open().await?;
        page.open_sample("comments").await?;
        page.open_rule("begging").await?;
        page.until_value("rule-query", FIRST).await?;
        let figures = figures_of_begging(&page).await?;
        let mut matches = vec![page.number("draft-matches").await?];
        for query in [SECOND, THIRD] {
            page.requery(query).await?;
            matches.push(page.number("draft-matches").await?);
        }
        page.script(
            "document.querySelector('[data-testid=history] summary').click()",
            vec![],
        )
        .await?;
        page.until("three revisions are listed", async || {
            Ok(page.count("revision").await? == 3)
        })
        .await?;
        the_change_is_told(&page).await?;
        two_are_compared(&page, &matches).await?;
        restored(&page, &figures).await
    });
}

async fn figures_of_begging(page: &Page) -> Result<String> {
    let rows = page.texts("rule-row").await?;
    let row = rows.into_iter().find(|row| row.contains("begging"));
    row.ok_or_else(|| Problem::new("no line of the table is the rule's"))
}

/// The newest stands first, with what it added.
async fn the_change_is_told(page: &Page) -> Result {
    let changes = page.texts("revision-change").await?;
    let newest = changes.first().cloned().unwrap_or_default();
    if newest.contains("+ subscribe, + donate") {
        return Ok(());
    }
    Err(Problem::new(format!("the newest change reads `{newest}`")))
}

/// Beginning and now: both queries and both counts stand side by side, and the records that only one of them has.
async fn two_are_compared(page: &Page, matches: &[u64]) -> Result {
    for place in [2, 0] {
        page.all("revision-compare").await?[place]
            .scroll_into_view()
            .await?;
        let press = format!("document.querySelectorAll('[data-testid=revision-compare]')[{place}].click()");
        page.script(&press, vec![]).await?;
    }
    page.by_test_id("comparison").await?;
    let row = "return [...document.querySelectorAll('[data-testid=comparison] tr')]
        .find(row => row.cells[0].textContent === 'Matches')?.innerText.match(/\\d+/g).map(Number)";
    page.until("both counts are those of then and now", async || {
        let counts: Vec<u64> = serde_json::from_value(page.script(row, vec![]).await?)?;
        Ok(counts == [matches[0], matches[2]])
    })
    .await?;
    let said = page.text("comparison").await?;
    let lost = matches[0] - matches[2];
    for words in ["only in the beginning", "in both", &format!("{lost} only in")] {
        if !said.contains(words) {
            return Err(Problem::new(format!("the comparison lacks `{words}`:\n{said}")));
        }
    }
    Ok(())
}

/// The beginning once more: a fourth revision, with the figures of the first.
async fn restored(page: &Page, figures: &str) -> Result {
    let press = "[...document.querySelectorAll('[data-testid=revision-restore]')].at(-1).click()";
    page.script(press, vec![]).await?;
    page.until_value("rule-query", FIRST).await?;
    page.until("a fourth revision is listed", async || {
        Ok(page.count("revision").await? == 4)
    })
    .await?;
    page.until("its figures are those of the beginning", async || {
        Ok(figures_of_begging(page).await? == figures)
    })
    .await
}
