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
        let requests = page.requests_after_load();
        let said = page.text("requests").await?;
        if requests.is_empty() && said.contains("0 requests") {
            return Ok(());
        }
        Err(Problem::new(format!(
            "the page says `{said}`; the host saw {requests:?}"
        )))
    });
}
