//! The program: gives the command line its streams and ends with its exit code.

use std::io::{self, BufWriter, IsTerminal};
use std::process::ExitCode;

use anstream::AutoStream;
use cgtsearch::cli::{Console, Environment, run};
use indicatif::ProgressDrawTarget;
use supports_hyperlinks::Stream;

fn main() -> ExitCode {
    let terminal = io::stdout().is_terminal();
    // Escape codes go through as they are: whether there are any is decided by flag, environment and terminal.
    let mut console = Console {
        input: &mut io::stdin(),
        out: &mut BufWriter::new(AutoStream::always(io::stdout())),
        err: &mut AutoStream::always(io::stderr()),
        terminal,
        columns: terminal_size::terminal_size().filter(|_| terminal).map(|(width, _)| width.0.into()),
        links: terminal && supports_hyperlinks::on(Stream::Stdout),
        bars: io::stderr().is_terminal().then_some(ProgressDrawTarget::stderr),
    };
    let environment = Environment::read(|name| std::env::var_os(name));
    let environment = Environment { program: std::env::current_exe().ok(), ..environment };
    ExitCode::from(run(std::env::args_os(), &environment, &mut console))
}
