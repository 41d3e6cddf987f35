//! Labels by a model: the one that the document names is fitted to the votes of the rules that are on, its fit is kept
//! for the project's revision, and everything said of labels is said of that fit.

mod choice;
pub mod view;

pub use crate::model_choice::{BalanceChoice, DEFAULT_MODEL, ModelChoice, RulePrior};
pub use view::{
    BesideMajority, CalibrationBin, ComparisonView, DuplicateGroup, EndModelOptions, EndModelView, GoldSide,
    HistogramRow, LabelCounted, LabelScore, LabelShare, LabelSource, LabelWhy, LabelWords, LabelsChange,
    LabelsView, LeaveOneOutView, Measured, ModelInfo, ModelRow, NoteView, RuleFit, RuleFlag, SideFigures,
    VoteWeight, WithoutRule, WordWeight,
};
