//! The worker behind the page dies: the page says so, starts another one, and nothing is lost.

use labelloom_browser::{Problem, Rule, Sent, scenario};

/// Keeps hold of the page's workers, to end one from outside. It has to run before the page's own scripts.
const HOLD_WORKERS: &str = "
    window.heldWorkers = [];
    window.workerAddresses = [];
    window.Worker = new Proxy(window.Worker, {
        construct(made, given) {
            const worker = new made(...given);
            heldWorkers.push(worker);
            workerAddresses.push(String(given[0]));
            return worker;
        }
    });";

/// What a worker that is started as the page's own is, hears when it asks another host.
const ASK_FROM_A_WORKER: &str = "
    const code = `
        addEventListener('securitypolicyviolation', event => postMessage(event.effectiveDirective));
        fetch('https://example.invalid/').catch(() => {});`;
    const worker = new Worker(URL.createObjectURL(new Blob([code], {type: 'text/javascript'})), {type: 'module'});
    return new Promise(done => { worker.onmessage = event => done(event.data); });";

/// Ends the last worker and lets the page hear what a browser tells it when a worker breaks.
const BREAK: &str = "
    const worker = heldWorkers.at(-1);
    worker.terminate();
    worker.dispatchEvent(new ErrorEvent('error', {message: 'out of memory'}));
    return heldWorkers.length";

#[test]
fn the_worker_stands_under_the_page_s_policy() {
    scenario("the_worker_stands_under_the_page_s_policy", async |stage| {
        let page = stage.open().await?;
        page.command(
            "Page.addScriptToEvaluateOnNewDocument",
            serde_json::json!({"source": HOLD_WORKERS}),
        )
        .await?;
        page.reload().await?;
        let addresses = page.script("return workerAddresses", vec![]).await?;
        let from_blobs = addresses.as_array().is_some_and(|addresses| {
            let is_blob =
                |address: &serde_json::Value| address.as_str().is_some_and(|a| a.starts_with("blob:"));
            !addresses.is_empty() && addresses.iter().all(is_blob)
        });
        if !from_blobs {
            return Err(Problem::new(format!(
                "a worker is started from a file: {addresses}"
            )));
        }
        let stopped = page.script(ASK_FROM_A_WORKER, vec![]).await?;
        if stopped != "connect-src" {
            return Err(Problem::new(format!(
                "a worker's request to another host: {stopped}"
            )));
        }
        // What was stopped was this test's doing.
        page.troubles().await.map(drop)
    });
}

#[test]
fn a_dead_worker_is_replaced_and_nothing_is_lost() {
    const RULE: Rule<'_> = Rule {
        name: "guitars",
        label: "HAM",
        query: "guitar*",
    };
    scenario("a_dead_worker_is_replaced_and_nothing_is_lost", async |stage| {
        let page = stage.open().await?;
        page.command(
            "Page.addScriptToEvaluateOnNewDocument",
            serde_json::json!({"source": HOLD_WORKERS}),
        )
        .await?;
        page.reload().await?;
        page.click("sample-comments").await?;
        page.by_test_id("rule-row").await?;
        page.add_rule(&RULE).await?;
        page.until_saved().await?;
        let before = page.texts("rule-row").await?;
        page.expect_requests(async || page.script(BREAK, vec![]).await.map(drop))
            .await?;
        page.until("the page says that the engine stopped", async || {
            let said = page.texts("notice").await?.join("\n");
            Ok(said.contains("The engine stopped: out of memory") && said.contains("started again"))
        })
        .await?;
        page.until("another worker was started", async || {
            Ok(page.script("return heldWorkers.length", vec![]).await? == 2)
        })
        .await?;
        page.until_saved().await?;
        let after = page.texts("rule-row").await?;
        if before != after {
            return Err(Problem::new(format!("before {before:?}\nafter {after:?}")));
        }
        page.new_rule().await?;
        page.type_into("rule-query", "love").await?;
        page.until("the new worker counts", async || {
            Ok(page.number("draft-matches").await? > 0)
        })
        .await
    });
}

/// A wasm that exports what the part for regular expressions does, each of it a function that traps at once.
fn trapping_part() -> Vec<u8> {
    let functions = [
        "room",
        "output",
        "output_length",
        "compile",
        "matches",
        "spans",
        "release",
    ];
    let mut exports = vec![8, 6];
    exports.extend(b"memory\x02\x00");
    for name in functions {
        exports.push(u8::try_from(name.len()).expect("short names"));
        exports.extend(name.bytes().chain([0, 0]));
    }
    let mut module = b"\0asm\x01\0\0\0".to_vec();
    let types: &[u8] = &[1, 0x60, 1, 0x7f, 1, 0x7f];
    let code: &[u8] = &[1, 3, 0, 0x00, 0x0b];
    let sections: [(u8, &[u8]); 5] = [
        (1, types),
        (3, &[1, 0]),
        (5, &[1, 0, 1]),
        (7, &exports),
        (10, code),
    ];
    for (id, body) in sections {
        module.extend([id, u8::try_from(body.len()).expect("short sections")]);
        module.extend(body);
    }
    module
}

#[test]
fn a_panic_in_the_worker_is_told_and_survived() {
    scenario("a_panic_in_the_worker_is_told_and_survived", async |stage| {
        let page = stage.open().await?;
        let data = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../../engine/samples/support.csv");
        page.look_at(&data).await?;
        page.import().await?;
        page.new_rule().await?;
        stage.send_once("lazy/regex.wasm", Sent::Bytes(trapping_part()));
        page.expect_requests(async || page.type_into("rule-query", r"/\d{3}/").await)
            .await?;
        page.until("the page says what the panic said", async || {
            let said = page.texts("notice").await?.join("\n");
            Ok(said.contains("The engine stopped: ") && said.contains("regular expressions: "))
        })
        .await?;
        // The new worker has the project and the half-written rule, and gets the true part.
        page.until("the new worker counts", async || {
            Ok(page
                .number("draft-matches")
                .await
                .is_ok_and(|matches| matches > 0))
        })
        .await?;
        let heard = page.troubles().await?.join("\n");
        if !heard.contains("regular expressions: ") {
            return Err(Problem::new(format!(
                "the console knows nothing of the panic: {heard}"
            )));
        }
        // The errors were this test's doing.
        page.reload().await?;
        page.troubles().await.map(drop)
    });
}
