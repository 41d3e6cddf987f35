//! A folder of image files for scenarios: road signs as the engine draws them, a folder a kind.

use std::path::Path;

use labelloom_engine::images::drawn::{KINDS, signs};

use crate::{Problem, Result};

/// Writes so many signs as PNG files below a folder, `STOP/00.png` the first; one of the files is the answer.
pub fn write_signs(folder: &Path, count: usize) -> Result<Vec<u8>> {
    let mut last = Vec::new();
    for (at, sign) in signs(count, 3).into_iter().enumerate() {
        let kind = folder.join(KINDS[sign.kind]);
        std::fs::create_dir_all(&kind)?;
        let file = labelloom_images::encode_png(&sign.image);
        last = file.map_err(|error| Problem::new(error.to_string()))?;
        std::fs::write(kind.join(format!("{at:02}.png")), &last)?;
    }
    Ok(last)
}
