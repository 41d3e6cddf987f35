//! The host's surroundings in a worker: IndexedDB, Web Locks, the event loop, and the page at the other end.

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::{Array, Uint8Array};
use wasm_bindgen::prelude::*;
use web_sys::{Blob, DedicatedWorkerGlobalScope, MessageEvent};

use super::Host;
use super::parquet::{self, Parquet};
use super::store::{Durability, Key, Row, Store, Table, Write};
use super::tables::Wanted;
use super::world::{File, World};
use crate::browser::idb::{Change, Database};
use crate::browser::parts::Part;
use crate::browser::{clock, error_name, files, in_words, lazy, locks, parts};
use crate::worker::helper::{self, Helper};
use crate::worker::protocol::{BUILD, Event, Problem, ToPage, ToWorker};
use crate::worker::wire;

/// The database's name and version.
const DATABASE: (&str, u32) = ("labelloom", 1);

const STORES: [&str; 5] = {
    let mut names = [""; 5];
    let mut at = 0;
    while at < names.len() {
        names[at] = Table::ALL[at].name();
        at += 1;
    }
    names
};

/// Makes this worker the host and tells the page that it listens.
pub(crate) fn run() {
    let scope: DedicatedWorkerGlobalScope = js_sys::global().unchecked_into();
    let world = Rc::new(BrowserWorld {
        scope: scope.clone(),
        store: IndexedDb::default(),
    });
    WORLD.set(Some(world.clone()));
    tell_panics();
    lazy::listen(|| tell(&ToPage::Event(Event::FileLoaded)));
    #[cfg(target_arch = "wasm32")]
    {
        super::regex::install();
        labelloom_engine::session::augment::provide(
            |name| Ok(lazy::read(&format!("words/{name}"))?.to_vec()),
        );
    }
    let host = Host::start(world.clone());
    let on_message = Closure::<dyn FnMut(MessageEvent)>::new(move |event: MessageEvent| {
        match wire::unpack::<ToWorker>(event.data()) {
            Ok((message, file)) => {
                host.receive(message, file.and_then(|file| file.dyn_into().ok()).map(BlobFile))
            }
            Err(error) => wasm_bindgen::throw_str(&format!("A message of the page can't be read: {error}")),
        }
    });
    scope.set_onmessage(Some(on_message.into_js_value().unchecked_ref()));
    world.post(
        &ToPage::Ready {
            build: BUILD.to_owned(),
        },
        None,
    );
}

thread_local! {
    static WORLD: RefCell<Option<Rc<BrowserWorld>>> = const { RefCell::new(None) };
}

/// Says something to the page from where no host is at hand.
fn tell(message: &ToPage) {
    WORLD.with(|world| {
        if let Ok(Some(world)) = world.try_borrow().as_deref() {
            world.post(message, None);
        }
    });
}

/// A panic ends the worker; its last word goes to the page.
fn tell_panics() {
    std::panic::set_hook(Box::new(|info| {
        console_error_panic_hook::hook(info);
        let message = info.to_string();
        tell(&ToPage::Panicked { message });
    }));
}

/// A part of the page that could not be had, in words.
fn not_loaded(error: String) -> Problem {
    Problem::new(
        format!("A part of this page could not be loaded: {error}"),
        "Check the connection to where this page came from, and try again.",
    )
}

/// A worker in a browser.
pub(crate) struct BrowserWorld {
    scope: DedicatedWorkerGlobalScope,
    store: IndexedDb,
}

impl World for BrowserWorld {
    type Store = IndexedDb;
    type File = BlobFile;
    type Lock = locks::Lock;
    type Helper = Helper;
    type Reading = Parquet;

    fn store(&self) -> &IndexedDb {
        &self.store
    }

    fn now_ms(&self) -> f64 {
        clock::now_ms()
    }

    fn clock_ms(&self) -> f64 {
        self.scope.performance().map_or(0.0, |clock| clock.now())
    }

    fn memory_bytes(&self) -> f64 {
        memory_bytes()
    }

    fn new_id(&self) -> String {
        let mut bytes = [0; 8];
        // Without randomness the time still tells two projects apart.
        if getrandom::fill(&mut bytes).is_err() {
            bytes = clock::now_ms().to_be_bytes();
        }
        bytes.iter().map(|byte| format!("{byte:02x}")).collect()
    }

    fn post(&self, message: &ToPage, bytes: Option<&[u8]>) {
        let attachment = bytes.map(Uint8Array::from);
        let transfer = attachment
            .as_ref()
            .map_or_else(Array::new, |bytes| Array::of1(&bytes.buffer()));
        let posted = wire::pack(message, attachment.as_ref().map(AsRef::as_ref)).and_then(|message| {
            let posted = self.scope.post_message_with_transfer(&message, &transfer);
            posted.map_err(|error| in_words(&error))
        });
        if let Err(error) = posted {
            // Nothing else reaches the page: it hears of it as the worker's error.
            wasm_bindgen::throw_str(&format!("A message to the page can't be sent: {error}"));
        }
    }

    fn lazy_file(&self, name: &str) -> Result<Vec<u8>, Problem> {
        Ok(lazy::read(name).map_err(not_loaded)?.to_vec())
    }

    fn need(&self, part: Part) -> Result<(), Problem> {
        parts::need(part).map_err(not_loaded)
    }

    fn read_table(&self, file: &BlobFile, wanted: Wanted) -> Result<(Parquet, Vec<u8>), Problem> {
        let part = parquet::part().map_err(not_loaded)?;
        Parquet::open(&part, file.0.clone(), wanted)
    }

    fn helpers(&self) -> u32 {
        helper::at_most()
    }

    fn help(&self, errand: Vec<u8>, answered: impl FnOnce(Option<Vec<u8>>) + 'static) -> Option<Helper> {
        Helper::start(&errand, answered).ok()
    }

    fn spawn(&self, future: impl Future<Output = ()> + 'static) {
        clock::spawn(future);
    }

    async fn turn(&self) {
        clock::turn().await;
    }

    async fn sleep(&self, delay_ms: i32) {
        clock::sleep(delay_ms).await;
    }

    async fn lock(
        &self,
        project: &str,
        take_over: bool,
        lost: impl FnOnce() + 'static,
    ) -> Option<locks::Lock> {
        locks::take(&format!("labelloom-project-{project}"), take_over, lost).await
    }
}

/// A file that a person gave.
pub(crate) struct BlobFile(Blob);

impl File for BlobFile {
    fn size(&self) -> u64 {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a size is a whole number, exact in an f64 up to 2^53"
        )]
        let size = self.0.size() as u64;
        size
    }

    async fn read(&self, start: u64, end: u64, into: &mut Vec<u8>) -> Result<(), Problem> {
        files::read(&self.0, start, end, into).await.map_err(|error| {
            let what = format!("The file could not be read on: {}", in_words(&error));
            Problem::new(what, "It may have been moved or changed. Choose it again.")
        })
    }
}

/// The tables in IndexedDB; opened when they are first used.
#[derive(Default)]
pub(crate) struct IndexedDb(RefCell<Option<Rc<Database>>>);

impl IndexedDb {
    async fn database(&self) -> Result<Rc<Database>, Problem> {
        if let Some(database) = self.0.borrow().clone() {
            return Ok(database);
        }
        let opened = Rc::new(
            Database::open(DATABASE.0, DATABASE.1, &STORES)
                .await
                .map_err(|error| problem(&error))?,
        );
        *self.0.borrow_mut() = Some(opened.clone());
        Ok(opened)
    }

    /// Says what went wrong, and lets the next use open the database again: a browser may close it.
    fn failed(&self, error: &JsValue) -> Problem {
        if error_name(error) == "InvalidStateError" {
            *self.0.borrow_mut() = None;
        }
        problem(error)
    }
}

impl Store for IndexedDb {
    async fn write(&self, writes: Vec<Write>, durability: Durability) -> Result<(), Problem> {
        let changes = writes.into_iter().map(change).collect();
        let strict = durability == Durability::Strict;
        self.database()
            .await?
            .write(changes, strict)
            .await
            .map_err(|error| self.failed(&error))
    }

    async fn get(&self, table: Table, key: Key) -> Result<Option<Row>, Problem> {
        let found = self
            .database()
            .await?
            .get(table.name(), &key_out(&key.project, key.number))
            .await;
        Ok(row_in(&found.map_err(|error| self.failed(&error))?))
    }

    async fn list(&self, table: Table, project: Option<&str>) -> Result<Vec<(Key, Row)>, Problem> {
        let range = project.map(|project| (key_out(project, 0), key_out(project, u32::MAX)));
        let rows = self
            .database()
            .await?
            .list(table.name(), range)
            .await
            .map_err(|error| self.failed(&error))?;
        Ok(rows
            .iter()
            .filter_map(|(key, row)| Some((key_in(key)?, row_in(row)?)))
            .collect())
    }

    async fn keys(&self, table: Table) -> Result<Vec<Key>, Problem> {
        let keys = self
            .database()
            .await?
            .keys(table.name())
            .await
            .map_err(|error| self.failed(&error))?;
        Ok(keys.iter().filter_map(key_in).collect())
    }
}

fn change(write: Write) -> Change {
    match write {
        Write::Put(table, key, row) => {
            Change::Put(table.name(), key_out(&key.project, key.number), row_out(&row))
        }
        Write::Add(table, key, row) => {
            Change::Add(table.name(), key_out(&key.project, key.number), row_out(&row))
        }
        Write::Delete(table, project, from, to) => {
            Change::Delete(table.name(), key_out(&project, from), key_out(&project, to))
        }
    }
}

fn key_out(project: &str, number: u32) -> JsValue {
    Array::of2(&project.into(), &number.into()).into()
}

fn key_in(key: &JsValue) -> Option<Key> {
    let key = key.dyn_ref::<Array>()?;
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "keys are written from u32 and nothing else"
    )]
    let number = key.get(1).as_f64()? as u32;
    Some(Key {
        project: key.get(0).as_string()?,
        number,
    })
}

fn row_out(row: &Row) -> JsValue {
    match row {
        Row::Text(text) => text.into(),
        Row::Bytes(bytes) => Uint8Array::from(bytes.as_slice()).into(),
    }
}

fn row_in(row: &JsValue) -> Option<Row> {
    match row.dyn_ref::<Uint8Array>() {
        Some(bytes) => Some(Row::Bytes(bytes.to_vec())),
        None => row.as_string().map(Row::Text),
    }
}

fn problem(error: &JsValue) -> Problem {
    if error_name(error) == "QuotaExceededError" {
        let what = "The browser has no room left for this project";
        return Problem::new(
            what,
            "Delete a project you no longer need, or free disk space, and try again.",
        );
    }
    let what = format!("The browser's storage failed: {}", in_words(error));
    Problem::new(
        what,
        "Save the project as a file. A private window may not keep data.",
    )
}

/// Bytes of the worker's memory, which is a number of pages of 64 KiB.
#[cfg(target_arch = "wasm32")]
#[expect(clippy::cast_precision_loss, reason = "at most 2^16 pages")]
fn memory_bytes() -> f64 {
    core::arch::wasm32::memory_size::<0>() as f64 * 65_536.0
}

#[cfg(not(target_arch = "wasm32"))]
fn memory_bytes() -> f64 {
    0.0
}
