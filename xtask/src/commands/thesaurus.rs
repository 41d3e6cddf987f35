//! `cargo xtask thesaurus`: the engine's words about words (`engine/data/`), made from the packages that its README
//! names. The files are committed, so that nothing else needs these packages or a network.

mod polarity;
mod wordnet;

use std::path::Path;

use crate::arguments::Arguments;
use crate::command::{Choice, Command};
use crate::failure::{Failure, Outcome};
use crate::project;

const REMEDY: &str = "engine/data/README.md says which packages hold the files, and how to unpack them";

pub(crate) const COMMAND: Command = Command {
    name: "thesaurus",
    about: "Makes engine/data/thesaurus.tsv and polarity.tsv anew, from WordNet and VADER.",
    options: &[
        Choice {
            name: "--wordnet",
            value: Some("FOLDER"),
            about: "WordNet's data.*, index.* and *.exc.",
        },
        Choice {
            name: "--vader",
            value: Some("FILE"),
            about: "VADER's vader_lexicon.txt.",
        },
    ],
    run,
};

fn run(arguments: &Arguments) -> Outcome {
    let wordnet = Path::new(given(arguments, "--wordnet")?);
    let vader = Path::new(given(arguments, "--vader")?);
    let thesaurus = wordnet::thesaurus(wordnet)?;
    let polarity = polarity::signs(&read(vader)?);
    for (name, text) in [("thesaurus", thesaurus), ("polarity", polarity)] {
        let path = format!("engine/data/{name}.tsv");
        println!("{path}: {} lines, {} bytes", text.lines().count(), text.len());
        project::write(path, text)?;
    }
    Ok(())
}

fn given<'a>(arguments: &'a Arguments, name: &str) -> Outcome<&'a str> {
    let value = arguments.value(name);
    value.ok_or_else(|| Failure::new(format!("{name} is missing"), REMEDY))
}

fn read(path: &Path) -> Outcome<String> {
    let bytes = std::fs::read(path)
        .map_err(|error| Failure::new(format!("cannot read {}: {error}", path.display()), REMEDY))?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}
