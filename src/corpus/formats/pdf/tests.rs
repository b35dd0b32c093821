//! PDFs of every kind, and bytes that only look like one.

use std::io::Write;

use flate2::Compression;
use flate2::write::ZlibEncoder;
use proptest::prelude::*;

use super::sample::{Sample, lines, stream};
use super::*;
use crate::corpus::formats::testing::{claim, outputs};

#[track_caller]
fn check(sample: Sample, expected: &str) {
    let bytes = sample.bytes();
    assert_eq!(claim(&Pdf, "a", &bytes), Claim::Content);
    assert_eq!(outputs(&Pdf, "a.pdf", &bytes), [expected]);
}

const LEFT: &[&str] = &[
    "Notareal Bio said that it has dosed the",
    "first patient in a trial of its immuno-",
    "therapy for lymphoma, a disease with",
    "few options. The CAR-",
    "T cells are made in Beijing.",
];
const RIGHT: &[&str] = &[
    "The trial will enrol thirty patients at",
    "five hospitals, and the first results of",
    "the immunotherapy are expected by the",
    "middle of the next year, it was said",
    "by those who lead the trial.",
];

fn title() -> String {
    lines("F", 18, (50, 740), 22, &["Notareal Bio doses first", "patient in CAR-T trial"])
}

#[test]
fn two_columns_are_read_one_after_the_other() {
    let page = [title(), lines("F", 10, (50, 690), 12, LEFT), lines("F", 10, (310, 690), 12, RIGHT)].concat();
    check(
        Sample::of(&[&page]).info("/Title(Microsoft Word - a.doc)/CreationDate(D:20241018003000+08'00')"),
        "[Notareal Bio doses first patient in CAR-T trial] [Notareal Bio said that it has dosed the first patient in a trial \
         of its immunotherapy for lymphoma, a disease with few options. The CAR-T cells are made in Beijing.|The trial will \
         enrol thirty patients at five hospitals, and the first results of the immunotherapy are expected by the middle of \
         the next year, it was said by those who lead the trial.] 2024-10-18T00:30:00+08:00@file {pages=1}",
    );
}

#[test]
fn pages_are_joined_without_what_belongs_to_them() {
    let page = |number: usize, texts: &[&str]| {
        let edge = [
            lines("F", 8, (50, 780), 10, &["Notareal Bio Limited"]),
            lines("F", 8, (300, 20), 10, &[&format!("{number} / 3")]),
        ];
        [edge[0].clone(), lines("F", 10, (50, 700), 12, texts), edge[1].clone()].concat()
    };
    let pages = [
        page(
            1,
            &[
                "A company that was invented has opened a plant in the north of Beijing for the making of cells",
                "and of genes, and it will supply",
            ],
        ),
        page(
            2,
            &[
                "hospitals of the region from the spring of the next year on.",
                "",
                "A second paragraph of it.",
            ],
        ),
        page(3, &["The third page ends it."]),
    ];
    let pages: Vec<&str> = pages.iter().map(String::as_str).collect();
    check(
        Sample::of(&pages),
        "[] [A company that was invented has opened a plant in the north of Beijing for the making of cells and of genes, and \
         it will supply hospitals of the region from the spring of the next year on.|A second paragraph of it.|The third page \
         ends it.] {pages=3}",
    );
}

#[test]
fn chinese_is_read_by_its_map() {
    let text = [
        lines("G", 18, (50, 740), 22, &["无此生物治疗淋巴瘤完成首例患者给药"]),
        lines(
            "G",
            10,
            (70, 700),
            14,
            &["无此生物今日宣布，其自体嵌合抗原受体细胞注射液治疗复发难治淋巴瘤的一"],
        ),
        lines("G", 10, (50, 686), 14, &["期临床试验已完成首例患者给药。"]),
        lines("G", 10, (70, 672), 14, &["关于无此生物公司"]),
    ]
    .concat();
    check(
        Sample::of(&[&text]),
        "[无此生物治疗淋巴瘤完成首例患者给药] [无此生物今日宣布，其自体嵌合抗原受体细胞注射液治疗复发难治淋巴瘤的一期临床试验已完成首例患者给药。|关于无此生物公司] {pages=1}",
    );
    // A font of the system, written in GBK: 细胞 is CFB8 B0FB.
    check(
        Sample::of(&["BT /K 10 Tf 50 700 Td <CFB8B0FB> Tj 0 -14 Td (CAR-T) Tj ET"]),
        "[细胞CAR-T] [] {pages=1}",
    );
}

#[test]
fn rows_are_rows() {
    let row = |y: u32, cells: [&str; 3]| -> String {
        cells.iter().zip([50, 200, 350]).map(|(cell, x)| lines("F", 10, (x, y), 12, &[cell])).collect()
    };
    let page = [
        title(),
        row(690, ["Dose", "Patients", "ORR"]),
        row(678, ["1", "3", "66 %"]),
        row(666, ["2", "6", "83 %"]),
        lines("F", 10, (50, 640), 12, &["Body of the release."]),
    ]
    .concat();
    check(
        Sample::of(&[&page]),
        "[Notareal Bio doses first patient in CAR-T trial] [Dose | Patients | ORR/1 | 3 | 66 %/2 | 6 | 83 %|Body of the \
         release.] {pages=1} Table:Dose | Patients | ORR/1 | 3 | 66 %/2 | 6 | 83 %",
    );
}

#[test]
fn artifacts_turns_and_forms() {
    let page = [
        "/Artifact BMC BT /F 10 Tf 50 780 Td (Header) Tj ET EMC",
        "BT /F 10 Tf 0 1 -1 0 20 100 Tm (Side) Tj ET BT /F 60 Tf 0.7 0.7 -0.7 0.7 100 100 Tm (DRAFT) Tj ET",
        "BT /F 10 Tf 50 700 Td [(A wo) -20 (rd, spa) 30 (ced) -400 (apart) ] TJ ET",
        "BT /F 10 Tf 50 688 Td (e\\336cient \\(so\\) 10) Tj /F 6 Tf 4 Ts (8) Tj ET /X Do",
    ]
    .join("\n");
    check(Sample::of(&[&page]), "[A word, spaced apart eÞcient (so) 10⁸] [In a form] {pages=1}");
}

#[test]
fn noise_is_not_indexed() {
    let garbled = lines("H", 10, (50, 700), 14, &["无此生物今日宣布，其自体嵌合抗原受体细胞注射液"]);
    check(Sample::of(&[&garbled]), "Failed its text is noise (no usable character map)");
    check(Sample::of(&["0 0 100 100 re f"]), "Failed no text: a scan?");
    check(Sample::of(&[]), "Failed not a PDF that can be read: it has no pages");
}

#[test]
fn protected_files_are_named() {
    let zeros = "00".repeat(32);
    let encrypt =
        format!("/Encrypt<</Filter/Standard/V 2/R 3/Length 128/P -44/O<{zeros}>/U<{zeros}>>>/ID[<00><00>]");
    let seen = outputs(&Pdf, "a.pdf", &Sample::of(&["BT /F 10 Tf (a) Tj ET"]).trailer(&encrypt).bytes());
    assert!(seen[0].starts_with("Failed protected"), "{seen:?}");
}

#[test]
fn hostile_files_are_survived() {
    let page = "BT /F 10 Tf 50 700 Td (A title of it) Tj ET";
    // The page tree leads back to itself.
    check(
        Sample::of(&[page]).replace(
            2,
            b"<</Type/Pages/Count 99/Kids[9 0 R 2 0 R]/Parent 2 0 R/Resources<</Font<</F 3 0 R>>>>>>",
        ),
        "[A title of it] [] {pages=1}",
    );
    check(
        Sample::of(&[page]).replace(10, &stream("/Length 99999999999", page.as_bytes())),
        "[A title of it] [] {pages=1}",
    );
    let mut bomb = ZlibEncoder::new(Vec::new(), Compression::best());
    bomb.write_all(&vec![b' '; 80 << 20]).expect("in memory");
    let bomb = stream("/Filter/FlateDecode", &bomb.finish().expect("in memory"));
    check(Sample::of(&[page]).replace(10, &bomb), "Failed its pages are larger than can be read");
    let deep = format!("{page} {} {}", "q ".repeat(100_000), "[".repeat(100_000));
    check(Sample::of(&[&deep]), "[A title of it] [] {pages=1}");
    let map = stream("", b"beginbfrange <0000> <FFFFFFFF> <0041> endbfrange");
    check(Sample::of(&["BT /G 10 Tf <00070008> Tj ET"]).replace(5, &map), "[HI] [] {pages=1}");
    for bytes in [b"%PDF-".as_slice(), b"%PDF-1.7\nxref\n0 99999999999\ntrailer<<>>startxref\n9\n%%EOF"] {
        let seen = outputs(&Pdf, "a.pdf", bytes);
        assert!(seen.len() == 1 && seen[0].starts_with("Failed not a PDF"), "{seen:?}");
    }
}

#[test]
fn dates_are_read() {
    for (written, expected) in [
        ("D:20241018003000+08'00'", Some("2024-10-18T00:30:00+08:00")),
        ("D:20241018003000Z", Some("2024-10-18T00:30:00Z")),
        ("20241018", Some("2024-10-18")),
        ("D:2024", None),
        ("日", None),
    ] {
        assert_eq!(date(written).as_deref(), expected, "{written}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn changed_files_are_read(at in any::<prop::sample::Index>(), byte in any::<u8>(), content in "[BTETjJdmqQ()<>\\[\\]0-9 ./FGHX-]{0,80}") {
        let page = title();
        let mut bytes = Sample::of(&[&page, &content, &format!("BT /G 10 Tf {content}")]).bytes();
        outputs(&Pdf, "a.pdf", &bytes);
        let at = at.index(bytes.len());
        bytes[at] = byte;
        outputs(&Pdf, "a.pdf", &bytes);
    }
}
