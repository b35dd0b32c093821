//! Words in a run of Han characters, by jieba, without loading its dictionary when it need not be.
//!
//! The dictionary lies in the binary sorted by first character. A jieba made from only those entries whose
//! characters all occur in the text, with one filler word for the remaining frequency, cuts identically to
//! the whole one: it looks up no other words, and frequencies count relative to their sum.

use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use jieba_rs::Jieba;

include!(concat!(env!("OUT_DIR"), "/dictionary.rs"));
static ENTRIES: &str = include_str!(concat!(env!("OUT_DIR"), "/dictionary.txt"));

/// The longest run that is cut as one.
const MAX_RUN_CHARS: usize = 1_000;

/// A word no text contains, to carry the frequency of all words left out.
const FILLER: char = '\u{f8ff}';

/// Cuts Han runs into words.
#[derive(Default)]
pub(super) struct Segmenter {
    whole: OnceLock<Jieba>,
}

impl Segmenter {
    pub(super) fn load(&self) -> &Jieba {
        self.whole.get_or_init(|| read(ENTRIES))
    }

    /// Cuts a run into words that do not overlap and cover it, as byte ranges.
    pub(super) fn cut(&self, run: &str, each: &mut dyn FnMut(Range<usize>)) {
        // jieba takes quadratic time on a run without punctuation: 2.4 MB took 32 s. So much in one breath is no
        // sentence, and where it is cut matters little.
        let mut start = 0;
        while start < run.len() {
            let rest = &run[start..];
            let end = rest.char_indices().nth(MAX_RUN_CHARS).map_or(run.len(), |(at, _)| start + at);
            self.cut_piece(&run[start..end], &mut |range| each(start + range.start..start + range.end));
            start = end;
        }
    }

    fn cut_piece(&self, run: &str, each: &mut dyn FnMut(Range<usize>)) {
        // A lone character is a word; no dictionary is needed to say so.
        if run.chars().nth(1).is_none() {
            return each(0..run.len());
        }
        let partial;
        let jieba = match self.whole.get() {
            Some(whole) => whole,
            None => {
                partial = read(&entries_for(run));
                &partial
            }
        };
        for token in jieba.cut(run, true) {
            each(token.byte_start..token.byte_end);
        }
    }
}

impl fmt::Debug for Segmenter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Segmenter").field("loaded", &self.whole.get().is_some()).finish()
    }
}

/// Identifies the dictionary.
pub(super) fn fingerprint() -> String {
    format!("{}.{TOTAL}", ENTRIES.len())
}

fn read(entries: &str) -> Jieba {
    Jieba::with_dict(&mut entries.as_bytes()).expect("build.rs wrote well-formed entries")
}

/// Returns the entries all of whose characters occur in `text`, and the filler.
fn entries_for(text: &str) -> String {
    let mut characters: Vec<char> = text.chars().collect();
    characters.sort_unstable();
    characters.dedup();
    let mut chosen = String::new();
    let mut left = TOTAL;
    for &first in &characters {
        let Ok(at) = INDEX.binary_search_by_key(&first, |&(c, _)| c) else { continue };
        let start = INDEX[at].1 as usize;
        let end = INDEX.get(at + 1).map_or(ENTRIES.len(), |&(_, next)| next as usize);
        for line in ENTRIES[start..end].split_terminator('\n') {
            let Some((word, frequency)) = line.split_once(' ') else { continue };
            if word.chars().skip(1).all(|c| characters.binary_search(&c).is_ok()) {
                left -= frequency.parse::<u64>().unwrap_or(0);
                chosen.push_str(line);
                chosen.push('\n');
            }
        }
    }
    chosen.push_str(&format!("{FILLER} {left}\n"));
    chosen
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn words(segmenter: &Segmenter, run: &str) -> Vec<String> {
        let mut words = Vec::new();
        segmenter.cut(run, &mut |range| words.push(run[range].to_owned()));
        words
    }

    #[test]
    fn a_partial_dictionary_cuts_like_the_whole() {
        let whole = Segmenter::default();
        whole.load();
        let partial = Segmenter::default();
        for text in [
            "树突状细胞",
            "间充质干细胞注射液",
            "北京经济技术开发区",
            "国家药监局药品审评中心附条件批准上市",
            "脊髓性肌萎缩症患者鞘内给药的安全性",
            "瑞基奥仑赛注射液",
            "张强书记调研",
            "移植物抗宿主病",
            "给",
        ] {
            assert_eq!(words(&partial, text), words(&whole, text), "{text}");
        }
        assert!(partial.whole.get().is_none(), "nothing was loaded");
    }

    proptest! {
        #[test]
        fn words_cover_the_run(run in "[一-龥]{1,30}") {
            let words = words(&Segmenter::default(), &run);
            prop_assert_eq!(words.concat(), run);
        }
    }
}
