//! What the session says of the graph: plain data, ready to show. Counts are counts of records unless they say
//! otherwise, and every count has the filter that leads to its records in its description.

mod choices;
mod lists;
mod node;

use serde::{Deserialize, Serialize};

pub use choices::ChoicesView;
pub use lists::{DisagreementView, DisagreementsView, TwinsGroup, TwinsView};
pub use node::{
    HopView, MeaningView, NearView, NodeView, OriginView, PartView, SeedOrigin, SeedPart, SharedTerm,
};

use crate::embeddings::EmbeddingsChoice;
use crate::graph_choice::GraphChoice;
use crate::ids::LabelId;
use crate::session::labels::{LabelCounted, Measured};

/// An answer about the graph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GraphReply {
    /// How the graph stands.
    View(Box<GraphView>),
    /// One record.
    Node(Box<NodeView>),
    /// What other seeds would change.
    Change(ChangeView),
    /// Records that disagree with their neighbours.
    Disagreements(DisagreementsView),
    /// Groups of records that are nearly the same.
    Twins(TwinsView),
    /// Graphs and models compared by dev gold.
    Choices(Box<ChoicesView>),
    /// How many records are picked (`Filter::Picked`).
    Picked {
        /// Records.
        picked: u32,
    },
    /// The text of an accepted variant.
    Variant(String),
}

/// How the graph stands.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GraphView {
    /// The project's revision.
    pub revision: u32,
    /// What the document says.
    pub choice: GraphChoice,
    /// Every kind of features, in the order to show.
    pub features: Vec<KindInfo>,
    /// Every method, in the order to show.
    pub methods: Vec<MethodInfo>,
    /// The records' embeddings.
    pub embeddings: EmbeddingsView,
    /// What building takes.
    pub need: NeedView,
    /// The graph, where one is built; of the choice unless it says that it is stale.
    pub graph: Option<GraphFigures>,
    /// The labels along it, where they were carried.
    pub picture: Option<PictureFigures>,
    /// The map, where one was begun.
    pub layout: Option<LayoutHead>,
    /// Records that are picked on the map (`Filter::Picked`).
    pub picked: u32,
}

/// A kind of features as it describes itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct KindInfo {
    /// Its name in choices, files and commands.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// What it is, in one sentence.
    pub sentence: String,
    /// Whether the records have what it is made of.
    pub is_there: bool,
}

/// The records' embeddings.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EmbeddingsView {
    /// What the document says.
    pub choice: Option<EmbeddingsChoice>,
    /// The name of the file that has to be added again.
    pub missing: Option<String>,
    /// Columns that hold a list of numbers for each record.
    pub columns: Vec<String>,
}

/// A method as it describes itself.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MethodInfo {
    /// Its name in choices, files and commands.
    pub name: String,
    /// Its name for people.
    pub title: String,
    /// What it does, in one sentence.
    pub sentence: String,
    /// Whether α changes it.
    pub uses_alpha: bool,
    /// Whether a seed of twice the weight counts twice.
    pub uses_weights: bool,
    /// Whether it goes along lists that lead one way ([`JoinedChoice::Directed`]).
    pub is_directed: bool,
}

/// What building the graph takes, told before.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct NeedView {
    /// Bytes of memory, about.
    pub bytes: f64,
    /// Why it is refused, with what to do; none where it isn't.
    pub refused: Option<String>,
}

/// The graph in figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GraphFigures {
    /// Whether the choice says another graph by now.
    pub stale: bool,
    /// The kinds of features it is made of.
    pub features: Vec<String>,
    /// n.
    pub records: u32,
    /// Pairs of records that are joined.
    pub edges: f64,
    /// Edges of a record, on average.
    pub mean_degree: f64,
    /// Records without an edge (`Filter::GraphIsolated`).
    pub isolated: u32,
    /// Groups of records that hang together; an isolated record is one.
    pub parts: u32,
    /// Records whose features are those of another record too; of images those whose pixels are.
    pub identical: u32,
    /// … and the groups that these form.
    pub identical_groups: u32,
    /// How often an edge joins two records of one label by dev gold.
    pub purity_gold: Option<PurityView>,
    /// … by the labels of the chosen model, where it is fitted.
    pub purity_model: Option<PurityView>,
    /// Bytes of memory that graph and features take.
    pub bytes: f64,
    /// The share of true neighbours that an approximate search found, by a sample; none where all pairs were compared.
    pub recall: Option<f64>,
}

/// How pure a graph is.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PurityView {
    /// Edges between records with labels, each once.
    pub edges: f64,
    /// The share of them that join one label.
    pub share: f64,
    /// The share that chance would come to.
    pub chance: f64,
}

/// Labels along the graph, in figures.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PictureFigures {
    /// The revision they are of.
    pub revision: u32,
    /// Whether the choice, the rules or gold say something else by now.
    pub stale: bool,
    /// Whether they are settled; else they were updated by an edit, and asking once more settles them.
    pub settled: bool,
    /// The method's name.
    pub method: String,
    /// Rounds, or sweeps.
    pub rounds: u32,
    /// The seeds by origin, gold first, then the model, then rules in their order.
    pub seeds: Vec<SeedsView>,
    /// Records that are seeds (`Filter::GraphSeeds`).
    pub seeded: u32,
    /// Records with a label (`Filter::GraphReached`).
    pub reached: u32,
    /// Records that no seed reaches: they have no label (`Filter::GraphUnreached`).
    pub unreached: u32,
    /// Labels with the records that have them (`Filter::GraphLabel`).
    pub labels: Vec<LabelCounted>,
    /// On records with dev gold that are no seeds: how many labels are gold's (`Filter::GraphCorrect`,
    /// `Filter::GraphIncorrect`); none where all dev gold is seeds.
    pub dev: Option<Measured>,
    /// What the last update changed.
    pub change: Option<ChangeView>,
    /// What a person should know, in plain sentences.
    pub notes: Vec<String>,
}

/// The seeds of one origin.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct SeedsView {
    /// Where they come from.
    pub origin: SeedOrigin,
    /// In words: a rule's name, or what else says so.
    pub name: String,
    /// How many there are.
    pub seeds: u32,
    /// The weight of each; none where they differ.
    pub weight: Option<f64>,
}

/// What changed between labels along the graph.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChangeView {
    /// Records whose label is another (`Filter::GraphChanged`).
    pub changed: u32,
    /// By which label they lost and gained, most records first.
    pub moves: Vec<MoveView>,
    /// Records whose numbers were looked at.
    pub touched: u32,
    /// What was changed, in words, where one edit did it.
    pub edit: Option<String>,
    /// All of it in a sentence.
    pub sentence: String,
}

/// Records that went from one label to another.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MoveView {
    /// The label before; none of records that had none.
    pub from: Option<LabelId>,
    /// The label now; none of records that have none.
    pub to: Option<LabelId>,
    /// Records.
    pub records: u32,
}

/// How far the map is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct LayoutHead {
    /// Rounds done.
    pub rounds: u32,
    /// Rounds in all.
    pub total: u32,
    /// Whether it is done.
    pub finished: bool,
}

/// What the codes of a colouring mean.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Legend {
    /// What it is about, in a few words.
    pub title: String,
    /// Codes with their meaning and the records that have them; records that have none have the code [`NO_CODE`].
    pub entries: Vec<LegendEntry>,
    /// Codes 0..=254 are a scale between two ends in words, instead of entries.
    pub scale: Option<(String, String)>,
    /// Records without a code.
    pub none: u32,
    /// What having no code means, in words.
    pub none_words: String,
}

/// The code of records that have no colour.
pub const NO_CODE: u8 = u8::MAX;

/// Bits of a record's flags.
pub mod flags {
    /// It is a seed.
    pub const SEED: u8 = 1;
    /// It has no edge.
    pub const ISOLATED: u8 = 2;
    /// No seed reaches it.
    pub const UNREACHED: u8 = 4;
    /// It is picked.
    pub const PICKED: u8 = 8;
    /// Its neighbours weigh more for another label than for its own.
    pub const DISAGREES: u8 = 16;
    /// Another record is nearly the same.
    pub const NEAR_DUPLICATE: u8 = 32;
}

/// A code and what it means.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct LegendEntry {
    /// The code.
    pub code: u8,
    /// The label, where it is one.
    pub label: Option<LabelId>,
    /// In words: a label's name.
    pub name: String,
    /// Records.
    pub count: u32,
}

/// What bytes mean that come with an answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum GraphHead {
    /// Coordinates: n × 2 f32 in little-endian order.
    Layout(LayoutHead),
    /// n codes, then n flags.
    Legend(Legend),
    /// Accepted variants that have a place: record and number (u32), x and y (f32) of each, in little-endian order.
    Variants(VariantsHead),
}

/// How many accepted variants have a place on the map.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct VariantsHead {
    /// Those that have one.
    pub placed: u32,
    /// Those that have no word with any record around their own.
    pub unplaced: u32,
}
