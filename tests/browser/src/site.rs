//! A static host for the built page, as dumb as they come, from a sub-path; it writes down every request.

use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use crate::Result;

/// Deep enough that an absolute path in the page would miss.
const SUB_PATH: &str = "/some/where/";

/// A running server; it ends with the process.
pub(crate) struct Site {
    port: u16,
    requests: Arc<Mutex<Vec<String>>>,
    instead: Instead,
    quiet: Mutex<Quiet>,
}

/// A file's name and what is sent for it the next time it is asked for.
type Instead = Arc<Mutex<Option<(String, Sent)>>>;

/// What a host may send for a file.
#[derive(Clone, Debug)]
pub enum Sent {
    /// These bytes.
    Bytes(Vec<u8>),
    /// That it has no such file.
    Missing,
    /// Half of the file, and then the connection is lost.
    Half,
}

/// What came while no page was being loaded.
#[derive(Default)]
struct Quiet {
    /// How many requests there were when the last page had loaded.
    since: usize,
    /// Those after an earlier page had loaded and before the next one was.
    late: Vec<String>,
}

impl Site {
    /// Serves a folder on a free port of this machine.
    pub(crate) fn serve(folder: PathBuf) -> Result<Self> {
        let listener = TcpListener::bind("127.0.0.1:0")?;
        let port = listener.local_addr()?.port();
        let (requests, instead) = (Arc::default(), Instead::default());
        let (written, sent_instead) = (Arc::clone(&requests), Arc::clone(&instead));
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let (folder, written) = (folder.clone(), Arc::clone(&written));
                let instead = Arc::clone(&sent_instead);
                // A browser that goes away in mid-answer is no concern of the host's.
                std::thread::spawn(move || drop(answer(&stream, &folder, &written, &instead)));
            }
        });
        Ok(Self {
            port,
            requests,
            instead,
            quiet: Mutex::default(),
        })
    }

    /// The page's address, without a hash.
    pub(crate) fn address(&self) -> String {
        format!("http://127.0.0.1:{}{SUB_PATH}", self.port)
    }

    /// Sends something else for a file, once.
    pub(crate) fn send_once(&self, file: &str, sent: Sent) {
        *held(&self.instead) = Some((file.to_owned(), sent));
    }

    /// Whether what was to be sent instead of a file has been sent.
    pub(crate) fn has_sent(&self) -> bool {
        held(&self.instead).is_none()
    }

    /// How many requests there have been.
    pub(crate) fn count(&self) -> usize {
        held(&self.requests).len()
    }

    /// A page is about to be loaded: what it asks for is its due.
    pub(crate) fn loading_starts(&self) {
        let late = self.late_requests();
        held(&self.quiet).late = late;
    }

    /// Whatever is asked for from now on is late.
    pub(crate) fn loading_ends(&self) {
        held(&self.quiet).since = self.count();
    }

    /// Requests while no page was being loaded, as `GET /some/where/page.js`.
    pub(crate) fn late_requests(&self) -> Vec<String> {
        let quiet = held(&self.quiet);
        quiet
            .late
            .iter()
            .chain(&held(&self.requests)[quiet.since..])
            .cloned()
            .collect()
    }
}

fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

fn answer(
    mut stream: &TcpStream,
    folder: &Path,
    written: &Mutex<Vec<String>>,
    instead: &Instead,
) -> std::io::Result<()> {
    let mut lines = BufReader::new(stream).lines();
    let first = lines.next().transpose()?.unwrap_or_default();
    while lines.next().transpose()?.is_some_and(|line| !line.is_empty()) {}
    let mut words = first.split(' ');
    let (Some(method), Some(target)) = (words.next(), words.next()) else {
        return Ok(());
    };
    held(written).push(format!("{method} {target}"));
    let file = file_of(target)
        .filter(|_| method == "GET")
        .map(|file| folder.join(file));
    let body = |file: PathBuf| Some((mime(&file), sent(&file, folder, instead)?));
    let (status, kind, (body, length)) = match file.and_then(body) {
        Some((kind, body)) => ("200 OK", kind, body),
        None => ("404 Not Found", "text/plain", (Vec::new(), 0)),
    };
    write!(
        stream,
        "HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {length}\r\nCache-Control: no-cache\r\nConnection: close\r\n\r\n"
    )?;
    stream.write_all(&body)
}

/// What is sent for a file, and how many bytes are promised.
fn sent(file: &Path, folder: &Path, instead: &Instead) -> Option<(Vec<u8>, usize)> {
    let other = held(instead).take_if(|(name, _)| file == folder.join(name));
    let whole = || std::fs::read(file).ok();
    match other {
        Some((_, Sent::Missing)) => None,
        Some((_, Sent::Half)) => whole().map(|bytes| (bytes[..bytes.len() / 2].to_vec(), bytes.len())),
        Some((_, Sent::Bytes(bytes))) => Some((bytes.clone(), bytes.len())),
        None => whole().map(|bytes| (bytes.clone(), bytes.len())),
    }
}

/// The file under the folder that a request's target names, if it stays inside.
fn file_of(target: &str) -> Option<PathBuf> {
    let path = target.split(['?', '#']).next()?.strip_prefix(SUB_PATH)?;
    let path = PathBuf::from(if path.is_empty() { "index.html" } else { path });
    path.components()
        .all(|part| matches!(part, Component::Normal(_)))
        .then_some(path)
}

fn mime(file: &Path) -> &'static str {
    match file.extension().and_then(|ending| ending.to_str()) {
        Some("html") => "text/html; charset=utf-8",
        Some("js") => "text/javascript",
        Some("css") => "text/css",
        Some("wasm") => "application/wasm",
        Some("json") => "application/json",
        Some("svg") => "image/svg+xml",
        Some("png") => "image/png",
        _ => "application/octet-stream",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_stay_inside_the_folder() {
        assert_eq!(file_of("/some/where/"), Some("index.html".into()));
        assert_eq!(file_of("/some/where/lazy/a.wasm?x"), Some("lazy/a.wasm".into()));
        assert_eq!(file_of("/some/where/../a"), None);
        assert_eq!(file_of("/some/where//etc/passwd"), None);
        assert_eq!(file_of("/page.js"), None);
    }
}
