//! What is done on the map: records are opened, and picked by areas, one by one, or with their neighbours. The worker
//! knows which records an area holds, and keeps what is picked.

use labelloom_engine::session::graph::{GraphAsk, GraphReply, NodeView, PickHow};
use leptos::{prelude::*, task::spawn_local};

use super::{
    board::Panel,
    map::{Answers, Joins},
};
use crate::{
    actions::{
        self,
        graph::{Question, Told},
    },
    route::Router,
    state::Bench,
};

/// What the map asks for.
pub(super) fn answers(
    bench: Bench,
    router: Router,
    picked: RwSignal<u32>,
    panel: RwSignal<Panel>,
) -> Answers {
    let show = move |now: u32| {
        // The same number may be of other records.
        if picked.try_set(now).is_none() && now > 0 {
            panel.set(Panel::Picked);
        }
    };
    let pick = move |ask: GraphAsk| {
        spawn_local(async move {
            match actions::graph::ask(bench, Question::Pick, &ask).await {
                Ok(GraphReply::Picked { picked: now }) => show(now),
                Err(Some(problem)) => bench.tell_problem(problem),
                _ => {}
            }
        });
    };
    Answers {
        take: Callback::new(move |(polygon, joins): (Vec<[f32; 2]>, Joins)| {
            pick(GraphAsk::Pick {
                polygon,
                how: how(joins),
            });
        }),
        pick: Callback::new(move |(record, joins): (u32, Joins)| {
            pick(GraphAsk::PickRecords {
                records: vec![record],
                how: how(joins),
            });
        }),
        pick_neighbours: Callback::new(move |record: u32| {
            spawn_local(async move {
                let node = node(bench, record).await;
                if let Ok(node) = node {
                    let near = node.neighbors.iter().map(|near| near.index);
                    pick(GraphAsk::PickRecords {
                        records: std::iter::once(record).chain(near).collect(),
                        how: PickHow::Add,
                    });
                }
            });
        }),
        open: Callback::new(move |record: u32| {
            let route = router.route.get_untracked();
            if route.record == Some(record) {
                panel.set(Panel::Record);
            } else {
                router.go(&route.showing(Some(record)));
            }
        }),
    }
}

/// One record and where its label comes from.
pub(super) async fn node(bench: Bench, index: u32) -> Told<NodeView> {
    match actions::graph::ask(bench, Question::Node, &GraphAsk::Node { index }).await? {
        GraphReply::Node(node) => Ok(*node),
        _ => Err(None),
    }
}

fn how(joins: Joins) -> PickHow {
    match joins {
        Joins::Replaces => PickHow::Replace,
        Joins::Adds => PickHow::Add,
        Joins::Removes => PickHow::Remove,
    }
}
