//! How fast prose is read, and that the time grows with its length alone.
//!
//! `cargo bench --bench extract` reads 1 and 2 MB of the passages of tests/corpus, one after the other, and texts that are made to be slow: a million
//! digits, commas or hedges, a hundred thousand parentheses in each other, one sentence of a megabyte, and their like. It fails where twice
//! as much takes more than three times as long.

use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use criterion::{BenchmarkId, Criterion, Throughput, criterion_main};
use trueup::extract::extract;

#[path = "../tests/hostile_prose.rs"]
mod hostile_prose;

/// How often the piece of a hostile text stands in the longer of two.
const TIMES: usize = 1_000_000;

/// The passages of the corpus in the order of their files, each a paragraph, over and over until so many bytes are reached.
fn ordinary(bytes: usize) -> String {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/corpus");
    let mut files: Vec<_> = ["dev", "test"]
        .iter()
        .flat_map(|part| std::fs::read_dir(corpus.join(part)).expect("the corpus is there"))
        .map(|entry| entry.expect("its files can be listed").path())
        .collect();
    files.sort();
    let mut passages = String::new();
    for file in files {
        let text = std::fs::read_to_string(file).expect("its files can be read");
        let table: toml::Table = text.parse().expect("its files are TOML");
        for passage in table["passage"].as_array().expect("a file holds passages") {
            passages.push_str(passage["text"].as_str().expect("a passage has a text"));
            passages.push_str("\n\n");
        }
    }
    passages.repeat(bytes.div_ceil(passages.len()))
}

fn reading(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("extract");
    group.sample_size(10);
    let mut texts: Vec<(&str, String)> = [1_000_000, 2_000_000].map(|bytes| ("ordinary", ordinary(bytes))).into();
    for times in [TIMES / 2, TIMES] {
        texts.extend(hostile_prose::texts(times));
    }
    for (name, text) in &texts {
        group.throughput(Throughput::Bytes(text.len() as u64));
        group.bench_with_input(BenchmarkId::new(*name, text.len()), text, |bencher, text| {
            bencher.iter(|| black_box(extract(text)));
        });
    }
    group.finish();
}

/// The shortest of three runs.
fn time(text: &str) -> Duration {
    let run = |_| {
        let start = Instant::now();
        black_box(extract(text));
        start.elapsed()
    };
    (0..3).map(run).min().unwrap_or_default()
}

/// Twice as much text takes about twice as long, whatever it holds.
fn growing(_: &mut Criterion) {
    let pairs = hostile_prose::texts(TIMES / 2).into_iter().zip(hostile_prose::texts(TIMES));
    for ((name, half), (_, whole)) in pairs.chain([(("ordinary", ordinary(1_000_000)), ("", ordinary(2_000_000)))]) {
        let (short, long) = (time(&half), time(&whole));
        assert!(
            long < short * 3 + Duration::from_millis(20),
            "{name}: twice as much takes {long:?} instead of {short:?}"
        );
    }
}

mod group {
    criterion::criterion_group!(benches, super::growing, super::reading);
}
criterion_main!(group::benches);
