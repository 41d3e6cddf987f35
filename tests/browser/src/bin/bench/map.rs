//! The map of records: how long the graph takes to be built, labels to be carried and the map to be laid out, and the
//! page's own work in each frame while the map is zoomed and the pointer moves over it.

use std::time::Instant;

use labelloom_browser::{Look, Page, Problem, Result, Stage};

use crate::{project, table, texts};

/// Half a second of the wheel in one direction, then in the other, with the pointer moving; the milliseconds of script in
/// each frame, events and drawing, and of all frames together.
const FRAMES: &str = "
    const canvas = document.querySelector('[data-testid=graph-canvas]');
    const box = canvas.getBoundingClientRect();
    const ask = window.requestAnimationFrame.bind(window);
    let spent = 0;
    const timed = work => { const begun = performance.now(); work(); spent += performance.now() - begun; };
    window.requestAnimationFrame = draw => ask(at => timed(() => draw(at)));
    const frame = () => new Promise(done => ask(done));
    const at = n => ({clientX: box.left + box.width * (0.3 + 0.4 * (n % 60) / 60), clientY: box.top + box.height / 2,
        bubbles: true, cancelable: true});
    const frames = [], begun = performance.now();
    for (let n = 0; n < 240; n += 1) {
        spent = 0;
        const deltaY = n % 60 < 30 ? -40 : 40;
        timed(() => canvas.dispatchEvent(new WheelEvent('wheel', {...at(n), deltaY})));
        timed(() => canvas.dispatchEvent(new PointerEvent('pointermove', {...at(n), pointerId: 1})));
        await frame();
        await new Promise(done => setTimeout(done));
        frames.push(spent);
    }
    const all = performance.now() - begun;
    const part = document.querySelector('[data-testid=graph-part]')?.textContent ?? 'drawing all';
    window.requestAnimationFrame = ask;
    frames.sort((a, b) => a - b);
    const at_share = share => frames[Math.floor(share * (frames.length - 1))];
    return {p50: at_share(0.5), p95: at_share(0.95), most: at_share(1), part, rate: 1000 * frames.length / all,
        painter: document.querySelector('[data-testid=graph-map]').dataset.painter}";

/// Measures a project of so many records.
pub(crate) async fn measure(stage: &Stage, records: u32) -> Result {
    let file = texts::write(records)?;
    let page = stage.open().await?;
    project::watch(&page).await?;
    match page.look_at(&file.path).await? {
        Look::Shown => page.import().await?,
        Look::Refused(said) => return Err(Problem::new(said)),
    }
    std::fs::remove_file(&file.path)?;
    project::long_tasks(&page).await?;
    let begun = Instant::now();
    if page.build_graph().await.is_err() {
        // On a machine that does other things besides it takes longer than tests wait.
        page.until_graph_stands().await?;
    }
    let seconds = begun.elapsed().as_secs_f64();
    table::row(
        Some(records),
        "graph built and map laid out",
        &format!("{seconds:.1} s"),
    );
    frames(&page, records).await?;
    let tasks = project::long_tasks(&page).await?;
    table::row(Some(records), "… tasks over 50 ms on the main thread", &tasks);
    // By WebGL too, though here it draws without a graphics card: the script is what a card would leave.
    page.script("localStorage.setItem('labelloom-map', 'webgl')", vec![])
        .await?;
    page.follow("nav-rules").await?;
    page.follow("nav-graph").await?;
    page.until_graph_stands().await?;
    frames(&page, records).await?;
    let tasks = project::long_tasks(&page).await?;
    table::row(
        Some(records),
        "… tasks over 50 ms on the main thread, by WebGL",
        &tasks,
    );
    page.close().await
}

async fn frames(page: &Page, records: u32) -> Result {
    let found = page.script(FRAMES, vec![]).await?;
    let of = |name: &str| found[name].as_f64().unwrap_or(f64::NAN);
    let figures = format!(
        "p50 {:.2} ms, p95 {:.2} ms, at most {:.2} ms; {:.0} frames a second, by {}, {}",
        of("p50"),
        of("p95"),
        of("most"),
        of("rate"),
        found["painter"],
        found["part"]
    );
    table::row(Some(records), "script in a frame of the map", &figures);
    Ok(())
}
