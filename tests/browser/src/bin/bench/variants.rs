//! How quickly variants are made, by the engine compiled as the page has it (`tests/wasm-bench`), in this browser: EDA's four
//! operations on the sample texts, and CIFAR-10's usual policy on drawn images.

use labelloom_browser::{Page, Result, Stage};
use serde_json::{Value, json};

use crate::table;

/// Images of 32 × 32 × 3.
const IMAGES: u32 = 2_000;

/// The best of many rounds, in things a second; between rounds the browser may put quicker code in place.
const RATES: &str = "
    const {engine, timed} = wasmBench;
    const best = async (call, rounds) => {
        let rate = 0;
        for (let round = 0; round < rounds; round++) {
            let made = 0;
            const ms = await timed(() => { made = call(); });
            rate = Math.max(rate, 1000 * made / ms);
        }
        return rate;
    };
    const texts = engine.variants_texts();
    const eda = await best(engine.variants_eda, 40);
    engine.variants_images(arguments[0]);
    return {texts, eda, cropped: await best(engine.variants_cropped, 40)}";

/// From a moved slider to the frame in which the first of other variants are painted, and until all are; by movement. A task
/// posted in a frame's callback runs once the frame is painted.
const SLIDING: &str = "
    const slider = document.querySelector('[data-testid=augment-strength]');
    const list = document.querySelector('.augment-list');
    const shown = () => [...list.querySelectorAll('ins')].map(mark => mark.textContent).join('|');
    const painted = () => new Promise(done => requestAnimationFrame(() => {
        const {port1, port2} = new MessageChannel();
        port1.onmessage = done; port2.postMessage(0);
    }));
    const moved = async value => {
        let last = performance.now(), first = null;
        const before = shown(), begun = last;
        const seen = new MutationObserver(async () => {
            if (first === null && shown() !== before) {
                first = 0;
                await painted();
                first = performance.now() - begun;
            }
            await painted();
            last = performance.now();
        });
        seen.observe(list, {childList: true, characterData: true, subtree: true});
        slider.value = value;
        slider.dispatchEvent(new InputEvent('input', {bubbles: true}));
        // Nothing follows any more after a while.
        while (performance.now() - last < 400) await new Promise(done => setTimeout(done, 50));
        seen.disconnect();
        return [first, last - begun, list.children.length];
    };
    const waits = [];
    for (const value of arguments[0]) waits.push(await moved(value));
    return waits";

/// Variants of the sample comments that follow a slider.
pub(crate) async fn sliding(stage: &Stage) -> Result {
    let page = stage.open().await?;
    page.open_sample("comments").await?;
    page.follow("nav-augment").await?;
    page.by_test_id("augment-variant").await?;
    let strengths: Vec<u32> = (0..30).map(|step| if step % 2 == 0 { 60 } else { 5 }).collect();
    let waits = page.script(SLIDING, vec![json!(strengths)]).await?;
    let waits: Vec<[f64; 3]> = serde_json::from_value(waits)?;
    let of = |at: usize| {
        // The first movements find code that was never run.
        let mut all: Vec<f64> = waits.iter().skip(5).map(|wait| wait[at]).collect();
        all.sort_by(f64::total_cmp);
        format!(
            "median {:.0} ms, 95th percentile {:.0} ms",
            all[all.len() / 2],
            all[all.len() * 95 / 100]
        )
    };
    let variants = waits.first().map_or(0.0, |wait| wait[2]);
    table::row(None, "a slider moves, until variants are painted", &of(0));
    table::row(None, &format!("… all {variants} of them"), &of(1));
    page.close().await
}

/// Measures both; the wasm is loaded.
pub(crate) async fn measure(page: &Page) -> Result {
    let found = page.script(RATES, vec![IMAGES.into()]).await?;
    let texts = found["texts"]
        .as_u64()
        .and_then(|texts| u32::try_from(texts).ok());
    let eda = format!("{} variants a second", thousands(&found["eda"]));
    table::row(texts, "variants of texts: EDA’s four", &eda);
    let cropped = format!("{} variants a second", thousands(&found["cropped"]));
    table::row(Some(IMAGES), "variants of images: pad, crop, mirror", &cropped);
    Ok(())
}

fn thousands(rate: &Value) -> String {
    rate.as_f64()
        .map_or("?".to_owned(), |rate| format!("{:.0},000", rate / 1000.0))
}
