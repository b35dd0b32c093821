//! The configuration file: what may stand in it, and what is said when it does not make sense.

use std::ops::Range;
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::args::ColorWhen;
use super::reading::{Extract, Names};
use crate::error::{Error, ErrorKind, Result};

/// The file that is read from the current folder when no other is named.
pub(super) const NAME: &str = "cgtsearch.toml";

const KEYS: &str = "the keys are index, limit, passages, width, color, [fields] and [[extract]]";

/// What a configuration file says.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct File {
    /// The folder of the index, from the folder of the file.
    pub(super) index: Option<PathBuf>,
    /// How many hits a page has.
    pub(super) limit: Option<usize>,
    /// How many passages a hit shows.
    pub(super) passages: Option<usize>,
    /// How many columns are laid out for.
    pub(super) width: Option<usize>,
    /// When output is coloured.
    pub(super) color: Option<ColorWhen>,
    /// Under which names records keep their fields.
    #[serde(default)]
    pub(super) fields: Names,
    /// Programs that read formats.
    #[serde(default)]
    pub(super) extract: Vec<Extract>,
}

impl File {
    /// Reads a configuration file. Fails when it is not there, and with `Invalid`, naming file, line and key,
    /// when it does not make sense.
    pub(super) fn read(path: &Path) -> Result<Self> {
        let text = std::fs::read_to_string(path).map_err(|cause| Error::io("read", path, &cause))?;
        let mut file = Self::parse(path, &text)?;
        if let (Some(index), Some(folder)) = (&file.index, path.parent()) {
            file.index = Some(folder.join(index));
        }
        Ok(file)
    }

    /// Reads `cgtsearch.toml` in the current folder, if there is one.
    pub(super) fn read_default() -> Result<Option<Self>> {
        match Self::read(Path::new(NAME)) {
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            read => read.map(Some),
        }
    }

    fn parse(path: &Path, text: &str) -> Result<Self> {
        let fault = |cause: &toml::de::Error, named: bool| {
            let (line, key) = place(text, cause.span().unwrap_or(0..0));
            let message = cause.message().replace('\n', "; ");
            let message = match message.strip_prefix("unknown field `").and_then(|rest| rest.split_once('`'))
            {
                Some((key, _)) => format!("unknown key `{key}`"),
                None if named => format!("{key}: {message}"),
                None => message,
            };
            Error::new(ErrorKind::Invalid, format!("{}:{line}: {message}", path.display())).with_hint(KEYS)
        };
        // What is not TOML at all has no keys to name.
        text.parse::<toml::Table>().map_err(|cause| fault(&cause, false))?;
        toml::from_str(text).map_err(|cause| fault(&cause, true))
    }
}

/// The line number of a place in a file, and the key that stands on that line.
fn place(text: &str, span: Range<usize>) -> (usize, &str) {
    let before = text.get(..span.start).unwrap_or(text);
    let number = before.matches('\n').count() + 1;
    let line = text.lines().nth(number - 1).unwrap_or_default();
    (number, line.split('=').next().unwrap_or_default().trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &str) {
        let error = File::parse(Path::new("c.toml"), text).expect_err("it does not make sense");
        assert!(error.to_string().starts_with(expected), "{error}");
        assert_eq!(error.kind(), ErrorKind::Invalid);
    }

    #[test]
    fn errors_name_file_line_and_key() {
        check("limit = 5\nlimt = 3\n", "c.toml:2: unknown key `limt`");
        check("# settings\n\nlimit = \"many\"\n", "c.toml:3: limit: invalid type");
        check("limit = -1", "c.toml:1: limit: invalid value");
        check("color = \"sometimes\"", "c.toml:1: color: unknown variant `sometimes`");
        check("limit = 5\nwidth = = 3", "c.toml:2: ");
        check("[query]\nlimit = 5", "c.toml:1: unknown key `query`");
        check("limit = 5\n[[extract]]\nextension = ['doc']", "c.toml:3: unknown key `extension`");
    }

    #[test]
    fn all_keys_are_read() {
        let text = "index = 'a'\nlimit = 1\npassages = 2\nwidth = 60\ncolor = 'never'\n";
        let file = File::parse(Path::new("c.toml"), text).expect("it makes sense");
        let expected = File {
            index: Some("a".into()),
            limit: Some(1),
            passages: Some(2),
            width: Some(60),
            color: Some(ColorWhen::Never),
            ..File::default()
        };
        assert_eq!(file, expected);
    }
}
