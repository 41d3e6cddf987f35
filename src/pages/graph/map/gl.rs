//! Draws the points on the graphics card (WebGL 2). Places, codes and flags lie in buffers there, and what codes look like
//! in a small texture: a frame sets a few numbers and draws, whatever the number of points.

use std::ops::Range;

use js_sys::Float32Array;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{
    HtmlCanvasElement, WebGl2RenderingContext as Gl, WebGlBuffer, WebGlProgram, WebGlShader, WebGlTexture,
    WebGlUniformLocation,
};

use super::{
    camera::narrow,
    inks::{CODES, Inks},
    painter::View,
    points::{LAYERS, Points},
    shapes,
};

const VERTEX: &str = "#version 300 es
precision highp float;
layout(location = 0) in vec2 place;
layout(location = 1) in uint code;
layout(location = 2) in uint flags;
uniform vec4 clip;
uniform float size;
uniform sampler2D inks;
flat out vec3 color;
flat out uint kind;
flat out uint marks;
flat out float extent;
void main() {
  bool marked = (flags & 9u) != 0u;
  bool variant = (flags & 64u) != 0u;
  marks = variant ? 64u : flags;
  color = texelFetch(inks, ivec2(int(code), 0), 0).rgb;
  kind = uint(texelFetch(inks, ivec2(int(code), 1), 0).r * 255.0 + 0.5);
  extent = (marked ? 1.75 * size + 3.0 : variant ? 1.4 * size + 3.0 : size) + 2.0;
  gl_Position = vec4(place * clip.xy + clip.zw, 0.0, 1.0);
  gl_PointSize = extent;
}";

const FRAGMENT: &str = "
flat in vec3 color;
flat in uint kind;
flat in uint marks;
flat in float extent;
uniform float size;
uniform vec3 ring;
uniform vec3 ground;
out vec4 shown;
void over(inout vec4 below, vec3 tint, float cover) {
  below = vec4(tint * cover, cover) + below * (1.0 - cover);
}
void main() {
  vec2 p = (gl_PointCoord - 0.5) * extent;
  float r = 0.5 * size;
  float away = edge(kind, p, r);
  shown = vec4(0.0);
  if ((marks & 9u) != 0u) {
    float outer = length(p);
    float rim = (marks & 8u) != 0u ? 1.75 * r + 1.0 : 1.45 * r + 1.0;
    float width = (marks & 8u) != 0u ? max(1.5, 0.34 * r) : max(1.0, 0.24 * r);
    over(shown, ground, clamp(rim + 0.5 - outer, 0.0, 1.0));
    over(shown, ring, clamp(0.5 * width + 0.5 - abs(outer - rim + 0.5 * width), 0.0, 1.0));
  }
  if (marks == 64u) {
    r = 0.7 * size + 1.5;
    away = edge(2u, p, r);
    over(shown, ground, clamp(0.5 - away, 0.0, 1.0));
    over(shown, ring, clamp(1.2 - abs(away + 0.7), 0.0, 1.0));
  } else if ((marks & 6u) != 0u && (marks & 1u) == 0u) {
    float width = max(0.9, 0.3 * r);
    over(shown, color, clamp(0.5 * width + 0.5 - abs(away + 0.5 * width), 0.0, 1.0));
  } else {
    over(shown, color, 0.92 * clamp(0.5 - away, 0.0, 1.0));
  }
  if (shown.a < 0.01) discard;
}";

/// The program and what it reads.
pub(super) struct GlPainter {
    gl: Gl,
    places: WebGlBuffer,
    marks: WebGlBuffer,
    inks: WebGlTexture,
    clip: Option<WebGlUniformLocation>,
    size: Option<WebGlUniformLocation>,
    ring: Option<WebGlUniformLocation>,
    ground: Option<WebGlUniformLocation>,
}

impl GlPainter {
    /// Makes it; none where the browser has no WebGL 2 or refuses the program, and where it would draw without a graphics
    /// card, unless that is wanted.
    pub(super) fn on(canvas: &HtmlCanvasElement, without_card: bool) -> Option<Self> {
        let wishes = wishes(without_card);
        let context = canvas
            .get_context_with_context_options("webgl2", &wishes)
            .ok()??;
        let gl: Gl = context.dyn_into().ok()?;
        if !without_card && is_program(&renderer(&gl)) {
            return None;
        }
        let fragment = format!(
            "#version 300 es\nprecision highp float;\nprecision highp int;\n{}{FRAGMENT}",
            shapes::GLSL
        );
        let program = linked(&gl, VERTEX, &fragment)?;
        gl.use_program(Some(&program));
        gl.enable(Gl::BLEND);
        gl.blend_func(Gl::ONE, Gl::ONE_MINUS_SRC_ALPHA);
        gl.pixel_storei(Gl::UNPACK_ALIGNMENT, 1);
        let places = gl.create_buffer()?;
        gl.bind_buffer(Gl::ARRAY_BUFFER, Some(&places));
        gl.enable_vertex_attrib_array(0);
        gl.vertex_attrib_pointer_with_i32(0, 2, Gl::FLOAT, false, 0, 0);
        let inks = gl.create_texture()?;
        gl.bind_texture(Gl::TEXTURE_2D, Some(&inks));
        for name in [Gl::TEXTURE_MIN_FILTER, Gl::TEXTURE_MAG_FILTER] {
            gl.tex_parameteri(Gl::TEXTURE_2D, name, Gl::NEAREST.cast_signed());
        }
        let marks = gl.create_buffer()?;
        let at = |name| gl.get_uniform_location(&program, name);
        let (clip, size, ring, ground) = (at("clip"), at("size"), at("ring"), at("ground"));
        Some(Self {
            gl,
            places,
            marks,
            inks,
            clip,
            size,
            ring,
            ground,
        })
    }

    /// Hands new points over.
    pub(super) fn take(&mut self, points: &Points) {
        let gl = &self.gl;
        gl.bind_buffer(Gl::ARRAY_BUFFER, Some(&self.places));
        let places = Float32Array::from(points.places.as_slice());
        gl.buffer_data_with_array_buffer_view(Gl::ARRAY_BUFFER, &places, Gl::DYNAMIC_DRAW);
        let flags_at = i32::try_from(points.codes.len()).unwrap_or(0);
        let both = [points.codes.as_slice(), points.flags.as_slice()].concat();
        gl.bind_buffer(Gl::ARRAY_BUFFER, Some(&self.marks));
        gl.buffer_data_with_u8_array(Gl::ARRAY_BUFFER, &both, Gl::DYNAMIC_DRAW);
        for (attribute, at) in [(1, 0), (2, flags_at)] {
            gl.enable_vertex_attrib_array(attribute);
            gl.vertex_attrib_i_pointer_with_i32(attribute, 1, Gl::UNSIGNED_BYTE, 0, at);
        }
    }

    /// Hands new colours and shapes over.
    pub(super) fn ink(&mut self, inks: &Inks) {
        let gl = &self.gl;
        gl.bind_texture(Gl::TEXTURE_2D, Some(&self.inks));
        let width = i32::try_from(CODES).unwrap_or(0);
        // It is refused only for a texture that is too large.
        drop(
            gl.tex_image_2d_with_i32_and_i32_and_i32_and_format_and_type_and_opt_u8_array(
                Gl::TEXTURE_2D,
                0,
                Gl::RGBA.cast_signed(),
                width,
                2,
                0,
                Gl::RGBA,
                Gl::UNSIGNED_BYTE,
                Some(&inks.texels()),
            ),
        );
        let [r, g, b] = inks.ground.map(|channel| f32::from(channel) / 255.0);
        gl.clear_color(r, g, b, 1.0);
        gl.uniform3f(self.ground.as_ref(), r, g, b);
        let [r, g, b] = inks.picked.map(|channel| f32::from(channel) / 255.0);
        gl.uniform3f(self.ring.as_ref(), r, g, b);
    }

    /// Draws a part of each layer, the lowest first.
    pub(super) fn draw(&self, view: &View, part: [Range<usize>; LAYERS]) {
        let gl = &self.gl;
        let number = |count: usize| i32::try_from(count).unwrap_or(i32::MAX);
        let pixels = |size: u32| i32::try_from(size).unwrap_or(i32::MAX);
        gl.viewport(0, 0, pixels(view.size.0), pixels(view.size.1));
        gl.clear(Gl::COLOR_BUFFER_BIT);
        let [fx, fy, sx, sy] = view.camera.clip();
        gl.uniform4f(self.clip.as_ref(), fx, fy, sx, sy);
        gl.uniform1f(self.size.as_ref(), narrow(view.diameter));
        for layer in part {
            gl.draw_arrays(Gl::POINTS, number(layer.start), number(layer.len()));
        }
    }
}

/// The canvas holds the ground too: nothing shines through, and the browser blends nothing.
fn wishes(without_card: bool) -> JsValue {
    let wishes = js_sys::Object::new();
    let names = [
        ("alpha", false),
        ("depth", false),
        ("antialias", false),
        ("failIfMajorPerformanceCaveat", !without_card),
    ];
    for (name, wish) in names {
        // Setting a property of a new object does not fail.
        drop(js_sys::Reflect::set(&wishes, &name.into(), &wish.into()));
    }
    wishes.into()
}

/// Who draws behind WebGL, by its own words; nothing where the browser does not say.
fn renderer(gl: &Gl) -> String {
    // `UNMASKED_RENDERER_WEBGL`, once the extension was asked for.
    const UNMASKED: u32 = 0x9246;
    let has = gl
        .get_extension("WEBGL_debug_renderer_info")
        .ok()
        .flatten()
        .is_some();
    let name = has.then(|| gl.get_parameter(UNMASKED).ok()).flatten();
    name.and_then(|name| name.as_string()).unwrap_or_default()
}

/// Whether that is a program rather than a graphics card. Some browsers don't count such a one as slow.
fn is_program(renderer: &str) -> bool {
    let name = renderer.to_lowercase();
    ["swiftshader", "llvmpipe", "softpipe", "software", "basic render"]
        .iter()
        .any(|program| name.contains(program))
}

fn linked(gl: &Gl, vertex: &str, fragment: &str) -> Option<WebGlProgram> {
    let program = gl.create_program()?;
    gl.attach_shader(&program, &compiled(gl, Gl::VERTEX_SHADER, vertex)?);
    gl.attach_shader(&program, &compiled(gl, Gl::FRAGMENT_SHADER, fragment)?);
    gl.link_program(&program);
    let is_linked = gl.get_program_parameter(&program, Gl::LINK_STATUS).as_bool();
    is_linked.unwrap_or(false).then_some(program)
}

fn compiled(gl: &Gl, kind: u32, source: &str) -> Option<WebGlShader> {
    let shader = gl.create_shader(kind)?;
    gl.shader_source(&shader, source);
    gl.compile_shader(&shader);
    Some(shader)
}

#[cfg(test)]
mod tests {
    use super::is_program;

    #[test]
    fn programs_that_draw_are_told_from_cards() {
        for program in [
            "ANGLE (Google, Vulkan 1.3.0 (SwiftShader Device (LLVM 10.0.0)), SwiftShader driver)",
            "llvmpipe (LLVM 15.0.7, 256 bits)",
            "ANGLE (Microsoft, Microsoft Basic Render Driver Direct3D11)",
        ] {
            assert!(is_program(program), "{program}");
        }
        for card in ["", "ANGLE (Intel, Mesa Intel(R) UHD Graphics 620)", "Apple M1"] {
            assert!(!is_program(card), "{card}");
        }
    }
}
