//! Folders of image files: which are in them, and how they become a pack that the importer reads.

use std::io::Read;
use std::path::{Path, PathBuf};

use labelloom_engine::error::Error;
use labelloom_engine::images::{Image, pack, smaller};
use labelloom_engine::num::grouped;

use crate::failure::{Failure, Result, say};

/// The endings of files that are read.
const ENDINGS: [&str; 4] = ["png", "jpg", "jpeg", "webp"];

/// A file in a folder.
pub(crate) struct Picture {
    /// Its path in the folder, with `/` between folders.
    pub(crate) id: String,
    /// The name of its own folder in the folder, if it is in one.
    pub(crate) label: Option<String>,
    /// Where it is.
    pub(crate) path: PathBuf,
}

/// What is in a folder and its folders.
pub(crate) struct Folder {
    /// Its images, by their paths.
    pub(crate) pictures: Vec<Picture>,
    /// Files of other endings, which are passed over; hidden ones don't count.
    pub(crate) others: u64,
}

impl Folder {
    /// Looks through a folder.
    pub(crate) fn read(folder: &Path) -> Result<Self> {
        let mut found = Self {
            pictures: Vec::new(),
            others: 0,
        };
        let mut open = vec![(folder.to_owned(), String::new())];
        while let Some((directory, inside)) = open.pop() {
            let entries = std::fs::read_dir(&directory).map_err(|error| Failure::file(&directory, &error))?;
            for entry in entries {
                let entry = entry.map_err(|error| Failure::file(&directory, &error))?;
                let name = entry.file_name().to_string_lossy().into_owned();
                // A link to a folder may lead round in circles.
                let is_folder = entry.file_type().is_ok_and(|kind| kind.is_dir());
                match () {
                    () if name.starts_with('.') => {}
                    () if is_folder => open.push((entry.path(), format!("{inside}{name}/"))),
                    () => found.put(&inside, &name, entry.path()),
                }
            }
        }
        if found.pictures.is_empty() {
            let error = Error::new(
                "No PNG, JPEG or WebP image is in the folder",
                "Name the folder that holds them",
            );
            return Err(error.at(folder.display().to_string()).into());
        }
        found.pictures.sort_by(|one, other| one.id.cmp(&other.id));
        Ok(found)
    }

    fn put(&mut self, inside: &str, name: &str, path: PathBuf) {
        let ending = Path::new(name)
            .extension()
            .map(|ending| ending.to_ascii_lowercase());
        if !ending.is_some_and(|ending| ENDINGS.iter().any(|known| ending == *known)) {
            self.others += 1;
            return;
        }
        let own_folder = inside.trim_end_matches('/').rsplit('/').next();
        self.pictures.push(Picture {
            id: format!("{inside}{name}"),
            label: own_folder.filter(|name| !name.is_empty()).map(str::to_owned),
            path,
        });
    }
}

impl Picture {
    /// Its pixels.
    pub(crate) fn decode(&self) -> std::result::Result<Image, Error> {
        let at_file = |error: Error| error.at(self.path.display().to_string());
        let bytes = std::fs::read(&self.path).map_err(|error| {
            at_file(Error::new(
                error.to_string(),
                "Check the file and its permissions",
            ))
        })?;
        labelloom_images::decode(&bytes).map_err(at_file)
    }

    /// Appends it to a pack, its longer side no longer than that; what can't be decoded with the reason.
    pub(crate) fn pack(&self, side: u32, into: &mut Vec<u8>) -> std::result::Result<(), Error> {
        let label = self.label.as_deref().unwrap_or_default();
        match self.decode() {
            Ok(image) => pack::put(into, &self.id, label, image.size(), &smaller(&image, side))?,
            Err(error) => {
                let reason = format!("{}. {}.", error.what, error.remedy);
                pack::put_refused(into, &self.id, &reason)?;
            }
        }
        Ok(())
    }
}

/// A folder's images as a pack, which is made while it is read.
pub(crate) struct Packing {
    pictures: std::vec::IntoIter<Picture>,
    side: u32,
    made: std::io::Cursor<Vec<u8>>,
}

impl Packing {
    /// The images of a folder, none longer or higher than that.
    pub(crate) fn new(folder: &Path, side: u32) -> Result<Self> {
        let Folder { pictures, others } = Folder::read(folder)?;
        if others > 0 {
            let files = if others == 1 {
                "1 file is"
            } else {
                &format!("{} files are", grouped(others))
            };
            say(&format!(
                "{}: {files} no PNG, JPEG or WebP by the name, and passed over",
                folder.display()
            ));
        }
        let mut made = Vec::new();
        pack::begin(&mut made);
        Ok(Self {
            pictures: pictures.into_iter(),
            side,
            made: std::io::Cursor::new(made),
        })
    }
}

impl Read for Packing {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        loop {
            let length = self.made.read(into)?;
            if length > 0 || into.is_empty() {
                return Ok(length);
            }
            let Some(picture) = self.pictures.next() else {
                return Ok(0);
            };
            let mut made = std::mem::take(self.made.get_mut());
            made.clear();
            picture
                .pack(self.side, &mut made)
                .map_err(std::io::Error::other)?;
            self.made = std::io::Cursor::new(made);
        }
    }
}
