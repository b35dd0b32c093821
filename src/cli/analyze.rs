//! `cgtsearch analyze`: the tokens of a text.

use anyhow::Result;

use super::SUCCESS;
use super::args::AnalyzeArgs;
use super::config::Config;
use super::console::Console;
use super::query::typed;
use crate::analysis::{Analyzer, Stream};
use crate::render::{json, text};
use crate::text::fold;

pub(super) fn run(args: &AnalyzeArgs, config: &Config, console: &mut Console<'_>) -> Result<u8> {
    let text = typed(&args.words, config, console)?;
    let analyzer = Analyzer::new();
    let folded = fold(&text);
    let stream = |stream: Stream| {
        let mut tokens = Vec::new();
        analyzer.write(stream, &text, &folded, &mut |token| {
            tokens.push((token.term.into_owned(), token.position, folded.source_range(token.range)));
        });
        json::Token::stream(&text, tokens)
    };
    let tokens = json::Tokens::new(&text, stream(Stream::Verbatim), stream(Stream::Words));
    if config.json {
        console.out.write_all(json::pretty(&tokens).as_bytes())?;
    } else {
        let layout = config.layout(console);
        text::tokens(&tokens, layout, console.out)?;
    }
    Ok(SUCCESS)
}
