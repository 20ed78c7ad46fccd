"""Makes a panel as large as the World Bank's database, or N times as large, in three layouts.

    python3 benches/peers/database.py make FOLDER [--scale N] [--areas A --indicators I --years Y]

    FOLDER/long.csv      ref_area,indicator,time_period,obs_value
    FOLDER/long.parquet  the same columns: strings, a 64-bit whole number, a 64-bit float; snappy, row groups of 1,048,576 rows
    FOLDER/wide.csv      as the World Bank's bulk file: names and codes of country and indicator, then a column for each year

All are sorted by area, indicator and year, and hold the same values to the last bit. The numbers are made up: PCG64 from a fixed seed,
and of arithmetic only what IEEE 754 rounds correctly (no exp, log or pow), so that every machine makes the same. About 6 % of the cells
are left out: a third of the series start late, a tenth have a hole of some years, single years are missing anywhere. A few values are
zero or negative. An indicator is printed with 3 to 17 significant digits.
"""

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl
import pyarrow as pa
import pyarrow.parquet as parquet

SEED = 20261126
LAST_YEAR = 2023
BLOCK = 1500  # series in memory at once
ROW_GROUP = 1_048_576
LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
TOPICS = "AG BX CC DT EG EN ER FB GC IC IS IT NE NV NY SE SH SL SM SP".split()
UNITS = "CD CN KD PC ZG ZS".split()
SUBJECTS = ["Gross output", "Exports of goods, net", "Population covered", "Energy use", "Credit, domestic"]
MEASURES = ["current US$", "current LCU", "constant 2015 US$", "per 1,000 people", "annual % growth", "% of total"]
POWERS = np.array([float(f"1e{power}") for power in range(23)])  # exact, all of them


@dataclass
class Indicators:
    """Codes and names, in the order of the codes; the size and the printed digits of each one's values."""

    codes: list
    names: list
    magnitude: np.ndarray
    digits: np.ndarray

    @classmethod
    def make(cls, count):
        named = []
        for number in range(count):
            middle = number // (len(TOPICS) * len(UNITS))
            topic, unit = number % len(TOPICS), number // len(TOPICS) % len(UNITS)
            word = "".join(LETTERS[middle // 26**place % 26] for place in (2, 1, 0))
            code = f"{TOPICS[topic]}.{word}.MKTP.{UNITS[unit]}"
            named.append((code, f"{SUBJECTS[number % len(SUBJECTS)]}, kind {number + 1} ({MEASURES[unit]})"))
        codes, names = map(list, zip(*sorted(named)))
        draw = np.random.Generator(np.random.PCG64([SEED, 0]))
        return cls(codes, names, draw.integers(0, 13, count), draw.integers(3, 18, count))


def areas(count):
    """Three letters each, in order, over the whole alphabet."""
    step = 26**3 // count
    if step == 0:
        sys.exit(f"there are {26**3} codes of three letters, not {count}")
    return ["".join(LETTERS[number * step // 26**place % 26] for place in (2, 1, 0)) for number in range(count)]


def values(area, first, magnitude, digits, years):
    """The values of a block of indicators in an area, a row for each; not a number where there is none."""
    draw = np.random.Generator(np.random.PCG64([SEED, 1, area, first]))
    shape = (len(magnitude), years)
    level = (2 + 8 * draw.random(shape[0])) * POWERS[magnitude]
    steps = 0.98 + 0.09 * draw.random(shape)
    steps[:, 0] = level
    made = np.cumprod(steps, axis=1)
    # A whole number over a power of ten, both exact: the nearest float to the printed decimal. From 16 digits on it stays as it is.
    places = np.where(digits < 16, digits - 1 - magnitude, 0)
    up, down = POWERS[np.maximum(places, 0)][:, None], POWERS[np.maximum(-places, 0)][:, None]
    made = np.where((digits < 16)[:, None], np.rint(made * up / down) * down / up, made)
    odd = draw.random(shape)
    made = np.where(odd < 0.003, 0.0, np.where(odd < 0.006, -made, made))
    at = np.arange(years)
    late = np.where(draw.random(shape[0]) < 0.33, draw.integers(1, max(years // 4, 2), shape[0]), 0)
    hole = draw.integers(0, years, shape[0])
    length = np.where(draw.random(shape[0]) < 0.1, draw.integers(2, 9, shape[0]), 0)
    missing = at < late[:, None]
    missing |= (at >= hole[:, None]) & (at < (hole + length)[:, None])
    missing |= draw.random(shape) < 0.01
    made[missing] = np.nan
    return made


class Groups:
    """Rows collected until they fill a row group."""

    def __init__(self, path, schema):
        self.writer = parquet.ParquetWriter(path, schema, compression="snappy")
        self.waiting, self.rows = [], 0

    def add(self, table):
        self.waiting.append(table)
        self.rows += table.num_rows
        while self.rows >= ROW_GROUP:
            whole = pa.concat_tables(self.waiting)
            self.writer.write_table(whole.slice(0, ROW_GROUP), row_group_size=ROW_GROUP)
            self.waiting = [whole.slice(ROW_GROUP)]
            self.rows -= ROW_GROUP

    def close(self):
        if self.rows:
            self.writer.write_table(pa.concat_tables(self.waiting), row_group_size=ROW_GROUP)
        self.writer.close()


def plain(table, file):
    """Adds rows of CSV: the shortest decimals that read back as the same floats, no exponents, quotes only where a comma needs them."""
    pl.from_arrow(table).write_csv(file, include_header=False, float_scientific=False)


def make(folder, area_count, indicator_count, years):
    folder.mkdir(parents=True, exist_ok=True)
    indicators = Indicators.make(indicator_count)
    first_year = LAST_YEAR + 1 - years
    numbers = np.arange(first_year, LAST_YEAR + 1)
    schema = pa.schema({"ref_area": pa.string(), "indicator": pa.string(), "time_period": pa.int64(), "obs_value": pa.float64()})
    names = ["Country Name", "Country Code", "Indicator Name", "Indicator Code"]
    wide_schema = pa.schema([(name, pa.string()) for name in names] + [(str(year), pa.float64()) for year in numbers])
    codes, titles = pa.array(indicators.codes), pa.array(indicators.names)
    groups = Groups(folder / "long.parquet", schema)
    count = 0
    with open(folder / "long.csv", "wb") as long_file, open(folder / "wide.csv", "wb") as wide_file:
        long_file.write((",".join(schema.names) + "\n").encode())
        wide_file.write((",".join(wide_schema.names) + "\n").encode())
        for number, area in enumerate(areas(area_count)):
            for first in range(0, indicator_count, BLOCK):
                block = slice(first, first + BLOCK)
                made = values(number, first, indicators.magnitude[block], indicators.digits[block], years)
                series, year = np.nonzero(~np.isnan(made))
                rows = len(series)
                columns = [
                    pa.repeat(area, rows),
                    codes[block].take(pa.array(series)),
                    pa.array(numbers[year], pa.int64()),
                    pa.array(made[series, year]),
                ]
                table = pa.table(columns, schema=schema)
                plain(table, long_file)
                groups.add(table)
                height = len(made)
                words = [pa.repeat(f"Land of {area}", height), pa.repeat(area, height), titles[block], codes[block]]
                cells = [pa.array(column, from_pandas=True) for column in np.ascontiguousarray(made.T)]
                plain(pa.table(words + cells, schema=wide_schema), wide_file)
                count += rows
    groups.close()
    whole = area_count * indicator_count * years
    print(f"{area_count} areas x {indicator_count:,} indicators x {years} years: {count:,} observations, {1 - count / whole:.1%} left out")
    for name in ("long.csv", "long.parquet", "wide.csv"):
        print(f"{folder / name}: {(folder / name).stat().st_size / 1e6:,.0f} MB")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("make", choices=["make"])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--scale", type=float, default=1, help="times as many indicators")
    parser.add_argument("--areas", type=int, default=266)
    parser.add_argument("--indicators", type=int, default=1500)
    parser.add_argument("--years", type=int, default=64, help=f"up to {LAST_YEAR}")
    arguments = parser.parse_args()
    indicators = round(arguments.indicators * arguments.scale)
    if min(arguments.areas, indicators, arguments.years) < 1:
        sys.exit("a panel has at least one area, indicator and year")
    make(arguments.folder, arguments.areas, indicators, arguments.years)


main()
