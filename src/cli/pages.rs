//! Commands that print a page and need no index: the query language, the manual, completions, the schema.

use anyhow::Result;
use clap::CommandFactory;

use super::SUCCESS;
use super::args::{Args, CompletionsArgs, ManArgs};
use super::console::Console;
use crate::error::{Error, ErrorKind};
use crate::{query, render};

const PROGRAM: &str = "cgtsearch";

/// `cgtsearch syntax` and `cgtsearch help syntax`.
pub(super) fn syntax(console: &mut Console<'_>) -> Result<u8> {
    print(query::SYNTAX.as_bytes(), console)
}

/// `cgtsearch schema`.
pub(super) fn schema(console: &mut Console<'_>) -> Result<u8> {
    print(render::json::schema().as_bytes(), console)
}

/// `cgtsearch completions`.
pub(super) fn completions(args: &CompletionsArgs, console: &mut Console<'_>) -> Result<u8> {
    // Through memory, because the generator panics where a write fails.
    let mut page = Vec::new();
    clap_complete::generate(args.shell, &mut Args::command(), PROGRAM, &mut page);
    print(&page, console)
}

/// `cgtsearch man`.
pub(super) fn man(args: &ManArgs, console: &mut Console<'_>) -> Result<u8> {
    let mut program = Args::command();
    program.build();
    let command = match &args.command {
        None => program,
        Some(name) => program.find_subcommand(name).cloned().ok_or_else(|| {
            Error::new(ErrorKind::NotFound, format!("there is no command {name}"))
                .with_hint("`cgtsearch --help` lists the commands")
        })?,
    };
    let mut page = Vec::new();
    clap_mangen::Man::new(command).render(&mut page)?;
    print(&page, console)
}

fn print(page: &[u8], console: &mut Console<'_>) -> Result<u8> {
    console.out.write_all(page)?;
    Ok(SUCCESS)
}
