//! The first hour with a sample: five rules, the figures that follow, the records behind them, undo, a reload, and
//! exports that are the command line's to the byte.

use std::path::Path;

use labelloom_browser::{Page, Problem, Result, Rule, scenario};

const RULES: [Rule<'_>; 5] = [
    Rule {
        name: "says love",
        label: "HAM",
        query: "love, loved",
    },
    Rule {
        name: "says please",
        label: "SPAM",
        query: "please, pls",
    },
    Rule {
        name: "long",
        label: "SPAM",
        query: "words>=25",
    },
    Rule {
        name: "this song",
        label: "HAM",
        query: "\"this song\", \"the song\"",
    },
    Rule {
        name: "free things",
        label: "SPAM",
        query: "free -song",
    },
];

#[test]
fn a_sample_from_first_look_to_export() {
    scenario("a_sample_from_first_look_to_export", async |stage| {
        let page = stage.open().await?;
        page.click("sample-comments").await?;
        page.by_test_id("rule-row").await?;
        if page.number("record-count").await? != 470 {
            return Err(Problem::new(
                "the sample has 470 records, the page says otherwise",
            ));
        }
        let given = page.count("rule-row").await?;
        five_rules_move_the_figures(&page).await?;
        every_conflicted_record_is_listed(&page).await?;
        undo_and_redo(&page, given + RULES.len()).await?;
        a_reload_keeps_everything(&page).await?;
        exports_are_the_command_line_s(&page).await
    });
}

async fn five_rules_move_the_figures(page: &Page) -> Result {
    let before = page.number("total-coverage-n").await?;
    let mut covered = before;
    for rule in &RULES {
        let while_typing = page.add_rule(rule).await?;
        let once_saved = page.number("total-coverage-n").await?;
        if while_typing != once_saved || while_typing < covered {
            return Err(Problem::new(format!(
                "`{}`: {covered} covered before, {while_typing} while typing, {once_saved} once saved",
                rule.name
            )));
        }
        covered = while_typing;
    }
    if covered > before {
        return Ok(());
    }
    Err(Problem::new("five rules covered nothing new"))
}

async fn every_conflicted_record_is_listed(page: &Page) -> Result {
    let conflicted = page.records_behind("total-conflicts").await?;
    if conflicted.is_empty() {
        return Err(Problem::new(
            "no record is conflicted: the check is worth nothing",
        ));
    }
    page.session().back().await?;
    let all = page.number("record-count").await?;
    page.until("Back shows every record", async || {
        Ok(page.number("records-shown").await? == all)
    })
    .await
}

async fn undo_and_redo(page: &Page, rules: usize) -> Result {
    let covered = page.number("total-coverage-n").await?;
    page.click("undo").await?;
    page.until("undo takes the last rule out", async || {
        Ok(page.count("rule-row").await? == rules - 1)
    })
    .await?;
    page.click("redo").await?;
    page.until("redo brings rule and figures back", async || {
        Ok(page.count("rule-row").await? == rules && page.number("total-coverage-n").await? == covered)
    })
    .await
}

async fn a_reload_keeps_everything(page: &Page) -> Result {
    page.until_saved().await?;
    let before = state(page).await?;
    page.reload().await?;
    page.by_test_id("rule-row").await?;
    let after = state(page).await?;
    if before == after {
        return Ok(());
    }
    Err(Problem::new(format!(
        "before the reload {before:?}\nafter it {after:?}"
    )))
}

/// What a person would miss: counts, rules with their figures, the name, and what can be taken back.
async fn state(page: &Page) -> Result<Vec<String>> {
    let mut state = vec![page.text("record-count").await?];
    state.extend(page.texts("rule-row").await?);
    let script = "return [document.querySelector('.head-name').textContent, \
                  document.querySelector('[data-testid=undo]').title]";
    let head: Vec<String> = serde_json::from_value(page.script(script, vec![]).await?)?;
    state.extend(head);
    Ok(state)
}

async fn exports_are_the_command_line_s(page: &Page) -> Result {
    let data = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../engine/samples/comments.csv");
    let rules = page.export("rules").await?;
    let columns = ["--text", "text", "--id", "id", "--gold", "label"];
    for format in ["json", "jsonl", "csv"] {
        page.check_export(format, &data, &columns, &rules).await?;
    }
    Ok(())
}
