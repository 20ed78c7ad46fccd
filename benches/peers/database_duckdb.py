"""Growth rates and indices of a panel with DuckDB: `database_duckdb.py INPUT OUTPUT.parquet`.

The value before is the row above's, since rows of a series follow each other by year, as in the files of database.py: a window over the
rows as they come, which DuckDB streams, and not one over sorted partitions. In a wide file the year before is the column to the left.
"""

import sys

import duckdb

BASE = 2010

LONG = f"""
    WITH panel AS NOT MATERIALIZED (SELECT * FROM {{rows}}),
    series AS (
        SELECT ref_area, indicator, arg_min(obs_value, time_period) AS first, min(time_period) AS first_year,
            any_value(obs_value) FILTER (time_period = {BASE}) AS base
        FROM panel GROUP BY ALL),
    above AS (
        SELECT *, lag(ref_area) OVER () = ref_area AND lag(indicator) OVER () = indicator
                AND lag(time_period) OVER () = time_period - 1 AS follows,
            lag(obs_value) OVER () AS value_above
        FROM panel)
    SELECT above.*, CASE WHEN follows THEN value_above END AS before, base, first, first_year
    FROM above JOIN series USING (ref_area, indicator)"""

GROWTH = """
    SELECT ref_area, indicator, time_period, obs_value,
        CASE WHEN before > 0 THEN (obs_value / before - 1) * 100 END AS pc1,
        CASE WHEN base > 0 THEN obs_value / base * 100 END AS index,
        CASE WHEN first > 0 AND obs_value > 0 AND time_period > first_year
            THEN (pow(obs_value / first, 1 / (time_period - first_year)) - 1) * 100 END AS cagr
    FROM ({beside})"""


def wide(connection, path, names):
    """Reads a wide file into a table; the query has a slice of rows for each year."""
    years = [name for name in names if name.isdigit()]
    types = ", ".join(f"'{name}': '{'DOUBLE' if name in years else 'VARCHAR'}'" for name in names)
    values = ", ".join(f'"{year}"' for year in years)
    found = ", ".join(f'CASE WHEN "{year}" IS NOT NULL THEN {year} END' for year in years)
    base = f'"{BASE}"' if str(BASE) in years else "NULL::DOUBLE"
    # Here no row depends on the one above: threads need not wait for each other to write in order.
    connection.execute("SET preserve_insertion_order = false")
    connection.execute(f"""
        CREATE TEMP TABLE wide AS
        SELECT "Country Code" AS ref_area, "Indicator Code" AS indicator, {values}, {base} AS base,
            coalesce({values}) AS first, coalesce({found})::BIGINT AS first_year
        FROM read_csv('{path}', header = true, columns = {{{types}}})""")
    slices = []
    for year in years:
        left = str(int(year) - 1)
        before = f'"{left}"' if left in years else "NULL::DOUBLE"
        slices.append(f"""
            SELECT ref_area, indicator, {year}::BIGINT AS time_period, "{year}" AS obs_value, {before} AS before, base, first, first_year
            FROM wide WHERE "{year}" IS NOT NULL""")
    return " UNION ALL ".join(slices)


def beside(connection, path):
    """The query of the values, beside each the one a year before, that of the base, and the first of the series with its year."""
    if path.endswith(".parquet"):
        return LONG.format(rows=f"read_parquet('{path}')")
    with open(path, encoding="utf-8") as file:
        names = file.readline().strip().split(",")
    if "Country Code" in names:
        return wide(connection, path, names)
    types = "{'ref_area': 'VARCHAR', 'indicator': 'VARCHAR', 'time_period': 'BIGINT', 'obs_value': 'DOUBLE'}"
    return LONG.format(rows=f"read_csv('{path}', header = true, columns = {types})")


def main():
    source, out = sys.argv[1:]
    connection = duckdb.connect()
    query = GROWTH.format(beside=beside(connection, source))
    connection.execute(f"COPY ({query}) TO '{out}' (FORMAT parquet)")


main()
