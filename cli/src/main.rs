//! `labelloom`, the engine on files: for batches, checks and scripts. The same records, rules and options give the same
//! bytes as the page's downloads, since both go through the same session.
//!
//! Output goes to `-o FILE` or standard output, messages to standard error. Exit status: 0, 1 for bad input (the message
//! says where), 2 for bad usage.

mod apply;
mod augment;
mod check;
mod columns;
mod crc32;
mod data;
mod export;
mod failure;
mod graph;
mod label;
mod npy;
mod npz;
mod output;
mod parquet;
mod pictures;
mod propagate;
mod rules;
mod shares;
mod summary;
mod table;
mod unzip;
mod votes;

use std::process::ExitCode;

use clap::{Parser, Subcommand};

/// Labels for text from keyword rules: summaries, votes and exports of files.
#[derive(Parser)]
#[command(name = "labelloom", version, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    Summary(summary::Summary),
    Apply(apply::Apply),
    Label(label::Label),
    Graph(graph::Graph),
    Propagate(propagate::Propagate),
    Augment(augment::Augment),
    Export(export::Export),
    #[command(subcommand)]
    Rules(RulesCommand),
}

/// Work on rule files.
#[derive(Subcommand)]
enum RulesCommand {
    Check(check::Check),
}

fn main() -> ExitCode {
    let result = match Arguments::parse().command {
        Command::Summary(command) => command.run(),
        Command::Apply(command) => command.run(),
        Command::Label(command) => command.run(),
        Command::Graph(command) => command.run(),
        Command::Propagate(command) => command.run(),
        Command::Augment(command) => command.run(),
        Command::Export(command) => command.run(),
        Command::Rules(RulesCommand::Check(command)) => command.run(),
    };
    match result {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            eprintln!("labelloom: {failure}");
            failure.exit_code()
        }
    }
}
