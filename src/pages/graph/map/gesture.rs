//! What pointers mean on the map, as a small machine without a browser: presses, moves and releases in, deeds out.
//! Whatever is done by dragging can be done by clicks too: corners of an area are clicked one after the other.

use super::camera::Place;

/// Pixels that a press may move and still be a click.
const STILL: f64 = 5.0;

/// Pixels between two places of a lasso's line.
const STRIDE: f64 = 3.0;

/// What the first button does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::pages::graph) enum Tool {
    /// Moves the map, and opens what is clicked.
    #[default]
    Move,
    /// Draws around records.
    Lasso,
    /// Draws a rectangle over records.
    Box,
}

/// How a choice joins the records picked before.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(in crate::pages::graph) enum Joins {
    /// It takes their place.
    #[default]
    Replaces,
    /// It joins them.
    Adds,
    /// It is taken from them.
    Removes,
}

impl Joins {
    /// What keys held mean: Shift adds, Alt removes.
    pub(super) fn of_keys(shift: bool, alt: bool) -> Self {
        match (shift, alt) {
            (_, true) => Self::Removes,
            (true, false) => Self::Adds,
            (false, false) => Self::Replaces,
        }
    }
}

/// One pointer as it goes down.
#[derive(Clone, Copy, Debug)]
pub(super) struct Press {
    /// The browser's number of the pointer.
    pub(super) pointer: i32,
    /// Where.
    pub(super) at: Place,
    /// Whether it moves the map whatever the tool: the middle button, or Space held.
    pub(super) pans: bool,
    /// What keys held mean.
    pub(super) joins: Joins,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Deed {
    /// Moves the map by so many pixels.
    Pan(Place),
    /// Zooms by a factor around a place.
    Zoom(f64, Place),
    /// Shows the line of an area that is being drawn.
    Trace(Vec<Place>),
    /// Takes the records within an area.
    Take(Vec<Place>, Joins),
    /// A click, with the tool in hand.
    Click(Place, Joins),
    /// Ends a line without taking anything.
    Forget,
}

/// What is going on between a press and its release.
#[derive(Clone, Debug, Default, PartialEq)]
enum Going {
    #[default]
    Nothing,
    /// Pressed, and not moved so far as to be a drag.
    Pressed { from: Place, pans: bool, joins: Joins },
    /// The map is moved.
    Panning,
    /// An area is drawn.
    Drawing { line: Vec<Place>, joins: Joins },
    /// Two fingers move and zoom.
    Pinching,
}

/// The machine.
#[derive(Debug, Default)]
pub(super) struct Gesture {
    pointers: Vec<(i32, Place)>,
    going: Going,
}

impl Gesture {
    /// A pointer goes down.
    pub(super) fn press(&mut self, press: Press) -> Option<Deed> {
        self.pointers.retain(|(pointer, _)| *pointer != press.pointer);
        self.pointers.push((press.pointer, press.at));
        if self.pointers.len() == 2 {
            let drew = matches!(self.going, Going::Drawing { .. });
            self.going = Going::Pinching;
            return drew.then_some(Deed::Forget);
        }
        if self.pointers.len() == 1 {
            self.going = Going::Pressed {
                from: press.at,
                pans: press.pans,
                joins: press.joins,
            };
        }
        None
    }

    /// A pointer moves.
    pub(super) fn go(&mut self, pointer: i32, at: Place, tool: Tool) -> Vec<Deed> {
        let Some(held) = self.pointers.iter().position(|(of, _)| *of == pointer) else {
            return Vec::new();
        };
        let before = self.pointers[held].1;
        self.pointers[held].1 = at;
        let by = (at.0 - before.0, at.1 - before.1);
        match &mut self.going {
            Going::Nothing => Vec::new(),
            Going::Panning => vec![Deed::Pan(by)],
            Going::Pinching => self.pinch(pointer, before, at),
            Going::Pressed { from, pans, joins } => {
                let (from, pans, joins) = (*from, *pans, *joins);
                if distance(from, at) <= STILL {
                    return Vec::new();
                }
                if pans || tool == Tool::Move {
                    self.going = Going::Panning;
                    return vec![Deed::Pan((at.0 - from.0, at.1 - from.1))];
                }
                let line = extended(vec![from], at, tool);
                self.going = Going::Drawing {
                    line: line.clone(),
                    joins,
                };
                vec![Deed::Trace(line)]
            }
            Going::Drawing { line, .. } => {
                *line = extended(std::mem::take(line), at, tool);
                vec![Deed::Trace(line.clone())]
            }
        }
    }

    /// A pointer goes up.
    pub(super) fn release(&mut self, pointer: i32) -> Option<Deed> {
        let at = self.lift(pointer)?;
        match std::mem::take(&mut self.going) {
            Going::Pressed {
                pans: false, joins, ..
            } => Some(Deed::Click(at, joins)),
            Going::Drawing { line, joins } if line.len() >= 3 => Some(Deed::Take(line, joins)),
            Going::Drawing { .. } => Some(Deed::Forget),
            Going::Pinching if !self.pointers.is_empty() => {
                // The finger that stays goes on moving the map.
                self.going = Going::Panning;
                None
            }
            _ => None,
        }
    }

    /// A pointer is lost, or Escape was pressed.
    pub(super) fn give_up(&mut self) -> Option<Deed> {
        self.pointers.clear();
        let drew = matches!(std::mem::take(&mut self.going), Going::Drawing { .. });
        drew.then_some(Deed::Forget)
    }

    /// Whether a pointer is down.
    pub(super) fn is_busy(&self) -> bool {
        !self.pointers.is_empty()
    }

    /// Whether the map is being moved.
    pub(super) fn is_panning(&self) -> bool {
        matches!(self.going, Going::Panning | Going::Pinching)
    }

    fn lift(&mut self, pointer: i32) -> Option<Place> {
        let held = self.pointers.iter().position(|(of, _)| *of == pointer)?;
        Some(self.pointers.remove(held).1)
    }

    fn pinch(&self, pointer: i32, before: Place, at: Place) -> Vec<Deed> {
        let Some((_, other)) = self.pointers.iter().find(|(of, _)| *of != pointer) else {
            return Vec::new();
        };
        let middle = |one: Place| ((one.0 + other.0) / 2.0, (one.1 + other.1) / 2.0);
        let (from, to) = (middle(before), middle(at));
        let mut deeds = vec![Deed::Pan((to.0 - from.0, to.1 - from.1))];
        let apart = distance(before, *other);
        if apart > 1.0 {
            deeds.push(Deed::Zoom(distance(at, *other) / apart, to));
        }
        deeds
    }
}

/// The corners of a rectangle between two places.
pub(super) fn rectangle(from: Place, to: Place) -> Vec<Place> {
    vec![from, (to.0, from.1), to, (from.0, to.1)]
}

/// … and so much wider on every side, so that it holds what lies at its corners.
pub(super) fn rectangle_around(from: Place, to: Place, room: f64) -> Vec<Place> {
    let wider = |from: f64, to: f64| {
        if from <= to {
            (from - room, to + room)
        } else {
            (from + room, to - room)
        }
    };
    let ((left, right), (top, bottom)) = (wider(from.0, to.0), wider(from.1, to.1));
    rectangle((left, top), (right, bottom))
}

/// The line with a place more. A rectangle keeps its first corner.
fn extended(mut line: Vec<Place>, at: Place, tool: Tool) -> Vec<Place> {
    let first = line.first().copied().unwrap_or(at);
    if tool == Tool::Box {
        return rectangle(first, at);
    }
    if line.last().is_none_or(|last| distance(*last, at) >= STRIDE) {
        line.push(at);
    }
    line
}

pub(super) fn distance(one: Place, other: Place) -> f64 {
    (one.0 - other.0).hypot(one.1 - other.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn press(pointer: i32, at: Place) -> Press {
        Press {
            pointer,
            at,
            pans: false,
            joins: Joins::Adds,
        }
    }

    #[test]
    fn a_rectangle_around_two_places_holds_both() {
        let around = rectangle_around((10.0, 20.0), (4.0, 30.0), 2.0);
        assert_eq!(around, rectangle((12.0, 18.0), (2.0, 32.0)));
    }

    #[test]
    fn a_press_that_stays_is_a_click_with_its_keys() {
        for tool in [Tool::Move, Tool::Lasso, Tool::Box] {
            let mut gesture = Gesture::default();
            assert_eq!(gesture.press(press(1, (5.0, 5.0))), None);
            assert!(gesture.go(1, (7.0, 6.0), tool).is_empty());
            assert_eq!(gesture.release(1), Some(Deed::Click((7.0, 6.0), Joins::Adds)));
            assert!(!gesture.is_busy());
        }
    }

    #[test]
    fn dragging_moves_the_map_by_all_that_the_pointer_moved() {
        let mut gesture = Gesture::default();
        gesture.press(press(1, (0.0, 0.0)));
        assert_eq!(gesture.go(1, (10.0, 0.0), Tool::Move), [Deed::Pan((10.0, 0.0))]);
        assert_eq!(gesture.go(1, (12.0, 3.0), Tool::Move), [Deed::Pan((2.0, 3.0))]);
        assert_eq!(gesture.release(1), None);
    }

    #[test]
    fn the_middle_button_moves_the_map_with_any_tool_and_never_clicks() {
        let mut gesture = Gesture::default();
        let pans = Press {
            pans: true,
            ..press(1, (0.0, 0.0))
        };
        gesture.press(pans);
        assert_eq!(gesture.go(1, (9.0, 0.0), Tool::Lasso), [Deed::Pan((9.0, 0.0))]);
        gesture.release(1);
        gesture.press(pans);
        assert_eq!(gesture.release(1), None);
    }

    #[test]
    fn a_lasso_takes_what_its_line_holds_and_a_box_its_four_corners() {
        let mut gesture = Gesture::default();
        gesture.press(press(1, (0.0, 0.0)));
        gesture.go(1, (20.0, 0.0), Tool::Lasso);
        gesture.go(1, (20.0, 20.0), Tool::Lasso);
        let line = vec![(0.0, 0.0), (20.0, 0.0), (20.0, 20.0)];
        assert_eq!(gesture.release(1), Some(Deed::Take(line, Joins::Adds)));
        gesture.press(press(1, (1.0, 2.0)));
        gesture.go(1, (30.0, 2.0), Tool::Box);
        gesture.go(1, (11.0, 12.0), Tool::Box);
        let corners = rectangle((1.0, 2.0), (11.0, 12.0));
        assert_eq!(gesture.release(1), Some(Deed::Take(corners, Joins::Adds)));
    }

    #[test]
    fn two_fingers_zoom_around_their_middle_and_end_a_line() {
        let mut gesture = Gesture::default();
        gesture.press(press(1, (0.0, 0.0)));
        gesture.go(1, (30.0, 0.0), Tool::Lasso);
        assert_eq!(gesture.press(press(2, (130.0, 0.0))), Some(Deed::Forget));
        assert_eq!(
            gesture.go(2, (230.0, 0.0), Tool::Lasso),
            [Deed::Pan((50.0, 0.0)), Deed::Zoom(2.0, (130.0, 0.0))]
        );
        assert_eq!(gesture.release(1), None);
        assert_eq!(gesture.go(2, (231.0, 0.0), Tool::Lasso), [Deed::Pan((1.0, 0.0))]);
        assert_eq!(gesture.release(2), None);
    }

    #[test]
    fn what_is_given_up_takes_nothing() {
        let mut gesture = Gesture::default();
        gesture.press(press(1, (0.0, 0.0)));
        gesture.go(1, (30.0, 0.0), Tool::Box);
        assert_eq!(gesture.give_up(), Some(Deed::Forget));
        assert_eq!(gesture.release(1), None);
        assert!(gesture.go(1, (60.0, 0.0), Tool::Box).is_empty());
    }
}
