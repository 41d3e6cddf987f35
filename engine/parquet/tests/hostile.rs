//! Files cut anywhere and spoilt anywhere: an error in words or rows, never a panic, and no memory but for what is there.

mod support;

use labelloom_parquet::{Bytes, Wanted};
use proptest::prelude::*;

const NAMES: [&str; 7] = [
    "kinds",
    "rows-pages-v2",
    "rows-deltas",
    "rows-polars",
    "huggingface",
    "embeddings",
    "rows-lz4",
];

fn read(file: Vec<u8>, wanted: &Wanted) {
    if let Err(refused) = support::all(Box::new(Bytes(file)), wanted) {
        assert!(!refused.what.is_empty() && !refused.remedy.is_empty());
    }
}

fn wanted(number: usize) -> Wanted {
    [Wanted::Preview, Wanted::Table, Wanted::Numbers(None)][number % 3].clone()
}

#[test]
fn a_file_that_is_cut_is_refused() {
    for name in NAMES {
        let whole = support::bytes(&format!("{name}.parquet"));
        for end in (0..whole.len()).step_by(97).chain(whole.len() - 40..whole.len()) {
            let cut = Bytes(whole[..end].to_vec());
            assert!(
                support::all(Box::new(cut), &Wanted::Table).is_err(),
                "{name} cut at {end}"
            );
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn spoilt_bytes_are_an_error_or_other_rows(
        name in 0..NAMES.len(),
        spoilt in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..6),
        kind in 0..3usize,
    ) {
        let mut file = support::bytes(&format!("{}.parquet", NAMES[name]));
        let length = file.len();
        for (at, byte) in spoilt {
            file[at.index(length)] = byte;
        }
        read(file, &wanted(kind));
    }

    #[test]
    fn a_spoilt_footer_is_an_error_or_other_rows(
        name in 0..NAMES.len(),
        spoilt in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        kind in 0..3usize,
    ) {
        let mut file = support::bytes(&format!("{}.parquet", NAMES[name]));
        let end = file.len() - 8;
        let length = u32::from_le_bytes(file[end..end + 4].try_into().unwrap()) as usize;
        for (at, byte) in spoilt {
            file[end - length + at.index(length)] = byte;
        }
        read(file, &wanted(kind));
    }
}
