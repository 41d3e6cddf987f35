//! The options a Leptos server reads from its configuration. The bench has no server; Leptos names these types all the
//! same. The published crate of this name reads them with `config` and `regex`, and asks `regex` for every Unicode
//! table there is: a good part of the page's wasm, for nothing.

use std::sync::Arc;

/// Where a server finds what cargo-leptos built; nothing of the bench makes one.
#[derive(Clone, Debug)]
pub struct LeptosOptions {
    /// The name of the built script and wasm.
    pub output_name: Arc<str>,
    /// The folder of the site.
    pub site_root: Arc<str>,
    /// The folder of script and wasm in it.
    pub site_pkg_dir: Arc<str>,
    /// The port that tells a page to load again.
    pub reload_port: u32,
    /// The same port as seen from outside.
    pub reload_external_port: Option<u32>,
    /// How a page listens to that port.
    pub reload_ws_protocol: ReloadWSProtocol,
    /// The file of hashes.
    pub hash_file: Arc<str>,
    /// Whether file names carry hashes.
    pub hash_files: bool,
}

/// How a page listens to be loaded again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ReloadWSProtocol {
    /// In the open.
    WS,
    /// Encrypted.
    WSS,
}
