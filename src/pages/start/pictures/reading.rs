//! All images of a folder, decoded a few at a time and packed for the importer in the order of their names. What can't be
//! decoded is packed too, with the reason, so that the import tells of it.

use std::collections::VecDeque;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use labelloom_engine::images::pack;
use leptos::task::spawn_local;
use web_sys::{Blob, File};

use super::decode::{Decoded, Easel, decode};
use super::gather::Given;
use super::kinds;
use crate::browser::in_words;
use crate::worker::oneshot::{Receiver, oneshot};

/// Images that are decoded at once, so that the browser's decoders have work on several cores.
const AT_ONCE: usize = 4;

/// Bytes of files that are decoded at once; a larger one alone.
const AT_ONCE_BYTES: f64 = 24e6;

/// Bytes of a pack that are held before the browser is given them.
const PIECE_BYTES: usize = 4 << 20;

/// How images are read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Way {
    /// Pixels of the long side at most.
    pub(super) side: u32,
    /// Whether folders' names are labels.
    pub(super) folders: bool,
}

/// An image on its way.
struct Coming {
    given: Given,
    decoded: Receiver<Result<Decoded, String>>,
}

/// Packs images; `on_image` hears of each how many there are so far, of which could not be decoded, and says whether to
/// go on.
///
/// # Errors
/// What ended it, in words; an empty text where `on_image` did.
pub(super) async fn read(
    name: &str,
    images: Vec<Given>,
    way: Way,
    on_image: impl Fn(u32, u32) -> bool,
) -> Result<File, String> {
    let easel = Rc::new(Easel::new()?);
    let mut waiting: VecDeque<Given> = images.into();
    let mut coming = VecDeque::<Coming>::new();
    let mut packing = Packing::new(way);
    loop {
        while has_room(&coming, waiting.front()) {
            let Some(given) = waiting.pop_front() else { break };
            coming.push_back(begin(given, way.side, &easel));
        }
        let Some(next) = coming.pop_front() else { break };
        let decoded = next.decoded.await;
        packing.put(&next.given.path, decoded)?;
        if !on_image(packing.done, packing.refused) {
            return Err(String::new());
        }
    }
    packing.into_file(name)
}

fn has_room(coming: &VecDeque<Coming>, next: Option<&Given>) -> bool {
    let bytes: f64 = coming.iter().map(|coming| coming.given.file.size()).sum();
    next.is_some_and(|next| {
        coming.is_empty() || (coming.len() < AT_ONCE && bytes + next.file.size() <= AT_ONCE_BYTES)
    })
}

fn begin(given: Given, side: u32, easel: &Rc<Easel>) -> Coming {
    let (sender, decoded) = oneshot();
    let (file, easel) = (given.file.clone(), Rc::clone(easel));
    spawn_local(async move {
        sender.send(decode(&file, side, &easel).await);
    });
    Coming { given, decoded }
}

/// A pack as it is written: what is full is the browser's, outside of this program's memory.
struct Packing {
    way: Way,
    pieces: Array,
    bytes: Vec<u8>,
    done: u32,
    refused: u32,
}

impl Packing {
    fn new(way: Way) -> Self {
        let mut bytes = Vec::new();
        pack::begin(&mut bytes);
        Self {
            way,
            pieces: Array::new(),
            bytes,
            done: 0,
            refused: 0,
        }
    }

    fn put(&mut self, path: &str, decoded: Result<Decoded, String>) -> Result<(), String> {
        self.done += 1;
        let label = if self.way.folders { kinds::label(path) } else { "" };
        let put = match decoded {
            Ok(decoded) => pack::put(&mut self.bytes, path, label, decoded.original, &decoded.image),
            Err(reason) => {
                self.refused += 1;
                pack::put_refused(&mut self.bytes, path, &reason)
            }
        };
        put.map_err(|error| error.to_string())?;
        if self.bytes.len() >= PIECE_BYTES {
            self.hand_over()?;
        }
        Ok(())
    }

    fn hand_over(&mut self) -> Result<(), String> {
        let bytes = Uint8Array::from(self.bytes.as_slice());
        self.bytes.clear();
        let piece = Blob::new_with_u8_array_sequence(&Array::of1(&bytes));
        let piece = piece.map_err(|error| in_words(&error))?;
        self.pieces.push(&piece);
        Ok(())
    }

    fn into_file(mut self, name: &str) -> Result<File, String> {
        self.hand_over()?;
        File::new_with_blob_sequence(&self.pieces, name).map_err(|error| in_words(&error))
    }
}
