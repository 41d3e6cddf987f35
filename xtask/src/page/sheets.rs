//! Every style sheet is linked from index.html, one link a file: a forgotten link is a page without its look.

use crate::failure::{Failure, Outcome};
use crate::project;

/// Stops where a file in `style/` has no link, or a link no file.
pub(crate) fn check() -> Outcome {
    let page = project::read("index.html")?;
    let files = sheets()?;
    let unlinked: Vec<String> = files
        .iter()
        .filter(|&name| !page.contains(&link(name)))
        .map(|name| link(name))
        .collect();
    if !unlinked.is_empty() {
        return Err(Failure::new(
            format!(
                "index.html does not link every file in style/; missing:\n  {}",
                unlinked.join("\n  ")
            ),
            "add these lines to its head, tokens.css and base.css first",
        ));
    }
    match linked(&page).find(|name| !files.iter().any(|file| file == name)) {
        Some(name) => Err(Failure::new(
            format!("index.html links style/{name}, which is not there"),
            "remove its line",
        )),
        None => Ok(()),
    }
}

fn link(name: &str) -> String {
    format!("<link data-trunk rel=\"css\" href=\"style/{name}\">")
}

fn linked(page: &str) -> impl Iterator<Item = &str> {
    page.split("href=\"style/")
        .skip(1)
        .filter_map(|rest| rest.split('"').next())
}

/// The names of the files in `style/`, sorted; none where the folder is not there yet.
fn sheets() -> Outcome<Vec<String>> {
    let Ok(folder) = std::fs::read_dir(project::root().join("style")) else {
        return Ok(Vec::new());
    };
    let names = folder.filter_map(|file| file.ok()?.file_name().into_string().ok());
    let mut names: Vec<String> = names.filter(|name| name.ends_with(".css")).collect();
    names.sort();
    Ok(names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_links_of_a_page_are_read_back() {
        let page = format!("{}\n{}", link("tokens.css"), link("rules.css"));
        assert_eq!(linked(&page).collect::<Vec<_>>(), ["tokens.css", "rules.css"]);
    }
}
