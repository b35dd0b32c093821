//! What is said when a command cannot do what was asked.

use std::ffi::OsString;
use std::io;
use std::path::Path;

use super::console::Console;
use super::environment::Environment;
use super::{FAILURE, SUCCESS};
use crate::error::Error;
use crate::render::json::{self, Fault};

/// Reports what a command ended with and returns the exit code.
pub(super) fn report(
    error: &anyhow::Error,
    args: &[OsString],
    environment: &Environment,
    console: &mut Console<'_>,
) -> u8 {
    // Library errors have words of their own for the system's: a bare one is from writing the answer.
    if let Some(cause) = error.downcast_ref::<io::Error>() {
        if cause.kind() == io::ErrorKind::BrokenPipe {
            return SUCCESS;
        }
        console.say(&format!("cgtsearch: {}", Error::io("write", Path::new("the answer"), cause)));
        return FAILURE;
    }
    if let Some(asked) = error.downcast_ref::<clap::Error>() {
        return usage(asked, args, environment, console);
    }
    let fault = match error.downcast_ref::<Error>() {
        Some(error) => Fault::from(error),
        None => Fault::new("io", error.to_string()),
    };
    say(&fault, args, console)
}

/// Shows help and the version, which are answers, or what is wrong with the command line.
fn usage(asked: &clap::Error, args: &[OsString], environment: &Environment, console: &mut Console<'_>) -> u8 {
    let code = u8::try_from(asked.exit_code()).unwrap_or(FAILURE);
    let text = asked.render();
    if asked.use_stderr() {
        if wants_json(args) {
            // What is wrong stands before the first empty line; a usage line and advice for people follow.
            let text = text.to_string();
            let wrong = text.split("\n\n").next().unwrap_or(&text).trim_start_matches("error: ");
            let words: Vec<&str> = wrong.split_whitespace().collect();
            return say(&Fault::new("usage", words.join(" ")), args, console);
        }
        let _ = match colored(args, environment, false) {
            true => write!(console.err, "{}", text.ansi()),
            false => write!(console.err, "{text}"),
        };
        return code;
    }
    let written = match colored(args, environment, console.terminal) {
        true => write!(console.out, "{}", text.ansi()),
        false => write!(console.out, "{text}"),
    };
    match written.and_then(|()| console.out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => FAILURE,
        _ => code,
    }
}

fn say(fault: &Fault, args: &[OsString], console: &mut Console<'_>) -> u8 {
    if wants_json(args) {
        // What cannot be written here cannot be reported either.
        let _ = console.out.write_all(json::pretty(fault).as_bytes()).and_then(|()| console.out.flush());
        return FAILURE;
    }
    console.say(&format!("cgtsearch: {}", fault.error.message));
    if let Some(hint) = &fault.error.hint {
        console.say(&format!("hint: {hint}"));
    }
    FAILURE
}

/// Tells whether a command line that may not parse asks for colour: as [`Config`](super::config::Config) does,
/// without the file, because help is given where the file makes no sense.
fn colored(args: &[OsString], environment: &Environment, terminal: bool) -> bool {
    let args: Vec<_> =
        args.iter().skip(1).take_while(|arg| *arg != "--").map(|arg| arg.to_string_lossy()).collect();
    let apart = args.windows(2).filter(|pair| pair[0] == "--color").map(|pair| pair[1].as_ref());
    let flag = apart.chain(args.iter().filter_map(|arg| arg.strip_prefix("--color="))).last();
    let dumb = environment.term.as_ref().is_some_and(|term| term == "dumb");
    match flag {
        Some("always") => true,
        Some("never") => false,
        Some("auto") => terminal && !dumb,
        _ => terminal && !dumb && environment.no_color.is_none(),
    }
}

/// Tells whether JSON was asked for, on a command line that may not parse.
fn wants_json(args: &[OsString]) -> bool {
    args.iter().skip(1).take_while(|arg| *arg != "--").any(|arg| arg == "--json")
}
