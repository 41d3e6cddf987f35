//! The rows of the outcome: graphs and candidates with their names, before they are judged or where they can't be.

use super::job::Choosing;
use super::outcome::{GraphTried, Tried};
use crate::error::Error;
use crate::num::{count, index};
use crate::propagation::{Field, purity, purity_by_chance};

impl Choosing {
    /// Says of all candidates of the plan what is wrong with them.
    pub(super) fn refuse(&mut self, problem: &Error) {
        let problem = Some(problem.to_string());
        if self.is_plain() {
            for at in 0..self.candidates.classifiers.len() {
                let tried = self.of_classifier(at, None);
                self.put_refused(tried, &problem);
            }
            return;
        }
        if count(self.graphs.len()) == self.graph_place() {
            let graph = GraphTried {
                problem: problem.clone(),
                ..self.graph()
            };
            self.graphs.push(graph);
        }
        for at in 0..self.candidates.methods.len() {
            let tried = self.of_method(at, None);
            self.put_refused(tried, &problem);
        }
    }

    fn put_refused(&mut self, tried: Tried, problem: &Option<String>) {
        let problem = problem.clone();
        self.tried.push(Tried { problem, ..tried });
        self.said.push(None);
    }

    /// The graph of this plan, without figures.
    fn graph(&self) -> GraphTried {
        let features = self.candidates.of_plan(self.plan);
        GraphTried {
            features: self.candidates.names(features),
            title: self.candidates.title(features),
            problem: None,
            records: count(self.sample.len()),
            edges: 0,
            isolated: 0,
            judged_edges: 0,
            purity: None,
            purity_by_chance: None,
            ms: None,
        }
    }

    /// The graph of this plan.
    pub(super) fn describe(&mut self, field: &Field) -> GraphTried {
        let edges = field.edges();
        let mut labels = vec![None; edges.records()];
        for &(record, label) in &self.ground.folds.gold {
            labels[index(record)] = Some(label);
        }
        let pure = purity(edges, &labels);
        let graph = GraphTried {
            edges: count(edges.ends.len()),
            isolated: count(edges.starts.windows(2).filter(|row| row[0] == row[1]).count()),
            judged_edges: u32::try_from(pure.edges).unwrap_or(u32::MAX),
            purity: pure.share(),
            purity_by_chance: purity_by_chance(&labels, self.ground.labels()),
            ms: self.ms,
            ..self.graph()
        };
        self.ms = self.ms.map(|_| 0.0);
        graph
    }

    fn graph_place(&self) -> u32 {
        count(self.plan - self.candidates.plain.len())
    }

    pub(super) fn of_classifier(&self, at: usize, ms: Option<f64>) -> Tried {
        let classifier = self.candidates.classifiers[at];
        self.tried_of(None, classifier.name, classifier.title, ms)
    }

    pub(super) fn of_method(&self, at: usize, ms: Option<f64>) -> Tried {
        let method = self.candidates.methods[at];
        self.tried_of(Some(self.graph_place()), method.name, method.title, ms)
    }

    fn tried_of(&self, graph: Option<u32>, model: &str, model_title: &str, ms: Option<f64>) -> Tried {
        let features = self.candidates.of_plan(self.plan);
        Tried {
            graph,
            features: self.candidates.names(features),
            title: self.candidates.title(features),
            model: model.to_owned(),
            model_title: model_title.to_owned(),
            problem: None,
            right: 0.0,
            accuracy: None,
            interval: (0.0, 1.0),
            macro_f1: None,
            unreached: 0.0,
            agreement: None,
            near_best: false,
            rank: None,
            ms,
        }
    }
}
