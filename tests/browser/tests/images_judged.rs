//! A project of images whose variants the end model judges too, which are then accepted, and compared with what the records
//! cover.

use labelloom_browser::{Page, Problem, Result, scenario};
use serde_json::{Value, json};

/// Variants whose verdicts name the end model, and all that are shown.
const JUDGED: &str = "
    const rows = [...document.querySelectorAll('[data-testid=augment-variant]')];
    const by = row => [...row.querySelectorAll('.augment-why .augment-verdict')].map(verdict => verdict.textContent);
    return [rows.filter(row => by(row).some(said => said.startsWith('end model'))).length, rows.length]";

#[test]
fn an_end_model_judges_images_and_coverage_is_compared() {
    scenario(
        "an_end_model_judges_images_and_coverage_is_compared",
        async |stage| {
            let page = stage.open().await?;
            page.open_sample("signs").await?;
            an_end_model_is_trained(&page).await?;
            it_judges_variants(&page).await?;
            page.build_graph().await?;
            all_judges_are_named(&page).await?;
            coverage_grows(&page).await
        },
    );
}

async fn an_end_model_is_trained(page: &Page) -> Result {
    page.follow("nav-labels").await?;
    page.by_test_id("model-rule").await?;
    page.follow("end-model-train").await?;
    page.until_long("the end model is trained", async || {
        Ok(page.count("end-model-trained").await? == 1)
    })
    .await
}

async fn it_judges_variants(page: &Page) -> Result {
    page.follow("nav-augment").await?;
    page.by_test_id("augment-variant").await?;
    page.until("the end model is among those that judge", async || {
        Ok(page.text("augment-of").await?.contains("end model"))
    })
    .await?;
    let judged: [u64; 2] = serde_json::from_value(page.script(JUDGED, vec![]).await?)?;
    match judged {
        [judged, shown] if shown >= 40 && judged * 2 > shown => Ok(()),
        other => Err(Problem::new(format!("the end model judges {other:?} variants"))),
    }
}

async fn all_judges_are_named(page: &Page) -> Result {
    page.follow("nav-augment").await?;
    page.by_test_id("augment-variant").await?;
    // A change of how variants are made is no change of labels.
    page.click("augment-reseed").await?;
    page.until_saved().await?;
    page.until("rules, label model, graph and end model judge", async || {
        let said = page.text("augment-of").await?;
        let judges = ["rules", "label model", "neighbours", "end model"];
        Ok(judges.iter().all(|judge| said.contains(judge)))
    })
    .await
}

/// Distances to the nearest record, without and with variants, and the cells of the map that are held.
const SPREAD: &str = r"
    const said = document.querySelector('[data-testid=spread-figures]').textContent;
    const cells = document.querySelector('[data-testid=augment-spread]').textContent;
    const numbers = (text, pattern) => (text.match(pattern) || []).slice(1).map(Number);
    return [
        ...numbers(said, /other: ([\d.]+) before, ([\d.]+) with variants/),
        ...numbers(cells, /held: (\d+) before, (\d+) with variants/),
    ]";

async fn coverage_grows(page: &Page) -> Result {
    page.click("augment-generate").await?;
    page.by_test_id("generated-said").await?;
    page.click("generated-accept").await?;
    page.until("they are accepted", async || {
        Ok(!page.text("sheet-accepted").await?.ends_with(" 0"))
    })
    .await?;
    page.follow("sheet-accepted").await?;
    page.until_long("coverage is compared", async || {
        Ok(page.count("spread-on-map").await? == 1)
    })
    .await?;
    let figures = page.script(SPREAD, vec![]).await?;
    let found: Vec<f64> = serde_json::from_value(figures.clone())?;
    match found[..] {
        [before, with, cells_before, cells_with]
            if before > 0.0 && with <= before && cells_before > 1.0 && cells_with >= cells_before => {}
        _ => return Err(Problem::new(format!("coverage is told as {figures}"))),
    }
    page.follow("spread-on-map").await?;
    page.by_test_id("graph-state").await?;
    variants_are_on_the_map(page).await
}

async fn variants_are_on_the_map(page: &Page) -> Result {
    let on = "return document.querySelector('[data-testid=graph-variants]')?.checked ?? null";
    page.until("variants are shown on the map", async || {
        Ok(page.script(on, vec![]).await? == json!(true))
    })
    .await?;
    match page.script("return location.hash", vec![]).await? {
        Value::String(hash) if hash.starts_with("#/graph") => page.until_saved().await,
        other => Err(Problem::new(format!("the map is not shown: {other}"))),
    }
}
