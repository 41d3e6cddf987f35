//! What a cut came to, for whoever writes the list: how much each part holds, who calls its doors, what it is lent.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use super::data::Moved;
use super::links::Links;
use super::module::{Code, index};
use super::parts::Part;
use super::plan::{Home, Lent, Plan};

/// The report as text.
pub(super) fn of(
    code: &Code<'_>,
    links: &Links,
    plan: &Plan,
    moved: &Moved,
    parts: &[Part],
    lent: &[Lent],
) -> String {
    let callers = callers(code, links);
    let mut text = String::new();
    for (number, part) in parts.iter().enumerate() {
        let own: Vec<u32> = plan.functions(number).collect();
        let bytes: usize = own.iter().map(|&function| size(code, function)).sum();
        let _ = writeln!(
            text,
            "# {}: {} functions of {bytes} bytes, {} of them called from elsewhere; {} bytes of data; {} functions \
             are lent to it\n",
            part.name,
            own.len(),
            own.iter()
                .filter(|function| plan.stubs.contains(function))
                .count(),
            moved.count(number),
            lent[number].functions.len(),
        );
        let _ = writeln!(text, "## called from elsewhere, and by whom\n");
        for &function in own.iter().filter(|function| plan.stubs.contains(function)) {
            let _ = writeln!(text, "{}", code.names[function as usize]);
            let elsewhere = callers.get(&function).into_iter().flatten();
            for &caller in elsewhere.filter(|&&caller| plan.homes[caller as usize] != Home::Part(number)) {
                let _ = writeln!(text, "    {}", code.names[caller as usize]);
            }
        }
        let _ = writeln!(text, "\n## held, in bytes\n");
        list(&mut text, code, own);
    }
    let _ = writeln!(
        text,
        "# in the first load because several parts lead there, in bytes\n"
    );
    list(&mut text, code, plan.shared.iter().copied().collect());
    let _ = writeln!(text, "# the first load's data, in bytes, and who reads it\n");
    data(&mut text, code, links, plan);
    let _ = writeln!(text, "# the first load, in bytes\n");
    let stay = code
        .functions()
        .filter(|&function| plan.homes[function as usize] == Home::Main);
    list(&mut text, code, stay.collect());
    text
}

/// Functions and their sizes, the largest first.
fn list(text: &mut String, code: &Code<'_>, mut functions: Vec<u32>) {
    functions.sort_by_key(|&function| (std::cmp::Reverse(size(code, function)), function));
    for function in functions {
        let _ = writeln!(
            text,
            "{:7} {}",
            size(code, function),
            code.names[function as usize]
        );
    }
    text.push('\n');
}

/// The largest runs of data, with some of their readers.
fn data(text: &mut String, code: &Code<'_>, links: &Links, plan: &Plan) {
    let mut data: Vec<u32> = (0..index(links.data.len()))
        .filter(|&datum| plan.data[datum as usize] == Home::Main)
        .collect();
    data.sort_by_key(|&datum| {
        (
            std::cmp::Reverse(links.data[datum as usize].addresses.len()),
            datum,
        )
    });
    for datum in data.into_iter().take(40) {
        let readers = code
            .functions()
            .filter(|&function| links.functions[function as usize].data.contains(&datum));
        let _ = writeln!(text, "{:7}", links.data[datum as usize].addresses.len());
        for reader in readers.take(4) {
            let _ = writeln!(text, "        {}", code.names[reader as usize]);
        }
    }
    text.push('\n');
}

fn size(code: &Code<'_>, function: u32) -> usize {
    code.body(function).map_or(0, |body| body.as_bytes().len())
}

/// For each function, who refers to it.
fn callers(code: &Code<'_>, links: &Links) -> BTreeMap<u32, Vec<u32>> {
    let mut callers = BTreeMap::<u32, Vec<u32>>::new();
    for caller in code.functions() {
        let uses = &links.functions[caller as usize].functions;
        for &callee in code.references[caller as usize].functions.union(uses) {
            callers.entry(callee).or_default().push(caller);
        }
    }
    callers
}
