//! The peers' own Python, with pinned packages, under `target/peers/`.

use std::path::PathBuf;

use super::venv::Venv;
use crate::failure::{Failure, Outcome};
use crate::program;

const REMEDY: &str = "a Python 3.11 with its venv module is needed (LABELLOOM_PYTHON may name it), a network, and 5 GB \
                      of disk; remove target/peers/venv to start afresh";

/// That of the neighbour search's peer, which wants newer packages than Snorkel.
const GRAPH: Venv = Venv {
    folder: "target/graph-peers/venv",
    requirements: "xtask/peers/graph-requirements.txt",
    about: "a Python environment for sparse_dot_topn in target/graph-peers/venv (60 MB to fetch, once)",
    remedy: "a Python 3.11 with its venv module is needed (LABELLOOM_PYTHON may name it), and a network; remove \
             target/graph-peers/venv to start afresh",
};

/// That of the peers that make variants of texts.
const TEXTS: Venv = Venv {
    folder: "target/text-peers/venv",
    requirements: "xtask/peers/augment-text-requirements.txt",
    about: "a Python environment for nlpaug in target/text-peers/venv (70 MB to fetch, once)",
    remedy: "a Python 3.11 with its venv module is needed (LABELLOOM_PYTHON may name it), and a network; remove \
             target/text-peers/venv to start afresh",
};

/// That of the peers that make variants of images; torchvision brings PyTorch, with all that it has for graphics cards.
const IMAGES: Venv = Venv {
    folder: "target/image-peers/venv",
    requirements: "xtask/peers/augment-images-requirements.txt",
    about: "a Python environment for albumentations and torchvision in target/image-peers/venv (3 GB to fetch, 5–15 \
            minutes, once)",
    remedy: "a Python 3.11 with its venv module is needed (LABELLOOM_PYTHON may name it), a network, and 8 GB of disk; \
             remove target/image-peers/venv to start afresh",
};

/// That of the peers that draw maps.
const MAPS: Venv = Venv {
    folder: "target/map-peers/venv",
    requirements: "xtask/peers/maps-requirements.txt",
    about: "a Python environment for UMAP and t-SNE in target/map-peers/venv (150 MB to fetch, once)",
    remedy: "a Python 3.11 with its venv module is needed (LABELLOOM_PYTHON may name it), and a network; remove \
             target/map-peers/venv to start afresh",
};

const VENV: Venv = Venv {
    folder: "target/peers/venv",
    requirements: "xtask/peers/requirements.txt",
    about: "a Python environment for the peers in target/peers/venv (2.5 GB to fetch, 5–15 minutes, once)",
    remedy: REMEDY,
};

/// The environment's Python; made on first use.
pub(crate) fn ensure() -> Outcome<PathBuf> {
    VENV.ensure(base)
}

/// The Python of the neighbour search's peer; made on first use.
pub(crate) fn ensure_graph() -> Outcome<PathBuf> {
    GRAPH.ensure(base)
}

/// The Python of the peers that make variants of texts; made on first use.
pub(crate) fn ensure_texts() -> Outcome<PathBuf> {
    TEXTS.ensure(base)
}

/// The Python of the peers that make variants of images; made on first use.
pub(crate) fn ensure_images() -> Outcome<PathBuf> {
    IMAGES.ensure(base)
}

/// The Python of the peers that draw maps; made on first use.
pub(crate) fn ensure_maps() -> Outcome<PathBuf> {
    MAPS.ensure(base)
}

/// A Python of the version that has wheels for all of the requirements.
fn base() -> Outcome<PathBuf> {
    let named = std::env::var("LABELLOOM_PYTHON").ok();
    let names = named.iter().map(String::as_str).chain(["python3.11", "python3"]);
    let mut found = names.filter_map(program::find);
    let fits =
        |python: &PathBuf| program::version_of(python).is_some_and(|version| version.starts_with("3.11."));
    found
        .find(fits)
        .ok_or_else(|| Failure::new("no Python 3.11 was found", REMEDY))
}
