//! Paragraphs and tables in their order, and which of them is the headline.

use crate::corpus::draft::{Draft, Mark, MarkKind};
use crate::corpus::headline;

/// How far down a title or a first heading is looked for.
const TOP_BLOCKS: usize = 10;

/// A paragraph or a table.
#[derive(Debug, Default)]
pub(super) struct Block {
    pub(super) text: String,
    pub(super) kind: Option<MarkKind>,
    /// Whether its style is that of a title, or of a first heading.
    pub(super) is_title: bool,
    /// Whether it is an item of a list, which its neighbours follow on the next line.
    pub(super) is_item: bool,
}

/// Makes the draft of a text: the title or what looks like one is the headline, the rest the body with its marks.
pub(super) fn draft(mut blocks: Vec<Block>, declared_title: Option<&str>) -> Draft {
    blocks.retain(|block| !block.text.trim().is_empty());
    let titled = blocks.iter().take(TOP_BLOCKS).position(|block| block.is_title);
    let declared = declared_title
        .and_then(|title| blocks.iter().take(TOP_BLOCKS).position(|block| is_same(&block.text, title)));
    let top: Vec<&str> = blocks.iter().map(|block| block.text.as_str()).take(2 * TOP_BLOCKS).collect();
    let is_line = |at: &usize| blocks[*at].kind.is_none_or(|kind| kind == MarkKind::Heading);
    let found = titled.or(declared).or_else(|| headline::find(&top).filter(is_line));
    let headline = match found {
        Some(at) => blocks.remove(at).text.split_whitespace().collect::<Vec<_>>().join(" "),
        None => declared_title.unwrap_or_default().to_owned(),
    };
    let mut draft = Draft { headline, ..Draft::default() };
    let mut was_item = false;
    for block in blocks {
        if !draft.body.is_empty() {
            draft.body.push_str(if was_item && block.is_item { "\n" } else { "\n\n" });
        }
        let start = draft.body.len();
        draft.body.push_str(block.text.trim_end());
        draft.marks.extend(block.kind.map(|kind| Mark { range: start..draft.body.len(), kind }));
        was_item = block.is_item;
    }
    draft
}

fn is_same(text: &str, title: &str) -> bool {
    let bare = |text: &str| text.split_whitespace().collect::<String>().to_lowercase();
    !title.trim().is_empty() && bare(text) == bare(title)
}
