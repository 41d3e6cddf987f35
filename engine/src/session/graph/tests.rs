//! The graph as the page asks for it: what is made for a question, what is said, and the records that figures lead to.

mod basic;
mod choose;
mod embeddings;
mod exports;
mod images;
mod kept;
mod lists;
mod map;
mod node;
mod odd;
mod updates;

use super::*;
use crate::ids::LabelId;
use crate::session::Session;
use crate::session::edit::{Edit, RuleText};
use crate::session::reply::{ProjectView, Reply, RowsView};
use crate::session::request::{Filter, Request, Selection};
use crate::session::tests::{edit, imported};

pub(super) const HAM: LabelId = LabelId(0);
pub(super) const SPAM: LabelId = LabelId(1);

/// Two themes of four records each, a pair of twins in the first, and two records that are like no other. Gold: `a` and
/// `e`; held out: `b` and `f`.
pub(super) const DATA: &str = "id,text,label,split\n\
    a,win a free prize now,SPAM,dev\n\
    b,win a free prize today,SPAM,test\n\
    c,free prize inside,,\n\
    d,free prize inside,,\n\
    e,lunch at noon with you,HAM,dev\n\
    f,lunch at noon tomorrow,HAM,test\n\
    g,noon with you then,,\n\
    h,lunch with you,,\n\
    i,xylophone,,\n\
    j,,,\n";

/// A session of [`DATA`] with a graph of three neighbours, from gold alone.
pub(super) fn session() -> Session {
    let mut session = imported(DATA);
    choose(&mut session, |choice| {
        choice.k = 3;
        choice.seeds.posteriors = None;
    });
    session
}

pub(super) fn choose(session: &mut Session, change: impl FnOnce(&mut GraphChoice)) -> ProjectView {
    let mut choice = (*session.project().unwrap().document().graph).clone();
    change(&mut choice);
    edit(session, Edit::Graph(choice))
}

pub(super) fn rule(session: &mut Session, name: &str, label: LabelId, query: &str) {
    let text = RuleText {
        name: name.into(),
        label,
        query: query.into(),
        ..RuleText::default()
    };
    edit(session, Edit::AddRule { text });
}

pub(super) fn ask(session: &mut Session, ask: GraphAsk) -> Reply {
    session.answer(Request::graph(&ask).unwrap()).unwrap()
}

pub(super) fn refused(session: &mut Session, ask: GraphAsk) -> String {
    session
        .answer(Request::graph(&ask).unwrap())
        .unwrap_err()
        .to_string()
}

pub(super) fn answer(session: &mut Session, asked: GraphAsk) -> GraphReply {
    match ask(session, asked) {
        Reply::Graph(reply) => reply.open().unwrap(),
        other => panic!("{other:?}"),
    }
}

pub(super) fn view(session: &mut Session, asked: GraphAsk) -> GraphView {
    match answer(session, asked) {
        GraphReply::View(view) => *view,
        other => panic!("{other:?}"),
    }
}

pub(super) fn picture(session: &mut Session) -> PictureFigures {
    view(session, GraphAsk::Propagate).picture.unwrap()
}

pub(super) fn bytes(session: &mut Session, asked: GraphAsk) -> (GraphHead, Vec<u8>) {
    match ask(session, asked) {
        Reply::Bytes(reply) => (reply.head().unwrap(), reply.bytes),
        other => panic!("{other:?}"),
    }
}

/// Codes and flags by a colouring.
pub(super) fn colored(session: &mut Session, asked: GraphAsk) -> (Legend, Vec<u8>, Vec<u8>) {
    let (head, mut bytes) = bytes(session, asked);
    let marks = bytes.split_off(bytes.len() / 2);
    match head {
        GraphHead::Legend(legend) => (legend, bytes, marks),
        GraphHead::Layout(_) | GraphHead::Variants(_) => panic!("this is no colouring"),
    }
}

/// The records of a list.
pub(super) fn records(session: &mut Session, filters: &[Filter]) -> Vec<u32> {
    let request = Request::Rows {
        selection: Selection {
            filters: filters.to_vec(),
            search: String::new(),
        },
        start: 0,
        end: 1000,
        keep: None,
    };
    match session.answer(request).unwrap() {
        Reply::Rows(RowsView { rows, .. }) => rows.into_iter().map(|row| row.index).collect(),
        other => panic!("{other:?}"),
    }
}
