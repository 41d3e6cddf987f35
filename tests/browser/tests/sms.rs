//! A real collection of 5,574 messages, by a file of one's own: nothing is lost, and exports are the command line's.

use std::path::{Path, PathBuf};

use labelloom_browser::{Page, Problem, Result, Rule, scenario};

const RECORDS: u64 = 5574;

const RULES: [Rule<'_>; 5] = [
    Rule {
        name: "prize",
        label: "spam",
        query: "prize, won, winner, award*",
    },
    Rule {
        name: "free",
        label: "spam",
        query: "free -(time, you)",
    },
    Rule {
        name: "call a number",
        label: "spam",
        query: "/\\b0\\d{9,10}\\b/",
    },
    Rule {
        name: "short",
        label: "ham",
        query: "words<8",
    },
    Rule {
        name: "between friends",
        label: "ham",
        query: "lol, haha, \"i'm\", dear, love",
    },
];

fn data() -> Option<PathBuf> {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/sms_spam/sms.tsv");
    file.is_file().then_some(file)
}

#[test]
fn messages_from_file_to_export() {
    let Some(data) = data() else {
        println!("skipped: ../shared/data/sms_spam is absent");
        return;
    };
    scenario("messages_from_file_to_export", async |stage| {
        let page = stage.open().await?;
        page.look_at(&data).await?;
        page.import().await?;
        has_all_records(&page).await?;
        for rule in &RULES {
            page.add_rule(rule).await?;
        }
        page.records_behind("total-conflicts").await?;
        undo_takes_one_rule(&page).await?;
        nothing_is_lost_by_a_reload(&page).await?;
        let rules = page.export("rules").await?;
        let columns = ["--text", "2", "--gold", "1"];
        for format in ["json", "jsonl", "csv"] {
            page.check_export(format, &data, &columns, &rules).await?;
        }
        Ok(())
    });
}

async fn has_all_records(page: &Page) -> Result {
    let records = page.number("record-count").await?;
    if records == RECORDS {
        return Ok(());
    }
    Err(Problem::new(format!("{records} records instead of {RECORDS}")))
}

async fn undo_takes_one_rule(page: &Page) -> Result {
    page.click("undo").await?;
    page.until("the last rule is gone", async || {
        Ok(page.count("rule-row").await? == RULES.len() - 1)
    })
    .await?;
    page.click("redo").await?;
    page.until("the last rule is back", async || {
        Ok(page.count("rule-row").await? == RULES.len())
    })
    .await
}

async fn nothing_is_lost_by_a_reload(page: &Page) -> Result {
    page.until_saved().await?;
    let before = page.texts("rule-row").await?;
    page.reload().await?;
    page.by_test_id("rule-row").await?;
    has_all_records(page).await?;
    let after = page.texts("rule-row").await?;
    if before == after {
        return Ok(());
    }
    Err(Problem::new(format!(
        "before the reload {before:?}\nafter it {after:?}"
    )))
}
