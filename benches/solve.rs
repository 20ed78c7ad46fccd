//! How fast a system of constraints reaches its fixed point, and how fast a smallest clashing set is found.
//!
//! `cargo bench --bench solve` contracts systems of 10,000, 30,000 and 100,000 figures with as many constraints: levels that grow
//! from year to year by stated rates, in one chain, and in chains of ten years, of which only the first level is stated, so that all others are
//! implied. Then it looks for the set in systems of 1,000 constraints in which the last level is stated too, and does not fit.

use std::hint::black_box;

use criterion::{BenchmarkId, Criterion, Throughput, criterion_main};
use trueup::solve::{Bounds, Expression, State, System, Way};

/// Levels and rates, `figures` in all, in chains of so many levels: `level[i + 1] = level[i] * rate[i]`.
fn chains(figures: usize, levels: usize) -> System {
    let mut system = System::default();
    let mut before: Option<usize> = None;
    for i in 0..figures / 2 {
        let [level, rate] = [(); 2].map(|()| system.variable(Bounds::NOT_NEGATIVE));
        system.require(vec![Way::value(rate, Bounds::closed(0.9995, 1.0005))]);
        match before.filter(|_| i % levels != 0) {
            None => {
                system.require(vec![Way::value(level, Bounds::closed(99.5, 100.5))]);
            }
            Some(before) => {
                system.require(vec![product(level, before, rate)]);
            }
        }
        before = Some(level);
    }
    system
}

/// `level = before * rate`.
fn product(level: usize, before: usize, rate: usize) -> Way {
    let mut expression = Expression::default();
    let (a, b) = (expression.variable(before), expression.variable(rate));
    let (grown, level) = (expression.multiply(a, b), expression.variable(level));
    expression.subtract(level, grown);
    Way::new(expression, Bounds::point(0.0))
}

fn contracting(criterion: &mut Criterion) {
    for (name, levels) in [("one chain", usize::MAX), ("chains of ten", 10)] {
        let mut group = criterion.benchmark_group(name);
        group.sample_size(10);
        for figures in [10_000_usize, 30_000, 100_000] {
            let system = chains(figures, levels);
            group.throughput(Throughput::Elements(u64::try_from(figures).expect("the number of figures fits")));
            group.bench_with_input(BenchmarkId::from_parameter(figures), &system, |bencher, system| {
                bencher.iter(|| {
                    for part in system.parts() {
                        let solution = part.solve(&|_| true);
                        assert_eq!(solution.state, State::Settled);
                        black_box(&solution);
                    }
                });
            });
        }
        group.finish();
    }
}

fn clashing(criterion: &mut Criterion) {
    let mut group = criterion.benchmark_group("smallest clashing set of 1,000 constraints");
    group.sample_size(10);
    for (name, levels, expected) in [("all but one", usize::MAX, 1_000), ("twenty of them", 10, 20)] {
        let mut system = chains(1_000, levels);
        let last = system.variables() - 2;
        system.require(vec![Way::value(last, Bounds::closed(900.0, 901.0))]);
        group.bench_function(name, |bencher| {
            bencher.iter(|| {
                let sets: Vec<Vec<usize>> = system.parts().iter().filter_map(|part| part.clashing(&|_| true)).collect();
                assert_eq!(sets.iter().map(Vec::len).collect::<Vec<_>>(), [expected]);
                black_box(&sets);
            });
        });
    }
    group.finish();
}

mod group {
    criterion::criterion_group!(benches, super::contracting, super::clashing);
}
criterion_main!(group::benches);
