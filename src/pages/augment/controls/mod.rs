//! How variants are made: policy, copies and seed, operations with their strengths, and what stays as it is.

mod locks;
mod operation;
mod operations;

use leptos::prelude::*;

pub(super) use self::operation::strength_of;
use self::{
    locks::Locks,
    operation::{Of, Parameter},
    operations::Operations,
};
use super::{board::Board, parts::Number, words};
use crate::components::{Button, Field, Select, SelectOption, Tip};

/// The column at the left.
#[component]
pub(super) fn Controls() -> impl IntoView {
    let board = Board::expect();
    view! {
        <section class="augment-controls" id="augment-controls" aria-label="How variants are made" data-testid="augment-controls">
            <Policy />
            <Operations />
            {(!board.of_images).then(|| view! { <Locks /> })}
        </section>
    }
}

#[component]
fn Policy() -> impl IntoView {
    let board = Board::expect();
    let options = Signal::derive(move || {
        board.view.with(|view| {
            let policies = view.iter().flat_map(|view| &view.policies);
            let option = |policy: &labelloom_engine::session::augment::PolicyInfo| SelectOption {
                value: policy.name.clone(),
                name: policy.title.clone(),
            };
            policies.map(option).collect::<Vec<_>>()
        })
    });
    let value = Signal::derive(move || board.choice.with(|choice| choice.policy.clone()));
    let hint = Signal::derive(move || board.policy().map(|policy| policy.sentence).unwrap_or_default());
    let has_length = Memo::new(move |_| board.policy().is_some_and(|policy| policy.has_length));
    let pick = move |name: String| {
        let of_one = board.view.with_untracked(|view| {
            let mut all = view.iter().flat_map(|view| &view.policies);
            all.any(|policy| policy.name == name && policy.is_of_one)
        });
        board.choose(|choice| {
            choice.policy = name;
            choice.settings.clear();
            if of_one {
                choice.operations.truncate(1);
            }
            operation::share_out(choice);
        });
    };
    view! {
        <div class="card augment-group">
            <h2>"Policy"</h2>
            <Field id="augment-policy" name="How operations are combined" hint=hint>
                <Select id="augment-policy" value=value options=options on_pick=UnsyncCallback::new(pick) attr:data-testid="augment-policy" attr:aria-describedby="augment-policy-about" />
            </Field>
            <div class="augment-numbers">
                <Number
                    id="augment-copies"
                    name="Copies of a record"
                    least=1
                    most=100
                    value=Signal::derive(move || board.choice.with(|choice| choice.copies))
                    on_pick=UnsyncCallback::new(move |copies| board.choose(|choice| choice.copies = copies))
                />
                <Show when=move || has_length.get()>
                    <Number
                        id="augment-length"
                        name="Operations in a row"
                        least=1
                        most=10
                        value=Signal::derive(move || board.choice.with(|choice| choice.length))
                        on_pick=UnsyncCallback::new(move |length| board.choose(|choice| choice.length = length))
                    />
                </Show>
                <Number
                    id="augment-seed"
                    name="Seed"
                    least=0
                    most=u32::MAX
                    value=Signal::derive(move || board.choice.with(|choice| choice.seed))
                    on_pick=UnsyncCallback::new(move |seed| board.choose(|choice| choice.seed = seed))
                />
                <Button attr:data-testid="augment-reseed" attr:title=words::SEED on:click=move |_| board.choose(|choice| choice.seed = choice.seed.wrapping_add(1))>"Next seed"</Button>
            </div>
            <div class="augment-settings">
                {move || board.policy().map(|policy| policy.parameters).unwrap_or_default().into_iter().map(|parameter| view! { <Parameter of=Of::Policy parameter=parameter /> }).collect_view()}
            </div>
            <label class="augment-check">
                <input
                    type="checkbox"
                    data-testid="augment-keep-unchanged"
                    prop:checked=move || board.choice.with(|choice| choice.keep_unchanged)
                    on:change:target=move |event| { let keeps = event.target().checked(); board.choose(|choice| choice.keep_unchanged = keeps); }
                />
                <span>"Variants equal to their record count as any others" <span class="muted">" · as reference programs have it"</span></span>
            </label>
            <p class="small muted"><Tip term="Seeds" meaning=words::SEED />" make variants come again."</p>
        </div>
    }
}
