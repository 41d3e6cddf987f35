//! The map as a drawing: a point a record, in one path a colour, with what colours and shapes mean beside it.

use std::fmt::Write as _;

use super::ask::GraphColor;
use super::color::Colors;
use super::shapes::{VARIANT, outline};
use super::view::{Legend, LegendEntry, NO_CODE};
use crate::bits::BitSet;
use crate::error::{Error, Result};
use crate::num::{count, grouped, index};
use crate::session::project::Project;
use crate::session::reply::FileReply;

/// Variants that can cover records; fewer are looked for.
const COVERING: usize = 50;

/// The colours of labels, by palette index, as the page has them in a light surrounding.
const LABELS: [&str; 12] = [
    "#0069a5", "#b04300", "#007254", "#a33b88", "#7d6200", "#5b4bb5", "#006e78", "#b0305a", "#4a6e00",
    "#7a4a2a", "#556070", "#1f3f77",
];

/// A scale from its low end to its high one.
const SCALE: [&str; 8] = [
    "#c8cdd8", "#b2c0e4", "#9fb4eb", "#86a0e5", "#6c8be0", "#5779dc", "#446bd7", "#1f49bd",
];

/// Records without a colour.
const NONE: &str = "#8a8a82";
const INK: &str = "#1c1d1f";

/// Width and height of the map, and of what stands beside it.
const SIDE: f32 = 1000.0;
const MARGIN: f32 = 20.0;
const BESIDE: f32 = 260.0;

/// Characters of a name beside the map.
const NAME_CHARS: usize = 28;

impl Project {
    /// The map by a colouring, with accepted variants at places, x and y by turns.
    ///
    /// # Errors
    /// There is no map; what the colouring needs is not there.
    pub(super) fn graph_svg(&self, color: GraphColor, variants: &[f32]) -> Result<FileReply> {
        let layout = self.layout();
        let layout = layout.ok_or_else(|| Error::new("There is no map yet", "Open the map first"))?;
        let colors = self.colors(color)?;
        let seeds = self.pictured().map(|pictured| pictured.seeded.clone());
        let seeds = seeds.unwrap_or_else(|| BitSet::empty(self.corpus.len()));
        let places = on_paper(layout.positions());
        let variants = on_paper(variants);
        let drawing = Drawing {
            places: &places,
            radius: radius(places.len()),
        };
        let mut out = head(&self.document.name, &colors.legend);
        // As on the page: many would cover the records.
        let are_many = variants.len() > COVERING && 4 * variants.len() > places.len();
        if are_many {
            drawing.diamonds(&mut out, &variants);
        }
        drawing.points(&mut out, &colors, |code| {
            (shape(&colors.legend, code), self.paint(&colors.legend, code))
        });
        drawing.rings(&mut out, &seeds);
        if !are_many {
            drawing.diamonds(&mut out, &variants);
        }
        self.put_legend(&mut out, &colors.legend, seeds.count(), count(variants.len()));
        out.push_str("</svg>\n");
        Ok(FileReply {
            name: "map.svg".to_owned(),
            mime: "image/svg+xml".to_owned(),
            said: Vec::new(),
            bytes: out.into_bytes(),
        })
    }

    fn paint(&self, legend: &Legend, code: u8) -> &'static str {
        if legend.scale.is_some() {
            return SCALE[usize::from(code) * SCALE.len() / 255];
        }
        let entry = legend.entries.iter().find(|entry| entry.code == code);
        entry.map_or(NONE, |entry| self.entry_paint(entry))
    }

    fn entry_paint(&self, entry: &LegendEntry) -> &'static str {
        let label = entry.label.and_then(|label| self.document.labels.get(label));
        let color = label.map_or(entry.code, |label| label.color);
        LABELS[usize::from(color) % LABELS.len()]
    }

    fn put_legend(&self, out: &mut String, legend: &Legend, seeds: u32, variants: u32) {
        let mut lines = Lines {
            out,
            y: MARGIN + 20.0,
        };
        lines.put(None, INK, &legend.title);
        for entry in &legend.entries {
            let said = format!("{}: {}", short(&entry.name), grouped(entry.count.into()));
            let mark = Mark::Full(shape(legend, entry.code));
            lines.put(Some(mark), self.entry_paint(entry), &said);
        }
        if let Some((low, high)) = &legend.scale {
            lines.put(Some(Mark::Full(0)), SCALE[0], low);
            lines.put(Some(Mark::Full(0)), SCALE[SCALE.len() - 1], high);
        }
        if legend.none > 0 {
            let said = format!("{}: {}", legend.none_words, grouped(legend.none.into()));
            lines.put(Some(Mark::Hollow), NONE, &said);
        }
        if seeds > 0 {
            lines.put(Some(Mark::Ring), INK, &format!("seed: {}", grouped(seeds.into())));
        }
        if variants > 0 {
            let said = format!("accepted variant: {}", grouped(variants.into()));
            lines.put(Some(Mark::Diamond), INK, &said);
        }
    }
}

/// The shape of a code: of a scale all points are circles.
fn shape(legend: &Legend, code: u8) -> usize {
    if legend.scale.is_some() { 0 } else { code.into() }
}

/// Where points lie on the drawing, of x and y by turns; the map's upper side is up.
fn on_paper(places: &[f32]) -> Vec<[f32; 2]> {
    let along = |place: f32| (place + 1.0) / 2.0 * SIDE + MARGIN;
    let (places, _) = places.as_chunks();
    places.iter().map(|[x, y]| [along(*x), along(-y)]).collect()
}

/// Smaller points where there are more.
fn radius(records: usize) -> f32 {
    match records {
        0..=500 => 4.0,
        501..=5000 => 2.5,
        5001..=30_000 => 1.5,
        _ => 0.9,
    }
}

fn head(project: &str, legend: &Legend) -> String {
    let (width, height) = (SIDE + 2.0 * MARGIN + BESIDE, SIDE + 2.0 * MARGIN);
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" font-family=\"sans-serif\" \
         font-size=\"14\">\n<title>{}: {}</title>\n<rect width=\"{width}\" height=\"{height}\" fill=\"#fff\"/>\n",
        escaped(project),
        escaped(&legend.title)
    )
}

struct Drawing<'a> {
    places: &'a [[f32; 2]],
    radius: f32,
}

impl Drawing<'_> {
    /// All points: a path of points a colour, those without a colour hollow and beneath.
    fn points(&self, out: &mut String, colors: &Colors, look: impl Fn(u8) -> (usize, &'static str)) {
        let mut of_code: Vec<Vec<[f32; 2]>> = vec![Vec::new(); usize::from(NO_CODE) + 1];
        for (place, &code) in self.places.iter().zip(&colors.codes) {
            of_code[usize::from(code)].push(*place);
        }
        let hollow = of_code.pop().unwrap_or_default();
        circles(out, &hollow, NONE, 2.0 * self.radius);
        circles(out, &hollow, "#fff", self.radius);
        for (code, places) in (0..NO_CODE).zip(&of_code) {
            if places.is_empty() {
                continue;
            }
            match look(code) {
                (0, color) => circles(out, places, color, 2.0 * self.radius),
                (shape, color) => self.shapes(out, places, color, shape),
            }
        }
    }

    /// Points of a shape with corners.
    fn shapes(&self, out: &mut String, places: &[[f32; 2]], color: &str, shape: usize) {
        let outline = outline(shape, self.radius);
        out.push_str("<path d=\"");
        for [x, y] in places {
            let _ = write!(out, "M{x:.1} {y:.1}{outline}");
        }
        let _ = writeln!(out, "\" fill=\"{color}\"/>");
    }

    fn rings(&self, out: &mut String, seeds: &BitSet) {
        let _ = writeln!(out, "<g fill=\"none\" stroke=\"{INK}\">");
        for [x, y] in seeds.iter().filter_map(|record| self.places.get(index(record))) {
            let _ = writeln!(
                out,
                "<circle cx=\"{x:.1}\" cy=\"{y:.1}\" r=\"{}\"/>",
                self.radius + 1.5
            );
        }
        out.push_str("</g>\n");
    }

    /// Hollow diamonds, in one path.
    fn diamonds(&self, out: &mut String, places: &[[f32; 2]]) {
        if places.is_empty() {
            return;
        }
        let outline = outline(VARIANT.into(), self.radius + 2.0);
        out.push_str("<path d=\"");
        for [x, y] in places {
            let _ = write!(out, "M{x:.1} {y:.1}{outline}");
        }
        let _ = writeln!(out, "\" fill=\"#fff\" stroke=\"{INK}\" stroke-width=\"1.5\"/>");
    }
}

/// Points as lines of no length with round ends.
fn circles(out: &mut String, places: &[[f32; 2]], color: &str, width: f32) {
    if places.is_empty() {
        return;
    }
    out.push_str("<path d=\"");
    for [x, y] in places {
        let _ = write!(out, "M{x:.1} {y:.1}h0");
    }
    let _ = writeln!(
        out,
        "\" fill=\"none\" stroke=\"{color}\" stroke-width=\"{width}\" stroke-linecap=\"round\"/>"
    );
}

#[derive(Clone, Copy)]
enum Mark {
    /// A shape, by its number.
    Full(usize),
    Hollow,
    Ring,
    Diamond,
}

/// What the colours mean, line by line.
struct Lines<'a> {
    out: &'a mut String,
    y: f32,
}

impl Lines<'_> {
    fn put(&mut self, mark: Option<Mark>, color: &str, said: &str) {
        let (x, y) = (SIDE + 2.0 * MARGIN, self.y);
        let at = [x + 6.0, y - 5.0];
        if let Some(mark) = mark {
            mark.draw(self.out, at, color);
        }
        let _ = writeln!(
            self.out,
            "<text x=\"{}\" y=\"{y}\" fill=\"{INK}\">{}</text>",
            if mark.is_some() { x + 20.0 } else { x },
            escaped(said)
        );
        self.y += 22.0;
    }
}

impl Mark {
    fn draw(self, out: &mut String, [x, y]: [f32; 2], color: &str) {
        let (shape, paint) = match self {
            Self::Full(shape) => (shape, format!("fill=\"{color}\"")),
            Self::Hollow | Self::Ring => (0, format!("fill=\"#fff\" stroke=\"{color}\" stroke-width=\"2\"")),
            Self::Diamond => (
                VARIANT.into(),
                format!("fill=\"#fff\" stroke=\"{color}\" stroke-width=\"2\""),
            ),
        };
        let _ = writeln!(out, "<path d=\"M{x} {y}{}\" {paint}/>", outline(shape, 5.0));
    }
}

fn short(name: &str) -> String {
    match name.char_indices().nth(NAME_CHARS) {
        Some((cut, _)) => format!("{}…", &name[..cut]),
        None => name.to_owned(),
    }
}

/// A text as it stands in the drawing: what XML can't hold is left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '&' => out.push_str("&amp;"),
            '"' => out.push_str("&quot;"),
            '\u{0}'..='\u{1f}' | '\u{fffe}' | '\u{ffff}' => out.push(' '),
            other => out.push(other),
        }
    }
    out
}
