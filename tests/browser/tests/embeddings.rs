//! Embeddings on the Graph page: a column of lists offers itself, an array is added with a list of ids, refused ones are
//! told, the graph is made of them, and all of it is there after a reload and an undo.

use std::path::{Path, PathBuf};

use labelloom_browser::{Page, Problem, Result, scenario};

/// What numpy writes before the numbers of two columns in single precision.
fn npy(rows: &[[f32; 2]]) -> Vec<u8> {
    let dict = format!(
        "{{'descr': '<f4', 'fortran_order': False, 'shape': ({}, 2), }}",
        rows.len()
    );
    let mut out = b"\x93NUMPY\x01\x00".to_vec();
    out.extend(u16::try_from(dict.len()).unwrap_or_default().to_le_bytes());
    out.extend(dict.as_bytes());
    rows.iter()
        .flatten()
        .for_each(|number| out.extend(number.to_le_bytes()));
    out
}

/// Sixteen records of two labels, with a list of numbers each that tells them apart.
fn data() -> String {
    let record = |at: usize| {
        let (label, place) = if at.is_multiple_of(2) {
            ("A", "[1, 0.1]")
        } else {
            ("B", "[0.1, 1]")
        };
        let label = if at < 4 { label } else { "" };
        format!("r{at},text number {at} of this file,{label},\"{place}\"\n")
    };
    let records: String = (0..16).map(record).collect();
    format!("id,text,label,vector\n{records}")
}

fn written(name: &str, bytes: &[u8]) -> Result<PathBuf> {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("embeddings");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(name);
    std::fs::write(&path, bytes)?;
    Ok(path)
}

#[test]
fn embeddings_are_added_chosen_and_kept() {
    scenario("embeddings_are_added_chosen_and_kept", async |stage| {
        let page = stage.open().await?;
        page.look_at_text("records.csv", &data()).await?;
        page.import().await?;
        page.follow("nav-graph").await?;
        a_column_offers_itself(&page).await?;
        what_does_not_fit_is_told(&page).await?;
        an_array_takes_its_place(&page).await?;
        page.until_saved().await?;
        page.reload().await?;
        until_what(&page, "places.npy, 2 numbers a record").await?;
        page.click("graph-begin").await?;
        page.until_graph_stands().await?;
        page.click("embeddings-remove").await?;
        page.until_gone("embeddings-what").await
    });
}

async fn until_what(page: &Page, what: &str) -> Result {
    page.until(&format!("the embeddings are {what}"), async || {
        let told = page.texts("embeddings-what").await?;
        Ok(told.iter().any(|told| told.contains(what)))
    })
    .await
}

async fn a_column_offers_itself(page: &Page) -> Result {
    page.click("embeddings-column").await?;
    until_what(page, "column ‘vector’").await?;
    let box_of_kind = "[data-testid=graph-feature][data-name=embeddings]";
    page.script(
        &format!("document.querySelector('{box_of_kind}').click()"),
        vec![],
    )
    .await?;
    page.click("graph-begin").await?;
    page.until_graph_stands().await?;
    let (reached, joins) = (
        page.number("graph-reached").await?,
        page.number("graph-edges").await?,
    );
    if reached == 16 && joins > 0 {
        return Ok(());
    }
    Err(Problem::new(format!(
        "{reached} records are reached by {joins} joins"
    )))
}

async fn what_does_not_fit_is_told(page: &Page) -> Result {
    let short = written("short.npy", &npy(&[[1.0, 0.0]; 15]))?;
    page.choose_files("embeddings-file", &[&short]).await?;
    page.until("why the array can't be taken is told", async || {
        let told = page.texts("embeddings").await?;
        Ok(told.iter().any(|told| told.contains("15 rows for 16 records")))
    })
    .await
}

/// Rows in another order than the records, dropped together with their ids.
async fn an_array_takes_its_place(page: &Page) -> Result {
    let rows: Vec<[f32; 2]> = (0..16).map(|at: u8| [1.0, f32::from(at) / 10.0]).collect();
    let ids: Vec<String> = (0..16).rev().map(|at| format!("r{at}")).collect();
    let (array, ids) = (
        written("places.npy", &npy(&rows))?,
        written("ids.txt", ids.join("\n").as_bytes())?,
    );
    page.drop_files("embeddings", &[&array, &ids]).await?;
    until_what(page, "places.npy, 2 numbers a record").await
}
