//! Parquet files in the page: the part that reads them comes when the first is dropped, a file of texts and embeddings becomes
//! a project whose graph is made of these, an extra file takes their place, and broken ones are told in words.

use std::path::{Path, PathBuf};

use labelloom_browser::{Look, Page, Problem, Result, scenario};

/// A file of `tests/parquet`.
fn given(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../parquet")
        .join(name)
}

#[test]
fn texts_with_embeddings_become_a_project_with_a_graph() {
    scenario(
        "texts_with_embeddings_become_a_project_with_a_graph",
        async |stage| {
            let page = stage.open().await?;
            if page
                .lazy_files()
                .iter()
                .any(|file| file.contains("/lazy/parquet.wasm"))
            {
                return Err(Problem::new("the part came before it was needed"));
            }
            page.look_at(&given("embeddings.parquet")).await?;
            page.import().await?;
            page.follow("nav-graph").await?;
            a_column_makes_the_graph(&page).await?;
            a_file_takes_its_place(&page).await?;
            what_does_not_fit_is_told(&page).await?;
            page.until_saved().await?;
            page.reload().await?;
            until_what(&page, "embeddings-double.parquet, 8 numbers a record").await
        },
    );
}

#[test]
fn a_broken_file_is_told_and_the_next_one_is_read() {
    scenario("a_broken_file_is_told_and_the_next_one_is_read", async |stage| {
        let page = stage.open().await?;
        let whole = std::fs::read(given("rows-zstd.parquet"))?;
        let cut = Path::new(env!("CARGO_TARGET_TMPDIR")).join("cut.parquet");
        std::fs::write(&cut, &whole[..whole.len() / 2])?;
        match page.look_at(&cut).await? {
            Look::Refused(said) if said.contains("damaged or cut") => {}
            other => return Err(Problem::new(format!("a cut file is {other:?}"))),
        }
        page.reload().await?;
        page.look_at(&given("rows-zstd.parquet")).await?;
        page.import().await
    });
}

async fn until_what(page: &Page, what: &str) -> Result {
    page.until(&format!("the embeddings are {what}"), async || {
        let told = page.texts("embeddings-what").await?;
        Ok(told.iter().any(|told| told.contains(what)))
    })
    .await
}

async fn a_column_makes_the_graph(page: &Page) -> Result {
    page.click("embeddings-column").await?;
    until_what(page, "column ‘embedding’").await?;
    let box_of_kind = "[data-testid=graph-feature][data-name=embeddings]";
    page.script(
        &format!("document.querySelector('{box_of_kind}').click()"),
        vec![],
    )
    .await?;
    page.click("graph-begin").await?;
    page.until_graph_stands().await?;
    let joins = page.number("graph-edges").await?;
    if joins > 0 {
        return Ok(());
    }
    Err(Problem::new("no records are joined"))
}

async fn a_file_takes_its_place(page: &Page) -> Result {
    page.choose_files("embeddings-file", &[&given("embeddings-double.parquet")])
        .await?;
    until_what(page, "embeddings-double.parquet, 8 numbers a record").await
}

async fn what_does_not_fit_is_told(page: &Page) -> Result {
    page.choose_files("embeddings-file", &[&given("embeddings-ragged.parquet")])
        .await?;
    page.until("why the file can't be taken is told", async || {
        let told = page.texts("embeddings").await?;
        Ok(told
            .iter()
            .any(|told| told.contains("has 1 numbers, and those before it have 2")))
    })
    .await
}
