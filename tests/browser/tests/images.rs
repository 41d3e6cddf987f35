//! A folder of images from the drop to labeled JSON: what can't be read is told by name, rules compare numbers of images,
//! the graph joins what is alike, and variants stand beside their images as pictures.

use std::path::{Path, PathBuf};

use labelloom_browser::{Page, Problem, Result, Rule, scenario, write_signs};
use serde_json::{Value, json};

/// Images of the folder that can be read.
const IMAGES: usize = 90;

/// Of the pictures in sight, those whose pixels differ from one another.
const DRAWN: &str = "
    return [...document.querySelectorAll('canvas[data-testid=picture][data-drawn=true]')].filter(canvas => {
        const bytes = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
        const first = bytes.slice(0, 3).join();
        for (let at = 4; at < bytes.length; at += 4)
            if (bytes.slice(at, at + 3).join() !== first) return true;
        return false;
    }).length";

#[test]
fn a_folder_of_images_from_drop_to_export() {
    scenario("a_folder_of_images_from_drop_to_export", async |stage| {
        let page = stage.open().await?;
        let folder = folder_of_signs(&page.own_folder("street signs")?)?;
        page.by_test_id("import-folder").await?;
        page.drop_from_desktop(&[&folder]).await?;
        what_was_found_is_told(&page).await?;
        // The button finds the same as the drop.
        page.click("pictures-other").await?;
        page.choose_files("import-folder", &[&folder]).await?;
        what_was_found_is_told(&page).await?;
        page.import().await?;
        what_can_not_be_read_is_told(&page).await?;
        page.follow("nav-rules").await?;
        rules_compare_numbers(&page).await?;
        numbers_are_those_of_the_command_line(&page, &folder).await?;
        page.build_graph().await?;
        variants_stand_beside_their_images(&page).await?;
        they_follow_a_strength(&page).await?;
        they_are_accepted_and_removed(&page).await?;
        exports_name_the_images(&page).await
    });
}

/// Signs in a folder a kind, with what else lies in folders: a cut file, a broken one, one that declares 1,600 million pixels,
/// notes, and what systems leave.
fn folder_of_signs(folder: &Path) -> Result<PathBuf> {
    let whole = write_signs(folder, IMAGES)?;
    std::fs::write(folder.join("STOP/cut.png"), &whole[..whole.len() / 2])?;
    let mut broken = whole.clone();
    broken[50..120].fill(0xA5);
    std::fs::write(folder.join("STOP/broken.png"), broken)?;
    let mut huge = whole.clone();
    huge[16..20].copy_from_slice(&40_000_u32.to_be_bytes());
    huge[20..24].copy_from_slice(&40_000_u32.to_be_bytes());
    std::fs::write(folder.join("PLACE/huge.png"), huge)?;
    std::fs::write(folder.join("notes.txt"), "taken on a walk")?;
    std::fs::write(folder.join(".DS_Store"), "left by a system")?;
    Ok(folder.to_owned())
}

async fn what_was_found_is_told(page: &Page) -> Result {
    page.by_test_id("pictures-label-names").await?;
    let said = "return document.querySelector('[data-testid=pictures]').textContent";
    let said = page.script(said, vec![]).await?.to_string();
    for wanted in ["street signs", "93 images", "notes.txt", ".DS_Store", "STOP 32"] {
        if !said.contains(wanted) {
            return Err(Problem::new(format!("{wanted} is not told of: {said}")));
        }
    }
    page.until("the first images are seen", async || Ok(drawn(page).await? >= 10))
        .await
}

async fn what_can_not_be_read_is_told(page: &Page) -> Result {
    page.follow("nav-data").await?;
    page.by_test_id("bad-image").await?;
    let rows = page.texts("bad-image").await?.join("\n");
    for wanted in [
        "STOP/cut.png",
        "its end is missing",
        "STOP/broken.png",
        "PLACE/huge.png",
        "40,000 × 40,000",
    ] {
        if !rows.contains(wanted) {
            return Err(Problem::new(format!("{wanted} is not told of: {rows}")));
        }
    }
    if page.count("bad-image").await? == 3 && page.number("record-count").await? == IMAGES as u64 {
        return Ok(());
    }
    Err(Problem::new(format!("other images were set aside: {rows}")))
}

async fn rules_compare_numbers(page: &Page) -> Result {
    page.by_test_id("record-row").await?;
    page.until("images stand beside their names", async || {
        Ok(drawn(page).await? >= 5)
    })
    .await?;
    let rules = [
        ("red", "STOP", "hue<=10"),
        ("yellow", "WARNING", "hue>=40 hue<=60"),
        ("bright", "PLACE", "brightness>150"),
    ];
    for (name, label, query) in rules {
        let covered = page.add_rule(&Rule { name, label, query }).await?;
        if covered == 0 {
            return Err(Problem::new(format!("{query} finds no image")));
        }
    }
    Ok(())
}

/// Statistics of pixels are made by vectors, which are other ones in the page.
async fn numbers_are_those_of_the_command_line(page: &Page, folder: &Path) -> Result {
    let rules = page.export("rules").await?;
    for format in ["csv", "jsonl"] {
        page.check_export(format, folder, &[], &rules).await?;
    }
    Ok(())
}

async fn exports_name_the_images(page: &Page) -> Result {
    let file = std::fs::read(page.export("json").await?)?;
    let records: Value = serde_json::from_slice(&file)?;
    let records = records.get("records").unwrap_or(&records);
    let records = records.as_array().map_or(&[][..], Vec::as_slice);
    let named = records.iter().filter(|record| {
        let text = record.to_string();
        text.contains(".png") && text.contains("brightness")
    });
    if records.len() == IMAGES && named.count() == IMAGES {
        return Ok(());
    }
    let first = records.first().cloned().unwrap_or(json!(null));
    Err(Problem::new(format!(
        "{} records are exported, the first is {first}",
        records.len()
    )))
}

async fn variants_stand_beside_their_images(page: &Page) -> Result {
    page.follow("nav-augment").await?;
    page.by_test_id("augment-variant").await?;
    page.until("variants are painted", async || {
        let variants = page.count("augment-variant").await? as u64;
        // Each has its image beside it.
        Ok(variants >= 40 && drawn(page).await? >= 2 * variants * 9 / 10)
    })
    .await?;
    let words = "return document.querySelector('[data-testid=augment-page]').textContent.match(/thesaurus|Whole texts|Synonyms|Locks/i)";
    match page.script(words, vec![]).await? {
        Value::Null => Ok(()),
        found => Err(Problem::new(format!("what is for texts alone is shown: {found}"))),
    }
}

async fn they_follow_a_strength(page: &Page) -> Result {
    let waits = page.follow_strengths(24).await?;
    let (median, most) = (waits[waits.len() / 2], waits[waits.len() * 19 / 20]);
    println!("variants of images are painted anew in {median:.0} ms, 95th percentile {most:.0} ms");
    page.until_saved().await
}

async fn they_are_accepted_and_removed(page: &Page) -> Result {
    page.click("augment-accept-all").await?;
    page.until("all valid ones are accepted", async || {
        Ok(page.text("augment-accept-all").await?.contains("all 0 valid"))
    })
    .await?;
    page.follow("sheet-accepted").await?;
    page.by_test_id("accepted-list").await?;
    let accepted = page.number("accepted-count").await?;
    page.until("accepted ones are painted", async || Ok(drawn(page).await? >= 10))
        .await?;
    page.click("accepted-remove").await?;
    page.until_number("accepted-count", accepted - 1).await?;
    page.until_saved().await
}

/// How many pictures in sight show something.
async fn drawn(page: &Page) -> Result<u64> {
    Ok(page.script(DRAWN, vec![]).await?.as_u64().unwrap_or(0))
}
