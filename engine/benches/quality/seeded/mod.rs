//! How good labels are that come from a few seeds: propagation on several graphs, and scikit-learn's peers on the same
//! seeds.
//!
//! The sets (`../shared/data`, beside the repository) are digits, TREC, SMS and the domains of CLINC150. Seeds are 1 % and
//! 5 % of each label's records, at least one, drawn five times; figures are of all other records, the mean of the five
//! draws and their standard deviation. A record that nothing labels counts as 1/k right; scikit-learn never leaves one.
//!
//! `quality seeded cases FOLDER` writes sets and seeds, `xtask/peers/seeded_quality.py` answers, and `quality seeded
//! FOLDER` sets the answers beside.

mod candidates;
mod draws;
mod figures;
pub(crate) mod graphs;
mod peers;
mod recall;
pub(crate) mod sets;
mod table;

use std::path::Path;

use self::draws::Draw;
use self::graphs::Graphs;
use self::sets::SeededSet;
use crate::Outcome;

/// Writes what the peers are to label.
pub(crate) fn write_cases(folder: &Path) -> Outcome<()> {
    std::fs::create_dir_all(folder)?;
    for set in SeededSet::all()? {
        peers::write(&set, &Draw::all(&set), folder)?;
    }
    Ok(())
}

/// All tables; with the peers' answers where these are in a folder.
pub(crate) fn report(found: Option<&Path>) -> Outcome<()> {
    if found.is_none() {
        println!("\nscikit-learn itself was not run: `cargo xtask bench --quality` sets it beside.");
    }
    let mut recalls = Vec::new();
    for set in SeededSet::all()? {
        let draws = Draw::all(&set);
        let graphs = Graphs::of(&set)?;
        recalls.extend(recall::measure(&set)?);
        let mut rows = candidates::rows(&set, &graphs, &draws)?;
        if let Some(folder) = found {
            rows.extend(peers::rows(&set, &draws, folder)?);
        }
        table::print(&set, &rows);
    }
    recall::print(&recalls);
    Ok(())
}
