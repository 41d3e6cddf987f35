//! IndexedDB with promises turned into futures: open, write in one transaction, read. It knows stores and keys, not
//! what is in them.

use js_sys::{Array, Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    IdbDatabase, IdbFactory, IdbKeyRange, IdbObjectStore, IdbOpenDbRequest, IdbRequest, IdbTransaction,
};

/// One change.
pub(crate) enum Change {
    /// Writes a row, over an older one of its key.
    Put(&'static str, JsValue, JsValue),
    /// Writes a row whose key must be new.
    Add(&'static str, JsValue, JsValue),
    /// Deletes the rows with keys from the first to the second, both included.
    Delete(&'static str, JsValue, JsValue),
}

impl Change {
    const fn store(&self) -> &'static str {
        match self {
            Self::Put(store, ..) | Self::Add(store, ..) | Self::Delete(store, ..) => store,
        }
    }
}

/// An open database.
pub(crate) struct Database(IdbDatabase);

impl Database {
    /// Opens a database and makes the stores it lacks.
    pub(crate) async fn open(
        name: &str,
        version: u32,
        stores: &'static [&'static str],
    ) -> Result<Self, JsValue> {
        let request = factory()?.open_with_u32(name, version)?;
        let upgrade = Closure::once_into_js({
            let request = request.clone();
            move || make_stores(&request, stores)
        });
        request.set_onupgradeneeded(Some(upgrade.unchecked_ref()));
        let database: IdbDatabase = finished(&request).await?.dyn_into()?;
        close_for_newer(&database);
        Ok(Self(database))
    }

    /// Makes all the changes or none. A strict write is on disk when this returns.
    pub(crate) async fn write(&self, changes: Vec<Change>, strict: bool) -> Result<(), JsValue> {
        let mut names: Vec<&str> = changes.iter().map(Change::store).collect();
        names.sort_unstable();
        names.dedup();
        let transaction = self.transaction(&names, "readwrite", strict)?;
        let done = completed(&transaction);
        for change in changes {
            let store = transaction.object_store(change.store())?;
            match change {
                Change::Put(_, key, row) => store.put_with_key(&row, &key)?,
                Change::Add(_, key, row) => store.add_with_key(&row, &key)?,
                Change::Delete(_, from, to) => store.delete(IdbKeyRange::bound(&from, &to)?.as_ref())?,
            };
        }
        done.await.map(drop)
    }

    /// One row; `undefined` where there is none.
    pub(crate) async fn get(&self, store: &str, key: &JsValue) -> Result<JsValue, JsValue> {
        finished(&self.reading(store)?.get(key)?).await
    }

    /// Keys and rows in a range, or all, in the order of the keys.
    pub(crate) async fn list(
        &self,
        store: &str,
        range: Option<(JsValue, JsValue)>,
    ) -> Result<Vec<(JsValue, JsValue)>, JsValue> {
        let range = match &range {
            Some((from, to)) => IdbKeyRange::bound(from, to)?.into(),
            None => JsValue::UNDEFINED,
        };
        // Both requests are made before either is awaited: they belong to one transaction and see the same rows.
        let reading = self.reading(store)?;
        let (keys, rows) = (
            reading.get_all_keys_with_key(&range)?,
            reading.get_all_with_key(&range)?,
        );
        let (keys, rows) = (settled(&keys), settled(&rows));
        let keys = Array::from(&JsFuture::from(keys).await?);
        let rows = Array::from(&JsFuture::from(rows).await?);
        Ok(keys.iter().zip(rows.iter()).collect())
    }

    /// All keys of a store, in order.
    pub(crate) async fn keys(&self, store: &str) -> Result<Vec<JsValue>, JsValue> {
        Ok(Array::from(&finished(&self.reading(store)?.get_all_keys()?).await?).to_vec())
    }

    fn reading(&self, store: &str) -> Result<IdbObjectStore, JsValue> {
        self.transaction(&[store], "readonly", false)?.object_store(store)
    }

    /// The durability option stands behind an unstable flag of the bindings, so the method is called by name.
    fn transaction(&self, stores: &[&str], mode: &str, strict: bool) -> Result<IdbTransaction, JsValue> {
        let names: Array = stores.iter().map(|name| JsValue::from_str(name)).collect();
        let options = js_sys::Object::new();
        let durability = if strict { "strict" } else { "relaxed" };
        Reflect::set(&options, &"durability".into(), &durability.into())?;
        let method: Function = Reflect::get(&self.0, &"transaction".into())?.dyn_into()?;
        method.call3(&self.0, &names, &mode.into(), &options)?.dyn_into()
    }
}

/// The factory, alike in a window and in a worker.
fn factory() -> Result<IdbFactory, JsValue> {
    let factory = Reflect::get(&js_sys::global(), &"indexedDB".into())?;
    factory
        .dyn_into()
        .map_err(|_| js_sys::Error::new("This browser keeps no data for pages (IndexedDB)").into())
}

fn make_stores(request: &IdbOpenDbRequest, stores: &[&str]) {
    let Some(database) = request
        .result()
        .ok()
        .and_then(|result| result.dyn_into::<IdbDatabase>().ok())
    else {
        return;
    };
    let present = database.object_store_names();
    for store in stores.iter().filter(|store| !present.contains(store)) {
        // A store that can't be made fails the opening, whose error is told.
        let _ = database.create_object_store(store);
    }
}

/// A tab with a newer build must be able to bring the database up to date.
fn close_for_newer(database: &IdbDatabase) {
    let closing = database.clone();
    let close = Closure::<dyn FnMut()>::new(move || closing.close()).into_js_value();
    database.set_onversionchange(Some(close.unchecked_ref()));
}

async fn finished(request: &IdbRequest) -> Result<JsValue, JsValue> {
    JsFuture::from(settled(request)).await
}

/// A promise of a request's result. Its handlers are set here and now: a request must have them before it is done.
fn settled(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        let of = request.clone();
        let succeed = Closure::once_into_js(move || {
            // Resolving a promise never throws.
            let _ = resolve.call1(&JsValue::UNDEFINED, &of.result().unwrap_or(JsValue::UNDEFINED));
        });
        let of = request.clone();
        let fail = Closure::once_into_js(move || {
            let error = of
                .error()
                .ok()
                .flatten()
                .map_or(JsValue::UNDEFINED, JsValue::from);
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        });
        request.set_onsuccess(Some(succeed.unchecked_ref()));
        request.set_onerror(Some(fail.unchecked_ref()));
    })
}

/// Ends when a transaction is complete, or fails with why it was not.
fn completed(transaction: &IdbTransaction) -> JsFuture {
    JsFuture::from(Promise::new(&mut |resolve, reject| {
        transaction.set_oncomplete(Some(&resolve));
        let of = transaction.clone();
        let fail = Closure::once_into_js(move || {
            let error = of.error().map_or(JsValue::UNDEFINED, JsValue::from);
            let _ = reject.call1(&JsValue::UNDEFINED, &error);
        });
        transaction.set_onabort(Some(fail.unchecked_ref()));
    }))
}
