//! The files that were dropped or chosen: folders are walked through, names sorted, images told from all else.

use js_sys::{Array, Function, Promise, Reflect};
use labelloom_engine::images::Format;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{File, FileSystemDirectoryEntry, FileSystemEntry, FileSystemFileEntry};

use super::kinds::{self, Kind};
use crate::browser::{files, in_words};

/// Most files that are looked at: what is dropped by mistake, as a whole disk, ends in words.
const MOST_FILES: usize = 200_000;

/// Bytes that tell what a file is.
const HEAD_BYTES: u64 = 16;

/// Files whose names do not say that they are images, and whose first bytes are looked at.
const MOST_HEADS: usize = 2_000;

/// A file with its path.
#[derive(Clone)]
pub(super) struct Given {
    /// Below what was dropped; folders stand before slashes.
    pub(super) path: String,
    pub(super) file: File,
}

/// What was found.
#[derive(Clone, Default)]
pub(super) struct Found {
    /// The folder around everything; empty where there is none.
    pub(super) root: String,
    /// Images, by their paths.
    pub(super) images: Vec<Given>,
    /// Files that are no images.
    pub(super) others: Vec<Given>,
    /// Paths of files that are hidden.
    pub(super) hidden: Vec<String>,
}

impl Found {
    /// Bytes of all images.
    pub(super) fn bytes(&self) -> f64 {
        self.images.iter().map(|given| given.file.size()).sum()
    }
}

/// Looks through what was dropped.
pub(super) async fn gather(dropped: &Array) -> Result<Found, String> {
    let mut all = walk(dropped).await?;
    let root = kinds::root(all.iter().map(|given| given.path.as_str())).map(str::to_owned);
    if let Some(root) = &root {
        let begin = root.len() + 1;
        all.iter_mut()
            .for_each(|given| given.path = given.path.split_off(begin));
    }
    all.sort_by(|one, other| one.path.cmp(&other.path));
    let mut found = Found {
        root: root.unwrap_or_default(),
        ..Found::default()
    };
    for given in all {
        match kinds::kind(&given.path) {
            Kind::Hidden => found.hidden.push(given.path),
            Kind::Image => found.images.push(given),
            Kind::Other => found.others.push(given),
        }
    }
    look_closer(&mut found).await;
    Ok(found)
}

/// An image may be called anything: the first bytes tell.
async fn look_closer(found: &mut Found) {
    if found.others.len() > MOST_HEADS {
        return;
    }
    let mut others = Vec::new();
    let before = found.images.len();
    let mut head = Vec::new();
    for given in std::mem::take(&mut found.others) {
        head.clear();
        // A file that can't be read is none of the images.
        let read = files::read(&given.file, 0, HEAD_BYTES, &mut head).await;
        if read.is_ok() && Format::of(&head).is_some() {
            found.images.push(given);
        } else {
            others.push(given);
        }
    }
    found.others = others;
    if found.images.len() > before {
        found.images.sort_by(|one, other| one.path.cmp(&other.path));
    }
}

/// All files, those of folders too.
async fn walk(dropped: &Array) -> Result<Vec<Given>, String> {
    let mut all = Vec::new();
    let mut open: Vec<JsValue> = dropped.iter().collect();
    while let Some(next) = open.pop() {
        if all.len() + open.len() > MOST_FILES {
            return Err(format!(
                "There are more than {MOST_FILES} files in what you dropped; nothing was read"
            ));
        }
        match next.dyn_into::<File>() {
            Ok(file) => all.push(Given {
                path: path_of(&file),
                file,
            }),
            Err(entry) => {
                let entry: FileSystemEntry = entry.unchecked_into();
                let looked = look_into(&entry, &mut all, &mut open).await;
                looked
                    .map_err(|error| format!("{} can't be read: {}", entry.full_path(), in_words(&error)))?;
            }
        }
    }
    Ok(all)
}

/// Files that were chosen as a folder know where in it they lie.
fn path_of(file: &File) -> String {
    let path = Reflect::get(file, &"webkitRelativePath".into());
    let path = path.ok().and_then(|path| path.as_string());
    path.filter(|path| !path.is_empty())
        .unwrap_or_else(|| file.name())
}

async fn look_into(
    entry: &FileSystemEntry,
    all: &mut Vec<Given>,
    open: &mut Vec<JsValue>,
) -> Result<(), JsValue> {
    // Not every browser has names for what entries are.
    if entry.is_file() {
        let file: &FileSystemFileEntry = entry.unchecked_ref();
        let file = called(|done, failed| file.file_with_callback_and_callback(done, failed)).await?;
        all.push(Given {
            path: entry.full_path().trim_start_matches('/').to_owned(),
            file: file.dyn_into()?,
        });
    } else {
        let folder: &FileSystemDirectoryEntry = entry.unchecked_ref();
        let reader = folder.create_reader();
        // A reader hands over a hundred entries at a time, and none at the end.
        loop {
            let some = called(|done, failed| {
                // What can't be begun is told by the other callback.
                let _ = reader.read_entries_with_callback_and_callback(done, failed);
            });
            let some: Array = some.await?.dyn_into()?;
            if some.length() == 0 {
                break;
            }
            open.extend(some.iter());
        }
    }
    Ok(())
}

/// Waits for what answers by one of two callbacks.
async fn called(begin: impl FnOnce(&Function, &Function)) -> Result<JsValue, JsValue> {
    let mut begin = Some(begin);
    let promise = Promise::new(&mut |done, failed| {
        if let Some(begin) = begin.take() {
            begin(&done, &failed);
        }
    });
    JsFuture::from(promise).await
}
