//! What kind of word is it, beside a quote in English?

use std::collections::HashMap;
use std::sync::LazyLock;

/// Verbs of speech, in all the forms a release has them in.
const VERBS: &str = "said says say stated states stating commented comments commenting added adds adding noted notes noting \
    explained explains explaining remarked remarks continued continues concluded concludes shared shares told observed \
    observes emphasized emphasised emphasizes emphasises stressed stresses wrote writes declared declares affirmed \
    affirms acknowledged recalled recalls reflected reflects expressed exclaimed enthused argued argues warned warns \
    insisted urged reiterated replied asked asks answered admitted cautioned summarized quipped saying remarking";
/// Words of offices and addresses: a name stands behind them, or before.
const TITLES: &str = "dr mr ms mrs mx prof professor sir dame lord lady rev sen senator rep representative governor gov mayor \
    secretary minister president vice chief executive officer chairman chairwoman chairperson chair director \
    founder co-founder cofounder ceo cfo coo cto cmo cso cbo cpo cio cco evp svp vp avp senior managing general manager head \
    lead medical scientific financial operating technology commercial business development strategy marketing operations \
    research clinical regulatory affairs global interim acting deputy associate assistant principal investigator \
    partner global corporate legal counsel people product innovation information data digital sales quality manufacturing \
    coach captain commissioner congressman congresswoman attorney judge administrator ambassador superintendent dean \
    coordinator specialist analyst scientist engineer physician surgeon author editor board executive-director north america \
    us u.s uk";
/// Words of companies and institutions: who has one is nobody.
const ORGANISATIONS: &str = "inc corp corporation ltd limited llc plc gmbh company co therapeutics pharmaceuticals pharma \
    pharmaceutical biosciences bioscience sciences science biotech biotechnology biotechnologies biologics university college \
    hospital hospitals institute institutes center centre school group holdings foundation association society department ministry \
    agency administration capital ventures partners health healthcare clinic laboratories labs technologies technology systems \
    bank fund council committee commission journal medicine oncology genetics genomics biopharma bio services solutions \
    network international industries organization organisation union federation league news wire magazine report \
    conference award awards program initiative the this that these it we they our its in at on for with from as by and but \
    when while after before if however meanwhile additionally today recently commenting speaking according \
    monday tuesday wednesday thursday friday saturday sunday january february march april may june july august \
    september october november december phase study trial data results there then also such what i you not no yes";
/// Degrees and memberships behind a name.
const DEGREES: &str = "phd ph.d md m.d mba mph m.p.h msc m.sc bsc ms m.s jd j.d rn dds dvm pharmd pharm.d scd sc.d dsc facc facs fasco frcp mbbs \
    cpa cfa esq obe cbe dphil dphil mphil ba b.a ma m.a faan facp do d.o m.b.b.s frcpc dnp np pa-c";
/// Small words inside a name.
const PARTICLES: &str = "de van von der den del della da di du la le bin al el ten ter dos y";
/// What stands before the title of a text.
const TITLED: &str = "titled entitled called named dubbed article paper abstract poster presentation book film song slogan theme tagline \
    motto phrase words episode study publication headline report";

/// What a word can be; it can be several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// A verb of speech.
    Verb = 1,
    /// Of an office, or a way of address.
    Title = 2,
    /// Of a company or an institution, or no name at all.
    Organisation = 4,
    /// A degree, or a membership.
    Degree = 8,
    /// A small word inside a name.
    Particle = 16,
    /// What announces the title of a text.
    Titled = 32,
}

/// The kinds of a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub(super) struct Kinds(u8);

impl Kinds {
    /// Tells whether the word is of this kind.
    pub(super) fn is(self, kind: Kind) -> bool {
        self.0 & kind as u8 != 0
    }
}

/// No word in the lists is longer.
const MAX_WORD_BYTES: usize = 24;

static KINDS: LazyLock<HashMap<&'static [u8], u8>> = LazyLock::new(|| {
    let lists = [
        (VERBS, Kind::Verb),
        (TITLES, Kind::Title),
        (ORGANISATIONS, Kind::Organisation),
        (DEGREES, Kind::Degree),
        (PARTICLES, Kind::Particle),
        (TITLED, Kind::Titled),
    ];
    let mut kinds = HashMap::new();
    for (list, kind) in lists {
        for word in list.split_ascii_whitespace() {
            *kinds.entry(word.as_bytes()).or_default() |= kind as u8;
        }
    }
    kinds
});

/// Returns the kinds of a word, in whatever case, without its possessive.
pub(super) fn kinds(word: &str) -> Kinds {
    let word = word.trim_end_matches("'s").trim_end_matches("’s").trim_end_matches('.');
    let mut lower = [0; MAX_WORD_BYTES];
    let Some(lower) = lower.get_mut(..word.len()) else { return Kinds::default() };
    lower.copy_from_slice(word.as_bytes());
    lower.make_ascii_lowercase();
    Kinds(KINDS.get(&*lower).copied().unwrap_or_default())
}
