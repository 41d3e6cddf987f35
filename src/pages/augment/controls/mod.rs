//! How variants are made: policy, copies and seed, operations with their strengths, and what stays as it is.

mod locks;
mod operation;
mod operations;
mod slider;

use labelloom_engine::session::augment::OperationChoice;
use leptos::prelude::*;

pub(super) use self::operation::strength_of;
use self::{
    locks::Locks,
    operation::{Of, Parameter},
    operations::Operations,
};
use super::{board::Board, parts::Number, words};
use crate::{
    browser::focus,
    components::{Button, Field, Select, SelectOption, Tip},
};

/// The column at the left.
#[component]
pub(super) fn Controls() -> impl IntoView {
    let board = Board::expect();
    view! {
        <section class="augment-controls" id="augment-controls" aria-label="How variants are made" data-testid="augment-controls">
            <button type="button" class="augment-skip" data-testid="augment-skip" on:click=move |_| go_to_variants()>"Go to the variants"</button>
            <Policy />
            <Operations />
            {(!board.of_images).then(|| view! { <Locks /> })}
        </section>
    }
}

/// Gives the focus to the first variant, or to whatever is shown instead.
fn go_to_variants() {
    let page = document();
    let first = [".augment-main article", ".augment-main a", ".augment-main button"];
    let found = first
        .iter()
        .find_map(|what| page.query_selector(what).ok().flatten());
    focus::give(found);
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
    // A policy of one operation sets the others aside; they come back with the next policy of several.
    let aside = StoredValue::new(Vec::<OperationChoice>::new());
    let pick = move |name: String| {
        let of_one = board.view.with_untracked(|view| {
            let mut all = view.iter().flat_map(|view| &view.policies);
            all.any(|policy| policy.name == name && policy.is_of_one)
        });
        board.choose(|choice| {
            choice.policy = name;
            choice.settings.clear();
            if of_one {
                aside.update_value(|aside| {
                    aside.extend(choice.operations.drain(1.min(choice.operations.len())..))
                });
            } else {
                let is_on = |operation: &OperationChoice| {
                    choice.operations.iter().any(|on| on.name == operation.name)
                };
                let mut back = aside.with_value(Vec::clone);
                aside.set_value(Vec::new());
                back.retain(|operation| !is_on(operation));
                choice.operations.extend(back);
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
