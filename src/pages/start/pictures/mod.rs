//! Images: the one screen between a folder of files and its project. What was found is told, how large images are kept and
//! whether folders' names are labels is asked, and one button decodes and imports.

mod decode;
mod gather;
mod kinds;
mod reading;
mod screen;
mod strip;

use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;

use self::gather::{Found, gather};
use self::screen::Screen;
use crate::actions::import::open_file;
use crate::state::{Bench, use_bench};
use crate::worker::protocol::Problem;

/// Shows the screen for what was dropped. A door of the part `pages`.
#[inline(never)]
pub(super) fn door() -> AnyView {
    let bench = use_bench();
    let found = RwSignal::new_local(None::<Found>);
    // Other files may be dropped while these are looked at.
    Effect::new(move || {
        let dropped = bench.dropped.get();
        found.set(None);
        if let Some(dropped) = dropped {
            spawn_local(look(bench, dropped, found));
        }
    });
    let view = move || match found.get() {
        Some(found) => view! { <Screen found=found /> }.into_any(),
        None => view! { <p class="part-coming" role="status">"Looking through the files…"</p> }.into_any(),
    };
    view.into_any()
}

/// Looks through what was dropped. Without an image in it, it is a file as any other.
async fn look(bench: Bench, dropped: Array, shown: RwSignal<Option<Found>, LocalStorage>) {
    let found = gather(&dropped).await;
    // Other files were dropped meanwhile.
    if bench.dropped.get_untracked().as_ref() != Some(&dropped) {
        return;
    }
    match found {
        Ok(found) if found.images.is_empty() => {
            bench.dropped.set(None);
            take_one(bench, &found);
        }
        Ok(found) => {
            // The start page may be left by then.
            drop(shown.try_set(Some(found)));
        }
        Err(error) => {
            bench.dropped.set(None);
            bench.tell_problem(Problem::new(error, "Drop the folder of images itself."));
        }
    }
}

/// Opens the first file where none is an image, and says that it is one file of several.
fn take_one(bench: Bench, found: &Found) {
    match found.others.as_slice() {
        [] => bench.tell_problem(Problem::new(
            "There is no file in what you dropped but hidden ones",
            "Drop a folder with PNG, JPEG, WebP or GIF images, or a file of texts.",
        )),
        [first, rest @ ..] => {
            if !rest.is_empty() {
                bench.tell(format!(
                    "None of the {} files is an image. Of texts one file is read at a time: this is {}.",
                    found.others.len(),
                    first.path
                ));
            }
            open_file(bench, first.file.clone());
        }
    }
}
