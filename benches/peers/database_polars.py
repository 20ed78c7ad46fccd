"""Growth rates and indices of a panel with polars: `database_polars.py INPUT OUTPUT.parquet`.

On the streaming engine, without a window over a million keys: rows of a series follow each other by year, as in the files of
database.py, so that a series begins where a key differs from the row above. In a wide file the year before is the column to the left.
"""

import sys

import polars as pl

BASE = 2010
KEYS = ["ref_area", "indicator"]
YEAR, VALUE = pl.col("time_period"), pl.col("obs_value")


def long(data):
    """Beside each value the one a year before, that of the base, and the first of the series with its year."""
    differs = [pl.col(key).ne_missing(pl.col(key).shift(1)) for key in KEYS]
    begins = pl.col("begins")
    return (
        data.with_columns(pl.col(KEYS).cast(pl.Categorical))
        .with_columns(begins=pl.any_horizontal(differs))
        .with_columns(
            series=begins.cum_sum(),
            before=pl.when(~begins & (YEAR - YEAR.shift(1) == 1)).then(VALUE.shift(1)),
            first=pl.when(begins).then(VALUE).forward_fill(),
            first_year=pl.when(begins).then(YEAR).forward_fill(),
        )
        .with_columns(base=VALUE.filter(YEAR == BASE).first().over("series"))
    )


def wide(path, years):
    """The same of a wide file, a slice of rows for each year."""
    table = (
        pl.scan_csv(path, schema_overrides=dict.fromkeys(years, pl.Float64))
        .select(
            *years,
            ref_area="Country Code",
            indicator="Indicator Code",
            base=pl.col(str(BASE)) if str(BASE) in years else pl.lit(None, pl.Float64),
            first=pl.coalesce(years),
            first_year=pl.coalesce(pl.when(pl.col(year).is_not_null()).then(pl.lit(int(year), pl.Int64)) for year in years),
        )
        .collect(engine="streaming")
        .lazy()
    )
    slices = []
    for year in years:
        left = str(int(year) - 1)
        before = pl.col(left) if left in years else pl.lit(None, pl.Float64)
        columns = [*KEYS, "base", "first", "first_year"]
        rows = table.select(*columns, time_period=pl.lit(int(year), pl.Int64), obs_value=year, before=before)
        slices.append(rows.drop_nulls("obs_value"))
    return pl.concat(slices)


def read(path):
    if path.endswith(".parquet"):
        return long(pl.scan_parquet(path))
    with open(path, encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    if "Country Code" in names:
        return wide(path, [name for name in names if name.isdigit()])
    types = {"ref_area": pl.String, "indicator": pl.String, "time_period": pl.Int64, "obs_value": pl.Float64}
    return long(pl.scan_csv(path, schema=types))


def main():
    source, out = sys.argv[1:]
    before, base, first, elapsed = pl.col("before"), pl.col("base"), pl.col("first"), YEAR - pl.col("first_year")
    growth = read(source).select(
        *KEYS,
        "time_period",
        "obs_value",
        pc1=pl.when(before > 0).then((VALUE / before - 1) * 100),
        index=pl.when(base > 0).then(VALUE / base * 100),
        cagr=pl.when((first > 0) & (VALUE > 0) & (elapsed > 0)).then(((VALUE / first) ** (1 / elapsed) - 1) * 100),
    )
    growth.sink_parquet(out, compression="snappy", engine="streaming")


main()
