//! Groups of records that are nearly the same, those whose gold contradicts first; all of a group is labeled at once.

use std::sync::Arc;

use labelloom_engine::{
    ids::LabelId,
    session::{
        edit::Edit,
        graph::{GraphAsk, GraphReply, TwinsGroup, TwinsView},
        labels::LabelCounted,
        request::Filter,
    },
};
use leptos::{prelude::*, task::spawn_local};

use super::{
    super::{
        board::Board,
        parts::{Records, Tag, Turn},
        words,
    },
    receipt::shown,
};
use crate::pages::lookup::Lookup;
use crate::{
    actions::{self, graph::Question},
    components::{
        Picture, Select, SelectOption, Tip,
        numbers::{count, counted},
    },
    pages::labels::Trouble,
    state::is_of_images,
    worker::protocol::Problem,
};

/// Cosines to choose from, in hundredths, and the usual one.
const OF_TEXTS: ([u32; 5], u32) = ([100, 98, 95, 90, 80], 95);

/// The same of images, whose descriptors are dense.
const OF_IMAGES: ([u32; 5], u32) = ([100, 99, 98, 97, 95], 98);

/// Images of a group that are shown.
const SIDE_BY_SIDE: usize = 6;

/// Groups of a page.
const PAGE: u32 = 100;

/// The list, and from which cosine on.
#[component]
pub(super) fn Twins() -> impl IntoView {
    let board = Board::expect();
    let (all, usual) = match board.bench.project.with_untracked(is_of_images) {
        true => OF_IMAGES,
        false => OF_TEXTS,
    };
    let least = RwSignal::new(usual);
    let start = RwSignal::new(0_u32);
    let told = RwSignal::new(None::<Result<Arc<TwinsView>, Problem>>);
    Effect::new(move || {
        board.view.track();
        let ask = GraphAsk::Twins {
            at_least: f64::from(least.get()) / 100.0,
            start: start.get(),
        };
        spawn_local(async move {
            let answer = match actions::graph::ask(board.bench, Question::List, &ask).await {
                Ok(GraphReply::Twins(view)) => Ok(Arc::new(view)),
                Err(Some(problem)) => Err(problem),
                _ => return,
            };
            told.try_set(Some(answer));
        });
    });
    let options = Signal::derive(move || {
        all.iter()
            .map(|least| SelectOption {
                value: least.to_string(),
                name: if *least == 100 {
                    "the same".to_owned()
                } else {
                    format!("0.{least} alike")
                },
            })
            .collect::<Vec<_>>()
    });
    view! {
        <div class="graph-list-head">
            <label for="twins-least"><Tip term="Alike at least" meaning=words::TWINS /></label>
            <Select id="twins-least" value=Signal::derive(move || least.get().to_string()) options=options
                on_pick=UnsyncCallback::new(move |picked: String| if let Ok(picked) = picked.parse() { start.set(0); least.set(picked); })
                attr:data-testid="twins-least" />
        </div>
        {move || match told.get() {
            None => view! { <p class="muted" role="status">"Looking for them…"</p> }.into_any(),
            Some(Err(problem)) => view! { <Trouble problem=problem /> }.into_any(),
            Some(Ok(view)) => view! { <List view=view start=start /> }.into_any(),
        }}
    }
}

#[component]
fn List(view: Arc<TwinsView>, start: RwSignal<u32>) -> impl IntoView {
    let total = view.total;
    if total == 0 {
        return view! { <p data-testid="twins-none">"No two records are as alike as that."</p> }.into_any();
    }
    let first = view.start;
    let last = first + u32::try_from(view.groups.len()).unwrap_or(0);
    let contradicting = (view.contradicting > 0).then(|| {
        format!(
            "; gold contradicts itself in {}, shown first",
            counted(view.contradicting, "group", "groups")
        )
    });
    view! {
        <p class="muted small" data-testid="twins-said">
            <Records records=view.records filter=Filter::NearDuplicates testid="twins-all" />
            {format!(" records in {}", counted(total, "group", "groups"))} {contradicting} "."
        </p>
        <ol class="graph-rows">{view.groups.iter().cloned().map(|group| view! { <Group group=group /> }).collect_view()}</ol>
        <Turn start=start shown=(first, last) total=total page=PAGE />
    }
    .into_any()
}

#[component]
fn Group(group: TwinsGroup) -> impl IntoView {
    let board = Board::expect();
    let first = group.records.first().copied().unwrap_or(0);
    let records = group.records.clone();
    let size = u32::try_from(group.records.len()).unwrap_or(u32::MAX);
    // Whether images are the same is seen at once, side by side.
    let twins = board.bench.project.with_untracked(is_of_images).then(|| {
        let each = |record: &u32| view! { <Picture record=*record side=56 name=group.text.clone() /> };
        view! { <span class="pictured">{group.records.iter().take(SIDE_BY_SIDE).map(each).collect_view()}</span> }
    });
    let counts =
        |of: &LabelCounted| view! { <Tag id=of.label /> <span class="muted">{count(of.count)}</span> };
    let gold = (!group.gold.is_empty()).then(|| {
        view! { <span class:graph-contradicts=group.contradicts><span class="muted">"gold: "</span>{group.gold.iter().map(counts).collect_view()}</span> }
    });
    let labels = (!group.labels.is_empty()).then(|| {
        view! { <span><span class="muted">"graph: "</span>{group.labels.iter().map(counts).collect_view()}</span> }
    });
    view! {
        <li class="graph-row" data-testid="twins-group" data-contradicts=group.contradicts.to_string()>
            {twins}
            <a class="graph-quote" href=board.on_map(first) dir="auto">{shown(&group.text)}</a>
            <p class="graph-row-about">
                <span>{counted(size, "record", "records")}</span>
                {group.identical.then(|| view! { <span class="muted" data-testid="twins-identical">"identical"</span> })}
                {group.contradicts.then(|| view! { <strong class="graph-clash">"gold contradicts itself"</strong> })}
                {gold} {labels}
                <span class="gap"></span>
                <LabelAll records=records name=format!("Label all {} of this group as", count(size)) testid="twins-label" />
            </p>
        </li>
    }
}

/// A list of labels; the one picked becomes the gold of many records, as one edit.
#[component]
pub(super) fn LabelAll(
    records: Vec<u32>,
    /// For screen readers.
    name: String,
    testid: &'static str,
) -> impl IntoView {
    let board = Board::expect();
    let first = SelectOption {
        value: String::new(),
        name: "label all as…".to_owned(),
    };
    let of_labels = board.labels().into_iter().map(|label| SelectOption {
        value: label.id.0.to_string(),
        name: label.name,
    });
    // Fields of a page have names of their own.
    let id = format!("{testid}-{}", records.first().copied().unwrap_or(0));
    let options: Vec<SelectOption> = std::iter::once(first).chain(of_labels).collect();
    let pick = move |picked: String| {
        if let Ok(id) = picked.parse() {
            let edit = Edit::SetGolds {
                records: records.clone(),
                label: Some(LabelId(id)),
            };
            actions::edit::edit(board.bench, edit);
        }
    };
    view! {
        <Select id=id value=Signal::stored(String::new()) options=Signal::stored(options)
            on_pick=UnsyncCallback::new(pick) attr:data-testid=testid attr:aria-label=name attr:class="input graph-label-all" />
    }
}
