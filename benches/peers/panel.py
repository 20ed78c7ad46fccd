"""The panel that all programs draw: entity,year,value. Made here, so that it is the same everywhere, and read here for Python peers."""

import csv
import math
from itertools import groupby
from pathlib import Path

YEARS = range(1964, 2024)


def write(path, count):
    """A panel of `count` series: a trend, two waves and noise from a linear congruential generator."""
    state = 1
    with open(path, "w", newline="") as file:
        file.write("entity,year,value\n")
        for entity in range(count):
            for step, year in enumerate(YEARS):
                state = (state * 1664525 + 1013904223) % 2**32
                waves = 9 * math.sin(step / 9 + entity) + 4 * math.sin(step / 3 + 2 * entity)
                value = 60 + (entity % 7) * step / 4 + waves + 3 * state / 2**32
                file.write(f"Area {entity:05},{year},{value:.2f}\n")


def read(path):
    """Every series of a panel: name, years, values."""
    with open(path, newline="") as file:
        rows = csv.reader(file)
        next(rows)
        for name, group in groupby(rows, key=lambda row: row[0]):
            years, values = zip(*((int(year), float(value)) for _, year, value in group))
            yield name, years, values


def labels(name, years, values, path):
    """The words of a chart: as those that trueup makes."""
    verb = "rose" if values[-1] > values[0] else "fell"
    return {
        "title": f"{name} {verb} from {values[0]:.2f} in {years[0]} to {values[-1]:.2f} in {years[-1]}",
        "subtitle": f"Annual, {years[0]}–{years[-1]}",
        "source": f"Source: {Path(path).name}",
        "end": f"{values[-1]:.2f}",
    }
