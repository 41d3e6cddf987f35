//! Votes of every kind by hand: a rule against a label that decides, and a rule from a column; what the page makes of
//! them is what the command line makes.

use std::path::{Path, PathBuf};

use labelloom_browser::{Look, Page, Problem, Result, Rule, scenario};
use thirtyfour::Key;

/// Twelve records: the worker says nothing of two and is wrong of one.
const DATA: &str = "id,text,label,worker\n\
    1,free prize,spam,Spam\n\
    2,free call,spam,Spam\n\
    3,win cash,spam,Spam\n\
    4,win a prize,spam,\n\
    5,see you at lunch,ham,Ham\n\
    6,free for lunch,ham,Spam\n\
    7,home late,ham,Ham\n\
    8,call me,ham,Ham\n\
    9,love you,ham,Ham\n\
    10,thanks,ham,unsure\n\
    11,good night,ham,Ham\n\
    12,on my way,ham,\n";

const FREE: Rule<'_> = Rule {
    name: "free",
    label: "spam",
    query: "free, win",
};

fn data() -> Result<PathBuf> {
    let path = Path::new(env!("CARGO_TARGET_TMPDIR")).join("ballots.csv");
    std::fs::write(&path, DATA)?;
    Ok(path)
}

#[test]
fn votes_against_a_rule_that_decides_and_a_column() {
    scenario("votes_against_a_rule_that_decides_and_a_column", async |stage| {
        let page = stage.open().await?;
        let file = data()?;
        if page.look_at(&file).await? != Look::Shown {
            return Err(Problem::new("the file was refused"));
        }
        page.import().await?;
        page.add_rule(&FREE).await?;
        a_rule_against(&page).await?;
        a_rule_from_a_column(&page).await?;
        let rules = page.export("rules").await?;
        let columns = ["--text", "text", "--id", "id", "--gold", "label"];
        for format in ["json", "csv"] {
            page.check_export(format, &file, &columns, &rules).await?;
        }
        Ok(())
    });
}

/// "Not spam" where lunch is named, and it decides.
async fn a_rule_against(page: &Page) -> Result {
    page.new_rule().await?;
    page.type_into("rule-name", "lunch").await?;
    page.select("rule-label", "spam").await?;
    page.script(
        "document.querySelector('[data-testid=rule-against]').click()",
        vec![],
    )
    .await?;
    page.click("rule-hard").await?;
    page.type_into("rule-query", "lunch").await?;
    page.by_test_id("draft-matches").await?;
    page.type_into("rule-query", Key::Control + Key::Enter).await?;
    page.until_text("rule-title", "lunch").await?;
    let tags = "return [...document.querySelectorAll('[data-testid=rule-row] .label-tag')].map(tag => tag.textContent)";
    page.until("its tag reads what it votes", async || {
        let tags: Vec<String> = serde_json::from_value(page.script(tags, vec![]).await?)?;
        Ok(tags.last().is_some_and(|tag| tag == "not spam"))
    })
    .await?;
    page.until("one record is conflicted: free for lunch", async || {
        Ok(page.number("total-conflicts-n").await? == 1)
    })
    .await
}

/// The worker's answers; two of its values are called like labels, the third abstains.
async fn a_rule_from_a_column(page: &Page) -> Result {
    page.script(
        "document.querySelector('[data-testid=rule-new-menu] summary').click()",
        vec![],
    )
    .await?;
    page.click("rule-new-column").await?;
    page.select("rule-column", "worker").await?;
    page.by_test_id("column-values").await?;
    page.until("nine records have an answer with a label", async || {
        Ok(page.count("draft-matches").await? == 1 && page.number("draft-matches").await? == 9)
    })
    .await?;
    // Wherever the button is scrolled to, and whatever notice lies over it.
    page.script(
        "document.querySelector('[data-testid=rule-save]').click()",
        vec![],
    )
    .await?;
    page.until_text("rule-title", "worker").await?;
    page.until("it is in the table", async || {
        Ok(page.count("rule-row").await? == 3)
    })
    .await
}
