//! The file of a part. It has no memory of its own: it takes the first load's memory, tables, globals and
//! functions, and puts its own functions into their places in the table, where the stubs find them.

use std::collections::BTreeMap;

use wasm_encoder::reencode::Reencode;
use wasm_encoder::{
    CodeSection, ConstExpr, ElementSection, Elements, EntityType, FunctionSection, ImportSection, Module,
    TypeSection,
};

use super::data::Moved;
use super::module::{Code, Result, error};
use super::names::{Kind, Names};
use super::plan::{Lent, Plan};

/// The name that imports come under; `src/browser/parts.rs` gives the exports of the first load under it.
const FROM: &str = "m";

/// Writes the file of a part.
pub(super) fn write(
    code: &Code<'_>,
    plan: &Plan,
    names: &Names,
    moved: &Moved,
    lent: &Lent,
    part: usize,
) -> Result<Vec<u8>> {
    let own: Vec<u32> = plan.functions(part).collect();
    let mut file = LazyFile {
        functions: numbered(lent.functions.iter().chain(&own)),
        tables: numbered(&lent.tables),
        memories: numbered(&lent.memories),
        globals: numbered(&lent.globals),
    };
    let mut module = Module::new();
    let mut types = TypeSection::new();
    if let Some(section) = &code.type_section {
        file.parse_type_section(&mut types, section.clone())?;
    }
    module.section(&types);
    module.section(&file.imports(code, plan, names, lent)?);
    let mut functions = FunctionSection::new();
    for &function in &own {
        functions.function(code.kinds[function as usize]);
    }
    module.section(&functions);
    module.section(&file.elements(plan, &own)?);
    let mut bodies = CodeSection::new();
    for &function in &own {
        file.parse_function_body(&mut bodies, code.body(function)?)?;
    }
    module.section(&bodies);
    module.section(&moved.write_part(code, part)?);
    Ok(module.finish())
}

/// For each kind of thing, the numbers that it has in this file by those in the module.
struct LazyFile {
    functions: BTreeMap<u32, u32>,
    tables: BTreeMap<u32, u32>,
    memories: BTreeMap<u32, u32>,
    globals: BTreeMap<u32, u32>,
}

fn numbered<'a>(olds: impl IntoIterator<Item = &'a u32>) -> BTreeMap<u32, u32> {
    olds.into_iter().copied().zip(0..).collect()
}

fn look_up(numbers: &BTreeMap<u32, u32>, old: u32) -> Result<u32> {
    let found = numbers.get(&old).copied();
    found.ok_or_else(|| error(format!("a part needs number {old}, which it was not lent")))
}

impl LazyFile {
    fn imports(&mut self, code: &Code<'_>, plan: &Plan, names: &Names, lent: &Lent) -> Result<ImportSection> {
        let mut imports = ImportSection::new();
        for &function in &lent.functions {
            let kind = EntityType::Function(code.kinds[function as usize]);
            imports.import(FROM, names.name(Kind::Function, function), kind);
        }
        for &table in &lent.tables {
            let mut kind = code.tables[table as usize];
            if table == plan.table {
                kind = plan.grown(kind);
            }
            imports.import(FROM, names.name(Kind::Table, table), self.table_type(kind)?);
        }
        for &memory in &lent.memories {
            let kind = self.memory_type(code.memories[memory as usize])?;
            imports.import(FROM, names.name(Kind::Memory, memory), kind);
        }
        for &global in &lent.globals {
            let kind = self.global_type(code.globals[global as usize])?;
            imports.import(FROM, names.name(Kind::Global, global), kind);
        }
        Ok(imports)
    }

    /// The functions that are called through the table, in their places: one segment for each run of places.
    fn elements(&mut self, plan: &Plan, own: &[u32]) -> Result<ElementSection> {
        let mut places = BTreeMap::new();
        for &function in own {
            for &slot in plan.slots.get(&function).into_iter().flatten() {
                places.insert(slot, self.function_index(function)?);
            }
        }
        let places: Vec<(u32, u32)> = places.into_iter().collect();
        let table = Some(self.table_index(plan.table)?).filter(|&table| table != 0);
        let mut elements = ElementSection::new();
        for run in places.chunk_by(|&(a, _), &(b, _)| a + 1 == b) {
            let first = i32::try_from(run[0].0).map_err(|_| error("the table is too large"))?;
            let functions: Vec<u32> = run.iter().map(|&(_, function)| function).collect();
            elements.active(
                table,
                &ConstExpr::i32_const(first),
                Elements::Functions(functions.into()),
            );
        }
        Ok(elements)
    }
}

impl Reencode for LazyFile {
    type Error = String;

    fn function_index(&mut self, function: u32) -> Result<u32> {
        look_up(&self.functions, function)
    }

    fn table_index(&mut self, table: u32) -> Result<u32> {
        look_up(&self.tables, table)
    }

    fn memory_index(&mut self, memory: u32) -> Result<u32> {
        look_up(&self.memories, memory)
    }

    fn global_index(&mut self, global: u32) -> Result<u32> {
        look_up(&self.globals, global)
    }

    fn data_index(&mut self, _: u32) -> Result<u32> {
        Err(error("data stays in the first load"))
    }

    fn element_index(&mut self, _: u32) -> Result<u32> {
        Err(error("elements stay in the first load"))
    }
}
