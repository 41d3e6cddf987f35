//! What the files of a folder are, by their names: images or not, hidden or not, and what their folders call them.

/// Endings of images that the browser decodes and the engine's header knows.
const IMAGES: [&str; 5] = ["png", "jpg", "jpeg", "webp", "gif"];

/// Files that systems leave in folders, besides those that begin with a point.
const LEFT: [&str; 3] = ["thumbs.db", "desktop.ini", "icon\r"];

/// What a file is by its name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// Hidden, or put there by the system: passed over.
    Hidden,
    /// It ends as images do.
    Image,
    /// Anything else.
    Other,
}

/// What a file is by its path.
pub(super) fn kind(path: &str) -> Kind {
    let mut folders = path.split('/');
    let name = folders.next_back().unwrap_or_default().to_lowercase();
    let is_hidden = |part: &str| part.starts_with('.') || part == "__MACOSX";
    if is_hidden(&name) || LEFT.contains(&name.as_str()) || folders.any(is_hidden) {
        return Kind::Hidden;
    }
    let ending = name.rsplit_once('.').map(|(_, ending)| ending);
    if ending.is_some_and(|ending| IMAGES.contains(&ending)) {
        Kind::Image
    } else {
        Kind::Other
    }
}

/// The folder that all paths lie in, where there is one: it names the project, and no record.
pub(super) fn root<'a>(mut paths: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let (root, _) = paths.next()?.split_once('/')?;
    paths
        .all(|path| path.strip_prefix(root).is_some_and(|rest| rest.starts_with('/')))
        .then_some(root)
}

/// What the folder says that an image is: the last one's name; nothing where it lies in none.
pub(super) fn label(path: &str) -> &str {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    folder.rsplit('/').next().unwrap_or_default()
}

/// Names of folders with how many images they hold, in the order of their names; none where fewer than two say something.
pub(super) fn labels<'a>(paths: impl Iterator<Item = &'a str>) -> Vec<(String, u32)> {
    let mut counted = std::collections::BTreeMap::<&str, u32>::new();
    for name in paths.map(label).filter(|name| !name.is_empty()) {
        *counted.entry(name).or_default() += 1;
    }
    if counted.len() < 2 {
        return Vec::new();
    }
    counted
        .into_iter()
        .map(|(name, count)| (name.to_owned(), count))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hidden_files_are_told_from_images_and_others() {
        let said = [
            "a/b.PNG",
            "b.jpeg",
            "c.gif",
            "a/.DS_Store",
            "Thumbs.db",
            ".git/x.png",
            "a/__MACOSX/b.png",
            "notes.txt",
            "png",
        ]
        .map(kind);
        use Kind::{Hidden, Image, Other};
        assert_eq!(
            said,
            [Image, Image, Image, Hidden, Hidden, Hidden, Hidden, Other, Other]
        );
    }

    #[test]
    fn folders_give_labels_where_there_are_two() {
        let counted = |paths: &[&str]| labels(paths.iter().copied());
        assert_eq!(
            counted(&["cat/1.png", "dog/1.png", "x/cat/2.png", "3.png"]),
            [("cat".to_owned(), 2), ("dog".to_owned(), 1)]
        );
        assert_eq!(counted(&["cat/1.png", "cat/2.png"]), []);
        assert_eq!(counted(&["1.png"]), []);
    }

    #[test]
    fn the_one_folder_around_all_is_the_root() {
        assert_eq!(root(["a/1.png", "a/b/2.png"].into_iter()), Some("a"));
        assert_eq!(root(["a/1.png", "ab/2.png"].into_iter()), None);
        assert_eq!(root(["1.png", "a/2.png"].into_iter()), None);
        assert_eq!(root([].into_iter()), None);
    }
}
