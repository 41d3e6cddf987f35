//! Rows out of leaves: what is nested is put together again by the levels, as JSON. Melnik and others, "Dremel: Interactive
//! Analysis of Web-Scale Datasets", VLDB 2010, section 4.

use crate::leaf::Leaf;
use crate::refused::{Refused, Result};
use crate::rows::{MOST_ROW_BYTES, too_large};
use crate::schema::{Kind, Node, Repeated};
use crate::written::{Written, quote, write};

/// The leaves of a row group, by their numbers; those of columns that are not read are none.
pub(crate) type Leaves = [Option<Leaf>];

/// Writes what comes next at a place of the top, as a cell; what it is.
pub(crate) fn cell(node: &Node, leaves: &mut Leaves, out: &mut Vec<u8>) -> Result<Written> {
    let first = leaf(leaves, node.leaves.start)?;
    if first.definition()? < node.definition {
        pass(node, leaves);
        return Ok(Written::Missing);
    }
    if let Kind::Leaf(scalar) = &node.kind {
        return Ok(write(scalar, first.take()?, out));
    }
    let is_text = json(node, leaves, out)?;
    Ok(if is_text { Written::Json } else { Written::NoText })
}

/// Writes what comes next as JSON; whether all of it is text.
fn json(node: &Node, leaves: &mut Leaves, out: &mut Vec<u8>) -> Result<bool> {
    let first = leaf(leaves, node.leaves.start)?;
    if first.definition()? < node.definition {
        pass(node, leaves);
        out.extend(b"null");
        return Ok(true);
    }
    match &node.kind {
        Kind::Leaf(scalar) => {
            let start = out.len();
            let written = write(scalar, first.take()?, out);
            Ok(as_json(&written, start, out))
        }
        Kind::List(repeated) => list(repeated, node, leaves, out),
        Kind::Map(keys, values) => map(keys, values, node, leaves, out),
        Kind::Group(fields) => group(fields, leaves, out),
    }
}

/// Puts what was written from a place on into JSON's words.
fn as_json(written: &Written, start: usize, out: &mut Vec<u8>) -> bool {
    match written {
        Written::Missing => out.extend(b"null"),
        Written::Truth(truth) => out.extend(if *truth { &b"true"[..] } else { b"false" }),
        Written::Number | Written::Json => {}
        Written::Text | Written::NoText => {
            let text = out.split_off(start);
            quote(&text, out);
        }
    }
    *written != Written::NoText
}

fn list(repeated: &Repeated, node: &Node, leaves: &mut Leaves, out: &mut Vec<u8>) -> Result<bool> {
    let mut is_text = true;
    out.push(b'[');
    each(repeated, node, leaves, out, &mut |leaves, out| {
        is_text &= json(&repeated.element, leaves, out)?;
        Ok(())
    })?;
    out.push(b']');
    Ok(is_text)
}

fn map(keys: &Repeated, values: &Node, node: &Node, leaves: &mut Leaves, out: &mut Vec<u8>) -> Result<bool> {
    let mut is_text = true;
    out.push(b'{');
    each(keys, node, leaves, out, &mut |leaves, out| {
        let start = out.len();
        is_text &= json(&keys.element, leaves, out)?;
        if out.get(start) != Some(&b'"') {
            let key = out.split_off(start);
            quote(&key, out);
        }
        out.push(b':');
        is_text &= json(values, leaves, out)?;
        Ok(())
    })?;
    out.push(b'}');
    Ok(is_text)
}

type Write<'w> = &'w mut dyn FnMut(&mut Leaves, &mut Vec<u8>) -> Result<()>;

/// Writes each element of what is repeated, with commas between.
fn each(
    repeated: &Repeated,
    node: &Node,
    leaves: &mut Leaves,
    out: &mut Vec<u8>,
    write: Write<'_>,
) -> Result<()> {
    let first = node.leaves.start;
    if leaf(leaves, first)?.definition()? < repeated.definition {
        pass(node, leaves);
        return Ok(());
    }
    let start = out.len();
    loop {
        write(leaves, out)?;
        if out.len() - start > MOST_ROW_BYTES {
            return Err(too_large());
        }
        if !leaf(leaves, first)?.goes_on(repeated.repetition) {
            return Ok(());
        }
        out.push(b',');
    }
}

fn group(fields: &[(String, Node)], leaves: &mut Leaves, out: &mut Vec<u8>) -> Result<bool> {
    let mut is_text = true;
    out.push(b'{');
    for (place, (name, node)) in fields.iter().enumerate() {
        if place > 0 {
            out.push(b',');
        }
        quote(name.as_bytes(), out);
        out.push(b':');
        is_text &= json(node, leaves, out)?;
    }
    out.push(b'}');
    Ok(is_text)
}

/// Nothing is there: each leaf has said so once.
fn pass(node: &Node, leaves: &mut Leaves) {
    let below = leaves.get_mut(node.leaves.clone()).unwrap_or_default();
    below.iter_mut().flatten().for_each(Leaf::pass);
}

pub(crate) fn leaf(leaves: &mut Leaves, number: usize) -> Result<&mut Leaf> {
    let leaf = leaves.get_mut(number).and_then(Option::as_mut);
    leaf.ok_or_else(|| Refused::damaged("a group has no columns"))
}
