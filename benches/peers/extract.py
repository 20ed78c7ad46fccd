#!/usr/bin/env python3
"""Reads the test part of the corpus with trueup and its peers, and prints docs/benchmarks.md's section of it.

    cargo build --release
    python3 -m venv FOLDER && FOLDER/bin/pip install -r benches/peers/extract_requirements.txt
    FOLDER/bin/python benches/peers/extract.py --program target/release/trueup [--rounds 3] [--megabytes 10]

Without --program only the peers are measured. quantulum3 runs without its classifier, which would have to be trained. Recognizers-Text reads
percentages, currencies, dimensions, ordinals and numbers; what it reads as a date is no figure. Figures are matched as in tests/corpus/score.py.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path

sys.dont_write_bytecode = True
ROOT = Path(__file__).resolve().parent.parent.parent
sys.path.insert(0, str(ROOT / "tests" / "corpus"))
import corpus  # noqa: E402
import score  # noqa: E402

warnings.filterwarnings("ignore")
# What a peer calls a unit, in lower case, and what we do.
UNITS = {
    "percentage": "percent",
    "per cent": "percent",
    "basis point": "basis_points",
    "dimensionless": "count",
    "count": "times",
    "year": "years",
    "ordinal": "rank",
    "number": "count",
    "euro": "EUR",
    "united states dollar": "USD",
    "australian dollar": "AUD",
    "new zealand dollar": "NZD",
    "pound": "GBP",
    "pound sterling": "GBP",
    "british pound": "GBP",
    "chinese yuan": "CNY",
    "rupee": "INR",
    "indian rupee": "INR",
    "japanese yen": "JPY",
    "south korean won": "KRW",
    "brazilian real": "BRL",
    "nigerian naira": "NGN",
    "swiss franc": "CHF",
    "turkish lira": "TRY",
    "polish złoty": "PLN",
}
# Currencies that are called alike, by the country of the passage.
DOLLARS = {"aus": "AUD", "can": "CAD", "nzl": "NZD", "sgp": "SGD", "hkg": "HKD"}
ALIKE = {"peso": {"mex": "MXN", "chl": "CLP", "col": "COP", "arg": "ARS"}, "krone": {"nor": "NOK", "dnk": "DKK"}, "krona": {"swe": "SEK"}}


def unit(name, passage):
    """Our name of a peer's unit; nouns stay as they are."""
    name, country = name.lower(), passage.id.split("-")[0]
    if name == "dollar":
        return DOLLARS.get(country, "USD")
    return ALIKE.get(name, {}).get(country) or UNITS.get(name, name)


def with_quantulum3():
    """A reader of passages."""
    from quantulum3 import parser

    def read(passage):
        figures = []
        for quantity in parser.parse(passage.text):
            value, width, (start, end) = quantity.value, quantity.uncertainty, quantity.span
            low, high = (value - width, value + width) if width else (value, None)
            figures.append(score.Figure(start, end, quantity.surface, low, high, unit(quantity.unit.name, passage)))
        return figures

    return read


def with_recognizers():
    """A reader of passages."""
    from recognizers_date_time import recognize_datetime
    from recognizers_number import Culture, recognize_number, recognize_ordinal, recognize_percentage
    from recognizers_number_with_unit import recognize_currency, recognize_dimension

    def read(passage):
        figures, taken = [], [(date.start, date.end) for date in recognize_datetime(passage.text, Culture.English)]
        for recognize in (recognize_percentage, recognize_currency, recognize_dimension, recognize_ordinal, recognize_number):
            for result in recognize(passage.text, Culture.English):
                value = (result.resolution or {}).get("value")
                if not value or any(result.start <= end and start <= result.end for start, end in taken):
                    continue
                taken.append((result.start, result.end))
                name = result.resolution.get("unit") or {"percentage": "percentage", "ordinal": "ordinal"}.get(result.type_name, "number")
                text = passage.text[result.start : result.end + 1]
                figures.append(score.Figure(result.start, result.end + 1, text, number(value), None, unit(name, passage)))
        return figures

    return read


def number(words):
    """The value of a resolution such as "7.1%"; nothing where it is none."""
    try:
        return float(words.removesuffix("%"))
    except ValueError:
        return None


def accuracy(passages, read):
    """How well the figures of passages are read."""
    scores = score.Scores()
    for passage in passages:
        score.score_figures(scores, passage, read(passage))
    return scores


def seconds(work, rounds):
    """The median time of some work."""
    times = []
    for _ in range(rounds):
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def speed_of_peer(passages, read, rounds):
    """Megabytes a second, passage by passage, after all has been loaded."""
    read(passages[0])
    size = sum(len(passage.text.encode()) for passage in passages)
    return size / 1e6 / seconds(lambda: [read(passage) for passage in passages], rounds)


def speed_of_program(program, passages, megabytes, rounds):
    """Megabytes a second of a whole process that reads one file and writes JSON, on one core as the peers run on one."""
    text = "\n\n".join(passage.text for passage in passages) + "\n\n"
    text *= max(1, round(megabytes * 1e6 / len(text.encode())))
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "corpus.txt")
        file.write_bytes(text.encode())

        def work():
            command = [program, "extract", "--format", "json", file]
            run = subprocess.run(command, env={**os.environ, "RAYON_NUM_THREADS": "1"}, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
            if run.returncode not in (0, 1):
                sys.exit(f"extract.py: {program} ended with {run.returncode}: {run.stderr.decode()}")

        return len(text.encode()) / 1e6 / seconds(work, rounds)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--program", help="trueup, in a release build; only the peers are measured if not given")
    parser.add_argument("--rounds", type=int, default=3, help="how often each is timed; the median counts")
    parser.add_argument("--megabytes", type=float, default=10, help="how much text trueup reads at a time")
    options = parser.parse_args()

    test, everything = corpus.passages("test"), [passage for part in corpus.PARTS for passage in corpus.passages(part)]
    rows = {}
    if options.program:
        found = score.extract(options.program, {passage.id: passage.text for passage in test})
        speed = speed_of_program(options.program, everything, options.megabytes, options.rounds)
        rows["trueup"] = accuracy(test, lambda passage: found[passage.id][0]), speed
    for name, read in (("quantulum3 0.10.0", with_quantulum3()), ("Recognizers-Text 1.0.2a2", with_recognizers())):
        rows[name] = accuracy(test, read), speed_of_peer(everything, read, options.rounds)

    words = next(iter(rows.values()))[0].plain_words
    print(f"| {len(test)} passages | value F1 | with unit F1 | false figures in {words} words without figures | MB a second | against the first |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    first = next(iter(rows.values()))[1]
    for name, (scores, speed) in rows.items():
        value, with_unit = scores.tallies["value"].f1, scores.tallies["value+unit"].f1
        print(f"| {name} | {value:.3f} | {with_unit:.3f} | {scores.plain_false} | {speed:.3g} | {speed / first:.3g} |")


if __name__ == "__main__":
    main()
