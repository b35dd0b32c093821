//! Who speaks, in the words around an English quote?
//!
//! `"…," said Jane Roe, Ph.D., Chief Executive Officer of X.`, `Jane Roe, CEO, commented: "…"`, `"…" – Jane Roe`.

use super::attribution::{Near, Said, is_title_case};
use super::latin_words::{Kind, Kinds, kinds};
use super::shape::tail;

/// How far behind its subject, in words, such a verb is found: a name, its degrees, two offices and a company.
const MAX_SUBJECT_WORDS: usize = 34;
/// A word, without the marks around it.
#[derive(Debug, Clone, Copy)]
struct Word<'a> {
    text: &'a str,
    kinds: Kinds,
    /// Whether a comma or a bracket parts it from the next.
    is_parted: bool,
    /// Whether the sentence ends with it.
    ends: bool,
}

/// Tells who said a quote of Latin letters, where the words around it say that it was said.
pub(super) fn said(near: &Near<'_>) -> Option<Said> {
    let behind = behind(near);
    if matches!(behind, Some(Said::By(_) | Said::BySame)) {
        return behind;
    }
    before(near).or(behind).or_else(|| signed(near))
}

/// Tells whether the text ends in what announces the title of something.
pub(super) fn names_a_title(before: &str) -> bool {
    let before = tail(before, 60).trim_end_matches([' ', ',', ':', '(']);
    before.rsplit(' ').take(2).any(|word| kinds(word).is(Kind::Titled))
}

/// Reads the words behind a quote: the verb first, or the subject first.
fn behind(near: &Near<'_>) -> Option<Said> {
    let rest = near.after.trim_start_matches([',', '.', ' ', '\u{a0}', '\n']);
    let words = words(rest, true);
    let first = words.first()?;
    let continues = matches!(near.ends, ',' | '?' | '!' | '-' | '—' | '…') || near.after.starts_with(',');
    let is_stopped = near.ends == '.' || near.after.starts_with('.');
    if first.text == "according" {
        return Some(by(person(&words[2.min(words.len())..], true)));
    }
    let adverb = usize::from(first.text.ends_with("ly") || first.text == "also" || first.text == "as");
    if words.get(adverb).is_some_and(|word| word.kinds.is(Kind::Verb))
        && first.text.starts_with(char::is_lowercase)
    {
        let behind = &words[adverb + 1..];
        return Some(if behind.is_empty() { Said::BySomebody } else { by(person(behind, true)) });
    }
    if (near.words < 3 && !continues) || near.after.starts_with([';', ')']) {
        return None;
    }
    let verb = words.iter().take(MAX_SUBJECT_WORDS).position(|word| word.kinds.is(Kind::Verb))?;
    let subject = &words[..verb];
    let is_last = words.len() - verb <= 4;
    // Behind a full stop a sentence begins that may be about something else.
    if (is_stopped && !is_last) || (!continues && !is_stopped && verb > 2) {
        return None;
    }
    subject_of(subject, continues)
}

/// Reads a subject that a verb follows.
fn subject_of(subject: &[Word<'_>], is_beside: bool) -> Option<Said> {
    let first = subject.first()?;
    if subject.len() <= 2 && matches!(first.text.to_ascii_lowercase().as_str(), "he" | "she") {
        return Some(Said::BySame);
    }
    if let Some(name) = person(subject, false) {
        return Some(Said::By(name));
    }
    let is_article = matches!(
        first.text.to_ascii_lowercase().as_str(),
        "the" | "a" | "an" | "they" | "one" | "i" | "we" | "it"
    );
    let is_name = first.text.starts_with(char::is_uppercase);
    (is_beside && (is_article || is_name)).then_some(Said::BySomebody)
}

/// Reads the words before a quote: the last verb of speech in its sentence.
fn before(near: &Near<'_>) -> Option<Said> {
    let sentence = last_sentence(near.before);
    let words = words(sentence, false);
    let is_according = words.first().is_some_and(|word| word.text.eq_ignore_ascii_case("according"));
    if is_according && near.words >= 4 && sentence.trim_end().ends_with([',', ':']) {
        return person(&words[2.min(words.len())..], true).map(Said::By);
    }
    let verb = words.iter().rposition(|word| word.kinds.is(Kind::Verb))?;
    let is_beside =
        words.len() - verb <= 4 && sentence.trim_end().ends_with([':', ',']) || words.len() - verb <= 2;
    if names_a_title(near.before) || !(is_beside || (near.words >= 4 && !is_title_case(near.inner))) {
        return None;
    }
    if near.words < 3 && !sentence.trim_end().ends_with([':', ',']) {
        return None;
    }
    if verb > 0 && matches!(words[verb - 1].text.to_ascii_lowercase().as_str(), "he" | "she") {
        return Some(Said::BySame);
    }
    let behind = &words[verb + 1..];
    let name = if verb == 0 { person(behind, true) } else { None };
    let name = name.or_else(|| person(&words[..verb], false)).or_else(|| {
        let is_first =
            words.first().is_some_and(|first| first.text.starts_with(char::is_uppercase) && first.is_parted);
        (is_first
            && !words[0].kinds.is(Kind::Organisation)
            && !words[0].kinds.is(Kind::Title)
            && !words[0].text.ends_with("ly"))
        .then(|| words[0].text.to_owned())
    });
    let name = name.or_else(|| if is_beside && verb > 0 { person(behind, true) } else { None });
    Some(by(name))
}

/// Reads a signature: `"…" – Jane Roe, CEO`, on the line or below it.
fn signed(near: &Near<'_>) -> Option<Said> {
    let rest = [near.after, near.below].into_iter().map(str::trim_start).find(|rest| !rest.is_empty())?;
    let signature = rest.trim_start_matches(['-', '—', '–', '―', '~', ' ']);
    if signature.len() == rest.len() || near.words < 4 {
        return None;
    }
    let words = words(signature, true);
    let parted = words.iter().position(|word| word.is_parted || word.ends).map_or(words.len(), |at| at + 1);
    (parted <= 6).then(|| person(&words[..parted], false)).flatten().map(Said::By)
}

fn by(name: Option<String>) -> Said {
    name.map_or(Said::BySomebody, Said::By)
}

/// Returns the name of the first person among the words. Where the verb comes first, one word next to it is enough;
/// where it comes last, one word before it.
fn person(words: &[Word<'_>], verb_first: bool) -> Option<String> {
    let mut at = 0;
    while at < words.len() {
        let run = run(&words[at..]);
        if run == 0 {
            at += 1;
            continue;
        }
        let before = at.checked_sub(1).map_or("", |before| words[before].text);
        // Of X and from X tell where somebody is from.
        let is_place = ["of", "for", "from", "at", "in", "on", "with", "to"].contains(&before);
        let is_beside = if verb_first { at == 0 } else { at + run == words.len() };
        if !is_place && let Some(name) = name(&words[at..at + run], is_beside) {
            return Some(name);
        }
        at += run;
    }
    None
}

/// Counts the words at the start that can be of one name: capitals, and small words between them.
fn run(words: &[Word<'_>]) -> usize {
    let mut length = 0;
    for (at, word) in words.iter().enumerate() {
        let is_capital = word.text.starts_with(char::is_uppercase);
        let is_particle = at > 0
            && word.kinds.is(Kind::Particle)
            && words[at + 1..]
                .iter()
                .find(|next| !next.kinds.is(Kind::Particle))
                .is_some_and(|next| next.text.starts_with(char::is_uppercase));
        if !is_capital && !is_particle {
            break;
        }
        length = at + 1;
        if word.is_parted || word.ends {
            break;
        }
    }
    length
}

/// Returns the name in a run of capitals: what stands behind its titles, or before them.
fn name(run: &[Word<'_>], is_beside: bool) -> Option<String> {
    let is_title = |word: &&Word<'_>| word.kinds.is(Kind::Title);
    let from = run.iter().rposition(|word| is_title(&word)).map_or(0, |last| last + 1);
    let (mut name, has_title) = if from < run.len() {
        (&run[from..], from > 0)
    } else {
        let to = run.iter().position(|word| is_title(&word)).unwrap_or(run.len());
        (&run[..to], false)
    };
    while let Some((last, rest)) =
        name.split_last().filter(|(last, _)| last.kinds.is(Kind::Degree) && name.len() > 1)
    {
        debug_assert!(!last.text.is_empty());
        name = rest;
    }
    let is_person = name.iter().all(|word| {
        !word.kinds.is(Kind::Organisation)
            && word.text.chars().all(|c| c.is_alphabetic() || matches!(c, '.' | '-' | '\'' | '’'))
    });
    // FDA is nobody.
    let is_code = name.len() == 1 && name[0].text.len() > 1 && !name[0].text.contains(char::is_lowercase);
    let is_long_enough = name.len() >= 2 || (name.len() == 1 && (has_title || is_beside));
    if !is_person || is_code || !is_long_enough || name.len() > 5 {
        return None;
    }
    let mut joined = String::new();
    for word in name {
        if !joined.is_empty() {
            joined.push(' ');
        }
        joined.push_str(word.text);
    }
    let joined = joined.trim_end_matches("'s").trim_end_matches("’s");
    Some(joined.to_owned())
}

/// Splits the words of a text; to the end of its first sentence if `one` is set.
fn words(text: &str, one: bool) -> Vec<Word<'_>> {
    let mut words = Vec::new();
    for word in text.split_whitespace() {
        let bare = word.trim_matches(|c: char| !c.is_alphanumeric() && c != '.');
        let bare = bare.trim_start_matches('.');
        let is_abbreviation = is_abbreviation(bare);
        let stops = word.trim_end_matches(['"', '”', ')', '\'']).ends_with(['.', '!', '?', ';', ':']);
        let ends = stops && !(is_abbreviation && word.ends_with(['.', ',']));
        let is_parted = word.ends_with([',', ')', ':', ';', '/']) || word.starts_with('(');
        let text = if is_abbreviation
            && bare.len() <= 3
            && bare.starts_with(char::is_uppercase)
            && bare.len() == 2
        {
            bare
        } else {
            bare.trim_end_matches('.')
        };
        if !text.is_empty() {
            words.push(Word { text, kinds: kinds(text), is_parted, ends });
        }
        if one && ends {
            break;
        }
    }
    words
}

/// Tells whether a full stop behind this word is part of it: `Dr.`, `Ph.D.`, `J.`
fn is_abbreviation(bare: &str) -> bool {
    let word = bare.trim_end_matches('.');
    word.chars().count() == 1
        || word.contains('.')
        || (bare.ends_with('.')
            && [
                "dr", "mr", "ms", "mrs", "prof", "sen", "rep", "gov", "jr", "sr", "st", "inc", "corp", "ltd",
                "co", "phd", "hon", "rev", "gen", "col", "lt",
            ]
            .contains(&word.to_ascii_lowercase().as_str()))
}

/// Returns the text behind its last full stop.
fn last_sentence(text: &str) -> &str {
    let open = text.trim_end_matches(['.', ' ', '!', '?']);
    // “Jane Roe commented. “We …”
    let is_stopped = open.len() < text.trim_end().len();
    let mut from = 0;
    for (at, _) in open.match_indices(['.', '!', '?', '\n']) {
        let word = open[..at].rsplit(|c: char| c.is_whitespace() || c == '(').next().unwrap_or_default();
        let ends = open[at + 1..].starts_with(char::is_whitespace) || open[at..].starts_with('\n');
        if ends && !is_abbreviation(&format!("{word}.")) {
            from = at + 1;
        }
    }
    let sentence = &text[from..];
    let last = sentence.trim_end_matches(['.', ' ', '\u{a0}']).rsplit(' ').next().unwrap_or_default();
    // A sentence that is closed before the quote introduces it only if it ends in its verb.
    if is_stopped && !kinds(last).is(Kind::Verb) { "" } else { sentence }
}
