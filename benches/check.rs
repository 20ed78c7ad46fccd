//! How fast claims are judged, and that the time grows with their number alone.
//!
//! `cargo bench` prints claims per second for packages of 1,000 to 1,000,000 claims: a multiple over a hedged figure, a
//! compound rate, a share and a comparison in turn, each judged under its readings and at half and double hedge widths.

use std::fmt::Write;
use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_main};
use trueup::Package;
use trueup::check::{Verdict, judge};

/// A package with so many claims over four figures, written to a folder and opened.
fn package(claims: usize) -> Package {
    let folder = tempfile::tempdir().expect("a folder for the package");
    let write = |name: &str, text: &str| std::fs::write(folder.path().join(name), text).expect("the file is written");
    write(
        "datapackage.json",
        r#"{"name":"bench","resources":[{"name":"indicators","path":"indicators.csv"},{"name":"figures","path":"figures.csv"},
        {"name":"claims","path":"claims.csv"},{"name":"areas","path":"areas.csv"},{"name":"sources","path":"sources.csv"}]}"#,
    );
    write("areas.csv", "ref_area,name,colour,fiscal_year_start\nCHN,China,,\n");
    write("sources.csv", "source_id,citation_full,attribution_short,cited_in,date_published,url,doi\ns,Source,S,,,,\n");
    write(
        "indicators.csv",
        "indicator,title,unit,short_unit,measure,price_basis,ref_area,over,description_short,decimals,series\n\
         g,GDP,CNY,,flow,,CHN,,,,\nr,Rate,percent,,rate,,CHN,,,,\n",
    );
    write(
        "figures.csv",
        "figure_id,indicator,ref_area,time_period,label,stated,source_id,locator,note\n\
         a,g,CHN,2010,,almost CNY 40 trillion,s,,\nb,g,CHN,2023,,CNY 126 trillion,s,,\n\
         c,r,CHN,2010,,15.3 percent,s,,\nd,r,CHN,2023,,7.4 percent,s,,\n",
    );
    let mut text = String::from("claim_id,stated,formula,unit,source_id,locator,note\n");
    for i in 0..claims {
        let row = match i % 4 {
            0 => "more than tripled,g[2023]/g[2010],,,,",
            1 => "9.2 percent,\"cagr(g, 2010, 2023)\",,,,",
            2 => "5.9 percent,r[2023]*g[2010]/g[2010],percent,,,",
            _ => ",r[2023]<r[2010],,,,",
        };
        writeln!(text, "c{i},{row}").expect("writing to a string");
    }
    write("claims.csv", &text);
    Package::open(folder.path()).expect("the package is valid")
}

fn judging(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("judge");
    group.sample_size(10);
    for claims in [1_000_usize, 10_000, 100_000, 1_000_000] {
        let package = package(claims);
        let tripled = judge(&package, &package.claims()[0]).expect("the claim can be judged");
        assert_eq!(tripled.verdict, Verdict::Consistent);
        group.throughput(Throughput::Elements(u64::try_from(claims).expect("the number of claims fits")));
        group.bench_with_input(BenchmarkId::from_parameter(claims), &package, |bencher, package| {
            bencher.iter(|| {
                for claim in package.claims() {
                    black_box(judge(package, claim).expect("the claim can be judged"));
                }
            });
        });
    }
    group.finish();
}

mod group {
    criterion::criterion_group!(benches, super::judging);
}
criterion_main!(group::benches);
