//! The Rules page's own steps: write a rule, read the figures, see which records are listed.

use std::collections::BTreeSet;

use serde_json::json;
use thirtyfour::Key;

use crate::page::selector;
use crate::{Page, Problem, Result};

/// A rule as a person writes it down.
#[derive(Clone, Copy, Debug)]
pub struct Rule<'a> {
    /// Its name.
    pub name: &'a str,
    /// The label it votes for, by name.
    pub label: &'a str,
    /// Its query.
    pub query: &'a str,
}

/// The indices of the records in sight, and whether the list's end is; else one window further.
const NEXT_WINDOW: &str = "
    const rows = [...document.querySelectorAll('[data-testid=\"record-row\"]')];
    const waits = document.querySelector('.record-waiting') !== null;
    let list = rows[0]?.parentElement;
    while (list && !/auto|scroll/.test(getComputedStyle(list).overflowY)) list = list.parentElement;
    const atEnd = !list || list.scrollTop + list.clientHeight >= list.scrollHeight - 1;
    const seen = rows.map(row => Number(row.dataset.index));
    if (!waits && !atEnd) list.scrollTop += list.clientHeight / 2;
    return [seen, !waits && atEnd];";

impl Page {
    /// Opens a new rule by the button and waits for its empty editor.
    pub async fn new_rule(&self) -> Result {
        self.click("rule-new").await?;
        self.until_text("rule-title", "New rule").await
    }

    /// Opens a saved rule from the table.
    pub async fn open_rule(&self, name: &str) -> Result {
        let click =
            "const found = [...document.querySelectorAll('[data-testid=\"rule-row\"] .rule-title-name')]
            .find(title => title.textContent === arguments[0]);
            found?.click(); return !!found";
        self.until(&format!("the rule `{name}` is opened"), async || {
            let clicked = self.script(click, vec![json!(name)]).await? == json!(true);
            Ok(clicked && self.text("rule-title").await?.trim() == name)
        })
        .await
    }

    /// Gives the open rule another query and saves it; done when the table has it.
    pub async fn requery(&self, query: &str) -> Result {
        self.fill("rule-query", query).await?;
        self.figures_have_come().await?;
        self.type_into("rule-query", Key::Control + Key::Enter).await?;
        self.until("the rule is saved", async || {
            Ok(self
                .by_test_id("rule-save")
                .await?
                .prop("disabled")
                .await?
                .as_deref()
                == Some("true"))
        })
        .await?;
        self.until_saved().await
    }

    /// Waits until a number reads so.
    pub async fn until_number(&self, id: &str, number: u64) -> Result {
        self.until(&format!("`{id}` is {number}"), async || {
            Ok(self.number(id).await? == number)
        })
        .await
    }

    /// The texts of a record's marked words, of all records in sight.
    pub async fn marks(&self) -> Result<Vec<String>> {
        let script = "return [...document.querySelectorAll('[data-testid=\"record-row\"] mark')]
            .map(mark => mark.textContent)";
        Ok(serde_json::from_value(self.script(script, vec![]).await?)?)
    }

    /// Writes a rule by the button and the fields, saves it with Ctrl Enter, and waits until it is in the table.
    /// The answer is
    /// how many records were covered with it while it was being written.
    pub async fn add_rule(&self, rule: &Rule<'_>) -> Result<u64> {
        let rules = self.count("rule-row").await?;
        self.new_rule().await?;
        self.type_into("rule-name", rule.name).await?;
        self.select("rule-label", rule.label).await?;
        self.type_into("rule-query", rule.query).await?;
        self.figures_have_come().await?;
        let covered = self.number("total-coverage-n").await?;
        self.type_into("rule-query", Key::Control + Key::Enter).await?;
        self.until(&format!("the rule `{}` is in the table", rule.name), async || {
            Ok(self.count("rule-row").await? == rules + 1)
        })
        .await?;
        self.until_text("rule-title", rule.name).await?;
        Ok(covered)
    }

    /// Waits until the live figures are those of the text in the fields: only then is the draft on disk.
    async fn figures_have_come(&self) -> Result {
        self.by_test_id("draft-matches").await?;
        self.until_saved().await
    }

    /// The names of the rules in the table.
    pub async fn rule_names(&self) -> Result<Vec<String>> {
        let script = "return [...document.querySelectorAll('[data-testid=\"rule-row\"] .rule-title-name')]
            .map(name => name.textContent)";
        Ok(serde_json::from_value(self.script(script, vec![]).await?)?)
    }

    /// A count as it is shown, `1,234 records` as 1234.
    pub async fn number(&self, id: &str) -> Result<u64> {
        let text = self.text(id).await?;
        leading_number(&text)
            .ok_or_else(|| Problem::new(format!("`{id}` reads `{text}`, which is no number")))
    }

    /// Waits until everything is on disk.
    pub async fn until_saved(&self) -> Result {
        self.until_text("save-state", "Saved").await
    }

    /// Scrolls through the list of records; the indices of all of them.
    pub async fn listed_records(&self) -> Result<BTreeSet<u64>> {
        let mut all = BTreeSet::new();
        self.until("the whole list was seen", async || {
            let seen = self.script(NEXT_WINDOW, vec![]).await?;
            let (indices, at_end): (Vec<u64>, bool) = serde_json::from_value(seen)?;
            all.extend(indices);
            Ok(at_end)
        })
        .await?;
        Ok(all)
    }

    /// Clicks a figure and checks that exactly as many records are listed; which ones is the answer.
    pub async fn records_behind(&self, figure: &str) -> Result<BTreeSet<u64>> {
        let number = self.number(&format!("{figure}-n")).await?;
        self.click(figure).await?;
        self.until(
            &format!("the list has the {number} records of `{figure}`"),
            async || Ok(self.number("records-shown").await? == number),
        )
        .await?;
        let listed = self.listed_records().await?;
        if listed.len() as u64 == number {
            return Ok(listed);
        }
        Err(Problem::new(format!(
            "`{figure}` says {number}, the list has {} records",
            listed.len()
        )))
    }

    /// Scrolls an element into sight and clicks it by script, for links that something else may cover.
    pub async fn follow(&self, id: &str) -> Result {
        self.by_test_id(id).await?;
        let script = "document.querySelector(arguments[0]).click()";
        self.script(script, vec![json!(selector(id))]).await.map(drop)
    }
}

/// The number a text begins with, its thousands parted by commas.
fn leading_number(text: &str) -> Option<u64> {
    let digits: String = text
        .trim()
        .chars()
        .take_while(|c| c.is_ascii_digit() || *c == ',')
        .filter(char::is_ascii_digit)
        .collect();
    digits.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_they_are_shown() {
        assert_eq!(leading_number("5,574 records · 2 labels"), Some(5574));
        assert_eq!(leading_number("23 of 470"), Some(23));
        assert_eq!(leading_number("–"), None);
    }
}
