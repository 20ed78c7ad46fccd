//! Why a value is null, as a column of a frame.

use std::fmt;
use std::sync::OnceLock;

use polars::prelude::{
    Categorical32Chunked, CategoricalPhysical, Categories, Column, DataType, Expr, Field, IntoColumn, IntoSeries,
    LazyFrame, NULL, Schema, coalesce, col, lit, when,
};

/// Why there is no value.
///
/// ```
/// use trueup::transform::Reason;
/// assert_eq!(Reason::NoYearBefore.to_string(), "no value one year before");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Reason {
    /// The data have none for this period.
    Missing,
    /// The period lacks some of the shorter ones that it is made of.
    Incomplete,
    /// There is none one period before.
    NoPeriodBefore,
    /// There is none one year before.
    NoYearBefore,
    /// There is none in any earlier period.
    NoneBefore,
    /// There is none in the base period.
    NoBase,
    /// One of the periods that a mean is taken of has none.
    Window,
    /// What it is compared with is not above zero.
    BaseNotPositive,
    /// The value itself is not above zero, where a logarithm or a compound rate needs it.
    NotPositive,
    /// The total has none in this period.
    NoTotal,
    /// The total has none one year before.
    NoTotalBefore,
    /// One of the parts that the total is the sum of has none, now or a year before.
    PartMissing,
    /// The total is not above zero.
    TotalNotPositive,
    /// Value and total are in different units.
    OtherUnit,
    /// The deflator has none in this period, or none in its base period.
    NoDeflator,
    /// The deflator is not above zero.
    DeflatorNotPositive,
    /// It is larger than a double holds.
    TooLarge,
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.words())
    }
}

impl Reason {
    fn words(self) -> &'static str {
        match self {
            Self::Missing => "the value is missing",
            Self::Incomplete => "the period is incomplete",
            Self::NoPeriodBefore => "no value one period before",
            Self::NoYearBefore => "no value one year before",
            Self::NoneBefore => "no earlier value",
            Self::NoBase => "no value in the base period",
            Self::Window => "a period of the mean is missing",
            Self::BaseNotPositive => "the base is zero or negative",
            Self::NotPositive => "the value is zero or negative",
            Self::NoTotal => "no total in this period",
            Self::NoTotalBefore => "no total one year before",
            Self::PartMissing => "a part of the total is missing",
            Self::TotalNotPositive => "the total is zero or negative",
            Self::OtherUnit => "value and total differ in unit",
            Self::NoDeflator => "no deflator in this period",
            Self::DeflatorNotPositive => "the deflator is zero or negative",
            Self::TooLarge => "the result is too large",
        }
    }

    /// All of them, in the order of their codes.
    const ALL: [Self; 17] = [
        Self::Missing,
        Self::Incomplete,
        Self::NoPeriodBefore,
        Self::NoYearBefore,
        Self::NoneBefore,
        Self::NoBase,
        Self::Window,
        Self::BaseNotPositive,
        Self::NotPositive,
        Self::NoTotal,
        Self::NoTotalBefore,
        Self::PartMissing,
        Self::TotalNotPositive,
        Self::OtherUnit,
        Self::NoDeflator,
        Self::DeflatorNotPositive,
        Self::TooLarge,
    ];

    /// What stands for it while a column is computed: words would take longer than the values.
    pub(super) fn code(self) -> Expr {
        lit(self as u32)
    }
}

/// The column of codes as one of words that are kept once.
pub(super) fn words(codes: Expr) -> Expr {
    let of = |columns: &mut [Column]| {
        let codes = columns[0].cast(&DataType::UInt32)?;
        Ok(Categorical32Chunked::from_cats_and_dtype(codes.u32()?.clone(), dtype().clone()).into_series().into_column())
    };
    codes.map_many(of, &[], |_, _| Ok(Field::new(REASON.into(), dtype().clone()))).alias(REASON)
}

/// The type of a column of reasons, whose words have the codes of [`Reason`].
fn dtype() -> &'static DataType {
    static DTYPE: OnceLock<DataType> = OnceLock::new();
    DTYPE.get_or_init(|| {
        let categories = Categories::new(REASON.into(), "trueup".into(), CategoricalPhysical::U32);
        let mapping = categories.mapping();
        for reason in Reason::ALL {
            // There is room for 2^32 words.
            let _ = mapping.insert_cat(reason.words());
        }
        DataType::Categorical(categories, mapping)
    })
}

/// The codes of a column of reasons.
fn codes() -> Expr {
    col(REASON).to_physical().cast(DataType::UInt32)
}

/// The name of the column.
pub(super) const REASON: &str = "reason";

/// The code of the reason of the first case that holds; null where none does. Where a value is missing and the frame already says why, that
/// stays.
pub(super) fn first(schema: &Schema, cases: Vec<(Expr, Reason)>) -> Expr {
    let missing = Reason::Missing.code();
    let missing = if schema.contains(REASON) { coalesce(&[codes(), missing]) } else { missing };
    let others = cases.into_iter().rev().fold(lit(NULL).cast(DataType::UInt32), |rest, (holds, reason)| {
        when(holds).then(reason.code()).otherwise(rest)
    });
    when(col("obs_value").is_null()).then(missing).otherwise(others).alias(REASON)
}

/// What is too large for a double becomes null, and its reason is told; the codes of reasons become words.
pub(super) fn finite(frame: LazyFrame) -> LazyFrame {
    let infinite = || col("obs_value").is_finite().eq(lit(false));
    frame.with_columns([
        words(when(infinite()).then(Reason::TooLarge.code()).otherwise(col(REASON))),
        when(infinite()).then(lit(NULL)).otherwise(col("obs_value")).alias("obs_value"),
    ])
}

/// The columns of a frame with those of another schema, in its order, and the reason behind them.
pub(super) fn columns(schema: &Schema) -> Vec<Expr> {
    let others = schema.iter_names().filter(|name| *name != REASON).map(|name| col(name.clone()));
    others.chain([col(REASON)]).collect()
}
