//! Searching an open index, by kind of query: the whole of `search::search` with ten snippets.
//!
//! Plain tantivy is asked for the ten best of the same words on the same index, and reads and lights nothing.
//! Ids alone do what it does, and tell how many answer; the rest is reading ten releases and lighting them.

mod support;

use std::hint::black_box;
use std::sync::Arc;

use cgtsearch::analysis::Analyzer;
use cgtsearch::index::Reader;
use cgtsearch::search::{Detail, SearchOptions, search};
use jiff::civil::date;
use tantivy::query::{AllQuery, Query};

use support::plain::Plain;
use support::samples::{Samples, ratio, shown, time};
use support::{Outcome, Setting, table};

const ROUNDS: usize = 200;

/// Texts, and how each engine is asked for one.
struct Class {
    name: &'static str,
    texts: &'static [&'static str],
    ours: fn(&str) -> String,
    plain: fn(&Plain, &Analyzer, &str) -> Box<dyn Query>,
}

const CLASSES: [Class; 9] = [
    Class {
        name: "one word",
        texts: &["antibody", "lymphoma", "lentiviral"],
        ours: str::to_owned,
        plain: Plain::any,
    },
    Class {
        name: "three words",
        texts: &["cell therapy manufacturing", "pediatric rare disease", "gene editing sickle"],
        ours: str::to_owned,
        plain: Plain::any,
    },
    Class {
        name: "phrase",
        texts: &["cell therapy", "multiple myeloma", "orphan drug designation"],
        ours: |text| format!("\"{text}\""),
        plain: Plain::phrase,
    },
    Class {
        name: "Chinese word",
        texts: &["疫苗", "树突状细胞", "临床试验"],
        ours: str::to_owned,
        plain: Plain::any,
    },
    Class {
        name: "Chinese sentence",
        texts: &[
            "树突状细胞疫苗治疗胶质母细胞瘤的临床试验进展如何",
            "国家药监局批准了哪些细胞治疗产品上市",
            "间充质干细胞注射液治疗移植物抗宿主病",
        ],
        ours: str::to_owned,
        plain: Plain::any,
    },
    Class {
        name: "mixed",
        texts: &["CAR-T 细胞治疗 lymphoma", "PD-1 抑制剂 trial", "mRNA 疫苗 COVID-19"],
        ours: str::to_owned,
        plain: Plain::any,
    },
    Class {
        name: "words since a date",
        texts: &["antibody trial", "细胞治疗", "vaccine"],
        ours: |text| format!("{text} date:2020-07-01.."),
        plain: |plain, analyzer, text| {
            let days = date(2020, 7, 1).since(date(1970, 1, 1)).map_or(0, |span| span.get_days());
            plain.since(days.into(), plain.any(analyzer, text))
        },
    },
    Class {
        name: "required words",
        texts: &["antibody trial cancer", "cell therapy approval", "疫苗 临床"],
        ours: |text| text.split(' ').map(|word| format!("+{word} ")).collect(),
        plain: Plain::all,
    },
    Class { name: "everything", texts: &["*"], ours: str::to_owned, plain: |_, _, _| Box::new(AllQuery) },
];

fn main() -> Outcome<()> {
    let setting = Setting::read("warm search, ten hits with snippets; plain tantivy: the ten best");
    let dir = setting.index()?;
    let analyzer = Arc::new(Analyzer::new());
    let reader = Reader::open(dir.path(), &analyzer)?;
    let plain = Plain::open(dir.path())?;
    let (whole, ids) =
        (SearchOptions::default(), SearchOptions { detail: Detail::Ids, ..Default::default() });
    let ask = |query: &str, options| {
        let page = search(&reader, &analyzer, query, options).expect("any query is answered");
        black_box(page);
    };
    let mut rows = Vec::new();
    for class in CLASSES {
        let mut times = [vec![], vec![], vec![]];
        for text in class.texts {
            let query = (class.ours)(text);
            let best = (class.plain)(&plain, &analyzer, text);
            for round in 0..=setting.rounds(ROUNDS) {
                let taken = [
                    time(|| ask(&query, &whole)),
                    time(|| ask(&query, &ids)),
                    time(|| drop(black_box(plain.best(&*best)))),
                ];
                // The first round warms up.
                for (times, taken) in times.iter_mut().zip(taken).filter(|_| round > 0) {
                    times.push(taken);
                }
            }
        }
        let [whole, ids, best] = times.map(Samples::new);
        rows.push([
            class.name.to_owned(),
            shown(whole.median()),
            shown(whole.p99()),
            shown(ids.median()),
            shown(best.median()),
            ratio(whole.median(), best.median()),
            ratio(ids.median(), best.median()),
        ]);
    }
    table::print(["query", "median", "p99", "ids alone", "plain tantivy", "ratio", "ids ratio"], &rows);
    Ok(())
}
