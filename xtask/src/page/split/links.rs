//! What only the linker knows: which data a function refers to, and whose address it takes. In the linked wasm both are
//! plain numbers; the linker says which ones in its relocations, where it is asked to keep them (`--emit-relocs`, see
//! the page's `build.rs`). wasm-bindgen moves functions afterwards and keeps their names, by which they are found again.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use wasmparser::{
    CustomSectionReader, DataKind, DefinedDataSymbol, KnownCustom, Linking, Name, Parser, Payload,
    RelocationEntry, RelocationType, SymbolInfo, TypeRef,
};

use super::module::{Code, Result, error, index, plain_number};

/// What the functions and the data of a module refer to by numbers.
pub(super) struct Links {
    /// For each function of the module that is to be cut.
    pub(super) functions: Vec<Uses>,
    pub(super) data: Vec<Datum>,
}

/// Functions whose addresses are taken, and data.
#[derive(Clone, Default)]
pub(super) struct Uses {
    pub(super) functions: BTreeSet<u32>,
    pub(super) data: BTreeSet<u32>,
}

/// A run of bytes that the program has from the start, and knows by one name.
pub(super) struct Datum {
    /// Where it stands in memory.
    pub(super) addresses: Range<u32>,
    /// Whether it never changes, so that it may be put in place at any time.
    pub(super) is_constant: bool,
    pub(super) uses: Uses,
}

/// Segments of constants are called so by the compiler.
const CONSTANTS: &str = ".rodata";

impl Links {
    /// Reads the linker's output, from which `code` was made.
    pub(super) fn read(linked: &[u8], code: &Code<'_>) -> Result<Self> {
        let mut linker = Linker::default();
        for payload in Parser::new(0).parse_all(linked) {
            linker.take(payload?)?;
        }
        if linker.symbols.is_empty() || linker.code_links.is_empty() {
            return Err(error("the linker kept no relocations: build.rs asks it to"));
        }
        linker.check(linked, code)?;
        Ok(linker.links(code))
    }
}

/// The linker's output as far as it matters here.
#[derive(Default)]
struct Linker<'a> {
    imported_functions: u32,
    names: BTreeMap<u32, &'a str>,
    segment_names: BTreeMap<u32, &'a str>,
    code_start: u64,
    /// Where each function's body stands in the file.
    bodies: Vec<Range<u64>>,
    data_start: u64,
    segments: Vec<Segment>,
    symbols: Vec<Symbol>,
    code_links: Vec<RelocationEntry>,
    data_links: Vec<RelocationEntry>,
}

struct Segment {
    /// Where its bytes stand in the file.
    bytes: Range<u64>,
    /// Where they go in memory; none where that is not a plain number.
    address: Option<u32>,
}

enum Symbol {
    Function(u32),
    Data(DefinedDataSymbol),
    Other,
}

impl<'a> Linker<'a> {
    fn take(&mut self, payload: Payload<'a>) -> Result {
        match payload {
            Payload::ImportSection(imports) => {
                for import in imports.into_imports() {
                    let is_function = matches!(import?.ty, TypeRef::Func(_) | TypeRef::FuncExact(_));
                    self.imported_functions += u32::from(is_function);
                }
            }
            Payload::CodeSectionStart { unchecked_range, .. } => self.code_start = unchecked_range.start,
            Payload::CodeSectionEntry(body) => self.bodies.push(body.range()),
            Payload::DataSection(section) => {
                self.data_start = section.range().start;
                for segment in section {
                    let segment = segment?;
                    let address = match segment.kind {
                        DataKind::Active { offset_expr, .. } => plain_number(&offset_expr)?,
                        DataKind::Passive => None,
                    };
                    let end = segment.range.end;
                    self.segments.push(Segment {
                        bytes: end - segment.data.len() as u64..end,
                        address,
                    });
                }
            }
            Payload::CustomSection(section) => self.custom(&section)?,
            _ => {}
        }
        Ok(())
    }

    fn custom(&mut self, section: &CustomSectionReader<'a>) -> Result {
        match section.as_known() {
            KnownCustom::Name(names) => {
                for kind in names {
                    match kind? {
                        Name::Function(names) => collect(&mut self.names, names)?,
                        Name::Data(names) => collect(&mut self.segment_names, names)?,
                        _ => {}
                    }
                }
            }
            KnownCustom::Linking(linking) => {
                for subsection in linking {
                    if let Linking::SymbolTable(symbols) = subsection? {
                        for symbol in symbols {
                            self.symbols.push(Symbol::of(&symbol?));
                        }
                    }
                }
            }
            KnownCustom::Reloc(links) => {
                let into = match section.name() {
                    "reloc.CODE" => &mut self.code_links,
                    "reloc.DATA" => &mut self.data_links,
                    // Of what a debugger reads.
                    _ => return Ok(()),
                };
                for entry in links.entries() {
                    into.push(entry?);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// The links in the numbers of the module that was made of this output.
    fn links(&self, code: &Code<'_>) -> Links {
        let numbers = self.numbers(code);
        let mut names = BTreeMap::new();
        let mut data = Vec::new();
        for (number, symbol) in self.symbols.iter().enumerate() {
            if let Some(addresses) = self.addresses(symbol) {
                names.insert(number, index(data.len()));
                data.push(Datum {
                    addresses,
                    is_constant: self.is_constant(symbol),
                    uses: Uses::default(),
                });
            }
        }
        let note = |uses: &mut Uses, entry: &RelocationEntry| {
            let symbol = entry.index as usize;
            match (kind(entry.ty), self.symbols.get(symbol)) {
                (Kind::Address, Some(Symbol::Function(function))) => {
                    uses.functions.extend(numbers.get(function))
                }
                (Kind::Data, _) => uses.data.extend(names.get(&symbol)),
                _ => {}
            }
        };
        let mut functions = vec![Uses::default(); code.kinds.len()];
        for entry in &self.code_links {
            let at = self.code_start + u64::from(entry.offset);
            if let Some(&function) = self.function_at(at).and_then(|function| numbers.get(&function)) {
                note(&mut functions[function as usize], entry);
            }
        }
        let by_address = ByAddress::of(&data);
        for entry in &self.data_links {
            if let Some(address) = self.address_at(self.data_start + u64::from(entry.offset)) {
                for datum in by_address.at(address, &data) {
                    note(&mut data[datum].uses, entry);
                }
            }
        }
        Links { functions, data }
    }

    /// Every link as the linker resolved it: if one reads otherwise, this reading of its notes is wrong.
    fn check(&self, linked: &[u8], code: &Code<'_>) -> Result {
        let numbers = self.numbers(code);
        let slots: BTreeSet<(u32, u32)> = code
            .slots
            .iter()
            .map(|&(_, slot, function)| (slot, function))
            .collect();
        let code_links = self.code_links.iter().map(|entry| (self.code_start, entry));
        let data_links = self.data_links.iter().map(|entry| (self.data_start, entry));
        for (start, entry) in code_links.chain(data_links) {
            let at = usize::try_from(start + u64::from(entry.offset)).unwrap_or(usize::MAX);
            let number = linked.get(at..).and_then(|bytes| number(entry.ty, bytes));
            let number = number.ok_or_else(|| error("a relocation is outside of the file"))?;
            let symbol = self.symbols.get(entry.index as usize);
            let fits = match (kind(entry.ty), symbol) {
                (Kind::Data, Some(symbol @ Symbol::Data(_))) => {
                    self.addresses(symbol).is_some_and(|addresses| {
                        i64::from(number) == (i64::from(addresses.start) + entry.addend) & i64::from(u32::MAX)
                    })
                }
                (Kind::Address, Some(Symbol::Function(function))) => numbers
                    .get(function)
                    .is_none_or(|&function| slots.contains(&(number, function))),
                _ => true,
            };
            if !fits {
                return Err(error(format!(
                    "the relocation at byte {at} does not fit: {entry:?}"
                )));
            }
        }
        Ok(())
    }

    /// For each function of the output that is still there, its number now.
    fn numbers(&self, code: &Code<'_>) -> BTreeMap<u32, u32> {
        let now: BTreeMap<&str, u32> = code
            .functions()
            .filter_map(|function| Some((*code.symbols.get(&function)?, function)))
            .collect();
        let still = |(&before, name): (&u32, &&str)| Some((before, *now.get(name)?));
        self.names.iter().filter_map(still).collect()
    }

    fn function_at(&self, at: u64) -> Option<u32> {
        let place = self.bodies.partition_point(|body| body.end <= at);
        let is_inside = self.bodies.get(place)?.contains(&at);
        is_inside.then(|| self.imported_functions + index(place))
    }

    fn address_at(&self, at: u64) -> Option<u32> {
        let segment = self.segments.iter().find(|segment| segment.bytes.contains(&at))?;
        Some(segment.address? + u32::try_from(at - segment.bytes.start).ok()?)
    }

    fn addresses(&self, symbol: &Symbol) -> Option<Range<u32>> {
        let Symbol::Data(place) = symbol else { return None };
        let start = self.segments.get(place.index as usize)?.address? + place.offset;
        Some(start..start + place.size)
    }

    fn is_constant(&self, symbol: &Symbol) -> bool {
        let Symbol::Data(place) = symbol else { return false };
        let name = self.segment_names.get(&place.index);
        name.is_some_and(|name| name.starts_with(CONSTANTS))
    }
}

fn collect<'a>(into: &mut BTreeMap<u32, &'a str>, names: wasmparser::NameMap<'a>) -> Result {
    for name in names {
        let name = name?;
        into.insert(name.index, name.name);
    }
    Ok(())
}

impl Symbol {
    fn of(symbol: &SymbolInfo<'_>) -> Self {
        match *symbol {
            SymbolInfo::Func { index, .. } => Self::Function(index),
            SymbolInfo::Data {
                symbol: Some(place), ..
            } => Self::Data(place),
            _ => Self::Other,
        }
    }
}

/// What a link is to. Calls are seen in the code itself.
enum Kind {
    Address,
    Data,
    Other,
}

fn kind(link: RelocationType) -> Kind {
    use RelocationType::{MemoryAddrI32, MemoryAddrLeb, MemoryAddrSleb, TableIndexI32, TableIndexSleb};
    match link {
        TableIndexSleb | TableIndexI32 => Kind::Address,
        MemoryAddrLeb | MemoryAddrSleb | MemoryAddrI32 => Kind::Data,
        _ => Kind::Other,
    }
}

/// The number that a link was resolved to: four bytes in data, five of seven bits each in code.
fn number(link: RelocationType, bytes: &[u8]) -> Option<u32> {
    use RelocationType::{MemoryAddrI32, TableIndexI32};
    if matches!(link, MemoryAddrI32 | TableIndexI32) {
        return Some(u32::from_le_bytes(*bytes.first_chunk()?));
    }
    let digits = bytes.get(..5)?.iter().zip([0, 7, 14, 21, 28]);
    Some(digits.fold(0, |number, (&digit, shift)| {
        number | u32::from(digit & 0x7f) << shift
    }))
}

/// Finds data by address: several names may share bytes.
struct ByAddress {
    /// Places in the list of data, by where they start.
    sorted: Vec<usize>,
    longest: u32,
}

impl ByAddress {
    fn of(data: &[Datum]) -> Self {
        let mut sorted: Vec<usize> = (0..data.len()).collect();
        sorted.sort_by_key(|&datum| data[datum].addresses.start);
        let longest = data.iter().map(|datum| datum.addresses.len()).max();
        Self {
            sorted,
            longest: index(longest.unwrap_or(0)),
        }
    }

    fn at(&self, address: u32, data: &[Datum]) -> Vec<usize> {
        let from = self
            .sorted
            .partition_point(|&datum| data[datum].addresses.start + self.longest <= address);
        self.sorted[from..]
            .iter()
            .copied()
            .take_while(|&datum| data[datum].addresses.start <= address)
            .filter(|&datum| data[datum].addresses.contains(&address))
            .collect()
    }
}
