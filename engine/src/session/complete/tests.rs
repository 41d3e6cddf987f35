use super::super::related::tests::labelled;
use super::*;

fn asked(query: &str) -> Completing {
    Completing {
        query: query.to_owned(),
        cursor: utf16(query, query.len()),
        label: LabelId(0),
        against: false,
    }
}

fn project() -> Project {
    labelled(&[
        ("free prize for you", "A", "en"),
        ("freedom and prize", "A", "en"),
        ("FREE freedom", "B", "de"),
        ("freeze now", "B", "de"),
        ("my free lunch", "", "en"),
        ("nothing at all", "", ""),
    ])
}

fn shown(project: &mut Project, query: &str) -> Vec<String> {
    let view = project.complete(&asked(query));
    view.offers.into_iter().map(|offer| offer.shown).collect()
}

#[test]
fn words_that_begin_so_come_with_what_they_would_add() {
    let mut project = project();
    let view = project.complete(&asked("prize, fre"));
    let words: Vec<(&str, u32)> = view
        .offers
        .iter()
        .map(|offer| (offer.shown.as_str(), offer.figures.unwrap().matches))
        .collect();
    assert_eq!(words, [("free", 3), ("freedom", 2), ("freeze", 1)]);
    let first = &view.offers[0];
    assert_eq!((first.kind, first.start, first.end), (OfferKind::Word, 7, 10));
    let figures = first.figures.unwrap();
    assert_eq!(figures.adds, 3, "no rule covers anything yet");
    let dev = project.gold().clone();
    assert_eq!(
        figures.purity.known,
        u32::from(dev.dev_known.contains(0)) + u32::from(dev.dev_known.contains(2))
    );
    assert!(!view.is_finished);
    assert!(project.complete(&asked("free ")).is_finished);
    assert!(
        project.complete(&asked("free")).is_finished,
        "a word of the records is finished too"
    );
}

#[test]
fn columns_values_and_functions_complete_too() {
    let mut project = project();
    assert_eq!(shown(&mut project, "la"), ["lang:"]);
    assert_eq!(shown(&mut project, "lang:"), ["lang:en", "lang:de"]);
    assert_eq!(shown(&mut project, "free -lang=d"), ["lang=de"]);
    assert_eq!(shown(&mut project, "nea"), ["near("]);
    assert_eq!(shown(&mut project, "missing("), ["lang"]);
    assert_eq!(shown(&mut project, "near(fre")[0], "free");
    assert!(shown(&mut project, "/fre").is_empty());
}

#[test]
fn values_are_told_by_their_records() {
    let mut project = project();
    let values = project.column_values("lang").unwrap();
    let found: Vec<(&str, Vec<u32>)> = (0..values.len())
        .map(|at| (values.name(at), values.records(at).iter().collect()))
        .collect();
    assert_eq!(found, [("en", vec![0, 1, 4]), ("de", vec![2, 3])]);
    assert!(project.column_values("none").is_none());
}

#[test]
fn the_groups_with_most_are_kept_most_first() {
    let mut groups = vec![0, 1, 2, 3, 4];
    keep_most(&mut groups, 3, |group| [1, 5, 3, 5, 2][group as usize]);
    assert_eq!(groups, [1, 3, 2]);
    keep_most(&mut groups, 0, |_| 1);
    assert!(groups.is_empty());
}
