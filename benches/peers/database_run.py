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

sys.dont_write_bytecode = True

HERE = Path(__file__).resolve().parent
LAYOUTS = {"Parquet": "long.parquet", "CSV": "long.csv", "wide CSV": "wide.csv"}


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
    """All programs on a layout; the times are compared with that of the first."""
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
            while file.read(1 << 20):
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
            ratio = one.time / group[0].time
            print(f"| {layout} | {one.program} | {one.time:.2f} s | {ratio:.2f} | {max(one.memory):,.0f} MB | {size:,.0f} MB |")
    # Not before the runs: the peak of a process begins at that of the process that starts it.
    import database_compare

    fine = True
    for layout, group in found.items():
        print(f"\n{layout}, cell by cell against pandas:\n")
        written = {one.program: one.out for one in group}
        fine &= database_compare.compare(written, "pandas")
    return 0 if fine else 1


if __name__ == "__main__":
    sys.exit(main())
