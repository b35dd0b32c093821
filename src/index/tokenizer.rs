//! The analyzer's streams as tantivy's tokenizers.

use std::sync::Arc;

use tantivy::tokenizer::{TextAnalyzer, Token, TokenStream, Tokenizer, TokenizerManager};

use super::anatomy;
use super::schema::{ANATOMY, VERBATIM, WORDS, ZONES};
use crate::analysis::{Analyzer, Stream};
use crate::text::fold;

/// Registers a tokenizer for each stream, and those of the anatomy.
pub(super) fn register(manager: &TokenizerManager, analyzer: &Arc<Analyzer>) {
    for (name, kind) in [
        (VERBATIM, Kind::Stream(Stream::Verbatim)),
        (WORDS, Kind::Stream(Stream::Words)),
        (ANATOMY, Kind::Places),
        (ZONES, Kind::Section),
    ] {
        let tokenizer = StreamTokenizer { analyzer: Arc::clone(analyzer), kind, tokens: Tokens::default() };
        manager.register(name, TextAnalyzer::from(tokenizer));
    }
}

#[derive(Clone)]
struct StreamTokenizer {
    analyzer: Arc<Analyzer>,
    kind: Kind,
    tokens: Tokens,
}

/// What a tokenizer writes.
#[derive(Clone, Copy)]
enum Kind {
    Stream(Stream),
    Places,
    Section,
}

/// The tokens of one text: their terms in one string, and where each lies in it.
#[derive(Clone, Default)]
struct Tokens {
    terms: String,
    spans: Vec<(usize, usize, u32)>,
    next: usize,
    token: Token,
}

impl Tokenizer for StreamTokenizer {
    type TokenStream<'a> = &'a mut Tokens;

    fn token_stream<'a>(&'a mut self, text: &'a str) -> &'a mut Tokens {
        let Tokens { terms, spans, next, .. } = &mut self.tokens;
        terms.clear();
        spans.clear();
        *next = 0;
        let mut add = |term: &str, position| {
            let start = terms.len();
            terms.push_str(term);
            spans.push((start, terms.len(), position));
        };
        match self.kind {
            Kind::Stream(stream) => {
                let folded = fold(text);
                self.analyzer.write(stream, text, &folded, &mut |token| add(&token.term, token.position));
            }
            Kind::Places => anatomy::read_places(text, &mut add),
            Kind::Section => anatomy::read_section(&self.analyzer, text, &mut |term| add(term, 0)),
        }
        &mut self.tokens
    }
}

impl TokenStream for &mut Tokens {
    fn advance(&mut self) -> bool {
        let Some(&(start, end, position)) = self.spans.get(self.next) else { return false };
        self.next += 1;
        self.token.text.clear();
        self.token.text.push_str(&self.terms[start..end]);
        self.token.position = position as usize;
        true
    }

    fn token(&self) -> &Token {
        &self.token
    }

    fn token_mut(&mut self) -> &mut Token {
        &mut self.token
    }
}
