"""Growth rates and indices of a panel with pandas: `database_pandas.py INPUT OUTPUT.parquet`.

Columns of numpy, no group-by: rows of a series follow each other by year, as in the files of database.py, so that a series begins where a
key differs from the row above. A wide file is unrolled row by row, which keeps that order; `melt` would not and needed a sort.
"""

import sys

import numpy as np
import pandas as pd

BASE = 2010
KEYS = ["ref_area", "indicator"]


def read(path):
    """The long panel, its keys as categories."""
    if path.endswith(".parquet"):
        return pd.read_parquet(path, engine="pyarrow", read_dictionary=KEYS)
    with open(path, encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    if "Country Code" not in names:
        return pd.read_csv(path, engine="pyarrow", dtype=dict.fromkeys(KEYS, "category"))
    codes, years = ["Country Code", "Indicator Code"], [name for name in names if name.isdigit()]
    types = dict.fromkeys(codes, "category") | dict.fromkeys(years, "float64")
    data = pd.read_csv(path, engine="pyarrow", usecols=codes + years, dtype=types)
    values = data[years].to_numpy().ravel()
    present = np.flatnonzero(~np.isnan(values))
    row, column = np.divmod(present, len(years))
    return pd.DataFrame({
        "ref_area": data["Country Code"].array.take(row),
        "indicator": data["Indicator Code"].array.take(row),
        "time_period": np.array(years, dtype=np.int64)[column],
        "obs_value": values[present],
    })


def main():
    source, out = sys.argv[1:]
    data = read(source)
    area, indicator = (data[name].cat.codes.to_numpy() for name in KEYS)
    year, value = data["time_period"].to_numpy(), data["obs_value"].to_numpy()
    begins = np.ones(len(data), dtype=bool)
    begins[1:] = (area[1:] != area[:-1]) | (indicator[1:] != indicator[:-1])
    starts = np.flatnonzero(begins)
    lengths = np.diff(starts, append=len(data))

    pc1 = np.full(len(data), np.nan)
    before = value[:-1]
    follows = ~begins[1:] & (year[1:] == year[:-1] + 1) & (before > 0)
    np.divide(value[1:], before, out=pc1[1:], where=follows)
    pc1 -= 1
    pc1 *= 100

    base = np.full(len(starts), np.nan)
    in_base = np.flatnonzero((year == BASE) & (value > 0))
    base[np.searchsorted(starts, in_base, side="right") - 1] = value[in_base]

    first, elapsed = np.repeat(value[starts], lengths), year - np.repeat(year[starts], lengths)
    both = (first > 0) & (value > 0) & (elapsed > 0)
    cagr = np.full(len(data), np.nan)
    np.divide(value, first, out=cagr, where=both)
    power = np.ones(len(data))
    np.divide(1, elapsed, out=power, where=both)
    np.power(cagr, power, out=cagr, where=both)
    cagr -= 1
    cagr *= 100

    data["pc1"], data["index"], data["cagr"] = pc1, value / np.repeat(base, lengths) * 100, cagr
    # Values hardly repeat: a dictionary of them would be begun in vain.
    data.to_parquet(out, engine="pyarrow", index=False, use_dictionary=[*KEYS, "time_period"])


main()
