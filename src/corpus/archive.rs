//! Which files in an archive are read, and what they are called?

use std::path::Path;

use super::encoding;
use super::find::is_about_the_folder;

/// Where a Mac keeps what belongs to files and is none.
const MAC_FOLDER: &str = "__MACOSX";

/// Reads the name of a file in an archive, which may be in the encoding of the computer that packed it.
pub(super) fn member_name(bytes: &[u8]) -> String {
    let name = match encoding::decode(bytes, None) {
        Ok(decoded) => decoded.text,
        Err(_) => String::from_utf8_lossy(bytes).into_owned(),
    };
    name.replace('\\', "/").chars().filter(|c| !c.is_control()).collect()
}

/// Tells whether a file is left out without a word, as it would be in a folder.
pub(super) fn is_left_out(name: &str) -> bool {
    let mut parts = name.split('/').filter(|part| !matches!(*part, "." | ".."));
    parts.any(|part| part == MAC_FOLDER || part.starts_with('.')) || is_about_the_folder(Path::new(name))
}

#[cfg(test)]
pub(super) mod tests;
