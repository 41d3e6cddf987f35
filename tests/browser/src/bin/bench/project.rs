//! A project of many records: its import, what scrolling costs the main thread, and keystrokes.

use std::time::Instant;

use crate::{keystroke, labels, table, texts};
use labelloom_browser::{Look, Page, Problem, Result, Stage};

/// Notes every task of the main thread longer than 50 ms, the browser's own bound.
const WATCH: &str = "
    window.longTasks = [];
    new PerformanceObserver(list => longTasks.push(...list.getEntries().map(task => task.duration)))
        .observe({type: 'longtask'});
    // When an import began, and when its records were indexed and the page turned to saving them.
    window.imported = {};
    addEventListener('click', event => {
        if (event.target.closest('[data-testid=import-start]')) imported.begun = performance.now();
    }, true);
    new MutationObserver(() => {
        if (!imported.indexed && document.body.textContent.includes('saving the records')) {
            imported.indexed = performance.now();
        }
    }).observe(document.body, {childList: true, characterData: true, subtree: true});";

/// The seconds from the click to the index; none where saving was too quick to be seen.
const INDEXED: &str = "return imported.indexed ? (imported.indexed - imported.begun) / 1000 : null";

/// The tasks noted since the last call: how many, and the longest.
const LONG_TASKS: &str = "
    await new Promise(done => setTimeout(done, 100));
    const tasks = longTasks.splice(0);
    return {n: tasks.length, longest_ms: Math.max(0, ...tasks)}";

/// Three seconds of a turning wheel.
const SCROLL: &str = "
    let list = document.querySelector('[data-testid=\"record-row\"]').parentElement;
    while (!/auto|scroll/.test(getComputedStyle(list).overflowY)) list = list.parentElement;
    const end = performance.now() + 3000;
    let frames = 0;
    while (performance.now() < end) {
        list.scrollTop += 400; frames += 1;
        await new Promise(done => requestAnimationFrame(done));
    }
    return frames";

/// Follows each figure of the strip to its records, there and back.
const FILTER: &str = "
    const pause = ms => new Promise(done => setTimeout(done, ms));
    for (const id of ['total-coverage', 'total-conflicts', 'total-overlaps', 'total-uncovered', 'rule-coverage']) {
        const figure = document.querySelector(`[data-testid=${id}]`);
        const link = figure?.closest('a') ?? figure?.querySelector('a') ?? figure;
        link?.click();
        await pause(500);
        history.back();
        await pause(500);
    }";

/// Begins to note what [`long_tasks`] tells.
pub(crate) async fn watch(page: &Page) -> Result {
    page.script(WATCH, vec![]).await.map(drop)
}

pub(crate) async fn long_tasks(page: &Page) -> Result<String> {
    let tasks = page.script(LONG_TASKS, vec![]).await?;
    Ok(format!("{}, the longest {} ms", tasks["n"], tasks["longest_ms"]))
}

/// Measures one size, in a browser of its own.
pub(crate) async fn measure(stage: &Stage, records: u32) -> Result {
    let file = texts::write(records)?;
    let page = stage.open().await?;
    watch(&page).await?;
    import(&page, records, &file).await?;
    std::fs::remove_file(&file.path)?;
    keystroke::rules_beside(&page).await?;
    page.script(LONG_TASKS, vec![]).await?;
    let frames = page.script(SCROLL, vec![]).await?;
    let smooth = format!("{frames} frames; {}", long_tasks(&page).await?);
    table::row(Some(records), "scrolling for 3 s, tasks over 50 ms", &smooth);
    page.script(FILTER, vec![]).await?;
    let tasks = long_tasks(&page).await?;
    table::row(
        Some(records),
        "filtering by every figure, tasks over 50 ms",
        &tasks,
    );
    keystroke::measure(&page, records).await?;
    let tasks = long_tasks(&page).await?;
    table::row(Some(records), "typing all of this, tasks over 50 ms", &tasks);
    labels::measure(&page, records).await?;
    let memory = page.text("engine-memory").await?;
    table::row(Some(records), "… memory after it", &memory);
    page.close().await
}

async fn import(page: &Page, records: u32, file: &texts::File) -> Result {
    if let Look::Refused(said) = page.look_at(&file.path).await? {
        return Err(Problem::new(said));
    }
    let start = Instant::now();
    page.import().await?;
    let seconds = start.elapsed().as_secs_f64();
    let mb = megabytes(file.bytes);
    let resident = page.resident_bytes();
    let speed = format!("{:.1} MB/s ({mb:.1} MB in {seconds:.2} s)", mb / seconds);
    table::row(Some(records), "import, until it is saved", &speed);
    if let Some(seconds) = page.script(INDEXED, vec![]).await?.as_f64() {
        let speed = format!("{:.1} MB/s ({seconds:.2} s)", mb / seconds);
        table::row(Some(records), "… of this, until it is indexed", &speed);
    }
    let tasks = long_tasks(page).await?;
    table::row(Some(records), "… tasks over 50 ms on the main thread", &tasks);
    let engine = page.text("engine-memory").await?;
    let engine_mb = engine
        .split_whitespace()
        .rev()
        .nth(1)
        .and_then(|mb| mb.parse::<f64>().ok());
    let times = engine_mb.map_or("unknown".to_owned(), |engine_mb| {
        format!(
            "{engine_mb:.0} MB, {:.2} × the texts",
            engine_mb / megabytes(file.text_bytes)
        )
    });
    table::row(Some(records), "… memory of the engine at its peak", &times);
    let resident = resident.map_or("unknown".to_owned(), |bytes| {
        format!("{:.0} MB", megabytes(bytes))
    });
    table::row(Some(records), "… memory of the whole tab", &resident);
    Ok(())
}

#[expect(
    clippy::cast_precision_loss,
    reason = "a file's or a tab's bytes are far below 2^53"
)]
fn megabytes(bytes: u64) -> f64 {
    bytes as f64 / 1e6
}
