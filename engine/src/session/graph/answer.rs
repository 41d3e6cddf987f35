//! Answers to questions about the graph for which no work is left.

use std::sync::Arc;

use super::ask::GraphAsk;
use super::build::Built;
use super::spread::Pictured;
use super::view::GraphReply;
use crate::error::{Error, Result};
use crate::propagation::Reach;
use crate::session::late::Late;
use crate::session::project::Project;
use crate::session::reply::Reply;

impl Project {
    /// Answers a question about the graph.
    ///
    /// # Errors
    /// What is not there.
    // A door of the page's part `graph`.
    #[inline(never)]
    pub(in crate::session) fn answer_graph(&mut self, ask: &Late<GraphAsk>) -> Result<Reply> {
        let reply = match ask.open()? {
            GraphAsk::State | GraphAsk::Build | GraphAsk::Propagate => {
                GraphReply::View(Box::new(self.graph_view()?))
            }
            GraphAsk::Color(color) => return self.graph_colors(color),
            GraphAsk::Watch { rounds } => {
                let colors = self.watch_colors(rounds)?;
                return self.colored(colors);
            }
            GraphAsk::Node { index } => GraphReply::Node(Box::new(self.node_view(index)?)),
            GraphAsk::WhatIf(change) => {
                let tried = self.tried(&change).map(|changed| changed.view.clone());
                GraphReply::Change(tried.ok_or_else(|| Error::new("This is not tried yet", "Ask again"))?)
            }
            GraphAsk::Disagreements { of, start } => {
                GraphReply::Disagreements(self.disagreements_view(of, start)?)
            }
            GraphAsk::Choose => GraphReply::Choices(Box::new(self.choices_view()?)),
            GraphAsk::Twins { at_least, start } => GraphReply::Twins(self.twins_view(at_least, start)?),
            GraphAsk::Layout { .. } => return self.layout_bytes(),
            GraphAsk::Pick { polygon, how } => GraphReply::Picked {
                picked: self.pick(&polygon, how)?,
            },
            GraphAsk::PickRecords { records, how } => GraphReply::Picked {
                picked: self.pick_records(&records, how)?,
            },
            GraphAsk::Svg { color, variants } => {
                return Ok(Reply::File(self.graph_svg(color, &variants)?));
            }
        };
        Ok(Reply::Graph(Late::of(&reply)?))
    }

    /// Keeps a graph.
    pub(super) fn keep_graph(&mut self, built: Built) {
        self.graph.built = Some(Arc::new(built));
        self.selected = None;
    }

    /// The graph.
    ///
    /// # Errors
    /// It is not built: requests that need it begin with building it.
    pub(super) fn built_graph(&self) -> Result<Arc<Built>> {
        let built = self.built().map(Arc::clone);
        built.ok_or_else(|| Error::new("The graph is not built yet", "Build it first"))
    }

    /// The labels along the graph.
    ///
    /// # Errors
    /// They were not carried: requests that need them begin with that.
    pub(super) fn picture_now(&self) -> Result<Arc<Pictured>> {
        let pictured = self.pictured().map(Arc::clone);
        pictured.ok_or_else(|| Error::new("Labels are not carried along the graph yet", "Ask again"))
    }

    /// The reach of a picture's records, where it was measured.
    pub(super) fn graph_reach(&self, pictured: &Arc<Pictured>) -> Option<&Arc<Reach>> {
        let (of, reach) = self.graph.reach.as_ref()?;
        Arc::ptr_eq(&of.picture, &pictured.picture).then_some(reach)
    }
}
