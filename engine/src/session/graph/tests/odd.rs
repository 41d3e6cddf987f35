//! What is degenerate has a result and a plain message.

use super::*;

fn of(data: &str) -> Session {
    let mut session = imported(data);
    choose(&mut session, |choice| choice.seeds.posteriors = None);
    session
}

#[test]
fn without_gold_nothing_has_a_label() {
    let mut session = of("id,text\na,free prize\nb,free prize now\nc,prize now\n");
    let figures = picture(&mut session);
    assert_eq!((figures.reached, figures.unreached, figures.seeded), (0, 3, 0));
    assert!(figures.seeds.is_empty() && figures.dev.is_none());
    assert_eq!(figures.notes, ["There is no seed, so no record gets a label."]);
    assert_eq!(records(&mut session, &[Filter::GraphUnreached]), [0, 1, 2]);
    let (legend, _, _) = colored(&mut session, GraphAsk::Color(GraphColor::Reach));
    assert_eq!(legend.none, 3);
    let tried = GraphAsk::WhatIf(SeedChange::Gold {
        record: 0,
        label: Some(SPAM),
    });
    match answer(&mut session, tried) {
        GraphReply::Change(change) => assert_eq!(change.changed, 3),
        other => panic!("{other:?}"),
    }
}

#[test]
fn the_usual_choice_does_without_rules() {
    let mut session = imported(DATA);
    let figures = picture(&mut session);
    assert_eq!(
        (figures.seeded, figures.reached),
        (2, 8),
        "no rule votes, so no model is asked"
    );
    assert!(
        view(&mut session, GraphAsk::State)
            .graph
            .unwrap()
            .purity_model
            .is_none()
    );
}

#[test]
fn a_label_without_seeds_is_named_and_given_to_nothing() {
    let mut session = of("id,text,label,split\na,free prize,SPAM,dev\nb,free prize now,,\nc,prize now,,\n");
    let figures = picture(&mut session);
    assert_eq!(
        figures.notes,
        ["No seed has the label ‘HAM’, so no record can get it."]
    );
    assert_eq!((figures.labels[0].count, figures.labels[1].count), (0, 3));
}

#[test]
fn two_labels_on_one_text_are_told() {
    let data =
        "id,text,label,split\na,free prize,SPAM,dev\nb,free prize,HAM,dev\nc,free prize,,\nd,free lunch,,\n";
    let mut session = of(data);
    let figures = picture(&mut session);
    assert_eq!((figures.seeded, figures.reached), (2, 4));
    match answer(
        &mut session,
        GraphAsk::Twins {
            at_least: 0.95,
            start: 0,
        },
    ) {
        GraphReply::Twins(twins) => assert!(twins.contradicting == 1 && twins.groups[0].records == [0, 1, 2]),
        other => panic!("{other:?}"),
    }
    let found = records(&mut session, &[Filter::GraphDisagrees(GraphSide::Gold)]);
    assert_eq!(found, [0, 1]);
}

#[test]
fn texts_without_a_word_in_common_are_all_isolated() {
    let mut session = of("id,text,label,split\na,one two,SPAM,dev\nb,three four,,\nc,,,\n");
    let said = refused(&mut session, GraphAsk::Build);
    assert!(
        said.contains("none stands in 2 to 3 texts") && said.contains("Choose other features"),
        "{said}"
    );
    choose(&mut session, |choice| choice.features = vec!["characters".into()]);
    let graph = view(&mut session, GraphAsk::Build).graph.unwrap();
    assert!(graph.isolated >= 1, "an empty text is like nothing");
    assert!(picture(&mut session).unreached >= 1);
}

#[test]
fn one_record_and_more_neighbours_than_records() {
    let mut session = of("id,text,label,split\na,free free,SPAM,dev\n");
    choose(&mut session, |choice| choice.k = 1000);
    let said = refused(&mut session, GraphAsk::Build);
    assert!(!said.is_empty());
    let mut session = of("id,text,label,split\na,free prize,SPAM,dev\nb,free prize now,,\n");
    choose(&mut session, |choice| choice.k = 1000);
    let graph = view(&mut session, GraphAsk::Build).graph.unwrap();
    assert_eq!((graph.edges, graph.mean_degree, graph.parts), (1.0, 1.0, 1));
    assert_eq!(picture(&mut session).reached, 2);
}

#[test]
fn without_labels_there_is_nothing_to_carry() {
    let mut session = of("id,text\na,free prize\nb,free prize now\n");
    for id in [HAM, SPAM] {
        edit(&mut session, Edit::DeleteLabel { id });
    }
    assert!(view(&mut session, GraphAsk::Build).graph.is_some());
    let said = refused(&mut session, GraphAsk::Propagate);
    assert!(said.contains("There is no label that could be carried"), "{said}");
    assert!(view(&mut session, GraphAsk::State).picture.is_none());
}

#[test]
fn a_graph_too_large_for_memory_is_refused_with_its_size() {
    let mut session = session();
    session.project_mut().unwrap().graph.most_bytes = 100;
    let said = view(&mut session, GraphAsk::State).need.refused.unwrap();
    assert!(
        said.contains("MB of memory") && said.contains("fewer neighbours"),
        "{said}"
    );
    assert!(refused(&mut session, GraphAsk::Build).contains("MB of memory"));
    session.project_mut().unwrap().graph.most_bytes = 1 << 30;
    assert!(view(&mut session, GraphAsk::Build).graph.is_some());
}

#[test]
fn several_features_count_alike() {
    let mut session = session();
    let kinds = ["words", "lsa-50", "characters-in-words"].map(str::to_owned);
    choose(&mut session, |choice| choice.features = kinds.to_vec());
    let graph = view(&mut session, GraphAsk::Build).graph.unwrap();
    assert_eq!(graph.features, kinds);
    assert_eq!(records(&mut session, &[Filter::GraphLabel(SPAM)])[..3], [0, 1, 2]);
}

#[test]
fn choices_that_mean_nothing_are_refused_with_their_name() {
    let mut session = session();
    type Change = fn(&mut GraphChoice);
    let cases: [(&str, Change); 9] = [
        ("features: No kind", |choice| choice.features.clear()),
        ("features: There are no features", |choice| {
            choice.features = vec!["x".into()]
        }),
        ("chosen twice", |choice| {
            choice.features = vec!["words".into(), "words".into()]
        }),
        ("k: 0 neighbours", |choice| choice.k = 0),
        ("alpha: alpha is 1", |choice| choice.alpha = 1.0),
        ("There is no method", |choice| choice.method = "x".into()),
        ("posteriors: No label", |choice| {
            choice.seeds.posteriors = Some(1.5)
        }),
        ("balance: The balance needs", |choice| {
            choice.balance = SeedBalance::Given(vec![(HAM, 1.0)])
        }),
        ("balance: The balance names", |choice| {
            choice.balance = SeedBalance::Given(vec![(HAM, 1.0), (SPAM, 1.0), (LabelId(9), 1.0)]);
        }),
    ];
    for (said, change) in cases {
        let mut choice = (*session.project().unwrap().document().graph).clone();
        change(&mut choice);
        let error = session
            .answer(Request::Edit(Edit::Graph(choice)))
            .unwrap_err()
            .to_string();
        assert!(error.contains(said), "{error}");
    }
    let directed = crate::propagation::METHODS
        .iter()
        .find(|method| method.is_directed)
        .unwrap();
    let choice = GraphChoice {
        method: directed.name.into(),
        ..GraphChoice::default()
    };
    let error = session
        .answer(Request::Edit(Edit::Graph(choice)))
        .unwrap_err()
        .to_string();
    assert!(error.contains("lead both ways"), "{error}");
}

#[test]
fn given_shares_are_kept_to() {
    let mut session = session();
    choose(&mut session, |choice| {
        choice.balance = SeedBalance::Given(vec![(HAM, 3.0), (SPAM, 1.0)]);
    });
    assert_eq!(picture(&mut session).reached, 8);
    edit(&mut session, Edit::AddLabel { name: "NEWS".into() });
    assert!(refused(&mut session, GraphAsk::Propagate).contains("lacks a label that was added since"));
}

#[test]
fn shares_that_the_graph_does_not_allow_are_told() {
    let mut session = session();
    choose(&mut session, |choice| {
        choice.balance = SeedBalance::VolumeGiven(vec![(HAM, 3.0), (SPAM, 1.0)]);
    });
    let figures = picture(&mut session);
    assert_eq!(figures.reached, 8);
    assert!(
        figures
            .notes
            .iter()
            .any(|note| note.contains("25 percentage points")),
        "{:?}",
        figures.notes
    );
    choose(&mut session, |choice| choice.balance = SeedBalance::Volume);
    let figures = picture(&mut session);
    assert!(
        !figures.notes.iter().any(|note| note.contains("percentage")),
        "{:?}",
        figures.notes
    );
    edit(
        &mut session,
        Edit::MergeLabel {
            from: SPAM,
            into: HAM,
        },
    );
    assert_eq!(picture(&mut session).reached, 8);
}

/// Equal records stay equal, zeros are like nothing, and neither needs a word.
#[test]
fn duplicates_and_zero_vectors_have_results() {
    let data = "id,text,label,split,where\n\
        a,one,SPAM,dev,\"[1, 0]\"\nb,two,,,\"[1, 0]\"\nc,three,,,\"[1, 0]\"\nd,four,,,\"[0, 0]\"\n\
        e,five,HAM,dev,\"[0, 2]\"\nf,six,,,\"[0, 1]\"\n";
    let mut session = of(data);
    let column = crate::embeddings::EmbeddingsChoice::Column("where".into());
    edit(&mut session, Edit::Embeddings(Some(column)));
    choose(&mut session, |choice| choice.features = vec!["embeddings".into()]);
    let graph = view(&mut session, GraphAsk::Build).graph.unwrap();
    assert_eq!(
        (graph.isolated, graph.identical, graph.identical_groups),
        (1, 3, 1)
    );
    let figures = picture(&mut session);
    assert_eq!((figures.reached, figures.unreached), (5, 1));
    assert_eq!(
        figures.notes,
        ["No seed reaches 1 record: it stays without a label."]
    );
    assert_eq!(records(&mut session, &[Filter::GraphLabel(SPAM)]), [0, 1, 2]);
    assert_eq!(records(&mut session, &[Filter::GraphUnreached]), [3]);
}
