-- Reads the tables of any number of shards of `resgraph export` (DuckDB). {shards} is a pattern of folders: 'out/*'.
-- A row that two shards give is one row: ids depend on the content alone.
CREATE OR REPLACE TABLE works AS SELECT DISTINCT * FROM read_csv('{shards}/works.csv', header = true, all_varchar = true);
CREATE OR REPLACE TABLE citations AS SELECT DISTINCT * FROM read_csv('{shards}/citations.csv', header = true, all_varchar = true);
CREATE OR REPLACE TABLE provisions AS
  SELECT DISTINCT provision_id, work_id, path, part, CAST(ngrams AS INTEGER) AS size, wording
  FROM read_csv('{shards}/provisions.csv', header = true, all_varchar = true)
  WHERE compared = '1' AND CAST(ngrams AS INTEGER) > 0;
CREATE OR REPLACE TABLE ngrams AS SELECT DISTINCT * FROM read_csv('{shards}/ngrams.csv', header = true, all_varchar = true);
