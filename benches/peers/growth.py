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


def expected(path: Path) -> pd.DataFrame:
    """pc1, pch, pca, index and cagr by pandas: a full calendar for each series, then shifts."""
    data = pd.read_csv(path, dtype={"period": str})
    sample = data["period"].iloc[0]
    code = "Q" if "Q" in sample else "M" if "-" in sample else "A"
    n = FREQUENCIES[code]
    alias = {"A": "Y", "Q": "Q", "M": "M"}[code]
    data["at"] = pd.PeriodIndex(data["period"].str.replace("-Q", "Q"), freq=alias)
    parts = []
    for name, one in data.groupby("series", sort=False):
        own = one.set_index("at")["value"].sort_index()
        full = own.reindex(pd.period_range(own.index[0], own.index[-1], freq=alias))
        before, year = full.shift(1), full.shift(n)
        first, years = own.iloc[0], pd.Series(range(len(full)), index=full.index) / n
        both = (full > 0) & (before > 0)
        result = pd.DataFrame({
            "pch": ((full / before - 1) * 100).where(before > 0),
            "pc1": ((full / year - 1) * 100).where(year > 0),
            "pca": (((full / before).where(both) ** n - 1) * 100),
            "index": (full / first * 100) if first > 0 else full * math.nan,
            # One to the power of nothing is one for pandas: the first period is taken out by itself.
            "cagr": (((full / first).where((full > 0) & (first > 0)) ** (1 / years) - 1) * 100).where(years > 0),
        })
        result = result.loc[own.index]
        result.insert(0, "series", name)
        parts.append(result.reset_index(drop=True))
    return pd.concat(parts, ignore_index=True)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--trueup", default="target/release/trueup")
    parser.add_argument("files", nargs="*", type=Path)
    arguments = parser.parse_args()
    columns = ["pch", "pc1", "pca", "index", "cagr"]
    cells = differing = 0
    with tempfile.TemporaryDirectory() as folder:
        for path in arguments.files or made_up(Path(folder)):
            out = Path(folder) / "out.parquet"
            command = [arguments.trueup, "growth", str(path), "--transform", ",".join(columns), "-o", str(out)]
            subprocess.run(command, check=True)
            found, wanted = pd.read_parquet(out), expected(path)
            if list(found["series"]) != list(wanted["series"]):
                print(f"{path.name}: the rows differ")
                return 1
            for column in columns:
                for i, (a, b) in enumerate(zip(found[column], wanted[column])):
                    cells += 1
                    same = (pd.isna(a) and pd.isna(b)) or (
                        not pd.isna(a) and not pd.isna(b) and abs(a - b) <= 1e-12 * max(abs(a), abs(b), 100.0)
                    )
                    if not same:
                        differing += 1
                        if differing <= 5:
                            print(f"{path.name}, row {i}, {column}: trueup {a}, pandas {b}")
    print(f"{cells:,} cells, {differing} differ")
    return 1 if differing else 0


if __name__ == "__main__":
    sys.exit(main())
