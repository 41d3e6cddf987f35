//! Exports: from the page as downloads, from the command line as files, and the two compared byte for byte.

use std::path::{Path, PathBuf};
use std::process::Command;
use std::sync::OnceLock;

use serde_json::json;

use crate::{Page, Problem, Result};

impl Page {
    /// Chooses a format on the Export page and downloads it.
    pub async fn export(&self, format: &str) -> Result<PathBuf> {
        self.follow("nav-export").await?;
        self.by_test_id("export-format").await?;
        let choose = "const radio = document.querySelector(`input[name=format][value=${arguments[0]}]`);
            radio.click(); return radio.checked";
        let is_chosen = self.script(choose, vec![json!(format)]).await?;
        if is_chosen != json!(true) {
            return Err(Problem::new(format!("the format `{format}` can't be chosen")));
        }
        let name = self.export_name(format).await?;
        self.click("export-download").await?;
        self.wait_for_download(&name).await
    }

    /// The name of the file that the page would write, once it is that of the format.
    async fn export_name(&self, format: &str) -> Result<String> {
        let ending = match format {
            "rules" => ".rules.json",
            "project" => ".labelloom.json",
            "csv-spreadsheet" => ".spreadsheet.csv",
            _ => &format!(".{format}"),
        };
        let mut name = String::new();
        self.until(&format!("a file name for `{format}` is shown"), async || {
            name = self.text("export-file").await?;
            Ok(name.ends_with(ending) && (format != "json" || name.matches(".").count() == 1))
        })
        .await?;
        Ok(name)
    }

    /// Exports a format from the page and compares it with what the command line makes of the data file and of the
    /// rule file that the page gave. `columns` are the command's words for the columns read.
    pub async fn check_export(&self, format: &str, data: &Path, columns: &[&str], rules: &Path) -> Result {
        let from_page = std::fs::read(self.export(format).await?)?;
        let words = ["--model", "gold-weighted", "--format", format];
        let mut command = Command::new(command_line()?);
        command.arg("export").arg(data).args(columns);
        command.arg("--rules").arg(rules).args(words);
        let output = command.output()?;
        if !output.status.success() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(Problem::new(said).while_doing("labelloom export"));
        }
        if from_page == output.stdout {
            return Ok(());
        }
        Err(difference(format, &from_page, &output.stdout))
    }
}

/// Where two exports part.
fn difference(format: &str, page: &[u8], command: &[u8]) -> Problem {
    let at = page.iter().zip(command).take_while(|(a, b)| a == b).count();
    let around = |bytes: &[u8]| {
        let (start, end) = (at.saturating_sub(80).min(bytes.len()), (at + 80).min(bytes.len()));
        String::from_utf8_lossy(&bytes[start..end]).into_owned()
    };
    Problem::new(format!(
        "{format}: page and command line part at byte {at} of {} and {}\n  page:    …{}…\n  command: …{}…",
        page.len(),
        command.len(),
        around(page),
        around(command)
    ))
}

/// The command line's program, built from the same tree; once a test program.
fn command_line() -> Result<&'static Path> {
    static BUILT: OnceLock<std::result::Result<PathBuf, String>> = OnceLock::new();
    let built = BUILT.get_or_init(|| build().map_err(|problem| problem.to_string()));
    built.as_deref().map_err(Problem::new)
}

fn build() -> Result<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let cargo = std::env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned());
    let status = Command::new(cargo)
        .args(["build", "--quiet", "-p", "labelloom-cli"])
        .current_dir(&root)
        .status()?;
    if !status.success() {
        return Err(Problem::new(
            "the command line can't be built: its own message stands above",
        ));
    }
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| root.join("target"), PathBuf::from);
    let program = format!("debug/labelloom{}", std::env::consts::EXE_SUFFIX);
    Ok(target.join(program))
}
