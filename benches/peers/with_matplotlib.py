"""Draws every series of a panel with matplotlib: with_matplotlib.py PANEL OUT FIRST STEP new|reused

`new` makes a figure for each chart, as most scripts do; `reused` makes one and moves its line and its words.
"""

import sys
from itertools import islice
from pathlib import Path

from matplotlib.figure import Figure
from panel import labels, read


def blank():
    figure = Figure(figsize=(12, 6.75), dpi=100)
    axes = figure.add_axes((0.06, 0.14, 0.87, 0.69))
    axes.spines[["top", "right", "left"]].set_visible(False)
    axes.grid(axis="y", color="#dddddd")
    axes.set_axisbelow(True)
    axes.tick_params(length=0, labelsize=13)
    words = {
        "title": figure.text(0.03, 0.92, "", fontsize=22, fontweight="bold"),
        "subtitle": figure.text(0.03, 0.86, "", fontsize=14, color="#555555"),
        "source": figure.text(0.03, 0.03, "", fontsize=11, color="#555555"),
        "end": axes.annotate("", (0, 0), (8, 0), textcoords="offset points", fontsize=14, va="center", annotation_clip=False),
    }
    (line,) = axes.plot([], [], color="#0072b2", linewidth=2)
    return figure, axes, line, words


def main(panel, out, first, step, way):
    page = None
    for name, years, values in islice(read(panel), int(first), None, int(step)):
        if page is None or way == "new":
            page = blank()
        figure, axes, line, words = page
        line.set_data(years, values)
        axes.relim()
        axes.autoscale_view()
        for key, text in labels(name, years, values, panel).items():
            words[key].set_text(text)
        words["end"].xy = (years[-1], values[-1])
        for kind in ("svg", "png"):
            figure.savefig(Path(out, f"{name}.{kind}"))


main(*sys.argv[1:])
