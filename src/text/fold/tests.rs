//! Folding, and that once is enough.

use proptest::prelude::*;

use super::*;

#[track_caller]
fn check(text: &str, expected: &str) {
    assert_eq!(fold(text).text, expected, "{text}");
}

#[test]
fn writing_does_not_matter() {
    check("CAR－T ＡＡＶ（ＣＧＴ）", "car-t aav(cgt)");
    check("CAR–T CAR‑T CAR−T", "car-t car-t car-t");
    check("therapy—a", "therapy--a");
    check("CelArts’ “DC” 「一库」", "celarts' \"dc\" \"一库\"");
    check("幹細胞 發布會 癌癥", "干细胞 发布会 癌症");
    check("Ⅲ期 ①", "iii期 1");
    check("so\u{ad}ft zero\u{200b}width", "soft zerowidth");
    check("Socie\u{301}te\u{301} Société", "société société");
    check("醫(yī)藥健康產(chǎn)業(yè)", "医药健康产业");
    check("İ", "i\u{307}");
}

#[test]
fn pinyin_goes_however_it_is_written() {
    for pinyin in ["(jiàn)", "（jiàn）", "(Jiàn)", "(JIÀN)", "(jia\u{300}n)", "（Ｊiàn)", "(ji\u{ad}àn)"]
    {
        check(&format!("健{pinyin}康"), "健康");
    }
    check("张(Zhāng)强(Qiáng)", "张强");
    check("他们(men)的(de)個（gè）人", "他们的个人");
    check(
        "通用电气(GE)医疗 细胞(CAR)治疗 (jiàn) 健(jiàn)\u{301}",
        "通用电气(ge)医疗 细胞(car)治疗 (jiàn) 健(jiàn)\u{301}",
    );
}

#[test]
fn marks_are_composed_whatever_stands_between() {
    check("e\u{200b}\u{301} E\u{34f}\u{301} é\u{200b}", "é é é");
    check("T\u{308} H\u{331} W\u{30a} J\u{30c}", "ẗ ẖ ẘ ǰ");
    check("“\u{327}\u{34f}\u{301}”", "\"\u{327}\u{301}\"");
    check("12\u{301}", "12\u{301}");
    check("葛\u{e0100}城", "葛城");
    check("ｶﾞ か\u{3099}", "ガ が");
}

#[test]
fn folding_twice_is_folding_once_where_it_was_not() {
    for text in [
        "健(Jiàn)康",
        "细⒜胞",
        "啊⒜胞",
        "e\u{200b}\u{301}",
        "T\u{308}",
        "2¹²\u{301}",
        "“\u{301}\u{34f}\u{327}",
        "\u{1dc4}\u{1e01b}\u{316}",
    ] {
        let once = fold(text).text;
        assert_eq!(fold(&once).text, once, "{text}");
    }
}

#[test]
fn exponents_stay_apart() {
    check("1×10⁶", "1×10^6");
    check("10⁻¹² m² 106 ¹⁷⁷Lu", "10^-12 m^2 106 177lu");
    check("therapy¹ 细胞¹", "therapy^1 细胞1");
    check("1½", "1 1⁄2");
}

#[test]
fn ranges_lead_back() {
    for (text, part, expected) in [
        ("在CAR－T中", "car-t", "CAR－T"),
        ("幹細胞療法", "细胞", "細胞"),
        ("醫(yī)藥", "医药", "醫(yī)藥"),
        ("醫(yī)藥", "医", "醫"),
        ("a\u{ad}b", "b", "b"),
        ("Socie\u{301}té x", "société", "Socie\u{301}té"),
        ("Ⅲ期", "ii", "Ⅲ"),
        ("10⁶ x", "10^6", "10⁶"),
    ] {
        let folded = fold(text);
        let at = folded.text.find(part).expect("the part is there");
        assert_eq!(&text[folded.source_range(at..at + part.len())], expected, "{part} in {text}");
    }
}

#[test]
fn every_character_folds_once_and_for_all() {
    let mut wrong = Vec::new();
    for c in '\0'..=char::MAX {
        let once = fold(c.encode_utf8(&mut [0; 4])).text;
        if fold(&once).text != once {
            wrong.push((c, once));
        }
    }
    assert_eq!(wrong, []);
}

#[test]
fn no_character_becomes_a_mark_of_the_one_before() {
    for c in ('\0'..=char::MAX).filter(|&c| !is_mark(c)) {
        let once = fold(c.encode_utf8(&mut [0; 4])).text;
        assert!(!once.starts_with(is_mark), "{c:?}");
    }
}

/// Pieces that meet in all the ways that make folding hard.
fn writing() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        "\\PC",
        "[a-zA-ZåÅßſİıΣςµĲǅẞøñ]",
        "[0-9²¹⁶⁻⁺½①⑴⒈１٣𝟏^. -]",
        "[\u{300}-\u{345}\u{1ab0}\u{1dc4}\u{20d0}\u{338}\u{34f}\u{3099}\u{1e01b}\u{5b0}\u{64b}\u{f71}\u{f73}ﾞ]{1,3}",
        "[\u{ad}\u{200b}\u{200d}\u{2060}\u{fe0f}\u{feff}\u{34f}\u{e0100}]",
        "[健細胞的个們啊〇あガｶﾞ각ᄀ\u{1161}\u{f900}㈱㊗、。，《》“”—−‴]",
        "[⒜⒝㈠㈝⓪㎏Ⅲﬁ…™℃Ωℵﷺ]",
        "[(（﹙⁽][a-zA-Zāáǎàéü]{0,3}[\u{300}\u{301}\u{304}\u{30c}\u{200b}]{0,1}[nNgG]{0,2}[)）﹚⁾]",
        "[(（](de|De|men|ge|GE|a|A|Jiàn|zhuàng)[)）]",
        "[()（）]",
    ];
    proptest::collection::vec(piece, 0..16).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn folding_twice_is_folding_once(text in writing()) {
        let once = fold(&text).text;
        prop_assert_eq!(&fold(&once).text, &once);
    }

    #[test]
    fn case_and_width_do_not_matter(text in "[a-zA-Z0-9()健康个的éà. -]{0,20}") {
        let wide: String = text.chars().map(|c| if c.is_ascii_graphic() {
            char::from_u32(u32::from(c) - 0x21 + 0xff01).unwrap_or(c)
        } else {
            c
        }).collect();
        let once = fold(&text).text;
        prop_assert_eq!(&fold(&wide).text, &once);
        prop_assert_eq!(&fold(&text.to_uppercase()).text, &once);
    }

    #[test]
    fn every_range_is_a_slice_and_order_is_kept(text in writing()) {
        let folded = fold(&text);
        let mut last = 0;
        for (at, c) in folded.text.char_indices() {
            let range = folded.source_range(at..at + c.len_utf8());
            prop_assert!(text.get(range.clone()).is_some_and(|part| !part.is_empty()));
            prop_assert!(range.start >= last);
            last = range.start;
        }
    }
}
