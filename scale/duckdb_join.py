"""Joins shards of `resgraph export` in DuckDB: python3 scale/duckdb_join.py 'out/*' > pairs.csv

Needs the package duckdb of PyPI. Prints the pairs of repeated provisions; cited-by counts with --cited.
"""

import csv
import pathlib
import sys

import duckdb


def run(database, name, shards):
    sql = (pathlib.Path(__file__).parent / name).read_text(encoding="utf-8")
    lines = [line for line in sql.splitlines() if not line.startswith("--")]
    for statement in "\n".join(lines).replace("{shards}", shards.replace("'", "''")).split(";"):
        if statement.strip():
            database.execute(statement)


def main():
    arguments = [a for a in sys.argv[1:] if a != "--cited"]
    if len(arguments) != 1:
        sys.exit(__doc__)
    database = duckdb.connect()
    run(database, "load.sql", arguments[0])
    if "--cited" in sys.argv:
        run(database, "cited.sql", arguments[0])
        rows = database.execute("SELECT * FROM cited ORDER BY works DESC, work_id")
    else:
        run(database, "repeated.sql", arguments[0])
        rows = database.execute("SELECT * FROM pairs ORDER BY one, other")
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow([column[0] for column in rows.description])
    out.writerows(rows.fetchall())


if __name__ == "__main__":
    main()
