"""Makes a package with many indicators over many years, each with a chart and a claim.

    python3 benches/peers/package.py FOLDER [--indicators 200] [--years 60]

The numbers are made up from whole numbers alone, so that every machine makes the same: each indicator grows by 1 to 7 percent a year, with a
fall in every ninth year. The last year is 2023. Each claim states what the figures give, but for every twentieth, which states twice that.
"""

import argparse
import csv
import json
from pathlib import Path

SUBJECTS = ["Output", "Exports", "Investment", "Consumption", "Spending on research", "Tax revenue", "Bank credit", "Freight"]
LAST_YEAR = 2023
TABLES = {
    "indicators": "indicator,title,unit,short_unit,measure,price_basis,ref_area,over,description_short,decimals,series",
    "figures": "figure_id,indicator,ref_area,time_period,label,stated,source_id,locator,note",
    "claims": "claim_id,stated,formula,unit,source_id,locator,note",
    "areas": "ref_area,name,colour,fiscal_year_start",
    "sources": "source_id,citation_full,attribution_short,cited_in,date_published,url,doi",
}


def values(number, years):
    """Tenths of a billion, one for each year."""
    value, made = 1000 + 137 * number % 9000, []
    for year in range(years):
        made.append(value)
        percent = -2 if (year + number) % 9 == 0 else 1 + (3 * number + 5 * year) % 7
        value = value * (100 + percent) // 100
    return made


def sector(number):
    """A name without digits, as those of titles are placeholders: A to Z, AA to ZZ."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return letters[number] if number < 26 else letters[number // 26 - 1] + letters[number % 26]


def package(indicators, years):
    """The rows of all tables, and the charts."""
    first = LAST_YEAR - years + 1
    rows = {name: [] for name in TABLES}
    rows["areas"] = [["CHN", "China", "", ""]]
    rows["sources"] = [["made", "Numbers that were made up for a benchmark", "Made up", "", "", "", ""]]
    charts = []
    for number in range(indicators):
        name = f"i{number + 1}"
        title = f"{SUBJECTS[number % len(SUBJECTS)]} of sector {sector(number // len(SUBJECTS))}"
        rows["indicators"].append([name, title, "CNY", "", "flow", "current prices", "CHN", "", "", "", ""])
        made = values(number, years)
        for place, value in enumerate(made):
            year, stated = first + place, f"CNY {value // 10}.{value % 10} billion"
            rows["figures"].append([f"{name}_{year}", name, "CHN", year, "", stated, "made", f"table {number + 1}", ""])
        hundredths = (200 * made[-1] + made[0]) // (2 * made[0]) * (2 if number % 20 == 19 else 1)
        times = f"{hundredths // 100}.{hundredths % 100:02} times"
        rows["claims"].append([f"{name}_grew", times, f"{name}[{LAST_YEAR}] / {name}[{first}]", "times", "made", "p. 1", ""])
        figures = ", ".join(f'"{name}[{first + place}]"' for place in range(years))
        charts.append(
            f'[[chart]]\nid = "{name}"\nkind = "line"\njoined = true\n'
            f'title = "{title} rose from {{{name}[{first}]}} in {first} to {{{name}[{LAST_YEAR}]}} in {LAST_YEAR}"\nfigures = [{figures}]\n'
        )
    return rows, charts


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("folder", type=Path)
    arguments.add_argument("--indicators", type=int, default=200)
    arguments.add_argument("--years", type=int, default=60)
    asked = arguments.parse_args()
    rows, charts = package(asked.indicators, asked.years)
    asked.folder.mkdir(parents=True, exist_ok=True)
    resources = [{"name": name, "path": f"{name}.csv"} for name in TABLES]
    described = {"name": "made-up", "title": f"{asked.indicators} indicators over {asked.years} years", "resources": resources}
    (asked.folder / "datapackage.json").write_text(json.dumps(described, indent=2) + "\n")
    for name, header in TABLES.items():
        with open(asked.folder / f"{name}.csv", "w", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows([header.split(","), *rows[name]])
    (asked.folder / "charts.toml").write_text("\n".join(charts))


if __name__ == "__main__":
    main()
