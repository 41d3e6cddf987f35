use super::super::related::tests::labelled;
use super::*;
use crate::ids::LabelId;

fn asked(query: &str) -> Completing {
    Completing {
        query: query.to_owned(),
        cursor: count(query.encode_utf16().count()),
        label: LabelId(0),
        against: false,
    }
}

/// Sixty records: spam says `win`, half of it with `cash`; ham says `win` too where it says `match`.
fn project() -> Project {
    let kinds = [
        ("win cash today", "A"),
        ("win gold today", "A"),
        ("win the match today", "B"),
        ("cash machine broken", "A"),
        ("lovely weather", "B"),
        ("cash", ""),
    ];
    let records: Vec<(&str, &str, &str)> = kinds
        .iter()
        .cycle()
        .take(60)
        .map(|(text, label)| (*text, *label, "en"))
        .collect();
    labelled(&records)
}

fn offers(project: &mut Project, query: &str) -> Vec<Offer> {
    project.next_words(&asked(query)).offers
}

fn of(offers: &[Offer], kind: OfferKind) -> Vec<&str> {
    let of_kind = offers.iter().filter(|offer| offer.kind == kind);
    of_kind.map(|offer| offer.shown.as_str()).collect()
}

#[test]
fn words_are_offered_that_add_or_make_it_purer() {
    let mut project = project();
    let found = offers(&mut project, "win ");
    assert_eq!(of(&found, OfferKind::Or)[0], "cash");
    let cash = &found[0];
    assert_eq!((cash.text.as_str(), cash.start, cash.end), (", cash", 3, 4));
    assert_eq!(
        cash.figures.unwrap().adds,
        20,
        "those that `win` doesn't match already"
    );
    assert_eq!(of(&found, OfferKind::Not), ["the", "match"]);
    let narrowed = found.iter().find(|offer| offer.kind == OfferKind::Not).unwrap();
    let figures = narrowed.figures.unwrap();
    assert_eq!((figures.matches, figures.loses), (20, 10));
    assert_eq!(figures.purity.of_label, figures.purity.known);
    assert!(found.len() <= MOST);
}

#[test]
fn what_is_offered_reads_as_it_was_judged() {
    let mut project = project();
    for query in ["win", "win, weather", "win, weather, ", "win today", ""] {
        for offer in offers(&mut project, query) {
            let units: Vec<u16> = query.encode_utf16().collect();
            let (start, end) = (offer.start as usize, offer.end as usize);
            let written = String::from_utf16(&units[..start]).unwrap()
                + &offer.text
                + &String::from_utf16(&units[end..]).unwrap();
            let records = parse(&written, project.names())
                .unwrap_or_else(|error| panic!("{written}: {error}"))
                .condition
                .select(&project.source());
            let figures = offer.figures.unwrap();
            if offer.kind == OfferKind::Or {
                let before = query.trim_end_matches([' ', ',']);
                let before = parse(before, project.names()).map_or(BitSet::empty(60), |parsed| {
                    parsed.condition.select(&project.source())
                });
                assert_eq!(records.count_without(&before), figures.matches, "{written}");
            } else {
                assert_eq!(records.count(), figures.matches, "{written}");
            }
        }
    }
    assert!(
        offers(&mut project, "win, weather, ")
            .iter()
            .all(|offer| offer.kind == OfferKind::Or),
        "a comma asks for one more"
    );
    assert!(offers(&mut project, "win (").is_empty());
}

#[test]
fn few_records_are_trusted_less() {
    let of = |of_label, known| lower_bound(Purity { of_label, known });
    assert!(of(2, 2) < of(18, 20));
    assert_eq!(of(0, 0), 0.0);
    assert!((of(18, 20) - 0.699).abs() < 0.001);
}
