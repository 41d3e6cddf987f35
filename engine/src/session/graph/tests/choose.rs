//! Graphs and models compared by gold.

use super::*;
use crate::choosing::Verdict;
use crate::job::Step;
use crate::session::Outcome;

/// Forty records of two themes by turns: gold on 24, of which four are held out.
fn themes() -> String {
    let mut data = "id,text,label,split\n".to_owned();
    let more = ["red", "blue", "large", "small", "old"];
    for record in 0..40 {
        let (own, label) = [("win a prize", "SPAM"), ("lunch at noon", "HAM")][record % 2];
        let (label, split) = match record {
            0..20 => (label, "dev"),
            20..24 => (label, "test"),
            _ => ("", ""),
        };
        let (one, other) = (more[record % 5], more[record / 5 % 5]);
        data.push_str(&format!(
            "r{record},{own} {one} {other} {record},{label},{split}\n"
        ));
    }
    data
}

fn compared(session: &mut Session) -> ChoicesView {
    match answer(session, GraphAsk::Choose) {
        GraphReply::Choices(view) => *view,
        other => panic!("{other:?}"),
    }
}

fn set_gold(session: &mut Session, record: u32, label: LabelId) {
    let label = Some(label);
    edit(session, Edit::SetGold { record, label });
}

#[test]
fn dev_gold_says_which_graph_to_take() {
    let mut session = imported(&themes());
    choose(&mut session, |choice| {
        choice.features = vec!["characters".to_owned()];
        choice.seeds.posteriors = None;
    });
    let view = compared(&mut session);
    assert!(!view.stale);
    assert_eq!(view.outcome.judged, 20, "held-out gold is not asked");
    // The usual five graphs, and the one of the choice.
    assert_eq!(
        (view.outcome.graphs.len(), view.outcome.tried.len()),
        (6, 2 + 6 * 3)
    );
    assert_eq!(view.outcome.best().unwrap().accuracy, Some(1.0));
    // Every text says its label: no graph is simpler than one.
    assert_eq!(view.outcome.advice.verdict, Verdict::NoGraph);
    assert_eq!(view.take, None);
    assert_eq!(compared(&mut session), view);
}

#[test]
fn another_choice_keeps_the_figures_and_other_gold_does_not() {
    let mut session = imported(&themes());
    let view = compared(&mut session);
    choose(&mut session, |choice| choice.features = vec!["lsa-50".to_owned()]);
    choose(&mut session, |choice| choice.method = "spreading".to_owned());
    assert_eq!(compared(&mut session), view, "it is said of all graphs");
    set_gold(&mut session, 30, SPAM);
    assert_eq!(compared(&mut session).outcome.judged, 21);
    edit(&mut session, Edit::AddLabel { name: "OTHER".into() });
    choose(&mut session, |choice| choice.k = 5);
    let other = compared(&mut session);
    assert!(!other.stale);
    assert_ne!(other.outcome.graphs[0].edges, view.outcome.graphs[0].edges);
}

#[test]
fn edits_meanwhile_leave_figures_that_are_said_to_be_of_before() {
    let mut session = imported(&themes());
    let request = || Request::graph(&GraphAsk::Choose).unwrap();
    let Outcome::Job(mut job) = session.handle(request()).unwrap() else {
        panic!("it takes a while");
    };
    let mut steps = 0;
    let reply = loop {
        match session.step(&mut job).unwrap() {
            Step::Done(reply) => break reply,
            Step::Working(told) => assert!(told.done <= told.total),
        }
        steps += 1;
        if steps == 100 {
            rule(&mut session, "prize", SPAM, "prize");
            set_gold(&mut session, 30, SPAM);
        }
    };
    assert!(steps > 200, "{steps}");
    let Reply::Graph(reply) = reply else {
        panic!("{reply:?}");
    };
    let GraphReply::Choices(view) = reply.open().unwrap() else {
        panic!("no comparison");
    };
    assert_eq!((view.stale, view.outcome.judged), (true, 20));
    assert_eq!(compared(&mut session).outcome.judged, 21);
}

/// Rules that vote are seeds on records without gold.
#[test]
fn rules_are_learned_from_where_the_choice_says_so() {
    let mut session = imported(&themes());
    rule(&mut session, "prize", SPAM, "prize");
    choose(&mut session, |choice| {
        choice.seeds.rules = true;
        choice.seeds.posteriors = None;
    });
    let view = compared(&mut session);
    // Twenty texts hold the word, ten of them have dev gold.
    assert!(
        view.outcome.notes[0].starts_with("10 seeds of rules or a model"),
        "{:?}",
        view.outcome.notes
    );
    rule(&mut session, "lunch", HAM, "lunch");
    assert!(compared(&mut session).outcome.notes[0].starts_with("20 seeds"));
}

#[test]
fn without_gold_there_is_a_message() {
    let mut session = session();
    let view = compared(&mut session);
    assert_eq!((view.outcome.best, view.take), (None, None));
    assert_eq!(view.outcome.advice.verdict, Verdict::TooFew);
    assert!(
        view.outcome
            .advice
            .words
            .starts_with("There are 2 hand labels, 0 of labels that have two")
    );
}

/// What is to be taken is the choice with another graph and method alone.
#[test]
fn the_best_graph_is_taken_as_one_edit() {
    let mut session = imported(&themes());
    choose(&mut session, |choice| choice.seeds.posteriors = None);
    compared(&mut session);
    let project = session.project_mut().unwrap();
    let outcome = &mut project.graph.chosen.as_mut().unwrap().outcome;
    let best = outcome
        .tried
        .iter()
        .rposition(|tried| tried.graph.is_some())
        .unwrap();
    outcome.best = u32::try_from(best).ok();
    outcome.advice.verdict = Verdict::Take;
    let take = compared(&mut session).take.unwrap();
    assert_eq!(
        (take.features.join(" "), take.method.as_str()),
        ("words lsa-100".to_owned(), "propagation")
    );
    assert_eq!(take.seeds.posteriors, None);
    edit(&mut session, Edit::Graph(take));
    assert_eq!(compared(&mut session).take, None, "it is taken");
}
