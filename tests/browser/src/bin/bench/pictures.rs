//! Variants of images that follow a slider: of a batch in CIFAR-10's binary version with ever more judges, and of larger
//! images by the side that they are kept at.

use std::path::{Path, PathBuf};

use labelloom_browser::{Page, Problem, Result, Rule, Stage};
use labelloom_engine::images::drawn::signs;
use labelloom_engine::images::{Channels, Image, Size};

use crate::table;

/// Images of 32 × 32.
const SMALL: usize = 2_000;

/// Images of 512 × 512.
const LARGE: usize = 24;

/// How many times larger a drawn sign's pixels are there.
const TIMES: u32 = 16;

/// Sides that the larger ones are kept at.
const SIDES: [u32; 3] = [128, 256, 512];

/// Movements of the slider; the first find code that was never run.
const MOVES: u32 = 30;

/// Measures both.
pub(crate) async fn measure(stage: &Stage) -> Result {
    small(stage).await?;
    for side in SIDES {
        large(stage, side).await?;
    }
    Ok(())
}

async fn small(stage: &Stage) -> Result {
    let page = stage.open().await?;
    let file = batch(&page.own_folder("batches")?)?;
    page.by_test_id("import-folder").await?;
    page.drop_from_desktop(&[&file]).await?;
    page.import().await?;
    followed(&page, "a slider moves, until images are painted").await?;
    for (name, label, query) in [
        ("dark", "bird", "brightness<90"),
        ("light", "airplane", "brightness>130"),
        ("blue", "automobile", "hue>200"),
    ] {
        page.follow("nav-rules").await?;
        page.add_rule(&Rule { name, label, query }).await?;
    }
    followed(&page, "… with rules to judge them").await?;
    page.build_graph().await?;
    followed(&page, "… with rules and a graph").await?;
    page.follow("nav-labels").await?;
    page.by_test_id("model-rule").await?;
    page.follow("end-model-train").await?;
    page.until_long("the end model is trained", async || {
        Ok(page.count("end-model-trained").await? == 1)
    })
    .await?;
    followed(&page, "… with the label model and the end model too").await?;
    page.close().await
}

async fn large(stage: &Stage, side: u32) -> Result {
    let page = stage.open().await?;
    let folder = page.own_folder("photographs")?;
    for (at, sign) in signs(LARGE, 5).into_iter().enumerate() {
        let file = labelloom_images::encode_png(&enlarged(&sign.image)?);
        let file = file.map_err(|error| Problem::new(error.to_string()))?;
        std::fs::write(folder.join(format!("{at:02}.png")), file)?;
    }
    page.by_test_id("import-folder").await?;
    page.drop_from_desktop(&[&folder]).await?;
    page.select("pictures-side", &format!("{side} pixels")).await?;
    page.import().await?;
    followed(&page, &format!("… of images kept at {side} pixels")).await?;
    page.close().await
}

async fn followed(page: &Page, what: &str) -> Result {
    page.follow("nav-augment").await?;
    page.by_test_id("augment-variant").await?;
    let first = page.follow_strengths(5).await?;
    let waits = page.follow_strengths(MOVES).await?;
    let figures = format!(
        "median {:.0} ms, 95th percentile {:.0} ms; first ones up to {:.0} ms",
        waits[waits.len() / 2],
        waits[waits.len() * 95 / 100],
        first[first.len() - 1]
    );
    table::row(None, what, &figures);
    Ok(())
}

/// Signs as CIFAR-10's program writes images: a class, then a plane a colour.
fn batch(folder: &Path) -> Result<PathBuf> {
    let mut bytes = Vec::new();
    for sign in signs(SMALL, 5) {
        bytes.push(u8::try_from(sign.kind).unwrap_or(0));
        for channel in 0..3 {
            bytes.extend(sign.image.pixels().map(|pixel| pixel[channel]));
        }
    }
    let path = folder.join("data_batch_1.bin");
    std::fs::write(&path, bytes)?;
    Ok(path)
}

/// An image with larger pixels, each a little different.
fn enlarged(image: &Image) -> Result<Image> {
    let mut bytes = Vec::new();
    for (y, row) in image.rows().enumerate() {
        for line in 0..TIMES {
            for (x, pixel) in row.chunks(3).enumerate() {
                for place in 0..TIMES {
                    let noise =
                        u8::try_from((x * 7 + y * 13 + (line * 5 + place * 11) as usize) % 9).unwrap_or(0);
                    bytes.extend(pixel.iter().map(|&byte| byte.saturating_add(noise)));
                }
            }
        }
    }
    let [width, height] = image.size().sides().map(|side| side * TIMES);
    let size = Size::new(width, height);
    Image::new(size, Channels::Rgb, bytes).map_err(|error| Problem::new(error.to_string()))
}
