//! Generated texts: words of a few letters, common ones often, about a hundred bytes a record. The same every time.

use std::io::Write;
use std::path::{Path, PathBuf};

use labelloom_browser::Result;

/// Different words.
const WORDS: u64 = 50_000;
const WORDS_PER_RECORD: u32 = 16;

/// A file of records.
pub(crate) struct File {
    /// Where it lies.
    pub(crate) path: PathBuf,
    /// All of it.
    pub(crate) bytes: u64,
    /// The texts alone.
    pub(crate) text_bytes: u64,
}

/// Writes a CSV file of so many records.
pub(crate) fn write(records: u32) -> Result<File> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../target/browser");
    std::fs::create_dir_all(&folder)?;
    let path = folder.join(format!("bench-{records}.csv"));
    let mut file = std::io::BufWriter::new(std::fs::File::create(&path)?);
    writeln!(file, "id,text")?;
    let mut draw = 88_172_645_463_325_252;
    let mut text_bytes = 0;
    for record in 0..records {
        write!(file, "{record},")?;
        for at in 0..WORDS_PER_RECORD {
            let space = if at == 0 { "" } else { " " };
            let word = word(rank(&mut draw));
            text_bytes += (space.len() + word.len()) as u64;
            write!(file, "{space}{word}")?;
        }
        writeln!(file)?;
    }
    file.flush()?;
    drop(file);
    let bytes = std::fs::metadata(&path)?.len();
    Ok(File {
        path,
        bytes,
        text_bytes,
    })
}

/// A word of a rank: consonants and vowels in turn, short for common words.
pub(crate) fn word(rank: u64) -> String {
    const CONSONANTS: &[u8; 16] = b"bcdfghklmnprstvz";
    const VOWELS: &[u8; 5] = b"aeiou";
    let mut rest = rank + 80;
    let mut word = String::new();
    while rest > 0 {
        word.push(char::from(CONSONANTS[usize::try_from(rest % 16).unwrap_or(0)]));
        rest /= 16;
        word.push(char::from(VOWELS[usize::try_from(rest % 5).unwrap_or(0)]));
        rest /= 5;
    }
    word
}

/// A rank with a chance of about one in its size, as in natural text.
fn rank(draw: &mut u64) -> u64 {
    *draw ^= *draw << 13;
    *draw ^= *draw >> 7;
    *draw ^= *draw << 17;
    // The product of two even draws falls as Zipf's law does.
    let (one, other) = (*draw >> 32, *draw & 0xffff_ffff);
    let part = (one * other) >> 32;
    (((part * part) >> 32) * WORDS) >> 32
}
