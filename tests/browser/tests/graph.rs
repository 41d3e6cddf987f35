//! The graph from its first button to the records: built, labels carried, a receipt opened, points brushed; and a rule
//! written while a large one is being built.

use labelloom_browser::{Key, Page, Problem, Result, scenario, texts};
use serde_json::json;

/// From a key in a rule's query to its figures, in milliseconds; the longest of several.
const TYPING: &str = "
    const field = document.querySelector('[data-testid=rule-query]');
    const figures = () => document.querySelector('[data-testid=live]')?.textContent;
    const typed = query => new Promise(done => {
        const before = figures(), begun = performance.now();
        const seen = new MutationObserver(() => {
            if (figures() !== before) { seen.disconnect(); done(performance.now() - begun); }
        });
        seen.observe(document.body, {childList: true, characterData: true, subtree: true});
        setTimeout(() => { seen.disconnect(); done(5000); }, 5000);
        field.value = query;
        field.dispatchEvent(new InputEvent('input', {bubbles: true}));
    });
    let longest = 0;
    for (const query of arguments[0]) longest = Math.max(longest, await typed(query));
    return longest";

/// What a person takes for instant, on a machine that does other things besides.
const INSTANT_MS: f64 = 400.0;

#[test]
fn a_graph_is_built_read_and_brushed() {
    scenario("a_graph_is_built_read_and_brushed", async |stage| {
        let page = stage.open().await?;
        page.open_sample("comments").await?;
        page.build_graph().await?;
        its_figures_add_up(&page).await?;
        a_receipt_says_where_a_label_comes_from(&page).await?;
        gold_moves_labels_at_once(&page).await?;
        the_keys_walk_open_and_pick(&page).await?;
        a_brush_leads_to_its_records(&page).await?;
        corners_do_what_a_drag_does(&page).await?;
        disagreements_and_twins_are_listed(&page).await?;
        labels_are_watched(&page).await?;
        the_map_is_saved(&page).await?;
        lists_that_lead_one_way_carry_labels_too(&page).await?;
        webgl_draws_too(&page).await
    });
}

/// Where the browser has WebGL at all: the canvas holds more than its ground.
async fn webgl_draws_too(page: &Page) -> Result {
    page.script("localStorage.setItem('labelloom-map', 'webgl')", vec![])
        .await?;
    page.follow("nav-rules").await?;
    page.follow("nav-graph").await?;
    page.until_graph_stands().await?;
    page.click_named("graph-png", "PNG").await?;
    let png = std::fs::read(page.wait_for_download(".png").await?)?;
    println!("by {}: {} bytes", page.script(PAINTER, vec![]).await?, png.len());
    if png.starts_with(b"\x89PNG") && png.len() > 8_000 {
        return Ok(());
    }
    Err(Problem::new("the picture is empty"))
}

/// Who draws.
const PAINTER: &str = "return document.querySelector('[data-testid=graph-map]').dataset.painter";

async fn its_figures_add_up(page: &Page) -> Result {
    let (reached, unreached) = (
        page.number("graph-reached").await?,
        page.number("graph-unreached").await?,
    );
    if reached + unreached != 470 || reached == 0 {
        return Err(Problem::new(format!(
            "of 470 records {reached} are reached, {unreached} not"
        )));
    }
    page.follow("graph-reached").await?;
    page.until_number("records-shown", reached).await?;
    page.session().back().await?;
    page.until_graph_stands().await
}

async fn a_receipt_says_where_a_label_comes_from(page: &Page) -> Result {
    page.go_to("#/graph?record=6").await?;
    page.click("graph-begin").await?;
    page.until_graph_stands().await?;
    page.by_test_id("graph-receipt").await?;
    let (origins, seeds) = (
        page.count("receipt-origin").await?,
        page.count("receipt-seed").await?,
    );
    if origins == 0 || seeds == 0 {
        return Err(Problem::new(format!(
            "the receipt has {origins} origins and {seeds} seeds"
        )));
    }
    page.by_test_id("graph-neighbors").await.map(drop)
}

async fn gold_moves_labels_at_once(page: &Page) -> Result {
    page.script("document.activeElement?.blur()", vec![]).await?;
    page.press("2").await?;
    page.until("what the label changed is said", async || {
        let said = page.texts("graph-changed").await?;
        Ok(said.iter().any(|said| said.contains("label")))
    })
    .await?;
    page.press("0").await?;
    page.until_graph_stands().await
}

async fn the_keys_walk_open_and_pick(page: &Page) -> Result {
    page.script(
        "document.querySelector('[data-testid=graph-canvas]').focus()",
        vec![],
    )
    .await?;
    page.press(Key::Right).await?;
    page.press(Key::Down).await?;
    page.press(Key::Enter).await?;
    let record = "return document.querySelector('[data-testid=graph-record]')?.dataset.index";
    let mut opened = json!(null);
    page.until("the record that the keys are at is open", async || {
        opened = page.script(record, vec![]).await?;
        Ok(opened.is_string() && opened != json!("6"))
    })
    .await?;
    page.script(
        "document.querySelector('[data-testid=graph-canvas]').focus()",
        vec![],
    )
    .await?;
    page.press(" ").await?;
    page.until_text("picked-count", "1").await?;
    page.click("picked-forget").await?;
    page.by_test_id("picked-none").await.map(drop)
}

async fn a_brush_leads_to_its_records(page: &Page) -> Result {
    page.click("map-box").await?;
    page.drag_over_map(&[(0.05, 0.2), (0.5, 0.5), (0.9, 0.9)]).await?;
    let picked = picked(page).await?;
    page.click("map-lasso").await?;
    page.drag_over_map(&[(0.3, 0.2), (0.7, 0.2), (0.7, 0.9), (0.3, 0.9)])
        .await?;
    page.until("a lasso picks others", async || {
        Ok(page.number("picked-count").await? != picked)
    })
    .await?;
    let picked = page.number("picked-count").await?;
    page.follow("picked-records").await?;
    page.until_number("records-shown", picked).await?;
    page.session().back().await?;
    page.until_graph_stands().await
}

/// A box of two clicks is the box of a drag.
async fn corners_do_what_a_drag_does(page: &Page) -> Result {
    page.click("map-box").await?;
    page.drag_over_map(&[(0.25, 0.25), (0.5, 0.5), (0.75, 0.75)])
        .await?;
    let dragged = picked(page).await?;
    page.click("picked-forget").await?;
    page.by_test_id("picked-none").await?;
    for corner in [(0.25, 0.25), (0.75, 0.75)] {
        page.point_at("graph-map", "canvas", corner).await?;
        page.click_there().await?;
    }
    let clicked = picked(page).await?;
    if dragged == clicked {
        return Ok(());
    }
    Err(Problem::new(format!(
        "a drag picks {dragged} records, two clicks {clicked}"
    )))
}

async fn picked(page: &Page) -> Result<u64> {
    page.by_test_id("picked-count").await?;
    page.until("records are picked", async || {
        Ok(page.number("picked-count").await? > 0)
    })
    .await?;
    page.number("picked-count").await
}

async fn disagreements_and_twins_are_listed(page: &Page) -> Result {
    page.click("panel-disagreements").await?;
    page.by_test_id("disagree-row").await?;
    page.click("panel-twins").await?;
    page.by_test_id("twins-group").await?;
    let groups = page.count("twins-group").await?;
    page.select("twins-least", "the same").await?;
    page.until("fewer groups are the same than nearly so", async || {
        Ok(page.count("twins-group").await? <= groups)
    })
    .await
}

async fn labels_are_watched(page: &Page) -> Result {
    page.click("watch-step").await?;
    page.until_text("watch-said", "seeds alone").await?;
    page.click("watch-step").await?;
    page.until_text("watch-said", "1 sweep").await?;
    page.click("watch-end").await?;
    page.until_text("watch-said", "result").await?;
    page.select("graph-color", "Certainty").await?;
    page.until("the legend has a scale", async || {
        Ok(page.text("graph-legend").await?.contains("not sure"))
    })
    .await
}

async fn the_map_is_saved(page: &Page) -> Result {
    page.click_named("graph-png", "PNG").await?;
    let png = std::fs::read(page.wait_for_download(".png").await?)?;
    if !png.starts_with(b"\x89PNG") {
        return Err(Problem::new("the picture is no PNG"));
    }
    page.click_named("graph-svg", "SVG").await?;
    let svg = std::fs::read_to_string(page.wait_for_download(".svg").await?)?;
    if svg.contains("<svg") {
        return Ok(());
    }
    Err(Problem::new("the drawing is no SVG"))
}

async fn lists_that_lead_one_way_carry_labels_too(page: &Page) -> Result {
    page.select("graph-joined", "One way, as scikit-learn does")
        .await?;
    page.until("strengths are of no matter there", async || {
        Ok(page.count("graph-weights").await? == 0)
    })
    .await?;
    page.click("graph-build").await?;
    page.until_graph_stands().await?;
    its_figures_add_up(page).await?;
    a_receipt_says_where_a_label_comes_from(page).await?;
    page.select("graph-joined", "Where either says so").await?;
    page.click("graph-build").await?;
    page.until_graph_stands().await
}

#[test]
fn writing_a_rule_never_waits_for_a_graph() {
    scenario("writing_a_rule_never_waits_for_a_graph", async |stage| {
        let page = stage.open().await?;
        page.look_at_text("large.csv", &texts(60_000)).await?;
        page.import().await?;
        // A second worker may help to find neighbours, and loads the page's script for it whenever its turn comes.
        page.expect_requests(async || a_rule_is_written_meanwhile(&page).await)
            .await
    });
}

async fn a_rule_is_written_meanwhile(page: &Page) -> Result {
    page.follow("nav-graph").await?;
    page.click("graph-begin").await?;
    page.by_test_id("graph-stop").await?;
    page.follow("nav-rules").await?;
    page.new_rule().await?;
    page.type_into("rule-query", "w1").await?;
    page.by_test_id("draft-matches").await?;
    let queries: Vec<String> = (2..22).map(|word| format!("w{word}, w{}", word + 40)).collect();
    let longest = page.script(TYPING, vec![json!(queries)]).await?;
    println!("the longest of {} took {longest} ms", queries.len());
    page.follow("nav-graph").await?;
    page.until("the page says how the graph stands", async || {
        Ok(page.count("graph-stop").await? + page.count("graph-controls").await? > 0)
    })
    .await?;
    let is_building = page.count("graph-stop").await? > 0;
    if !is_building {
        return Err(Problem::new(
            "the graph was built before the rule was written: take more records",
        ));
    }
    if longest.as_f64().is_none_or(|longest| longest > INSTANT_MS) {
        return Err(Problem::new(format!("figures came after {longest} ms")));
    }
    page.click("graph-stop").await?;
    page.by_test_id("graph-begin").await.map(drop)
}
