//! Embeddings as features: added, chosen, undone, kept, and what is refused of them.

use super::*;
use crate::embeddings::EmbeddingsChoice;
use crate::features::EMBEDDINGS;
use crate::npy::tests::{dict, npy};
use crate::session::snapshot::Loading;

/// Two numbers for each record of [`DATA`]: `a` to `e` lie together, and so do `f` to `i`, against what their texts say.
/// Of `j` nothing is known.
const PLACES: [[f32; 2]; 10] = [
    [1.0, 0.0],
    [1.0, 0.1],
    [0.9, 0.1],
    [0.9, 0.0],
    [0.8, 0.05],
    [0.0, 1.0],
    [0.1, 1.0],
    [0.05, 0.9],
    [0.0, 0.8],
    [0.0, 0.0],
];

fn file(places: &[[f32; 2]]) -> Vec<u8> {
    let data: Vec<u8> = places
        .iter()
        .flatten()
        .flat_map(|number| number.to_le_bytes())
        .collect();
    npy(&dict("<f4", false, &format!("({}, 2)", places.len())), &data)
}

/// Adds an array and makes it the records' embeddings.
fn add(session: &mut Session, name: &str, places: &[[f32; 2]]) {
    let project = session.project_mut().unwrap();
    let embeddings = project.read_embeddings(name, &file(places), None).unwrap();
    let choice = EmbeddingsChoice::File(embeddings.file().clone());
    project.keep_embeddings(embeddings);
    edit(session, Edit::Embeddings(Some(choice)));
}

fn by(session: &mut Session, features: &[&str]) {
    choose(session, |choice| {
        choice.features = features.iter().map(|&name| name.to_owned()).collect();
    });
}

fn with_embeddings() -> Session {
    let mut session = session();
    add(&mut session, "places.npy", &PLACES);
    by(&mut session, &[EMBEDDINGS]);
    session
}

#[test]
fn a_graph_is_made_of_them_alone_or_beside_words() {
    let mut session = with_embeddings();
    let state = view(&mut session, GraphAsk::Build);
    let graph = state.graph.unwrap();
    assert_eq!((graph.features, graph.isolated), (vec![EMBEDDINGS.to_owned()], 1));
    assert!(state.features.iter().all(|kind| kind.is_there));
    picture(&mut session);
    assert_eq!(records(&mut session, &[Filter::GraphNeighbours(0)]), [1, 2, 3, 4]);
    by(&mut session, &["words", EMBEDDINGS]);
    let graph = view(&mut session, GraphAsk::Build).graph.unwrap();
    assert_eq!(graph.features.len(), 2);
    assert!(graph.isolated <= 1);
}

#[test]
fn undo_leads_back_to_the_array_before() {
    let mut session = with_embeddings();
    view(&mut session, GraphAsk::Build);
    let before = records(&mut session, &[Filter::GraphNeighbours(4)]);
    let mut others = PLACES;
    others.reverse();
    add(&mut session, "others.npy", &others);
    let state = view(&mut session, GraphAsk::State);
    assert!(state.graph.unwrap().stale, "it is a graph of other embeddings");
    view(&mut session, GraphAsk::Build);
    let between = records(&mut session, &[Filter::GraphNeighbours(4)]);
    assert_ne!(before, between);
    session.answer(Request::Undo).unwrap();
    view(&mut session, GraphAsk::Build);
    assert_eq!(records(&mut session, &[Filter::GraphNeighbours(4)]), before);
    let view = session.answer(Request::Redo).unwrap();
    let Reply::Project(view) = view else { panic!() };
    assert_eq!(view.undo.as_deref(), Some("take the embeddings of ‘others.npy’"));
}

#[test]
fn without_them_nothing_is_made_of_them() {
    let mut session = with_embeddings();
    edit(&mut session, Edit::Embeddings(None));
    let state = view(&mut session, GraphAsk::Build);
    assert_eq!(state.choice.features, ["words"]);
    assert!(state.embeddings.choice.is_none());
    let kind = state
        .features
        .iter()
        .find(|kind| kind.name == EMBEDDINGS)
        .unwrap();
    assert!(!kind.is_there);
    let choice = GraphChoice {
        features: vec![EMBEDDINGS.into()],
        ..GraphChoice::default()
    };
    let error = session.answer(Request::Edit(Edit::Graph(choice))).unwrap_err();
    assert!(error.what.contains("have no embeddings"), "{error}");
    session.answer(Request::Undo).unwrap();
    assert_eq!(view(&mut session, GraphAsk::State).choice.features, [EMBEDDINGS]);
}

#[test]
fn a_column_of_lists_offers_itself() {
    let data = "id,text,label,where\n\
        a,one,SPAM,\"[1, 0]\"\nb,two,HAM,\"[0, 1]\"\nc,three,,\"[0.9, 0.1]\"\nd,four,,\"[0.1, 2]\"\n";
    let mut session = imported(data);
    choose(&mut session, |choice| choice.k = 1);
    let state = view(&mut session, GraphAsk::State);
    assert_eq!(state.embeddings.columns, ["where"]);
    let missing = Edit::Embeddings(Some(EmbeddingsChoice::Column("nowhere".into())));
    let error = session.answer(Request::Edit(missing)).unwrap_err();
    assert!(error.what.contains("no column \"nowhere\""), "{error}");
    edit(
        &mut session,
        Edit::Embeddings(Some(EmbeddingsChoice::Column("where".into()))),
    );
    by(&mut session, &[EMBEDDINGS]);
    view(&mut session, GraphAsk::Build);
    assert_eq!(records(&mut session, &[Filter::GraphNeighbours(0)]), [2]);
}

#[test]
fn a_list_of_another_length_is_named_with_its_record() {
    let rows: String = (0..60)
        .map(|at| format!("r{at},text {at},\"[{at}, 1]\"\n"))
        .collect();
    let mut session = imported(&format!("id,text,where\n{rows}x,last,\"[1]\"\n"));
    assert_eq!(view(&mut session, GraphAsk::State).embeddings.columns, ["where"]);
    edit(
        &mut session,
        Edit::Embeddings(Some(EmbeddingsChoice::Column("where".into()))),
    );
    by(&mut session, &[EMBEDDINGS]);
    let said = refused(&mut session, GraphAsk::Build);
    assert!(
        said.contains("record 61, column \"where\"") && said.contains("1 numbers"),
        "{said}"
    );
}

fn reopened(session: &Session) -> Session {
    let project = session.project().unwrap();
    let mut loading = Loading::new(&project.head().unwrap()).unwrap();
    for part in project.parts() {
        loading.push(&part).unwrap();
    }
    while loading.step().is_some() {}
    let mut again = Session::new();
    again.open(loading.finish().unwrap());
    again
}

#[test]
fn they_are_kept_with_the_project() {
    let mut session = with_embeddings();
    assert!(
        session
            .project()
            .unwrap()
            .head()
            .unwrap()
            .contains("\"version\":2")
    );
    let mut again = reopened(&session);
    let graphs = [&mut session, &mut again].map(|session| view(session, GraphAsk::Build).graph);
    assert_eq!(graphs[0], graphs[1]);
    // A project without any is written as before.
    assert!(
        super::session()
            .project()
            .unwrap()
            .head()
            .unwrap()
            .contains("\"version\":1")
    );
}

#[test]
fn broken_parts_are_refused() {
    let session = with_embeddings();
    let project = session.project().unwrap();
    let parts: Vec<Vec<u8>> = project.parts().collect();
    let (last, others) = parts.split_last().unwrap();
    assert!(last.starts_with(b"LLE1"));
    let mut loading = Loading::new(&project.head().unwrap()).unwrap();
    for part in others {
        loading.push(part).unwrap();
    }
    for at in [4, 30, last.len() / 2, last.len() - 1] {
        let mut broken = last.clone();
        broken[at] ^= 1;
        assert!(loading.push(&broken).unwrap_err().what.contains("checksum"));
    }
    // Twice the same rows are a part too many.
    loading.push(last).unwrap();
    assert!(loading.push(last).unwrap_err().what.contains("embeddings"));
}

/// What a project file holds of them is their name: the same file has to be added again.
#[test]
fn a_project_file_asks_for_the_array_again() {
    let mut session = with_embeddings();
    let file = kept::project_file(&mut session);
    let mut reopening = crate::session::reopen::Reopening::new(&file).unwrap();
    while reopening.step().is_some() {}
    let mut again = Session::new();
    again.open(reopening.into_project());
    let state = view(&mut again, GraphAsk::State);
    assert_eq!(state.embeddings.missing.as_deref(), Some("places.npy"));
    let said = refused(&mut again, GraphAsk::Build);
    assert!(
        said.contains("\"places.npy\" are not with this project"),
        "{said}"
    );
    let project = again.project_mut().unwrap();
    let embeddings = project
        .read_embeddings("again.npy", &self::file(&PLACES), None)
        .unwrap();
    project.keep_embeddings(embeddings);
    assert!(view(&mut again, GraphAsk::State).embeddings.missing.is_none());
    assert_eq!(
        view(&mut again, GraphAsk::Build).graph,
        view(&mut session, GraphAsk::Build).graph
    );
}

#[test]
fn graphs_by_them_are_compared_with_the_usual_ones() {
    let mut data = "id,text,label\n".to_owned();
    let mut places = Vec::new();
    for at in 0..24u8 {
        let (label, place) = if at % 2 == 0 {
            ("SPAM", [1.0, 0.1])
        } else {
            ("HAM", [0.1, 1.0])
        };
        data.push_str(&format!("r{at},word{} and word{},{label}\n", at / 2, at / 4));
        places.push([place[0] + f32::from(at) / 1000.0, place[1]]);
    }
    let mut session = imported(&data);
    choose(&mut session, |choice| choice.seeds.posteriors = None);
    add(&mut session, "places.npy", &places);
    let GraphReply::Choices(choices) = answer(&mut session, GraphAsk::Choose) else {
        panic!()
    };
    let of = |features: &[&str]| {
        let graph = choices
            .outcome
            .graphs
            .iter()
            .find(|graph| graph.features == features);
        assert!(graph.is_some_and(|graph| graph.problem.is_none()), "{features:?}");
    };
    of(&[EMBEDDINGS]);
    of(&["words", EMBEDDINGS]);
    let best = choices.outcome.best().unwrap();
    assert!(best.features.contains(&EMBEDDINGS.to_owned()), "{best:?}");
    assert!(
        choices
            .outcome
            .tried
            .iter()
            .any(|tried| tried.graph.is_none() && tried.features == [EMBEDDINGS])
    );
}
