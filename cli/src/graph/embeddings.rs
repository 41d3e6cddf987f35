//! `--embeddings`: rows of numbers that a model elsewhere made of the records, as numpy saved them or in a column of a Parquet
//! file.

use std::path::{Path, PathBuf};

use clap::Args;
use labelloom_engine::embeddings::EmbeddingsChoice;
use labelloom_engine::error::Error;
use labelloom_engine::features::EMBEDDINGS;
use labelloom_engine::session::Project;
use labelloom_engine::session::edit::Edit;

use crate::failure::{Failure, Result, say};
use crate::parquet;
use crate::rules::in_file;

/// Where the embeddings are. The name is unique among the groups of arguments.
#[derive(Args)]
pub(crate) struct EmbeddingsGiven {
    /// Embeddings of the records, a row each: an array of float16, float32 or float64, saved by numpy.save, or a Parquet file with a
    /// column of lists. Records are then compared by them, unless --features says otherwise; there they are called embeddings.
    #[arg(long, value_name = "FILE")]
    embeddings: Option<PathBuf>,
    /// Whose rows they are, a record's id a line, where they are not in the records' order.
    #[arg(long, value_name = "IDS.TXT", requires = "embeddings")]
    embedding_ids: Option<PathBuf>,
    /// The column of a Parquet file that holds them, where it has several with lists of numbers.
    #[arg(long, value_name = "COLUMN", requires = "embeddings")]
    embedding_column: Option<String>,
}

impl EmbeddingsGiven {
    /// Makes the file's rows the records' embeddings.
    pub(crate) fn add(&self, project: &mut Project) -> Result<()> {
        let Some(path) = &self.embeddings else {
            return Ok(());
        };
        let bytes = match parquet::numbers(path, self.embedding_column.as_deref())? {
            Some(array) => array,
            None => std::fs::read(path).map_err(|error| Failure::file(path, &error))?,
        };
        let ids = self.embedding_ids.as_deref().map(ids).transpose()?;
        let name = path.display().to_string();
        let embeddings = project.read_embeddings(&name, &bytes, ids.as_deref())?;
        let file = embeddings.file().clone();
        say(&format!("{name}: {} numbers for each record", file.width));
        project.keep_embeddings(embeddings);
        project.edit(&Edit::Embeddings(Some(EmbeddingsChoice::File(file))))?;
        Ok(())
    }

    /// The features that were asked for; where embeddings are given and nothing else is asked for, these.
    pub(crate) fn features(&self, named: &[String]) -> Vec<String> {
        match &self.embeddings {
            Some(_) if named.is_empty() => vec![EMBEDDINGS.to_owned()],
            _ => named.to_vec(),
        }
    }
}

fn ids(path: &Path) -> Result<String> {
    let bytes = std::fs::read(path).map_err(|error| Failure::file(path, &error))?;
    let text = String::from_utf8(bytes);
    let told = |error: std::string::FromUtf8Error| {
        in_file(path, Error::new(error.to_string(), "Save the file as UTF-8"))
    };
    Ok(text.map_err(told)?)
}
