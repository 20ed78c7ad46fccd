"""Draws every series of a panel with Vega-Lite through vl-convert: with_vl_convert.py PANEL OUT FIRST STEP twice|once

`twice` compiles each specification for the SVG and again for the PNG; `once` makes the PNG from the SVG.
"""

import sys
from itertools import islice
from pathlib import Path

import vl_convert
from panel import labels, read

SIZE = {"width": 1200, "height": 675}


def spec(name, years, values, panel):
    words = labels(name, years, values, panel)
    points = [{"year": year, "value": value} for year, value in zip(years, values)]
    x = {"field": "year", "type": "quantitative", "scale": {"nice": False}, "axis": {"format": "d", "grid": False}}
    y = {"field": "value", "type": "quantitative", "scale": {"zero": False}, "axis": {"tickCount": 6, "domain": False}}
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v5.json",
        **SIZE,
        "autosize": {"type": "fit", "contains": "padding"},
        "background": "white",
        "padding": {"left": 35, "right": 60, "top": 30, "bottom": 30},
        "title": {"text": words["title"], "subtitle": words["subtitle"], "anchor": "start", "offset": 20},
        "encoding": {"x": {**x, "title": None}, "y": {**y, "title": None}},
        "layer": [
            {"data": {"values": points}, "mark": {"type": "line", "color": "#0072b2", "strokeWidth": 3}},
            {
                "data": {"values": points[-1:]},
                "mark": {"type": "text", "align": "left", "dx": 8, "fontSize": 19, "text": words["end"]},
            },
            {
                "data": {"values": [{}]},
                "mark": {"type": "text", "align": "left", "dy": 50, "fontSize": 15, "text": words["source"]},
                "encoding": {"x": {"value": -22}, "y": {"value": "height"}},
            },
        ],
        "config": {
            "view": {"stroke": None},
            "title": {"fontSize": 30, "subtitleFontSize": 19},
            "axis": {"labelFontSize": 17, "ticks": False, "gridColor": "#dddddd"},
        },
    }


def main(panel, out, first, step, way):
    for name, years, values in islice(read(panel), int(first), None, int(step)):
        chart = spec(name, years, values, panel)
        svg = vl_convert.vegalite_to_svg(chart)
        png = vl_convert.svg_to_png(svg) if way == "once" else vl_convert.vegalite_to_png(chart)
        Path(out, f"{name}.svg").write_text(svg)
        Path(out, f"{name}.png").write_bytes(png)


main(*sys.argv[1:])
