"""The labels of the corpus as values; README.md says what they mean."""

import tomllib
from dataclasses import dataclass
from pathlib import Path

CORPUS = Path(__file__).resolve().parent
PARTS = ("dev", "test", "unseen")


@dataclass
class Figure:
    """A figure, labelled or found: its place in characters, and what it says. `high` is the upper end of a range, whose lower end is `value`."""

    start: int
    end: int
    text: str
    value: float | None
    high: float | None
    unit: str
    hedge: str = ""
    period: str = ""


@dataclass
class Claim:
    """A claim, labelled or found; `figures` are positions among the figures of the same side."""

    start: int
    end: int
    text: str
    kind: str
    figures: list
    stated: float | None
    verdict: str


@dataclass
class Passage:
    """A passage and its labels."""

    id: str
    part: str
    file: str
    text: str
    figures: list
    claims: list

    def holds_no_figures(self):
        """Whether it is prose in which a figure that is found is likely none."""
        return self.file == "traps.toml" or not self.figures


def find(text, label, start):
    """Where a label's text stands from `start` on, past as many of the same as it says; -1 where it does not."""
    place = text.find(label["text"], start)
    for _ in range(label.get("skip", 0)):
        place = text.find(label["text"], place + 1) if place >= 0 else -1
    return place


def labelled(entry, path):
    """A passage of a TOML file with its labels. A text that is not found is an error."""
    text, cursor, figures, claims = entry["text"], 0, [], []
    for label in entry["figures"]:
        start = find(text, label, cursor)
        if start < 0:
            raise ValueError(f"{entry['id']}: the figure '{label['text']}' is not found from character {cursor} on")
        cursor = start + len(label["text"])
        figures.append(Figure(start, cursor, label["text"], label["value"], label.get("high"), label["unit"], label["hedge"], label["period"]))
    for label in entry["claims"]:
        start = find(text, label, 0)
        if start < 0:
            raise ValueError(f"{entry['id']}: the claim '{label['text']}' is not found")
        end = start + len(label["text"])
        claims.append(Claim(start, end, label["text"], label["kind"], label["figures"], label.get("stated"), label["verdict"]))
    return Passage(entry["id"], path.parent.name, path.name, text, figures, claims)


def passages(part):
    """All passages of a part, in the order of their files."""
    entries = ((entry, path) for path in sorted((CORPUS / part).glob("*.toml")) for entry in tomllib.loads(path.read_text())["passage"])
    return [labelled(entry, path) for entry, path in entries]
