//! From the address to the bench in place of its placeholder, with an empty cache.

use std::time::Instant;

use labelloom_browser::{Page, Result, Stage};
use serde_json::json;

use crate::table;

/// Loads from an empty cache; the first also starts the browser's own machinery and is left out.
const LOADS: usize = 6;

/// Bytes of the first load, as they lie on the host and as they were sent.
const BYTES: &str = "
    const files = [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')];
    return files.reduce((sum, file) => sum + file.decodedBodySize, 0)";

/// Measures it.
pub(crate) async fn first_load(stage: &Stage) -> Result {
    let page = stage.open().await?;
    let mut ready_ms = Vec::new();
    for _ in 0..LOADS {
        ready_ms.push(load_ms(&page).await?);
    }
    ready_ms.remove(0);
    ready_ms.sort_by(f64::total_cmp);
    let (median, slowest) = (ready_ms[ready_ms.len() / 2], ready_ms[ready_ms.len() - 1]);
    let bytes = page.script(BYTES, vec![]).await?;
    let bytes = bytes.as_f64().unwrap_or_default() / 1e3;
    let n = ready_ms.len();
    let figures = format!("median {median:.0} ms, slowest {slowest:.0} ms of {n}; {bytes:.0} kB unpacked");
    table::row(None, "first load, from the address to the bench", &figures);
    page.close().await
}

async fn load_ms(page: &Page) -> Result<f64> {
    page.command("Network.clearBrowserCache", json!({})).await?;
    let address = page.address();
    page.session().goto("about:blank").await?;
    let start = Instant::now();
    page.session().goto(address).await?;
    page.until_ready().await?;
    Ok(start.elapsed().as_secs_f64() * 1000.0)
}
