//! Here is a command line: what is done, and with which exit code does it end?
//!
//! [`run`] is all of it. `args.rs` is what was typed, `config.rs` what is meant once environment, file and
//! defaults have had their say; each command is a file of its own, and `status.rs` is the smallest.
//! Nothing here prints: everything goes to the [`Console`] that `main.rs` passes in.

mod analyze;
mod args;
mod config;
mod console;
mod environment;
mod eval;
mod extract;
mod fail;
mod file;
mod index;
mod pages;
mod progress;
mod prove;
mod query;
mod reading;
mod show;
mod status;

use std::ffi::OsString;

use anyhow::Result;
use clap::Parser;

pub use console::Console;
pub use environment::Environment;

use crate::corpus::worker;
use args::{Args, Command};
use config::Config;

/// The command did what was asked and found something.
const SUCCESS: u8 = 0;
/// There is nothing that answers.
const NOTHING: u8 = 1;
/// The command could not do what was asked.
const FAILURE: u8 = 2;

/// Runs the program with its arguments, the first of which is its name, and returns the exit code.
///
/// Whatever goes wrong is written to the error stream, or as JSON to the output where `--json` asks for it.
/// That nobody reads the output any more is success.
pub fn run(
    args: impl IntoIterator<Item = OsString>,
    environment: &Environment,
    console: &mut Console<'_>,
) -> u8 {
    let args: Vec<OsString> = args.into_iter().collect();
    let done = start(&args, environment, console).and_then(|code| {
        console.out.flush()?;
        Ok(code)
    });
    done.unwrap_or_else(|error| fail::report(&error, &args, environment, console))
}

fn start(args: &[OsString], environment: &Environment, console: &mut Console<'_>) -> Result<u8> {
    // `help` would wrap the page and add a usage line.
    if let [_, help, topic] = args
        && help == "help"
        && topic == "syntax"
    {
        return pages::syntax(console);
    }
    let args = Args::try_parse_from(args)?;
    match &args.command {
        Command::Worker => {
            worker::serve(&mut *console.input, &mut *console.out)?;
            return Ok(SUCCESS);
        }
        Command::Syntax => return pages::syntax(console),
        Command::Schema => return pages::schema(console),
        Command::Man(man) => return pages::man(man, console),
        Command::Completions(completions) => return pages::completions(completions, console),
        _ => {}
    }
    let config = Config::resolve(&args, environment)?;
    match &args.command {
        Command::Index(args) => index::run(args, &config, console),
        Command::Query(args) => query::run(args, &config, console),
        Command::Show(args) => show::run(args, &config, console),
        Command::Extract(args) => extract::run(args, &config, console),
        Command::Eval(args) => eval::run(args, &config, console),
        Command::Analyze(args) => analyze::run(args, &config, console),
        Command::Prove(args) => prove::run(args, &config, console),
        Command::Status => status::run(&config, console),
        Command::Worker | Command::Syntax | Command::Schema | Command::Man(_) | Command::Completions(_) => {
            Ok(SUCCESS)
        }
    }
}

#[cfg(test)]
mod tests;
