//! A program that ends with its whole process group, at the latest when it is dropped.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::{Problem, Result};

/// Chromium's driver, listening.
pub(crate) struct Driver {
    child: Child,
    pub(crate) port: u16,
}

/// The driver takes a port that is free by IPv4, and ends where the same one is taken by IPv6: it is then started again.
const STARTS: usize = 4;

impl Driver {
    /// Starts `LABELLOOM_DRIVER`, or chromedriver on PATH, on a free port.
    pub(crate) fn start() -> Result<Self> {
        let program = named("LABELLOOM_DRIVER", "chromedriver");
        let mut printed = Vec::new();
        for _ in 0..STARTS {
            if let Some(driver) = Self::try_once(&program, &mut printed)? {
                return Ok(driver);
            }
        }
        Err(Problem::new(format!(
            "{program} ended {STARTS} times without naming its port: is it a chromedriver? It said:\n{}",
            printed.join("\n")
        )))
    }

    /// Starts it once; none where it ended at once, with what it printed.
    fn try_once(program: &str, printed: &mut Vec<String>) -> Result<Option<Self>> {
        let mut command = Command::new(program);
        command
            .arg("--port=0")
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::null());
        #[cfg(unix)]
        std::os::unix::process::CommandExt::process_group(&mut command, 0);
        let mut child = command.spawn().map_err(|error| {
            Problem::new(format!(
                "cannot start {program}: {error}; `cargo xtask test` finds or installs it"
            ))
        })?;
        let lines = child
            .stdout
            .take()
            .map(|out| BufReader::new(out).lines().map_while(std::io::Result::ok));
        let mut lines = lines.ok_or_else(|| Problem::new("chromedriver has no output"))?;
        let port = lines.by_ref().find_map(|line| {
            let port = port_in(&line);
            printed.push(line);
            port
        });
        // Read on, or it would block once the pipe is full.
        std::thread::spawn(move || lines.for_each(drop));
        let driver = Self {
            child,
            port: port.unwrap_or(0),
        };
        Ok((driver.port != 0).then_some(driver))
    }
}

impl Drop for Driver {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The program a variable names, else the usual one.
pub(crate) fn named(variable: &str, usual: &str) -> String {
    std::env::var(variable).unwrap_or_else(|_| usual.to_owned())
}

/// `ChromeDriver was started successfully on port 45123.`
fn port_in(line: &str) -> Option<u16> {
    line.split_once("started successfully on port ")?
        .1
        .trim_end_matches('.')
        .parse()
        .ok()
}

/// SIGKILL to a process and its group at once, as a crash or a power cut would end them; returns when it is gone.
pub(crate) fn kill_group(process: u32) {
    let group = fields_of(process).and_then(|fields| fields.get(2)?.parse::<u32>().ok());
    // Never our own group: the test would end with the browser.
    let ours = fields_of(std::process::id()).and_then(|fields| fields.get(2)?.parse::<u32>().ok());
    let target = match group {
        Some(group) if Some(group) != ours => format!("-{group}"),
        _ => process.to_string(),
    };
    // The shell's own `kill`: the program of that name is not on every machine.
    let _ = Command::new("sh")
        .args(["-c", &format!("kill -KILL {target}")])
        .stderr(Stdio::null())
        .status();
    let patience = Instant::now() + Duration::from_secs(5);
    while is_running(process) && Instant::now() < patience {
        std::thread::sleep(Duration::from_millis(20));
    }
}

/// Resident bytes of the largest renderer in a browser's group: the one with the page and its worker. None where the
/// system has no /proc.
pub(crate) fn renderer_bytes(browser: u32) -> Option<u64> {
    let group = fields_of(browser)?.get(2)?.clone();
    let processes = std::fs::read_dir("/proc").ok()?.flatten();
    let renderers = processes
        .filter_map(|entry| entry.file_name().to_string_lossy().parse::<u32>().ok())
        .filter(|process| fields_of(*process).is_some_and(|fields| fields.get(2) == Some(&group)))
        .filter(|process| is_renderer(*process));
    renderers.filter_map(resident_bytes).max()
}

fn is_renderer(process: u32) -> bool {
    let line = std::fs::read(format!("/proc/{process}/cmdline")).unwrap_or_default();
    String::from_utf8_lossy(&line).contains("--type=renderer")
}

fn resident_bytes(process: u32) -> Option<u64> {
    let status = std::fs::read_to_string(format!("/proc/{process}/status")).ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.trim().trim_end_matches("kB").trim().parse::<u64>().ok()? * 1024)
}

fn is_running(process: u32) -> bool {
    fields_of(process).is_some_and(|fields| fields.first().is_some_and(|state| state != "Z"))
}

/// State, parent, group and so on of a process, where the system has /proc.
fn fields_of(process: u32) -> Option<Vec<String>> {
    let line = std::fs::read_to_string(format!("/proc/{process}/stat")).ok()?;
    // The name before them is in parentheses and may hold anything.
    Some(
        line.rsplit_once(')')?
            .1
            .split_whitespace()
            .map(str::to_owned)
            .collect(),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_port_is_read_from_the_driver_s_greeting() {
        assert_eq!(
            port_in("ChromeDriver was started successfully on port 45123."),
            Some(45123)
        );
        assert_eq!(port_in("Starting ChromeDriver 156.0"), None);
    }
}
