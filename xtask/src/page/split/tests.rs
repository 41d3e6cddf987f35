//! Small modules are cut, and run beside what they were cut from.

mod generated;
mod machine;

use super::links::{Datum, Links, Uses};
use super::module::Code;
use super::parts::Part;
use super::plan::{Home, Plan};
use super::{Cut, Error, cut, in_words};
use machine::Machine;

/// A module whose `run` has everything that must survive a cut: a stack pointer, calls both ways, a function behind
/// `dyn`, constants, a table that is not of functions.
const MODULE: &str = r#"(module
    (type $number (func (param i32) (result i32)))
    (import "host" "load" (func $host_load (param i32)))
    (import "host" "log" (func $log (param i32)))
    (table $objects 4 externref)
    (table $functions 4 4 funcref)
    (memory (export "memory") 1)
    (global $stack (mut i32) (i32.const 1000))
    (elem (table $functions) (i32.const 1) func $shared $behind $hot)
    (data (i32.const 16) "hot constant, cold constant, shared one")
    (func $load_part (export "load_part") (param i32) (call $host_load (local.get 0)))
    (func $run (export "run") (param i32) (result i32)
        (call $hot (local.get 0))
        (if (result i32) (i32.gt_s (local.get 0) (i32.const 9))
            (then (call $door (local.get 0)))
            (else (i32.const 0)))
        (i32.add))
    (func $hot (type $number)
        (call $log (i32.const 1))
        (i32.add (local.get 0) (i32.load8_u (i32.const 16)))
        (call_indirect $functions (type $number) (i32.const 1)))
    (func $shared (type $number)
        (global.set $stack (i32.sub (global.get $stack) (i32.const 1)))
        (i32.mul (local.get 0) (i32.load8_u (i32.const 45))))
    (func $door (type $number)
        (call $log (i32.const 2))
        (i32.add (call $inner (local.get 0)) (call $shared (global.get $stack))))
    (func $inner (type $number)
        (i32.store (i32.const 100) (i32.load8_u (i32.const 30)))
        (call_indirect $functions (type $number) (local.get 0) (i32.const 2)))
    (func $behind (type $number)
        (call $log (i32.const 3))
        (i32.sub (local.get 0) (i32.load8_u (i32.const 31)))))"#;

const DOOR: [Part; 1] = [part("cold", &["door"])];

const fn part(name: &'static str, doors: &'static [&'static str]) -> Part {
    Part {
        name,
        behind: None,
        brings: None,
        doors,
    }
}

/// A module, read, with the links that its text only hints at: names of functions with those whose address they take and
/// the data they use, and addresses of data.
struct Program {
    wasm: Vec<u8>,
    uses: Vec<(&'static str, Vec<&'static str>, Vec<u32>)>,
    data: Vec<(std::ops::Range<u32>, bool)>,
}

impl Program {
    fn of(text: &str) -> Self {
        Self {
            wasm: wat::parse_str(text).unwrap(),
            uses: Vec::new(),
            data: Vec::new(),
        }
    }

    /// [`MODULE`] with its links.
    fn whole() -> Self {
        Self {
            uses: vec![
                ("hot", vec!["shared"], vec![0]),
                ("shared", vec![], vec![2]),
                ("inner", vec!["behind"], vec![1]),
                ("behind", vec![], vec![1]),
            ],
            data: vec![(16..29, true), (29..44, true), (44..55, true)],
            ..Self::of(MODULE)
        }
    }

    fn code(&self) -> Code<'_> {
        Code::read(&self.wasm).map_err(|error| in_words(&error)).unwrap()
    }

    fn links(&self, code: &Code<'_>) -> Links {
        let mut functions = vec![Uses::default(); code.kinds.len()];
        for (name, taken, data) in &self.uses {
            let uses = &mut functions[number(code, name) as usize];
            uses.functions
                .extend(taken.iter().map(|taken| number(code, taken)));
            uses.data.extend(data);
        }
        let datum = |(addresses, is_constant): &(std::ops::Range<u32>, bool)| Datum {
            addresses: addresses.clone(),
            is_constant: *is_constant,
            uses: Uses::default(),
        };
        Links {
            functions,
            data: self.data.iter().map(datum).collect(),
        }
    }

    fn cut(&self, parts: &[Part]) -> Result<Cut, String> {
        let code = self.code();
        let cut = cut(&code, &self.links(&code), parts).map_err(|error: Error| in_words(&error))?;
        for wasm in cut.files.iter().map(|(_, wasm)| wasm).chain([&cut.first]) {
            wasmparser::Validator::new().validate_all(wasm).unwrap();
        }
        Ok(cut)
    }

    /// The names of the functions that go to parts.
    fn moved(&self, parts: &[Part]) -> Vec<String> {
        let code = self.code();
        let plan = Plan::of(&code, &self.links(&code), parts)
            .map_err(|error| in_words(&error))
            .unwrap();
        let moved = code
            .functions()
            .filter(|&function| plan.homes[function as usize] != Home::Main);
        moved
            .map(|function| code.names[function as usize].clone())
            .collect()
    }

    fn refused(&self, parts: &[Part]) -> String {
        self.cut(parts).err().expect("it was cut")
    }
}

fn number(code: &Code<'_>, name: &str) -> u32 {
    let place = code.names.iter().position(|known| known == name);
    u32::try_from(place.unwrap_or_else(|| panic!("{name} is not there"))).unwrap()
}

#[test]
fn a_cut_program_does_what_the_whole_one_did() {
    let program = Program::whole();
    let mut whole = Machine::whole(&program.wasm);
    let mut cut = Machine::cut(&program.cut(&DOOR).unwrap());
    for number in [3, 4, 12, 5, 100] {
        assert_eq!(whole.run(number), cut.run(number), "{number}");
        assert_eq!(whole.log(), cut.log());
        assert_eq!(whole.memory(100, 4), cut.memory(100, 4));
        assert_eq!(
            cut.loads(),
            if number == 3 || number == 4 {
                vec![]
            } else {
                vec![0]
            }
        );
    }
}

#[test]
fn what_only_doors_lead_to_goes_with_them() {
    assert_eq!(Program::whole().moved(&DOOR), ["door", "inner", "behind"]);
    // Taken for somebody else's, since nobody is known to take its address.
    let mut untold = Program::whole();
    untold.uses.retain(|&(name, _, _)| name != "inner");
    assert_eq!(untold.moved(&DOOR), ["door", "inner"]);
    // A door may be at the bottom.
    assert_eq!(Program::whole().moved(&[part("cold", &["behind"])]), ["behind"]);
    assert_eq!(Program::whole().moved(&[part("cold", &["hot"])]), ["hot"]);
}

#[test]
fn what_parts_share_stays_with_the_first_load() {
    let parts = [part("a", &["door"]), part("b", &["hot"])];
    let program = Program::whole();
    assert_eq!(program.moved(&parts), ["hot", "door", "inner", "behind"]);
    let cut = program.cut(&parts).unwrap();
    let mut whole = Machine::whole(&program.wasm);
    let mut machine = Machine::cut(&cut);
    assert_eq!(whole.run(1), machine.run(1));
    assert_eq!(machine.loads(), [1], "the parts are loaded as they are needed");
    assert_eq!(whole.run(50), machine.run(50));
    assert_eq!(machine.loads(), [1, 0]);
}

#[test]
fn constants_go_with_those_who_read_them() {
    let program = Program::whole();
    let holds = |wasm: &[u8], text: &str| wasm.windows(text.len()).any(|bytes| bytes == text.as_bytes());
    let cut = program.cut(&DOOR).unwrap();
    let part = &cut.files[0].1;
    for (text, in_first, in_part) in [
        ("hot constant", true, false),
        ("cold constant", false, true),
        ("shared one", true, false),
    ] {
        assert_eq!(
            (holds(&cut.first, text), holds(part, text)),
            (in_first, in_part),
            "{text}"
        );
    }
    // What changes is put in place once, at the start.
    let mut changing = Program::whole();
    changing.data[1].1 = false;
    assert!(holds(&changing.cut(&DOOR).unwrap().first, "cold constant"));
    // Two names for some of the same bytes.
    let mut overlapping = Program::whole();
    overlapping.data[0].0 = 16..34;
    let cut = overlapping.cut(&DOOR).unwrap();
    assert!(holds(&cut.first, "hot constant, cold") && !holds(&cut.first, "cold constant"));
    assert_eq!(
        Machine::cut(&cut).run(12),
        Machine::whole(&overlapping.wasm).run(12)
    );
}

#[test]
fn files_are_named_after_their_parts_and_what_they_were_cut_from() {
    let name = |program: &Program| program.cut(&DOOR).unwrap().files[0].0.clone();
    let of_whole = name(&Program::whole());
    assert!(
        of_whole.starts_with("lazy/cold-") && of_whole.ends_with(".wasm"),
        "{of_whole}"
    );
    assert_eq!(of_whole, name(&Program::whole()), "the same again");
    let other = Program {
        wasm: wat::parse_str(MODULE.replace("i32.const 9)", "i32.const 8)")).unwrap(),
        ..Program::whole()
    };
    assert_ne!(of_whole, name(&other));
}

#[test]
fn a_list_that_can_t_be_met_is_refused_in_words() {
    let program = Program::whole();
    let said = program.refused(&[part("cold", &["no_such_door"])]);
    assert!(said.contains("no_such_door") && said.contains("cold"), "{said}");
    let said = program.refused(&[part("cold", &["load_part"])]);
    assert!(said.contains("the loader itself needs load_part"), "{said}");
    let without_loader = Program::of("(module (table 0 funcref) (func $door))");
    assert!(without_loader.refused(&DOOR).contains("load_part"));
    let without_table =
        Program::of("(module (func $load_part (export \"load_part\") (param i32)) (func $door))");
    assert!(without_table.refused(&DOOR).contains("table"));
}

#[test]
fn a_function_that_hands_out_functions_stays() {
    let program = Program::of(
        "(module (table 0 funcref) (global (mut i32) (i32.const 0)) (func $load_part (export \"load_part\") (param i32))
            (elem declare func $value)
            (func $run (export \"run\") (call $door))
            (func $door (call $bound))
            (func $bound (drop (ref.func $value)))
            (func $value))",
    );
    assert_eq!(program.moved(&DOOR), ["door"]);
    program.cut(&DOOR).unwrap();
}

/// Two doors, of which the later part's is led to by the earlier part alone, and a function that both need.
const BEHIND: &str = r#"(module
    (type $number (func (param i32) (result i32)))
    (import "host" "load" (func $host_load (param i32)))
    (import "host" "log" (func $log (param i32)))
    (table $functions 4 4 funcref)
    (memory (export "memory") 1)
    (global $stack (mut i32) (i32.const 1000))
    (func $load_part (export "load_part") (param i32) (call $host_load (local.get 0)))
    (func $run (export "run") (param i32) (result i32) (call $early (local.get 0)))
    (func $early (type $number) (i32.add (call $late (local.get 0)) (call $both (local.get 0))))
    (func $late (type $number) (i32.mul (call $both (local.get 0)) (call $own (local.get 0))))
    (func $own (type $number) (i32.add (local.get 0) (i32.const 7)))
    (func $both (type $number) (call $log (i32.const 1)) (i32.mul (local.get 0) (i32.const 3))))"#;

#[test]
fn what_both_need_goes_with_the_earlier_part() {
    let behind = |behind| Part {
        behind,
        ..part("late", &["late"])
    };
    let home = |parts: &[Part]| {
        let program = Program::of(BEHIND);
        let code = program.code();
        let plan = Plan::of(&code, &program.links(&code), parts).map_err(|error| in_words(&error));
        let plan = plan.unwrap();
        ["early", "late", "own", "both"].map(|name| plan.homes[number(&code, name) as usize])
    };
    let (early, late) = (Home::Part(0), Home::Part(1));
    let parts = |of| [part("early", &["early"]), behind(of)];
    assert_eq!(home(&parts(None)), [early, late, late, Home::Main]);
    assert_eq!(home(&parts(Some("early"))), [early, late, late, early]);
    let turned = [behind(Some("early")), part("early", &["early"])];
    assert_eq!(home(&turned), [late, early, early, late], "in whatever order");
    let program = Program::of(BEHIND);
    let mut whole = Machine::whole(&program.wasm);
    let mut cut = Machine::cut(&program.cut(&parts(Some("early"))).unwrap());
    assert_eq!(whole.run(5), cut.run(5));
    assert_eq!(whole.log(), cut.log());
    assert_eq!(cut.loads(), [0, 1]);
}

/// A door that leads to two more, of which both need one function.
const BESIDE: &str = r#"(module
    (type $number (func (param i32) (result i32)))
    (import "host" "load" (func $host_load (param i32)))
    (import "host" "log" (func $log (param i32)))
    (table $functions 4 4 funcref)
    (memory (export "memory") 1)
    (global $stack (mut i32) (i32.const 1000))
    (func $load_part (export "load_part") (param i32) (call $host_load (local.get 0)))
    (func $run (export "run") (param i32) (result i32) (call $early (local.get 0)))
    (func $early (type $number) (i32.add (call $one (local.get 0)) (call $other (local.get 0))))
    (func $one (type $number) (i32.mul (call $both (local.get 0)) (i32.const 5)))
    (func $other (type $number) (i32.sub (call $both (local.get 0)) (i32.const 2)))
    (func $both (type $number) (call $log (i32.const 1)) (i32.mul (local.get 0) (i32.const 3))))"#;

#[test]
fn what_two_parts_behind_one_need_goes_with_that_one() {
    let behind = |name, doors| Part {
        behind: Some("early"),
        ..part(name, doors)
    };
    let parts = [
        behind("one", &["one"]),
        part("early", &["early"]),
        behind("other", &["other"]),
    ];
    let program = Program::of(BESIDE);
    let code = program.code();
    let plan = Plan::of(&code, &program.links(&code), &parts).map_err(|error| in_words(&error));
    let home = plan.unwrap().homes[number(&code, "both") as usize];
    assert_eq!(home, Home::Part(1));
    let (mut whole, mut cut) = (
        Machine::whole(&program.wasm),
        Machine::cut(&program.cut(&parts).unwrap()),
    );
    assert_eq!(whole.run(5), cut.run(5));
    assert_eq!((whole.log(), cut.loads()), (cut.log(), vec![1, 0, 2]));
}

#[test]
fn what_two_parts_have_in_common_goes_with_what_both_bring() {
    let brings = |name, brings, doors| Part {
        brings,
        ..part(name, doors)
    };
    let parts = |common| {
        [
            brings("one", Some(common), &["one"] as &[_]),
            part("common", &[]),
            brings("other", Some("common"), &["other"]),
            Part {
                behind: Some("other"),
                ..part("behind", &["both"])
            },
        ]
    };
    let program = Program::of(BESIDE);
    let moved = |parts: &[Part]| {
        let code = program.code();
        let plan = Plan::of(&code, &program.links(&code), parts).map_err(|error| in_words(&error));
        plan.unwrap().homes[number(&code, "both") as usize]
    };
    let parts_of_common = &parts("common")[..3];
    assert_eq!(moved(parts_of_common), Home::Part(1));
    let (mut whole, mut cut) = (
        Machine::whole(&program.wasm),
        Machine::cut(&program.cut(parts_of_common).unwrap()),
    );
    assert_eq!(whole.run(5), cut.run(5));
    assert_eq!((whole.log(), cut.loads()), (cut.log(), vec![1, 0, 2]));
    // Doors of a part behind one are that one's alone, whatever it brings.
    let refused = program.refused(&parts("common"));
    assert!(refused.contains("one leads to a door of `behind`"), "{refused}");
    let refused = program.refused(&parts("comma")[..3]);
    assert!(
        refused.contains("`one` brings `comma`, which is no part"),
        "{refused}"
    );
}

#[test]
fn nobody_else_may_lead_to_a_part_behind() {
    let late = Part {
        behind: Some("other"),
        ..part("late", &["early"])
    };
    let refused = Program::of(BEHIND).refused(&[part("other", &["own"]), late]);
    assert!(refused.contains("run leads to a door of `late`"), "{refused}");
}
