#!/usr/bin/env python3
"""Draws the same line charts with trueup and its peers, each as whole processes, and prints docs/benchmarks.md's section of it.

    cargo build --release
    python3 benches/peers/run.py [--folder FOLDER] [--rounds N] [--many]

Peers are installed into FOLDER/venv from requirements.txt; gnuplot is the machine's own. Panels and charts are written to FOLDER too.
"""

import argparse
import os
import platform
import shutil
import statistics
import struct
import subprocess
import sys
import time
import venv
from dataclasses import dataclass, field
from pathlib import Path

sys.dont_write_bytecode = True
import panel  # noqa: E402

HERE = Path(__file__).resolve().parent
TRUEUP = HERE.parent.parent / "target" / "release" / "trueup"
CHARTS = 100
SIZE = (1200, 675)
COUNTS = (10, 100, 1000)
MANY = 10_000


@dataclass
class Contestant:
    """A program and a way to use it; `processes` of it share the charts."""

    program: str
    way: str
    processes: int
    command: list
    environment: dict = field(default_factory=dict)
    seconds: list = field(default_factory=list)
    memory: list = field(default_factory=list)
    sizes: tuple = ()

    def run(self, data, out, count):
        """Draws `count` charts of a panel into an emptied folder, and notes time and memory."""
        shutil.rmtree(out, ignore_errors=True)
        out.mkdir(parents=True)
        # What earlier runs left to be written to the disk is not this one's to wait for.
        os.sync()
        environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1", **self.environment}
        start = time.perf_counter()
        children = []
        for first in range(self.processes):
            fill = {"DATA": data, "OUT": out, "FIRST": first, "STEP": self.processes, "COUNT": count}
            command = [str(fill.get(word, word)) for word in self.command]
            children.append(subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL))
        memory = processor = 0
        for child in children:
            _, status, usage = os.wait4(child.pid, 0)
            child.returncode = os.waitstatus_to_exitcode(status)
            memory += usage.ru_maxrss / 1024
            processor += usage.ru_utime + usage.ru_stime
        self.seconds.append(time.perf_counter() - start)
        self.memory.append(memory)
        name = f"{self.program}, {self.way}"
        print(f"{name}, {self.processes}: {self.seconds[-1]:.3f} s, {processor:.3f} s of processor", file=sys.stderr)
        if any(child.returncode for child in children):
            sys.exit(f"{name}: failed")
        self.sizes = checked(out, count, name)

    @property
    def time(self):
        return statistics.median(self.seconds)

    @property
    def peak(self):
        return max(self.memory)


def checked(out, count, name):
    """The kilobytes of a PNG and of an SVG, on average, once all are there and the PNGs are of the right size."""
    pngs, svgs = list(out.glob("*.png")), list(out.glob("*.svg"))
    if (len(pngs), len(svgs)) != (count, count):
        sys.exit(f"{name}: {len(pngs)} PNG and {len(svgs)} SVG files, not {count} of each")
    for path in pngs:
        with open(path, "rb") as file:
            head = file.read(24)
        if head[:8] != b"\x89PNG\r\n\x1a\n" or struct.unpack(">II", head[16:24]) != SIZE:
            sys.exit(f"{name}: {path} is no PNG of {SIZE[0]} x {SIZE[1]} pixels")
    for path in svgs:
        text = path.read_text(encoding="utf-8")
        if "<svg" not in text or not text.rstrip().endswith("</svg>"):
            sys.exit(f"{name}: {path} is no whole SVG")
    return tuple(sum(path.stat().st_size for path in paths) / count / 1000 for paths in (pngs, svgs))


def contestants(python, fonts):
    """All programs and ways; the first is the one that the others are compared with."""
    size = f"{SIZE[0]}x{SIZE[1]}"
    trueup = [TRUEUP, "chart", "--data", "DATA", "--each", "--size", size, "--scale", "1", "--format", "svg,png", "--out", "OUT"]
    yield Contestant("trueup", "as it comes: a thread for each core", 1, trueup)
    yield Contestant("trueup", "one thread", 1, trueup, {"RAYON_NUM_THREADS": "1"})
    share = ["DATA", "OUT", "FIRST", "STEP"]
    for processes in (1, 2):
        gnuplot = ["gnuplot", "-c", HERE / "with_gnuplot.gp", *share, "COUNT"]
        yield Contestant("gnuplot", "terminals pngcairo and svg", processes, gnuplot)
        for way, words in (("reused", "one figure for all charts"), ("new", "a figure for each chart")):
            command = [python, HERE / "with_matplotlib.py", *share, way]
            yield Contestant("matplotlib", words, processes, command, {"MPLCONFIGDIR": str(fonts)})
        for way, words in (("once", "the PNG from the SVG"), ("twice", "both from the specification")):
            yield Contestant("vl-convert", words, processes, [python, HERE / "with_vl_convert.py", *share, way])


def installed(folder):
    """The Python of an environment that has the peers."""
    python = folder / "venv" / "bin" / "python"
    if not python.exists():
        venv.create(folder / "venv", with_pip=True)
    install = [python, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "-r", HERE / "requirements.txt"]
    subprocess.run(install, check=True)
    if shutil.which("gnuplot") is None:
        sys.exit("gnuplot is missing: apt-get install gnuplot-nox")
    if not TRUEUP.exists():
        sys.exit(f"{TRUEUP} is missing: cargo build --release")
    return python


def output(*command):
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def machine(python):
    """The machine and the versions, in a sentence each."""
    cpu = next(line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name"))
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    system = platform.freedesktop_os_release()["PRETTY_NAME"]
    pins = dict(line.split("==") for line in (HERE / "requirements.txt").read_text().split())
    versions = [
        output(TRUEUP, "--version"),
        output("gnuplot", "--version"),
        f"matplotlib {pins['matplotlib']}",
        f"vl-convert-python {pins['vl-convert-python']}",
        output(python, "--version"),
        output("rustc", "--version").split(" (")[0],
    ]
    return f"{os.cpu_count()} cores of {cpu}, {memory:.0f} GB, {system}. {', '.join(versions)}."


def seconds(value):
    return f"{value * 1000:.0f} ms" if value < 1 else f"{value:.2f} s" if value < 10 else f"{value:.1f} s"


def comparison(found):
    """A row for each program and way, one and two processes beside each other; ratios of the faster."""
    print("| program | way | one process | two processes | against trueup | memory | PNG, SVG |")
    print("| --- | --- | ---: | ---: | ---: | ---: | ---: |")
    ways = {}
    for contestant in found:
        ways.setdefault((contestant.program, contestant.way), []).append(contestant)
    for (program, way), runs in ways.items():
        best = min(runs, key=lambda run: run.time)
        cells = [seconds(run.time) for run in runs] + [""] * (2 - len(runs))
        png, svg = best.sizes
        ratio = f"{best.time / found[0].time:.1f}"
        print(f"| {program} | {way} | {cells[0]} | {cells[1]} | {ratio} | {best.peak:.0f} MB | {png:.0f} kB, {svg:.0f} kB |")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--folder", type=Path, default=Path.home() / ".cache" / "trueup-peers", help="where to install and to draw")
    parser.add_argument("--rounds", type=int, default=5, help="runs of each, of which the median is shown")
    parser.add_argument("--many", action="store_true", help=f"also {MANY} charts with trueup, once")
    arguments = parser.parse_args()
    folder = arguments.folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    python = installed(folder)
    found = list(contestants(python, folder / "matplotlib"))

    def draw(contestant, count):
        data = folder / str(count) / "panel.csv"
        data.parent.mkdir(exist_ok=True)
        panel.write(data, count)
        contestant.run(data, folder / "out", count)

    load = os.getloadavg()[0]
    # Font caches are made and programs are read from the disk before anything is timed.
    for contestant in found:
        draw(contestant, 4)
        contestant.seconds.clear()
        contestant.memory.clear()
    counts = {count: Contestant("trueup", f"{count} charts", 1, found[0].command) for count in COUNTS}
    for _ in range(arguments.rounds):
        for contestant in found:
            draw(contestant, CHARTS)
        for count, contestant in counts.items():
            draw(contestant, count)
    if arguments.many:
        counts[MANY] = Contestant("trueup", f"{MANY} charts", 1, found[0].command)
        draw(counts[MANY], MANY)
    shutil.rmtree(folder / "out")

    print(f"{machine(python)} Median of {arguments.rounds} runs, all programs in turn; load before the first {load:.1f}.\n")
    comparison(found)
    print("\n| charts with trueup | time | a chart | memory |\n| ---: | ---: | ---: | ---: |")
    for count, run in counts.items():
        print(f"| {count:,} | {seconds(run.time)} | {run.time / count * 1000:.2f} ms | {run.peak:.0f} MB |")


main()
