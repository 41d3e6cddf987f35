//! The columns of a file: what each holds, as a tree whose leaves are stored apart. Which levels say what is counted here, once.
//! <https://github.com/apache/parquet-format/blob/master/LogicalTypes.md>

use std::ops::Range;

use parquet::basic::{ConvertedType, LogicalType, Repetition};
use parquet::schema::types::Type;

use crate::huggingface::Classes;
use crate::scalar::{Scalar, scalar};

/// A column that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Column {
    pub(crate) name: String,
    pub(crate) node: Node,
}

/// A column that is left out, and why: `holds …`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct LeftOut {
    pub(crate) name: String,
    pub(crate) why: String,
}

/// What stands at a place of the schema.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Node {
    /// The definition level from which on it is there and not null.
    pub(crate) definition: i16,
    /// The leaves below it, by their number in the file.
    pub(crate) leaves: Range<usize>,
    pub(crate) kind: Kind,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    Leaf(Scalar),
    List(Box<Repeated>),
    /// Keys and values.
    Map(Box<Repeated>, Box<Node>),
    Group(Vec<(String, Node)>),
}

/// What comes any number of times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Repeated {
    pub(crate) element: Node,
    /// The definition level from which on there is an element.
    pub(crate) definition: i16,
    /// The repetition level of all but the first.
    pub(crate) repetition: i16,
}

impl Column {
    /// The columns of a schema, and those that can't be read.
    pub(crate) fn all(schema: &Type, classes: &Classes) -> (Vec<Self>, Vec<LeftOut>) {
        let (mut columns, mut left_out, mut leaf) = (Vec::new(), Vec::new(), 0);
        for field in schema.get_fields() {
            let name = field.name().to_owned();
            let first = leaf;
            let node = Walk { leaf: &mut leaf }.node(field, Levels::default(), classes.of(&name));
            leaf = first + leaves(field);
            match node {
                Ok(node) => columns.push(Self { name, node }),
                Err(why) => left_out.push(LeftOut { name, why }),
            }
        }
        (columns, left_out)
    }

    /// The names of the column's classes, in their order; none where its values are no classes.
    pub(crate) fn classes(&self) -> &[String] {
        match &self.node.kind {
            Kind::Leaf(Scalar::Class(names)) => names,
            _ => &[],
        }
    }

    /// Its one leaf, where the column is a list of numbers.
    pub(crate) fn numbers(&self) -> Option<&Repeated> {
        let Kind::List(repeated) = &self.node.kind else {
            return None;
        };
        let is_number = matches!(
            repeated.element.kind,
            Kind::Leaf(Scalar::Float | Scalar::Double | Scalar::Half | Scalar::Whole | Scalar::Count)
        );
        is_number.then_some(repeated)
    }
}

impl Node {
    /// The leaves without a word on what they are.
    pub(crate) fn bare_leaves(&self) -> Vec<usize> {
        match &self.kind {
            Kind::Leaf(Scalar::Bytes) => self.leaves.clone().collect(),
            Kind::Leaf(_) => Vec::new(),
            Kind::List(repeated) => repeated.element.bare_leaves(),
            Kind::Map(keys, values) => [keys.element.bare_leaves(), values.bare_leaves()].concat(),
            Kind::Group(fields) => fields.iter().flat_map(|(_, node)| node.bare_leaves()).collect(),
        }
    }
}

/// How many leaves are below a place.
fn leaves(place: &Type) -> usize {
    match place {
        Type::PrimitiveType { .. } => 1,
        Type::GroupType { fields, .. } => fields.iter().map(|field| leaves(field)).sum(),
    }
}

#[derive(Clone, Copy, Default)]
struct Levels {
    definition: i16,
    repetition: i16,
}

impl Levels {
    fn of(self, place: &Type) -> Self {
        let info = place.get_basic_info();
        let repetition = info.has_repetition().then(|| info.repetition());
        Self {
            definition: self.definition + i16::from(repetition.is_some_and(|it| it != Repetition::REQUIRED)),
            repetition: self.repetition + i16::from(repetition == Some(Repetition::REPEATED)),
        }
    }
}

type Found = Result<Node, String>;

/// Counts the leaves on its way down.
struct Walk<'a> {
    leaf: &'a mut usize,
}

impl Walk<'_> {
    fn node(&mut self, place: &Type, above: Levels, classes: Option<&Classes>) -> Found {
        let info = place.get_basic_info();
        if info.has_repetition() && info.repetition() == Repetition::REPEATED {
            // A list without a group around it.
            let levels = above.of(place);
            let element = self.content(place, levels, classes)?;
            return Ok(list(element, above.definition, levels));
        }
        self.content(place, above.of(place), classes)
    }

    /// What is at a place, whose levels are counted.
    fn content(&mut self, place: &Type, levels: Levels, classes: Option<&Classes>) -> Found {
        let fields = match place {
            Type::PrimitiveType { .. } => return self.scalar(place, levels, classes),
            Type::GroupType { fields, .. } => fields,
        };
        let is_repeated = |field: &Type| {
            field.get_basic_info().has_repetition()
                && field.get_basic_info().repetition() == Repetition::REPEATED
        };
        match fields.as_slice() {
            [field] if says_list(place) && is_repeated(field) => self.list(field, levels, classes),
            [field] if says_map(place) && is_repeated(field) => self.map(field, levels),
            fields => {
                let first = *self.leaf;
                let mut nodes = Vec::new();
                for field in fields {
                    let classes = classes.and_then(|classes| classes.of(field.name()));
                    nodes.push((field.name().to_owned(), self.node(field, levels, classes)?));
                }
                Ok(Node {
                    definition: levels.definition,
                    leaves: first..*self.leaf,
                    kind: Kind::Group(nodes),
                })
            }
        }
    }

    /// The repeated field of a list: the element itself, or a group around it.
    fn list(&mut self, repeated: &Type, above: Levels, classes: Option<&Classes>) -> Found {
        let levels = above.of(repeated);
        let classes = classes.map(Classes::of_elements);
        let element = match repeated {
            Type::GroupType { fields, .. } if fields.len() == 1 && !is_element(repeated.name()) => {
                self.node(&fields[0], levels, classes)?
            }
            element => self.content(element, levels, classes)?,
        };
        Ok(list(element, above.definition, levels))
    }

    fn map(&mut self, repeated: &Type, above: Levels) -> Found {
        let Type::GroupType { fields, .. } = repeated else {
            return Err("holds a map without keys and values".to_owned());
        };
        let levels = above.of(repeated);
        let [key, value] = fields.as_slice() else {
            // A set: keys alone.
            let element = self.content(repeated, levels, None)?;
            return Ok(list(element, above.definition, levels));
        };
        let (key, value) = (self.node(key, levels, None)?, self.node(value, levels, None)?);
        Ok(Node {
            definition: above.definition,
            leaves: key.leaves.start..value.leaves.end,
            kind: Kind::Map(repeats(key, levels), Box::new(value)),
        })
    }

    fn scalar(&mut self, place: &Type, levels: Levels, classes: Option<&Classes>) -> Found {
        let leaf = *self.leaf;
        *self.leaf += 1;
        let scalar = match (scalar(place)?, classes.and_then(Classes::names)) {
            (Scalar::Whole | Scalar::Count, Some(names)) => Scalar::Class(names.to_vec()),
            (scalar, _) => scalar,
        };
        Ok(Node {
            definition: levels.definition,
            leaves: leaf..leaf + 1,
            kind: Kind::Leaf(scalar),
        })
    }
}

fn list(element: Node, definition: i16, levels: Levels) -> Node {
    Node {
        definition,
        leaves: element.leaves.clone(),
        kind: Kind::List(repeats(element, levels)),
    }
}

fn repeats(element: Node, levels: Levels) -> Box<Repeated> {
    Box::new(Repeated {
        element,
        definition: levels.definition,
        repetition: levels.repetition,
    })
}

/// Names that old writers gave to groups that are elements themselves.
fn is_element(name: &str) -> bool {
    name == "array" || name.ends_with("_tuple")
}

fn says_list(place: &Type) -> bool {
    let info = place.get_basic_info();
    info.logical_type_ref() == Some(&LogicalType::List) || info.converted_type() == ConvertedType::LIST
}

fn says_map(place: &Type) -> bool {
    let info = place.get_basic_info();
    info.logical_type_ref() == Some(&LogicalType::Map)
        || matches!(
            info.converted_type(),
            ConvertedType::MAP | ConvertedType::MAP_KEY_VALUE
        )
}
