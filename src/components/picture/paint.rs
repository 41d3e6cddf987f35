//! Pixels on a canvas.

use std::sync::Arc;

use wasm_bindgen::{Clamped, JsCast, JsValue};
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement, ImageData};

/// Pixels to be shown; copies are the same ones.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Drawing {
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// height × width × 4: red, green, blue and opacity.
    pub(crate) rgba: Arc<[u8]>,
}

impl Drawing {
    /// The larger of width and height.
    pub(crate) fn long_side(&self) -> u32 {
        self.width.max(self.height)
    }
}

/// Shows pixels on a canvas, which takes their size. One that has it already stays as it is.
pub(crate) fn paint(canvas: &HtmlCanvasElement, drawing: &Drawing) -> Result<(), JsValue> {
    if (canvas.width(), canvas.height()) != (drawing.width, drawing.height) {
        canvas.set_width(drawing.width);
        canvas.set_height(drawing.height);
    }
    let context = canvas
        .get_context("2d")?
        .ok_or("the browser has no canvas to draw on")?;
    let context: CanvasRenderingContext2d = context.dyn_into()?;
    let data =
        ImageData::new_with_u8_clamped_array_and_sh(Clamped(&drawing.rgba), drawing.width, drawing.height)?;
    context.put_image_data(&data, 0.0, 0.0)
}
