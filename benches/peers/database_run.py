"""Times trueup growth and its peers on a panel of database.py, each as whole processes, and compares what they write cell by cell.

    cargo build --release
    python3 benches/peers/database.py make FOLDER
    python3 benches/peers/database_run.py FOLDER --trueup target/release/trueup [--runs 3]

Needs the Python that has requirements.txt; without --trueup the peers are compared with each other. Results are written to FOLDER/out. It
ends with 1 where a program leaves out a row, has a value where pandas has none, or differs from it by more than a billionth.
"""

import argparse
import os
import statistics
import subprocess
import sys
import time
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

HERE = Path(__file__).resolve().parent
LAYOUTS = {"Parquet": "long.parquet", "CSV": "long.csv", "wide CSV": "wide.csv"}
VALUES = ["obs_value", "pc1", "index", "cagr"]
TOLERANCE = 1e-9  # of the larger of the two


@dataclass
class Contestant:
    """A program on one layout."""

    program: str
    command: list
    out: Path
    seconds: list = field(default_factory=list)
    memory: list = field(default_factory=list)

    def run(self):
        """One whole process; what it wrote stays for the comparison."""
        self.out.unlink(missing_ok=True)
        # What earlier runs left to be written to the disk is not this one's to wait for.
        os.sync()
        start = time.perf_counter()
        child = subprocess.Popen(self.command, stdout=subprocess.DEVNULL)
        _, status, usage = os.wait4(child.pid, 0)
        self.seconds.append(time.perf_counter() - start)
        self.memory.append(usage.ru_maxrss / 1024)
        child.returncode = os.waitstatus_to_exitcode(status)
        processor = usage.ru_utime + usage.ru_stime
        print(f"{self.program}, {self.out.stem}: {self.seconds[-1]:.2f} s, {processor:.2f} s of processor, "
              f"{self.memory[-1]:,.0f} MB", file=sys.stderr)
        if child.returncode or not self.out.exists():
            sys.exit(f"{self.program}: failed with {child.returncode}")

    @property
    def time(self):
        return statistics.median(self.seconds)


def contestants(folder, layout, trueup):
    """All programs on a layout; the others are compared with the first."""
    source = folder / LAYOUTS[layout]
    results = folder / "out"
    results.mkdir(exist_ok=True)

    def out(program):
        return results / f"{program}-{source.name.replace('.', '-')}.parquet"

    if trueup:
        command = [trueup, "growth", source, "--transform", "pc1,index,cagr", "--base", "2010", "-o", out("trueup")]
        yield Contestant("trueup", command, out("trueup"))
    for program in ("pandas", "polars", "duckdb"):
        yield Contestant(program, [sys.executable, HERE / f"database_{program}.py", source, out(program)], out(program))


def coded(column):
    """The words of a column and the place of each row's word among them."""
    whole = column.dictionary_encode().unify_dictionaries().combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    if whole.null_count:
        sys.exit("a key is missing")
    return whole.dictionary.to_pylist(), whole.indices.to_numpy(zero_copy_only=False)


class Table:
    """A written table: its rows by area, indicator and year, whatever their order in the file, without those that hold no observation."""

    def __init__(self, path, areas, indicators):
        self.path = path
        names = parquet.read_schema(path).names
        if "series" in names:
            # trueup shows words for codes where it knows them; the codes are in the series.
            words, place = coded(self.column("series"))
            pairs = [word.split(":", 1) for word in words]
            series = np.array([areas.setdefault(area, len(areas)) << 24 | indicators.setdefault(indicator, len(indicators))
                               for area, indicator in pairs], dtype=np.int64)
            key = series[place]
        else:
            key = np.zeros(self.rows, dtype=np.int64)
            for name, known, shift in (("ref_area", areas, 24), ("indicator", indicators, 0)):
                words, place = coded(self.column(name))
                key |= np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int64)[place] << shift
        words, place = coded(self.column("time_period"))
        key = key << 16 | np.array([int(word) for word in words], dtype=np.int64)[place]
        observed = np.flatnonzero(np.asarray(self.column("obs_value").is_valid()))
        self.empty = len(key) - len(observed)
        self.order = observed[np.argsort(key[observed], kind="stable")]
        self.key = key[self.order]

    @property
    def rows(self):
        return parquet.read_metadata(self.path).num_rows

    def column(self, name):
        return parquet.read_table(self.path, columns=[name]).column(0)

    def values(self, name):
        """The values in order of the keys, and where there is none."""
        column = self.column(name)
        none = np.asarray(column.is_null())[self.order]
        return column.to_numpy()[self.order], none


def compare(found):
    """Compares all tables with that of pandas; says how many cells, and whether all are equal."""
    areas, indicators = {}, {}
    against = next(one for one in found if one.program == "pandas")
    wanted = Table(against.out, areas, indicators)
    fine = True
    for one in found:
        if one is against:
            continue
        table = Table(one.out, areas, indicators)
        if table.empty:
            print(f"- {one.program}: {table.empty:,} rows hold no observation and are left out of what follows")
        if len(table.key) != len(wanted.key) or not np.array_equal(table.key, wanted.key):
            both = len(np.intersect1d(table.key, wanted.key))
            print(f"- {one.program}: {len(table.key):,} rows, pandas {len(wanted.key):,}, the same key in {both:,}")
            fine = False
            continue
        if np.any(table.key[1:] == table.key[:-1]):
            sys.exit(f"{one.program}: a row stands twice")
        worst, nulls, differing = 0.0, 0, 0
        for name in VALUES:
            (a, a_none), (b, b_none) = table.values(name), wanted.values(name)
            there = ~a_none & ~b_none
            nulls += int(a_none.sum())
            with np.errstate(invalid="ignore"):
                apart = np.abs(a[there] - b[there])
                # Written so that what is not a number, or infinite on one side alone, differs.
                near = (apart <= TOLERANCE * np.maximum(np.abs(a[there]), np.abs(b[there])))
            wrong = int((a_none != b_none).sum()) + int((~near).sum())
            differing += wrong
            if wrong:
                here = np.flatnonzero((a_none != b_none))[:3].tolist() + np.flatnonzero(there)[~near][:3].tolist()
                for row in here[:3]:
                    key = int(wanted.key[row])
                    area, indicator = list(areas)[key >> 40], list(indicators)[key >> 16 & 0xFFFFFF]
                    ours = None if a_none[row] else float(a[row])
                    theirs = None if b_none[row] else float(b[row])
                    print(f"  {area} {indicator} {key & 0xFFFF} {name}: {one.program} {ours!r}, pandas {theirs!r}")
            size = np.maximum(np.abs(a[there]), np.abs(b[there]))
            some = size > 0
            worst = max(worst, float(np.max(apart[some] / size[some], initial=0.0)))
        cells = len(table.key) * len(VALUES)
        print(f"- {one.program}: {len(table.key):,} rows, {cells:,} cells, {nulls:,} of them without a value; {differing:,} differ; "
              f"largest relative difference {worst:.1e}")
        fine &= differing == 0
    return fine


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("folder", type=Path)
    parser.add_argument("--trueup", type=Path)
    parser.add_argument("--runs", type=int, default=3, help="runs of each, of which the median is shown")
    parser.add_argument("--layouts", nargs="+", choices=LAYOUTS, default=list(LAYOUTS))
    arguments = parser.parse_args()
    load = os.getloadavg()[0]
    found = {layout: list(contestants(arguments.folder, layout, arguments.trueup)) for layout in arguments.layouts}
    for contestant in (one for group in found.values() for one in group):
        # The page cache holds every input from here on.
        with open(contestant.command[2], "rb") as file:
            while file.read(1 << 24):
                pass
    for _ in range(arguments.runs):
        for group in found.values():
            for contestant in group:
                contestant.run()
    print(f"Median of {arguments.runs} runs, all programs in turn; load before the first {load:.1f}.\n")
    first = "trueup" if arguments.trueup else "pandas"
    print(f"| layout | program | time | against {first} | peak memory | written |")
    print("| --- | --- | ---: | ---: | ---: | ---: |")
    for layout, group in found.items():
        for one in group:
            size = one.out.stat().st_size / 1e6
            print(f"| {layout} | {one.program} | {one.time:.2f} s | {one.time / group[0].time:.2f} | {max(one.memory):,.0f} MB | {size:,.0f} MB |")
    fine = True
    for layout, group in found.items():
        print(f"\n{layout}, cell by cell against pandas:\n")
        fine &= compare(group)
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
