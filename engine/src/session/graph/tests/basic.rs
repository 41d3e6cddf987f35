//! The graph is built and labels are carried, and every figure leads to its records.

use super::*;

#[test]
fn the_state_says_what_there_is_and_makes_nothing() {
    let mut session = session();
    let state = view(&mut session, GraphAsk::State);
    assert!(state.graph.is_none() && state.picture.is_none() && state.layout.is_none());
    assert!(state.need.bytes > 0.0 && state.need.refused.is_none());
    assert_eq!(state.features[0].name, "words");
    let (one_way, both_ways): (Vec<_>, Vec<_>) = state.methods.iter().partition(|method| method.is_directed);
    let names = |methods: Vec<&MethodInfo>| {
        methods
            .iter()
            .map(|method| method.name.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(names(both_ways), ["poisson", "spreading", "propagation"]);
    assert_eq!(names(one_way), ["sklearn-spreading", "sklearn-propagation"]);
    assert_eq!(state.choice.k, 3);
}

#[test]
fn a_graph_is_built_and_its_figures_lead_to_records() {
    let mut session = session();
    let graph = view(&mut session, GraphAsk::Build).graph.unwrap();
    assert!(!graph.stale);
    assert_eq!(
        (graph.records, graph.identical, graph.identical_groups),
        (10, 4, 2)
    );
    assert_eq!(graph.isolated, 2);
    assert_eq!(records(&mut session, &[Filter::GraphIsolated]), [8, 9]);
    assert_eq!(graph.parts, 4);
    let purity = graph.purity_gold;
    assert!(
        purity.is_none_or(|purity| purity.share == 1.0),
        "no edge joins SPAM and HAM"
    );
    let near = records(&mut session, &[Filter::GraphNeighbours(2)]);
    assert!(near.contains(&3) && !near.contains(&2), "{near:?}");
}

#[test]
fn labels_are_carried_to_what_is_reached_and_to_nothing_else() {
    let mut session = session();
    let figures = picture(&mut session);
    assert_eq!((figures.reached, figures.unreached, figures.seeded), (8, 2, 2));
    assert!(figures.settled && !figures.stale);
    assert_eq!(figures.method, "poisson");
    assert_eq!(records(&mut session, &[Filter::GraphLabel(SPAM)]), [0, 1, 2, 3]);
    assert_eq!(records(&mut session, &[Filter::GraphLabel(HAM)]), [4, 5, 6, 7]);
    assert_eq!(records(&mut session, &[Filter::GraphUnreached]), [8, 9]);
    assert_eq!(records(&mut session, &[Filter::GraphReached]).len(), 8);
    assert_eq!(records(&mut session, &[Filter::GraphSeeds]), [0, 4]);
    assert!(figures.dev.is_none(), "all dev gold is seeds");
    assert_eq!(figures.seeds.len(), 1);
    assert_eq!(
        (figures.seeds[0].origin, figures.seeds[0].seeds),
        (SeedOrigin::Gold, 2)
    );
    assert_eq!(figures.seeds[0].weight, Some(1.0));
}

#[test]
fn a_list_by_the_graph_makes_the_graph_first() {
    let mut session = session();
    assert_eq!(records(&mut session, &[Filter::GraphLabel(SPAM)]), [0, 1, 2, 3]);
    assert!(view(&mut session, GraphAsk::State).picture.is_some());
}

#[test]
fn colours_come_as_codes_with_flags() {
    let mut session = session();
    let (legend, codes, marks) = colored(&mut session, GraphAsk::Color(GraphColor::Label));
    assert_eq!(codes, [1, 1, 1, 1, 0, 0, 0, 0, NO_CODE, NO_CODE]);
    let counts: Vec<u32> = legend.entries.iter().map(|entry| entry.count).collect();
    assert_eq!((counts, legend.none), (vec![4, 4], 2));
    assert_eq!(marks[0] & flags::SEED, flags::SEED);
    assert_eq!(marks[2] & flags::NEAR_DUPLICATE, flags::NEAR_DUPLICATE);
    assert_eq!(marks[8], flags::ISOLATED | flags::UNREACHED);
    let (legend, codes, _) = colored(&mut session, GraphAsk::Color(GraphColor::Gold));
    assert_eq!((codes[0], codes[4], legend.none), (1, 0, 8));
    for color in [GraphColor::Certainty, GraphColor::Reach, GraphColor::Disagreement] {
        let (legend, codes, _) = colored(&mut session, GraphAsk::Color(color));
        assert!(legend.scale.is_some() && legend.entries.is_empty(), "{color:?}");
        assert_eq!((codes[9], legend.none), (NO_CODE, 2), "{color:?}");
        assert!(codes[0] < NO_CODE, "{color:?}");
    }
}
