//! Which operations a label does not bear: no mirror for 6 and 9, none for "left".

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::operations::{self, ImageOperation};
use crate::error::{Error, Result};

/// The operations that labels block, by label. As JSON an object of lists: `{"6": ["mirror", "rotate"]}`.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Blocks(BTreeMap<String, Vec<String>>);

impl Blocks {
    /// Adds an operation to those that a label blocks.
    ///
    /// # Errors
    /// There is no such operation.
    pub fn block(&mut self, label: &str, operation: &str) -> Result<()> {
        let operation = operations::find(operation)?.name;
        let blocked = self.0.entry(label.to_owned()).or_default();
        if !blocked.iter().any(|name| name == operation) {
            blocked.push(operation.to_owned());
        }
        Ok(())
    }

    /// Whether all that is blocked are operations.
    ///
    /// # Errors
    /// A name that is none.
    pub fn check(&self) -> Result<()> {
        for (label, blocked) in &self.0 {
            for name in blocked {
                let at_label = |error: Error| error.at(format!("what “{label}” blocks"));
                operations::find(name).map_err(at_label)?;
            }
        }
        Ok(())
    }

    /// Whether an image of a label must be spared an operation. Of an image without a label nothing is known: it is spared
    /// what any label blocks.
    #[must_use]
    pub fn spare(&self, label: Option<&str>, operation: &ImageOperation) -> bool {
        let holds = |blocked: &Vec<String>| blocked.iter().any(|name| name == operation.name);
        match label {
            Some(label) => self.0.get(label).is_some_and(holds),
            None => self.0.values().any(holds),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::augment::image::operations::{MIRROR, ROTATE};

    #[test]
    fn labels_are_spared_what_they_block() {
        let mut blocks = Blocks::default();
        blocks.block("6", "mirror").unwrap();
        blocks.block("6", "mirror").unwrap();
        let spared = |label| [&MIRROR, &ROTATE].map(|operation| blocks.spare(label, operation));
        assert_eq!(
            [spared(Some("6")), spared(Some("8")), spared(None)],
            [[true, false], [false, false], [true, false]]
        );
        assert!(blocks.block("6", "mirrors").is_err());
        assert_eq!(serde_json::to_string(&blocks).unwrap(), r#"{"6":["mirror"]}"#);
        let wrong: Blocks = serde_json::from_str(r#"{"9": ["flip"]}"#).unwrap();
        assert!(
            wrong
                .check()
                .unwrap_err()
                .to_string()
                .starts_with("what “9” blocks: There is no operation “flip”")
        );
    }
}
