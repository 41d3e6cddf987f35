//! Files that mean harm or are merely broken: each gets a clear word, nothing of them runs, and the page goes on.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use labelloom_browser::{Look, Page, Problem, Result, Stage, scenario};
use serde_json::json;

/// A folder of the test's own; it goes with the scratch folder.
fn file(name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/browser/hostile");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(name);
    std::fs::write(&path, bytes)?;
    Ok(path)
}

/// Chooses a file that can be read, and imports it.
async fn imported(stage: &Stage, name: &str, bytes: &[u8]) -> Result<Page> {
    let page = stage.open().await?;
    let file = file(name, bytes)?;
    match page.look_at(&file).await? {
        Look::Shown => page.import().await?,
        Look::Refused(said) => return Err(Problem::new(format!("{name} was refused: {said}"))),
    }
    Ok(page)
}

async fn has_records(page: &Page, records: u64) -> Result {
    let found = page.number("record-count").await?;
    if found == records {
        return Ok(());
    }
    Err(Problem::new(format!("{found} records instead of {records}")))
}

/// A rule can still be written, and finds a word that is in the file.
async fn is_usable(page: &Page, word: &str) -> Result {
    page.new_rule().await?;
    page.type_into("rule-query", word).await?;
    if page.count("rule-first-label").await? == 1 {
        page.type_into("rule-first-label", "FOUND\u{e007}").await?;
    }
    page.until(&format!("the rule `{word}` finds records"), async || {
        Ok(page.number("draft-matches").await? > 0)
    })
    .await
}

#[test]
fn markup_is_text_and_nothing_of_it_runs() {
    const TEXTS: [&str; 4] = [
        "<script>window.harmed = 1</script> one",
        "<img src=x onerror=\"window.harmed = 2\"> two",
        "<svg/onload=window.harmed=3> three",
        "javascript:window.harmed=4 four",
    ];
    scenario("markup_is_text_and_nothing_of_it_runs", async |stage| {
        let mut csv = String::from("text,note\n");
        for text in TEXTS {
            let quoted = text.replace('"', "\"\"");
            writeln!(csv, "\"{quoted}\",\"{quoted}\"").map_err(|error| Problem::new(error.to_string()))?;
        }
        let page = imported(stage, "<b onmouseover=alert(1)>markup.csv", csv.as_bytes()).await?;
        page.until("the texts are listed as they are", async || {
            Ok(page.texts("record-text").await? == TEXTS)
        })
        .await?;
        let row = page.by_test_id("record-row").await?;
        row.click().await?;
        page.by_test_id("record-detail").await?;
        page.follow("nav-data").await?;
        page.by_test_id("import-report").await?;
        page.export("json").await?;
        if page.script("return window.harmed ?? 0", vec![]).await? != json!(0) {
            return Err(Problem::new("a record's markup was run"));
        }
        page.follow("nav-rules").await?;
        is_usable(&page, "four").await
    });
}

#[test]
fn directions_and_nul_bytes_stay_in_their_records() {
    scenario("directions_and_nul_bytes_stay_in_their_records", async |stage| {
        let csv = "text\n\u{202e}txet desrever\u{202c} plain\n\"a\0b nul\"\n\u{5e9}\u{5dc}\u{5d5}\u{5dd} shalom\nlast\n";
        let page = imported(stage, "odd.csv", csv.as_bytes()).await?;
        has_records(&page, 4).await?;
        is_usable(&page, "shalom").await
    });
}

#[test]
fn a_line_of_ten_megabytes_is_a_record_or_is_named() {
    scenario("a_line_of_ten_megabytes_is_a_record_or_is_named", async |stage| {
        let mut text = String::from("text\nfirst line\n");
        text.push_str(&"lorem ipsum ".repeat(10_000_000 / 12));
        text.push_str("\nlast line\n");
        let page = imported(stage, "long.csv", text.as_bytes()).await?;
        has_records(&page, 3).await?;
        is_usable(&page, "line").await
    });
}

#[test]
fn half_a_character_at_the_end_is_no_reason_to_fail() {
    scenario(
        "half_a_character_at_the_end_is_no_reason_to_fail",
        async |stage| {
            let mut bytes = b"text\nfirst\nsecond caf".to_vec();
            bytes.push(0xc3);
            let page = imported(stage, "half.csv", &bytes).await?;
            is_usable(&page, "first").await
        },
    );
}

#[test]
fn ragged_rows_are_set_aside_and_can_be_saved() {
    scenario("ragged_rows_are_set_aside_and_can_be_saved", async |stage| {
        let csv = b"id,text\n1,one\n2\n3,three,more,cells\n4,four\n";
        let page = imported(stage, "ragged.csv", csv).await?;
        has_records(&page, 2).await?;
        page.follow("nav-data").await?;
        let report = page.text("import-report").await?;
        for said in ["Set aside", "2"] {
            if !report.contains(said) {
                return Err(Problem::new(format!(
                    "the import report lacks `{said}`:\n{report}"
                )));
            }
        }
        page.click("bad-rows").await?;
        let saved = page.wait_for_download(".csv").await?;
        let saved = std::fs::read_to_string(saved)?;
        if saved.contains("three,more,cells") {
            return Ok(());
        }
        Err(Problem::new(format!("the rows set aside were saved as\n{saved}")))
    });
}

#[test]
fn what_is_no_table_is_refused_in_words() {
    let deep = format!("{}1{}", "[".repeat(10_000), "]".repeat(10_000));
    let pdf = b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n1 0 obj\n";
    let refused: [(&str, &[u8], &str); 3] = [
        ("deep.json", deep.as_bytes(), "deep"),
        ("empty.csv", b"", "empty"),
        ("paper.csv", pdf, "PDF"),
    ];
    scenario("what_is_no_table_is_refused_in_words", async |stage| {
        let page = stage.open().await?;
        for (name, bytes, word) in refused {
            let file = file(name, bytes)?;
            match page.look_at(&file).await? {
                Look::Refused(said) if said.contains(word) => println!("{name}: {said}"),
                other => {
                    return Err(Problem::new(format!(
                        "{name} should be refused with `{word}`: {other:?}"
                    )));
                }
            }
            page.reload().await?;
        }
        page.click("sample-comments").await?;
        is_usable(&page, "love").await
    });
}
