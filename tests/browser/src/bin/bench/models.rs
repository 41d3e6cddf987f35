//! Label models on a million records and fifty rules, and the end model on a hundred thousand texts, by the engine
//! compiled as the page has it (`tests/wasm-bench`), in this browser.

use labelloom_browser::{Page, Problem, Result, Sent, Stage};
use serde_json::{Value, json};

use crate::table;

/// Names the wasm; `cargo xtask bench --browser` builds it.
const VARIABLE: &str = "LABELLOOM_WASM_BENCH";
/// What the host calls it.
const FILE: &str = "wasm-bench.wasm";

const RECORDS: u32 = 1_000_000;
const RULES: u32 = 50;
const LABELS: [u32; 2] = [2, 5];
const TEXTS: u32 = 100_000;
/// Iterations of the Dawid–Skene models that are timed.
const ITERATIONS: u32 = 10;

/// Loads the wasm. `timed` answers how long a call takes, `worked` how long all steps of what it begins take, and the
/// longest of them; between steps the browser may put quicker code in place, as it does on the page.
const LOAD: &str = "
    const response = await fetch(arguments[0]);
    const {instance, module} = await WebAssembly.instantiate(await response.arrayBuffer(), {});
    const engine = instance.exports;
    const turn = () => new Promise(done => { const {port1, port2} = new MessageChannel();
        port1.onmessage = done; port2.postMessage(0); });
    const timed = async call => { await turn(); const begun = performance.now(); call(); return performance.now() - begun; };
    const worked = async begin => {
        let all = await timed(begin), longest = all, more = true;
        while (more) {
            const ms = await timed(() => { more = engine.step() !== 0; });
            all += ms; longest = Math.max(longest, ms);
        }
        return {all, longest};
    };
    const name = model => new TextDecoder().decode(
        new Uint8Array(engine.memory.buffer, engine.name(model), engine.name_length(model)));
    window.wasmBench = {engine, module, timed, worked, name};
    return engine.models()";

/// Draws votes and reads them as models do.
const DRAW: &str = "
    const {engine, timed} = wasmBench;
    engine.draw(arguments[0], arguments[1], arguments[2]);
    const table = await timed(() => engine.table());
    let found = 0;
    const patterns = await timed(() => { found = engine.patterns(); });
    return {table, patterns, found}";

/// Fits a model on a table of which nothing is counted, and labels all records. A fit that goes through the patterns
/// has them made before, so that iterations are timed alone.
const FIT: &str = "
    const {engine, worked, name} = wasmBench;
    const own = name(arguments[0]);
    engine.table();
    const iterates = own.startsWith('dawid');
    if (iterates) engine.patterns();
    const fit = await worked(() => engine.fit(arguments[0], arguments[1]));
    const iterations = engine.iterations();
    engine.patterns();
    const label = await worked(() => engine.label());
    return {own, iterates, fit, iterations, label}";

/// Features, training and prediction of the end model.
const END_MODEL: &str = "
    const {engine, worked} = wasmBench;
    engine.texts(arguments[0]);
    const features = await worked(() => engine.features());
    const fit = await worked(() => engine.end_model());
    const iterations = engine.iterations();
    const label = await worked(() => engine.predict());
    return {features, fit, iterations, label}";

/// Measures all of it, where the wasm was built; `variants_alone` leaves the models out.
pub(crate) async fn measure(stage: &Stage, variants_alone: bool) -> Result {
    let Some((page, models)) = loaded(stage).await? else {
        println!("label models: skipped, {VARIABLE} names no wasm; `cargo xtask bench --browser` builds it");
        return Ok(());
    };
    if !variants_alone {
        for labels in LABELS {
            label_models(&page, labels, models).await?;
        }
        end_model(&page).await?;
        crate::graph::measure(&page).await?;
    }
    crate::variants::measure(&page).await?;
    page.close().await
}

/// A page that loaded the wasm, and how many label models that holds.
async fn loaded(stage: &Stage) -> Result<Option<(Page, u64)>> {
    let Some(file) = std::env::var_os(VARIABLE) else {
        return Ok(None);
    };
    let page = stage.open().await?;
    stage.send_once(FILE, Sent::Bytes(std::fs::read(file)?));
    let mut models = Value::Null;
    page.expect_requests(async || {
        models = page.script(LOAD, vec![json!(FILE)]).await?;
        Ok(())
    })
    .await?;
    let models = models
        .as_u64()
        .ok_or_else(|| Problem::new("the wasm does not tell its label models"))?;
    Ok(Some((page, models)))
}

async fn label_models(page: &Page, labels: u32, models: u64) -> Result {
    let drawn = page
        .script(DRAW, vec![json!(RECORDS), json!(RULES), json!(labels)])
        .await?;
    let what = format!("{RULES} rules, {labels} labels");
    let figures = format!(
        "table {} ms; {} patterns in {} ms",
        shown(&drawn["table"]),
        drawn["found"],
        shown(&drawn["patterns"])
    );
    table::row(Some(RECORDS), &what, &figures);
    for model in 0..models {
        let found = page.script(FIT, vec![json!(model), json!(ITERATIONS)]).await?;
        table::row(
            Some(RECORDS),
            &format!("… {}", text(&found["own"])),
            &of_model(&found),
        );
    }
    Ok(())
}

fn of_model(found: &Value) -> String {
    let label = format!(
        "posteriors {} ms, longest step {} ms",
        shown(&found["label"]["all"]),
        shown(&found["label"]["longest"])
    );
    let fit = &found["fit"];
    let longest = shown(&fit["longest"]);
    if found["iterates"] == json!(true) {
        let each = fit["all"].as_f64().zip(found["iterations"].as_f64());
        let each = each.map_or(f64::NAN, |(all, iterations)| all / iterations.max(1.0));
        return format!("{each:.1} ms an iteration, longest step {longest} ms; {label}");
    }
    format!(
        "fit {} ms, longest step {longest} ms; {label}",
        shown(&fit["all"])
    )
}

async fn end_model(page: &Page) -> Result {
    let found = page.script(END_MODEL, vec![json!(TEXTS)]).await?;
    let iterations = found["iterations"].to_string();
    for (what, part, more) in [
        ("features: TF-IDF of words", "features", String::new()),
        ("end model, training", "fit", format!("; {iterations} iterations")),
        ("end model, all records", "label", String::new()),
    ] {
        let figures = format!(
            "{} ms, longest step {} ms{more}",
            shown(&found[part]["all"]),
            shown(&found[part]["longest"])
        );
        table::row(Some(TEXTS), what, &figures);
    }
    Ok(())
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or("?")
}

fn shown(ms: &Value) -> String {
    ms.as_f64().map_or("?".to_owned(), |ms| format!("{ms:.1}"))
}
