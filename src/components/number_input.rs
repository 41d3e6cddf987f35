//! A field for a whole number, and one way to say what it takes.

use leptos::prelude::*;

use super::numbers::count;

/// A number as it is written, or what it has to be.
pub(crate) fn whole_number(written: &str, least: u32, most: u32) -> Result<u32, String> {
    let number = written.trim().parse::<u32>().ok();
    number
        .filter(|number| (least..=most).contains(number))
        .ok_or_else(|| format!("A whole number from {} to {}", count(least), count(most)))
}

/// A whole number within bounds. One out of them changes nothing, stays written, and `wrong` says what is asked for.
/// Stands in a [`Field`](super::Field) of the same id, which shows it.
#[component]
pub(crate) fn NumberInput(
    /// The test id too.
    #[prop(into)]
    id: String,
    least: u32,
    most: u32,
    #[prop(default = 1)] step: u32,
    #[prop(into)] value: Signal<u32>,
    wrong: RwSignal<Option<String>>,
    on_pick: UnsyncCallback<u32>,
) -> impl IntoView {
    let value = Memo::new(move |_| value.get());
    // What was wrong is no longer written once another number counts.
    Effect::new(move || {
        value.track();
        wrong.set(None);
    });
    let read = move |written: &str| match whole_number(written, least, most) {
        Ok(number) => {
            wrong.set(None);
            on_pick.run(number);
        }
        Err(asked) => wrong.set(Some(format!(
            "{asked}; it stays {}",
            count(value.get_untracked())
        ))),
    };
    view! {
        <input
            class="input"
            id=id.clone()
            type="number"
            min=least.to_string()
            max=most.to_string()
            step=step.to_string()
            inputmode="numeric"
            data-testid=id.clone()
            aria-describedby=format!("{id}-about")
            aria-invalid=move || wrong.with(Option::is_some).to_string()
            prop:value=move || value.get().to_string()
            on:change:target=move |event| read(&event.target().value())
        />
    }
}

#[cfg(test)]
mod tests {
    use super::whole_number;

    #[test]
    fn bounds_are_in_and_beyond_them_is_said() {
        assert_eq!(whole_number(" 1 ", 1, 50), Ok(1));
        assert_eq!(whole_number("50", 1, 50), Ok(50));
        for wrong in ["0", "51", "", "-1", "1.5", "a", "4294967296"] {
            assert_eq!(
                whole_number(wrong, 1, 50),
                Err("A whole number from 1 to 50".to_owned()),
                "{wrong}"
            );
        }
    }
}
