//! What holds for any set of releases, many of them alike.

use proptest::prelude::*;

use super::*;

/// Words enough for a few texts that resemble each other more or less.
const WORDS: [&str; 12] = [
    "cell", "therapy", "trial", "patients", "dose", "safety", "response", "company", "板块", "细胞", "治疗",
    "患者",
];

/// A release that is likely to have copies in the set: a text of few, with some words changed.
fn entry_of(number: usize) -> impl Strategy<Value = Entry> {
    let news =
        (0..3_usize, prop::collection::vec(0..90_usize, 0..4), prop::sample::select(vec![20_usize, 60, 90]));
    let headline = prop::sample::select(vec![
        "",
        "Alpha Begins",
        "Correction: Quillfeather Doses the First Patient Today",
        "Quillfeather Doses the First Patient Today",
        "羽墨生物今日宣布完成首例患者给药",
    ]);
    let source = prop::sample::select(vec!["PR Newswire", "Yahoo Finance", "x"]);
    (news, headline, prop::option::of(0..12), source).prop_map(
        move |((text, changed, length), headline, day, source)| {
            let words: Vec<String> = (0..length)
                .map(|at| match changed.contains(&at) {
                    true => "other".to_owned(),
                    // Squares of the place, so that no two shingles of a text are alike by design.
                    false => WORDS[(at * at + text * (at + 5)) % 12].to_owned() + &"x".repeat(at % 7),
                })
                .collect();
            entry(&format!("r{number}"), headline, &words.join(" "), day, source)
        },
    )
}

fn entries() -> impl Strategy<Value = Vec<Entry>> {
    (1..24_usize).prop_flat_map(|count| (0..count).map(entry_of).collect::<Vec<_>>())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, ..ProptestConfig::default() })]

    #[test]
    fn order_does_not_matter((entries, shuffled) in entries().prop_flat_map(|entries| {
        (Just(entries.clone()), Just(entries).prop_shuffle())
    })) {
        // Growing an index is this: the same set, read in another order.
        prop_assert_eq!(show(&entries), show(&shuffled));
    }

    #[test]
    fn representatives_are_no_copies_of_each_other(entries in entries()) {
        let stories = assign(entries.as_slice());
        let first: Vec<Entry> =
            (0..entries.len()).filter(|&at| stories.representative(at) == at).map(|at| entries[at].clone()).collect();
        let again = assign(first.as_slice());
        prop_assert_eq!(again.stories, []);
        prop_assert_eq!(first.len() + stories.folded(), entries.len());
    }

    #[test]
    fn stories_are_consistent(entries in entries()) {
        let stories = assign(entries.as_slice());
        let mut counted = vec![0; stories.stories.len()];
        for (at, &of) in stories.of.iter().enumerate().filter(|(_, of)| **of != Stories::ALONE) {
            counted[of as usize] += 1;
            let representative = stories.representative(at);
            prop_assert_eq!(stories.of[representative], of);
            prop_assert_eq!(entries[at].fingerprint.is_han, entries[representative].fingerprint.is_han);
            prop_assert!(entries[representative].originality <= entries[at].originality);
        }
        let sizes: Vec<u32> = stories.stories.iter().map(|story| story.releases).collect();
        prop_assert!(sizes.iter().all(|&size| size > 1));
        prop_assert_eq!(sizes, counted);
        for link in &stories.links {
            prop_assert!(link.from != link.to);
            prop_assert_eq!(stories.representative(link.from as usize), link.from as usize);
            prop_assert_eq!(stories.representative(link.to as usize), link.to as usize);
        }
    }

    #[test]
    fn any_text_has_a_fingerprint(headline in ".{0,60}", news in prop::collection::vec(".{0,200}", 0..4)) {
        let news: Vec<&str> = news.iter().map(String::as_str).collect();
        let taken = Fingerprint::of(&headline, &news);
        prop_assert_eq!(taken.resemblance(&taken), if taken.words == 0 { 0.0 } else { 1.0 });
    }
}
