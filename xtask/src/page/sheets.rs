//! Every style sheet is linked from index.html, one link a file: a forgotten link is a page without its look. What is
//! published is one sheet, the files one after another: a request instead of two dozen, and small files pack badly.

use super::short_hash;
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

/// How Trunk links a sheet of the build.
const BUILT: &str = "<link rel=\"stylesheet\" href=\"./";

/// Joins the sheets that a built page links, in their order, and returns the page with the one link.
pub(super) fn join(page: &str) -> Outcome<String> {
    let (rest, names) = without_links(page);
    let mut sheet = String::new();
    for name in &names {
        sheet += &project::read(project::dist().join(name))?;
    }
    let joined = format!("style-{}.css", short_hash(sheet.as_bytes()));
    project::write(project::dist().join(&joined), sheet)?;
    for name in &names {
        std::fs::remove_file(project::dist().join(name)).map_err(|error| {
            Failure::new(
                format!("cannot remove dist/{name}: {error}"),
                "run the build again",
            )
        })?;
    }
    Ok(rest.replacen("</head>", &format!("{BUILT}{joined}\"></head>"), 1))
}

/// A built page without its links to sheets, and the names of these.
fn without_links(page: &str) -> (String, Vec<String>) {
    let mut parts = page.split(BUILT);
    let mut rest = parts.next().unwrap_or_default().to_owned();
    let mut names = Vec::new();
    for part in parts {
        let (link, after) = part.split_once('>').unwrap_or((part, ""));
        names.extend(link.split('"').next().map(str::to_owned));
        rest.truncate(rest.trim_end().len());
        rest += after;
    }
    (rest, names)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn built_links_are_taken_out_in_their_order() {
        let page = "<head>\n  <link rel=\"stylesheet\" href=\"./a-1.css\" integrity=\"x\"/>\n  \
                    <link rel=\"stylesheet\" href=\"./b-2.css\"/>\n<title>t</title></head>";
        let (rest, names) = without_links(page);
        assert_eq!(names, ["a-1.css", "b-2.css"]);
        assert_eq!(rest, "<head>\n<title>t</title></head>");
    }

    #[test]
    fn the_links_of_a_page_are_read_back() {
        let page = format!("{}\n{}", link("tokens.css"), link("rules.css"));
        assert_eq!(linked(&page).collect::<Vec<_>>(), ["tokens.css", "rules.css"]);
    }
}
