"""Checks the labels of the corpus by themselves: `python3 tests/corpus/score.py --check`.

Every file parses, every text stands in its passage where it should, names are among those of README.md, and the corpus as a whole has the
passages, countries, slips and empty passages that it claims to have.
"""

import math
import re
import tomllib

from corpus import find

MANNERS = {"statistical office", "central bank", "newspaper", "company report", "policy paper", "encyclopaedia"}
SLIPS = {
    "", "digit-slip", "transposed", "scale-slip", "percent-or-points", "times-by-or-to", "base-year", "direction", "order", "wrong-multiple",
    "parts-and-whole", "stated-twice", "wrong-base", "wrong-span",
}  # fmt: skip
HEDGES = {"exact", "about", "almost", "just_over", "over", "at_least", "under", "at_most", "up_to", "range"}
PAIRS = {"ratio", "percent_change", "point_change", "average_growth", "share", "difference", "rank_change", "comparison"}
KINDS = PAIRS | {"duration", "sum"}
VERDICTS = {"consistent", "rounding", "depends", "inconsistent", "unchecked"}
PASSAGE = {"id": str, "manner": str, "slip": str, "text": str, "figures": list, "claims": list}
FIGURE = {"text": str, "value": (int, float), "unit": str, "hedge": str, "period": str, "subject": str}
CLAIM = {"text": str, "kind": str, "figures": list, "verdict": str}
UNIT = re.compile(r"[A-Z]{3}|[^\W\dA-Z][\w' ²³/.-]*")
STAMP = r"(?:\d{4}(?:-Q[1-4]|-S[12]|-(?:0[1-9]|1[0-2])(?:-[0-3]\d)?)?|FY\d{4}-\d{2})"
PERIOD = re.compile(rf"(?:{STAMP}(?:/{STAMP})?)?")


def keys(label, needed, allowed=()):
    """Faults of a label's keys and types."""
    for key, kind in needed.items():
        if not isinstance(label.get(key), kind):
            yield f"'{key}' is missing or of another type"
    for key in label.keys() - needed.keys() - set(allowed):
        yield f"'{key}' is no key"


def figure_faults(label):
    """Faults of a figure's words, without its place."""
    yield from keys(label, FIGURE, ("high", "skip"))
    if not UNIT.fullmatch(label.get("unit", "")):
        yield f"the unit '{label.get('unit')}' is neither a currency code nor a name in lower case"
    if label.get("hedge") not in HEDGES:
        yield f"the hedge '{label.get('hedge')}' is none"
    if not PERIOD.fullmatch(label.get("period", "")):
        yield f"the period '{label.get('period')}' cannot be read"
    if (label.get("hedge") == "range") != ("high" in label):
        yield "a range has a 'high', and nothing else has"
    if "high" in label and label["high"] <= label.get("value", 0):
        yield "'high' is not above 'value'"


def claim_faults(label, figures, text):
    """Faults of a claim in a passage with so many figures."""
    yield from keys(label, CLAIM, ("stated", "skip"))
    kind, operands, verdict = label.get("kind"), label.get("figures", []), label.get("verdict")
    if kind not in KINDS:
        yield f"the kind '{kind}' is none"
    if verdict not in VERDICTS:
        yield f"the verdict '{verdict}' is none"
    if not isinstance(label.get("stated", 0), (int, float)):
        yield "'stated' is no number"
    if any(not isinstance(at, int) or not 0 <= at < figures for at in operands):
        yield f"figures {operands} are not all among the {figures} of the passage"
    if len(set(operands)) < len(operands):
        yield f"a figure stands twice in {operands}"
    if text.count(label.get("text", "")) <= label.get("skip", 0):
        yield "the text is not found"
    if verdict == "unchecked":
        return
    if kind in PAIRS and len(operands) != 2 and not (kind == "comparison" and len(operands) == 1 and "stated" in label):
        yield f"a {kind} that is checked has two figures, not {len(operands)}"
    if kind == "sum" and len(operands) < 2:
        yield "a sum has two parts or more"


def computed(kind, values):
    """What the values of a claim's figures give, by each way in which its kind may state it; none where their periods are needed."""
    first, second = values[0], values[1] if len(values) > 1 else values[0]
    multiple = second / first if first else math.inf
    against = first / second if second else math.inf
    change, gap = 100 * abs(multiple - 1), abs(second - first)
    ways = {
        "ratio": [multiple, 1 / multiple if multiple else math.inf, multiple - 1, 100 * multiple],
        "percent_change": [change],
        "point_change": [gap, 100 * gap],
        "share": [100 * against],
        "difference": [gap, 100 * gap],
        "rank_change": [gap],
        "comparison": [against, multiple, 100 * abs(against - 1), change, gap, 100 * gap, second],
        "sum": [sum(values)],
    }
    return ways.get(kind, [])


def arithmetic_faults(label, figures, slip):
    """A coarse look at the numbers, which finds wrong positions and wrong scales, not wrong last digits: see the program for these."""
    stated, positions = label.get("stated"), label.get("figures", [])
    if stated in (None, 0) or not positions or not all(isinstance(at, int) and 0 <= at < len(figures) for at in positions):
        return
    ways = computed(label["kind"], [figures[at]["value"] for at in positions])
    if label["verdict"] == "consistent" and ways and not any(0.7 <= way / stated <= 1.5 for way in ways):
        yield f"figures {positions} give {ways[0]:.6g}, not about {stated:g}: counted from 0?"
    if label["verdict"] == "inconsistent" and slip not in ("direction", "order") and ways and math.isclose(ways[0], stated, rel_tol=1e-6):
        yield f"figures {positions} give just {stated:g}: it holds"


def splits_a_word(text, start, end):
    """Whether the stretch begins or ends within a number or word."""
    if start and text[start].isdigit() and re.search(r"\d[.,]?$", text[:start]):
        return True
    return end < len(text) and text[end - 1].isalnum() and bool(re.match(r"[.,]?\d" if text[end - 1].isdigit() else r"[^\W\d]", text[end:]))


def passage_faults(entry):
    """Faults of a passage and its labels, each with what it is about."""
    yield from keys(entry, PASSAGE)
    if entry.get("manner") not in MANNERS:
        yield f"the manner '{entry.get('manner')}' is none"
    if entry.get("slip") not in SLIPS:
        yield f"the slip '{entry.get('slip')}' is none"
    text, cursor = entry.get("text", ""), 0
    for label in entry.get("figures", []):
        named = f"figure '{label.get('text')}'"
        yield from (f"{named}: {fault}" for fault in figure_faults(label))
        start = find(text, label, cursor)
        if start < 0:
            yield f"{named}: not found from character {cursor} on"
            continue
        cursor = start + len(label["text"])
        if splits_a_word(text, start, cursor):
            yield f"{named}: found within a longer number or word ('{text[max(0, start - 8) : cursor + 8]}'): 'skip' passes over it"
    for label in entry.get("claims", []):
        yield from (f"claim '{label.get('text')}': {fault}" for fault in claim_faults(label, len(entry.get("figures", [])), text))
        yield from (f"claim '{label.get('text')}': {fault}" for fault in arithmetic_faults(label, entry.get("figures", []), entry.get("slip")))
    wrong = any(claim.get("verdict") == "inconsistent" for claim in entry.get("claims", []))
    if wrong != bool(entry.get("slip")):
        yield "a passage with a slip has a claim that is inconsistent, and no other has one"


def check(corpus):
    """Prints the faults of the corpus and what it holds; 1 if there are faults."""
    faults, seen, countries = [], {}, set()
    total = slips = empty = figures = claims = 0
    for path in sorted(corpus.glob("*/*.toml")):
        where = f"{path.parent.name}/{path.name}"
        try:
            entries = tomllib.loads(path.read_text(encoding="utf-8"))["passage"]
        except (tomllib.TOMLDecodeError, UnicodeDecodeError, KeyError) as error:
            faults.append(f"{where}: {error!r}")
            continue
        for entry in entries:
            name = entry.get("id", "?")
            faults.extend(f"{where}: {name}: {fault}" for fault in passage_faults(entry))
            if name in seen:
                faults.append(f"{where}: {name}: stands in {seen[name]} already")
            seen[name] = where
            if path.name != "traps.toml":
                countries.add(name.split("-")[0])
            total += 1
            slips += bool(entry.get("slip"))
            empty += not entry.get("claims")
            figures += len(entry.get("figures", []))
            claims += len(entry.get("claims", []))
    if total < 300:
        faults.append(f"{total} passages, at least 300 are needed")
    if len(countries) < 12:
        faults.append(f"{len(countries)} countries, at least 12 are needed")
    for count, least, most, what in ((slips, 0.28, 0.40, "a slip"), (empty, 0.09, 0.20, "no claim")):
        if total and not least <= count / total <= most:
            faults.append(f"{count} of {total} passages have {what}: {100 * least:g} to {100 * most:g} percent should")
    print("\n".join(faults), end="\n" if faults else "")
    print(f"{total} passages from {len(countries)} countries: {figures} figures, {claims} claims, {slips} with a slip, {empty} without a claim")
    return 1 if faults else 0
