//! Runs the program on small files of its own.

use std::path::PathBuf;
use std::process::Command;

/// What a run came to.
pub(crate) struct Run {
    /// Exit status.
    pub(crate) status: i32,
    /// Standard output.
    pub(crate) out: String,
    /// Standard error.
    pub(crate) err: String,
}

/// A directory of one test's own.
pub(crate) struct Files {
    directory: PathBuf,
}

impl Files {
    /// A directory of that name with the sample data and rules.
    pub(crate) fn new(test: &str) -> Self {
        let directory = PathBuf::from(env!("CARGO_TARGET_TMPDIR")).join(test);
        std::fs::create_dir_all(&directory).unwrap();
        let files = Self { directory };
        files.write("data.csv", DATA);
        files.write("rules.json", RULES);
        files
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        std::fs::write(self.directory.join(name), text).unwrap();
    }

    /// Writes bytes, in folders that are made.
    pub(crate) fn write_bytes(&self, name: &str, bytes: &[u8]) {
        let path = self.directory.join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, bytes).unwrap();
    }

    pub(crate) fn read(&self, name: &str) -> Vec<u8> {
        std::fs::read(self.directory.join(name)).unwrap()
    }

    /// Runs `labelloom` in the directory, the arguments split at spaces.
    pub(crate) fn run(&self, arguments: &str) -> Run {
        let output = Command::new(env!("CARGO_BIN_EXE_labelloom"))
            .args(arguments.split(' '))
            .current_dir(&self.directory)
            .output()
            .unwrap();
        Run {
            status: output.status.code().unwrap(),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
        }
    }
}

/// Five records: a repeated id, gold of which one value is no label.
pub(crate) const DATA: &str = "id,text,label,lang\n\
    a,check out my channel,SPAM,en\n\
    b,I love this song,HAM,en\n\
    c,love my channel,SPAM,en\n\
    d,\"so, good\",HAM,de\n\
    d,free money,spam?,en\n";

/// Two rules that vote and one that is off.
pub(crate) const RULES: &str = r#"{"version":1,"labels":["HAM","SPAM"],"rules":[
{"name":"my, channel","label":"SPAM","query":"channel"},
{"name":"love","label":"HAM","query":"love"},
{"name":"money","label":"SPAM","query":"money","enabled":false}
]}
"#;
