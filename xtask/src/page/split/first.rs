//! The first load: the module without the functions of its parts. Of those that are called from here a stub is left,
//! which sees to it that the part is loaded and goes on to the true function by its place in the table.

use wasm_encoder::reencode::{Reencode, utils};
use wasm_encoder::{
    CodeSection, ConstExpr, CustomSection, DataSection, Elements, ExportKind, ExportSection, Function,
    FunctionSection, GlobalSection, GlobalType, Module, TableSection, TypeSection, ValType,
};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, DataSectionReader, ElementItems, ExportSectionReader,
    FunctionSectionReader, GlobalSectionReader, Parser, TableSectionReader, TypeSectionReader,
};

use super::data::Moved;
use super::module::{Code, Result, error, index};
use super::names::Names;
use super::plan::{Home, Plan};

/// Writes the first load. `files` are the files of the parts; their names are exported with the parts' numbers. `brings`
/// are the parts that are loaded before each.
pub(super) fn write(
    code: &Code<'_>,
    plan: &Plan,
    names: &Names,
    moved: &Moved,
    (files, brings): (&[String], &[Option<usize>]),
) -> Result<Vec<u8>> {
    let mut indices = vec![None; code.kinds.len()];
    let kept = code.functions().filter(|&function| plan.stays(function));
    for (new, old) in kept.enumerate() {
        indices[old as usize] = Some(index(new));
    }
    let mut first = First {
        code,
        plan,
        names,
        moved,
        files,
        brings,
        functions: index(indices.iter().flatten().count()),
        indices,
        nothing: index(code.types.len()),
    };
    let mut module = Module::new();
    first.parse_core_module(&mut module, Parser::new(0), code.wasm)?;
    Ok(module.finish())
}

struct First<'a> {
    code: &'a Code<'a>,
    plan: &'a Plan,
    names: &'a Names,
    moved: &'a Moved,
    files: &'a [String],
    /// For each part the one that is loaded before it.
    brings: &'a [Option<usize>],
    /// For each function its new index; none where it has gone.
    indices: Vec<Option<u32>>,
    /// How many are kept; behind them stands, for each part, the function that sees to it that it is there.
    functions: u32,
    /// The type of a function from nothing to nothing, behind the others.
    nothing: u32,
}

impl First<'_> {
    /// The global that is 1 once a part is there.
    fn flag(&self, part: usize) -> u32 {
        index(self.code.globals.len() + part)
    }

    /// The global that holds a part's number, for whoever looks it up by the file's name.
    fn number(&self, part: usize) -> u32 {
        self.flag(self.files.len() + part)
    }

    /// Asks for the part unless it is there. A loader that comes back has loaded it.
    fn ensure(&self, part: usize) -> Result<Function> {
        let loader = self.indices[self.plan.loader as usize];
        let loader = loader.ok_or_else(|| error("the loader is in a part"))?;
        let number = i32::try_from(part).map_err(|_| error("too many parts"))?;
        let flag = self.flag(part);
        let mut ensure = Function::new([]);
        let mut code = ensure.instructions();
        code.global_get(flag)
            .i32_eqz()
            .if_(wasm_encoder::BlockType::Empty);
        if let Some(earlier) = self.brings[part] {
            code.call(self.functions + index(earlier));
        }
        code.i32_const(number).call(loader);
        code.i32_const(1).global_set(flag).end().end();
        Ok(ensure)
    }

    fn stub(&self, function: u32, part: usize) -> Result<Function> {
        let kind = self.code.kinds[function as usize];
        let slot = self.plan.slots.get(&function).and_then(|slots| slots.first());
        let (Some(Some(signature)), Some(&slot)) = (self.code.types.get(kind as usize), slot) else {
            return Err(error(format!("function {function} can have no stub")));
        };
        let slot = i32::try_from(slot).map_err(|_| error("the table is too large"))?;
        let mut stub = Function::new([]);
        let mut code = stub.instructions();
        code.call(self.functions + index(part));
        for parameter in 0..index(signature.params().len()) {
            code.local_get(parameter);
        }
        code.i32_const(slot).call_indirect(self.plan.table, kind).end();
        Ok(stub)
    }
}

impl Reencode for First<'_> {
    type Error = String;

    fn function_index(&mut self, function: u32) -> Result<u32> {
        let index = self.indices.get(function as usize).copied().flatten();
        index.ok_or_else(|| error(format!("function {function} is needed and has gone")))
    }

    fn parse_type_section(&mut self, out: &mut TypeSection, section: TypeSectionReader<'_>) -> Result {
        for group in section {
            self.parse_recursive_type_group(out.ty(), group?)?;
        }
        out.ty().function([], []);
        Ok(())
    }

    fn parse_function_section(&mut self, out: &mut FunctionSection, _: FunctionSectionReader<'_>) -> Result {
        for function in self.code.functions().skip(self.code.imported_functions as usize) {
            if self.plan.stays(function) {
                out.function(self.code.kinds[function as usize]);
            }
        }
        for _ in self.files {
            out.function(self.nothing);
        }
        Ok(())
    }

    fn parse_table_section(&mut self, out: &mut TableSection, section: TableSectionReader<'_>) -> Result {
        let imported = index(self.code.tables.len()) - section.count();
        for (number, table) in (imported..).zip(section) {
            let mut table = table?;
            if number == self.plan.table {
                table.ty = self.plan.grown(table.ty);
            }
            self.parse_table(out, table)?;
        }
        Ok(())
    }

    fn parse_global_section(&mut self, out: &mut GlobalSection, section: GlobalSectionReader<'_>) -> Result {
        for global in section {
            self.parse_global(out, global?)?;
        }
        let number = |mutable| GlobalType {
            val_type: ValType::I32,
            mutable,
            shared: false,
        };
        for _ in self.files {
            out.global(number(true), &ConstExpr::i32_const(0));
        }
        for part in 0..self.files.len() {
            let part = i32::try_from(part).map_err(|_| error("too many parts"))?;
            out.global(number(false), &ConstExpr::i32_const(part));
        }
        Ok(())
    }

    fn parse_export_section(&mut self, out: &mut ExportSection, section: ExportSectionReader<'_>) -> Result {
        for export in section {
            self.parse_export(out, export?)?;
        }
        for (part, file) in self.files.iter().enumerate() {
            out.export(file, ExportKind::Global, self.number(part));
        }
        for &(kind, number) in &self.names.new {
            let name = self.names.name(kind, number);
            let number = match kind {
                super::names::Kind::Function => self.function_index(number)?,
                _ => number,
            };
            out.export(name, kind.export(), number);
        }
        Ok(())
    }

    /// Functions that have gone leave their places to their parts. Until these are loaded nobody calls them there.
    fn element_items<'a>(&mut self, items: ElementItems<'a>) -> Result<Elements<'a>> {
        let ElementItems::Functions(functions) = items else {
            return utils::element_items(self, items);
        };
        let mut kept = Vec::new();
        for function in functions {
            let function = function?;
            kept.push(match self.plan.homes.get(function as usize) {
                Some(&Home::Part(part)) if !self.plan.stays(function) => self.functions + index(part),
                _ => self.function_index(function)?,
            });
        }
        Ok(Elements::Functions(kept.into()))
    }

    fn parse_code_section(&mut self, out: &mut CodeSection, _: CodeSectionReader<'_>) -> Result {
        for function in self.code.functions().skip(self.code.imported_functions as usize) {
            match self.plan.homes[function as usize] {
                Home::Main => self.parse_function_body(out, self.code.body(function)?)?,
                Home::Part(part) if self.plan.stays(function) => {
                    out.function(&self.stub(function, part)?);
                }
                Home::Part(_) => {}
            }
        }
        for part in 0..self.files.len() {
            out.function(&self.ensure(part)?);
        }
        Ok(())
    }

    fn parse_data_section(&mut self, out: &mut DataSection, _: DataSectionReader<'_>) -> Result {
        *out = self.moved.write_first(self.code);
        Ok(())
    }

    fn data_count(&mut self, _: u32) -> Result<u32> {
        Err(error("data is used by its number, which would be another one"))
    }

    /// Names and links are of functions that have moved; what is published has none anyway.
    fn parse_custom_section(&mut self, out: &mut Module, section: CustomSectionReader<'_>) -> Result {
        let is_of_functions = |name: &str| ["name", "linking"].contains(&name) || name.starts_with("reloc.");
        if !is_of_functions(section.name()) {
            out.section(&CustomSection {
                name: section.name().into(),
                data: section.data().into(),
            });
        }
        Ok(())
    }
}
