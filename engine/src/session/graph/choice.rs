//! Choosing the graph: what is checked at the door, and the choice in words.

use std::sync::Arc;

use crate::error::{Error, Result};
use crate::features::{EMBEDDINGS, kinds};
use crate::graph_choice::{GraphChoice, JoinedChoice, SeedBalance};
use crate::labels::LabelSet;
use crate::modality::Modality;
use crate::model_choice::ModelChoice;
use crate::session::document::Document;
use crate::session::late::Late;
use crate::session::project::Project;

/// Most neighbours that may be asked for; more make a graph of everything.
const MOST_NEIGHBORS: u32 = 1000;

impl Document {
    /// Takes a choice over, once all of it makes sense. Graph and end model never both label records.
    pub(in crate::session) fn set_graph(&mut self, choice: &GraphChoice, modality: Modality) -> Result<()> {
        choice.check(&self.labels, modality)?;
        if self.embeddings.is_none() && choice.features.iter().any(|name| name == EMBEDDINGS) {
            let what = "The records have no embeddings";
            let remedy = "Add an array with a row for each, or choose other features";
            return Err(Error::new(what, remedy).at("features"));
        }
        if choice.labels_records && self.model.end_model {
            let without = ModelChoice {
                end_model: false,
                ..(*self.model).clone()
            };
            self.model = Arc::new(without);
        }
        self.graph = Arc::new(choice.clone());
        Ok(())
    }

    /// Changes the choice along with labels. A choice that stays what it was stays shared.
    pub(in crate::session) fn change_graph(&mut self, change: impl FnOnce(&mut GraphChoice)) {
        if self.graph.balance.given().is_some() {
            change(Arc::make_mut(&mut self.graph));
        }
    }

    /// Lets the end model label records instead of the graph, where it does.
    pub(in crate::session) fn prefer_end_model(&mut self) {
        if self.model.end_model && self.graph.labels_records {
            Arc::make_mut(&mut self.graph).labels_records = false;
        }
    }
}

impl Project {
    /// The choice as it crosses to where it is shown.
    pub(in crate::session) fn graph_choice(&self) -> Late<GraphChoice> {
        // Numbers were checked to be finite.
        Late::of(&*self.document.graph).unwrap_or_default()
    }
}

impl GraphChoice {
    /// Refuses what means nothing.
    fn check(&self, labels: &LabelSet, modality: Modality) -> Result<()> {
        self.check_features(modality)?;
        let methods = self.joined.methods();
        if !methods.contains(&self.method.as_str()) {
            let what = format!(
                "There is no method “{}” for {}",
                self.method,
                match self.joined {
                    JoinedChoice::Union | JoinedChoice::Mutual => "edges that lead both ways",
                    JoinedChoice::Directed => "lists that lead one way",
                }
            );
            let remedy = format!("Take one of {}", methods.join(", "));
            return Err(Error::new(what, remedy).at("method"));
        }
        if !(1..=MOST_NEIGHBORS).contains(&self.k) {
            let what = format!("{} neighbours can't be looked for", self.k);
            let remedy = format!("Give a number from 1 to {MOST_NEIGHBORS}");
            return Err(Error::new(what, remedy).at("k"));
        }
        if !(self.alpha > 0.0 && self.alpha < 1.0) {
            let what = format!("alpha is {}, not between 0 and 1", self.alpha);
            return Err(Error::new(what, "Take 0.9, or 0.2 as scikit-learn does").at("alpha"));
        }
        if let Some(least) = self.seeds.posteriors
            && !(least > 0.0 && least <= 1.0)
        {
            let what = format!("No label can have a probability of {least} or more");
            return Err(Error::new(what, "Give a number above 0, and 1 at most").at("posteriors"));
        }
        check_balance(&self.balance, labels)
    }

    fn check_features(&self, modality: Modality) -> Result<()> {
        let choose = || format!("Choose among {}", kinds::names(modality));
        if self.features.is_empty() {
            return Err(Error::new("No kind of features is chosen", choose()).at("features"));
        }
        for (at, name) in self.features.iter().enumerate() {
            kinds::find_for(name, modality).map_err(|error| error.at("features"))?;
            if self.features[..at].contains(name) {
                return Err(
                    Error::new(format!("The features “{name}” are chosen twice"), choose()).at("features"),
                );
            }
        }
        Ok(())
    }

    /// What choosing it does, in words, as undo names it.
    pub(in crate::session) fn describe(&self, before: &Self) -> String {
        match (self.labels_records, before.labels_records) {
            (true, false) => return "label what no rule votes on by the graph".to_owned(),
            (false, true) => return "leave unlabeled what no rule votes on".to_owned(),
            _ => {}
        }
        if self.features != before.features {
            return format!("make the graph of {}", self.features.join(" and "));
        }
        if !self.same_graph(before) {
            return "join records otherwise".to_owned();
        }
        if self.method != before.method {
            return format!("carry labels by ‘{}’", self.method);
        }
        if !self.same_way(before) {
            return "carry labels otherwise".to_owned();
        }
        "choose what labels start from".to_owned()
    }
}

/// A share of each label, above 0.
fn check_balance(balance: &SeedBalance, labels: &LabelSet) -> Result<()> {
    let Some(shares) = balance.given() else {
        return Ok(());
    };
    let is_share = |share: f64| share > 0.0 && share.is_finite();
    for label in labels.iter() {
        let mut of_label = shares.iter().filter(|(of, _)| *of == label.id);
        if !matches!((of_label.next(), of_label.next()), (Some((_, share)), None) if is_share(*share)) {
            let what = format!("The balance needs one share of label ‘{}’, above 0", label.name);
            return Err(
                Error::new(what, "Give each label its share, or choose another balance").at("balance"),
            );
        }
    }
    if shares.iter().any(|(of, _)| labels.get(*of).is_none()) {
        return Err(Error::new(
            "The balance names a label that is gone",
            "Give each label of the project its share",
        )
        .at("balance"));
    }
    Ok(())
}
