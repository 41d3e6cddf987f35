//! Takes the pictures of the README's tour: what its steps lead to, on a sample.
//!
//! `tour FOLDER` writes `FOLDER/STEP.png`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use labelloom_browser::{Page, Result, Stage, Theme};
use serde_json::json;
use thirtyfour::Key;

const WIDTH: u32 = 1440;
const HEIGHT: u32 = 810;

/// Selects the first of some words in the list of records, as dragging over it does.
const SELECT: &str = "
    const words = arguments[0].toLowerCase();
    for (const text of document.querySelectorAll('[data-testid=record-text]')) {
        const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
        for (let node = walker.nextNode(); node; node = walker.nextNode()) {
            const at = node.data.toLowerCase().indexOf(words);
            if (at >= 0) {
                getSelection().setBaseAndExtent(node, at, node, at + words.length);
                return true;
            }
        }
    }
    return false";

fn main() -> ExitCode {
    let Some(folder) = std::env::args_os().nth(1).map(PathBuf::from) else {
        eprintln!("tour FOLDER: name the folder for the pictures");
        return ExitCode::from(2);
    };
    match labelloom_browser::run("tour", async |stage| take_all(stage, &folder).await) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

async fn take_all(stage: &Stage, folder: &Path) -> Result {
    let page = stage.open().await?;
    page.resize(WIDTH, HEIGHT).await?;
    page.set_theme(Theme::Light).await?;
    open(&page).await?;
    take(&page, folder, "1-open").await?;
    typing(&page).await?;
    take(&page, folder, "2-typing").await?;
    mending(&page).await?;
    take(&page, folder, "3-mend").await?;
    from_words(&page).await?;
    take(&page, folder, "4-words").await?;
    suggestions(&page).await?;
    take(&page, folder, "5-suggestions").await?;
    conflicts(&page).await?;
    take(&page, folder, "6-conflicts").await
}

async fn take(page: &Page, folder: &Path, name: &str) -> Result {
    page.settled().await?;
    let path = folder.join(format!("{name}.png"));
    page.picture(&path).await?;
    println!("{}", path.display());
    Ok(())
}

async fn open(page: &Page) -> Result {
    page.click("sample-comments").await?;
    page.by_test_id("rule-row").await?;
    page.until_saved().await?;
    page.click("total-conflicts").await
}

async fn typing(page: &Page) -> Result {
    page.new_rule().await?;
    page.type_into("rule-query", "channel, click").await?;
    page.by_test_id("draft-matches").await?;
    page.until_saved().await
}

async fn mending(page: &Page) -> Result {
    page.type_into("rule-query", Key::Control + Key::Enter).await?;
    let script = "[...document.querySelectorAll('[data-testid=rule-row] .rule-title-name')]
        .find(name => name.textContent === 'begging').click()";
    page.script(script, vec![]).await?;
    page.until_text("rule-title", "begging").await?;
    page.fill("rule-query", "(please, pls, plz) (my, our, subscribe, donate)")
        .await?;
    page.until_saved().await
}

async fn from_words(page: &Page) -> Result {
    page.type_into("rule-query", Key::Control + Key::Enter).await?;
    page.script("location.hash = '#/rules'", vec![]).await?;
    page.until("a record's words are selected", async || {
        Ok(page.script(SELECT, vec![json!("subscribe")]).await? == true)
    })
    .await?;
    page.press("r").await?;
    page.by_test_id("from-words").await?;
    page.until_saved().await
}

async fn suggestions(page: &Page) -> Result {
    page.press(Key::Escape + "").await?;
    page.script("document.activeElement?.blur()", vec![]).await?;
    page.press("g").await?;
    page.by_test_id("suggest-term").await.map(drop)
}

async fn conflicts(page: &Page) -> Result {
    page.follow("nav-conflicts").await?;
    page.by_test_id("pair-row").await.map(drop)
}
