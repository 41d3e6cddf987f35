//! The neighbour graph, labels along one and its map, by the engine compiled as the page has it (`tests/wasm-bench`), in this
//! browser: rows drawn by Zipf's law, LSA of generated texts, a drawn graph.

use labelloom_browser::{Page, Problem, Result};
use serde_json::{Value, json};

use crate::table;

const ROWS: [u32; 3] = [10_000, 50_000, 100_000];
/// From so many rows on the page gives parts away.
const SHARED_FROM: u32 = 20_000;
const TEXTS: u32 = 10_000;
/// Of the drawn graph.
const RECORDS: u32 = 100_000;
const LABELS: u32 = 8;
/// Neighbours are drawn from so many records around: all, and few.
const AROUND: [(u32, &str); 2] = [(RECORDS, "all records"), (2_000, "2,000 around")];

/// Work of the graph's own steps, all of it and the longest step.
const WORKED: &str = "
    const {engine, timed} = wasmBench;
    const worked = async begin => {
        let all = await timed(begin), longest = all, more = true;
        while (more) {
            const ms = await timed(() => { more = engine.graph_step() !== 0; });
            all += ms; longest = Math.max(longest, ms);
        }
        return {all, longest};
    };";

/// A whole search, in a worker that has done none, then its two halves.
const SEARCH: &str = "
    engine.graph_rows(arguments[0]);
    const whole = await worked(() => engine.graph_search(0, 1)), links = engine.graph_links();
    const halves = [await worked(() => engine.graph_search(0, 2)), await worked(() => engine.graph_search(1, 2))];
    return {whole, halves, links, bytes: engine.memory.buffer.byteLength}";

/// A search alone and with a worker that is given a part, as the page's are: from the first step to the last, the start of
/// the worker and all that is sent included.
const SHARED: &str = "
    const {module} = wasmBench;
    const turn = () => new Promise(done => { const {port1, port2} = new MessageChannel();
        port1.onmessage = done; port2.postMessage(0); });
    const put = (engine, bytes) => {
        const address = engine.graph_room(bytes.length);
        new Uint8Array(engine.memory.buffer, address, bytes.length).set(bytes);
    };
    const sent = engine => new Uint8Array(engine.memory.buffer, engine.graph_sent(), engine.graph_sent_length()).slice();
    const source = `const turn = ${turn}, put = ${put}, sent = ${sent};
        onmessage = async ({data: [module, errand]}) => {
            const engine = (await WebAssembly.instantiate(module, {})).exports;
            put(engine, errand);
            engine.graph_errand();
            while (engine.graph_step() !== 0) await turn();
            postMessage(sent(engine));
        }`;
    const search = async helpers => {
        const begun = performance.now();
        let answer = null, more = true, worker = null;
        engine.graph_search(0, 1);
        while (more) {
            if (helpers > 0 && !worker && engine.graph_share() !== 0) {
                worker = new Worker(URL.createObjectURL(new Blob([source], {type: 'text/javascript'})));
                worker.onmessage = ({data}) => { answer = data; };
                worker.postMessage([module, sent(engine)]);
            }
            if (answer) { put(engine, answer); engine.graph_answer(); answer = null; }
            if (engine.graph_waits() === 0) more = engine.graph_step() !== 0;
            await turn();
        }
        if (worker) worker.terminate();
        return performance.now() - begun;
    };
    engine.graph_rows(arguments[0]);
    let alone = Infinity, shared = Infinity;
    for (let turn = 0; turn < 3; turn++) {
        alone = Math.min(alone, await search(0));
        shared = Math.min(shared, await search(1));
    }
    return {alone, shared}";

/// Whether a map has the bits that it has natively.
const SAME_MAP: &str = "return wasmBench.engine.map_is_as_native() === 1";

const LSA: &str = "
    const making = await worked(() => engine.graph_lsa(arguments[0]));
    return {making, search: await worked(() => engine.graph_search(0, 1))}";

/// The best of ten sweeps, a preview, the best of five seeds, the same by Poisson learning, and the map.
const PROPAGATION: &str = "
    engine.graph_drawn(arguments[0], arguments[1], arguments[2]);
    engine.graph_sweeps();
    let sweep = Infinity;
    const seeds = async () => {
        let seed = Infinity;
        for (let turn = 0; turn < 5; turn++) seed = Math.min(seed, (await worked(() => engine.graph_seed(turn))).all);
        return {seed, moved: engine.graph_moved()};
    };
    for (let turn = 0; turn < 10; turn++) sweep = Math.min(sweep, await timed(() => engine.graph_step()));
    const preview = await worked(() => engine.graph_preview());
    const spreading = await seeds(), settled = await worked(() => engine.graph_poisson()), poisson = await seeds();
    engine.graph_layout();
    return {sweep, preview, spreading, settled, poisson, layout: await worked(() => {})}";

/// Measures all of it; the wasm is loaded.
pub(crate) async fn measure(page: &Page) -> Result {
    for rows in ROWS {
        let found = run(page, SEARCH, &[rows]).await?;
        let halves = |at: usize| shown(&found["halves"][at]["all"]);
        let figures = format!(
            "{} ms, longest step {} ms; halves {} and {} ms; {} links; {:.0} MB",
            shown(&found["whole"]["all"]),
            shown(&found["whole"]["longest"]),
            halves(0),
            halves(1),
            found["links"],
            found["bytes"].as_f64().unwrap_or(f64::NAN) / 1e6
        );
        table::row(Some(rows), "graph: neighbours of words", &figures);
        if rows >= SHARED_FROM {
            shared(page, rows).await?;
        }
    }
    let found = run(page, LSA, &[TEXTS]).await?;
    let figures = format!(
        "LSA {} ms, neighbours {} ms",
        shown(&found["making"]["all"]),
        shown(&found["search"]["all"])
    );
    table::row(Some(TEXTS), "graph: LSA-50", &figures);
    for (around, name) in AROUND {
        let found = run(page, PROPAGATION, &[RECORDS, LABELS, around]).await?;
        let figures = format!(
            "a sweep {} ms, a preview {} ms, one more seed {} ms ({} labels changed)",
            shown(&found["sweep"]),
            shown(&found["preview"]["all"]),
            shown(&found["spreading"]["seed"]),
            found["spreading"]["moved"]
        );
        table::row(Some(RECORDS), &format!("label spreading, {name}"), &figures);
        let figures = format!(
            "settled {} ms, one more seed {} ms ({} labels changed)",
            shown(&found["settled"]["all"]),
            shown(&found["poisson"]["seed"]),
            found["poisson"]["moved"]
        );
        table::row(Some(RECORDS), &format!("Poisson learning, {name}"), &figures);
        let figures = format!(
            "{} ms, longest step {} ms",
            shown(&found["layout"]["all"]),
            shown(&found["layout"]["longest"])
        );
        table::row(Some(RECORDS), &format!("the map of a graph, {name}"), &figures);
    }
    same_map(page).await
}

async fn shared(page: &Page, rows: u32) -> Result {
    let found = run(page, SHARED, &[rows]).await?;
    let share = found["shared"].as_f64().zip(found["alone"].as_f64());
    let figures = format!(
        "alone {} ms, with one helper {} ms: {:.1} %",
        shown(&found["alone"]),
        shown(&found["shared"]),
        share.map_or(f64::NAN, |(shared, alone)| shared / alone * 100.0)
    );
    table::row(Some(rows), "graph: two workers at once", &figures);
    Ok(())
}

async fn same_map(page: &Page) -> Result {
    if page.script(SAME_MAP, Vec::new()).await? == json!(true) {
        return Ok(());
    }
    Err(Problem::new("a map has other bits in this browser than natively"))
}

async fn run(page: &Page, script: &str, arguments: &[u32]) -> Result<Value> {
    let arguments = arguments.iter().map(|number| json!(number)).collect();
    page.script(&format!("{WORKED}{script}"), arguments).await
}

fn shown(ms: &Value) -> String {
    ms.as_f64().map_or("?".to_owned(), |ms| format!("{ms:.1}"))
}
