//! Generated texts and columns, and generated rules of every kind and tree.

use labelloom_engine::rng::Rng;
use labelloom_engine::rules::{Names, parse};
use serde_json::json;

use super::case::{Case, cell, rule_file};

/// What texts are made of: plain words, words that fold, compose or are cut in ways of their own, symbols and spaces.
const PIECES: [&str; 66] = [
    "free",
    "Free",
    "FREE",
    "win",
    "my",
    "channel",
    "CHANNEL",
    "chanel",
    "chanell",
    "song",
    "songs",
    "a_b",
    "don't",
    "e-mail",
    "42",
    "3.5",
    "café",
    "cafe\u{301}",
    "CAFÉ",
    "Straße",
    "STRASSE",
    "straẞe",
    "ΣΊΣΥΦΟΣ",
    "σίσυφος",
    "ς",
    "İstanbul",
    "istanbul",
    "ıstanbul",
    "ﬁne",
    "fine",
    "ＦＲＥＥ",
    "①",
    "ſong",
    "Kong",
    "私は",
    "好き",
    "AIが",
    "频道",
    "ไทย",
    "한국",
    "\u{1112}\u{1161}\u{11ab}",
    "हिन्दी",
    "مَن",
    "👩\u{200d}👧",
    "♥\u{fe0f}",
    "♥",
    "😀",
    "!",
    "!!",
    "?",
    "…",
    ":",
    "=",
    "=\u{338}",
    "≠",
    "€",
    "\"",
    "'",
    "\\",
    "\t",
    "\n",
    "\u{a0}",
    "\u{3000}",
    "\u{301}",
    "\u{200b}",
    "ǰ",
];

/// Words to ask for.
const WORDS: [&str; 30] = [
    "free",
    "FREE",
    "win",
    "my",
    "channel",
    "song",
    "a_b",
    "don't",
    "e-mail",
    "42",
    "3",
    "café",
    "cafe",
    "straße",
    "strasse",
    "σίσυφος",
    "istanbul",
    "i̇stanbul",
    "fine",
    "1",
    "kong",
    "私は",
    "好",
    "ai",
    "频道",
    "ไทย",
    "한국",
    "हिन्दी",
    "مَن",
    "ǰ",
];

const SYMBOLS: [&str; 14] = [
    "!", "!!", "?", "…", ".", "=", "≠", "€", "♥", "😀", "👩", ":", "'", "\\\\",
];

const PATTERNS: [&str; 26] = [
    "free",
    "fr.e",
    r"\bfree\b",
    r"\bchan+el",
    r"\d+",
    r"\w+\W\w+",
    r"^my",
    r"y$",
    r"(?m)^!$",
    r"\s\s",
    "[^a-z ]",
    r"stra(ss|ß)e",
    "é",
    r"\p{Han}",
    r"\p{Lu}{3}",
    r"a\.b|!",
    "=",
    r"(win|my)\s+\w",
    r"\bk",
    r"[\w.-]+@",
    r"x*",
    r"\b私",
    r"\w\b!",
    r"\bΣ\w+ς?\b",
    r"(?s)win.*free",
    r"\S{8,}",
];

const LANGS: [&str; 12] = [
    "en",
    "EN",
    " en ",
    "",
    " ",
    "de",
    "phone note",
    "Phone\u{a0}Note",
    "ＥＮ",
    "straße",
    "it's",
    "e\"n",
];
const AMOUNTS: [&str; 20] = [
    "100",
    "1e2",
    "99.5",
    " 100 ",
    "-5",
    "+5",
    ".5",
    "5.",
    "",
    "n/a",
    "1_000",
    "inf",
    "NaN",
    "1e999",
    "-1e999",
    "0x10",
    "１００",
    "100.0",
    "2024-01-31",
    "1,000",
];

struct Maker {
    rng: Rng,
}

impl Maker {
    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.rng.below(bound as u64)).unwrap()
    }

    fn one<'a>(&mut self, of: &[&'a str]) -> &'a str {
        of[self.below(of.len())]
    }

    fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.below(9) {
            text += self.one(&PIECES);
            text += self.one(&[" ", " ", " ", "", "", ", "]);
        }
        text
    }

    fn word(&mut self) -> String {
        let exact = self.one(&["", "", "="]);
        let word = if exact.is_empty() {
            self.one(&WORDS)
        } else {
            self.one(&PIECES[..40])
        };
        format!("{exact}{word}")
    }

    fn phrase(&mut self) -> String {
        let exact = self.one(&["", "", "="]);
        let (one, other) = (self.one(&WORDS), self.one(&WORDS));
        format!("{exact}\"{one} {other}\"")
    }

    /// What functions look for.
    fn run(&mut self) -> String {
        match self.below(6) {
            0 => format!("\"{}\"", self.one(&SYMBOLS)),
            1 => format!("\"{}{}\"", self.one(&WORDS), self.one(&SYMBOLS)),
            2 => self.part(),
            3 => self.phrase(),
            _ => self.word(),
        }
    }

    fn part(&mut self) -> String {
        let part = self.one(&[
            "fre", "song", "chan", "caf", "ss", "ee", "σ", "4", "私", "i", "CH", "ne",
        ]);
        let exact = self.one(&["", "", "="]);
        match self.below(3) {
            0 => format!("{exact}{part}*"),
            1 => format!("{exact}*{part}"),
            _ => format!("{exact}*{part}*"),
        }
    }

    fn sign(&mut self) -> &'static str {
        self.one(&["<", "<=", "=", "!=", ">=", ">"])
    }

    fn term(&mut self) -> String {
        match self.below(14) {
            0 => self.word(),
            1 => self.phrase(),
            2 => self.part(),
            3 => format!("\"{}\"", self.one(&SYMBOLS)),
            4 => format!("{}/{}/", self.one(&["", "", "="]), self.one(&PATTERNS)),
            5 => format!(
                "{}~{}",
                self.one(&["free", "chanel", "songs", "café", "strase", "kong", "fine"]),
                1 + self.below(2)
            ),
            6 => format!("near({}, {}, {})", self.run(), self.run(), 1 + self.below(4)),
            7 => format!("count({}){}{}", self.run(), self.sign(), self.below(4)),
            8 => format!("{}({})", self.one(&["starts", "ends"]), self.run()),
            9 => format!(
                "{}{}{}",
                self.one(&["words", "chars"]),
                self.sign(),
                self.below(12)
            ),
            10 => format!(
                "lang{}{}",
                self.one(&[":", "=", "!=", "<"]),
                self.one(&["en", "EN", "d*", "*n", "*o*", "\"phone note\"", "strasse", "it's"])
            ),
            11 => format!(
                "amount{}{}",
                self.one(&[":", "=", "!=", "<", "<=", ">", ">="]),
                self.one(&["100", "99.5", "1e2", "5", "0.5", "n/a", "1*", "2024-01-01", "-5"])
            ),
            12 => format!("missing({})", self.one(&["lang", "amount"])),
            _ => format!("count({})>=2", self.one(&["free", "\"!\"", "fr*", "=free", "私"])),
        }
    }

    fn tree(&mut self, depth: usize) -> String {
        if depth == 0 || self.below(3) == 0 {
            return self.term();
        }
        let between = self.one(&[" ", ", "]);
        let parts: Vec<String> = (0..2 + self.below(2))
            .map(|_| {
                let not = self.one(&["", "", "-"]);
                let part = self.tree(depth - 1);
                format!("{not}({part})")
            })
            .collect();
        parts.join(between)
    }
}

#[test]
#[ignore = "needs DuckDB: run by cargo xtask test"]
fn generated_texts_and_rules() {
    let mut maker = Maker { rng: Rng::new(7) };
    let mut data = "key,body,lang,amount\r\n".to_owned();
    for key in 0..1500 {
        let cells = [
            maker.text(),
            maker.one(&LANGS).to_owned(),
            maker.one(&AMOUNTS).to_owned(),
        ];
        data += &format!("k{key},{}\r\n", cells.map(|text| cell(&text)).join(","));
    }
    let names = Names::of_fields(["lang", "amount"]);
    let mut rules = Vec::new();
    let mut known = Vec::new();
    let mut add = |query: String| {
        if parse(&query, &names).is_ok() && !known.contains(&query) {
            rules.push(json!({ "name": query, "label": if rules.len() % 2 == 0 { "NO" } else { "YES" }, "query": query }));
            known.push(query);
        }
    };
    WORDS.iter().for_each(|word| add((*word).to_owned()));
    PATTERNS.iter().for_each(|pattern| add(format!("/{pattern}/")));
    for _ in 0..350 {
        add(maker.term());
    }
    for _ in 0..80 {
        add(maker.tree(2));
    }
    for query in [r"/\Bfree/", r"free, /a\B/"] {
        add(query.to_owned());
    }
    let votes = Case {
        name: "generated",
        data,
        rules: rule_file(&rules),
        columns: "--text body --id key --gold=",
    }
    .run();
    assert!(votes.cast() > 50_000, "{} votes say too little", votes.cast());
    votes.check(&[r"/\Bfree/", r"free, /a\B/"]);
}
