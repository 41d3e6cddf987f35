//! The map as it stands: what is on it, what of it is seen, and what the pointer and the keys are at. It draws at most
//! once a frame of the screen, and only where something changed.

use std::{cell::RefCell, rc::Rc};

use labelloom_engine::session::augment::VariantRef;
use leptos::{html, prelude::*};
use wasm_bindgen::{JsCast, prelude::Closure};
use web_sys::HtmlCanvasElement;

use super::{
    camera::{Camera, Place},
    frame::Frames,
    gesture::{Gesture, Joins, Tool},
    grid::Grid,
    inks::Inks,
    pace::Pace,
    painter::Painter,
    scene::{PICKED, Scene},
};

/// A step of zooming by a button or a key.
pub(super) const ZOOM_STEP: f64 = 1.5;

/// What is drawn, and with what.
#[derive(Default)]
pub(super) struct Stage {
    pub(super) scene: Scene,
    pub(super) camera: Camera,
    pub(super) gesture: Gesture,
    pub(super) painter: Option<Painter>,
    pub(super) pace: Pace,
    pub(super) frames: Frames,
    inks: Inks,
    pub(super) grid: Option<Grid>,
    /// Which variants are shown, in the order of their places.
    pub(super) variants: Vec<VariantRef>,
    pub(super) grid_of_variants: Option<Grid>,
    is_waiting: bool,
    is_fitted: bool,
    /// Whether the records still move: nothing is pointed at then, since the grid would be made again for every move.
    pub(super) moves: bool,
}

/// What the map asks of the page around it.
#[derive(Clone, Copy)]
pub(in crate::pages::graph) struct Answers {
    /// The records within an area of the layout are chosen.
    pub(in crate::pages::graph) take: Callback<(Vec<[f32; 2]>, Joins)>,
    /// One record is chosen.
    pub(in crate::pages::graph) pick: Callback<(u32, Joins)>,
    /// A record's neighbours are chosen besides.
    pub(in crate::pages::graph) pick_neighbours: Callback<u32>,
    /// A record is opened.
    pub(in crate::pages::graph) open: Callback<u32>,
}

/// The map's stores; in context on the Graph page. Copies are the same map.
#[derive(Clone, Copy)]
pub(in crate::pages::graph) struct Map {
    stage: StoredValue<Rc<RefCell<Stage>>, LocalStorage>,
    /// Where it is drawn.
    pub(super) canvas: NodeRef<html::Canvas>,
    /// What the first button does.
    pub(super) tool: RwSignal<Tool>,
    /// The record that is pointed at.
    pub(in crate::pages::graph) hover: RwSignal<Option<u32>>,
    /// The variant that is pointed at.
    pub(in crate::pages::graph) hover_variant: RwSignal<Option<VariantRef>>,
    /// The record that the keys are at.
    pub(in crate::pages::graph) cursor: RwSignal<Option<u32>>,
    /// Whether the keys were used last, not the pointer.
    pub(super) by_keys: RwSignal<bool>,
    /// The line of an area that is being drawn, in pixels.
    pub(super) trace: RwSignal<Vec<Place>>,
    /// The corners of an area that is being clicked, in the layout.
    pub(super) corners: RwSignal<Vec<Place>>,
    /// Grows with every change of what is seen, for what is laid over the canvas.
    pub(super) seen: RwSignal<u32>,
    /// Who draws, in a word.
    pub(super) painter: RwSignal<&'static str>,
    /// Where only some of the points are drawn: how many, of how many.
    pub(super) part: RwSignal<Option<(usize, usize)>>,
    /// How many records are on it.
    pub(in crate::pages::graph) points: RwSignal<u32>,
    /// Grows with every change of what records look like.
    pub(in crate::pages::graph) marked: RwSignal<u32>,
    /// Who hears what is done on it.
    pub(super) answers: Answers,
}

impl Map {
    /// Makes it.
    pub(in crate::pages::graph) fn provide(answers: Answers) -> Self {
        let map = Self {
            stage: StoredValue::new_local(Rc::default()),
            canvas: NodeRef::new(),
            tool: RwSignal::new(Tool::default()),
            hover: RwSignal::new(None),
            hover_variant: RwSignal::new(None),
            cursor: RwSignal::new(None),
            by_keys: RwSignal::new(false),
            trace: RwSignal::new(Vec::new()),
            corners: RwSignal::new(Vec::new()),
            seen: RwSignal::new(0),
            painter: RwSignal::new(""),
            part: RwSignal::new(None),
            points: RwSignal::new(0),
            marked: RwSignal::new(0),
            answers,
        };
        provide_context(map);
        map
    }

    /// The map of the page.
    pub(in crate::pages::graph) fn expect() -> Self {
        expect_context()
    }

    /// Reads or changes what stands behind it; none once the page is left.
    pub(super) fn with<T>(self, work: impl FnOnce(&mut Stage) -> T) -> Option<T> {
        let stage = self.stage.try_get_value()?;
        let mut stage = stage.try_borrow_mut().ok()?;
        Some(work(&mut stage))
    }

    /// Takes a canvas, new or given back by the browser.
    pub(super) fn begin(self, canvas: &HtmlCanvasElement) {
        self.with(|stage| {
            stage.painter = Painter::on(canvas);
            if let Some(painter) = &mut stage.painter {
                painter.ink(&stage.inks);
                painter.take(&stage.scene.painted);
                self.painter.set(painter.name());
            }
        });
        self.redraw();
    }

    /// Draws again when the browser gives the graphics card back, which it may take at any time.
    pub(super) fn watch_losses(self, canvas: &HtmlCanvasElement) {
        let lost = Closure::<dyn Fn(web_sys::Event)>::new(move |event: web_sys::Event| {
            event.prevent_default();
            self.with(|stage| stage.painter = None);
        });
        let again = canvas.clone();
        let restored = Closure::<dyn Fn()>::new(move || self.begin(&again));
        // Without the listeners the map stays as it is.
        drop(canvas.add_event_listener_with_callback("webglcontextlost", lost.as_ref().unchecked_ref()));
        drop(
            canvas
                .add_event_listener_with_callback("webglcontextrestored", restored.as_ref().unchecked_ref()),
        );
        let kept = StoredValue::new_local((lost, restored));
        on_cleanup(move || kept.dispose());
    }

    /// The canvas has another size, in css pixels.
    pub(super) fn resize(self, width: f64, height: f64) {
        self.with(|stage| {
            stage.camera.resize(width, height);
            if !stage.is_fitted {
                stage.camera.fit();
                stage.is_fitted = true;
            }
        });
        self.redraw();
    }

    /// Takes the records' places, which may not be the last ones.
    pub(in crate::pages::graph) fn place(self, positions: Vec<f32>, are_last: bool) {
        let points = self.with(|stage| {
            stage.scene.place(positions, are_last);
            stage.grid = None;
            stage.moves = !are_last;
            if let Some(painter) = &mut stage.painter {
                painter.take(&stage.scene.painted);
            }
            u32::try_from(stage.scene.points()).unwrap_or(u32::MAX)
        });
        self.points.set(points.unwrap_or(0));
        self.redraw();
    }

    /// Takes what each record looks like, by code and flags.
    pub(in crate::pages::graph) fn mark(self, codes: Vec<u8>, flags: Vec<u8>) {
        self.with(|stage| {
            stage.scene.mark(codes, flags);
            if let Some(painter) = &mut stage.painter {
                painter.take(&stage.scene.painted);
            }
        });
        self.marked.update(|marked| *marked = marked.wrapping_add(1));
        self.redraw();
    }

    /// Shows accepted variants at places, x and y by turns.
    pub(in crate::pages::graph) fn show_variants(self, variants: Vec<VariantRef>, places: Vec<f32>) {
        self.with(|stage| {
            stage.variants = variants;
            stage.grid_of_variants = None;
            stage.scene.show_variants(places);
            if let Some(painter) = &mut stage.painter {
                painter.take(&stage.scene.painted);
            }
        });
        self.hover_variant.set(None);
        self.redraw();
    }

    /// Where the variants are that are shown, x and y by turns.
    pub(in crate::pages::graph) fn places_of_variants(self) -> Vec<f32> {
        self.with(|stage| stage.scene.variants.clone())
            .unwrap_or_default()
    }

    /// Takes what the codes look like.
    pub(in crate::pages::graph) fn ink(self, inks: Inks) {
        self.with(|stage| {
            if let Some(painter) = &mut stage.painter {
                painter.ink(&inks);
            }
            stage.inks = inks;
        });
        self.redraw();
    }

    /// A record's code and flags.
    pub(in crate::pages::graph) fn marks_of(self, record: u32) -> Option<(u8, u8)> {
        self.with(|stage| {
            let at = record as usize;
            Some((*stage.scene.codes.get(at)?, *stage.scene.flags.get(at)?))
        })?
    }

    /// The records that are picked, ascending.
    pub(in crate::pages::graph) fn picked(self) -> Vec<u32> {
        let picked = self.with(|stage| {
            let flags = (0_u32..).zip(&stage.scene.flags);
            let picked = flags.filter(|(_, flags)| **flags & PICKED != 0);
            picked.map(|(record, _)| record).collect()
        });
        picked.unwrap_or_default()
    }

    /// Picks a record and its neighbours besides.
    pub(in crate::pages::graph) fn pick_with_neighbors(self, record: u32) {
        self.answers.pick_neighbours.run(record);
    }

    /// Draws in the next frame.
    pub(super) fn redraw(self) {
        self.with(|stage| stage.frames.is_due = true);
        self.ask_for_frame();
    }

    fn ask_for_frame(self) {
        let asks = self.with(|stage| !std::mem::replace(&mut stage.is_waiting, true));
        if asks == Some(true) {
            request_animation_frame(move || self.frame());
        }
    }

    fn frame(self) {
        self.with(|stage| stage.is_waiting = false);
        let Some(canvas) = self.canvas.try_get_untracked().flatten() else {
            return;
        };
        let Some(shown) = self.with(|stage| stage.frame(&canvas)) else {
            return;
        };
        if shown.has_drawn {
            self.seen.update(|seen| *seen = seen.wrapping_add(1));
            if self.part.get_untracked() != shown.part {
                self.part.set(shown.part);
            }
        }
        if shown.goes_on {
            self.ask_for_frame();
        }
    }

    /// The picture of the map as it is seen, drawn now: a canvas forgets it after the frame.
    pub(super) fn drawn(self) -> Option<HtmlCanvasElement> {
        let canvas = self.canvas.get_untracked()?;
        self.with(|stage| stage.draw(&canvas, false))?;
        Some(canvas)
    }

    /// Changes what is seen.
    pub(super) fn look(self, change: impl FnOnce(&mut Camera)) {
        self.with(|stage| {
            change(&mut stage.camera);
            stage.has_moved();
        });
        self.redraw();
    }

    /// The area between corners on the screen, in the layout.
    pub(super) fn take_area(self, corners: &[Place], joins: Joins) {
        let places = self.with(|stage| {
            let to_layout = |corner: &Place| stage.camera.to_layout(*corner);
            corners.iter().map(to_layout).collect::<Vec<Place>>()
        });
        self.take_places(&places.unwrap_or_default(), joins);
    }

    /// The area between places of the layout.
    pub(super) fn take_places(self, places: &[Place], joins: Joins) {
        use super::camera::narrow;
        self.trace.set(Vec::new());
        self.corners.set(Vec::new());
        if places.len() >= 3 {
            let area = places.iter().map(|(x, y)| [narrow(*x), narrow(*y)]).collect();
            self.answers.take.run((area, joins));
        }
    }
}
