//! The parts of the page that are loaded when they are first needed: what happens when one can't be had.

use std::path::{Path, PathBuf};

use labelloom_browser::{Look, Page, Problem, Result, Rule, Sent, scenario};
use serde_json::json;

const RULE: Rule<'_> = Rule {
    name: "bill",
    label: "billing",
    query: "bill, invoice",
};

fn data() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../engine/samples/support.csv")
}

/// Loads the page again once what its console said was this test's doing.
async fn forgive(page: &Page) -> Result {
    page.reload().await?;
    page.troubles().await.map(drop)
}

#[test]
fn an_import_that_can_t_have_its_part_says_so_and_works_later() {
    scenario(
        "an_import_that_can_t_have_its_part_says_so_and_works_later",
        async |stage| {
            let page = stage.open().await?;
            let part = stage.part("projects")?;
            for sent in [Sent::Missing, Sent::Half, Sent::Bytes(b"no wasm".to_vec())] {
                stage.send_once(&part, sent.clone());
                match page.look_at(&data()).await? {
                    Look::Refused(said)
                        if said.contains("could not be loaded") && said.contains("try again") =>
                    {
                        println!("{sent:?}: {said}");
                    }
                    other => return Err(Problem::new(format!("{sent:?} came to {other:?}"))),
                }
                forgive(&page).await?;
            }
            // A page that was not loaded again asks once more.
            stage.send_once(&part, Sent::Missing);
            page.look_at(&data()).await?;
            page.until("nothing is left of the refusal", async || {
                page.script(
                    "document.querySelectorAll('[data-testid=notice] button').forEach(b => b.click())",
                    vec![],
                )
                .await?;
                Ok(page.count("notice").await? == 0)
            })
            .await?;
            if page.look_at(&data()).await? != Look::Shown {
                return Err(Problem::new("the second attempt was refused"));
            }
            page.import().await?;
            forgive(&page).await
        },
    );
}

#[test]
fn a_page_that_can_t_have_its_part_says_so_and_offers_another_attempt() {
    scenario(
        "a_page_that_can_t_have_its_part_says_so_and_offers_another_attempt",
        async |stage| {
            let page = stage.open().await?;
            page.click("sample-support").await?;
            page.by_test_id("rule-row").await?;
            let rules = page.rule_names().await?;
            for sent in [Sent::Missing, Sent::Half, Sent::Bytes(b"no wasm".to_vec())] {
                stage.send_once(&stage.part("pages")?, sent);
                page.follow("nav-data").await?;
                page.by_test_id("part-failed").await?;
                page.follow("nav-rules").await?;
                page.by_test_id("rule-row").await?;
            }
            stage.send_once(&stage.part("pages")?, Sent::Missing);
            page.follow("nav-export").await?;
            page.by_test_id("part-failed").await?;
            page.click("part-again").await?;
            page.by_test_id("export-format").await?;
            page.follow("nav-data").await?;
            page.by_test_id("import-report").await?;
            page.follow("nav-rules").await?;
            if page.rule_names().await? != rules {
                return Err(Problem::new("the rules are not what they were"));
            }
            forgive(&page).await
        },
    );
}

#[test]
fn a_project_that_can_t_be_opened_for_want_of_a_part_is_there_the_next_time() {
    scenario(
        "a_project_that_can_t_be_opened_for_want_of_a_part_is_there_the_next_time",
        async |stage| {
            let page = stage.open().await?;
            page.look_at(&data()).await?;
            page.import().await?;
            page.add_rule(&RULE).await?;
            page.until_saved().await?;
            let rules = page.texts("rule-row").await?;
            stage.send_once(&stage.part("projects")?, Sent::Missing);
            page.reload().await?;
            page.until("the page says why the project is not open", async || {
                Ok(page
                    .texts("notice")
                    .await?
                    .join("\n")
                    .contains("could not be loaded"))
            })
            .await?;
            forgive(&page).await?;
            page.by_test_id("rule-row").await?;
            if page.texts("rule-row").await? != rules {
                return Err(Problem::new("the rules are not what they were"));
            }
            Ok(())
        },
    );
}

#[test]
fn a_function_that_is_called_before_its_part_is_there_loads_it() {
    /// The glue's own names of what the program exports.
    const LOAD: &str = "for (let part = 0; ; part++)
        try { wasmBindings.load_part(part) } catch (error) { return [part, String(error)] }";
    scenario(
        "a_function_that_is_called_before_its_part_is_there_loads_it",
        async |stage| {
            let page = stage.open().await?;
            page.click("sample-support").await?;
            page.by_test_id("rule-row").await?;
            let failed = page.script(LOAD, vec![]).await?;
            let files = page.lazy_files();
            let of_pages = || files.iter().filter(|file| file.contains("/lazy/pages-")).count();
            if failed[0] == json!(0) || of_pages() != 1 {
                return Err(Problem::new(format!("{failed}; the host saw {files:?}")));
            }
            page.follow("nav-data").await?;
            page.by_test_id("import-report").await?;
            if page.lazy_files() != files {
                return Err(Problem::new(format!("asked for again: {:?}", page.lazy_files())));
            }
            Ok(())
        },
    );
}
