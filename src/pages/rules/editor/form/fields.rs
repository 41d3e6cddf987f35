//! The fields of a row, by the kind of its term: how a term is taken apart into them, and how they are written again.

use labelloom_engine::rules::TreeTerm;

/// A field of a row.
#[derive(Clone, Copy, Debug)]
pub(super) enum Input {
    /// Characters.
    Text {
        /// What it asks for.
        name: &'static str,
        /// To show how it is meant.
        example: &'static str,
    },
    /// A whole number.
    Number {
        /// What it asks for.
        name: &'static str,
    },
    /// One of some; the value and its words.
    Choice {
        /// What it asks for.
        name: &'static str,
        /// The first is where one begins.
        options: &'static [(&'static str, &'static str)],
    },
    /// One of the project's columns.
    Column,
    /// One of the project's word lists.
    List,
    /// In exactly this case, or not.
    Exact,
}

/// A kind's form.
#[derive(Debug)]
pub(super) struct TermForm {
    /// The kind's name.
    pub(super) kind: &'static str,
    /// Its fields, in order.
    pub(super) inputs: &'static [Input],
    /// A term in these fields.
    pub(super) read: fn(&TreeTerm) -> Vec<String>,
    /// The term of these fields; nothing while something is missing.
    pub(super) print: fn(&[String]) -> Option<String>,
}

impl TermForm {
    /// Fields as one begins them.
    pub(super) fn blank(&self) -> Vec<String> {
        let value = |input: &Input| match input {
            Input::Choice { options, .. } => options.first().map_or("", |(value, _)| value),
            _ => "",
        };
        self.inputs.iter().map(|input| value(input).to_owned()).collect()
    }
}

const COMPARED: &[(&str, &str)] = &[
    (">=", "at least"),
    ("<=", "at most"),
    ("=", "exactly"),
    ("!=", "not"),
    (">", "more than"),
    ("<", "fewer than"),
];

/// Signs of comparisons, the longer ones first.
const SIGNS: [&str; 7] = ["<=", ">=", "!=", ":", "=", "<", ">"];

/// What `exact` holds where it is asked for.
pub(super) const YES: &str = "yes";

/// Every kind's form.
static FORMS: &[TermForm] = &[
    TermForm {
        kind: "words",
        inputs: &[
            Input::Text {
                name: "Word or phrase",
                example: "my channel",
            },
            Input::Exact,
        ],
        read: |term| vec![term.text.clone(), exact(term)],
        print: |values| Some(format!("{}{}", sign_of(values, 1), word(at(values, 0))?)),
    },
    TermForm {
        kind: "affix",
        inputs: &[
            Input::Choice {
                name: "Where in the word",
                options: &[
                    ("begins", "begins with"),
                    ("ends", "ends with"),
                    ("holds", "holds"),
                ],
            },
            Input::Text {
                name: "Letters",
                example: "subscrib",
            },
            Input::Exact,
        ],
        read: |term| {
            let place = match (term.text.starts_with('*'), term.text.ends_with('*')) {
                (true, true) => "holds",
                (true, false) => "ends",
                _ => "begins",
            };
            vec![
                place.to_owned(),
                term.text.trim_matches('*').to_owned(),
                exact(term),
            ]
        },
        print: |values| {
            let letters = filled(values, 1)?;
            let sign = sign_of(values, 2);
            Some(match at(values, 0) {
                "ends" => format!("{sign}*{letters}"),
                "holds" => format!("{sign}*{letters}*"),
                _ => format!("{sign}{letters}*"),
            })
        },
    },
    TermForm {
        kind: "fuzzy",
        inputs: &[
            Input::Text {
                name: "Word",
                example: "channel",
            },
            Input::Choice {
                name: "Letters away",
                options: &[("1", "one letter away"), ("2", "two letters away")],
            },
        ],
        read: |term| {
            let (word, distance) = term.text.rsplit_once('~').unwrap_or((&term.text, "1"));
            vec![word.to_owned(), distance.to_owned()]
        },
        print: |values| Some(format!("{}~{}", filled(values, 0)?, at(values, 1))),
    },
    TermForm {
        kind: "regex",
        inputs: &[
            Input::Text {
                name: "Regular expression",
                example: "https?:\\S+",
            },
            Input::Exact,
        ],
        read: |term| vec![term.text.clone(), exact(term)],
        print: |values| {
            let pattern = at(values, 0);
            let sign = sign_of(values, 1);
            (!pattern.is_empty()).then(|| format!("{sign}/{}/", pattern.replace('/', "\\/")))
        },
    },
    TermForm {
        kind: "length",
        inputs: &[
            Input::Choice {
                name: "What is counted",
                options: &[("words", "words"), ("chars", "characters")],
            },
            Input::Choice {
                name: "Compared",
                options: COMPARED,
            },
            Input::Number { name: "Number" },
        ],
        read: |term| {
            let (measure, sign, number) = compared(&term.text);
            vec![measure, sign, number]
        },
        print: |values| {
            Some(format!(
                "{}{}{}",
                at(values, 0),
                at(values, 1),
                number(values, 2)?
            ))
        },
    },
    TermForm {
        kind: "count",
        inputs: &[
            Input::Text {
                name: "Word, phrase or symbol",
                example: "\"!\"",
            },
            Input::Choice {
                name: "Compared",
                options: COMPARED,
            },
            Input::Number { name: "Times" },
        ],
        read: |term| {
            let (_, sign, number) = compared(&term.tail);
            vec![arg(term, 0), sign, number]
        },
        print: |values| {
            Some(format!(
                "count({}){}{}",
                run(at(values, 0))?,
                at(values, 1),
                number(values, 2)?
            ))
        },
    },
    TermForm {
        kind: "near",
        inputs: &[
            Input::Text {
                name: "Word or phrase",
                example: "refund",
            },
            Input::Text {
                name: "Other word or phrase",
                example: "charge",
            },
            Input::Number {
                name: "Words between, at most",
            },
        ],
        read: |term| vec![arg(term, 0), arg(term, 1), arg(term, 2)],
        print: |values| {
            Some(format!(
                "near({}, {}, {})",
                run(at(values, 0))?,
                run(at(values, 1))?,
                number(values, 2)?
            ))
        },
    },
    TermForm {
        kind: "edges",
        inputs: &[
            Input::Choice {
                name: "Where in the text",
                options: &[("starts", "starts with"), ("ends", "ends with")],
            },
            Input::Text {
                name: "Word, phrase or symbol",
                example: "re:",
            },
        ],
        read: |term| vec![term.text.clone(), arg(term, 0)],
        print: |values| Some(format!("{}({})", at(values, 0), run(at(values, 1))?)),
    },
    TermForm {
        kind: "field",
        inputs: &[
            Input::Column,
            Input::Choice {
                name: "Compared",
                options: &[
                    (":", "is"),
                    ("=", "is exactly"),
                    ("!=", "is not"),
                    (">=", "is at least"),
                    ("<=", "is at most"),
                    (">", "is above"),
                    ("<", "is below"),
                    ("missing", "is empty"),
                ],
            },
            Input::Text {
                name: "Value",
                example: "en",
            },
        ],
        read: |term| {
            if term.text == "missing" && !term.args.is_empty() {
                let column = arg(term, 0).trim_matches('"').to_owned();
                return vec![column, "missing".to_owned(), String::new()];
            }
            let (column, sign, value) = compared(&term.text);
            vec![column, sign, value.trim_matches('"').to_owned()]
        },
        print: |values| {
            let column = filled(values, 0)?;
            if at(values, 1) == "missing" {
                return Some(format!("missing({})", run(column)?));
            }
            let value = at(values, 2).trim();
            let needs_quotes = value.contains(|c: char| c.is_whitespace() || ",()".contains(c));
            let quote = if needs_quotes { "\"" } else { "" };
            (!value.is_empty()).then(|| {
                format!(
                    "{}{}{quote}{value}{quote}",
                    column.replace(' ', "_"),
                    at(values, 1)
                )
            })
        },
    },
    TermForm {
        kind: "list",
        inputs: &[Input::List, Input::Exact],
        read: |term| vec![term.text.clone(), exact(term)],
        print: |values| Some(format!("{}@{}", sign_of(values, 1), filled(values, 0)?)),
    },
    TermForm {
        kind: "like",
        inputs: &[
            Input::Text {
                name: "Id of a record",
                example: "a17",
            },
            Input::Text {
                name: "How alike at least, from 0 to 1",
                example: "0.6",
            },
        ],
        read: |term| vec![arg(term, 0), arg(term, 1)],
        print: |values| Some(format!("like({}, {})", run(at(values, 0))?, filled(values, 1)?)),
    },
    TermForm {
        kind: "symbols",
        inputs: &[Input::Text {
            name: "Symbols",
            example: "€",
        }],
        read: |term| vec![term.text.clone()],
        print: |values| Some(quoted(filled(values, 0)?)),
    },
];

/// A kind without a form of its own is edited as it is written.
static OTHER: TermForm = TermForm {
    kind: "",
    inputs: &[Input::Text {
        name: "As it is written",
        example: "free",
    }],
    read: |term| vec![term.print.clone()],
    print: |values| filled(values, 0).map(str::to_owned),
};

/// The form of a kind.
pub(super) fn of(kind: &str) -> &'static TermForm {
    FORMS.iter().find(|form| form.kind == kind).unwrap_or(&OTHER)
}

/// Whether a kind has a form of its own.
pub(super) fn is_known(kind: &str) -> bool {
    FORMS.iter().any(|form| form.kind == kind)
}

fn at(values: &[String], place: usize) -> &str {
    values.get(place).map_or("", String::as_str)
}

/// A value that says something, without space around it.
fn filled(values: &[String], place: usize) -> Option<&str> {
    Some(at(values, place).trim()).filter(|value| !value.is_empty())
}

fn number(values: &[String], place: usize) -> Option<u32> {
    at(values, place).trim().parse().ok()
}

fn arg(term: &TreeTerm, place: usize) -> String {
    term.args.get(place).cloned().unwrap_or_default()
}

fn exact(term: &TreeTerm) -> String {
    if term.exact { YES.to_owned() } else { String::new() }
}

/// `=` where exact case is asked for.
fn sign_of(values: &[String], place: usize) -> &'static str {
    if at(values, place) == YES { "=" } else { "" }
}

/// What stands before a sign, the sign, and what stands behind it.
fn compared(text: &str) -> (String, String, String) {
    let Some(place) = text.find(['<', '>', '=', '!', ':']) else {
        return (text.to_owned(), String::new(), String::new());
    };
    let (before, rest) = text.split_at(place);
    let sign = SIGNS
        .into_iter()
        .find(|sign| rest.starts_with(sign))
        .unwrap_or_default();
    (before.to_owned(), sign.to_owned(), rest[sign.len()..].to_owned())
}

/// A word as it is; anything else in quotes.
fn word(text: &str) -> Option<String> {
    let text = text.trim();
    let is_plain = text.chars().all(|c| c.is_alphanumeric() || c == '_');
    let is_operator = matches!(text, "AND" | "OR" | "NOT");
    match (text.is_empty(), is_plain && !is_operator) {
        (true, _) => None,
        (false, true) => Some(text.to_owned()),
        (false, false) => Some(quoted(text)),
    }
}

/// A part of a function as it is written, in quotes where it needs them.
fn run(text: &str) -> Option<String> {
    let text = text.trim();
    let is_written = text.starts_with('"') || text.starts_with("=\"");
    let needs_quotes = text.contains(|c: char| c.is_whitespace() || ",()\"".contains(c));
    match (text.is_empty(), needs_quotes && !is_written) {
        (true, _) => None,
        (false, true) => Some(quoted(text)),
        (false, false) => Some(text.to_owned()),
    }
}

fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}
