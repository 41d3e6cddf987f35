//! The two files of a propagation: `neighbors.csv` becomes edges, `seeds.csv` seeds.

use std::collections::BTreeSet;
use std::path::Path;

use labelloom_engine::error::Error;
use labelloom_engine::graph::edges::{Edges, Link};
use labelloom_engine::num::{count, grouped};
use labelloom_engine::propagation::{Origin, Seed, Seeds};

use crate::columns;
use crate::failure::{Result, say};

/// The graph of neighbour lists. For methods on lists that lead one way each record is its own neighbour too, and all
/// weights are 1.
pub(crate) fn read_graph(path: &Path, records: usize, is_directed: bool) -> Result<Edges> {
    let mut links = Vec::new();
    let mut own = 0;
    columns::read(
        path,
        ["record", "neighbor", "similarity"],
        |[from, to, similarity]| {
            let link = Link {
                from: number(from, records, "record")?,
                to: number(to, records, "record")?,
                similarity: above_zero(similarity, "similarity")?,
            };
            if link.from == link.to {
                own += 1;
            } else {
                links.push(link);
            }
            Ok(())
        },
    )?;
    if own > 0 {
        let path = path.display();
        say(&format!(
            "{path}: {own} records are their own neighbours, which says nothing; left out"
        ));
    }
    if !is_directed {
        return Ok(Edges::union(records, &links)?);
    }
    links.iter_mut().for_each(|link| link.similarity = 1.0);
    links.extend((0..count(records)).map(|record| Link {
        from: record,
        to: record,
        similarity: 1.0,
    }));
    Ok(Edges::directed(records, &links)?)
}

/// The seeds, of weight 1.
pub(crate) fn read_seeds(path: &Path, records: usize, labels: usize) -> Result<Seeds> {
    let mut seeds = Seeds::new(records, labels);
    let mut seen = BTreeSet::new();
    let mut repeated = 0;
    columns::read(path, ["record", "label"], |[record, label]| {
        let record = number(record, records, "record")?;
        let label = number(label, labels, "label")?;
        repeated += u32::from(!seen.insert((record, label)));
        seeds.put(Seed {
            record,
            label,
            origin: Origin::Gold,
            weight: 1.0,
        })
    })?;
    if repeated > 0 {
        let path = path.display();
        say(&format!(
            "{path}: {repeated} lines repeat a seed; each counts once"
        ));
    }
    Ok(seeds)
}

fn number(cell: &str, bound: usize, noun: &str) -> std::result::Result<u32, Error> {
    let remedy = || match bound {
        0 => format!("There are no {noun}s"),
        _ => format!("Write a {noun} from 0 to {}", bound - 1),
    };
    let Ok(number) = cell.parse::<u64>() else {
        return Err(Error::new(format!("{cell:?} is no {noun}'s number"), remedy()));
    };
    match u32::try_from(number) {
        Ok(small) if (small as usize) < bound => Ok(small),
        _ => {
            let what = format!("There is no {noun} {number} among {}", grouped(bound as u64));
            Err(Error::new(what, remedy()))
        }
    }
}

fn above_zero(cell: &str, noun: &str) -> std::result::Result<f64, Error> {
    match cell.parse::<f64>() {
        Ok(number) if number > 0.0 && number.is_finite() => Ok(number),
        _ => Err(Error::new(
            format!("{cell:?} is no {noun} above 0"),
            "Leave out neighbours that are not alike",
        )),
    }
}
