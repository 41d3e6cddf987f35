//! Variants of images: a folder of files, or a batch of CIFAR-10, to a folder of PNG files with their `variants.jsonl`.

use std::io::Read as _;
use std::path::Path;

use labelloom_engine::augment::image::policies::Recipe;
use labelloom_engine::augment::image::{Parent, Variants, write};
use labelloom_engine::error::Error;
use labelloom_engine::images::{Image, cifar};
use labelloom_engine::num::grouped;

use super::{Augment, counted};
use crate::failure::{Failure, Result, say};
use crate::pictures::{Folder, Picture};
use crate::rules;

/// Bytes of pixels that are held at once where images are mixed.
const MOST_BYTES: usize = 2 << 30;

/// An image of the data; that of a file is read when it is needed.
pub(super) struct Source {
    pub(super) id: String,
    label: Option<String>,
    place: Place,
}

enum Place {
    File(Picture),
    Held(Image),
}

/// Whether data is a folder, or a file that may be a batch of CIFAR-10.
pub(super) fn are_at(data: &Path) -> bool {
    data.is_dir()
        || data
            .extension()
            .is_some_and(|ending| ending.eq_ignore_ascii_case("bin"))
}

pub(super) fn run(command: &Augment, policy: &Path) -> Result<()> {
    let Some(folder) = command.output.path() else {
        return Err(Failure::usage(
            "variants of images go into a folder: name it with -o",
        ));
    };
    if command.rules.is_some() {
        return Err(Failure::usage("--rules is for texts: rules read no images"));
    }
    let bytes = std::fs::read(policy).map_err(|error| Failure::file(policy, &error))?;
    let recipe = Recipe::read(&bytes).map_err(|error| rules::in_file(policy, error))?;
    let mut sources = sources(&command.data)?;
    let count = sources.len();
    if recipe.takes_partners() {
        hold(&mut sources)?;
    }
    let mut writing = Writing {
        command,
        recipe: &recipe,
        folder,
        lines: Vec::new(),
        counts: [0; 3],
    };
    let mut held: Vec<Parent<'_>> = sources.iter().filter_map(Source::held).collect();
    held.sort_unstable_by_key(|parent| parent.id);
    for source in &sources {
        match &source.place {
            Place::Held(image) => writing.variants(&source.parent(image), &held)?,
            Place::File(file) => match file.decode() {
                Ok(image) => writing.variants(&source.parent(&image), &held)?,
                Err(error) => writing.leave_out(&error),
            },
        }
    }
    let lines = folder.join("variants.jsonl");
    std::fs::write(&lines, &writing.lines).map_err(|error| Failure::file(&lines, &error))?;
    writing.tell(count)
}

/// The images of a folder or a batch.
pub(super) fn sources(data: &Path) -> Result<Vec<Source>> {
    if data.is_dir() { files(data) } else { batch(data) }
}

impl Source {
    fn of_file(file: Picture) -> Self {
        Self {
            id: file.id.clone(),
            label: file.label.clone(),
            place: Place::File(file),
        }
    }

    /// The image.
    pub(super) fn image(&self) -> std::result::Result<Image, Error> {
        match &self.place {
            Place::File(file) => file.decode(),
            Place::Held(image) => Ok(image.clone()),
        }
    }

    fn parent<'a>(&'a self, image: &'a Image) -> Parent<'a> {
        Parent {
            id: &self.id,
            label: self.label.as_deref(),
            image,
        }
    }

    fn held(&self) -> Option<Parent<'_>> {
        match &self.place {
            Place::Held(image) => Some(self.parent(image)),
            Place::File(_) => None,
        }
    }
}

/// Reads all files, for partners; those that can't be read stay, to be told of in their turn.
fn hold(sources: &mut [Source]) -> Result<()> {
    let mut bytes = 0;
    for source in sources {
        if let Place::File(file) = &source.place
            && let Ok(image) = file.decode()
        {
            bytes += image.bytes().len();
            if bytes > MOST_BYTES {
                let what = "Mixing wants all images in memory, and these take more than 2,048 MB";
                return Err(
                    Error::new(what, "Make them smaller, or leave out the operations that mix").into(),
                );
            }
            source.place = Place::Held(image);
        }
    }
    Ok(())
}

/// The images in a folder and its folders; a path in the folder is the image's id.
fn files(folder: &Path) -> Result<Vec<Source>> {
    let pictures = Folder::read(folder)?.pictures.into_iter();
    Ok(pictures.map(Source::of_file).collect())
}

/// The images of a batch, whose ids are their numbers from 1, as in a project of it.
fn batch(path: &Path) -> Result<Vec<Source>> {
    let failed = |error| Failure::file(path, &error);
    let mut file = std::fs::File::open(path).map_err(failed)?;
    let (mut batch, mut sources, mut piece) = (cifar::Batch::default(), Vec::new(), vec![0; 1 << 20]);
    let at_file = |error: Error| {
        let place = if error.place.is_empty() {
            String::new()
        } else {
            format!(", {}", error.place)
        };
        error.at(format!("{}{place}", path.display()))
    };
    loop {
        let length = file.read(&mut piece).map_err(failed)?;
        if length == 0 {
            batch.finish().map_err(at_file)?;
            return Ok(sources);
        }
        let push = |record: cifar::Record| {
            let label = Some(record.class_name().to_owned());
            sources.push(Source {
                id: (sources.len() + 1).to_string(),
                label,
                place: Place::Held(record.image),
            });
        };
        batch.push(&piece[..length], push).map_err(at_file)?;
    }
}

/// Writes an image to a file of a folder.
pub(super) fn png(folder: &Path, file: &str, image: &Image) -> Result<()> {
    let path = folder.join(file);
    let bytes = labelloom_images::encode_png(image)?;
    let directory = path.parent().unwrap_or(folder);
    std::fs::create_dir_all(directory).map_err(|error| Failure::file(directory, &error))?;
    std::fs::write(&path, bytes).map_err(|error| Failure::file(&path, &error))
}

/// What is being written.
struct Writing<'a> {
    command: &'a Augment,
    recipe: &'a Recipe,
    folder: &'a Path,
    lines: Vec<u8>,
    /// Variants written and left out, and images left out.
    counts: [usize; 3],
}

impl Writing<'_> {
    fn variants(&mut self, parent: &Parent<'_>, held: &[Parent<'_>]) -> Result<()> {
        for variant in Variants::new(self.recipe, self.command.seed).of(parent, held)? {
            if !write::is_wanted(self.recipe, &variant, self.command.keep_unchanged) {
                self.counts[1] += 1;
                continue;
            }
            let file = format!("{}.png", write::id(parent, &variant));
            png(self.folder, &file, &variant.image)?;
            write::line(&mut self.lines, self.command.seed, parent, &variant, &file);
            self.counts[0] += 1;
        }
        Ok(())
    }

    fn leave_out(&mut self, error: &Error) {
        say(&format!("left out: {error}"));
        self.counts[2] += 1;
    }

    fn tell(&self, images: usize) -> Result<()> {
        let [written, unchanged, unread] = self.counts;
        if unread == images {
            return Err(Error::new("No image could be read", "See what was said of each").into());
        }
        say(&format!(
            "{} of {} images",
            counted(written, "variant"),
            grouped((images - unread) as u64)
        ));
        if unchanged > 0 {
            let which = if unchanged == 1 {
                "is equal to its image and"
            } else {
                "are equal to their image and"
            };
            say(&format!(
                "{} {which} left out: --keep-unchanged writes them too",
                counted(unchanged, "variant")
            ));
        }
        Ok(())
    }
}
