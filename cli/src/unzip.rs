//! One member of a zip file, as numpy writes its NPZ files: stored or deflated, found by the central directory, its length
//! and checksum looked at. What a zip may hold besides is refused with words.

use labelloom_engine::error::Error;

use crate::crc32::crc32;

/// The bytes of a member.
///
/// # Errors
/// What is no zip file, lacks the member, is encrypted, packed otherwise, or damaged.
pub(crate) fn member(zip: &[u8], name: &str) -> Result<Vec<u8>, Error> {
    let entry = find(zip, name)?;
    if entry.flags & 1 == 1 {
        return Err(Error::new("The file is encrypted", "Save it without a password"));
    }
    let packed = entry.packed(zip)?;
    let bytes = match entry.method {
        0 => packed.to_vec(),
        8 => inflate(packed, entry.length)?,
        other => {
            let what = format!("Its member {name} is packed by method {other}");
            return Err(Error::new(
                what,
                "Save it by numpy.savez or numpy.savez_compressed",
            ));
        }
    };
    if bytes.len() != entry.length || crc32(&bytes) != entry.sum {
        return Err(damaged("its checksum is another one"));
    }
    Ok(bytes)
}

/// What the central directory says of a member.
struct Entry {
    flags: u16,
    method: u16,
    sum: u32,
    packed_length: usize,
    length: usize,
    offset: usize,
}

impl Entry {
    /// The packed bytes, behind the member's own header.
    fn packed<'z>(&self, zip: &'z [u8]) -> Result<&'z [u8], Error> {
        let header = zip
            .get(self.offset..)
            .ok_or_else(|| damaged("a member lies past its end"))?;
        if !header.starts_with(b"PK\x03\x04") {
            return Err(damaged("a member has no header"));
        }
        let behind = 30 + usize::from(u16_at(header, 26)?) + usize::from(u16_at(header, 28)?);
        let end = behind.checked_add(self.packed_length);
        end.and_then(|end| header.get(behind..end))
            .ok_or_else(|| damaged("a member is cut off"))
    }
}

/// Looks a member up in the central directory.
fn find(zip: &[u8], name: &str) -> Result<Entry, Error> {
    let end = zip.windows(4).rposition(|four| four == b"PK\x05\x06");
    let end = end.ok_or_else(|| {
        Error::new(
            "This is no NPZ file: it has no directory",
            "Save it by numpy.savez",
        )
    })?;
    let mut at = size(u32_at(zip, end + 16)?)?;
    let mut names = Vec::new();
    for _ in 0..u16_at(zip, end + 10)? {
        let entry = zip.get(at..).unwrap_or_default();
        if !entry.starts_with(b"PK\x01\x02") {
            return Err(damaged("its directory is cut off"));
        }
        let length = usize::from(u16_at(entry, 28)?);
        let found = entry
            .get(46..46 + length)
            .ok_or_else(|| damaged("its directory is cut off"))?;
        if found == name.as_bytes() {
            return Ok(Entry {
                flags: u16_at(entry, 8)?,
                method: u16_at(entry, 10)?,
                sum: u32_at(entry, 16)?,
                packed_length: size(u32_at(entry, 20)?)?,
                length: size(u32_at(entry, 24)?)?,
                offset: size(u32_at(entry, 42)?)?,
            });
        }
        names.push(String::from_utf8_lossy(found).trim_end_matches(".npy").to_owned());
        at += 46 + length + usize::from(u16_at(entry, 30)?) + usize::from(u16_at(entry, 32)?);
    }
    let array = name.trim_end_matches(".npy");
    let what = format!("There is no array {array} in the file, only {}", names.join(", "));
    Err(Error::new(
        what,
        format!("Save it by numpy.savez(file, {array}=votes)"),
    ))
}

fn inflate(packed: &[u8], length: usize) -> Result<Vec<u8>, Error> {
    miniz_oxide::inflate::decompress_to_vec_with_limit(packed, length)
        .map_err(|error| damaged(&format!("it can't be unpacked ({error})")))
}

/// A length or place. The largest 32-bit number stands for one that is written elsewhere, in files past 4 GB.
fn size(number: u32) -> Result<usize, Error> {
    if number == u32::MAX {
        return Err(Error::new(
            "The file is larger than 4 GB",
            "Split the votes into several files",
        ));
    }
    Ok(number as usize)
}

fn u16_at(bytes: &[u8], at: usize) -> Result<u16, Error> {
    let two = bytes.get(at..).and_then(<[u8]>::first_chunk::<2>);
    two.map(|two| u16::from_le_bytes(*two))
        .ok_or_else(|| damaged("it is cut off"))
}

fn u32_at(bytes: &[u8], at: usize) -> Result<u32, Error> {
    let four = bytes.get(at..).and_then(<[u8]>::first_chunk::<4>);
    four.map(|four| u32::from_le_bytes(*four))
        .ok_or_else(|| damaged("it is cut off"))
}

fn damaged(what: &str) -> Error {
    Error::new(format!("The NPZ file is damaged: {what}"), "Save it again")
}
