//! Which graph of records that are alike a project uses, and how labels are carried along it: edited, undone, saved and
//! reopened with the rules.

use serde::{Deserialize, Serialize};

use crate::ids::LabelId;
use crate::modality::Modality;

/// The features of projects of texts that never chose any.
pub const USUAL_FEATURES: &str = "words";

/// The same of images.
pub const USUAL_IMAGE_FEATURES: &str = "image";

/// The method of projects that never chose one.
pub const USUAL_METHOD: &str = "poisson";

/// The methods for edges that lead both ways: names of [`crate::propagation::METHODS`]. They stand here once more so that
/// checking a choice leads to none of what the methods do.
pub const METHODS: [&str; 3] = ["poisson", "spreading", "propagation"];

/// The methods for lists that lead one way.
pub const DIRECTED_METHODS: [&str; 2] = ["sklearn-spreading", "sklearn-propagation"];

/// Neighbours of a record, unless another number is chosen.
pub const USUAL_NEIGHBORS: u32 = 10;

/// How much of a label comes from the neighbours, unless another part is chosen.
pub const USUAL_ALPHA: f64 = 0.9;

/// The graph, the method, the seeds, and what becomes of the labels that are found. What a file does not say is as usual.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct GraphChoice {
    /// Names of kinds of features ([`crate::features::KINDS`]); of several the mean of their cosines counts.
    pub features: Vec<String>,
    /// Most neighbours of a record.
    pub k: u32,
    /// Which records are joined.
    pub joined: JoinedChoice,
    /// How strongly.
    pub weights: WeightsChoice,
    /// A name of [`crate::propagation::METHODS`].
    pub method: String,
    /// α of label spreading, above 0 and below 1.
    pub alpha: f64,
    /// What is done about labels with more seeds than others.
    pub balance: SeedBalance,
    /// What labels start from.
    pub seeds: SeedChoice,
    /// Whether records that no rule votes on take the label that the graph gives them. The end model then gives none.
    pub labels_records: bool,
}

impl Default for GraphChoice {
    fn default() -> Self {
        Self {
            features: vec![USUAL_FEATURES.to_owned()],
            k: USUAL_NEIGHBORS,
            joined: JoinedChoice::default(),
            weights: WeightsChoice::default(),
            method: USUAL_METHOD.to_owned(),
            alpha: USUAL_ALPHA,
            balance: SeedBalance::default(),
            seeds: SeedChoice::default(),
            labels_records: false,
        }
    }
}

impl GraphChoice {
    /// What projects have that never chose otherwise.
    #[must_use]
    pub fn usual(modality: Modality) -> Self {
        let features = match modality {
            Modality::Text => USUAL_FEATURES,
            Modality::Image => USUAL_IMAGE_FEATURES,
        };
        Self {
            features: vec![features.to_owned()],
            ..Self::default()
        }
    }
}

/// Which records are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum JoinedChoice {
    /// Those of which one is among the other's nearest.
    #[default]
    Union,
    /// Those that are among each other's nearest.
    Mutual,
    /// Each record hears those that are among its own nearest, all the same, as scikit-learn's `kernel="knn"` has it.
    /// Maps, disagreements and what the bench chooses go by [`Self::Union`].
    Directed,
}

impl JoinedChoice {
    /// The same where edges have to lead both ways.
    #[must_use]
    pub const fn both_ways(self) -> Self {
        match self {
            Self::Union | Self::Directed => Self::Union,
            Self::Mutual => Self::Mutual,
        }
    }

    /// The methods that carry labels along such edges.
    #[must_use]
    pub const fn methods(self) -> &'static [&'static str] {
        match self {
            Self::Union | Self::Mutual => &METHODS,
            Self::Directed => &DIRECTED_METHODS,
        }
    }
}

/// How strongly records are joined.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum WeightsChoice {
    /// By their cosine.
    #[default]
    Cosine,
    /// By their distance beside that of each record's last neighbour.
    SelfTuning,
}

/// What is done about labels with more seeds than others.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SeedBalance {
    /// The seeds of each label weigh together as much as those of any other.
    #[default]
    Seeds,
    /// Nothing.
    None,
    /// The labels' shares among all other records become those among the seeds.
    Mass,
    /// … become those that a person gives, above 0 and divided by their sum.
    Given(Vec<(LabelId, f64)>),
    /// The labels' shares of all other records, by their number, become those among the seeds.
    Volume,
    /// … become those that a person gives.
    VolumeGiven(Vec<(LabelId, f64)>),
}

impl SeedBalance {
    /// The shares that a person gave.
    #[must_use]
    pub const fn given(&self) -> Option<&Vec<(LabelId, f64)>> {
        match self {
            Self::Given(shares) | Self::VolumeGiven(shares) => Some(shares),
            Self::Seeds | Self::None | Self::Mass | Self::Volume => None,
        }
    }

    /// …, to be changed.
    pub const fn given_mut(&mut self) -> Option<&mut Vec<(LabelId, f64)>> {
        match self {
            Self::Given(shares) | Self::VolumeGiven(shares) => Some(shares),
            Self::Seeds | Self::None | Self::Mass | Self::Volume => None,
        }
    }
}

/// What labels start from.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct SeedChoice {
    /// Dev gold, with weight 1. It wins over everything else that is said of its records.
    pub gold: bool,
    /// The chosen label model's label, on records that a rule votes on, where its probability is at least this.
    pub posteriors: Option<f64>,
    /// The votes of all rules that are on, each rule with a weight of its own: how often the chosen model takes it to be
    /// right.
    pub rules: bool,
}

impl Default for SeedChoice {
    fn default() -> Self {
        Self {
            gold: true,
            posteriors: Some(0.9),
            rules: false,
        }
    }
}

impl SeedChoice {
    /// Whether the chosen label model has to be fitted first.
    #[must_use]
    pub const fn ask_model(&self) -> bool {
        self.posteriors.is_some() || self.rules
    }
}

impl GraphChoice {
    /// Joins records otherwise. A method that can't go along such joins becomes the one most like it that can.
    pub fn join(&mut self, joined: JoinedChoice) {
        self.joined = joined;
        if joined.methods().contains(&self.method.as_str()) {
            return;
        }
        let like = match (joined, self.method.as_str()) {
            (JoinedChoice::Directed, "propagation") => "sklearn-propagation",
            (JoinedChoice::Directed, _) => "sklearn-spreading",
            (_, "sklearn-propagation") => "propagation",
            (_, _) => "spreading",
        };
        like.clone_into(&mut self.method);
    }

    /// Whether nothing was chosen yet: projects of before there were graphs say nothing of them.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::default()
    }

    /// Whether another choice leads to the same graph, whatever is carried along it.
    #[must_use]
    pub fn same_graph(&self, other: &Self) -> bool {
        self.same_neighbors(other) && self.joined == other.joined && self.weights == other.weights
    }

    /// Whether another choice leads to the same lists of neighbours.
    #[must_use]
    pub fn same_neighbors(&self, other: &Self) -> bool {
        self.features == other.features && self.k == other.k
    }

    /// Whether another choice carries labels in the same way, whatever the graph and the seeds.
    #[must_use]
    pub fn same_way(&self, other: &Self) -> bool {
        self.method == other.method && self.alpha == other.alpha && self.balance == other.balance
    }

    /// Makes one label part of another: its share goes over.
    pub fn merge_label(&mut self, from: LabelId, into: LabelId) {
        let Some(shares) = self.balance.given_mut() else {
            return;
        };
        let Some(at) = shares.iter().position(|(of, _)| *of == from) else {
            return;
        };
        let (_, moved) = shares.remove(at);
        match shares.iter_mut().find(|(of, _)| *of == into) {
            Some((_, share)) => *share += moved,
            None => shares.push((into, moved)),
        }
    }

    /// Takes a label's share out; the others keep their proportions.
    pub fn forget_label(&mut self, label: LabelId) {
        if let Some(shares) = self.balance.given_mut() {
            shares.retain(|(of, _)| *of != label);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(shares: &[(u32, f64)]) -> GraphChoice {
        let shares = shares.iter().map(|&(label, share)| (LabelId(label), share));
        GraphChoice {
            balance: SeedBalance::Given(shares.collect()),
            ..GraphChoice::default()
        }
    }

    #[test]
    fn shares_follow_labels_that_are_merged_or_go() {
        let mut choice = given(&[(0, 0.5), (1, 0.25), (2, 0.25)]);
        choice.merge_label(LabelId(2), LabelId(1));
        assert_eq!(choice, given(&[(0, 0.5), (1, 0.5)]));
        choice.merge_label(LabelId(1), LabelId(7));
        assert_eq!(choice, given(&[(0, 0.5), (7, 0.5)]));
        choice.merge_label(LabelId(3), LabelId(7));
        choice.forget_label(LabelId(0));
        assert_eq!(choice, given(&[(7, 0.5)]));
    }

    #[test]
    fn a_method_goes_with_how_records_are_joined() {
        let ways = [JoinedChoice::Union, JoinedChoice::Directed, JoinedChoice::Mutual];
        for method in METHODS.iter().chain(&DIRECTED_METHODS) {
            let mut choice = GraphChoice {
                method: (*method).to_owned(),
                ..GraphChoice::default()
            };
            for joined in ways {
                choice.join(joined);
                assert!(joined.methods().contains(&choice.method.as_str()), "{method}");
            }
            let is_clamped = method.contains("propagation");
            assert_eq!(
                choice.method,
                if is_clamped { "propagation" } else { "spreading" }
            );
        }
    }

    #[test]
    fn what_is_not_written_is_the_default() {
        let choice: GraphChoice = serde_json::from_str("{}").unwrap();
        assert!(choice.is_default());
        let choice: GraphChoice = serde_json::from_str(r#"{"k":5,"seeds":{"rules":true}}"#).unwrap();
        assert_eq!((choice.k, choice.seeds.rules, choice.seeds.gold), (5, true, true));
        assert!(choice.same_way(&GraphChoice::default()) && !choice.same_neighbors(&GraphChoice::default()));
    }

    #[test]
    fn the_usual_choice_is_that_of_the_families() {
        let usual = GraphChoice::default();
        assert_eq!(usual.method, crate::propagation::METHODS[0].name);
        let methods = crate::propagation::METHODS.iter().copied();
        let (one_way, both_ways): (Vec<_>, Vec<_>) = methods.partition(|method| method.is_directed);
        assert!(both_ways.iter().map(|method| method.name).eq(METHODS));
        assert!(
            one_way
                .iter()
                .map(|method| method.name)
                .eq(JoinedChoice::Directed.methods().iter().copied())
        );
        assert!(
            usual.k == crate::graph::USUAL_K && usual.alpha.total_cmp(&crate::propagation::ALPHA).is_eq()
        );
        for modality in [Modality::Text, Modality::Image] {
            let first = crate::features::kinds::of(modality).next().unwrap();
            assert_eq!(GraphChoice::usual(modality).features, [first.name]);
        }
    }
}
