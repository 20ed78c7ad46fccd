//! Laws of contraction, and systems worked by hand.

use proptest::prelude::*;

use super::*;

/// `a op b` of two variables equals a third.
fn tie(system: &mut System, op: usize, [a, b, c]: [usize; 3]) -> usize {
    let mut e = Expression::default();
    let (x, y) = (e.variable(a), e.variable(b));
    let value = match op {
        0 => e.add(x, y),
        1 => e.subtract(x, y),
        2 => e.multiply(x, y),
        _ => e.divide(x, y),
    };
    let whole = e.variable(c);
    e.subtract(value, whole);
    system.require(vec![Way::new(e, Bounds::point(0.0))])
}

fn state(variable: usize, low: f64, high: f64) -> Vec<Way> {
    vec![Way::value(variable, Bounds::closed(low, high))]
}

fn near(bounds: Bounds, low: f64, high: f64) -> bool {
    let close = |a: f64, b: f64| {
        (a.is_infinite() && a.total_cmp(&b).is_eq()) || (a - b).abs() <= 1e-6 * a.abs().max(b.abs()).max(1.0)
    };
    close(bounds.low, low) && close(bounds.high, high)
}

#[test]
fn a_missing_operand_is_implied_through_a_chain() {
    // 1.03 / 0.0191 = 53.93: from 1.025 / 0.01915 = 53.525 to 1.035 / 0.01905 = 54.331; and half of it.
    let mut system = System::default();
    let [spending, intensity, gdp, two, half] = [(); 5].map(|()| system.variable(Bounds::NOT_NEGATIVE));
    system.require(state(spending, 1.025, 1.035));
    system.require(state(intensity, 0.01905, 0.01915));
    system.require(state(two, 2.0, 2.0));
    tie(&mut system, 3, [spending, gdp, intensity]);
    tie(&mut system, 3, [gdp, two, half]);
    let parts = system.parts();
    let solution = parts[0].solve(&|_| true);
    assert_eq!(solution.state, State::Settled);
    assert!(near(solution.value(gdp), 53.524_804_2, 54.330_708_7), "{:?}", solution.value(gdp));
    assert!(near(solution.value(half), 26.762_402_1, 27.165_354_3), "{:?}", solution.value(half));
}

#[test]
fn ends_that_touch_meet_only_where_both_are_closed() {
    for (closed, expected) in [(true, State::Settled), (false, State::Empty)] {
        let mut system = System::default();
        let x = system.variable(Bounds::ALL);
        system.require(vec![Way::value(x, Bounds { high_closed: closed, ..Bounds::closed(2.0, 3.0) })]);
        system.require(state(x, 3.0, 4.0));
        assert_eq!(system.parts()[0].solve(&|_| true).state, expected);
    }
}

#[test]
fn infinite_ends_carry_a_bound_as_far_as_it_goes() {
    // Over 41 divided by at most 126.5 is more than 0.3241; nothing bounds it from above.
    let mut system = System::default();
    let [trade, gdp, share] = [(); 3].map(|()| system.variable(Bounds::NOT_NEGATIVE));
    system.require(vec![Way::value(trade, Bounds { low_closed: false, ..Bounds::closed(41.0, f64::INFINITY) })]);
    system.require(state(gdp, 125.5, 126.5));
    tie(&mut system, 3, [trade, gdp, share]);
    let parts = system.parts();
    let share = parts[0].solve(&|_| true).value(share);
    assert!(near(share, 41.0 / 126.5, f64::INFINITY) && !share.low_closed, "{share:?}");
}

#[test]
fn division_by_zero_alone_is_empty_and_around_zero_says_nothing() {
    let mut system = System::default();
    let [a, b, c] = [(); 3].map(|()| system.variable(Bounds::ALL));
    system.require(state(a, 1.0, 2.0));
    let zero = system.require(state(b, 0.0, 0.0));
    let around = system.require(state(b, -1.0, 1.0));
    tie(&mut system, 3, [a, b, c]);
    let parts = system.parts();
    assert_eq!(parts[0].solve(&|number| number != around).state, State::Empty);
    let solution = parts[0].solve(&|number| number != zero);
    assert_eq!((solution.state, solution.value(c)), (State::Settled, Bounds::ALL));
}

#[test]
fn a_product_on_both_sides_of_zero_leaves_out_the_gap() {
    // x y = 6, x in [2, 3], y in [-10, 10]: y in [2, 3]. With x in [-3, 3] and y in [1, 10]: x in [0.6, 3].
    let mut system = System::default();
    let [x, y, six] = [(); 3].map(|()| system.variable(Bounds::ALL));
    system.require(state(x, -3.0, 3.0));
    system.require(state(y, 1.0, 10.0));
    system.require(state(six, 6.0, 6.0));
    tie(&mut system, 2, [x, y, six]);
    let parts = system.parts();
    let solution = parts[0].solve(&|_| true);
    assert!(near(solution.value(x), 0.6, 3.0) && near(solution.value(y), 2.0, 10.0));
}

#[test]
fn a_variable_that_stands_twice_is_bisected() {
    // a / (a + b) with a in [1, 2], b in [3, 3] lies in [1/4, 2/5]; each for itself it would be [1/5, 1/2].
    let mut system = System::default();
    let [a, b, share] = [(); 3].map(|()| system.variable(Bounds::NOT_NEGATIVE));
    system.require(state(a, 1.0, 2.0));
    system.require(state(b, 3.0, 3.0));
    let mut e = Expression::default();
    let (part, again, other) = (e.variable(a), e.variable(a), e.variable(b));
    let whole = e.add(again, other);
    let value = e.divide(part, whole);
    let stated = e.variable(share);
    e.subtract(value, stated);
    system.require(vec![Way::new(e, Bounds::point(0.0))]);
    let parts = system.parts();
    let share = parts[0].solve(&|_| true).value(share);
    assert!(share.low <= 0.25 && share.high >= 0.4 && share.low > 0.24 && share.high < 0.41, "{share:?}");
}

#[test]
fn circles_are_narrowed_from_both_ends() {
    // x + y = 2 and x - y = 0 have one solution; contraction alone would leave [0, 2].
    let mut system = System::default();
    let [x, y, two, zero] = [(); 4].map(|()| system.variable(Bounds::ALL));
    for (variable, low, high) in [(x, 0.0, 2.0), (y, 0.0, 2.0), (two, 2.0, 2.0), (zero, 0.0, 0.0)] {
        system.require(state(variable, low, high));
    }
    tie(&mut system, 0, [x, y, two]);
    tie(&mut system, 1, [x, y, zero]);
    let parts = system.parts();
    let x = parts[0].solve(&|_| true).value(x);
    assert!(x.contains(1.0) && x.width() < 0.02, "{x:?}");
}

#[test]
fn what_never_settles_stops_and_stays_right() {
    // x = 0.999999 x: only zero fits, which is reached after ages.
    let mut system = System::default();
    let [x, factor] = [(); 2].map(|()| system.variable(Bounds::ALL));
    system.require(state(x, 0.0, 1.0));
    system.require(state(factor, 0.999_999, 0.999_999));
    tie(&mut system, 2, [x, factor, x]);
    let parts = system.parts();
    let solution = parts[0].solve(&|_| true);
    assert!(solution.state != State::Empty && solution.value(x).contains(0.0));
}

#[test]
fn a_disjunction_is_what_any_way_allows_and_a_gap_is_a_clash() {
    let mut system = System::default();
    let x = system.variable(Bounds::ALL);
    let either = |low: f64, high: f64| Way::value(x, Bounds::closed(low, high));
    let words = system.require(vec![either(33.45, 33.55), either(34.45, 34.55)]);
    let by = system.require(state(x, 34.0, 40.0));
    let gap = system.require(state(x, 33.8, 34.2));
    let parts = system.parts();
    assert!(near(parts[0].solve(&|number| number == words).value(x), 33.45, 34.55));
    assert!(near(parts[0].solve(&|number| number != gap).value(x), 34.45, 34.55));
    assert_eq!(parts[0].clashing(&|_| true), Some(vec![words, gap]));
    assert_eq!(parts[0].clashing(&|number| number != gap), None);
    assert!(by < gap);
}

#[test]
fn what_is_not_connected_falls_apart() {
    let mut system = System::default();
    let [a, b, c, d] = [(); 4].map(|()| system.variable(Bounds::ALL));
    system.require(state(a, 1.0, 2.0));
    tie(&mut system, 0, [a, b, c]);
    system.require(state(d, 1.0, 1.0));
    system.require(state(d, 2.0, 2.0));
    let parts = system.parts();
    assert_eq!(parts.len(), 2);
    assert_eq!(parts[0].variables(), [a, b, c]);
    assert_eq!([parts[0].solve(&|_| true).state, parts[1].solve(&|_| true).state], [State::Settled, State::Empty]);
}

/// A system built around a solution: values, ties among them, and intervals that hold them.
#[derive(Debug, Clone)]
struct Built {
    values: Vec<f64>,
    ties: Vec<(usize, [usize; 3])>,
    around: Vec<(usize, f64, f64)>,
}

fn built() -> impl Strategy<Value = Built> {
    let start = prop::collection::vec(prop_oneof![-50.0..50.0_f64, 0.01..1000.0_f64], 2..6);
    let ops = prop::collection::vec((0..4_usize, any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..12);
    let around = prop::collection::vec((any::<prop::sample::Index>(), 0.0..0.2_f64, 0.0..0.2_f64), 1..10);
    (start, ops, around).prop_map(|(mut values, ops, around)| {
        let mut ties = Vec::new();
        for (op, a, b) in ops {
            let (a, b) = (a.index(values.len()), b.index(values.len()));
            let (x, y) = (values[a], values[b]);
            let value = match op {
                0 => x + y,
                1 => x - y,
                2 => x * y,
                _ => x / y,
            };
            if value.is_finite() && value.abs() < 1e12 && (op != 3 || y.abs() > 1e-6) {
                values.push(value);
                ties.push((op, [a, b, values.len() - 1]));
            }
        }
        let around = around
            .into_iter()
            .map(|(i, below, above)| {
                let i = i.index(values.len());
                // The ties hold to within rounding, and so must the intervals.
                let room = values[i].abs() * 1e-9 + 1e-9;
                (i, values[i] - below * values[i].abs() - room, values[i] + above * values[i].abs() + room)
            })
            .collect();
        Built { values, ties, around }
    })
}

/// The system of it, its constraints in an order that a seed gives.
fn system_of(built: &Built, turn: usize) -> System {
    enum Item<'a> {
        Tie(&'a (usize, [usize; 3])),
        Around(&'a (usize, f64, f64)),
    }
    let mut items: Vec<Item<'_>> =
        built.ties.iter().map(Item::Tie).chain(built.around.iter().map(Item::Around)).collect();
    let turn = turn % items.len();
    items.rotate_left(turn);
    if turn % 2 == 1 {
        items.reverse();
    }
    let mut system = System::default();
    for _ in &built.values {
        system.variable(Bounds::ALL);
    }
    for item in items {
        match item {
            Item::Tie((op, [a, b, c])) => {
                // A tie of floats holds to within its rounding.
                let mut e = Expression::default();
                let (x, y) = (e.variable(*a), e.variable(*b));
                let value = match op {
                    0 => e.add(x, y),
                    1 => e.subtract(x, y),
                    2 => e.multiply(x, y),
                    _ => e.divide(x, y),
                };
                let whole = e.variable(*c);
                e.subtract(value, whole);
                let room = built.values[*c].abs() * 1e-12 + 1e-12;
                system.require(vec![Way::new(e, Bounds::closed(-room, room))]);
            }
            Item::Around((variable, low, high)) => {
                system.require(state(*variable, *low, *high));
            }
        }
    }
    system
}

proptest! {
    #![proptest_config(ProptestConfig { rng_seed: proptest::test_runner::RngSeed::Fixed(4), cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn contraction_never_loses_a_solution(built in built()) {
        let system = system_of(&built, 0);
        for part in system.parts() {
            let solution = part.solve(&|_| true);
            prop_assert!(solution.state != State::Empty);
            for variable in part.variables() {
                prop_assert!(
                    solution.value(*variable).contains(built.values[*variable]),
                    "{} is not in {:?}", built.values[*variable], solution.value(*variable)
                );
            }
        }
    }

    #[test]
    fn the_order_of_constraints_does_not_matter(built in built(), turn in 1..30_usize) {
        let (one, other) = (system_of(&built, 0), system_of(&built, turn));
        let (parts, others) = (one.parts(), other.parts());
        for (part, other) in parts.iter().zip(&others) {
            let (solution, other) = (part.solve(&|_| true), other.solve(&|_| true));
            if solution.state != State::Settled || other.state != State::Settled {
                continue;
            }
            for variable in part.variables() {
                let (a, b) = (solution.value(*variable), other.value(*variable));
                prop_assert_eq!(a.is_finite(), b.is_finite());
                if a.is_finite() {
                    let room = 0.01 * a.width().max(b.width()) + 1e-6 * a.low.abs().max(a.high.abs()) + 1e-6;
                    prop_assert!((a.low - b.low).abs() <= room && (a.high - b.high).abs() <= room, "{:?} {:?}", a, b);
                }
            }
        }
    }

    #[test]
    fn arithmetic_encloses_what_floats_give(a in -1e6..1e6_f64, b in -1e6..1e6_f64, wa in 0.0..10.0_f64, wb in 0.0..10.0_f64, s in 0.0..1.0_f64, t in 0.0..1.0_f64) {
        let (x, y) = (Bounds::closed(a, a + wa), Bounds::closed(b, b + wb));
        let (p, q) = ((a + s * wa).clamp(x.low, x.high), (b + t * wb).clamp(y.low, y.high));
        let wide = |bounds: Bounds| Bounds::closed(bounds.low.next_down(), bounds.high.next_up());
        prop_assert!(wide(x.plus(y)).contains(p + q));
        prop_assert!(wide(x.subtract(y)).contains(p - q));
        prop_assert!(wide(x.multiply(y)).contains(p * q));
        if q != 0.0 {
            prop_assert!(wide(x.divide(y).unwrap()).contains(p / q));
        }
        // Undone, the other is still there.
        prop_assert!(x.multiply(y).divide_within(y, Bounds::ALL).is_none_or(|back| wide(back).contains(p)));
    }

    #[test]
    fn a_smallest_clashing_set_clashes_and_loses_nothing(built in built(), which in any::<prop::sample::Index>(), far in 1.5..5.0_f64) {
        let mut system = system_of(&built, 0);
        let variable = built.around[which.index(built.around.len())].0;
        let away = built.values[variable] + (built.values[variable].abs() + 1.0) * far;
        system.require(state(variable, away, away + 1.0));
        for part in system.parts() {
            if let Some(set) = part.clashing(&|_| true) {
                prop_assert!(part.clashing(&|number| set.contains(&number)).is_some());
                for left_out in &set {
                    prop_assert!(part.clashing(&|number| set.contains(&number) && number != *left_out).is_none());
                }
            }
        }
    }
}
