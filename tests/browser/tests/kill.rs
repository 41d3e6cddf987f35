//! The browser is killed in the middle of work, at moments drawn by a seed: whatever the page had called saved is there
//! again afterwards, rules and the unfinished one.

use std::cell::RefCell;
use std::time::{Duration, Instant};

use labelloom_browser::{Key, Page, Problem, Result, scenario};

const KILLS: u32 = 10;
const SEED: u64 = 20_240_611;

/// What the page showed while it said "Saved", read in one go.
const LOOK: &str = "
    const of = id => document.querySelector(`[data-testid=\"${id}\"]`);
    return [of('save-state')?.textContent === 'Saved',
        [...document.querySelectorAll('.rule-title-name')].map(name => name.textContent),
        of('rule-title')?.textContent === 'New rule' ? of('rule-query').value : ''];";

/// The last state the page called saved: the rules' names, and the query of a rule not yet saved.
#[derive(Clone, Debug, Default)]
struct Acknowledged {
    rules: Vec<String>,
    draft: String,
}

#[test]
fn ten_killed_browsers_lose_nothing_that_was_saved() {
    scenario("ten_killed_browsers_lose_nothing_that_was_saved", async |stage| {
        let profile = stage.profile()?;
        let page = stage.open_with(&profile).await?;
        page.click("sample-comments").await?;
        page.by_test_id("rule-row").await?;
        page.until_saved().await?;
        page.kill();
        let mut draw = SEED;
        let mut seen = Acknowledged::default();
        let mut checked = 0;
        for round in 0..KILLS {
            let page = stage.open_with(&profile).await?;
            reopen(&page).await?;
            check(&page, &seen)
                .await
                .map_err(|problem| problem.while_doing(&format!("before round {round}")))?;
            // The round begins by emptying the editor: the old draft is no longer owed.
            seen.draft.clear();
            let since = RefCell::new(None);
            let moment = Duration::from_millis(500 + next(&mut draw) % 3000);
            tokio::select! {
                outcome = edit_without_end(&page, round, &since, &mut draw) => outcome?,
                () = tokio::time::sleep(moment) => {}
            }
            page.kill();
            checked += usize::from(since.borrow().is_some());
            seen = since.into_inner().unwrap_or(seen);
        }
        let page = stage.open_with(&profile).await?;
        reopen(&page).await?;
        check(&page, &seen).await?;
        println!(
            "{checked} of {KILLS} kills came after a saved edit; {} rules in the end",
            seen.rules.len()
        );
        if checked >= 5 {
            return Ok(());
        }
        Err(Problem::new(format!(
            "only {checked} kills came after a saved edit: the check is worth little"
        )))
    });
}

async fn reopen(page: &Page) -> Result {
    page.click("project-row").await?;
    page.by_test_id("rule-row").await.map(drop)
}

/// Writes rule after rule, letter by letter with pauses, and notes whatever the page calls saved.
async fn edit_without_end(
    page: &Page,
    round: u32,
    seen: &RefCell<Option<Acknowledged>>,
    draw: &mut u64,
) -> Result {
    for number in 0.. {
        page.click("rule-new").await?;
        page.until_text("rule-title", "New rule").await?;
        page.fill("rule-query", "").await?;
        for letter in query(round, number).chars() {
            page.type_into("rule-query", letter.to_string()).await?;
            if next(draw).is_multiple_of(6) {
                look_for(page, seen, 350).await?;
            }
        }
        page.type_into("rule-query", Key::Control + Key::Enter).await?;
        look_for(page, seen, next(draw) % 300).await?;
    }
    Ok(())
}

/// Looks for some milliseconds, as someone who thinks before the next letter.
async fn look_for(page: &Page, seen: &RefCell<Option<Acknowledged>>, pause_ms: u64) -> Result {
    let end = Instant::now() + Duration::from_millis(pause_ms);
    while Instant::now() < end {
        look(page, seen).await?;
    }
    Ok(())
}

/// No query is the beginning of another one.
fn query(round: u32, number: u32) -> String {
    format!("love -w{round}x{number}end")
}

async fn look(page: &Page, seen: &RefCell<Option<Acknowledged>>) -> Result {
    let looked = page.script(LOOK, vec![]).await?;
    let (is_saved, rules, draft): (bool, Vec<String>, String) = serde_json::from_value(looked)?;
    if is_saved {
        *seen.borrow_mut() = Some(Acknowledged { rules, draft });
    }
    Ok(())
}

/// Every rule that was saved is there; so is the draft, further written or saved as a rule since.
async fn check(page: &Page, seen: &Acknowledged) -> Result {
    let rules = page.rule_names().await?;
    if let Some(lost) = seen.rules.iter().find(|rule| !rules.contains(rule)) {
        return Err(Problem::new(format!(
            "the rule `{lost}` was saved and is gone; there are {rules:?}"
        )));
    }
    if seen.draft.is_empty() || rules.iter().any(|rule| rule.starts_with(&seen.draft)) {
        return Ok(());
    }
    page.until(
        &format!("the draft `{}` is in the editor", seen.draft),
        async || Ok(page.value("rule-query").await?.starts_with(&seen.draft)),
    )
    .await
}

/// Marsaglia's xorshift: the same moments in every run.
fn next(state: &mut u64) -> u64 {
    *state ^= *state << 13;
    *state ^= *state >> 7;
    *state ^= *state << 17;
    *state
}
