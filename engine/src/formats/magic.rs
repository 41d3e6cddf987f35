//! Files that hold no text, told by their first bytes whatever they are called.

use super::ImportError;

/// A kind of file: how it begins, what it is, and what to do with it.
struct Magic {
    offset: usize,
    bytes: &'static [u8],
    what: &'static str,
    remedy: &'static str,
}

const fn magic(bytes: &'static [u8], what: &'static str, remedy: &'static str) -> Magic {
    Magic {
        offset: 0,
        bytes,
        what,
        remedy,
    }
}

const UNPACK: &str = "Unpack it and import the file inside.";
const IMAGE: &str = "Import it with the folder that it is in, as images; or, for texts, choose a CSV, TSV, JSON, JSONL or text file.";
const TABLE: &str =
    "Write it as JSONL, for example with pandas: df.to_json(\"data.jsonl\", orient=\"records\", lines=True).";
const SHEET: &str = "Open it in the spreadsheet program and save the sheet as CSV (UTF-8).";
const WORDS: &str = "Save its text as a plain text file, one record a line.";
const OTHER: &str = "Choose a CSV, TSV, JSON, JSONL or text file.";

/// Longer beginnings before shorter ones that they begin with.
const MAGICS: &[Magic] = &[
    magic(b"\x89PNG", "a PNG image", IMAGE),
    magic(b"\xFF\xD8\xFF", "a JPEG image", IMAGE),
    magic(b"GIF87a", "a GIF image", IMAGE),
    magic(b"GIF89a", "a GIF image", IMAGE),
    Magic {
        offset: 8,
        bytes: b"WEBPVP8",
        what: "a WebP image",
        remedy: IMAGE,
    },
    magic(b"II*\0", "a TIFF image", IMAGE),
    magic(b"MM\0*", "a TIFF image", IMAGE),
    magic(b"%PDF-", "a PDF document", WORDS),
    magic(b"{\\rtf", "an RTF document", WORDS),
    magic(b"\x1F\x8B", "a gzip archive", UNPACK),
    magic(b"BZh91AY&SY", "a bzip2 archive", UNPACK),
    magic(b"\xFD7zXZ\0", "an xz archive", UNPACK),
    magic(b"7z\xBC\xAF\x27\x1C", "a 7-Zip archive", UNPACK),
    magic(b"\x28\xB5\x2F\xFD", "a Zstandard archive", UNPACK),
    magic(b"Rar!\x1A\x07", "a RAR archive", UNPACK),
    Magic {
        offset: 257,
        bytes: b"ustar",
        what: "a tar archive",
        remedy: UNPACK,
    },
    magic(b"PAR1", "a Parquet file", TABLE),
    magic(b"ARROW1", "an Arrow file", TABLE),
    magic(b"FEA1", "a Feather file", TABLE),
    magic(b"\x93NUMPY", "a NumPy array", TABLE),
    magic(b"\x89HDF\r\n", "an HDF5 file", TABLE),
    magic(b"SQLite format 3\0", "an SQLite database", TABLE),
    magic(b"Obj\x01", "an Avro file", TABLE),
    magic(b"\x80\x04\x95", "a Python pickle", TABLE),
    magic(
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        "an old Office document (.xls or .doc)",
        SHEET,
    ),
    magic(b"\0asm", "a WebAssembly program", OTHER),
    magic(b"\x7FELF", "a program", OTHER),
    Magic {
        offset: 4,
        bytes: b"ftyp",
        what: "a film",
        remedy: OTHER,
    },
];

/// What a ZIP file is, by the names of the files inside.
const ZIPS: &[Magic] = &[
    magic(b"xl/", "an Excel workbook (.xlsx)", SHEET),
    magic(b"word/", "a Word document (.docx)", WORDS),
    magic(
        b"opendocument.spreadsheet",
        "an OpenDocument spreadsheet (.ods)",
        SHEET,
    ),
    magic(b"opendocument.text", "an OpenDocument text (.odt)", WORDS),
    magic(b".npy", "a NumPy archive (.npz)", TABLE),
];

/// Refuses a file that holds no text.
pub(crate) fn refuse_binary(name: &str, head: &[u8]) -> Result<(), ImportError> {
    let found = match zip(head) {
        Some(zip) => Some(zip),
        None => MAGICS
            .iter()
            .find(|magic| begins(head, magic))
            .map(|magic| (magic.what, magic.remedy)),
    };
    match found {
        Some((what, remedy)) => Err(ImportError::new(format!("{} is {what}", shown(name)), remedy)),
        None => Ok(()),
    }
}

/// The file's name in a sentence.
pub(crate) fn shown(name: &str) -> String {
    if name.is_empty() {
        "This file".to_owned()
    } else {
        format!("\"{name}\"")
    }
}

fn begins(head: &[u8], magic: &Magic) -> bool {
    head.get(magic.offset..)
        .is_some_and(|from| from.starts_with(magic.bytes))
}

fn zip(head: &[u8]) -> Option<(&'static str, &'static str)> {
    if !head.starts_with(b"PK\x03\x04") && !head.starts_with(b"PK\x05\x06") {
        return None;
    }
    let inside = |magic: &&Magic| memchr::memmem::find(head, magic.bytes).is_some();
    let known = ZIPS.iter().find(inside).map(|magic| (magic.what, magic.remedy));
    Some(known.unwrap_or(("a ZIP archive", UNPACK)))
}
