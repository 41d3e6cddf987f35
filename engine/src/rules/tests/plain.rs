//! The language said once more, as plainly and slowly as can be: a rule looks at one record at a time, at its characters
//! and the words cut from them, and knows no index. What the engine finds must be the same.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization as _;

/// A record: its text and its two fields, `lang` and `n`.
#[derive(Clone, Debug)]
pub(super) struct Record {
    pub(super) text: String,
    pub(super) lang: Option<String>,
    pub(super) n: Option<String>,
}

/// A word or a symbol of a text, normalised.
#[derive(Clone, Debug, PartialEq, Eq)]
struct Token {
    text: String,
    is_word: bool,
}

/// A part of a word, or a whole one.
#[derive(Clone, Debug)]
pub(super) struct Word {
    pub(super) text: String,
    pub(super) before: bool,
    pub(super) after: bool,
}

/// What a function looks for, or an entry of a list, or a term.
#[derive(Clone, Debug)]
pub(super) enum What {
    /// Words in a row; at least one.
    Words(Vec<String>),
    /// A part of a word.
    Part(Word),
    /// Symbols in a row.
    Symbols(String),
    /// Any of the list.
    List,
}

#[derive(Clone, Debug)]
pub(super) struct Term {
    pub(super) what: What,
    pub(super) exact: bool,
}

/// A rule.
#[derive(Clone, Debug)]
pub(super) enum Rule {
    Term(Term),
    Length(&'static str, &'static str, u32),
    Near(Term, Term, usize),
    Count(Term, &'static str, u32),
    Starts(Term),
    Ends(Term),
    Fuzzy(String, usize),
    Field(&'static str, &'static str, String),
    Missing(&'static str),
    Like(usize, f64),
    Regex {
        at_start: bool,
        /// None stands for any character.
        letters: Vec<Option<char>>,
        at_end: bool,
        exact: bool,
    },
    All(Vec<Rule>),
    Any(Vec<Rule>),
    Not(Box<Rule>),
}

/// The records, and the entries of the word list `list`.
#[derive(Clone, Debug)]
pub(super) struct World {
    pub(super) records: Vec<Record>,
    pub(super) list: Vec<What>,
}

/// Words and symbols of a text: Han characters are words each, marks belong to the word before them.
fn tokens(text: &str) -> Vec<Token> {
    let mut tokens: Vec<Token> = Vec::new();
    let mut is_open = false;
    for c in text.nfkc() {
        let is_mark = c == '\u{301}';
        let is_han = c == '日';
        if is_mark && is_open {
            if let Some(last) = tokens.last_mut() {
                last.text.push(c);
            }
        } else if is_han {
            tokens.push(Token {
                text: c.into(),
                is_word: true,
            });
            // Marks may follow it, letters begin another word.
            is_open = true;
        } else if c.is_alphanumeric() || c == '_' {
            match tokens.last_mut() {
                Some(last) if is_open && !last.text.starts_with('日') => last.text.push(c),
                _ => tokens.push(Token {
                    text: c.into(),
                    is_word: true,
                }),
            }
            is_open = true;
        } else {
            is_open = false;
            if !c.is_whitespace() && !is_mark {
                tokens.push(Token {
                    text: c.into(),
                    is_word: false,
                });
            }
        }
    }
    tokens
}

fn fold(text: &str) -> String {
    text.to_lowercase().replace('ß', "ss").nfkc().collect()
}

fn in_case(text: &str, exact: bool) -> String {
    if exact {
        text.nfkc().collect()
    } else {
        fold(&text.nfkc().collect::<String>())
    }
}

fn compares(sign: &str, one: usize, other: u32) -> bool {
    let other = other as usize;
    match sign {
        "<" => one < other,
        "<=" => one <= other,
        "=" => one == other,
        "!=" => one != other,
        ">=" => one >= other,
        _ => one > other,
    }
}

impl What {
    fn has_symbols(&self) -> bool {
        matches!(self, Self::Symbols(_))
    }

    /// Tests a token for each place of a run.
    fn run(&self) -> Vec<Word> {
        let whole = |text: String| Word {
            text,
            before: false,
            after: false,
        };
        match self {
            Self::Words(words) => words.iter().cloned().map(whole).collect(),
            Self::Part(part) => vec![part.clone()],
            Self::Symbols(symbols) => symbols.chars().map(|c| whole(c.into())).collect(),
            Self::List => Vec::new(),
        }
    }

    /// As a line of a list.
    pub(super) fn line(&self) -> String {
        match self {
            Self::Words(words) => words.join(" "),
            Self::Part(Word { text, before, after }) => {
                let star = |there: bool| if there { "*" } else { "" };
                format!("{}{text}{}", star(*before), star(*after))
            }
            Self::Symbols(symbols) => format!("\"{symbols}\""),
            Self::List => String::new(),
        }
    }
}

impl Word {
    fn fits(&self, token: &str, exact: bool) -> bool {
        let (token, part) = (in_case(token, exact), in_case(&self.text, exact));
        match (self.before, self.after) {
            (true, true) => token.contains(&part),
            (true, false) => token.ends_with(&part),
            (false, true) => token.starts_with(&part),
            (false, false) => token == part,
        }
    }
}

/// Where something without alternatives stands among tokens, as ranges.
fn places(what: &What, exact: bool, line: &[Token]) -> Vec<(usize, usize)> {
    let run = what.run();
    let stands = |&at: &usize| {
        at + run.len() <= line.len()
            && run
                .iter()
                .zip(&line[at..])
                .all(|(word, token)| word.fits(&token.text, exact))
    };
    (0..line.len())
        .filter(stands)
        .map(|at| (at, at + run.len()))
        .collect()
}

impl World {
    fn alternatives<'a>(&'a self, term: &'a Term) -> Vec<&'a What> {
        match term.what {
            What::List => self.list.iter().collect(),
            _ => vec![&term.what],
        }
    }

    fn line(text: &str, with_symbols: bool) -> Vec<Token> {
        let mut line = tokens(text);
        line.retain(|token| token.is_word || with_symbols);
        line
    }

    fn has_term(&self, term: &Term, text: &str) -> bool {
        self.alternatives(term).into_iter().any(|what| match what {
            What::Symbols(symbols) => text.contains(symbols.as_str()),
            _ => !places(what, term.exact, &Self::line(text, false)).is_empty(),
        })
    }

    fn is_near(&self, one: &Term, other: &Term, words: usize, text: &str) -> bool {
        let mut is_near = false;
        for a in self.alternatives(one) {
            for b in self.alternatives(other) {
                let line = Self::line(text, a.has_symbols() || b.has_symbols());
                for (start, end) in places(a, one.exact, &line) {
                    for (from, to) in places(b, other.exact, &line) {
                        is_near |= from >= end && from - end < words;
                        is_near |= to <= start && start - to < words;
                    }
                }
            }
        }
        is_near
    }

    /// How often, from left to right, the longest first, without overlapping.
    fn times(&self, term: &Term, text: &str) -> usize {
        let mut times = 0;
        for with_symbols in [false, true] {
            let line = Self::line(text, with_symbols);
            let of_kind = self
                .alternatives(term)
                .into_iter()
                .filter(|what| what.has_symbols() == with_symbols);
            let mut all: Vec<(usize, usize)> =
                of_kind.flat_map(|what| places(what, term.exact, &line)).collect();
            all.sort_by_key(|&(start, end)| (start, usize::MAX - end));
            let mut free = 0;
            for (start, end) in all {
                if start >= free {
                    free = end;
                    times += 1;
                }
            }
        }
        times
    }

    fn at_edge(&self, term: &Term, at_end: bool, text: &str) -> bool {
        self.alternatives(term).into_iter().any(|what| {
            let line = Self::line(text, what.has_symbols());
            let mut places = places(what, term.exact, &line).into_iter();
            places.any(|(start, end)| if at_end { end == line.len() } else { start == 0 })
        })
    }

    /// Whether a rule holds for a record.
    pub(super) fn holds(&self, rule: &Rule, at: usize) -> bool {
        let record = &self.records[at];
        let text = &record.text;
        match rule {
            Rule::Term(term) => self.has_term(term, text),
            Rule::Length("words", sign, number) => compares(
                sign,
                tokens(text).iter().filter(|token| token.is_word).count(),
                *number,
            ),
            Rule::Length(_, sign, number) => compares(sign, text.chars().count(), *number),
            Rule::Near(one, other, words) => self.is_near(one, other, *words, text),
            Rule::Count(term, sign, number) => compares(sign, self.times(term, text), *number),
            Rule::Starts(term) => self.at_edge(term, false, text),
            Rule::Ends(term) => self.at_edge(term, true, text),
            Rule::Fuzzy(word, distance) => {
                let is_near = |token: &Token| letters_away(&fold(&token.text), &fold(word)) <= *distance;
                tokens(text).iter().any(|token| token.is_word && is_near(token))
            }
            Rule::Field(field, sign, value) => field_holds(record.field(field), sign, value),
            Rule::Missing(field) => record.field(field).is_none(),
            Rule::Like(other, least) => at == *other || self.cosine(at, *other) + 1e-9 >= *least,
            Rule::Regex {
                at_start,
                letters,
                at_end,
                exact,
            } => matches_letters(text, *at_start, letters, *at_end, *exact),
            Rule::All(rules) => rules.iter().all(|rule| self.holds(rule, at)),
            Rule::Any(rules) => rules.iter().any(|rule| self.holds(rule, at)),
            Rule::Not(rule) => !self.holds(rule, at),
        }
    }

    /// The cosine of two texts by the formula, with maps.
    fn cosine(&self, one: usize, other: usize) -> f64 {
        let counted: Vec<BTreeMap<String, f64>> =
            self.records.iter().map(|record| terms(&record.text)).collect();
        let n = counted.len() as f64;
        let weights = |counts: &BTreeMap<String, f64>| -> BTreeMap<String, f64> {
            let df = |term: &String| counted.iter().filter(|counts| counts.contains_key(term)).count() as f64;
            let frequent = counts.iter().filter(|(term, _)| df(term) >= 2.0);
            let weight = |(term, tf): (&String, &f64)| {
                let idf = libm::log((1.0 + n) / (1.0 + df(term))) + 1.0;
                (term.clone(), (1.0 + libm::log(*tf)) * idf)
            };
            frequent.map(weight).collect()
        };
        let (a, b) = (weights(&counted[one]), weights(&counted[other]));
        let length =
            |row: &BTreeMap<String, f64>| row.values().map(|weight| weight * weight).sum::<f64>().sqrt();
        let dot: f64 = a
            .iter()
            .filter_map(|(term, weight)| Some(weight * b.get(term)?))
            .sum();
        if dot == 0.0 {
            0.0
        } else {
            dot / (length(&a) * length(&b))
        }
    }
}

fn terms(text: &str) -> BTreeMap<String, f64> {
    let mut counts = BTreeMap::new();
    let lower = text.to_lowercase();
    for word in lower.split(|c: char| !(c.is_alphanumeric() || c == '_')) {
        if word.chars().count() >= 2 {
            *counts.entry(word.to_owned()).or_insert(0.0) += 1.0;
        }
    }
    counts
}

impl Record {
    fn field(&self, name: &str) -> Option<&str> {
        let value = if name == "lang" { &self.lang } else { &self.n };
        value.as_deref().filter(|value| !value.trim().is_empty())
    }
}

fn field_holds(value: Option<&str>, sign: &str, wanted: &str) -> bool {
    let Some(value) = value else { return false };
    let number = |text: &str| text.parse::<f64>().ok();
    let same_number = number(wanted).is_some() && number(value) == number(wanted);
    let order = match number(wanted) {
        Some(wanted) => number(value).and_then(|value| value.partial_cmp(&wanted)),
        None => Some(value.cmp(wanted)),
    };
    match sign {
        ":" if wanted.ends_with('*') => fold(value).starts_with(&fold(wanted.trim_end_matches('*'))),
        ":" => fold(value) == fold(wanted) || same_number,
        "=" => value == wanted || same_number,
        "!=" => value != wanted && !same_number,
        "<" => order == Some(std::cmp::Ordering::Less),
        ">=" => order.is_some_and(std::cmp::Ordering::is_ge),
        _ => unreachable!("{sign}"),
    }
}

/// Levenshtein's distance by its definition.
fn letters_away(a: &str, b: &str) -> usize {
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    let mut rows = vec![vec![0; b.len() + 1]; a.len() + 1];
    for i in 0..=a.len() {
        for j in 0..=b.len() {
            rows[i][j] = match (i, j) {
                (0, j) => j,
                (i, 0) => i,
                (i, j) => {
                    let changed = rows[i - 1][j - 1] + usize::from(a[i - 1] != b[j - 1]);
                    changed.min(rows[i - 1][j] + 1).min(rows[i][j - 1] + 1)
                }
            };
        }
    }
    rows[a.len()][b.len()]
}

fn matches_letters(text: &str, at_start: bool, letters: &[Option<char>], at_end: bool, exact: bool) -> bool {
    let text: Vec<char> = text.chars().collect();
    let same = |a: char, b: char| {
        if exact {
            a == b
        } else {
            a.to_lowercase().eq(b.to_lowercase())
        }
    };
    (0..=text.len()).any(|from| {
        let end = from + letters.len();
        let fits = |(letter, c): (&Option<char>, &char)| letter.is_none_or(|letter| same(letter, *c));
        end <= text.len()
            && (!at_start || from == 0)
            && (!at_end || end == text.len())
            && letters.iter().zip(&text[from..]).all(fits)
    })
}

impl Term {
    /// As it is written.
    pub(super) fn query(&self) -> String {
        let equals = if self.exact { "=" } else { "" };
        let what = match &self.what {
            What::List => "@list".to_owned(),
            What::Words(words) if words.len() > 1 => format!("\"{}\"", words.join(" ")),
            what => what.line(),
        };
        format!("{equals}{what}")
    }
}

impl Rule {
    /// As it is written.
    pub(super) fn query(&self) -> String {
        let all = |rules: &[Self], between: &str| {
            let parts: Vec<String> = rules.iter().map(|rule| format!("({})", rule.query())).collect();
            parts.join(between)
        };
        match self {
            Self::Term(term) => term.query(),
            Self::Length(measure, sign, number) => format!("{measure}{sign}{number}"),
            Self::Near(one, other, words) => format!("near({}, {}, {words})", one.query(), other.query()),
            Self::Count(term, sign, number) => format!("count({}){sign}{number}", term.query()),
            Self::Starts(term) => format!("starts({})", term.query()),
            Self::Ends(term) => format!("ends({})", term.query()),
            Self::Fuzzy(word, distance) => format!("{word}~{distance}"),
            Self::Field(field, sign, value) => format!("{field}{sign}{value}"),
            Self::Missing(field) => format!("missing({field})"),
            Self::Like(record, least) => format!("like({}, {least})", record + 1),
            Self::Regex {
                at_start,
                letters,
                at_end,
                exact,
            } => {
                let letters: String = letters.iter().map(|letter| letter.unwrap_or('.')).collect();
                let sign = |there: &bool, sign| if *there { sign } else { "" };
                format!(
                    "{}/{}{letters}{}/",
                    sign(exact, "="),
                    sign(at_start, "^"),
                    sign(at_end, "$")
                )
            }
            Self::All(rules) => all(rules, " "),
            Self::Any(rules) => all(rules, ", "),
            Self::Not(rule) => format!("-({})", rule.query()),
        }
    }
}
