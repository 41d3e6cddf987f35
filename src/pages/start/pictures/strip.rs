//! Some images of a folder, small, as they will be seen.

use labelloom_engine::images::rgba;
use leptos::{prelude::*, task::spawn_local};

use super::decode::{Easel, decode};
use super::gather::Given;
use crate::components::{Canvas, Drawing};

/// Images that are shown at most.
const SHOWN: usize = 16;

/// Pixels of the page that each takes, and that its long side has for dense displays.
const PLACE: u32 = 64;
const SIDE: u32 = 2 * PLACE;

/// The strip. What can't be decoded is left out here, and told of when all are read.
#[component]
pub(super) fn Strip(images: Vec<Given>) -> impl IntoView {
    let shown = RwSignal::new_local(Vec::<(String, Drawing)>::new());
    // From all over, so that every folder is seen.
    let step = images.len().div_ceil(SHOWN).max(1);
    let some: Vec<Given> = images.into_iter().step_by(step).collect();
    spawn_local(async move {
        let Ok(easel) = Easel::new() else { return };
        for given in some {
            if let Ok(decoded) = decode(&given.file, SIDE, &easel).await {
                let [width, height] = decoded.image.size().sides();
                let drawing = Drawing {
                    width,
                    height,
                    rgba: rgba(&decoded.image).into(),
                };
                // The screen may be left by then.
                if shown
                    .try_update(|shown| shown.push((given.path, drawing)))
                    .is_none()
                {
                    return;
                }
            }
        }
    });
    let each = move || shown.get();
    view! {
        <ul class="pictures-strip" aria-label="Some of the images" data-testid="pictures-strip">
            <For each=each key=|(name, _)| name.clone() let((name, drawing))>
                <li><Canvas shown=Signal::derive_local(move || Some(drawing.clone())) side=PLACE name=name /></li>
            </For>
        </ul>
    }
}
