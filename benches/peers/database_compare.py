"""Compares growth rates that several programs wrote, cell by cell; database_run.py uses it."""

import sys

import numpy as np
import pyarrow as pa
import pyarrow.parquet as parquet

VALUES = ["obs_value", "pc1", "index", "cagr"]
TOLERANCE = 1e-9  # of the larger of the two


def coded(column):
    """The words of a column and the place of each row's word among them."""
    whole = column.dictionary_encode().unify_dictionaries().combine_chunks()
    whole = whole.chunk(0) if isinstance(whole, pa.ChunkedArray) else whole
    if whole.null_count:
        sys.exit("a key is missing")
    return whole.dictionary.to_pylist(), whole.indices.to_numpy(zero_copy_only=False)


class Table:
    """A written table: its rows by area, indicator and year, whatever their order in the file, without those that hold no observation."""

    def __init__(self, path, areas, indicators):
        self.path = path
        names = parquet.read_schema(path).names
        if "series" in names:
            # trueup shows words for codes where it knows them; the codes are in the series.
            words, place = coded(self.column("series"))
            pairs = [word.split(":", 1) for word in words]
            series = np.array([areas.setdefault(area, len(areas)) << 24 | indicators.setdefault(indicator, len(indicators))
                               for area, indicator in pairs], dtype=np.int64)
            key = series[place]
        else:
            key = np.zeros(self.rows, dtype=np.int64)
            for name, known, shift in (("ref_area", areas, 24), ("indicator", indicators, 0)):
                words, place = coded(self.column(name))
                key |= np.array([known.setdefault(word, len(known)) for word in words], dtype=np.int64)[place] << shift
        words, place = coded(self.column("time_period"))
        key = key << 16 | np.array([int(word) for word in words], dtype=np.int64)[place]
        observed = np.flatnonzero(np.asarray(self.column("obs_value").is_valid()))
        self.empty = len(key) - len(observed)
        self.order = observed[np.argsort(key[observed], kind="stable")]
        self.key = key[self.order]

    @property
    def rows(self):
        return parquet.read_metadata(self.path).num_rows

    def column(self, name):
        return parquet.read_table(self.path, columns=[name]).column(0)

    def values(self, name):
        """The values in order of the keys, and where there is none."""
        column = self.column(name)
        none = np.asarray(column.is_null())[self.order]
        return column.to_numpy()[self.order], none


def compare(written, against):
    """Compares the Parquet files of all programs with that of one; says how many cells, and whether all are equal."""
    areas, indicators = {}, {}
    wanted = Table(written[against], areas, indicators)
    fine = True
    for program, path in written.items():
        if program == against:
            continue
        table = Table(path, areas, indicators)
        if table.empty:
            print(f"- {program}: {table.empty:,} rows hold no observation and are left out of what follows")
        if len(table.key) != len(wanted.key) or not np.array_equal(table.key, wanted.key):
            both = len(np.intersect1d(table.key, wanted.key))
            print(f"- {program}: {len(table.key):,} rows, {against} {len(wanted.key):,}, the same key in {both:,}")
            fine = False
            continue
        if np.any(table.key[1:] == table.key[:-1]):
            sys.exit(f"{program}: a row stands twice")
        worst, nulls, differing = 0.0, 0, 0
        for name in VALUES:
            (a, a_none), (b, b_none) = table.values(name), wanted.values(name)
            there = ~a_none & ~b_none
            nulls += int(a_none.sum())
            a_there, b_there = a[there], b[there]
            size = np.maximum(np.abs(a_there), np.abs(b_there))
            with np.errstate(invalid="ignore"):
                apart = np.abs(a_there - b_there)
            # Written so that what is not a finite number differs from everything.
            near = (apart <= TOLERANCE * size) & np.isfinite(size)
            wrong = int((a_none != b_none).sum()) + int((~near).sum())
            differing += wrong
            if wrong:
                here = np.flatnonzero((a_none != b_none))[:3].tolist() + np.flatnonzero(there)[~near][:3].tolist()
                for row in here[:3]:
                    key = int(wanted.key[row])
                    area, indicator = list(areas)[key >> 40], list(indicators)[key >> 16 & 0xFFFFFF]
                    ours = None if a_none[row] else float(a[row])
                    theirs = None if b_none[row] else float(b[row])
                    print(f"  {area} {indicator} {key & 0xFFFF} {name}: {program} {ours!r}, {against} {theirs!r}")
            some = np.isfinite(size) & (size > 0)
            worst = max(worst, float(np.max(apart[some] / size[some], initial=0.0)))
        cells = len(table.key) * len(VALUES)
        print(f"- {program}: {len(table.key):,} rows, {cells:,} cells, {nulls:,} of them without a value; {differing:,} differ; "
              f"largest relative difference {worst:.1e}")
        fine &= differing == 0
    return fine
