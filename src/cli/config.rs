//! The command line as meant: flag, then environment, then file, then default, each with where it came from.

use std::ffi::OsString;
use std::fmt;
use std::path::{Path, PathBuf};

use jiff::civil::Date;

use super::args::{Args, ColorWhen, Command};
use super::console::Console;
use super::environment::Environment;
use super::file::{self, File};
use super::reading;
use crate::corpus::{self, FieldName, ReadOptions};
use crate::error::{Error, ErrorKind, Result};
use crate::render::Theme;
use crate::render::text::Layout;

/// The least and the most columns that are laid out for on request.
const WIDTHS: std::ops::RangeInclusive<usize> = 20..=3_000;
/// The widest that is laid out for without a request: longer lines are hard to read.
const WIDEST: usize = 100;
/// The width where there is no terminal to ask.
const NO_TERMINAL: usize = 80;

/// Settings with no questions left.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Config {
    /// The folder of the index.
    pub(super) index: Setting<PathBuf>,
    /// How many hits a page has.
    pub(super) limit: Setting<usize>,
    /// How many passages a hit shows.
    pub(super) passages: Setting<usize>,
    /// How many columns are laid out for; none follows the terminal.
    pub(super) width: Setting<Option<usize>>,
    /// When output is coloured.
    pub(super) color: Setting<ColorWhen>,
    /// Whether answers are JSON.
    pub(super) json: bool,
    /// Whether nothing but the answer is said.
    pub(super) quiet: bool,
    /// Whether the terminal shows no colour.
    dumb: bool,
    /// The day that relative dates count from, where it is not today.
    today: Option<Date>,
    /// Under which names records keep their fields.
    fields: Vec<FieldName>,
    /// Programs that read formats.
    commands: Vec<corpus::Command>,
    /// This program.
    program: Option<PathBuf>,
}

/// A value and where it came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Setting<T> {
    pub(super) value: T,
    pub(super) from: Origin,
}

/// Where a setting came from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Origin {
    /// A flag of this name.
    Flag(&'static str),
    /// A variable of the environment of this name.
    Variable(&'static str),
    /// This file.
    File(PathBuf),
    /// Nobody said anything.
    Default,
}

impl fmt::Display for Origin {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Flag(name) | Self::Variable(name) => f.write_str(name),
            Self::File(path) => write!(f, "{}", path.display()),
            Self::Default => f.write_str("default"),
        }
    }
}

impl Config {
    /// Returns how files are read.
    pub(super) fn read_options(&self) -> ReadOptions {
        ReadOptions {
            today: self.today(),
            fields: self.fields.clone(),
            commands: self.commands.clone(),
            worker: self.program.clone(),
            ..ReadOptions::default()
        }
    }

    /// Resolves what was typed with what environment and file say.
    pub(super) fn resolve(args: &Args, environment: &Environment) -> Result<Self> {
        let named = args.global.config.clone().or_else(|| environment.config.clone().map(PathBuf::from));
        let (path, file) = match named {
            Some(path) => (path.clone(), File::read(&path)?),
            None => (PathBuf::from(file::NAME), File::read_default()?.unwrap_or_default()),
        };
        Self::merge(args, environment, &Origin::File(path), file)
    }

    fn merge(args: &Args, environment: &Environment, file_origin: &Origin, file: File) -> Result<Self> {
        let (limit, passages, width) = match &args.command {
            Command::Query(args) => (args.limit, args.passages, args.width),
            Command::Show(args) => (None, None, args.width),
            _ => (None, None, None),
        };
        let named: &[String] = match &args.command {
            Command::Index(args) => &args.field,
            Command::Extract(args) => &args.field,
            _ => &[],
        };
        let path = match file_origin {
            Origin::File(path) => path.as_path(),
            _ => Path::new(file::NAME),
        };
        let global = &args.global;
        let limit_variable =
            environment.limit.as_ref().map(|value| number("CGTSEARCH_LIMIT", value)).transpose()?;
        let no_color = environment.no_color.as_ref().map(|_| ColorWhen::Never);
        let width = Layers {
            flag: ("--width", width.map(Some)),
            variable: ("", None),
            file: (file_origin, file.width.map(Some)),
        }
        .pick(None);
        if let Some(asked) = width.value
            && !WIDTHS.contains(&asked)
        {
            let (least, most) = (WIDTHS.start(), WIDTHS.end());
            return Err(Error::new(
                ErrorKind::Limit,
                format!("width {asked} ({}) is out of range", width.from),
            )
            .with_hint(format!("lines have {least} to {most} columns")));
        }
        Ok(Self {
            index: Layers {
                flag: ("--index", global.index.clone()),
                variable: ("CGTSEARCH_INDEX", environment.index.clone().map(PathBuf::from)),
                file: (file_origin, file.index),
            }
            .pick(PathBuf::from("index")),
            limit: Layers {
                flag: ("--limit", limit),
                variable: ("CGTSEARCH_LIMIT", limit_variable),
                file: (file_origin, file.limit),
            }
            .pick(10),
            passages: Layers {
                flag: ("--passages", passages),
                variable: ("", None),
                file: (file_origin, file.passages),
            }
            .pick(2),
            width,
            color: Layers {
                flag: ("--color", global.color),
                variable: ("NO_COLOR", no_color),
                file: (file_origin, file.color),
            }
            .pick(ColorWhen::default()),
            json: global.json,
            quiet: global.quiet,
            dumb: environment.term.as_ref().is_some_and(|term| term == "dumb"),
            today: environment.today.as_ref().map(day).transpose()?,
            fields: reading::fields(named, path, &file.fields)?,
            commands: reading::commands(path, &file.extract)?,
            program: environment.program.clone(),
        })
    }

    /// Returns the day that relative dates count from.
    pub(super) fn today(&self) -> Date {
        self.today.unwrap_or_else(|| jiff::Zoned::now().date())
    }

    /// Returns how text for people is laid out on a console.
    pub(super) fn layout(&self, console: &Console<'_>) -> Layout {
        let color = match self.color.value {
            ColorWhen::Always => true,
            ColorWhen::Never => false,
            ColorWhen::Auto => console.terminal && !self.dumb,
        };
        let theme = if color { Theme::colored(console.links) } else { Theme::plain() };
        let seen = || console.columns.map_or(NO_TERMINAL, |columns| columns.min(WIDEST));
        Layout { width: self.width.value.unwrap_or_else(seen), theme, quiet: self.quiet }
    }
}

/// What each layer says about a setting, with the name of the layer, from the one that wins.
struct Layers<'l, T> {
    flag: (&'static str, Option<T>),
    variable: (&'static str, Option<T>),
    file: (&'l Origin, Option<T>),
}

impl<T> Layers<'_, T> {
    fn pick(self, default: T) -> Setting<T> {
        let (value, from) = match (self.flag, self.variable, self.file) {
            ((name, Some(value)), ..) => (value, Origin::Flag(name)),
            (_, (name, Some(value)), _) => (value, Origin::Variable(name)),
            (.., (origin, Some(value))) => (value, origin.clone()),
            _ => (default, Origin::Default),
        };
        Setting { value, from }
    }
}

fn number(name: &str, value: &OsString) -> Result<usize> {
    let text = value.to_string_lossy();
    text.trim().parse().map_err(|_| Error::new(ErrorKind::Invalid, format!("{name} is not a number: {text}")))
}

fn day(value: &OsString) -> Result<Date> {
    let text = value.to_string_lossy();
    let fault = |_| {
        Error::new(ErrorKind::Invalid, format!("CGTSEARCH_TODAY is not a date: {text}"))
            .with_hint("write it as 2024-10-18")
    };
    text.trim().parse().map_err(fault)
}

#[cfg(test)]
mod tests {
    use clap::Parser;

    use super::*;

    /// Resolves a command line with variables and a file, and shows a setting and where it came from.
    #[track_caller]
    fn check(args: &str, variables: &[(&str, &str)], file: &str, expected: &str) {
        let args = Args::try_parse_from(args.split(' ')).expect("a command line");
        let environment = Environment::read(|name| {
            variables.iter().find(|(known, _)| *known == name).map(|(_, value)| OsString::from(value))
        });
        let file = toml::from_str(file).expect("a configuration");
        let shown = match Config::merge(&args, &environment, &Origin::File("c.toml".into()), file) {
            Ok(Config { index, limit, width, color, .. }) => format!(
                "{} ({}), {} ({}), {:?} ({}), {:?} ({})",
                index.value.display(),
                index.from,
                limit.value,
                limit.from,
                width.value,
                width.from,
                color.value,
                color.from
            ),
            Err(error) => error.to_string(),
        };
        assert_eq!(shown, expected);
    }

    #[test]
    fn flag_then_environment_then_file_then_default() {
        let (file, set) = (
            "index = 'f'\nlimit = 3\nwidth = 60\ncolor = 'always'",
            [("CGTSEARCH_INDEX", "e"), ("CGTSEARCH_LIMIT", "4"), ("NO_COLOR", "1")],
        );
        check("x query a", &[], "", "index (default), 10 (default), None (default), Auto (default)");
        check("x query a", &[], file, "f (c.toml), 3 (c.toml), Some(60) (c.toml), Always (c.toml)");
        check(
            "x query a",
            &set,
            file,
            "e (CGTSEARCH_INDEX), 4 (CGTSEARCH_LIMIT), Some(60) (c.toml), Never (NO_COLOR)",
        );
        check(
            "x query a --index i --limit 5 --width 70 --color auto",
            &set,
            file,
            "i (--index), 5 (--limit), Some(70) (--width), Auto (--color)",
        );
        check(
            "x status",
            &[("CGTSEARCH_LIMIT", "")],
            "",
            "index (default), 10 (default), None (default), Auto (default)",
        );
    }

    #[test]
    fn values_that_make_no_sense_are_named() {
        check("x query a", &[("CGTSEARCH_LIMIT", "ten")], "", "CGTSEARCH_LIMIT is not a number: ten");
        check("x query a", &[("CGTSEARCH_TODAY", "soon")], "", "CGTSEARCH_TODAY is not a date: soon");
        check("x query a --width 5", &[], "", "width 5 (--width) is out of range");
    }
}
