//! A slice: every figure and list is of its records alone, until all are asked for again.

use labelloom_browser::{Key, Page, Problem, Result, scenario};

#[test]
fn figures_are_of_the_slice_that_is_chosen() {
    scenario("figures_are_of_the_slice_that_is_chosen", async |stage| {
        let page = stage.open().await?;
        page.open_sample("support").await?;
        let all = page.number("record-count").await?;
        let figures = figures(&page).await?;
        page.press("s").await?;
        page.by_test_id("slice-name").await?;
        a_condition_that_can_t_be_read_stays(&page).await?;
        let slice = made(&page).await?;
        chosen(&page, slice, &figures).await?;
        page.select("slice-select", "All records").await?;
        page.until("the figures are of all records again", async || {
            Ok(self::figures(&page).await? == figures && listed(&page).await? == (all, all))
        })
        .await
    });
}

/// Totals and every rule's line.
async fn figures(page: &Page) -> Result<Vec<String>> {
    let mut figures = page.texts("rule-row").await?;
    for total in ["total-coverage-n", "total-conflicts-n", "total-uncovered-n"] {
        figures.push(page.text(total).await?);
    }
    Ok(figures)
}

/// `54 of 320`, as two numbers.
async fn listed(page: &Page) -> Result<(u64, u64)> {
    let said = page.text("records-shown").await?;
    let numbers = said.split_once(" of ").and_then(|(shown, all)| {
        let number = |text: &str| text.replace(',', "").parse().ok();
        Some((number(shown)?, number(all)?))
    });
    numbers.ok_or_else(|| Problem::new(format!("the list reads `{said}`")))
}

/// The reason stands in the dialog, and so does what was written.
async fn a_condition_that_can_t_be_read_stays(page: &Page) -> Result {
    page.fill("slice-name", "in English").await?;
    page.fill("slice-query", "(lang:en").await?;
    page.press(Key::Enter).await?;
    page.until("the reason stands below the condition", async || {
        let about = "return document.getElementById('slice-query-about').textContent";
        Ok(page.script(about, vec![]).await? != "")
    })
    .await?;
    let held = (page.value("slice-name").await?, page.value("slice-query").await?);
    if (held.0.as_str(), held.1.as_str()) == ("in English", "(lang:en") && page.count("slice-row").await? == 0
    {
        return Ok(());
    }
    Err(Problem::new(format!("the form holds {held:?}")))
}

/// How many records the table says it has.
async fn made(page: &Page) -> Result<u64> {
    page.fill("slice-query", "lang:en").await?;
    page.press(Key::Enter).await?;
    page.by_test_id("slice-row").await?;
    page.until_value("slice-name", "").await?;
    let cell = "return document.querySelector('[data-testid=slice-row] td:nth-child(2)').firstChild.data";
    let said = page.script(cell, vec![]).await?;
    let records = said.as_str().and_then(|said| said.replace(',', "").parse().ok());
    records.ok_or_else(|| Problem::new(format!("the slice's records read {said}")))
}

/// Its name leads into it: the list has its records, and the figures differ from those of all.
async fn chosen(page: &Page, records: u64, before: &[String]) -> Result {
    let link = "document.querySelector('[data-testid=slice-row] a').click()";
    page.script(link, vec![]).await?;
    page.until_gone("slice-name").await?;
    page.until(
        &format!("the list has the slice's {records} records"),
        async || Ok(listed(page).await? == (records, records) && figures(page).await? != before),
    )
    .await?;
    let covered = page.records_behind("total-coverage").await?;
    let uncovered = page.number("total-uncovered-n").await?;
    if covered.len() as u64 + uncovered != records {
        return Err(Problem::new(format!(
            "{} covered and {uncovered} uncovered are not the slice's {records}",
            covered.len()
        )));
    }
    page.session().back().await?;
    Ok(())
}
