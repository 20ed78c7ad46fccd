//! Laws of whole packages: what scaling and a wider hedge may not change, and that a slip that is planted is found and named.

use std::collections::BTreeMap;
use std::fmt::Write;

use trueup::check::{Report, Verdict, report};
use trueup::{Error, Package};

use crate::support::Sample;

/// Numbers that are the same in every run (Knuth's MMIX generator).
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        self.0 >> 33
    }

    fn below(&mut self, bound: usize) -> usize {
        usize::try_from(self.next()).unwrap() % bound
    }

    #[allow(clippy::cast_precision_loss, reason = "31 bits fit a double")]
    fn between(&mut self, low: f64, high: f64) -> f64 {
        low + (high - low) * (self.next() as f64) / f64::from(1_u32 << 31)
    }
}

/// A figure as it is printed: its place in the table, digits, and words around them.
#[derive(Clone)]
struct Printed {
    place: &'static str,
    year: String,
    label: &'static str,
    digits: String,
    before: &'static str,
    after: &'static str,
}

/// A package of made-up figures of one economy, all printed from one truth, with claims and identities that hold.
#[derive(Clone)]
struct Economy {
    figures: Vec<Printed>,
    /// Name, stated words, formula.
    claims: Vec<(&'static str, String, String)>,
}

/// Three digits that carry meaning.
fn three(value: f64) -> String {
    let decimals = if value < 10.0 { 2 } else { usize::from(value < 100.0) };
    format!("{value:.decimals$}")
}

impl Economy {
    fn new(numbers: &mut Numbers) -> Self {
        let from = 1990 + numbers.below(20);
        let years = 5 + numbers.below(12);
        let to = from + years;
        let span = f64::from(u32::try_from(years).unwrap());
        let before = numbers.between(11.0, 90.0);
        let after = before * numbers.between(1.04, 1.12).powf(span);
        let intensity = [numbers.between(1.1, 2.4), numbers.between(2.5, 4.5)];
        let share = numbers.between(11.0, 28.0);
        let tariff = [numbers.between(11.0, 19.8), numbers.between(2.1, 9.8)];
        let money = |place, year: usize, value: f64| Printed {
            place,
            year: year.to_string(),
            label: "",
            digits: three(value),
            before: "CNY ",
            after: " trillion",
        };
        let percent = |place, year: usize, digits: String| Printed {
            place,
            year: year.to_string(),
            label: "",
            digits,
            before: "",
            after: " percent",
        };
        let figures = vec![
            money("gdp,CHN", from, before),
            money("gdp,CHN", to, after),
            money("rd,CHN", from, before * intensity[0] / 100.0),
            money("rd,CHN", to, after * intensity[1] / 100.0),
            percent("intensity,CHN", from, format!("{:.2}", intensity[0])),
            percent("intensity,CHN", to, format!("{:.2}", intensity[1])),
            money("gdp,WLD", to, after / share * 100.0),
            percent("share,CHN", to, format!("{share:.1}")),
            percent("tariff,CHN", from, format!("{:.1}", tariff[0])),
            percent("tariff,CHN", to, format!("{:.1}", tariff[1])),
        ];
        let rate = 100.0 * ((after / before).powf(1.0 / span) - 1.0);
        let research = after * intensity[1] / (before * intensity[0]);
        let claims = vec![
            ("multiple", format!("{} times", three(after / before)), format!("gdp[{to}] / gdp[{from}]")),
            ("rate", format!("{rate:.2} percent"), format!("\"cagr(gdp, {from}, {to})\"")),
            ("research", format!("{} times", three(research)), format!("rd[{to}] / rd[{from}]")),
            (
                "tariffs",
                format!("fell {:.1} percentage points", tariff[0] - tariff[1]),
                format!("\"change(tariff, {from}, {to})\""),
            ),
            ("grew", String::new(), format!("gdp[{to}] > gdp[{from}]")),
        ];
        Self { figures, claims }
    }

    /// What the program finds. Money is printed in thousands of these scale words.
    fn report(&self, money: &str) -> Result<Report, Error> {
        let sample = Sample::new();
        sample.write(
            "indicators.csv",
            "indicator,title,unit,short_unit,measure,price_basis,ref_area,over,description_short,decimals,series\n\
             gdp,GDP,CNY,,flow,,CHN,,,,\nrd,R&D,CNY,,flow,,CHN,,,,\nintensity,R&D intensity,percent,,rate,,CHN,,,,\n\
             share,Share,percent,,share,,CHN,,,,\ntariff,Tariff,percent,,rate,,CHN,,,,\n",
        );
        let mut figures =
            String::from("figure_id,indicator,ref_area,time_period,label,stated,source_id,locator,note\n");
        for (i, Printed { place, year, label, digits, before, after }) in self.figures.iter().enumerate() {
            let after = after.replace("trillion", money);
            let _ = writeln!(figures, "f{i},{place},{year},{label},\"{before}{digits}{after}\",paper,,");
        }
        sample.write("figures.csv", &figures);
        let mut claims = String::from("claim_id,stated,formula,unit,source_id,locator,note\n");
        for (name, stated, formula) in &self.claims {
            let _ = writeln!(claims, "{name},{stated},{formula},,paper,,");
        }
        sample.write("claims.csv", &claims);
        sample.write(
            "identities.csv",
            "identity_id,formula,tolerance,note\nrd_intensity,intensity = rd / gdp,,\nworld_share,share = CHN:gdp / WLD:gdp,,\n",
        );
        let text = std::fs::read_to_string(sample.path().join("datapackage.json")).unwrap();
        let identities = r#"{"name":"identities","path":"identities.csv"},{"name":"indicators""#;
        sample.write("datapackage.json", &text.replacen(r#"{"name":"indicators""#, identities, 1));
        report(&Package::open(&sample.path())?, &[])
    }
}

/// Verdicts by claim, and by the members of what clashes.
fn verdicts(report: &Report) -> Vec<(Vec<String>, Verdict)> {
    let findings = report.findings.iter().map(|one| (vec![one.claim_id.clone()], one.verdict));
    findings.chain(report.contradictions.iter().map(|one| (one.members.clone(), one.verdict))).collect()
}

/// Two neighbouring digits swapped, where they differ and none goes to the front as a zero.
fn swapped(digits: &str, numbers: &mut Numbers) -> Option<String> {
    let places: Vec<usize> = digits.char_indices().filter(|(_, c)| c.is_ascii_digit()).map(|(at, _)| at).collect();
    let at = numbers.below(places.len() - 1);
    let (a, b) = (places[at], places[at + 1]);
    let mut all: Vec<char> = digits.chars().collect();
    all.swap(a, b);
    let text: String = all.iter().collect();
    (all[a] != all[b] && !text.starts_with('0')).then_some(text)
}

/// The point one place further on or back.
fn point_moved(digits: &str) -> String {
    let plain: String = digits.chars().filter(char::is_ascii_digit).collect();
    let point = digits.find('.').unwrap_or(digits.len());
    let at = if point > 1 { point - 1 } else { 2 };
    format!("{}.{}", &plain[..at], &plain[at..]).trim_end_matches('.').to_owned()
}

/// Plants a slip; gives its rule, where the slip could be planted so that the number leaves its rounding interval.
fn plant(economy: &mut Economy, kind: usize, numbers: &mut Numbers) -> Option<&'static str> {
    let claim = |economy: &Economy, name: &str| economy.claims.iter().position(|(own, ..)| *own == name).unwrap();
    let value = |economy: &Economy, figure: usize| economy.figures[figure].digits.parse::<f64>().unwrap();
    let any = numbers.below(economy.figures.len());
    match kind {
        0 => {
            let money = [0, 1, 2, 3, 6][numbers.below(5)];
            economy.figures[money].after = if numbers.below(2) == 0 { " billion" } else { " million" };
            Some("scale-slip")
        }
        1 => {
            economy.figures[any].digits = swapped(&economy.figures[any].digits, numbers)?;
            Some("digit-slip")
        }
        2 => {
            economy.figures[any].digits = point_moved(&economy.figures[any].digits);
            Some("digit-slip")
        }
        3 => {
            // 3.15 trillion as 3,150 trillion: printed to three decimals, with a comma.
            let money = [2, 3][numbers.below(2)];
            let digits = &economy.figures[money].digits;
            if digits.len() != 4 || digits.find('.') != Some(1) {
                return None;
            }
            economy.figures[money].digits = format!("{}0", digits.replace('.', ","));
            Some("separator")
        }
        4 => {
            let place = claim(economy, "tariffs");
            economy.claims[place].1 = economy.claims[place].1.replace("percentage points", "percent");
            Some("percent-or-points")
        }
        5 | 6 => {
            let (from, to) = (value(economy, 0), value(economy, 1));
            let [first, last] = [0, 1].map(|i| economy.figures[i].year.parse::<f64>().unwrap());
            let years = last - first + if kind == 5 { 1.0 } else { 0.0 };
            let compound = 100.0 * ((to / from).powf(1.0 / years) - 1.0);
            let simple = 100.0 * (to / from - 1.0) / years;
            let place = claim(economy, "rate");
            economy.claims[place].1 = format!("{:.2} percent", if kind == 5 { compound } else { simple });
            Some(if kind == 5 { "base-year" } else { "compound-or-simple" })
        }
        7 => {
            let place = claim(economy, "tariffs");
            economy.claims[place].1 = economy.claims[place].1.replace("fell", "rose");
            Some("direction")
        }
        8 => {
            let place = claim(economy, "grew");
            economy.claims[place].2 = economy.claims[place].2.replace('>', "<");
            Some("order")
        }
        9 => {
            let place = claim(economy, "multiple");
            let multiple: f64 = economy.claims[place].1.split(' ').next()?.parse().ok()?;
            if multiple < 2.1 {
                return None;
            }
            economy.claims[place].1 = format!("{} times", three(multiple - 1.0));
            Some("times-by-or-to")
        }
        _ => {
            let mut twice = economy.figures[1].clone();
            twice.digits = three(value(economy, 1) * 1.03);
            twice.label = "stated-twice";
            economy.figures.push(twice);
            Some("stated-twice")
        }
    }
}

#[test]
fn a_planted_slip_is_found_and_named_by_its_rule() {
    let mut numbers = Numbers(20_261_126);
    let mut counts: BTreeMap<&str, [usize; 3]> = BTreeMap::new();
    let mut missed = String::new();
    for round in 0..220 {
        let mut economy = Economy::new(&mut numbers);
        let kind = round % 11;
        let sound = economy.report("trillion").unwrap();
        assert!(sound.contradictions.is_empty(), "{:?}", sound.contradictions);
        for finding in &sound.findings {
            assert!(finding.verdict <= Verdict::Rounding, "{}: {}", finding.numbers, finding.explanation);
        }
        let Some(rule) = plant(&mut economy, kind, &mut numbers) else { continue };
        let report = economy.report("trillion").unwrap();
        let diagnoses = report
            .findings
            .iter()
            .map(|one| &one.diagnoses)
            .chain(report.contradictions.iter().map(|one| &one.diagnoses));
        let codes: Vec<&str> = diagnoses.flatten().map(|one| one.rule).collect();
        let found = report.fails(Verdict::Depends);
        let named = codes.contains(&rule);
        let count = counts.entry(rule).or_default();
        count[0] += 1;
        count[1] += usize::from(found);
        count[2] += usize::from(named);
        if !named {
            let printed: Vec<String> =
                economy.figures.iter().map(|one| format!("{} {} {}", one.place, one.year, one.digits)).collect();
            let _ = writeln!(missed, "{rule}: found {found}, named {codes:?}: {printed:?} {:?}", economy.claims);
        }
    }
    let total = |i: usize| counts.values().map(|count| count[i]).sum::<usize>();
    let (planted, found, named) = (total(0), total(1), total(2));
    assert!(planted > 180, "only {planted} slips were planted");
    assert!(found * 100 >= planted * 95 && named * 100 >= planted * 95, "planted, found, named: {counts:?}\n{missed}");
    for (rule, [planted, _, named]) in counts {
        assert!(named * 100 >= planted * 80, "{rule}: {named} of {planted}\n{missed}");
    }
}

#[test]
fn scaling_all_amounts_of_money_changes_no_verdict() {
    let mut numbers = Numbers(7);
    for round in 0..60 {
        let mut economy = Economy::new(&mut numbers);
        // With and without a slip.
        if round % 2 == 1 {
            let kind = 1 + numbers.below(8);
            let _ = plant(&mut economy, kind, &mut numbers);
        }
        let expected = verdicts(&economy.report("trillion").unwrap());
        for scale in ["billion", "million", "thousand", ""] {
            assert_eq!(verdicts(&economy.report(scale).unwrap()), expected, "in {scale}");
        }
    }
}

#[test]
fn a_wider_hedge_turns_nothing_that_fits_into_what_does_not() {
    let mut numbers = Numbers(11);
    for _ in 0..60 {
        let mut economy = Economy::new(&mut numbers);
        let sound = economy.report("trillion").unwrap();
        let figure = numbers.below(economy.figures.len());
        economy.figures[figure].before = match economy.figures[figure].before {
            "" => "about ",
            _ => "about CNY ",
        };
        let wider = economy.report("trillion").unwrap();
        assert!(wider.contradictions.is_empty());
        for (before, after) in sound.findings.iter().zip(&wider.findings) {
            let fits = |verdict| matches!(verdict, Verdict::Consistent | Verdict::Rounding | Verdict::Derived);
            assert!(!fits(before.verdict) || after.verdict != Verdict::Inconsistent, "{}", after.explanation);
        }
    }
}
