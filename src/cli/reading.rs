//! How files are read: what flags and the configuration file say of fields and of programs.

use std::collections::BTreeMap;
use std::path::Path;

use serde::Deserialize;

use crate::corpus::{Command, FieldName};
use crate::error::{Error, ErrorKind, Result};

/// The fields that records may keep under other names.
const FIELDS: [&str; 7] = ["id", "title", "text", "lang", "date", "url", "source"];
/// What a program may give.
const GIVES: [&str; 5] = ["txt", "md", "html", "json", "jsonl"];

/// `[fields]`: a field, and one name or several.
pub(super) type Names = BTreeMap<String, OneOrMany>;

/// One value or a list.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub(super) enum OneOrMany {
    One(String),
    Many(Vec<String>),
}

/// `[[extract]]`: a program that reads a format.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Extract {
    extensions: Vec<String>,
    command: Vec<String>,
    #[serde(default)]
    gives: Option<String>,
}

/// Resolves names of fields: those of flags, `title=subject` each, before those of a file.
pub(super) fn fields(flags: &[String], file: &Path, named: &Names) -> Result<Vec<FieldName>> {
    let mut fields = Vec::new();
    for flag in flags {
        let Some((field, name)) = flag.split_once('=').filter(|(_, name)| !name.is_empty()) else {
            return Err(Error::new(ErrorKind::Invalid, format!("--field {flag} names no field"))
                .with_hint("write it as --field title=subject"));
        };
        fields.push(self::field("--field", field, name)?);
    }
    for (field, names) in named {
        let names = match names {
            OneOrMany::One(name) => std::slice::from_ref(name),
            OneOrMany::Many(names) => names,
        };
        for name in names {
            fields.push(self::field(&format!("{}: [fields]", file.display()), field, name)?);
        }
    }
    Ok(fields)
}

fn field(whose: &str, field: &str, name: &str) -> Result<FieldName> {
    let field = field.trim().to_ascii_lowercase();
    if !FIELDS.contains(&field.as_str()) {
        return Err(Error::new(
            ErrorKind::Invalid,
            format!("{whose} names a field that releases do not have: {field}"),
        )
        .with_hint(format!("the fields are {}", FIELDS.join(", "))));
    }
    Ok(FieldName { field, name: name.trim().to_owned() })
}

/// Resolves the programs that read formats.
pub(super) fn commands(file: &Path, extracts: &[Extract]) -> Result<Vec<Command>> {
    let fault = |what: String, hint: &str| {
        Err(Error::new(ErrorKind::Invalid, format!("{}: [[extract]] {what}", file.display())).with_hint(hint))
    };
    let mut commands = Vec::new();
    for Extract { extensions, command, gives } in extracts {
        if extensions.is_empty() || command.first().is_none_or(|program| program.is_empty()) {
            let hint = "write it as extensions = [\"doc\"], command = [\"antiword\", \"{}\"]";
            return fault("without extensions or without a command".to_owned(), hint);
        }
        let gives = gives.as_deref().unwrap_or("txt").trim_start_matches('.').to_ascii_lowercase();
        if !GIVES.contains(&gives.as_str()) {
            let hint = format!("a command gives {}", GIVES.join(", "));
            return fault(format!("gives = \"{gives}\" is no text"), &hint);
        }
        let extension = |given: &String| given.trim_start_matches('.').to_ascii_lowercase();
        let extensions = extensions.iter().map(extension).collect();
        commands.push(Command { extensions, command: command.clone(), gives });
    }
    Ok(commands)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_of_flags_come_first() {
        let file: Names =
            toml::from_str("title = ['subject', 'headline.main']\ntext = 'copy'").expect("names");
        let flags = ["Title = Betreff".to_owned()];
        let fields = fields(&flags, Path::new("c.toml"), &file).expect("they make sense");
        let shown: Vec<String> =
            fields.iter().map(|field| format!("{}={}", field.field, field.name)).collect();
        assert_eq!(shown, ["title=Betreff", "text=copy", "title=subject", "title=headline.main"]);
    }

    #[test]
    fn what_makes_no_sense_is_named() {
        let names = |flag: &str| fields(&[flag.to_owned()], Path::new("c.toml"), &Names::new());
        for (flag, expected) in [
            ("title", "--field title names no field"),
            ("body=x", "--field names a field that releases do not have: body"),
        ] {
            assert_eq!(names(flag).expect_err("no sense").to_string(), expected);
        }
        for (table, expected) in [
            (
                "extensions = []\ncommand = ['a']",
                "c.toml: [[extract]] without extensions or without a command",
            ),
            (
                "extensions = ['x']\ncommand = []",
                "c.toml: [[extract]] without extensions or without a command",
            ),
            (
                "extensions = ['x']\ncommand = ['a']\ngives = 'pdf'",
                "c.toml: [[extract]] gives = \"pdf\" is no text",
            ),
        ] {
            let extract: Extract = toml::from_str(table).expect("a table");
            let error = commands(Path::new("c.toml"), &[extract]).expect_err("no sense");
            assert_eq!(error.to_string(), expected);
        }
        let extract: Extract =
            toml::from_str("extensions = ['.DOC']\ncommand = ['antiword', '{}']").expect("a table");
        let commands = commands(Path::new("c.toml"), &[extract]).expect("sense");
        assert_eq!((commands[0].extensions.join(""), commands[0].gives.as_str()), ("doc".to_owned(), "txt"));
    }
}
