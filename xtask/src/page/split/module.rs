//! What is known of a module before it is cut: its functions with their names and what each refers to, and who holds a
//! function without calling it.

use std::collections::{BTreeMap, BTreeSet};

use wasm_encoder::reencode::{self, Reencode, utils};
use wasm_encoder::{CodeSection, Instruction};
use wasmparser::{
    ConstExpr, DataKind, ElementItems, ElementKind, ExternalKind, FuncType, FunctionBody, GlobalType,
    KnownCustom, MemoryType, Name, Operator, Parser, Payload, TableInit, TableType, TypeRef,
    TypeSectionReader,
};

/// What went wrong beside the parser's own errors.
pub(super) type Error = reencode::Error<String>;
pub(super) type Result<T = ()> = std::result::Result<T, Error>;

/// An error in words.
pub(super) fn error(what: impl Into<String>) -> Error {
    Error::UserError(what.into())
}

/// A module, read. Functions, tables, memories and globals are counted with the imported ones first.
#[derive(Default)]
pub(super) struct Code<'a> {
    pub(super) wasm: &'a [u8],
    pub(super) type_section: Option<TypeSectionReader<'a>>,
    /// The types of functions; none where a type is something else.
    pub(super) types: Vec<Option<FuncType>>,
    /// For every function, the number of its type.
    pub(super) kinds: Vec<u32>,
    pub(super) imported_functions: u32,
    imported_tables: u32,
    /// The functions' names as the linker knows them.
    pub(super) symbols: BTreeMap<u32, &'a str>,
    /// The functions' names as the source has them, without hashes; empty where one has none.
    pub(super) names: Vec<String>,
    pub(super) bodies: Vec<FunctionBody<'a>>,
    /// What each function refers to; nothing for imported ones.
    pub(super) references: Vec<References>,
    pub(super) tables: Vec<TableType>,
    pub(super) memories: Vec<MemoryType>,
    pub(super) globals: Vec<GlobalType>,
    pub(super) exports: BTreeMap<&'a str, (ExternalKind, u32)>,
    /// Functions that stand in tables from the start: table, place, function.
    pub(super) slots: Vec<(u32, u32, u32)>,
    /// The data, each segment with its address.
    pub(super) segments: Vec<Segment<'a>>,
    /// Functions that are held otherwise than by a call or a place in a table: exports, the start, references as values.
    pub(super) held: BTreeSet<u32>,
}

/// Bytes that the memory holds from the start.
pub(super) struct Segment<'a> {
    address: u32,
    bytes: &'a [u8],
}

impl<'a> Segment<'a> {
    fn of(data: &wasmparser::Data<'a>) -> Result<Self> {
        let address = match &data.kind {
            DataKind::Active {
                memory_index: 0,
                offset_expr,
            } => plain_number(offset_expr)?,
            _ => None,
        };
        Ok(Self {
            address: address.ok_or_else(|| error("data without a plain address is not known here"))?,
            bytes: data.data,
        })
    }

    pub(super) fn addresses(&self) -> std::ops::Range<u32> {
        self.address..self.address + index(self.bytes.len())
    }

    /// The bytes at addresses of the segment.
    pub(super) fn bytes(&self, at: &std::ops::Range<u32>) -> &'a [u8] {
        let place = |address: u32| (address - self.address) as usize;
        &self.bytes[place(at.start)..place(at.end)]
    }
}

/// What a function refers to.
#[derive(Default)]
pub(super) struct References {
    pub(super) functions: BTreeSet<u32>,
    pub(super) tables: BTreeSet<u32>,
    pub(super) memories: BTreeSet<u32>,
    pub(super) globals: BTreeSet<u32>,
    /// Whether it uses what another module can't be given: data, elements, tags, functions as values.
    pub(super) is_bound: bool,
}

impl<'a> Code<'a> {
    pub(super) fn read(wasm: &'a [u8]) -> Result<Self> {
        let mut code = Code {
            wasm,
            ..Code::default()
        };
        for payload in Parser::new(0).parse_all(wasm) {
            code.take(payload?)?;
        }
        code.references
            .resize_with(code.imported_functions as usize, References::default);
        for body in code.bodies.clone() {
            code.references.push(References::of(body)?);
        }
        let name = |function| code.symbols.get(&function).copied().unwrap_or_default();
        code.names = code
            .functions()
            .map(|function| in_source(name(function)))
            .collect();
        Ok(code)
    }

    fn take(&mut self, payload: Payload<'a>) -> Result {
        match payload {
            Payload::TypeSection(section) => {
                self.type_section = Some(section.clone());
                for group in section {
                    self.types.extend(group?.into_types().map(function_type));
                }
            }
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    self.import(import?.ty)?;
                }
            }
            Payload::FunctionSection(section) => {
                for kind in section {
                    self.kinds.push(kind?);
                }
            }
            Payload::TableSection(section) => {
                for table in section {
                    let table = table?;
                    self.tables.push(table.ty);
                    if let TableInit::Expr(first) = table.init {
                        self.hold(first)?;
                    }
                }
            }
            Payload::MemorySection(section) => {
                for memory in section {
                    self.memories.push(memory?);
                }
            }
            Payload::GlobalSection(section) => {
                for global in section {
                    let global = global?;
                    self.globals.push(global.ty);
                    self.hold(global.init_expr)?;
                }
            }
            Payload::ExportSection(section) => {
                for export in section {
                    let export = export?;
                    self.exports.insert(export.name, (export.kind, export.index));
                    if matches!(export.kind, ExternalKind::Func | ExternalKind::FuncExact) {
                        self.held.insert(export.index);
                    }
                }
            }
            Payload::StartSection { func, .. } => {
                self.held.insert(func);
            }
            Payload::ElementSection(section) => {
                for element in section {
                    let element = element?;
                    self.elements(element.kind, element.items)?;
                }
            }
            Payload::CodeSectionEntry(body) => self.bodies.push(body),
            Payload::DataSection(section) => {
                for segment in section {
                    self.segments.push(Segment::of(&segment?)?);
                }
            }
            Payload::CustomSection(section) => {
                if let KnownCustom::Name(names) = section.as_known() {
                    for kind in names {
                        if let Name::Function(names) = kind? {
                            for name in names {
                                let name = name?;
                                self.symbols.insert(name.index, name.name);
                            }
                        }
                    }
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn import(&mut self, import: TypeRef) -> Result {
        match import {
            TypeRef::Func(kind) | TypeRef::FuncExact(kind) => {
                self.kinds.push(kind);
                self.imported_functions += 1;
            }
            TypeRef::Table(table) => {
                self.tables.push(table);
                self.imported_tables += 1;
            }
            TypeRef::Memory(memory) => self.memories.push(memory),
            TypeRef::Global(global) => self.globals.push(global),
            TypeRef::Tag(_) => return Err(error("exceptions are not known here")),
        }
        Ok(())
    }

    /// The functions of an element segment: those with a known place in a table, and others.
    fn elements(&mut self, kind: ElementKind<'_>, items: ElementItems<'_>) -> Result {
        let place = match kind {
            ElementKind::Active {
                table_index,
                offset_expr,
            } => plain_number(&offset_expr)?.map(|slot| (table_index.unwrap_or(0), slot)),
            ElementKind::Passive | ElementKind::Declared => None,
        };
        let functions = match items {
            ElementItems::Functions(functions) => functions
                .into_iter()
                .collect::<std::result::Result<Vec<_>, _>>()?,
            ElementItems::Expressions(_, expressions) => {
                for expression in expressions {
                    self.hold(expression?)?;
                }
                return Ok(());
            }
        };
        match place {
            Some((table, first)) => self.slots.extend(
                (first..)
                    .zip(functions)
                    .map(|(slot, function)| (table, slot, function)),
            ),
            None => self.held.extend(functions),
        }
        Ok(())
    }

    /// The functions that a constant expression holds.
    fn hold(&mut self, expression: ConstExpr<'_>) -> Result {
        let mut scan = References::default();
        scan.const_expr(expression)?;
        self.held.extend(scan.functions);
        Ok(())
    }

    /// The table of functions that calls go through. It must be the module's own, so that it can grow.
    pub(super) fn function_table(&self) -> Result<u32> {
        let own = self.tables.iter().skip(self.imported_tables as usize);
        let found = own.clone().position(|table| table.element_type.is_func_ref());
        let found = found.ok_or_else(|| error("there is no table of functions"))?;
        Ok(self.imported_tables + index(found))
    }

    /// The body of a function that is not imported.
    pub(super) fn body(&self, function: u32) -> Result<FunctionBody<'a>> {
        let place = function.checked_sub(self.imported_functions);
        let body = place.and_then(|place| self.bodies.get(place as usize).cloned());
        body.ok_or_else(|| error(format!("function {function} is not there")))
    }

    /// Every function, with the imported ones.
    pub(super) fn functions(&self) -> std::ops::Range<u32> {
        0..index(self.kinds.len())
    }
}

/// A count as wasm has them; a module's parts are fewer than 2^32.
pub(super) fn index(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn function_type(kind: wasmparser::SubType) -> Option<FuncType> {
    match kind.composite_type.inner {
        wasmparser::CompositeInnerType::Func(function) => Some(function),
        _ => None,
    }
}

/// Where an active segment begins, if that is a plain number.
pub(super) fn plain_number(offset: &ConstExpr<'_>) -> Result<Option<u32>> {
    let mut operators = offset.get_operators_reader();
    Ok(match operators.read()? {
        Operator::I32Const { value } if matches!(operators.read()?, Operator::End) => {
            Some(value.cast_unsigned())
        }
        _ => None,
    })
}

impl References {
    fn of(body: FunctionBody<'_>) -> Result<Self> {
        let mut found = Self::default();
        found.parse_function_body(&mut CodeSection::new(), body)?;
        Ok(found)
    }
}

/// Copies a body nowhere, and writes down what it refers to on the way: no operator can be forgotten.
impl Reencode for References {
    type Error = String;

    fn function_index(&mut self, function: u32) -> Result<u32> {
        self.functions.insert(function);
        Ok(function)
    }

    fn table_index(&mut self, table: u32) -> Result<u32> {
        self.tables.insert(table);
        Ok(table)
    }

    fn memory_index(&mut self, memory: u32) -> Result<u32> {
        self.memories.insert(memory);
        Ok(memory)
    }

    fn global_index(&mut self, global: u32) -> Result<u32> {
        self.globals.insert(global);
        Ok(global)
    }

    fn data_index(&mut self, data: u32) -> Result<u32> {
        self.is_bound = true;
        Ok(data)
    }

    fn element_index(&mut self, element: u32) -> Result<u32> {
        self.is_bound = true;
        Ok(element)
    }

    fn tag_index(&mut self, tag: u32) -> Result<u32> {
        self.is_bound = true;
        Ok(tag)
    }

    fn instruction<'a>(&mut self, operator: Operator<'a>) -> Result<Instruction<'a>> {
        self.is_bound |= matches!(operator, Operator::RefFunc { .. });
        utils::instruction(self, operator)
    }
}

/// A name as the source has it: `page::app::run`, generic arguments included, without the hashes of packages.
fn in_source(symbol: &str) -> String {
    format!("{:#}", rustc_demangle::demangle(symbol))
}

#[cfg(test)]
mod tests {
    #[test]
    fn names_are_read_and_lose_their_hashes() {
        let cases = [
            ("_RNvNtCs1tNYaMcuO7j_4page3app3run", "page::app::run"),
            (
                "_RNvMNtCs1tNYaMcuO7j_4page5stateNtB2_5Bench4tell",
                "<page::state::Bench>::tell",
            ),
            ("memcpy", "memcpy"),
        ];
        for (symbol, name) in cases {
            assert_eq!(super::in_source(symbol), name);
        }
    }
}
