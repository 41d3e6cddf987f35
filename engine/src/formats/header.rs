//! Whether a table's first row names the columns.

use super::mapping::is_known_name;

/// What the first row is taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct HeaderGuess {
    pub(crate) header: bool,
    /// Whether that is because it holds a name that columns usually have.
    pub(crate) named: bool,
}

/// Longer than this, or of more words, is no name.
const NAME_CHARS: usize = 64;
const NAME_WORDS: usize = 5;

/// Decides by names that are known, then by values that a name cannot be, then by contrast with the column below.
pub(crate) fn guess(rows: &[Vec<String>]) -> HeaderGuess {
    let none = HeaderGuess {
        header: false,
        named: false,
    };
    let Some((first, data)) = rows.split_first() else {
        return none;
    };
    if !first.iter().all(|cell| could_be_name(cell)) {
        return none;
    }
    if first.iter().any(|cell| is_known_name(cell)) {
        return HeaderGuess {
            header: true,
            named: true,
        };
    }
    let columns = || (0..first.len()).map(|column| Contrast::of(&first[column], column, data));
    let header = !data.is_empty()
        && columns().all(|contrast| contrast != Contrast::SameAsData)
        && columns().any(|contrast| contrast == Contrast::Differs);
    HeaderGuess { header, named: false }
}

fn could_be_name(cell: &str) -> bool {
    !is_number(cell)
        && !cell.contains(['\n', '\r'])
        && cell.chars().count() <= NAME_CHARS
        && cell.split_whitespace().count() <= NAME_WORDS
}

/// How the first cell of a column compares with those below it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Contrast {
    /// It is one of the values below.
    SameAsData,
    /// The values below are numbers, dates or much longer texts; it is not.
    Differs,
    Unclear,
}

impl Contrast {
    fn of(first: &str, column: usize, data: &[Vec<String>]) -> Self {
        let cells: Vec<&str> = data
            .iter()
            .filter_map(|row| row.get(column))
            .map(String::as_str)
            .collect();
        let filled = cells.iter().filter(|cell| !cell.is_empty()).count();
        if first.is_empty() || filled == 0 {
            return Self::Unclear;
        }
        if cells.contains(&first) {
            return Self::SameAsData;
        }
        let typed = cells
            .iter()
            .filter(|cell| is_number(cell) || is_date(cell))
            .count();
        let mean = cells.iter().map(|cell| cell.chars().count()).sum::<usize>() / filled;
        let plain_name = first
            .chars()
            .all(|c| c.is_alphanumeric() || matches!(c, '_' | '-' | ' ' | '.'));
        let long =
            plain_name && first.split_whitespace().count() <= 2 && mean >= 3 * first.chars().count().max(4);
        if (typed * 10 >= filled * 9 && !is_date(first)) || long {
            Self::Differs
        } else {
            Self::Unclear
        }
    }
}

/// Whether the text is written as a number.
pub(crate) fn is_number(text: &str) -> bool {
    let number = text.trim();
    number.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+' | '.'))
        && number.parse::<f64>().is_ok()
}

/// Whether the text begins like a date: `2013-11-07`, `7/11/2013`, `07.11.13`.
pub(crate) fn is_date(text: &str) -> bool {
    let end = text.find(['T', ' ']).unwrap_or(text.len());
    let mut parts = 0;
    let numeric = text[..end].split(['-', '/', '.']).all(|part| {
        parts += 1;
        (1..=4).contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    });
    numeric && parts == 3
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_told_from_data() {
        let cases: [(&str, bool); 9] = [
            ("text,label\nhello,1\nbye,0", true),
            (
                "ham,Ok lar joking with you\nham,Nah I do not think\nspam,Win a prize now",
                false,
            ),
            ("remark,stars\nvery nice,5\nnot so nice,1", true),
            ("1,2,3\n4,5,6", false),
            ("hello,world", false),
            ("text,label", true),
            (
                "q,w\nA text that is rather long for a cell,x\nAnother text as long as that,y",
                true,
            ),
            ("when,what\n2013-11-07T06:20:48,x\n2014-01-02,y", true),
            (
                "Go until jurong point crazy available only,ham\nThis is the label of it,spam",
                false,
            ),
        ];
        for (table, header) in cases {
            let rows: Vec<Vec<String>> = table
                .lines()
                .map(|line| line.split(',').map(String::from).collect())
                .collect();
            assert_eq!(guess(&rows).header, header, "{table}");
        }
    }
}
