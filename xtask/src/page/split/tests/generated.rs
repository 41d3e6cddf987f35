//! The law over generated programs: however a program calls and wherever it is cut, it does the same.

use std::fmt::Write as _;

use super::machine::Machine;
use super::{Part, Program};
use crate::page::order;

/// Functions of a generated program, `f0` to `f9`; the first is called from outside.
const FUNCTIONS: usize = 10;

/// Their names, since a list of parts has names that last.
const NAMES: [&str; FUNCTIONS] = ["f0", "f1", "f2", "f3", "f4", "f5", "f6", "f7", "f8", "f9"];

/// Numbers from a seed, each below a bound.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, bound: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % bound
    }
}

/// A program whose functions call later ones, some by the table, and write a log of who was called.
fn program(numbers: &mut Numbers) -> Program {
    let in_table: Vec<usize> = (1..FUNCTIONS).filter(|_| numbers.below(2) == 0).collect();
    let mut text = String::from(
        "(module (type $n (func (param i32) (result i32))) (import \"host\" \"load\" (func $host (param i32))) \
         (import \"host\" \"log\" (func $log (param i32))) (memory (export \"memory\") 1) \
         (global $g (mut i32) (i32.const 7)) \
         (func $load_part (export \"load_part\") (param i32) (call $host (local.get 0))) (export \"run\" (func $f0))",
    );
    let names: Vec<&str> = in_table.iter().map(|&function| NAMES[function]).collect();
    let size = names.len() + 1;
    write!(text, "(table {size} {size} funcref) (elem (i32.const 1) func").unwrap();
    names.iter().for_each(|name| write!(text, " ${name}").unwrap());
    text.push(')');
    let mut uses = Vec::new();
    for (number, name) in NAMES.into_iter().enumerate() {
        let mut taken = Vec::new();
        write!(text, "(func ${name} (type $n) (call $log (i32.const {number})) ").unwrap();
        write!(
            text,
            "(global.set $g (i32.add (global.get $g) (local.get 0))) (global.get $g)"
        )
        .unwrap();
        for _ in 0..numbers.below(4) {
            let callee = number + 1 + numbers.below(FUNCTIONS);
            if callee >= FUNCTIONS {
                continue;
            }
            match in_table.iter().position(|&function| function == callee) {
                Some(place) if numbers.below(2) == 0 => {
                    taken.push(NAMES[callee]);
                    write!(text, "(i32.const {}) (call_indirect (type $n))", place + 1).unwrap();
                }
                _ => write!(text, "(call ${})", NAMES[callee]).unwrap(),
            }
        }
        text.push(')');
        uses.push((name, taken, Vec::new()));
    }
    text.push(')');
    Program {
        uses,
        ..Program::of(&text)
    }
}

/// One to three parts with a door or two each, all of which may bring another.
fn parts(numbers: &mut Numbers) -> Vec<Part> {
    let brings = (numbers.below(2) == 0).then_some("common");
    let common = brings.map(|name| Part {
        name,
        behind: None,
        brings: None,
        doors: &[],
    });
    let others = (0..1 + numbers.below(3)).map(|part| {
        let first = numbers.below(FUNCTIONS - 1);
        let doors = &NAMES[first..=first + numbers.below(2)];
        Part {
            name: ["a", "b", "c"][part],
            behind: None,
            brings,
            // A test's few bytes may stay.
            doors: Vec::leak(doors.to_vec()),
        }
    });
    others.chain(common).collect()
}

#[test]
fn any_cut_of_any_program_does_the_same() {
    let mut loads = 0;
    for seed in 0..300 {
        let mut numbers = Numbers(seed);
        let (program, parts) = (program(&mut numbers), parts(&mut numbers));
        let mut cut = program.cut(&parts).unwrap();
        // As the build does after the cut.
        for (_, file) in &mut cut.files {
            *file = order::ordered(file).unwrap();
        }
        cut.first = order::ordered(&cut.first).unwrap();
        let (mut whole, mut machine) = (Machine::whole(&program.wasm), Machine::cut(&cut));
        for number in [1, 20] {
            assert_eq!(whole.run(number), machine.run(number), "seed {seed}");
            assert_eq!(whole.log(), machine.log(), "seed {seed}");
        }
        let loaded = machine.loads();
        let once: std::collections::BTreeSet<i32> = loaded.iter().copied().collect();
        assert_eq!(
            once.len(),
            loaded.len(),
            "seed {seed}: a part is loaded once, {loaded:?}"
        );
        loads += loaded.len();
    }
    assert!(loads > 100, "the programs used their parts");
}
