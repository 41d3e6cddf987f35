//! A slider whose movement is followed while it goes on, and kept where it ends.

use leptos::{ev, prelude::*};

use crate::browser::clock;

/// A share in percent, or what it stands for where it is not shares that are set.
fn told(share: f64, [lowest, highest]: [f64; 2]) -> String {
    if [lowest, highest] == [0.0, 1.0] {
        return format!("{:.0} %", 100.0 * share);
    }
    let number = lowest + share * (highest - lowest);
    let digits = if highest - lowest > 20.0 { 0 } else { 2 };
    format!("{number:.digits$}").replace('-', "−")
}

/// A number from 0 to 1 as a slider, in percent of the way.
#[component]
pub(super) fn Slider(
    #[prop(into)] name: String,
    testid: &'static str,
    #[prop(into)] value: Signal<f64>,
    /// What 0 and 1 stand for.
    #[prop(default = [0.0, 1.0])]
    scale: [f64; 2],
    on_move: UnsyncCallback<f64>,
    on_end: UnsyncCallback<f64>,
) -> impl IntoView {
    let read = |value: String| value.parse::<f64>().ok().map(|percent| percent / 100.0);
    let said = move || told(value.get(), scale);
    let steps = Steps::new(on_end);
    on_cleanup(move || steps.end());
    view! {
        <label class="augment-slider">
            <span>{name}</span>
            <input
                type="range"
                min="0"
                max="100"
                step="1"
                data-testid=testid
                aria-valuetext=said
                prop:value=move || format!("{:.0}", 100.0 * value.get())
                on:input:target=move |event| { if let Some(value) = read(event.target().value()) { on_move.run(value); } }
                on:keydown=move |event: ev::KeyboardEvent| steps.press(&event.key())
                on:pointerdown=move |_| steps.release()
                on:blur=move |_| steps.end()
                on:change:target=move |event| { if let Some(value) = read(event.target().value()) { steps.take(value); } }
            />
            <output class="number">{said}</output>
        </label>
    }
}

/// Steps that come within so long of each other are one movement.
const STEPS_MS: i32 = 500;

/// Each key that moves a slider ends a change; a movement by keys is to be one that undo takes back at once.
#[derive(Clone, Copy)]
struct Steps {
    on_end: UnsyncCallback<f64>,
    by_keys: StoredValue<bool>,
    /// What the last step came to, until the movement ends.
    waits: StoredValue<Option<f64>>,
    /// Steps so far: the movement goes on where there is another.
    taken: StoredValue<u32>,
}

impl Steps {
    fn new(on_end: UnsyncCallback<f64>) -> Self {
        Self {
            on_end,
            by_keys: StoredValue::new(false),
            waits: StoredValue::new(None),
            taken: StoredValue::new(0),
        }
    }

    /// A key that moves nothing, as that of undo, ends the movement before it does what it does.
    fn press(self, key: &str) {
        let moves = key.starts_with("Arrow") || key.starts_with("Page") || matches!(key, "Home" | "End");
        self.by_keys.set_value(moves);
        if !moves {
            self.end();
        }
    }

    /// A hand takes over.
    fn release(self) {
        self.by_keys.set_value(false);
        self.end();
    }

    fn take(self, value: f64) {
        self.waits.set_value(Some(value));
        if !self.by_keys.get_value() {
            return self.end();
        }
        let taken = self.taken.get_value().wrapping_add(1);
        self.taken.set_value(taken);
        clock::after(STEPS_MS, move || {
            if self.taken.try_get_value() == Some(taken) {
                self.end();
            }
        });
    }

    fn end(self) {
        if let Some(value) = self.waits.try_update_value(Option::take).flatten() {
            self.on_end.run(value);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::told;

    #[test]
    fn a_slider_says_what_its_place_stands_for() {
        assert_eq!(told(0.17, [0.0, 1.0]), "17 %");
        assert_eq!([told(0.5, [0.0, 30.0]), told(0.0, [-30.0, 30.0])], ["15", "−30"]);
        assert_eq!(told(0.25, [0.0, 0.9]), "0.23");
    }
}
