//! A whole session asks for nothing but the page's own parts once the page stands, each of them once, and the page says
//! so itself.

use std::path::Path;

use labelloom_browser::{Problem, Rule, scenario};

#[test]
fn a_whole_session_asks_for_its_own_parts_once() {
    const RULE: Rule<'_> = Rule {
        name: "bill",
        label: "billing",
        query: "bill, invoice, rechnung",
    };
    scenario("a_whole_session_asks_for_its_own_parts_once", async |stage| {
        let page = stage.open().await?;
        let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../engine/samples/support.csv");
        page.look_at(&data).await?;
        page.import().await?;
        let when_imported = page.lazy_files();
        page.add_rule(&RULE).await?;
        page.records_behind("total-uncovered").await?;
        // Words that may follow are offered by a part of their own.
        let mut more = page.lazy_files();
        more.retain(|file| !when_imported.contains(file) && !file.contains("/lazy/advice-"));
        if !more.is_empty() {
            return Err(Problem::new(format!(
                "writing a rule and reading records asked for more: {more:?}"
            )));
        }
        page.follow("nav-data").await?;
        page.by_test_id("import-report").await?;
        for format in ["json", "project"] {
            page.export(format).await?;
        }
        // Others are refused for every scenario at its end.
        let mut files = page.lazy_files();
        files.sort();
        let said = page.text("requests").await?;
        // What the page's parts and the worker's have in common is there for each side.
        let names = [
            "advice", "common", "common", "export", "graph", "models", "pages", "projects",
        ];
        let are_these = files.len() == names.len()
            && (files.iter().zip(names)).all(|(file, name)| file.contains(&format!("/lazy/{name}-")));
        if are_these && said.ends_with("0 requests since load but for 8 files of this page") {
            return Ok(());
        }
        Err(Problem::new(format!(
            "the page says `{said}`; the host saw {files:?}"
        )))
    });
}

#[test]
fn a_regular_expression_asks_for_its_own_part_once() {
    const RULE: Rule<'_> = Rule {
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
        let regex = files.iter().filter(|file| file.contains("/lazy/regex.wasm?"));
        // With it came what imports, what the editor shows later, and what offers words.
        let told = format!("but for {} files of this page", files.len());
        if covered > 0 && regex.count() == 1 && said.ends_with(&told) {
            return Ok(());
        }
        Err(Problem::new(format!(
            "{covered} covered; the page says `{said}`; the host saw {files:?}"
        )))
    });
}
