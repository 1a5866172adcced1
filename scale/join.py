"""Joins shards of `resgraph export`: python3 scale/join.py ENGINE WHAT 'out/*' > answer.csv

ENGINE  duckdb (one machine; PyPI: duckdb) or spark (many; PyPI: pyspark, needs Java; here two threads of this machine)
WHAT    classes: repeated provisions, wording by wording · pairs: the same, copy by copy, of which there may be very many
        cited: who is cited how often · communities: works that cite each other
Both engines run the same SQL, but for reading the tables.
"""

import csv
import os
import pathlib
import sys

HERE = pathlib.Path(__file__).parent
ROUNDS = 30


class DuckDB:
    def __init__(self, shards):
        import duckdb
        self.database = duckdb.connect(os.environ.get("RESGRAPH_SCALE_FILE", ":memory:"))
        self.database.execute(f"SET threads = {threads()}")
        if memory():
            self.database.execute(f"SET memory_limit = '{memory()}'")
        for statement in statements("load.sql", shards=shards.replace("'", "''")):
            self.execute(statement)

    def execute(self, statement):
        self.database.execute(statement)

    def rows(self, query):
        answer = self.database.execute(query)
        yield [column[0] for column in answer.description]
        while some := answer.fetchmany(10000):
            yield from some


class Spark:
    def __init__(self, shards):
        from pyspark.sql import SparkSession
        builder = SparkSession.builder.master(os.environ.get("RESGRAPH_SPARK", f"local[{threads()}]"))
        settings = {
            "spark.driver.memory": memory() or "4g",
            "spark.sql.shuffle.partitions": os.environ.get("RESGRAPH_PARTITIONS", "16"),
            "spark.ui.enabled": "false",
            "spark.ui.showConsoleProgress": "false",
            "spark.sql.warehouse.dir": os.environ.get("RESGRAPH_SCALE_FILE", "spark-warehouse"),
            # Tables are files here; no catalogue outlives the run.
            "spark.sql.catalogImplementation": "in-memory",
            "spark.sql.ansi.enabled": "true",
        }
        for name, value in settings.items():
            builder = builder.config(name, value)
        self.session = builder.getOrCreate()
        self.session.sparkContext.setLogLevel("ERROR")
        for table in ("works", "citations", "provisions", "ngrams"):
            reader = self.session.read.option("header", True).option("escape", '"').option("multiLine", False)
            reader = reader.option("nullValue", "\0").option("emptyValue", "")
            reader.csv(f"{shards}/{table}.csv").distinct().createOrReplaceTempView(f"raw_{table}")
            head = "*" if table != "provisions" else \
                "DISTINCT provision_id, work_id, path, part, CAST(ngrams AS INTEGER) AS size, wording"
            rest = "" if table != "provisions" else " WHERE compared = '1' AND CAST(ngrams AS INTEGER) > 0"
            self.execute(f"CREATE OR REPLACE TABLE {table} AS SELECT {head} FROM raw_{table}{rest}")

    def execute(self, statement):
        begin, name = "CREATE OR REPLACE TABLE ", ""
        if statement.startswith(begin):
            name = statement[len(begin):].split(" ", 1)[0]
            self.session.sql(f"DROP TABLE IF EXISTS {name}")
            statement = f"CREATE TABLE {name} USING parquet" + statement[len(begin) + len(name):]
        self.session.sql(statement)

    def rows(self, query):
        answer = self.session.sql(query)
        yield answer.columns
        yield from answer.toLocalIterator()


def threads():
    return int(os.environ.get("RESGRAPH_THREADS", "2"))


def memory():
    return os.environ.get("RESGRAPH_MEMORY")


def statements(name, **values):
    sql = (HERE / name).read_text(encoding="utf-8")
    sql = "\n".join(line for line in sql.splitlines() if not line.startswith("--"))
    for key, value in values.items():
        sql = sql.replace("{" + key + "}", value)
    return [part.strip() for part in sql.split(";") if part.strip()]


def classes(engine):
    for statement in statements("repeated.sql"):
        engine.execute(statement)
    return engine.rows("SELECT * FROM classes ORDER BY one, other")


def pairs(engine):
    for statement in statements("repeated.sql") + statements("pairs.sql"):
        engine.execute(statement)
    return engine.rows("SELECT * FROM pairs ORDER BY one, other")


def cited(engine):
    for statement in statements("cited.sql"):
        engine.execute(statement)
    return engine.rows("SELECT * FROM cited ORDER BY works DESC, work_id")


def communities(engine):
    for statement in statements("edges.sql"):
        engine.execute(statement)
    for number in range(ROUNDS):
        labels, after = f"labels_{number}", f"labels_{number + 1}"
        for statement in statements("communities.sql", labels=labels, next=after):
            engine.execute(statement)
        changed = f"SELECT COUNT(*) FROM {labels} a JOIN {after} b ON a.work_id = b.work_id WHERE a.label <> b.label"
        if list(engine.rows(changed))[1][0] == 0:
            break
    return engine.rows(f"SELECT label AS community, work_id FROM {after} ORDER BY community, work_id")


def main():
    engines = {"duckdb": DuckDB, "spark": Spark}
    questions = {"classes": classes, "pairs": pairs, "cited": cited, "communities": communities}
    if len(sys.argv) != 4 or sys.argv[1] not in engines or sys.argv[2] not in questions:
        sys.exit(__doc__)
    engine = engines[sys.argv[1]](sys.argv[3])
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerows(questions[sys.argv[2]](engine))


if __name__ == "__main__":
    main()
