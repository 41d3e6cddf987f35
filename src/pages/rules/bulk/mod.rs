//! The bar at the table's foot while rules are selected: how many, and what can be done with all of them at once. Each
//! deed is one step of undo.

mod reshape;

use labelloom_engine::{
    ids::{LabelId, RuleId},
    session::edit::Edit,
};
use leptos::prelude::*;

use self::reshape::{Reshape, Reshaping};
use super::{desk::Desk, editor::store::Editor, picked::Picked, shown::Shown};
use crate::{
    actions::rules::edit_saying,
    browser::parts::Part,
    components::{Button, ButtonKind, IconButton, Shape, numbers::counted},
    pages::Later,
    route::Open,
};

/// The bar, and the dialog it opens.
#[component]
pub(super) fn BulkBar(
    /// Gives the focus back to the table.
    #[prop(into)]
    on_leave: UnsyncCallback<()>,
) -> impl IntoView {
    let picked = Picked::expect();
    let reshape = RwSignal::new(None::<Reshape>);
    let leave = move || {
        picked.clear();
        on_leave.run(());
    };
    let on_key = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Escape" {
            event.prevent_default();
            leave();
        }
    };
    view! {
        <Show when=move || picked.is_any.get()>
            <div class="bulk" role="toolbar" aria-label="Selected rules" data-testid="bulk" on:keydown=on_key>
                <Head on_clear=UnsyncCallback::new(move |()| leave()) />
                <Deeds reshape=reshape />
            </div>
        </Show>
        {move || reshape.get().map(|chosen| {
            provide_context(Reshaping { chosen, reshape });
            view! { <Later part=Part::Pages door=reshape::door /> }
        })}
    }
}

/// How many are selected, all of them, none.
#[component]
fn Head(on_clear: UnsyncCallback<()>) -> impl IntoView {
    let picked = Picked::expect();
    let shown = Shown::expect();
    let count = move || u32::try_from(picked.in_sight.with(Vec::len)).unwrap_or(u32::MAX);
    let is_all = move || picked.in_sight.with(Vec::len) == shown.ids.with(Vec::len);
    view! {
        <div class="bulk-head">
            <strong role="status" data-testid="bulk-count">{move || counted(count(), "rule selected", "rules selected")}</strong>
            <span class="gap"></span>
            {move || (!is_all()).then(|| view! {
                <Button kind=ButtonKind::Quiet keys="Ctrl A" on:click=move |_| picked.toggle_all()>"All"</Button>
            })}
            <Button kind=ButtonKind::Quiet keys="Esc" attr:data-testid="bulk-clear" on:click=move |_| on_clear.run(())>"None"</Button>
        </div>
    }
}

/// What can be done.
#[component]
fn Deeds(reshape: RwSignal<Option<Reshape>>) -> impl IntoView {
    let desk = Desk::expect();
    let picked = Picked::expect();
    let editor = Editor::expect();
    let switch = move |enabled: bool| {
        let ids = picked.in_sight.get_untracked();
        let word = if enabled { "on" } else { "off" };
        let said = format!("Switched {} {word}", rules(&ids));
        edit_saying(desk.bench, Edit::EnableRules { ids, enabled }, said);
    };
    let is_one = Memo::new(move |_| picked.in_sight.with(Vec::len) == 1);
    let split = move |_| {
        let one = picked.in_sight.with_untracked(|ids| ids.first().copied());
        reshape.set(one.map(Reshape::Split));
    };
    let merge = move |_| reshape.set(Some(Reshape::Merge(picked.in_sight.get_untracked())));
    view! {
        <div class="bulk-deeds">
            <Button attr:data-testid="bulk-on" on:click=move |_| switch(true)>"On"</Button>
            <Button attr:data-testid="bulk-off" on:click=move |_| switch(false)>"Off"</Button>
            <Show when=move || is_one.get()>
                <Button attr:data-testid="bulk-split" on:click=split>"Split…"</Button>
            </Show>
            <Show when=move || !is_one.get()>
                <Button attr:data-testid="bulk-merge" on:click=merge>"Merge…"</Button>
            </Show>
            <Relabel />
            <IconButton shape=Shape::Up name="Move up (Alt ↑)" attr:data-testid="bulk-up" on:click=move |_| shift(desk, &picked.in_sight.get_untracked(), -1) />
            <IconButton shape=Shape::Down name="Move down (Alt ↓)" attr:data-testid="bulk-down" on:click=move |_| shift(desk, &picked.in_sight.get_untracked(), 1) />
            <Button keys="Del" attr:data-testid="bulk-delete" on:click=move |_| delete(desk, editor, picked)>"Delete"</Button>
        </div>
    }
}

/// The label they are to vote for, chosen from the browser's own list.
#[component]
fn Relabel() -> impl IntoView {
    let desk = Desk::expect();
    let picked = Picked::expect();
    let pick = move |event: leptos::ev::Event| {
        let field: web_sys::HtmlSelectElement = event_target(&event);
        let label = field.value().parse().ok().map(LabelId);
        field.set_value("");
        let Some(label) = label.and_then(|label| desk.label(label)) else {
            return;
        };
        let ids = picked.in_sight.get_untracked();
        let said = format!("Gave {} the label {}", rules(&ids), label.name);
        let edit = Edit::LabelRules { ids, label: label.id };
        edit_saying(desk.bench, edit, said);
    };
    let options = move || {
        let labels = desk.labels.get();
        let option = |label: labelloom_engine::session::reply::LabelView| {
            view! { <option value=label.id.0.to_string()>{label.name}</option> }
        };
        labels.into_iter().map(option).collect_view()
    };
    view! {
        <select class="button bulk-label" aria-label="Label of the selected rules" data-testid="bulk-label" on:change=pick>
            <option value="" selected disabled>"Label…"</option>
            {options}
        </select>
    }
}

/// Moves rules up or down in the project, brought together.
pub(super) fn shift(desk: Desk, ids: &[RuleId], by: i32) {
    let position = desk.lines.with_untracked(|lines| {
        let order: Vec<RuleId> = lines.iter().map(|line| line.view.id).collect();
        shifted(&order, ids, by)
    });
    if let Some(position) = position {
        let ids = ids.to_vec();
        desk.edit(Edit::MoveRules { ids, position });
    }
}

/// How many of the other rules are to stand before the moved ones; none where they are at the end already.
fn shifted(order: &[RuleId], ids: &[RuleId], by: i32) -> Option<u32> {
    let is_moved = |id: &&RuleId| ids.contains(id);
    let first = order.iter().position(|id| ids.contains(id))?;
    let last = order.iter().rposition(|id| ids.contains(id))?;
    let others_before = |place: usize| order[..place].iter().filter(|id| !is_moved(id)).count();
    let others = others_before(order.len());
    let position = if by < 0 {
        others_before(first).checked_sub(1)
    } else {
        Some(others_before(last) + 1).filter(|position| *position <= others)
    };
    // Rules that stand apart can still be brought together at the end.
    let is_apart = last + 1 - first > ids.len();
    let end = if by < 0 { 0 } else { others };
    let position = position.or(is_apart.then_some(end))?;
    u32::try_from(position).ok()
}

/// Deletes the selected rules. No question before it: undo brings them back.
pub(super) fn delete(desk: Desk, editor: Editor, picked: Picked) {
    let ids = picked.in_sight.get_untracked();
    leave_open(desk, editor, &ids, None);
    let said = format!("Deleted {}", rules(&ids));
    picked.clear();
    edit_saying(desk.bench, Edit::DeleteRules { ids }, said);
}

/// Before rules go: the editor turns to another one, or to none, where it holds one of them.
fn leave_open(desk: Desk, editor: Editor, gone: &[RuleId], to: Option<RuleId>) {
    let route = desk.router.route.get_untracked();
    let Open::Rule(id) = route.open else { return };
    if gone.contains(&id) {
        editor.forget();
        let mut there = route.opening(to.map_or(Open::Nothing, Open::Rule));
        there.tab = route.tab;
        desk.router.go(&there);
    }
}

fn rules(ids: &[RuleId]) -> String {
    counted(u32::try_from(ids.len()).unwrap_or(u32::MAX), "rule", "rules")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn rules_move_by_one_of_the_others_and_stop_at_the_ends() {
        let order: Vec<RuleId> = (0..5).map(RuleId).collect();
        let to = |ids: &[u32], by| {
            let ids: Vec<RuleId> = ids.iter().copied().map(RuleId).collect();
            shifted(&order, &ids, by)
        };
        assert_eq!(to(&[1], -1), Some(0));
        assert_eq!(to(&[0], -1), None);
        assert_eq!(to(&[3], 1), Some(4));
        assert_eq!(to(&[4], 1), None);
        assert_eq!(to(&[1, 2], 1), Some(2), "behind 0 and 3");
        assert_eq!(to(&[0, 2], -1), Some(0), "0 stays, 2 joins it");
        assert_eq!(to(&[2, 4], 1), Some(3), "4 stays, 2 joins it");
        assert_eq!(to(&[0, 1, 2, 3, 4], 1), None);
    }
}
