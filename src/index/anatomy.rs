//! The sections of a body as an index holds them: where each zone begins and ends, and what stands in it.
//!
//! A zone is a pair of terms in a field of their own, `quote` and `quote/`, at the positions that the first and the
//! last unit of each section have in the body. A phrase stands in a quote when it lies between two such places
//! (`zoned.rs`), which costs nothing until somebody asks. The words of a section are terms of another field, with
//! the zone before them; those of boilerplate are there once more without it, and so are its verbatim terms, so
//! that ranking can tell what stands in boilerplate alone (`terms.rs`).

use std::fmt::Write;
use std::ops::Range;

use crate::analysis::{Analyzer, Stream};
use crate::document::{Document, Section, Zone};
use crate::text::{fold, units};

/// Stands between the zone and the word, and before a word or a verbatim term of boilerplate.
const WORD: char = '\u{1f}';
const GRAM: char = '\u{1e}';

/// The term of a word in a zone.
pub(super) fn word_in(zone: Zone, word: &str) -> String {
    format!("{}{WORD}{word}", zone.name())
}

/// The term of a word in boilerplate.
pub(super) fn aside_word(word: &str) -> String {
    format!("{WORD}{word}")
}

/// The term of a verbatim term in boilerplate.
pub(super) fn aside_gram(gram: &str) -> String {
    format!("{GRAM}{gram}")
}

/// The terms that mark where the sections of a zone begin and end.
pub(super) fn edges(zone: Zone) -> (String, String) {
    (zone.name().to_owned(), format!("{}/", zone.name()))
}

/// Writes where the sections of a release lie, for [`read_places`].
pub(super) fn places(document: &Document) -> String {
    let mut out = String::new();
    let folded = fold(&document.body);
    let holds = |zone: Zone| match zone {
        Zone::Body => units(&folded.text).next().is_some(),
        _ => units(&fold(document.zone(zone)).text).next().is_some(),
    };
    for zone in [Zone::Headline, Zone::Body, Zone::Source].into_iter().filter(|zone| holds(*zone)) {
        let _ = writeln!(out, "{} 0 0", zone.name());
    }
    let sections: Vec<&Section> =
        document.sections.iter().filter(|section| section.zone.is_section()).collect();
    if sections.is_empty() {
        return out;
    }
    let placed: Vec<(Range<usize>, u32)> =
        units(&folded.text).map(|unit| (folded.source_range(unit.range), unit.position)).collect();
    for section in sections {
        let first = placed.partition_point(|(range, _)| range.start < section.range.start);
        let after = placed.partition_point(|(range, _)| range.end <= section.range.end);
        if let Some(inside) = placed.get(first..after)
            && let (Some((_, from)), Some((_, to))) = (inside.first(), inside.last())
        {
            let _ = writeln!(out, "{} {from} {to}", section.zone.name());
        }
    }
    out
}

/// Reads what [`places`] wrote: the terms with their positions, in order.
pub(super) fn read_places(text: &str, each: &mut dyn FnMut(&str, u32)) {
    let mut terms = Vec::new();
    for line in text.lines() {
        let mut parts = line.split(' ');
        let (Some(name), Some(from), Some(to)) = (parts.next(), parts.next(), parts.next()) else { continue };
        let (Ok(from), Ok(to)) = (from.parse::<u32>(), to.parse::<u32>()) else { continue };
        terms.push((from, name.to_owned()));
        terms.push((to, format!("{name}/")));
    }
    terms.sort();
    for (position, term) in terms {
        each(&term, position);
    }
}

/// Returns the text of each section that is one, with its zone before it, for [`read_section`].
pub(super) fn section_texts(document: &Document) -> impl Iterator<Item = String> + '_ {
    let marked = document.sections.iter().filter(|section| section.zone.is_section());
    marked.filter_map(|section| {
        Some(format!("{}{WORD}{}", section.zone.name(), document.body.get(section.range.clone())?))
    })
}

/// Reads what [`section_texts`] wrote: the terms of a section.
pub(super) fn read_section(analyzer: &Analyzer, text: &str, each: &mut dyn FnMut(&str)) {
    let Some((name, text)) = text.split_once(WORD) else { return };
    let Some(zone) = Zone::from_name(name) else { return };
    let folded = fold(text);
    analyzer.write(Stream::Words, text, &folded, &mut |token| {
        each(&word_in(zone, &token.term));
        if zone.is_boilerplate() {
            each(&aside_word(&token.term));
        }
    });
    if zone.is_boilerplate() {
        analyzer.write(Stream::Verbatim, text, &folded, &mut |token| each(&aside_gram(&token.term)));
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::DocId;

    #[test]
    fn sections_lie_between_positions() {
        let body = "BOSTON -- “Very good”, he said. 关于样例";
        let mut document = Document::new(DocId::new("a").expect("an id"), "", body);
        let section = |zone, text: &str| {
            let start = body.find(text).expect("it stands there");
            Section { zone, range: start..start + text.len(), speaker: None }
        };
        document.sections = vec![
            section(Zone::Dateline, "BOSTON --"),
            section(Zone::Quote, "“Very good”"),
            section(Zone::About, "关于样例"),
        ];
        let mut seen = Vec::new();
        read_places(&places(&document), &mut |term, position| seen.push(format!("{term}@{position}")));
        assert_eq!(seen.join(" "), "body@0 body/@0 dateline@0 dateline/@0 quote@1 quote/@2 about@6 about/@9");
    }

    #[test]
    fn boilerplate_is_written_twice() {
        let mut seen = Vec::new();
        read_section(&Analyzer::new(), "about\u{1f}Gene 疗法", &mut |term| seen.push(term.to_owned()));
        let shown = seen.join(" ").replace(WORD, ":").replace(GRAM, "~");
        assert_eq!(shown, "about:gene :gene about:疗法 :疗法 ~gene ~疗 ~疗法 ~法");
    }
}
