//! Classes of characters in the syntax that RE2 and Java share: by Unicode's categories where they hold some whole,
//! else by ranges.

use regex_syntax::hir::{Class, ClassUnicode, ClassUnicodeRange, HirKind};

/// What `\w` holds. What is alphabetic without being a letter, a number or a mark is a letter in a circle or a square.
pub(crate) const WORD: &str = r"\p{L}\p{M}\p{Nd}\p{Nl}\p{Pc}\x{200c}\x{200d}\x{24b6}-\x{24e9}\x{1f130}-\x{1f149}\x{1f150}-\x{1f169}\x{1f170}-\x{1f189}";

/// Classes that are written by a name, larger ones first: as this engine reads them, and as they are written.
const NAMED: [(&str, &str); 15] = [
    (r"\w", WORD),
    (r"\s", r"\t-\r\x{85}\p{Z}"),
    (r"\p{L}", r"\p{L}"),
    (r"\p{Lu}", r"\p{Lu}"),
    (r"\p{Ll}", r"\p{Ll}"),
    (r"\p{M}", r"\p{M}"),
    (r"\p{N}", r"\p{N}"),
    (r"\d", r"\p{Nd}"),
    (r"\p{P}", r"\p{P}"),
    (r"\p{S}", r"\p{S}"),
    (r"\p{Sc}", r"\p{Sc}"),
    (r"\p{Sm}", r"\p{Sm}"),
    (r"\p{So}", r"\p{So}"),
    (r"\p{Z}", r"\p{Z}"),
    (r"\p{Cc}", r"\p{Cc}"),
];

/// Fewer ranges than these are plainer than a name.
const FEW: usize = 4;

/// The classes that have names.
pub(crate) struct Classes {
    named: Vec<(ClassUnicode, &'static str)>,
}

impl Classes {
    pub(crate) fn new() -> Self {
        let named = NAMED.iter().map(|(read, written)| (class_of(read), *written));
        Self {
            named: named.collect(),
        }
    }

    /// The characters of words.
    pub(crate) fn word(&self) -> &ClassUnicode {
        &self.named[0].0
    }

    /// A class as it is written.
    pub(crate) fn print(&self, class: &ClassUnicode) -> String {
        if let [only] = class.ranges()
            && only.start() == only.end()
        {
            return character(only.start());
        }
        let mut contrary = class.clone();
        contrary.negate();
        let (plain, negated) = (self.inside(class), self.inside(&contrary));
        if negated.is_empty() {
            return r"[\x{0}-\x{10ffff}]".to_owned();
        }
        if negated.len() < plain.len() {
            format!("[^{negated}]")
        } else {
            format!("[{plain}]")
        }
    }

    fn inside(&self, class: &ClassUnicode) -> String {
        let mut rest = class.clone();
        let mut names = String::new();
        for (named, written) in &self.named {
            let mut outside = named.clone();
            outside.difference(&rest);
            if outside.ranges().is_empty() && named.ranges().len() >= FEW {
                rest.difference(named);
                names += written;
            }
        }
        let ranges: String = rest.ranges().iter().map(range).collect();
        // The shared syntax reads a range or a name at the beginning of a class alike.
        names + &ranges
    }
}

fn class_of(pattern: &str) -> ClassUnicode {
    match regex_syntax::parse(pattern).map(|tree| tree.into_kind()) {
        Ok(HirKind::Class(Class::Unicode(class))) => class,
        _ => {
            debug_assert!(false, "{pattern} is no class");
            ClassUnicode::empty()
        }
    }
}

fn range(range: &ClassUnicodeRange) -> String {
    let (start, end) = (range.start(), range.end());
    if start == end {
        character(start)
    } else if u32::from(end) - u32::from(start) == 1 {
        character(start) + &character(end)
    } else {
        format!("{}-{}", character(start), character(end))
    }
}

/// A character as it is written, in a class and outside.
pub(crate) fn character(c: char) -> String {
    match c {
        '\n' => r"\n".to_owned(),
        '\r' => r"\r".to_owned(),
        '\t' => r"\t".to_owned(),
        ' ' | '_' | ',' | ':' | ';' | '%' | '\'' | '"' | '!' | '@' | '/' | '<' | '>' | '=' | '~' | '`' => {
            c.to_string()
        }
        _ if c.is_ascii_punctuation() => format!("\\{c}"),
        // These look like s and K.
        '\u{17f}' | '\u{212a}' => format!(r"\x{{{:x}}}", u32::from(c)),
        _ if c.is_alphanumeric() => c.to_string(),
        _ => format!(r"\x{{{:x}}}", u32::from(c)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn named_classes_are_what_their_names_say() {
        for (read, written) in NAMED {
            assert_eq!(class_of(read), class_of(&format!("[{written}]")), "{read}");
        }
    }

    #[test]
    fn every_class_reads_back_to_itself() {
        let classes = Classes::new();
        for pattern in [
            r"\w",
            r"\W",
            r"\d",
            r"\D",
            r"\s",
            r"\S",
            ".",
            "(?s).",
            "[a-z]",
            "(?i)[a-z]",
            r"[\w.-]",
            r"[^\w\s]",
            r"\p{Han}",
            r"\p{Lu}",
            r"(?i)\p{Lu}",
            r"[^\\\]\[^-]",
            r"\p{Emoji}",
            "[é-ü]",
            r"[\d\p{L}&~]",
        ] {
            let class = class_of(pattern);
            let printed = classes.print(&class);
            assert_eq!(class_of(&printed), class, "{pattern} → {printed}");
        }
    }

    #[test]
    fn every_character_reads_back_to_itself() {
        for c in ('\0'..='\u{3ff}').chain(['가', '中', '\u{fdd0}', '😀', char::MAX]) {
            let class = class_of(&format!(
                "[{}{}]",
                character(c),
                character(if c == 'a' { 'b' } else { 'a' })
            ));
            assert!(
                class
                    .ranges()
                    .iter()
                    .any(|range| range.start() <= c && c <= range.end()),
                "{c:?}"
            );
        }
    }
}
