//! Runs a module, whole or cut, with a host that loads parts and writes a log.

use wasmi::{Caller, Engine, Instance, Linker, Module, Store};

use super::Cut;

#[derive(Default)]
struct Host {
    first: Option<Instance>,
    parts: Vec<Module>,
    loads: Vec<i32>,
    log: Vec<i32>,
}

/// A module at work.
pub(super) struct Machine {
    store: Store<Host>,
    instance: Instance,
}

impl Machine {
    /// A module that was not cut: it loads nothing.
    pub(super) fn whole(wasm: &[u8]) -> Self {
        Self::start(wasm, &[])
    }

    /// A module that was cut, with its parts at hand.
    pub(super) fn cut(cut: &Cut) -> Self {
        let parts: Vec<&[u8]> = cut.files.iter().map(|(_, wasm)| wasm.as_slice()).collect();
        Self::start(&cut.first, &parts)
    }

    fn start(first: &[u8], parts: &[&[u8]]) -> Self {
        let engine = Engine::default();
        let module = |wasm: &[u8]| Module::new(&engine, wasm).unwrap();
        let host = Host {
            parts: parts.iter().map(|part| module(part)).collect(),
            ..Host::default()
        };
        let mut store = Store::new(&engine, host);
        let mut linker = Linker::new(&engine);
        linker.func_wrap("host", "load", load).unwrap();
        let log = |mut caller: Caller<'_, Host>, number: i32| caller.data_mut().log.push(number);
        linker.func_wrap("host", "log", log).unwrap();
        let instance = linker.instantiate_and_start(&mut store, &module(first)).unwrap();
        store.data_mut().first = Some(instance);
        Self { store, instance }
    }

    /// Calls `run`.
    pub(super) fn run(&mut self, number: i32) -> i32 {
        let run = self
            .instance
            .get_typed_func::<i32, i32>(&self.store, "run")
            .unwrap();
        run.call(&mut self.store, number).unwrap()
    }

    /// The parts that were loaded, in order.
    pub(super) fn loads(&self) -> Vec<i32> {
        self.store.data().loads.clone()
    }

    /// What was logged.
    pub(super) fn log(&self) -> Vec<i32> {
        self.store.data().log.clone()
    }

    /// Bytes of the memory.
    pub(super) fn memory(&self, at: usize, length: usize) -> Vec<u8> {
        let memory = self.instance.get_memory(&self.store, "memory").unwrap();
        memory.data(&self.store)[at..at + length].to_vec()
    }
}

/// What the page's loader does: the part takes what the first load exports.
fn load(mut caller: Caller<'_, Host>, number: i32) {
    caller.data_mut().loads.push(number);
    let part = caller.data().parts[usize::try_from(number).unwrap()].clone();
    let first = caller.data().first.unwrap();
    let mut linker = Linker::new(caller.engine());
    linker.instance(&mut caller, "m", first).unwrap();
    linker.instantiate_and_start(&mut caller, &part).unwrap();
}
