//! Reads a formula: `gdp[2023] / gdp[2010]`, `cagr(gdp, 1978, 2017)`, `126 / almost 40`, `tariff["after"] < 9.8 %`.

use super::ast::{Comparison, FUNCTIONS, Formula, Function, Kind, Node, Operand, Operator, Reference};
use crate::error::{Error, Result};
use crate::period::Period;
use crate::quantity::{Quantity, is_quantity_word};

/// What bare numbers in a formula are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Numbers {
    /// Constants: in a package, printed figures have rows of their own.
    Constants,
    /// Printed figures, rounded to their digits, as typed on the command line; 1, 100, exponents and numbers of years are
    /// constants there too.
    Printed,
}

/// Deeper than any formula a person writes, and shallow enough for every stack.
const DEEPEST: usize = 64;

/// More numbers than any formula that a person can follow has; a chain of operators is as deep as it is long.
const MOST_NUMBERS: usize = 256;

/// Longer than any formula of so many numbers.
const LONGEST: usize = 20_000;

pub(super) fn parse(text: &str, numbers: Numbers) -> Result<Formula> {
    if text.len() > LONGEST {
        return Err(Error::new(format!("the formula has {} bytes, and at most {LONGEST} are read", text.len()))
            .with_help("split it into several claims"));
    }
    let mut parser =
        Parser { text, at: 0, operands: Vec::new(), numbers, depth: 0, numbers_used: 0, exact: false, in_call: false };
    let root = parser.comparison()?;
    parser.spaces();
    if parser.at < text.len() {
        return Err(parser.unexpected("an operator such as + - * / ^ < = or the end of the formula"));
    }
    let repeated = (0..parser.operands.len()).filter(|operand| root.occurrences(*operand) > 1).collect();
    Ok(Formula { text: text.to_owned(), root, operands: parser.operands, repeated })
}

struct Parser<'a> {
    text: &'a str,
    at: usize,
    operands: Vec<Operand>,
    numbers: Numbers,
    depth: usize,
    numbers_used: usize,
    /// Inside an exponent or a number of years, where numbers are constants.
    exact: bool,
    /// Inside a call, where a comma parts arguments and does not group digits.
    in_call: bool,
}

impl<'a> Parser<'a> {
    fn rest(&self) -> &'a str {
        &self.text[self.at..]
    }

    fn spaces(&mut self) {
        self.at = self.text.len() - self.rest().trim_start().len();
    }

    /// Takes the first of these signs that stands here.
    fn take(&mut self, signs: &[&'static str]) -> Option<&'static str> {
        self.spaces();
        let found = signs.iter().find(|sign| self.rest().starts_with(**sign))?;
        self.at += found.len();
        Some(found)
    }

    fn expect(&mut self, sign: &'static str) -> Result<()> {
        if self.take(&[sign]).is_some() { Ok(()) } else { Err(self.unexpected(&format!("'{sign}'"))) }
    }

    fn unexpected(&self, expected: &str) -> Error {
        let found: String = self.rest().chars().take_while(|c| !c.is_whitespace()).take(20).collect();
        let what = if found.is_empty() { "the formula ends".to_owned() } else { format!("'{found}' stands") };
        let (start, len) =
            if found.is_empty() { (self.text.len().saturating_sub(1), 1) } else { (self.at, found.len()) };
        Error::new(format!("{what} where {expected} was expected")).at(start, len.min(self.text.len()), "here").with_help(
            "a formula is made of figures (gdp[2023], WLD:gdp[2023], tariff_rate[\"after\"]), numbers, + - * / ^, comparisons and \
             functions such as cagr(gdp, 1978, 2017)",
        )
    }

    fn node(&self, kind: Kind, start: usize) -> Node {
        let end = start + self.text[start..self.at].trim_end().len();
        Node { kind, span: (start, end - start) }
    }

    fn deeper<T>(&mut self, inner: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(Error::new(format!("the formula is nested more than {DEEPEST} deep")).at(self.at, 1, "here"));
        }
        let result = inner(self);
        self.depth -= 1;
        result
    }

    fn start(&mut self) -> usize {
        self.spaces();
        self.at
    }

    fn comparison(&mut self) -> Result<Node> {
        let start = self.start();
        let left = self.sum()?;
        let comparison = match self.take(&["<=", ">=", "≤", "≥", "<", ">", "==", "="]) {
            Some("<=" | "≤") => Comparison::LessOrEqual,
            Some(">=" | "≥") => Comparison::GreaterOrEqual,
            Some("<") => Comparison::Less,
            Some(">") => Comparison::Greater,
            Some(_) => Comparison::Equal,
            None => return Ok(left),
        };
        let right = self.sum()?;
        Ok(self.node(Kind::Compare(comparison, Box::new(left), Box::new(right)), start))
    }

    fn sum(&mut self) -> Result<Node> {
        let start = self.start();
        let mut left = self.product()?;
        while let Some(sign) = self.take(&["+", "-", "−"]) {
            let operator = if sign == "+" { Operator::Add } else { Operator::Subtract };
            let right = self.product()?;
            left = self.node(Kind::Binary(operator, Box::new(left), Box::new(right)), start);
        }
        Ok(left)
    }

    fn product(&mut self) -> Result<Node> {
        let start = self.start();
        let mut left = self.signed()?;
        while let Some(sign) = self.take(&["*", "/", "×", "÷", "·"]) {
            let operator = if matches!(sign, "/" | "÷") { Operator::Divide } else { Operator::Multiply };
            let right = self.signed()?;
            left = self.node(Kind::Binary(operator, Box::new(left), Box::new(right)), start);
        }
        Ok(left)
    }

    fn signed(&mut self) -> Result<Node> {
        let start = self.start();
        if self.take(&["-", "−"]).is_some() {
            let inner = self.deeper(Self::signed)?;
            return Ok(self.node(Kind::Negate(Box::new(inner)), start));
        }
        let base = self.atom()?;
        if self.take(&["^", "**"]).is_none() {
            return Ok(base);
        }
        let exact = std::mem::replace(&mut self.exact, true);
        let exponent = self.deeper(Self::signed)?;
        self.exact = exact;
        Ok(self.node(Kind::Binary(Operator::Power, Box::new(base), Box::new(exponent)), start))
    }

    fn atom(&mut self) -> Result<Node> {
        let start = self.start();
        let Some(first) = self.rest().chars().next() else {
            return Err(self.unexpected("a figure or a number"));
        };
        if first == '(' {
            self.at += 1;
            let in_call = std::mem::replace(&mut self.in_call, false);
            let mut inner = self.deeper(Self::sum)?;
            self.in_call = in_call;
            self.expect(")")?;
            inner.span = (start, self.at - start);
            return Ok(inner);
        }
        if matches!(first, '"' | '\'') {
            let printed = self.quoted()?;
            let quantity = Quantity::parse(printed).map_err(|error| error.shifted(start + 1))?;
            return self.operand(&Operand::Literal(quantity), start);
        }
        let name = self.name_at(self.at);
        let after = self.text[self.at + name.len()..].trim_start().chars().next();
        if !name.is_empty() {
            if after == Some('(') {
                return self.call(name);
            }
            if matches!(after, Some('[' | ':')) || !is_quantity_word(name) {
                return self.reference();
            }
        }
        self.literal(name)
    }

    /// A name, such as an indicator's, starting at a place; empty if there is none.
    fn name_at(&self, at: usize) -> &'a str {
        let rest = &self.text[at..];
        let starts = rest.starts_with(|c: char| c.is_alphabetic() || c == '_');
        let len = rest.find(|c: char| !(c.is_alphanumeric() || c == '_')).unwrap_or(rest.len());
        if starts { &rest[..len] } else { "" }
    }

    fn quoted(&mut self) -> Result<&'a str> {
        let quote = if self.rest().starts_with('"') { '"' } else { '\'' };
        let start = self.at;
        let inside = &self.text[start + 1..];
        let Some(end) = inside.find(quote) else {
            return Err(Error::new("a quotation is not closed")
                .at(start, 1, "opened here")
                .with_help(format!("add {quote}")));
        };
        self.at = start + 1 + end + 1;
        Ok(&inside[..end])
    }

    fn operand(&mut self, operand: &Operand, start: usize) -> Result<Node> {
        self.numbers_used += 1;
        if self.numbers_used > MOST_NUMBERS {
            return Err(Error::new(format!("the formula uses more than {MOST_NUMBERS} numbers"))
                .at(start, 1, "here")
                .with_help("split it into several claims"));
        }
        // One figure used twice is one operand: it has one value and one reading.
        let same = |known: &Operand| match (known, operand) {
            (Operand::Figure(a), Operand::Figure(b)) => {
                (&a.area, &a.indicator, &a.period, &a.label) == (&b.area, &b.indicator, &b.period, &b.label)
            }
            _ => false,
        };
        let index = self.operands.iter().position(same).unwrap_or_else(|| {
            self.operands.push(operand.clone());
            self.operands.len() - 1
        });
        Ok(self.node(Kind::Operand(index), start))
    }

    /// A number with its words: everything from here on that can be part of a printed figure.
    fn literal(&mut self, name: &str) -> Result<Node> {
        let start = self.at;
        let mut end = start;
        let mut chars = self.rest().char_indices().peekable();
        while let Some((offset, c)) = chars.peek().copied() {
            let at = start + offset;
            let next = self.text[at + c.len_utf8()..].chars().next();
            let word = self.name_at(at);
            let attached = self.text[start..at].ends_with(|c: char| c.is_alphanumeric() || c == '%');
            let joins = c == '-' && attached && is_quantity_word(self.name_at(at + 1));
            let groups = c == ',' && !self.in_call && next.is_some_and(|c| c.is_ascii_digit());
            let taken = if !word.is_empty() {
                if !is_quantity_word(word) && !word.starts_with(|c: char| c.is_ascii_digit()) {
                    break;
                }
                word.len()
            } else if c.is_ascii_digit() || c.is_whitespace() || joins || groups || "%$€£¥₹~≈.".contains(c) {
                c.len_utf8()
            } else if c == '+'
                && attached
                && !self.text[at + 1..].trim_start().starts_with(|c: char| c.is_alphanumeric() || c == '(')
            {
                1
            } else {
                break;
            };
            end = at + taken;
            while chars.peek().is_some_and(|(offset, _)| start + offset < end) {
                chars.next();
            }
        }
        let printed = self.text[start..end].trim_end();
        if printed.is_empty() {
            return Err(self.unexpected("a figure or a number"));
        }
        match Quantity::parse(printed) {
            Ok(quantity) => {
                self.at = start + printed.len();
                let rate = matches!(quantity.unit(), crate::unit::Unit::Over(_));
                if rate && self.numbers == Numbers::Constants {
                    return Err(Error::new("an exchange rate is written into the formula")
                        .at(start, printed.len(), "here")
                        .with_help("make it an indicator of its own, with a figure, its period and its source"));
                }
                // Nothing is as exact as zero, and it goes with every unit.
                if quantity.is_plain_number()
                    && quantity.point(crate::quantity::Reading::Plain).is_some_and(|value| value.is_zero())
                {
                    return Ok(self.node(Kind::Constant(crate::quantity::Exact::ZERO), start));
                }
                let quantity = self.constant(&quantity).unwrap_or(quantity);
                self.operand(&Operand::Literal(quantity), start)
            }
            // A word that figures are printed with can also be an indicator's name.
            Err(_) if !name.is_empty() && printed == name => self.reference(),
            Err(error) => Err(error.shifted(start)),
        }
    }

    /// The constant that a bare number is, where it is one.
    fn constant(&self, quantity: &Quantity) -> Option<Quantity> {
        let whole =
            quantity.digits().and_then(|digits| digits.parse::<i64>().ok()).filter(|_| quantity.is_plain_number());
        let constant = self.exact || self.numbers == Numbers::Constants || matches!(whole, Some(1 | 100));
        if !constant || !quantity.is_plain_number() {
            return None;
        }
        whole.map(Quantity::constant).or_else(|| quantity.clone().into_constant())
    }

    fn reference(&mut self) -> Result<Node> {
        let start = self.at;
        let mut name = self.name_at(self.at);
        self.at += name.len();
        let mut area = None;
        if self.take(&[":"]).is_some() {
            self.spaces();
            area = Some(name.to_owned());
            name = self.name_at(self.at);
            self.at += name.len();
        }
        if name.is_empty() {
            return Err(self.unexpected("the name of an indicator"));
        }
        let mut reference =
            Reference { area, indicator: name.to_owned(), period: None, label: None, span: (start, self.at - start) };
        if self.take(&["["]).is_some() {
            loop {
                self.key(&mut reference, "]")?;
                if self.take(&[","]).is_none() {
                    break;
                }
            }
            self.expect("]")?;
        }
        reference.span.1 = self.at - start;
        self.operand(&Operand::Figure(reference), start)
    }

    /// A period or a quoted label.
    fn key(&mut self, reference: &mut Reference, end: &str) -> Result<()> {
        self.spaces();
        let start = self.at;
        if self.rest().starts_with(['"', '\'']) {
            let label = self.quoted()?;
            if reference.label.replace(label.to_owned()).is_some() {
                return Err(Error::new("a figure has one label").at(start, self.at - start, "a second one"));
            }
            return Ok(());
        }
        let key = self.rest().split([',', ')', ']']).next().unwrap_or("").trim_end();
        self.at += key.len();
        let period: Period = key.parse().map_err(|error: Error| {
            error.at(start, key.len().max(1), format!("a period or a quoted label, then '{end}'"))
        })?;
        if reference.period.replace(period).is_some() {
            return Err(Error::new("a figure has one period").at(start, key.len(), "a second one"));
        }
        Ok(())
    }

    fn call(&mut self, name: &str) -> Result<Node> {
        let start = self.at;
        let Some(function) = Function::named(name) else {
            let known: Vec<&str> = FUNCTIONS.iter().map(|(_, name, ..)| *name).collect();
            return Err(Error::new(format!("there is no function '{name}'"))
                .at(start, name.len(), "unknown")
                .with_help(format!("the functions are {}", known.join(", "))));
        };
        self.at += name.len();
        self.expect("(")?;
        let in_call = std::mem::replace(&mut self.in_call, true);
        let arguments = self.deeper(|parser| match parser.indicator_form(function) {
            Some(reference) => parser.over_periods(function, &reference),
            None if matches!(function, Function::Years | Function::FirstYear) => parser.of_periods(function),
            None => parser.arguments(function),
        })?;
        self.in_call = in_call;
        self.expect(")")?;
        let (.., least, most, usage) = FUNCTIONS.iter().find(|(known, ..)| *known == function).unwrap_or(&FUNCTIONS[0]);
        if !(*least..=*most).contains(&arguments.len()) && !matches!(function, Function::Years) {
            return Err(Error::new(format!("{name} takes other arguments than the {} given", arguments.len()))
                .at(start, self.at - start, "here")
                .with_help(format!("write {usage}")));
        }
        Ok(self.node(Kind::Call(function, arguments), start))
    }

    fn arguments(&mut self, function: Function) -> Result<Vec<Node>> {
        let mut arguments = Vec::new();
        loop {
            let of_years = match function {
                Function::Cagr => arguments.len() == 2,
                Function::Annualised => arguments.len() == 1,
                _ => false,
            };
            let exact = self.exact;
            self.exact |= of_years;
            arguments.push(self.sum()?);
            self.exact = exact;
            if self.take(&[","]).is_none() {
                break;
            }
        }
        if function == Function::Annualised && arguments.len() == 1 {
            let years = self.span_of(&arguments[0])?;
            arguments.push(years);
        }
        if function == Function::Annualised && arguments.len() == 3 {
            return Err(Error::new("annualised takes a multiple and a number of years").at(self.at, 1, "here"));
        }
        Ok(arguments)
    }

    /// The years of the span that a figure is dated by.
    fn span_of(&self, node: &Node) -> Result<Node> {
        let figure = match &node.kind {
            Kind::Operand(index) => self.operands.get(*index),
            _ => None,
        };
        let length = match figure {
            Some(Operand::Figure(reference)) => reference.period.and_then(|period| period.length()),
            _ => None,
        };
        let years = length.ok_or_else(|| {
            Error::new("annualised does not know over how many years")
                .at(node.span.0, node.span.1, "no span")
                .with_help("give it a figure over a span, gdp_multiple[1978/2017], or a number of years behind a comma")
        })?;
        Ok(Node { kind: Kind::Years { years, label: true }, span: node.span })
    }

    /// Whether the first argument is an indicator alone, as in `cagr(gdp, 1978, 2017)`.
    fn indicator_form(&mut self, function: Function) -> Option<Reference> {
        if !matches!(function, Function::Growth | Function::Change | Function::Cagr | Function::Index) {
            return None;
        }
        self.spaces();
        let start = self.at;
        let first = self.name_at(start);
        let rest = &self.text[start + first.len()..];
        let (area, name) = match rest.trim_start().strip_prefix(':') {
            Some(after) => {
                let at = self.text.len() - after.trim_start().len();
                (Some(first.to_owned()), self.name_at(at))
            }
            None => (None, first),
        };
        if name.is_empty() || is_quantity_word(name) {
            return None;
        }
        let end = name.as_ptr() as usize - self.text.as_ptr() as usize + name.len();
        // `growth(before, after)` takes two figures: what stands behind the comma is no period then, but another name.
        let behind = self.text[end..].trim_start().strip_prefix(',')?.trim_start();
        let key = behind.split([',', ')']).next().unwrap_or("").trim_end();
        if behind.starts_with(char::is_alphabetic) && key.parse::<Period>().is_err() {
            return None;
        }
        self.at = end;
        Some(Reference { area, indicator: name.to_owned(), period: None, label: None, span: (start, end - start) })
    }

    /// `cagr(gdp, 1978, 2017)` is `cagr(gdp[1978], gdp[2017], 39 years)`; an index has its base period last.
    fn over_periods(&mut self, function: Function, reference: &Reference) -> Result<Vec<Node>> {
        let mut keyed = Vec::new();
        while self.take(&[","]).is_some() {
            self.spaces();
            let start = self.at;
            let mut figure = reference.clone();
            self.key(&mut figure, ")")?;
            figure.span = (start, self.at - start);
            keyed.push((figure, start));
        }
        let [(first, first_at), (second, second_at)] = keyed.as_slice() else {
            return Err(Error::new(format!("{} takes an indicator and two periods", function.name()))
                .at(reference.span.0, reference.span.1, "of this indicator")
                .with_help("write the two periods behind it: cagr(gdp, 1978, 2017)"));
        };
        let mut arguments = vec![
            self.operand(&Operand::Figure(first.clone()), *first_at)?,
            self.operand(&Operand::Figure(second.clone()), *second_at)?,
        ];
        if function == Function::Cagr {
            let length = match (first.period, second.period) {
                (Some(Period::One(from)), Some(Period::One(to))) => from.years_to(to),
                _ => None,
            };
            let years = length.ok_or_else(|| {
                Error::new("cagr does not know how many years lie between these periods")
                    .at(*first_at, self.at - first_at, "these")
                    .with_help("give two years, quarters, months or days, or write cagr(from, to, years)")
            })?;
            if years <= crate::quantity::Exact::ZERO {
                return Err(Error::new("the periods of cagr are the same, or run backward")
                    .at(*first_at, self.at - first_at, "these")
                    .with_help("write the earlier period first"));
            }
            arguments.push(Node { kind: Kind::Years { years, label: false }, span: (*first_at, self.at - first_at) });
        }
        Ok(arguments)
    }

    /// `years(1978, 2017)`, `years(x[1978/2017])`, `first_year(2023, 18 years)`: years here are dates, not printed numbers.
    fn of_periods(&mut self, function: Function) -> Result<Vec<Node>> {
        let start = self.start();
        let key = self.rest().split([',', ')']).next().unwrap_or("").trim_end();
        let period: Option<Period> = key.parse().ok();
        match (function, period) {
            (Function::Years, Some(Period::One(from))) => {
                self.at += key.len();
                self.expect(",")?;
                self.spaces();
                let key = self.rest().split([',', ')']).next().unwrap_or("").trim_end();
                let to: crate::period::Unit =
                    key.parse().map_err(|error: Error| error.at(self.at, key.len().max(1), "here"))?;
                self.at += key.len();
                let years = from
                    .years_to(to)
                    .ok_or_else(|| Error::new("these periods are of two kinds").at(start, self.at - start, "here"))?;
                Ok(vec![self.node(Kind::Years { years, label: false }, start)])
            }
            (Function::Years, Some(span)) => {
                self.at += key.len();
                let years =
                    span.length().ok_or_else(|| Error::new("the span is open").at(start, key.len(), "no end"))?;
                Ok(vec![self.node(Kind::Years { years, label: false }, start)])
            }
            (Function::FirstYear, Some(Period::One(end))) => {
                self.at += key.len();
                let end = self.operand(&Operand::Literal(Quantity::calendar_year(end.year())), start)?;
                self.expect(",")?;
                Ok(vec![end, self.constant_sum()?])
            }
            (Function::FirstYear, _) => {
                let end = self.sum()?;
                self.expect(",")?;
                Ok(vec![end, self.constant_sum()?])
            }
            _ => {
                let argument = self.sum()?;
                let years = self.span_of(&argument)?;
                Ok(vec![years])
            }
        }
    }

    fn constant_sum(&mut self) -> Result<Node> {
        let exact = std::mem::replace(&mut self.exact, true);
        let node = self.sum();
        self.exact = exact;
        node
    }
}
