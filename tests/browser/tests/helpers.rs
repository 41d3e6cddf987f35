//! Workers that help the engine's worker to find neighbours: what they find is what it finds alone, they end when the work
//! is cancelled, and one that can't be started is done without.

use labelloom_browser::{Page, Problem, Result, Sent, Stage, scenario, texts};
use serde_json::json;

/// Enough that helpers are asked, and enough that there is time to cancel.
const RECORDS: [u32; 2] = [22_000, 60_000];

#[test]
fn a_graph_is_the_same_with_a_helper_and_with_one_that_dies() {
    scenario(
        "a_graph_is_the_same_with_a_helper_and_with_one_that_dies",
        async |stage| {
            let page = opened(stage, RECORDS[0]).await?;
            let most = begun(&page).await?;
            if has_cores(&page).await? && most < 2 {
                return Err(Problem::new(format!(
                    "{most} workers were at work: no helper was asked"
                )));
            }
            let helped = drawn(&page).await?;
            println!("{most} workers at work");
            page.close().await?;
            let page = opened(stage, RECORDS[0]).await?;
            // The helper's script throws instead of loading the program.
            stage.send_once(
                &stage.loader()?,
                Sent::Bytes(b"throw new Error('a helper dies')".to_vec()),
            );
            begun(&page).await?;
            let alone = drawn(&page).await?;
            if has_cores(&page).await? && !stage.has_sent() {
                return Err(Problem::new("no helper loaded the script that throws"));
            }
            if alone == helped {
                return Ok(());
            }
            Err(Problem::new("without a helper the map is another one"))
        },
    );
}

#[test]
fn cancelling_ends_the_helpers() {
    scenario("cancelling_ends_the_helpers", async |stage| {
        let page = opened(stage, RECORDS[1]).await?;
        begun(&page).await?;
        page.click("graph-stop").await?;
        page.by_test_id("graph-begin").await?;
        page.until("the engine's worker alone is left", async || {
            Ok(workers(&page).await? == 1)
        })
        .await
    });
}

/// The page with many records, before the graph is built.
async fn opened(stage: &Stage, records: u32) -> Result<Page> {
    let page = stage.open().await?;
    page.look_at_text("large.csv", &texts(records)).await?;
    page.import().await?;
    page.expect_requests(async || {
        page.follow("nav-graph").await?;
        page.by_test_id("graph-begin").await.map(drop)
    })
    .await?;
    Ok(page)
}

/// Begins to build; a helper loads the page's script for itself. The most workers that were seen at once.
async fn begun(page: &Page) -> Result<usize> {
    let mut most = 0;
    page.expect_requests(async || {
        page.click("graph-begin").await?;
        most = most_workers(page).await?;
        Ok(())
    })
    .await?;
    Ok(most)
}

/// Waits until the map stands. Its drawing holds every record's place, which hangs on every join.
async fn drawn(page: &Page) -> Result<Vec<u8>> {
    page.expect_requests(async || page.until_graph_stands().await)
        .await?;
    page.click_named("graph-svg", "SVG").await?;
    Ok(std::fs::read(page.wait_for_download(".svg").await?)?)
}

/// Whether this machine has a core to spare for a helper.
async fn has_cores(page: &Page) -> Result<bool> {
    let cores = page
        .script("return navigator.hardwareConcurrency", vec![])
        .await?;
    Ok(cores.as_u64().is_some_and(|cores| cores > 1))
}

/// The most workers that are seen at once until the build is over or two are.
async fn most_workers(page: &Page) -> Result<usize> {
    let mut most = 0;
    page.until_long("helpers are asked, or the graph is built", async || {
        most = most.max(workers(page).await?);
        Ok(most > 1 || page.count("graph-controls").await? > 0)
    })
    .await?;
    Ok(most)
}

/// Workers of the browser that live, the engine's own among them.
async fn workers(page: &Page) -> Result<usize> {
    let found = page.command("Target.getTargets", json!({})).await?;
    let targets = found["targetInfos"].as_array().cloned().unwrap_or_default();
    Ok(targets.iter().filter(|target| target["type"] == "worker").count())
}
