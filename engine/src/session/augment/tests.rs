//! Variants as the page asks for them: made, judged, kept and let go.

mod document;
mod images;
mod jobs;
mod preview;
mod search;

use serde_json::{Map, Value, json};

use super::*;
use crate::ids::LabelId;
use crate::session::Session;
use crate::session::edit::{Edit, RuleText};
use crate::session::late::Late;
use crate::session::reply::{ProjectView, Reply};
use crate::session::request::{Augmented, ExportOptions, Include, Request, Selection};
use crate::session::tests::{edit, imported};

const HAM: LabelId = LabelId(0);
const SPAM: LabelId = LabelId(1);

/// Comments: gold for two, held out for two, one empty, one in another script.
const DATA: &str = "id,text,label,split\n\
    a,Please check out my channel today,SPAM,dev\n\
    b,I love this song so much,HAM,dev\n\
    c,check out my new video on my channel,SPAM,test\n\
    d,what a lovely song this is,HAM,test\n\
    e,do not check that,,\n\
    f,,,\n\
    g,我喜欢这首歌,,\n\
    h,love,,\n";

/// A session of [`DATA`] with a rule for each label.
fn session() -> Session {
    let mut session = imported(DATA);
    rule(&mut session, "channel", SPAM, "channel");
    rule(&mut session, "love", HAM, "love, lovely");
    session
}

fn rule(session: &mut Session, name: &str, label: LabelId, query: &str) {
    let text = RuleText {
        name: name.into(),
        label,
        query: query.into(),
        ..RuleText::default()
    };
    edit(session, Edit::AddRule { text });
}

fn answer(session: &mut Session, ask: AugmentAsk) -> AugmentReply {
    match session.answer(Request::augment(&ask).unwrap()).unwrap() {
        Reply::Augment(reply) => reply.open().unwrap(),
        other => panic!("{other:?}"),
    }
}

fn refused(session: &mut Session, ask: AugmentAsk) -> String {
    session
        .answer(Request::augment(&ask).unwrap())
        .unwrap_err()
        .to_string()
}

fn state(session: &mut Session) -> AugmentView {
    match answer(session, AugmentAsk::State) {
        AugmentReply::State(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn all() -> VariantScope {
    VariantScope::Selection(Selection::default())
}

fn shown(session: &mut Session, scope: VariantScope, count: u32, choice: AugmentChoice) -> PreviewView {
    let choice = Some(choice);
    match answer(
        session,
        AugmentAsk::Preview {
            scope,
            count,
            choice,
            side: None,
        },
    ) {
        AugmentReply::Preview(view) => view,
        other => panic!("{other:?}"),
    }
}

/// A choice of operations with their settings, one after the other.
fn choice(operations: &[(&str, Value)]) -> AugmentChoice {
    let operation = |(name, settings): &(&str, Value)| OperationChoice {
        settings: settings.as_object().cloned().unwrap_or_else(Map::new),
        ..OperationChoice::of(name)
    };
    AugmentChoice {
        policy: "apply-each".to_owned(),
        operations: operations.iter().map(operation).collect(),
        copies: 2,
        ..AugmentChoice::default()
    }
}

/// Half of the words go.
fn deleting() -> AugmentChoice {
    choice(&[("delete", json!({"strength": 0.5}))])
}

/// A file as text.
fn exported(session: &mut Session, format: &str, augmented: Augmented) -> String {
    let options = ExportOptions {
        format: format.to_owned(),
        model: None,
        include: Include::All,
        threshold: 0.0,
        at: None,
        augmented,
    };
    match session.answer(Request::Export(options)).unwrap() {
        Reply::File(file) => String::from_utf8(file.bytes).unwrap(),
        other => panic!("{other:?}"),
    }
}
