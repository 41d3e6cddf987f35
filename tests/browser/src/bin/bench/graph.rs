//! The neighbour graph, labels along one and its map, by the engine compiled as the page has it (`tests/wasm-bench`), in this
//! browser: rows drawn by Zipf's law, LSA of generated texts, a drawn graph.

use labelloom_browser::{Page, Result};
use serde_json::{Value, json};

use crate::table;

const ROWS: [u32; 3] = [10_000, 50_000, 100_000];
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

const LSA: &str = "
    const making = await worked(() => engine.graph_lsa(arguments[0]));
    return {making, search: await worked(() => engine.graph_search(0, 1))}";

/// The best of ten sweeps, a preview, the best of five seeds, and the map.
const PROPAGATION: &str = "
    engine.graph_drawn(arguments[0], arguments[1], arguments[2]);
    engine.graph_sweeps();
    let sweep = Infinity, seed = Infinity;
    for (let turn = 0; turn < 10; turn++) sweep = Math.min(sweep, await timed(() => engine.graph_step()));
    const preview = await worked(() => engine.graph_preview());
    for (let turn = 0; turn < 5; turn++) seed = Math.min(seed, (await worked(() => engine.graph_seed(turn))).all);
    const moved = engine.graph_moved();
    engine.graph_layout();
    return {sweep, seed, preview, moved, layout: await worked(() => {})}";

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
            shown(&found["seed"]),
            found["moved"]
        );
        table::row(Some(RECORDS), &format!("labels along a graph, {name}"), &figures);
        let figures = format!(
            "{} ms, longest step {} ms",
            shown(&found["layout"]["all"]),
            shown(&found["layout"]["longest"])
        );
        table::row(Some(RECORDS), &format!("the map of a graph, {name}"), &figures);
    }
    Ok(())
}

async fn run(page: &Page, script: &str, arguments: &[u32]) -> Result<Value> {
    let arguments = arguments.iter().map(|number| json!(number)).collect();
    page.script(&format!("{WORKED}{script}"), arguments).await
}

fn shown(ms: &Value) -> String {
    ms.as_f64().map_or("?".to_owned(), |ms| format!("{ms:.1}"))
}
