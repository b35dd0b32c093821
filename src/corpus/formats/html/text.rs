//! HTML as text: paragraphs apart, rows and items on lines, entities as characters.

use super::tags::{Piece, pieces};

/// Elements that stand apart from what is around them.
const BLOCKS: &[&str] = &[
    "address",
    "article",
    "aside",
    "blockquote",
    "body",
    "center",
    "dl",
    "div",
    "fieldset",
    "figcaption",
    "figure",
    "footer",
    "form",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "main",
    "nav",
    "ol",
    "p",
    "pre",
    "section",
    "table",
    "ul",
];
/// Elements that begin a line.
const LINES: &[&str] = &["br", "caption", "dd", "dt", "li", "option", "tr"];

/// Named entities in common use. The parser knows them all; this serves what does not go through it.
const ENTITIES: &[(&str, char)] = &[
    ("amp", '&'),
    ("lt", '<'),
    ("gt", '>'),
    ("quot", '"'),
    ("apos", '\''),
    ("nbsp", ' '),
    ("ensp", ' '),
    ("emsp", ' '),
    ("thinsp", ' '),
    ("copy", '©'),
    ("reg", '®'),
    ("trade", '™'),
    ("hellip", '…'),
    ("mdash", '—'),
    ("ndash", '–'),
    ("lsquo", '‘'),
    ("rsquo", '’'),
    ("ldquo", '“'),
    ("rdquo", '”'),
    ("laquo", '«'),
    ("raquo", '»'),
    ("bull", '•'),
    ("middot", '·'),
    ("deg", '°'),
    ("plusmn", '±'),
    ("times", '×'),
    ("micro", 'µ'),
    ("alpha", 'α'),
    ("beta", 'β'),
    ("gamma", 'γ'),
    ("delta", 'δ'),
    ("kappa", 'κ'),
    ("lambda", 'λ'),
    ("mu", 'μ'),
    ("eacute", 'é'),
    ("egrave", 'è'),
    ("ouml", 'ö'),
    ("uuml", 'ü'),
    ("auml", 'ä'),
    ("euro", '€'),
    ("pound", '£'),
    ("yen", '¥'),
    ("le", '≤'),
    ("ge", '≥'),
];

/// Returns the text of a page without the elements named in `skipped`.
pub(super) fn of(html: &str, skipped: &[&str]) -> String {
    let mut writer = Writer::default();
    // The element being skipped, and how many of its kind are open inside it.
    let mut inside: Option<(&str, usize)> = None;
    for piece in pieces(html) {
        if let Some((skipped, depth)) = &mut inside {
            match piece {
                Piece::Open(name) if name.eq_ignore_ascii_case(skipped) => *depth += 1,
                Piece::Close(name) if name.eq_ignore_ascii_case(skipped) => *depth -= 1,
                _ => {}
            }
            if *depth == 0 {
                inside = None;
            }
            continue;
        }
        match piece {
            Piece::Text(text) => writer.text(text),
            Piece::Open(name) if is_in(skipped, name) => inside = Some((name, 1)),
            Piece::Open(name) => writer.open(name),
            Piece::Close(name) => writer.close(name),
        }
    }
    writer.out
}

fn is_in(list: &[&str], name: &str) -> bool {
    list.iter().any(|listed| listed.eq_ignore_ascii_case(name))
}

#[derive(Default)]
struct Writer {
    out: String,
    /// The line breaks, or else the space or the bar between cells, due before the next word.
    breaks: usize,
    has_space: bool,
    has_bar: bool,
    preformatted: usize,
    raised: usize,
}

impl Writer {
    fn open(&mut self, name: &str) {
        if name.eq_ignore_ascii_case("pre") {
            self.preformatted += 1;
        } else if name.eq_ignore_ascii_case("sup") {
            self.raised += 1;
        }
        self.edge(name);
    }

    fn close(&mut self, name: &str) {
        if name.eq_ignore_ascii_case("pre") {
            self.preformatted = self.preformatted.saturating_sub(1);
        } else if name.eq_ignore_ascii_case("sup") {
            self.raised = self.raised.saturating_sub(1);
        }
        if is_in(&["td", "th"], name) {
            self.has_bar = true;
        }
        self.edge(name);
    }

    fn edge(&mut self, name: &str) {
        if is_in(BLOCKS, name) {
            self.breaks = 2;
        } else if is_in(LINES, name) {
            self.breaks = self.breaks.max(1);
        }
    }

    fn text(&mut self, text: &str) {
        let mut text = decoded(text);
        if self.raised > 0 {
            text = raised(&text);
        }
        if self.preformatted > 0 {
            let text = text.trim_matches('\n');
            if !text.trim().is_empty() {
                self.due();
                self.out.push_str(text);
            }
            return;
        }
        self.has_space |= text.starts_with(char::is_whitespace);
        for word in text.split_whitespace() {
            self.due();
            self.out.push_str(word);
            self.has_space = true;
        }
        self.has_space = text.ends_with(char::is_whitespace) || (self.has_space && text.trim().is_empty());
    }

    /// Writes what is due between the last word and the next.
    fn due(&mut self) {
        if self.out.is_empty() {
            // Nothing to keep apart yet.
        } else if self.breaks > 0 {
            self.out.push_str(&"\n\n"[..self.breaks]);
        } else if self.has_bar {
            self.out.push_str(" | ");
        } else if self.has_space {
            self.out.push(' ');
        }
        (self.breaks, self.has_space, self.has_bar) = (0, false, false);
    }
}

/// Writes digits and signs as superscripts: a dose of 10<sup>7</sup> cells is not one of 107.
fn raised(text: &str) -> String {
    let superscript = |c| {
        let at = "0123456789+-−".chars().position(|plain| plain == c)?;
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻".chars().nth(at)
    };
    let is_number = text.trim().chars().all(|c| superscript(c).is_some());
    if is_number { text.chars().map(|c| superscript(c).unwrap_or(c)).collect() } else { text.to_owned() }
}

/// Replaces entities by their characters; what is none stays as it is.
fn decoded(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut parts = text.split('&');
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        let end = part.bytes().take(10).position(|byte| byte == b';');
        match end.and_then(|end| Some((entity(&part[..end])?, end))) {
            Some((c, end)) => {
                out.push(c);
                out.push_str(&part[end + 1..]);
            }
            None => {
                out.push('&');
                out.push_str(part);
            }
        }
    }
    out
}

fn entity(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return ENTITIES.iter().find(|(known, _)| *known == name).map(|(_, c)| *c);
    };
    let code = match number.strip_prefix(['x', 'X']) {
        Some(hexadecimal) => u32::from_str_radix(hexadecimal, 16).ok()?,
        None => number.parse().ok()?,
    };
    char::from_u32(code)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(html: &str, expected: &str) {
        assert_eq!(of(html, &["script", "nav"]), expected, "{html}");
    }

    #[test]
    fn blocks_stand_apart() {
        check("<p>one\n two<p>three", "one two\n\nthree");
        check("<div><div> a </div></div>b<br><br>c", "a\n\nb\nc");
        check("<ul><li>a<li>b <b>c</b>d</ul>e", "a\nb cd\n\ne");
        check(
            "<table><tr><td>药物<th>Phase</th></tr><tr><td>CAR-T</td><td> </td><td>III</td></tr></table>",
            "药物Phase\nCAR-T | III",
        );
        check("a<nav>b<nav>c</nav>d</nav>e<script>f</script>", "ae");
        check("<pre>\nx  y\n z</pre>w", "x  y\n z\n\nw");
        check("细<b>胞</b> <i> 治疗</i>", "细胞 治疗");
        check(
            "1×10<sup>7</sup> to 10<sup>−8 </sup>m<SUP>2</SUP>, Snor<sup>TM</sup>",
            "1×10⁷ to 10⁻⁸ m², SnorTM",
        );
        check("", "");
    }

    #[test]
    fn entities_are_characters() {
        check(
            "AT&amp;T &lt;1 &#8212; &#x7EC6;&nbsp;R&D &unknown; &#xFFFFFFFF; &",
            "AT&T <1 — 细 R&D &unknown; &#xFFFFFFFF; &",
        );
    }
}
