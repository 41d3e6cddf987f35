//! Names of columns, which databases compare in any case.

/// Names that are taken.
#[derive(Debug, Default)]
pub(super) struct Names {
    taken: Vec<String>,
}

impl Names {
    /// The name, or the first one made of it that is free.
    pub(super) fn free(&mut self, name: &str) -> String {
        let mut free = name.to_owned();
        let mut number = 2;
        while self.taken.contains(&free.to_lowercase()) {
            free = format!("{name} ({number})");
            number += 1;
        }
        self.taken.push(free.to_lowercase());
        free
    }
}

/// A name on one line, for a comment.
pub(super) fn on_one_line(text: &str) -> String {
    text.split(char::is_control).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_differ_in_any_case() {
        let mut names = Names::default();
        let free: Vec<String> = ["id", "Free", "free", "FREE", "free (2)"]
            .map(|name| names.free(name))
            .into();
        assert_eq!(free, ["id", "Free", "free (2)", "FREE (3)", "free (2) (2)"]);
        assert_eq!(on_one_line("a\nb\r\nc"), "a b  c");
    }
}
