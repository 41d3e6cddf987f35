//! Definitions and sentences of the Graph page, each written once.

use labelloom_engine::session::graph::PurityView;

use crate::components::numbers::long_count;

/// What the graph is.
pub(super) const GRAPH: &str = "Each record is joined with those most like it. What you know of a few records is then carried along these joins to \
     the others.";
/// What the map shows.
pub(super) const MAP: &str = "A point is a record; records that are joined lie near each other where the plane allows it. Directions mean nothing, and \
     distances between far clusters little.";
/// What features are.
pub(super) const FEATURES: &str =
    "What makes two records alike. Of several the mean of their cosines counts.";
/// What embeddings are, and in which file they come.
pub(super) const EMBEDDINGS: &str = "An array that numpy saved (.npy), a row of numbers for each record in the project's order: what a model elsewhere made of the \
     records. float16, float32 or float64. If its rows have another order, choose a text file with a record's id a line \
     beside it. A column of lists in a Parquet file will do as well; lists in a column of the records need no file.";
/// What k is.
pub(super) const K: &str = "How many of the most similar records each one looks for.";
/// What joined means.
pub(super) const JOINED: &str = "Two records are joined where either is among the other's most similar ones, or only where both are. The latter leaves more \
     records alone, and joins fewer by mistake. Or each record hears just its own most similar ones, all the same, as \
     scikit-learn's kernel “knn” has it; the map then still shows where either says so.";
/// What weights mean.
pub(super) const WEIGHTS: &str = "How strongly two records are joined: by their cosine, or by how close they are beside their other neighbours, so that \
     sparse regions count as much as dense ones.";
/// What a method does.
pub(super) const METHOD: &str = "How labels are carried along the joins.";
/// What alpha is.
pub(super) const ALPHA: &str = "How much of a record's label comes from its neighbours, and how little from what is said of itself. Near 1 labels go further.";
/// What balance does.
pub(super) const BALANCE: &str = "What is done where some labels have many more seeds than others. Shares are of what all records together have of a label; \
     numbers of records are met exactly where the graph allows it.";
/// What seeds are.
pub(super) const SEEDS: &str = "Records whose label is taken as known; everything else comes from them.";
/// What it means that rules are seeds.
pub(super) const RULE_SEEDS: &str = "Every record a rule votes on is a seed of the rule's label, with the rule's own weight: how often the label model takes it to be \
     right. Gold wins on a record that has it.";
/// What purity is.
pub(super) const PURITY: &str = "Of the joins between two records with known labels, how many join the same label. Chance is what shuffled labels would come \
     to: a graph that is not well above it can't carry labels.";
/// What isolated means.
pub(super) const ISOLATED: &str =
    "Records that are joined with no other: empty ones, or ones that share nothing with any other.";
/// What reached means.
pub(super) const REACHED: &str = "A seed reaches the record along the joins, so that it has a label.";
/// What unreached means.
pub(super) const UNREACHED: &str = "No seed reaches the record. It has no label, instead of a made-up one.";
/// What right on dev gold means here.
pub(super) const DEV: &str = "Labels along the graph that are dev gold's, on records with dev gold that are no seeds. Where all dev gold is seeds nothing can \
     be measured here; the comparison holds some back.";
/// What disagreements are.
pub(super) const DISAGREEMENTS: &str = "The record's neighbours weigh more for another label than for its own. Often the label is wrong, or a rule that gave it.";
/// What near-duplicates are.
pub(super) const TWINS: &str =
    "Records whose cosine is at least this. In one group each is nearly the same as another one of it.";
/// What the watching shows.
pub(super) const WATCH: &str = "The labels after so many sweeps: at 0 the seeds alone, then each record as its neighbours were the sweep before.";
/// What the comparison does.
pub(super) const CHOOSE: &str = "Five times, a fifth of your hand labels is hidden and told by the rest: by each graph with each method, and by classifiers \
     without a graph. Where that can't tell them apart, what they say of records without a label counts too.";

/// A purity beside chance: `91.2 % of 4,000 joins; chance 55.1 %`.
pub(super) fn purity(purity: &PurityView) -> String {
    format!(
        "{:.1} % of {} joins; chance {:.1} %",
        100.0 * purity.share,
        whole(purity.edges),
        100.0 * purity.chance
    )
}

/// A count that came as a float because it may be past 32 bits.
pub(super) fn whole(count: f64) -> String {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a count; what is no count is 0"
    )]
    let count = count.max(0.0) as u64;
    long_count(count)
}

/// A share of a receipt: `12.3 %`; a pull keeps its sign.
pub(super) fn share(share: f64) -> String {
    let percent = 100.0 * share;
    let sign = if percent < 0.0 { "−" } else { "" };
    match percent.abs() {
        size if size > 0.0 && size < 0.1 && percent < 0.0 => "> −0.1 %".to_owned(),
        size if size > 0.0 && size < 0.1 => "< 0.1 %".to_owned(),
        size => format!("{sign}{size:.1} %"),
    }
}

/// A likeness between 0 and 1: `0.83`.
pub(super) fn likeness(similarity: f64) -> String {
    format!("{similarity:.2}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_keep_their_sign_and_never_round_to_nothing() {
        assert_eq!(
            [0.1234, -0.05, 0.0, 0.00001, -0.00001].map(share),
            ["12.3 %", "−5.0 %", "0.0 %", "< 0.1 %", "> −0.1 %"]
        );
    }

    #[test]
    fn purity_stands_beside_chance() {
        let of = PurityView {
            edges: 4_000.0,
            share: 0.912,
            chance: 0.551,
        };
        assert_eq!(purity(&of), "91.2 % of 4,000 joins; chance 55.1 %");
    }
}
