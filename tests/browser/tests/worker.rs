//! The worker behind the page dies: the page says so, starts another one, and nothing is lost.

use labelloom_browser::{Problem, Rule, scenario};

/// Keeps hold of the page's workers, to end one from outside. It has to run before the page's own scripts.
const HOLD_WORKERS: &str = "
    window.heldWorkers = [];
    window.Worker = new Proxy(window.Worker, {
        construct(made, given) { const worker = new made(...given); heldWorkers.push(worker); return worker; }
    });";

/// Ends the last worker and lets the page hear what a browser tells it when a worker breaks.
const BREAK: &str = "
    const worker = heldWorkers.at(-1);
    worker.terminate();
    worker.dispatchEvent(new ErrorEvent('error', {message: 'out of memory'}));
    return heldWorkers.length";

#[test]
fn a_dead_worker_is_replaced_and_nothing_is_lost() {
    const RULE: Rule = Rule {
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
