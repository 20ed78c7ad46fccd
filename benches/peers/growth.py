"""Compares trueup growth with the same computation in pandas, cell by cell.

A made-up panel with gaps, zeros and negative values, annual, quarterly and monthly; no clock and no random seed but a fixed one.

    cargo build --release
    python3 benches/peers/growth.py [--trueup target/release/trueup] [FILE.csv ...]

With files of the long form (series, period, value) it compares these instead. It ends with 1 where a cell differs by more than a
millionth of a millionth.
"""

import argparse
import math
import random
import subprocess
import sys
import tempfile
from pathlib import Path

import pandas as pd

FREQUENCIES = {"A": 1, "Q": 4, "M": 12}


def made_up(folder: Path) -> list[Path]:
    """One file for each frequency."""
    numbers = random.Random(20261126)
    files = []
    for code, per_year in FREQUENCIES.items():
        rows = []
        for series in range(40):
            value = numbers.uniform(50, 150)
            for step in range(20 * per_year):
                value *= numbers.uniform(0.97, 1.06)
                if numbers.random() < 0.05:
                    continue  # a gap
                shown = numbers.choice([value] * 20 + [0.0, -value])
                year, part = 1990 + step // per_year, step % per_year + 1
                period = {"A": f"{year}", "Q": f"{year}-Q{part}", "M": f"{year}-{part:02}"}[code]
                rows.append((f"s{series:02}", period, repr(shown)))
        path = folder / f"panel-{code}.csv"
        path.write_text("series,period,value\n" + "".join(",".join(row) + "\n" for row in rows))
        files.append(path)
    return files


def read(path: Path) -> tuple[pd.DataFrame, int]:
    """The rows of a file with their periods, and the number of periods a year."""
    data = pd.read_csv(path, dtype={"period": str})
    sample = data["period"].iloc[0]
    code = "Q" if "Q" in sample else "M" if "-" in sample else "A"
    alias = {"A": "Y", "Q": "Q", "M": "M"}[code]
    data["at"] = pd.PeriodIndex(data["period"].str.replace("-Q", "Q"), freq=alias)
    return data, FREQUENCIES[code]


def measures(data: pd.DataFrame) -> list[str]:
    """What is computed; the first series is a total and the deflator of all."""
    first = data["series"].iloc[0]
    return [
        "pch", "pc1", "pca", "index", "cagr", "multiple", "mean:3",
        "share:indicators", "contribution:indicators", f"contribution:{first}", f"real:{first}",
    ]


def expected(data: pd.DataFrame, n: int) -> pd.DataFrame:
    """All measures by pandas: a full calendar for each series, then shifts."""
    first_at, last_at = data["at"].min(), data["at"].max()
    wide = data.pivot(index="at", columns="series", values="value")
    wide = wide.reindex(pd.period_range(first_at, last_at, freq=wide.index.freq))
    # A sum that lacks a part is none.
    total = wide.sum(axis=1).where(wide.notna().all(axis=1))
    other = data["series"].iloc[0]
    deflator = wide[other]
    parts = []
    for name, one in data.groupby("series", sort=False):
        own = one.set_index("at")["value"].sort_index()
        full = wide[name]
        before, year = full.shift(1), full.shift(n)
        first = own.iloc[0]
        years = pd.Series(range(len(full)), index=full.index) / n
        years -= years[own.index[0]]
        both = (full > 0) & (before > 0)
        result = pd.DataFrame({
            "pch": ((full / before - 1) * 100).where(before > 0),
            "pc1": ((full / year - 1) * 100).where(year > 0),
            "pca": (((full / before).where(both) ** n - 1) * 100),
            "index": (full / first * 100) if first > 0 else full * math.nan,
            # One to the power of nothing is one for pandas: the first period is taken out by itself.
            "cagr": (((full / first).where((full > 0) & (first > 0)) ** (1 / years) - 1) * 100).where(years > 0),
            "multiple": (full / first) if first > 0 else full * math.nan,
            "mean:3": full.rolling(3).mean(),
            "share:indicators": (full / total * 100).where(total > 0),
            "contribution:indicators": ((full - year) / total.shift(n) * 100).where(total.notna() & (total.shift(n) > 0)),
            f"contribution:{other}": ((full - year) / deflator.shift(n) * 100).where(
                deflator.notna() & (deflator.shift(n) > 0)
            ),
            f"real:{other}": (full / deflator * 100).where(deflator > 0),
        })
        result = result.loc[own.index]
        result.insert(0, "series", name)
        parts.append(result.reset_index(drop=True))
    return pd.concat(parts, ignore_index=True)


def annual(data: pd.DataFrame, n: int, how: str) -> pd.DataFrame:
    """The years of each series, of those that have all their parts."""
    parts = []
    for name, one in data.groupby("series", sort=False):
        own = one.set_index("at")["value"].sort_index()
        years = own.groupby(own.index.year)
        value = {"mean": years.mean(), "sum": years.sum(), "end": years.last()}[how]
        parts.append(pd.DataFrame({"series": name, "lin": value.where(years.count() == n)}))
    return pd.concat(parts, ignore_index=True)


def compare(name: str, found: pd.DataFrame, wanted: pd.DataFrame) -> tuple[int, int, int]:
    """How many cells there are, how many have a value in pandas, and how many differ."""
    if list(found["series"]) != list(wanted["series"]):
        sys.exit(f"{name}: the rows differ")
    cells = full = differing = 0
    for column in wanted.columns[1:]:
        for i, (a, b) in enumerate(zip(found[column], wanted[column])):
            cells += 1
            full += not pd.isna(b)
            same = (pd.isna(a) and pd.isna(b)) or (
                not pd.isna(a) and not pd.isna(b) and abs(a - b) <= 1e-12 * max(abs(a), abs(b), 100.0)
            )
            if not same:
                differing += 1
                if differing <= 5:
                    print(f"{name}, row {i}, {column}: trueup {a}, pandas {b}")
    return cells, full, differing


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--trueup", default="target/release/trueup")
    parser.add_argument("files", nargs="*", type=Path)
    arguments = parser.parse_args()
    compared = []
    with tempfile.TemporaryDirectory() as folder:
        out = Path(folder) / "out.parquet"

        def trueup(*options: str) -> pd.DataFrame:
            command = [arguments.trueup, "growth", *options, "-o", str(out)]
            subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
            return pd.read_parquet(out)

        for path in arguments.files or made_up(Path(folder)):
            data, n = read(path)
            found = trueup(str(path), "--transform", ",".join(measures(data)))
            compared.append(compare(path.name, found, expected(data, n)))
            for how in ["mean", "sum", "end"] if n > 1 else []:
                found = trueup(str(path), "--transform", "lin", "--frequency", "A", "--aggregate", how)
                compared.append(compare(f"{path.name} by year, {how}", found, annual(data, n, how)))
    cells, full, differing = (sum(counts) for counts in zip(*compared))
    print(f"{cells:,} cells, {full:,} of them with a value, {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
