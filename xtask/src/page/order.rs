//! Rewrites the wasm for the download: functions that look alike stand beside each other, where gzip sees the one
//! while it packs the other, and the names of functions are gone, which only a debugger reads. The compiler's own
//! stripping would take the list of used features along, which wasm-bindgen needs; hence it is done here, at the end.

use std::path::Path;

use wasm_encoder::reencode::{self, Reencode};
use wasm_encoder::{CodeSection, FunctionSection, Module};
use wasmparser::{
    CodeSectionReader, CustomSectionReader, FunctionBody, FunctionSectionReader, Parser, Payload, TypeRef,
};

use super::likeness;
use crate::failure::{Failure, Outcome};

/// What went wrong beside the parser's own errors.
type Error = reencode::Error<&'static str>;

/// A reference to a function, or a function's type, that isn't there.
const DANGLING: Error = Error::UserError("a function is referred to that isn't there");

/// Rewrites the file in place.
pub(super) fn run(wasm: &Path) -> Outcome {
    let failed = |what: String| {
        Failure::new(
            format!("cannot put {} in order: {what}", wasm.display()),
            "run `cargo xtask build` again from a clean dist/",
        )
    };
    let bytes = std::fs::read(wasm).map_err(|error| failed(error.to_string()))?;
    let ordered = ordered(&bytes).map_err(|error| failed(error.to_string()))?;
    std::fs::write(wasm, ordered).map_err(|error| failed(error.to_string()))
}

/// The module with its functions ordered by likeness and without names.
pub(super) fn ordered(wasm: &[u8]) -> Result<Vec<u8>, Error> {
    let functions = Functions::of(wasm)?;
    let bodies: Vec<&[u8]> = functions.bodies.iter().map(FunctionBody::as_bytes).collect();
    rearranged(wasm, functions.imported, &likeness::order(&bodies))
}

/// What of a module's functions the order is found from.
struct Functions<'a> {
    /// How many are imported: they keep the first indices.
    imported: u32,
    bodies: Vec<FunctionBody<'a>>,
}

impl<'a> Functions<'a> {
    fn of(wasm: &'a [u8]) -> Result<Self, Error> {
        let mut functions = Functions {
            imported: 0,
            bodies: Vec::new(),
        };
        for payload in Parser::new(0).parse_all(wasm) {
            match payload? {
                Payload::ImportSection(imports) => {
                    for import in imports.into_imports() {
                        let is_function = matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_));
                        functions.imported += u32::from(is_function);
                    }
                }
                Payload::CodeSectionEntry(body) => functions.bodies.push(body),
                _ => {}
            }
        }
        Ok(functions)
    }
}

/// The module with its own functions, counted without the imported ones, in this order.
fn rearranged(wasm: &[u8], imported: u32, order: &[usize]) -> Result<Vec<u8>, Error> {
    let mut indices = vec![0; order.len()];
    for (index, &function) in (imported..).zip(order) {
        *indices.get_mut(function).ok_or(DANGLING)? = index;
    }
    let mut module = Module::new();
    let mut arrange = Arrange {
        order,
        indices: (0..imported).chain(indices).collect(),
    };
    arrange.parse_core_module(&mut module, Parser::new(0), wasm)?;
    Ok(module.finish())
}

/// Copies a module and rearranges its functions on the way.
struct Arrange<'a> {
    order: &'a [usize],
    /// For each function, imported or not, its new index.
    indices: Vec<u32>,
}

impl Arrange<'_> {
    /// What stands for the functions in their old order, in the new one.
    fn permuted<T: Clone>(&self, items: &[T]) -> Result<Vec<T>, Error> {
        let item = |&place: &usize| items.get(place).cloned().ok_or(DANGLING);
        self.order.iter().map(item).collect()
    }
}

impl Reencode for Arrange<'_> {
    type Error = &'static str;

    /// Every reference comes by here: calls, elements, exports, the start.
    fn function_index(&mut self, function: u32) -> Result<u32, Error> {
        self.indices.get(function as usize).copied().ok_or(DANGLING)
    }

    fn parse_function_section(
        &mut self,
        out: &mut FunctionSection,
        section: FunctionSectionReader<'_>,
    ) -> Result<(), Error> {
        let types: Vec<u32> = section.into_iter().collect::<Result<_, _>>()?;
        for kind in self.permuted(&types)? {
            out.function(self.type_index(kind)?);
        }
        Ok(())
    }

    fn parse_code_section(
        &mut self,
        out: &mut CodeSection,
        section: CodeSectionReader<'_>,
    ) -> Result<(), Error> {
        let bodies: Vec<FunctionBody> = section.into_iter().collect::<Result<_, _>>()?;
        for body in self.permuted(&bodies)? {
            self.parse_function_body(out, body)?;
        }
        Ok(())
    }

    fn parse_custom_section(
        &mut self,
        out: &mut Module,
        section: CustomSectionReader<'_>,
    ) -> Result<(), Error> {
        if section.name() != "name" {
            reencode::utils::parse_custom_section(self, out, section)?;
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::borrow::Cow;
    use wasm_encoder::*;
    use wasmparser::{ElementItems, ExternalKind, Operator, Validator};

    /// Function `i` of five starts with the constant `i`; function 0 is imported.
    fn module() -> Vec<u8> {
        let mut module = Module::new();
        let mut types = TypeSection::new();
        types.ty().function([], []);
        types.ty().function([], [ValType::I32]);
        module.section(&types);
        let mut imports = ImportSection::new();
        imports.import("host", "f", EntityType::Function(0));
        module.section(&imports);
        let mut functions = FunctionSection::new();
        for kind in [0, 1, 0, 0] {
            functions.function(kind);
        }
        module.section(&functions);
        let mut tables = TableSection::new();
        tables.table(TableType {
            element_type: RefType::FUNCREF,
            minimum: 8,
            maximum: None,
            table64: false,
            shared: false,
        });
        module.section(&tables);
        let mut exports = ExportSection::new();
        exports.export("second", ExportKind::Func, 2);
        exports.export("table", ExportKind::Table, 0);
        exports.export("host", ExportKind::Func, 0);
        module.section(&exports);
        module.section(&StartSection { function_index: 4 });
        let mut elements = ElementSection::new();
        let indices = [3, 0, 1];
        elements.active(
            None,
            &ConstExpr::i32_const(1),
            Elements::Functions(Cow::Borrowed(&indices)),
        );
        let refs = [ConstExpr::ref_func(4), ConstExpr::ref_func(2)];
        elements.passive(Elements::Expressions(RefType::FUNCREF, Cow::Borrowed(&refs)));
        module.section(&elements);
        let mut code = CodeSection::new();
        code.function(&body(1, |out| out.call(2).drop().call(0)));
        code.function(&body(2, |out| out.i32_const(20)));
        code.function(&body(3, |out| out.ref_func(4).drop()));
        code.function(&body(4, |out| out.call(1).call(3)));
        module.section(&code);
        for name in ["name", "kept"] {
            module.section(&CustomSection {
                name: name.into(),
                data: b"x"[..].into(),
            });
        }
        module.finish()
    }

    fn body(
        number: i32,
        rest: impl for<'a, 'b> Fn(&'a mut InstructionSink<'b>) -> &'a mut InstructionSink<'b>,
    ) -> Function {
        let mut function = Function::new([]);
        rest(function.instructions().i32_const(number).drop()).end();
        function
    }

    /// Every reference of a module, told by the constants that its functions start with, sorted.
    fn references(wasm: &[u8]) -> Vec<String> {
        let functions = Functions::of(wasm).unwrap();
        let mut numbers = vec![0; functions.imported as usize];
        for body in &functions.bodies {
            match body.get_operators_reader().unwrap().read().unwrap() {
                Operator::I32Const { value } => numbers.push(value),
                other => panic!("{other:?}"),
            }
        }
        let number = |index: u32| numbers[index as usize];
        let mut found = Vec::new();
        let mut kinds = Vec::new();
        for payload in Parser::new(0).parse_all(wasm) {
            match payload.unwrap() {
                Payload::FunctionSection(section) => {
                    kinds = section.into_iter().map(Result::unwrap).collect()
                }
                Payload::ExportSection(section) => {
                    for export in section.into_iter().map(Result::unwrap) {
                        let is_function = export.kind == ExternalKind::Func;
                        let target = if is_function { number(export.index) } else { -1 };
                        found.push(format!("export {} {target}", export.name));
                    }
                }
                Payload::StartSection { func, .. } => found.push(format!("start {}", number(func))),
                Payload::ElementSection(section) => {
                    for element in section {
                        let items: Vec<i32> = match element.unwrap().items {
                            ElementItems::Functions(items) => {
                                items.into_iter().map(|item| number(item.unwrap())).collect()
                            }
                            ElementItems::Expressions(_, items) => items
                                .into_iter()
                                .map(
                                    |item| match item.unwrap().get_operators_reader().read().unwrap() {
                                        Operator::RefFunc { function_index } => number(function_index),
                                        other => panic!("{other:?}"),
                                    },
                                )
                                .collect(),
                        };
                        found.push(format!("elements {items:?}"));
                    }
                }
                Payload::CustomSection(section) => found.push(format!("custom {}", section.name())),
                _ => {}
            }
        }
        for (place, body) in functions.bodies.iter().enumerate() {
            let mut told = format!("function of type {}:", kinds[place]);
            for operator in body.get_operators_reader().unwrap() {
                told += &match operator.unwrap() {
                    Operator::Call { function_index } => format!(" call {}", number(function_index)),
                    Operator::RefFunc { function_index } => format!(" ref {}", number(function_index)),
                    other => format!(" {other:?}"),
                };
            }
            found.push(told);
        }
        found.sort();
        found
    }

    #[test]
    fn every_reference_reaches_the_same_function_as_before() {
        let module = module();
        let moved = rearranged(&module, 1, &[2, 3, 1, 0]).unwrap();
        for wasm in [&module, &moved] {
            Validator::new().validate_all(wasm).unwrap();
        }
        let mut before = references(&module);
        assert!(before.contains(&"elements [3, 0, 1]".to_owned()), "{before:?}");
        before.retain(|told| told != "custom name");
        assert_eq!(before, references(&moved));
    }

    #[test]
    fn names_go_and_the_same_bytes_come_again() {
        let module = module();
        let ordered = ordered(&module).unwrap();
        let told = references(&ordered);
        assert!(told.contains(&"custom kept".to_owned()));
        assert!(!told.contains(&"custom name".to_owned()));
        assert_eq!(ordered, super::ordered(&module).unwrap());
    }

    #[test]
    fn what_is_no_module_or_misses_a_function_is_an_error() {
        assert!(ordered(b"\0asm\x01\0\0\0\x01\x7f").is_err(), "cut off");
        assert!(rearranged(&module(), 1, &[0, 1, 2]).is_err());
        assert!(rearranged(&module(), 1, &[0, 1, 2, 4]).is_err());
    }
}
