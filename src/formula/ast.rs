//! What a formula is made of, and how it is written with numbers in it.

use crate::number::{Digits, digits};
use crate::period::Period;
use crate::quantity::{Exact, Quantity};

/// A formula that has been read: a tree over numbered operands.
#[derive(Debug, Clone)]
pub struct Formula {
    pub(super) text: String,
    pub(super) root: Node,
    pub(super) operands: Vec<Operand>,
    /// Which operands stand in the formula more than once.
    pub(super) repeated: Vec<usize>,
}

/// A number that the formula uses: written in it, or a figure that it names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Operand {
    /// A printed figure or a constant, written in the formula.
    Literal(Quantity),
    /// A figure of the package.
    Figure(Reference),
}

/// The name of a figure: `WLD:gdp[2023]`, `tariff_rate["after"]`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reference {
    /// The area before the colon.
    pub area: Option<String>,
    /// The indicator.
    pub indicator: String,
    /// The period in the brackets.
    pub period: Option<Period>,
    /// The label in the brackets.
    pub label: Option<String>,
    /// Where it stands in the formula, as start and length in bytes.
    pub span: (usize, usize),
}

#[derive(Debug, Clone)]
pub(super) struct Node {
    pub(super) kind: Kind,
    /// Start and length in bytes.
    pub(super) span: (usize, usize),
}

#[derive(Debug, Clone)]
pub(super) enum Kind {
    Operand(usize),
    /// A number of years that periods fix. `label`: they are a span's label, which may leave out the base year.
    Years {
        years: Exact,
        label: bool,
    },
    /// A number that the formula's meaning brings in: the 1 of `1 + growth`.
    Constant(Exact),
    Negate(Box<Node>),
    Binary(Operator, Box<Node>, Box<Node>),
    Compare(Comparison, Box<Node>, Box<Node>),
    Call(Function, Vec<Node>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Operator {
    Add,
    Subtract,
    Multiply,
    Divide,
    Power,
}

/// How two sides are compared.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparison {
    /// `<`
    Less,
    /// `<=`
    LessOrEqual,
    /// `>`
    Greater,
    /// `>=`
    GreaterOrEqual,
    /// `=`
    Equal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Function {
    Growth,
    Change,
    Cagr,
    Annualised,
    Index,
    Share,
    Mean,
    Sum,
    Min,
    Max,
    Years,
    FirstYear,
    Ln,
    Exp,
}

/// Name, least and most arguments, and how it is written.
pub(super) const FUNCTIONS: [(Function, &str, usize, usize, &str); 14] = [
    (Function::Growth, "growth", 2, 2, "growth(gdp, 2010, 2023) or growth(from, to)"),
    (Function::Change, "change", 2, 2, "change(rd_intensity, 2012, 2022) or change(from, to)"),
    (Function::Cagr, "cagr", 3, 3, "cagr(gdp, 1978, 2017) or cagr(from, to, years)"),
    (Function::Annualised, "annualised", 1, 2, "annualised(gdp_multiple[1978/2017]) or annualised(multiple, years)"),
    (Function::Index, "index", 2, 2, "index(gdp, 2023, 2010) or index(value, base)"),
    (Function::Share, "share", 2, 2, "share(part, whole)"),
    (Function::Mean, "mean", 1, 64, "mean(a, b, ...)"),
    (Function::Sum, "sum", 1, 64, "sum(a, b, ...)"),
    (Function::Min, "min", 1, 64, "min(a, b, ...)"),
    (Function::Max, "max", 1, 64, "max(a, b, ...)"),
    (Function::Years, "years", 1, 2, "years(1978, 2017) or years(gdp_multiple[1978/2017])"),
    (Function::FirstYear, "first_year", 2, 2, "first_year(2023, 18 years)"),
    (Function::Ln, "ln", 1, 1, "ln(x)"),
    (Function::Exp, "exp", 1, 1, "exp(x)"),
];

impl Function {
    pub(super) fn named(name: &str) -> Option<Self> {
        FUNCTIONS.iter().find(|(_, known, ..)| *known == name).map(|(function, ..)| *function)
    }

    pub(super) fn name(self) -> &'static str {
        FUNCTIONS.iter().find(|(known, ..)| *known == self).map_or("", |(_, name, ..)| name)
    }
}

impl Operator {
    fn sign(self) -> &'static str {
        match self {
            Self::Add => " + ",
            Self::Subtract => " − ",
            Self::Multiply => " × ",
            Self::Divide => " / ",
            Self::Power => "^",
        }
    }

    /// How tightly it binds.
    fn level(self) -> u8 {
        match self {
            Self::Add | Self::Subtract => 1,
            Self::Multiply | Self::Divide => 2,
            Self::Power => 4,
        }
    }
}

impl Comparison {
    /// The sign: `<=`.
    #[must_use]
    pub fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::LessOrEqual => "<=",
            Self::Greater => ">",
            Self::GreaterOrEqual => ">=",
            Self::Equal => "=",
        }
    }
}

impl Formula {
    /// The formula as written.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The numbers it uses, each once, in the order in which they are met.
    #[must_use]
    pub fn operands(&self) -> &[Operand] {
        &self.operands
    }

    /// Its figures, each with its number among the operands.
    pub fn references(&self) -> impl Iterator<Item = (usize, &Reference)> {
        self.operands.iter().enumerate().filter_map(|(i, operand)| match operand {
            Operand::Figure(reference) => Some((i, reference)),
            Operand::Literal(_) => None,
        })
    }

    /// Which of its figures an operand is, counted among the figures alone.
    #[must_use]
    pub fn reference_at(&self, operand: usize) -> Option<usize> {
        self.references().position(|(number, _)| number == operand)
    }

    /// Whether it is the absolute change of something, `change(...)`.
    #[must_use]
    pub fn is_change(&self) -> bool {
        matches!(&self.root.kind, Kind::Call(Function::Change, _))
    }

    /// The two figures of which it is the difference, `rank[2023] - rank[2010]`.
    #[must_use]
    pub fn difference_of(&self) -> Option<[usize; 2]> {
        match &self.root.kind {
            Kind::Binary(Operator::Subtract, left, right) => match (&left.kind, &right.kind) {
                (Kind::Operand(left), Kind::Operand(right)) => Some([*left, *right]),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether it is the relative change of something, `growth(...)`.
    #[must_use]
    pub fn is_growth(&self) -> bool {
        matches!(&self.root.kind, Kind::Call(Function::Growth, _))
    }

    /// Whether it is the share of a part in a whole, `share(...)`.
    #[must_use]
    pub fn is_share(&self) -> bool {
        matches!(&self.root.kind, Kind::Call(Function::Share, _))
    }

    /// Which of its sides is a sum of several: left and right of a comparison, part and whole of a share, else the whole formula.
    #[must_use]
    pub fn sums(&self) -> [bool; 2] {
        fn sums(node: &Node) -> bool {
            matches!(&node.kind, Kind::Call(Function::Sum, _) | Kind::Binary(Operator::Add, ..))
        }
        match &self.root.kind {
            Kind::Compare(_, left, right) => [sums(left), sums(right)],
            Kind::Call(Function::Share, arguments) => [sums(&arguments[0]), sums(&arguments[1])],
            _ => [sums(&self.root), false],
        }
    }

    /// The operands that are numbers of years: the last argument of `cagr` and `annualised`, and exponents.
    #[must_use]
    pub fn spans(&self) -> Vec<usize> {
        fn walk(node: &Node, found: &mut Vec<usize>) {
            let mut years = |node: &Node| {
                if let Kind::Operand(index) = node.kind {
                    found.push(index);
                }
            };
            match &node.kind {
                Kind::Binary(Operator::Power, base, exponent) => {
                    years(exponent);
                    walk(base, found);
                }
                Kind::Call(Function::Cagr | Function::Annualised, arguments) => {
                    arguments[1..].last().into_iter().for_each(years);
                    arguments.iter().for_each(|argument| walk(argument, found));
                }
                Kind::Negate(inner) => walk(inner, found),
                Kind::Binary(_, left, right) | Kind::Compare(_, left, right) => {
                    walk(left, found);
                    walk(right, found);
                }
                Kind::Call(_, arguments) => arguments.iter().for_each(|argument| walk(argument, found)),
                Kind::Operand(_) | Kind::Years { .. } | Kind::Constant(_) => {}
            }
        }
        let mut found = Vec::new();
        walk(&self.root, &mut found);
        found
    }

    /// How its two sides are compared, if it is a comparison.
    #[must_use]
    pub fn comparison(&self) -> Option<Comparison> {
        match &self.root.kind {
            Kind::Compare(comparison, ..) => Some(*comparison),
            _ => None,
        }
    }

    /// The formula with each operand written by `write`.
    #[must_use]
    pub fn with_numbers(&self, write: &dyn Fn(usize) -> String) -> String {
        let mut out = String::new();
        self.root.write(&mut out, 0, write);
        out
    }

    /// The operand that the whole formula is, if it is one alone.
    #[must_use]
    pub fn alone(&self) -> Option<usize> {
        match self.root.kind {
            Kind::Operand(index) => Some(index),
            _ => None,
        }
    }

    /// The two sides of a comparison: the operand that each is, if it is one alone.
    #[must_use]
    pub fn sides(&self) -> Option<[Option<usize>; 2]> {
        let alone = |side: &Node| match side.kind {
            Kind::Operand(index) => Some(index),
            _ => None,
        };
        match &self.root.kind {
            Kind::Compare(_, left, right) => Some([alone(left), alone(right)]),
            _ => None,
        }
    }
}

impl Node {
    /// How often an operand stands here.
    pub(super) fn occurrences(&self, operand: usize) -> usize {
        match &self.kind {
            Kind::Operand(index) => usize::from(*index == operand),
            Kind::Years { .. } | Kind::Constant(_) => 0,
            Kind::Negate(inner) => inner.occurrences(operand),
            Kind::Binary(_, left, right) | Kind::Compare(_, left, right) => {
                left.occurrences(operand) + right.occurrences(operand)
            }
            Kind::Call(_, arguments) => arguments.iter().map(|argument| argument.occurrences(operand)).sum(),
        }
    }

    fn write(&self, out: &mut String, level: u8, write: &dyn Fn(usize) -> String) {
        match &self.kind {
            Kind::Operand(i) => out.push_str(&write(*i)),
            Kind::Years { years, .. } => {
                out.push_str(&digits(years.to_f64(), Digits::Significant(5)));
                out.push_str(" years");
            }
            Kind::Constant(value) => out.push_str(&digits(value.to_f64(), Digits::Significant(5))),
            Kind::Negate(inner) => {
                let parenthesise = level > 3;
                out.push_str(if parenthesise { "(−" } else { "−" });
                inner.write(out, 3, write);
                out.push_str(if parenthesise { ")" } else { "" });
            }
            Kind::Binary(operator, left, right) => {
                let own = operator.level();
                let parenthesise = own < level;
                if parenthesise {
                    out.push('(');
                }
                left.write(out, if *operator == Operator::Power { own + 1 } else { own }, write);
                out.push_str(operator.sign());
                right.write(out, own + 1, write);
                if parenthesise {
                    out.push(')');
                }
            }
            Kind::Compare(comparison, left, right) => {
                left.write(out, 1, write);
                out.push_str(&format!(" {} ", comparison.sign()));
                right.write(out, 1, write);
            }
            // `years(2010, 2023)` is written as the 13 years that it is.
            Kind::Call(Function::Years, arguments) => arguments.iter().for_each(|years| years.write(out, level, write)),
            Kind::Call(function, arguments) => {
                out.push_str(function.name());
                out.push('(');
                for (i, argument) in arguments.iter().enumerate() {
                    if i > 0 {
                        out.push_str(", ");
                    }
                    argument.write(out, 0, write);
                }
                out.push(')');
            }
        }
    }
}
