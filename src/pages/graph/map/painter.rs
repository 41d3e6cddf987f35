//! Who draws: the graphics card where the browser has WebGL 2 on it, else the page itself, pixel by pixel.

use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;

use crate::theme::kept;

use super::{camera::Camera, gl::GlPainter, inks::Inks, points::Points, raster::RasterPainter};

/// Where it is kept, as `webgl`, that WebGL is taken even where the browser has no graphics card for it and draws by its own
/// program: slower than the page does, but good for tests of it.
const KEPT_AS: &str = "labelloom-map";

/// Either of them.
pub(super) enum Painter {
    /// The graphics card.
    Gl(Box<GlPainter>),
    /// The page.
    Raster(Box<RasterPainter>),
}

impl Painter {
    /// The better one that a canvas can have; none where it can't be drawn on at all.
    pub(super) fn on(canvas: &HtmlCanvasElement) -> Option<Self> {
        // A canvas that was asked for WebGL in vain gives nothing else any more, so another one is asked first.
        let trial: Option<HtmlCanvasElement> = canvas
            .owner_document()
            .and_then(|document| document.create_element("canvas").ok())
            .and_then(|element| element.dyn_into().ok());
        let without_card = kept(KEPT_AS).as_deref() == Some("webgl");
        let has_gl = trial.is_some_and(|trial| GlPainter::on(&trial, without_card).is_some());
        let gl = has_gl.then(|| GlPainter::on(canvas, without_card)).flatten();
        gl.map(|gl| Self::Gl(Box::new(gl)))
            .or_else(|| RasterPainter::on(canvas).map(|raster| Self::Raster(Box::new(raster))))
    }

    /// A word for it.
    pub(super) fn name(&self) -> &'static str {
        match self {
            Self::Gl(_) => "webgl",
            Self::Raster(_) => "canvas",
        }
    }

    /// Takes new points.
    pub(super) fn take(&mut self, points: &Points) {
        if let Self::Gl(gl) = self {
            gl.take(points);
        }
    }

    /// Takes new colours and shapes.
    pub(super) fn ink(&mut self, inks: &Inks) {
        match self {
            Self::Gl(gl) => gl.ink(inks),
            Self::Raster(raster) => raster.ink(inks),
        }
    }

    /// Draws; returns how many points that were.
    pub(super) fn draw(&mut self, points: &Points, view: &View) -> usize {
        let part = points.part(view.most);
        match self {
            Self::Gl(gl) => gl.draw(view, points.upwards().map(|layer| part[layer].clone())),
            Self::Raster(raster) => raster.draw(points, view, &part),
        }
        part.iter().map(ExactSizeIterator::len).sum()
    }
}

/// What is drawn of the points, and how large.
#[derive(Clone, Copy, Debug)]
pub(super) struct View {
    /// What of the layout is seen.
    pub(super) camera: Camera,
    /// The canvas in pixels.
    pub(super) size: (u32, u32),
    /// A point's diameter in pixels.
    pub(super) diameter: f64,
    /// About so many points at most.
    pub(super) most: usize,
}
