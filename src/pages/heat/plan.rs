//! What a heat map draws, as plain data: how strong each cell is, and the cells of one strength as one path, so that
//! two hundred rules, which are forty thousand cells, are a handful of shapes.

/// Steps of strength; 0 is nothing.
pub(super) const LEVELS: u8 = 8;

/// What a cell's colour says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::pages) enum Hue {
    /// Nothing can be here.
    #[default]
    Empty,
    /// A thing with itself: a measure for the others, out of the scale.
    Itself,
    /// Agreement, or nothing said of right and wrong.
    Cool,
    /// Conflict, or wrong.
    Warm,
}

/// One cell.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::pages) struct Cell {
    /// What its colour says.
    pub(in crate::pages) hue: Hue,
    /// Records.
    pub(in crate::pages) part: u32,
    /// Of so many; 0 where the count itself is shown.
    pub(in crate::pages) whole: u32,
}

impl Cell {
    /// The number in the cell, where there is room: nothing for 0.
    pub(super) fn shown(self, wide: bool) -> String {
        match (self.hue, self.part, self.whole) {
            (Hue::Empty, ..) | (_, 0, _) => String::new(),
            (_, part, 0) => short(part, wide),
            (_, part, whole) => format!("{:.0}", 100.0 * f64::from(part) / f64::from(whole)),
        }
    }

    /// How strong it is, with the strongest count of all.
    fn level(self, most: u32) -> u8 {
        if self.part == 0 || matches!(self.hue, Hue::Empty | Hue::Itself) {
            return 0;
        }
        // Counts differ by orders of magnitude: their roots keep the small ones in sight. Shares are what they are.
        let strength = if self.whole > 0 {
            f64::from(self.part) / f64::from(self.whole)
        } else {
            (f64::from(self.part) / f64::from(most.max(1))).sqrt()
        };
        (1..LEVELS)
            .find(|&level| strength <= f64::from(level) / f64::from(LEVELS))
            .unwrap_or(LEVELS)
    }
}

/// Whether a cell is so strong that its number needs the light ink.
pub(super) fn is_strong(cell: Cell, most: u32) -> bool {
    cell.level(most) > 6
}

/// A count in few characters: `978`, `1.9k`, `20k`; whole where there is room.
fn short(count: u32, wide: bool) -> String {
    let thousands = f64::from(count) / 1000.0;
    match count {
        0..1000 => count.to_string(),
        1000..10_000 if wide => crate::components::numbers::count(count),
        1000..10_000 => format!("{thousands:.1}k"),
        10_000..1_000_000 => format!("{thousands:.0}k"),
        _ => format!("{:.1}M", thousands / 1000.0),
    }
}

/// The strongest count of a map, things with themselves left out.
pub(in crate::pages) fn most(cells: &[Cell]) -> u32 {
    let scaled = cells
        .iter()
        .filter(|cell| matches!(cell.hue, Hue::Cool | Hue::Warm));
    scaled.map(|cell| cell.part).max().unwrap_or(0)
}

/// The cells of one hue and strength.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Layer {
    pub(super) hue: Hue,
    pub(super) level: u8,
    /// An SVG path in units of cells.
    pub(super) path: String,
}

/// The layers of a map of `columns` columns, row by row.
pub(super) fn layers(cells: &[Cell], columns: usize) -> Vec<Layer> {
    let most = most(cells);
    let mut layers: Vec<Layer> = Vec::new();
    for (row, line) in cells.chunks(columns.max(1)).enumerate() {
        let kinds: Vec<(Hue, u8)> = line.iter().map(|cell| (cell.hue, cell.level(most))).collect();
        let mut start = 0;
        for run in kinds.chunk_by(|a, b| a == b) {
            let (hue, level) = run[0];
            if level > 0 || matches!(hue, Hue::Itself | Hue::Empty) {
                add_run(&mut layers, (hue, level), [start, row, run.len()]);
            }
            start += run.len();
        }
    }
    layers
}

fn add_run(layers: &mut Vec<Layer>, (hue, level): (Hue, u8), [x, y, length]: [usize; 3]) {
    let known = layers
        .iter()
        .position(|layer| (layer.hue, layer.level) == (hue, level));
    let at = known.unwrap_or_else(|| {
        layers.push(Layer {
            hue,
            level,
            path: String::new(),
        });
        layers.len() - 1
    });
    layers[at].path += &format!("M{x} {y}h{length}v1h-{length}z");
}

/// The smallest and the largest side of a cell, in pixels.
const SMALLEST: f64 = 9.0;
const LARGEST: f64 = 32.0;

/// The side of a cell where so many columns have so many pixels; the map scrolls where that is too little.
pub(super) fn side(width: f64, columns: usize) -> f64 {
    let columns = u32::try_from(columns.max(1)).unwrap_or(u32::MAX);
    (width / f64::from(columns)).floor().clamp(SMALLEST, LARGEST)
}

/// Where a key leads from a cell.
pub(super) fn step(key: &str, (row, column): (u32, u32), rows: u32, columns: u32) -> Option<(u32, u32)> {
    let (last_row, last_column) = (rows.checked_sub(1)?, columns.checked_sub(1)?);
    Some(match key {
        "ArrowUp" => (row.saturating_sub(1), column),
        "ArrowDown" => ((row + 1).min(last_row), column),
        "ArrowLeft" => (row, column.saturating_sub(1)),
        "ArrowRight" => (row, (column + 1).min(last_column)),
        "Home" => (row, 0),
        "End" => (row, last_column),
        "PageUp" => (0, column),
        "PageDown" => (last_row, column),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cell(hue: Hue, part: u32, whole: u32) -> Cell {
        Cell { hue, part, whole }
    }

    #[test]
    fn equal_cells_in_a_row_are_one_shape() {
        let warm = |part| cell(Hue::Warm, part, 0);
        let cells = [
            warm(64),
            warm(64),
            warm(1),
            warm(0),
            cell(Hue::Itself, 900, 0),
            warm(64),
        ];
        let found = layers(&cells, 3);
        let shown: Vec<_> = found
            .iter()
            .map(|layer| (layer.hue, layer.level, layer.path.as_str()))
            .collect();
        assert_eq!(
            shown,
            [
                (Hue::Warm, 8, "M0 0h2v1h-2zM2 1h1v1h-1z"),
                (Hue::Warm, 1, "M2 0h1v1h-1z"),
                (Hue::Itself, 0, "M1 1h1v1h-1z"),
            ]
        );
    }

    #[test]
    fn counts_are_scaled_by_their_root_and_shares_as_they_are() {
        assert_eq!(cell(Hue::Cool, 25, 0).level(100), 4);
        assert_eq!(cell(Hue::Cool, 25, 100).level(100), 2);
        assert_eq!(cell(Hue::Cool, 1, 0).level(1_000_000), 1, "little is not nothing");
        assert_eq!(cell(Hue::Cool, 0, 0).level(100), 0);
    }

    #[test]
    fn numbers_are_short_where_room_is() {
        let shown = |part, wide| cell(Hue::Warm, part, 0).shown(wide);
        assert_eq!(
            [shown(978, false), shown(1956, false), shown(1956, true)],
            ["978", "2.0k", "1,956"]
        );
        assert_eq!(
            [shown(19_560, true), shown(1_956_000, true), shown(0, true)],
            ["20k", "2.0M", ""]
        );
        assert_eq!(cell(Hue::Cool, 1, 3).shown(false), "33");
    }

    #[test]
    fn cells_fill_the_width_within_bounds_and_keys_stay_inside() {
        assert_eq!(
            [side(600.0, 10), side(600.0, 2), side(600.0, 200)],
            [32.0, 32.0, 9.0]
        );
        assert_eq!(step("ArrowUp", (0, 3), 5, 5), Some((0, 3)));
        assert_eq!(step("ArrowRight", (2, 3), 5, 5), Some((2, 4)));
        assert_eq!(step("End", (2, 0), 5, 7), Some((2, 6)));
        assert_eq!(step("x", (0, 0), 5, 5), None);
        assert_eq!(step("Home", (0, 0), 0, 0), None);
    }
}
