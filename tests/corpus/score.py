"""Scores `trueup extract` against the labels of the corpus.

    python3 tests/corpus/score.py [--part dev|test|unseen] [--program PATH] [--errors] [--json] [--min]
    python3 tests/corpus/score.py --check

It runs the program over every passage and prints precision, recall and F1 of figures, claims and verdicts for each part. --errors lists what went
wrong in the development part; those of the others stay hidden, since rules must not be written against them. --min ends with 1 where the unseen
part is under a floor. --check looks at the labels alone and runs nothing (labels.py). Python 3.11 and its standard library are enough.
"""

import argparse
import json
import math
import subprocess
import sys
import tempfile
from dataclasses import dataclass, field
from pathlib import Path

from corpus import CORPUS, PARTS, Claim, Figure, passages

ROOT = CORPUS.parent.parent
LEVELS = ("value", "unit", "hedge", "period")
FLOORS = {
    "value": 0.90,
    "value+unit": 0.85,
    "value+unit+hedge+period": 0.80,
    "checkable claims": 0.65,
    "inconsistent is right": 0.95,
    "slips found": 0.60,
}
TITLES = {"kind and operands": "claims", "kind": "claims: kind", "operands": "claims: operands", "inconsistent": "called inconsistent"}
FALSE_FIGURES_CEILING = 1.0


@dataclass
class Tally:
    """How many were found, how many are labelled, and how many of both agree."""

    right: int = 0
    found: int = 0
    labelled: int = 0

    def add(self, right, found, labelled):
        self.right, self.found, self.labelled = self.right + right, self.found + found, self.labelled + labelled

    @property
    def precision(self):
        return self.right / self.found if self.found else 0.0

    @property
    def recall(self):
        return self.right / self.labelled if self.labelled else 0.0

    @property
    def f1(self):
        return 2 * self.right / (self.found + self.labelled) if self.found + self.labelled else 0.0


@dataclass
class Scores:
    """What a part came to, and its errors in words."""

    passages: int = 0
    tallies: dict = field(default_factory=dict)
    plain_words: int = 0
    plain_false: int = 0
    errors: list = field(default_factory=list)

    def add(self, name, right, found, labelled):
        self.tallies.setdefault(name, Tally()).add(right, found, labelled)

    @property
    def false_figures(self):
        """False figures in 1,000 words of prose without figures."""
        return 1000 * self.plain_false / self.plain_words if self.plain_words else 0.0


def found(answer, text):
    """Figures and claims of one object of the program's JSON."""
    figures, claims = [], []
    for item in answer["figures"]:
        value, high = item["value"], None
        if value is None and item["hedge"] == "range":
            value, high = item["low"], item["high"]
        span = item["start"], item["end"]
        figures.append(Figure(*span, text[slice(*span)], value, high, item["unit"], item["hedge"], item["period"]))
    for item in answer["claims"]:
        stated, span = item["stated"] or {}, (item["start"], item["end"])
        claims.append(Claim(*span, text[slice(*span)], item["kind"], item["figures"], stated.get("point"), item["verdict"]))
    return figures, claims


def extract(program, texts):
    """What the program finds in each text: name to (figures, claims)."""
    with tempfile.TemporaryDirectory() as folder:
        files = []
        for name, text in texts.items():
            files.append(Path(folder, f"{name}.txt"))
            files[-1].write_bytes(text.encode())
        run = subprocess.run([program, "extract", "--format", "json", *files], capture_output=True, text=True, encoding="utf-8")
    if run.returncode not in (0, 1):
        sys.exit(f"score.py: {program} extract ended with {run.returncode}:\n{run.stderr}")
    answers = json.loads(run.stdout)
    if isinstance(answers, dict):
        answers = [answers | {"file": files[0].name}]
    by_name = {Path(answer["file"]).stem: answer for answer in answers}
    if missing := sorted(texts.keys() - by_name.keys()):
        sys.exit(f"score.py: the program says nothing about {', '.join(missing[:5])} ({len(missing)} passages)")
    return {name: found(by_name[name], text) for name, text in texts.items()}


def overlap(a, b):
    return max(0, min(a.end, b.end) - max(a.start, b.start))


def close(a, b):
    """Whether two numbers, or two ends that may be lacking, agree."""
    return a is b or (a is not None and b is not None and math.isclose(a, b, rel_tol=1e-9))


def same_dollar(a, b):
    """A bare dollar sign may be read as any dollar: the passage need not say whose it is."""
    bare = a.text.startswith("$") or b.text.startswith("$")
    return bare and {a.unit, b.unit} <= {"USD", "CAD", "AUD", "NZD", "SGD", "HKD"}


def same_unit(a, b):
    """Equal names; of two nouns the last words, in singular or plural."""

    def stem(unit):
        word = unit.split()[-1] if unit.split() else ""
        for ending, singular in (("ies", "y"), ("ches", "ch"), ("shes", "sh"), ("sses", "ss"), ("xes", "x"), ("s", "")):
            if word.endswith(ending) and not word.endswith("ss"):
                return word.removesuffix(ending) + singular
        return word

    return a == b or (a.islower() and b.islower() and stem(a) == stem(b))


def pair(labels, finds, fits, better=overlap):
    """The most pairs of a label and something found that fit, each used once, as {label's position: other's position}.

    Of several that fit, a label tries first what is `better` for it (augmenting paths).
    """
    taken = {}

    def place(label, seen):
        choices = [at for at, find in enumerate(finds) if fits(labels[label], find)]
        for at in sorted(choices, key=lambda at: better(labels[label], finds[at]), reverse=True):
            if at in seen:
                continue
            seen.add(at)
            if at not in taken or place(taken[at], seen):
                taken[at] = label
                return True
        return False

    for label in range(len(labels)):
        place(label, set())
    return {label: at for at, label in taken.items()}


def pair_figures(labels, finds):
    """Figures agree where they overlap and have one value; ranges, where both ends agree."""
    return pair(labels, finds, lambda a, b: overlap(a, b) and close(a.value, b.value) and close(a.high, b.high))


def score_figures(scores, passage, finds):
    """Counts the figures of a passage; returns their pairs."""
    labels = passage.figures
    pairs = pair_figures(labels, finds)
    agree = {
        "value": lambda a, b: True,
        "unit": lambda a, b: same_unit(a.unit, b.unit) or same_dollar(a, b),
        "hedge": lambda a, b: a.hedge == b.hedge,
        "period": lambda a, b: a.period == b.period,
    }
    names = [LEVELS[: n + 1] for n in range(len(LEVELS))] + [("value", "hedge"), ("value", "period")]
    for levels in names:
        right = sum(all(agree[level](labels[a], finds[b]) for level in levels) for a, b in pairs.items())
        scores.add("+".join(levels), right, len(finds), len(labels))
    if passage.holds_no_figures():
        scores.plain_words += len(passage.text.split())
        scores.plain_false += len(finds) - len(pairs)

    def tell(words, figure):
        scores.errors.append(f"{passage.id}: {words}: '{figure.text}' {figure.value:g} {figure.unit} {figure.hedge} {figure.period}")

    for at, label in enumerate(labels):
        if at not in pairs:
            tell("figure missed", label)
        for level in LEVELS[1:]:
            if at in pairs and not agree[level](label, finds[pairs[at]]):
                tell(f"{level} is '{getattr(finds[pairs[at]], level)}' instead of '{getattr(label, level)}'", label)
    for at in sorted(set(range(len(finds))) - set(pairs.values())):
        figure = finds[at]
        scores.errors.append(f"{passage.id}: false figure: '{figure.text}' {figure.value} {figure.unit} {figure.hedge}")
    return pairs


def score_claims(scores, passage, finds, figure_pairs):
    """Counts the claims and verdicts of a passage."""
    labels = passage.claims
    back = {found: label for label, found in figure_pairs.items()}

    def same_operands(a, b):
        theirs = [back.get(at, -1 - at) for at in b.figures]
        return sorted(a.figures) == sorted(theirs) if a.kind == "sum" else a.figures == theirs

    def one_region(a, b):
        return overlap(a, b) > 0 or (bool(a.figures) and same_operands(a, b))

    def same_claim(a, b):
        return a.kind == b.kind and same_operands(a, b) and one_region(a, b)

    def best(labels, finds, fits):
        """Pairs; the same number first, since one stretch can state two."""
        return pair(labels, finds, fits, lambda a, b: (close(a.stated, b.stated), overlap(a, b)))

    full = best(labels, finds, same_claim)
    checkable = [at for at, label in enumerate(labels) if label.verdict != "unchecked"]
    scores.add("kind and operands", len(full), len(finds), len(labels))
    scores.add("checkable claims", sum(at in full for at in checkable), 0, len(checkable))
    scores.add("kind", len(best(labels, finds, lambda a, b: a.kind == b.kind and overlap(a, b))), len(finds), len(labels))
    scores.add("operands", len(best(labels, finds, lambda a, b: same_operands(a, b) and one_region(a, b))), len(finds), len(labels))

    # A verdict is about a label also where only kind or operands agree, if nothing else is.
    left = [at for at in range(len(labels)) if at not in full]
    free = [at for at in range(len(finds)) if at not in full.values()]
    loose = best([labels[at] for at in left], [finds[at] for at in free], lambda a, b: overlap(a, b) and (a.kind == b.kind or same_operands(a, b)))
    about = full | {left[a]: free[b] for a, b in loose.items()}
    slips = {at for at, label in enumerate(labels) if label.verdict == "inconsistent"}
    called = {at for at, find in enumerate(finds) if find.verdict == "inconsistent"}
    scores.add("verdict", sum(labels[a].verdict == finds[b].verdict for a, b in full.items()), len(full), len(full))
    scores.add("inconsistent", sum(at in about and about[at] in called for at in slips), len(called), len(slips))

    def tell(words, claim):
        scores.errors.append(f"{passage.id}: {words}: {claim.kind} {claim.figures} stated {claim.stated}, {claim.verdict}: '{claim.text}'")

    for at, label in enumerate(labels):
        if at not in full:
            tell("claim missed", label)
        elif label.verdict != finds[full[at]].verdict:
            tell(f"verdict is '{finds[full[at]].verdict}'", label)
    for at, find in enumerate(finds):
        if at not in full.values():
            mapped = [back.get(n, "?") for n in find.figures]
            tell("claim that is not labelled", Claim(find.start, find.end, find.text, find.kind, mapped, find.stated, find.verdict))


def score(part, program):
    """The scores of a part."""
    scores, corpus = Scores(), passages(part)
    answers = extract(program, {passage.id: passage.text for passage in corpus}) if corpus else {}
    for passage in corpus:
        figures, claims = answers[passage.id]
        score_claims(scores, passage, claims, score_figures(scores, passage, figures))
    scores.passages = len(corpus)
    return scores


def summary(scores):
    """The scores of a part as plain values."""
    three = {
        name: {"precision": tally.precision, "recall": tally.recall, "f1": tally.f1, "found": tally.found, "labelled": tally.labelled}
        for name, tally in scores.tallies.items()
    }
    checkable = three.pop("checkable claims", None)
    accuracy = three.pop("verdict", None)
    return {
        "passages": scores.passages,
        "scores": three,
        "checkable claims found": checkable and {"recall": checkable["recall"], "labelled": checkable["labelled"]},
        "verdicts of claims found": accuracy and {"right": accuracy["recall"], "claims": accuracy["labelled"]},
        "false figures per 1000 words": {"value": scores.false_figures, "figures": scores.plain_false, "words": scores.plain_words},
    }


def table(part, values):
    """The scores of a part as text."""
    lines = [f"{part}: {values['passages']} passages", f"  {'':28}precision  recall      F1   found  labelled"]
    for name, row in values["scores"].items():
        lines.append(f"  {TITLES.get(name, name):28}{row['precision']:9.3f}{row['recall']:8.3f}{row['f1']:8.3f}{row['found']:8}{row['labelled']:10}")
    if checkable := values["checkable claims found"]:
        lines.append(f"  {'claims that can be checked':28}{'':9}{checkable['recall']:8.3f}{'':16}{checkable['labelled']:10}")
    if verdicts := values["verdicts of claims found"]:
        lines.append(f"  of {verdicts['claims']} claims found with kind and operands, {verdicts['right']:.3f} have the right verdict")
    false = values["false figures per 1000 words"]
    lines.append(f"  without figures: {false['figures']} false figures in {false['words']} words, {false['value']:.2f} per 1,000")
    return "\n".join(lines)


def shortfalls(scores):
    """What falls under a floor, in words."""
    verdicts = scores.tallies.get("inconsistent", Tally())
    reached = {name: scores.tallies.get(name, Tally()).f1 for name in FLOORS} | {
        "checkable claims": scores.tallies.get("checkable claims", Tally()).recall,
        "inconsistent is right": verdicts.precision,
        "slips found": verdicts.recall,
    }
    under = [f"{name}: {reached[name]:.3f}, at least {floor:.2f} is asked for" for name, floor in FLOORS.items() if reached[name] < floor]
    if scores.false_figures > FALSE_FIGURES_CEILING:
        under.append(f"false figures: {scores.false_figures:.2f} per 1,000 words, at most {FALSE_FIGURES_CEILING:g} are allowed")
    return under


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--part", choices=PARTS, help="one part; all if not given")
    parser.add_argument("--program", help="the program; target/debug/trueup or target/release/trueup if not given")
    parser.add_argument("--errors", action="store_true", help="list the errors of the development part")
    parser.add_argument("--json", action="store_true", help="print JSON")
    parser.add_argument("--min", action="store_true", help="end with 1 where the unseen part is under a floor")
    parser.add_argument("--check", action="store_true", help="check the labels and run nothing")
    options = parser.parse_args()
    if options.check:
        import labels

        sys.exit(labels.check(CORPUS))
    parts = [options.part] if options.part else list(PARTS)
    if options.errors and "dev" not in parts:
        parser.error("the errors of the other parts are not shown, since no rule may be written against them; --part dev shows those of the development part")
    if options.min and "unseen" not in parts:
        parser.error("--min is about the unseen part: leave out --part")
    built = (str(ROOT / "target" / profile / "trueup") for profile in ("debug", "release"))
    program = options.program or next(filter(lambda path: Path(path).exists(), built), None)
    if not program:
        parser.error("no program is built: run `cargo build`, or name one with --program")

    all_scores = {part: score(part, program) for part in parts}
    values = {part: summary(scores) for part, scores in all_scores.items()}
    if options.errors:
        values["dev"]["errors"] = all_scores["dev"].errors
    if options.json:
        print(json.dumps(values, indent=2, ensure_ascii=False))
    else:
        print("\n\n".join(table(part, value) for part, value in values.items()))
        for error in values["dev"]["errors"] if options.errors else []:
            print(error)
    if options.min and (under := shortfalls(all_scores["unseen"])):
        sys.exit("the unseen part is under its floors:\n  " + "\n  ".join(under))


if __name__ == "__main__":
    main()
