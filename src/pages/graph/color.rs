//! What the map is coloured by: as it stands in the address, as people read it, and as colours and shapes.

use labelloom_engine::{
    ids::{RuleId, SliceId},
    session::{
        graph::{GraphColor, Legend, LegendEntry},
        reply::ProjectView,
        request::Filter,
    },
};

use super::map::{Ink, Inks, Rgb, Shape, Tokens, ramp};

/// What does not hang on a rule or a slice, by its word in the address, and as people read it.
pub(super) const PLAIN: [(GraphColor, &str, &str); 6] = [
    (GraphColor::Label, "label", "Label along the graph"),
    (GraphColor::Certainty, "certainty", "Certainty"),
    (GraphColor::Reach, "reach", "Reach"),
    (GraphColor::Disagreement, "disagreement", "Disagreement"),
    (GraphColor::Model, "model", "Label by the model"),
    (GraphColor::Gold, "gold", "Gold"),
];

/// As it stands in the address.
pub(super) fn word(color: GraphColor) -> String {
    match color {
        GraphColor::Rule(rule) => format!("rule:{}", rule.0),
        GraphColor::Slice(slice) => format!("slice:{}", slice.0),
        plain => PLAIN
            .iter()
            .find(|(of, ..)| *of == plain)
            .map_or("label", |(_, word, _)| word)
            .to_owned(),
    }
}

/// What a word of the address means.
pub(super) fn from_word(word: &str) -> Option<GraphColor> {
    if let Some((color, ..)) = PLAIN.iter().find(|(_, plain, _)| *plain == word) {
        return Some(*color);
    }
    let (kind, id) = word.split_once(':')?;
    let id = id.parse().ok()?;
    match kind {
        "rule" => Some(GraphColor::Rule(RuleId(id))),
        "slice" => Some(GraphColor::Slice(SliceId(id))),
        _ => None,
    }
}

/// Everything to choose from, by its word and name; rules and slices of the project last.
pub(super) fn choices(project: &ProjectView) -> Vec<(String, String)> {
    let plain = PLAIN
        .iter()
        .map(|(_, word, name)| ((*word).to_owned(), (*name).to_owned()));
    let rules = project.rules.iter().map(|rule| {
        let word = self::word(GraphColor::Rule(rule.id));
        (word, format!("Votes of ‘{}’", rule.name))
    });
    let slices = project.slices.iter().map(|slice| {
        let word = self::word(GraphColor::Slice(slice.id));
        (word, format!("Slice ‘{}’", slice.name))
    });
    plain.chain(rules).chain(slices).collect()
}

/// Whether the project still has what the map would be coloured by.
pub(super) fn exists(color: GraphColor, project: &ProjectView) -> bool {
    match color {
        GraphColor::Rule(id) => project.rules.iter().any(|rule| rule.id == id),
        GraphColor::Slice(id) => project.slices.iter().any(|slice| slice.id == id),
        _ => true,
    }
}

/// The filter of an entry's records.
pub(super) fn filter(color: GraphColor, entry: &LegendEntry) -> Option<Filter> {
    match (color, entry.label) {
        (GraphColor::Label, Some(label)) => Some(Filter::GraphLabel(label)),
        (GraphColor::Model, Some(label)) => Some(Filter::Predicted(label)),
        (GraphColor::Gold, Some(label)) => Some(Filter::Gold(label)),
        (GraphColor::Rule(rule), _) => Some(Filter::Rule(rule)),
        (GraphColor::Slice(slice), _) => Some(Filter::Slice(slice)),
        _ => None,
    }
}

/// The filter of the records without a code.
pub(super) fn filter_of_none(color: GraphColor) -> Option<Filter> {
    match color {
        GraphColor::Label | GraphColor::Certainty | GraphColor::Reach | GraphColor::Disagreement => {
            Some(Filter::GraphUnreached)
        }
        GraphColor::Model => Some(Filter::PredictedNone),
        GraphColor::Gold | GraphColor::Rule(_) | GraphColor::Slice(_) => None,
    }
}

/// What a record's code says, in words.
pub(super) fn said(legend: &Legend, code: u8) -> String {
    if let Some(entry) = legend.entries.iter().find(|entry| entry.code == code) {
        return entry.name.clone();
    }
    match &legend.scale {
        Some(_) if code < u8::MAX => {
            let percent = 100.0 * f64::from(code) / 254.0;
            format!("{} {percent:.0} %", legend.title.to_lowercase())
        }
        _ => legend.none_words.clone(),
    }
}

/// The tokens of a scale's colours, from its lower end to its upper one. The paler ones are hardly seen as points.
pub(super) fn stops(color: GraphColor) -> &'static [&'static str] {
    match color {
        GraphColor::Disagreement => &["--c6", "--w6", "--w7", "--w8"],
        _ => &["--c6", "--c7", "--c8"],
    }
}

/// The token of an entry's colour.
pub(super) fn token(entry: &LegendEntry, project: &ProjectView) -> String {
    let label = entry
        .label
        .and_then(|id| project.labels.iter().find(|label| label.id == id));
    label.map_or_else(|| "--accent".to_owned(), |label| format!("--l{}", label.color))
}

/// The shape of a code.
pub(super) fn shape(legend: &Legend, code: u8) -> Shape {
    if legend.scale.is_some() || code == u8::MAX {
        Shape::default()
    } else {
        Shape::of(usize::from(code))
    }
}

/// What all codes look like in the theme in force.
pub(super) fn inks(color: GraphColor, legend: Option<&Legend>, project: &ProjectView) -> Inks {
    let tokens = Tokens::now();
    let ink = |color, shape| Ink { color, shape };
    let none = ink(tokens.color("--edge"), Shape::default());
    let Some(legend) = legend else {
        return Inks::of(&[], none, &tokens);
    };
    let mut codes: Vec<(u8, Ink)> = legend
        .entries
        .iter()
        .map(|entry| {
            let of_entry = tokens.color(&token(entry, project));
            (entry.code, ink(of_entry, shape(legend, entry.code)))
        })
        .collect();
    if legend.scale.is_some() {
        let stops: Vec<Rgb> = stops(color).iter().map(|token| tokens.color(token)).collect();
        let colors = ramp(&stops);
        codes.extend(
            (0_u8..)
                .zip(colors)
                .map(|(code, color)| (code, ink(color, Shape::default()))),
        );
    }
    Inks::of(&codes, none, &tokens)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_colouring_survives_the_way_to_the_address_and_back() {
        let plain = PLAIN.iter().map(|(color, ..)| *color);
        let of_ids = [GraphColor::Rule(RuleId(3)), GraphColor::Slice(SliceId(0))];
        for color in plain.chain(of_ids) {
            assert_eq!(from_word(&word(color)), Some(color));
        }
        assert_eq!(
            [from_word("rule:x"), from_word("nothing"), from_word("")],
            [None; 3]
        );
    }

    #[test]
    fn codes_are_said_in_words() {
        let mut legend = Legend {
            title: "Certainty".into(),
            entries: Vec::new(),
            scale: Some(("low".into(), "high".into())),
            none: 1,
            none_words: "no seed reaches it".into(),
        };
        assert_eq!(said(&legend, 127), "certainty 50 %");
        assert_eq!(said(&legend, 255), "no seed reaches it");
        legend.scale = None;
        legend.entries = vec![LegendEntry {
            code: 0,
            label: None,
            name: "HAM".into(),
            count: 2,
        }];
        assert_eq!(said(&legend, 0), "HAM");
        assert_eq!(said(&legend, 9), "no seed reaches it");
    }
}
