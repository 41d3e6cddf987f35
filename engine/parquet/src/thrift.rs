//! Thrift's compact protocol, as far as headers of pages and the shape of the schema need it: fields of structs, one after the
//! other. <https://github.com/apache/thrift/blob/master/doc/specs/thrift-compact-protocol.md>

/// Structs in structs; deeper ones are no header of a page.
const MOST_DEPTH: u32 = 32;

/// The bytes end inside a value, or say what no value is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Cut;

pub(crate) type Read<T> = Result<T, Cut>;

/// What a field holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    True,
    False,
    Number,
    Double,
    Binary,
    List,
    Map,
    Struct,
}

impl Kind {
    fn of(code: u8) -> Read<Self> {
        Ok(match code {
            1 => Self::True,
            2 => Self::False,
            // 8, 16, 32 and 64 bits; a byte stands as it is, see `skip`.
            3..=6 => Self::Number,
            7 => Self::Double,
            8 => Self::Binary,
            9 | 10 => Self::List,
            11 => Self::Map,
            12 => Self::Struct,
            _ => return Err(Cut),
        })
    }
}

/// A field of a struct.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Field {
    pub(crate) id: i16,
    pub(crate) kind: Kind,
    code: u8,
}

/// Bytes that are read from the front.
pub(crate) struct Thrift<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Thrift<'a> {
    pub(crate) const fn new(bytes: &'a [u8]) -> Self {
        Self { bytes, at: 0 }
    }

    /// How many bytes were read.
    pub(crate) const fn at(&self) -> usize {
        self.at
    }

    /// The next field of a struct; none at its end. `last` is the id of the one before.
    pub(crate) fn field(&mut self, last: &mut i16) -> Read<Option<Field>> {
        let head = self.byte()?;
        if head == 0 {
            return Ok(None);
        }
        let id = match i16::from(head >> 4) {
            0 => i16::try_from(self.number()?).map_err(|_| Cut)?,
            step => last.checked_add(step).ok_or(Cut)?,
        };
        *last = id;
        let code = head & 15;
        Ok(Some(Field {
            id,
            kind: Kind::of(code)?,
            code,
        }))
    }

    /// A whole number, zigzag in groups of seven bits.
    pub(crate) fn number(&mut self) -> Read<i64> {
        let bits = self.unsigned()?;
        // Half of it as a signed number, its last bit the sign.
        Ok((bits >> 1).cast_signed() ^ -(bits & 1).cast_signed())
    }

    /// A whole number that counts something.
    pub(crate) fn count(&mut self) -> Read<u32> {
        u32::try_from(self.number()?).map_err(|_| Cut)
    }

    /// How many elements a list has, and the code of their kind.
    pub(crate) fn list(&mut self) -> Read<(u64, u8)> {
        let head = self.byte()?;
        let length = match head >> 4 {
            15 => self.unsigned()?,
            length => u64::from(length),
        };
        Ok((length, head & 15))
    }

    /// Passes over a field's value.
    pub(crate) fn skip(&mut self, field: Field) -> Read<()> {
        match field.kind {
            Kind::True | Kind::False => Ok(()),
            _ => self.skip_value(field.code, MOST_DEPTH),
        }
    }

    fn skip_value(&mut self, code: u8, depth: u32) -> Read<()> {
        let depth = depth.checked_sub(1).ok_or(Cut)?;
        match code {
            // A truth in a list, or a byte.
            1..=3 => self.byte().map(|_| ()),
            4..=6 => self.unsigned().map(|_| ()),
            7 => self.pass(8),
            8 => {
                let length = self.unsigned()?;
                self.pass(length)
            }
            9 | 10 => self.skip_list(depth),
            11 => self.skip_map(depth),
            12 => self.skip_struct(depth),
            _ => Err(Cut),
        }
    }

    fn skip_list(&mut self, depth: u32) -> Read<()> {
        let (length, code) = self.list()?;
        (0..length).try_for_each(|_| self.skip_value(code, depth))
    }

    fn skip_map(&mut self, depth: u32) -> Read<()> {
        let length = self.unsigned()?;
        if length == 0 {
            return Ok(());
        }
        let codes = self.byte()?;
        (0..length).try_for_each(|_| {
            self.skip_value(codes >> 4, depth)?;
            self.skip_value(codes & 15, depth)
        })
    }

    fn skip_struct(&mut self, depth: u32) -> Read<()> {
        let mut last = 0;
        while let Some(field) = self.field(&mut last)? {
            if !matches!(field.kind, Kind::True | Kind::False) {
                self.skip_value(field.code, depth)?;
            }
        }
        Ok(())
    }

    fn unsigned(&mut self) -> Read<u64> {
        let mut number = 0;
        for shift in (0..64).step_by(7) {
            let byte = self.byte()?;
            number |= u64::from(byte & 0x7F) << shift;
            if byte & 0x80 == 0 {
                return Ok(number);
            }
        }
        Err(Cut)
    }

    fn byte(&mut self) -> Read<u8> {
        let byte = *self.bytes.get(self.at).ok_or(Cut)?;
        self.at += 1;
        Ok(byte)
    }

    fn pass(&mut self, length: u64) -> Read<()> {
        let length = usize::try_from(length).map_err(|_| Cut)?;
        let end = self.at.checked_add(length).ok_or(Cut)?;
        if end > self.bytes.len() {
            return Err(Cut);
        }
        self.at = end;
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_have_their_numbers_and_what_is_not_wanted_is_passed_over() {
        // 1: -3, 3: "ab", 4: true, 20: 300 and the end.
        let bytes = [0x15, 0x05, 0x28, 2, b'a', b'b', 0x11, 0x05, 40, 0xD8, 0x04, 0];
        let (mut thrift, mut last) = (Thrift::new(&bytes), 0);
        let field = thrift.field(&mut last).unwrap().unwrap();
        assert_eq!((field.id, thrift.number()), (1, Ok(-3)));
        let field = thrift.field(&mut last).unwrap().unwrap();
        assert_eq!((field.id, field.kind), (3, Kind::Binary));
        thrift.skip(field).unwrap();
        assert_eq!(thrift.field(&mut last).unwrap().unwrap().kind, Kind::True);
        let field = thrift.field(&mut last).unwrap().unwrap();
        assert_eq!((field.id, thrift.count()), (20, Ok(300)));
        assert!(thrift.field(&mut last).unwrap().is_none());
        assert_eq!(thrift.at(), bytes.len());
    }

    #[test]
    fn what_is_cut_or_nested_without_end_is_said() {
        let (mut thrift, mut last) = (Thrift::new(&[0x18, 9, 1]), 0);
        let field = thrift.field(&mut last).unwrap().unwrap();
        assert_eq!(thrift.skip(field), Err(Cut));
        let nested = [0x1C; 100];
        let (mut thrift, mut last) = (Thrift::new(&nested), 0);
        let field = thrift.field(&mut last).unwrap().unwrap();
        assert_eq!(thrift.skip(field), Err(Cut));
    }
}
