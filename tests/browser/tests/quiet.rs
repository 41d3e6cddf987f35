//! A whole session asks for nothing once the page stands, and the page says so itself.

use std::path::Path;

use labelloom_browser::{Problem, Rule, scenario};

#[test]
fn a_whole_session_makes_no_request() {
    const RULE: Rule = Rule {
        name: "bill",
        label: "billing",
        query: "bill, invoice, rechnung",
    };
    scenario("a_whole_session_makes_no_request", async |stage| {
        let page = stage.open().await?;
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../engine/samples/support.csv");
        page.look_at(&data).await?;
        page.import().await?;
        page.add_rule(&RULE).await?;
        page.records_behind("total-uncovered").await?;
        page.follow("nav-data").await?;
        page.by_test_id("import-report").await?;
        for format in ["json", "project"] {
            page.export(format).await?;
        }
        let mut requests = page.requests_after_load();
        requests.extend(page.lazy_files());
        let said = page.text("requests").await?;
        if requests.is_empty() && said.contains("0 requests") {
            return Ok(());
        }
        Err(Problem::new(format!(
            "the page says `{said}`; the host saw {requests:?}"
        )))
    });
}

#[test]
fn a_regular_expression_asks_for_its_own_part_once() {
    const RULE: Rule = Rule {
        name: "address",
        label: "account",
        query: r"/\S+@\S+\.\w+/, /\p{Han}/",
    };
    scenario("a_regular_expression_asks_for_its_own_part_once", async |stage| {
        let page = stage.open().await?;
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../engine/samples/support.csv");
        page.look_at(&data).await?;
        page.import().await?;
        let covered = page.add_rule(&RULE).await?;
        let files = page.lazy_files();
        let said = page.text("requests").await?;
        let [file] = &files[..] else {
            return Err(Problem::new(format!("one file was expected: {files:?}")));
        };
        if covered > 0 && file.contains("/lazy/regex.wasm?") && said.ends_with("but for 1 file of this page")
        {
            return Ok(());
        }
        Err(Problem::new(format!(
            "{covered} covered; the page says `{said}`; the host saw {files:?}"
        )))
    });
}
