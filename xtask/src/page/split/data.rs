//! The constants that go to parts. The first load leaves their bytes out; a part writes its own where they belong when
//! it is loaded.

use std::ops::Range;

use wasm_encoder::{ConstExpr, DataSection};

use super::links::Links;
use super::module::{Code, Result, error};
use super::plan::{Home, Plan};

/// A new segment is written for a gap of more bytes than this: it costs about as many.
const GAP: u32 = 8;

/// Runs of bytes that go to parts, by address, none overlapping another.
pub(super) struct Moved {
    runs: Vec<(Range<u32>, usize)>,
}

impl Moved {
    /// What can move: constants that a part alone refers to, byte by byte, since names may share bytes.
    pub(super) fn of(links: &Links, plan: &Plan) -> Self {
        let end = links
            .data
            .iter()
            .map(|datum| datum.addresses.end)
            .max()
            .unwrap_or(0);
        let start = links
            .data
            .iter()
            .map(|datum| datum.addresses.start)
            .min()
            .unwrap_or(end);
        let mut owners: Vec<Option<Home>> = vec![None; (end - start) as usize];
        for (datum, &home) in links.data.iter().zip(&plan.data) {
            let home = if datum.is_constant { home } else { Home::Main };
            let bytes = (datum.addresses.start - start) as usize..(datum.addresses.end - start) as usize;
            for owner in &mut owners[bytes] {
                let shared = owner.is_some_and(|owner| owner != home);
                *owner = Some(if shared { Home::Main } else { home });
            }
        }
        let mut runs = Vec::new();
        let mut at = start;
        for run in owners.chunk_by(|a, b| a == b) {
            let next = at + u32::try_from(run.len()).unwrap_or(u32::MAX);
            if let Some(Home::Part(part)) = run[0] {
                runs.push((at..next, part));
            }
            at = next;
        }
        Self { runs }
    }

    /// Where the bytes of a part stand; short gaps between them are written over with what stands there anyway.
    fn of_part(&self, part: usize) -> Vec<Range<u32>> {
        let own = self.runs.iter().filter(|&&(_, of)| of == part);
        joined(own.map(|(run, _)| run.clone()))
    }

    /// Where the bytes of a segment stand that stay; short gaps between them are left full.
    fn left_of(&self, segment: Range<u32>) -> Vec<Range<u32>> {
        let mut left = Vec::new();
        let mut at = segment.start;
        for (gone, _) in &self.runs {
            if gone.start >= at && gone.end <= segment.end {
                left.push(at..gone.start);
                at = gone.end;
            }
        }
        left.push(at..segment.end);
        joined(left.into_iter().filter(|run| !run.is_empty()))
    }

    /// The data of the first load.
    pub(super) fn write_first(&self, code: &Code<'_>) -> DataSection {
        let mut data = DataSection::new();
        for segment in &code.segments {
            for run in self.left_of(segment.addresses()) {
                put(&mut data, &run, segment.bytes(&run));
            }
        }
        data
    }

    /// The data of a part.
    pub(super) fn write_part(&self, code: &Code<'_>, part: usize) -> Result<DataSection> {
        let mut data = DataSection::new();
        for run in self.of_part(part) {
            let holds = |addresses: Range<u32>| addresses.start <= run.start && run.end <= addresses.end;
            let segment = code.segments.iter().find(|segment| holds(segment.addresses()));
            let segment = segment.ok_or_else(|| error("a constant is not in the data"))?;
            put(&mut data, &run, segment.bytes(&run));
        }
        Ok(data)
    }

    /// How many bytes go to a part.
    pub(super) fn count(&self, part: usize) -> u32 {
        let own = self.runs.iter().filter(|&&(_, of)| of == part);
        own.map(|(run, _)| run.end - run.start).sum()
    }
}

fn put(data: &mut DataSection, run: &Range<u32>, bytes: &[u8]) {
    data.active(
        0,
        &ConstExpr::i32_const(run.start.cast_signed()),
        bytes.iter().copied(),
    );
}

fn joined(runs: impl Iterator<Item = Range<u32>>) -> Vec<Range<u32>> {
    let mut joined: Vec<Range<u32>> = Vec::new();
    for run in runs {
        match joined.last_mut() {
            Some(last) if run.start - last.end <= GAP => last.end = run.end,
            _ => joined.push(run),
        }
    }
    joined
}
