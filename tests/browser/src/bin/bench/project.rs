//! A project of many records: its import, what scrolling costs the main thread, and keystrokes.

use std::time::Instant;

use labelloom_browser::{Look, Problem, Result, Stage};
use serde_json::json;

use crate::{keystroke, texts};

/// Notes every task of the main thread longer than 50 ms, the browser's own bound.
const WATCH: &str = "
    window.longTasks = [];
    new PerformanceObserver(list => longTasks.push(...list.getEntries().map(task => task.duration)))
        .observe({type: 'longtask'});";

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

/// Measures one size, in a browser of its own.
pub(crate) async fn measure(stage: &Stage, records: u32) -> Result {
    let (file, bytes) = texts::write(records)?;
    let page = stage.open().await?;
    page.script(WATCH, vec![]).await?;
    if let Look::Refused(said) = page.look_at(&file).await? {
        return Err(Problem::new(said));
    }
    let start = Instant::now();
    page.import().await?;
    let seconds = start.elapsed().as_secs_f64();
    #[expect(clippy::cast_precision_loss, reason = "a file's size is far below 2^53")]
    let mb = bytes as f64 / 1e6;
    let resident = page.resident_bytes();
    println!(
        "{}",
        json!({"bench": "import", "records": records, "mb": mb, "seconds": seconds, "mb_per_second": mb / seconds,
            "long_tasks": page.script(LONG_TASKS, vec![]).await?, "page_and_worker_bytes": resident})
    );
    let frames = page.script(SCROLL, vec![]).await?;
    println!(
        "{}",
        json!({"bench": "scrolling for 3 s", "records": records, "frames": frames,
            "long_tasks": page.script(LONG_TASKS, vec![]).await?})
    );
    keystroke::measure(&page, records).await?;
    std::fs::remove_file(file)?;
    page.close().await
}
