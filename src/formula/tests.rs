//! Hand-worked formulas, unit algebra, and interval arithmetic against exact fractions.

use num_rational::BigRational;
use num_traits::{ToPrimitive, Zero};
use proptest::prelude::*;

use super::*;
use crate::quantity::{Exact, Interval, Policy, Understanding};
use crate::solve::{Bounds, Expression, System, Way};

fn literal_values(formula: &Formula) -> (Vec<(Unit, bool)>, Vec<Interval>) {
    let quantity = |operand: &Operand| match operand {
        Operand::Literal(quantity) => quantity.clone(),
        Operand::Figure(reference) => panic!("{reference:?} in a test of literals"),
    };
    let units = formula.operands().iter().map(|o| (quantity(o).unit().clone(), false)).collect();
    let values = formula
        .operands()
        .iter()
        .map(|o| {
            let (n, d) = quantity(o).unit().factor();
            quantity(o)
                .operand(&Policy::default(), false, Understanding::default())
                .scaled(&Exact::ratio(n.into(), d.into()))
        })
        .collect();
    (units, values)
}

/// Low and high end, and unit, of a formula of literals.
fn result(text: &str, numbers: Numbers) -> Result<(f64, f64, String)> {
    let mut formula = Formula::parse(text, numbers)?;
    let (units, values) = literal_values(&formula);
    let checked = formula.check(&units, None)?;
    let value = formula.evaluate(&values, Conventions::default())?;
    Ok((value.low.to_f64(), value.high.to_f64(), checked.unit().to_string()))
}

#[track_caller]
fn assert_result(text: &str, low: f64, high: f64, unit: &str) {
    let (l, h, u) = result(text, Numbers::Printed).unwrap_or_else(|error| panic!("{text}: {error}"));
    let near = |a: f64, b: f64| (a - b).abs() <= 1e-9 * b.abs().max(1.0);
    assert!(near(l, low) && near(h, high) && u == unit, "{text}: [{l}, {h}] {u}, expected [{low}, {high}] {unit}");
}

#[test]
fn printed_numbers_carry_their_rounding() {
    assert_result("126 / almost 40", 125.5 / 40.0, 126.5 / 36.0, "times");
    assert_result("31.4 trillion / 16.98 trillion", 31.35 / 16.985, 31.45 / 16.975, "times");
    assert_result("2.5 / (1 + 78.6 %)", 2.45 / 1.7865, 2.55 / 1.7855, "times");
    assert_result("CNY 3.09 trillion / 2.55 %", 3.085e12 / 0.025_55, 3.095e12 / 0.025_45, "CNY");
}

#[test]
fn exponents_and_years_are_constants() {
    // 3.15^(1/13) - 1 = 9.23 %
    assert_result(
        "(126 / 40)^(1/13) - 1",
        (125.5_f64 / 40.5).powf(1.0 / 13.0) - 1.0,
        (126.5_f64 / 39.5).powf(1.0 / 13.0) - 1.0,
        "times",
    );
    assert_result(
        "cagr(40, 126, 13)",
        (125.5_f64 / 40.5).powf(1.0 / 13.0) - 1.0,
        (126.5_f64 / 39.5).powf(1.0 / 13.0) - 1.0,
        "percent",
    );
    assert_result(
        "annualised(33.5, 39)",
        33.45_f64.powf(1.0 / 39.0) - 1.0,
        33.55_f64.powf(1.0 / 39.0) - 1.0,
        "percent",
    );
    assert_result("annualised(78.6 %, 4)", 1.7855_f64.powf(0.25) - 1.0, 1.7865_f64.powf(0.25) - 1.0, "percent");
}

#[test]
fn every_function_is_what_its_definition_says() {
    let constants = |text: &str| result(text, Numbers::Constants).unwrap();
    assert_eq!(constants("growth(50, 75)"), (0.5, 0.5, "percent".to_owned()));
    assert_eq!(constants("change(50, 75)"), (25.0, 25.0, "count".to_owned()));
    assert_eq!(constants("index(75, 50)"), (150.0, 150.0, "index".to_owned()));
    assert_eq!(constants("share(1, 4)"), (0.25, 0.25, "percent".to_owned()));
    assert_eq!(constants("mean(1, 2, 6)"), (3.0, 3.0, "count".to_owned()));
    assert_eq!(constants("sum(1, 2, 6)"), (9.0, 9.0, "count".to_owned()));
    assert_eq!(constants("max(1, min(5, 2))"), (2.0, 2.0, "count".to_owned()));
    assert_eq!(constants("years(1978, 2017)"), (39.0, 39.0, "years".to_owned()));
    assert_eq!(constants("years(1978/2017)"), (39.0, 39.0, "years".to_owned()));
    assert_eq!(constants("first_year(2023, 18 years)"), (2006.0, 2006.0, "calendar_year".to_owned()));
    assert_eq!(constants("2 + 3 * 4 ^ 2 - -1"), (51.0, 51.0, "count".to_owned()));
    assert_eq!(constants("2 ^ 3 ^ 2"), (512.0, 512.0, "count".to_owned()));
    let (low, high, _) = constants("ln(exp(2))");
    assert!(low <= 2.0 && 2.0 <= high && high - low < 1e-14);
}

#[test]
fn whole_powers_are_exact_and_fractional_ones_lie_inside() {
    let formula = Formula::parse("4 ^ (1/2)", Numbers::Constants).unwrap();
    let (_, values) = literal_values(&formula);
    let root = formula.evaluate(&values, Conventions::default()).unwrap();
    assert!(root.contains(&Exact::from(2)));
    assert_eq!(result("1.5 ^ 3", Numbers::Constants).unwrap(), (3.375, 3.375, "count".to_owned()));
    assert_eq!(result("(-2) ^ 2", Numbers::Constants).unwrap().0.to_bits(), 4.0_f64.to_bits());
}

#[test]
fn units_that_do_not_go_together_are_refused_with_the_place() {
    let cases = [
        ("CNY 5 + USD 5", "USD cannot be added to CNY"),
        ("5 people + 5 percent", "percent cannot be added to people"),
        ("mean(No. 1, No. 2)", "mean of a rank means nothing"),
        ("No. 1 * 3", "a rank cannot be multiplied with a bare number"),
        ("5 % < 10", "percent cannot be compared (<) with a bare number"),
        ("5 % < 3 pp", "percent cannot be compared (<) with percentage points"),
        ("CNY 4 < 3 times", "CNY cannot be compared (<) with a ratio"),
        ("2 ^ 5 %", "an exponent is a bare number, not percent"),
        ("annualised(CNY 5, 3)", "annualised takes a multiple or a growth rate, not CNY"),
        ("CNY 5 * CNY 3", "the result is in"),
    ];
    for (text, message) in cases {
        let error = result(text, Numbers::Constants)
            .map(|_| ())
            .or_else(|error| if error.to_string().contains(message) { Ok(()) } else { Err(error) });
        if text == "CNY 5 * CNY 3" {
            assert!(result(text, Numbers::Constants).is_err());
        } else {
            assert!(error.is_ok() && result(text, Numbers::Constants).is_err(), "{text}: {error:?}");
        }
        assert!(result(text, Numbers::Constants).unwrap_err().span().is_some(), "{text}");
    }
}

#[test]
fn units_follow_the_algebra() {
    let unit = |text: &str| result(text, Numbers::Constants).unwrap_or_else(|e| panic!("{text}: {e}")).2;
    assert_eq!(unit("5 % - 3 %"), "percentage_points");
    assert_eq!(unit("5 % + 1 pp"), "percent");
    assert_eq!(unit("No. 34 - No. 12"), "places");
    assert_eq!(unit("CNY 5 / 17 %"), "CNY");
    assert_eq!(unit("CNY 5 / 3 people"), "CNY/people");
    assert_eq!(unit("11.8 per 10,000 people * 1,400 million people"), "count");
    assert_eq!(unit("17 % * 5 % / 3 %"), "times");
    assert_eq!(unit("1 + 5 %"), "times");
    assert_eq!(unit("5 % > 3 %"), "percentage_points");
}

#[test]
fn what_is_near_zero_can_be_divided_by() {
    let (low, high, _) = result("1 / (1 / 50.0 trillion)", Numbers::Printed).unwrap();
    assert!((low - 49.95e12).abs() < 1.0 && (high - 50.05e12).abs() < 1.0, "{low} {high}");
}

#[test]
fn what_is_undefined_is_an_error_that_points_at_it() {
    for (text, message) in [
        ("1 / 0", "divides by a value that may be zero"),
        ("1 / (3.0 % - 3.0 %)", "divides by a value that may be zero"),
        ("(-8) ^ (1/3)", "fractional power of a value that may be negative"),
        ("ln(0)", "logarithm of a value that may be zero"),
        ("10 ^ 1000", "too large"),
        ("10 ^ 999999999999", "too large"),
        ("exp(1000)", "too large"),
    ] {
        let error = result(text, Numbers::Printed).expect_err(text);
        assert!(error.to_string().contains(message), "{text}: {error}");
        assert!(error.span().is_some(), "{text}");
    }
}

#[test]
fn a_formula_that_does_not_parse_says_what_was_expected_where() {
    for (text, start) in [
        ("gdp[2023", 7),
        ("gdp[2023] /", 10),
        ("gdp[20233]", 4),
        ("(1 + 2", 5),
        ("foo(1)", 0),
        ("1 + + 2", 4),
        ("", 0),
        ("1 $ 2", 4),
        ("\"almost", 0),
        ("cagr(gdp, 2017, 1978)", 10),
        ("cagr(gdp, 2017)", 5),
    ] {
        let error = Formula::parse(text, Numbers::Constants).expect_err(text);
        assert_eq!(error.span().map(|(start, _)| start), Some(start), "{text}: {error}");
    }
    assert!(Formula::parse(&"(".repeat(5000), Numbers::Constants).is_err());
    assert!(Formula::parse(&"-".repeat(5000), Numbers::Constants).is_err());
}

#[test]
fn a_figure_that_stands_twice_has_one_value() {
    let interval = |text: &str, values: &[(i64, i64)]| {
        let formula = Formula::parse(text, Numbers::Constants).unwrap();
        let values: Vec<Interval> =
            values.iter().map(|(l, h)| Interval::closed(Exact::from(*l), Exact::from(*h))).collect();
        formula.evaluate(&values, Conventions::default()).unwrap().to_string()
    };
    // a in [1, 2], b in [3, 4]: a/(a+b) rises in a and falls in b: 1/5 to 2/5, where single occurrences would give 1/6 to 1/2.
    assert_eq!(interval("a / (a + b)", &[(1, 2), (3, 4)]), "[0.2, 0.4]");
    assert_eq!(interval("a - a", &[(1, 2)]), "[0, 0]");
    assert_eq!(interval("(b - a) / a", &[(3, 4), (1, 2)]), "[0.5, 3]");
    assert_eq!(interval("a * a", &[(-1, 2)]), "[-2, 4]");
    // The slope by an amount of trillions is tiny, and its sign counts all the same.
    let (trillion, growth) = (Exact::power_of_ten(12), Formula::parse("(b - a) / a", Numbers::Constants).unwrap());
    let of = |low: i64, high: i64| Interval::closed(Exact::from(low), Exact::from(high)).scaled(&trillion);
    let grown = growth.evaluate(&[of(125, 127), of(36, 40)], Conventions::default()).unwrap();
    assert_eq!(grown.to_string(), "[2.125, 2.5277777777777777]");
    let open =
        Interval { low: crate::quantity::End::open(Exact::ONE), high: crate::quantity::End::closed(Exact::from(2)) };
    let formula = Formula::parse("a / (a + 1)", Numbers::Constants).unwrap();
    let constants = formula.evaluate(&[open, Interval::point(Exact::ONE)], Conventions::default()).unwrap();
    assert_eq!(constants.to_string(), "(0.5, 0.6666666666666666]");
}

#[test]
fn references_know_area_period_and_label() {
    let formula = Formula::parse("WLD:gdp[2023] / gdp[1978/2017, \"before\"] + tariff", Numbers::Constants).unwrap();
    let references: Vec<_> = formula.references().map(|(_, reference)| reference.clone()).collect();
    assert_eq!(references[0].area.as_deref(), Some("WLD"));
    assert_eq!(references[1].label.as_deref(), Some("before"));
    assert_eq!(references[1].period.map(|p| p.to_string()).as_deref(), Some("1978/2017"));
    assert_eq!((references[2].indicator.as_str(), references[2].period), ("tariff", None));
}

#[test]
fn a_lowered_formula_is_undone_for_the_missing_operand() {
    // 9.5 % / x > 3 leaves x below 9.55 / 3 = 3.18 %.
    let formula = Formula::parse("growth_average / world_average", Numbers::Constants).unwrap();
    let mut system = System::default();
    let [rate, world] = [(); 2].map(|()| system.variable(Bounds::NOT_NEGATIVE));
    let mut expression = Expression::default();
    formula.lower(&mut expression, &|expression, operand| expression.variable(operand), Conventions::default());
    let above_three = Bounds::from(&Interval::above(Exact::from(3)));
    let claim = system.require(vec![Way::new(expression, above_three)]);
    let bound = system.says(claim, world, &|variable| {
        if variable == rate { Bounds::closed(0.0945, 0.0955) } else { Bounds::NOT_NEGATIVE }
    });
    let bound = bound.unwrap();
    assert!((bound.high - 0.0955 / 3.0).abs() < 1e-15 && !bound.high_closed && bound.low == 0.0, "{bound:?}");
}

/// A random formula over positive operands, with its value at the points, computed in exact fractions.
fn formulas() -> impl Strategy<Value = (String, Vec<(i64, i64, i64)>)> {
    let leaf = (0_usize..4).prop_map(|i| format!("x{i}"));
    let tree = leaf.prop_recursive(4, 24, 2, |inner| {
        (inner.clone(), prop::sample::select(vec!["+", "-", "*", "/"]), inner)
            .prop_map(|(a, o, b)| format!("({a} {o} {b})"))
    });
    (tree, prop::collection::vec((1_i64..1000, 0_i64..50, 0_i64..=100), 4))
}

proptest! {
    #[test]
    fn interval_arithmetic_encloses_the_true_result((text, operands) in formulas(), power in 0_i32..14) {
        let formula = Formula::parse(&text, Numbers::Constants).unwrap();
        let big = |n: i64, d: i64| BigRational::new(n.into(), d.into());
        // Amounts of trillions too: slopes by them are tiny.
        let scale = BigRational::from_integer(num_traits::pow(10.into(), usize::try_from(power).unwrap()));
        // Each operand is [a, a + w], its true value a + w * t / 100.
        let of = &|index: usize| {
            let name = formula.references().find(|(i, _)| *i == index).map(|(_, r)| r.indicator.clone()).unwrap();
            operands[name[1..].parse::<usize>().unwrap()]
        };
        let values: Vec<Interval> = (0..formula.operands().len())
            .map(of).map(|(a, w, _)| Interval::closed(Exact::from(a), Exact::from(a + w)).scaled(&Exact::power_of_ten(power))).collect();
        let truth: Vec<BigRational> = (0..formula.operands().len())
            .map(of).map(|(a, w, t)| (big(a, 1) + big(w * t, 100)) * &scale).collect();
        if let (Ok(interval), Some(true_value)) = (formula.evaluate(&values, Conventions::default()), exact(&formula.root, &truth)) {
            prop_assert!(interval.low.to_f64() <= interval.high.to_f64(), "{}", interval);
            let rational = |end: &crate::quantity::End| end.value().map(|v| v.to_f64());
            let value = true_value.to_f64().unwrap();
            let slack = 1e-9 * value.abs().max(1.0);
            prop_assert!(rational(&interval.low).is_none_or(|low| low <= value + slack));
            prop_assert!(rational(&interval.high).is_none_or(|high| value <= high + slack));
        }
    }

    #[test]
    fn no_text_makes_the_parser_panic(text in "\\PC{0,40}") {
        let _ = Formula::parse(&text, Numbers::Printed);
    }

    #[test]
    fn no_mix_of_pieces_makes_check_or_evaluation_panic(
        pieces in prop::collection::vec(prop::sample::select(vec![
            "(", ")", "+", "-", "*", "/", "^", "<", "=", ",", "40", "1.5", "almost 40", "5 %", "CNY 3 trillion", "No. 1", "cagr(", "growth(", "mean(",
            "annualised(", "first_year(", "years(", "2010", "ln(", "0", "13", "index(", "share(", "3 pp", "'half'",
        ]), 0..12)
    ) {
        let _ = result(&pieces.join(" "), Numbers::Printed);
    }
}

/// The value at points, straight from the tree.
fn exact(node: &ast::Node, values: &[BigRational]) -> Option<BigRational> {
    Some(match &node.kind {
        ast::Kind::Operand(i) => values[*i].clone(),
        ast::Kind::Binary(operator, a, b) => {
            let (a, b) = (exact(a, values)?, exact(b, values)?);
            match operator {
                ast::Operator::Add => a + b,
                ast::Operator::Subtract => a - b,
                ast::Operator::Multiply => a * b,
                ast::Operator::Divide if b.is_zero() => return None,
                ast::Operator::Divide => a / b,
                ast::Operator::Power => return None,
            }
        }
        _ => return None,
    })
}
